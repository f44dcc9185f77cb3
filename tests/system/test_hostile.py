"""
Hostile behaviours, each against a real daemon on which a well-behaved pair goes on talking.

The pair talks between the pieces of an attack and while its end is awaited: all that one says the other hears, in
order and once, and neither is cut off.  Nothing is logged as a fault, and connections and memory come back.
"""

import re
import select
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.daemon import Daemon, running
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import BINARY, CLOSE, PING, TEXT, Person, WebSocket, dial, handshake, mask, reset, trusting

CONFIG = """
[server]
deflate = true
drain_seconds = 1

[limits]
handshake_seconds = 1
commands_per_second = 100
user_per_second = 100
commands_burst = 2000
user_burst = 2000
"""
"""The pair says less than such a burst in all of these tests together, so that it is never told to wait."""
PEAK = 64_000
GROWTH = 24_000
CONTINUE = 0
DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate\r\n"


class Pair:
    """
    Two people who talk in turn.  Each hears all that the other says, in order and once.
    """

    def __init__(self, port: int) -> None:
        self.ann, self.bob = (Person(dial(port, source="127.9.9.9"), name, "lobby") for name in ("ann", "bob"))
        self._count = 0

    def talk(self) -> None:
        """
        Ann says something, bob hears it and answers, ann hears that.
        """
        for speaker, listener in ((self.ann, self.bob), (self.bob, self.ann)):
            self._count += 1
            speaker.tell(type="say", room="lobby", text=f"message {self._count}")
            while (heard := listener.hear("message"))["user"]["name"] not in {"~ann", "~bob"}:
                pass
            assert heard["text"] == f"message {self._count}"


class Scene:
    """
    The daemon, the pair, and the address from which one test attacks.
    """

    def __init__(self, daemon: Daemon, pair: Pair, source: str) -> None:
        self.daemon = daemon
        self.pair = pair
        self.source = source

    def dial(self, *, small: bool = False) -> socket.socket:
        """
        A connection of the attacker.
        """
        return dial(self.daemon.port, source=self.source, small=small)

    def person(self, **options: str) -> Person:
        """
        The attacker, logged in and in the pair's room.
        """
        return Person(self.dial(), "mallory", "lobby", **options)

    def flood(self, plug: socket.socket, data: bytes, times: int = 1) -> int:
        """
        Send `data` so many times, or until the server has had enough; says how often it went out.

        The pair talks after each time, and while the server takes nothing.
        """
        for sent in range(times):
            left = data
            try:
                while left:
                    self._talk_until(plug, select.POLLOUT)
                    left = left[plug.send(left) :]
            except ConnectionError:
                return sent
            self.pair.talk()
        return times

    def until_closed(self, plug: socket.socket) -> bytes:
        """
        Everything that comes until the server closes or resets the connection; the pair talks meanwhile.
        """
        data = b""
        with plug, suppress(ConnectionError):
            while True:
                self._talk_until(plug, select.POLLIN)
                more = plug.recv(65536)
                if not more:
                    break
                data += more
        return data

    def answer(self, data: bytes) -> bytes:
        """
        What is answered to `data` before the connection is closed.
        """
        plug = self.dial()
        self.flood(plug, data)
        return self.until_closed(plug)

    def closed(self, *frames: bytes, extra: str = "") -> int:
        """
        The code with which the server closes after `frames`.
        """
        client = WebSocket(self.dial(), extra=extra)
        for data in frames:
            client.plug.sendall(data)
        self.pair.talk()
        while (frame := client.frame()).opcode != CLOSE:
            pass
        client.plug.close()
        return frame.code

    def _talk_until(self, plug: socket.socket, event: int) -> None:
        ready = select.poll()
        ready.register(plug, event)
        deadline = time.monotonic() + PATIENCE
        while not ready.poll(50):
            assert time.monotonic() < deadline, "the server does nothing"
            self.pair.talk()


@pytest.fixture(scope="module")
def talking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Daemon, Pair]]:
    """
    One daemon and one pair for all behaviours.
    """
    with running(tmp_path_factory.mktemp("hostile"), config=CONFIG) as daemon:
        yield daemon, Pair(daemon.port)


SOURCES = iter(range(1, 250))


