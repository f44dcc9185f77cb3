"""
Threads, beside a real reactor and beside one that takes one turn at a time.
"""

import threading
import traceback
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from twisted.internet import reactor
from twisted.internet.defer import CancelledError, Deferred, gatherResults
from twisted.python.failure import Failure
from twisted.trial.unittest import SynchronousTestCase, TestCase

from chatd.errors import Refusal, StartError
from chatd.threads import WorkerThreads
from tests.storage.turns import Turns
from tests.support.timeouts import PATIENCE

MORE_THAN_THERE_IS = 1 << 60
"""Bytes of a stack that no thread can have."""


@contextmanager
def no_more_threads() -> Iterator[None]:
    """
    The system has none to give.
    """
    before = threading.stack_size(MORE_THAN_THERE_IS)
    try:
        yield
    finally:
        threading.stack_size(before)


class Traced:
    """
    Something to call, to call with, and to answer: `gone` is set when nobody holds it any more.
    """

    result: object = None
    faulty = False

    def __init__(self) -> None:
        self.gone = threading.Event()
        weakref.finalize(self, self.gone.set)

    def __call__(self, given: "Traced") -> object:
        """
        What the other one has; ValueError if that is faulty.
        """
        if given.faulty:
            raise ValueError
        return given.result


class CrewTests(TestCase):
    """
    One thread, or two.
    """

    def crew(self, size: int, initializer: Callable[[], object] | None = None) -> WorkerThreads:
        """
        One that has started.
        """
        crew = WorkerThreads(reactor, "test", size, initializer=initializer)
        crew.start()
        self.addCleanup(crew.stop)
        return crew

    def test_work_is_done_elsewhere(self) -> Deferred[None]:
        """
        The answer comes back to where it was asked for, be it a result or an error.
        """
        crew = self.crew(1)
        here = threading.current_thread()

        async def ask() -> None:
            there = await crew.submit(threading.current_thread)
            self.assertIsNot(there, here)
            self.assertIn("test", there.name)
            self.assertTrue(there.daemon)
            self.assertIs(threading.current_thread(), here)
            self.assertEqual(await crew.submit(int, "12"), 12)
            await self.assertFailure(crew.submit(lambda: 1 // 0), ZeroDivisionError)
            self.assertIs(await crew.submit(threading.current_thread), there)

        return Deferred.fromCoroutine(ask())

    def test_one_thread_keeps_the_order(self) -> Deferred[None]:
        """
        What was asked first is done and answered first, and what is told on the way arrives before the answer.
        """
        crew = self.crew(1)
        seen: list[str] = []

        def work(name: str) -> str:
            crew.call_in_reactor(seen.append, f"{name} begun")
            return name

        async def ask() -> None:
            self.assertFalse(crew.busy)
            done = gatherResults([crew.submit(work, name).addCallback(seen.append) for name in "abc"])
            self.assertTrue(crew.busy)
            await done
            self.assertFalse(crew.busy)
            self.assertEqual(seen, ["a begun", "a", "b begun", "b", "c begun", "c"])

        return Deferred.fromCoroutine(ask())

    def test_two_threads_work_side_by_side(self) -> Deferred[None]:
        """
        Each waits for the other, and both get through.
        """
        crew = self.crew(2)
        meeting = threading.Barrier(2, timeout=PATIENCE)

        async def ask() -> None:
            self.assertEqual(sorted(await gatherResults([crew.submit(meeting.wait) for _ in range(2)])), [0, 1])

        return Deferred.fromCoroutine(ask())

    def test_each_thread_begins_as_it_is_told(self) -> Deferred[None]:
        """
        Once, in the thread itself.
        """
        begun: list[threading.Thread] = []
        crew = self.crew(1, lambda: begun.append(threading.current_thread()))

        async def ask() -> None:
            there = [await crew.submit(threading.current_thread) for _ in range(2)]
            self.assertEqual(begun, there[:1])

        return Deferred.fromCoroutine(ask())

    def test_what_was_taken_is_done_before_the_end(self) -> None:
        """
        `stop` returns when nothing is left to do.
        """
        crew = self.crew(1)
        done: list[int] = []
        answers = [crew.submit(done.append, number) for number in range(100)]
        crew.stop()
        self.assertEqual(done, list(range(100)))
        self.assertEqual(len(answers), 100)

    def test_nothing_is_done_before_start_and_after_stop(self) -> None:
        """
        It is refused, not queued for ever; to stop twice is no mistake.
        """
        crew = WorkerThreads(reactor, "test", 1)
        self.failureResultOf(crew.submit(int), Refusal)
        crew.start()
        crew.stop()
        crew.stop()
        self.failureResultOf(crew.submit(int), Refusal)

    def test_failure_tells_where_it_came_from(self) -> Deferred[None]:
        """
        It arrives in the reactor's thread, with the way down to the line that raised.
        """
        crew = self.crew(1)
        here = threading.current_thread()

        def stumble() -> None:
            raise ValueError("stumbled")

        def look(failure: Failure) -> None:
            self.assertIs(threading.current_thread(), here)
            self.assertEqual(failure.getErrorMessage(), "stumbled")
            self.assertEqual(traceback.extract_tb(failure.getTracebackObject())[-1].name, "stumble")
            self.assertIn("in stumble", failure.getTraceback())

        return crew.submit(stumble).addErrback(look)


class LifeTests(SynchronousTestCase):
    """
    How it begins and ends, in turns.
    """

    def setUp(self) -> None:
        self.turns = Turns()

    def crew(self, size: int = 1, initializer: Callable[[], object] | None = None) -> WorkerThreads:
        """
        One that has not started.
        """
        crew = WorkerThreads(self.turns, "test", size, initializer=initializer)
        self.addCleanup(crew.stop)
        return crew

    def threads(self) -> list[str]:
        """
        Which of its threads there are.
        """
        return sorted(thread.name for thread in threading.enumerate() if thread.name.startswith("test-"))

    def test_to_start_twice_is_no_mistake(self) -> None:
        """
        It is the same crew.
        """
        crew = self.crew()
        crew.start()
        crew.start()
        self.assertEqual(self.threads(), ["test-0"])
        self.assertEqual(self.turns.wait(crew.submit(int, "12")), 12)

    def test_to_stop_before_the_start_is_no_mistake(self) -> None:
        """
        It can be started afterwards, and again after it was stopped.
        """
        crew = self.crew()
        for number in range(3):
            crew.stop()
            self.assertEqual(self.threads(), [])
            self.failureResultOf(crew.submit(int), Refusal)
            crew.start()
            self.assertEqual(self.turns.wait(crew.submit(int, f"{number}")), number)

    def test_one_thread_does_what_one_can(self) -> None:
        """
        Others are there from when all are busy.
        """
        crew = self.crew(3)
        crew.start()
        for _ in range(5):
            self.turns.wait(crew.submit(int))
        self.assertEqual(self.threads(), ["test-0"])
        meeting = threading.Barrier(2, timeout=PATIENCE)
        self.turns.wait(gatherResults([crew.submit(meeting.wait), crew.submit(meeting.wait)]))
        self.assertEqual(self.threads(), ["test-0", "test-1"])

    def test_system_without_threads_is_told_at_the_start(self) -> None:
        """
        In one line; nothing is half begun, and it can be tried again.
        """
        crew = self.crew()
        with no_more_threads(), self.assertRaisesRegex(StartError, "^test: can't start new thread: "):
            crew.start()
        self.failureResultOf(crew.submit(int), Refusal)
        self.assertEqual(self.threads(), [])
        crew.start()
        self.assertEqual(self.turns.wait(crew.submit(int, "12")), 12)

    def test_one_thread_does_what_no_second_can_be_had_for(self) -> None:
        """
        It takes longer, and that is all.
        """
        crew = self.crew(2)
        crew.start()
        with no_more_threads():
            answers = gatherResults([crew.submit(int, f"{number}") for number in range(5)])
        self.assertEqual(self.turns.wait(answers), [0, 1, 2, 3, 4])
        self.assertEqual(self.threads(), ["test-0"])

    def test_thread_that_cannot_begin_says_so_and_tries_again(self) -> None:
        """
        Nobody waits for ever for what it took, and nothing is done by a thread that has not begun.
        """
        faults = [OSError("first"), OSError("second")]
        done: list[str] = []

        def begin() -> None:
            done.append("begin")
            if faults:
                raise faults.pop(0)

        crew = self.crew(initializer=begin)
        crew.start()
        for name in ("first", "second"):
            with self.assertRaisesRegex(OSError, name):
                self.turns.wait(crew.submit(done.append, name))
        for name in ("third", "fourth"):
            self.turns.wait(crew.submit(done.append, name))
        self.assertEqual(done, ["begin", "begin", "begin", "third", "fourth"])

    def test_idle_thread_keeps_nothing_alive(self) -> None:
        """
        Neither what was called, nor with what, nor what came of it.
        """
        crew = self.crew()
        crew.start()
        for faulty in (False, True):
            call, given, result = Traced(), Traced(), Traced()
            gone = [call.gone, given.gone, result.gone]
            given.faulty, given.result = faulty, result
            crew.submit(call, given).addBoth(lambda _: None)
            del call, given, result
            self.turns.step()
            self.assertTrue(all(event.wait(PATIENCE) for event in gone))

    def test_who_gives_up_waiting_disturbs_nobody(self) -> None:
        """
        It is done all the same, be it at work or waiting, and its answer is nobody's.
        """
        crew = self.crew()
        crew.start()
        begun, go = threading.Event(), threading.Event()
        done: list[str] = []

        def work() -> None:
            begun.set()
            go.wait(PATIENCE)
            done.append("work")

        def stumble() -> None:
            done.append("stumble")
            raise ValueError("stumbled")

        given_up = [crew.submit(work), crew.submit(stumble)]
        begun.wait(PATIENCE)
        for answer in given_up:
            answer.cancel()
            self.failureResultOf(answer, CancelledError)
        go.set()
        self.assertEqual(self.turns.wait(crew.submit(int, "12")), 12)
        self.assertEqual(done, ["work", "stumble"])

    def test_what_an_answer_asks_for_after_the_end_is_refused(self) -> None:
        """
        What was taken is answered even then.
        """
        crew = self.crew()
        crew.start()
        answer = crew.submit(int, "12")
        more = answer.addCallback(lambda _: crew.submit(int, "13"))
        crew.stop()
        with self.assertRaises(Refusal):
            self.turns.wait(more)

    def test_an_answer_may_end_it(self) -> None:
        """
        All the rest is done before that returns, and answered later.
        """
        crew = self.crew()
        crew.start()
        done: list[int] = []

        def end(_: int) -> list[int]:
            crew.stop()
            return done.copy()

        first = crew.submit(int).addCallback(end)
        rest = gatherResults([crew.submit(done.append, number) for number in range(100)])
        self.assertEqual(self.turns.wait(first), list(range(100)))
        self.turns.wait(rest)
        self.assertEqual(self.threads(), [])

    def test_it_cannot_be_ended_from_within(self) -> None:
        """
        A thread would wait for itself: that is an error of what it does, and the crew goes on.
        """
        crew = self.crew()
        crew.start()
        with self.assertRaisesRegex(RuntimeError, "test cannot wait for itself"):
            self.turns.wait(crew.submit(crew.stop))
        self.assertEqual(self.turns.wait(crew.submit(int, "12")), 12)
