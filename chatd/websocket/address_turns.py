"""
Shares the reactor's time out to connections that must not delay others, by turns of their address groups.

These are the connections on which nobody is logged in (HTTP, handshakes, commands before a login), which get a bounded
share of one core, and those of addresses that send much.  What all others send is never delayed by more than a little
in each turn of the reactor.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Protocol

from twisted.logger import Logger

from chatd.clock import Clock
from chatd.domain.ratelimit import Bucket
from chatd.refusal_log import RefusalLog

SLICE_SECONDS = 0.001
"""Processor time in one turn of the reactor; the work that reaches it is not interrupted."""

PERIOD_SECONDS = 30.0
"""The share is that of this time: so much more may come at once, as when all people come back after a restart."""

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
    # The connections of an address group that wait, in order, with their bytes.

    __slots__ = ("size", "turns")

    def __init__(self) -> None:
        self.turns: OrderedDict[AddressTurn, int] = OrderedDict()
        self.size = 0


def _no_time() -> float:
    return 0.0


class AddressTurns:
    """
    Runs the work of connections: at once while they have taken little, else by turns.

    `share` is what all of them get of one core, and `setting` the one in ``[limits]`` that bounds them; `measure`
    returns the processor time of the reactor's thread in seconds.
    """

    _log = Logger()

    def __init__(
        self,
        clock: Clock,
        *,
        share: float = 1.0,
        setting: str = "anonymous_share",
        measure: Callable[[], float] = _no_time,
        refusals: RefusalLog | None = None,
    ) -> None:
        self._clock = clock
        self._measure = measure
        self._setting = setting
        self._refusals = refusals or RefusalLog(clock)
        self._budget = Bucket(share, share * PERIOD_SECONDS, clock.seconds())
        # The group whose turn it is first.
        self._groups: OrderedDict[str | None, _Group] = OrderedDict()
        self._size = 0
        self._left = SLICE_SECONDS
        self._next: Any = None
        self._running: AddressTurn | None = None
        self._begun = 0.0
        self._waived = False

    def set_share(self, share: float) -> None:
        """
        Changes the share; all of its budget is there then.
        """
        if share != self._budget.rate:
            self._budget = Bucket(share, share * PERIOD_SECONDS, self._clock.seconds())

    @property
    def waiting(self) -> int:
        """
        How many connections wait.
        """
        return sum(len(group.turns) for group in self._groups.values())

    def schedule(self, turn: AddressTurn) -> bool:
        """
        Run `turn` now, or in a later turn of the reactor; returns whether it ran.  Once it has run it may be scheduled
        again.
        """
        if self._running is not None and self._running is not turn:
            # One connection whose protocol has just been replaced: it is its turn.
            self._running = turn
            turn.run_turn()
            return True
        if self._running is None and not self._groups and self._left > 0 and self._has_budget():
            self._run(turn)
            return True
        size = turn.waiting_bytes
        group = self._groups.get(turn.turn_group)
        if group is None:
            group = self._groups[turn.turn_group] = _Group()
        group.turns[turn] = size
        group.size += size
        self._size += size
        self._run_soon(0)
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

    def forget(self, turn: AddressTurn) -> None:
        """
        The connection is closed: it does not wait any more.
        """
        group = self._groups.get(turn.turn_group)
        if group is not None and turn in group.turns:
            self._remove_turn(turn.turn_group, group, turn)

    def _run(self, turn: AddressTurn) -> None:
        self._running = turn
        self._waived = False
        self._begun = self._measure()
        try:
            turn.run_turn()
        except Exception:
            self._log.failure("the work of a connection failed")
        finally:
            self._running = None
        spent = self._measure() - self._begun
        self._left -= spent
        if not self._waived:
            self._budget.charge(self._clock.seconds(), spent)
        self._run_soon(0)

    def _run_soon(self, seconds: float) -> None:
        if self._next is None:
            self._next = self._clock.callLater(seconds, self._run_waiting)

    def _run_waiting(self) -> None:
        self._next = None
        self._left = SLICE_SECONDS
        while self._groups and self._left > 0:
            if not self._has_budget():
                self._record_wait()
                self._run_soon(self._budget.wait(SLICE_SECONDS))
                return
            name, group = next(iter(self._groups.items()))
            turn = next(iter(group.turns))
            self._remove_turn(name, group, turn)
            if group.turns:
                self._groups.move_to_end(name)
            self._run(turn)

    def _has_budget(self) -> bool:
        return self._budget.take(self._clock.seconds(), 0.0)

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
        self._record_wait()
        turn.refuse_turn()

    def _record_wait(self) -> None:
        name = max(self._groups, key=lambda name: len(self._groups[name].turns), default=None)
        self._refusals.record(
            f"limits.{self._setting}",
            "let connections wait, most of them of {who}, which take too much of the processor; the setting is"
            " limits.{setting}, or server.trusted_proxies if that is a proxy",
            who=name or "all that have no address",
            setting=self._setting,
        )
