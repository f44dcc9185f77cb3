"""
Numbers and times as the command `chatd` prints them.
"""

from datetime import UTC, datetime

_TIME_MAX = datetime(9999, 12, 31, tzinfo=UTC).timestamp() * 1000
_TIME_MIN = datetime(1, 1, 2, tzinfo=UTC).timestamp() * 1000


def format_count(number: int, what: str) -> str:
    """
    Returns ``1 room`` or ``2 rooms``.
    """
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def format_duration(milliseconds: int) -> str:
    """
    Returns ``5 seconds``, ``1 second`` or ``0.25 seconds``; ``off`` for 0.
    """
    if not milliseconds:
        return "off"
    if milliseconds % 1000 == 0:
        return format_count(milliseconds // 1000, "second")
    return f"{milliseconds / 1000} seconds"


def format_time(time: int | None) -> str:
    """
    Returns a time in milliseconds since 1970 as date and time in UTC; ``never`` for None.
    """
    if time is None:
        return "never"
    if time > _TIME_MAX:
        return "after the year 9999"
    if time < _TIME_MIN:
        return "before the year 1"
    return f"{datetime.fromtimestamp(time / 1000, UTC):%Y-%m-%d %H:%M:%S}Z"
