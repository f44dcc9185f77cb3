"""
Puts one node together: everything that lives as long as the process, and who knows whom.
"""

import random
import secrets
from collections.abc import Callable

from chatd import __version__
from chatd.addresses import Proxies
from chatd.answers import Welcome
from chatd.audience import Audience
from chatd.auth.guests import Guests
from chatd.chat import Chat
from chatd.control import ControlFactory
from chatd.counters import Counters
from chatd.dialects import Plain
from chatd.door import ControlDoor
from chatd.fanout import Fanout
from chatd.front import FrontFactory
from chatd.head import Origins
from chatd.http import BoundedSite
from chatd.hub import Hub
from chatd.markers import Markers
from chatd.policy import verdict
from chatd.ports import Clock, Now
from chatd.presence import Presence
from chatd.rooms import Rooms
from chatd.session import Session
from chatd.settings import Settings
from chatd.site import Page, load, refusal, web_root
from chatd.stores import Stores
from chatd.upkeep import Operations
from chatd.websocket import ChatFactory, ChatProtocol
from chatd.writer import Writer

SAVE_SWEEPS = 5
"""Read markers are stored every so many seconds."""


class Node:
    """
    One chatd process without its reactor: given a clock and the time of day, it works on whatever is connected.

    `chance` gives numbers from 0 to 1, for jitter.
    """

    def __init__(self, settings: Settings, clock: Clock, now: Now, chance: Callable[[], float] = random.random) -> None:
        self.settings = settings
        self.clock = clock
        self.chance = chance
        self.counters = Counters()
        limits = settings.limits
        self.hub: Hub[Session] = Hub(
            Fanout(self.counters, escape=settings.plain.escape), lambda call: clock.callLater(0, call)
        )
        self.stores = Stores(settings, self.hub, clock, now)
        self.markers = Markers(self.stores.marks)
        self.writer = Writer(
            self.stores.log, clock, recheck=verdict, committed=self.hub.step, most=settings.store.queue
        )
        self.rooms = Rooms(self.stores.log, settings.history.tail, self.stores.retention)
        self._guests = Guests(secrets.token_bytes(32))
        self._sweeps = 0
        self._door: ControlDoor | None = None
        self.presence = Presence(
            self.hub,
            clock,
            grace=settings.presence.grace_seconds,
            interval=settings.presence.interval_seconds,
            named=settings.presence.named,
        )
        self.chat = Chat(
            rooms=self.rooms,
            writer=self.writer,
            hub=self.hub,
            presence=self.presence,
            markers=self.markers,
            recall=self.stores.recall,
            identity=self._guests,
            now=now,
            limits=limits,
            counters=self.counters,
            guests=settings.auth.guests,
            signals=frozenset(settings.signals.names),
            edit_ms=settings.rooms.edit_seconds * 1000,
        )
        self.factory = ChatFactory(
            clock=clock,
            limits=limits,
            counters=self.counters,
            refusal=refusal,
            make_session=self._session,
            welcome=self._welcome,
            plain=Plain(settings.plain.room) if settings.plain.enabled else None,
            ping_seconds=settings.heartbeat.ping_seconds,
            dead_seconds=settings.heartbeat.dead_seconds,
            deflate=settings.server.deflate,
        )
        page = Page(load(web_root()), lambda: self.stores.problem)

        def make_site(**taken: Callable[..., None]) -> BoundedSite:
            return BoundedSite(page, clock=clock, limits=limits, counters=self.counters, **taken)

        self.front = FrontFactory(
            self.factory,
            make_site,
            clock=clock,
            limits=limits,
            counters=self.counters,
            proxies=Proxies(settings.server.trusted_proxies),
            origins=Origins(settings.server.origins),
        )

    async def open(self) -> None:
        """
        Take the data directory, open the store and let operators in; StartError if that cannot be.
        """
        self._guests.rekey(await self.stores.open())
        if self.stores.upkeep is not None and self.stores.data is not None:
            self.stores.upkeep.watch_changes(self._changed)
            operations = Operations(self.stores.log, self.stores.upkeep, self._audience())
            self._door = ControlDoor(self.clock, ControlFactory(operations, self.stores.data))
            self._door.open()

    def _changed(self, room: str) -> None:
        self.rooms.refresh(room)

    async def close(self) -> None:
        """
        Store what is still to be stored, after the last connection is gone.
        """
        if self._door is not None:
            await self._door.close()
        try:
            await self.markers.save()
        finally:
            await self.stores.close()

    async def tidy(self) -> None:
        """
        What is due in the store, every second; read markers every few.
        """
        self._sweeps += 1
        if self._sweeps % SAVE_SWEEPS == 0:
            await self.markers.save()
        if self.stores.upkeep is not None:
            await self.stores.upkeep.tidy()

    def sweep(self) -> None:
        """
        Once a second: every deadline there is.
        """
        self.front.sweep()
        self.factory.sweep()
        self.presence.sweep()
        self.chat.tell_activity()

    def _audience(self) -> Audience:
        return Audience(
            chat=self.chat,
            rooms=self.rooms,
            hub=self.hub,
            writer=self.writer,
            markers=self.markers,
            counters=self.counters,
            sessions=lambda: [protocol.session for protocol in self.factory.live],
        )

    def _session(self, peer: ChatProtocol) -> Session:
        return Session(
            self.chat,
            peer,
            ident=secrets.token_hex(8),
            clock=self.clock,
            limits=self.settings.limits,
            counters=self.counters,
        )

    def _welcome(self, session: Session) -> Welcome:
        limits = self.settings.limits
        return Welcome(
            server=f"chatd/{__version__}",
            session=session.ident,
            user=session.user,
            limits={
                "message": limits.message,
                "text": limits.text,
                "name": limits.name,
                "rooms": limits.rooms_per_session,
                "history": limits.history,
                "signal": limits.signal,
            },
            heartbeat=self.settings.heartbeat.client_seconds,
        )
