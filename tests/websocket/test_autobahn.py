"""
RFC 6455 with a bound on everything.
"""

import zlib
from collections.abc import Callable

from msgspec.structs import replace
from twisted.trial.unittest import SynchronousTestCase

from chatd.server.settings import Settings
from chatd.websocket.autobahn import CLOSE_SECONDS, FRAMES
from tests.support.memory_node import Browser, Listener, TurningClock, with_limits, with_server
from tests.support.wsclient import BINARY, CLOSE, PING, PONG, TEXT, Frame, handshake, mask, split

CONTINUE = 0
HELLO = b'{"type":"ping","ref":1}'


class BoundedTests(SynchronousTestCase):
    def setUp(self) -> None:
        self.listener = Listener()

    def closed(self, *frames: bytes, code: int, listener: Listener | None = None, **options: str | None) -> Browser:
        """
        Check that `frames` are answered with one close frame of that code, and nothing after it.
        """
        browser = (listener or self.listener).open(**options)
        browser.frames()
        for data in frames:
            browser.wire.receive(data)
        (listener or self.listener).turns()
        got = browser.frames()
        self.assertEqual([frame.opcode for frame in got], [CLOSE], got)
        self.assertEqual(got[0].code, code, got)
        return browser


class ViolationTests(BoundedTests):
    def test_bytes_that_are_no_proper_frame_close_1002(self) -> None:
        """
        RFC 6455, section 5: each rule of it.
        """
        for name, data in {
            "not masked": mask(TEXT, HELLO, masked=False),
            "reserved bit 1": mask(TEXT, HELLO, rsv=4),
            "reserved bit 2": mask(TEXT, HELLO, rsv=2),
            "reserved bit 3": mask(TEXT, HELLO, rsv=1),
            "reserved data frame": mask(3, HELLO),
            "reserved control frame": mask(11, HELLO),
            "control frame in pieces": mask(PING, b"", fin=False),
            "long control frame": mask(PING, b"x" * 126),
            "continuation of nothing": mask(CONTINUE, HELLO),
            "new message inside another": mask(TEXT, b"{", fin=False) + mask(TEXT, HELLO),
            "length not in its shortest form": b"\x81\xfe\x00\x05\0\0\0\0hello",
            "length not in its shortest form, long": b"\x81\xff" + (5).to_bytes(8, "big") + b"\0\0\0\0hello",
            "length above 2^63": b"\x81\xff\xff" + bytes(7) + b"\0\0\0\0",
            "close with one byte": mask(CLOSE, b"x"),
            "close with a code that nobody may send": mask(CLOSE, b"\x03\xed"),
            "close with a code that does not exist": mask(CLOSE, b"\x00\x01"),
        }.items():
            with self.subTest(name):
                self.closed(data, code=1002)
                self.closed(data, code=1002, protocol=None)

    def test_text_that_is_not_utf_8_closes_1007(self) -> None:
        """
        At once where it goes wrong, at the end where it is cut short.
        """
        for frames in (
            (mask(TEXT, b"\xff"),),
            (mask(TEXT, "über".encode()[:1]),),
            (mask(TEXT, b"\xc3", fin=False), mask(CONTINUE, b"\xc3")),
            (mask(TEXT, b"\xed\xa0\x80"),),
            (mask(TEXT, b"\xc0\xaf"),),
            (mask(TEXT, b"\xff", fin=False),),
        ):
            with self.subTest(frames=frames):
                self.closed(*frames, code=1007)
                self.closed(*frames, code=1007, protocol=None)

    def test_character_cut_between_fragments_is_fine(self) -> None:
        """
        Only the whole message has to be UTF-8.
        """
        browser = self.listener.open()
        whole = '{"type":"ping","ref":"é"}'.encode()
        for at in range(len(whole)):
            browser.send(TEXT, whole[:at], fin=False)
            browser.send(CONTINUE, whole[at:])
        pongs = [text for text in browser.texts() if '"pong"' in text]
        self.assertEqual(pongs, ['{"type":"pong","ref":"é"}'] * len(whole))

    def test_nothing_is_done_after_a_violation(self) -> None:
        """
        What comes behind it is not looked at.
        """
        self.closed(mask(TEXT, b"\xff") + mask(TEXT, HELLO) + mask(PING, b"x"), mask(TEXT, HELLO), code=1007)


