"""
Settings of rooms, how long their messages are kept, and the ids of inboxes.
"""

import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import NamedTuple

from msgspec import Struct

_RETENTION = re.compile(
    r"(?:(?P<age>[1-9][0-9]{0,8})(?P<unit>[dhms]))?(?:(?:^|(?<=[dhms]) )(?P<count>[1-9][0-9]{0,11}))?", re.ASCII
)
_UNITS = {"d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1000}


class Retention(Struct, frozen=True):
    """
    How long a room keeps its events: for `age` milliseconds, the newest `count` events; None: no such limit.

    `nothing`: the room has no log at all.
    """

    age: int | None = None
    count: int | None = None
    nothing: bool = False

    @classmethod
    def parse(cls, text: str) -> "Retention":
        """
        What ``forever``, ``none``, ``30d``, ``1000`` or ``30d 1000`` mean; units are d, h, m and s.  ValueError if it
        is none of these.
        """
        if text == "forever":
            return cls()
        if text == "none":
            return cls(nothing=True)
        match = _RETENTION.fullmatch(text)
        if match is None or not text:
            raise ValueError(f"{text!r}: expected forever, none, or an age and a count such as 30d 1000")
        age = None if match["age"] is None else int(match["age"]) * _UNITS[match["unit"]]
        return cls(age, None if match["count"] is None else int(match["count"]))

    def __str__(self) -> str:
        if self.nothing:
            return "none"
        parts = []
        if self.age is not None:
            unit = next(unit for unit, length in _UNITS.items() if self.age % length == 0 or unit == "s")
            parts.append(f"{-(-self.age // _UNITS[unit])}{unit}")
        if self.count is not None:
            parts.append(str(self.count))
        return " ".join(parts) or "forever"


class RoomSettings(Struct, frozen=True):
    """
    What is set for a room: what people see as its `title` and `topic`, milliseconds between two messages of one
    user (`slow`), and how long it keeps them; `retention` None: as long as the site does.
    """

    title: str = ""
    topic: str = ""
    slow: int = 0
    retention: Retention | None = None


DEFAULTS = RoomSettings()
"""The settings of a room for which none have been set."""


class SettingsChange(NamedTuple):
    """
    All settings of a room before and after a change.
    """

    before: RoomSettings
    after: RoomSettings


LISTED = ("public", "announce")
"""The kinds of rooms that are in the list of rooms."""

OPEN = (*LISTED, "archived")
"""The kinds of rooms that need no membership to be read, unless the configuration says otherwise."""


INBOX = "~inbox."
"""What the ids of inboxes begin with, and no id of another room."""

_INBOX_ID_MAX = 150
_PLAIN_ID = re.compile(r"[A-Za-z0-9_\-@,.;~]+")


def inbox_of(user_id: str) -> str:
    """
    The id of a user's inbox: their own id behind `INBOX`, or its digest if a room's id cannot have its characters.
    """
    if len(user_id) <= _INBOX_ID_MAX and _PLAIN_ID.fullmatch(user_id) is not None:
        return INBOX + user_id
    digest = urlsafe_b64encode(sha256(user_id.encode("utf-8", "surrogatepass")).digest())
    return f"{INBOX}={digest.decode().rstrip('=')}"


class PublicRoom(Struct, frozen=True):
    """
    A room as it stands in the list of rooms.
    """

    room: str
    kind: str
    title: str
    topic: str
