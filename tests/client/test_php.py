"""
clients/php/Chatd.php against servers and proxies that do what they should not.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

from chatd.webhooks.signing import new_secret, sign
from tests.client.test_api import REPEATED, STORED, problem
from tests.support.programs import program
from tests.support.scripted_server import HOLD, answer, scripted
from tests.support.timeouts import PATIENCE

ROOT = Path(__file__).parent.parent.parent
LIBRARY = ROOT / "clients" / "php" / "Chatd.php"
CALLS = Path(__file__).with_name("calls.php")
SECRET = new_secret()
BODY = '{"events":[{"text":"你好"}]}'


class Php:
    """
    What came of calls.
    """

    def __init__(self, url: str, *calls: tuple[str, Any], key: str = "chatd_key_x", **options: Any) -> None:
        given = json.dumps([{"url": url, "key": key, **options}, calls])
        ran = subprocess.run(
            [program("php"), "-d", "error_reporting=-1", "-d", "display_errors=1", str(CALLS), str(LIBRARY)],
            input=given,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        found = json.loads(ran.stdout)
        self.results: list[Any] = found["results"]
        self.waits: list[float] = found["waits"]
        self.shown: str = found["shown"]


PUBLISH = ("publish", ["news", "x"])


def test_file_is_php_81() -> None:
    checked = subprocess.run([program("php"), "-l", LIBRARY], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    assert json.loads((LIBRARY.parent / "composer.json").read_text("utf-8"))["autoload"] == {"classmap": ["Chatd.php"]}


def test_message_is_sent_with_key_and_token() -> None:
    said = {
        "room": "a/b ü",
        "text": "Grüße 你好 مرحبا 🎉",
        "data": {"n": [1, None]},
        "asUser": "x.site.1",
        "asName": "Ann",
    }
    with scripted(STORED, REPEATED) as server:
        php = Php(
            server.url + "/chat/", ("publish", said), ("publish", {"room": "a", "data": {}, "replyTo": 3, "key": "k 1"})
        )
    one, two = server.requests
    stored = {"seq": 1, "time": 7, "epoch": "e", "text": None}
    assert php.results == [{**stored, "repeated": False}, {**stored, "repeated": True}]
    assert one.line == "POST /chat/api/rooms/a%2Fb%20%C3%BC/messages HTTP/1.1"
    assert one.head["authorization"] == "Bearer chatd_key_x"
    assert one.head["content-type"] == "application/json"
    assert len(one.head["idempotency-key"]) == 32
    body = {"text": "Grüße 你好 مرحبا 🎉", "data": {"n": [1, None]}, "as": {"id": "x.site.1", "name": "Ann"}}
    assert json.loads(one.body) == body
    assert two.head["idempotency-key"] == "k 1"
    assert json.loads(two.body) == {"data": {}, "reply_to": 3}
    # On one connection.
    assert one.connection == two.connection
    assert "chatd_key_x" not in php.shown


def test_what_fails_for_now_is_sent_again_with_the_same_key() -> None:
    failures = (
        problem("429 Too Many Requests", "rate_limited", "Retry-After: 4", retry_after=3500),
        answer("503 Service Unavailable", b"<h1>busy</h1>", "Retry-After: 2", kind="text/html"),
        answer("502 Bad Gateway", b"", "Connection: close"),
        b"",
        STORED.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")[:-5],
    )
    with scripted(*failures, STORED) as server:
        php = Php(server.url, PUBLISH, patience=60)
    assert php.results[0]["seq"] == 1
    assert php.waits[:2] == [3.5, 2]
    assert all(wait <= bound for wait, bound in zip(php.waits[2:], (2.0, 4.0, 8.0), strict=True))
    assert len({request.head["idempotency-key"] for request in server.requests}) == 1


def test_refusals_are_problems() -> None:
    page = b"<html><h1>404</h1>\n<p>No such page - nginx</p></html>"
    refused = (
        problem("429 Too Many Requests", "rate_limited", retry_after=31_000),
        problem("400 Bad Request", "invalid", field="text", until=5),
        answer("404 Not Found", page, kind="text/html"),
        answer("301 Moved Permanently", b"", "Location: http://127.0.0.1:1/"),
    )
    with scripted(*refused) as server:
        php = Php(server.url, *[PUBLISH] * 4)
    late, wrong, other, moved = php.results
    assert (late["message"], late["retryAfter"]) == ("429 rate_limited: some words", 31_000)
    assert (wrong["message"], wrong["until"]) == ("400 invalid: text: some words", 5)
    assert (other["message"], other["code"]) == ("404: 404 No such page - nginx", "")
    assert moved["message"] == "301: refused without a word"
    assert php.waits == []


def test_what_is_not_chatd_is_named() -> None:
    wrong = [answer("200 OK", body, kind="text/html") for body in (b"<html>", b"[]", b'{"ok":true}', b"\xff\xfe", b"")]
    with scripted(*wrong) as server:
        php = Php(server.url, *[PUBLISH] * 5)
    for result in php.results:
        assert result["raised"] == "ChatdUnreachable"
        assert result["message"].endswith("is this the address of chatd?")
    assert php.waits == []


def test_server_that_is_silent_or_not_there() -> None:
    with scripted(b"HTTP/1.1 201" + HOLD, STORED[:-3] + HOLD) as server:
        php = Php(server.url, PUBLISH, PUBLISH, timeout=0.2, patience=0)
    with scripted() as server:
        pass
    php.results += Php(server.url, PUBLISH, patience=0).results
    php.results += Php("unix:/nowhere/chatd.sock", PUBLISH, patience=0).results
    assert [result["raised"] for result in php.results] == ["ChatdUnreachable"] * 4
    assert "timed out" in php.results[0]["message"]


def test_batch_history_and_other_requests() -> None:
    results = {"results": [{"time": 7, "seq": 1, "epoch": "e"}, {"status": 403, "code": "forbidden", "detail": "no"}]}
    page = {"events": [{"type": "message"}], "first": 1, "more": False, "epoch": "e"}
    answers = (answer("200 OK", json.dumps(found).encode()) for found in (results, page))
    messages = [{"room": "a", "text": "1"}, {"user": "a.1", "data": {}, "key": "k"}]
    with scripted(b"", *answers, answer("204 No Content"), b"", STORED) as server:
        php = Php(
            server.url,
            ("publishBatch", [messages]),
            ("history", {"room": "news", "before": 5, "limit": 0}),
            ("request", ["DELETE", "/api/rooms/news/messages/1"]),
            ("request", {"method": "POST", "path": "/api/rooms", "body": {"kind": "private"}}),
        )
    batch, history, deleted, made = php.results
    assert batch[0]["seq"] == 1
    assert batch[1] == {"problem": 403, "code": "forbidden"}
    assert server.requests[0].body == server.requests[1].body
    said = json.loads(server.requests[0].body)["messages"]
    assert len(said[0].pop("key")) == 32
    assert said == messages
    assert history == page
    assert server.requests[2].line == "GET /api/rooms/news/messages?before=5&limit=0 HTTP/1.1"
    assert deleted == []
    # Nobody knows whether it was done: it is not done again.
    assert made["raised"] == "ChatdUnreachable"
    assert len(server.requests) == 5


def test_what_cannot_be_sent_is_not_sent() -> None:
    calls: list[tuple[str, Any]] = [
        ("publish", {"room": "", "text": "x"}),
        ("publish", {"room": "news", "text": "x", "key": "ü"}),
        ("publishBatch", [[]]),
        ("publishBatch", [[{"room": "a", "text": "1"}] * 101]),
    ]
    assert [result["raised"] for result in Php("http://127.0.0.1:1", *calls).results] == [
        "InvalidArgumentException"
    ] * 4
    urls = (
        "",
        "chat.example",
        "ftp://chat.example",
        "http://",
        "http://a b",
        "http://a/x?y",
        "unix:",
        "http://u:secret@a",
    )
    made = Php(
        "http://localhost", *[("__construct", [url, "key"]) for url in urls], ("__construct", ["http://a", "two words"])
    )
    assert [result["raised"] for result in made.results] == ["InvalidArgumentException"] * (len(urls) + 1)
    assert [result["message"] for result in made.results if "expected a URL" not in result["message"]] == [
        "the key has to be visible ASCII characters, such as those that `chatd key create` prints"
    ]
    assert "secret" not in str(made.results)


def test_webhooks() -> None:
    def call(now: int = 1000, secret: Any = SECRET, body: str = BODY, **changes: str) -> tuple[str, Any]:
        fields = {
            "Webhook-Id": "m",
            "webhook-timestamp": "1000",
            "WEBHOOK-SIGNATURE": sign(SECRET, "m", 1000, BODY.encode()),
        }
        fields |= {name.replace("_", "-"): value for name, value in changes.items()}
        return "readWebhook", {"secret": secret, "head": fields, "body": body, "now": now}

    calls = (
        call(1299),
        call(secret=[new_secret(), SECRET + "\n"]),
        call(1301),
        call(699),
        call(secret=new_secret()),
        call(body=BODY + " "),
        call(webhook_timestamp="soon"),
        call(Webhook_Id="other"),
        ("readWebhook", {"secret": SECRET, "head": {"x": "y"}, "body": BODY}),
        call(secret="ü"),
        ("signToken", {"secret": "short", "issuer": "i", "audience": "a", "subject": 1}),
    )
    results = Php("http://localhost", *calls).results
    assert results[:2] == [json.loads(BODY)] * 2
    raised = [(result["raised"], result["message"].partition(":")[0]) for result in results[2:]]
    refused = "ChatdWebhookException"
    assert raised == [
        (refused, "webhook-timestamp"),
        (refused, "webhook-timestamp"),
        (refused, "webhook-signature"),
        (refused, "webhook-signature"),
        (refused, "webhook-timestamp"),
        (refused, "webhook-signature"),
        (refused, "the header field webhook-id is missing"),
        (
            "InvalidArgumentException",
            "the secret of a webhook is `whsec_` and base64, as `chatd webhook add` prints it",
        ),
        ("InvalidArgumentException", "the secret has 5 bytes"),
    ]


def stream(*entries: str, ends: bool = True) -> bytes:
    """
    A stream of server-sent events, which ends or breaks off.
    """
    body = "".join(f"{entry}\n\n" for entry in entries).encode()
    length = len(body) if ends else len(body) + 100
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: {length}\r\nConnection: close"
    return head.encode() + b"\r\n\r\n" + body


def test_events_go_on_after_every_loss() -> None:
    """
    After the last one, with the server's pause; what is no event of this stream, or cut in two, is left out.
    """
    one = stream(
        "retry: 2500",
        'id: news:e:1\nevent: message\ndata: {"seq":1,"text":"你好"}',
        ": alive",
        "id: x\ndata",
        ends=False,
    )
    two = stream('id: news:e:2\nevent: message\ndata: {"seq":2}', 'event: bye\ndata: {"code":4000}')
    busy = problem("503 Service Unavailable", "unavailable", retry_after=700)
    gone = problem("401 Unauthorized", "bad_token")
    with scripted(one, busy, two, gone) as server:
        php = Php(
            server.url, ("events", {"rooms": ["a b"], "since": "news:e:0", "query": {"presence": 1}}), patience=60
        )
    assert [request.line for request in server.requests] == ["GET /api/rooms/a%20b/events?presence=1 HTTP/1.1"] * 4
    asked = [request.head["last-event-id"] for request in server.requests]
    assert asked == ["news:e:0", "x", "x", "news:e:2"]
    *events, ended = php.results
    assert events == [
        ["news:e:1", "message", {"seq": 1, "text": "你好"}],
        ["news:e:2", "message", {"seq": 2}],
        ["news:e:2", "bye", {"code": 4000}],
    ]
    assert ended["code"] == "bad_token"
    assert php.waits == [2.5, 0.7, 2.5]


def test_events_end_when_nobody_is_there() -> None:
    with scripted(stream(": alive"), b"", b"", b"") as server:
        php = Php(server.url, ("events", {"rooms": ["a", "b"]}), patience=0.001)
    assert server.requests[0].line == "GET /api/events?room=a&room=b HTTP/1.1"
    assert php.results[-1]["raised"] == "ChatdUnreachable"


def test_events_that_are_silent_are_given_up() -> None:
    with scripted(HOLD, problem("403 Forbidden", "forbidden")) as server:
        php = Php(server.url, ("events", {"rooms": "a", "silence": 0.01}), patience=60)
    assert (len(server.requests), php.results[-1]["code"]) == (2, "forbidden")
