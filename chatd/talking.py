"""
Saying something, changing it and taking it back; and what is only signalled.
"""

from typing import TYPE_CHECKING

from msgspec import UNSET

from chatd import commands, names, policy
from chatd.answers import AnyAnswer, Changed, Ok, Said
from chatd.errors import Refusal
from chatd.ground import Ground
from chatd.model import DeleteMessage, Draft, EditMessage, Message, NewMessage, Result, Signal, Stored
from chatd.wire import fits

if TYPE_CHECKING:
    from chatd.session import Session


class Talking(Ground):
    """
    The use cases of those who speak.
    """

    def say(self, session: "Session", command: commands.Say) -> AnyAnswer | None:
        """
        Add a message to the log; the answer comes in the place of the event, after the commit.
        """
        room, user = command.room, session.who
        self._need_joined(session, room)
        names.check_text(command.text, self._limits.text)
        if command.key is not None:
            names.check_key(command.key)
        policy.check(user, "say", room)
        if self._rooms.feed(room).fleeting:
            return self._say_fleeting(session, command)
        self._submit(
            session,
            command.ref,
            NewMessage(room, user, self._now(), command.text, command.key, command.reply_to),
        )
        return None

    def edit(self, session: "Session", command: commands.Edit) -> None:
        """
        Another text for a message of one's own, while it is young enough.
        """
        room, user = command.room, session.who
        self._need_joined(session, room)
        names.check_text(command.text, self._limits.text)
        policy.check(user, "edit_own", room)
        self._need_log(room, "edit")
        now = self._now()
        oldest = now - self._edit_ms if self._edit_ms else 0
        self._submit(session, command.ref, EditMessage(room, user, now, command.seq, command.text, oldest))

    def delete(self, session: "Session", command: commands.Delete) -> None:
        """
        Take a message of one's own away, for everybody and for good.
        """
        room, user = command.room, session.who
        self._need_joined(session, room)
        policy.check(user, "delete_own", room)
        self._need_log(room, "delete")
        self._submit(session, command.ref, DeleteMessage(room, user, self._now(), command.seq))

    def _submit(self, session: "Session", ref: commands.Ref, draft: Draft) -> None:
        if not self._open:
            raise Refusal("unavailable", "the server is going down", retry_after=1000)

        def settle(draft: Draft, result: Result) -> None:
            try:
                self._settle(session, ref, draft, result)
            except Exception:
                session.refuse(Refusal("internal"), ref)
                raise
            finally:
                session.settled()

        self._writer.submit(draft, settle)
        session.admitted()

    def _settle(self, session: "Session", ref: commands.Ref, draft: Draft, result: Result) -> None:
        answer: Said | Changed
        if isinstance(result, Refusal):
            session.refuse(result, ref)
            return
        done = result.event if isinstance(result, Stored) else result
        assert isinstance(done.seq, int)
        if isinstance(draft, NewMessage):
            answer = Said(ref=ref, seq=done.seq, time=done.time)
        else:
            answer = Changed(ref=ref, seq=done.seq, time=done.time)
        if not isinstance(result, Stored):
            # An earlier entry of the log: what was posted since keeps its order.
            self._hub.flush_room(draft.room)
            session.answer(answer)
            return
        event = result.event
        if isinstance(event, Message):
            self._counters.messages += 1
            self._markers.stir(draft.room, done.seq)
        if self._rooms.offer(event):
            self._hub.post(draft.room, event, session.peer.sink, answer)
        else:
            session.answer(answer)

    def _say_fleeting(self, session: "Session", command: commands.Say) -> AnyAnswer | None:
        # In a room that keeps nothing a message is accepted, not stored: no seq, and its key is soon forgotten.
        room, user, now = command.room, session.who, self._now()
        if command.reply_to is not None:
            raise Refusal("invalid", "reply_to: this room keeps nothing to reply to", field="reply_to")
        if not self._open:
            raise Refusal("unavailable", "the server is going down", retry_after=1000)
        if command.key is not None:
            first = self._rooms.once(room, user.id, command.key, command.text, now)
            if first is not None:
                return Said(ref=command.ref, time=first)
        self._counters.messages += 1
        event = Message(room, UNSET, user, command.text, now, command.key)
        self._hub.post(room, event, session.peer.sink, Said(ref=command.ref, time=now))
        return None

    def signal(self, session: "Session", command: commands.SendSignal) -> AnyAnswer | None:
        """
        Push something that is not stored; answered, where a `ref` asks for it, in its place.
        """
        room, user, body = command.room, session.who, command.body
        self._need_joined(session, room)
        policy.check(user, "signal", room)
        if command.name not in self._signals:
            allowed = ", ".join(sorted(self._signals))
            raise Refusal("invalid", f"name: this room allows the signals {allowed}", field="name")
        if body and command.name == "typing":
            raise Refusal("invalid", "body: typing has an empty body", field="body")
        if body and not fits(body, self._limits.signal):
            raise Refusal("too_large", f"body: at most {self._limits.signal} bytes of JSON", field="body")
        self._counters.signals += 1
        reply = None if command.ref is None else Ok(ref=command.ref)
        self._hub.post(room, Signal(room, command.name, user, body), session.peer.sink, reply)
        return None
