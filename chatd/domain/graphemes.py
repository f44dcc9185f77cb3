"""
Cutting a text where a reader sees a character end (Unicode's UAX #29, as far as names need it).
"""

import unicodedata

_JOINER = "\u200d"
_VIRAMA = 9


def cut(text: str, limit: int) -> str:
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
