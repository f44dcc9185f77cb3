"""
What is set for the rooms of a store in memory.
"""

from collections.abc import Callable, Sequence

from msgspec import UNSET, UnsetType
from msgspec.structs import replace
from twisted.internet.defer import Deferred, succeed

from chatd.archive import RoomEntry
from chatd.roster import Act
from chatd.storage.memory import MemoryStore
from chatd.terms import DEFAULTS, Retention, RoomSettings


class MemoryCatalogue:
    """
    A `chatd.archive.Catalogue` beside a `MemoryStore`.  `retention` is that of rooms without one of their own.
    """

    def __init__(self, store: MemoryStore, retention: Retention) -> None:
        self._store = store
        self._retention = retention
        self._changed: Callable[[str], object] = lambda room: None

    def watch_changes(self, changed: Callable[[str], object]) -> None:
        """
        See `chatd.archive.Upkeep`.
        """
        self._changed = changed

    def settings(self, room: str) -> Deferred[RoomSettings]:
        """
        See `chatd.archive.Catalogue`.
        """
        return succeed(self._store.settings.get(room, DEFAULTS))

    def change_settings(
        self,
        room: str,
        *,
        title: str | UnsetType = UNSET,
        topic: str | UnsetType = UNSET,
        slow: int | UnsetType = UNSET,
        retention: Retention | None | UnsetType = UNSET,
        act: Act | None = None,
    ) -> Deferred[RoomSettings]:
        """
        See `chatd.archive.Catalogue`.
        """
        given = {"title": title, "topic": topic, "slow": slow, "retention": retention}
        changes = {name: value for name, value in given.items() if value is not UNSET}
        before = self._store.settings.get(room, DEFAULTS)
        after = self._store.settings[room] = replace(before, **changes)
        self._store.acted(act)
        if self._nothing(before) != self._nothing(after):
            self._store.drop(room)
            self._changed(room)
        return succeed(after)

    def list_rooms(self, *, after: str = "", limit: int) -> Deferred[Sequence[RoomEntry]]:
        """
        See `chatd.archive.Catalogue`.
        """
        names = sorted(room for room in {*self._store.rooms(), *self._store.settings} if room > after)[:limit]
        return succeed([RoomEntry(room, *self._store.glance(room)) for room in names])

    def _nothing(self, settings: RoomSettings) -> bool:
        return (settings.retention or self._retention).nothing
