"""
Cutting a text where a reader sees a character end.
"""

import pytest

from chatd.domain.graphemes import cut


@pytest.mark.parametrize(
    ("text", "limit", "left"),
    [
        ("Anna", 4, "Anna"),
        ("Annabell", 4, "Anna"),
        ("Annae\u0301", 5, "Anna"),
        ("ab👩\u200d👩\u200d👧", 4, "ab"),
        ("ab❤\ufe0f\u200d🔥", 5, "ab"),
        ("a👍🏽", 2, "a"),
        ("🇩🇪🇫🇷", 3, "🇩🇪"),
        ("a🇩🇪🇫🇷", 3, "a🇩🇪"),
        ("กิน", 1, ""),
        ("นกิน", 2, "น"),
        ("क्षत्रिय", 5, "क्ष"),
        ("ශ්\u200dරී", 3, ""),
        ("한\u1112\u1161\u11ab", 3, "한"),
        ("\u0301\u0301\u0301", 2, ""),
    ],
)
def test_what_is_one_character_to_a_reader_stays_whole(text: str, limit: int, left: str) -> None:
    """
    Or goes: accents, joined emoji, flags, vowel signs, conjuncts, syllables.
    """
    assert cut(text, limit) == left
