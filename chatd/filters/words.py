"""
The word list: words that are refused or masked, however they are written.
"""

from collections.abc import Iterable
from typing import Literal

from chatd.filters.chain import Refuse, Saying
from chatd.filters.folding import Folded, fold, in_word

MASK = "***"


class WordList:
    """
    Finds `words` whatever their case, width and accents; an entry may be several words.

    As whole words in scripts that put spaces between them, anywhere in those that do not: Chinese, Japanese, Korean,
    Thai.  The time taken depends on the text and on how many lengths the entries have, not on how many there are.
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
        # The longest first: of two entries that begin alike it hides more.
        self._lengths = {first: tuple(sorted(some, reverse=True)) for first, some in lengths.items()}

    def judge(self, saying: Saying) -> str | Refuse:
        """
        Refuse the text with the first word found in it, or put ``***`` in the place of all.
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

    def _found(self, text: str) -> Iterable[tuple[int, int]]:
        folded = Folded(text)
        at, size = 0, len(folded.text)
        while at < size:
            end = self._match(folded, at)
            if end is None:
                at += 1
            else:
                yield folded.origin(at, end)
                at = end

    def _match(self, folded: Folded, at: int) -> int | None:
        text = folded.text
        for length in self._lengths.get(text[at], ()):
            end = at + length
            if end > len(text) or text[at:end] not in self._words:
                continue
            if _stands_alone(text, at, end) and folded.whole(at, end):
                return end
        return None


def _stands_alone(text: str, begin: int, end: int) -> bool:
    if begin and in_word(text[begin]) and in_word(text[begin - 1]):
        return False
    return not (end < len(text) and in_word(text[end - 1]) and in_word(text[end]))
