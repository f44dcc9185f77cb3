"""
Revocation of tokens: of an issuer's by their id, by subject, or by when they were issued; of a guest's.
"""

from collections.abc import Sequence

import msgspec

from chatd.auth.token_users import IssuedUsers
from chatd.clock import Now
from chatd.domain.accounts import Changed, TokensRevoked
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry
from chatd.domain.revocations import GUESTS, Revocation, RevocationKind, RevocationRegister
from chatd.domain.validation import SUBJECT_MAX
from chatd.errors import Refusal
from chatd.interfaces.accounts import RevocationStore

REVOCATIONS_MAX = 50_000
"""How many are kept; all are in memory."""

PAGE_MAX = 200
"""Revocations of one page of the list."""

KEPT_MS = 366 * 86_400_000
"""How long one is kept for which no end is given: longer than any token should live."""

GUESTS_KEPT_MS = 100 * KEPT_MS
"""How long that of a guest is kept: a guest's token has no end."""


class TokenRevocations:
    """
    Makes, lists and ends revocations.  `register` are those in force.
    """

    def __init__(self, people: RevocationStore, token_users: IssuedUsers, now: Now, changed: Changed) -> None:
        self.register = RevocationRegister()
        self._people = people
        self._token_users = token_users
        self._now = now
        self._changed = changed

    async def load_revocations(self) -> None:
        """
        Read the revocations in force from the store.
        """
        now = self._now()
        self.register.replace(one for one in await self._people.revocations() if one.ends > now)

    async def revoke(
        self,
        issuer: str,
        *,
        jti: str | None = None,
        subject: str | None = None,
        issued_before: int | None = None,
        until: int | None = None,
        by: User,
    ) -> Revocation:
        """
        Refuse tokens of `issuer` from now on: the one with the id `jti`; those of `subject` issued before
        `issued_before` (None: before now); or all that were issued before it.  Their sessions end at once.

        `until`: when the tokens end, and the revocation with them.  Refused as `invalid`, naming the field.
        """
        now = self._now()
        if issuer not in self._token_users.issuers:
            known = ", ".join(sorted(self._token_users.issuers)) or "none"
            raise Refusal("invalid", f"issuer: {issuer[:40]!r} is not configured; there is {known}", field="issuer")
        if jti is not None and (subject is not None or issued_before is not None):
            raise Refusal("invalid", "jti: it names one token; give nothing else with it", field="jti")
        if jti is None and subject is None and issued_before is None:
            raise Refusal("invalid", "jti: give jti, subject or issued_before", field="jti")
        for field, text in (("jti", jti), ("subject", subject)):
            if text is not None and not 0 < len(text) <= SUBJECT_MAX:
                raise Refusal("invalid", f"{field}: expected 1 to {SUBJECT_MAX} characters", field=field)
        before = now if issued_before is None else issued_before
        if not 0 < before <= now:
            raise Refusal("invalid", "issued_before: expected a time that is not in the future", field="issued_before")
        if until is not None and until <= now:
            raise Refusal("invalid", "until: expected a time in the future", field="until")
        ends = now + KEPT_MS if until is None else until
        if jti is not None:
            return await self._add(Revocation(issuer, "jti", jti, 0, ends, by.id, now), by)
        kind: RevocationKind = "issuer" if subject is None else "subject"
        value = "" if subject is None else f"x.{issuer}.{subject}"
        return await self._add(Revocation(issuer, kind, value, before, ends, by.id, now), by)

    async def revoke_guest(self, user_id: str, by: User) -> Revocation:
        """
        Refuse the token of a guest, who cannot come back under the same id.
        """
        now = self._now()
        return await self._add(Revocation(GUESTS, "subject", user_id, now, now + GUESTS_KEPT_MS, by.id, now), by)

    async def list_revocations(self) -> Sequence[Revocation]:
        """
        The revocations in force, the newest first.
        """
        now = self._now()
        found = [one for one in await self._people.revocations() if one.ends > now]
        return sorted(found, key=_newest_first)

    async def list_page(self, after: str | None, limit: int | None) -> tuple[Sequence[Revocation], str | None]:
        """
        At most `limit` of `list_revocations` after a cursor; returns them, and the cursor of the next page, or None.

        Refused as `invalid` for what is no cursor.
        """
        found = await self.list_revocations()
        if after is not None:
            begin = _read_cursor(after)
            found = [one for one in found if _newest_first(one) > begin]
        page = found[: PAGE_MAX if limit is None else min(max(limit, 1), PAGE_MAX)]
        return page, None if len(page) == len(found) else msgspec.json.encode(_newest_first(page[-1])).decode()

    def drop_ended(self) -> None:
        """
        Drop what has ended from memory.  To be called every minute or so.
        """
        self.register.drop_ended(self._now())

    async def _add(self, revocation: Revocation, by: User) -> Revocation:
        of = None if revocation.kind != "subject" else User(revocation.value, "")
        detail = " ".join(filter(None, (revocation.issuer, revocation.value if revocation.kind == "jti" else "")))
        act = AuditEntry(action="revoke_tokens", by=by, time=revocation.at, user=of, detail=detail)
        merged = await self._people.add_revocation(revocation, act, limit=REVOCATIONS_MAX)
        self.register.add(merged)
        self._changed(TokensRevoked(merged))
        return merged


_Place = tuple[int, str, str, str]


def _newest_first(one: Revocation) -> _Place:
    return -one.at, one.issuer, one.kind, one.value


def _read_cursor(cursor: str) -> _Place:
    try:
        return msgspec.json.decode(cursor, type=_Place)
    except msgspec.DecodeError:
        raise Refusal("invalid", "after: expected `next` of the page before", field="after") from None