@pytest.fixture
def scene(talking: tuple[Daemon, Pair]) -> Iterator[Scene]:
    """
    A test attacks while the pair talks; afterwards everything is as it was.
    """
    daemon, pair = talking
    pair.talk()
    sockets, memory = daemon.sockets(), daemon.memory()
    yield Scene(daemon, pair, f"127.0.1.{next(SOURCES)}")
    deadline = time.monotonic() + PATIENCE
    while daemon.sockets() != sockets:
        # What an address has sent that has taken much time is read by turns, and its end is behind that.
        assert time.monotonic() < deadline, f"{daemon.sockets()} sockets are open, before: {sockets}"
        pair.talk()
    assert daemon.memory() < memory + GROWTH
    assert daemon.memory("VmHWM") < memory + PEAK
    for word in ("Traceback", "Unhandled"):
        assert word not in daemon.log, daemon.log


def dribble(scene: Scene, plugs: list[socket.socket], data: bytes) -> None:
    """
    Send `data` byte by byte on all of `plugs` until the server has closed them all; it must do so before the end.
    """
    waiting = list(plugs)
    for byte in data:
        scene.pair.talk()
        ready, _, _ = select.select(waiting, [], [], 0.05)
        for plug in ready:
            with suppress(ConnectionError):
                assert not plug.recv(65536).startswith(b"HTTP/1.1 101 ")
            waiting.remove(plug)
            plug.close()
        if not waiting:
            return
        for plug in waiting:
            with suppress(ConnectionError):
                plug.send(bytes((byte,)))
    raise AssertionError(f"{len(waiting)} are still open")


def test_bytes_dribbled_into_a_handshake(scene: Scene) -> None:
    """
    The deadline is for the whole request; no byte extends it.
    """
    dribble(scene, [scene.dial() for _ in range(20)], handshake(extra="X: " + "x" * 1000 + "\r\n"))


def test_bytes_dribbled_into_a_body(scene: Scene) -> None:
    """
    By length and in chunks.
    """
    length = scene.dial()
    length.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n")
    chunks = scene.dial()
    chunks.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
    dribble(scene, [length, chunks], b"1\r\nx\r\n" * 200)


def test_half_open_handshakes(scene: Scene) -> None:
    """
    Connections that say nothing, or stop in the middle, are cut off.
    """
    plugs = [scene.dial() for _ in range(90)]
    for plug in plugs[::2]:
        plug.sendall(handshake()[:60])
    for plug in plugs:
        assert scene.until_closed(plug) == b""


def test_tls_on_the_plain_port(scene: Scene) -> None:
    """
    A browser that tries https gets an answer at once.
    """
    with scene.dial() as plug, pytest.raises((ssl.SSLError, ConnectionError)):
        trusting().wrap_socket(plug)


def test_megabyte_of_head_or_url(scene: Scene) -> None:
    """
    The limit is 16 KiB for a head and 8 KiB for a URL.
    """
    for data in (
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 170_000,
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 1_000_000,
        b"GET /" + b"x" * 1_000_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"x" * 1_000_000,
    ):
        answer = scene.answer(data)
        assert answer == b"" or answer.startswith((b"HTTP/1.1 414 ", b"HTTP/1.1 431 ", b"HTTP/1.1 400 "))


def test_odd_upgrades_and_versions(scene: Scene) -> None:
    """
    Each is refused.
    """
    good = handshake()
    for data in (
        good.replace(b"HTTP/1.1", b"HTTP/1.0"),
        good.replace(b"HTTP/1.1", b"HTTP/2.0"),
        good.replace(b" HTTP/1.1", b""),
        good.replace(b"GET", b"POST"),
        good.replace(b"/ws", b"/other"),
        good.replace(b"Version: 13", b"Version: 8"),
        good.replace(b"Sec-WebSocket-Key", b"X-Key"),
        good.replace(b"chatd.v1", b"chatd.v2"),
        good.replace(b"\r\n\r\n", b"\r\nContent-Length: 5\r\n\r\nhello"),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\r\n\r\n",
        bytes(range(256)) + b"\r\n\r\n",
    ):
        assert scene.answer(data).startswith(b"HTTP/1.1 4") or scene.answer(data).startswith(b"HTTP/1.1 505 ")


def test_answers_come_in_the_order_of_the_requests(scene: Scene) -> None:
    """
    An upgrade after requests whose answers are on their way gets those answers first, and then its own: otherwise a
    proxy would send them to another client.
    """
    status = re.compile(rb"^HTTP/1\.1 (\d+)", re.MULTILINE)
    before = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 3
    refused = scene.answer(before + handshake().replace(b"Version: 13", b"Version: 8"))
    assert status.findall(refused) == [b"200"] * 3 + [b"426"]
    login = mask(TEXT, b'{"type":"login","guest":"mallory"}')
    opened = scene.answer(before + handshake() + login + mask(CLOSE, b"\x03\xe8"))
    assert status.findall(opened) == [b"200"] * 3 + [b"101"]
    assert 0 < opened.index(b"HTTP/1.1 101") < opened.index(b'"welcome"') < opened.index(b'"g.')


