"""
Commands of those who make rooms, belong to them and keep order in them.

`room` is a room that this session has joined; where it may be missing, it is the whole site then.  `user` is an id.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from chatd.forms import After, Command, Count, Limit, Seq

REASON_MAX = 500
TITLE_MAX = 200
TOPIC_MAX = 1000
SLOW_MAX = 86_400_000

Reason = Annotated[str, Meta(max_length=REASON_MAX)]
Title = Annotated[str, Meta(max_length=TITLE_MAX)]
Topic = Annotated[str, Meta(max_length=TOPIC_MAX)]


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


class ListSanctions(Command, frozen=True, tag="sanctions", kw_only=True):
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
    | ListSanctions
    | ReportMessage
    | Reports
    | Resolve
    | Audit
)
