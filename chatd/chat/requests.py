"""
Commands without a connection: one request, one command, one answer.

The use cases, permissions, filters, sanctions and budgets are those of a connection.  A request joins no room and is in
no list of people.
"""

from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from msgspec import Struct
from twisted.internet.defer import Deferred

from chatd.chat.commands.context import ChatContext
from chatd.chat.commands.dispatch import CommandTable
from chatd.chat.commands.messages import MessageCommands
from chatd.chat.inboxes import Inboxes
from chatd.chat.moderation.account_updates import AccountUpdates
from chatd.chat.moderation.authorization import no_room
from chatd.chat.moderation.room_settings import RoomSettingsService
from chatd.chat.moderation.targets import Targets, nobody
from chatd.chat.rooms.presence import PresenceTracker
from chatd.chat.session import Session
from chatd.chat.speaking_as import speak_as
from chatd.clock import Clock
from chatd.domain import validation
from chatd.domain.accounts import Author, Principal, Rate
from chatd.domain.counters import Counters
from chatd.domain.events import User
from chatd.domain.limits import Limits
from chatd.domain.rooms import INBOX, inbox_of
from chatd.errors import Refusal
from chatd.interfaces.accounts import Identity
from chatd.interfaces.delivery import DirectSocket, Form, Sink
from chatd.protocol.commands import Command, Ref, Say, SendSignal, SpeaksAs
from chatd.protocol.replies import Answer, AnyAnswer, Error, Said


class _NoSocket:
    def send(self, data: bytes, /) -> int:
        return len(data)

    def fileno(self) -> int:
        return -1


class _NoSink:
    # Nothing is delivered to a request: it has joined no room, and its answer is returned to it.
    form: Form = "text"
    behind = False
    straight: DirectSocket = _NoSocket()

    def put(self, data: bytes) -> None:
        pass

    def push(self, data: bytes, sent: int = 0) -> None:
        pass


class _RequestConnection:
    # The connection of one request.
    sink: Sink = _NoSink()

    def __init__(self, address: str | None) -> None:
        self.address = address
        self.expected: dict[Ref, Deferred[AnyAnswer]] = {}

    def send_answer(self, answer: AnyAnswer) -> None:
        expected = self.expected.pop(answer.ref, None) if isinstance(answer, Answer) else None
        if expected is None:
            return
        if isinstance(answer, Error):
            refusal = Refusal(
                answer.code, answer.message, field=answer.field, until=answer.until, retry_after=answer.retry_after
            )
            expected.errback(refusal)
        else:
            expected.callback(answer)

    def close_connection(self, code: int, reason: str, retry_after: int | None = None) -> None:
        pass

    def sweep_soon(self) -> None:
        pass

    def pause(self) -> None:
        pass

    def resume(self) -> None:
        pass


class RequestSession(Session):
    """
    The session of a request for one user in one room.  It may have several commands with different `ref`s.
    """

    detached = True

    def __init__(self, connection: _RequestConnection, *, clock: Clock, limits: Limits, counters: Counters) -> None:
        super().__init__(connection, ident="", clock=clock, limits=limits, counters=counters)
        self._expected = connection.expected
        self._epochs: dict[Ref, str] = {}

    def expect_answer(self, ref: Ref) -> Deferred[AnyAnswer]:
        """
        Fires with the answer to the command with this `ref`, or fails with the Refusal.
        """
        answer = self._expected[ref] = Deferred()
        return answer

    def epoch_of(self, ref: Ref) -> str:
        """
        The epoch of the log when the answer to a command came; empty if its answer was no message in a log.
        """
        return self._epochs.get(ref, "")

    def send_answer(self, answer: AnyAnswer) -> None:
        if isinstance(answer, Answer):
            self._epochs[answer.ref] = self.log_epoch
        super().send_answer(answer)


class OperatorSession(RequestSession):
    """
    The session of one message of the operator, who may do everything.
    """

    operator = True


OPERATOR_RATE = Rate(1_000_000, 1_000_000)
"""The operator's budget: none is used up."""

CheckLogin = Callable[[Principal], None]
"""Raises Refusal `login_required` if the login of the principal has ended or changed meanwhile."""


