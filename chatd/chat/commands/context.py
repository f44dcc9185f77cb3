"""
What the use cases of a session stand on: the same few objects for all of them.
"""

from typing import TYPE_CHECKING

from chatd.chat.moderation.account_updates import AccountUpdates
from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.moderation.services import ModerationServices
from chatd.chat.rooms.feed import RoomFeed
from chatd.chat.rooms.feeds import RoomFeeds
from chatd.chat.rooms.hub import Hub
from chatd.chat.rooms.presence import Presence
from chatd.chat.rooms.read_markers import ReadMarkers
from chatd.chat.rooms.subscriptions import Subscriptions
from chatd.chat.rooms.write_queue import WriteQueue
from chatd.clock import Clock, Now
from chatd.domain import validation
from chatd.domain.counters import Counters
from chatd.domain.events import LogEvent, RoomChange
from chatd.domain.limits import Limits
from chatd.domain.ratelimit import KeyedRateLimiter, SlowMode
from chatd.errors import Refusal
from chatd.filters.chain import Chain
from chatd.interfaces.accounts import Identity, PeopleStore
from chatd.interfaces.storage import MessageSearch

if TYPE_CHECKING:
    from chatd.chat.session import Session


class ChatContext:
    """
    References, and what more than one use case needs of them.

    `edit_ms` is how long a message may be edited; 0: for ever.  `ignores`: at most so many people can be ignored.
    """

    def __init__(
        self,
        *,
        rooms: RoomFeeds,
        writer: WriteQueue,
        hub: "Hub[Session]",
        presence: Presence,
        markers: ReadMarkers,
        seats: Subscriptions,
        recall: MessageSearch,
        people: PeopleStore,
        identity: Identity,
        authority: Authorizer,
        powers: ModerationServices,
        news: AccountUpdates,
        filters: Chain,
        slow: SlowMode,
        floods: KeyedRateLimiter,
        clock: Clock,
        now: Now,
        limits: Limits,
        counters: Counters,
        guests: bool,
        signals: frozenset[str],
        edit_ms: int = 0,
        ignores: int = 1000,
    ) -> None:
        self._rooms = rooms
        self._writer = writer
        self._hub = hub
        self._presence = presence
        self._markers = markers
        self._seats = seats
        self._recall = recall
        self._people = people
        self._identity = identity
        self._authority = authority
        self._powers = powers
        self._news = news
        self._filters = filters
        self._slow = slow
        self._floods = floods
        self._clock = clock
        self._now = now
        self._limits = limits
        self._counters = counters
        self._guests = guests
        self._signals = signals
        self._edit_ms = edit_ms
        self._ignores = ignores
        self._open = True
        rooms.watch(self._late, self._renewed)

    def close(self) -> None:
        """
        Accept nothing new to store from now on, and let nobody appear to leave.
        """
        self._open = False
        self._presence.freeze()

    def _late(self, event: LogEvent) -> None:
        self._hub.post(event.room, event)

    def _renewed(self, room: str, feed: RoomFeed) -> None:
        self._hub.post(room, RoomChange(room, epoch=None if feed.fleeting else feed.epoch))

    def _need_joined(self, session: "Session", room: str) -> None:
        if room not in session.rooms:
            validation.check_room_id(room)
            raise Refusal("not_joined", f"join {room} first", field="room")

    def _need_right(self, session: "Session", action: str, room: str) -> None:
        # People mostly do again what they did last, and what was decided under the same stamp holds.
        clearance = (session.author, self._authority.stamp, action, room)
        if session.cleared != clearance:
            self._authority.check(session, action, room)
            session.cleared = clearance

    def _need_log(self, room: str, what: str) -> None:
        if self._rooms.feed(room).fleeting:
            raise Refusal("invalid", f"room: {room} keeps nothing, so there is nothing to {what}", field="room")

    def _need_oneself(self, session: "Session") -> None:
        # A back end speaks for somebody where its key says so; what is theirs beside all rooms is not its business.
        if session.avatar is not None and session.avatar.via is not None:
            raise Refusal("forbidden", "only they themselves may do this, not who speaks as them")

    def _need_time(self, session: "Session", cost: float = 1.0) -> None:
        # One person's budget over all of their connections: a second tab is no second one.
        self._floods.take(session.who.id, self._clock.seconds(), cost)
