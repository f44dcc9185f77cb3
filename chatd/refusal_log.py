"""
The log of refused requests and closed connections, with the setting to change; one line a minute for each kind.
"""

from twisted.logger import Logger

from chatd.clock import Clock

INTERVAL_SECONDS = 60.0
"""Seconds between two lines of one kind."""

KINDS_MAX = 100
"""The number of kinds that are remembered: some contain text of a stranger."""


class _Kind:
    __slots__ = ("fields", "logged_at", "repeats", "text")

    def __init__(self, at: float) -> None:
        self.logged_at = at
        self.repeats = 0
        self.text = ""
        self.fields: dict[str, object] = {}


class RefusalLog:
    """
    Logs the first refusal of a kind at once.  Those of the next minute are counted and logged in one line at its end.
    """

    _log = Logger()

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kinds: dict[str, _Kind] = {}

    def record(self, kind: str, text: str, **fields: object) -> None:
        """
        Log a refusal, or count it.  `text` is a sentence with the names of `fields` in braces.
        """
        found = self._kinds.get(kind)
        if found is None:
            if len(self._kinds) < KINDS_MAX:
                self._kinds[kind] = _Kind(self._clock.seconds())
                self._log.warn(text, **fields)
            return
        found.repeats += 1
        found.text, found.fields = text, fields

    def record_too_large(self, key: str, most: int) -> None:
        """
        Record a request that was larger than the setting `key` of ``limits`` allows.
        """
        self.record(key, "refused a request of more than {most} bytes; the setting is limits.{key}", key=key, most=most)

    def log_repeats(self, now: float) -> None:
        """
        Log how many more there were of each kind, a minute after its last line.  To be called every second or so.
        """
        for name, kind in tuple(self._kinds.items()):
            if now - kind.logged_at < INTERVAL_SECONDS:
                continue
            if not kind.repeats:
                del self._kinds[name]
                continue
            self._log.warn(kind.text + " ({more} of this kind in the last minute)", more=kind.repeats, **kind.fields)
            kind.logged_at, kind.repeats = now, 0
