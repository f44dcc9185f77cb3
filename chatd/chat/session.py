"""
The state of one connection: its user, the joined rooms, answers and refusals.  Knows no use case.
"""

import math
from collections.abc import Callable

from twisted.logger import Logger

from chatd.clock import Clock
from chatd.domain.accounts import Author, Grants, Principal, author_of
from chatd.domain.addresses import address_group_of, address_network_of
from chatd.domain.counters import Counters
from chatd.domain.events import User
from chatd.domain.inheritance import Lineage
from chatd.domain.limits import Limits
from chatd.domain.ratelimit import Bucket
from chatd.domain.rooms import INBOX
from chatd.errors import Close, Refusal
from chatd.interfaces.delivery import Connection
from chatd.protocol.commands import Ref
from chatd.protocol.replies import AnyAnswer, refuse

NOBODY = Author(User("", ""))


class AddressLoad:
    """
    Whether an address has sent much lately: then what comes from it is read by turns, after others.  `held_up`: some of
    it has waited because the address had taken too much.
    """

    __slots__ = ("heavy", "held_up")

    def __init__(self) -> None:
        self.heavy = False
        self.held_up = False


NO_LOAD = AddressLoad()
"""Of sessions that have sent nothing."""

GrantedPermission = tuple[Author, int, str, str]
"""A permission that was granted: to whom, under which version of the permissions, for which action and room."""


class Session:
    """
    The state of one connection: its user and rights, the joined rooms, the running commands.

    It began at `began` on the clock.  `commands` is the number of commands that were run, `unanswered` of those that
    were accepted and are not answered yet.  Each command is paid for out of `command_budget`.  `on_login` is called
    with `peer` at each login.
    """

    _log = Logger()
    operator = False
    detached = False
    """Whether this is one request without a connection: then its answers do not go through the fan-out."""
    present = True
    """Whether its user is in the list of people of the rooms that it has joined."""

    def __init__(self, peer: Connection, *, ident: str, clock: Clock, limits: Limits, counters: Counters) -> None:
        self.began = now = clock.seconds()
        self.peer = peer
        self.ident = ident
        self.origin = address_group_of(peer.address)
        self.network = address_network_of(peer.address)
        self.user: User | None = None
        self.principal: Principal | None = None
        self.author = NOBODY
        self.load = NO_LOAD
        # Of `chatd.chat.identities`: the users that this connection was before, and whose budgets it uses.
        self.lineage: Lineage | None = None
        self.last_user = ""
        self.debtor = ""
        self.debtor_until = math.inf
        self.last_permission: GrantedPermission | None = None
        self.log_epoch = ""
        self.expires_at = math.inf
        self.login_by = now + limits.login_seconds
        self.expiry_warned = False
        self.rooms: dict[str, None] = {}
        self.ended = False
        self.commands = 0
        self.unanswered = 0
        self.on_answered: Callable[[], None] = _nothing
        self.on_login: Callable[[Connection], None] = _ignore_login
        self._clock = clock
        self._limits = limits
        self._counters = counters
        self.command_budget = Bucket(limits.commands_per_second, limits.commands_burst, now)
        self._refusal_budget = Bucket(limits.commands_per_second, limits.refusals_burst, now)

    @property
    def payer(self) -> str | None:
        """
        The group of addresses that is charged with what this session lets others hear, if it sends much; empty if it
        has no address.
        """
        return (self.origin or "") if self.load.heavy else None

    @property
    def who(self) -> User:
        """
        The user of a logged-in session.
        """
        assert self.user is not None
        return self.user

    @property
    def admin(self) -> bool:
        """
        Whether the user is an administrator of the site.
        """
        return self.author.admin

    @property
    def grants(self) -> Grants | None:
        """
        What the token of the login allows, or None for everything.
        """
        return self.author.grants

    def may_know_of(self, room: str) -> bool:
        """
        Whether the grants of this session allow it to learn of `room`; never of an inbox to a back end that speaks as
        its user.
        """
        if room.startswith(INBOX) and self.principal is not None and self.principal.via is not None:
            return False
        return self.grants is None or self.grants.allow("read", room)

    def set_principal(self, principal: Principal, now: int) -> None:
        """
        Log the session in as `principal`; `now` is the time of day in milliseconds.
        """
        self.principal = principal
        self.user = principal.user
        self.author = author_of(principal, self.origin)
        self.expiry_warned = False
        if principal.rate is not None:
            self.command_budget = Bucket(principal.rate.per_second, principal.rate.burst, self._clock.seconds())
        self.expires_at = math.inf
        if principal.expires is not None:
            self.expires_at = self._clock.seconds() + (principal.expires - now) / 1000
        self.peer.sweep_soon()
        self.on_login(self.peer)

    def clear_principal(self) -> None:
        """
        Log the session out.
        """
        if self.principal is not None and self.principal.rate is not None:
            self.command_budget = Bucket(
                self._limits.commands_per_second, self._limits.commands_burst, self._clock.seconds()
            )
        self.principal = None
        self.user = None
        self.author = NOBODY
        self.expires_at = math.inf
        self.login_by = self._clock.seconds() + self._limits.login_seconds
        self.peer.sweep_soon()

    def refuse(self, refusal: Refusal, ref: Ref = None) -> None:
        """
        Answer with `refusal`; closes the connection, unless there is none, if it is refused too often.
        """
        if self.ended:
            return
        error_id = None
        if not self.detached:
            self._counters.refused["websocket", refusal.code] += 1
            if refusal.code == "internal":
                error_id = self.next_error_id()
                self._log.warn("error {error} was told to {user}", error=error_id, user=self.user and self.user.id)
        if self.detached or self._refusal_budget.take(self._clock.seconds()):
            self.send_answer(refuse(refusal, ref, error_id))
        else:
            self.peer.close_connection(Close.FLOOD, "too many refused commands", 10_000)

    def next_error_id(self) -> str:
        """
        Returns an id for an internal error, which the user and the log are told.
        """
        return f"{self.ident}-{self._counters.refused['websocket', 'internal']}"

    def send_answer(self, answer: AnyAnswer) -> None:
        """
        Send `answer`, unless the session has ended.
        """
        if not self.ended:
            self.peer.send_answer(answer)

    def command_accepted(self) -> None:
        """
        Count a command that will be answered later.
        """
        self.unanswered += 1

    def command_answered(self) -> None:
        """
        Uncount a command that has been answered, and continue those that wait for it.
        """
        self.unanswered -= 1
        self.on_answered()

    def take_ping(self) -> bool:
        """
        Count a ping against the budget of refusals; returns whether to answer it.
        """
        return self._refusal_budget.take(self._clock.seconds(), 0.2)


class StreamSession(Session):
    """
    The session of a stream of events, which only reads.  Its user is in the list of people if `present`.

    `on_log_replaced` is called with a joined room whose log is another one from now on.
    """

    on_log_replaced: Callable[[str], None]


def _ignore_login(peer: Connection) -> None:
    pass


def _nothing() -> None:
    return
