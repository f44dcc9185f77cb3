"""
Characters that show nothing, and whether a text has any other.

Source: Unicode 16.0.0, DerivedCoreProperties.txt, property Default_Ignorable_Code_Point (the same since 14.0.0), and a
few blanks and format characters beside it.
"""

import re

DEFAULT_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""As ranges of a regular expression: soft hyphen, joiners, Hangul fillers, bidi marks, variation selectors, tags ..."""

BLANK = "\u2800\ufff9-\ufffb\U00013430-\U00013442\U00016fe4\U0001d159"
"""Braille blank, interlinear annotation marks, Egyptian format controls and blanks, Khitan filler, null notehead."""

_SHOWN = re.compile(rf"[^\s{DEFAULT_IGNORABLE}{BLANK}]")


def shows(text: str) -> bool:
    """
    Whether `text` has a character that is neither white space nor invisible.  Sequences of emoji have one: joiners and
    tags are only a part of them.
    """
    return _SHOWN.search(text) is not None
