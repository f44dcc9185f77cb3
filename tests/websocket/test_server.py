"""
The WebSocket edge: both dialects, liveness, slow readers, good-byes.
"""

import zlib
from itertools import pairwise
from unittest.mock import patch

from msgspec.structs import replace
from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.session import AddressLoad
from chatd.errors import Close
from chatd.server.settings import Auth, PlainSettings, Settings
from chatd.websocket.address_turns import AddressTurns
from chatd.websocket.plain_lines import CONNECTED, DISCONNECTED
from chatd.websocket.server import CLOSINGS, ENDS, SLICE, ChatProtocol
from tests.support.memory_node import Browser, Listener, TurningClock, with_limits, with_server
from tests.support.wsclient import BINARY, CLOSE, PING, PONG, TEXT, Frame, mask


class WebSocketTests(SynchronousTestCase):
    def setUp(self) -> None:
        self.listener = Listener()

    def plain(self, listener: Listener | None = None, **options: str) -> Browser:
        """
        A plain client that has been greeted.
        """
        browser = (listener or self.listener).open(protocol=None, **options)
        self.assertEqual(browser.texts(), [CONNECTED])
        return browser

    def quiet(self, *browsers: Browser) -> None:
        """
        Let presence be told, and forget what came.
        """
        self.listener.wait(1)
        for browser in browsers:
            browser.frames()


class DialectTests(WebSocketTests):
    def test_first_frame_of_v1_is_the_welcome(self) -> None:
        """
        With the limits a client has to know.
        """
        welcome, *rest = self.listener.open().hear()
        self.assertEqual((welcome["type"], welcome["user"], welcome["heartbeat"]), ("welcome", None, 25))
        self.assertEqual(welcome["limits"]["message"], 65536)
        self.assertEqual(rest, [])

    def test_plain_text_reaches_all_others_and_not_its_sender(self) -> None:
        """
        What the article's page does.
        """
        ann, bob, cid = self.plain(), self.plain(), self.plain()
        ann.send(TEXT, b"<b>hello</b>")
        self.assertEqual((ann.texts(), bob.texts(), cid.texts()), ([], ["<b>hello</b>"], ["<b>hello</b>"]))

    def test_plain_text_can_be_made_safe_for_a_page(self) -> None:
        """
        The setting `plain.escape`.
        """
        listener = Listener(Settings(plain=PlainSettings(escape=True)))
        ann, bob = self.plain(listener), self.plain(listener)
        ann.send(TEXT, b"<b>hello</b>")
        self.assertEqual(bob.texts(), ["&lt;b&gt;hello&lt;/b&gt;"])

    def test_dialects_hear_each_other(self) -> None:
        """
        Bare text here, an event there.
        """
        ann, bob = self.listener.enter("ann"), self.plain()
        self.quiet(ann, bob)
        bob.send(TEXT, "grüß dich".encode())
        ann.tell(type="say", room="lobby", text="and you")
        said = [event for event in ann.hear() if event["type"] == "message"]
        self.assertEqual([event["text"] for event in said], ["grüß dich"])
        self.assertTrue(said[0]["user"]["id"].startswith("g."))
        self.assertEqual(bob.texts(), ["and you"])

    def test_plain_refusals_begin_with_a_mark(self) -> None:
        """
        Empty, too long, with control characters.
        """
        ann, bob = self.plain(), self.plain()
        for text in (b"", b"x" * 4001, b"a\x00b"):
            ann.send(TEXT, text)
            answers = ann.texts()
            self.assertEqual(len(answers), 1)
            self.assertTrue(answers[0].startswith("! "), answers)
        self.assertEqual(bob.texts(), [])

    def test_plain_without_guests_is_told_and_closed(self) -> None:
        """
        There is nobody it could be.
        """
        listener = Listener(Settings(auth=Auth(guests=False)))
        browser = listener.open(protocol=None)
        frames = browser.frames()
        self.assertIn(b"! login_required", [frame.payload for frame in frames])
        self.assertEqual(frames[-1].opcode, CLOSE)

    def test_binary_closes_plain_with_1003(self) -> None:
        """
        It has no words for a refusal that a program would see.
        """
        browser = self.plain()
        browser.send(BINARY, b"x")
        self.assertEqual([(frame.opcode, frame.code) for frame in browser.frames()], [(CLOSE, 1003)])

    def test_binary_is_bad_frame_in_v1(self) -> None:
        """
        And the connection stays.
        """
        browser = self.listener.open()
        browser.frames()
        browser.send(BINARY, b'{"type":"ping"}')
        browser.tell(type="ping")
        self.assertEqual([(o["type"], o.get("code")) for o in browser.hear()], [("error", "bad_frame"), ("pong", None)])


