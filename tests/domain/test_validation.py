"""
What rooms, people, texts and keys may look like.
"""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.validation import ROOM_MAX, check_key, check_line, check_room_id, check_text, clean_name, is_room_id
from chatd.errors import Refusal


class RoomIdTests(SynchronousTestCase):
    """
    The ids of rooms.
    """

    def test_takes_the_characters_of_the_page(self) -> None:
        """
        Letters, digits and a few marks that stand in a link as they are.
        """
        self.assertTrue(is_room_id("AZaz09_-=@,.;~"))

    def test_has_at_most_164_characters(self) -> None:
        """
        The longest that fits; one more does not.
        """
        self.assertEqual((is_room_id("x" * ROOM_MAX), is_room_id("x" * (ROOM_MAX + 1))), (True, False))

    def test_nothing_else_is_a_room(self) -> None:
        """
        Not the empty one, no spaces, no slashes, no letters of other scripts, no line end that a regex forgets.
        """
        for room in ("", "a b", "a/b", "raum-ä", "а", "a\n", "a\0", "#a"):
            self.assertFalse(is_room_id(room), room)

    def test_refusal_names_the_field(self) -> None:
        """
        The client is told that it is `room` that is wrong.
        """
        refusal = self.assertRaises(Refusal, check_room_id, "a b")
        self.assertEqual((refusal.code, refusal.field), ("invalid", "room"))

    def test_good_one_passes(self) -> None:
        """
        Nothing is said about a room id that is right.
        """
        check_room_id("lobby")


class TextTests(SynchronousTestCase):
    """
    The texts of messages.
    """

    def refused(self, text: str, limit: int = 10) -> str:
        """
        The code a text is refused with.
        """
        refusal = self.assertRaises(Refusal, check_text, text, limit)
        self.assertEqual(refusal.field, "text")
        return str(refusal.code)

    def test_lines_and_tabs_are_text(self) -> None:
        """
        A message may have several lines.
        """
        check_text("a\n\tb", 10)

    def test_limit_counts_characters(self) -> None:
        """
        Ten characters are ten, whatever they take in bytes.
        """
        check_text("界" * 10, 10)
        self.assertEqual(self.refused("x" * 11), "too_large")

    def test_text_without_anything_to_read_is_refused(self) -> None:
        """
        Nothing is not a message, and neither are spaces of whatever kind.
        """
        for text in ("", " ", "\n\t", "\u3000\xa0"):
            self.assertEqual(self.refused(text), "invalid")

    def test_control_characters_are_refused(self) -> None:
        """
        U+0000, escapes, carriage returns, DEL and C1: refused, not stripped.
        """
        for char in "\x00\x07\x0b\x0d\x1b\x1f\x7f\x85\x9f":
            self.assertEqual(self.refused(f"a{char}b"), "invalid", repr(char))

    @given(st.text(max_size=20))
    def test_whatever_passes_is_shown_as_it_was_typed(self, text: str) -> None:
        """
        A text passes exactly if there is more than spaces in it and its only control characters are newline and tab;
        whether anything of it can be seen is another question.
        """
        fine = bool(text.strip()) and not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in text)
        try:
            check_text(text, 20, visible=False)
        except Refusal:
            self.assertFalse(fine)
        else:
            self.assertTrue(fine)


class LineTests(SynchronousTestCase):
    """
    Titles, topics and reasons.
    """

    def test_one_line_in_whatever_language_passes(self) -> None:
        """
        Nothing at all, letters that are written from right to left, an emoji that is made of several.
        """
        for text in ("", "שלום", "a 👩\u200d🔬 b"):
            check_line(text, 20, "title")

    def test_what_breaks_or_turns_a_line_is_refused(self) -> None:
        """
        Control characters, line separators, and overrides of direction; the place is told.
        """
        for char in "\n\t\x00\x85\u2028\u202e\u2066":
            refusal = self.assertRaises(Refusal, check_line, f"ab{char}", 20, "title")
            self.assertEqual((refusal.code, refusal.field), ("invalid", "title"))
            self.assertIn(f"U+{ord(char):04X} at 2", refusal.message)


class KeyTests(SynchronousTestCase):
    """
    The keys that make a message be stored once.
    """

    def test_printable_ascii_is_a_key(self) -> None:
        """
        64 printable characters, the space among them.
        """
        check_key(" ~" * 32)

    def test_all_else_is_not(self) -> None:
        """
        Empty, too long, not ASCII, not printable.
        """
        for key in ("", "x" * 65, "ä", "a\n", "\x7f"):
            refusal = self.assertRaises(Refusal, check_key, key)
            self.assertEqual((refusal.code, refusal.field), ("invalid", "key"))


class NameTests(SynchronousTestCase):
    """
    The names of people.
    """

    def test_spaces_are_joined(self) -> None:
        """
        A name cannot differ from another in spaces only.
        """
        self.assertEqual(clean_name("  Anna\t  Bell ", 32), "Anna Bell")

    def test_composed_and_decomposed_are_one_name(self) -> None:
        """
        Two ways to write é are the same name.
        """
        self.assertEqual(clean_name("Rene\u0301", 32), "René")

    def test_invisible_characters_are_refused(self) -> None:
        """
        What hides or turns round what stands beside it has no place in a name.
        """
        for char in "\u200b\u202e\u2066\ufeff\u00ad\ue000\x00\x7f\ud800":
            refusal = self.assertRaises(Refusal, clean_name, f"An{char}na", 32)
            self.assertEqual((refusal.code, refusal.field), ("invalid", "name"), repr(char))

    def test_empty_name_is_refused(self) -> None:
        """
        A name of spaces is empty.
        """
        self.assertRaises(Refusal, clean_name, "", 32)
        self.assertRaises(Refusal, clean_name, " \t\u3000 ", 32)

    def test_limit_counts_what_is_left(self) -> None:
        """
        The spaces that are taken away do not count; what stays does.
        """
        self.assertEqual(clean_name("  " + "x" * 32 + "  ", 32), "x" * 32)
        self.assertRaises(Refusal, clean_name, "x" * 33, 32)

    def test_megabyte_is_refused_before_any_work(self) -> None:
        """
        Even one that would be short once its spaces are gone.
        """
        self.assertRaises(Refusal, clean_name, " " * 1_000_000 + "Anna", 32)

    def test_refusal_names_the_field_it_came_in(self) -> None:
        """
        A guest's wish is called `guest` on the wire.
        """
        self.assertEqual(self.assertRaises(Refusal, clean_name, "", 32, "guest").field, "guest")

    @given(st.text(max_size=140))
    def test_cleaning_twice_changes_nothing_more(self, name: str) -> None:
        """
        What is shown is a name that would be accepted as it stands, within the limit.
        """
        try:
            cleaned = clean_name(name, 32)
        except Refusal:
            return
        self.assertTrue(1 <= len(cleaned) <= 32)
        self.assertEqual(clean_name(cleaned, 32), cleaned)
