"""
Frames as bytes: ours, and the common one of a client's beside what Autobahn makes of the same bytes.
"""

import random
import struct
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from twisted.internet.task import Clock
from twisted.internet.testing import StringTransport
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.counters import Counters
from chatd.domain.limits import Limits
from chatd.http.responses import refusal
from chatd.websocket.autobahn import BoundedFactory, BoundedProtocol
from chatd.websocket.frames import common_begun, common_text, deflated_frame, frame, is_empty_pong, unmask
from tests.support.fuzz_effort import examples

MASK = b"\x12\x34\x56\x78"
HANDSHAKE = (
    b"GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


def client_frame(first: int, payload: bytes, mask: bytes | None = MASK) -> bytes:
    """
    A frame as a client sends it, `first` byte and all.
    """
    size = len(payload)
    bit = 0 if mask is None else 0x80
    if size < 126:
        head = bytes((first, bit | size))
    elif size < 65536:
        head = bytes((first, bit | 126)) + struct.pack("!H", size)
    else:
        head = bytes((first, bit | 127)) + struct.pack("!Q", size)
    return head + payload if mask is None else head + mask + unmask(mask, payload)


class FrameTests(SynchronousTestCase):
    """
    The bytes themselves.
    """

    def test_lengths_take_their_shortest_form(self) -> None:
        """
        125, 126, 65535 and 65536 bytes are where the form of the length changes.
        """
        heads = {125: b"\x81\x7d", 126: b"\x81\x7e\x00\x7e", 65535: b"\x81\x7e\xff\xff"}
        heads[65536] = b"\x81\x7f" + struct.pack("!Q", 65536)
        for size, head in heads.items():
            self.assertEqual(frame(b"x" * size), head + b"x" * size)

    def test_compressed_frame_stands_for_itself(self) -> None:
        """
        Whoever inflates it, with no other before, has the payload; a small window is enough.
        """
        for payload in (b"abcd" * 50, b"abcd" * 20_000):
            made = deflated_frame(payload)
            self.assertEqual(made[0], 0xC1)
            packed = made[2:] if made[1] < 126 else made[4:]
            self.assertEqual(zlib.decompressobj(-12).decompress(packed + b"\0\0\xff\xff"), payload)

    def test_what_does_not_get_shorter_is_not_compressed(self) -> None:
        """
        A short text, and one that is noise.
        """
        for payload in (b"a" * 199, random.Random(1).randbytes(1000)):
            self.assertEqual(deflated_frame(payload), frame(payload))

    def test_unmasking_undoes_masking(self) -> None:
        """
        Masking is its own inverse, for every length.
        """
        for size in range(20):
            payload = bytes(range(size))
            self.assertEqual(unmask(MASK, unmask(MASK, payload)), payload)

    def test_common_frame_is_read_where_it_stands(self) -> None:
        """
        Two frames in one piece are read one after the other.
        """
        data = client_frame(0x81, b"one") + client_frame(0x81, "zwölf".encode() * 40)
        first = common_text(data, 0, 65536)
        assert first is not None
        second = common_text(data, first[1], 65536)
        assert second is not None
        self.assertEqual((first[0], second[0], second[1]), (b"one", "zwölf".encode() * 40, len(data)))

    def test_uncommon_frames_are_left_alone(self) -> None:
        """
        Binary, unmasked, compressed, fragmented, too long, badly written or cut: not ours to judge.
        """
        long_form = bytes((0x81, 0xFE, 0, 3)) + MASK + unmask(MASK, b"abc")
        for data in (
            client_frame(0x82, b"abc"),
            client_frame(0x81, b"abcdef", None),
            client_frame(0xC1, b"abc"),
            client_frame(0x01, b"abc"),
            client_frame(0x81, b"a" * 101),
            client_frame(0x81, b"\xff\xfe"),
            client_frame(0x81, b"a" * 70000),
            client_frame(0x81, b"abc")[:-1],
            long_form,
            b"",
        ):
            self.assertIsNone(common_text(data, 0, 100), data[:8])

    def test_every_beginning_of_a_common_frame_is_recognised(self) -> None:
        """
        A frame cut at any byte is begun; a whole one is not only begun.
        """
        for size in (0, 5, 130):
            whole = client_frame(0x81, b"x" * size)
            self.assertTrue(all(common_begun(whole[:cut], 200) for cut in range(1, len(whole))))
            self.assertFalse(common_begun(whole, 200))

    def test_beginnings_of_other_frames_are_not_waited_for(self) -> None:
        """
        They go to Autobahn at once.
        """
        for data in (
            b"",
            b"\x82",
            b"\x81\x05",
            b"\x81\xff\x00",
            b"\x81\xfe\x00\x05\x00",
            client_frame(0x81, b"x" * 150)[:9],
        ):
            self.assertFalse(common_begun(data, 100), data)

    def test_empty_pong_is_known(self) -> None:
        """
        Whole and alone, whatever its mask.
        """
        pong = client_frame(0x8A, b"")
        self.assertTrue(is_empty_pong(pong) and is_empty_pong(client_frame(0x8A, b"", b"\0\0\0\0")))
        for data in (pong[:5], pong + b"\x81", client_frame(0x8A, b"x"), client_frame(0x89, b""), b"\x8a\0abcd", b""):
            self.assertFalse(is_empty_pong(data), data)


class Recorder(BoundedProtocol):
    """
    Remembers what came out.
    """

    def onOpen(self) -> None:
        """
        The handshake is over.
        """
        self.seen: list[object] = []

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        """
        A message has come.
        """
        self.seen.append((payload, isBinary))


class Slow(Recorder):
    """
    The same with everything left to Autobahn.
    """

    def _between_messages(self) -> bool:
        return False


class Wire(StringTransport):
    """
    A transport as lenient about producers as TCP's.
    """

    def unregisterProducer(self) -> None:
        """
        There may be none.
        """
        self.producer = None

    def abortConnection(self) -> None:  # noqa: N802
        """
        Cut off.
        """
        self.disconnecting = True


def build(kind: type[BoundedProtocol], clock: Clock) -> tuple[Any, Wire]:
    """
    An open connection of that kind.
    """

    class Factory(BoundedFactory):
        protocol = kind

    limits = Limits(message=2048, frame=2048, fragments=8, text=300)
    factory = Factory(clock=clock, limits=limits, counters=Counters(), refusal=refusal)
    protocol = factory.protocol()
    protocol.factory = factory
    transport = Wire()
    protocol.makeConnection(transport)
    protocol.dataReceived(HANDSHAKE)
    transport.clear()
    return protocol, transport


payloads = st.one_of(
    st.binary(max_size=12),
    st.text(max_size=40).map(str.encode),
    st.integers(120, 135).map(lambda n: b"y" * n),
    st.sampled_from([b"z" * 2048, b"z" * 2049, b"\xe4\xb8", b"", b"\x03\xe8", b"\x03\xe8bye"]),
)
first_bytes = st.one_of(
    st.just(0x81),
    st.just(0x81),
    st.sampled_from([0x82, 0x01, 0x80, 0x00, 0x88, 0x89, 0x8A, 0x09, 0xC1, 0x83, 0x8B]),
)
masks = st.one_of(st.just(MASK), st.just(b"\0\0\0\0"), st.just(b"\xff\0\xff\0"), st.binary(min_size=4, max_size=4))
claims = st.builds(
    lambda first, size: bytes((first, 0xFF)) + size.to_bytes(8, "big") + MASK,
    first_bytes,
    st.sampled_from([0, 125, 65535, 65536, 2**31, 2**62, 2**63, 2**64 - 1]),
)
floods = st.builds(
    lambda one, count: one * count,
    st.builds(client_frame, st.sampled_from([0x81, 0x01, 0x00, 0x89, 0x8A]), st.binary(max_size=1), masks),
    st.integers(1, 300),
)
frames = st.one_of(st.builds(client_frame, first_bytes, payloads, masks), floods, claims, st.binary(max_size=20))
calm = st.builds(client_frame, first_bytes, payloads, masks)


def pieces(data: bytes, cuts: list[int]) -> Iterator[bytes]:
    """
    `data` cut at those places.
    """
    places = sorted({cut % (len(data) + 1) for cut in cuts} | {0, len(data)})
    for begin, end in pairwise(places):
        yield data[begin:end]


def outcome(kind: type[BoundedProtocol], parts: Iterable[bytes], *, turns: bool) -> tuple[object, ...]:
    """
    All that can be seen of a connection that is sent `parts`: messages, answers, its state, and how it was closed.
    """
    clock = Clock()
    protocol, transport = build(kind, clock)
    for part in parts:
        protocol.dataReceived(part)
        if turns:
            settle(clock)
    settle(clock)
    return protocol.seen, transport.value(), protocol.state, transport.disconnecting, protocol.closing_at is None


def settle(clock: Clock) -> None:
    """
    Turns of the reactor until nothing is left to do.
    """
    while clock.getDelayedCalls():
        clock.advance(0)


class DifferentialTests(SynchronousTestCase):
    """
    The common path changes nothing that anybody can see.
    """

    @settings(max_examples=examples(75), deadline=None)
    @given(st.lists(calm, max_size=12), st.lists(st.integers(0, 10**6), max_size=8))
    def test_both_paths_make_the_same_of_the_same_bytes(self, sent: list[bytes], cuts: list[int]) -> None:
        """
        Random frames cut at random places.
        """
        parts = list(pieces(b"".join(sent), cuts))
        self.assertEqual(outcome(Recorder, parts, turns=False), outcome(Slow, parts, turns=False))

    @settings(max_examples=examples(50), deadline=None)
    @given(st.lists(frames, max_size=8), st.lists(st.integers(0, 10**6), max_size=8))
    def test_both_paths_agree_about_floods_and_claims_too(self, sent: list[bytes], cuts: list[int]) -> None:
        """
        Hundreds of tiny frames and fragments, lengths up to 2^64, masks of zeros, and bytes that are no frames at all;
        the reactor has its turns between the pieces.
        """
        parts = list(pieces(b"".join(sent), cuts))
        self.assertEqual(outcome(Recorder, parts, turns=True), outcome(Slow, parts, turns=True))

    def test_both_paths_agree_about_a_pong_by_itself(self) -> None:
        """
        Before a message, after it, between its fragments, and when the connection is being closed.
        """
        pong, text, begun, ended, close = (
            client_frame(first, payload)
            for first, payload in ((0x8A, b""), (0x81, b"a"), (0x01, b"b"), (0x80, b"c"), (0x88, b"\x03\xe8"))
        )
        for parts in ([pong, text, pong, begun, pong, ended, pong, text], [text, close, pong], [begun, pong, text]):
            self.assertEqual(outcome(Recorder, parts, turns=True), outcome(Slow, parts, turns=True))

    def test_cut_at_every_byte_both_paths_agree(self) -> None:
        """
        A control frame in the middle of a message, a length of 2^62 at the end.
        """
        stream = b"".join(
            (
                client_frame(0x81, b"one", b"\0\0\0\0"),
                client_frame(0x81, "zwölf".encode() * 30),
                client_frame(0x01, b"a"),
                client_frame(0x89, b"ping"),
                client_frame(0x80, b"b"),
                client_frame(0x81, b""),
                bytes((0x81, 0xFF)) + (2**62).to_bytes(8, "big") + MASK,
            )
        )
        whole = outcome(Slow, [stream], turns=True)
        for at in range(len(stream)):
            self.assertEqual(outcome(Recorder, [stream[:at], stream[at:]], turns=True), whole)
        self.assertEqual(outcome(Recorder, [bytes((byte,)) for byte in stream], turns=True), whole)
