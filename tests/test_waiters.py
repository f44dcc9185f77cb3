"""
Callers that wait for the same event.
"""

from twisted.trial.unittest import SynchronousTestCase

from chatd.waiters import Waiters


class WaitersTests(SynchronousTestCase):
    def setUp(self) -> None:
        self.waiters = Waiters()
        self.events: list[str] = []

    def wait(self, name: str) -> None:
        """
        Wait under a name, which is noted when it is over.
        """
        self.waiters.wait().addBoth(lambda result: self.events.append(f"{name} {result and result.type.__name__}"))

    def test_all_are_continued_in_order_of_arrival(self) -> None:
        self.wait("first")
        self.wait("second")
        self.assertEqual((len(self.waiters), self.events), (2, []))
        self.waiters.fire()
        self.assertEqual((len(self.waiters), self.events), (0, ["first None", "second None"]))

    def test_error_reaches_all(self) -> None:
        self.wait("first")
        self.wait("second")
        self.waiters.fail(ValueError("no"))
        self.assertEqual(self.events, ["first ValueError", "second ValueError"])

    def test_who_waits_again_waits_for_the_next_event(self) -> None:
        self.waiters.wait().addCallback(lambda _: self.wait("again"))
        self.waiters.fire()
        self.assertEqual((len(self.waiters), self.events), (1, []))
        self.waiters.fire()
        self.assertEqual(self.events, ["again None"])

    def test_event_without_waiters_is_not_remembered(self) -> None:
        self.waiters.fire()
        self.waiters.fail(ValueError("no"))
        self.wait("late")
        self.assertEqual(self.events, [])

    def test_cancelled_wait_disturbs_no_other(self) -> None:
        cancelled = self.waiters.wait()
        self.wait("other")
        cancelled.cancel()
        self.failureResultOf(cancelled)
        self.waiters.fire()
        self.assertEqual(self.events, ["other None"])
