"""
Lines of plain text: those of the server, and what is said in lines that look like them.
"""

import re
import unicodedata
from functools import lru_cache

from chatd.domain.characters import BLANK, DEFAULT_IGNORABLE
from chatd.domain.display_names import Confusables

CONNECTED = "Connected successfully!"
DISCONNECTED = "Disconnected from server!"
QUOTED = "> "
"""What a line of a person begins with that would otherwise look like one of the server's."""

_LOOKS_CHARS = 64
"""Of a line so many characters are looked at, without those that cannot be seen."""

_COMPARED_MOST = 20

# With those that browsers and terminals take for line breaks.
_BREAKS = re.compile(r"(\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])")
_ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_UNSEEN = re.compile(rf"[\s{DEFAULT_IGNORABLE}{BLANK}]+")
_MARKS = frozenset("!\uff01\u01c3\u2d51\ufe15\ufe57\u203c\u2049\u00a1\u2755\u2757\u2762\u2763\U0001f679")
"""Exclamation marks, and what looks like one."""


def quote_lines(text: str) -> str:
    """
    Returns a text of a person in which no line looks like one of the server's: `QUOTED` stands before those that do.

    After `_COMPARED_MOST` lines that have to be compared letter by letter, it stands before all that would have to be.
    """
    # Breaks have the odd places.
    parts = _BREAKS.split(text)
    compared = 0
    for index in range(0, len(parts), 2):
        line = parts[index]
        seen = _seen(line)
        if not seen or seen[0] == QUOTED[0]:
            continue
        if seen[0] in _MARKS:
            # The server's mark is followed by a space.
            forged = len(seen) == 1 or seen[1].isspace() or seen[1] in _MARKS
        elif len(seen) >= _SHORTEST and _may_begin(seen):
            compared += 1
            forged = compared > _COMPARED_MOST or _letters(seen).startswith(_SAID)
        else:
            continue
        if forged:
            parts[index] = QUOTED + line
    return "".join(parts)


def one_line(text: str) -> str:
    """
    Returns `text`, in which a person may be quoted, without line breaks.
    """
    return _BREAKS.sub(" ", text)


def _seen(line: str) -> str:
    return (line if line.isascii() else _UNSEEN.sub(" ", _ACCENTS.sub("", line))).strip()[:_LOOKS_CHARS]


def _may_begin(seen: str) -> bool:
    # Whether the first character that is no punctuation looks like the first of a line of the server.
    first = next((char for char in seen if char.isalnum()), "")
    return _first_letter(first) in _INITIALS


@lru_cache(maxsize=4096)
def _first_letter(char: str) -> str:
    return _letters(char)[:1]


def _letters(text: str) -> str:
    # What is seen of a text, without case, spaces, marks and accents.
    plain = unicodedata.normalize("NFKC", text).casefold()
    shape = Confusables.load().skeleton(plain[:_LOOKS_CHARS])
    return "".join(char for char in shape if char.isalnum())


_SAID = tuple(_letters(line) for line in (CONNECTED, DISCONNECTED))
_INITIALS = frozenset(line[0] for line in _SAID)
_SHORTEST = 16
"""Ligatures make the words of the server a few characters shorter."""
