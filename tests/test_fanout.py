"""
From events to bytes.
"""

import json

from twisted.trial.unittest import SynchronousTestCase

from chatd.answers import Ok, Said
from chatd.counters import Counters
from chatd.fanout import Fanout, plain_text
from chatd.model import PresenceChange, Signal
from chatd.ports import Post
from tests.fakes import ANNA, BEN, FakeSink, said


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
        self.fanout = Fanout(self.counters)
        self.anna, self.ben = FakeSink(), FakeSink()
        self.plain, self.slow = FakeSink(plain=True), FakeSink(behind=True)
        self.members = dict.fromkeys((self.anna, self.ben, self.plain, self.slow))

    def deliver(self, *posts: Post) -> None:
        """
        These happened in one turn.
        """
        self.fanout.deliver(self.members, posts)

    def test_all_get_the_same_bytes_in_one_write(self) -> None:
        """
        Encoded and framed once, whoever reads.
        """
        self.deliver(Post(said("a", 1)), Post(said("a", 2)))
        self.assertEqual(len(self.anna.pushes), 1)
        self.assertIs(self.anna.pushes[0], self.ben.pushes[0])
        self.assertEqual(seqs(self.anna), [("message", 1), ("message", 2)])

    def test_sender_gets_the_reply_in_the_place_of_the_event(self) -> None:
        """
        Among the messages of others, in the order of the log.
        """
        self.deliver(
            Post(said("a", 1)),
            Post(said("a", 2), self.anna, Said(seq=2, time=5)),
            Post(said("a", 3), self.ben, Said(seq=3, time=5)),
            Post(said("a", 4), self.anna, Said(seq=4, time=5)),
            Post(said("a", 5)),
        )
        self.assertEqual(seqs(self.anna), [("message", 1), ("ok", 2), ("message", 3), ("ok", 4), ("message", 5)])
        self.assertEqual(seqs(self.ben), [("message", 1), ("message", 2), ("ok", 3), ("message", 4), ("message", 5)])

    def test_sender_who_is_no_member_gets_replies_only(self) -> None:
        """
        Nothing of the room reaches somebody who has left it.
        """
        gone = FakeSink()
        self.fanout.reply([Post(said("a", 2), gone, Said(seq=2, time=5)), Post(said("a", 3), gone)])
        self.assertEqual(seqs(gone), [("ok", 2)])

    def test_text_sender_who_is_no_member_gets_nothing(self) -> None:
        """
        There are no words for a reply in bare text.
        """
        self.fanout.reply([Post(said("a", 2), self.plain, Said(seq=2, time=5))])
        self.assertEqual(self.plain.pushes, [])

    def test_sender_without_a_reply_gets_nothing(self) -> None:
        """
        A signal that nobody asked to be answered: not even an empty write.
        """
        self.deliver(Post(Signal("a", "typing", ANNA, {}), self.anna))
        self.assertEqual((self.anna.pushes, seqs(self.ben)), ([], ["signal"]))

    def test_plain_member_gets_the_bare_text(self) -> None:
        """
        As the article's page shows it.
        """
        self.deliver(Post(said("a", 1, "<b> & ü")), Post(said("a", 2, "two")))
        self.assertEqual(self.plain.texts(), ["<b> & ü", "two"])

    def test_plain_member_hears_messages_only(self) -> None:
        """
        Nothing is written to it for a presence or a signal.
        """
        self.deliver(Post(PresenceChange("a", [ANNA], [], 1)), Post(Signal("a", "typing", ANNA, {})))
        self.assertEqual(self.plain.pushes, [])

    def test_plain_sender_does_not_hear_itself(self) -> None:
        """
        It shows what it sends by itself; it hears the others in the same turn.
        """
        self.deliver(Post(said("a", 1, "mine"), self.plain, Said(seq=1, time=5)))
        self.assertEqual(self.plain.pushes, [])
        self.deliver(Post(said("a", 2, "mine"), self.plain, Said(seq=2, time=5)), Post(said("a", 3, "yours")))
        self.assertEqual(self.plain.texts(), ["yours"])

    def test_reader_who_is_behind_misses_signals_and_no_events(self) -> None:
        """
        Who types is worth nothing when it is late; what was said is.
        """
        self.deliver(Post(Signal("a", "typing", BEN, {})), Post(said("a", 1)), Post(Signal("a", "typing", BEN, {})))
        self.assertEqual(seqs(self.slow), [("message", 1)])
        self.assertEqual(seqs(self.anna), ["signal", ("message", 1), "signal"])
        self.assertEqual(self.counters.signals_dropped, 2)

    def test_reader_who_is_behind_is_not_bothered_with_nothing(self) -> None:
        """
        Only signals: no write at all.
        """
        self.deliver(Post(Signal("a", "typing", BEN, {})))
        self.assertEqual(self.slow.pushes, [])

    def test_every_delivery_is_counted(self) -> None:
        """
        Two events to four members, one of whom said one of them.
        """
        self.deliver(Post(said("a", 1), self.anna, Ok()), Post(said("a", 2)))
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
        self.deliver(Post(said("a", 1)))
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
        self.deliver(Post(said("a", 1)), Post(said("a", 2)))
        for sink in self.members:
            self.assertEqual(seqs(sink), [("message", 1), ("message", 2)])

    def test_escaped_text_is_fit_for_html(self) -> None:
        """
        For pages that put text into their HTML as it comes.
        """
        Fanout(self.counters, escape=True).deliver(
            self.members,
            [
                Post(said("a", 1, """<a href="x">'&""")),
            ],
        )
        self.assertEqual(self.plain.texts(), ["&lt;a href=&quot;x&quot;&gt;&#39;&amp;"])
        self.assertEqual(json.loads(self.anna.texts()[0])["text"], """<a href="x">'&""")

    def test_unescaped_text_is_as_it_was_typed(self) -> None:
        """
        The setting is off unless somebody turns it on.
        """
        self.assertEqual(plain_text("<&>", escape=False), b"<&>")
