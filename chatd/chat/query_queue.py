"""
When the queries of a session run, so that nobody keeps the readers of the store from others: at once for addresses that
have asked little, else in turn.

A query reads pages, searches or lists.  Some take a hundred times as long as others, which no price per command tells,
so addresses are judged by the time that their queries took.
"""

from collections import deque
from collections.abc import Coroutine
from typing import Any, TypeVar

from twisted.internet.defer import Deferred

from chatd.chat.session import Session
from chatd.clock import Clock
from chatd.domain.limits import Limits
from chatd.domain.recent_usage import RecentUsage
from chatd.errors import Refusal, unavailable
from chatd.refusal_log import RefusalLog

T = TypeVar("T")

LIGHT_SECONDS = 1.0
"""An address whose queries took less than this in the last minute does not wait for those of others."""

AT_ONCE = 2
"""Queries of one address that run at once."""

PAUSE_MAX = 2.0
"""The longest pause after one query."""

WAITING_MAX = 2000
"""Queries that wait, of all addresses; beyond that the newest of the address with most of them is refused."""

GROUP_WAITING_MAX = 500
"""Queries of one address that wait; more are refused."""

RETRY_MS = 5000
"""After so long the client of a refused query may ask again."""


class QueryQueue:
    """
    Runs the queries of all sessions.  Back ends with an API key are no strangers: theirs run at once.

    Addresses whose queries took more than `LIGHT_SECONDS` lately share `limits.heavy_share` of the time: one of their
    queries runs at once, that of the address (IPv6: the /48) that has taken least, and a pause follows.  With a share
    of 1 nothing waits.
    """

    def __init__(self, limits: Limits, clock: Clock, refusals: RefusalLog) -> None:
        self._limits = limits
        self._clock = clock
        self._refusals = refusals
        self._usage = RecentUsage(clock.seconds())
        self._running: dict[str, int] = {}
        self._heavy_running = 0
        self._heavy_from = 0.0
        self._waiting: dict[str, deque[Deferred[bool]]] = {}
        self._length = 0
        self._timer: Any = None
        self._choosing = False

    def __len__(self) -> int:
        return self._length

    def must_wait(self, session: Session) -> bool:
        """
        Whether a query of this session would wait now.
        """
        if self._is_exempt(session):
            return False
        group = _group_of(session)
        return group in self._waiting or self._lane(group) is None

    async def run_query(self, session: Session, query: Coroutine[Any, Any, T]) -> T:
        """
        Run `query` when it is its turn, and return its result.  Refused as `rate_limited` if too many wait.
        """
        if self._is_exempt(session):
            return await query
        group = _group_of(session)
        lane = None if group in self._waiting else self._lane(group)
        try:
            if lane is None:
                heavy = await self._wait(group)
            else:
                heavy = lane == "heavy"
                self._begin(group, heavy=heavy)
        except BaseException:
            query.close()
            raise
        begin = self._clock.seconds()
        try:
            if session.ended:
                query.close()
                raise unavailable("the connection is closed")
            return await query
        finally:
            self._end(group, self._clock.seconds() - begin, heavy=heavy)

    def _is_exempt(self, session: Session) -> bool:
        principal = session.principal
        return (principal is not None and principal.kind == "key") or self._limits.heavy_share >= 1

    def _lane(self, group: str) -> str | None:
        # How a query of the group may run now; None if it has to wait.
        now = self._clock.seconds()
        if self._usage.seconds(group, now) <= LIGHT_SECONDS:
            return "light" if self._running.get(group, 0) < AT_ONCE else None
        return "heavy" if not self._heavy_running and now >= self._heavy_from else None

    def _begin(self, group: str, *, heavy: bool) -> None:
        self._running[group] = self._running.get(group, 0) + 1
        self._heavy_running += heavy

    def _end(self, group: str, seconds: float, *, heavy: bool) -> None:
        now = self._clock.seconds()
        self._running[group] -= 1
        if not self._running[group]:
            del self._running[group]
        self._usage.add(group, seconds, now)
        if heavy:
            self._heavy_running -= 1
            self._heavy_from = now + min(PAUSE_MAX, seconds * (1 / self._limits.heavy_share - 1))
        self._run_next()

    async def _wait(self, group: str) -> bool:
        if len(self._waiting.get(group, ())) >= GROUP_WAITING_MAX:
            raise self._refusal(group)
        turn: Deferred[bool] = Deferred()
        self._waiting.setdefault(group, deque()).append(turn)
        self._length += 1
        if self._length > WAITING_MAX:
            longest = max(self._waiting, key=lambda one: len(self._waiting[one]))
            self._take(longest, newest=True).errback(self._refusal(longest))
        self._run_next()
        return await turn

    def _run_next(self) -> None:
        if self._choosing:
            # Called by a query that has ended within the loop below, which goes on by itself.
            return
        self._choosing = True
        # Those that have taken least first.
        for group in sorted(self._waiting, key=self._usage.of):
            while group in self._waiting and (lane := self._lane(group)) is not None:
                heavy = lane == "heavy"
                self._begin(group, heavy=heavy)
                self._take(group).callback(heavy)
        self._choosing = False
        if self._waiting and self._timer is None and not self._heavy_running:
            wait = self._heavy_from - self._clock.seconds()
            if wait > 0:
                self._timer = self._clock.callLater(wait, self._pause_over)

    def _pause_over(self) -> None:
        self._timer = None
        self._run_next()

    def _take(self, group: str, *, newest: bool = False) -> Deferred[bool]:
        turns = self._waiting[group]
        turn = turns.pop() if newest else turns.popleft()
        if not turns:
            del self._waiting[group]
        self._length -= 1
        return turn

    def _refusal(self, group: str) -> Refusal:
        self._refusals.record(
            "limits.heavy_share",
            "refused queries of {who}, of which too many wait: searches, pages and lists of addresses that ask much are"
            " run in turn; the setting is limits.heavy_share, or server.trusted_proxies if that is a proxy",
            who=group or "all that have no address",
        )
        return Refusal("rate_limited", "too many searches and lists from your address wait", retry_after=RETRY_MS)


def _group_of(session: Session) -> str:
    return session.network or session.origin or ""
