"""
The passwords that wait to be hashed: served in turn by address group, within a share of a core.
"""

from collections import deque
from collections.abc import Callable
from time import thread_time
from typing import Any, Protocol, TypeVar

from msgspec import Struct
from twisted.internet.defer import Deferred, fail

from chatd.clock import Clock
from chatd.domain.addresses import address_group, address_network_of
from chatd.errors import Refusal, unavailable
from chatd.refusal_log import RefusalLog

T = TypeVar("T")

SHORTEST_PAUSE = 0.001
"""Seconds: shorter pauses between two hashes are left out."""


class Work(Protocol):
    """
    Runs calls in worker threads.
    """

    def submit(self, call: Callable[[], T]) -> Deferred[T]:
        """
        Fires in the reactor's thread with what `call` returns or raises.
        """


class Turn(Struct, frozen=True):
    """
    Whose turn a hash takes: that of `group`.  Those that are `first` do not wait behind the others.
    """

    group: str
    first: bool = False


OPERATOR_TURN = Turn("the operator", first=True)


def turn_of_address(address: str | None) -> Turn:
    """
    The turn of a stranger at `address`: an IPv4 address has one, and so has an IPv6 /48.
    """
    if address is None:
        return Turn("all that have no address")
    return Turn(address_network_of(address) or address_group(address))


def turn_of_account(account_id: str) -> Turn:
    """
    The turn of somebody who is signed in as that account, or whose browser was: not behind strangers.
    """
    return Turn(account_id, first=True)


class _Call(Struct, eq=False):
    done: Deferred[Any]
    call: Callable[[], Any]


class _Lane:
    # Calls that wait, by group; the group that is served next comes first.

    def __init__(self, size: int) -> None:
        self._size = size
        self._most = min(size, max(2, size // 4))
        self._groups: dict[str, deque[_Call]] = {}
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def crowded_by(self, group: str) -> str | None:
        """
        Returns None if there is room for one more of `group`, else the group whose newest call has to go for it, which
        may be `group` itself.
        """
        held = len(self._groups.get(group, ()))
        if held >= self._most:
            return group
        if self._length < self._size:
            return None
        longest = max(self._groups, key=lambda one: len(self._groups[one]))
        return longest if len(self._groups[longest]) > held + 1 else group

    def append(self, group: str, call: _Call) -> None:
        self._groups.setdefault(group, deque()).append(call)
        self._length += 1

    def pop_newest(self, group: str) -> _Call:
        calls = self._groups[group]
        call = calls.pop()
        if not calls:
            del self._groups[group]
        self._length -= 1
        return call

    def pop_next(self) -> _Call:
        group = next(iter(self._groups))
        calls = self._groups.pop(group)
        call = calls.popleft()
        if calls:
            # To the end: each group has its turn.
            self._groups[group] = calls
        self._length -= 1
        return call


class HashQueue:
    """
    Runs calls in `threads`, at most `running` at once.  At most `size` calls of strangers wait, and a quarter of them
    (two at least) of one group.  If all places are taken, a group that has fewer takes the place of the newest call of
    the group that has most.  Calls whose turn is `first` have as many places of their own, and every other turn at
    most while strangers wait.

    Calls of strangers use at most `share` of the processor time of `running` cores: after each comes a pause in which
    only calls with a turn that is `first` are run.  What is refused fails as `unavailable` and is logged by `refusals`.
    """

    def __init__(
        self,
        threads: Work,
        clock: Clock,
        *,
        size: int,
        running: int = 1,
        share: float = 1.0,
        refusals: RefusalLog | None = None,
        processor_time: Callable[[], float] = thread_time,
    ) -> None:
        self._threads = threads
        self._clock = clock
        self._free = running
        self._pause_factor = (1 / share - 1) / running
        self._refusals = refusals or RefusalLog(clock)
        self._processor_time = processor_time
        self._first = _Lane(size)
        self._others = _Lane(size)
        self._others_from = 0.0
        self._others_next = False
        self._timer: Any = None

    def check_room(self, turn: Turn) -> None:
        """
        Raise `unavailable` if a call of `turn` would be refused now.
        """
        if self._lane_of(turn).crowded_by(turn.group) == turn.group:
            raise self._refusal(turn.group)

    def submit(self, call: Callable[[], T], turn: Turn) -> Deferred[T]:
        """
        Run `call` when it is its turn; fires with what it returns or raises.
        """
        lane = self._lane_of(turn)
        crowd = lane.crowded_by(turn.group)
        if crowd == turn.group:
            return fail(self._refusal(turn.group))
        if crowd is not None:
            lane.pop_newest(crowd).done.errback(self._refusal(crowd))
        done: Deferred[T] = Deferred()
        lane.append(turn.group, _Call(done, call))
        self._run_next()
        return done

    def close(self) -> None:
        """
        Refuse all calls that wait.
        """
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for lane in (self._first, self._others):
            while lane:
                lane.pop_next().done.errback(unavailable("the server is going down"))

    def _lane_of(self, turn: Turn) -> _Lane:
        return self._first if turn.first else self._others

    def _run_next(self) -> None:
        while self._free and (lane := self._next_lane()) is not None:
            self._free -= 1
            self._others_next = lane is self._first
            call = lane.pop_next()
            self._threads.submit(self._timed(call.call)).addBoth(self._answer, call, paused=lane is self._others)

    def _next_lane(self) -> _Lane | None:
        wait = self._others_from - self._clock.seconds() if self._others else 0.0
        due = bool(self._others) and wait < SHORTEST_PAUSE
        # Who is known may be many accounts of one person: strangers have every other turn.
        if self._first and not (due and self._others_next):
            return self._first
        if due or not self._others:
            return self._others if due else None
        if self._timer is None:
            self._timer = self._clock.callLater(wait, self._pause_over)
        return None

    def _pause_over(self) -> None:
        self._timer = None
        self._run_next()

    def _timed(self, call: Callable[[], T]) -> Callable[[], tuple[T, float]]:
        def run() -> tuple[T, float]:
            begin = self._processor_time()
            result = call()
            return result, self._processor_time() - begin

        return run

    def _answer(self, outcome: Any, call: _Call, *, paused: bool) -> None:
        self._free += 1
        if isinstance(outcome, tuple):
            outcome, used = outcome
            if paused:
                now = self._clock.seconds()
                self._others_from = max(now, self._others_from) + used * self._pause_factor
        call.done.callback(outcome)
        self._run_next()

    def _refusal(self, group: str) -> Refusal:
        self._refusals.record(
            "auth.password_queue",
            "refused a sign-in or registration of {who}: too many passwords wait to be hashed; the settings are"
            " auth.password_queue and auth.password_share, or server.trusted_proxies if that is a proxy",
            who=group,
        )
        return unavailable("too many people are signing in; try again")
