"""
From events to bytes.
"""

import errno
import json
import os
import socket
from typing import Any

from twisted.internet.error import ConnectionLost
from twisted.internet.task import Clock
from twisted.internet.testing import StringTransport
from twisted.logger import formatEvent, globalLogPublisher
from twisted.python.failure import Failure
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.counters import Counters
from chatd.domain.events import PresenceChange, Signal
from chatd.domain.limits import Limits
from chatd.interfaces.delivery import Form, RoomEvent
from chatd.protocol.replies import Ok, Said
from chatd.websocket.fanout import Fanout, plain_text
from chatd.websocket.io_uring import Ring
from chatd.websocket.outbox import Outbox, SlowReaders
from chatd.websocket.write_batcher import CROWD, WriteBatcher
from tests.support.fake_io_uring import Kernel, needs_ring, open_descriptors
from tests.support.fakes import ANNA, BEN, FakeSink, said
from tests.support.socket_readers import Reader, Recipient, StandingReactor

LONG = "0123456789abcdef" * 4096
TYPING = Signal("a", "typing", BEN, {})


def seqs(sink: FakeSink) -> list[object]:
    """
    What a member has got: the type and place of each frame.
    """
    told = [json.loads(text) for text in sink.texts()]
    return [(frame["type"], frame["seq"]) if "seq" in frame else frame["type"] for frame in told]


