"""
Puts one node together: everything that lives as long as the process, and who knows whom.
"""

import random
import secrets
from collections.abc import Callable

from chatd import __version__
from chatd.addresses import Proxies
from chatd.answers import Welcome
from chatd.auth.guests import Guests
from chatd.chat import Chat
from chatd.counters import Counters
from chatd.dialects import Plain
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
from chatd.storage.memory import MemoryStore
from chatd.storage.memory_recall import MemoryRecall
from chatd.websocket import ChatFactory, ChatProtocol
from chatd.writer import Writer


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
        history = settings.history
        store = MemoryStore(keep=history.keep, rooms=history.rooms, in_use=self.hub.occupied)
        recall = MemoryRecall(store)
        self.markers = Markers(recall)
        self.writer = Writer(store, clock, recheck=verdict, committed=self.hub.flush)
        self.presence = Presence(
            self.hub,
            clock,
            grace=settings.presence.grace_seconds,
            interval=settings.presence.interval_seconds,
            named=settings.presence.named,
        )
        self.chat = Chat(
            rooms=Rooms(store, history.tail),
            writer=self.writer,
            hub=self.hub,
            presence=self.presence,
            markers=self.markers,
            recall=recall,
            identity=Guests(secrets.token_bytes(32)),
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
        page = Page(load(web_root()))

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

    def sweep(self) -> None:
        """
        Once a second: every deadline there is.
        """
        self.front.sweep()
        self.factory.sweep()
        self.presence.sweep()
        self.chat.tell_activity()

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
