"""
A request to the API is answered alike, whether it is plain or Twisted has read it.
"""

import contextlib
import re
import socket
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace
from twisted.internet.tcp import Server as TcpServer
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.accounts import Rate, Scope
from chatd.domain.events import User
from chatd.http.exchange import write_at_once
from chatd.http.problems import STATUSES
from chatd.http.responses import complete_answer
from tests.support.fakes import succeeded
from tests.support.memory_node import Listener, with_limits

Way = Callable[[str, str, Sequence[str], bytes], list[bytes]]
JSON = "Content-Type: application/json"
MESSAGES = "/api/rooms/news/messages"
BEFORE = b"GET /api/site HTTP/1.1\r\nHost: chat.example\r\n\r\n"
VARIES = re.compile(rb'"(?:request_id|epoch)":"[^"]*"|\r\n(?:Date|X-Request-Id|Connection): [^\r]*')
"""What differs between two answers to the same request.  A chunked request is the last one of its connection."""


def requests(token: str, hook: str) -> Iterator[tuple[str, str, tuple[str, ...], bytes]]:
    """
    Yields method, target, fields and body.
    """
    key = f"Authorization: Bearer {token}"
    yield "POST", MESSAGES, (key, JSON), b'{"text":"Green","key":"a"}'
    yield "POST", MESSAGES, (key, JSON, "Idempotency-Key: b"), b'{"text":"Green","data":{"build":1}}'
    yield "POST", MESSAGES, (key, JSON), b'{"text":"Green","text":"Red"}'
    yield "POST", MESSAGES, (key, JSON), b'{"text":7}'
    yield "POST", MESSAGES, (key, JSON), b'{"text":"Gr'
    yield "POST", MESSAGES, (key, JSON), b'{"text":"\xff"}'
    yield "POST", MESSAGES, (key, JSON), b"x" * 900
    yield "POST", MESSAGES, (key, JSON), b"x" * 1001
    yield "POST", MESSAGES, (key, JSON), b""
    yield "POST", MESSAGES, (key,), b'{"text":"Green"}'
    yield "POST", MESSAGES, (key, JSON, "Content-Encoding: gzip"), b'{"text":"Green"}'
    yield "POST", MESSAGES, (JSON,), b'{"text":"Green"}'
    yield "POST", MESSAGES, (JSON, "Authorization: Bearer nonsense"), b'{"text":"Green"}'
    yield "POST", MESSAGES, (JSON, "Authorization: Basic abc"), b'{"text":"Green"}'
    yield "POST", MESSAGES, (key, JSON, "Origin: https://other.example"), b'{"text":"Green"}'
    yield "POST", MESSAGES, (key, JSON, "Cookie: a=b"), b'{"text":"Green"}'
    yield "POST", "/api/messages", (key, JSON), b'{"messages":[{"room":"news","text":"a"},{"room":"news"},7]}'
    yield "POST", "/api/rooms/a%2Fb/messages", (key, JSON), b'{"text":"Green"}'
    yield "POST", "/api/rooms/%ff/messages", (key, JSON), b'{"text":"Green"}'
    yield "POST", f"/hooks/{hook}", (JSON,), b'{"text":"Green"}'
    yield "POST", f"/hooks/{hook}", (), b"payload=%7B%22text%22%3A%22Green%22%7D"
    yield "POST", f"/hooks/{hook}", (), b"nonsense"
    yield "POST", "/hooks/nonsense", (JSON,), b'{"text":"Green"}'
    yield "PUT", MESSAGES, (key, JSON), b"{}"
    yield "DELETE", f"{MESSAGES}/1", (key,), b""
    yield "PATCH", f"{MESSAGES}/99", (key, JSON), b'{"text":"Red"}'
    for method in ("GET", "HEAD", "OPTIONS"):
        for path in (
            MESSAGES,
            "/api/site",
            "/api",
            "/api/",
            "/api/nothing",
            "/api//site",
            "/hooks",
            f"{MESSAGES}?limit=x",
        ):
            yield method, path, (key,), b""
    yield "GET", f"{MESSAGES}?limit=2&limit=3", (key,), b""
    yield "GET", f"{MESSAGES}?limit=1&after=0", (key,), b"a body of a GET"
    yield "GET", f"{MESSAGES}?a%ff=1", (key,), b""
    yield "GET", "/api/site", ("Origin: https://other.example",), b""
    yield "GET", "/api/site", ("Host: a..b",), b""
    yield "OPTIONS", MESSAGES, ("Origin: https://friend.example", "Access-Control-Request-Method: POST"), b""
    yield "POST", f"{MESSAGES}/1/events", (key, JSON), b"{}"