class FanoutTests(SynchronousTestCase):
    """
    What each member of a room gets.
    """

    def setUp(self) -> None:
        """
        Two who speak the protocol, one who speaks plain text, one who is behind.
        """
        self.counters = Counters()
        self.fanout = Fanout(self.counters, WriteBatcher(Clock()))
        self.anna, self.ben = FakeSink(), FakeSink()
        self.plain, self.slow = FakeSink(plain=True), FakeSink(behind=True)
        self.members = dict.fromkeys((self.anna, self.ben, self.plain, self.slow))

    def deliver(self, *posts: RoomEvent) -> None:
        """
        These happened in one turn.
        """
        self.fanout.deliver(self.members, posts)

    def test_all_get_the_same_bytes_in_one_write(self) -> None:
        """
        Encoded and framed once, whoever reads.
        """
        self.deliver(RoomEvent(said("a", 1)), RoomEvent(said("a", 2)))
        self.assertEqual(len(self.anna.pushes), 1)
        self.assertIs(self.anna.pushes[0], self.ben.pushes[0])
        self.assertEqual(seqs(self.anna), [("message", 1), ("message", 2)])

    def test_event_that_cannot_be_encoded_takes_nothing_else_with_it(self) -> None:
        """
        Its speaker is answered, others are told and answered as ever, and the fault is logged: once for each form.
        """
        self.deliver(
            RoomEvent(said("a", 1), self.ben, Said(seq=1, time=5)),
            RoomEvent(said("a", 2, text="\ud800"), self.anna, Said(seq=2, time=5)),
            RoomEvent(said("a", 3)),
        )
        self.assertEqual(seqs(self.anna), [("message", 1), ("ok", 2), ("message", 3)])
        self.assertEqual(seqs(self.ben), [("ok", 1), ("message", 3)])
        self.assertEqual(self.plain.texts(), ["hello", "hello"])
        self.assertEqual(seqs(self.slow), [("message", 1), ("message", 3)])
        self.assertEqual(len(self.flushLoggedErrors(UnicodeEncodeError)), 2)

    def test_sender_gets_the_reply_in_the_place_of_the_event(self) -> None:
        """
        Among the messages of others, in the order of the log.
        """
        self.deliver(
            RoomEvent(said("a", 1)),
            RoomEvent(said("a", 2), self.anna, Said(seq=2, time=5)),
            RoomEvent(said("a", 3), self.ben, Said(seq=3, time=5)),
            RoomEvent(said("a", 4), self.anna, Said(seq=4, time=5)),
            RoomEvent(said("a", 5)),
        )
        self.assertEqual(seqs(self.anna), [("message", 1), ("ok", 2), ("message", 3), ("ok", 4), ("message", 5)])
        self.assertEqual(seqs(self.ben), [("message", 1), ("message", 2), ("ok", 3), ("message", 4), ("message", 5)])

    def test_sender_who_is_no_member_gets_replies_only(self) -> None:
        """
        Nothing of the room reaches somebody who has left it.
        """
        gone = FakeSink()
        self.fanout.reply([RoomEvent(said("a", 2), gone, Said(seq=2, time=5)), RoomEvent(said("a", 3), gone)])
        self.assertEqual(seqs(gone), [("ok", 2)])

    def test_text_sender_who_is_no_member_gets_nothing(self) -> None:
        """
        There are no words for a reply in bare text.
        """
        self.fanout.reply([RoomEvent(said("a", 2), self.plain, Said(seq=2, time=5))])
        self.assertEqual(self.plain.pushes, [])

    def test_sender_without_a_reply_gets_nothing(self) -> None:
        """
        A signal that nobody asked to be answered: not even an empty write.
        """
        self.deliver(RoomEvent(Signal("a", "typing", ANNA, {}), self.anna))
        self.assertEqual((self.anna.pushes, seqs(self.ben)), ([], ["signal"]))

    def test_plain_member_gets_the_bare_text(self) -> None:
        """
        As the article's page shows it.
        """
        self.deliver(RoomEvent(said("a", 1, "<b> & ü")), RoomEvent(said("a", 2, "two")))
        self.assertEqual(self.plain.texts(), ["<b> & ü", "two"])

    def test_plain_member_hears_messages_only(self) -> None:
        """
        Nothing is written to it for a presence or a signal.
        """
        self.deliver(RoomEvent(PresenceChange("a", [ANNA], [], 1)), RoomEvent(Signal("a", "typing", ANNA, {})))
        self.assertEqual(self.plain.pushes, [])

    def test_plain_sender_does_not_hear_itself(self) -> None:
        """
        It shows what it sends by itself; it hears the others in the same turn.
        """
        self.deliver(RoomEvent(said("a", 1, "mine"), self.plain, Said(seq=1, time=5)))
        self.assertEqual(self.plain.pushes, [])
        self.deliver(RoomEvent(said("a", 2, "mine"), self.plain, Said(seq=2, time=5)), RoomEvent(said("a", 3, "yours")))
        self.assertEqual(self.plain.texts(), ["yours"])

    def test_reader_who_is_behind_misses_signals_and_no_events(self) -> None:
        """
        Who types is worth nothing when it is late; what was said is.
        """
        self.deliver(
            RoomEvent(Signal("a", "typing", BEN, {})),
            RoomEvent(said("a", 1)),
            RoomEvent(Signal("a", "typing", BEN, {})),
        )
        self.assertEqual(seqs(self.slow), [("message", 1)])
        self.assertEqual(seqs(self.anna), ["signal", ("message", 1), "signal"])
        self.assertEqual(self.counters.signals_dropped, 2)

    def test_readers_who_are_behind_hold_the_same_bytes(self) -> None:
        """
        A thousand slow readers of long texts take no memory for a copy each.
        """
        slow = [FakeSink(behind=True) for _ in range(3)]
        for posts in ((said("a", 1, LONG), said("a", 2)), (said("a", 3, LONG), TYPING)):
            self.fanout.deliver(dict.fromkeys(slow), [RoomEvent(post) for post in posts])
            first, *others = [sink.pushes.pop() for sink in slow]
            self.assertGreater(len(first), len(LONG))
            self.assertTrue(all(data is first for data in others))

    def test_reader_who_is_behind_is_not_bothered_with_nothing(self) -> None:
        """
        Only signals: no write at all.
        """
        self.deliver(RoomEvent(Signal("a", "typing", BEN, {})))
        self.assertEqual(self.slow.pushes, [])

    def test_every_delivery_is_counted(self) -> None:
        """
        Two events to four members, one of whom said one of them.
        """
        self.deliver(RoomEvent(said("a", 1), self.anna, Ok()), RoomEvent(said("a", 2)))
        self.assertEqual(self.counters.deliveries, 7)

    def test_member_who_leaves_while_others_are_told_harms_nobody(self) -> None:
        """
        A push may cut off a slow reader, who then leaves the room.
        """
        members = self.members

        class Leaver(FakeSink):
            def push(self, data: bytes, sent: int = 0) -> None:
                members.clear()

        members.clear()
        members.update(dict.fromkeys((Leaver(behind=True), self.anna, self.slow)))
        self.deliver(RoomEvent(said("a", 1)))
        self.assertEqual((seqs(self.anna), seqs(self.slow)), ([("message", 1)], [("message", 1)]))

    def test_what_the_kernel_did_not_take_is_pushed(self) -> None:
        """
        A short write, and one that is refused: both get everything, once.
        """

        class Half(FakeSink):
            def send(self, data: bytes, /) -> int:
                return super().send(data[: len(data) // 2])

        class Full(FakeSink):
            def send(self, data: bytes, /) -> int:
                raise BlockingIOError

        half, full = Half(), Full()
        self.members = dict.fromkeys((half, full, self.anna))
        self.deliver(RoomEvent(said("a", 1)), RoomEvent(said("a", 2)))
        for sink in self.members:
            self.assertEqual(seqs(sink), [("message", 1), ("message", 2)])

    def test_escaped_text_is_fit_for_html(self) -> None:
        """
        For pages that put text into their HTML as it comes.
        """
        Fanout(self.counters, WriteBatcher(Clock()), escape=True).deliver(
            self.members,
            [
                RoomEvent(said("a", 1, """<a href="x">'&""")),
            ],
        )
        self.assertEqual(self.plain.texts(), ["&lt;a href=&quot;x&quot;&gt;&#39;&amp;"])
        self.assertEqual(json.loads(self.anna.texts()[0])["text"], """<a href="x">'&""")

    def test_unescaped_text_is_as_it_was_typed(self) -> None:
        """
        The setting is off unless somebody turns it on.
        """
        self.assertEqual(plain_text("<&>", escape=False), b"<&>")


def alone(form: Form, *posts: RoomEvent) -> bytes:
    """
    What somebody gets who is alone in the room.
    """
    sink = FakeSink()
    sink.form = form
    Fanout(Counters(), WriteBatcher(Clock())).deliver((sink,), posts)
    return b"".join(sink.pushes)


class CrowdTests(SynchronousTestCase):
    """
    What each of many gets who sit behind real sockets, where each is sent to by itself.
    """

    def setUp(self) -> None:
        """
        More members than make a crowd.
        """
        self.reactor, self.counters = StandingReactor(), Counters()
        self.batcher = WriteBatcher(self.reactor)
        self.addCleanup(self.batcher.disable_io_uring)
        self.readers = SlowReaders(Limits(), self.counters, self.reactor, self.batcher)
        self.fanout = Fanout(self.counters, self.batcher)
        self.begin()
        self.crowd = [self.reader() for _ in range(CROWD + 8)]

    def begin(self) -> None:
        """
        Make the fan-out ready.
        """

    def reader(self, **options: Any) -> Reader:
        """
        Somebody.
        """
        reader = Reader(self.reactor, self.readers, **options)
        self.addCleanup(reader.close)
        return reader

    def deliver(self, *posts: RoomEvent) -> None:
        """
        These happened in one turn, and all have joined before.
        """
        self.fanout.deliver(dict.fromkeys(reader.outbox for reader in self.crowd), posts)

    def heard(self) -> set[bytes]:
        """
        What everybody has got since the last time: one text if all have got the same.
        """
        return {reader.drain() for reader in self.crowd}

    def test_everybody_gets_what_one_alone_gets(self) -> None:
        """
        Turn by turn, in order; nothing waits.
        """
        turns = [
            [RoomEvent(said("a", 1)), RoomEvent(TYPING), RoomEvent(said("a", 2))],
            [RoomEvent(said("a", 3))],
            [RoomEvent(said("a", 4))],
        ]
        for posts in turns:
            self.deliver(*posts)
        self.assertEqual(self.heard(), {b"".join(alone("json", *posts) for posts in turns)})
        self.assertEqual((self.readers.total, self.reactor.writers), (0, []))

    def test_every_delivery_is_counted(self) -> None:
        """
        Three events, one of which its sender does not get.
        """
        self.deliver(
            RoomEvent(said("a", 1), self.crowd[3].outbox, Ok()), RoomEvent(said("a", 2)), RoomEvent(said("a", 3))
        )
        self.assertEqual(self.counters.deliveries, 3 * len(self.crowd) - 1)

    def test_senders_get_replies_in_the_place_of_their_events(self) -> None:
        """
        All others hear everything.
        """
        ann, ben = self.crowd[0], self.crowd.pop()
        self.crowd.insert(CROWD // 2, ben)
        posts = [
            RoomEvent(said("a", 1)),
            RoomEvent(said("a", 2), ann.outbox, Said(seq=2, time=5)),
            RoomEvent(said("a", 3), ben.outbox, Said(seq=3, time=5)),
            RoomEvent(said("a", 4)),
        ]
        self.deliver(*posts)
        mine = FakeSink()
        for reader, seq in ((ann, 2), (ben, 3)):
            mine.push(reader.drain())
            self.assertEqual(seqs(mine), [("ok" if number == seq else "message", number) for number in range(1, 5)])
        self.crowd = [reader for reader in self.crowd if reader not in {ann, ben}]
        self.assertEqual(self.heard(), {alone("json", *posts)})

    def test_each_form_has_bytes_of_its_own(self) -> None:
        """
        JSON, the same compressed, bare text: side by side in one room.
        """
        forms: tuple[Form, ...] = ("json", "deflate", "text")
        self.crowd = [self.reader(form=form) for _ in range(CROWD) for form in forms]
        posts = [RoomEvent(PresenceChange("a", [ANNA], [], 1)), RoomEvent(said("a", 1, LONG[:3000])), RoomEvent(TYPING)]
        self.deliver(*posts)
        self.deliver(RoomEvent(said("a", 2)))
        for form in forms:
            expected = alone(form, *posts) + alone(form, RoomEvent(said("a", 2)))
            self.assertEqual({reader.read() for reader in self.crowd if reader.outbox.form == form}, {expected})

    def test_there_may_be_no_words_for_what_happened(self) -> None:
        """
        Nothing is written to those who take text, and nobody is cut off.
        """
        self.crowd = [self.reader(form="text") for _ in range(CROWD)]
        self.deliver(RoomEvent(PresenceChange("a", [ANNA], [], 1)), RoomEvent(TYPING))
        self.deliver(RoomEvent(said("a", 1, "hello")))
        self.assertEqual(self.heard(), {alone("text", RoomEvent(said("a", 1, "hello")))})

    def test_short_write_is_completed(self) -> None:
        """
        One for whom the kernel takes a part gets the rest when there is room, and then what came after.
        """
        slow = self.crowd[7] = self.reader(little=True)
        posts = [RoomEvent(said("a", 1, LONG)), RoomEvent(said("a", 2))]
        self.deliver(posts[0])
        self.assertTrue(slow.outbox.behind)
        self.deliver(posts[1])
        self.assertTrue(self.heard() == {b"".join(alone("json", post) for post in posts)})
        self.assertEqual((slow.outbox.behind, slow.outbox.waiting, self.readers.total), (False, 0, 0))
        self.deliver(RoomEvent(said("a", 3)))
        self.assertEqual(self.heard(), {alone("json", RoomEvent(said("a", 3)))})

    def test_readers_with_more_and_less_room(self) -> None:
        """
        Each has everything in the end, whoever reads when.
        """
        self.readers.each = 10**7
        self.crowd += [self.reader(little=True) for _ in range(12)]
        heard, expected = [b""] * len(self.crowd), b""
        for seq in range(1, 25):
            post = RoomEvent(said("a", seq, LONG[: seq * 331]))
            self.deliver(post)
            expected += alone("json", post)
            for place, reader in enumerate(self.crowd):
                if (seq + place) % 5 == 0:
                    heard[place] += reader.drain()
        self.assertTrue({had + reader.drain() for had, reader in zip(heard, self.crowd, strict=True)} == {expected})

    def test_reader_who_is_behind_misses_signals_and_no_events(self) -> None:
        """
        What waits comes before what is new, also when the kernel has room by then.
        """
        slow = self.crowd[0] = self.reader(little=True)
        big, late = RoomEvent(said("a", 1, LONG)), RoomEvent(said("a", 2))
        self.deliver(big)
        begun = slow.read()
        self.deliver(RoomEvent(TYPING), late, RoomEvent(TYPING))
        self.assertTrue(begun + slow.drain() == alone("json", big) + alone("json", late))
        self.assertEqual(self.counters.signals_dropped, 2)
        self.crowd.remove(slow)
        self.assertTrue(
            self.heard() == {alone("json", big) + alone("json", RoomEvent(TYPING), late, RoomEvent(TYPING))}
        )

    def test_reader_whose_answer_is_due_gets_it_behind_that(self) -> None:
        """
        Nothing overtakes an answer.
        """
        asked = self.crowd[5]
        asked.outbox.put(b"answer,")
        self.deliver(RoomEvent(said("a", 1)))
        self.assertEqual(asked.read(), b"")
        self.reactor.advance(0)
        self.deliver(RoomEvent(said("a", 2)))
        events = b"".join(alone("json", RoomEvent(said("a", seq))) for seq in (1, 2))
        self.assertEqual(asked.read(), b"answer," + events)
        self.crowd.remove(asked)
        self.assertEqual(self.heard(), {events})

    def test_nothing_goes_to_one_who_is_shut(self) -> None:
        """
        A close frame is the last.
        """
        shut = self.crowd[5]
        shut.outbox.shut()
        self.deliver(RoomEvent(said("a", 1)))
        self.assertEqual(shut.drain(), b"")
        self.crowd.remove(shut)
        self.assertEqual(self.heard(), {alone("json", RoomEvent(said("a", 1)))})

    def test_connection_that_has_ended_harms_nobody(self) -> None:
        """
        Whether the peer has gone, the transport has noticed it, or the socket is closed and nobody has said so.
        """
        gone = self.crowd[2:17:7]
        gone[0].theirs.close()
        gone[1].transport.connectionLost(Failure(ConnectionLost()))
        gone[2].ours.close()
        for seq in (1, 2):
            self.deliver(RoomEvent(said("a", seq)))
        self.crowd = [reader for reader in self.crowd if reader not in gone]
        self.assertEqual(
            self.heard(), {alone("json", RoomEvent(said("a", 1))) + alone("json", RoomEvent(said("a", 2)))}
        )
        self.assertEqual(([reader.given_up for reader in gone], self.readers.total), ([0] * 3, 0))

    def test_number_of_a_closed_socket_may_be_anothers(self) -> None:
        """
        Who has it now is no member and hears nothing.
        """
        self.deliver(RoomEvent(said("a", 1)))
        ours, theirs = socket.socketpair()
        self.addCleanup(ours.close)
        self.addCleanup(theirs.close)
        gone = self.crowd[9].ours
        number = gone.fileno()
        gone.close()
        self.addCleanup(os.close, os.dup2(ours.fileno(), number))
        self.deliver(RoomEvent(said("a", 2)))
        theirs.setblocking(False)
        self.assertRaises(BlockingIOError, theirs.recv, 1)

    def test_reader_over_another_transport_is_one_like_others(self) -> None:
        """
        TLS has its own order: everything is written to it.
        """
        transport = StringTransport()
        secure: Any = Outbox(transport, self.readers, Recipient())
        members = dict.fromkeys([secure, *(reader.outbox for reader in self.crowd)])
        for seq in (1, 2):
            self.fanout.deliver(members, [RoomEvent(said("a", seq))])
        self.assertEqual(self.heard(), {transport.value()})
        self.assertEqual(
            transport.value(), alone("json", RoomEvent(said("a", 1))) + alone("json", RoomEvent(said("a", 2)))
        )

    def test_readers_who_are_given_up_on_meanwhile_get_nothing_more(self) -> None:
        """
        So many stop reading at once that some must go, while the rest of the crowd is being told.
        """
        limits = Limits(waiting_bytes=1048576, reader_bytes=10**7)
        self.readers = SlowReaders(limits, self.counters, self.reactor, self.batcher)
        slow = [self.reader(little=True) for _ in range(16)]
        self.crowd += slow
        post = RoomEvent(said("a", 1, LONG))
        self.deliver(post)
        gone = [reader for reader in slow if reader.given_up]
        self.assertTrue(0 < len(gone) < len(slow))
        self.assertEqual({reader.given_up for reader in gone}, {1})
        self.assertEqual(self.counters.evicted_readers, len(gone))
        whole = alone("json", post)
        before = [reader.read() for reader in gone]
        self.assertTrue(all(len(data) < len(whole) and whole.startswith(data) for data in before))
        self.deliver(RoomEvent(said("a", 2)))
        self.assertEqual({reader.read() for reader in gone}, {b""})
        self.crowd = [reader for reader in self.crowd if reader not in gone]
        self.assertTrue(self.heard() == {whole + alone("json", RoomEvent(said("a", 2)))})


class RingCrowdTests(CrowdTests):
    """
    The same by one call of the kernel's.
    """

    def begin(self) -> None:
        """
        See `CrowdTests`.
        """
        self.batcher.enable_io_uring(needs_ring)


class CallsTests(CrowdTests):
    """
    The same in a kernel of the test's own, which counts the calls and may refuse them.
    """

    def begin(self) -> None:
        """
        See `CrowdTests`.
        """
        self.kernel = Kernel()
        self.batcher.enable_io_uring(lambda: Ring(1024, self.kernel))
        self.kernel.submits = 0

    def test_crowd_is_one_call(self) -> None:
        """
        Whoever has said something is told by itself.
        """
        self.deliver(RoomEvent(said("a", 1), self.crowd[0].outbox, Ok()), RoomEvent(said("a", 2)))
        self.assertEqual(self.kernel.submits, 1)

    def test_many_small_rooms_are_one_call(self) -> None:
        """
        Each hears its own, and who is in two of them hears both, in their order.
        """
        both = self.crowd[0]
        rooms = {f"r{place}": [both, *self.crowd[place : place + 4]] for place in range(1, len(self.crowd), 4)}
        for room, members in rooms.items():
            self.fanout.deliver(dict.fromkeys(one.outbox for one in members), [RoomEvent(said(room, 1))])
        self.assertEqual((self.kernel.submits, self.heard()), (0, {b""}))
        self.fanout.end_turn()
        self.assertEqual(self.kernel.submits, 1)
        self.assertEqual(both.read(), b"".join(alone("json", RoomEvent(said(room, 1))) for room in rooms))
        for room, members in rooms.items():
            self.assertEqual({one.read() for one in members[1:]}, {alone("json", RoomEvent(said(room, 1)))})
        self.reactor.advance(0)
        self.assertEqual((self.kernel.submits, self.heard()), (1, {b""}))

    def test_answers_that_are_due_for_many_are_one_call(self) -> None:
        """
        Who is gone meanwhile, who takes a part and who takes nothing: to each what is theirs, whole and once.
        """
        gone, slow = self.crowd.pop(), self.reader(little=True)
        self.readers.each = 10**7
        for number, one in enumerate((gone, slow, *self.crowd)):
            one.outbox.put(b"%03d" % number * (100_000 if one is slow else 1))
        gone.outbox.shut()
        self.reactor.advance(0)
        self.assertEqual((self.kernel.submits, gone.drain(), slow.outbox.behind), (1, b"", True))
        slow.outbox.put(b"more")
        self.assertEqual([one.drain() for one in self.crowd], [b"%03d" % number for number in range(2, 41)])
        self.assertTrue(slow.drain() == b"001" * 100_000 + b"more")

    def test_few_are_sent_to_by_themselves(self) -> None:
        """
        Who has said something is none of those who are told together.
        """
        del self.crowd[CROWD:]
        posts = [RoomEvent(said("a", 1), self.crowd[0].outbox), RoomEvent(said("a", 2))]
        self.deliver(*posts)
        self.fanout.end_turn()
        self.assertEqual(self.kernel.submits, 0)
        self.deliver(posts[1])
        self.assertEqual(self.kernel.submits, 1)
        del self.crowd[0]
        self.assertEqual(self.heard(), {alone("json", *posts) + alone("json", posts[1])})

    def test_each_form_is_one_call(self) -> None:
        """
        None for one that has no words for it.
        """
        self.crowd[0].outbox.form, self.crowd[1].outbox.form = "deflate", "text"
        self.deliver(RoomEvent(said("a", 1)))
        self.assertEqual(self.kernel.submits, 3)
        self.deliver(RoomEvent(TYPING))
        self.assertEqual(self.kernel.submits, 5)

    def test_who_cannot_be_sent_to_straight_is_not_asked_for(self) -> None:
        """
        A room of people who come over TLS, or whose answers are due, costs no call in vain.
        """
        for one in self.crowd:
            one.outbox.put(b"answer,")
        self.deliver(RoomEvent(said("a", 1)))
        self.assertEqual((self.kernel.submits, self.heard()), (0, {b""}))
        self.reactor.advance(0)
        self.assertEqual(
            (self.kernel.submits, self.heard()), (1, {b"answer," + alone("json", RoomEvent(said("a", 1)))})
        )

    def test_whom_the_kernel_refuses_is_sent_to_by_itself(self) -> None:
        """
        It has no memory left: none is lost, and none told twice.
        """
        for answers in ((-1,), (0,), (5, 0), (1, 2, -1)):
            self.kernel.answers.extend(answers)
            self.deliver(RoomEvent(said("a", 1)))
            self.assertEqual(self.heard(), {alone("json", RoomEvent(said("a", 1)))})

    def test_without_its_ring_it_goes_on(self) -> None:
        """
        As at the end, when the last are told good-bye.
        """
        self.batcher.disable_io_uring()
        self.batcher.disable_io_uring()
        self.deliver(RoomEvent(said("a", 1)))
        self.assertEqual((self.kernel.submits, self.heard()), (0, {alone("json", RoomEvent(said("a", 1)))}))


class OpeningTests(SynchronousTestCase):
    """
    The ring of a node.
    """

    def setUp(self) -> None:
        """
        What it logs is kept.
        """
        self.batcher = WriteBatcher(Clock())
        self.addCleanup(self.batcher.disable_io_uring)
        self.events: list[dict[str, Any]] = []
        observer: Any = self.events.append
        globalLogPublisher.addObserver(observer)
        self.addCleanup(globalLogPublisher.removeObserver, observer)

    def lines(self) -> list[str]:
        """
        What has been logged.
        """
        return [formatEvent(event) for event in self.events if str(event.get("log_namespace")).startswith("chatd")]

    def test_opened_twice_it_has_one_ring(self) -> None:
        """
        Everything is given back at the end.
        """
        before = open_descriptors()
        self.batcher.enable_io_uring(lambda: Ring(8, Kernel()))
        opened = open_descriptors()
        self.batcher.enable_io_uring(lambda: Ring(8, Kernel()))
        self.assertEqual(open_descriptors() - opened, set())
        self.batcher.disable_io_uring()
        self.assertEqual((open_descriptors() - before, self.lines()), (set(), []))

    def test_system_without_it_is_told_of(self) -> None:
        """
        One line, with the reason; and that is all.
        """
        self.batcher.enable_io_uring(lambda: Ring(8, Kernel(refusal=errno.EPERM)))
        reason = f"io_uring_setup: {os.strerror(errno.EPERM)}"
        self.assertEqual(self.lines(), [f"no io_uring, so each member of a room is sent to by itself: {reason}"])
