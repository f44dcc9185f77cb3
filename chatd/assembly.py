"""
The use cases of a node, put together: who knows whom.

Everything they need of the world comes in; what is made here lives as long as the node.
"""

from collections.abc import Callable, Collection, Iterable

from msgspec import Struct

from chatd.addresses import group_of
from chatd.archive import Catalogue
from chatd.audience import Audience
from chatd.auth.identity import Avatar
from chatd.auth.ports import People
from chatd.authority import Authority, author_of
from chatd.chat import Chat
from chatd.counters import Counters
from chatd.filters.chain import Chain
from chatd.floods import Floods
from chatd.hub import Hub
from chatd.limits import Limits
from chatd.markers import Markers
from chatd.membership import Bounds
from chatd.news import News
from chatd.places import Places
from chatd.ports import Clock, Identity, Marks, Now, Recall, Store
from chatd.powers import Powers
from chatd.presence import Presence
from chatd.roles import Rules
from chatd.rooms import Rooms
from chatd.roster import Roster
from chatd.sanctions import Sanctions
from chatd.seats import Seats
from chatd.session import Session
from chatd.slowmode import SlowMode
from chatd.terms import Retention
from chatd.writer import Writer


class Kept(Struct, frozen=True):
    """
    All that is kept: the parts of a store.
    """

    log: Store
    marks: Marks
    recall: Recall
    people: People
    roster: Roster
    catalogue: Catalogue


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
    `hub`, `presence`, `rooms`, `writer`, `markers`, `authority`, `audience`, `powers`, `news` and `chat`.

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
        self.markers = Markers(kept.marks)
        self.writer = Writer(kept.log, clock, committed=hub.step, most=customs.queue)
        self.rooms = Rooms(kept.log, customs.tail, customs.retention, page_bytes=limits.page_bytes)
        self.presence = Presence(
            hub,
            clock,
            grace=customs.grace,
            interval=customs.interval,
            named=customs.named,
            page_bytes=limits.page_bytes,
        )
        places = Places(kept.roster, customs.rules)
        self.authority = Authority(rules=customs.rules, places=places, book=Sanctions(), accounts=kept.people, now=now)
        seats = Seats(hub=hub, rooms=self.rooms, places=places, presence=self.presence, markers=self.markers)
        self.audience = Audience(
            authority=self.authority,
            seats=seats,
            rooms=self.rooms,
            hub=hub,
            writer=self.writer,
            markers=self.markers,
            counters=counters,
            sessions=sessions,
        )
        self.powers = Powers(
            authority=self.authority,
            accounts=kept.people,
            roster=kept.roster,
            catalogue=kept.catalogue,
            log=kept.log,
            live=self.audience,
            now=now,
            retention=customs.retention,
            bounds=Bounds(limits.memberships, limits.members, limits.sanctions),
            configured=customs.configured,
        )
        self.news = News(
            hub=hub,
            presence=self.presence,
            authority=self.authority,
            audience=self.audience,
            roster=kept.roster,
            sessions=sessions,
        )
        self._slow = SlowMode()
        self._floods = Floods(limits.user_per_second, float(limits.user_burst))
        self.chat = Chat(
            rooms=self.rooms,
            writer=self.writer,
            hub=hub,
            presence=self.presence,
            markers=self.markers,
            seats=seats,
            recall=kept.recall,
            people=kept.people,
            identity=identity,
            authority=self.authority,
            powers=self.powers,
            news=self.news,
            filters=customs.filters,
            slow=self._slow,
            floods=self._floods,
            clock=clock,
            now=now,
            limits=limits,
            counters=counters,
            guests=customs.guests,
            signals=customs.signals,
            edit_ms=customs.edit_ms,
            ignores=customs.ignores,
        )

    def pay(self, user_id: str) -> None:
        """
        Take what one request elsewhere costs from that user's budget, or refuse as `rate_limited`.
        """
        self._floods.take(user_id, self._clock.seconds())

    def check_voice(self, avatar: Avatar, address: str | None) -> None:
        """
        Refuse somebody who comes from `address` elsewhere, and on whom a ban or a mute of the site is.
        """
        self.authority.check_voice(author_of(avatar, group_of(address)))

    def sweep(self, aging_now: int) -> None:
        """
        Once a second: what has a time, and is nobody's deadline. `aging_now` is the time for what deletes by age.
        """
        now = self._clock.seconds()
        self.presence.sweep()
        self.powers.discipline.expire(aging_now)
        self._slow.sweep(now)
        self._floods.sweep(now)
        self.chat.tell_activity()