class SizeTests(BoundedTests):
    def test_message_above_the_limit_closes_1009(self) -> None:
        """
        In one frame or in many, before it is there.
        """
        for frames in (
            (mask(TEXT, b" " * 65537),),
            (mask(TEXT, b" " * 65536)[:20].replace(b"\x00\x01\x00\x00", b"\x00\x01\x00\x01"),),
            (mask(TEXT, b" " * 40000, fin=False), mask(CONTINUE, b" " * 40000)),
            (b"\x81\xff" + (2**62).to_bytes(8, "big") + b"\0\0\0\0",),
            (b"\x81\xff" + (2**62).to_bytes(8, "big") + b"\0\0\0\0" + b"x" * 1000,),
            (b"\x82\xff" + (2**62).to_bytes(8, "big") + b"\0\0\0\0",),
        ):
            self.closed(*frames, code=1009)

    def test_message_of_exactly_the_limit_is_taken(self) -> None:
        browser = self.listener.open()
        text = HELLO + b" " * (65536 - len(HELLO))
        browser.send(TEXT, text)
        browser.send(TEXT, text[:30000], fin=False)
        browser.send(CONTINUE, text[30000:])
        self.assertEqual(browser.texts()[1:], ['{"type":"pong","ref":1}'] * 2)

    def test_frame_limit_below_the_message_limit_holds(self) -> None:
        """
        A message may be larger than each of its frames.
        """
        listener = Listener(Settings(limits=replace(Settings().limits, frame=1024)))
        self.closed(mask(TEXT, b" " * 1025), code=1009, listener=listener)
        browser = listener.open()
        browser.send(TEXT, b" " * 1024, fin=False)
        browser.send(CONTINUE, HELLO)
        self.assertEqual(len(browser.texts()), 2)

    def test_too_many_fragments_close_1009(self) -> None:
        """
        Empty or not; so many as allowed are a message.
        """
        for piece in (b"", b" "):
            frames = mask(TEXT, HELLO, fin=False) + mask(CONTINUE, piece, fin=False) * 510
            browser = self.listener.open()
            browser.wire.receive(frames + mask(CONTINUE, piece))
            self.listener.turns()
            self.assertIn('{"type":"pong","ref":1}', browser.texts())
            self.closed(frames + mask(CONTINUE, piece, fin=False) * 2, code=1009)

    def test_fragments_are_counted_for_each_message_anew(self) -> None:
        """
        A client that cuts all its messages in two is no flood.
        """
        browser = self.listener.open()
        for _ in range(20):
            browser.send(TEXT, HELLO[:5], fin=False)
            for _ in range(100):
                browser.send(CONTINUE, b"", fin=False)
            browser.send(CONTINUE, HELLO[5:])
        self.assertEqual(len(browser.texts()), 21)

    def test_endless_control_frame_is_not_kept(self) -> None:
        """
        A ping that claims 2^62 bytes is refused, and what is sent of it does not fill the memory.
        """
        browser = self.closed(b"\x89\xff" + (2**62).to_bytes(8, "big") + b"\0\0\0\0", code=1002)
        for _ in range(100):
            browser.wire.receive(b"x" * 65536)
        self.assertTrue(browser.wire.aborted)

    def test_peer_that_goes_on_after_our_close_is_cut_off(self) -> None:
        """
        What was on its way is ignored, but not without end.
        """
        browser = self.closed(mask(3, HELLO), code=1002)
        browser.wire.receive(mask(TEXT, b"x" * 60000))
        self.assertFalse(browser.wire.aborted)
        for _ in range(10):
            browser.wire.receive(mask(TEXT, b"x" * 60000))
        self.assertTrue(browser.wire.aborted)


