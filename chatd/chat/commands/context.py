"""
What all command handlers share: collaborators, checks, and the rows of the command table.
"""

from collections.abc import Callable, Coroutine, Iterable
from typing import Any, NamedTuple, Protocol

from chatd.chat.address_budgets import ROW_BYTES, AddressBudgets
from chatd.chat.disk_quota import DiskQuota
from chatd.chat.identities import Identities
from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.query_queue import QueryQueue
from chatd.chat.rooms.feeds import RoomFeeds
from chatd.chat.rooms.hub import Hub
from chatd.chat.rooms.members import RoomMembers
from chatd.chat.rooms.read_markers import ReadMarkers
from chatd.chat.rooms.subscriptions import Subscriptions
from chatd.chat.session import Session
from chatd.clock import Clock, Now
from chatd.domain import validation
from chatd.domain.accounts import Principal, Rate
from chatd.domain.counters import Counters
from chatd.domain.limits import Limits
from chatd.domain.ratelimit import KeyedRateLimiter, OwnRateLimiter
from chatd.errors import Refusal, unavailable
from chatd.protocol.commands import Command
from chatd.protocol.replies import AnyAnswer

ITEMS_PER_TOKEN = 25
"""How many rooms, reports or messages are read from the store for the price of one short message; `benchmarks.prices`
measures it."""

Outcome = AnyAnswer | Coroutine[Any, Any, AnyAnswer] | None
"""An answer, a coroutine that returns one, or None if the commit or the fan-out sends it."""


class CommandRow(NamedTuple):
    """
    One row of the command table.

    `cost` is taken from the budgets of the session and of its address.  `blocks_queue`: later commands wait for its
    answer.  `always_answered`: answered even without a `ref`.  `read_only`: changes nothing for other users.
    `large_answer`: the answer is a page, and one such command runs at a time.  `query`: searches or lists, `change`:
    changes something in the store; the address has a budget of its own for each.
    """

    command: type[Command]
    run: Callable[[Session, Any], Outcome]
    cost: float = 1.0
    login_required: bool = True
    blocks_queue: bool = False
    always_answered: bool = True
    read_only: bool = False
    large_answer: bool = False
    query: bool = False
    change: bool = False


class CommandService(Protocol):
    """
    A set of command handlers.
    """

    def command_rows(self) -> Iterable[CommandRow]:
        """
        The rows of the command table that this service handles.
        """


