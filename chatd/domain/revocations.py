"""
Tokens that are refused before they expire.  Pure.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

GUESTS = ""
"""The issuer of guests' tokens: this server."""

RevocationKind = Literal["jti", "subject", "issuer"]


class Revocation(Struct, frozen=True):
    """
    Refuses tokens of `issuer`: the one with the id `value` (``jti``), or those that were issued before the time
    `before` for the user with the id `value` (``subject``), or for anybody (``issuer``).

    `by` is the id of the user who has made it, at the time `at`; it ends at `ends`.
    """

    issuer: str
    kind: RevocationKind
    value: str
    before: int
    ends: int
    by: str
    at: int

    def merge(self, earlier: "Revocation | None") -> "Revocation":
        """
        Returns a revocation that refuses what this one refuses and what an `earlier` one of the same issuer, kind and
        value still does.
        """
        if earlier is None or earlier.ends <= self.at:
            return self
        return replace(self, before=max(self.before, earlier.before), ends=max(self.ends, earlier.ends))


class TokenFacts(Struct, frozen=True, gc=False):
    """
    What a token says of itself: its issuer, its id if it has one, and when it was issued (0: it does not say).
    """

    issuer: str
    jti: str | None
    issued: int


class RevocationRegister:
    """
    The revocations in force.
    """

    def __init__(self) -> None:
        self._revocations: dict[tuple[str, RevocationKind, str], Revocation] = {}

    def replace(self, revocations: Iterable[Revocation]) -> None:
        """
        Hold these, and no others.
        """
        self._revocations = {_key(one): one for one in revocations}

    def add(self, revocation: Revocation) -> None:
        """
        Hold one more, merged with an earlier one of the same issuer, kind and value.
        """
        key = _key(revocation)
        self._revocations[key] = revocation.merge(self._revocations.get(key))

    def drop_ended(self, now: int) -> None:
        """
        Drop those that have ended at `now`.
        """
        if any(one.ends <= now for one in self._revocations.values()):
            self.replace(self.in_force(now))

    def in_force(self, now: int) -> Sequence[Revocation]:
        """
        Those that have not ended at `now`.
        """
        return [one for one in self._revocations.values() if one.ends > now]

    def is_revoked(self, user_id: str, token: TokenFacts) -> bool:
        """
        Whether a token of that user is refused.
        """
        if not self._revocations:
            return False
        if token.jti is not None and (token.issuer, "jti", token.jti) in self._revocations:
            return True
        found = (
            self._revocations.get((token.issuer, "subject", user_id)),
            self._revocations.get((token.issuer, "issuer", "")),
        )
        return any(one is not None and token.issued < one.before for one in found)


def _key(revocation: Revocation) -> tuple[str, RevocationKind, str]:
    return revocation.issuer, revocation.kind, revocation.value
