"""
The word list: words that are refused or masked, however they are written.
"""

from collections.abc import Iterable, Iterator, Mapping
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

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        folded = Folded(text)
        inside = {character: in_word(character) for character in set(folded.text)}
        at, size, before = 0, len(folded.text), False
        while at < size:
            here = inside[folded.text[at]]
            # In the middle of a word nothing begins.
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
