"""
Text as a reader takes it.
"""

from hypothesis import example, given
from hypothesis import strategies as st
from twisted.trial.unittest import SynchronousTestCase

from chatd.filters.words import EXPANSION_MAX, Folded, fold, in_word


class FoldTests(SynchronousTestCase):
    """
    What is the same to a reader.
    """

    def test_case_width_and_accents_make_no_difference(self) -> None:
        """
        Nor does how an accent is written.
        """
        for written in ("cafe", "CAFÉ", "cafe\u0301", "ｃａｆé", "c\u00adaf\u200be", "𝓬𝓪𝓯𝓮"):
            self.assertEqual(fold(written), "cafe")

    def test_white_space_is_one_space(self) -> None:
        """
        Of any kind and length; none at the ends.
        """
        self.assertEqual(fold("\u3000a \t\n\u00a0b "), "a b")

    def test_strokes_points_and_what_only_looks_otherwise_make_no_difference(self) -> None:
        """
        As in a search.
        """
        for written, folded in (
            ("smørbrød Łódź", "smorbrod lodz"),
            ("أحمد كتـــاب", "احمد كتاب"),
            ("کتابی", "كتابي"),
            ("שָׁלוֹם", "שלום"),
            ("b\u034fa\u3164d", "bad"),
            ("👍🏽❤\ufe0f", "👍❤"),
        ):
            self.assertEqual(fold(written), folded)

    def test_hyphen_of_hebrew_is_no_point(self) -> None:
        """
        It stands between two words.
        """
        self.assertEqual(fold("עַל־פִּי"), "על־פי")

    def test_voiced_kana_and_vowel_signs_stay(self) -> None:
        """
        Without them it would be another word.
        """
        self.assertNotEqual(fold("ばか"), fold("はか"))
        self.assertNotEqual(fold("कु"), fold("क"))

    def test_one_character_may_become_many(self) -> None:
        """
        A ligature or a sharp s.
        """
        self.assertEqual((fold("ﬁn"), fold("Straße")), ("fin", "strasse"))

    def test_words_have_borders_in_some_scripts(self) -> None:
        """
        Chinese, Japanese, Korean and Thai set no space where a word ends.
        """
        self.assertEqual([in_word(c) for c in "aЖ5é"], [True] * 4)
        self.assertEqual([in_word(c) for c in "中かア한ไ -_"], [False] * 8)

    def test_origin_of_a_part_holds_its_accents(self) -> None:
        """
        What is replaced leaves no loose accent behind.
        """
        text = "a cafe\u0301 b"
        begin, end = Folded(text).origin(2, 6)
        self.assertEqual(text[begin:end], "cafe\u0301")

    def test_half_a_character_is_not_whole(self) -> None:
        """
        The f of a ligature stands for nothing by itself.
        """
        folded = Folded("ﬁn")
        self.assertEqual((folded.whole(0, 1), folded.whole(0, 2), folded.whole(1, 3)), (False, True, False))


@given(st.text())
@example("\ufdfa\u3316\u0390")
def test_folding_never_fails_and_is_bounded(text: str) -> None:
    """
    Whatever Unicode holds: a text grows to six times its length at most.
    """
    folded = Folded(text)
    assert len(folded.text) <= EXPANSION_MAX * len(text)
    if folded.text:
        assert folded.origin(0, len(folded.text))[1] == len(text)


@given(st.text("aBcÉéß \u0301\u200bﬁ中한", max_size=20))
def test_what_is_folded_stays(text: str) -> None:
    """
    A second time changes nothing.
    """
    assert fold(fold(text)) == fold(text)
