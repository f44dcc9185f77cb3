"""
JSON Web Tokens of the site's own login (RFC 7519), verified as RFC 8725 recommends.
"""

from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import jwt
import msgspec
from msgspec import Meta, Struct

from chatd.auth.jwks import Fetch, Jwks
from chatd.auth.jwt_issuers import FixedKey, KeySource, TokenIssuer, check_issuers, read_key
from chatd.clock import Clock, Now
from chatd.domain.account_errors import bad_token, revoked_token
from chatd.domain.accounts import Grants, Principal, grants
from chatd.domain.decode_errors import field_error
from chatd.domain.display_names import NameRules
from chatd.domain.events import User
from chatd.domain.revocations import RevocationRegister, TokenFacts
from chatd.domain.validation import SUBJECT_MAX
from chatd.errors import Refusal

TOKEN_MAX = 8192

MOMENT_MAX = 4_102_444_800_000
Moment = Annotated[float, Meta(ge=0, le=MOMENT_MAX)]
"""A NumericDate; the bound of 130,000 years keeps all sums exact."""

# PyJWT checks signature, issuer and audience.  Times are compared here, with the given clock.
_OPTIONS: Any = {
    "require": ["iss", "aud", "exp", "sub"],
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_sub": False,
    "verify_jti": False,
}


class ChatdClaim(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The claim ``chatd``: a name, roles by room pattern, and the allowed actions by room pattern.
    """

    name: object = None
    roles: dict[str, str] | None = None
    rooms: dict[str, list[str]] | None = None


class Claims(Struct, frozen=True):
    """
    The claims that are read; other claims are ignored.  A name may be anything: an unusable one is not shown.
    """

    sub: Annotated[str, Meta(min_length=1, max_length=SUBJECT_MAX)] | int
    exp: Moment
    nbf: Moment | None = None
    iat: object = None
    jti: object = None
    name: object = None
    chatd: ChatdClaim | None = None


class _Header(Struct, frozen=True):
    alg: str
    kid: str | None = None
    crit: object = msgspec.UNSET
    b64: object = msgspec.UNSET


class _Origin(Struct, frozen=True):
    iss: str


class JwtVerifier:
    """
    Verifies the tokens of configured issuers, each with its keys.  `now` is the time of day; `revoked` are refused.
    """

    def __init__(
        self,
        issuers: Sequence[tuple[TokenIssuer, KeySource]],
        names: NameRules,
        now: Now,
        revoked: RevocationRegister | None = None,
    ) -> None:
        self._revoked = revoked or RevocationRegister()
        self._issuers: Mapping[str, tuple[TokenIssuer, KeySource]] = {issuer.iss: (issuer, k) for issuer, k in issuers}
        self._names = names
        self._now = now

    @classmethod
    def of(
        cls,
        issuers: Sequence[TokenIssuer],
        *,
        fetch: Fetch,
        clock: Clock,
        names: NameRules,
        now: Now,
        revoked: RevocationRegister | None = None,
    ) -> "JwtVerifier":
        """
        A verifier with the configured keys: files are read now, URLs when they are needed.

        Raises ValueError with the place of the wrong setting.
        """
        check_issuers(issuers)
        known: list[tuple[TokenIssuer, KeySource]] = []
        for place, issuer in enumerate(issuers):
            if issuer.jwks_url is None:
                known.append((issuer, FixedKey(read_key(issuer, place))))
            else:
                url, cache, refresh = issuer.jwks_url, issuer.cache_seconds, issuer.refresh_seconds
                known.append((issuer, Jwks(url, fetch, clock, cache=cache, refresh=refresh)))
        return cls(known, names, now, revoked)

    async def recognise(self, token: str) -> Principal:
        """
        The principal of a token, with what it grants; the principal expires when the token does.

        Refused as `bad_token`, naming the claim, if the token is not valid; `expired` if its time is over;
        `unavailable` if the keys of its issuer cannot be fetched now.
        """
        header, origin = _decode_unverified(token)
        known = self._issuers.get(origin.iss)
        if known is None:
            raise bad_token("iss: the tokens of this issuer are not taken here")
        issuer, keys = known
        # The configured algorithms count, never the one that the token asks for.
        if header.alg not in issuer.algorithms:
            raise bad_token("alg: this issuer's tokens are not signed this way")
        claims = _verified(token, await keys.find_key(header.kid, header.alg), header.alg, issuer)
        now, leeway = self._now() / 1000, issuer.leeway_seconds
        if now >= claims.exp + leeway:
            raise Refusal("expired", field="token")
        if claims.nbf is not None and now < claims.nbf - leeway:
            raise bad_token("nbf: the token is not valid yet")
        subject, claim = _subject(str(claims.sub)), claims.chatd or ChatdClaim()
        user = User(f"x.{issuer.name}.{subject}", self._names.vouched_name(claim.name, claims.name, subject))
        facts = _facts(issuer, claims)
        if self._revoked.is_revoked(user.id, facts):
            raise revoked_token()
        return Principal(user, "token", int((claims.exp + leeway) * 1000), _grants(claim), token=facts)


def _decode_unverified(token: str) -> tuple[_Header, _Origin]:
    # Sizes first, then only what is needed to know the issuer; nothing is verified yet.
    if len(token) > TOKEN_MAX or token.count(".") != 2 or not token.isascii():
        raise bad_token()
    try:
        header, payload, _ = (urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in token.split("."))
        opened = msgspec.json.decode(header, type=_Header), msgspec.json.decode(payload, type=_Origin)
    except (ValueError, RecursionError):
        raise bad_token() from None
    if opened[0].crit is not msgspec.UNSET or opened[0].b64 is not msgspec.UNSET:
        raise bad_token("crit: the token asks for something that is not known here")
    return opened


def _verified(token: str, key: Any, algorithm: str, issuer: TokenIssuer) -> Claims:
    try:
        payload = jwt.decode(
            token, key, algorithms=[algorithm], audience=issuer.audience, issuer=issuer.iss, options=_OPTIONS
        )
    except jwt.InvalidAudienceError:
        raise bad_token("aud: the token is for somebody else") from None
    except jwt.MissingRequiredClaimError as error:
        raise bad_token(f"{error.claim}: the token does not say it") from None
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise bad_token() from None
    try:
        return msgspec.convert(payload, Claims)
    except msgspec.ValidationError as error:
        raise bad_token(field_error(error).told()) from None


def _facts(issuer: TokenIssuer, claims: Claims) -> TokenFacts:
    jti = claims.jti if isinstance(claims.jti, str) else None
    known = isinstance(claims.iat, int | float) and 0 <= claims.iat <= MOMENT_MAX
    return TokenFacts(issuer.name, jti, int(claims.iat * 1000) if known else 0)  # type: ignore[operator]


def _subject(sub: str) -> str:
    if not sub.isprintable() or " " in sub:
        raise bad_token("sub: expected visible characters without spaces")
    if len(sub) > SUBJECT_MAX:
        raise bad_token(f"sub: expected at most {SUBJECT_MAX} characters")
    return sub


def _grants(claim: ChatdClaim) -> Grants | None:
    if not claim.roles and claim.rooms is None:
        return None
    try:
        return grants(claim.roles or {}, claim.rooms)
    except ValueError as error:
        raise bad_token(f"chatd.{error}") from None
