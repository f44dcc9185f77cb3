"""
Keys and tokens of a login that is not ours, for the tests of authentication.
"""

import hmac
import json
from base64 import urlsafe_b64encode
from functools import cache
from hashlib import sha256
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import get_default_algorithms

SECRET = b"a secret of the site, long enough"
ISSUER = "https://login.example.org"
AUDIENCE = "chat.example.org"
NOW = 1_800_000_000
"""When the tests take place: seconds since 1970."""


def private_key(kind: str, number: int = 0) -> Any:
    """
    One of some keys, the same in each test: ``rsa``, ``rsa1024``, ``p256``, ``p384``, ``ed25519``.
    """
    return _make_key(kind, number)


@cache
def _make_key(kind: str, _: int) -> Any:
    if kind.startswith("rsa"):
        return rsa.generate_private_key(65537, int(kind[3:] or 2048))
    if kind == "ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    return ec.generate_private_key({"p256": ec.SECP256R1(), "p384": ec.SECP384R1()}[kind])


def public_pem(kind: str) -> bytes:
    """
    Its public half, as it stands in a file.
    """
    pem: bytes = private_key(kind).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return pem


def jwk(kind: str, algorithm: str, kid: str, number: int = 0, **more: Any) -> dict[str, Any]:
    """
    Its public half, as it stands in a set of keys.
    """
    made = get_default_algorithms()[algorithm]
    public = private_key(kind, number).public_key()
    return json.loads(made.to_jwk(public)) | {"kid": kid, "use": "sig"} | more  # type: ignore[no-any-return]


def claims(**changes: Any) -> dict[str, Any]:
    """
    Good claims, but for the changes; what is None is left out.
    """
    good = {"iss": ISSUER, "aud": AUDIENCE, "sub": "7", "exp": NOW + 600, "name": "Anna"} | changes
    return {name: value for name, value in good.items() if value is not None}


def sign(payload: dict[str, Any], key: Any = SECRET, algorithm: str = "HS256", **header: Any) -> str:
    """
    A token, made as a library makes it.
    """
    return jwt.encode(payload, key, algorithm, headers=header)


def forge(header: dict[str, Any] | bytes, payload: dict[str, Any] | bytes, key: bytes | None) -> str:
    """
    A token as no library makes it; with an HMAC-SHA256 under `key`, or an empty signature.
    """
    parts = [part if isinstance(part, bytes) else json.dumps(part).encode() for part in (header, payload)]
    signed = b".".join(_text(part) for part in parts)
    return (signed + b"." + (b"" if key is None else _text(hmac.digest(key, signed, sha256)))).decode()


def _text(raw: bytes) -> bytes:
    return urlsafe_b64encode(raw).rstrip(b"=")
