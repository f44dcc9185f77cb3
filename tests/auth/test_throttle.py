"""
How often somebody may try to get in.
"""

from twisted.internet.task import Clock
from twisted.trial.unittest import SynchronousTestCase

from chatd.auth.settings import AccountSettings
from chatd.auth.throttle import NAME_FACTOR, LoginThrottle
from chatd.errors import Refusal


class AttemptsTests(SynchronousTestCase):
    """
    Budgets that come back with time.
    """

    def setUp(self) -> None:
        """
        Two tries at once, then one in ten seconds; one account an hour.
        """
        self.clock = Clock()
        settings = AccountSettings(tries_burst=2, tries_per_minute=6.0, registrations_per_hour=1.0)
        self.attempts = LoginThrottle(self.clock, settings)

    def test_time_to_wait_is_enough(self) -> None:
        """
        And what was refused has cost nothing.
        """
        self.attempts.take_address("192.0.2.1")
        self.attempts.take_address("192.0.2.1")
        for _ in range(5):
            self.assertRaises(Refusal, self.attempts.take_address, "192.0.2.1")
        refusal = self.assertRaises(Refusal, self.attempts.take_address, "192.0.2.1")
        self.assertEqual(refusal.code, "rate_limited")
        self.clock.advance(refusal.retry_after / 1000)
        self.attempts.take_address("192.0.2.1")

    def test_budgets_are_apart(self) -> None:
        """
        Of one address and another, of names, of making accounts.
        """
        for _ in range(2):
            self.attempts.take_address("192.0.2.1")
            self.attempts.take_signed_in("a.1")
        for _ in range(2 * NAME_FACTOR):
            self.attempts.take_name("anna", "192.0.2.1")
        self.attempts.take_address("192.0.2.2")
        self.attempts.take_signed_in("a.2")
        self.assertRaises(Refusal, self.attempts.take_signed_in, "a.1")
        self.attempts.take_name("ben", None)
        self.attempts.take_registration("192.0.2.1")
        self.assertRaises(Refusal, self.attempts.take_name, "anna", "192.0.2.1")
        self.assertRaises(Refusal, self.attempts.take_registration, "192.0.2.1")
        self.clock.advance(3600)
        self.attempts.take_registration("192.0.2.1")

    def test_who_has_waited_is_forgotten(self) -> None:
        """
        Nothing is kept of people who try once.
        """
        self.attempts.take_address("192.0.2.1")
        self.attempts.take_name("anna", "192.0.2.1")
        self.clock.advance(10)
        self.attempts.drop_idle(self.clock.seconds())
        self.assertEqual([len(floods) for floods in (self.attempts._addresses, self.attempts._names)], [0, 0])

    def test_who_has_no_address_shares_a_larger_budget(self) -> None:
        """
        Ten times that of an address, which is nobody's else.
        """
        for _ in range(20):
            self.attempts.take_address(None)
        self.assertRaises(Refusal, self.attempts.take_address, None)
        self.attempts.take_address("192.0.2.1")
        for _ in range(10):
            self.attempts.take_registration(None)
        self.assertRaises(Refusal, self.attempts.take_registration, None)
        self.clock.advance(3600)
        self.attempts.drop_idle(self.clock.seconds())
        self.attempts.take_address(None)

    def test_right_passwords_do_not_count_for_an_address(self) -> None:
        """
        A whole class may sign in at nine.
        """
        for _ in range(50):
            self.attempts.take_address("192.0.2.1")
            self.attempts.refund_address("192.0.2.1")
            self.attempts.take_address(None)
            self.attempts.refund_address(None)
        self.attempts.refund_address("192.0.2.9")
        for _ in range(2):
            self.attempts.take_address("192.0.2.1")
        self.assertRaises(Refusal, self.attempts.take_address, "192.0.2.1")
