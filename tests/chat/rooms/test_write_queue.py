"""
The one writer of all rooms, over a store that takes its time.
"""

from collections.abc import Callable, Sequence

from twisted.internet.defer import Deferred
from twisted.internet.task import Clock
from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.rooms.write_queue import WriteQueue
from chatd.domain.events import AlreadyStored, Draft, NewMessage, Result, Stored
from chatd.errors import Refusal
from chatd.storage.memory.logs import MemoryStore
from tests.support.fakes import ANNA, HeldStore

Told = tuple[str, object]


def draft(text: str, room: str = "a", key: str | None = None) -> NewMessage:
    """
    A message that somebody wants to say.
    """
    return NewMessage(room, ANNA, 5, text, key)


class Waiting:
    """
    A `chatd.chat.rooms.write_queue.Pending` that tells a test what became of it.
    """

    def __init__(
        self,
        draft: NewMessage,
        settle: Callable[[Draft, Result], None],
        recheck: Callable[[Draft], Refusal | None],
    ) -> None:
        self.draft = draft
        self._settle = settle
        self._recheck = recheck

    def recheck(self) -> Refusal | None:
        return self._recheck(self.draft)

    def report_result(self, result: Result) -> None:
        self._settle(self.draft, result)


class ShortStore(HeldStore):
    """
    A store that forgets to answer for the last draft.
    """

    def append(self, drafts: Sequence[Draft]) -> Deferred[Sequence[Result]]:
        return super().append(drafts).addCallback(lambda results: results[:-1])


