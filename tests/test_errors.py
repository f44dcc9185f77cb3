"""
The names of refusals and the codes of closing.
"""

from twisted.trial.unittest import SynchronousTestCase

from chatd.errors import CODES, Close, Refusal, os_error_text


class RefusalTests(SynchronousTestCase):
    """
    One refusal.
    """

    def test_says_what_its_code_means_if_nothing_better_is_known(self) -> None:
        """
        A refusal always has a sentence.
        """
        self.assertEqual(Refusal("banned").message, CODES["banned"])

    def test_carries_the_better_sentence(self) -> None:
        """
        The sentence of whoever refuses wins, and shows in the log.
        """
        self.assertEqual(repr(Refusal("invalid", "limit: too big")), "Refusal('invalid', 'limit: too big')")

    def test_has_a_code_of_the_wire(self) -> None:
        """
        A code that no client knows is a fault of ours.
        """
        self.assertRaises(KeyError, Refusal, "no_such_code")


class CloseTests(SynchronousTestCase):
    """
    The codes tell a client whether to come back.
    """

    def test_only_the_banned_stay_away(self) -> None:
        """
        4000 to 4499: come back; 4500 to 4999: do not.
        """
        self.assertEqual([code for code in Close if code >= 4500], [Close.BANNED])
        self.assertTrue(all(4000 <= code < 5000 for code in Close))


class WhyTests(SynchronousTestCase):
    """
    What the system could not do.
    """

    def test_is_told_in_its_words(self) -> None:
        """
        Those of the system if it has any, else those of whoever raised it.
        """
        self.assertEqual(os_error_text(PermissionError(13, "Permission denied", "/x")), "permission denied")
        self.assertEqual(os_error_text(OSError("Timed out")), "timed out")
