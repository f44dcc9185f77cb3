"""
What the command prints: sentences for people, or JSON for programs.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec

from chatd.server.streams import Writable

Value = dict[str, Any]

_TIME_MAX = datetime(9999, 12, 31, tzinfo=UTC).timestamp() * 1000
_TIME_MIN = datetime(1, 1, 2, tzinfo=UTC).timestamp() * 1000


class Printer:
    """
    Prints to `out`; with `json`, every value as one line of JSON.
    """

    def __init__(self, out: Writable, *, json: bool) -> None:
        self._out = out
        self._json = json

    def value(self, value: Value, say: Callable[[Value], str]) -> None:
        """
        One thing, which `say` puts into words.
        """
        text = msgspec.json.encode(value).decode() if self._json else say(value)
        print(text, file=self._out)


def count(number: int, what: str) -> str:
    """
    ``1 room`` or ``2 rooms``.
    """
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def duration(milliseconds: int) -> str:
    """
    ``5 seconds``, ``1 second`` or ``0.25 seconds``; ``off`` for 0.
    """
    if not milliseconds:
        return "off"
    return count(milliseconds // 1000, "second") if milliseconds % 1000 == 0 else f"{milliseconds / 1000} seconds"


def moment(time: int | None) -> str:
    """
    Milliseconds since 1970 as people write them, in UTC; ``never`` for None.
    """
    if time is None:
        return "never"
    if time > _TIME_MAX:
        return "after the year 9999"
    if time < _TIME_MIN:
        return "before the year 1"
    return f"{datetime.fromtimestamp(time / 1000, UTC):%Y-%m-%d %H:%M:%S}Z"


def status(value: Value) -> str:
    """
    How things are, a line each.
    """
    daemon = f"running, chatd {value['version']}" if value["running"] else "not running"
    lines = {"daemon": daemon}
    if value["running"]:
        lines |= {
            "connections": f"{value['connections']} now, {value['accepted']} since the start",
            "users": f"{value['users']} online",
            "messages": f"{value['messages']} since the start, {value['deliveries']} deliveries",
            "queue": f"{count(value['queue'], 'message')} waiting for the store, {value['refused']} refused",
        }
    lines |= {"store": value["problem"] or "well", "index": f"{count(value['unindexed'], 'message')} behind"}
    return "\n".join(f"{name:12} {line}" for name, line in lines.items())