class WriterTests(SynchronousTestCase):
    """
    Drafts in, verdicts out.
    """

    def setUp(self) -> None:
        """
        A writer over a held store; what happens is written down in order.
        """
        self.clock = Clock()
        self.store = HeldStore(MemoryStore(keep=100, rooms=100, in_use=lambda room: True))
        self.store.held = True
        self.told: list[Told] = []
        self.banned: set[str] = set()
        self.writer = self.make()

    def make(self, store: HeldStore | None = None, *, most: int = 100, batch: int = 4) -> WriteQueue:
        """
        A writer whose every commit is written down as well.
        """
        return WriteQueue(
            store or self.store,
            self.clock,
            committed=lambda: self.told.append(("committed", None)),
            most=most,
            batch=batch,
        )

    def recheck(self, draft: Draft) -> Refusal | None:
        """
        The second verdict.
        """
        if "bug" in self.banned:
            raise ValueError("bug")
        return Refusal("banned") if draft.room in self.banned else None

    def submit(self, text: str, room: str = "a", key: str | None = None) -> None:
        """
        Queue a message and write down what becomes of it.
        """
        self.writer.submit(Waiting(draft(text, room, key), self.report_result, self.recheck))

    def report_result(self, draft: Draft, result: Result) -> None:
        """
        What became of a draft.
        """
        assert isinstance(draft, NewMessage)
        if isinstance(result, Stored):
            self.told.append((draft.text, result.event.seq))
        elif isinstance(result, AlreadyStored):
            self.told.append((draft.text, ("known", result.seq)))
        else:
            self.told.append((draft.text, result.code))

    def turn(self) -> None:
        """
        The reactor's next turn.
        """
        self.clock.advance(0)

    def answer(self) -> None:
        """
        The store answers, and the reactor goes on.
        """
        self.store.appends.pop(0).answer()
        self.turn()

    def test_drafts_of_a_turn_are_one_commit(self) -> None:
        """
        All rooms together, told in the order they came, and then the end of the commit.
        """
        for text, room in (("one", "a"), ("two", "b"), ("three", "a")):
            self.submit(text, room)
        self.turn()
        self.assertEqual((len(self.store.appends), self.told), (1, []))
        self.answer()
        self.assertEqual(self.told, [("one", 1), ("two", 1), ("three", 2), ("committed", None)])

    def test_drafts_gather_while_a_commit_runs(self) -> None:
        """
        They are the next commit, in their order.
        """
        self.submit("one")
        self.turn()
        self.submit("two")
        self.submit("three")
        self.turn()
        self.assertEqual((len(self.store.appends), self.writer.queue_length), (1, 2))
        self.answer()
        self.assertEqual((len(self.store.appends), self.writer.queue_length), (1, 0))
        self.answer()
        self.assertEqual([text for text, _ in self.told], ["one", "committed", "two", "three", "committed"])

    def test_draft_submitted_by_an_answer_waits_for_the_next_commit(self) -> None:
        """
        A client whose command was held back goes on as soon as it hears: nothing is lost or doubled.
        """

        def report_and_go_on(draft: Draft, result: Result) -> None:
            self.report_result(draft, result)
            self.submit("again")

        self.writer.submit(Waiting(draft("one"), report_and_go_on, self.recheck))
        self.submit("two")
        self.turn()
        self.answer()
        self.assertEqual(len(self.store.appends), 1)
        self.answer()
        self.assertEqual(self.told, [("one", 1), ("two", 2), ("committed", None), ("again", 3), ("committed", None)])
        self.assertEqual(self.store.appends, [])

    def test_commit_is_no_larger_than_a_batch(self) -> None:
        """
        Ten drafts, four at a time.
        """
        for n in range(10):
            self.submit(str(n))
        self.turn()
        sizes = []
        while self.store.appends:
            before = len(self.told)
            self.answer()
            sizes.append(len(self.told) - before - 1)
        self.assertEqual(sizes, [4, 4, 2])
        self.assertEqual([seq for text, seq in self.told if text != "committed"], list(range(1, 11)))

    def test_failed_commit_refuses_its_drafts_and_no_others(self) -> None:
        """
        `unavailable` for all in it; what waited is tried.
        """
        self.submit("one")
        self.submit("two")
        self.turn()
        self.submit("three")
        self.store.appends.pop(0).fail()
        self.turn()
        self.answer()
        self.assertEqual([what for _, what in self.told if what], ["unavailable", "unavailable", 1])
        self.assertEqual(len(self.flushLoggedErrors(OSError)), 1)

    def test_store_that_raises_at_once_is_a_failed_commit(self) -> None:
        """
        However the store fails, nobody waits for ever.
        """
        self.patch(self.store, "append", lambda drafts: 1 / 0)
        self.submit("one")
        self.turn()
        self.assertEqual(self.told[0], ("one", "unavailable"))
        self.assertEqual(len(self.flushLoggedErrors(ZeroDivisionError)), 1)

    def test_store_that_forgets_a_draft_is_a_failed_commit(self) -> None:
        """
        Nobody knows then whose answer is whose.
        """
        store = ShortStore(MemoryStore(keep=100, rooms=100, in_use=lambda room: True))
        self.writer = self.make(store)
        self.submit("one")
        self.submit("two")
        self.turn()
        self.assertEqual(self.told[:2], [("one", "unavailable"), ("two", "unavailable")])
        self.assertEqual(len(self.flushLoggedErrors(RuntimeError)), 1)

    def test_answer_that_cannot_be_told_does_not_lose_others(self) -> None:
        """
        A fault in one delivery is logged, and the rest goes on.
        """

        def fault(draft: Draft, result: Result) -> None:
            raise ValueError("fault")

        self.submit("one")
        self.writer.submit(Waiting(draft("two"), fault, self.recheck))
        self.submit("three")
        self.turn()
        self.answer()
        self.assertEqual(self.told, [("one", 1), ("three", 3), ("committed", None)])
        self.assertEqual(len(self.flushLoggedErrors(ValueError)), 1)

    def test_delivery_that_fails_does_not_stop_the_writer(self) -> None:
        """
        What waits is committed all the same.
        """

        def fault() -> None:
            raise ValueError("fault")

        self.writer = WriteQueue(self.store, self.clock, committed=fault)
        self.submit("one")
        self.turn()
        self.submit("two")
        self.answer()
        self.answer()
        self.assertEqual(self.told, [("one", 1), ("two", 2)])
        self.assertEqual(len(self.flushLoggedErrors(ValueError)), 2)

    def test_verdict_is_taken_again_when_the_commit_begins(self) -> None:
        """
        Nothing of somebody banned meanwhile is stored.
        """
        self.submit("one")
        self.turn()
        self.submit("two", "b")
        self.submit("three", "a")
        self.banned.add("b")
        self.answer()
        self.answer()
        self.assertEqual(
            self.told, [("one", 1), ("committed", None), ("two", "banned"), ("three", 2), ("committed", None)]
        )

    def test_commit_of_nothing_asks_no_store(self) -> None:
        """
        All that waited was refused.
        """
        self.banned.add("a")
        self.submit("one")
        self.turn()
        self.assertEqual((self.told[0], self.store.appends), (("one", "banned"), []))
        self.banned.clear()
        self.submit("two")
        self.turn()
        self.answer()
        self.assertIn(("two", 1), self.told)

    def test_verdict_that_fails_refuses_its_draft(self) -> None:
        """
        A fault of ours stores nothing and stops nobody.
        """
        self.banned.add("bug")
        self.submit("one")
        self.turn()
        self.banned.clear()
        self.submit("two")
        self.turn()
        self.answer()
        self.assertEqual([told for told in self.told if told[1]], [("one", "internal"), ("two", 1)])
        self.assertEqual(len(self.flushLoggedErrors(ValueError)), 1)

    def test_retry_while_the_first_is_queued_gets_its_seq(self) -> None:
        """
        In the same commit, in the next one, and long after.
        """
        self.submit("one", key="k")
        self.submit("one", key="k")
        self.turn()
        self.submit("one", key="k")
        self.answer()
        self.answer()
        self.assertEqual([what for _, what in self.told if what], [1, ("known", 1), ("known", 1)])

    def test_queue_is_bounded(self) -> None:
        """
        Past the bound a draft is refused at once, with a hint when to try again.
        """
        self.writer = self.make(most=2)
        self.submit("one")
        self.submit("two")
        refusal = self.assertRaises(Refusal, self.submit, "three")
        self.assertEqual(refusal.code, "unavailable")
        assert refusal.retry_after is not None
        self.turn()
        self.submit("three")

    def test_idle_writer_is_drained(self) -> None:
        self.successResultOf(self.writer.wait_drained())

    def test_writer_is_busy_from_the_first_draft_to_the_last_answer(self) -> None:
        self.assertFalse(self.writer.busy)
        self.submit("one")
        self.assertTrue(self.writer.busy)
        self.turn()
        self.submit("two")
        self.answer()
        self.assertTrue(self.writer.busy)
        self.answer()
        self.assertFalse(self.writer.busy)

    def test_writer_is_drained_when_all_are_answered(self) -> None:
        """
        A stop waits for the running commit and for what waits; whoever asks is told.
        """
        self.submit("one")
        first, second = self.writer.wait_drained(), self.writer.wait_drained()
        self.turn()
        self.submit("two")
        self.answer()
        self.assertNoResult(first)
        self.answer()
        self.successResultOf(first)
        self.successResultOf(second)
        self.assertEqual(len(self.told), 4)