class ChatContext:
    """
    Collaborators and checks shared by all command handlers of a node.

    `accepting` is false while the node shuts down: nothing new is stored then.
    """

    def __init__(
        self,
        *,
        hub: Hub[Session],
        feeds: RoomFeeds,
        subscriptions: Subscriptions,
        markers: ReadMarkers,
        authorizer: Authorizer,
        members: RoomMembers,
        user_limiter: KeyedRateLimiter,
        address_budgets: AddressBudgets,
        queries: QueryQueue,
        identities: Identities,
        disk_quota: DiskQuota,
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
        self.members = members
        self.clock = clock
        self.now = now
        self.limits = limits
        self.counters = counters
        self.accepting = True
        self.address_budgets = address_budgets
        self.queries = queries
        self.identities = identities
        self.disk_quota = disk_quota
        self._user_limiter = user_limiter
        self._key_limiter = OwnRateLimiter()

    def require_joined(self, session: Session, room: str) -> None:
        """
        Refuse as `not_joined` if the session has not joined `room`.
        """
        if room not in session.rooms:
            validation.check_room_id(room)
            raise Refusal("not_joined", f"join {room} first", field="room")

    def require_permission(self, session: Session, action: str, room: str) -> None:
        """
        Refuse if the session may not do `action` in `room`.  The last positive decision is cached while the version of
        the permissions stays the same: users mostly repeat their last action.
        """
        permission = (session.author, self.authorizer.version, action, room)
        if session.last_permission != permission:
            self.authorizer.require(session, action, room)
            session.last_permission = permission

    def require_log(self, room: str, what: str) -> None:
        """
        Refuse as `invalid` if `room` keeps no messages; `what` is the verb in the text of the refusal.
        """
        if self.feeds.feed(room).ephemeral:
            raise Refusal("invalid", f"room: {room} keeps nothing, so there is nothing to {what}", field="room")

    def require_own_login(self, session: Session) -> None:
        """
        Refuse as `forbidden` if the session is a back end that speaks as the user: it may not change personal data.
        """
        if session.principal is not None and session.principal.via is not None:
            raise Refusal("forbidden", "only they themselves may do this, not who speaks as them")

    def take_budget(self, session: Session, cost: float = 1.0, *, text: str | None = None, data: int = 0) -> None:
        """
        Take `cost` from the budget of the user's connections together, and from that of the address; refused as
        `rate_limited` if one is used up.  `text` is what is to be stored, with so many bytes of `data`.
        """
        self.charge_user(session, cost)
        if text is None:
            self.address_budgets.charge(session, "said", cost)
        else:
            self.disk_quota.check(session)
            self.address_budgets.charge_message(session, cost, ROW_BYTES + len(text.encode()) + data)

    def charge_user(self, session: Session, cost: float = 1.0) -> None:
        """
        Take `cost` from the budget of the user's connections and requests together, or from that of the back end that
        speaks as the user; refused as `rate_limited` if it is used up.
        """
        principal = session.principal
        if principal is None or principal.rate is None:
            self._user_limiter.take(self.identities.debtor_of(session), self.clock.seconds(), cost)
        else:
            rate, burst = principal.rate
            key = principal.via or principal.user.id
            self._key_limiter.take(key, self.clock.seconds(), cost, rate=rate, burst=burst)

    def check_back_end(self, principal: Principal, rate: Rate) -> None:
        """
        Refuse as `rate_limited` if the budget of a back end, which has that `rate`, is used up.
        """
        key = principal.via or principal.user.id
        self._key_limiter.take(key, self.clock.seconds(), 1.0, rate=rate.per_second, burst=rate.burst)
        self._key_limiter.give_back(key, 1.0)

    def refund_user(self, session: Session, cost: float = 1.0) -> None:
        """
        Put back what `charge_user` took.
        """
        principal = session.principal
        if principal is None or principal.rate is None:
            self._user_limiter.give_back(self.identities.debtor_of(session), cost)
        else:
            self._key_limiter.give_back(principal.via or principal.user.id, cost)

    def charge_stored(self, session: Session, *texts: str) -> None:
        """
        Take the bytes of a new row with these texts from the budget of the address; refused as `unavailable` if the
        disk quota is used up.
        """
        self.disk_quota.check(session)
        self._charge_bytes(session, texts)

    def charge_act(self, session: Session, *texts: str) -> None:
        """
        Take the bytes of an act of moderation with these texts from the budget of the address.  The disk quota refuses
        such acts to guests alone: what fills the disk must be stopped by somebody.
        """
        if session.who.guest:
            self.disk_quota.check(session)
        self._charge_bytes(session, texts)

    def _charge_bytes(self, session: Session, texts: Iterable[str]) -> None:
        self.address_budgets.charge(session, "stored", ROW_BYTES + sum(len(text.encode()) for text in texts))

    def charge_made(self, session: Session, *texts: str) -> None:
        """
        Take something new that others see from the budget of the address, and the bytes of its row with these texts.
        """
        self.address_budgets.charge(session, "made")
        self.charge_stored(session, *texts)

    def charge_items(self, session: Session, count: int) -> None:
        """
        Charge the session for the items that were read for an answer, beyond the price of the command: the next
        commands wait for what is owed.
        """
        session.command_budget.charge(self.clock.seconds(), count / ITEMS_PER_TOKEN)

    def require_accepting(self) -> None:
        """
        Refuse as `unavailable` if the node is shutting down.
        """
        if not self.accepting:
            raise unavailable("the server is going down")
