"""
A stranger who sends anything whatever, and a neighbour who notices nothing of it.
"""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from twisted.trial.unittest import SynchronousTestCase

from chatd.protocol.commands import COMMANDS
from tests.support.fuzz_effort import examples
from tests.support.memory_node import Listener, with_server
from tests.support.wsclient import handshake
from tests.websocket.test_frames import client_frame, first_bytes, floods, masks, pieces

TYPES = [command.__struct_config__.tag for command in COMMANDS]
FIELDS = sorted({field for command in COMMANDS for field in command.__struct_fields__})

scalars = st.one_of(st.none(), st.booleans(), st.integers(-(2**64), 2**64), st.floats(), st.text(max_size=20))
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
known = st.one_of(st.sampled_from(["lobby", "ann", "", "@@", "a" * 5000, 0, 1, -1, 2**53]), values)
commands = st.builds(
    lambda kind, fields: {"type": kind, **fields},
    st.sampled_from(TYPES) | st.text(max_size=9),
    st.dictionaries(st.sampled_from(FIELDS), known, max_size=5),
)
speech = st.builds(lambda command, mask: client_frame(0x81, msgspec.json.encode(command), mask), commands, masks)
frames = st.one_of(
    speech, speech, floods, st.binary(max_size=30), st.builds(client_frame, first_bytes, st.binary(max_size=200), masks)
)
OFFERS = ("", "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n")


class StrangerTests(SynchronousTestCase):
    """
    Whatever is logged as a fault fails the test.
    """

    @settings(max_examples=examples(25), deadline=None)
    @given(
        st.lists(frames, max_size=20),
        st.lists(st.integers(0, 10**6), max_size=6),
        st.sampled_from(OFFERS),
        st.sampled_from(["chatd.v1", None]),
        st.booleans(),
    )
    def test_neighbour_is_answered_whatever_a_stranger_sends(
        self, sent: list[bytes], cuts: list[int], offer: str, protocol: str | None, known: bool
    ) -> None:
        """
        Commands of nonsense, broken frames, floods, cut anywhere; logged in or not, compressed or not, in plain text.
        """
        listener = Listener(with_server(deflate=True))
        neighbour = listener.enter("neighbour")
        stranger = listener.enter("ann", extra=offer) if known else listener.open(extra=offer, protocol=protocol)
        for piece in pieces(b"".join(sent), cuts):
            stranger.wire.receive(piece)
            listener.turn()
        listener.turns()
        neighbour.frames()
        neighbour.tell(type="ping", ref="still here")
        self.assertIn({"type": "pong", "ref": "still here"}, neighbour.hear())
        stranger.wire.hang_up()
        listener.wait(12)
        self.assertEqual((len(listener.node.factory.live), listener.node.factory.readers.total), (1, 0))

    @settings(max_examples=examples(25), deadline=None)
    @given(st.lists(st.binary(max_size=60) | st.sampled_from(handshake().split()), max_size=30), st.booleans())
    def test_neighbour_is_answered_whatever_comes_instead_of_a_request(self, parts: list[bytes], begins: bool) -> None:
        """
        Bytes, and the words of a handshake out of order.
        """
        listener = Listener()
        neighbour = listener.enter("neighbour")
        wire = listener.connect()
        for part in ([b"GET /ws HTTP/1.1\r\n"] if begins else []) + parts:
            wire.receive(part + b"\r\n")
        listener.turns()
        neighbour.frames()
        neighbour.tell(type="ping", ref="still here")
        self.assertIn({"type": "pong", "ref": "still here"}, neighbour.hear())
