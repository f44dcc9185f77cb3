"""
What all commands of ``chatd.v1`` have in common, and what their fields may hold.

Unknown fields are refused.  Integers are 0 … 2^53−1, the numbers that JavaScript holds exactly.
"""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from chatd.domain.events import Data, Position
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
    A command of a client; its answer carries the same `ref`.
    """

    ref: Ref = None


class Create(Command, frozen=True, tag="create", kw_only=True):
    """
    Create a room: ``public`` or ``announce`` with an id that the client chooses, ``private`` with one that the
    server makes.
    """

    kind: Literal["public", "private", "announce"] = "private"
    room: str | None = None
    title: Title = ""
    topic: Topic = ""


class Direct(Command, frozen=True, tag="direct", kw_only=True):
    """
    Open the direct room of two users; returns the same room each time.
    """

    user: str


class Members(Command, frozen=True, tag="members", kw_only=True):
    """
    List the members of a room with their roles, after a cursor if given.
    """

    room: str
    after: After | None = None
    limit: Limit | None = None


class Invite(Command, frozen=True, tag="invite", kw_only=True):
    """
    Invite a user to become a member of a room.
    """

    room: str
    user: str


class Role(Command, frozen=True, tag="role", kw_only=True):
    """
    Give a user a role in a room; null takes it away.
    """

    room: str
    user: str
    role: str | None


class Resign(Command, frozen=True, tag="resign", kw_only=True):
    """
    End one's own membership of a room, or decline an invitation.  The room need not be joined.
    """

    room: str


class Set(Command, frozen=True, tag="set", kw_only=True):
    """
    Change the settings of a room that are given.  `slow` is in milliseconds; a `retention` of null is that of the
    site.
    """

    room: str
    title: Title | UnsetType = UNSET
    topic: Topic | UnsetType = UNSET
    slow: Annotated[int, Meta(ge=0, le=SLOW_MAX)] | UnsetType = UNSET
    retention: str | None | UnsetType = UNSET
    kind: str | UnsetType = UNSET


class CloseRoom(Command, frozen=True, tag="close", kw_only=True):
    """
    Archive a room: its log stays, and nothing is added to it.
    """

    room: str


class Kick(Command, frozen=True, tag="kick", kw_only=True):
    """
    Remove a user from a room, or disconnect them from the site; they may return.
    """

    room: str | None = None
    user: str
    reason: Reason = ""


class Mute(Command, frozen=True, tag="mute", kw_only=True):
    """
    Forbid a user to speak, before `until` or for good; `address`: everybody at their address, too.
    """

    room: str | None = None
    user: str
    until: Count | None = None
    reason: Reason = ""
    address: bool = False


class Unmute(Command, frozen=True, tag="unmute", kw_only=True):
    """
    Lift a mute.
    """

    room: str | None = None
    user: str
    reason: Reason = ""


class Ban(Command, frozen=True, tag="ban", kw_only=True):
    """
    Keep a user out, before `until` or for good; `address`: everybody at their address, too.
    """

    room: str | None = None
    user: str
    until: Count | None = None
    reason: Reason = ""
    address: bool = False


class Unban(Command, frozen=True, tag="unban", kw_only=True):
    """
    Lift a ban.
    """

    room: str | None = None
    user: str
    reason: Reason = ""


class Sanctions(Command, frozen=True, tag="sanctions", kw_only=True):
    """
    List the mutes and bans in force, after a cursor if given.
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
    List reports, the newest first: the open ones, or the `closed` ones; those with an id < `before`.
    """

    room: str | None = None
    closed: bool = False
    before: Seq | None = None
    limit: Limit | None = None


class Resolve(Command, frozen=True, tag="resolve", kw_only=True):
    """
    Close a report by its id: as `done` or as `dismissed`.
    """

    report: Seq
    outcome: Literal["done", "dismissed"]


class Audit(Command, frozen=True, tag="audit", kw_only=True):
    """
    List the audit log, the newest entry first; entries with an id < `before`.
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
    The position after which a client continues.
    """

    seq: Count


SaidName = str | int | float | None


class SpeaksAs(Struct, frozen=True):
    """
    The user for whom a back end speaks: an id and a name; without a name the one that belongs to the id.
    """

    id: str
    name: SaidName = None


class Login(Command, frozen=True, tag="login", kw_only=True, rename={"speaks_as": "as"}):
    """
    Log in by a `token`, or as a guest with a wished name.

    A back end whose key allows it speaks `as` another user.
    """

    token: str | None = None
    guest: str | None = None
    speaks_as: SpeaksAs | None = None


class Logout(Command, frozen=True, tag="logout"):
    """
    Log out: all rooms are left at once.
    """


class Rooms(Command, frozen=True, tag="rooms", kw_only=True):
    """
    List one's own rooms: those one is a member of, has joined in this session, or has read before; after a cursor
    if given.
    """

    after: After | None = None
    limit: Limit | None = None


class Directory(Command, frozen=True, tag="directory", kw_only=True):
    """
    List the public rooms that one may read, by id: those with all words of `text`, after a cursor if given.
    """

    text: Annotated[str, Meta(max_length=200)] = ""
    after: After | None = None
    limit: Limit | None = None


class Join(Command, frozen=True, tag="join", kw_only=True):
    """
    Subscribe to a room, from a position if one is known.
    """

    room: str
    since: Since | None = None
    limit: Limit | None = None


class Leave(Command, frozen=True, tag="leave", kw_only=True):
    """
    Unsubscribe from a room.
    """

    room: str


class Say(Command, frozen=True, tag="say", kw_only=True):
    """
    Add a message to a room: a `text`, an application's `data`, or both.
    """

    room: str
    text: str = ""
    key: str | None = None
    reply_to: Seq | None = None
    data: Data | None = None


class Edit(Command, frozen=True, tag="edit", kw_only=True):
    """
    Replace the text, the `data` (null: remove it) or both of one's own message `seq`.
    """

    room: str
    seq: Seq
    text: str | UnsetType = UNSET
    data: Data | None | UnsetType = UNSET


class Delete(Command, frozen=True, tag="delete", kw_only=True):
    """
    Delete the message `seq`.
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
    Find messages that hold all words of `text`, newest first: of a room, before a `seq` if given; or of all rooms that
    one may read, before a cursor if given.
    """

    text: str
    room: str | None = None
    limit: Limit | None = None
    before: Seq | After | None = None


class ExportCursor(Struct, frozen=True, forbid_unknown_fields=True):
    """
    An entry of a room's log, after which an export continues.
    """

    room: str
    seq: Count


class ExportMessages(Command, frozen=True, tag="export", kw_only=True):
    """
    List one's own messages in all rooms, room by room, after a cursor if given.
    """

    after: ExportCursor | None = None
    limit: Limit | None = None


class Seen(Command, frozen=True, tag="seen", kw_only=True):
    """
    Set one's read marker of a room to `seq`.
    """

    room: str
    seq: Count


class GetPresence(Command, frozen=True, tag="presence", kw_only=True):
    """
    List the users in a room now, after a cursor if given.
    """

    room: str
    after: After | None = None
    limit: Limit | None = None


class SendSignal(Command, frozen=True, tag="signal", kw_only=True):
    """
    Send a signal to a room: it is delivered and never stored.
    """

    room: str
    name: str
    body: dict[str, Any] = {}


class Rename(Command, frozen=True, tag="rename", kw_only=True):
    """
    Change one's own name.
    """

    name: str


class Ping(Command, frozen=True, tag="ping"):
    """
    Ask for a `pong`.
    """


class Ignore(Command, frozen=True, tag="ignore", kw_only=True):
    """
    Add a user to one's ignore list; clients leave out what they say.
    """

    user: str


class Unignore(Command, frozen=True, tag="unignore", kw_only=True):
    """
    Remove a user from one's ignore list.
    """

    user: str


class Ignores(Command, frozen=True, tag="ignores", kw_only=True):
    """
    List the users that one ignores, after a cursor if given.
    """

    after: After | None = None
    limit: Limit | None = None


class Preferences(Command, frozen=True, tag="preferences", kw_only=True):
    """
    Read one's own preferences, and change those that are given: who may invite and write to one (`contact`).
    """

    contact: Literal["everybody", "shared", "nobody"] | None = None


class Find(Command, frozen=True, tag="find", kw_only=True):
    """
    Find the account with this name.
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
    | Preferences
    | Find
    | Ping
    | AnyMandate
)
COMMANDS: tuple[type[Command], ...] = AnyCommand.__args__
"""All of them."""
