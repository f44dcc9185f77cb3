"""
Events for scripts: reading the stream, and going on after every loss.
"""

import json
from typing import Any

import pytest

from chatd.client import Chatd, ChatdProblem, ChatdUnreachable, EventSource, ServerEvent
from chatd.client.event_source import ENTRY_MAX, parse_events
from tests.client.test_api import Waits, problem
from tests.support.scripted_server import HOLD, ScriptedServer, answer, scripted

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


def entry(kind: str, ident: str = "", **data: Any) -> bytes:
    """
    One event, as the server writes it.
    """
    shown = f"id: {ident}\n" if ident else ""
    return f"{shown}event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def follow(server: ScriptedServer, waits: Waits | None = None, **options: Any) -> EventSource:
    """
    The events of a room.
    """
    sleep = Waits() if waits is None else waits
    return Chatd(server.url, "key", timeout=5, sleep=sleep, chance=lambda: 0.5).events("news", **options)


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_stream_is_read_however_it_is_cut(size: int) -> None:
    text = 'retry: 2500\nid: a:1\nevent: message\ndata: {\ndata:  "text": "你好 🎉"}\n\n:\n\n'
    text += "id: x\n\ndata: {}\nother: x\n\n"
    text += "event: late\r\ndata: {}\r\n\r\nevent: cut\ndata: {}\n"
    data = text.encode()
    retries: list[float] = []
    found = list(parse_events((data[n : n + size] for n in range(0, len(data), size)), retries.append))
    assert found == [
        ServerEvent("message", {"text": "你好 🎉"}, "a:1"),
        ServerEvent("message", {}, "x"),
        ServerEvent("late", {}, "x"),
    ]
    assert retries == [2.5]


@pytest.mark.parametrize("data", [b"data: <html>\n\n", b"data: []\n\n", b"data: \xff\n\n"])
def test_event_that_is_none_of_chatd_is_named(data: bytes) -> None:
    with pytest.raises(ChatdUnreachable, match="is this the address of chatd"):
        list(parse_events(iter([data]), lambda _: None))


def test_event_without_end_is_bounded() -> None:
    with pytest.raises(ChatdUnreachable, match="an event of more than"):
        list(parse_events((b"x" * (1 << 22) for _ in range(ENTRY_MAX)), lambda _: None))


def test_long_event_is_read() -> None:
    text = "ü" * (1 << 19)
    data = entry("message", "a:1", text=text)
    (found,) = parse_events((data[n : n + 65536] for n in range(0, len(data), 65536)), lambda _: None)
    assert found.data == {"text": text}


def test_it_goes_on_where_the_connection_was_lost() -> None:
    waits = Waits()
    streams = (
        HEAD
        + b"retry: 1500\n"
        + entry("joined", "news:e:1", events=[])
        + entry("message", "news:e:2")
        + b"id: news:e:3\nev",
        HEAD + entry("joined", "news:e:2") + entry("message", "news:e:3"),
        problem("503 Service Unavailable", "unavailable", "Connection: close", retry_after=4000),
        b"",
        HEAD + entry("joined", "news:e:3") + entry("bye", code=4012, reason="down", retry_after=700),
        HEAD + entry("joined", "news:e:3") + entry("message", "news:e:4"),
    )
    found = []
    with scripted(*streams) as server:
        source = follow(server, waits, limit=5, presence=True)
        for event in source:
            found.append((event.type, event.id))
            if event.id == "news:e:4":
                break
        source.close()
    assert [ident for kind, ident in found if kind == "message"] == ["news:e:2", "news:e:3", "news:e:4"]
    assert [request.head.get("last-event-id") for request in server.requests] == [
        None,
        "news:e:2",
        "news:e:3",
        "news:e:3",
        "news:e:3",
        "news:e:3",
    ]
    assert server.requests[0].line == "GET /api/rooms/news/events?presence=1&limit=5 HTTP/1.1"
    # Never sooner than `retry`; as long as the server says.
    assert waits == [1.5, 1.5, 4.0, 1.5, 0.7]
    assert source.last_id == "news:e:4"


def test_ban_ends_it() -> None:
    streams = HEAD + entry("joined", "news:e:1") + entry("bye", code=4503, reason="you are banned")
    with scripted(streams) as server, pytest.raises(ChatdProblem, match="ended by the server: you are banned"):
        list(follow(server))


def test_refusal_ends_it() -> None:
    with scripted(problem("404 Not Found", "not_found")) as server, pytest.raises(ChatdProblem, match="404 not_found"):
        list(follow(server))


def test_what_is_no_stream_is_named() -> None:
    page = answer("200 OK", b"<html>", kind="text/html")
    with scripted(page) as server, pytest.raises(ChatdUnreachable, match="text/html, and no stream"):
        list(follow(server))


def test_silent_stream_is_given_up() -> None:
    with scripted(HEAD + entry("joined", "news:e:1") + HOLD, HEAD + entry("message", "news:e:2")) as server:
        source = follow(server, silence=0.05)
        assert [next(iter(source)).id for _ in range(2)] == ["news:e:1", "news:e:2"]
        source.close()


def test_server_that_is_not_there_is_told_after_some_patience() -> None:
    with scripted() as server:
        pass
    waits = Waits()
    with pytest.raises(ChatdUnreachable, match="refused"):
        list(follow(server, waits))
    assert sum(waits) <= 30


def test_many_rooms_and_an_id_to_begin_after() -> None:
    with scripted(HEAD + entry("joined", "c")) as server:
        chat = Chatd(server.url, "key")
        source = chat.events("a", "b/c", since="cursor 1", signals=True, present=True)
        assert next(iter(source)).type == "joined"
        source.close()
    (request,) = server.requests
    assert request.line == "GET /api/events?room=a&room=b%2Fc&signals=1&present=1 HTTP/1.1"
    assert request.head["last-event-id"] == "cursor 1"
    with pytest.raises(ValueError, match="since"):
        chat.events("a", since="x\r\nHost: evil")
