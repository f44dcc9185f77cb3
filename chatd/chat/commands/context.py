"""
What the command handlers share: collaborators, checks, and the form of a row of the command table.
"""

from collections.abc import Callable, Coroutine
from typing import Any, NamedTuple

from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.rooms.feeds import RoomFeeds
from chatd.chat.rooms.hub import Hub
from chatd.chat.rooms.read_markers import ReadMarkers
from chatd.chat.rooms.subscriptions import Subscriptions
from chatd.chat.session import Session
from chatd.clock import Clock, Now
from chatd.domain import validation
from chatd.domain.counters import Counters
from chatd.domain.limits import Limits
from chatd.domain.ratelimit import KeyedRateLimiter
from chatd.errors import Refusal, unavailable
from chatd.protocol.commands import Command
from chatd.protocol.replies import AnyAnswer

Outcome = AnyAnswer | Coroutine[Any, Any, AnyAnswer] | None
"""An answer, a coroutine that makes one, or None if the answer comes with the commit or the fan-out."""


class CommandRow(NamedTuple):
    """
    One row of the command table: who may send a command, what it costs, and whether what follows waits for its answer.

    `always`: answered even without a `ref`.  `reads`: nothing is different afterwards for anybody but the session.
    `page`: its answer may be large, and one such is made at a time.
    """

    command: type[Command]
    run: Callable[[Session, Any], Outcome]
    cost: float = 1.0
    login_required: bool = True
    blocks_queue: bool = False
    always_answered: bool = True
    read_only: bool = False
    large_answer: bool = False


class ChatContext:
    """
    Collaborators and checks shared by all command handlers of a node.

    `accepting` is false once the node goes down: nothing new is stored then.
    """

    def __init__(
        self,
        *,
        hub: Hub[Session],
        feeds: RoomFeeds,
        subscriptions: Subscriptions,
        markers: ReadMarkers,
        authorizer: Authorizer,
        user_limiter: KeyedRateLimiter,
        clock: Clock,
        now: Now,
        limits: Limits,
        counters: Counters,
    ) -> None:
        self.hub = hub
        self.feeds = feeds
        self.subscriptions = subscriptions
        self.markers = markers
        self.authorizer = authorizer
        self.clock = clock
        self.now = now
        self.limits = limits
        self.counters = counters
        self.accepting = True
        self._user_limiter = user_limiter

    def require_joined(self, session: Session, room: str) -> None:
        """
        Refuse as `not_joined` what is about a room that the session has not joined.
        """
        if room not in session.rooms:
            validation.check_room_id(room)
            raise Refusal("not_joined", f"join {room} first", field="room")

    def require_permission(self, session: Session, action: str, room: str) -> None:
        """
        Refuse an `action` that the session may not do in `room`.  A positive decision is remembered for as long as the
        version of the permissions is the same: people mostly do again what they did last.
        """
        clearance = (session.author, self.authorizer.version, action, room)
        if session.last_permission != clearance:
            self.authorizer.require(session, action, room)
            session.last_permission = clearance

    def require_log(self, room: str, what: str) -> None:
        """
        Refuse as `invalid` what cannot be done in a room that keeps nothing; `what` is the verb of the refusal.
        """
        if self.feeds.feed(room).ephemeral:
            raise Refusal("invalid", f"room: {room} keeps nothing, so there is nothing to {what}", field="room")

    def require_own_login(self, session: Session) -> None:
        """
        Refuse as `forbidden` a back end that speaks for somebody: what is theirs beside all rooms is not its business.
        """
        if session.principal is not None and session.principal.via is not None:
            raise Refusal("forbidden", "only they themselves may do this, not who speaks as them")

    def take_budget(self, session: Session, cost: float = 1.0) -> None:
        """
        Take `cost` from the budget that a user has over all of their connections, or refuse as `rate_limited`.
        """
        self._user_limiter.take(session.who.id, self.clock.seconds(), cost)

    def require_accepting(self) -> None:
        """
        Refuse as `unavailable` what would be stored while the node goes down.
        """
        if not self.accepting:
            raise unavailable("the server is going down")
