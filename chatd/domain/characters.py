"""
Characters of Unicode as people see them: which are invisible, which are taken for the same, and which belong together.

What folding does, by script, is a table in `docs/search.md`.
"""

import re
import unicodedata

DEFAULT_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""
Invisible characters, as ranges of a regular expression: soft hyphen, joiners, Hangul fillers, bidi marks, variation
selectors, tags.

Source: Unicode 16.0.0, DerivedCoreProperties.txt, property Default_Ignorable_Code_Point; the same since 14.0.0.
"""

BLANK = "\u2800\ufff9-\ufffb\U00013430-\U00013442\U00016fe4\U0001d159"
"""
Blanks: of Braille, interlinear annotation marks, Egyptian format controls and blanks, Khitan filler, null notehead.
"""

_INVISIBLE = re.compile(f"[{DEFAULT_IGNORABLE}]")
_VISIBLE = re.compile(rf"[^\s{DEFAULT_IGNORABLE}{BLANK}]")

# Accents, the points of Hebrew and Arabic, what encloses and what selects a variant.  Not every combining mark: without
# the vowel signs of Indic scripts or the voicing marks of kana it would be another word.
_ACCENTS = (
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x08CA, 0x08FF),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE20, 0xFE2F),
)
_TONES = (0x1F3FB, 0x1F3FF)
_CYRILLIC = range(0x0400, 0x0530)

LETTERS = str.maketrans(
    {
        # Letters with a stroke, and ligatures, that Unicode does not decompose.
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ı": "i",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        # Arabic: alef wasla, alef maksura and the yeh of Persian, the keheh of Persian, taa marbuta and other hehs.
        "\u0671": "\u0627",
        "\u0649": "\u064a",
        "\u06cc": "\u064a",
        "\u06a9": "\u0643",
        "\u0629": "\u0647",
        "\u06c1": "\u0647",
        "\u06c3": "\u0647",
        "\u06d5": "\u0647",
        # Tatweel only makes a word longer.
        "\u0640": None,
    }
)
"""What is left of letters that stay whole when a text is decomposed."""

# й and ї are letters, not и and і with an accent; ё is written as е more often than not.
_CYRILLIC_ACCENTS = {"ё": "е", "ѐ": "е", "ѝ": "и"}

_JOINER = "\u200d"
_VIRAMA = 9


# Visibility


def has_visible_text(text: str) -> bool:
    """
    Whether `text` has a visible character.  White space is not visible; a sequence of emoji is, with its joiners and
    tags.
    """
    return _VISIBLE.search(text) is not None


def is_unseen(character: str) -> bool:
    """
    Whether a character of a category other than Cf is invisible: fillers and variation selectors.

    Not those that Unicode has only reserved (category Cn): the search index holds them as they are.
    """
    return _INVISIBLE.match(character) is not None and unicodedata.category(character) not in {"Cf", "Cn"}


def is_dropped(character: str) -> bool:
    """
    Whether folding removes a character: it is invisible, or only selects how its neighbour looks.
    """
    return unicodedata.category(character) == "Cf" or is_unseen(character) or _within(character, (_TONES,))


# Folding


def fold_character(character: str) -> str:
    """
    A character of an NFKC text as it is compared: any number of characters, also none.
    """
    if ord(character) in _CYRILLIC:
        lower = character.casefold()
        return "" if is_accent(character) else _CYRILLIC_ACCENTS.get(lower, lower)
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit)
    bare = "".join(part for part in unicodedata.normalize("NFKD", character) if not is_accent(part))
    return unicodedata.normalize("NFC", bare.casefold().translate(LETTERS))


def is_accent(character: str) -> bool:
    """
    Whether a combining character may be left out without making another word.
    """
    return unicodedata.category(character) in {"Mn", "Me"} and _within(character, _ACCENTS)


# Boundaries


def cut_at_boundary(text: str, limit: int) -> str:
    """
    At most `limit` characters of `text`; what a reader takes for one character stays whole or goes.
    """
    if len(text) <= limit:
        return text
    end = limit
    while end > 0 and not _is_boundary(text, end):
        end -= 1
    return text[:end]


def _is_boundary(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if unicodedata.category(after)[0] == "M" or unicodedata.category(after) == "Cf":
        return False
    if before == _JOINER or unicodedata.combining(before) == _VIRAMA:
        return False
    if "\U0001f3fb" <= after <= "\U0001f3ff":
        return False
    if "\u1160" <= after <= "\u11ff":
        # A vowel or a final consonant of Korean, written after what it belongs to.
        return not ("\u1100" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7a3")
    return not (_is_flag(after) and _flags_before(text, at) % 2)


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flags_before(text: str, at: int) -> int:
    count = 0
    while count < at and _is_flag(text[at - 1 - count]):
        count += 1
    return count


def _within(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    code = ord(character)
    return any(first <= code <= last for first, last in ranges)
