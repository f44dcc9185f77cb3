"""
How texts and queries become words; what is found by what is asked of the stores.
"""

from hypothesis import given
from hypothesis import strategies as st

from chatd.storage import search_text
from chatd.storage.search_text import EXPANSION_MAX, PARTS_MAX, SYMBOLS, WORDS_MAX, Query, parse_query, words
from chatd.storage.sqlite.fulltext import INDEX

ASCII = st.text(st.characters(max_codepoint=0x7E, min_codepoint=0x20), max_size=30)


@given(ASCII)
def test_ascii_is_taken_apart_like_any_other_text(text: str) -> None:
    """
    The short way for ASCII leads to the same words.
    """
    assert [*words(text), "e"] == words(f"{text} é")


@given(ASCII)
def test_tokenizer_of_the_index_leaves_words_whole(text: str) -> None:
    """
    Whatever ASCII may stand in a word, it takes for part of one.
    """
    known = set(INDEX.partition("tokenchars '")[2])
    assert all(character.isalnum() or character in known for word in words(text) for character in word)
    assert known >= SYMBOLS


@given(st.text(max_size=40))
def test_words_stand_alone(text: str) -> None:
    """
    No word is empty or holds a space or a quote; put together they are the same words again.
    """
    found = words(text)
    assert all(word and not any(character.isspace() or character == '"' for character in word) for word in found)
    query = parse_query(text)
    assert query is None or query.matches(text)


def test_query_is_bounded() -> None:
    """
    The words after the 32nd are not asked for, and the last of them need not be whole.
    """
    query = parse_query(" ".join(f"w{n}" for n in range(40)))
    assert query is not None
    assert (len(query.phrases), query.prefix) == (WORDS_MAX, True)


def test_words_without_spaces_are_bounded_as_well() -> None:
    """
    The index goes through all places of each of them.
    """
    query = parse_query("\u4e2d" * 30 + " " + "\u6587" * 4000 + " word")
    assert query == Query((" ".join("\u4e2d" * 30), "\u6587 \u6587"), prefix=False)


def test_punctuation_alone_is_no_query() -> None:
    """
    Symbols such as + are words.
    """
    assert parse_query(" ?! … -- ") is None
    assert parse_query("+ ?") == Query(("+",), prefix=False)


def test_text_that_normalisation_lengthens_is_bounded() -> None:
    """
    U+FDFA becomes eighteen characters.  A few of them are indexed whole.
    """
    assert "".join(words("\ufdfa")) == "صليالله" + "عليه" + "وسلم"
    assert sum(map(len, words("\ufdfa" * 4000))) <= 4000 * EXPANSION_MAX + 64


def test_characters_in_memory_are_bounded() -> None:
    """
    A text of all characters of Unicode leaves no more than others.
    """
    text = "".join(map(chr, (*range(0x80, 0xD800), *range(0x10000, 0x30000))))
    words(text)
    assert len(search_text._PARTS) <= PARTS_MAX
    assert words("Straße") == ["strasse"]
