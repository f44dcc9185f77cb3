"""
One chatd process without its reactor: use cases, stores, WebSockets, HTTP and the control socket.
"""

import random
import secrets
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from typing import Any

from twisted.logger import Logger

from chatd import __version__
from chatd.admin.cleanup import Cleanup
from chatd.admin.control_socket import ControlFactory, ControlSocket
from chatd.admin.operations import Operations
from chatd.auth.guests import Guests
from chatd.auth.identity import SessionIdentity
from chatd.auth.service import Authentication
from chatd.auth.settings import DAY_MS
from chatd.chat.commands.dispatch import CommandDispatcher, CommandTable
from chatd.chat.erasures import Erasures
from chatd.chat.rooms.hub import Hub
from chatd.chat.session import Session, StreamSession
from chatd.clock import Now, no_time
from chatd.domain.counters import Counters, Histogram
from chatd.domain.settings import ConfigValue, Reloaded
from chatd.http.api.sessions import Facts
from chatd.http.channel import BoundedSite
from chatd.http.cors import Cors
from chatd.http.event_stream import EventStream
from chatd.http.event_streams import EventStreams
from chatd.http.frames import ACCENTS, EMBED, EmbedPage, FrameAncestors
from chatd.http.front import FrontFactory
from chatd.http.hosts import Hosts
from chatd.http.origins import Origins
from chatd.http.proxies import Proxies
from chatd.http.reachability import ReachabilityResource
from chatd.http.responses import WEBSOCKET, refusal
from chatd.http.static import Page, Root, load, web_root
from chatd.http.stream_connection import StreamConnection, StreamConnections
from chatd.http.upgrade import PATHS, PLAIN_PATH
from chatd.refusal_log import RefusalLog
from chatd.server.api import make_api
from chatd.server.application import (
    Application,
    make_authentication,
    make_filters,
)
from chatd.server.binding import waiting_connections
from chatd.server.branding import make_branding
from chatd.server.gc_monitor import GcMonitor
from chatd.server.live_settings import LiveSettings
from chatd.server.metric_sources import MetricSources
from chatd.server.monitoring import Monitoring
from chatd.server.operator_services import make_cleanup, make_operator_context
from chatd.server.operator_site import OperatorSite
from chatd.server.settings import Settings
from chatd.server.settings_changes import private_copy
from chatd.server.storage import Storage
from chatd.webhooks.sending import WebhookSender
from chatd.websocket.address_turns import BUSY_PART, HEAVY_PERIOD_SECONDS, AddressTurns
from chatd.websocket.dialects import Plain
from chatd.websocket.fanout import Fanout
from chatd.websocket.server import ChatFactory, ChatProtocol
from chatd.websocket.write_batcher import WriteBatcher

PURGE_SWEEPS = 60
"""Seconds between removals of expired data."""

OLD_SWEEPS = 3600
"""Seconds between removals of what has reached its age; the first is a minute after the start."""

SAVE_SWEEPS = 5
"""Seconds between writes of read markers."""


