"""
Random tokens: their form, and the digests that are stored.

The prefix of a token names its kind, so that a leaked secret can be recognised (secret scanning).
"""

import re
import secrets
from collections.abc import Callable
from hashlib import sha256

SESSION = "chatd_session_"
TLS_SESSION = "chatd_session_tls_"
"""Sessions that began over TLS."""
KEY = "chatd_key_"
LINK = "chatd_link_"
HOOK = "chatd_hook_"
"""Incoming webhooks."""

Secret = Callable[[], str]
"""Returns 256 random bits as 43 characters of base64url."""

_TOKEN = re.compile(r"chatd_(?:session|session_tls|key|link|hook)_[A-Za-z0-9_-]{43}", re.ASCII)


def new_secret() -> str:
    """
    256 bits from the operating system's random generator.
    """
    return secrets.token_urlsafe(32)


def new_token(kind: str, secret: Secret = new_secret) -> str:
    """
    A random token with the prefix `kind`.
    """
    return kind + secret()


def is_token(text: str, kind: str) -> bool:
    """
    Whether `text` has the form of a token of that kind; checked before any other work.
    """
    return text.startswith(kind) and _TOKEN.fullmatch(text) is not None


def digest(token: str) -> str:
    """
    The stored digest of a token.  It needs neither salt nor a slow hash: 256 random bits cannot be searched.
    """
    return sha256(token.encode()).hexdigest()
