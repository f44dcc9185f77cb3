"""
The common handshake: what is answered without Autobahn is what Autobahn would have answered.
"""

from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st
from twisted.trial.unittest import SynchronousTestCase

from chatd.http.head import parse
from chatd.http.upgrade import answer_common
from tests.support.fuzz_effort import examples
from tests.support.memory_node import Listener, Wire, with_server
from tests.support.wsclient import KEY, TEXT, handshake, mask

CHROMIUM = (
    "GET /ws HTTP/1.1\r\nHost: chat.example:8080\r\nConnection: Upgrade\r\nPragma: no-cache\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36\r\nUpgrade: websocket\r\n"
    "Origin: http://chat.example:8080\r\nSec-WebSocket-Version: 13\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n"
    f"Accept-Language: en-US,en;q=0.9\r\nCookie: a=b\r\nSec-WebSocket-Key: {KEY}\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\nSec-WebSocket-Protocol: chatd.v1\r\n\r\n"
).encode()
FIREFOX = (
    "GET /ws HTTP/1.1\r\nHost: [2001:db8::1]:8080\r\nAccept: */*\r\nSec-WebSocket-Version: 13\r\nOrigin: https://a-b.example\r\n"
    f"Sec-WebSocket-Protocol: chatd.v1\r\nSec-WebSocket-Extensions: permessage-deflate\r\nSec-WebSocket-Key: {KEY}\r\n"
    "Connection: keep-alive, Upgrade\r\nPragma: no-cache\r\nUpgrade: websocket\r\n\r\n"
).encode()
OTHERS = {
    "Host": [
        "localhost",
        "a.b:1",
        "[::1]",
        "[::1]:80",
        "a:b",
        "a:99999",
        "a:65535",
        "a b",
        "",
        "ä",
        "u@h",
        ":80",
        "a:",
    ],
    "Upgrade": ["websocket", "WebSocket", "h2c, websocket", "websocket,"],
    "Connection": ["Upgrade", "upgrade", "keep-alive, Upgrade", "close", "keep-alive", "", "Upgrade,", "up grade"],
    "Sec-WebSocket-Key": [
        KEY,
        KEY[:-1],
        KEY + "=",
        "A" * 24,
        "A" * 22 + "==",
        "*" + KEY[1:],
        "",
        " " + KEY,
        "ä" + KEY[1:],
    ],
    "Sec-WebSocket-Version": ["13", "8", "013", "+13", "13, 13", "x", "", "1_3"],
    "Sec-WebSocket-Protocol": ["chatd.v1", "chatd.v1, other", "other, chatd.v1", "chatd.v1, chatd.v1", "CHATD.V1", ""],
    "Origin": [
        "null",
        "http://a",
        "https://a.b:99",
        "http://a:99999",
        "http://a:0",
        "http://[::1]",
        "x",
        "",
        "//",
        "http:",
    ],
    "Sec-WebSocket-Extensions": [
        *(
            "permessage-deflate",
            "permessage-deflate; client_max_window_bits",
            "permessage-deflate; server_max_window_bits=7",
        ),
        *(
            "permessage-deflate; client_max_window_bits=ä",
            "x-webkit-deflate-frame",
            "permessage-brotli",
            "foo; bar=1",
            "",
        ),
    ],
    "Cookie": ["a=b", "ä=ö"],
}
"""What a handshake can have in each of its fields, right and wrong."""
TARGETS = ["/", "/ws", "/ws?a=b", "/ws?a#b", "/ws#", "/?a=%ff&&;=", "/ws?//[", "/ws?" + "a=b&" * 50]


OWN = {"factory", "transport", "session", "commands", "sink"}
"""What two connections do not share, however they were opened."""


