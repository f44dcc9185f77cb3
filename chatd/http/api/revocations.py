"""
Endpoints of administrators: tokens of the site's own login that are refused before they expire.
"""

from collections.abc import Iterator

from msgspec import Struct

from chatd.auth.revocations import TokenRevocations
from chatd.domain.revocations import Revocation
from chatd.http.api.app import Route
from chatd.http.api.request import ApiRequest
from chatd.protocol.commands import After, Seq


class RevocationBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The tokens of an issuer to refuse: the one with the id `jti`, those of `subject`, those `issued_before` a time, or
    the last two together.  `until`: when they end anyhow.
    """

    issuer: str
    jti: str | None = None
    subject: str | None = None
    issued_before: int | None = None
    until: int | None = None


class OneRevocation(Struct, frozen=True):
    """
    A revocation of `kind` ``jti``, ``subject`` or ``issuer``: of tokens with that id or user as `value`, issued before
    `issued_before` (null for ``jti``).  `by` has made it at the time `at`, and it ends at `until`.
    """

    issuer: str
    kind: str
    value: str
    issued_before: int | None
    until: int
    by: str
    at: int


class RevocationsQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The page to list: at most `limit` revocations, after a cursor if given.
    """

    after: After | None = None
    limit: Seq | None = None


class RevocationsAnswer(Struct, frozen=True):
    """
    A page of the revocations in force, the newest first; `more`: pass `next` as the query's `after` for the next page.
    """

    revocations: list[OneRevocation]
    more: bool
    next: str | None


class RevocationEndpoints:
    """
    The endpoints of revocations.
    """

    def __init__(self, revocations: TokenRevocations) -> None:
        self._revocations = revocations

    def routes(self) -> Iterator[Route]:
        """
        Yields the routes.
        """
        path = "/api/revocations"
        yield Route("GET", path, self.list_revocations, asks="admin", query=RevocationsQuery)
        yield Route("POST", path, self.revoke_tokens, asks="admin", body=RevocationBody, status=201)

    async def list_revocations(self, exchange: ApiRequest, query: RevocationsQuery) -> RevocationsAnswer:
        """
        Lists what is revoked.
        """
        page, following = await self._revocations.list_page(query.after, query.limit)
        return RevocationsAnswer([_shown(one) for one in page], following is not None, following)

    async def revoke_tokens(self, exchange: ApiRequest, body: RevocationBody) -> OneRevocation:
        """
        Refuses tokens from now on, and closes the connections that logged in with them.
        """
        made = await self._revocations.revoke(
            body.issuer,
            jti=body.jti,
            subject=body.subject,
            issued_before=body.issued_before,
            until=body.until,
            by=exchange.who.user,
        )
        return _shown(made)


def _shown(one: Revocation) -> OneRevocation:
    return OneRevocation(one.issuer, one.kind, one.value, one.before or None, one.ends, one.by, one.at)
