"""
The word list.
"""

from hypothesis import given
from hypothesis import strategies as st
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.events import User
from chatd.filters.chain import FilterInput, Refuse
from chatd.filters.words import WordList


def says(text: str) -> FilterInput:
    """
    Somebody says something.
    """
    return FilterInput("lobby", User("a.1", "Ann"), "member", text)


class WordListTests(SynchronousTestCase):
    """
    What is found, and what is done about it.
    """

    def available_makers(self, text: str, *words: str) -> bool:
        """
        Whether `text` is refused by a list of `words`.
        """
        return isinstance(WordList(words).judge(says(text)), Refuse)

    def masked(self, text: str, *words: str) -> str | Refuse:
        """
        What a list of `words` leaves of `text`.
        """
        return WordList(words, "mask").judge(says(text))

    def test_word_is_found_however_it_is_written(self) -> None:
        """
        On both sides.
        """
        for written in ("you darn fool", "DARN", "dárn!", "ｄａｒｎ", "(darn)", "so_darn_good", "d\u200barn"):
            self.assertTrue(self.available_makers(written, "Därn"), written)

    def test_part_of_a_word_is_none(self) -> None:
        """
        Nobody is refused for where they live.
        """
        for innocent in ("darning", "undarned", "5darn", "дdarn"):
            self.assertFalse(self.available_makers(innocent, "darn"), innocent)

    def test_chinese_and_japanese_are_found_anywhere(self) -> None:
        """
        There is no space to look for.
        """
        self.assertTrue(self.available_makers("这是坏话吗", "坏话"))
        self.assertTrue(self.available_makers("おまえはばかです", "ばか"))
        self.assertFalse(self.available_makers("おはかまいり", "ばか"))
        self.assertTrue(self.available_makers("ﾊﾞｶ", "バカ"))

    def test_korean_is_found_by_whole_syllables(self) -> None:
        """
        A syllable that begins alike is another one.
        """
        self.assertTrue(self.available_makers("나쁜말이야", "나쁜말"))
        self.assertFalse(self.available_makers("각", "가"))

    def test_word_of_two_scripts_needs_a_border_on_one_side(self) -> None:
        """
        Where its Latin letters stand.
        """
        self.assertEqual([self.available_makers(t, "AV女优") for t in ("看AV女优吗", "xav女优")], [True, False])

    def test_phrase_is_found_across_any_space(self) -> None:
        """
        A line break does not hide it.
        """
        self.assertTrue(self.available_makers("Buy \n now!", "buy now"))
        self.assertFalse(self.available_makers("buy nowhere", "buy now"))

    def test_refusal_names_the_word_as_it_was_written(self) -> None:
        """
        So that its author can say it otherwise.
        """
        self.assertEqual(WordList(["darn"]).judge(says("oh DÁRN it")), Refuse("the word “DÁRN” is not welcome here"))

    def test_all_words_are_masked(self) -> None:
        """
        Each by three stars, whatever its length; the rest stays as it is.
        """
        self.assertEqual(
            self.masked("Oh DÁRN, a he\u0301ck  of 坏话!", "darn", "heck", "坏话"), "Oh ***, a ***  of ***!"
        )

    def test_longest_of_two_is_masked(self) -> None:
        """
        A list may hold both.
        """
        self.assertEqual(self.masked("darn it all", "darn", "darn it"), "*** all")

    def test_innocent_text_is_the_same_object(self) -> None:
        """
        Nothing was changed.
        """
        text = "good morning"
        self.assertIs(self.masked(text, "darn"), text)
        self.assertIs(self.masked(text), text)

    def test_word_of_nothing_is_an_error(self) -> None:
        """
        It would be everywhere.
        """
        for nothing in ("", " ", "\u200b", "\u0301"):
            self.assertIn(repr(nothing), str(self.assertRaises(ValueError, WordList, ["fine", nothing])))


@given(
    st.lists(st.text("abÁ坏话 ", min_size=1, max_size=3).filter(str.strip)), st.text("abÁ坏话 \u0301\n", max_size=20)
)
def test_masked_text_holds_no_such_word(words: list[str], text: str) -> None:
    """
    Masking is final: what it leaves is refused by no list of the same words.
    """
    left = WordList(words, "mask").judge(says(text))
    assert isinstance(left, str)
    assert WordList(words).judge(says(left)) == left
