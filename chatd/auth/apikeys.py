"""
API keys of back ends and incoming webhooks: shown once, stored as a hash, limited in scope, revocable.
"""

from contextlib import suppress

from msgspec.structs import replace
from twisted.internet.defer import DeferredLock

from chatd.auth.tokens import HOOK, KEY, Secret, digest, is_token, new_secret, new_token
from chatd.clock import Now
from chatd.domain import account_errors
from chatd.domain.accounts import HOOK_PREFIX, HOOK_RATE, ApiKey, Changed, Principal, Rate, Scope, SignedOut, grants
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry
from chatd.domain.rooms import INBOX
from chatd.domain.validation import check_room_id, is_label
from chatd.errors import Refusal
from chatd.interfaces.accounts import ApiKeyStore

KNOWN_MAX = 1000
"""How many keys are kept in memory: a back end shows its key with each request."""
HOOKS_MAX = 50
"""How many incoming webhooks a room may have that its owners have made."""
MIN_RATE, MAX_RATE = 0.001, 1_000_000
USED_EVERY_MS = 60_000
"""The precision of the time of the last use."""


def user_of(key: ApiKey) -> User:
    """
    The user that others see for a back end with this key.
    """
    return User(f"k.{key.name}", key.name.removeprefix(HOOK_PREFIX))


def hook_room(key: ApiKey) -> str | None:
    """
    The room that an incoming webhook writes to; None for another key.
    """
    return next(iter(key.scope.rooms), None) if key.name.startswith(HOOK_PREFIX) else None


