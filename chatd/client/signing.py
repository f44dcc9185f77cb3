"""
What is signed with a secret: tokens for the people of a site, and the webhooks that chatd sends.
"""

import binascii
import hmac
import json
import secrets
import time
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from chatd.client.errors import Json

SECRET_BYTES = 32
"""chatd takes no shorter secret for HS256."""


class WebhookError(ValueError):
    """
    A request is no webhook of chatd with this secret, or an old one.
    """


def sign_token(
    secret: str | bytes,
    *,
    issuer: str,
    audience: str,
    subject: str | int,
    name: str | None = None,
    seconds: int = 3600,
    rooms: Mapping[str, Sequence[str]] | None = None,
    roles: Mapping[str, str] | None = None,
    now: float | None = None,
) -> str:
    """
    Returns a token (JWT, HS256) for one user of the site: `issuer` and `audience` are `iss` and `audience` of
    ``[[auth.issuers]]``, `secret` the content of its `secret_file`, `subject` the id of the user there.

    `rooms` are the only actions allowed, by pattern of rooms (None: as the permissions of the server say), `roles` the
    roles, by pattern of rooms.  The token ends after `seconds`.

    Raises:
        ValueError: The secret is too short.
    """
    key = (secret.encode() if isinstance(secret, str) else secret).rstrip(b"\r\n")
    if len(key) < SECRET_BYTES:
        raise ValueError(f"the secret has {len(key)} bytes: chatd takes at least {SECRET_BYTES}")
    begins = int(time.time() if now is None else now)
    claims: Json = {
        "iss": issuer,
        "aud": audience,
        "sub": str(subject),
        "jti": secrets.token_hex(12),
        "iat": begins,
        "nbf": begins,
        "exp": begins + seconds,
    }
    if name is not None:
        claims["name"] = name
    rights = {"rooms": rooms, "roles": roles}
    if any(value is not None for value in rights.values()):
        claims["chatd"] = {what: value for what, value in rights.items() if value is not None}
    signed = _encode(b'{"alg":"HS256","typ":"JWT"}') + b"." + _encode(json.dumps(claims).encode())
    return (signed + b"." + _encode(hmac.digest(key, signed, "sha256"))).decode()


def read_webhook(
    secret: str | Sequence[str],
    head: Mapping[str, str],
    body: bytes,
    *,
    tolerance: float = 300.0,
    now: float | None = None,
) -> Any:
    """
    Returns what a webhook says: its JSON, with `events`.

    `secret` is what ``chatd webhook add`` printed, or several of which one is right; `head` are the header fields of
    the request, `body` its bytes as they came.

    Raises:
        WebhookError: It is not signed with the secret, or not within `tolerance` seconds of now.
        ValueError: A secret is none.
    """
    fields = {name.lower(): value for name, value in head.items()}
    try:
        ident, stamp, given = (fields[f"webhook-{part}"] for part in ("id", "timestamp", "signature"))
        sent = int(stamp)
    except KeyError as missing:
        raise WebhookError(f"the header field {missing.args[0]} is missing") from None
    except ValueError:
        raise WebhookError("webhook-timestamp: expected seconds since 1970") from None
    signed = f"{ident}.{stamp}.".encode() + body
    known = [secret] if isinstance(secret, str) else secret
    right = [b"v1," + b64encode(hmac.digest(_key(one), signed, "sha256")) for one in known]
    found = [one.encode("utf-8", "replace") for one in given.split(" ")]
    # All are compared: how long it takes tells nothing.
    if sum(hmac.compare_digest(mine, theirs) for mine in right for theirs in found) == 0:
        raise WebhookError("webhook-signature: it is not signed with this secret, or not these bytes are")
    if abs((time.time() if now is None else now) - sent) > tolerance:
        raise WebhookError(f"webhook-timestamp: {stamp} is more than {tolerance:g} seconds from now")
    try:
        return json.loads(body)
    except ValueError:
        raise WebhookError("the body is no JSON") from None


def _key(secret: str) -> bytes:
    try:
        return b64decode(secret.strip().removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("the secret of a webhook is `whsec_` and base64, as `chatd webhook add` prints it") from None


def _encode(data: bytes) -> bytes:
    return urlsafe_b64encode(data).rstrip(b"=")
