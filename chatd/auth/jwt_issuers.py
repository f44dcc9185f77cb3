"""
The settings of token issuers: whose JSON Web Tokens are accepted, and with which keys.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Protocol

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from msgspec import Meta, Struct

from chatd.domain.limits import Seconds
from chatd.domain.validation import is_label
from chatd.errors import os_error_text

Key = bytes | RSAPublicKey | EllipticCurvePublicKey | Ed25519PublicKey | Ed448PublicKey

SECRET_ALGORITHMS = {"HS256": 32, "HS384": 48, "HS512": 64}
"""With the least length of a secret in bytes (RFC 7518, section 3.2): shorter ones can be found from one token."""

PUBLIC_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
RSA_LEAST = 2048

_CURVES = {"ES256": "secp256r1", "ES384": "secp384r1", "ES512": "secp521r1"}
_URL = re.compile(r"https://[^/\s?#]+(/[^\s#]*)?|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(/[^\s#]*)?", re.ASCII)


class TokenIssuer(Struct, frozen=True, forbid_unknown_fields=True):
    """
    One issuer whose tokens are accepted: its ``iss`` and ``aud``, and how its tokens are signed.

    `name` is the namespace of its users: ``x.NAME.subject``.  The key is the content of `secret_file`, the public key
    in `key_file` (PEM), or a key of the set at `jwks_url`.  Clocks may differ by `leeway_seconds`.  The set is fetched
    again after `cache_seconds`, and for an unknown key after `refresh_seconds`.
    """

    name: str
    iss: Annotated[str, Meta(min_length=1, max_length=1024)]
    audience: Annotated[str, Meta(min_length=1, max_length=1024)]
    algorithms: tuple[str, ...]
    secret_file: str | None = None
    key_file: str | None = None
    jwks_url: str | None = None
    leeway_seconds: Annotated[float, Meta(ge=0, le=300)] = 30.0
    cache_seconds: Seconds = 3600.0
    refresh_seconds: Seconds = 60.0


class KeySource(Protocol):
    """
    Finds the key for the key id of a token.
    """

    async def find_key(self, kid: str | None, algorithm: str) -> Key:
        """
        The key with the id `kid` that fits `algorithm`; without an id, the only one that fits.

        Refused as `bad_token` if there is none, `unavailable` if the keys cannot be fetched now.
        """


class FixedKey:
    """
    A single key, used for every key id.
    """

    def __init__(self, key: Key) -> None:
        self._key = key

    async def find_key(self, kid: str | None, algorithm: str) -> Key:
        return self._key


def check_issuers(issuers: Sequence[TokenIssuer]) -> None:
    """
    Raises ValueError with the place of the wrong setting: ``[1].algorithms: …``.
    """
    for place, issuer in enumerate(issuers):
        if not is_label(issuer.name):
            raise ValueError(f"[{place}].name: {issuer.name!r}: expected 1 to 32 characters of a-z 0-9 _ -")
        if any(issuer.name == other.name for other in issuers[:place]):
            raise ValueError(f"[{place}].name: {issuer.name!r}: there are two of this name")
        if any(issuer.iss == other.iss for other in issuers[:place]):
            raise ValueError(f"[{place}].iss: {issuer.iss!r}: another issuer says the same of itself")
        _check_key(issuer, place)


def _check_key(issuer: TokenIssuer, place: int) -> None:
    given = [name for name in ("secret_file", "key_file", "jwks_url") if getattr(issuer, name) is not None]
    if len(given) != 1:
        raise ValueError(f"[{place}]: expected one of secret_file, key_file and jwks_url")
    # One key never serves both kinds: a public key must not be used as a secret.
    known = tuple(SECRET_ALGORITHMS) if given == ["secret_file"] else PUBLIC_ALGORITHMS
    if not issuer.algorithms:
        raise ValueError(f"[{place}].algorithms: expected some of {', '.join(known)}")
    for algorithm in issuer.algorithms:
        if algorithm not in known:
            expected = f"{given[0]} goes with {', '.join(known)}"
            raise ValueError(f"[{place}].algorithms: {algorithm!r}: {expected}")
    if issuer.jwks_url is not None and not _URL.fullmatch(issuer.jwks_url):
        raise ValueError(f"[{place}].jwks_url: expected an https URL, or http on this machine")


def read_key(issuer: TokenIssuer, place: int = 0) -> Key:
    """
    The key in the issuer's file.  Raises ValueError with its place if there is none that fits all its algorithms.
    """
    name = "key_file" if issuer.secret_file is None else "secret_file"
    path = Path(issuer.secret_file or issuer.key_file or "")
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ValueError(f"[{place}].{name}: {path}: cannot be read: {os_error_text(error)}") from None
    key: Any
    if name == "secret_file":
        # The line break that an editor adds is not part of the secret; any other byte may be.
        key = raw.rstrip(b"\r\n")
        wanted = f"a secret of at least {max(SECRET_ALGORITHMS[name] for name in issuer.algorithms)} bytes"
    else:
        try:
            key = load_pem_public_key(raw)
        except (ValueError, UnsupportedAlgorithm):
            key = None
        wanted = f"a public key in PEM for {' and '.join(issuer.algorithms)}"
    fitting: list[Key] = [key for algorithm in issuer.algorithms if fits(key, algorithm)]
    if not fitting or len(fitting) < len(issuer.algorithms):
        raise ValueError(f"[{place}].{name}: {path}: expected {wanted}")
    return fitting[0]


def fits(key: object, algorithm: str) -> bool:
    """
    Whether `key` can verify `algorithm`: of the right family and curve, and long enough.
    """
    if algorithm in SECRET_ALGORITHMS:
        if not isinstance(key, bytes) or len(key) < SECRET_ALGORITHMS[algorithm]:
            return False
        return not key.lstrip().startswith(b"-----BEGIN")
    if algorithm in _CURVES:
        return isinstance(key, EllipticCurvePublicKey) and key.curve.name == _CURVES[algorithm]
    if algorithm == "EdDSA":
        return isinstance(key, Ed25519PublicKey | Ed448PublicKey)
    return algorithm in PUBLIC_ALGORITHMS and isinstance(key, RSAPublicKey) and key.key_size >= RSA_LEAST
