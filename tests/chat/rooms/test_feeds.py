"""
The rooms that are listened to, over a store that takes its time.
"""

from collections.abc import Coroutine
from typing import Any, TypeVar

from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.rooms.feeds import CatchUp, RoomFeeds
from chatd.domain.events import LogEvent, Message, Position
from chatd.errors import Refusal
from chatd.protocol.paging import history_limit, one_direction
from tests.support.fakes import HeldStore, LogStore, deleted, edited, said

T = TypeVar("T")
Page = tuple[list[LogEvent], int, bool]


def seqs(events: list[LogEvent]) -> list[int]:
    """
    The places of events.
    """
    return [event.seq for event in events if isinstance(event.seq, int)]


class RoomsCase(SynchronousTestCase):
    """
    A room `a` whose log a test writes, read through a tail of three events.
    """

    def setUp(self) -> None:
        """
        An empty log.
        """
        self.log = LogStore()
        self.store = HeldStore(self.log)
        self.rooms = RoomFeeds(self.store, 3)

    def commit(self, *events: LogEvent) -> None:
        """
        These are in the log, and nobody has been told.
        """
        self.log.add(*events)

    def say(self, *seqs: int) -> None:
        """
        Messages are committed and offered.
        """
        for seq in seqs:
            self.happen(said("a", seq))

    def happen(self, event: LogEvent) -> bool:
        """
        An event is committed and offered.
        """
        self.commit(event)
        return self.rooms.offer(event, self.log.epoch)

    def start(self, work: Coroutine[Any, Any, T]) -> Deferred[T]:
        """
        Begin something that waits for the store.
        """
        return Deferred.fromCoroutine(work)

    def join(self, since: int | None = None, limit: int = 50, epoch: str = "e") -> CatchUp:
        """
        What somebody who comes to the room gets, from a store that answers.
        """
        position = None if since is None else Position(epoch, since)
        return self.successResultOf(self.start(self.rooms.catch_up("a", position, limit)))

    def page(self, *, before: int | None = None, after: int | None = None, limit: int = 50) -> Page:
        """
        A page, from a store that answers.
        """
        return self.successResultOf(self.start(self.rooms.read_page("a", before=before, after=after, limit=limit)))


class CatchUpTests(RoomsCase):
    """
    What somebody gets who starts to listen.
    """

    def test_empty_room_begins_at_zero(self) -> None:
        """
        No events, no gap, nothing more.
        """
        found = self.join()
        self.assertEqual(
            (found.events, found.gap, found.more, found.feed.seq, found.feed.first), ([], False, False, 0, 1)
        )

    def test_newest_come_oldest_first(self) -> None:
        """
        A newcomer reads the end of the conversation; `more` tells that there is a beginning.
        """
        self.say(*range(1, 10))
        for limit in (2, 5, 9, 50):
            found = self.join(limit=limit)
            self.assertEqual(seqs(found.events), list(range(1, 10))[-limit:])
            self.assertEqual((found.gap, found.more), (False, limit < 9))

    def test_known_position_gets_exactly_the_rest(self) -> None:
        """
        From memory or from the store: the oldest after it, and whether there are more up to the head.
        """
        self.say(*range(1, 10))
        for since in range(10):
            for limit in (1, 4, 50):
                found = self.join(since, limit)
                rest = list(range(since + 1, 10))
                self.assertEqual((seqs(found.events), found.gap), (rest[:limit], False), (since, limit))
                self.assertEqual(found.more, len(rest) > limit, (since, limit))

    def test_position_of_another_epoch_is_a_gap(self) -> None:
        """
        The log was made anew: what comes is the newest.
        """
        self.say(1, 2, 3)
        found = self.join(2, epoch="other", limit=2)
        self.assertEqual((seqs(found.events), found.gap, found.more), ([2, 3], True, True))

    def test_position_from_the_future_is_a_gap(self) -> None:
        """
        The server lost what this client has seen.
        """
        self.say(1, 2, 3)
        self.assertEqual((self.join(3).gap, self.join(4).gap), (False, True))

    def test_position_before_the_first_is_a_gap(self) -> None:
        """
        What lay between is not there any more.
        """
        self.say(*range(1, 10))
        self.log.trim("a", 7)
        self.assertEqual([self.join(since).gap for since in (4, 5, 6, 7)], [True, True, False, False])

    def test_many_who_come_read_the_store_once(self) -> None:
        """
        A thousand clients that reconnect are answered from memory.
        """
        self.say(*range(1, 10))
        for _ in range(100):
            self.join(since=7)
        self.assertEqual(self.log.reads, 1)

    def test_room_that_was_closed_is_read_anew(self) -> None:
        """
        While nobody listened the log went on.
        """
        self.say(1)
        self.join()
        self.rooms.close_feed("a")
        self.say(2)
        self.assertEqual(seqs(self.join().events), [1, 2])

    def test_deleted_text_is_not_in_the_answer(self) -> None:
        """
        From memory and from the store.
        """
        self.commit(said("a", 1, "secret"))
        self.join()
        self.happen(deleted("a", 2, 1))
        for limit in (1, 50):
            self.assertNotIn("secret", repr(self.join(limit=limit).events))