@st.composite
def handshakes(draw: st.DrawFn) -> bytes:
    """
    The head of an upgrade: mostly right, with some fields missing, odd, repeated or in other cases.
    """
    right = {"Host": "localhost", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": KEY}
    right |= {"Sec-WebSocket-Version": "13", "Sec-WebSocket-Protocol": "chatd.v1"}
    odd = draw(st.sets(st.sampled_from(sorted(OTHERS)), max_size=3))
    lines = [f"GET {draw(st.sampled_from(TARGETS))} HTTP/1.1"]
    for name in draw(st.permutations(sorted(OTHERS))):
        if name in odd:
            values = draw(st.lists(st.sampled_from(OTHERS[name]), max_size=2))
        else:
            values = [right[name]] if name in right else []
        lines += [f"{draw(st.sampled_from([name, name.lower(), name.upper()]))}: {value}" for value in values]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def adopted(*, deflate: bool = False) -> tuple[Wire, Any]:
    """
    A connection that the front has handed over, and its protocol, which has heard nothing yet.
    """
    listener = Listener(with_server(deflate=deflate))
    wire = listener.connect()
    wire.protocol = protocol = listener.front._chat.take_over(wire, "192.0.2.1")
    return wire, protocol


class DifferentialTests(SynchronousTestCase):
    @settings(max_examples=examples(40), deadline=None)
    @given(handshakes(), st.booleans())
    def test_the_answer_is_the_one_that_autobahn_gives(self, raw: bytes, deflate: bool) -> None:
        """
        Whatever is answered here, Autobahn opens with the same bytes.
        """
        try:
            head = parse(raw)
        except ValueError:
            return
        answer = answer_common(head, deflate=deflate) if raw.isascii() and head.wants_websocket else None
        event("common" if answer else "not common")
        if answer is None:
            return
        wire, protocol = adopted(deflate=deflate)
        wire.receive(raw)
        got, _, welcome = wire.take().partition(b"\r\n\r\n")
        self.assertEqual(got + b"\r\n\r\n", answer)
        self.assertIn(b'"type":"welcome"', welcome)
        self.assertEqual(protocol.state, protocol.STATE_OPEN)

    def test_what_the_connection_is_afterwards_is_the_same(self) -> None:
        """
        But for what Autobahn remembers of the handshake, and who it is.
        """
        answer = answer_common(parse(CHROMIUM), deflate=False)
        assert answer is not None
        (_, opened), (wire, judged) = adopted(), adopted()
        opened.open_common(answer, b"")
        wire.receive(CHROMIUM)
        ours, theirs = (
            {name: value for name, value in vars(protocol).items() if name not in OWN} for protocol in (opened, judged)
        )
        memories = {"websocket_protocol_in_use", "websocket_extensions_in_use", "websocket_version"}
        for name in theirs.keys() - ours.keys() - memories:
            # On the class it stands as Autobahn has set it.
            self.assertEqual(theirs[name], getattr(opened, name), name)
        self.assertEqual(ours, {name: value for name, value in theirs.items() if name in ours})


class CommonTests(SynchronousTestCase):
    def test_browsers_are_common(self) -> None:
        """
        Chromium and Firefox, whose offers of compression are not taken; and a client without an Origin.
        """
        for raw in (CHROMIUM, FIREFOX, handshake()):
            self.assertIsNotNone(answer_common(parse(raw), deflate=False), raw)

    def test_where_compression_is_to_be_agreed_upon_the_offer_is_autobahns(self) -> None:
        """
        Without an offer there is nothing to agree upon.
        """
        self.assertIsNone(answer_common(parse(CHROMIUM), deflate=True))
        self.assertIsNotNone(answer_common(parse(handshake()), deflate=True))

    def test_each_field_that_is_not_plainly_right_is_autobahns(self) -> None:
        """
        One odd thing at a time.
        """
        odd = [
            handshake(protocol="chatd.v1, other"),
            handshake(protocol=None),
            handshake(extra=f"Sec-WebSocket-Key: {KEY}\r\n"),
            handshake(extra="Origin: ftp://a\r\n"),
            handshake(extra="Sec-WebSocket-Extensions: foo\r\n"),
            handshake(extra="Sec-WebSocket-Extensions: permessage-deflate\r\n" * 2),
            handshake().replace(KEY.encode(), KEY.encode()[:-1] + b"!"),
            handshake().replace(b"Version: 13", b"Version: 8"),
            handshake().replace(b"Connection: Upgrade", b"Connection: close"),
        ]
        for raw in odd:
            self.assertIsNone(answer_common(parse(raw), deflate=False), raw)

    def test_bytes_that_are_no_ascii_end_no_line(self) -> None:
        """
        For Autobahn one of them does, and what follows would be another field.
        """
        for protocol in ("chatd.v1", None):
            for field in ("Cookie: a\x85Sec-WebSocket-Version: 8", "Cookie: \xe4"):
                answer = Listener().request(handshake(extra=f"{field}\r\n", protocol=protocol))
                self.assertTrue(answer.startswith(b"HTTP/1.1 101 "), answer)

    def test_what_came_with_the_handshake_is_heard_after_it(self) -> None:
        """
        A command in the same bytes, whole or cut in two, is answered after the welcome.
        """
        login = mask(TEXT, b'{"type":"login","guest":"ann","ref":1}')
        for cut in (len(login), 3):
            wire = Listener().connect()
            wire.receive(handshake() + login[:cut])
            wire.receive(login[cut:])
            sent = wire.take()
            self.assertLess(sent.index(b'"type":"welcome"'), sent.index(b'"ref":1'))

    def test_answer_and_welcome_leave_in_one_write(self) -> None:
        """
        And what came with the handshake is answered in the next.
        """
        listener = Listener()
        wire = listener.connect()
        writes: list[bytes] = []
        wire.write = writes.append  # type: ignore[method-assign,assignment]
        wire.receive(handshake())
        self.assertEqual(b"".join(writes).count(b"\r\n\r\n"), 1)
        self.assertIn(b'"type":"welcome"', b"".join(writes))
