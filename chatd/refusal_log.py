"""
Tells the operator who is refused or cut off, and which setting to change; at most once a minute for each kind.
"""

from twisted.logger import Logger

from chatd.clock import Clock

EVERY = 60.0
"""Seconds between two lines of one kind."""

MOST = 100
"""Kinds that are remembered at once: some have a stranger's text in them."""


class _Told:
    __slots__ = ("at", "fields", "more", "text")

    def __init__(self, at: float) -> None:
        self.at = at
        self.more = 0
        self.text = ""
        self.fields: dict[str, object] = {}


class RefusalLog:
    """
    Logs the first refusal of a kind at once.  Those of the next minute are counted, and told together at its end.
    """

    _log = Logger()

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._told: dict[str, _Told] = {}

    def tell(self, kind: str, text: str, **fields: object) -> None:
        """
        Something was refused: `text` is a sentence with the names of `fields` in braces.
        """
        told = self._told.get(kind)
        if told is None:
            if len(self._told) < MOST:
                self._told[kind] = _Told(self._clock.seconds())
                self._log.warn(text, **fields)
            return
        told.more += 1
        told.text, told.fields = text, fields

    def tell_size(self, key: str, most: int) -> None:
        """
        A request was larger than the setting `key` of ``limits`` allows.
        """
        self.tell(key, "refused a request of more than {most} bytes; the setting is limits.{key}", key=key, most=most)

    def sweep(self, now: float) -> None:
        """
        Tell how often it happened again, a minute after the last line.
        """
        for kind, told in tuple(self._told.items()):
            if now - told.at < EVERY:
                continue
            if not told.more:
                del self._told[kind]
                continue
            self._log.warn(told.text + " ({more} of this kind in the last minute)", more=told.more, **told.fields)
            told.at, told.more = now, 0