class Node:
    """
    One chatd process without its reactor; the caller supplies the clock, the time of day and the connections.

    `chance` returns numbers from 0 to 1, for jitter, and `measure` the seconds of processor time that the reactor's
    thread has taken; `reactor_delays` and `gc_pauses` are measured by the caller.  `send_webhook` replaces
    sending over HTTP.  Raises StartError for invalid settings.
    """

    _log = Logger()

    def __init__(
        self,
        settings: Settings,
        clock: Any,
        now: Now,
        chance: Callable[[], float] = random.random,
        *,
        measure: Callable[[], float] = no_time,
        reactor_delays: Histogram | None = None,
        gc_pauses: Sequence[Histogram] = (),
        send_webhook: WebhookSender | None = None,
    ) -> None:
        self.settings = settings = private_copy(settings)
        self.clock = clock
        self.chance = chance
        self.counters = Counters()
        # For operators' commands: reads the configuration again and applies it; stops in order; yields the settings.
        self.reread: Callable[[], Awaitable[Reloaded]] | None = None
        self.stop: Callable[[], object] | None = None
        self.configuration: Callable[[], Iterable[ConfigValue]] | None = None
        self.refusals = RefusalLog(clock)
        self._now = now
        limits = settings.limits
        self.batcher = WriteBatcher(clock)
        fanout = Fanout(
            self.counters,
            self.batcher,
            escape=settings.plain.escape,
            epoch_of=lambda room: self.rooms.epoch_of(room),  # noqa: PLW0108 - made later
        )
        self.hub: Hub[Session] = Hub(fanout, lambda call: clock.callLater(0, call), measure=measure)
        self.stores = Storage(settings, self.hub.has_subscribers, clock, now)
        self._guests = Guests(secrets.token_bytes(32))
        self._filters = make_filters(settings)
        self.authentication = self._authenticate()
        self._identity = self._make_identity()
        self._application = self._make_application()
        self.writer, self.rooms = self._application.writer, self._application.rooms
        self.markers, self.presence = self._application.markers, self._application.presence
        self.webhooks = self._application.make_webhooks(settings, self.stores, send_webhook, chance)
        self._operations = self._make_operations()
        self._cleanup = self._make_cleanup()
        self.erasures = Erasures(self._erase, self._unfinished, clock)
        self._sweeps = 0
        self._control_socket: ControlSocket | None = None
        self.factory = ChatFactory(
            clock=clock,
            limits=limits,
            counters=self.counters,
            refusal=refusal,
            make_session=self._open_session,
            welcome=self._application.welcome,
            plain=Plain(settings.plain.room) if settings.plain.enabled else None,
            ping_seconds=settings.heartbeat.ping_seconds,
            dead_seconds=settings.heartbeat.dead_seconds,
            batcher=self.batcher,
            deflate=settings.server.deflate,
            refusals=self.refusals,
            turns=self._make_turns("anonymous_share", limits.anonymous_share, measure, busy_part=BUSY_PART),
            heavy_turns=self._make_turns("heavy_share", limits.heavy_share, measure, period=HEAVY_PERIOD_SECONDS),
        )
        self.hub.charge = self.factory.heavy_turns.charge
        self._origins = Origins(settings.server.origins)
        self._proxies = Proxies(settings.server.trusted_proxies, settings.server.forwarded_header)
        self.hosts = Hosts(settings.server.hosts, self.refusals, self.stores.save_host)
        sources = MetricSources(
            self.counters,
            self.factory,
            self.hub,
            self.writer,
            self.stores,
            self._application.disk_quota,
            lambda: self.front.handshakes,
            lambda: self.front.http_connections,
            lambda: sum(waiting_connections(port) for port in self.front.gate.ports),
            reactor_delays or Histogram(),
            gc_pauses or GcMonitor().pauses,
            self.webhooks.deliverer.totals,
        )
        self.monitoring = Monitoring(sources, settings.metrics, clock, now)
        self.site = OperatorSite(
            settings,
            sources,
            self._application,
            self.refusals,
            problems=self.monitoring.problems,
            clock=clock,
            now=now,
        )
        self.front = self._make_front()
        # One object for all sessions.
        self._leave_gate = self.front.gate.leave
        self.live = LiveSettings(
            self.settings,
            stores=self.stores,
            filters=self._filters,
            guests=self._guests,
            authentication=self.authentication,
            application=self._application,
            origins=self._origins,
            proxies=self._proxies,
            hosts=self.hosts,
            front=self.front,
            websockets=self.factory,
        )

    def _make_turns(self, setting: str, share: float, measure: Callable[[], float], **more: float) -> AddressTurns:
        return AddressTurns(
            self.clock,
            share=share,
            setting=setting,
            measure=measure,
            # The thread that writes needs the interpreter's lock many times.
            urgent=lambda: self.writer.busy or self.stores.writing,
            refusals=self.refusals,
            **more,
        )

    def _authenticate(self) -> Authentication:
        auth = self.settings.auth
        return make_authentication(
            self.settings,
            self.stores,
            clock=self.clock,
            now=self._now,
            changed=lambda change: self._application.account_updates.apply_change(change),  # noqa: PLW0108 - made later
            issuers=auth.issuers,
            guests=self._guests if auth.guests else None,
            filters=self._filters,
            refusals=self.refusals,
        )

    def _make_identity(self) -> SessionIdentity:
        authentication = self.authentication
        return SessionIdentity(
            guests=self._guests,
            names=authentication.names,
            gate=authentication.gate,
            account_service=authentication.accounts,
            accounts=self.stores.people,
            token_users=authentication.token_users,
        )

    def _make_application(self) -> Application:
        stores = self.stores
        return Application(
            self.settings,
            stores,
            filters=self._filters,
            hub=self.hub,
            identity=self._identity,
            clock=self.clock,
            now=self._now,
            counters=self.counters,
            sessions=lambda: [protocol.session for protocol in self.factory.live],
            refusals=self.refusals,
        )

    def _make_operations(self) -> Operations | None:
        stores = self.stores
        if stores.upkeep is None:
            return None
        return Operations(
            stores.log,
            stores.upkeep,
            self._now,
            self._application.live_sessions,
            self.refusals,
            self._application.disk_quota,
            refuse_guest=self._guests.refuse_erased,
        )

    def _make_cleanup(self) -> Cleanup | None:
        upkeep = self.stores.upkeep
        if upkeep is None:
            return None
        keys, live = self.authentication.keys, self._application.live_sessions
        return make_cleanup(self.stores, upkeep, keys, self._now, live)

    def _make_front(self) -> FrontFactory:
        settings, limits, plain = self.settings, self.settings.limits, self.settings.plain
        connections = StreamConnections()
        api = make_api(
            own=self.authentication.accounts,
            administration=self.authentication.account_admin,
            token_sessions=self.authentication.token_sessions,
            keys=self.authentication.keys,
            key_store=self.stores.people,
            revocations=self.authentication.revocations,
            gate=self.authentication.gate,
            facts=self._facts,
            hosts=self.hosts,
            erasures=self.erasures,
            requests=self._application.requests,
            pay=self._application.requests.charge,
            check_not_muted=self._application.check_not_muted,
            now=self._now,
            webhooks=self.webhooks.admin,
            refusals=self.refusals,
            origins=self._origins,
            site=self.site,
            connections=connections,
        )
        files = load(web_root(), sources=settings.server.page_sources, branding=make_branding(settings.site))
        embed = EmbedPage(files[EMBED.decode()], FrameAncestors(settings.server.frame_ancestors))
        page = Page(files)
        at = {
            WEBSOCKET: ReachabilityResource(self._origins),
            EMBED: embed,
            ACCENTS: embed,
            **self.monitoring.public_resources(),
        }
        root = Root(page, at)

        def make_site(**taken: Any) -> BoundedSite:
            return BoundedSite(
                root,
                clock=self.clock,
                limits=limits,
                counters=self.counters,
                hsts_seconds=settings.server.hsts_seconds,
                serve_api=api.serve_exchange,
                frame_cookies=settings.server.frame_cookies,
                refuse_early=api.refuse_early,
                **taken,
            )

        streams = EventStreams(
            self.factory,
            open_session=self._open_stream,
            open_chat_session=self._open_session,
            connections=connections,
            cors=Cors(self._origins),
            chance=self.chance,
            refusals=self.refusals,
        )
        return FrontFactory(
            self.factory,
            make_site,
            clock=self.clock,
            limits=limits,
            counters=self.counters,
            proxies=self._proxies,
            hosts=self.hosts,
            origins=self._origins,
            streams=streams,
            plain=() if not plain.enabled else PATHS if plain.everywhere else (PLAIN_PATH,),
            refusals=self.refusals,
        )

    @property
    def command_table(self) -> CommandTable:
        """
        The commands that clients may send, with their prices.
        """
        return self._application.table

    async def start_node(self) -> None:
        """
        Locks the data directory, and opens the store and the control socket; raises StartError.
        """
        secret = await self.stores.open_stores()
        self._guests.rekey(secret)
        if self.stores.upkeep is not None:
            self._guests.refuse_erased(await self.stores.upkeep.erased_guests())
        self.erasures.rekey(secret)
        self.authentication.browsers.rekey(secret)
        self.hosts.restore(self.stores.saved_host())
        await self._application.moderation.sanctions.restore()
        await self.authentication.revocations.load_revocations()
        self.authentication.start()
        self.stores.watch_changes(self._changed)
        self._measure_disk()
        self.site.stop = self.stop
        if self.configuration is not None:
            self.site.configuration = self.configuration
        if self._operations is not None and self._cleanup is not None and self.stores.data is not None:
            context = make_operator_context(
                directory=self.stores.data,
                stores=self.stores,
                operations=self._operations,
                cleanup=self._cleanup,
                moderation=self._application.moderation,
                authentication=self.authentication,
                webhooks=self.webhooks.admin,
                now=self._now,
                requests=self._application.requests,
                reload=self.reread,
                configuration=self.configuration,
                stop=self.stop,
            )
            self._control_socket = ControlSocket(self.clock, ControlFactory(context))
            self._control_socket.start_listening()
        if not await self.authentication.account_admin.has_admin():
            self._log.info("there is no administrator yet; make one with: chatd user add NAME --admin")
            if (token := self.authentication.first_admin.new_link()) is not None:
                self._log.info("or on the page, once: add #/invitation/{token} to its address", token=token)
        if self.settings.server.io_uring:
            self.batcher.enable_io_uring()
        await self.webhooks.start_delivery()
        await self.erasures.resume_unfinished()
        await self.monitoring.count_keys()
        self.monitoring.opened = True

    def _measure_disk(self) -> None:
        try:
            use = self.stores.disk_use()
        except OSError:
            # The store itself says what is wrong with its files.
            return
        if use is not None:
            self._application.disk_quota.update(use)

    def _changed(self, room: str) -> None:
        self.rooms.reload(room)
        self.webhooks.deliverer.note_log(room)

    async def stop_node(self) -> None:
        """
        Saves and closes everything; called after the last connection has closed.
        """
        self.batcher.disable_io_uring()
        if self._control_socket is not None:
            await self._control_socket.stop_listening()
        self.authentication.stop()
        await self.webhooks.stop_delivery()
        try:
            await self.markers.save()
        finally:
            await self.stores.close_stores()

    async def maintain(self) -> None:
        """
        Maintains the store, and saves read markers every few seconds.  Called once per second.
        """
        self._sweeps += 1
        # Each second: what ten addresses may store at once is 200 MB.
        self._measure_disk()
        if self._sweeps % SAVE_SWEEPS == 0:
            await self.markers.save()
        if self.stores.upkeep is not None:
            await self.stores.upkeep.run_maintenance()
        if self._sweeps % PURGE_SWEEPS == 0:
            await self.monitoring.count_keys()
            await self.stores.purge_expired()
            self.authentication.revocations.drop_ended()
            if self._sweeps % OLD_SWEEPS == PURGE_SWEEPS:
                await self.webhooks.purge()
                online = [user for user in self.hub.users() if user.startswith("g.")]
                self._application.authorizer.sanction_register.forget_addresses(self.stores.addresses_since())
                await self.stores.purge_old({*self._application.identities.recent_guests(), *online})
                if self._cleanup is not None:
                    unused = int(self.settings.rooms.unused_days * DAY_MS)
                    await self._cleanup.delete_unused_rooms(self.stores.aging_now() - unused)
            await self.erasures.resume_unfinished(self._operations.erasing if self._operations else ())

    def sweep(self) -> None:
        """
        Enforces all deadlines.  Called once per second.
        """
        self.front.cut_off_overdue()
        self.factory.check_connections()
        self.authentication.drop_idle()
        self._application.sweep(self.stores.aging_now())

    async def _unfinished(self) -> Collection[str]:
        return () if self.stores.upkeep is None else await self.stores.upkeep.unfinished_erasures()

    async def _erase(self, user_id: str) -> None:
        # A user has deleted their account: erase their messages, too.
        if self._operations is not None:
            await self._operations.erase_user(user_id)
            return
        rooms = await self._application.live_sessions.sign_out_user(user_id)
        await self.stores.roster.forget_user(user_id)
        await self._application.live_sessions.user_erased(user_id, rooms)

    def status_line(self) -> str:
        """
        Returns the state in one line, for ``systemctl status``.
        """
        online = self._application.live_sessions.count_online()
        shown = f"{online.connections} WebSockets, {online.users} users, {self.counters.messages} messages"
        return shown if self.stores.problem is None else f"{shown}; {self.stores.problem}"

    def begin_draining(self) -> None:
        """
        Makes `/ready` answer 503 from now on, refuses new WebSockets, and closes HTTP connections after their requests.
        """
        self.monitoring.draining = True
        self.front.begin_draining()

    def stop_accepting(self) -> None:
        """
        Refuses commands that store something from now on, and freezes presence.
        """
        self._application.stop_accepting()

    def _facts(self) -> Facts:
        auth = self.settings.auth
        name = self.settings.limits.name
        return Facts(f"chatd/{__version__}", auth.guests, auth.registration, name, auth.login_url, auth.login_name)

    def _open_session(self, peer: ChatProtocol | StreamConnection) -> CommandDispatcher:
        return self._passing_gate(self._application.open_session(peer, secrets.token_hex(8)))

    def _open_stream(self, peer: EventStream) -> CommandDispatcher:
        return self._passing_gate(self._application.open_session(peer, secrets.token_hex(8), StreamSession))

    def _passing_gate(self, commands: CommandDispatcher) -> CommandDispatcher:
        commands.session.on_login = self._leave_gate
        return commands
