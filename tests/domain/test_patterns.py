"""
Patterns of room ids.
"""

import fnmatch

from hypothesis import example, given
from hypothesis import strategies as st
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.patterns import SITE, Pattern


class PatternTests(SynchronousTestCase):
    """
    Which rooms a pattern means.
    """

    def test_id_means_itself(self) -> None:
        """
        Without a star a pattern is one room, and case counts.
        """
        self.assertEqual([Pattern("news").matches(room) for room in ("news", "newsy", "News")], [True, False, False])

    def test_star_stands_for_anything(self) -> None:
        found = [Pattern("a*z").matches(room) for room in ("az", "abz", "a-b-z", "za", "a")]
        self.assertEqual(found, [True, True, True, False, False])

    def test_parts_do_not_overlap(self) -> None:
        """
        Each character of the id is matched once.
        """
        self.assertFalse(Pattern("ab*ba").matches("aba"))

    def test_hidden_rooms_must_be_meant(self) -> None:
        """
        A star for all rooms opens no private one.
        """
        self.assertEqual(
            (Pattern("*").matches("~x"), Pattern("*x").matches("~x"), Pattern("~*").matches("~x")), (False, False, True)
        )

    def test_site_is_no_room(self) -> None:
        """
        Only its own pattern means it.
        """
        self.assertEqual((Pattern(SITE).matches(SITE), Pattern("*").matches(SITE)), (True, False))

    def test_what_can_match_no_room_is_an_error(self) -> None:
        """
        It is named, and a long one is cut.
        """
        for text in ("", "a b", "a/b", "é", "a" * 165, "?"):
            self.assertIn(repr(text[:80]), str(self.assertRaises(ValueError, Pattern, text)))

    def test_same_text_is_same_pattern(self) -> None:
        """
        Values that hold patterns can be compared.
        """
        self.assertEqual((Pattern("a*"), hash(Pattern("a*"))), (Pattern("a*"), hash(Pattern("a*"))))
        self.assertNotEqual(Pattern("a*"), Pattern("b*"))
        self.assertEqual(repr(Pattern("a*")), "Pattern('a*')")

    @given(st.text("ab*", min_size=1, max_size=8), st.text("ab", min_size=1, max_size=10))
    @example("*a*b*a*", "abba")
    def test_matches_as_a_shell_does(self, text: str, room: str) -> None:
        """
        For ids without a tilde it is the well-known rule.
        """
        self.assertEqual(Pattern(text).matches(room), fnmatch.fnmatchcase(room, text))
