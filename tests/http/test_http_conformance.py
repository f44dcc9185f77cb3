"""
RFC 9110, RFC 9112, and the handshakes of RFC 6455 and RFC 7692, row by row: the first request of a connection and a
later one are answered alike.
"""

import re
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from chatd.domain.limits import Limits
from chatd.http.responses import SECURITY_HEADERS
from chatd.server.settings import Server, Settings
from tests.support.http_rows import ROWS, SECTIONS, Row, get
from tests.support.memory_node import Listener, Wire, with_limits, with_server
from tests.support.wsclient import handshake

PAGE = Path(__file__).parents[2] / "docs" / "http-conformance.md"
each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)


@cache
def shared(*, deflate: bool) -> Listener:
    """
    One node for all rows: each makes new connections.
    """
    limits = replace(
        Limits(),
        http_per_address=10_000,
        websockets_per_address=10_000,
        requests_per_second=1e6,
        requests_burst=1_000_000,
        anonymous_per_second=1e6,
        anonymous_burst=1_000_000,
    )
    return Listener(Settings(limits=limits, server=replace(Server(), deflate=deflate)))


def answers_to(row: Row, *, later: bool) -> tuple[bytes, Wire]:
    """
    What is answered to a row's request, and the connection.
    """
    listener = shared(deflate=row.deflate)
    wire = listener.connect()
    if later:
        wire.receive(get())
        listener.turns()
        assert wire.take().startswith(b"HTTP/1.1 200 ")
    wire.receive(row.request)
    listener.turns()
    return wire.take(), wire


def read(data: bytes) -> tuple[int, dict[str, str], bytes]:
    """
    An answer's status, its fields in lower case, and what follows its head.
    """
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    fields: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        name = name.lower()
        fields[name] = f"{fields[name]}, {value}" if name in fields else value
    version, status, reason = first.split(" ", 2)
    assert (version, bool(reason), "Unknown" in reason) == ("HTTP/1.1", True, False), first
    return int(status), fields, body


def check(row: Row, data: bytes) -> None:
    """
    That the answer is the row's.
    """
    status, fields, body = read(data)
    if row.interim is not None:
        assert (status, fields) == (row.interim, {})
        status, fields, body = read(body)
    assert status == row.status, data
    for name, wanted in row.has.items():
        found = fields.get(name)
        if wanted is None:
            assert found is None, (name, found)
        else:
            assert found is not None, name
            assert re.fullmatch(wanted, found), (name, found)
    if status == 101:
        return
    assert parsedate_to_datetime(fields["date"]).tzinfo is not None
    for name, value in SECURITY_HEADERS:
        assert fields[name.lower()] == value
    bodiless = row.method == "HEAD" or status in {204, 304}
    assert bool(body) is not bodiless
    if status in {204, 304}:
        assert "content-length" not in fields
    elif not bodiless:
        assert int(fields["content-length"]) == len(body)


def comparable(answer: bytes) -> tuple[int, dict[str, str], bytes]:
    """
    An answer without what differs from each request to the next: the time and the request's id.
    """
    status, fields, body = read(re.sub(rb"[0-9a-f]{6}-[0-9a-f]{6}", b"REQUEST-00001", answer))
    return status, {**fields, "date": ""}, body


@each_row
def test_first_request_is_answered(row: Row) -> None:
    """
    As docs/http-conformance.md says, in one answer.
    """
    data, wire = answers_to(row, later=False)
    check(row, data)
    assert wire.gone is not (row.kept or row.status == 101)


@each_row
def test_later_request_is_answered_alike(row: Row) -> None:
    """
    On a connection that has been kept.
    """
    first, _ = answers_to(row, later=False)
    later, wire = answers_to(row, later=True)
    check(row, later)
    assert wire.gone is not (row.kept or row.status == 101)
    if row.status != 101:
        assert comparable(first) == comparable(later)


@each_row
def test_request_in_single_bytes_is_answered_alike(row: Row) -> None:
    """
    Where the network cuts makes no difference.
    """
    listener = shared(deflate=row.deflate)
    wire = listener.connect()
    for byte in row.request if len(row.request) < 4000 else (row.request[:5], row.request[5:]):
        wire.receive(bytes((byte,)) if isinstance(byte, int) else byte)
        listener.turn()
    listener.turns()
    check(row, wire.take())


def test_connection_that_is_kept_takes_another_request() -> None:
    """
    Whatever was answered before.
    """
    for row in ROWS:
        if row.kept and row.status != 101:
            _, wire = answers_to(row, later=True)
            wire.receive(get())
            assert wire.take().startswith(b"HTTP/1.1 200 "), row.name