class LivenessTests(WebSocketTests):
    def test_silent_peer_is_pinged_once(self) -> None:
        """
        After twelve seconds of silence.
        """
        ann = self.listener.enter("ann")
        self.listener.wait(10)
        self.assertEqual(ann.frames(), [])
        self.listener.wait(9)
        self.assertEqual(ann.frames(), [Frame(PING, b"")])

    def test_peer_that_answers_lives(self) -> None:
        """
        With a pong, or with anything.
        """
        ann, bob = self.listener.enter("ann"), self.listener.enter("bob")
        for _ in range(10):
            self.listener.wait(12)
            ann.send(PONG)
            bob.tell(type="ping")
        self.assertFalse(ann.wire.gone or bob.wire.gone)

    def test_peer_that_says_nothing_but_pong_is_pinged_again(self) -> None:
        """
        Each twelve seconds, as far as one can tell who looks once a second: no router on the way forgets it.
        """
        ann = self.listener.enter("ann")
        pinged: list[int] = []
        for second in range(1, 61):
            self.listener.wait(1)
            if ann.frames():
                pinged.append(second)
                ann.send(PONG)
        self.assertEqual(len(pinged), 5)
        self.assertEqual({later - earlier for earlier, later in pairwise(pinged)}, {12})

    def test_peer_that_logs_out_has_to_log_in_again(self) -> None:
        """
        In ten seconds, though nothing else was due before.
        """
        ann = self.listener.enter("ann")
        self.listener.wait(5)
        ann.tell(type="logout")
        ann.frames()
        self.listener.wait(9)
        self.assertEqual(ann.frames(), [])
        self.listener.wait(1)
        self.assertEqual(ann.frames()[-1].code, Close.LOGIN_DEADLINE)

    def test_peer_whose_login_has_ended_has_to_answer_our_close(self) -> None:
        """
        In three seconds, like any other, though nothing else is due for long.
        """
        ann = self.listener.enter("ann")
        (protocol,) = self.listener.node.factory.live
        session = protocol.session
        assert session is not None
        assert session.principal is not None
        session.set_principal(replace(session.principal, expires=1_000_000 + 70_000), self.listener.node._now())
        codes: list[int | None] = []
        for _ in range(70):
            self.listener.wait(1)
            ann.send(PONG)
            codes += [frame.code for frame in ann.frames() if frame.opcode == CLOSE]
        self.assertEqual(codes, [Close.LOGIN_ENDED])
        self.listener.wait(2)
        self.assertFalse(ann.wire.gone)
        self.listener.wait(1)
        self.assertTrue(ann.wire.gone)

    def test_login_that_has_ended_is_closed_whatever_waits_to_be_read(self) -> None:
        """
        Who sends so much that some of it always waits is signed out all the same.
        """
        ann = self.listener.enter("ann")
        (protocol,) = self.listener.node.factory.live
        session = protocol.session
        assert session is not None
        assert session.principal is not None
        session.set_principal(replace(session.principal, expires=1_000_000 + 3000), self.listener.node._now())
        session.load = AddressLoad()
        session.load.heavy = True
        with patch.object(AddressTurns, "schedule", return_value=False):
            ann.wire.receive(mask(PONG))
            self.listener.wait(4)
        self.assertEqual([frame.code for frame in ann.frames() if frame.opcode == CLOSE], [Close.LOGIN_ENDED])

    def crowd(self, clock: TurningClock, size: int, *, logged_in: bool) -> tuple[Listener, list[Browser]]:
        """
        People who connected at the same time.
        """
        listener = Listener(with_limits(websockets_per_address=10_000, websockets_per_second=10_000), clock=clock)
        crowd = [listener.open() for _ in range(size)]
        for number, one in enumerate(crowd):
            if logged_in:
                one.tell(type="login", guest=f"{number}")
            one.frames()
        return listener, crowd

    def test_those_who_are_due_at_once_are_looked_after_by_turns(self) -> None:
        """
        Nobody else waits for thousands of pings.
        """
        clock = TurningClock()
        listener, crowd = self.crowd(clock, 2 * SLICE + 50, logged_in=True)
        clock.advance(20)
        listener.node.sweep()
        told: list[int] = []
        for _ in range(3):
            told.append(sum(any(frame.opcode == PING for frame in one.frames()) for one in crowd))
            clock.advance(0)
        self.assertEqual(told, [SLICE, SLICE, 50])

    def test_those_who_did_not_log_in_are_closed_by_turns(self) -> None:
        """
        Few in each: that takes longer than a ping.
        """
        clock = TurningClock()
        listener, crowd = self.crowd(clock, 2 * CLOSINGS + 5, logged_in=False)
        clock.advance(10)
        listener.node.sweep()
        told: list[int] = []
        for _ in range(3):
            told.append(sum(any(frame.opcode == CLOSE for frame in one.frames()) for one in crowd))
            clock.advance(0)
        self.assertEqual(told, [CLOSINGS, CLOSINGS, 5])

    def test_those_who_are_gone_are_cut_off_by_turns(self) -> None:
        clock = TurningClock()
        listener, crowd = self.crowd(clock, 2 * CLOSINGS + 5, logged_in=True)
        clock.advance(30)
        listener.node.sweep()
        told: list[int] = []
        for _ in range(3):
            told.append(sum(one.wire.aborted for one in crowd))
            clock.advance(0)
        self.assertEqual(told, [CLOSINGS, 2 * CLOSINGS, 2 * CLOSINGS + 5])
        listener.node.sweep()
        self.assertEqual(listener.counters.lost_peers, 2 * CLOSINGS + 5)

    def test_those_who_are_lost_at_once_leave_by_turns(self) -> None:
        """
        Nobody else waits for thousands of log lines and departures.
        """
        clock = TurningClock()
        listener = Listener(with_limits(websockets_per_address=10_000, websockets_per_second=10_000), clock=clock)
        crowd = [listener.open() for _ in range(2 * ENDS + 5)]
        clock.advance(0)
        clock.advance(0)
        for one in crowd:
            one.wire.hang_up()
        inside: list[int] = []
        for _ in range(3):
            inside.append(len(listener.node.factory.live))
            clock.advance(0)
        self.assertEqual(inside, [ENDS + 5, 5, 0])

    def test_who_waits_to_be_read_is_not_late_to_log_in(self) -> None:
        """
        When many come back at once, the login may be among what has not been read.
        """
        ann = self.listener.open()
        protocol: ChatProtocol = ann.wire.protocol
        self.assertIsInstance(protocol, ChatProtocol)
        with patch.object(AddressTurns, "schedule", return_value=False):
            ann.wire.receive(mask(TEXT, b'{"type":"login","guest":"ann","ref":1}'))
            self.listener.wait(20)
        self.assertFalse(ann.wire.gone)
        protocol.run_turn()
        self.assertEqual([found["type"] for found in ann.hear()][-1], "ok")

    def test_dead_peer_is_cut_off(self) -> None:
        """
        Thirty seconds after its last byte.
        """
        ann = self.listener.open()
        ann.tell(type="login", guest="ann")
        self.listener.wait(29)
        self.assertFalse(ann.wire.gone)
        self.listener.wait(1)
        self.assertTrue(ann.wire.aborted)
        self.assertEqual(self.listener.counters.lost_peers, 1)

    def test_peer_that_does_not_log_in_is_closed(self) -> None:
        """
        4001 after ten seconds, with a `bye` that says when to come back.
        """
        browser = self.listener.open()
        self.listener.wait(9)
        self.assertEqual(len(browser.frames()), 1)
        self.listener.wait(1)
        bye, close = browser.frames()
        self.assertIn(b'"type":"bye","code":4001', bye.payload)
        self.assertIn(b'"retry_after"', bye.payload)
        self.assertEqual(close.code, Close.LOGIN_DEADLINE)

    def test_ping_flood_is_closed_with_4009(self) -> None:
        """
        Some hundreds are answered, not more.
        """
        browser = self.listener.open()
        browser.frames()
        for _ in range(2000):
            browser.send(PING, b"x")
        frames = browser.frames()
        self.assertLess(len(frames), 700)
        self.assertEqual((frames[-1].opcode, frames[-1].code), (CLOSE, Close.FLOOD))

    def test_pings_of_a_peer_that_does_not_read_are_not_answered(self) -> None:
        """
        The answers would only wait.
        """
        browser = self.listener.open()
        browser.wire.stalls = True
        for _ in range(400):
            browser.send(PING, b"x" * 125)
        self.assertLess(len(browser.wire.take()), 1000)

    def test_flood_of_refused_frames_is_closed_with_4009(self) -> None:
        """
        An answer for each of the first hundred, then the end.
        """
        browser = self.listener.open()
        browser.frames()
        for _ in range(500):
            browser.send(TEXT, b"")
        frames = browser.frames()
        self.assertLess(len(frames), 150)
        self.assertIn(b'"code":4009', frames[-2].payload)
        self.assertEqual(frames[-1].code, Close.FLOOD)


