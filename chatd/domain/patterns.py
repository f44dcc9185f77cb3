"""
Patterns of room ids, as configuration, tokens and API keys name them.
"""

from chatd.domain.validation import ROOM_MAX, is_room_id

SITE = "/"
"""Stands for the site itself in patterns; no room has this id."""


class Pattern:
    """
    A room id in which ``*`` matches any characters, or `SITE` alone.  Raises ValueError if it can match no room.

    As in a shell, a leading ``*`` matches no id that begins with ``~`` (hidden rooms).  Matching takes time linear in
    the length of the id for any number of stars.
    """

    __slots__ = ("_first", "_last", "_middle", "text")

    def __init__(self, text: str) -> None:
        if text != SITE and not (len(text) <= ROOM_MAX and is_room_id(text.replace("*", "_"))):
            raise ValueError(f"{text[:80]!r}: expected a room id, with * for any characters")
        self.text = text
        self._first, *rest = text.split("*")
        self._last = rest.pop() if rest else None
        self._middle = [part for part in rest if part]

    def matches(self, room: str) -> bool:
        """
        Whether the id `room` matches.
        """
        first, last = self._first, self._last
        if last is None:
            return room == first
        if not room.startswith(first) or (not first and room.startswith(("~", SITE))):
            return False
        at, end = len(first), len(room) - len(last)
        if end < at or not room.endswith(last):
            return False
        for part in self._middle:
            found = room.find(part, at, end)
            if found < 0:
                return False
            at = found + len(part)
        return True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pattern) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Pattern({self.text!r})"