class CloseTests(BoundedTests):
    def test_close_is_answered_and_the_connection_ends(self) -> None:
        for payload in (b"", b"\x03\xe8", b"\x03\xe8bye", b"\x0f\xa0", b"\x13\x87"):
            browser = self.listener.open()
            browser.frames()
            browser.send(CLOSE, payload)
            self.assertEqual([frame.opcode for frame in browser.frames()], [CLOSE])
            self.assertTrue(browser.wire.gone)

    def test_close_with_a_reason_that_is_not_utf_8_is_1007(self) -> None:
        """
        RFC 6455, section 5.5.1.
        """
        self.closed(mask(CLOSE, b"\x03\xe8\xff"), code=1007)

    def test_peer_that_answers_our_close_is_gone(self) -> None:
        browser = self.closed(mask(TEXT, b"\xff"), code=1007)
        browser.send(CLOSE, b"\x03\xef")
        self.assertTrue(browser.wire.gone)

    def test_peer_that_never_answers_our_close_is_cut_off(self) -> None:
        """
        After a few seconds.
        """
        browser = self.closed(mask(3, HELLO), code=1002)
        self.listener.wait(int(CLOSE_SECONDS) - 1)
        self.assertFalse(browser.wire.gone)
        self.listener.wait(1)
        self.assertTrue(browser.wire.aborted)
        self.assertEqual(self.listener.node.factory.live, {})

    def test_peer_that_does_not_read_the_end_of_its_own_close_is_cut_off(self) -> None:
        """
        Its connection does not stay for ever.
        """
        browser = self.listener.open()
        browser.wire.stalls = True
        browser.send(CLOSE, b"\x03\xe8")
        self.listener.wait(int(CLOSE_SECONDS))
        self.assertTrue(browser.wire.gone)


class ControlTests(BoundedTests):
    def test_ping_is_answered_with_its_payload(self) -> None:
        """
        Also in the middle of a message.
        """
        browser = self.listener.open()
        browser.frames()
        browser.send(TEXT, HELLO[:5], fin=False)
        browser.send(PING, b"x" * 125)
        browser.send(CONTINUE, HELLO[5:])
        self.assertEqual(browser.frames(), [Frame(PONG, b"x" * 125), Frame(TEXT, b'{"type":"pong","ref":1}')])

    def test_pong_that_nobody_asked_for_is_nothing(self) -> None:
        """
        RFC 6455, section 5.5.3.
        """
        browser = self.listener.open()
        browser.frames()
        browser.send(PONG, b"x")
        self.assertEqual(browser.frames(), [])