class SlowReaderTests(WebSocketTests):
    def setUp(self) -> None:
        self.listener = Listener(
            with_limits(
                commands_per_second=1000.0,
                commands_burst=10000,
                user_per_second=1000.0,
                user_burst=10000,
                reader_bytes=131072,
            )
        )
        self.slow, self.ann, self.bob = (self.listener.enter(name) for name in ("slow", "ann", "bob"))
        self.quiet(self.slow, self.ann, self.bob)

    def say(self, text: str) -> None:
        """
        Ann says it, and bob hears it.
        """
        self.ann.tell(type="say", room="lobby", text=text)
        self.assertEqual([event["text"] for event in self.bob.hear() if event["type"] == "message"], [text])

    def test_reader_too_far_behind_in_bytes_is_cut_off_and_others_go_on(self) -> None:
        """
        Nobody waits for the slowest.
        """
        self.slow.wire.stalls = True
        for number in range(40):
            self.say(f"{number} " + "x" * 3900)
        self.assertTrue(self.slow.wire.gone)
        self.assertEqual(self.listener.counters.aborted_readers, 1)
        self.assertEqual(self.listener.counters.closed[Close.SLOW_READER], 1)
        self.assertFalse(self.ann.wire.gone or self.bob.wire.gone)

    def test_reader_too_far_behind_in_time_is_cut_off(self) -> None:
        """
        Ten seconds with nothing taken, however little waits.
        """
        self.slow.wire.stalls = True
        self.say("a")
        self.listener.wait(9)
        self.assertFalse(self.slow.wire.gone)
        self.listener.wait(1)
        self.assertTrue(self.slow.wire.gone)
        self.assertEqual(self.listener.counters.aborted_readers, 1)

    def history(self, refs: range) -> None:
        """
        The slow one asks for pages.
        """
        for ref in refs:
            self.slow.tell(type="history", room="lobby", ref=ref)

    def answered(self) -> list[int]:
        """
        The pages that the slow one has got, step by step; those who talk go on meanwhile.
        """
        found = []
        self.slow.wire.producer.resumeProducing()
        found += [heard["ref"] for heard in self.slow.hear() if heard["type"] == "ok"]
        return found

    def test_reader_who_takes_steps_is_not_cut_off_for_what_it_asked(self) -> None:
        """
        Ten pages are asked for at once: each time it has taken some, more follows, and it counts as heard.
        """
        for number in range(20):
            self.say(f"{number} " + "x" * 3900)
        self.quiet(self.slow)
        self.slow.wire.stalls = True
        self.history(range(10))
        self.assertLess(self.slow.wire.protocol.sink.waiting, 131072)
        found: list[int] = []
        for turn in range(30):
            self.bob.send(PONG)
            self.say(f"meanwhile {turn}")
            self.listener.wait(5)
            found += self.answered()
        self.assertEqual(found, list(range(10)))
        self.assertFalse(self.slow.wire.gone or self.slow.wire.aborted)
        self.assertFalse(self.slow.wire.protocol.session.ended)

    def test_reader_who_takes_nothing_of_what_it_asked_is_cut_off(self) -> None:
        """
        After ten seconds, and no more was made ready for it than two pages.
        """
        for number in range(20):
            self.say(f"{number} " + "x" * 3900)
        self.quiet(self.slow)
        self.slow.wire.stalls = True
        self.history(range(10))
        self.assertLess(self.slow.wire.protocol.sink.waiting, 131072)
        self.listener.wait(9)
        self.assertFalse(self.slow.wire.gone)
        self.listener.wait(1)
        self.assertTrue(self.slow.wire.gone)

    def test_reader_who_catches_up_gets_everything_in_order(self) -> None:
        self.slow.wire.stalls = True
        texts = [f"{number} " + "x" * 2000 for number in range(20)]
        for text in texts:
            self.say(text)
        self.slow.wire.stalls = False
        self.slow.wire.producer.resumeProducing()
        self.assertEqual([event["text"] for event in self.slow.hear()], texts)
        self.listener.wait(11)
        self.assertFalse(self.slow.wire.gone)

    def test_signals_are_not_kept_for_a_reader_who_is_behind(self) -> None:
        """
        They are worth nothing when they are late; messages are kept.
        """
        self.slow.wire.stalls = True
        self.say("first")
        for _ in range(5):
            self.ann.tell(type="signal", room="lobby", name="typing")
        self.say_after_signals("second")
        self.slow.wire.stalls = False
        self.slow.wire.producer.resumeProducing()
        self.assertEqual([event["type"] for event in self.slow.hear()], ["message", "message"])
        self.assertEqual(self.listener.counters.signals_dropped, 5)

    def say_after_signals(self, text: str) -> None:
        """
        Ann says it, and bob hears it after what he heard before.
        """
        self.ann.tell(type="say", room="lobby", text=text)
        self.assertEqual(self.bob.hear()[-1]["text"], text)

    def test_reader_who_is_closed_while_behind_gets_the_good_bye_after_the_rest(self) -> None:
        """
        If it ever reads again.
        """
        self.slow.wire.stalls = True
        self.say("first")
        self.say("second")
        next(iter(self.listener.node.factory.live)).close_connection(Close.DRAINING, "bye", 500)
        frames = self.slow.frames()
        self.assertEqual([frame.opcode for frame in frames], [TEXT, TEXT, TEXT, CLOSE])
        self.assertIn(b"second", frames[1].payload)
        self.assertIn(b'"bye"', frames[2].payload)