class SlowStoreTests(RoomsCase):
    """
    What happens while the store is being read.
    """

    def setUp(self) -> None:
        """
        The store answers when the test says so.
        """
        super().setUp()
        self.commit(*(said("a", seq) for seq in range(1, 7)))
        self.store.held = True

    def joining(self, since: int | None = None, limit: int = 50) -> Deferred[CatchUp]:
        """
        Somebody is about to join.
        """
        position = None if since is None else Position("e", since)
        return self.start(self.rooms.catch_up("a", position, limit))

    def open(self) -> None:
        """
        Somebody listens already.
        """
        self.store.held = False
        self.join(limit=1)
        self.store.held = True

    def test_event_offered_after_the_reading_is_in_the_answer(self) -> None:
        """
        It was committed while the page was on its way; it is told once.
        """
        joining = self.joining(limit=3)
        self.store.reads[0].happen()
        self.assertTrue(self.happen(said("a", 7)))
        self.store.reads[0].answer()
        found = self.successResultOf(joining)
        self.assertEqual((seqs(found.events), found.feed.seq), ([5, 6, 7], 7))

    def test_event_in_the_reading_is_no_news_afterwards(self) -> None:
        """
        Committed, read, and only then offered: whoever joined has it.
        """
        joining = self.joining(limit=3)
        self.commit(said("a", 7))
        self.store.reads[0].answer()
        found = self.successResultOf(joining)
        self.assertEqual((seqs(found.events), found.feed.seq), ([5, 6, 7], 7))
        self.assertFalse(self.rooms.offer(said("a", 7), "e"))
        self.assertTrue(self.happen(said("a", 8)))

    def test_event_both_read_and_offered_meanwhile_is_told_once(self) -> None:
        """
        Committed and offered before the reading took place.
        """
        joining = self.joining(limit=3)
        self.happen(said("a", 7))
        self.store.reads[0].answer()
        self.assertEqual(seqs(self.successResultOf(joining).events), [5, 6, 7])

    def test_those_who_come_at_once_cost_one_reading(self) -> None:
        """
        A thousand clients that come back together do not read the log a thousand times.
        """
        joining = [self.joining(limit=3) for _ in range(1000)]
        self.assertEqual(len(self.store.reads), 1)
        self.store.reads[0].happen()
        self.happen(said("a", 7))
        self.store.reads[0].answer()
        found = [self.successResultOf(each) for each in joining]
        self.assertEqual({(each.feed.seq, tuple(seqs(each.events))) for each in found}, {(7, (5, 6, 7))})

    def test_those_who_come_at_once_fail_together(self) -> None:
        """
        Nobody waits for ever, and nobody asks again what has just been refused.
        """
        first, second = self.joining(limit=3), self.joining(limit=3)
        self.store.reads[0].fail(Refusal("unavailable"))
        for each in (first, second):
            self.assertEqual(self.failureResultOf(each, Refusal).value.code, "unavailable")
        self.assertEqual(len(self.store.reads), 1)

    def test_change_after_the_reading_reaches_the_page(self) -> None:
        """
        A text that is deleted while the page is on its way is not in it.
        """
        joining = self.joining(limit=3)
        self.store.reads[0].happen()
        self.happen(deleted("a", 7, 5))
        self.store.reads[0].answer()
        self.assertEqual(
            [getattr(event, "text", None) for event in self.successResultOf(joining).events], ["", "hello", None]
        )

    def test_newest_beyond_the_tail_are_joined_with_what_came(self) -> None:
        """
        The tail is too short, the store is asked, and two events come meanwhile.
        """
        self.open()
        joining = self.joining(limit=5)
        self.store.reads[0].happen()
        self.say(7, 8)
        self.store.reads[0].answer()
        found = self.successResultOf(joining)
        self.assertEqual((seqs(found.events), found.more), ([4, 5, 6, 7, 8], True))

    def test_more_than_a_tail_may_come_while_reading(self) -> None:
        """
        A busy room does not keep anybody from joining.
        """
        self.open()
        joining = self.joining(since=1)
        self.store.reads[0].happen()
        self.say(*range(7, 20))
        self.store.reads[0].answer()
        found = self.successResultOf(joining)
        self.assertEqual((seqs(found.events), found.more, found.gap), (list(range(2, 20)), False, False))

    def test_full_page_after_a_position_has_more(self) -> None:
        """
        The client pages on; what came meanwhile is not mixed in.
        """
        self.open()
        joining = self.joining(since=1, limit=3)
        self.store.reads[0].happen()
        self.say(7)
        self.store.reads[0].answer()
        found = self.successResultOf(joining)
        self.assertEqual((seqs(found.events), found.more), ([2, 3, 4], True))

    def test_store_ahead_of_delivery_is_cut_at_the_head(self) -> None:
        """
        A committed event that nobody was told yet comes live, not in the answer.
        """
        self.open()
        self.commit(said("a", 7))
        for since in (1, None):
            joining = self.joining(since)
            self.store.reads.pop().answer()
            found = self.successResultOf(joining)
            self.assertEqual((seqs(found.events)[-1], found.feed.seq, found.more), (6, 6, False))
        self.assertTrue(self.rooms.offer(said("a", 7), "e"))

    def test_position_trimmed_while_reading_is_a_gap(self) -> None:
        self.open()
        joining = self.joining(since=1)
        self.log.trim("a", 5)
        self.store.reads.pop(0).answer()
        found = self.successResultOf(joining)
        self.assertEqual((seqs(found.events), found.gap, found.feed.first), ([5, 6], True, 5))

    def test_log_trimmed_while_a_feed_opens_begins_where_it_does(self) -> None:
        """
        What is gone is neither told nor said to be there.
        """
        joining = self.joining(limit=3)
        self.store.reads[0].happen()
        self.log.trim("a", 6)
        self.store.reads[0].answer()
        found = self.successResultOf(joining)
        self.assertEqual((seqs(found.events), found.feed.first), ([6], 6))

    def test_feed_closed_while_reading_is_opened_again(self) -> None:
        """
        The last listener left while a newcomer was reading.
        """
        self.open()
        joining = self.joining(since=1)
        self.rooms.close_feed("a")
        self.store.reads.pop(0).answer()
        self.store.reads.pop(0).answer()
        self.store.reads.pop(0).answer()
        found = self.successResultOf(joining)
        self.assertEqual(seqs(found.events), [2, 3, 4, 5, 6])
        self.assertIs(self.rooms.feed("a"), found.feed)

    def test_failed_reading_is_the_callers(self) -> None:
        """
        It is refused, and the next one works.
        """
        joining = self.joining()
        self.store.reads.pop().fail(Refusal("unavailable"))
        self.assertEqual(self.failureResultOf(joining, Refusal).value.code, "unavailable")
        joining = self.joining(limit=1)
        self.store.reads.pop().answer()
        self.assertEqual(seqs(self.successResultOf(joining).events), [6])

    def test_nothing_is_held_for_rooms_that_nobody_listens_to(self) -> None:
        """
        However many rooms get messages after the last has left.
        """
        before = repr(vars(self.rooms))
        for room in range(100):
            self.assertTrue(self.rooms.offer(said(f"r{room}", 1), "e"))
        self.assertEqual(repr(vars(self.rooms)), before)

    def test_page_is_cut_at_the_head(self) -> None:
        """
        History does not overtake what comes live.
        """
        self.open()
        self.commit(said("a", 7))
        paging = self.start(self.rooms.read_page("a", before=None, after=1, limit=50))
        self.store.reads.pop().answer()
        events, first, more = self.successResultOf(paging)
        self.assertEqual((seqs(events), first, more), ([2, 3, 4, 5, 6], 1, False))

    def test_page_shows_what_changed_while_it_was_read(self) -> None:
        """
        However much came after the change.
        """
        self.open()
        paging = self.start(self.rooms.read_page("a", before=3, after=None, limit=50))
        self.store.reads[0].happen()
        self.happen(edited("a", 7, 1, "new"))
        self.happen(deleted("a", 8, 2))
        self.say(*range(9, 20))
        self.store.reads[0].answer()
        events, _, _ = self.successResultOf(paging)
        self.assertEqual([event.text for event in events], ["new", ""])  # type: ignore[union-attr]

    @given(st.data())
    def test_whoever_joins_misses_nothing_and_gets_nothing_twice(self, data: st.DataObject) -> None:
        """
        Commits, deliveries, readings and answers in any order: events of the answer and live ones are the whole log.
        """
        self.setUp()
        last = delivered = 6
        since = data.draw(st.none() | st.integers(0, 6))
        limit = data.draw(st.integers(1, 8))
        joining = self.joining(since, limit)
        live: list[int] = []
        for _ in range(data.draw(st.integers(0, 25))):
            step = data.draw(st.sampled_from(["commit", "deliver", "read", "answer"]))
            if step == "commit" and last < 30:
                last += 1
                self.commit(said("a", last))
            elif step == "deliver" and delivered < last:
                delivered += 1
                if self.rooms.offer(said("a", delivered), "e") and joining.called:
                    live.append(delivered)
            elif step == "read" and self.store.reads:
                self.store.reads[0].happen()
            elif step == "answer" and self.store.reads:
                self.store.reads.pop(0).answer()
        while self.store.reads:
            self.store.reads.pop(0).answer()
        live += [seq for seq in range(delivered + 1, last + 1) if self.rooms.offer(said("a", seq), "e")]
        found = self.successResultOf(joining)
        told = seqs(found.events)
        if since is not None:
            self.assertEqual(told[:1], list(range(since + 1, last + 1))[: len(told[:1])])
        if since is None or not found.more:
            told += live
        self.assertEqual(told, list(range(int(told[0]), int(told[0]) + len(told))) if told else [])
        if since is None or not found.more:
            self.assertEqual(told[-1] if told else since, last)


