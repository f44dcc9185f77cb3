"""
`chatd.client.Chatd` against servers and proxies that do what they should not.
"""

import json
import os
import subprocess
import sys
import threading
from typing import Any

import pytest

from chatd.client import Chatd, ChatdProblem, ChatdUnreachable, Receipt
from chatd.client.connections import BODY_MAX
from tests.support.scripted_server import HOLD, answer, scripted

STORED = answer("201 Created", b'{"time":7,"seq":1,"epoch":"e"}')
REPEATED = answer("200 OK", b'{"time":7,"seq":1,"epoch":"e"}')


def problem(status: str, code: str, *fields: str, **more: Any) -> bytes:
    """
    A problem document.
    """
    document = {"title": "x", "status": int(status[:3]), "detail": "some words", "code": code, **more}
    return answer(status, json.dumps(document).encode(), *fields, kind="application/problem+json")


class Waits(list[float]):
    """
    In the place of `time.sleep`: how long was waited.
    """

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def client(url: str, waits: Waits | None = None, **options: Any) -> Chatd:
    """
    A client that does not really wait.
    """
    return Chatd(url, "chatd_key_x", sleep=Waits() if waits is None else waits, chance=lambda: 0.5, **options)


def test_import_loads_nothing_of_the_server() -> None:
    """
    A script that pushes one message loads the client and the standard library.
    """
    listed = "import sys, chatd.client; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", listed], capture_output=True, text=True, check=True)
    found = {name for name in ran.stdout.split() if name.split(".")[0] not in sys.stdlib_module_names}
    ours = {name for name in found if name.startswith("chatd")}
    assert {
        name for name in ours if name not in {"chatd", "chatd.client"} and not name.startswith("chatd.client.")
    } == set()
    assert "chatd.client.websocket" not in ours
    assert not {name for name in found if name.startswith(("twisted", "autobahn", "msgspec", "zope"))}


def test_message_is_sent_with_key_and_token() -> None:
    with scripted(STORED, REPEATED) as server, client(server.url + "/chat/") as chat:
        first = chat.publish("a/b ü", "Grüße 你好 مرحبا 🎉", data={"n": [1, None]}, as_user="x.site.1", as_name="Ann")
        again = chat.publish("a", None, data={}, reply_to=3, key="k 1")
    assert first == Receipt(1, 7, "e")
    assert again == Receipt(1, 7, "e", repeated=True)
    one, two = server.requests
    assert one.line == "POST /chat/api/rooms/a%2Fb%20%C3%BC/messages HTTP/1.1"
    assert one.head["authorization"] == "Bearer chatd_key_x"
    assert len(one.head["idempotency-key"]) == 32
    said = {"text": "Grüße 你好 مرحبا 🎉", "data": {"n": [1, None]}, "as": {"id": "x.site.1", "name": "Ann"}}
    assert json.loads(one.body) == said
    assert two.head["idempotency-key"] == "k 1"
    assert json.loads(two.body) == {"data": {}, "reply_to": 3}
    # On one connection.
    assert one.connection == two.connection


def test_what_fails_for_now_is_sent_again_with_the_same_key() -> None:
    waits = Waits()
    failures = (
        problem("429 Too Many Requests", "rate_limited", "Retry-After: 4", retry_after=3500),
        answer("503 Service Unavailable", b"<h1>busy</h1>", "Retry-After: 2", kind="text/html"),
        answer("502 Bad Gateway", b"", "Connection: close"),
        b"",
        STORED.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")[:-5],
    )
    with scripted(*failures, STORED) as server:
        assert client(server.url, waits).publish("news", "x").seq == 1
    assert waits == [3.5, 2.0, 0.25, 0.5, 1.0]
    assert len({request.head["idempotency-key"] for request in server.requests}) == 1
    assert len(server.requests) == 6


def test_server_that_says_to_wait_too_long_is_not_waited_for() -> None:
    waits = Waits()
    refused = problem("429 Too Many Requests", "rate_limited", retry_after=31_000)
    with scripted(refused) as server, pytest.raises(ChatdProblem, match="429 rate_limited: some words") as caught:
        client(server.url, waits).publish("news", "x")
    assert (caught.value.status, caught.value.code, caught.value.retry_after) == (429, "rate_limited", 31_000)
    assert waits == []


