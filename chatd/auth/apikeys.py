"""
API keys of back ends: shown once, stored as a hash, limited in scope, revocable.
"""

from contextlib import suppress

from chatd.auth.tokens import KEY, Secret, digest, is_token, new_secret, new_token
from chatd.clock import Now
from chatd.domain import account_errors
from chatd.domain.accounts import ApiKey, Changed, Principal, Scope, SignedOut, grants
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry
from chatd.domain.validation import is_label
from chatd.errors import Refusal
from chatd.interfaces.accounts import ApiKeyStore

USED_EVERY_MS = 60_000
"""The precision of the time of the last use."""


def user_of(key: ApiKey) -> User:
    """
    The user that others see for a back end with this key.
    """
    return User(f"k.{key.name}", key.name)


class ApiKeys:
    """
    Creates, revokes and recognises keys.  `by` is who does it; it is written to the audit log in the same commit.
    """

    def __init__(self, people: ApiKeyStore, now: Now, changed: Changed, secret: Secret = new_secret) -> None:
        self._people = people
        self._now = now
        self._changed = changed
        self._secret = secret

    async def create_key(self, name: str, scope: Scope, by: User) -> tuple[str, ApiKey]:
        """
        Create a key; returns its token, which is not kept, and the stored key.

        Refused as `invalid`, naming the wrong pattern, role or action; as `conflict` if a key of that name exists.
        """
        if not is_label(name):
            raise Refusal("invalid", "name: expected 1 to 32 characters of a-z 0-9 _ -", field="name")
        try:
            grants(scope.roles, scope.rooms)
        except ValueError as error:
            raise Refusal("invalid", str(error), field=str(error).partition(":")[0]) from None
        token = new_token(KEY, self._secret)
        now = self._now()
        key = ApiKey(name, digest(token), scope, by.id, now)
        await self._people.add_key(key, AuditEntry(action="create_key", by=by, time=now, detail=name))
        return token, key

    async def revoke_key(self, name: str, by: User) -> ApiKey:
        """
        Revoke a key at once; refused as `not_found` if there is none of that name.
        """
        now = self._now()
        key = await self._people.revoke_key(name, now, AuditEntry(action="revoke_key", by=by, time=now, detail=name))
        self._changed(SignedOut(user_of(key).id))
        return key

    async def recognise(self, token: str) -> Principal:
        """
        The principal of the key with this token; refused as `bad_token` if there is none or it was revoked.
        """
        key = await self._people.key(digest(token)) if is_token(token, KEY) else None
        if key is None or key.revoked is not None:
            raise account_errors.bad_key()
        now = self._now()
        if key.used is None or now - key.used >= USED_EVERY_MS:
            # If the store cannot be written to, the key is still valid.
            with suppress(Refusal):
                await self._people.use_key(key.digest, now)
        given = grants(key.scope.roles, key.scope.rooms, back_end=True)
        return Principal(user_of(key), "key", grants=given, speaks_as=key.scope.speaks_as)
