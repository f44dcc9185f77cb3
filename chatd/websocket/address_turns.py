"""
Shares the reactor's time out to connections that must not delay others, by turns of their address groups: those first
that have taken least of it lately.

These are the connections on which nobody is logged in (HTTP, handshakes, commands before a login), which get a bounded
share of one core, and those of addresses that send much.  What all others send is never delayed by more than a little
in each turn of the reactor.
"""

from collections import OrderedDict
from collections.abc import Callable
from heapq import heapify, heappop, heappush
from itertools import count
from typing import Any, Protocol

from twisted.logger import Logger

from chatd.clock import Clock, no_time
from chatd.domain.ratelimit import Bucket
from chatd.domain.recent_usage import RecentUsage
from chatd.refusal_log import RefusalLog

SLICE_SECONDS = 0.001
"""Processor time in one turn of the reactor; the work that reaches it is not interrupted."""

SLICE_MAX = 0.002
"""The same after a long turn of the reactor, in which more than a slice of the share has waited: otherwise those who
are logged in and busy would leave less than their share to those who are not."""

PERIOD_SECONDS = 30.0
"""The share is that of this time: so much more may come at once, as when all people come back after a restart."""

HEAVY_PERIOD_SECONDS = 3.0
"""The same for addresses that send much."""

BUSY_SECONDS = 0.25
"""Processor time: an address that has taken more in the last minute is busy, and with all that are, has at most the
share of `BUSY_PERIOD_SECONDS` at once.  Some 200 people who log in take so much."""

LITTLE_SECONDS = 0.005
"""Addresses that have taken less in the last minute are equal, and come in order of arrival: who has shaken hands and
logs in now is not overtaken by all who come later and have taken nothing yet."""

BUSY_PERIOD_SECONDS = 1.0

BUSY_PART = 0.5
"""Of what comes before a login, busy addresses together have this part of the share: the rest is left to those who come
now and then."""

ALONE_SECONDS = 10.0
"""After so long without another group, a group does not pay for what it lets others hear: it may be all people of a
site, behind one address."""

REFUSED_FACTOR = 2.0
"""What is refused is charged so many times: reading and answering it took as much outside of the turn."""

YIELD_SECONDS = 0.02
"""So long, at most, work waits for what is more urgent: a commit, whose thread shares the core with the reactor."""

YIELD_STEP = 0.002
"""Between two looks whether that is over."""

_STALE_MAX = 100

WAITING_MAX = 16 * 1024 * 1024
"""Bytes that wait, of all connections.  With more, connections of the address group with most of them are refused."""


class AddressTurn(Protocol):
    """
    A connection that has work to do.  Hashable by identity.
    """

    @property
    def turn_group(self) -> str | None:
        """
        The group of addresses that it takes turns with others for; None for those without an address.
        """

    @property
    def waiting_bytes(self) -> int:
        """
        How many bytes it holds until its turn.
        """

    def run_turn(self) -> None:
        """
        Do a small part of the work, and schedule the rest of it.  Does nothing if the connection is closed.
        """

    def refuse_turn(self) -> None:
        """
        Drop the work and close the connection: too much waits.
        """


class _Group:
    # The connections of an address group that wait, in order, with their bytes; and the number of its place.

    __slots__ = ("place", "size", "turns")

    def __init__(self) -> None:
        self.turns: OrderedDict[AddressTurn, int] = OrderedDict()
        self.size = 0
        self.place = 0


def _not_urgent() -> bool:
    return False


