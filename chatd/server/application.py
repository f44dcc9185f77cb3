"""
Builds the use cases: all of them for a running node, some for the command line without one.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from twisted.logger import Logger

from chatd import __version__
from chatd.auth.guests import Guests
from chatd.auth.jwt_issuers import TokenIssuer
from chatd.auth.service import Authentication
from chatd.chat.address_budgets import AddressBudgets
from chatd.chat.commands.context import ChatContext
from chatd.chat.commands.directory import DirectoryCommands
from chatd.chat.commands.dispatch import CommandDispatcher, command_table
from chatd.chat.commands.login import LoginCommands
from chatd.chat.commands.messages import MessageCommands
from chatd.chat.commands.moderation import ModerationCommands
from chatd.chat.commands.reading import ReadingCommands
from chatd.chat.commands.room_search import RoomSearch
from chatd.chat.disk_quota import DiskQuota
from chatd.chat.identities import Identities
from chatd.chat.inboxes import Inboxes
from chatd.chat.moderation.account_updates import AccountUpdates
from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.moderation.live_sessions import LiveSessions
from chatd.chat.moderation.notifier import Notifier
from chatd.chat.moderation.services import ModerationServices
from chatd.chat.query_queue import QueryQueue
from chatd.chat.requests import Requests
from chatd.chat.rooms.contact_rules import ContactRules
from chatd.chat.rooms.feed import RoomFeed
from chatd.chat.rooms.feeds import RoomFeeds
from chatd.chat.rooms.hub import Hub
from chatd.chat.rooms.members import RoomMembers
from chatd.chat.rooms.presence import PresenceTracker
from chatd.chat.rooms.read_markers import ReadMarkers
from chatd.chat.rooms.subscriptions import Subscriptions
from chatd.chat.rooms.write_queue import WriteQueue
from chatd.chat.session import Session, StreamSession
from chatd.clock import Clock, Now
from chatd.domain.accounts import Changed, Principal, author_of
from chatd.domain.addresses import address_group_of
from chatd.domain.counters import Counters
from chatd.domain.events import LogEvent, RoomChange
from chatd.domain.ratelimit import KeyedRateLimiter, SlowMode
from chatd.domain.roles import Rules
from chatd.domain.sanctions import SanctionRegister
from chatd.errors import StartError
from chatd.filters.chain import Chain
from chatd.filters.plugins import available_makers, build_chain
from chatd.interfaces.accounts import Identity, TokenUsers
from chatd.interfaces.delivery import Connection
from chatd.protocol.replies import Welcome
from chatd.refusal_log import RefusalLog
from chatd.server.settings import Settings
from chatd.server.storage import Storage
from chatd.storage.search_text import has_words
from chatd.webhooks.addresses import AddressRules
from chatd.webhooks.administration import WebhookAdmin
from chatd.webhooks.sending import HttpSender, WebhookSender
from chatd.webhooks.service import Webhooks


def make_authorizer(settings: Settings, stores: Storage, now: Now) -> Authorizer:
    """
    Builds the permission checks from the site's rules, members and sanctions.
    """
    rules = Rules(settings.permissions)
    contact_rules = ContactRules(stores.people, stores.roster)
    return Authorizer(
        rules=rules,
        members=RoomMembers(stores.roster, rules, contact_rules),
        sanction_register=SanctionRegister(),
        accounts=stores.people,
        now=now,
    )


def make_moderation(
    settings: Settings,
    stores: Storage,
    authorizer: Authorizer,
    notifier: Notifier,
    *,
    token_users: TokenUsers,
    now: Now,
    filters: Chain | None = None,
) -> ModerationServices:
    """
    Builds the use cases of moderators and operators; `notifier` informs connected users.
    """
    return ModerationServices(
        authorizer=authorizer,
        accounts=stores.people,
        roster=stores.roster,
        catalogue=stores.catalogue,
        log=stores.log,
        message_search=stores.recall,
        notifier=notifier,
        token_users=token_users,
        now=now,
        retention=stores.retention,
        limits=settings.limits,
        filters=filters,
        configured={settings.plain.room, *settings.room},
    )


def make_authentication(
    settings: Settings,
    stores: Storage,
    *,
    clock: Any,
    now: Now,
    changed: Changed,
    issuers: Sequence[TokenIssuer] = (),
    guests: Guests | None = None,
    filters: Chain | None = None,
    refusals: RefusalLog | None = None,
) -> Authentication:
    """
    Builds accounts and the configured logins; raises StartError for invalid `issuers`.
    """
    try:
        return Authentication(
            stores.people,
            settings=settings.auth,
            issuers=issuers,
            issuer_names=[issuer.name for issuer in settings.auth.issuers],
            name_limit=settings.limits.name,
            guests=guests,
            filters=filters,
            clock=clock,
            now=now,
            reactor=clock,
            changed=changed,
            refusals=refusals,
        )
    except ValueError as error:
        raise StartError(f"auth.issuers{error}") from None


def make_webhook_admin(settings: Settings, stores: Storage, now: Now) -> WebhookAdmin:
    """
    Builds the use cases of outgoing webhooks; raises StartError for invalid settings.
    """
    try:
        rules = AddressRules(settings.webhooks.allow)
    except ValueError as error:
        raise StartError(f"webhooks.allow: {error}") from None
    return WebhookAdmin(stores.webhooks, rules, now, new_id=lambda: f"wh_{secrets.token_hex(4)}")


def make_filters(settings: Settings) -> Chain:
    """
    Builds the configured filters; raises StartError if one cannot be made.
    """
    try:
        return build_chain(settings.filters, available_makers(), fault=_fault, limit=settings.limits.text)
    except ValueError as error:
        raise StartError(f"filters{error}") from None


def _fault(name: str, error: Exception) -> None:
    Logger().failure("the filter {name} failed", name=name)


class Application:
    """
    The use cases of a running node.

    Attributes: `hub`, `presence`, `rooms`, `writer`, `markers`, `authorizer`, `live_sessions`, `moderation`,
    `account_updates` and the command handlers.

    `identity` authenticates users; `sessions` yields the sessions of all connections.
    """

    def __init__(
        self,
        settings: Settings,
        stores: Storage,
        *,
        filters: Chain,
        hub: Hub[Session],
        identity: Identity,
        clock: Clock,
        now: Now,
        counters: Counters,
        sessions: Callable[[], Iterable[Session | None]],
        refusals: RefusalLog,
    ) -> None:
        limits = settings.limits
        self._settings = settings
        self._clock = clock
        self.hub = hub
        self.markers = ReadMarkers(stores.marks, limits.markers)
        self.writer = WriteQueue(stores.log, clock, committed=hub.deliver_due, most=settings.store.queue)
        self.rooms = RoomFeeds(stores.log, settings.history.tail, stores.retention, page_bytes=limits.page_bytes)
        self.presence = PresenceTracker(hub, clock, settings=settings.presence, page_bytes=limits.page_bytes)
        self.authorizer = make_authorizer(settings, stores, now)
        members = self.authorizer.members
        self.identities = Identities(
            self.authorizer.sanction_register.inheritance, now, lambda user_id: bool(hub.sessions_of(user_id))
        )
        subscriptions = Subscriptions(
            hub=hub,
            feeds=self.rooms,
            members=members,
            presence=self.presence,
            markers=self.markers,
            identities=self.identities,
            clock=clock,
        )
        self._subscriptions = subscriptions
        self.live_sessions = LiveSessions(
            authorizer=self.authorizer,
            members=members,
            subscriptions=subscriptions,
            feeds=self.rooms,
            hub=hub,
            write_queue=self.writer,
            markers=self.markers,
            counters=counters,
            sessions=sessions,
            identities=self.identities,
            presence=self.presence,
        )
        self.moderation = make_moderation(
            settings, stores, self.authorizer, self.live_sessions, token_users=identity, now=now, filters=filters
        )
        self.account_updates = AccountUpdates(
            feeds=self.rooms,
            hub=hub,
            presence=self.presence,
            authorizer=self.authorizer,
            members=members,
            live_sessions=self.live_sessions,
            roster=stores.roster,
            now=now,
            sessions=sessions,
        )
        self._slow = SlowMode()
        self._user_limiter = KeyedRateLimiter(limits.user_per_second, float(limits.user_burst))
        self._address_budgets = AddressBudgets(limits, clock, refusals)
        self._queries = QueryQueue(limits, clock, refusals)
        self.disk_quota = DiskQuota(limits.disk_bytes, refusals)
        self.context = ChatContext(
            hub=hub,
            feeds=self.rooms,
            subscriptions=subscriptions,
            markers=self.markers,
            authorizer=self.authorizer,
            members=members,
            user_limiter=self._user_limiter,
            address_budgets=self._address_budgets,
            queries=self._queries,
            identities=self.identities,
            disk_quota=self.disk_quota,
            clock=clock,
            now=now,
            limits=limits,
            counters=counters,
        )
        self.login = LoginCommands(
            self.context,
            identity=identity,
            people=stores.people,
            account_updates=self.account_updates,
            targets=self.moderation.targets,
            claimed_roles=self.moderation.claimed_roles,
            field_filters=self.moderation.field_filters,
            contacts=self.moderation.contacts,
            guests=settings.auth.guests,
            ignores=settings.auth.ignores,
        )
        self.reading = ReadingCommands(
            self.context,
            message_search=stores.recall,
            room_search=RoomSearch(
                self.context, message_search=stores.recall, catalogue=stores.catalogue, moderation=self.moderation
            ),
            presence=self.presence,
            moderation=self.moderation,
        )
        self.directory = DirectoryCommands(
            self.context,
            catalogue=stores.catalogue,
            presence=self.presence,
            moderation=self.moderation,
            has_words=has_words,
        )
        self.messages = MessageCommands(
            self.context,
            write_queue=self.writer,
            filters=filters,
            slow_mode=self._slow,
            rooms=settings.rooms,
            signals=settings.signals,
        )
        moderation_commands = ModerationCommands(self.context, moderation=self.moderation)
        services = (self.login, self.reading, self.directory, self.messages, moderation_commands)
        self.table = command_table(services)
        self.requests = Requests(
            self.context,
            self.table,
            identity,
            account_updates=self.account_updates,
            room_settings=self.moderation.room_settings,
            presence=self.presence,
            messages=self.messages,
            targets=self.moderation.targets,
            inboxes=Inboxes(
                authorizer=self.authorizer,
                members=members,
                targets=self.moderation.targets,
                roster=stores.roster,
                now=now,
            ),
        )
        self._sessions = sessions
        self.rooms.watch(self._late_event, self._renewed_log, hub.flush_room)

    def welcome(self, session: Session) -> Welcome:
        """
        Returns what a new connection is told of the server.
        """
        limits = self._settings.limits
        return Welcome(
            server=f"chatd/{__version__}",
            session=session.ident,
            user=session.user,
            limits={
                "message": limits.message,
                "text": limits.text,
                "data": limits.data,
                "name": limits.name,
                "rooms": limits.rooms_per_session,
                "history": limits.history,
                "signal": limits.signal,
            },
            heartbeat=self._settings.heartbeat.client_seconds,
            guests=self._settings.auth.guests,
            account=self.authorizer.site_standing(session, session.principal),
        )

    def make_webhooks(
        self, settings: Settings, stores: Storage, send: WebhookSender | None, chance: Callable[[], float]
    ) -> Webhooks:
        """
        Builds the delivery of webhooks, over HTTP without `send`; raises StartError for invalid settings.
        """
        admin = make_webhook_admin(settings, stores, self.context.now)
        if send is None:
            seconds = settings.webhooks.timeout_seconds
            send = HttpSender(self._clock, AddressRules(settings.webhooks.allow), seconds=seconds)
        return Webhooks(
            stores.webhooks,
            admin,
            send,
            log=stores.log,
            roster=stores.roster,
            act_events=stores.act_events,
            feeds=self.rooms,
            presence=self.presence,
            write_queue=self.writer,
            clock=self._clock,
            now=self.context.now,
            chance=chance,
            grace_seconds=settings.presence.grace_seconds,
        )

    def open_session(self, peer: Connection, ident: str, kind: type[Session] = Session) -> CommandDispatcher:
        """
        Creates a session without a login for a new connection; returns the dispatcher of its commands.
        """
        clock, limits, counters = self._clock, self.context.limits, self.context.counters
        session = kind(peer, ident=ident, clock=clock, limits=limits, counters=counters)
        return CommandDispatcher(
            session,
            self.table,
            self.login,
            clock=clock,
            limits=limits,
            counters=counters,
            address_budgets=self._address_budgets,
            queries=self._queries,
        )

    def update_copies(self, settings: Settings) -> None:
        """
        Uses the present values of the settings where they were copied.
        """
        limits = settings.limits
        self._user_limiter.set_rate(limits.user_per_second, float(limits.user_burst))
        self._address_budgets.apply_limits()
        self.disk_quota.setting = limits.disk_bytes
        self.markers.limit = limits.markers
        self.login.guests, self.login.ignores = settings.auth.guests, settings.auth.ignores
        self.moderation.room_settings.configure({settings.plain.room, *settings.room})

    def stop_accepting(self) -> None:
        """
        Refuses commands that store something from now on, and freezes presence.
        """
        self.context.accepting = False
        self.presence.freeze()

    def check_not_muted(self, principal: Principal, address: str | None) -> None:
        """
        Raises Refusal if a user of the HTTP API is banned from the site or muted on it, by account or by `address`.
        """
        self.authorizer.check_not_muted(author_of(principal, address_group_of(address)))

    def sweep(self, aging_now: int) -> None:
        """
        Ends grace periods and sanctions, and drops idle limiters.  Called once per second; `aging_now` is the time for
        deletion by age.
        """
        now = self._clock.seconds()
        self.presence.expire_grace()
        self._subscriptions.drop_held()
        self.moderation.sanctions.expire(aging_now)
        self.moderation.contacts.retry_failed()
        self.moderation.reports.tell_reports()
        self._slow.drop_idle(now)
        self._user_limiter.drop_idle(now)
        self._address_budgets.drop_idle(now)
        self.live_sessions.tell_freed(self.identities.drop_old())
        self.reading.send_activity()

    def _late_event(self, event: LogEvent) -> None:
        self.hub.post(event.room, event)

    def _renewed_log(self, room: str, feed: RoomFeed) -> None:
        self.hub.post(room, RoomChange(room, epoch=None if feed.ephemeral else feed.epoch))
        for session in self._sessions():
            if isinstance(session, StreamSession) and room in session.rooms:
                session.on_log_replaced(room)
