"""
Signatures as Standard Webhooks has them.
"""

import base64
import hashlib
import hmac

from msgspec.structs import replace

from chatd.domain.webhooks import Webhook
from chatd.webhooks.signing import new_secret, sign, signatures

WEBHOOK = Webhook(id="wh_1", url="https://example.org/", events=(), rooms=(), secret=new_secret(), by="a.1", created=0)


def test_secret_is_the_prefix_and_base64() -> None:
    assert new_secret(lambda size: b"x" * size) == "whsec_" + base64.b64encode(b"x" * 32).decode()
    assert new_secret() != new_secret()


def test_example_of_the_standard() -> None:
    """
    The example in the README of github.com/standard-webhooks/standard-webhooks.
    """
    secret, message = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    body = b'{"test": 2432232314}'
    assert sign(secret, message, 1614265330, body) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_two_secrets_sign_during_a_rotation() -> None:
    former = new_secret()
    webhook = replace(WEBHOOK, former_secret=former, former_until=2000)
    new, old = signatures(webhook, "msg_1", 1, b"{}").split(" ")
    assert (new, old) == (sign(WEBHOOK.secret, "msg_1", 1, b"{}"), sign(former, "msg_1", 1, b"{}"))
    assert signatures(webhook, "msg_1", 2, b"{}") == sign(WEBHOOK.secret, "msg_1", 2, b"{}")


def test_signature_is_the_hmac_of_id_time_and_body() -> None:
    key = base64.b64decode(WEBHOOK.secret[6:])
    right = base64.b64encode(hmac.new(key, b"msg_1.5.{}", hashlib.sha256).digest()).decode()
    assert sign(WEBHOOK.secret, "msg_1", 5, b"{}") == f"v1,{right}"