def test_pipelined_requests_are_answered_in_order() -> None:
    """
    One after the other, each as it would be alone.
    """
    listener = shared(deflate=False)
    wire = listener.connect()
    wire.receive(get(target="/none") + get() + b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + get("X: y") + get())
    listener.turns()
    assert re.findall(rb"HTTP/1\.1 (\d+) ", wire.take()) == [b"404", b"200", b"200", b"400"]


def test_head_says_what_get_says() -> None:
    """
    All fields are the same, only the body is not there.
    """
    for target in ("/", "/app.js", "/none", "/ready", "/ws", "/api/site", "/api/none", "/api/session"):
        whole, _ = answers_to(Row("get", get(target=target), 0), later=False)
        headed, _ = answers_to(Row("head", get(target=target).replace(b"GET", b"HEAD", 1), 0), later=False)
        status, fields, body = comparable(whole)
        other, same, nothing = comparable(headed)
        assert (other, same, nothing) == (status, fields, b""), target
        assert int(same["content-length"]) == len(body)


def test_tag_that_is_known_is_304() -> None:
    """
    Alone, in a list with and without spaces, weak, and in a second field.
    """
    _, fields, _ = read(answers_to(Row("tag", get(target="/app.js"), 200), later=False)[0])
    tag = fields["etag"]
    for wanted in (
        tag,
        f'"x", {tag}',
        f'"x",{tag}',
        f"W/{tag}",
        f'{tag},"x"',
        f' , "a,b" ,{tag}',
        f'"x"|If-None-Match: {tag}',
    ):
        row = Row("known", get(f"Host: a|If-None-Match: {wanted}", "/app.js"), 304)
        status, same, _ = read(answers_to(row, later=False)[0])
        assert (status, same["etag"]) == (304, tag), wanted
    for wanted, code in ((tag, 200), (f"W/{tag}", 412), (f'"x",{tag}', 200)):
        row = Row("match", get(f"Host: a|If-Match: {wanted}", "/app.js"), code)
        assert read(answers_to(row, later=False)[0])[0] == code, wanted


def test_host_of_an_absolute_target_is_the_one_that_counts() -> None:
    """
    Whatever stands in Host: for the proof of origin, and for the page that opens a WebSocket.
    """
    fields = "Host: other.example|Origin: http://chat.example|Content-Type: application/json|Content-Length: 2"
    for target, field in (("http://chat.example/api/session", "name"), ("/api/session", "origin")):
        data = get(fields, target, b"{}").replace(b"GET", b"POST", 1)
        for later in (False, True):
            answer, _ = answers_to(Row("origin", data, 0), later=later)
            assert f'"field":"{field}"'.encode() in answer
    for target, status in (("http://chat.example/ws", 101), ("/ws", 403)):
        request = handshake(path=target, host="other.example", extra="Origin: http://chat.example\r\n")
        for later in (False, True):
            assert read(answers_to(Row("page", request, 0), later=later)[0])[0] == status


def test_https_url_is_answered_behind_a_trusted_proxy() -> None:
    """
    Where TLS ends before us.
    """
    listener = Listener(with_server(trusted_proxies=("192.0.2.1",)))
    request = get("Host: a|X-Forwarded-Proto: https|X-Forwarded-For: 198.51.100.1", "https://a/")
    assert listener.request(request).startswith(b"HTTP/1.1 200 ")


def test_one_request_too_many_is_refused_without_a_body_if_it_is_a_head() -> None:
    """
    The same head as for a GET.
    """
    listener = Listener(with_limits(requests_per_second=1.0, requests_burst=1))
    wire = listener.connect()
    answer = b""
    for _ in range(3):
        wire.receive(b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
        listener.turns()
        answer = wire.take()
        if answer.startswith(b"HTTP/1.1 429 "):
            break
    code, fields, body = read(answer)
    assert (code, int(fields["content-length"]) > 0, body) == (429, True, b"")


def test_docs_have_the_same_rows() -> None:
    """
    Each with its status, under its heading.
    """
    text = PAGE.read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    found = {
        title: dict(re.findall(r"^\| `([^`]+)` \|.*\| (\d{3})\b[^|]*\|$", part, re.MULTILINE))
        for title, part in zip(parts[1::2], parts[2::2], strict=True)
    }
    assert {title: rows for title, rows in found.items() if rows} == {
        title: {row.name: str(row.status) for row in rows} for title, rows in SECTIONS.items()
    }
