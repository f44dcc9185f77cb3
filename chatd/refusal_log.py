"""
The log of refused requests and closed connections, with the setting to change; one line a minute for each kind.

It also counts who is refused most, for ``chatd status``.
"""

from collections.abc import Sequence
from secrets import token_hex

from msgspec import Struct
from twisted.logger import Logger

from chatd.clock import Clock
from chatd.errors import escape_controls

INTERVAL_SECONDS = 60.0
"""Seconds between two lines of one kind."""

KINDS_MAX = 100
"""The number of kinds that are remembered: some contain text of a stranger."""


LISTED_MAX = 60
"""Refused requests that have a line of their own, in a minute."""

SOURCES_MAX = 1000
"""The number of refused addresses that are counted; those refused least are dropped first."""

EVERYBODY = "everybody"
"""Who is shown as refused, if that has nothing to do with an address."""

SHOWN_SECONDS = 3600.0
"""How long after its last refusal an address is shown."""


class RefusedSource(Struct, frozen=True):
    """
    How often the address group `who` was refused for one `kind` (mostly the name of the setting), and how many seconds
    ago for the last time.
    """

    kind: str
    who: str
    times: int
    seconds_ago: int


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
        # By kind and address: how often, and when for the last time.
        self._sources: dict[tuple[str, str], tuple[int, float]] = {}
        self._requests = 0
        self._listed = 0
        self._unlisted = 0
        self._listed_since = clock.seconds()
        # Ids of requests differ from those before a restart.
        self._prefix = token_hex(3)

    def record(self, kind: str, text: str, **fields: object) -> None:
        """
        Log a refusal, or count it.  `text` is a sentence with the names of `fields` in braces; `who` is the address, if
        it matters.  What controls a terminal is escaped in them: they may come from strangers.
        """
        fields = {name: escape_controls(value) if isinstance(value, str) else value for name, value in fields.items()}
        self._count_source(kind, str(fields.get("who", EVERYBODY)))
        found = self._kinds.get(kind)
        if found is None:
            if len(self._kinds) < KINDS_MAX:
                self._kinds[kind] = _Kind(self._clock.seconds())
                self._log.warn(text, **fields)
            return
        found.repeats += 1
        found.text, found.fields = text, fields

    def next_request_id(self) -> str:
        """
        Returns an id for a request, which its answer and its line in the log have.
        """
        self._requests += 1
        return f"{self._prefix}-{self._requests:06x}"

    def list_request(self, request_id: str, what: str, why: str, who: str) -> None:
        """
        Log a refused request: `what` was asked, `why` it was refused, and by `who`; `LISTED_MAX` in a minute.
        """
        now = self._clock.seconds()
        if now - self._listed_since >= INTERVAL_SECONDS:
            if self._unlisted:
                self._log.info("{count} more refused requests have no line here", count=self._unlisted)
            self._listed_since, self._listed, self._unlisted = now, 0, 0
        if self._listed >= LISTED_MAX:
            self._unlisted += 1
            return
        self._listed += 1
        self._log.info(
            "request {request} of {who} was refused: {what}: {why}",
            request=request_id,
            who=who,
            what=escape_controls(what),
            why=escape_controls(why),
        )

    def record_too_large(self, key: str, most: int) -> None:
        """
        Record a request that was larger than the setting `key` of ``limits`` allows.
        """
        self.record(key, "refused a request of more than {most} bytes; the setting is limits.{key}", key=key, most=most)

    def top_sources(self, limit: int) -> Sequence[RefusedSource]:
        """
        The `limit` addresses that were refused most often, of those refused in the last hour.
        """
        now = self._clock.seconds()
        found = [
            RefusedSource(kind, who, count, int(now - last))
            for (kind, who), (count, last) in self._sources.items()
            if now - last < SHOWN_SECONDS
        ]
        return sorted(found, key=lambda source: -source.times)[:limit]

    def _count_source(self, kind: str, who: str) -> None:
        now = self._clock.seconds()
        count, last = self._sources.get((kind, who), (0, now))
        if not count and len(self._sources) >= SOURCES_MAX:
            most = sorted(self._sources.items(), key=lambda item: -item[1][0])[: SOURCES_MAX // 2]
            self._sources = dict(most)
        # An address that was quiet for long begins again.
        self._sources[kind, who] = (count + 1 if now - last < SHOWN_SECONDS else 1, now)

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
