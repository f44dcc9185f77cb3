"""
The time of day.
"""

from datetime import UTC, datetime

from chatd.wallclock import now_ms


def test_time_is_in_milliseconds_since_1970() -> None:
    """
    As others count it.
    """
    assert abs(now_ms() - datetime.now(UTC).timestamp() * 1000) < 60_000