class RoomDescription(Struct, frozen=True):
    """
    A room as a user sees it: its settings, the head of its log (null if it keeps nothing), their `role`, what they
    `can` do there, and the `count` of users who are there.
    """

    room: str
    kind: str
    title: str
    topic: str
    slow: int
    retention: str
    epoch: str | None
    seq: int | None
    first: int | None
    role: str
    can: tuple[str, ...]
    count: int


class UserDescription(Struct, frozen=True):
    """
    A user as another one sees them: whether they are `online`, and in which of the `rooms` that the other may read.
    """

    id: str
    name: str
    kind: str
    online: bool
    rooms: list[str]


_KINDS = {"a": "account", "g": "guest", "k": "key", "x": "token"}


def _check_login(changed: set[str], principal: Principal) -> None:
    if not changed.isdisjoint(principal.marks):
        raise Refusal("login_required", "the login has ended or changed meanwhile; send the request again")


class Requests:
    """
    Runs commands for requests.
    """

    def __init__(
        self,
        context: ChatContext,
        table: CommandTable,
        identity: Identity,
        *,
        account_updates: AccountUpdates,
        room_settings: RoomSettingsService,
        presence: PresenceTracker,
        messages: MessageCommands,
        inboxes: Inboxes,
        targets: Targets,
    ) -> None:
        self._targets = targets
        self._messages = messages
        self._inboxes = inboxes
        self._account_updates = account_updates
        self._presence = presence
        self._context = context
        self._room_settings = room_settings
        self._table = table
        self._identity = identity

    @property
    def limits(self) -> Limits:
        """
        The limits in force.
        """
        return self._context.limits

    def charge(self, principal: Principal, address: str | None, cost: float = 1.0) -> None:
        """
        Take the cost of one request, or of a part of one, from the budget of its user; refused as `rate_limited`.
        """
        self._context.charge_user(self._session(principal, address), cost)

    def check_budget(self, principal: Principal, address: str | None) -> None:
        """
        Refuse as `rate_limited` if the budget of the user is used up, before any work for a command that charges it.
        """
        if principal.rate is not None:
            self._context.check_back_end(principal, principal.rate)
            return
        session = self._session(principal, address)
        self._context.charge_user(session)
        self._context.refund_user(session)

    def count_refusal(self, code: str) -> None:
        """
        Count the refusal of a part of a request, whose answer is no refusal.
        """
        self._context.counters.refused["http", code] += 1

    @contextmanager
    def watch_logins(self) -> Iterator[CheckLogin]:
        """
        Watch for logins that end in the ``with`` block; yields a check to be called before a command is run.
        """
        with self._account_updates.track_changes() as changed:
            yield partial(_check_login, changed)

    async def speak_as(self, principal: Principal, other: SpeaksAs | None) -> Principal:
        """
        As `chatd.chat.speaking_as.speak_as`.
        """
        return await speak_as(self._identity, principal, other)

    def is_open(self, room: str) -> bool:
        """
        Whether the data of a room is in memory: to hold it costs nothing.
        """
        return self._context.feeds.is_open(room)

    async def hold_room(self, room: str) -> str:
        """
        Open a room and keep it open until `release_rooms`; returns the epoch of its log, empty if it has none.

        Refused as `invalid` for what is no id of a room.  Whether it is there for a user is checked by `run_command`.
        """
        validation.check_room_id(room)
        self._context.subscriptions.hold_room(room)
        try:
            feed = await self._context.feeds.open_feed(room)
        except BaseException:
            self._context.subscriptions.release_room(room)
            raise
        return "" if feed.ephemeral else feed.epoch

    def release_rooms(self, rooms: Iterable[str]) -> None:
        """
        End a `hold_room` of each.
        """
        for room in rooms:
            self._context.subscriptions.release_room(room)

    async def run_in_room(
        self, principal: Principal, address: str | None, command: Command, room: str, *, needs: str = ""
    ) -> tuple[AnyAnswer, str]:
        """
        Run `command` in `room`; returns the answer and the epoch of the room's log, empty if it has none.

        `needs` is an action that is checked first.
        """
        with self._account_updates.track_changes() as changed:
            epoch = await self.hold_room(room)
            try:
                session = await self.enter_room(principal, address, room, needs=needs)
                _check_login(changed, principal)
                outcome = self.start_command(session, command)
                answer = await outcome if isinstance(outcome, Awaitable) else outcome
                return answer, session.log_epoch or epoch
            finally:
                self.release_rooms((room,))

    async def run_command(self, principal: Principal, address: str | None, command: Command) -> AnyAnswer:
        """
        Run `command`, which is about no room.
        """
        outcome = self.start_command(self._session(principal, address), command)
        return await outcome if isinstance(outcome, Awaitable) else outcome

    async def say_as_operator(self, command: Say, user: User) -> Said:
        """
        Send a message of the operator in the name of `user`.
        """
        context = self._context
        await self.hold_room(command.room)
        try:
            session = OperatorSession(
                _RequestConnection(None), clock=context.clock, limits=context.limits, counters=context.counters
            )
            session.set_principal(Principal(user, "key", rate=OPERATOR_RATE), context.now())
            session.author = Author(user, operator=True)
            await self._enter(session, command.room)
            outcome = self.start_command(session, command)
            said = await outcome if isinstance(outcome, Awaitable) else outcome
            assert isinstance(said, Said)
            return said
        finally:
            self.release_rooms((command.room,))

    async def enter_room(
        self, principal: Principal, address: str | None, room: str, *, needs: str = ""
    ) -> RequestSession:
        """
        A session for commands in `room`, which the caller holds.  Refused as `not_found` if there is no such room
        for the user.
        """
        session = self._session(principal, address)
        await self._enter(session, room, needs)
        return session

    async def _enter(self, session: RequestSession, room: str, needs: str = "") -> None:
        context = self._context
        if await context.authorizer.open_room(session.author, room) is None:
            raise no_room()
        if needs:
            context.authorizer.require(session, needs, room)
        feed = context.feeds.feed(room)
        if not feed.seq and not context.hub.has_subscribers(room):
            self._room_settings.check_new_id(session, room, feed.settings)
        session.rooms[room] = None

    async def enter_inbox(self, principal: Principal, address: str | None, user_id: str) -> RequestSession:
        """
        A session for `start_notification` to a user whose inbox the caller holds.  Refused as `forbidden` if that is
        not allowed, as `not_found` for a user who is not known.
        """
        session = self._session(principal, address)
        await self._inboxes.open_inbox(session, user_id)
        session.rooms[inbox_of(user_id)] = None
        return session

    async def notify_user(self, principal: Principal, address: str | None, user_id: str, say: Say) -> tuple[Said, str]:
        """
        Write `say` to the inbox of a user, which is its room; returns the answer and the epoch of the inbox.
        """
        with self._account_updates.track_changes() as changed:
            self._context.authorizer.require(self._session(principal, address), "notify", None)
            epoch = await self.hold_room(say.room)
            try:
                session = await self.enter_inbox(principal, address, user_id)
                _check_login(changed, principal)
                outcome = self.start_notification(session, say)
                said = await outcome if isinstance(outcome, Awaitable) else outcome
                assert isinstance(said, Said)
                return said, session.log_epoch or epoch
            finally:
                self.release_rooms((say.room,))

    def start_notification(self, session: RequestSession, say: Say) -> AnyAnswer | Awaitable[AnyAnswer]:
        """
        As `start_command`, in the inbox of a user.
        """
        context = self._context
        context.counters.commands += 1
        context.address_budgets.charge(session, "asked", self._table[Say].cost)
        answer = session.expect_answer(say.ref)
        outcome = self._messages.say(session, say, notify=True)
        return answer if outcome is None else outcome

    def start_command(self, session: RequestSession, command: Command) -> AnyAnswer | Awaitable[AnyAnswer]:
        """
        Start `command` at once; returns its answer or an awaitable of it.
        """
        context, row = self._context, self._table[type(command)]
        context.counters.commands += 1
        context.address_budgets.charge(session, "asked", row.cost)
        if row.change:
            context.address_budgets.charge(session, "changes")
        if row.query:
            context.address_budgets.charge(session, "queries")
        answer = session.expect_answer(command.ref)
        outcome = row.run(session, command)
        if row.query and row.read_only and isinstance(outcome, Coroutine):
            outcome = context.queries.run_query(session, outcome)
        if isinstance(command, (Say, SendSignal)):
            # Nobody saw them come: moderators may act on who has been heard in the room.
            self._presence.note_visit(command.room, session.who.id)
        return answer if outcome is None else outcome

    async def describe_room(self, principal: Principal, address: str | None, room: str) -> RoomDescription:
        """
        The settings and the head of a room, the rights of a user there, and how many users are there.
        """
        context = self._context
        await self.hold_room(room)
        try:
            session = self._session(principal, address)
            context.address_budgets.charge(session, "asked")
            if await context.authorizer.open_room(session.author, room) is None:
                raise no_room()
            context.authorizer.require(session, "read", room)
            feed, facts = context.feeds.feed(room), context.authorizer.facts(room)
            assert facts is not None
            role, can = context.authorizer.rights(session, room)
            return RoomDescription(
                room,
                facts.kind,
                feed.settings.title,
                feed.settings.topic,
                feed.settings.slow,
                context.feeds.retention_text(feed),
                None if feed.ephemeral else feed.epoch,
                None if feed.ephemeral else feed.seq,
                None if feed.ephemeral else feed.first if "history_all" in can else feed.seq + 1,
                role,
                can,
                self._presence.list_users(room, limit=0).count,
            )
        finally:
            self.release_rooms((room,))

    async def check_permission(self, principal: Principal, address: str | None, action: str, room: str) -> None:
        """
        Refuse as `forbidden` unless `principal` may do `action`, which is no command, in `room`; as `not_found` if
        there is no such room for them.  Charges one change.
        """
        await self.hold_room(room)
        try:
            session = await self.enter_room(principal, address, room, needs=action)
            self._context.address_budgets.charge(session, "changes")
        finally:
            self.release_rooms((room,))

    async def describe_user(self, principal: Principal, address: str | None, user_id: str) -> UserDescription:
        """
        Who a user is and where, as far as `principal` may see it: the rooms that both may read.  Refused as `not_found`
        for a user who is not known, and for one who is in no such room, unless `principal` may ``see_users``.
        """
        session = self._session(principal, address)
        self._context.address_budgets.charge(session, "asked")
        authorizer, here = self._context.authorizer, self._context.hub.sessions_of(user_id)
        # A stream that is in no list of people tells nobody where its user is.
        rooms = {room for other in here if other.present for room in other.rooms if not room.startswith(INBOX)}
        seen = sorted(room for room in rooms if authorizer.allows(session, "read", room))
        own = principal.user.id == user_id and principal.via is None
        if not seen and not own and not authorizer.allows(session, "see_users", None):
            raise nobody()
        user = await self._targets.require_recipient(user_id)
        return UserDescription(user.id, user.name, _KINDS[user.id[0]], bool(here), seen)

    async def check_may_sign_out(self, principal: Principal, address: str | None, user_id: str) -> None:
        """
        Refuse as `forbidden` unless `principal` is the user, or may ``sign_out`` others; then as `not_found` if the
        user is not known.
        """
        session = self._session(principal, address)
        own = principal.user.id == user_id and principal.via is None
        if own and principal.user.guest:
            raise Refusal("forbidden", "user: a guest is signed out by forgetting the token", field="user")
        if not own:
            self._context.authorizer.require(session, "sign_out", None)
            if user_id.startswith("a.") and await self._context.authorizer.is_admin(user_id) and not principal.admin:
                raise Refusal("forbidden", "user: an administrator is signed out by administrators", field="user")
        await self._targets.require_recipient(user_id)

    def _session(self, principal: Principal, address: str | None) -> RequestSession:
        context = self._context
        session = RequestSession(
            _RequestConnection(address), clock=context.clock, limits=context.limits, counters=context.counters
        )
        session.set_principal(principal, context.now())
        context.identities.use_budget(session)
        return session
