"""
The newest events of a room, in memory.
"""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.rooms.feed import RoomFeed
from chatd.domain.events import LogEvent, LogHead, Mark, amend
from tests.support.fakes import ANNA, BEN, deleted, edited, said


def seqs(events: Sequence[LogEvent] | None) -> list[int] | None:
    """
    The places of events, or None where there are none to have.
    """
    return None if events is None else [event.seq for event in events if isinstance(event.seq, int)]


class AmendTests(SynchronousTestCase):
    """
    Events in their present state.
    """

    def test_edited_message_has_its_new_text(self) -> None:
        """
        And says who edited it, and when.
        """
        events: list[LogEvent] = [said("a", 1, "old"), said("a", 2, "other")]
        amend(events, edited("a", 3, 1, "new"))
        self.assertEqual(events, [said("a", 1, "new", edited=Mark(3, ANNA, 1003)), said("a", 2, "other")])

    def test_deleted_message_keeps_its_place_only(self) -> None:
        """
        No text, no reply, no earlier edit; who deleted it, and when.
        """
        events: list[LogEvent] = [said("a", 2, "secret", key="k", reply_to=1, edited=Mark(3, ANNA, 5))]
        amend(events, deleted("a", 4, 2, BEN))
        self.assertEqual(events, [said("a", 2, "", key="k", deleted=Mark(4, BEN, 1004))])

    def test_earlier_edits_tell_the_present_text(self) -> None:
        """
        A text that was replaced is nowhere any more.
        """
        events: list[LogEvent] = [edited("a", 3, 1, "first"), edited("a", 4, 2, "other")]
        amend(events, edited("a", 5, 1, "second"))
        self.assertEqual(events, [edited("a", 3, 1, "second"), edited("a", 4, 2, "other")])

    def test_edits_of_what_is_deleted_have_no_text(self) -> None:
        """
        The text is gone from every later answer.
        """
        events: list[LogEvent] = [edited("a", 3, 1, "secret"), deleted("a", 4, 2)]
        amend(events, deleted("a", 5, 1))
        self.assertNotIn("secret", repr(events))
        self.assertEqual(events[1], deleted("a", 4, 2))

    def test_change_of_what_is_not_here_changes_nothing(self) -> None:
        """
        The target may be older than the page.
        """
        events: list[LogEvent] = [said("a", 7)]
        amend(events, deleted("a", 8, 3))
        self.assertEqual(events, [said("a", 7)])


