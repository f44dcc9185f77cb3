"""
Saying something, changing it and taking it back; and what is only signalled.
"""

from typing import TYPE_CHECKING

from msgspec import UNSET

from chatd import commands, names
from chatd.answers import AnyAnswer, Changed, Ok, Said
from chatd.errors import Refusal, unavailable
from chatd.filters.chain import Saying
from chatd.forms import Ref
from chatd.ground import Ground
from chatd.model import (
    DeleteMessage,
    Draft,
    EditMessage,
    Message,
    NewMessage,
    Result,
    Signal,
    Stored,
)
from chatd.slowmode import Slot
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
        self._authority.check(session, "say", room)
        self._need_time(session)
        text = self._filtered(session, room, command.text)
        feed = self._rooms.feed(room)
        slot = self._take_slot(session, room, feed.settings.slow, command.key)
        if feed.fleeting:
            return self._say_fleeting(session, command, text)
        draft = NewMessage(room, user, self._now(), text, command.key, command.reply_to)
        self._submit(Waiting(self, session, command.ref, draft, "say", slot, changed=text is not command.text))
        return None

    def edit(self, session: "Session", command: commands.Edit) -> None:
        """
        Another text for a message of one's own, while it is young enough.
        """
        room, user = command.room, session.who
        self._need_joined(session, room)
        names.check_text(command.text, self._limits.text)
        self._authority.check(session, "edit_own", room)
        self._need_log(room, "edit")
        self._need_time(session)
        text = self._filtered(session, room, command.text)
        now = self._now()
        oldest = now - self._edit_ms if self._edit_ms else 0
        draft = EditMessage(room, user, now, command.seq, text, oldest)
        self._submit(Waiting(self, session, command.ref, draft, "edit_own", changed=text is not command.text))

    def delete(self, session: "Session", command: commands.Delete) -> None:
        """
        Take a message away, for everybody and for good: one's own, or anybody's where one keeps order.
        """
        room, user = command.room, session.who
        self._need_joined(session, room)
        own = self._authority.refusal(session, "delete_own", room)
        others = self._authority.refusal(session, "delete_any", room)
        if own is not None and others is not None:
            raise own
        self._need_log(room, "delete")
        self._need_time(session)
        draft = DeleteMessage(room, user, self._now(), command.seq, any=others is None)
        action = "delete_own" if others is not None else "delete_any"
        self._submit(Waiting(self, session, command.ref, draft, action))

    def signal(self, session: "Session", command: commands.SendSignal) -> AnyAnswer | None:
        """
        Push something that is not stored; answered, where a `ref` asks for it, in its place.
        """
        room, user, body = command.room, session.who, command.body
        self._need_joined(session, room)
        self._authority.check(session, "signal", room)
        if command.name not in self._signals:
            allowed = ", ".join(sorted(self._signals))
            raise Refusal("invalid", f"name: this room allows the signals {allowed}", field="name")
        if body and command.name == "typing":
            raise Refusal("invalid", "body: typing has an empty body", field="body")
        if body and not fits(body, self._limits.signal):
            raise Refusal("too_large", f"body: at most {self._limits.signal} bytes of JSON", field="body")
        self._need_time(session, 0.5)
        self._counters.signals += 1
        reply = None if command.ref is None else Ok(ref=command.ref)
        self._hub.post(room, Signal(room, command.name, user, body), session.peer.sink, reply)
        return None

    @property
    def stamp(self) -> int:
        """
        Under which stamp of the authority something is decided now.
        """
        return self._authority.stamp

    def verdict(self, waiting: "Waiting") -> Refusal | None:
        """
        Whether it may still go into the log: asked once more when its batch is put together.
        """
        if waiting.stamp == self._authority.stamp:
            return None
        waiting.stamp = self._authority.stamp
        session = waiting.session
        if session.user is None or session.user.id != waiting.draft.user.id:
            # Gone since, and perhaps put out: what it said counts if it still may.
            return self._authority.refusal(waiting.author, waiting.action, waiting.draft.room)
        return self._authority.refusal(session, waiting.action, waiting.draft.room)

    def settle(self, waiting: "Waiting", result: Result) -> None:
        """
        What became of it: tell its author, and everybody.
        """
        session, draft, ref = waiting.session, waiting.draft, waiting.ref
        answer: Said | Changed
        if isinstance(result, Refusal):
            self._slow.give_back(waiting.slot)
            session.refuse(result, ref)
            return
        done = result.event if isinstance(result, Stored) else result
        assert isinstance(done.seq, int)
        if isinstance(draft, NewMessage):
            answer = Said(ref=ref, seq=done.seq, time=done.time, text=draft.text if waiting.changed else None)
        else:
            text = draft.text if waiting.changed and isinstance(draft, EditMessage) else None
            answer = Changed(ref=ref, seq=done.seq, time=done.time, text=text)
        if not isinstance(result, Stored):
            # An earlier entry of the log: what was posted since keeps its order.
            self._slow.give_back(waiting.slot)
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

    def _submit(self, waiting: "Waiting") -> None:
        try:
            self._need_open()
            self._writer.submit(waiting)
        except Refusal:
            self._slow.give_back(waiting.slot)
            raise
        waiting.session.admitted()

    def _need_open(self) -> None:
        if not self._open:
            raise unavailable("the server is going down")

    def _say_fleeting(self, session: "Session", command: commands.Say, text: str) -> AnyAnswer | None:
        # In a room that keeps nothing a message is accepted, not stored: no seq, and its key is soon forgotten.
        room, user, now = command.room, session.who, self._now()
        if command.reply_to is not None:
            raise Refusal("invalid", "reply_to: this room keeps nothing to reply to", field="reply_to")
        self._need_open()
        changed = None if text is command.text else text
        if command.key is not None:
            first = self._rooms.once(room, user.id, command.key, text, now)
            if first is not None:
                return Said(ref=command.ref, time=first, text=changed)
        self._counters.messages += 1
        event = Message(room, UNSET, user, text, now, command.key)
        self._hub.post(room, event, session.peer.sink, Said(ref=command.ref, time=now, text=changed))
        return None

    def _filtered(self, session: "Session", room: str, text: str) -> str:
        if not self._filters:
            return text
        return self._filters.judge(Saying(room, session.who, self._authority.role(session, room), text))

    def _take_slot(self, session: "Session", room: str, slow: int, key: str | None) -> Slot | None:
        if not slow or self._authority.allows(session, "unslowed", room):
            return None
        return self._slow.take(room, session.who.id, slow / 1000, self._clock.seconds(), key=key)


class Waiting:
    """
    A draft on its way to the log, and who waits for what becomes of it: a `chatd.writer.Pending`.
    """

    __slots__ = ("_talking", "action", "author", "changed", "draft", "ref", "session", "slot", "stamp")

    def __init__(
        self,
        talking: Talking,
        session: "Session",
        ref: Ref,
        draft: Draft,
        action: str,
        slot: Slot | None = None,
        *,
        changed: bool = False,
    ) -> None:
        self._talking = talking
        self.session = session
        self.ref = ref
        self.draft = draft
        self.action = action
        self.slot = slot
        self.changed = changed
        self.author = session.author
        self.stamp = talking.stamp

    def verdict(self) -> Refusal | None:
        """
        See `chatd.writer.Pending`.
        """
        return self._talking.verdict(self)

    def settle(self, result: Result) -> None:
        """
        See `chatd.writer.Pending`.
        """
        session = self.session
        try:
            self._talking.settle(self, result)
        except Exception:
            session.refuse(Refusal("internal"), self.ref)
            raise
        finally:
            session.settled()
