"""
Keys of back ends, and whom people do not want to hear, in memory.
"""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from chatd.auth import refusals
from chatd.auth.records import ApiKey
from chatd.roster import Act


class MemoryAccess:
    """
    See `chatd.storage.people_memory.MemoryPeople`.
    """

    def __init__(self) -> None:
        self.acted: Callable[[Act | None], object] = lambda act: None
        self._keys: dict[str, ApiKey] = {}
        self._ignores: dict[str, set[str]] = {}

    # Keys

    async def add_key(self, key: ApiKey, act: Act | None = None) -> None:
        """
        See `chatd.auth.ports.Keys`.
        """
        known = self._keys.get(key.name)
        if known is not None and known.revoked is None:
            raise refusals.key_is_there()
        self._keys[key.name] = key
        self.acted(act)

    async def key(self, digest: str) -> ApiKey | None:
        """
        See `chatd.auth.ports.Keys`.
        """
        return next((key for key in self._keys.values() if key.digest == digest), None)

    async def keys(self) -> Sequence[ApiKey]:
        """
        See `chatd.auth.ports.Keys`.
        """
        return [self._keys[name] for name in sorted(self._keys)]

    async def use_key(self, digest: str, used: int) -> None:
        """
        See `chatd.auth.ports.Keys`.
        """
        if (key := await self.key(digest)) is not None:
            self._keys[key.name] = replace(key, used=used)

    async def revoke_key(self, name: str, now: int, act: Act | None = None) -> ApiKey:
        """
        See `chatd.auth.ports.Keys`.
        """
        key = self._keys.get(name)
        if key is None or key.revoked is not None:
            raise refusals.no_key()
        revoked = self._keys[name] = replace(key, revoked=now)
        self.acted(act)
        return revoked

    # Ignores

    async def ignore(self, user_id: str, other: str, *, most: int) -> None:
        """
        See `chatd.auth.ports.Ignores`.
        """
        others = self._ignores.setdefault(user_id, set())
        if other not in others and len(others) >= most:
            raise refusals.too_many_ignored(most)
        others.add(other)

    async def unignore(self, user_id: str, other: str) -> None:
        """
        See `chatd.auth.ports.Ignores`.
        """
        self._ignores.get(user_id, set()).discard(other)

    async def ignored(self, user_id: str) -> frozenset[str]:
        """
        See `chatd.auth.ports.Ignores`.
        """
        return frozenset(self._ignores.get(user_id, ()))
