"""
Who speaks on one connection, which rooms it has joined, and what it is told.  Knows no use case.
"""

import math
from collections.abc import Callable

from chatd.clock import Clock
from chatd.domain.accounts import Author, Grants, Principal, author_of
from chatd.domain.addresses import address_group_of
from chatd.domain.counters import Counters
from chatd.domain.events import User
from chatd.domain.limits import Limits
from chatd.domain.ratelimit import Bucket
from chatd.errors import Close, Refusal
from chatd.interfaces.delivery import Connection
from chatd.protocol.commands import Ref
from chatd.protocol.replies import AnyAnswer, refuse

NOBODY = Author(User("", ""))

Clearance = tuple[Author, int, str, str]
"""Who may do something, under which version of the permissions, what, and in which room."""


class Session:
    """
    The state of one connection: its user, what the user may do, the joined rooms, the commands under way.

    `unanswered` commands were taken and are not answered yet.
    """

    operator = False

    def __init__(self, peer: Connection, *, ident: str, clock: Clock, limits: Limits, counters: Counters) -> None:
        now = clock.seconds()
        self.peer = peer
        self.ident = ident
        self.origin = address_group_of(peer.address)
        self.user: User | None = None
        self.principal: Principal | None = None
        self.author = NOBODY
        self.last_permission: Clearance | None = None
        self.expires_at = math.inf
        self.login_by = now + limits.login_seconds
        self.expiry_warned = False
        self.rooms: dict[str, None] = {}
        self.ended = False
        self.unanswered = 0
        self.on_answered: Callable[[], None] = _nothing
        self._clock = clock
        self._limits = limits
        self._counters = counters
        self._refusal_budget = Bucket(limits.commands_per_second, limits.refusals_burst, now)

    @property
    def who(self) -> User:
        """
        The user of a session that has logged in.
        """
        assert self.user is not None
        return self.user

    @property
    def admin(self) -> bool:
        """
        Whether the user is an administrator of the site: see `chatd.domain.accounts.Actor`.
        """
        return self.author.admin

    @property
    def grants(self) -> Grants | None:
        """
        What the token that was shown allows, None for all: see `chatd.domain.accounts.Actor`.
        """
        return self.author.grants

    def may_know_of(self, room: str) -> bool:
        """
        Whether what this session logged in with lets it know of what its user has to do with `room`.
        """
        return self.grants is None or self.grants.allow("read", room)

    def set_principal(self, principal: Principal, now: int) -> None:
        """
        Speak for that principal from now on; `now` is the time of day in milliseconds.
        """
        self.principal = principal
        self.user = principal.user
        self.author = author_of(principal, self.origin)
        self.expiry_warned = False
        self.expires_at = math.inf
        if principal.expires is not None:
            self.expires_at = self._clock.seconds() + (principal.expires - now) / 1000
        self.peer.attend()

    def clear_principal(self) -> None:
        """
        Speak for nobody.
        """
        self.principal = None
        self.user = None
        self.author = NOBODY
        self.expires_at = math.inf
        self.login_by = self._clock.seconds() + self._limits.login_seconds
        self.peer.attend()

    def refuse(self, refusal: Refusal, ref: Ref = None) -> None:
        """
        Answer with `refusal`; close a connection that is refused too often.
        """
        if self.ended:
            return
        self._counters.refused[refusal.code] += 1
        if self._refusal_budget.take(self._clock.seconds()):
            self.answer(refuse(refusal, ref))
        else:
            self.peer.finish(Close.FLOOD, "too many refused commands", 10_000)

    def answer(self, answer: AnyAnswer) -> None:
        """
        Tell this session something, if it is still there.
        """
        if not self.ended:
            self.peer.answer(answer)

    def command_accepted(self) -> None:
        """
        A command was taken that will be answered later.
        """
        self.unanswered += 1

    def command_answered(self) -> None:
        """
        A command that was taken has been answered: what waits for that goes on.
        """
        self.unanswered -= 1
        self.on_answered()

    def take_ping(self) -> bool:
        """
        Whether one more control frame may be answered.
        """
        return self._refusal_budget.take(self._clock.seconds(), 0.2)


def _nothing() -> None:
    return
