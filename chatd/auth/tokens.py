"""
Random tokens: what they look like, and what is kept of them.

A token's beginning says what it is for, so that a secret that turns up in the wrong place can be recognised.
"""

import re
import secrets
from collections.abc import Callable
from hashlib import sha256

SESSION = "chatd_session_"
KEY = "chatd_key_"
LINK = "chatd_link_"

Secret = Callable[[], str]
"""Makes 256 random bits as 43 characters of base64url."""

_TOKEN = re.compile(r"chatd_(?:session|key|link)_[A-Za-z0-9_-]{43}", re.ASCII)


def new_secret() -> str:
    """
    256 bits of the operating system's randomness.
    """
    return secrets.token_urlsafe(32)


def new_token(kind: str, secret: Secret = new_secret) -> str:
    """
    A token that begins with `kind` and cannot be guessed.
    """
    return kind + secret()


def is_token(text: str, kind: str) -> bool:
    """
    Whether `text` could be a token of that kind: asked before any work is done for it.
    """
    return text.startswith(kind) and _TOKEN.fullmatch(text) is not None


def digest(token: str) -> str:
    """
    What is kept of a token.  It needs no salt and no slowness: 256 random bits cannot be searched.
    """
    return sha256(token.encode()).hexdigest()
