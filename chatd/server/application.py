"""
The use cases of a node, put together: who knows whom.

Everything they need of the world comes in; what is made here lives as long as the node.
"""

from collections.abc import Callable, Collection, Iterable
from itertools import chain

from msgspec import Struct

from chatd.chat.commands.context import ChatContext
from chatd.chat.commands.directory import DirectoryCommands
from chatd.chat.commands.dispatch import CommandDispatcher, command_table
from chatd.chat.commands.login import LoginCommands
from chatd.chat.commands.messages import MessageCommands
from chatd.chat.commands.moderation import ModerationCommands
from chatd.chat.commands.reading import ReadingCommands
from chatd.chat.moderation.account_updates import AccountUpdates
from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.moderation.live_sessions import LiveSessions
from chatd.chat.moderation.membership import ModerationLimits
from chatd.chat.moderation.services import ModerationServices
from chatd.chat.rooms.feed import RoomFeed
from chatd.chat.rooms.feeds import RoomFeeds
from chatd.chat.rooms.hub import Hub
from chatd.chat.rooms.members import RoomMembers
from chatd.chat.rooms.presence import PresenceTracker
from chatd.chat.rooms.read_markers import ReadMarkers
from chatd.chat.rooms.subscriptions import Subscriptions
from chatd.chat.rooms.write_queue import WriteQueue
from chatd.chat.session import Session
from chatd.clock import Clock, Now
from chatd.domain.accounts import Principal, author_of
from chatd.domain.addresses import address_group_of
from chatd.domain.counters import Counters
from chatd.domain.events import LogEvent, RoomChange
from chatd.domain.limits import Limits
from chatd.domain.ratelimit import KeyedRateLimiter, SlowMode
from chatd.domain.roles import Rules
from chatd.domain.rooms import Retention
from chatd.domain.sanctions import SanctionRegister
from chatd.filters.chain import Chain
from chatd.interfaces.accounts import Identity, PeopleStore
from chatd.interfaces.delivery import Connection
from chatd.interfaces.storage import MessageLog, MessageSearch, ReadMarkerStore, RoomCatalogue, RoomDirectory
from chatd.storage.search_text import has_words


class Kept(Struct, frozen=True):
    """
    All that is kept: the parts of a store.
    """

    log: MessageLog
    marks: ReadMarkerStore
    recall: MessageSearch
    people: PeopleStore
    roster: RoomDirectory
    catalogue: RoomCatalogue


class Customs(Struct, frozen=True, kw_only=True):
    """
    What is customary on this site: everything about it that a use case has to know.

    `tail` events of an open room are held ready.  Messages may be edited for `edit_ms`; 0: for ever.  Presence has its
    `grace` and `interval` in seconds, and names nobody in rooms of more than `named`.  `configured` rooms are nobody's.
    """

    limits: Limits
    rules: Rules
    filters: Chain
    retention: Retention
    tail: int
    guests: bool
    signals: frozenset[str]
    edit_ms: int
    ignores: int
    queue: int
    grace: float
    interval: float
    named: int
    configured: Collection[str] = ()


