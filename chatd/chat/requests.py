"""
Commands without a connection: one request, one command, one answer.

The use cases, permissions, filters, sanctions and budgets are those of a connection.  A request joins no room and is in
no list of people.
"""

from collections.abc import Awaitable, Iterable

from msgspec import Struct
from twisted.internet.defer import Deferred

from chatd.chat.commands.context import ChatContext
from chatd.chat.commands.dispatch import CommandTable
from chatd.chat.moderation.authorization import no_room
from chatd.chat.moderation.room_settings import RoomSettingsService
from chatd.chat.rooms.presence import PresenceTracker
from chatd.chat.session import Session
from chatd.chat.speaking_as import speak_as
from chatd.domain import validation
from chatd.domain.accounts import Principal
from chatd.errors import Refusal
from chatd.interfaces.accounts import Identity
from chatd.interfaces.delivery import DirectSocket, Form, Sink
from chatd.protocol.commands import Command, SpeaksAs
from chatd.protocol.replies import AnyAnswer, Error


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
    # The connection of one request: `answer` fires with the answer to its command, or fails with the Refusal.
    sink: Sink = _NoSink()

    def __init__(self, address: str | None) -> None:
        self.address = address
        self.answer: Deferred[AnyAnswer] = Deferred()

    def send_answer(self, answer: AnyAnswer) -> None:
        if self.answer.called:
            return
        if isinstance(answer, Error):
            refusal = Refusal(
                answer.code, answer.message, field=answer.field, until=answer.until, retry_after=answer.retry_after
            )
            self.answer.errback(refusal)
        else:
            self.answer.callback(answer)

    def close_connection(self, code: int, reason: str, retry_after: int | None = None) -> None:
        pass

    def sweep_soon(self) -> None:
        pass

    def pause(self) -> None:
        pass

    def resume(self) -> None:
        pass


class _RequestSession(Session):
    detached = True


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
        room_settings: RoomSettingsService,
        presence: PresenceTracker,
    ) -> None:
        self._presence = presence
        self._context = context
        self._room_settings = room_settings
        self._table = table
        self._identity = identity

    def charge(self, principal: Principal, address: str | None) -> None:
        """
        Take the cost of one request from the budget of its user; refused as `rate_limited`.
        """
        self._context.charge_user(self._session(principal, address)[0])

    async def speak_as(self, principal: Principal, other: SpeaksAs | None) -> Principal:
        """
        As `chatd.chat.speaking_as.speak_as`.
        """
        return await speak_as(self._identity, principal, other)

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
        As `run_command` in a room that is held meanwhile; returns the answer and the epoch of the room's log.
        """
        epoch = await self.hold_room(room)
        try:
            return await self.run_command(principal, address, command, room=room, needs=needs), epoch
        finally:
            self.release_rooms((room,))

    async def describe_room(self, principal: Principal, address: str | None, room: str) -> RoomDescription:
        """
        The settings and the head of a room, the rights of a user there, and how many users are there.
        """
        context = self._context
        await self.hold_room(room)
        try:
            session, _ = self._session(principal, address)
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

    async def run_command(
        self, principal: Principal, address: str | None, command: Command, *, room: str | None = None, needs: str = ""
    ) -> AnyAnswer:
        """
        Run `command` as `principal` from `address`; returns its answer, or raises its Refusal.

        `room` is held by the caller; `needs` is an action in it that is checked first.
        """
        context, row = self._context, self._table[type(command)]
        session, connection = self._session(principal, address)
        context.counters.commands += 1
        context.address_budgets.charge(session, "asked", row.cost)
        if row.query:
            context.address_budgets.charge(session, "queries")
        if room is not None:
            if await context.authorizer.open_room(session.author, room) is None:
                raise no_room()
            if needs:
                context.authorizer.require(session, needs, room)
            feed = context.feeds.feed(room)
            if not feed.seq and not context.hub.has_subscribers(room):
                self._room_settings.check_new_id(session, room, feed.settings)
            session.rooms[room] = None
        outcome = row.run(session, command)
        if outcome is None:
            return await connection.answer
        return await outcome if isinstance(outcome, Awaitable) else outcome

    def _session(self, principal: Principal, address: str | None) -> tuple[Session, _RequestConnection]:
        context, connection = self._context, _RequestConnection(address)
        session = _RequestSession(
            connection, ident="", clock=context.clock, limits=context.limits, counters=context.counters
        )
        session.set_principal(principal, context.now())
        context.identities.use_budget(session)
        return session, connection
