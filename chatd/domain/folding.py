"""
Characters as a reader compares them: without case, width, accents, points, and what cannot be seen.

What counts differs by script; `docs/search.md` says it as a table.
"""

import unicodedata

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
# Default ignorable without being of the category Cf: fillers, variation selectors, invisible vowels.
_UNSEEN = (
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFFA0, 0xFFA0),
    (0xE0100, 0xE01EF),
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


def is_dropped(character: str) -> bool:
    """
    Whether nothing is left of a character: it cannot be seen, or only selects how its neighbour looks.
    """
    return unicodedata.category(character) == "Cf" or is_unseen(character) or _within(character, (_TONES,))


def is_unseen(character: str) -> bool:
    """
    Whether a character of another category than Cf leaves nothing to be seen: fillers, selectors of variants.
    """
    return _within(character, _UNSEEN)


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


def _within(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    code = ord(character)
    return any(first <= code <= last for first, last in ranges)