class Server:
    """
    A node of its own, with a key and an incoming webhook.
    """

    def __init__(self) -> None:
        limits = with_limits(body=1000, requests_burst=1000, anonymous_burst=1000)
        self.listener = Listener(replace(limits, server=replace(limits.server, origins=("https://friend.example",))))
        keys, operator = self.listener.node.authentication.keys, User("operator", "operator")
        self.token, _ = succeeded(keys.create_key("push", Scope({"*": ("*",)}), operator))
        self.hook, _ = succeeded(keys.create_hook("news", "ci", Rate(1000, 1000), operator))

    def answers(self, way: Way) -> list[tuple[str, list[bytes]]]:
        """
        What each request is answered, each on its own connection, without what may differ.
        """
        found = []
        for method, target, fields, body in requests(self.token, self.hook):
            wire = self.listener.connect()
            for piece in way(method, target, fields, body):
                wire.receive(piece)
                if piece == BEFORE:
                    self.listener.turns()
                    wire.take()
            self.listener.turns()
            head, _, content = VARIES.sub(b"", wire.take()).partition(b"\r\n\r\n")
            title = " ".join((method, target, *fields)).replace(self.token, "KEY").replace(self.hook, "HOOK")
            found.append((title, [*head.split(b"\r\n"), content]))
        return found


def lines(method: str, target: str, fields: Sequence[str], version: str = "1.1") -> bytes:
    """
    The head of a request without the end.
    """
    host = () if any(field.startswith("Host:") for field in fields) else ("Host: chat.example",)
    return "\r\n".join((f"{method} {target} HTTP/{version}", *host, *fields, "")).encode()


def plain(method: str, target: str, fields: Sequence[str], body: bytes) -> list[bytes]:
    """
    In one packet, with its length.
    """
    return [lines(method, target, fields) + b"Content-Length: %d\r\n\r\n" % len(body) + body]


def in_two(method: str, target: str, fields: Sequence[str], body: bytes) -> list[bytes]:
    """
    The head, then the body, as many clients send them.
    """
    return [lines(method, target, fields) + b"Content-Length: %d\r\n\r\n" % len(body), body]


def later(method: str, target: str, fields: Sequence[str], body: bytes) -> list[bytes]:
    """
    Behind another request, byte by byte.
    """
    (whole,) = plain(method, target, fields, body)
    return [BEFORE, *(bytes((byte,)) for byte in whole)]


def chunked(method: str, target: str, fields: Sequence[str], body: bytes) -> list[bytes]:
    """
    In chunks.
    """
    chunk = b"%x\r\n%s\r\n" % (len(body), body) if body else b""
    return [lines(method, target, fields) + b"Transfer-Encoding: chunked\r\n\r\n" + chunk + b"0\r\n\r\n"]


def http_1_0(method: str, target: str, fields: Sequence[str], body: bytes) -> list[bytes]:
    """
    As HTTP/1.0.
    """
    return [lines(method, target, fields, "1.0") + b"Content-Length: %d\r\n\r\n" % len(body) + body]


