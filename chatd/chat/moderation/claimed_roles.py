"""
The roles that users have by the claim of a token or the scope of an API key, also while they are not here.

Without them a moderator could ban an owner by claim who is away.
"""

from collections.abc import Mapping
from itertools import islice

from msgspec import Struct
from twisted.internet.defer import Deferred
from twisted.logger import Logger

from chatd.clock import Now
from chatd.domain.accounts import Grants, Principal, grants
from chatd.errors import Refusal
from chatd.interfaces.accounts import ApiKeyStore
from chatd.interfaces.storage import RoomDirectory

REMEMBERED_MAX = 10_000
"""How many users' last claims are remembered in memory, so that an unchanged one is not written again."""

NOTED_EVERY_MS = 86_400_000
"""The precision of the time at which a claim was last seen."""

WAITING_MAX = 10_000
"""How many users' claims wait to be stored; those of further users are stored at a later login."""

AT_ONCE_MAX = 100
"""How many claims the store is given at once.  They share its queue of small changes with all others."""

WARNED_EVERY_MS = 60_000
"""The time between two lines in the log."""


class _Claim(Struct, frozen=True):
    # `first` says that nothing is known of what is stored.
    roles: Mapping[str, str]
    at: int
    first: bool


class ClaimedRoles:
    """
    Notes the roles in the token of each login, and finds those of users who are away.
    """

    _log = Logger()

    def __init__(self, roster: RoomDirectory, keys: ApiKeyStore, now: Now) -> None:
        self._roster = roster
        self._keys = keys
        self._now = now
        # By user: the roles that were noted last, and when.
        self._noted: dict[str, tuple[Mapping[str, str], int]] = {}
        # By user: the last claim, while it waits to be stored.
        self._waiting: dict[str, _Claim] = {}
        self._storing = False
        self._warned_at: int | None = None

    def note_login(self, principal: Principal) -> None:
        """
        Note what a token gives its user; what an earlier one gave is forgotten.
        """
        if principal.kind != "token" or principal.via is not None:
            return
        user, now = principal.user.id, self._now()
        roles = {} if principal.grants is None else {pattern.text: role for pattern, role in principal.grants.roles}
        known = self._noted.get(user)
        if known is not None and known[0] == roles and now - known[1] < NOTED_EVERY_MS:
            return
        self._noted.pop(user, None)
        if len(self._noted) >= REMEMBERED_MAX:
            del self._noted[next(iter(self._noted))]
        self._noted[user] = roles, now
        if user not in self._waiting and len(self._waiting) >= WAITING_MAX:
            self._give_up(user, "too many wait to be stored")
            return
        self._waiting[user] = _Claim(roles, now, known is None)
        if not self._storing:
            Deferred.fromCoroutine(self._store_waiting())

    async def grants_of(self, user_id: str) -> Grants | None:
        """
        The roles that the user's last token, or their API key, gave; None if there are none.
        """
        kind, _, name = user_id.partition(".")
        roles: Mapping[str, str] = {}
        if kind == "x":
            roles = await self._roster.claimed_roles(user_id)
        elif kind == "k":
            found = (key.scope.roles for key in await self._keys.keys() if key.name == name and key.revoked is None)
            roles = next(found, {})
        return grants(roles) if roles else None

    async def _store_waiting(self) -> None:
        self._storing = True
        try:
            while self._waiting:
                users = list(islice(self._waiting, AT_ONCE_MAX))
                # Each user once, so that the last claim of a user is stored last.
                for stored in [Deferred.fromCoroutine(self._store(user, self._waiting.pop(user))) for user in users]:
                    await stored
        finally:
            self._storing = False

    async def _store(self, user: str, claim: _Claim) -> None:
        try:
            # Most tokens give no roles: a read is cheaper than a write when all come back after a restart.  Roles are
            # written again, so that they do not age while their user comes and goes.
            if claim.roles or not claim.first or await self._roster.claimed_roles(user):
                await self._roster.note_claim(user, claim.roles, claim.at)
        except Refusal as refusal:
            self._give_up(user, refusal.message)

    def _give_up(self, user: str, why: str | None) -> None:
        # The next login tries again.
        self._noted.pop(user, None)
        now = self._now()
        if self._warned_at is None or now - self._warned_at >= WARNED_EVERY_MS:
            self._warned_at = now
            self._log.warn(
                "the roles in a token of {user} could not be kept: {why} (others are not logged for a minute)",
                user=user,
                why=why,
            )