class AddressTurns:
    """
    Runs the work of connections: at once while they have taken little, else by turns.

    `share` is what all of them get of one core in `period` seconds, and `setting` the one in ``[limits]`` that bounds
    them; busy addresses together get `busy_part` of it.  `measure` returns the processor time of the reactor's thread
    in seconds, and `urgent` whether something else needs the processor now: then nothing is run for up to
    `YIELD_SECONDS`.
    """

    _log = Logger()

    def __init__(
        self,
        clock: Clock,
        *,
        share: float = 1.0,
        period: float = PERIOD_SECONDS,
        busy_part: float = 1.0,
        setting: str = "anonymous_share",
        measure: Callable[[], float] = no_time,
        urgent: Callable[[], bool] = _not_urgent,
        refusals: RefusalLog | None = None,
    ) -> None:
        self._clock = clock
        self._measure = measure
        self._urgent = urgent
        self._ran_at = clock.seconds()
        self._setting = setting
        self._period = period
        self._busy_part = busy_part if share < 1 else 1.0
        self._refusals = refusals or RefusalLog(clock)
        self._fill_budgets(share)
        self._groups: dict[str | None, _Group] = {}
        # A heap of the groups that wait, those first that have taken least: their use, the number of the place, which
        # is the order among equals, and the name.  Places of groups that have left stay until they would be first.
        self._order: list[tuple[float, int, str | None]] = []
        self._numbers = count()
        self._usage = RecentUsage(clock.seconds())
        self._size = 0
        self._left = SLICE_SECONDS
        self._waited_since = 0.0
        self._next: Any = None
        self._next_at = 0.0
        self._running: AddressTurn | None = None
        self._begun = 0.0
        self._waived = False
        self._refused = False
        # Who was charged last, and when another group was before.
        self._last: str | None = ""
        self._joined_at = clock.seconds()

    def set_share(self, share: float) -> None:
        """
        Changes the share; all of its budget is there then.
        """
        if share != self._budget.rate:
            self._fill_budgets(share)

    def _fill_budgets(self, share: float) -> None:
        now = self._clock.seconds()
        self._budget = Bucket(share, share * self._period, now)
        # What busy addresses take comes out of both.
        busy = share * self._busy_part
        self._busy_budget = Bucket(busy, busy * BUSY_PERIOD_SECONDS, now)
        # Of the time in which work waits.
        self._limited = share < 1
        self._share_of_wait = share if self._limited else 0.0

    @property
    def waiting(self) -> int:
        """
        How many connections wait.
        """
        return sum(len(group.turns) for group in self._groups.values())

    def schedule(self, turn: AddressTurn, *, known: bool = False) -> bool:
        """
        Run `turn` now, or in a later turn of the reactor; returns whether it ran.  Once it has run it may be scheduled
        again.

        With `known` it is run now, whoever waits: its last work was that of a back end, which has a budget of its own.
        It is charged to the share unless its sender is found to be known once more (`waive`).
        """
        if self._running is not None and self._running is not turn:
            # One connection whose protocol has just been replaced: it is its turn.
            self._running = turn
            turn.run_turn()
            return True
        if known and self._running is None:
            self._run_known(turn)
            return True
        if self._running is None and not self._groups and self._left > 0 and self._may_run(turn.turn_group):
            self._run(turn)
            return True
        size = turn.waiting_bytes
        group = self._groups.get(turn.turn_group)
        if group is None:
            if not self._groups:
                self._waited_since = self._clock.seconds()
            group = self._groups[turn.turn_group] = _Group()
            self._line_up(turn.turn_group, group)
        group.turns[turn] = size
        group.size += size
        self._size += size
        missing = self._lacks(turn.turn_group)
        if missing is not None and len(group.turns) == 1:
            self._record_wait(turn.turn_group)
        self._run_soon(missing or 0.0)
        if self._size > WAITING_MAX:
            self._refuse_one()
        return False

    def may_continue(self) -> bool:
        """
        Whether the turn that runs may do more of its work: nobody else waits, and it has taken little.
        """
        return not self._groups and self._measure() - self._begun < self._left

    def waive(self) -> None:
        """
        The turn that runs is the work of somebody who is known: it is not charged to the share.
        """
        self._waived = True

    def mark_refused(self) -> None:
        """
        The turn that runs is work that was refused: its address is busy from now on, whatever it has taken.
        """
        self._refused = True

    def charge(self, payer: str, seconds: float) -> None:
        """
        Charge a group of addresses, or those without one (""), with work that was done outside of its turns.  Within a
        turn, all is charged at its end.  A group that has been the only one for `ALONE_SECONDS` pays nothing: nobody
        takes turns with it.
        """
        group, now = payer or None, self._clock.seconds()
        if self._running is None and (group != self._last or now - self._joined_at < ALONE_SECONDS):
            self._charge(group, seconds, now)

    def is_busy(self, group: str | None) -> bool:
        """
        Whether a group of addresses has taken so much lately that it waits for a share of `BUSY_PERIOD_SECONDS`.
        """
        return self._is_busy(group, self._clock.seconds())

    def forget(self, turn: AddressTurn) -> None:
        """
        The connection is closed: it does not wait any more.
        """
        group = self._groups.get(turn.turn_group)
        if group is not None and turn in group.turns:
            self._remove_turn(turn.turn_group, group, turn)

    def _run(self, turn: AddressTurn) -> None:
        # It may have no address any more once its connection is closed.
        group = turn.turn_group
        self._begun = self._measure()
        self._run_turn(turn)
        spent = self._measure() - self._begun
        self._left -= spent
        self._ran_at = now = self._clock.seconds()
        self._charge_turn(group, spent, now)
        self._run_soon(0)

    def _run_known(self, turn: AddressTurn) -> None:
        # Takes nothing of the slice.  The clock costs less than to measure, and is good enough for what is rare.
        group, begun = turn.turn_group, self._clock.seconds()
        self._run_turn(turn)
        now = self._clock.seconds()
        self._charge_turn(group, now - begun, now)

    def _run_turn(self, turn: AddressTurn) -> None:
        self._running = turn
        self._waived = self._refused = False
        try:
            turn.run_turn()
        except Exception:
            self._log.failure("the work of a connection failed")
        finally:
            self._running = None

    def _charge_turn(self, group: str | None, spent: float, now: float) -> None:
        if self._waived:
            return
        if self._refused:
            spent *= REFUSED_FACTOR
            if not self._is_busy(group, now):
                self._usage.add(group, 2 * BUSY_SECONDS, now)
        self._charge(group, spent, now)

    def _charge(self, group: str | None, seconds: float, now: float) -> None:
        if group != self._last:
            self._last, self._joined_at = group, now
        self._budget.charge(now, seconds)
        if self._is_busy(group, now):
            self._busy_budget.charge(now, seconds)
        if self._usage.add(group, seconds, now):
            self._line_up_again()

    def _run_soon(self, seconds: float) -> None:
        if self._next is None:
            self._next = self._clock.callLater(seconds, self._run_waiting)
            self._next_at = self._clock.seconds() + seconds
        elif self._clock.seconds() + seconds < self._next_at:
            # It was to wait for the budget of busy addresses.
            self._next.reset(seconds)
            self._next_at = self._clock.seconds() + seconds

    def _run_waiting(self) -> None:
        self._next = None
        if self._yields():
            self._run_soon(YIELD_STEP)
            return
        waited = self._clock.seconds() - self._waited_since if self._groups else 0.0
        self._left = max(SLICE_SECONDS, min(self._share_of_wait * waited, SLICE_MAX))
        self._waited_since += waited
        while self._groups and self._left > 0:
            _, place, name = self._order[0]
            group = self._groups.get(name)
            if group is None or group.place != place:
                heappop(self._order)
                continue
            if (missing := self._lacks(name)) is not None:
                # The others have taken at least as much.
                self._record_wait(name)
                self._run_soon(missing)
                return
            heappop(self._order)
            turn = next(iter(group.turns))
            self._remove_turn(name, group, turn)
            self._run(turn)
            if group.turns:
                self._line_up(name, group)

    def _line_up(self, name: str | None, group: _Group) -> None:
        group.place = next(self._numbers)
        heappush(self._order, (self._rank(name), group.place, name))
        if len(self._order) > 2 * len(self._groups) + _STALE_MAX:
            self._line_up_again()

    def _line_up_again(self) -> None:
        self._order = [(self._rank(name), group.place, name) for name, group in self._groups.items()]
        heapify(self._order)

    def _rank(self, name: str | None) -> float:
        little = self._usage.seconds(name, self._clock.seconds()) < LITTLE_SECONDS
        return 0.0 if little else self._usage.of(name)

    def _may_run(self, group: str | None) -> bool:
        return self._lacks(group) is None and not self._yields()

    def _yields(self) -> bool:
        return self._urgent() and self._clock.seconds() - self._ran_at < YIELD_SECONDS

    def _lacks(self, group: str | None) -> float | None:
        # None if a group may have a turn, else the seconds until then.
        now = self._clock.seconds()
        budgets = (self._budget, self._busy_budget) if self._is_busy(group, now) else (self._budget,)
        waits = [budget.wait(SLICE_SECONDS) for budget in budgets if not budget.take(now, 0.0)]
        return max(waits, default=None)

    def _is_busy(self, group: str | None, now: float) -> bool:
        return self._limited and self._usage.seconds(group, now) > BUSY_SECONDS

    def _remove_turn(self, name: str | None, group: _Group, turn: AddressTurn) -> None:
        size = group.turns.pop(turn)
        group.size -= size
        self._size -= size
        if not group.turns:
            del self._groups[name]

    def _refuse_one(self) -> None:
        name, group = max(self._groups.items(), key=lambda item: item[1].size)
        turn = next(reversed(group.turns))
        self._remove_turn(name, group, turn)
        self._record_wait(name)
        turn.refuse_turn()

    def _record_wait(self, name: str | None) -> None:
        self._refusals.record(
            f"limits.{self._setting}",
            "let connections of {who} wait, which take too much of the processor; the setting is"
            " limits.{setting}, or server.trusted_proxies if that is a proxy",
            who=name or "all that have no address",
            setting=self._setting,
        )
