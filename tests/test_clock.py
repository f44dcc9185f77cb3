"""
The time of day, and timers that do not depend on it.
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from twisted.internet.asyncioreactor import AsyncioSelectorReactor
from twisted.internet.base import ReactorBase
from twisted.internet.epollreactor import EPollReactor
from twisted.internet.pollreactor import PollReactor
from twisted.internet.selectreactor import SelectReactor

from chatd.clock import DOUBT_SECONDS, CautiousNow, now_ms, use_monotonic_time

START = 1_700_000_000_000
YEAR = 365 * 86_400_000


def test_time_is_in_milliseconds_since_1970() -> None:
    """
    As others count it.
    """
    assert abs(now_ms() - datetime.now(UTC).timestamp() * 1000) < 60_000


@pytest.fixture(params=[EPollReactor, PollReactor, SelectReactor, AsyncioSelectorReactor])
def reactor(request: pytest.FixtureRequest) -> Iterator[ReactorBase]:
    """
    A reactor of the installed Twisted whose own clock is far from the monotonic one.
    """
    made: Callable[[], ReactorBase] = request.param
    made_reactor = made()
    made_reactor.seconds = lambda: time.monotonic() + 1e9
    yield made_reactor
    descriptor: Any
    for descriptor in made_reactor.removeAll():
        descriptor.connectionLost(None)


def test_timers_run_on_monotonic_time(reactor: ReactorBase) -> None:
    """
    Those made before keep the wait they had left, those made after count from now.
    """
    earlier = reactor.callLater(1000, list)
    use_monotonic_time(reactor)
    use_monotonic_time(reactor)
    later = reactor.callLater(1000, list)
    assert reactor.seconds is time.monotonic
    for call in (earlier, later):
        assert 900 < call.getTime() - time.monotonic() <= 1000
    earlier.reset(2000)
    assert 1900 < earlier.getTime() - time.monotonic() <= 2000
    wait = reactor.timeout()
    assert wait is not None
    assert 900 < wait <= 1000


def test_cancelled_timer_is_in_the_way_of_none(reactor: ReactorBase) -> None:
    """
    The reactor keeps it in its heap, which has to stay in order.
    """
    fired: list[str] = []
    cancelled = [reactor.callLater(0, fired.append, "cancelled") for _ in range(3)]
    reactor.callLater(0, fired.append, "earlier")
    # Now they are in the heap.
    reactor.timeout()
    for call in cancelled:
        call.cancel()
    use_monotonic_time(reactor)
    reactor.callLater(0, fired.append, "later")
    reactor.runUntilCurrent()
    assert fired == ["earlier", "later"]


class Day:
    """
    A time of day that can be set, over monotonic time that cannot.
    """

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.ahead = 0
        self.cautious = CautiousNow(self.now, lambda: self.seconds)

    def now(self) -> int:
        """
        What the clock shows.
        """
        return START + round(self.seconds * 1000) + self.ahead

    def error(self) -> int:
        """
        How far what deletes is from what the clock would show if it had not been set.
        """
        return self.cautious() - START - round(self.seconds * 1000)


def test_step_forward_deletes_nothing_for_a_day() -> None:
    """
    And if it is taken back meanwhile, nothing has happened.
    """
    day = Day()
    day.ahead = YEAR
    assert day.error() == 0
    day.seconds += DOUBT_SECONDS - 1
    assert day.error() == 0
    day.ahead = 0
    assert day.error() == 0
    day.ahead = YEAR
    day.seconds += 1
    assert day.error() == 0
    day.seconds += DOUBT_SECONDS
    assert day.error() == YEAR


def test_step_backward_counts_at_once() -> None:
    """
    It deletes less.
    """
    day = Day()
    day.ahead = -YEAR
    assert day.error() == -YEAR


def test_clock_that_is_put_right_little_by_little_is_followed() -> None:
    """
    As NTP does it.
    """
    day = Day()
    for _ in range(100):
        day.seconds += 60
        day.ahead += 30_000
        assert day.error() == day.ahead
