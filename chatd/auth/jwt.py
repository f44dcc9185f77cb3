"""
Tokens of the site's own login: JSON Web Tokens (RFC 7519, checked as RFC 8725 advises).
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
from chatd.domain.account_errors import bad_token
from chatd.domain.accounts import Grants, Principal, grants
from chatd.domain.decode_errors import field_error
from chatd.domain.display_names import NameRules
from chatd.domain.events import User
from chatd.errors import Refusal

TOKEN_MAX = 8192
SUBJECT_MAX = 255
"""OpenID Connect Core, section 2."""

Moment = Annotated[float, Meta(ge=0, le=4_102_444_800_000)]
"""A NumericDate; a bound of 130,000 years keeps all sums exact."""

# What PyJWT is to look at: signature, issuer and audience.  Times are compared with the clock that was given.
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
    What a token says for chatd: a name, roles by pattern of rooms, and the only actions by pattern of rooms.
    """

    name: object = None
    roles: dict[str, str] | None = None
    rooms: dict[str, list[str]] | None = None


class Claims(Struct, frozen=True):
    """
    What is read of a token; more may stand in it.  A name may be anything: what cannot be shown is not.
    """

    sub: Annotated[str, Meta(min_length=1, max_length=SUBJECT_MAX)] | int
    exp: Moment
    nbf: Moment | None = None
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
    Recognises the tokens of some issuers, each with its keys.  `now` tells the time of day.
    """

    def __init__(self, issuers: Sequence[tuple[TokenIssuer, KeySource]], names: NameRules, now: Now) -> None:
        self._issuers: Mapping[str, tuple[TokenIssuer, KeySource]] = {issuer.iss: (issuer, k) for issuer, k in issuers}
        self._names = names
        self._now = now

    @classmethod
    def of(
        cls, issuers: Sequence[TokenIssuer], *, fetch: Fetch, clock: Clock, names: NameRules, now: Now
    ) -> "JwtVerifier":
        """
        With the keys that the configuration names: files are read now, URLs when they are needed.

        ValueError with the place of what is wrong.
        """
        check_issuers(issuers)
        known: list[tuple[TokenIssuer, KeySource]] = []
        for place, issuer in enumerate(issuers):
            if issuer.jwks_url is None:
                known.append((issuer, FixedKey(read_key(issuer, place))))
            else:
                url, cache, refresh = issuer.jwks_url, issuer.cache_seconds, issuer.refresh_seconds
                known.append((issuer, Jwks(url, fetch, clock, cache=cache, refresh=refresh)))
        return cls(known, names, now)

    async def recognise(self, token: str) -> Principal:
        """
        Who a token is about, and what it grants.

        `bad_token`, naming the claim, if it is not to be believed; `expired` if it was; `unavailable` if the keys of
        its issuer cannot be had now.  The avatar expires when the token would be refused.
        """
        header, origin = _open(token)
        known = self._issuers.get(origin.iss)
        if known is None:
            raise bad_token("iss: the tokens of this issuer are not taken here")
        issuer, keys = known
        # By what was configured, never by what the token asks for.
        if header.alg not in issuer.algorithms:
            raise bad_token("alg: this issuer's tokens are not signed this way")
        claims = _verified(token, await keys.find(header.kid, header.alg), header.alg, issuer)
        now, leeway = self._now() / 1000, issuer.leeway_seconds
        if now >= claims.exp + leeway:
            raise Refusal("expired", field="token")
        if claims.nbf is not None and now < claims.nbf - leeway:
            raise bad_token("nbf: the token is not valid yet")
        subject, claim = _subject(str(claims.sub)), claims.chatd or ChatdClaim()
        user = User(f"x.{issuer.name}.{subject}", self._names.vouched_name(claim.name, claims.name, subject))
        return Principal(user, "token", int((claims.exp + leeway) * 1000), _grants(claim))


def _open(token: str) -> tuple[_Header, _Origin]:
    # Sizes first, then as little as it takes to know whose token it claims to be.
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
