"""
Endpoints of administrators: the API keys of back ends.
"""

from collections.abc import Iterator

from msgspec import Struct

from chatd.auth.apikeys import ApiKeys
from chatd.domain.accounts import ApiKey, Rate, Scope
from chatd.http.api.app import Route
from chatd.http.api.request import ApiRequest
from chatd.interfaces.accounts import ApiKeyStore


class KeyBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    A new key: `rooms` are the allowed actions by room pattern, `roles` the given roles by pattern; its budget; and when
    it ends.  That a key speaks as others is for operators to allow: administrators may not do it themselves.
    """

    name: str
    rooms: dict[str, tuple[str, ...]]
    roles: dict[str, str] = {}
    per_second: float = Rate().per_second
    burst: int = Rate().burst
    ends: int | None = None


class KeyMadeAnswer(Struct, frozen=True):
    """
    A new key with its `token`, which is not stored.
    """

    name: str
    token: str


class OneKey(Struct, frozen=True):
    """
    A key without its token; `speaks_as`: it may speak as other users; `by` has made it, the id of a user.
    """

    name: str
    rooms: dict[str, tuple[str, ...]]
    roles: dict[str, str]
    speaks_as: bool
    per_second: float
    burst: int
    ends: int | None
    by: str
    created: int
    used: int | None
    revoked: int | None


class KeysAnswer(Struct, frozen=True):
    """
    All keys by name, also revoked ones.
    """

    keys: list[OneKey]


class KeyEndpoints:
    """
    The endpoints of keys.
    """

    def __init__(self, keys: ApiKeys, store: ApiKeyStore) -> None:
        self._keys = keys
        self._store = store

    def routes(self) -> Iterator[Route]:
        """
        Yields the routes.
        """
        yield Route("GET", "/api/keys", self.list_keys, asks="admin")
        yield Route("POST", "/api/keys", self.create_key, asks="admin", body=KeyBody, status=201)
        yield Route("DELETE", "/api/keys/<key>", self.revoke_key, asks="admin")

    async def list_keys(self, exchange: ApiRequest) -> KeysAnswer:
        """
        Lists the keys.
        """
        return KeysAnswer([_shown(key) for key in await self._store.keys()])

    async def create_key(self, exchange: ApiRequest, body: KeyBody) -> KeyMadeAnswer:
        """
        Creates a key; its token is in this answer only.
        """
        scope = Scope(
            body.rooms, body.roles, per_second=body.per_second, burst=body.burst, ends=body.ends, speaks_as=False
        )
        token, key = await self._keys.create_key(body.name, scope, exchange.who.user)
        return KeyMadeAnswer(key.name, token)

    async def revoke_key(self, exchange: ApiRequest, key: str) -> None:
        """
        Revokes a key at once.
        """
        await self._keys.revoke_key(key, exchange.who.user)


def _shown(key: ApiKey) -> OneKey:
    scope = key.scope
    return OneKey(
        key.name,
        scope.rooms,
        scope.roles,
        scope.speaks_as,
        scope.per_second,
        scope.burst,
        scope.ends,
        key.by,
        key.created,
        key.used,
        key.revoked,
    )
