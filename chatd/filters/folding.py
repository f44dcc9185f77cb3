"""
Text as a reader takes it: without case, width, accents and what cannot be seen.
"""

import re
import unicodedata
from functools import lru_cache

from chatd.folding import LETTERS, is_accent, is_dropped

# Han, kana, bopomofo, Hangul, and the scripts of South East Asia: a word may begin or end anywhere between letters.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u31ff\u3400-\u4dbf"
    r"\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)

EXPANSION_MAX = 6
"""One character becomes at most so many; those that stand for a whole sentence stay what they are."""


class Folded:
    """
    A folded text that remembers where each of its characters came from.

    White space of any length is one space.
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
        Whether the part from `begin` to `end` of the folded text is made of whole characters of the original.
        """
        origins = self._from
        return (begin == 0 or origins[begin - 1] != origins[begin]) and (
            end == len(origins) or origins[end - 1] != origins[end]
        )

    def origin(self, begin: int, end: int) -> tuple[int, int]:
        """
        Where that part stands in the original, with the accents that belong to it.
        """
        origins = self._from
        return origins[begin], origins[end] if end < len(origins) else self._size


def fold(text: str) -> str:
    """
    `text` folded, without spaces around it.
    """
    return Folded(text).text.strip()


def in_word(character: str) -> bool:
    """
    Whether `character` is part of a word in a script that puts something between words.
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
