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
from chatd.domain.accounts import Actor, Author
from chatd.domain.events import (
    AlreadyStored,
    Data,
    DeleteMessage,
    EditMessage,
    LogEvent,
    Message,
    MessageEdited,
    NewMessage,
    Result,
    Signal,
)
from chatd.domain.ratelimit import Slot, SlowMode
from chatd.domain.settings import RoomsSettings, SignalSettings
from chatd.errors import Refusal
from chatd.filters.chain import Chain, FilterInput
from chatd.protocol import commands
from chatd.protocol.codec import fits
from chatd.protocol.commands import Ref
from chatd.protocol.replies import AnyAnswer, Changed, Ok, Said

_SAY, _SAY_DATA = ("say",), ("say", "attach")
_EDIT, _EDIT_DATA = ("edit_own",), ("edit_own", "attach")
_NOTIFY = ("notify",)
_DELETE_OWN, _DELETE_ANY = ("delete_own",), ("delete_any",)


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
        self._signals = signals

    def command_rows(self) -> Iterator[CommandRow]:
        """
        The rows of the command table that are handled here.
        """
        yield CommandRow(commands.Say, self.say)
        yield CommandRow(commands.Edit, self.edit, cost=2.0)
        yield CommandRow(commands.Delete, self.delete)
        yield CommandRow(commands.SendSignal, self.signal, cost=0.5, always_answered=False)

    def say(self, session: Session, command: commands.Say, *, notify: bool = False) -> AnyAnswer | None:
        """
        Queue a new message; the answer is sent in the place of its event, after the commit.

        `notify`: the room is the inbox of a user, and the permission is that of the action ``notify``.
        """
        room, key = command.room, command.key
        self._context.require_joined(session, room)
        if command.text or command.data is None:
            validation.check_text(command.text, self._limits.text)
        if key is not None:
            validation.check_key(key)
        if notify:
            self._authorizer.require(session, "notify", None)
            size = 0 if command.data is None else validation.check_data(command.data, self._limits.data)
        else:
            self._context.require_permission(session, "say", room)
            size = 0 if command.data is None else self._check_data(session, room, command.data)
        feed = self._feeds.feed(room)
        self._context.take_budget(session, text=None if feed.ephemeral else command.text, data=size)
        text = self._filtered(session, room, command.text, acts_in=None if notify else room)
        slow = feed.settings.slow
        slot = self._take_slot(session, room, slow, key) if slow else None
        if feed.ephemeral:
            return self._say_ephemeral(session, command, text)
        draft = NewMessage(room, session.who, self._now(), text, key, command.reply_to, command.data)
        actions = _NOTIFY if notify else _SAY if command.data is None else _SAY_DATA
        self._submit(session, command.ref, draft, actions, slot, changed=text is not command.text)
        return None

    def edit(self, session: Session, command: commands.Edit) -> None:
        """
        Queue a new text, other data or both for an own message that is not too old.
        """
        room, given, data = command.room, command.text, command.data
        self._context.require_joined(session, room)
        if given is UNSET and data is UNSET:
            raise Refusal("invalid", "text: give a text, data or both", field="text")
        # An empty text is one of a message that has data; the store knows whether it has.
        if given is not UNSET and (given or data is UNSET or data is None):
            validation.check_text(given, self._limits.text)
        self._context.require_permission(session, "edit_own", room)
        size = 0 if data is UNSET else self._check_data(session, room, data)
        self._context.require_log(room, "edit")
        self._context.take_budget(session, text=given or "", data=size)
        text = None if given is UNSET else self._filtered(session, room, given, acts_in=room)
        now = self._now()
        seconds = self._settings.edit_seconds
        oldest = now - seconds * 1000 if seconds else 0
        draft = EditMessage(room, session.who, now, command.seq, text, oldest, data)
        actions = _EDIT if data is UNSET else _EDIT_DATA
        self._submit(session, command.ref, draft, actions, changed=text is not None and text is not given)

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
        self._submit(session, command.ref, draft, _DELETE_OWN if others is not None else _DELETE_ANY)

    def signal(self, session: Session, command: commands.SendSignal) -> AnyAnswer | None:
        """
        Send a signal, which is not stored; with a `ref` it is answered in the place of its event.
        """
        room, user, body = command.room, session.who, command.body
        self._context.require_joined(session, room)
        self._context.require_permission(session, "signal", room)
        if command.name not in self._signals.names:
            allowed = ", ".join(sorted(self._signals.names))
            raise Refusal("invalid", f"name: this room allows the signals {allowed}", field="name")
        if body and command.name == "typing":
            raise Refusal("invalid", "body: typing has an empty body", field="body")
        if body and not fits(body, self._limits.signal):
            raise Refusal("too_large", f"body: at most {self._limits.signal} bytes of JSON", field="body")
        self._context.take_budget(session, 0.5)
        self._counters.signals += 1
        reply = None if command.ref is None and not session.detached else Ok(ref=command.ref)
        self._hub.post(room, Signal(room, command.name, user, body), session.peer.sink, reply, session.payer)
        return reply if session.detached else None

    def recheck(self, pending: "PendingMessage") -> Refusal | None:
        """
        Check the permission once more when the batch is put together; returns the refusal, or None.
        """
        if pending.version == self._authorizer.version:
            return None
        pending.version = self._authorizer.version
        actor: Actor = pending.session
        if pending.session.user is None or pending.session.user.id != pending.draft.user.id:
            # The session has ended or changed its user since: the author's permissions count.
            actor = pending.author
        room = None if pending.actions is _NOTIFY else pending.draft.room
        refusals = (self._authorizer.refusal(actor, action, room) for action in pending.actions)
        return next((refusal for refusal in refusals if refusal is not None), None)

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
            session.send_answer(pending.make_answer(result.seq, result.time, None))
            return
        event = result.event
        assert isinstance(event.seq, int)
        if isinstance(event, Message):
            self._counters.messages += 1
            self._markers.note_activity(room, event.seq)
        answer = pending.make_answer(event.seq, event.time, event)
        offered = self._feeds.offer(event, result.epoch)
        if offered:
            self._hub.post(room, event, session.peer.sink, answer, session.payer)
        if not offered or session.detached:
            session.log_epoch = result.epoch
            session.send_answer(answer)

    def _submit(
        self,
        session: Session,
        ref: Ref,
        draft: NewMessage | EditMessage | DeleteMessage,
        actions: tuple[str, ...],
        slot: Slot | None = None,
        *,
        changed: bool = False,
    ) -> None:
        try:
            self._context.require_accepting()
            version = self._authorizer.version
            self._write_queue.submit(
                PendingMessage(self, session, session.author, ref, draft, actions, version, slot, changed)
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
            content = (text, command.data)
            first = self._feeds.remember_key(room, user.id, command.key, content, now, self._clock.seconds())
            if first is not None:
                return Said(ref=command.ref, time=first, text=changed, repeated=True)
        self._counters.messages += 1
        event = Message(room, UNSET, user, text, now, command.key, data=command.data)
        answer = Said(ref=command.ref, time=now, text=changed)
        self._hub.post(room, event, session.peer.sink, answer, session.payer)
        # Nobody else tells a request its answer: its sink takes nothing.
        return answer if session.detached else None

    def _check_data(self, session: Session, room: str, data: Data | None) -> int:
        # The bytes of the data of a message, which the session must be allowed to attach.
        self._authorizer.require(session, "attach", room)
        return 0 if data is None else validation.check_data(data, self._limits.data)

    def _filtered(self, session: Session, room: str, text: str, *, acts_in: str | None) -> str:
        # `acts_in`: where the author's role counts, None for the site.
        if not self._filters or not text:
            return text
        return self._filters.judge(FilterInput(room, session.who, self._authorizer.role(session, acts_in), text))

    def _take_slot(self, session: Session, room: str, slow: int, key: str | None) -> Slot | None:
        if self._authorizer.allows(session, "unslowed", room):
            return None
        debtor = self._context.identities.debtor_of(session)
        return self._slow_mode.take(room, debtor, slow / 1000, self._clock.seconds(), key=key)


class PendingMessage(Struct, eq=False):
    """
    A draft in the write queue with the session that waits for its answer: a `chatd.chat.rooms.write_queue.Pending`.

    Checked for `author` and `actions` under that `version` of the permissions. `changed`: a filter changed the text.
    """

    handler: MessageCommands
    session: Session
    author: Author
    ref: Ref
    draft: NewMessage | EditMessage | DeleteMessage
    actions: tuple[str, ...]
    version: int
    slot: Slot | None
    changed: bool

    def make_answer(self, seq: int, time: int, event: LogEvent | None) -> Said | Changed:
        """
        The answer to the author for an `event` with that `seq` and `time`, or for an earlier one that is not at hand.
        """
        draft = self.draft
        if isinstance(draft, NewMessage):
            text = draft.text if self.changed else None
            return Said(ref=self.ref, seq=seq, time=time, text=text, repeated=event is None)
        text = draft.text if self.changed and isinstance(draft, EditMessage) else None
        data = None
        if isinstance(draft, EditMessage) and isinstance(event, MessageEdited):
            text = event.text if draft.text is None else text
            data = event.data if draft.data is UNSET else None
        return Changed(ref=self.ref, seq=seq, time=time, text=text, data=data)

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
