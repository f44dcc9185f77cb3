"""
The closed set of commands that a ``chatd.v1`` client can send: those of people who talk and listen here, those of
people who make rooms and keep order in `chatd.mandates`.
"""

from typing import Any

from msgspec import Struct

from chatd import mandates
from chatd.forms import After, Command, Count, Limit, Seq
from chatd.model import Position


class Since(Position, frozen=True, forbid_unknown_fields=True):
    """
    The position after which a client wants to go on.
    """

    seq: Count


SaidName = str | int | float | None


class SpeaksAs(Struct, frozen=True):
    """
    The user as whom a back end speaks: their id, and what they are called; without a name their id says one.
    """

    id: str
    name: SaidName = None


class Login(Command, frozen=True, tag="login", kw_only=True, rename={"speaks_as": "as"}):
    """
    Say who I am: by a `token`, or as a guest with a wished name.

    A back end whose key allows it speaks `as` somebody else.
    """

    token: str | None = None
    guest: str | None = None
    speaks_as: SpeaksAs | None = None


class Logout(Command, frozen=True, tag="logout"):
    """
    Be nobody again: every room is left at once.
    """


class Rooms(Command, frozen=True, tag="rooms", kw_only=True):
    """
    My rooms: those I am a member of, have joined here, or have read in before; those after a cursor if it is given.
    """

    after: After | None = None
    limit: Limit | None = None


class Join(Command, frozen=True, tag="join", kw_only=True):
    """
    Listen to a room, from a position if one is known.
    """

    room: str
    since: Since | None = None
    limit: Limit | None = None


class Leave(Command, frozen=True, tag="leave", kw_only=True):
    """
    Stop listening to a room.
    """

    room: str


class Say(Command, frozen=True, tag="say", kw_only=True):
    """
    Add a message to a room.
    """

    room: str
    text: str
    key: str | None = None
    reply_to: Seq | None = None


class Edit(Command, frozen=True, tag="edit", kw_only=True):
    """
    Give my message `seq` another text.
    """

    room: str
    seq: Seq
    text: str


class Delete(Command, frozen=True, tag="delete", kw_only=True):
    """
    Take the message `seq` away.
    """

    room: str
    seq: Seq


class History(Command, frozen=True, tag="history", kw_only=True):
    """
    A page of a room's log, before or after a `seq`; the newest page without either.
    """

    room: str
    before: Seq | None = None
    after: Count | None = None
    limit: Limit | None = None


class Search(Command, frozen=True, tag="search", kw_only=True):
    """
    Messages of a room that hold all words of `text`, newest first; those before a `seq` if it is given.
    """

    room: str
    text: str
    limit: Limit | None = None
    before: Seq | None = None


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """
    One entry of one room's log.
    """

    room: str
    seq: Count


class Export(Command, frozen=True, tag="export", kw_only=True):
    """
    My own messages in all rooms, room by room; those after a place if one is given.
    """

    after: Place | None = None
    limit: Limit | None = None


class Seen(Command, frozen=True, tag="seen", kw_only=True):
    """
    I have read the room up to `seq`.
    """

    room: str
    seq: Count


class Presence(Command, frozen=True, tag="presence", kw_only=True):
    """
    Who is in a room now; those after a cursor if it is given.
    """

    room: str
    after: After | None = None
    limit: Limit | None = None


class SendSignal(Command, frozen=True, tag="signal", kw_only=True):
    """
    Push something to a room that is never stored.
    """

    room: str
    name: str
    body: dict[str, Any] = {}  # noqa: RUF012 - a struct copies it


class Rename(Command, frozen=True, tag="rename", kw_only=True):
    """
    Have another name from now on.
    """

    name: str


class Ping(Command, frozen=True, tag="ping"):
    """
    Is anybody there?
    """


class Ignore(Command, frozen=True, tag="ignore", kw_only=True):
    """
    I do not want to read what that user says; my clients leave it out.
    """

    user: str


class Unignore(Command, frozen=True, tag="unignore", kw_only=True):
    """
    I want to read it again.
    """

    user: str


class Ignores(Command, frozen=True, tag="ignores", kw_only=True):
    """
    Whom do I ignore?  Those after a cursor if it is given.
    """

    after: After | None = None
    limit: Limit | None = None


class Find(Command, frozen=True, tag="find", kw_only=True):
    """
    Who has the account with this name?
    """

    name: str


AnyCommand = (
    Login
    | Logout
    | Rooms
    | Join
    | Leave
    | Say
    | Edit
    | Delete
    | History
    | Search
    | Export
    | Seen
    | Presence
    | SendSignal
    | Rename
    | Ignore
    | Unignore
    | Ignores
    | Find
    | Ping
    | mandates.AnyMandate
)
COMMANDS: tuple[type[Command], ...] = AnyCommand.__args__
"""All of them."""
