"""
Whose password is hashed next.
"""

from typing import Any

from twisted.internet.defer import Deferred
from twisted.internet.task import Clock
from twisted.trial.unittest import SynchronousTestCase

from chatd.auth.hash_queue import OPERATOR_TURN, HashQueue, Turn, turn_of_account, turn_of_address
from chatd.errors import Refusal
from chatd.refusal_log import RefusalLog
from tests.auth.people import AtOnce, Later

ANNA = turn_of_address("192.0.2.1")
BEN = turn_of_address("192.0.2.2")
KNOWN = turn_of_account("a.anna")


class QueueTestCase(SynchronousTestCase):
    """
    A queue with places for eight strangers, two of each group, and one busy thread.
    """

    def setUp(self) -> None:
        """
        One call runs.
        """
        self.clock = Clock()
        self.threads = Later()
        self.refusals = RefusalLog(self.clock)
        self.queue = HashQueue(self.threads, self.clock, size=8, refusals=self.refusals)
        self.done: list[str] = []
        self.submit("running", Turn("somebody"))

    def submit(self, name: str, turn: Turn) -> Deferred[Any]:
        """
        Submit a call that notes its name.
        """
        return self.queue.submit(lambda: self.done.append(name), turn)

    def work(self, times: int) -> list[str]:
        """
        Let the thread do so many calls; returns the names of all that are done.
        """
        for _ in range(times):
            self.threads.work()
        return self.done[1:]

    def check_refused(self, call: Deferred[Any]) -> None:
        """
        It was refused, to be tried again in a second.
        """
        refusal: Any = self.failureResultOf(call, Refusal).value
        self.assertEqual((refusal.code, refusal.retry_after), ("unavailable", 1000))


class GroupTests(SynchronousTestCase):
    """
    Who shares a turn.
    """

    def test_address_or_network_has_one_turn(self) -> None:
        self.assertEqual(turn_of_address("2001:db8:1:1::1"), turn_of_address("2001:db8:1:ffff::2"))
        self.assertNotEqual(turn_of_address("2001:db8:1::1"), turn_of_address("2001:db8:2::1"))
        self.assertNotEqual(ANNA, BEN)
        self.assertEqual(turn_of_address("::ffff:192.0.2.1"), ANNA)
        self.assertEqual(turn_of_address(None), turn_of_address(None))
        self.assertFalse(any(turn.first for turn in (ANNA, turn_of_address(None))))


class FairnessTests(QueueTestCase):
    """
    One network does not keep others from being served.
    """

    def test_groups_are_served_in_turn(self) -> None:
        for name in ("anna 1", "anna 2"):
            self.submit(name, ANNA)
        self.submit("ben 1", BEN)
        self.assertEqual(self.work(4), ["anna 1", "ben 1", "anna 2"])

    def test_group_has_a_quarter_of_the_places(self) -> None:
        """
        Also if all others are free; others are let in.
        """
        for name in ("anna 1", "anna 2"):
            self.submit(name, ANNA)
        self.assertRaises(Refusal, self.queue.check_room, ANNA)
        self.check_refused(self.submit("anna 3", ANNA))
        self.queue.check_room(BEN)
        self.submit("ben", BEN)
        self.assertEqual(self.work(4), ["anna 1", "ben", "anna 2"])

    def test_who_has_fewer_takes_the_place_of_who_has_most(self) -> None:
        """
        Four networks fill the queue; whoever else comes is served.
        """
        calls = [self.submit(f"{group} {number}", Turn(group)) for group in "abcd" for number in (1, 2)]
        self.queue.check_room(ANNA)
        self.submit("anna", ANNA)
        self.check_refused(calls[1])
        self.assertRaises(Refusal, self.queue.check_room, Turn("a"))
        self.check_refused(self.submit("a 3", Turn("a")))
        self.assertEqual(self.work(9), ["a 1", "b 1", "c 1", "d 1", "anna", "b 2", "c 2", "d 2"])

    def test_queue_of_as_many_networks_as_places_is_full(self) -> None:
        for number in range(8):
            self.submit(str(number), Turn(str(number)))
        self.check_refused(self.submit("anna", ANNA))
        self.work(1)
        self.submit("anna", ANNA)
        self.assertEqual(self.work(9)[-1], "anna")

    def test_refusal_is_counted_with_its_network(self) -> None:
        network = turn_of_address("2001:db8:1::1")
        for _ in range(5):
            call = self.submit("x", network)
            call.addErrback(lambda failure: failure.trap(Refusal))
        (found,) = self.refusals.top_sources(5)
        self.assertEqual((found.kind, found.who, found.times), ("auth.password_queue", "2001:db8:1::/48", 3))


