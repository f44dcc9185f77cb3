"""
The word list: words found whatever their case, width and accents.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal

from chatd.domain.characters import LETTERS, is_accent, is_dropped
from chatd.filters.chain import FilterInput, Refuse

# Han, kana, bopomofo, Hangul, and scripts of South East Asia: a word may begin or end between any two letters.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u31ff\u3400-\u4dbf"
    r"\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)

EXPANSION_MAX = 6
"""A character is folded to at most so many; one that stands for a whole sentence is not changed."""


class Folded:
    """
    A folded text with the origin of each of its characters.

    White space of any length becomes one space.
    """

    __slots__ = ("_from", "_size", "text")

    def __init__(self, text: str) -> None:
        folded: list[str] = []
        origins: list[int] = []
        known = {character: _fold(character) for character in set(text)}
        for index, character in enumerate(text):
            for part in known[character]:
                if part != " " or not folded or folded[-1] != " ":
                    folded.append(part)
                    origins.append(index)
        self.text = "".join(folded)
        self._from = origins
        self._size = len(text)

    def whole(self, begin: int, end: int) -> bool:
        """
        Whether the part from `begin` to `end` of the folded text consists of whole characters of the original.
        """
        origins = self._from
        return (begin == 0 or origins[begin - 1] != origins[begin]) and (
            end == len(origins) or origins[end - 1] != origins[end]
        )

    def origin(self, begin: int, end: int) -> tuple[int, int]:
        """
        The position of that part in the original, with its accents.
        """
        origins = self._from
        return origins[begin], origins[end] if end < len(origins) else self._size


def fold(text: str) -> str:
    """
    `text` folded and stripped.
    """
    return Folded(text).text.strip()


def in_word(character: str) -> bool:
    """
    Whether `character` is part of a word in a script with spaces between words.
    """
    return (character.isalnum() or unicodedata.category(character)[0] == "M") and not _UNSPACED.match(character)


@lru_cache(maxsize=8192)
def _fold(character: str) -> str:
    if character < "\x80":
        return " " if character.isspace() else character.lower()
    if character.isspace():
        return " "
    if is_dropped(character):
        return ""
    bare = "".join(part for part in unicodedata.normalize("NFKD", character) if not is_accent(part))
    folded = bare.casefold().translate(LETTERS)
    return folded if len(folded) <= EXPANSION_MAX else character


MASK = "***"


class WordList:
    """
    Finds `words` whatever their case, width and accents; an entry may be several words.

    As whole words in scripts with spaces between words, anywhere in others: Chinese, Japanese, Korean, Thai.  The time
    depends on the text and on the number of different lengths of entries, not on the number of entries.  Raises
    ValueError for a word of which folding leaves nothing.
    """

    def __init__(self, words: Iterable[str], action: Literal["refuse", "mask"] = "refuse") -> None:
        self._action = action
        self._words: set[str] = set()
        lengths: dict[str, set[int]] = {}
        for word in words:
            folded = fold(word)
            if not folded:
                raise ValueError(f"{word!r}: nothing is left of this word without accents and what cannot be seen")
            self._words.add(folded)
            lengths.setdefault(folded[0], set()).add(len(folded))
        # The longest first: of two entries with the same beginning it masks more.
        self._lengths = {first: tuple(sorted(some, reverse=True)) for first, some in lengths.items()}

    def judge(self, saying: FilterInput) -> str | Refuse:
        """
        Refuse the text with the first word found in it, or mask all words with ``***``.
        """
        text = saying.text
        kept: list[str] = []
        at = 0
        for begin, end in self._found(text):
            if self._action == "refuse":
                return Refuse(f"the word “{text[begin:end].strip()}” is not welcome here")
            kept += text[at:begin], MASK
            at = end
        return "".join((*kept, text[at:])) if kept else text

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        folded = Folded(text)
        inside = {character: in_word(character) for character in set(folded.text)}
        at, size, before = 0, len(folded.text), False
        while at < size:
            here = inside[folded.text[at]]
            # No match begins in the middle of a word.
            end = None if before and here else self._match(folded, at, inside)
            before = here
            if end is None:
                at += 1
            else:
                yield folded.origin(at, end)
                at, before = end, inside[folded.text[end - 1]]

    def _match(self, folded: Folded, at: int, inside: Mapping[str, bool]) -> int | None:
        text = folded.text
        size = len(text)
        for length in self._lengths.get(text[at], ()):
            end = at + length
            if end > size or text[at:end] not in self._words:
                continue
            cut = end < size and inside[text[end - 1]] and inside[text[end]]
            if not cut and folded.whole(at, end):
                return end
        return None
