"""
Tokens for the people of a site, and the signatures of webhooks.
"""

import pytest

from chatd.client import WebhookError, read_webhook, sign_token
from chatd.webhooks.signing import new_secret, sign

SECRET = new_secret()
BODY = '{"type":"events","events":[{"text":"你好"}]}'.encode()


def head(secret: str = SECRET, seconds: int = 1000, body: bytes = BODY) -> dict[str, str]:
    """
    The header fields that the server sends.
    """
    signature = sign(secret, "msg_1", seconds, body)
    return {"Webhook-Id": "msg_1", "webhook-timestamp": str(seconds), "WEBHOOK-SIGNATURE": signature}


def test_webhook_of_the_server_is_read() -> None:
    found = read_webhook(SECRET, head(), BODY, now=1299)
    assert found["events"] == [{"text": "你好"}]


def test_webhook_is_read_while_secrets_change() -> None:
    other = new_secret()
    fields = head()
    fields["WEBHOOK-SIGNATURE"] = f"v2,x {sign(other, 'msg_1', 1000, BODY)} {fields['WEBHOOK-SIGNATURE']}"
    assert read_webhook(SECRET, fields, BODY, now=1000)
    assert read_webhook([new_secret(), other + "\n"], fields, BODY, now=1000)


@pytest.mark.parametrize(
    ("changes", "now", "message"),
    [
        ({}, 1301, "more than 300 seconds"),
        ({}, 699, "more than 300 seconds"),
        ({"webhook-timestamp": "soon"}, 1000, "expected seconds"),
        ({"webhook-timestamp": "1001"}, 1000, "not signed"),
        ({"webhook-id": "msg_2", "Webhook-Id": "msg_2"}, 1000, "not signed"),
        ({"WEBHOOK-SIGNATURE": ""}, 1000, "not signed"),
        ({"WEBHOOK-SIGNATURE": "v1,ü"}, 1000, "not signed"),
    ],
)
def test_other_requests_are_refused(changes: dict[str, str], now: int, message: str) -> None:
    with pytest.raises(WebhookError, match=message):
        read_webhook(SECRET, head() | changes, BODY, now=now)


def test_changed_body_is_refused() -> None:
    with pytest.raises(WebhookError, match="not signed"):
        read_webhook(SECRET, head(), BODY + b" ", now=1000)


def test_request_without_a_signature_is_refused() -> None:
    with pytest.raises(WebhookError, match="webhook-id is missing"):
        read_webhook(SECRET, {}, BODY)


def test_body_that_is_no_json_is_refused() -> None:
    with pytest.raises(WebhookError, match="no JSON"):
        read_webhook(SECRET, head(body=b"{"), b"{", now=1000)


def test_secret_that_is_none_is_named() -> None:
    with pytest.raises(ValueError, match="whsec_"):
        read_webhook("ü", head(), BODY)


def test_short_secret_signs_no_token() -> None:
    with pytest.raises(ValueError, match="the secret has 5 bytes"):
        sign_token("short", issuer="i", audience="a", subject=1)