class FairnessTests(BoundedTests):
    """
    Somebody who sends as fast as the network takes it, and somebody else.
    """

    def setUp(self) -> None:
        """
        No limit on how much one may ask.
        """
        lifted = with_limits(commands_per_second=1e9, commands_burst=1_000_000, refusals_burst=1_000_000)
        self.listener = Listener(lifted, clock=TurningClock())
        self.busy, self.calm = self.listener.open(), self.listener.open()
        for one in (self.busy, self.calm):
            # Before a login `AddressTurns` decides.
            one.tell(type="login", guest="Ann")
            one.frames()

    def ping(self, number: int) -> bytes:
        """
        A common frame that will be answered.
        """
        return mask(TEXT, b'{"type":"ping","ref":%d}' % number)

    def refs(self) -> list[int]:
        """
        Which of them have been answered to the busy one since the last time.
        """
        return [answer["ref"] for answer in self.busy.hear()]

    def test_one_turn_deals_with_so_many_frames_and_the_rest_waits(self) -> None:
        """
        Nothing more is read of that connection meanwhile; others are answered in between, and all in order at last.
        """
        self.busy.wire.receive(b"".join(map(self.ping, range(1000))))
        self.assertEqual(self.refs(), list(range(FRAMES)))
        self.assertEqual(self.busy.wire.producerState, "paused")
        self.calm.wire.receive(self.ping(0))
        self.assertEqual(len(self.calm.hear()), 1)
        self.listener.turn()
        self.assertEqual(self.refs(), list(range(FRAMES, 2 * FRAMES)))
        self.listener.turns()
        self.assertEqual(self.refs(), list(range(2 * FRAMES, 1000)))
        self.assertEqual(self.busy.wire.producerState, "producing")

    def test_what_is_not_common_is_dealt_with_in_portions_too(self) -> None:
        """
        Pings, and messages in pieces; what comes meanwhile comes after them.
        """
        self.busy.wire.receive(mask(PING, b"x") * 1000)
        self.assertLessEqual(len(self.busy.frames()), FRAMES)
        self.busy.wire.receive(self.ping(1)[:7])
        self.busy.wire.receive(self.ping(1)[7:])
        self.calm.wire.receive(self.ping(0))
        self.assertEqual(len(self.calm.hear()), 1)
        self.listener.turns()
        frames = self.busy.frames()
        self.assertEqual({frame.opcode for frame in frames[:-1]}, {PONG})
        self.assertEqual(frames[-1], Frame(TEXT, b'{"type":"pong","ref":1}'))

    def test_portion_that_ends_with_its_bytes_leaves_nothing_to_do(self) -> None:
        """
        Exactly as many frames as one turn takes.
        """
        self.busy.wire.receive(b"".join(map(self.ping, range(FRAMES))))
        self.assertEqual((self.refs(), self.busy.wire.producerState), (list(range(FRAMES)), "producing"))

    def test_who_is_paused_for_another_reason_stays_so(self) -> None:
        """
        The turn is over and the session still has enough to do; then the session has not, and the turn goes on.
        """
        protocol = self.busy.wire.protocol
        self.busy.wire.receive(b"".join(map(self.ping, range(FRAMES + 1))))
        protocol.pause()
        self.listener.turns()
        self.assertEqual(self.busy.wire.producerState, "paused")
        self.busy.wire.receive(b"".join(map(self.ping, range(FRAMES + 1))))
        protocol.resume()
        self.assertEqual(self.busy.wire.producerState, "paused")
        self.listener.turns()
        self.assertEqual(self.busy.wire.producerState, "producing")

    def test_who_goes_away_in_the_middle_is_heard_no_more(self) -> None:
        """
        Nor is anything read from where nobody is.
        """
        self.busy.wire.receive(b"".join(map(self.ping, range(1000))))
        self.busy.wire.hang_up()
        self.listener.turns()
        self.assertEqual(self.refs(), list(range(FRAMES)))


class DeflateTests(BoundedTests):
    OFFER = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"

    def setUp(self) -> None:
        self.listener = Listener(with_server(deflate=True))

    def squeeze(self, data: bytes) -> bytes:
        """
        As RFC 7692, section 7.2.1, has it.
        """
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        return (packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH))[:-4]

    def test_it_is_off_unless_switched_on(self) -> None:
        """
        Memory before bandwidth.
        """
        for listener, found in ((Listener(), False), (self.listener, True)):
            answer = listener.request(handshake(extra=self.OFFER))
            self.assertEqual(b"permessage-deflate" in answer, found)

    def test_no_context_is_kept_between_messages(self) -> None:
        """
        Browsers do not offer it and are asked all the same, so that memory per connection stays what it is.
        """
        for offer in ("", "; client_no_context_takeover", "; client_max_window_bits"):
            extra = f"Sec-WebSocket-Extensions: permessage-deflate{offer}\r\n"
            self.assertIn(b"; client_no_context_takeover", self.listener.request(handshake(extra=extra)))

    def test_nothing_that_inflates_is_kept_either(self) -> None:
        """
        A message in pieces with a ping between, and then nothing of it.
        """
        browser = self.listener.open(extra=self.OFFER)
        squeezed = self.squeeze(HELLO)
        browser.send(TEXT, squeezed[:5], fin=False, rsv=4)
        browser.send(PING, b"x")
        browser.send(CONTINUE, squeezed[5:])
        self.assertEqual(browser.texts()[1:], ['{"type":"pong","ref":1}'])
        self.assertIsNone(browser.wire.protocol._perMessageCompress._decompressor)

    def test_other_extensions_are_not_accepted(self) -> None:
        """
        Only what is known to be bounded.
        """
        answer = self.listener.request(handshake(extra="Sec-WebSocket-Extensions: permessage-bzip2, x-webkit\r\n"))
        self.assertTrue(answer.startswith(b"HTTP/1.1 101 "))
        self.assertNotIn(b"Sec-WebSocket-Extensions", answer)

    def test_compressed_message_is_read(self) -> None:
        """
        Up to the limit, inflated.
        """
        browser = self.listener.open(extra=self.OFFER)
        for text in (HELLO, HELLO + b" " * (65536 - len(HELLO))):
            browser.send(TEXT, self.squeeze(text), rsv=4)
        self.assertEqual(browser.texts()[1:], ['{"type":"pong","ref":1}'] * 2)

    def test_message_near_the_limit_that_does_not_compress_is_read(self) -> None:
        """
        Its compressed form may be longer than itself.
        """
        browser = self.listener.open(extra=self.OFFER)
        packer = zlib.compressobj(0, zlib.DEFLATED, -15)
        text = HELLO + b" " * (65536 - len(HELLO))
        stored = (packer.compress(text) + packer.flush(zlib.Z_SYNC_FLUSH))[:-4]
        self.assertGreater(len(stored), 65536)
        browser.send(TEXT, stored, rsv=4)
        self.assertEqual(browser.texts()[1:], ['{"type":"pong","ref":1}'])

    def test_message_above_the_limit_inflated_closes_1009(self) -> None:
        """
        By a byte or by a thousand times: a bomb is not inflated.
        """
        for size in (65537, 70000, 100_000_000):
            self.closed(mask(TEXT, self.squeeze(b" " * size)[:65536], rsv=4), code=1009, extra=self.OFFER)

    def test_plain_frame_above_the_limit_closes_1009(self) -> None:
        """
        The slack for compression is not for others.
        """
        self.closed(mask(TEXT, b" " * 65537), code=1009, extra=self.OFFER)

    def test_garbage_instead_of_compressed_bytes_closes_1007(self) -> None:
        self.closed(mask(TEXT, b"\xff" * 100, rsv=4), code=1007, extra=self.OFFER)

    def test_binary_above_the_limit_closes_1009(self) -> None:
        """
        Of either kind.
        """
        self.closed(mask(BINARY, self.squeeze(b" " * 70000), rsv=4), code=1009, extra=self.OFFER)