class ApiKeys:
    """
    Creates, revokes and recognises keys.  `by` is who does it; it is written to the audit log in the same commit.
    """

    def __init__(self, people: ApiKeyStore, now: Now, changed: Changed, secret: Secret = new_secret) -> None:
        self._people = people
        self._now = now
        self._changed = changed
        self._secret = secret
        # By digest.  `_revocations` counts: what was read before one is not kept after it.
        self._known: dict[str, tuple[ApiKey, Principal]] = {}
        self._revocations = 0
        # So that two at once do not make more hooks than HOOKS_MAX.
        self._counting: DeferredLock = DeferredLock()

    async def create_key(self, name: str, scope: Scope, by: User) -> tuple[str, ApiKey]:
        """
        Create a key; returns its token, which is not kept, and the stored key.

        Refused as `invalid`, naming the wrong pattern, role, action or rate; as `conflict` if a key of that name
        exists.
        """
        return await self._create(KEY, "", name, scope, by, AuditEntry(action="create_key", by=by, time=0, detail=name))

    async def create_hook(self, room: str, name: str, rate: Rate, by: User) -> tuple[str, ApiKey]:
        """
        Create an incoming webhook, which may write to `room` whatever its kind; returns its token, which is not kept,
        and the stored key.

        Refused as `invalid`, naming the wrong room, name or rate; as `conflict` if a webhook of that name exists.
        """
        check_room_id(room)
        if room.startswith(INBOX):
            raise Refusal("invalid", "room: an inbox has no incoming webhooks", field="room")
        # As a moderator: in announcement rooms, too, and without waiting in slow mode.
        scope = Scope({room: ("say", "unslowed")}, {room: "moderator"}, per_second=rate.per_second, burst=rate.burst)
        act = AuditEntry(action="create_hook", by=by, time=0, room=room, detail=name)
        return await self._create(HOOK, HOOK_PREFIX, name, scope, by, act)

    async def create_room_hook(self, room: str, name: str, by: User) -> tuple[str, ApiKey]:
        """
        As `create_hook`, for an owner of the room: refused as `forbidden` if the room has `HOOKS_MAX` of them.
        """
        await self._counting.acquire()
        try:
            if len(await self.list_room_hooks(room)) >= HOOKS_MAX:
                raise Refusal("forbidden", f"a room has at most {HOOKS_MAX} incoming webhooks; delete one first")
            return await self.create_hook(room, name, HOOK_RATE, by)
        except Refusal as refusal:
            if refusal.code != "conflict":
                raise
            # It may be of a room of others.
            problem = "name: another incoming webhook of this site has this name; choose another one"
            raise Refusal("conflict", problem, field="name") from None
        finally:
            self._counting.release()

    async def list_room_hooks(self, room: str) -> list[ApiKey]:
        """
        The incoming webhooks of a room that are in force, by name.
        """
        return [key for key in await self._people.keys() if hook_room(key) == room and key.revoked is None]

    async def _create(
        self, kind: str, prefix: str, name: str, scope: Scope, by: User, act: AuditEntry
    ) -> tuple[str, ApiKey]:
        if not is_label(name):
            raise Refusal("invalid", "name: expected 1 to 32 characters of a-z 0-9 _ -", field="name")
        name = prefix + name
        try:
            grants(scope.roles, scope.rooms)
        except ValueError as error:
            raise Refusal("invalid", str(error), field=str(error).partition(":")[0]) from None
        for field, number in (("per_second", scope.per_second), ("burst", scope.burst)):
            if not MIN_RATE <= number <= MAX_RATE:
                raise Refusal("invalid", f"{field}: expected {MIN_RATE} to {MAX_RATE:,}", field=field)
        now = self._now()
        if scope.ends is not None and scope.ends <= now:
            raise Refusal("invalid", "ends: expected a time in the future", field="ends")
        token = new_token(kind, self._secret)
        key = ApiKey(name, digest(token), scope, by.id, now)
        await self._people.add_key(key, replace(act, time=now))
        return token, key

    async def revoke_key(self, name: str, by: User) -> ApiKey:
        """
        Revoke a key at once; refused as `not_found` if there is none of that name.
        """
        return await self._revoke(name, AuditEntry(action="revoke_key", by=by, time=self._now(), detail=name))

    async def revoke_hook(self, name: str, by: User, *, room: str | None = None) -> ApiKey:
        """
        Revoke an incoming webhook at once; refused as `not_found` if there is none of that name, or it is not of
        `room`.
        """
        stored = await self._people.keys()
        found = next((key for key in stored if key.name == HOOK_PREFIX + name and key.revoked is None), None)
        if found is None or room not in {None, hook_room(found)}:
            raise Refusal("not_found", "hook: there is no such incoming webhook", field="hook")
        act = AuditEntry(action="revoke_hook", by=by, time=self._now(), room=hook_room(found), detail=name)
        return await self._revoke(found.name, act)

    async def revoke_room_hooks(self, room: str, by: User) -> int:
        """
        Revoke all incoming webhooks of a room at once; returns how many there were.
        """
        found = await self.list_room_hooks(room)
        for hook in found:
            await self.revoke_hook(hook.name.removeprefix(HOOK_PREFIX), by, room=room)
        return len(found)

    async def _revoke(self, name: str, act: AuditEntry) -> ApiKey:
        try:
            key = await self._people.revoke_key(name, act.time, act)
        finally:
            # Also if it failed: it may be revoked all the same.
            self._revocations += 1
            self._known.clear()
        self._changed(SignedOut(user_of(key).id))
        return key

    async def recognise(self, token: str) -> Principal:
        """
        The principal of the key with this token; refused as `bad_token` if there is none or it was revoked, as
        `expired` after its end.
        """
        return await self._recognise(token, KEY)

    async def recognise_hook(self, token: str, name: str) -> Principal:
        """
        As `recognise`, for the token of an incoming webhook, whose user is called `name` unless that is empty.
        """
        principal = await self._recognise(token, HOOK)
        return replace(principal, user=User(principal.user.id, name)) if name else principal

    async def _recognise(self, token: str, kind: str) -> Principal:
        known = await self._find(digest(token)) if is_token(token, kind) else None
        if known is None:
            raise account_errors.bad_key()
        key, principal = known
        now = self._now()
        if key.scope.ends is not None and now >= key.scope.ends:
            raise Refusal("expired", "this key has ended; ask the operator for another one", field="token")
        if key.used is None or now - key.used >= USED_EVERY_MS:
            if key.digest in self._known:
                self._known[key.digest] = replace(key, used=now), principal
            # If the store cannot be written to, the key is still valid.
            with suppress(Refusal):
                await self._people.use_key(key.digest, now)
        return principal

    async def _find(self, key_digest: str) -> tuple[ApiKey, Principal] | None:
        known = self._known.get(key_digest)
        if known is not None:
            return known
        revocations = self._revocations
        key = await self._people.key(key_digest)
        if key is None or key.revoked is not None:
            return None
        found = key, _principal(key)
        if revocations == self._revocations:
            if len(self._known) >= KNOWN_MAX:
                del self._known[next(iter(self._known))]
            self._known[key_digest] = found
        return found


def _principal(key: ApiKey) -> Principal:
    scope = key.scope
    return Principal(
        user_of(key),
        "key",
        scope.ends,
        grants=grants(scope.roles, scope.rooms, back_end=True),
        speaks_as=scope.speaks_as,
        rate=Rate(scope.per_second, scope.burst),
    )
