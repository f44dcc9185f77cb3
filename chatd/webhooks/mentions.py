"""
Who is mentioned in a message, `@Ann Lee`: by the same rules as on the page (web/text/mentions.js).
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Protocol

from chatd.domain.events import User

NAMES_MAX = 2000
"""The users of a room among whom those mentioned are looked for."""


class KnownUsers(Protocol):
    """
    Finds the users who can be mentioned in a room.
    """

    async def __call__(self, room: str) -> Sequence[User]:
        """
        The users present in a room, and its members.
        """


def find_mentions(text: str, users: Iterable[User]) -> list[User]:
    """
    The users whose names follow an ``@`` in `text`, in the order of the text.

    Names match in any case and width, with their spaces, and only as whole names; the longest one wins, and an account
    wins over a guest of the same name.  A guest's ``~`` may be left out.
    """
    folded = _fold(text)
    if "@" not in folded:
        return []
    named = [(word, user) for user in users if (word := _fold(user.name).removeprefix("~"))]
    named.sort(key=lambda one: (-len(one[0]), one[1].guest))
    found: dict[str, User] = {}
    at = folded.find("@")
    while at >= 0:
        marked = folded.startswith("~", at + 1)
        start = at + 1 + marked
        if _starts(folded, at):
            for word, user in named:
                if (user.guest or not marked) and folded.startswith(word, start) and _ends(folded, start + len(word)):
                    found.setdefault(user.id, user)
                    break
        at = folded.find("@", at + 1)
    return list(found.values())


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKD", text).lower()


def _is_letter(char: str) -> bool:
    return char == "_" or unicodedata.category(char)[0] in "LNM"


def _is_unspaced(char: str) -> bool:
    # Scripts without spaces between words: a name ends wherever it ends.
    return unicodedata.name(char, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL"))


def _starts(text: str, at: int) -> bool:
    return at == 0 or not _is_letter(text[at - 1]) or _is_unspaced(text[at - 1])


def _ends(text: str, end: int) -> bool:
    if end >= len(text):
        return True
    if unicodedata.category(text[end])[0] == "M":
        return False
    return not _is_letter(text[end]) or _is_unspaced(text[end]) or _is_unspaced(text[end - 1])
