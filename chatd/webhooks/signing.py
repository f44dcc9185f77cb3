"""
Signatures of webhooks, as Standard Webhooks has them (https://www.standardwebhooks.com, version 1).
"""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Callable
from secrets import token_bytes

from chatd.domain.webhooks import Webhook

PREFIX = "whsec_"
BYTES = 32

Random = Callable[[int], bytes]


def new_secret(random: Random = token_bytes) -> str:
    """
    Returns a new secret: the prefix and random bytes in base64.
    """
    return PREFIX + b64encode(random(BYTES)).decode()


def sign(secret: str, message: str, seconds: int, body: bytes) -> str:
    """
    Returns one signature of the message with that id, time and body.
    """
    signed = f"{message}.{seconds}.".encode() + body
    return "v1," + b64encode(hmac.digest(b64decode(secret.removeprefix(PREFIX)), signed, "sha256")).decode()


def signatures(webhook: Webhook, message: str, seconds: int, body: bytes) -> str:
    """
    Returns the value of ``webhook-signature``: also with the former secret while that is still valid.
    """
    secrets = [webhook.secret]
    if webhook.former_secret is not None and seconds * 1000 < (webhook.former_until or 0):
        secrets.append(webhook.former_secret)
    return " ".join(sign(secret, message, seconds, body) for secret in secrets)
