"""
Threads beside a real reactor.
"""

import threading
from collections.abc import Callable

from twisted.internet import reactor
from twisted.internet.defer import Deferred, gatherResults
from twisted.trial.unittest import TestCase

from chatd.crew import Crew
from chatd.errors import Refusal


class CrewTests(TestCase):
    """
    One thread, or two.
    """

    def crew(self, size: int, begin: Callable[[], object] | None = None) -> Crew:
        """
        One that has started.
        """
        crew = Crew(reactor, "test", size, begin=begin)
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
            there = await crew.do(threading.current_thread)
            self.assertIsNot(there, here)
            self.assertIn("test", there.name)
            self.assertTrue(there.daemon)
            self.assertIs(threading.current_thread(), here)
            self.assertEqual(await crew.do(int, "12"), 12)
            await self.assertFailure(crew.do(lambda: 1 // 0), ZeroDivisionError)
            self.assertIs(await crew.do(threading.current_thread), there)

        return Deferred.fromCoroutine(ask())

    def test_one_thread_keeps_the_order(self) -> Deferred[None]:
        """
        What was asked first is done and answered first, and what is told on the way arrives before the answer.
        """
        crew = self.crew(1)
        seen: list[str] = []

        def work(name: str) -> str:
            crew.tell(seen.append, f"{name} begun")
            return name

        async def ask() -> None:
            await gatherResults([crew.do(work, name).addCallback(seen.append) for name in "abc"])
            self.assertEqual(seen, ["a begun", "a", "b begun", "b", "c begun", "c"])

        return Deferred.fromCoroutine(ask())

    def test_two_threads_work_side_by_side(self) -> Deferred[None]:
        """
        Each waits for the other, and both get through.
        """
        crew = self.crew(2)
        meeting = threading.Barrier(2, timeout=30)

        async def ask() -> None:
            self.assertEqual(sorted(await gatherResults([crew.do(meeting.wait) for _ in range(2)])), [0, 1])

        return Deferred.fromCoroutine(ask())

    def test_each_thread_begins_as_it_is_told(self) -> Deferred[None]:
        """
        Once, in the thread itself.
        """
        begun: list[threading.Thread] = []
        crew = self.crew(1, lambda: begun.append(threading.current_thread()))

        async def ask() -> None:
            there = [await crew.do(threading.current_thread) for _ in range(2)]
            self.assertEqual(begun, there[:1])

        return Deferred.fromCoroutine(ask())

    def test_what_was_taken_is_done_before_the_end(self) -> None:
        """
        `stop` returns when nothing is left to do.
        """
        crew = self.crew(1)
        done: list[int] = []
        answers = [crew.do(done.append, number) for number in range(100)]
        crew.stop()
        self.assertEqual(done, list(range(100)))
        self.assertEqual(len(answers), 100)

    def test_nothing_is_done_before_start_and_after_stop(self) -> None:
        """
        It is refused, not queued for ever; to stop twice is no mistake.
        """
        crew = Crew(reactor, "test", 1)
        self.failureResultOf(crew.do(int), Refusal)
        crew.start()
        crew.stop()
        crew.stop()
        self.failureResultOf(crew.do(int), Refusal)
