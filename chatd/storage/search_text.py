"""
Splits texts and queries into words: the same for every store and for the page (``web/text/search_words.js``).

`docs/search.md` has the table of what finds what; `tests/search_table.json` holds its rows.  The words are separated
here and not by the tokenizer of a database, which stores them unchanged.
"""

import re
import unicodedata
from typing import NamedTuple

from chatd.domain.characters import fold_character, is_dropped

VERSION = "2"
"""Incremented with each change of the result of `words`; an index of another version is rebuilt."""

WORDS_MAX = 32
"""The maximum number of words in a query; the rest is ignored."""

SYMBOLS = frozenset("#@&%_/\\")
"""Punctuation that is kept because names contain it: C#, @name, foo_bar, a/b.  Symbols (+ = € emoji) are always
kept."""

EXPANSION_MAX = 4
"""How many times as long as a text its normalised form may become; the rest is not indexed (one character can become
eighteen)."""

PARTS_MAX = 65536
"""The number of characters whose indexed form is kept in memory."""

# Scripts without spaces between words.  Each cluster is a word: a letter with its signs, and letters stacked below it.
# Thai, Lao, Myanmar, Hangul, Khmer, Tai Le to Khmer symbols, Tai Tham, CJK, Myanmar extended, Tai Viet.
_RANGES = (
    "\u0e01-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u2e80-\u2fdf\u3005-\u3007"
    "\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3040-\u30ff\u3100-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97f\ua9e0-\ua9ff\uaa60-\uaadf\uac00-\ud7ff\uf900-\ufaff"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_STACKING = "\u17d2\u1039\u1a60"
_FLAG = "\U0001f1e6-\U0001f1ff"


def _signs() -> str:
    # Signs of the scripts above, and kana marks that are not part of a composed character; without signs that stack
    # letters.
    blocks = ((0xE00, 0xF00), (0x1000, 0x10A0), (0x1780, 0x1800), (0x1A20, 0x1AB0), (0xA9E0, 0xAAE0))
    found = [chr(code) for first, end in blocks for code in range(first, end)]
    return "".join(c for c in found if unicodedata.category(c)[0] == "M" and c not in _STACKING) + "\u3099\u309a"


_UNSPACED = re.compile(f"[{_RANGES}{_FLAG}]")
_CLUSTER = re.compile(f"[{_FLAG}]{{2}}|[{_FLAG}]|[{_RANGES}](?:[{_STACKING}][{_RANGES}]|[{_signs()}])*")
_WHOLE = re.compile("[\u1100-\u11ff\u2e80-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ufaff\U0001b000-\U0003ffff]")
# A full stop counts before a letter or a digit (.NET, 1.2, example.org), not at the end of a sentence.
_TOKEN = re.compile(r"[^\s.]+|\.(?=[^\W_])")
# The same for texts with such scripts.  Not with `sub`, which calls a function in Python for each character.
_MIXED_TOKEN = re.compile(rf"{_CLUSTER.pattern}|[^\s.{_RANGES}{_FLAG}]+|\.(?=[^\W_])(?![{_RANGES}{_FLAG}])")
_ASCII_TOKEN = re.compile(r"[a-z0-9]+|[#@&%_/\\+=<>|~$]|\.(?=[a-z0-9])")

_DEVANAGARI = re.compile("[\u0900-\u097f]")
# Nukta on letters of Persian and Arabic words is often omitted.  ड़ and ढ़ are letters of their own.
_NUKTA = re.compile("([\u0915-\u0917\u091c\u092b])\u093c")
# A nasal before a consonant of its own class may be written as anusvara: हिन्दी, हिंदी.
_NASAL = re.compile(
    "\u0919\u094d(?=[\u0915-\u0918])|\u091e\u094d(?=[\u091a-\u091d])|\u0923\u094d(?=[\u091f-\u0922])"
    "|\u0928\u094d(?=[\u0924-\u0927])|\u092e\u094d(?=[\u092a-\u092d])|\u0901"
)


class _Parts(dict[int, str]):
    # Maps a character of a normalised text to its indexed form: folded, surrounded by spaces, a space, or nothing.
    # Bounded, since texts with all of Unicode would otherwise fill 100 MB.

    def __missing__(self, code: int) -> str:
        if len(self) >= PARTS_MAX:
            self.clear()
        character = chr(code)
        part = "" if is_dropped(character) else "".join(map(_apart, fold_character(character)))
        self[code] = part
        return part


def _apart(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] in "LMN" or character == "." or "\U0001f1e6" <= character <= "\U0001f1ff":
        return character
    if character in SYMBOLS or (category[0] == "S" and category != "Sk") or category in {"Cn", "Co"}:
        return f" {character} "
    return " "


_PARTS = _Parts()


def index_version() -> str:
    """
    Returns what the words of an index depend on: `VERSION` and the interpreter's Unicode version.
    """
    return f"{VERSION}/{unicodedata.unidata_version}"


def words(text: str) -> list[str]:
    """
    Returns the folded words of `text` in order; each symbol is a word of its own.
    """
    if text.isascii():
        return _ASCII_TOKEN.findall(text.lower())
    normal = unicodedata.normalize("NFKC", text)[: EXPANSION_MAX * len(text) + 64]
    if _DEVANAGARI.search(normal):
        normal = _NASAL.sub("\u0902", _NUKTA.sub(r"\1", normal))
    folded = normal.translate(_PARTS)
    return (_MIXED_TOKEN if _UNSPACED.search(folded) else _TOKEN).findall(folded)


def spaced(text: str) -> str:
    """
    Returns `text` as the index stores it: its words, separated by spaces.
    """
    return " ".join(words(text))


def has_words(text: str, wanted: str) -> bool:
    """
    Whether each word of `wanted` is a prefix of a word of `text`.
    """
    held = " " + spaced(text)
    return all(f" {word}" in held for word in words(wanted)[:WORDS_MAX])


class Query(NamedTuple):
    """
    A parsed query: a text must contain all `phrases`, each one or more consecutive words.  With `prefix`, the last word
    of the last phrase may be the beginning of a longer word.
    """

    phrases: tuple[str, ...]
    prefix: bool

    @property
    def syntax(self) -> str:
        """
        The query as an expression of SQLite's FTS5; all input is quoted.
        """
        quoted = " ".join(f'"{phrase}"' for phrase in self.phrases)
        return f"{quoted} *" if self.prefix else quoted

    def matches(self, text: str) -> bool:
        """
        Whether `text` matches.
        """
        if text.isascii():
            # Folding ASCII changes only its case: this cheap test rejects most texts before they are split.
            lower = text.lower()
            if not all(word in lower for phrase in self.phrases for word in phrase.split()):
                return False
        folded = f" {spaced(text)} "
        *whole, last = self.phrases
        end = "" if self.prefix else " "
        return f" {last}{end}" in folded and all(f" {phrase} " in folded for phrase in whole)


def parse_query(text: str) -> Query | None:
    """
    Returns the query in `text`, or None if it has no words.

    Words typed without spaces between them are a phrase.  A text that ends in a space has no prefix.
    """
    typed, left = [], WORDS_MAX
    for word in text.split()[:WORDS_MAX]:
        # Without spaces, one word as typed is many.
        typed.append(words(word)[:left])
        left -= len(typed[-1])
        if not left:
            break
    phrases = tuple(" ".join(part) for part in typed if part)
    if not phrases:
        return None
    return Query(phrases, prefix=not text[-1].isspace() and _may_grow(typed[-1]))


def _may_grow(phrase: list[str]) -> bool:
    if not phrase:
        return False
    last = phrase[-1]
    # A Chinese, Japanese or Korean character is a whole word, and so is a symbol.
    if _WHOLE.match(last) or unicodedata.category(last[0])[0] not in "LMN":
        return False
    # Too many words begin with a single letter.
    return len(phrase) > 1 or len(last) > 1 or _UNSPACED.match(last) is not None