class Assembly:
    """
    `hub`, `presence`, `rooms`, `writer`, `markers`, `authorizer`, `live_sessions`, `moderation`, `account_updates` and
    the command handlers.

    `identity` knows who somebody is; `sessions` gives the session of every connection.
    """

    def __init__(
        self,
        kept: Kept,
        customs: Customs,
        *,
        hub: Hub[Session],
        identity: Identity,
        clock: Clock,
        now: Now,
        counters: Counters,
        sessions: Callable[[], Iterable[Session | None]],
    ) -> None:
        limits = customs.limits
        self._clock = clock
        self.hub = hub
        self.markers = ReadMarkers(kept.marks)
        self.writer = WriteQueue(kept.log, clock, committed=hub.deliver_due, most=customs.queue)
        self.rooms = RoomFeeds(kept.log, customs.tail, customs.retention, page_bytes=limits.page_bytes)
        self.presence = PresenceTracker(
            hub,
            clock,
            grace=customs.grace,
            interval=customs.interval,
            named=customs.named,
            page_bytes=limits.page_bytes,
        )
        members = RoomMembers(kept.roster, customs.rules)
        self.authorizer = Authorizer(
            rules=customs.rules, members=members, sanction_register=SanctionRegister(), accounts=kept.people, now=now
        )
        subscriptions = Subscriptions(
            hub=hub, rooms=self.rooms, members=members, presence=self.presence, markers=self.markers
        )
        self.live_sessions = LiveSessions(
            authorizer=self.authorizer,
            subscriptions=subscriptions,
            rooms=self.rooms,
            hub=hub,
            writer=self.writer,
            markers=self.markers,
            counters=counters,
            sessions=sessions,
        )
        self.moderation = ModerationServices(
            authorizer=self.authorizer,
            accounts=kept.people,
            roster=kept.roster,
            catalogue=kept.catalogue,
            log=kept.log,
            notifier=self.live_sessions,
            now=now,
            retention=customs.retention,
            limits=ModerationLimits(limits.memberships, limits.members, limits.sanctions),
            configured=customs.configured,
        )
        self.account_updates = AccountUpdates(
            feeds=self.rooms,
            hub=hub,
            presence=self.presence,
            authorizer=self.authorizer,
            live_sessions=self.live_sessions,
            roster=kept.roster,
            now=now,
            sessions=sessions,
        )
        self._slow = SlowMode()
        self._user_limiter = KeyedRateLimiter(limits.user_per_second, float(limits.user_burst))
        self.context = ChatContext(
            hub=hub,
            rooms=self.rooms,
            subscriptions=subscriptions,
            markers=self.markers,
            authorizer=self.authorizer,
            user_limiter=self._user_limiter,
            clock=clock,
            now=now,
            limits=limits,
            counters=counters,
        )
        self.login = LoginCommands(
            self.context,
            identity=identity,
            people=kept.people,
            account_updates=self.account_updates,
            guests=customs.guests,
            ignores=customs.ignores,
        )
        self.reading = ReadingCommands(
            self.context, recall=kept.recall, presence=self.presence, moderation=self.moderation
        )
        self.directory = DirectoryCommands(
            self.context,
            catalogue=kept.catalogue,
            presence=self.presence,
            moderation=self.moderation,
            has_words=has_words,
        )
        self.messages = MessageCommands(
            self.context,
            writer=self.writer,
            filters=customs.filters,
            slow=self._slow,
            signals=customs.signals,
            edit_ms=customs.edit_ms,
        )
        moderation_commands = ModerationCommands(self.context, moderation=self.moderation)
        services = (self.login, self.reading, self.directory, self.messages, moderation_commands)
        self.table = command_table(chain.from_iterable(service.command_rows() for service in services))
        self.rooms.watch(self._late_event, self._renewed_log)

    def open_session(self, peer: Connection, ident: str) -> CommandDispatcher:
        """
        A session for a new connection, which nobody has logged in to, and what runs its commands.
        """
        clock, limits, counters = self._clock, self.context.limits, self.context.counters
        session = Session(peer, ident=ident, clock=clock, limits=limits, counters=counters)
        return CommandDispatcher(session, self.table, self.login, clock=clock, limits=limits, counters=counters)

    def close(self) -> None:
        """
        Accept nothing new to store from now on, and let nobody appear to leave.
        """
        self.context.accepting = False
        self.presence.freeze()

    def pay(self, user_id: str) -> None:
        """
        Take what one request elsewhere costs from that user's budget, or refuse as `rate_limited`.
        """
        self._user_limiter.take(user_id, self._clock.seconds())

    def check_not_muted(self, principal: Principal, address: str | None) -> None:
        """
        Refuse somebody who comes from `address` elsewhere, and on whom a ban or a mute of the site is.
        """
        self.authorizer.check_not_muted(author_of(principal, address_group_of(address)))

    def sweep(self, aging_now: int) -> None:
        """
        Once a second: what has a time, and is nobody's deadline. `aging_now` is the time for what deletes by age.
        """
        now = self._clock.seconds()
        self.presence.expire_grace()
        self.moderation.sanctions.expire(aging_now)
        self._slow.sweep(now)
        self._user_limiter.sweep(now)
        self.reading.send_activity()

    def _late_event(self, event: LogEvent) -> None:
        self.hub.post(event.room, event)

    def _renewed_log(self, room: str, feed: RoomFeed) -> None:
        self.hub.post(room, RoomChange(room, epoch=None if feed.ephemeral else feed.epoch))