class FeedTests(SynchronousTestCase):
    """
    One room as this node has delivered it.
    """

    def feed(self, last: int, keep: int = 5, first: int = 1) -> RoomFeed:
        """
        A feed that was opened when its log was empty and has been offered all up to `last`.
        """
        feed = RoomFeed(LogHead("e", 0, 1), [], keep)
        for seq in range(1, last + 1):
            feed.offer(said("a", seq))
        feed.trim(first)
        return feed

    def test_empty_log_has_nothing_and_says_so(self) -> None:
        """
        Nothing is an answer, not a reason to read the store.
        """
        feed = self.feed(0)
        self.assertEqual((feed.newest(5), feed.after(0), feed.before(1, 5)), ([], [], []))

    def test_offered_event_is_the_head(self) -> None:
        feed = self.feed(0)
        self.assertTrue(feed.offer(said("a", 1)))
        self.assertEqual(feed.seq, 1)

    def test_older_event_is_no_news(self) -> None:
        """
        What was found in the log when the feed was opened is not shown twice.
        """
        feed = RoomFeed(LogHead("e", 3, 1), [said("a", 3)], 5)
        self.assertFalse(feed.offer(said("a", 3)))
        self.assertEqual((feed.seq, seqs(feed.newest(1))), (3, [3]))

    def test_hole_is_a_fault(self) -> None:
        """
        Nobody is shown an event whose predecessor is missing.
        """
        self.assertRaises(AssertionError, self.feed(3).offer, said("a", 5))

    def test_tail_does_not_reach_beyond_what_it_keeps(self) -> None:
        """
        For older ones the store has to be asked.
        """
        feed = self.feed(9)
        self.assertEqual(seqs(feed.newest(5)), [5, 6, 7, 8, 9])
        self.assertIsNone(feed.newest(6))
        self.assertIsNone(feed.after(3))
        self.assertIsNone(feed.before(9, 5))

    def test_after_takes_the_oldest_first(self) -> None:
        """
        Somebody who comes back goes on where they were.
        """
        self.assertEqual(seqs(self.feed(9).after(5, 2)), [6, 7])

    def test_before_takes_the_newest(self) -> None:
        """
        Somebody who scrolls up sees what is just above.
        """
        self.assertEqual(seqs(self.feed(9).before(8, 2)), [6, 7])

    def test_trimmed_events_are_gone_from_the_tail(self) -> None:
        """
        What the log does not hold any more is not shown from memory.
        """
        feed = self.feed(5, first=4)
        self.assertEqual((seqs(feed.newest(5)), seqs(feed.after(0)), seqs(feed.before(5, 9))), ([4, 5], [4, 5], [4]))

    def test_log_never_begins_earlier_again(self) -> None:
        """
        A reading from before a trim changes nothing.
        """
        feed = self.feed(5, first=4)
        feed.trim(2)
        self.assertEqual(feed.first, 4)

    def test_feed_opened_on_a_trimmed_log_holds_what_the_log_does(self) -> None:
        """
        Trimmed while it was read.
        """
        feed = RoomFeed(LogHead("e", 3, 3), [said("a", seq) for seq in (1, 2, 3)], 5)
        self.assertEqual(seqs(feed.newest(5)), [3])

    def test_event_trimmed_before_it_was_delivered_is_not_kept(self) -> None:
        """
        A log may be trimmed by the commit that adds to it.
        """
        feed = self.feed(0)
        feed.trim(3)
        for seq in (1, 2, 3):
            self.assertTrue(feed.offer(said("a", seq)))
        self.assertEqual(seqs(feed.newest(5)), [3])

    def test_position_within_the_log_connects(self) -> None:
        """
        From just before the first event to the head, in the same epoch.
        """
        feed = self.feed(9, first=4)
        self.assertEqual([seq for seq in range(12) if feed.connects("e", seq)], [3, 4, 5, 6, 7, 8, 9])
        self.assertFalse(feed.connects("other", 5))

    def test_tail_shows_the_present_state(self) -> None:
        """
        A deleted text is gone for whoever comes later.
        """
        feed = self.feed(0)
        for event in (said("a", 1, "secret"), edited("a", 2, 1, "secret too"), deleted("a", 3, 1)):
            feed.offer(event)
        self.assertNotIn("secret", repr(feed.newest(5)))
        self.assertEqual(feed.seq, 3)

    @given(
        st.integers(0, 12),
        st.integers(0, 12),
        st.integers(1, 8),
        st.integers(1, 13),
        st.integers(0, 14),
        st.integers(1, 14),
    )
    def test_answers_are_those_of_the_whole_log(
        self, opened: int, more: int, keep: int, first: int, seq: int, limit: int
    ) -> None:
        """
        Whatever is asked, the answer is what the whole log would give, or that the store has to be asked.
        """
        last = opened + more
        first = min(first, last + 1)
        log = [said("a", n) for n in range(1, last + 1)]
        feed = RoomFeed(LogHead("e", opened, 1), log[:opened][-keep:], keep)
        for event in log[opened:]:
            feed.offer(event)
        feed.trim(first)
        held = list(range(first, last + 1))
        in_reach = set(held[-keep:])
        before = min(seq, last) + 1
        for found, wanted in (
            (feed.newest(limit), held[-limit:]),
            (feed.after(seq), [n for n in held if n > seq]),
            (feed.after(seq, limit), [n for n in held if n > seq][:limit]),
            (feed.before(before, limit), [n for n in held if n < before][-limit:]),
        ):
            if found is not None:
                self.assertEqual(seqs(found), wanted)
        # It does not send anybody to the store for what it holds.
        if set(held[-limit:]) <= in_reach:
            self.assertIsNotNone(feed.newest(limit))
        if {n for n in held if n > seq} <= in_reach:
            self.assertIsNotNone(feed.after(seq, limit))
