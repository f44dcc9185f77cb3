"""
Texts as the search index takes them, and questions as it understands them.

Chinese, Japanese and Korean are written without spaces: each of their characters is a word of its own.
"""

import re
import unicodedata

WORDS_MAX = 32
"""A question has at most so many words; the rest is not asked for."""

_ALONE = re.compile(
    "["
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3040-\u30ff\u3100-\u318f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
    "]"
)


def spaced(text: str) -> str:
    """
    A text as the index takes it.
    """
    return text if text.isascii() else _ALONE.sub(r" \g<0> ", text)


def question(text: str) -> str | None:
    """
    What is asked for in the index's own syntax: all words of `text`, nothing in it taken as syntax; None: no words.
    """
    words = [word.replace('"', " ") for word in text.split() if any(_counts(character) for character in word)]
    return " ".join(f'"{spaced(word)}"' for word in words[:WORDS_MAX]) or None


def _counts(character: str) -> bool:
    # What the tokenizer of the index takes for part of a word.
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"