class CutTests(BoundedTests):
    STREAM = (
        mask(TEXT, HELLO)
        + mask(PING, b"a")
        + mask(TEXT, HELLO + b" " * 200)
        + mask(TEXT, HELLO[:5], fin=False)
        + mask(PING, b"b")
        + mask(CONTINUE, HELLO[5:])
        + mask(BINARY, b"x")
        + mask(TEXT, b"\xc3\xa9")
        + mask(CLOSE, b"\x03\xe8")
    )

    def setUp(self) -> None:
        self.listener = Listener(with_limits(websockets_per_second=1_000_000.0, websockets_per_address=1000))

    def test_network_may_cut_anywhere(self) -> None:
        """
        The same frames come out for every way to cut the same bytes.
        """
        ways: list[Callable[[bytes], list[bytes]]] = [
            lambda data: [bytes((byte,)) for byte in data],
            *(lambda data, at=at: [data[:at], data[at:]] for at in range(1, len(self.STREAM))),
            *(lambda data, n=n: [data[i : i + n] for i in range(0, len(data), n)] for n in (2, 3, 5, 7)),
        ]
        whole = self.outcome([self.STREAM])
        self.assertEqual(whole[-1].code, 1000)
        for way in ways:
            self.assertEqual(self.outcome(way(self.STREAM)), whole)

    def test_stream_of_common_frames_may_be_cut_anywhere(self) -> None:
        """
        Each is answered once, in its order.
        """
        stream = b"".join(
            mask(TEXT, b'{"type":"ping","ref":%d}' % number + b" " * (number * 60)) for number in range(5)
        )
        whole = self.outcome([stream])
        self.assertEqual(len(whole), 5)
        for at in range(1, len(stream)):
            self.assertEqual(self.outcome([stream[:at], stream[at : at + 9], stream[at + 9 :]]), whole)

    def outcome(self, pieces: list[bytes]) -> list[Frame]:
        """
        What the server says to a stream in pieces, but for its welcome.
        """
        browser = self.listener.open()
        for piece in pieces:
            browser.wire.receive(piece)
        frames, rest = split(browser.wire.take())
        self.assertEqual(rest, b"")
        browser.wire.hang_up()
        return frames[1:]