class CompressedTests(SynchronousTestCase):
    """
    Who agreed on permessage-deflate, and who did not.
    """

    OFFER = "Sec-WebSocket-Extensions: permessage-deflate"

    def setUp(self) -> None:
        """
        Two like browsers, one with too small a window, one without, and one who speaks.
        """
        self.listener = Listener(with_server(deflate=True))
        self.ann = self.listener.enter("ann")
        self.two = [self.listener.enter(n, extra=self.OFFER + "; client_max_window_bits\r\n") for n in ("bob", "cid")]
        self.small = self.listener.enter("dan", extra=self.OFFER + "; server_max_window_bits=9\r\n")
        for browser in (self.ann, *self.two, self.small):
            browser.frames()

    def say(self, text: str) -> None:
        """
        Ann says it.
        """
        self.ann.tell(type="say", room="lobby", text=text)

    def test_long_message_is_compressed_for_those_who_can_read_it(self) -> None:
        """
        The same bytes for both; others get it as it is.
        """
        self.say("well " * 100)
        (first,), (second,), (plain,) = (browser.frames() for browser in (*self.two, self.small))
        self.assertEqual((first, first.rsv, plain.rsv), (second, 4, 0))
        inflated = zlib.decompressobj(-15).decompress(first.payload + b"\0\0\xff\xff")
        self.assertEqual(inflated, plain.payload)
        self.assertLess(len(first.payload), len(plain.payload) // 2)

    def test_short_message_is_not_worth_it(self) -> None:
        """
        Everybody gets the same.
        """
        self.say("hi")
        frames = [browser.frames() for browser in (*self.two, self.small)]
        self.assertEqual((frames[0], frames[1], frames[0][0].rsv), (frames[2], frames[2], 0))

    def test_sender_who_compresses_gets_its_answer(self) -> None:
        """
        In the place of its message, and the other one's message after it, compressed.
        """
        self.two[0].wire.receive(mask(TEXT, b'{"type":"say","room":"lobby","ref":1,"text":"one"}'))
        self.say("well " * 100)
        self.assertEqual([frame.rsv for frame in self.two[0].frames()], [0, 4])


class GoodByeTests(WebSocketTests):
    def test_nothing_is_sent_after_a_close_frame(self) -> None:
        """
        RFC 6455, section 5.5.1, though others go on talking in the room.
        """
        ann, bob, cid = self.listener.enter("ann"), self.listener.enter("bob"), self.plain()
        self.quiet(ann, bob, cid)
        for breaking in (bob, cid):
            self.quiet(breaking)
            breaking.send(3, b"no such frame")
            ann.tell(type="say", room="lobby", text="still here")
            self.listener.wait(1)
            frames = breaking.frames()
            self.assertEqual([frame.opcode for frame in frames], [CLOSE], frames)

    def test_peer_that_closes_hears_nothing_after_our_answer(self) -> None:
        """
        Even what was said in the same turn.
        """
        ann, bob = self.listener.enter("ann"), self.listener.enter("bob")
        self.quiet(ann, bob)
        bob.wire.receive(mask(CLOSE, b"\x03\xe8"))
        ann.tell(type="say", room="lobby", text="still here")
        self.assertEqual([frame.opcode for frame in bob.frames()], [CLOSE])

    def test_good_bye_is_the_last_text_and_a_close(self) -> None:
        """
        In each dialect's words.
        """
        ann, bob = self.listener.enter("ann"), self.plain()
        self.quiet(ann, bob)
        for protocol in tuple(self.listener.node.factory.live):
            protocol.close_connection(Close.DRAINING, "the server is going down", 1234)
        bye, close = ann.frames()
        expected = b'{"type":"bye","code":4012,"reason":"the server is going down","retry_after":1234}'
        self.assertEqual((bye.payload, close.code), (expected, 4012))
        text, close = bob.frames()
        self.assertEqual((text.payload.decode(), close.code), (DISCONNECTED, 4012))

    def test_good_bye_is_said_once(self) -> None:
        ann = self.listener.enter("ann")
        (protocol,) = self.listener.node.factory.live
        for _ in range(2):
            protocol.close_connection(Close.DRAINING, "going", 1)
        self.assertEqual(len(ann.frames()), 2)

    def test_commands_after_the_good_bye_are_not_taken(self) -> None:
        """
        They were on their way; nobody is answered, nobody hears them.
        """
        ann, bob = self.listener.enter("ann"), self.listener.enter("bob")
        self.quiet(ann, bob)
        next(iter(self.listener.node.factory.live)).close_connection(Close.DRAINING, "going", 1)
        ann.tell(type="say", room="lobby", text="too late")
        self.quiet(ann)
        self.assertNotIn("message", [event["type"] for event in bob.hear()])

    def test_connection_that_is_lost_is_forgotten(self) -> None:
        """
        By the factory, the room and the count.
        """
        ann, bob = self.listener.enter("ann"), self.listener.enter("bob")
        bob.wire.hang_up()
        self.assertEqual(len(self.listener.node.factory.live), 1)
        self.listener.wait(11)
        left = [event for event in ann.hear() if event["type"] == "presence" and event["left"]]
        self.assertEqual(len(left), 1)

    def test_lost_connection_with_commands_in_flight_does_no_harm(self) -> None:
        """
        Their answers have nowhere to go, and nobody notices.
        """
        ann, bob = self.listener.enter("ann"), self.listener.enter("bob")
        self.quiet(ann, bob)
        ann.wire.receive(b"")
        ann.tell(type="history", room="lobby")
        ann.wire.hang_up()
        self.listener.wait(1)
        self.assertEqual(self.flushLoggedErrors(), [])

    def test_fault_of_ours_is_logged_and_drops_nobody(self) -> None:
        """
        Neither the sender nor a neighbour.
        """
        ann = self.listener.enter("ann")
        (protocol,) = self.listener.node.factory.live

        class Broken:
            plain = False

            def receive_text(self, session: object, payload: bytes) -> None:
                """
                See `chatd.websocket.dialects.Dialect`.
                """
                raise RuntimeError("a fault of ours")

        assert isinstance(protocol, ChatProtocol)
        dialect, protocol.dialect = protocol.dialect, Broken()  # type: ignore[assignment]
        ann.tell(type="ping")
        protocol.dialect = dialect
        ann.tell(type="ping")
        self.assertEqual([answer["type"] for answer in ann.hear()], ["pong"])
        self.assertEqual(len(self.flushLoggedErrors(RuntimeError)), 1)


class BackPressureTests(WebSocketTests):
    def test_peer_with_too_many_unanswered_commands_is_paused_until_they_are_answered(self) -> None:
        """
        The kernel holds the rest back.
        """
        listener = Listener(with_limits(unanswered=4, commands_burst=1000, user_burst=1000))
        ann = listener.enter("ann")
        states = []
        ann.wire.pauseProducing = lambda: states.append("paused")  # type: ignore[method-assign]
        ann.wire.resumeProducing = lambda: states.append("resumed")  # type: ignore[method-assign]
        commands = b'{"type":"say","room":"lobby","text":"x"}'
        for _ in range(8):
            ann.wire.receive(mask(TEXT, commands))
        self.assertEqual(states, ["paused"])
        listener.turn()
        listener.turn()
        self.assertEqual(states[-1], "resumed")
        self.assertEqual(len([answer for answer in ann.hear() if answer["type"] == "ok"]), 8)

    def test_peer_that_was_paused_is_heard_when_it_answers_our_close(self) -> None:
        """
        Its good-bye is as clean as anybody's.
        """
        listener = Listener(with_limits(unanswered=2))
        ann = listener.enter("ann")
        for _ in range(4):
            ann.wire.receive(mask(TEXT, b'{"type":"say","room":"lobby","text":"x"}'))
        self.assertEqual(ann.wire.producerState, "paused")
        next(iter(listener.node.factory.live)).close_connection(Close.DRAINING, "going", 1)
        self.assertEqual(ann.wire.producerState, "producing")