def test_without_patience_nothing_is_repeated() -> None:
    with scripted(b"") as server, pytest.raises(ChatdUnreachable):
        client(server.url, patience=0).publish("news", "x")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "status", ["400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found", "409 Conflict"]
)
def test_refusal_is_raised_at_once(status: str) -> None:
    refused = problem(status, "invalid", field="text", until=5, request_id="r")
    with scripted(refused, STORED) as server, pytest.raises(ChatdProblem) as caught:
        client(server.url).publish("news", "x")
    error = caught.value
    assert (error.status, error.code, error.detail) == (int(status[:3]), "invalid", "some words")
    assert (error.field, error.until, error.document["request_id"]) == ("text", 5, "r")
    assert str(error) == f"{status[:3]} invalid: text: some words"


def test_refusal_of_something_else_shows_its_words() -> None:
    page = b"<html><h1>404</h1>\n<p>No such page &mdash; nginx</p></html>"
    with scripted(answer("404 Not Found", page, kind="text/html")) as server, pytest.raises(ChatdProblem) as caught:
        client(server.url).publish("news", "x")
    assert (caught.value.code, caught.value.detail) == ("", "404 No such page &mdash; nginx")


def test_redirect_is_not_followed() -> None:
    moved = answer("301 Moved Permanently", b"", "Location: http://127.0.0.1:1/")
    with scripted(moved) as server, pytest.raises(ChatdProblem, match="301"):
        client(server.url).publish("news", "x")


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"ok":true}', b"\xff\xfe", b""])
def test_answer_that_is_none_of_chatd_is_named(body: bytes) -> None:
    wrong = answer("200 OK", body, kind="text/html")
    with scripted(wrong) as server, pytest.raises(ChatdUnreachable, match="is this the address of chatd"):
        client(server.url, patience=0).publish("news", "x")


def test_answer_without_end_is_bounded() -> None:
    long = answer("200 OK", kind="text/html").replace(b"Content-Length: 0", b"Connection: close") + b" " * (
        BODY_MAX + 1
    )
    with scripted(long) as server, pytest.raises(ChatdUnreachable, match="longer than"):
        client(server.url, patience=0).publish("news", "x")


@pytest.mark.parametrize("begin", [b"", b"HTTP/1.1 201", STORED[:-3]], ids=["nothing", "head", "body"])
def test_silent_server_is_given_up(begin: bytes) -> None:
    with scripted(begin + HOLD) as server, pytest.raises(ChatdUnreachable, match="timed out"):
        client(server.url, timeout=0.05, patience=0).publish("news", "x")


def test_connection_that_was_closed_meanwhile_is_replaced_at_once() -> None:
    waits = Waits()
    with scripted(STORED, b"", STORED) as server, client(server.url, waits) as chat:
        chat.publish("news", "one")
        chat.publish("news", "two")
    assert waits == []
    assert [request.connection for request in server.requests] == [0, 0, 1]
    assert server.requests[1].head["idempotency-key"] == server.requests[2].head["idempotency-key"]


def test_request_that_must_not_be_repeated_is_not() -> None:
    with scripted(STORED, b"", STORED) as server, client(server.url) as chat:
        chat.publish("news", "one")
        with pytest.raises(ChatdUnreachable):
            chat.request("POST", "/api/rooms", body={"kind": "private"})
    # Nor is it sent on a connection that may have been closed.
    assert [request.connection for request in server.requests] == [0, 1]


def test_nobody_listens() -> None:
    with scripted() as server:
        url = server.url
    waits = Waits()
    with pytest.raises(ChatdUnreachable, match=r"^http://127\.0\.0\.1:\d+: .*refused"):
        client(url, waits, patience=1.0).publish("news", "x")
    assert waits == [0.25, 0.5]


