"""
Sending, editing and deleting messages; signals.
"""

from collections.abc import Iterator

from msgspec import UNSET, Struct

from chatd.chat.address_budgets import ROW_BYTES
from chatd.chat.commands.context import ChatContext, CommandRow
from chatd.chat.rooms.write_queue import WriteQueue
from chatd.chat.session import Session
from chatd.domain import validation
from chatd.domain.accounts import Author
from chatd.domain.events import AlreadyStored, DeleteMessage, EditMessage, Message, NewMessage, Result, Signal
from chatd.domain.ratelimit import Slot, SlowMode
from chatd.domain.settings import RoomsSettings, SignalSettings
from chatd.errors import Refusal
from chatd.filters.chain import Chain, FilterInput
from chatd.protocol import commands
from chatd.protocol.codec import fits
from chatd.protocol.commands import Ref
from chatd.protocol.replies import AnyAnswer, Changed, Ok, Said


class MessageCommands:
    """
    The commands that write to a room.
    """

    def __init__(
        self,
        context: ChatContext,
        *,
        write_queue: WriteQueue,
        filters: Chain,
        slow_mode: SlowMode,
        rooms: RoomsSettings,
        signals: SignalSettings,
    ) -> None:
        self._context = context
        self._authorizer = context.authorizer
        self._clock = context.clock
        self._counters = context.counters
        self._hub = context.hub
        self._limits = context.limits
        self._markers = context.markers
        self._now = context.now
        self._feeds = context.feeds
        self._write_queue = write_queue
        self._filters = filters
        self._slow_mode = slow_mode
        self._settings = rooms
        self._signal_names = frozenset(signals.names)

    def command_rows(self) -> Iterator[CommandRow]:
        """
        The rows of the command table that are handled here.
        """
        yield CommandRow(commands.Say, self.say)
        yield CommandRow(commands.Edit, self.edit, cost=2.0)
        yield CommandRow(commands.Delete, self.delete)
        yield CommandRow(commands.SendSignal, self.signal, cost=0.5, always_answered=False)

    def say(self, session: Session, command: commands.Say) -> AnyAnswer | None:
        """
        Queue a new message; the answer is sent in the place of its event, after the commit.
        """
        room, key = command.room, command.key
        self._context.require_joined(session, room)
        validation.check_text(command.text, self._limits.text)
        if key is not None:
            validation.check_key(key)
        self._context.require_permission(session, "say", room)
        feed = self._feeds.feed(room)
        self._context.take_budget(session, text=None if feed.ephemeral else command.text)
        text = self._filtered(session, room, command.text)
        slow = feed.settings.slow
        slot = self._take_slot(session, room, slow, key) if slow else None
        if feed.ephemeral:
            return self._say_ephemeral(session, command, text)
        draft = NewMessage(room, session.who, self._now(), text, key, command.reply_to)
        self._submit(session, command.ref, draft, "say", slot, changed=text is not command.text)
        return None

    def edit(self, session: Session, command: commands.Edit) -> None:
        """
        Queue a new text for an own message that is not too old.
        """
        room = command.room
        self._context.require_joined(session, room)
        validation.check_text(command.text, self._limits.text)
        self._context.require_permission(session, "edit_own", room)
        self._context.require_log(room, "edit")
        self._context.take_budget(session, text=command.text)
        text = self._filtered(session, room, command.text)
        now = self._now()
        seconds = self._settings.edit_seconds
        oldest = now - seconds * 1000 if seconds else 0
        draft = EditMessage(room, session.who, now, command.seq, text, oldest)
        self._submit(session, command.ref, draft, "edit_own", changed=text is not command.text)

    def delete(self, session: Session, command: commands.Delete) -> None:
        """
        Queue the deletion of an own message, or of any message if the user moderates the room.
        """
        room = command.room
        self._context.require_joined(session, room)
        own = self._authorizer.refusal(session, "delete_own", room)
        others = self._authorizer.refusal(session, "delete_any", room)
        if own is not None and others is not None:
            raise own
        self._context.require_log(room, "delete")
        self._context.take_budget(session)
        # A deletion has a row of its own, and makes room: the disk quota does not refuse it.
        self._context.address_budgets.charge(session, "stored", ROW_BYTES)
        draft = DeleteMessage(room, session.who, self._now(), command.seq, any=others is None)
        self._submit(session, command.ref, draft, "delete_own" if others is not None else "delete_any")

    def signal(self, session: Session, command: commands.SendSignal) -> AnyAnswer | None:
        """
        Send a signal, which is not stored; with a `ref` it is answered in the place of its event.
        """
        room, user, body = command.room, session.who, command.body
        self._context.require_joined(session, room)
        self._context.require_permission(session, "signal", room)
        if command.name not in self._signal_names:
            allowed = ", ".join(sorted(self._signal_names))
            raise Refusal("invalid", f"name: this room allows the signals {allowed}", field="name")
        if body and command.name == "typing":
            raise Refusal("invalid", "body: typing has an empty body", field="body")
        if body and not fits(body, self._limits.signal):
            raise Refusal("too_large", f"body: at most {self._limits.signal} bytes of JSON", field="body")
        self._context.take_budget(session, 0.5)
        self._counters.signals += 1
        reply = None if command.ref is None else Ok(ref=command.ref)
        self._hub.post(room, Signal(room, command.name, user, body), session.peer.sink, reply)
        return None

    def recheck(self, pending: "PendingMessage") -> Refusal | None:
        """
        Check the permission once more when the batch is put together; returns the refusal, or None.
        """
        if pending.version == self._authorizer.version:
            return None
        pending.version = self._authorizer.version
        session = pending.session
        if session.user is None or session.user.id != pending.draft.user.id:
            # The session has ended or changed its user since: the author's permissions count.
            return self._authorizer.refusal(pending.author, pending.action, pending.draft.room)
        return self._authorizer.refusal(session, pending.action, pending.draft.room)

    def report_result(self, pending: "PendingMessage", result: Result) -> None:
        """
        Answer the author of a draft, and deliver its event to the room.
        """
        session, room = pending.session, pending.draft.room
        if isinstance(result, Refusal):
            self._slow_mode.give_back(pending.slot)
            session.refuse(result, pending.ref)
            return
        if isinstance(result, AlreadyStored):
            # The answer is about an earlier event: flush first, to keep the order.
            self._slow_mode.give_back(pending.slot)
            self._hub.flush_room(room)
            session.send_answer(pending.make_answer(result.seq, result.time))
            return
        event = result.event
        assert isinstance(event.seq, int)
        if isinstance(event, Message):
            self._counters.messages += 1
            self._markers.note_activity(room, event.seq)
        answer = pending.make_answer(event.seq, event.time)
        if self._feeds.offer(event, result.epoch):
            self._hub.post(room, event, session.peer.sink, answer)
        else:
            session.send_answer(answer)

    def _submit(
        self,
        session: Session,
        ref: Ref,
        draft: NewMessage | EditMessage | DeleteMessage,
        action: str,
        slot: Slot | None = None,
        *,
        changed: bool = False,
    ) -> None:
        try:
            self._context.require_accepting()
            version = self._authorizer.version
            self._write_queue.submit(
                PendingMessage(self, session, session.author, ref, draft, action, version, slot, changed)
            )
        except Refusal:
            self._slow_mode.give_back(slot)
            raise
        session.command_accepted()

    def _say_ephemeral(self, session: Session, command: commands.Say, text: str) -> AnyAnswer | None:
        # A room that keeps nothing: the message gets no seq, and its key is forgotten after a while.
        room, user, now = command.room, session.who, self._now()
        if command.reply_to is not None:
            raise Refusal("invalid", "reply_to: this room keeps nothing to reply to", field="reply_to")
        self._context.require_accepting()
        changed = None if text is command.text else text
        if command.key is not None:
            first = self._feeds.remember_key(room, user.id, command.key, text, now, self._clock.seconds())
            if first is not None:
                return Said(ref=command.ref, time=first, text=changed)
        self._counters.messages += 1
        event = Message(room, UNSET, user, text, now, command.key)
        self._hub.post(room, event, session.peer.sink, Said(ref=command.ref, time=now, text=changed))
        return None

    def _filtered(self, session: Session, room: str, text: str) -> str:
        if not self._filters:
            return text
        return self._filters.judge(FilterInput(room, session.who, self._authorizer.role(session, room), text))

    def _take_slot(self, session: Session, room: str, slow: int, key: str | None) -> Slot | None:
        if self._authorizer.allows(session, "unslowed", room):
            return None
        debtor = self._context.identities.debtor_of(session)
        return self._slow_mode.take(room, debtor, slow / 1000, self._clock.seconds(), key=key)


class PendingMessage(Struct, eq=False):
    """
    A draft in the write queue with the session that waits for its answer: a `chatd.chat.rooms.write_queue.Pending`.

    Checked for `author` and `action` under that `version` of the permissions. `changed`: a filter changed the text.
    """

    handler: MessageCommands
    session: Session
    author: Author
    ref: Ref
    draft: NewMessage | EditMessage | DeleteMessage
    action: str
    version: int
    slot: Slot | None
    changed: bool

    def make_answer(self, seq: int, time: int) -> Said | Changed:
        """
        The answer to the author for an event with that `seq` and `time`.
        """
        draft = self.draft
        if isinstance(draft, NewMessage):
            return Said(ref=self.ref, seq=seq, time=time, text=draft.text if self.changed else None)
        text = draft.text if self.changed and isinstance(draft, EditMessage) else None
        return Changed(ref=self.ref, seq=seq, time=time, text=text)

    def recheck(self) -> Refusal | None:
        return self.handler.recheck(self)

    def report_result(self, result: Result) -> None:
        session = self.session
        try:
            self.handler.report_result(self, result)
        except Exception:
            session.refuse(Refusal("internal"), self.ref)
            raise
        finally:
            session.command_answered()
