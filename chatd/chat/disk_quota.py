"""
The disk quota: who may still have something stored when the store has grown to it.
"""

from typing import Literal, NamedTuple

from twisted.logger import Logger

from chatd.chat.session import Session
from chatd.errors import Refusal
from chatd.refusal_log import RefusalLog

WARNED = 0.8
GUESTS_REFUSED = 1.0
ALL_REFUSED = 1.05
"""The parts of the quota from which operators are warned, guests are refused, and everybody is refused."""

DEFAULT_PART = 0.95
"""Without a setting the quota is this part of what the store has and of the free space together."""

RETRY_MS = 10_000
"""The store is measured once a second."""


class DiskUse(NamedTuple):
    """
    The bytes that the store has on the disk, and those that are free there.
    """

    used: int
    free: int


class DiskQuota:
    """
    Compares the size of the store with `quota` bytes: 0 means no quota, ``auto`` the part `DEFAULT_PART` of the disk.

    Reading, deleting and signals are never refused.
    """

    _log = Logger()

    def __init__(self, quota: int | Literal["auto"], refusals: RefusalLog) -> None:
        self.setting = quota
        self._refusals = refusals
        self.used = 0
        self.free = 0
        self.quota = 0
        # 0: all is well; 1: warned; 2: guests are refused; 3: everybody is.
        self._level = 0

    @property
    def warning(self) -> str | None:
        """
        How far the quota is used, in one line; None below `WARNED`.
        """
        if not self._level:
            return None
        who = ("", "", "; guests can store nothing", "; nobody can store anything")[self._level]
        return f"the store has {self.used} bytes, {self.used * 100 // self.quota} % of limits.disk_bytes{who}"

    @property
    def problem(self) -> str | None:
        """
        Why nobody can store anything, in one line; None if somebody can.
        """
        return "the disk quota is used up; nobody can store anything" if self._level == 3 else None

    def update(self, use: DiskUse) -> None:
        """
        Take a new measurement.  A change of what is refused is logged.
        """
        self.used, self.free = use.used, use.free
        self.quota = int((use.used + use.free) * DEFAULT_PART) if self.setting == "auto" else self.setting
        part = use.used / self.quota if self.quota else 0.0
        before, self._level = self._level, sum(part >= least for least in (WARNED, GUESTS_REFUSED, ALL_REFUSED))
        if self._level > before:
            self._log.warn("{warning}", warning=self.warning)
        elif self._level < before:
            self._log.info("{state}", state=self.warning or "the store is well below limits.disk_bytes again")

    def check(self, session: Session) -> None:
        """
        Raise Refusal `unavailable` if the quota is used up for the session's user.
        """
        if self._level < 2 or (self._level == 2 and session.user is not None and not session.user.guest):
            return
        self._refusals.record(
            "limits.disk_bytes",
            "refused to store something for {who}: the store has {used} bytes; the setting is limits.disk_bytes, and"
            " retention, 'chatd room delete' and 'chatd message delete' make room",
            who=session.network or session.origin or "all that have no address",
            used=self.used,
        )
        raise Refusal("unavailable", "the server's disk quota is used up", retry_after=RETRY_MS)