def test_no_socket_there() -> None:
    with pytest.raises(ChatdUnreachable, match="No such file"):
        client("unix:/nowhere/chatd.sock", patience=0).publish("news", "x")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "chat.example",
        "ftp://chat.example",
        "http://",
        "http://a:b",
        "http://a:99999",
        "http://a/x?y",
        "http://a b",
        "unix:",
    ],
)
def test_url_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="expected a URL"):
        Chatd(url, "key")


def test_password_in_a_url_is_not_shown() -> None:
    with pytest.raises(ValueError, match="give the key apart") as caught:
        Chatd("http://ann:secret@chat.example", "key")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("key", ["", "two words", "line\nbreak", "schlüssel"])
def test_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="the key has to be"):
        Chatd("http://localhost", key)


def test_key_is_not_shown() -> None:
    assert "secret" not in repr(Chatd("http://localhost", "secret\n"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"text": "ab\ud83d"}, "half of a character"),
        ({"data": {"n": float("nan")}}, "JSON"),
        ({"data": {"n": object()}}, "JSON"),
        ({"text": "x", "key": "ü"}, "key"),
        ({"text": "x", "key": "x" * 65}, "key"),
        ({"text": "x", "room": ""}, "empty"),
    ],
)
def test_what_cannot_be_sent_is_not_sent(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        client("http://127.0.0.1:1").publish(arguments.pop("room", "news"), **arguments)


def test_batch_has_a_result_for_each() -> None:
    results = {"results": [{"time": 7, "seq": 1, "epoch": "e"}, {"status": 403, "code": "forbidden", "detail": "no"}]}
    with scripted(b"", answer("200 OK", json.dumps(results).encode())) as server:
        one, two = client(server.url).publish_batch(
            [{"room": "a", "text": "1"}, {"user": "a.1", "data": {}, "key": "k"}]
        )
    assert one == Receipt(1, 7, "e")
    assert isinstance(two, ChatdProblem)
    assert (two.status, two.code) == (403, "forbidden")
    # The keys are those of the first attempt.
    assert server.requests[0].body == server.requests[1].body
    said = json.loads(server.requests[0].body)["messages"]
    assert len(said[0].pop("key")) == 32
    assert said == [{"room": "a", "text": "1"}, {"user": "a.1", "data": {}, "key": "k"}]


@pytest.mark.parametrize("count", [0, 101])
def test_batch_has_a_bound(count: int) -> None:
    with pytest.raises(ValueError, match=f"{count} messages: from 1 to 100"):
        client("http://127.0.0.1:1").publish_batch([{"room": "a", "text": "1"}] * count)


def test_history_and_other_requests() -> None:
    page = {"events": [{"type": "message"}], "first": 1, "more": False, "epoch": "e"}
    with scripted(answer("200 OK", json.dumps(page).encode()), answer("204 No Content")) as server:
        chat = client(server.url)
        assert chat.history("news", before=5, limit=0) == ([{"type": "message"}], 1, False, "e")
        assert chat.request("DELETE", "/api/rooms/news/messages/1") is None
    assert server.requests[0].line == "GET /api/rooms/news/messages?before=5&limit=0 HTTP/1.1"


def test_threads_and_a_fork_have_connections_of_their_own() -> None:
    with scripted(*[STORED] * 9) as server, client(server.url) as chat:
        chat.publish("news", "x")
        if (child := os.fork()) == 0:
            # The parent's connection is not used, nor closed for it.
            chat.close()
            os._exit(0)
        os.waitpid(child, 0)
        threads = [threading.Thread(target=chat.publish, args=("news", "x")) for _ in range(4)]
        for thread in threads:
            thread.start()
            thread.join()
        chat.publish("news", "x")
    assert {request.connection for request in server.requests} == {0}
    assert len(server.requests) == 6


def test_many_threads_at_once() -> None:
    answers = {"events": [], "first": 1, "more": False, "epoch": "e"}
    found: list[Any] = []
    with scripted(*[answer("200 OK", json.dumps(answers).encode(), "Connection: close")] * 20) as server:
        chat = client(server.url)
        threads = [threading.Thread(target=lambda: found.append(chat.history("news"))) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(found) == 20