class ReplacedTests(RoomsCase):
    """
    A log is replaced by another one, as an import does it, while others talk and the store takes its time.
    """

    def setUp(self) -> None:
        """
        Three events.
        """
        super().setUp()
        self.say(1, 2, 3)
        self.told: list[tuple[str, int]] = []
        self.renewals: list[str] = []
        self.rooms.watch(lambda event: None, lambda room, feed: self.renewals.append(feed.epoch))

    def replaced(self, *seqs: int) -> None:
        """
        The log is another one now, with these events; nobody has been told.
        """
        self.log.epoch = "f"
        self.log.logs["a"] = [said("a", seq, "other") for seq in seqs]

    def texts(self) -> list[str]:
        """
        What somebody who comes now is shown.
        """
        return [event.text for event in self.join().events if isinstance(event, Message)]

    def test_message_of_the_log_before_is_not_told_in_the_new_one(self) -> None:
        """
        It was said while the log was read, and what was read is the new one; what comes there next has its place.
        """
        self.join()
        self.store.held = True
        renewed = self.rooms.reload("a")
        self.happen(said("a", 4))
        self.replaced(1, 2, 3)
        self.store.reads.pop().answer()
        self.store.held = False
        self.successResultOf(renewed)
        self.assertEqual((self.renewals, self.texts()), (["f"], ["other"] * 3))
        self.assertTrue(self.happen(said("a", 4, "next")))
        self.assertEqual(self.texts(), [*["other"] * 3, "next"])

    def test_who_comes_meanwhile_is_shown_the_new_one_alone(self) -> None:
        """
        However much longer or shorter it is.
        """
        for seqs in ([1, 2, 3], [1], [1, 2, 3, 4, 5]):
            self.log.epoch, self.log.logs["a"] = "e", [said("a", seq) for seq in (1, 2, 3)]
            self.store.held = True
            joining = self.start(self.rooms.catch_up("a", None, 50))
            self.happen(said("a", 4))
            self.replaced(*seqs)
            self.store.reads.pop(0).answer()
            while self.store.reads:
                self.store.reads.pop(0).answer()
            self.store.held = False
            found = self.successResultOf(joining)
            self.assertEqual({event.text for event in found.events if isinstance(event, Message)}, {"other"})
            self.assertEqual((found.feed.epoch, found.feed.seq), ("f", seqs[-1]))
            self.rooms.close_feed("a")

    def test_message_of_the_new_log_is_not_told_in_the_one_before(self) -> None:
        """
        Also if it has the place that comes next there: who listens joins anew and finds it.
        """
        self.join()
        self.replaced(1, 2, 3)
        self.store.held = True
        self.log.add(said("a", 4, "next"))
        self.assertFalse(self.rooms.offer(said("a", 4, "next"), "f"))
        self.assertEqual(self.rooms.feed("a").seq, 3)
        self.store.reads.pop().answer()
        self.store.held = False
        self.assertEqual((self.renewals, self.texts()), (["f"], [*["other"] * 3, "next"]))

    def test_page_is_of_the_log_that_was_joined(self) -> None:
        """
        Or it is refused, for now: two logs in one list would be none.
        """
        self.say(4, 5, 6)
        self.join()
        self.store.held = True
        paging = self.start(self.rooms.read_page("a", before=3, after=None, limit=9))
        self.replaced(1, 2, 3)
        self.store.reads.pop().answer()
        refusal = self.failureResultOf(paging, Refusal).value
        self.assertEqual((refusal.code, refusal.retry_after), ("unavailable", 1000))