def test_request_smuggling(scene: Scene) -> None:
    """
    Content-Length and Transfer-Encoding in every combination: one answer, and the hidden request gets none.
    """
    hidden = b"0\r\n\r\nGET /index.html HTTP/1.1\r\nHost: a\r\n\r\n"
    lengths = (b"", b"Content-Length: 5\r\n", b"Content-Length: 5\r\nContent-Length: 6\r\n", b"Content-Length: +5\r\n")
    codings = (
        b"Transfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: identity\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Transfer-Encoding : chunked\r\n",
        b"Transfer-Encoding:\x0bchunked\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
    )
    for length in lengths:
        for coding in codings:
            for fields in (length + coding, coding + length):
                answer = scene.answer(b"POST / HTTP/1.1\r\nHost: a\r\n" + fields + b"\r\n" + hidden)
                assert answer.count(b"HTTP/1.1 ") == 1, fields
                assert answer.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 405 ")), fields


def test_path_traversal(scene: Scene) -> None:
    """
    No spelling of a path leads out of the page's folder.
    """
    for up in ("..", "%2e%2e", ".%2e", "%252e%252e", "..%00", "%c0%ae%c0%ae", "..\\"):
        for slash in ("/", "%2f", "\\", "%5c"):
            path = "/" + (up + slash) * 8 + "etc/passwd"
            answer = scene.answer(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
            assert answer.startswith(b"HTTP/1.1 404 "), path
            assert b"root:" not in answer


def test_foreign_origins(scene: Scene) -> None:
    """
    403, and the log names the setting.
    """
    for origin in ("https://evil.example", "null", "https://localhost.evil.example", "http://[", "file://", "\xff"):
        answer = scene.answer(handshake(extra=f"Origin: {origin}\r\n"))
        assert answer.startswith(b"HTTP/1.1 403 "), origin
    scene.daemon.wait_for(r"https://evil\.example.*`origins` in \[server\]")


def test_claimed_frame_of_2_to_the_62(scene: Scene) -> None:
    """
    Of every kind, and with what can be sent of it.
    """
    for opcode, code in ((TEXT, 1009), (BINARY, 1009), (PING, 1002)):
        head = bytes((0x80 | opcode, 0xFF)) + (2**62).to_bytes(8, "big") + b"\0\0\0\0"
        assert scene.closed(head) == code
        client = WebSocket(scene.dial())
        scene.flood(client.plug, head)
        assert scene.flood(client.plug, b"x" * 65536, 4000) < 4000
        client.plug.close()


def test_unmasked_frames_bad_utf_8_and_reserved_bits(scene: Scene) -> None:
    """
    The right close code for each.
    """
    for _ in range(5):
        assert scene.closed(mask(TEXT, b"{}", masked=False)) == 1002
        assert scene.closed(mask(TEXT, b"\xff\xfe")) == 1007
        for rsv in range(1, 8):
            assert scene.closed(mask(TEXT, b"{}", rsv=rsv)) == 1002
        for opcode in (3, 7, 11, 15):
            assert scene.closed(mask(opcode, b"{}")) == 1002


def test_large_messages_in_fragments(scene: Scene) -> None:
    """
    The limit is for the whole message.
    """
    piece = mask(CONTINUE, b"x" * 4096, fin=False)
    for _ in range(5):
        assert scene.closed(mask(TEXT, b"x", fin=False), *[piece] * 20) == 1009


def test_million_empty_or_tiny_fragments(scene: Scene) -> None:
    """
    Their number is bounded, and so is what is read after it.
    """
    for piece in (b"", b"x"):
        client = WebSocket(scene.dial())
        client.send(TEXT, b"", fin=False)
        assert scene.flood(client.plug, mask(CONTINUE, piece, fin=False) * 1000, 1000) < 1000
        client.plug.close()


def test_ping_flood_with_pongs_unread(scene: Scene) -> None:
    """
    The answers do not pile up.
    """
    for size in (0, 125):
        client = WebSocket(scene.dial(small=True))
        scene.flood(client.plug, mask(PING, b"x" * size) * 100, 2000)
        assert len(scene.until_closed(client.plug)) < 6000 * (size + 2) + 1000


def test_compression_bombs(scene: Scene) -> None:
    """
    Not inflated beyond the limit of a message.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = (packer.compress(bytes(60_000_000)) + packer.flush(zlib.Z_SYNC_FLUSH))[:-4]
    assert len(bomb) < 65536
    for opcode in (TEXT, BINARY):
        for _ in range(5):
            assert scene.closed(mask(opcode, bomb, rsv=4), extra=DEFLATE) == 1009


def test_resets_in_mid_frame(scene: Scene) -> None:
    """
    Wherever it stops: in the head, in the handshake's answer, in a frame, in a message.
    """
    whole = handshake() + mask(TEXT, b'{"type":"login","guest":"m"}') + mask(TEXT, b'{"type":"join","room":"lobby"}')
    for cut in range(1, len(whole), len(whole) // 40):
        plug = scene.dial()
        plug.sendall(whole[:cut])
        scene.pair.talk()
        reset(plug)


def test_half_close(scene: Scene) -> None:
    """
    A peer that will send no more is closed.
    """
    for data in (b"", b"GET / HT", handshake(), handshake() + mask(TEXT, b'{"type":"ping"}')[:5]):
        plug = scene.dial()
        plug.sendall(data)
        plug.shutdown(socket.SHUT_WR)
        scene.until_closed(plug)


def test_publish_flood(scene: Scene) -> None:
    """
    The others get what the budget allows; then the sender is closed with 4009.
    """
    mallory = scene.person()
    scene.flood(mallory.plug, mask(TEXT, b'{"type":"say","room":"lobby","text":"spam"}') * 100, 200)
    code = 0
    with suppress(EOFError, ConnectionError):
        while (frame := mallory.frame()).opcode != CLOSE:
            code = 4009 if b'"code":4009' in frame.payload else code
        code = frame.code
    assert code == 4009
    mallory.plug.close()


@pytest.mark.slow
def test_busy_sender_whom_nothing_limits(tmp_path: Path) -> None:
    """
    Ten thousand commands at once: each is answered, in order, and two other people can talk in between.
    """
    count = 10_000
    lifted = "[limits]\ncommands_per_second = 1e9\ncommands_burst = 1000000\n"
    with running(tmp_path, config=lifted) as daemon:
        pair = Pair(daemon.port)
        busy = Person(dial(daemon.port), "busy", "elsewhere")
        frames = b"".join(mask(TEXT, b'{"type":"ping","ref":%d}' % number) for number in range(count))
        sender = threading.Thread(target=busy.plug.sendall, args=(frames,))
        sender.start()
        pair.talk()
        answers = (busy.next() for _ in iter(int, 1))
        pongs = (answer["ref"] for answer in answers if answer["type"] == "pong")
        for number in range(count):
            assert next(pongs) == number
            if number % 1000 == 0:
                pair.talk()
        sender.join(PATIENCE)


@pytest.mark.slow
def test_flood_of_garbage(scene: Scene) -> None:
    """
    Frames that are no commands.
    """
    for text in (b"", b"{", b"[" * 5000, b'{"type":"' + b"x" * 5000 + b'"}'):
        mallory = scene.person()
        scene.flood(mallory.plug, mask(TEXT, text) * 10, 100)
        scene.until_closed(mallory.plug)


def test_readers_that_never_read(scene: Scene) -> None:
    """
    They are cut off; the sender and the other readers notice nothing.
    """
    deaf = [Person(scene.dial(small=True), "deaf", "lobby") for _ in range(3)]
    plain = WebSocket(scene.dial(small=True), protocol=None)
    speaker = scene.person()
    gone = select.poll()
    waiting = {client.plug.fileno() for client in (*deaf, plain)}
    for fd in waiting:
        # Only whether it was reset: who reads is no reader that never reads.
        gone.register(fd, select.POLLRDHUP)
    deadline = time.monotonic() + PATIENCE
    while waiting and time.monotonic() < deadline:
        speaker.ask(type="say", room="lobby", text="x" * 4000)
        scene.pair.talk()
        for fd, _ in gone.poll(10):
            gone.unregister(fd)
            waiting.discard(fd)
    assert not waiting
    for client in (*deaf, plain):
        client.plug.close()
    speaker.close()


def test_pipelined_requests_whose_answers_are_not_read(scene: Scene) -> None:
    """
    Their answers do not pile up in memory.
    """
    for _ in range(20):
        plug = scene.dial(small=True)
        scene.flood(plug, b"GET /chatd.js HTTP/1.1\r\nHost: a\r\n\r\n" * 1500)
        reset(plug)


def test_hundreds_of_connections_from_one_address(scene: Scene) -> None:
    """
    Five hundred are kept, the rest is refused.
    """
    plugs = []
    for number in range(700):
        plugs.append(scene.dial())
        if number % 50 == 0:
            scene.pair.talk()
    answers = [scene.until_closed(plug) for plug in plugs]
    refused = sum(answer.startswith(b"HTTP/1.1 429 ") for answer in answers)
    assert refused + answers.count(b"") == 700
    assert refused > 100
