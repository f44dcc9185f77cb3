"""
The front: one port that becomes a WebSocket or HTTP, or turns away.
"""

import re
from typing import Any

from twisted.internet.defer import Deferred
from twisted.logger import LogEvent, formatEvent, globalLogPublisher
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.accounts import OPERATOR, Scope
from chatd.http.responses import SECURITY_HEADERS
from chatd.server.settings import PlainSettings, Settings
from tests.support.memory_node import Listener, with_limits, with_server
from tests.support.wsclient import TEXT, handshake, mask

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


def status(answer: bytes) -> int:
    """
    The status of an HTTP answer; 0 if there is none.
    """
    return int(answer.split(b" ", 2)[1]) if answer else 0


def answers(data: bytes) -> int:
    """
    How many HTTP answers there are.
    """
    return len(re.findall(rb"HTTP/1\.1 \d\d\d ", data))


def seen_by(case: SynchronousTestCase) -> list[LogEvent]:
    """
    What is logged from now on until the test ends.
    """
    seen: list[LogEvent] = []
    observer: Any = seen.append
    globalLogPublisher.addObserver(observer)
    case.addCleanup(globalLogPublisher.removeObserver, observer)
    return seen


class FrontTests(SynchronousTestCase):
    def setUp(self) -> None:
        self.listener = Listener()

    def refused(
        self,
        data: bytes,
        code: int,
        listener: Listener | None = None,
        host: str | None = "192.0.2.1",
        *,
        late: bool = False,
    ) -> bytes:
        """
        Check that `data` is answered with `code` alone, with security headers, and the connection is closed; if `late`,
        behind the answer to a `GET` that it begins with.
        """
        listener = listener or self.listener
        wire = listener.connect(host)
        wire.receive(data)
        listener.turn()
        answer = wire.take()
        if late:
            self.assertEqual(status(answer), 200)
            answer = answer[answer.rindex(b"HTTP/1.1 ") :]
        self.assertEqual(status(answer), code, answer)
        for name, value in SECURITY_HEADERS:
            self.assertIn(f"\r\n{name}: {value}\r\n".encode(), answer)
        self.assertEqual(answers(answer), 1)
        self.assertTrue(wire.gone)
        return answer


class WholeAndInPiecesTests(FrontTests):
    def test_page_comes_for_a_request_in_one_piece(self) -> None:
        self.assertEqual(status(self.listener.request(GET)), 200)

    def test_page_comes_for_a_request_byte_by_byte(self) -> None:
        wire = self.listener.connect()
        for byte in GET:
            self.assertEqual(wire.value(), b"")
            wire.receive(bytes((byte,)))
        self.assertEqual(status(wire.take()), 200)

    def test_handshake_byte_by_byte_opens(self) -> None:
        """
        The welcome comes only after the last byte.
        """
        wire = self.listener.connect()
        request = handshake()
        for byte in request:
            self.assertEqual(wire.value(), b"")
            wire.receive(bytes((byte,)))
        self.assertTrue(wire.take().startswith(b"HTTP/1.1 101 "))

    def test_frame_sent_with_the_handshake_is_not_lost(self) -> None:
        """
        A client that does not wait for the answer is answered too.
        """
        wire = self.listener.connect()
        wire.receive(handshake() + mask(TEXT, b'{"type":"ping","ref":7}'))
        self.assertIn(b'{"type":"pong","ref":7}', wire.take())

    def test_every_cut_of_handshake_and_frame_does_the_same(self) -> None:
        """
        Where the network cuts makes no difference.
        """
        listener = Listener(with_limits(websockets_per_second=10_000.0))
        whole = handshake() + mask(TEXT, b'{"type":"ping","ref":7}')
        for cut in range(1, len(whole)):
            wire = listener.connect()
            wire.receive(whole[:cut])
            listener.turn()
            wire.receive(whole[cut:])
            self.assertIn(b'{"type":"pong","ref":7}', wire.take())
            wire.hang_up()

    def test_no_delay_is_set(self) -> None:
        """
        A lone answer leaves at once.
        """
        self.assertTrue(self.listener.connect().no_delay)


