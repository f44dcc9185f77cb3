"""
What all commands of ``chatd.v1`` have in common, and what their fields may hold.

Unknown fields are refused.  Integers are 0 … 2^53−1, the numbers that JavaScript holds exactly.
"""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from chatd.domain.events import Position
from chatd.domain.validation import INTEGER_MAX, SLOW_MAX, Reason, Title, Topic

REF_MAX = 64

Count = Annotated[int, Meta(ge=0, le=INTEGER_MAX)]
Seq = Annotated[int, Meta(ge=1, le=INTEGER_MAX)]
Limit = Annotated[int, Meta(ge=0, le=INTEGER_MAX)]
"""How many at most; 0: none, only whether there are `more`."""
After = Annotated[str, Meta(max_length=2048)]
"""A cursor: `next` of the answer that held the page before."""
Ref = Annotated[int, Meta(ge=-INTEGER_MAX, le=INTEGER_MAX)] | float | Annotated[str, Meta(max_length=REF_MAX)] | None


class Command(Struct, frozen=True, gc=False, tag_field="type", forbid_unknown_fields=True, kw_only=True):
    """
    What a client asks for; the answer carries `ref` back.
    """

    ref: Ref = None


class Create(Command, frozen=True, tag="create", kw_only=True):
    """
    A room of my own: ``public`` or ``announce`` with an id that I choose, ``private`` with one that the server makes.
    """

    kind: Literal["public", "private", "announce"] = "private"
    room: str | None = None
    title: Title = ""
    topic: Topic = ""


class Direct(Command, frozen=True, tag="direct", kw_only=True):
    """
    The room of that user and me; the same one each time.
    """

    user: str


class Members(Command, frozen=True, tag="members", kw_only=True):
    """
    Who belongs to a room, in which role; those after a cursor if it is given.
    """

    room: str
    after: After | None = None
    limit: Limit | None = None


class Invite(Command, frozen=True, tag="invite", kw_only=True):
    """
    Let somebody be a member of a room.
    """

    room: str
    user: str


class Role(Command, frozen=True, tag="role", kw_only=True):
    """
    Give somebody a role in a room, or take it away with null.
    """

    room: str
    user: str
    role: str | None


class Resign(Command, frozen=True, tag="resign", kw_only=True):
    """
    I am no member of that room any more, or do not want to become one.  It need not be joined.
    """

    room: str


class Set(Command, frozen=True, tag="set", kw_only=True):
    """
    Set what is given for a room.  `slow` is in milliseconds; a `retention` of null is the site's.
    """

    room: str
    title: Title | UnsetType = UNSET
    topic: Topic | UnsetType = UNSET
    slow: Annotated[int, Meta(ge=0, le=SLOW_MAX)] | UnsetType = UNSET
    retention: str | None | UnsetType = UNSET
    kind: str | UnsetType = UNSET


class CloseRoom(Command, frozen=True, tag="close", kw_only=True):
    """
    Nobody speaks in that room any more; what was said stays.
    """

    room: str


class Kick(Command, frozen=True, tag="kick", kw_only=True):
    """
    Put somebody out of a room, or off the site, for now.
    """

    room: str | None = None
    user: str
    reason: Reason = ""


class Mute(Command, frozen=True, tag="mute", kw_only=True):
    """
    Let somebody read and not speak, before `until` or for good; `address`: everybody at theirs, too.
    """

    room: str | None = None
    user: str
    until: Count | None = None
    reason: Reason = ""
    address: bool = False


class Unmute(Command, frozen=True, tag="unmute", kw_only=True):
    """
    Let them speak again.
    """

    room: str | None = None
    user: str
    reason: Reason = ""


class Ban(Command, frozen=True, tag="ban", kw_only=True):
    """
    Keep somebody out, before `until` or for good; `address`: everybody at theirs, too.
    """

    room: str | None = None
    user: str
    until: Count | None = None
    reason: Reason = ""
    address: bool = False


class Unban(Command, frozen=True, tag="unban", kw_only=True):
    """
    Let them in again.
    """

    room: str | None = None
    user: str
    reason: Reason = ""


class Sanctions(Command, frozen=True, tag="sanctions", kw_only=True):
    """
    Which mutes and bans are in force?  Those after a cursor if it is given.
    """

    room: str | None = None
    after: After | None = None
    limit: Limit | None = None


class ReportMessage(Command, frozen=True, tag="report", kw_only=True):
    """
    Ask the moderators of a room to look at a message.
    """

    room: str
    seq: Seq
    reason: Reason = ""


class Reports(Command, frozen=True, tag="reports", kw_only=True):
    """
    What has been reported, the newest first: the open reports, or the `closed` ones; those with an id < `before`.
    """

    room: str | None = None
    closed: bool = False
    before: Seq | None = None
    limit: Limit | None = None


class Resolve(Command, frozen=True, tag="resolve", kw_only=True):
    """
    Close a report, by its id: something was done, or nothing had to be.
    """

    report: Seq
    outcome: Literal["done", "dismissed"]


class Audit(Command, frozen=True, tag="audit", kw_only=True):
    """
    Who did what with their powers, the newest first; those with an id < `before`.
    """

    room: str | None = None
    before: Seq | None = None
    limit: Limit | None = None


AnyMandate = (
    Create
    | Direct
    | Members
    | Invite
    | Role
    | Resign
    | Set
    | CloseRoom
    | Kick
    | Mute
    | Unmute
    | Ban
    | Unban
    | Sanctions
    | ReportMessage
    | Reports
    | Resolve
    | Audit
)


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


class Directory(Command, frozen=True, tag="directory", kw_only=True):
    """
    The public rooms that I may read, by id; those with all the words of `text`, those after a cursor if it is given.
    """

    text: Annotated[str, Meta(max_length=200)] = ""
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


class ExportCursor(Struct, frozen=True, forbid_unknown_fields=True):
    """
    One entry of one room's log.
    """

    room: str
    seq: Count


class ExportMessages(Command, frozen=True, tag="export", kw_only=True):
    """
    My own messages in all rooms, room by room; those after a place if one is given.
    """

    after: ExportCursor | None = None
    limit: Limit | None = None


class Seen(Command, frozen=True, tag="seen", kw_only=True):
    """
    I have read the room up to `seq`.
    """

    room: str
    seq: Count


class GetPresence(Command, frozen=True, tag="presence", kw_only=True):
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
    body: dict[str, Any] = {}


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
    | Directory
    | Join
    | Leave
    | Say
    | Edit
    | Delete
    | History
    | Search
    | ExportMessages
    | Seen
    | GetPresence
    | SendSignal
    | Rename
    | Ignore
    | Unignore
    | Ignores
    | Find
    | Ping
    | AnyMandate
)
COMMANDS: tuple[type[Command], ...] = AnyCommand.__args__
"""All of them."""
