"""
Locks by name: in order, one at a time, however many wait.
"""

from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.keyed_lock import KeyedLock

MANY = 5000


class KeyedLockTests(SynchronousTestCase):
    """
    Some hold a lock until they are let go, others are done at once.
    """

    def setUp(self) -> None:
        self.locks = KeyedLock()
        self.held: list[str] = []

    async def hold(self, who: str, until: Deferred[None] | None = None, name: str = "room") -> None:
        async with self.locks.hold(name):
            self.held.append(who)
            if until is not None:
                await until
            if who.startswith("refused"):
                raise ValueError(who)

    def begin(self, who: str, until: Deferred[None] | None = None, name: str = "room") -> Deferred[None]:
        """
        Somebody wants the lock.
        """
        return Deferred.fromCoroutine(self.hold(who, until, name))

    def test_one_after_the_other_in_order(self) -> None:
        first, second = Deferred[None](), Deferred[None]()
        waits = [self.begin("1", first), self.begin("2", second), self.begin("3")]
        self.assertEqual(self.held, ["1"])
        first.callback(None)
        self.assertEqual(self.held, ["1", "2"])
        second.callback(None)
        self.assertEqual(self.held, ["1", "2", "3"])
        for done in waits:
            self.successResultOf(done)
        self.assertEqual(len(self.locks), 0)

    def test_other_names_do_not_wait(self) -> None:
        first: Deferred[None] = Deferred()
        self.begin("1", first)
        self.successResultOf(self.begin("2", name="other"))
        first.callback(None)
        self.assertEqual(len(self.locks), 0)

    def test_many_who_are_done_at_once(self) -> None:
        """
        More than there is stack for, with refusals and with one who waits among them.
        """
        first, middle = Deferred[None](), Deferred[None]()
        self.begin("first", first)
        waits = [
            self.begin(f"refused {n}" if n % 2 else f"{n}", middle if n == MANY // 2 else None) for n in range(MANY)
        ]
        first.callback(None)
        self.assertEqual(len(self.held), 1 + MANY // 2 + 1)
        middle.callback(None)
        self.assertEqual(len(self.held), 1 + MANY)
        for number, done in enumerate(waits):
            if number % 2:
                self.failureResultOf(done, ValueError)
            else:
                self.successResultOf(done)
        self.assertEqual(len(self.locks), 0)
        self.successResultOf(self.begin("later"))

    def test_who_gives_up_does_not_hold_it(self) -> None:
        """
        A wait that was cancelled is passed over.
        """
        first: Deferred[None] = Deferred()
        self.begin("1", first)
        given_up = self.begin("2")
        third = self.begin("3")
        given_up.cancel()
        self.failureResultOf(given_up)
        first.callback(None)
        self.successResultOf(third)
        self.assertEqual(self.held, ["1", "3"])
        self.assertEqual(len(self.locks), 0)