class BackEndTests(SynchronousTestCase):
    """
    A back end on a kept-alive connection, when strangers have used up the server's time for them.
    """

    def setUp(self) -> None:
        self.server = Server()
        self.wire = self.server.listener.connect()

    def post(self, token: str) -> bytes:
        """
        What a message with a token is answered in one turn, after which the time for strangers is used up.
        """
        key = f"Authorization: Bearer {token}"
        self.wire.receive(*plain("POST", MESSAGES, (key, JSON), b'{"text":"Green"}'))
        for _ in range(4):
            self.server.listener.turn()
        turns = self.server.listener.front.turns
        turns.set_share(0.001)
        turns._budget.charge(self.server.listener.clock.seconds(), 1000.0)
        return self.wire.take()[:12]

    def test_next_message_does_not_wait_for_strangers(self) -> None:
        for _ in range(3):
            self.assertEqual(self.post(self.server.token), b"HTTP/1.1 201")

    def test_many_requests_in_one_packet_are_all_answered(self) -> None:
        """
        Each is answered while the one before it is.
        """
        self.assertEqual(self.post(self.server.token), b"HTTP/1.1 201")
        self.server.listener.front.turns.set_share(1.0)
        key = f"Authorization: Bearer {self.server.token}"
        (without_body,) = plain("GET", "/api/rooms/news", (key,), b"")
        (with_body,) = plain("PATCH", f"{MESSAGES}/1", (key, JSON), b'{"text":"Red"}')
        (refused,) = plain("POST", MESSAGES, (key, JSON), b'{"text":7}')
        self.wire.receive(100 * (without_body + refused + with_body + refused))
        self.server.listener.turns()
        answers = self.wire.take()
        self.assertEqual((answers.count(b"HTTP/1.1 200"), answers.count(b"HTTP/1.1 400")), (200, 200))
        self.assertEqual(self.flushLoggedErrors(), [])

    def test_after_a_refused_login_it_waits_as_strangers_do(self) -> None:
        self.assertEqual(self.post(self.server.token), b"HTTP/1.1 201")
        self.assertEqual(self.post("nonsense"), b"HTTP/1.1 401")
        self.assertEqual(self.post(self.server.token), b"")

    def test_revoked_key_is_refused_at_once(self) -> None:
        self.assertEqual(self.post(self.server.token), b"HTTP/1.1 201")
        keys, operator = self.server.listener.node.authentication.keys, User("operator", "operator")
        succeeded(keys.revoke_key("push", operator))
        self.assertEqual(self.post(self.server.token), b"HTTP/1.1 401")

    def test_beyond_its_budget_it_waits_as_strangers_do(self) -> None:
        keys, operator = self.server.listener.node.authentication.keys, User("operator", "operator")
        token, _ = succeeded(keys.create_key("small", Scope({"*": ("*",)}, per_second=1, burst=1), operator))
        self.assertEqual(self.post(token), b"HTTP/1.1 201")
        self.assertEqual(self.post(token), b"HTTP/1.1 429")
        self.assertEqual(self.post(token), b"")


class WriteAtOnceTests(SynchronousTestCase):
    """
    `write_at_once` to Twisted's own transport.
    """

    def setUp(self) -> None:
        ours, self.theirs = socket.socketpair()
        ours.setblocking(False)
        self.theirs.setblocking(False)
        self.addCleanup(self.theirs.close)
        self.addCleanup(ours.close)
        self.transport: Any = TcpServer.__new__(TcpServer)
        self.buffered: list[bytes] = []
        vars(self.transport).update(connected=True, socket=ours, _tempDataLen=0, write=self.buffered.append)

    def test_kernel_has_it_at_once(self) -> None:
        write_at_once(self.transport, b"answer")
        self.assertEqual((self.theirs.recv(100), self.buffered), (b"answer", []))

    def test_nothing_overtakes_what_waits(self) -> None:
        self.transport._tempDataLen = 5
        write_at_once(self.transport, b"second")
        self.transport._tempDataLen, self.transport.dataBuffer = 0, b"first"
        write_at_once(self.transport, b"third")
        self.assertEqual(self.buffered, [b"second", b"third"])
        self.assertRaises(BlockingIOError, self.theirs.recv, 100)

    def test_rest_waits_for_the_reader(self) -> None:
        data = bytes(16 << 20)
        write_at_once(self.transport, data)
        write_at_once(self.transport, b"more")
        taken = 0
        with contextlib.suppress(BlockingIOError):
            while part := self.theirs.recv(1 << 20):
                taken += len(part)
        self.assertEqual([len(rest) for rest in self.buffered], [len(data) - taken, len(b"more")])

    def test_client_that_has_gone_is_left_to_the_reactor(self) -> None:
        self.theirs.close()
        write_at_once(self.transport, b"answer")
        self.assertEqual(self.buffered, [])


class DifferentialTests(SynchronousTestCase):
    def test_every_refusal_has_the_name_of_its_status(self) -> None:
        for status in STATUSES.values():
            line = complete_answer(status, (), b"").partition(b"\r\n")[0]
            self.assertNotIn(b"Unknown", line)

    def test_each_way_has_the_same_answers(self) -> None:
        expected = Server().answers(plain)
        for way in (in_two, later, chunked, http_1_0):
            found = zip(expected, Server().answers(way), strict=True)
            different = [(title, answer, other) for (title, answer), (_, other) in found if answer != other]
            self.assertEqual(different, [], way.__name__)

    def test_requests_of_the_table_are_answered_as_their_kind(self) -> None:
        """
        Otherwise all could be alike because all are refused.
        """
        statuses = {int(answer[0].split()[1]) for _, answer in Server().answers(plain)}
        self.assertEqual(statuses, {200, 201, 204, 400, 401, 403, 404, 405, 413, 415})