class KnownTests(QueueTestCase):
    """
    Those who are known do not wait behind strangers.
    """

    def test_known_are_served_first(self) -> None:
        for group in "abcdefgh":
            self.submit(group, Turn(group))
        self.queue.check_room(KNOWN)
        self.submit("known", KNOWN)
        self.submit("operator", OPERATOR_TURN)
        self.assertEqual(self.work(4), ["known", "a", "operator"])

    def test_strangers_have_every_other_turn(self) -> None:
        """
        However many accounts somebody has.
        """
        for number in range(4):
            self.submit(f"known {number}", turn_of_account(f"a.{number}"))
        self.submit("anna", ANNA)
        self.submit("ben", BEN)
        self.assertEqual(self.work(7), ["known 0", "anna", "known 1", "ben", "known 2", "known 3"])

    def test_places_of_the_known_are_bounded_too(self) -> None:
        for name in ("1", "2"):
            self.submit(name, KNOWN)
        self.check_refused(self.submit("3", KNOWN))


class ShareTests(SynchronousTestCase):
    """
    Strangers get a part of a core only.
    """

    def setUp(self) -> None:
        """
        Each call takes 30 ms of processor time; strangers get a quarter.
        """
        self.clock = Clock()
        self.used = 0.0
        self.done: list[str] = []
        self.queue = HashQueue(AtOnce(), self.clock, size=8, share=0.25, processor_time=lambda: self.used)

    def submit(self, name: str, turn: Turn, used: float = 0.03) -> Deferred[Any]:
        """
        Submit a call that notes its name.
        """

        def call() -> None:
            self.used += used
            self.done.append(name)

        return self.queue.submit(call, turn)

    def test_pause_follows_each_call_of_a_stranger(self) -> None:
        self.submit("anna 1", ANNA)
        self.submit("anna 2", ANNA)
        self.clock.advance(0.085)
        self.assertEqual(self.done, ["anna 1"])
        self.clock.advance(0.006)
        self.assertEqual(self.done, ["anna 1", "anna 2"])

    def test_known_do_not_pause(self) -> None:
        self.submit("anna 1", ANNA)
        self.submit("anna 2", ANNA)
        for _ in range(3):
            self.submit("known", KNOWN)
        self.assertEqual(self.done, ["anna 1", "known", "known", "known"])
        self.clock.advance(0.1)
        self.assertEqual(self.done[4:], ["anna 2"])

    def test_strangers_have_their_turn_after_their_pause(self) -> None:
        """
        Also while those who are known never stop.
        """
        self.queue = HashQueue(later := Later(), self.clock, size=8, share=0.5, processor_time=lambda: self.used)
        strangers = [self.submit(f"stranger {number}", Turn(str(number))) for number in range(3)]
        for number in range(8):
            self.submit(f"known {number}", turn_of_account(f"a.{number}"))
        for _ in range(7):
            self.clock.advance(0.03)
            later.work()
        self.assertEqual([stranger.called for stranger in strangers], [True, True, True])
        self.assertEqual(sum(name.startswith("known") for name in self.done), 4)

    def test_failure_is_passed_on_and_makes_room(self) -> None:
        """
        A hash that cannot be made for want of memory does not count for ever.
        """

        def fail() -> None:
            raise MemoryError

        for _ in range(9):
            self.failureResultOf(self.queue.submit(fail, ANNA), MemoryError)

    def test_those_who_wait_at_the_end_are_told(self) -> None:
        self.submit("anna 1", ANNA)
        waiting = self.submit("anna 2", ANNA)
        self.queue.close()
        self.failureResultOf(waiting, Refusal)
        self.assertEqual(self.clock.getDelayedCalls(), [])