class HeadTests(FrontTests):
    def test_head_above_the_limit_is_431(self) -> None:
        """
        Whether its end came or not.
        """
        long = b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 16384
        self.refused(long, 431)
        self.refused(long + b"\r\n\r\n", 431)

    def test_head_of_exactly_the_limit_is_read(self) -> None:
        begin = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
        fields = b"".join(b"X: " + b"x" * 1000 + b"\r\n" for _ in range(16))
        rest = 16384 - len(begin) - len(fields) - len(b"X: \r\n\r\n")
        head = begin + fields + b"X: " + b"x" * rest + b"\r\n\r\n"
        self.assertEqual(len(head), 16384)
        self.assertEqual(status(self.listener.request(head)), 200)
        self.refused(head.replace(b"X: ", b"X: y", 1), 431)

    def test_what_is_no_request_is_400(self) -> None:
        """
        HTTP/0.9, TLS, nonsense, and heads that readers understand differently.
        """
        for head in (
            b"GET /\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
            b"\r\n\r\n",
            b"GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
            b"GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
            b"GET / HTTP/1.1\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            b"GET / HTTP/1.1\nHost: a\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
            b"GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n",
            b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
        ):
            with self.subTest(head=head):
                self.refused(head, 400)

    def test_other_versions_are_505(self) -> None:
        """
        HTTP/2 by prior knowledge, and what may come.
        """
        self.refused(b"PRI * HTTP/2.0\r\n\r\n", 505)
        self.refused(b"GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505)

    def test_framing_that_readers_disagree_about_is_400(self) -> None:
        """
        Content-Length and Transfer-Encoding in every combination: at most one, once, and plainly right.
        """
        lengths = (None, "5", "0", "+5", "-1", "5, 5", "5;", "0x5", "", "5 5", "²", "9" * 20)
        codings = (
            None,
            "chunked",
            "Chunked",
            "identity",
            "gzip, chunked",
            "chunked, chunked",
            "xchunked",
            "\x0bchunked",
        )
        fine = {("5", None), ("0", None), (None, "chunked"), (None, "Chunked"), (None, None)}
        listener = Listener(with_limits(websockets_per_second=10_000.0))
        for length in lengths:
            for coding in codings:
                with self.subTest(length=length, coding=coding):
                    fields = "" if length is None else f"Content-Length: {length}\r\n"
                    fields += "" if coding is None else f"Transfer-Encoding: {coding}\r\n"
                    head = f"POST / HTTP/1.1\r\nHost: a\r\n{fields}\r\n".encode("latin-1", "replace")
                    if (length, coding) in fine:
                        wire = listener.connect()
                        wire.receive(head)
                        self.assertIn(status(wire.take()), {0, 405})
                        wire.hang_up()
                    else:
                        self.refused(head, 501 if (length, coding) == (None, "gzip, chunked") else 400, listener)

    def test_repeated_framing_fields_are_400(self) -> None:
        """
        Even if they agree.
        """
        for field in (b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n"):
            self.refused(b"POST / HTTP/1.1\r\nHost: a\r\n" + field + field + b"\r\n", 400)

    def test_chunks_in_http_1_0_are_400(self) -> None:
        """
        HTTP/1.0 knows none.
        """
        self.refused(b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400)

    def test_bytes_after_a_refusal_are_nothing(self) -> None:
        wire = self.listener.connect()
        wire.stalls = True
        wire.receive(b"\r\n\r\n")
        wire.take()
        wire.protocol.dataReceived(GET)
        self.assertEqual(wire.take(), b"")


class UpgradeTests(FrontTests):
    def test_upgrade_of_http_1_0_is_ignored(self) -> None:
        """
        RFC 9110, section 7.8; at the address of the WebSocket the answer says what is missing.
        """
        self.refused(handshake().replace(b"HTTP/1.1", b"HTTP/1.0"), 426)
        self.assertEqual(status(self.listener.request(handshake(path="/").replace(b"HTTP/1.1", b"HTTP/1.0"))), 200)

    def test_upgrade_with_another_method_or_a_body_is_400(self) -> None:
        """
        It must be a GET, and nothing may hide behind it.
        """
        self.refused(handshake().replace(b"GET", b"POST"), 400)
        self.refused(handshake(extra="Content-Length: 5\r\n"), 400)
        self.refused(handshake(extra="Transfer-Encoding: chunked\r\n"), 400)

    def test_upgrade_without_what_rfc_6455_asks_for_is_refused_and_closed(self) -> None:
        """
        No key, a key of the wrong size, no version, another version.
        """
        for old, new, code in (
            (b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", b"", 400),
            (b"dGhlIHNhbXBsZSBub25jZQ==", b"dGhl", 400),
            (b"Sec-WebSocket-Version: 13\r\n", b"", 400),
            (b"Version: 13", b"Version: 12", 426),
            (b"Version: 13", b"Version: x", 400),
            (b"Connection: Upgrade", b"Connection: close", 400),
        ):
            with self.subTest(old=old, new=new):
                answer = self.refused(handshake().replace(old, new), code)
                self.assertNotIn(b"Autobahn", answer)

    def test_unsupported_version_is_told_the_right_one(self) -> None:
        """
        RFC 6455, section 4.4.
        """
        answer = self.listener.request(handshake().replace(b"Version: 13", b"Version: 12"))
        self.assertIn(b"Sec-WebSocket-Version: 13\r\n", answer)

    def test_upgrade_elsewhere_is_404(self) -> None:
        """
        `/` and `/ws` are all there is.
        """
        for path in ("/chat", "/ws/", "/ws%00", "//ws", "/../ws"):
            self.refused(handshake(path=path), 404)

    def test_upgrade_is_answered_at_both_paths_with_or_without_a_query(self) -> None:
        """
        The article's page connects to `/`.
        """
        for path in ("/", "/ws", "/?a", "/ws?token=x"):
            self.listener.open(path=path)

    def test_only_unknown_subprotocols_are_400(self) -> None:
        """
        The answer names the one that is known.
        """
        self.assertIn(b"chatd.v1", self.refused(handshake(protocol="chatd.v9, mqtt"), 400))

    def test_known_subprotocol_is_chosen_among_others(self) -> None:
        """
        What a later client may offer does no harm.
        """
        answer = self.listener.request(handshake(protocol="chatd.v9, chatd.v1"))
        self.assertIn(b"Sec-WebSocket-Protocol: chatd.v1\r\n", answer)

    def test_without_subprotocol_none_is_chosen(self) -> None:
        """
        The article's page asks for none.
        """
        answer = self.listener.request(handshake(protocol=None))
        self.assertTrue(answer.startswith(b"HTTP/1.1 101 "))
        self.assertNotIn(b"Sec-WebSocket-Protocol", answer)

    def test_plain_can_be_switched_off(self) -> None:
        """
        Then a client without a subprotocol is told what to offer.
        """
        listener = Listener(Settings(plain=PlainSettings(enabled=False)))
        self.assertIn(b"chatd.v1", self.refused(handshake(protocol=None), 400, listener))

    def test_foreign_clients_are_told_where_to_go(self) -> None:
        """
        Clients of other protocols, at the paths and with the subprotocols that they use; none gets to speak.
        """
        for path, protocol, code in (
            ("/ws", None, 400),  # SockJS's and Spring's raw socket, Centrifuge in JSON, many tutorials
            ("/ws", "centrifuge-json", 400),
            ("/ws", "v10.stomp, v11.stomp, v12.stomp", 400),
            ("/ws", "graphql-transport-ws", 400),
            ("/ws/", None, 404),
            ("/ws/websocket", None, 404),
            ("/ws/123/abcdefgh/websocket", None, 404),
            ("/connection/websocket", None, 404),
            ("/connection/websocket?format=protobuf", "centrifuge-protobuf", 404),
            ("/socket.io/?EIO=4&transport=websocket", None, 404),
            ("/engine.io/?EIO=4&transport=websocket", None, 404),
            ("/socket/websocket?vsn=2.0.0", None, 404),
            ("/live/websocket?_csrf_token=x&vsn=2.0.0", None, 404),
            ("/cable", "actioncable-v1-json, actioncable-unsupported", 404),
            ("/signalr", None, 404),
            ("/app/key?protocol=7&client=js&version=8.4.0", None, 404),
            ("/mqtt", "mqtt", 404),
            ("/graphql", "graphql-ws", 404),
            ("/websocket", None, 404),
            ("/", "mqtt", 400),
            ("/", "mqttv3.1", 400),
            ("/", "graphql-ws", 400),
            ("/", "wamp.2.json", 400),
            ("/", "xmpp", 400),
            ("/?EIO=4", "soap", 400),
        ):
            for late in (False, True):
                with self.subTest(path=path, protocol=protocol, late=late):
                    listener = Listener()
                    request = handshake(path=path, protocol=protocol)
                    frames = b"".join(mask(TEXT, text) for text in (b'{"connect":{},"id":1}', b"2probe", b"hello"))
                    answer = self.refused((GET if late else b"") + request + frames, code, listener, late=late)
                    self.assertIn(b"/ws with the subprotocol chatd.v1", answer)
                    self.assertIn(b"for plain text connect to / without one", answer)
                    self.assertEqual(listener.counters.websockets, 0)

    def test_plain_text_is_spoken_at_its_own_path(self) -> None:
        """
        And at the other one where the setting says so; each with whatever query.
        """
        for path in ("/", "/?room=x"):
            self.assertIn(b" 101 ", self.listener.request(handshake(path=path, protocol=None)))
        everywhere = Listener(Settings(plain=PlainSettings(everywhere=True)))
        for path in ("/", "/ws"):
            self.assertIn(b" 101 ", everywhere.request(handshake(path=path, protocol=None)))
        switched_off = Listener(Settings(plain=PlainSettings(enabled=False, everywhere=True)))
        for path in ("/", "/ws"):
            answer = self.refused(handshake(path=path, protocol=None), 400, switched_off)
            self.assertNotIn(b"plain text", answer)

    def test_draining_server_is_503(self) -> None:
        self.listener.front.begin_draining()
        self.assertIn(b"Retry-After: ", self.refused(handshake(), 503))


class OriginTests(FrontTests):
    def events(self) -> list[LogEvent]:
        """
        What is logged from now on.
        """
        return seen_by(self)

    def test_foreign_page_is_403_and_the_log_names_the_setting_once(self) -> None:
        """
        The operator learns what to change; a stranger cannot fill the log.
        """
        seen = self.events()
        request = handshake(extra="Origin: https://evil.example\r\n")
        for _ in range(3):
            self.refused(request, 403)
        warnings: list[Any] = [event for event in seen if "origin" in event]
        self.assertEqual(len(warnings), 1)
        self.assertEqual(warnings[0]["advice"], 'to allow it, add "https://evil.example" to `origins` in [server]')
        self.assertEqual(warnings[0]["origin"], "https://evil.example")

    def test_the_log_of_refused_origins_is_bounded(self) -> None:
        """
        A thousand invented origins are not a thousand lines.
        """
        listener = Listener(with_limits(websockets_per_second=10_000.0))
        seen = self.events()
        for number in range(150):
            listener.request(handshake(extra=f"Origin: https://{number}.example\r\n"))
        self.assertEqual(len([event for event in seen if "origin" in event]), 100)

    def test_same_host_name_is_allowed_whatever_port(self) -> None:
        """
        The article's page on another port works.
        """
        self.listener.open(host="192.0.2.1", extra="Origin: http://localhost:8000\r\n")

    def test_listed_origin_is_allowed(self) -> None:
        listener = Listener(with_server(origins=("https://good.example", "capacitor://localhost", "null")))
        listener.open(extra="Origin: https://good.example\r\n")
        listener.open(extra="Origin: null\r\n")
        listener.open(extra="Origin: capacitor://localhost\r\n")
        self.refused(handshake(extra="Origin: https://good.example.evil.example\r\n"), 403, listener)

    def test_every_kind_of_listed_origin_is_allowed(self) -> None:
        """
        Up to the open WebSocket, in both dialects, on a fresh and on a kept connection.
        """
        listed = ("https://*.good.example", "https://Bücher.example:443/", "file://", "chrome-extension://abc", "null")
        listener = Listener(with_server(origins=listed))
        for origin in (
            "https://a.good.example",
            "https://xn--bcher-kva.example",
            "file://",
            "chrome-extension://abc",
            "null",
        ):
            for protocol in ("chatd.v1", None):
                for before in (b"", GET):
                    request = handshake(protocol=protocol, extra=f"Origin: {origin}\r\n")
                    self.assertIn(b"HTTP/1.1 101 ", listener.request(before + request), origin)
        for origin in ("https://good.example", "https://a.b.good.example", "chrome-extension://abd"):
            self.refused(handshake(extra=f"Origin: {origin}\r\n"), 403, listener)

    def test_null_and_two_origins_are_403(self) -> None:
        """
        A sandboxed frame is no page of ours; two origins are a trick.
        """
        self.refused(handshake(extra="Origin: null\r\n"), 403)
        self.refused(handshake(extra="Origin: http://localhost\r\nOrigin: http://evil.example\r\n"), 403)


class LimitTests(FrontTests):
    def test_too_many_connections_in_all_are_503(self) -> None:
        """
        And one that goes makes room for one that comes.
        """
        listener = Listener(with_limits(connections=2))
        first, _ = listener.open(host="192.0.2.1"), listener.connect("192.0.2.2")
        third = listener.connect("192.0.2.3")
        self.assertEqual(status(third.take()), 503)
        self.assertTrue(third.gone)
        first.wire.hang_up()
        self.assertEqual(status(listener.request(GET, "192.0.2.3")), 200)

    def test_too_many_connections_of_an_address_are_429(self) -> None:
        """
        Others still come in; one that goes makes room.
        """
        listener = Listener(with_limits(http_per_address=2))
        first, _ = listener.connect(), listener.connect()
        self.refused(b"", 429, listener)
        listener.open(host="192.0.2.2")
        first.hang_up()
        listener.wait(1)
        self.assertEqual(status(listener.request(GET)), 200)

    def test_too_many_websockets_of_an_address_are_429(self) -> None:
        """
        The page still comes, and others come in; one that goes makes room.
        """
        listener = Listener(with_limits(websockets_per_address=2))
        first, _ = listener.open(), listener.open()
        self.refused(handshake(), 429, listener)
        self.assertEqual(status(listener.request(GET)), 200)
        listener.open(host="192.0.2.2")
        first.wire.hang_up()
        listener.open()

    def test_kept_connection_that_is_idle_makes_room(self) -> None:
        """
        A browser keeps six, and opens others when it needs them.
        """
        listener = Listener(with_limits(http_per_address=2))
        idle, busy = listener.connect(), listener.connect()
        idle.receive(GET)
        self.assertEqual(status(listener.request(GET)), 200)
        self.assertEqual((idle.gone, busy.gone), (True, False))
        self.assertFalse(idle.aborted)

    def test_kept_connection_in_use_makes_no_room(self) -> None:
        """
        Its second request has begun.
        """
        listener = Listener(with_limits(http_per_address=1))
        wire = listener.connect()
        wire.receive(GET)
        wire.receive(GET[:5])
        self.refused(b"", 429, listener)
        wire.take()
        wire.receive(GET[5:])
        self.assertEqual(status(wire.take()), 200)

    def test_too_many_requests_of_an_address_are_429(self) -> None:
        """
        On one connection as on many; an API is answered with a problem document.
        """
        listener = Listener(with_limits(requests_per_second=1.0, requests_burst=3))
        wire = listener.connect()
        wire.receive(GET + GET)
        listener.turn()
        self.assertEqual(answers(wire.take()), 2)
        wire.receive(GET.replace(b"/", b"/api/site", 1))
        listener.turn()
        answer = wire.take()
        self.assertEqual(status(answer), 429)
        self.assertIn(b"\r\nRetry-After: 2\r\n", answer)
        self.assertIn(b'"code":"rate_limited"', answer)
        listener.turn()
        self.assertTrue(wire.gone)
        self.assertEqual(sum(count for (_, code), count in listener.counters.refused.items() if code == "429"), 1)

    def test_nobody_in_particular_has_a_smaller_budget(self) -> None:
        """
        Of pages and the API together, told with the time to wait; a cookie that is none does not help.
        """
        listener = Listener(with_limits(anonymous_per_second=1.0, anonymous_burst=3))
        for path in ("/", "/api/site", "/nothing"):
            listener.request(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        forged = b"GET /api/site HTTP/1.1\r\nHost: localhost\r\nCookie: chatd_session=x\r\n\r\n"
        answer = listener.request(forged)
        self.assertEqual(status(answer), 429)
        self.assertIn(b"\r\nRetry-After: 2\r\n", answer)
        self.assertIn(b"not signed in", answer)
        self.assertEqual(status(listener.request(GET, host="192.0.2.2")), 200)
        listener.open()
        listener.wait(3)
        self.assertEqual(status(listener.request(GET)), 200)

    def test_who_is_recognised_does_not_count_as_nobody(self) -> None:
        """
        With a key, for example; a guest's token, which costs nothing, is no such thing.  Behind a proxy the client's
        address counts.
        """
        server = with_server(trusted_proxies=("192.0.2.9",)).server
        limits = with_limits(anonymous_per_second=0.001, anonymous_burst=2).limits
        listener = Listener(Settings(server=server, limits=limits))
        _, guest = listener.node._guests.new_guest("~Anna")
        making = listener.node.authentication.keys.create_key("bot", Scope({"*": ("*",)}), OPERATOR.who)
        key, _ = self.successResultOf(Deferred.fromCoroutine(making))
        for token, codes in ((key, [200] * 5), (guest, [200, 200, 429, 429, 429])):
            asked = f"GET /api/session HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
            self.assertEqual([status(listener.request(asked)) for _ in range(5)], codes)
        for client, codes in (("198.51.100.1", [200, 200, 429]), ("198.51.100.2", [200, 200, 429])):
            asked = GET.replace(b"\r\n\r\n", f"\r\nX-Forwarded-For: {client}\r\n\r\n".encode())
            self.assertEqual([status(listener.request(asked, host="192.0.2.9")) for _ in range(3)], codes)

    def test_too_many_new_connections_in_a_second_are_429(self) -> None:
        """
        Even if each goes at once; a second later some more may come.
        """
        listener = Listener(with_limits(requests_per_second=10.0, requests_burst=20))
        codes = [
            status(listener.request(GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))) for _ in range(12)
        ]
        self.assertEqual(codes, [200] * 10 + [429] * 2)
        listener.wait(1)
        self.assertEqual(status(listener.request(GET)), 200)

    def test_ipv6_addresses_of_one_subscriber_count_together(self) -> None:
        """
        A /64 is one address.
        """
        listener = Listener(with_limits(websockets_per_address=1))
        listener.open(host="2001:db8::1")
        self.refused(handshake(), 429, listener, host="2001:db8::ffff:1")
        listener.open(host="2001:db8:0:1::1")

    def test_every_kind_of_connection_is_counted_until_it_is_gone(self) -> None:
        """
        Fronts, HTTP, WebSockets and refused ones leave nothing behind.
        """
        listener = Listener(with_limits(connections=8, websockets_per_address=8, websockets_per_second=10_000.0))
        for _ in range(5):
            wires = [listener.connect() for _ in range(8)]
            for wire, data in zip(
                wires, (b"", b"GET", GET, GET, handshake(), handshake(), b"\r\n\r\n", b""), strict=True
            ):
                wire.receive(data)
            listener.turn()
            for wire in wires:
                wire.hang_up()
        self.assertEqual(listener.node.factory.live, {})

    def test_the_same_user_behind_unix_socket_is_limited_too(self) -> None:
        """
        Nobody is exempt who is not trusted; all who have no address share the budget of ten.
        """
        listener = Listener(with_limits(websockets_per_address=1))
        for _ in range(10):
            listener.open(host=None)
        self.refused(handshake(), 429, listener, host=None)


class ProxyTests(FrontTests):
    def test_forwarded_address_of_a_stranger_changes_nothing(self) -> None:
        """
        Anybody can write that header.
        """
        listener = Listener(with_limits(websockets_per_address=1))
        listener.open(extra="X-Forwarded-For: 198.51.100.1\r\n")
        self.refused(handshake(extra="X-Forwarded-For: 198.51.100.2\r\n"), 429, listener)
        self.assertEqual([p.address for p in listener.node.factory.live], ["192.0.2.1"])

    def test_forwarded_address_of_a_proxy_is_the_address(self) -> None:
        """
        Limits count people, not the proxy.
        """
        listener = Listener(
            Settings(
                server=with_server(trusted_proxies=("192.0.2.0/24",)).server,
                limits=with_limits(websockets_per_address=1).limits,
            )
        )
        listener.open(extra="X-Forwarded-For: 198.51.100.1\r\n")
        self.refused(handshake(extra="X-Forwarded-For: 203.0.113.9, 198.51.100.1\r\n"), 429, listener)
        listener.open(extra="X-Forwarded-For: 198.51.100.1, 198.51.100.2\r\n")
        self.assertEqual([p.address for p in listener.node.factory.live], ["198.51.100.1", "198.51.100.2"])

    def test_unix_socket_can_be_a_proxy(self) -> None:
        """
        For nginx on the same machine.
        """
        listener = Listener(with_server(trusted_proxies=("unix",)))
        listener.open(host=None, extra="X-Forwarded-For: 198.51.100.1\r\n")
        self.assertEqual([p.address for p in listener.node.factory.live], ["198.51.100.1"])

    def test_late_upgrade_counts_for_whom_it_is(self) -> None:
        """
        A proxy keeps connections for all its clients: one person's socket does not count as another's.
        """
        listener = Listener(
            Settings(
                server=with_server(trusted_proxies=("192.0.2.1",)).server,
                limits=with_limits(websockets_per_address=1).limits,
            )
        )
        wire = listener.connect()
        wire.receive(GET.replace(b"\r\n\r\n", b"\r\nX-Forwarded-For: 198.51.100.1\r\n\r\n"))
        listener.turn()
        wire.take()
        wire.receive(handshake(extra="X-Forwarded-For: 198.51.100.2\r\n"))
        self.assertTrue(wire.take().startswith(b"HTTP/1.1 101 "))
        listener.open(extra="X-Forwarded-For: 198.51.100.1\r\n")
        self.refused(handshake(extra="X-Forwarded-For: 198.51.100.2\r\n"), 429, listener)
        late = listener.connect()
        late.receive(GET.replace(b"\r\n\r\n", b"\r\nX-Forwarded-For: 198.51.100.3\r\n\r\n"))
        listener.turn()
        late.take()
        late.receive(handshake(extra="X-Forwarded-For: 198.51.100.2\r\n"))
        self.assertEqual(status(late.take()), 429)

    def test_address_that_cannot_be_read_is_nobodys(self) -> None:
        """
        Neither the proxy's, nor what the client wrote; the log says so once.
        """
        listener = Listener(
            Settings(
                server=with_server(trusted_proxies=("192.0.2.1",)).server,
                limits=with_limits(websockets_per_address=1).limits,
            )
        )
        seen = seen_by(self)
        for header in ("X-Forwarded-For: 198.51.100.1, unknown\r\n", "X-Forwarded-For: _hidden\r\n", "") * 3:
            listener.open(extra=header)
        live = listener.node.factory.live
        self.assertEqual({p.address for p in live} | {p.session and p.session.origin for p in live}, {None})
        lines = [formatEvent(event) for event in seen if event.get("name") == "X-Forwarded-For"]
        self.assertEqual(len(lines), 1)
        self.assertIn("a trusted proxy says 'unknown' in X-Forwarded-For, which is no address", lines[0] or "")
        listener.open(extra="X-Forwarded-For: 198.51.100.1\r\n")
        listener.open()
        self.refused(handshake(), 429, listener)

    def test_two_lines_of_the_header_are_one_list(self) -> None:
        """
        HAProxy adds a line of its own behind the client's.
        """
        listener = Listener(with_server(trusted_proxies=("192.0.2.1",)))
        listener.open(extra="X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-For: 198.51.100.1:51008\r\n")
        self.assertEqual([p.address for p in listener.node.factory.live], ["198.51.100.1"])

    def test_forwarded_is_read_where_that_is_set(self) -> None:
        """
        `X-Forwarded-For` is ignored then.
        """
        listener = Listener(with_server(trusted_proxies=("192.0.2.1",), forwarded_header="forwarded"))
        listener.open(extra='X-Forwarded-For: 203.0.113.9\r\nForwarded: for="[2001:db8::1]:4711"\r\n')
        self.assertEqual([p.address for p in listener.node.factory.live], ["2001:db8::1"])

    def test_each_request_on_a_connection_is_paid_by_whose_it_is(self) -> None:
        """
        A proxy keeps connections for all its clients.
        """
        listener = Listener(
            Settings(
                server=with_server(trusted_proxies=("192.0.2.1",)).server, limits=with_limits(requests_burst=1).limits
            )
        )
        wire = listener.connect()
        codes = []
        for number in (1, 2, 3, 2):
            field = f"\r\nX-Forwarded-For: 198.51.100.{number}\r\n\r\n".encode()
            wire.receive(GET.replace(b"\r\n\r\n", field))
            listener.turn()
            codes.append(status(wire.take()))
        self.assertEqual(codes, [200, 200, 200, 429])


class RefusalLogTests(FrontTests):
    def told(self, setting: str) -> None:
        """
        Check that the log has named this setting once.
        """
        lines = [formatEvent(event) or "" for event in self.seen]
        self.assertEqual(len([line for line in lines if setting in line]), 1, lines)

    def setUp(self) -> None:
        super().setUp()
        self.seen = seen_by(self)

    def test_who_is_refused_at_the_door_is_told_with_the_setting(self) -> None:
        """
        Too large, elsewhere, with another subprotocol, from another page: once, however often.
        """
        for _ in range(3):
            self.listener.request(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 16384)
            self.listener.request(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999\r\n\r\n")
            self.listener.request(handshake(path="/chat/ws"))
            self.listener.request(handshake(protocol="centrifuge-json"))
            self.listener.request(handshake(extra="Origin: https://www.example\r\n"))
        for setting in ("limits.head", "limits.body", "'/chat/ws'", "'centrifuge-json'", "`origins` in [server]"):
            self.told(setting)

    def test_who_is_too_slow_with_a_request_is_told(self) -> None:
        """
        A browser that opens a connection in advance and sends nothing is not.
        """
        silent, slow = self.listener.connect(), self.listener.connect()
        self.listener.wait(10)
        self.assertEqual((silent.gone, [e for e in self.seen if "most" in e]), (True, []))
        slow = self.listener.connect()
        slow.receive(GET[:9])
        self.listener.wait(10)
        self.assertTrue(slow.gone)
        self.told("limits.handshake_seconds")

    def test_who_is_closed_is_told(self) -> None:
        """
        Without a login, with a message that is too large, with nothing but mistakes.
        """
        self.listener.open()
        self.listener.wait(10)
        self.told("limits.login_seconds")
        self.listener.open().send(TEXT, b"x" * 70000)
        self.told("limits.message")
        flood = self.listener.open()
        for _ in range(101):
            flood.send(TEXT, b"?")
        self.told("limits.refusals_burst")


class DeadlineTests(FrontTests):
    def test_silent_connection_is_cut_off(self) -> None:
        """
        After ten seconds, not before.
        """
        wire = self.listener.connect()
        self.listener.wait(9)
        self.assertFalse(wire.gone)
        self.listener.wait(1)
        self.assertTrue(wire.aborted)

    def test_dribbled_head_is_cut_off_all_the_same(self) -> None:
        """
        No byte moves the deadline.
        """
        wire = self.listener.connect()
        for byte in GET[:10]:
            wire.receive(bytes((byte,)))
            self.listener.wait(1)
        self.assertTrue(wire.gone)

    def test_dribbled_body_is_cut_off_all_the_same(self) -> None:
        """
        The whole first request has one deadline.
        """
        wire = self.listener.connect()
        wire.receive(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(10):
            wire.receive(b"x")
            self.listener.wait(1)
        self.assertTrue(wire.gone)

    def test_kept_connection_may_be_idle_for_a_quarter_of_a_minute(self) -> None:
        """
        And is closed then.
        """
        wire = self.listener.connect()
        wire.receive(GET)
        self.listener.wait(14)
        self.assertFalse(wire.gone)
        self.listener.wait(1)
        self.assertTrue(wire.gone)

    def test_connection_of_a_proxy_may_be_idle_for_longer_than_it_keeps_it(self) -> None:
        """
        A request that it sends on a connection which we close at that moment would be lost: Caddy keeps one for two
        minutes.
        """
        listener = Listener(with_server(trusted_proxies=("192.0.2.1",)))
        wire = listener.connect()
        wire.receive(GET)
        listener.wait(179)
        self.assertFalse(wire.gone)
        listener.wait(1)
        self.assertTrue(wire.gone)

    def test_second_request_has_a_deadline_of_its_own(self) -> None:
        """
        Ten seconds from its first byte, however it dribbles.
        """
        wire = self.listener.connect()
        wire.receive(GET)
        self.listener.wait(14)
        for byte in GET[:10]:
            self.assertFalse(wire.gone)
            wire.receive(bytes((byte,)))
            self.listener.wait(1)
        self.assertTrue(wire.gone)

    def test_websocket_has_no_such_deadline(self) -> None:
        """
        Somebody who has logged in and answers pings stays.
        """
        person = self.listener.enter("ann")
        for _ in range(8):
            self.listener.wait(10)
            person.send(10)
        self.assertFalse(person.wire.gone)

    def test_refused_peer_that_does_not_close_is_cut_off(self) -> None:
        """
        An answer that is never read holds nothing for long.
        """
        wire = self.listener.connect()
        wire.stalls = True
        wire.receive(b"\r\n\r\n")
        wire.receive(GET)
        self.listener.wait(10)
        self.assertTrue(wire.gone)

    def test_refused_handshake_whose_peer_does_not_close_is_cut_off(self) -> None:
        """
        Also when it was refused a step later.
        """
        wire = self.listener.connect()
        wire.stalls = True
        wire.receive(handshake().replace(b"Version: 13", b"Version: 12"))
        self.listener.wait(10)
        self.assertTrue(wire.gone)


class LateUpgradeTests(FrontTests):
    def test_kept_connection_becomes_a_websocket(self) -> None:
        """
        With a frame that was sent behind the request.
        """
        wire = self.listener.connect()
        wire.receive(GET)
        self.listener.turn()
        wire.take()
        wire.receive(handshake() + mask(TEXT, b'{"type":"ping","ref":7}'))
        answer = wire.take()
        self.assertTrue(answer.startswith(b"HTTP/1.1 101 "))
        self.assertIn(b'{"type":"pong","ref":7}', answer)

    def test_every_cut_of_a_late_upgrade_does_the_same(self) -> None:
        """
        Where the network cuts makes no difference.
        """
        listener = Listener(with_limits(websockets_per_second=10_000.0))
        whole = GET + handshake() + mask(TEXT, b'{"type":"ping","ref":7}')
        for cut in range(1, len(whole)):
            wire = listener.connect()
            wire.receive(whole[:cut])
            listener.turn()
            wire.receive(whole[cut:])
            self.assertIn(b'{"type":"pong","ref":7}', wire.take(), cut)
            wire.hang_up()

    def test_late_upgrade_is_refused_as_the_first_would_be(self) -> None:
        """
        Paths, origins and bodies are looked at again.
        """
        for request, code in (
            (handshake(path="/chat"), 404),
            (handshake(extra="Origin: https://evil.example\r\n"), 403),
            (handshake(protocol="mqtt"), 400),
            (handshake(extra="Content-Length: 2\r\n") + b"xx", 400),
            (handshake().replace(b"HTTP/1.1", b"HTTP/1.0"), 426),
            (handshake().replace(b"Version: 13", b"Version: 8"), 426),
        ):
            with self.subTest(request=request):
                wire = self.listener.connect()
                wire.receive(GET)
                wire.take()
                wire.receive(request)
                self.listener.turn()
                answer = wire.take()
                self.assertEqual(status(answer), code)
                self.assertEqual(answers(answer), 1)
                self.assertTrue(wire.gone)

    def test_upgrade_to_something_else_is_an_ordinary_request(self) -> None:
        """
        As RFC 9110, section 7.8, allows.
        """
        request = GET.replace(b"\r\n\r\n", b"\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n")
        self.assertEqual(status(self.listener.request(request)), 200)
        self.assertEqual(status(self.listener.request(GET + request)), 200)

    def test_websocket_on_a_kept_connection_ends_like_any_other(self) -> None:
        """
        Nothing of HTTP is left behind it, not even a deadline.
        """
        wire = self.listener.connect()
        wire.receive(GET)
        wire.receive(handshake(protocol=None))
        for _ in range(8):
            self.listener.wait(10)
            wire.receive(mask(10))
        self.assertFalse(wire.gone)
        wire.hang_up()
        self.assertEqual(self.listener.node.factory.live, {})
