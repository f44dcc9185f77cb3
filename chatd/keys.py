"""
Which messages were accepted a moment ago, in rooms that keep nothing.
"""

from collections import OrderedDict

from chatd.errors import Refusal

REMEMBERED_MS = 120_000
MOST = 100_000


class Keys:
    """
    Remembers for two minutes what was said under a client's key; at most a fixed number of them.
    """

    def __init__(self) -> None:
        self._said: OrderedDict[tuple[str, str, str], tuple[str, int]] = OrderedDict()

    def once(self, key: tuple[str, str, str], text: str, now: int) -> int | None:
        """
        The time at which `text` was said before under `key`, or None, and it is remembered from now on.

        Refused as `conflict` if it was another text.  Times are milliseconds.
        """
        while self._said:
            oldest, (_, said) = next(iter(self._said.items()))
            if said + REMEMBERED_MS > now and len(self._said) < MOST:
                break
            del self._said[oldest]
        known = self._said.get(key)
        if known is None:
            self._said[key] = (text, now)
            return None
        if known[0] != text:
            raise Refusal("conflict", "key: another text was sent under this key", field="key")
        return known[1]
