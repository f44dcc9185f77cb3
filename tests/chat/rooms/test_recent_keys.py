"""
Which messages were accepted a moment ago.
"""

from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.rooms.feed import KEYS_MAX, REMEMBERED_SECONDS, Content, RecentKeys
from chatd.errors import Refusal

ANNA = ("pit", "g.anna", "k1")
HELLO: Content = ("hello", None)


class KeysTests(SynchronousTestCase):
    """
    In a room that keeps nothing a retry is recognised for two minutes.
    """

    def setUp(self) -> None:
        """
        Anna has said something.
        """
        self.keys = RecentKeys()
        self.assertIsNone(self.keys.find_or_add(ANNA, HELLO, 1000, 1.0))

    def test_retry_answers_the_first_time(self) -> None:
        """
        Same key, same text: it is one message.
        """
        self.assertEqual(self.keys.find_or_add(ANNA, HELLO, 5000, 5.0), 1000)

    def test_other_text_under_the_same_key_is_a_conflict(self) -> None:
        error = self.assertRaises(Refusal, self.keys.find_or_add, ANNA, ("good-bye", None), 5000, 5.0)
        self.assertEqual((error.code, error.field), ("conflict", "key"))

    def test_other_data_under_the_same_key_is_a_conflict(self) -> None:
        """
        The order of its keys is no difference.
        """
        self.keys.find_or_add(("pit", "g.anna", "k2"), ("hello", {"a": 1, "b": 2}), 5000, 5.0)
        self.assertEqual(self.keys.find_or_add(("pit", "g.anna", "k2"), ("hello", {"b": 2, "a": 1}), 6000, 6.0), 5000)
        error = self.assertRaises(
            Refusal, self.keys.find_or_add, ("pit", "g.anna", "k2"), ("hello", {"a": 1}), 7000, 7.0
        )
        self.assertEqual((error.code, error.field), ("conflict", "key"))

    def test_others_have_keys_of_their_own(self) -> None:
        """
        Another room, another user or another key is another message.
        """
        for key in (("den", "g.anna", "k1"), ("pit", "g.ben", "k1"), ("pit", "g.anna", "k2")):
            self.assertIsNone(self.keys.find_or_add(key, HELLO, 5000, 5.0))

    def test_key_is_forgotten_after_two_minutes(self) -> None:
        self.assertEqual(self.keys.find_or_add(ANNA, HELLO, 1000, REMEMBERED_SECONDS), 1000)
        self.assertIsNone(self.keys.find_or_add(ANNA, HELLO, 2000, 1 + REMEMBERED_SECONDS))

    def test_memory_is_bounded(self) -> None:
        """
        The oldest is forgotten first.
        """
        for number in range(KEYS_MAX):
            self.keys.find_or_add(("pit", "g.ben", str(number)), ("x", None), 2000, 2.0)
        self.assertIsNone(self.keys.find_or_add(ANNA, HELLO, 2000, 2.0))

    def test_step_of_the_clock_neither_forgets_nor_keeps(self) -> None:
        """
        What has passed is measured; the time of day may be set.
        """
        self.assertEqual(self.keys.find_or_add(ANNA, HELLO, 10**15, 5.0), 1000)
        self.assertIsNone(self.keys.find_or_add(ANNA, HELLO, -(10**15), 1.0 + REMEMBERED_SECONDS))
