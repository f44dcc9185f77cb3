"""
Which messages were accepted a moment ago, in rooms that keep nothing.
"""

from collections import OrderedDict

from chatd.errors import Refusal

REMEMBERED_SECONDS = 120.0
MOST = 100_000


class Keys:
    """
    Remembers for two minutes what was said under a client's key; at most a fixed number of them.
    """

    def __init__(self) -> None:
        self._said: OrderedDict[tuple[str, str, str], tuple[str, int, float]] = OrderedDict()

    def once(self, key: tuple[str, str, str], text: str, now: int, seconds: float) -> int | None:
        """
        The time of day at which `text` was said before under `key`, or None, and it is remembered from now on.

        Refused as `conflict` if it was another text.  `now` is the time of day in milliseconds; `seconds`, which is
        monotonic, says how long something has been remembered.
        """
        while self._said:
            oldest, (_, _, since) = next(iter(self._said.items()))
            if since + REMEMBERED_SECONDS > seconds and len(self._said) < MOST:
                break
            del self._said[oldest]
        known = self._said.get(key)
        if known is None:
            self._said[key] = (text, now, seconds)
            return None
        if known[0] != text:
            raise Refusal("conflict", "key: another text was sent under this key", field="key")
        return known[1]