class PageTests(RoomsCase):
    """
    History, page by page.
    """

    def setUp(self) -> None:
        """
        Nine events, of which the tail holds three.
        """
        super().setUp()
        self.say(*range(1, 10))
        self.join()

    def test_pages_backwards_are_those_of_the_log(self) -> None:
        """
        Scrolling up, from anywhere, by any number.
        """
        for before in (None, *range(1, 15)):
            for limit in (1, 3, 5, 50):
                wanted = [n for n in range(1, 10) if before is None or n < before][-limit:]
                more = bool(wanted) and wanted[0] > 1
                events, first, has_more = self.page(before=before, limit=limit)
                self.assertEqual((seqs(events), first, has_more), (wanted, 1, more), (before, limit))

    def test_pages_forwards_are_those_of_the_log(self) -> None:
        """
        Paging up to the head, from anywhere, by any number.
        """
        for after in range(15):
            for limit in (1, 3, 5, 50):
                wanted = [n for n in range(1, 10) if n > after][:limit]
                more = bool(wanted) and wanted[-1] < 9
                events, first, has_more = self.page(after=after, limit=limit)
                self.assertEqual((seqs(events), first, has_more), (wanted, 1, more), (after, limit))

    def test_trimmed_log_begins_at_its_first(self) -> None:
        """
        Everything older is gone, from memory too.
        """
        self.log.trim("a", 8)
        self.assertEqual(self.page(limit=5)[1:], (8, False))
        self.assertEqual(seqs(self.page(limit=5)[0]), [8, 9])
        self.assertEqual(seqs(self.page(after=0)[0]), [8, 9])
        self.assertEqual(self.page(before=8), ([], 8, False))

    def test_newest_page_costs_no_reading(self) -> None:
        """
        It is in memory.
        """
        reads = self.log.reads
        self.page(limit=3)
        self.page(after=7)
        self.page(before=9, limit=1)
        self.assertEqual(self.log.reads, reads)


class AskedTests(SynchronousTestCase):
    """
    What may be asked for.
    """

    def test_huge_limits_are_cut(self) -> None:
        """
        Nobody reads a whole log at once.
        """
        self.assertEqual([history_limit(asked, 100) for asked in (None, 1, 100, 10**15)], [50, 1, 100, 100])

    def test_usual_page_is_within_the_limit(self) -> None:
        """
        A small limit holds for those who do not ask.
        """
        self.assertEqual(history_limit(None, 10), 10)

    def test_one_direction_at_a_time(self) -> None:
        """
        Before and after at once make no sense.
        """
        for before, after in ((None, None), (5, None), (None, 0)):
            one_direction(before, after)
        self.assertEqual(self.assertRaises(Refusal, one_direction, 5, 0).code, "invalid")
