"""
What the server tells one session: answers to its commands, its welcome and its good-bye.

What reaches a whole room is an event (`chatd.domain.events`).
"""

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from chatd.domain.accounts import ContactRule
from chatd.domain.events import Data, LogEvent, User
from chatd.domain.moderation import AuditEntry, Member, Report, Sanction
from chatd.errors import Refusal
from chatd.protocol.commands import Ref


class Answer(Struct, frozen=True, gc=False, tag_field="type", omit_defaults=True):
    """
    The answer to a command; `ref` is that of the command.
    """

    ref: Ref = None


class SiteStanding(Struct, frozen=True):
    """
    The rights of a user on the site: how they are known (`kind`: ``guest``, ``account``, ``token``, ``key``, or
    empty for nobody), whether they are an `admin`, what they `can` do outside of rooms, and when the login ends
    (`expires`), or null.  `inbox` is the room of their inbox, null for nobody and for a back end that speaks as them.
    """

    kind: str = ""
    admin: bool = False
    can: tuple[str, ...] = ()
    expires: int | None = None
    inbox: str | None = None


class Welcome(Struct, frozen=True, tag_field="type", tag="welcome"):
    """
    The first frame of the server.  `limits` are those that a client has to know; `heartbeat` is in seconds.

    `user` is the user of a cookie or token that came with the handshake, null before a login; `guests`: whether
    guests may log in.
    """

    server: str
    session: str
    user: User | None
    limits: dict[str, int]
    heartbeat: int
    guests: bool = True
    account: SiteStanding = SiteStanding()


class Ok(Answer, frozen=True, tag="ok"):
    """
    The command has been carried out.
    """


class LoggedIn(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The user of this session.  `token` logs a guest in again as the same user; the login ends at `expires`, or never.
    """

    user: User
    token: str | None | UnsetType = UNSET
    expires: int | None | UnsetType = UNSET
    account: SiteStanding | UnsetType = UNSET


class Said(Answer, frozen=True, tag="ok", kw_only=True):
    """
    The message is stored (no `seq` in a room without a log); `text` only if a filter changed it.  `repeated`: it was
    stored before, under the same key.
    """

    seq: int | UnsetType = UNSET
    time: int
    text: str | None = None
    repeated: bool = False


class Changed(Answer, frozen=True, tag="ok", kw_only=True):
    """
    The message is edited or deleted: the `seq` of that event and its time.

    For an edit `text` is told if a filter changed it; of text and `data`, what the command left as it was.
    """

    seq: int
    time: int
    text: str | None = None
    data: Data | None = None


class Found(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    Messages found, newest first, or exported; `more`: there are others.  `next`: the cursor of the next page of a
    search in all rooms.
    """

    events: list[LogEvent]
    more: bool
    next: str | UnsetType = UNSET


class PresenceList(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The users in a room; an empty list beside a `count` means that there are too many to list.

    `more`: there are others, and `presence` with `next` as its `after` lists them.
    """

    users: list[User]
    count: int
    more: bool = False
    next: str | UnsetType = UNSET


class Gathering(Struct, frozen=True):
    """
    The presence of a room in the answer to `join`, as in `PresenceList`.
    """

    users: list[User]
    count: int
    more: bool = False
    next: str | UnsetType = UNSET


class Joined(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    A room at the instant of the subscription: its settings, its head `seq`, and events up to there.
    """

    room: str
    kind: str
    title: str
    topic: str
    slow: int
    retention: str
    epoch: str | None
    seq: int | None
    first: int | None
    role: str
    can: tuple[str, ...]
    seen: int
    events: list[LogEvent]
    gap: bool
    more: bool
    presence: Gathering


class HistoryPage(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    Events, oldest first; `more`: there are more in the direction asked for.
    """

    events: list[LogEvent]
    first: int
    more: bool


class RoomLine(Struct, frozen=True):
    """
    One of the user's own rooms: its head, their read marker and the number of unread events.

    `role` is their stored role, null if none; `invited`: they have not accepted yet.  `other` is the other user of a
    direct room.
    """

    room: str
    kind: str
    title: str
    epoch: str | None
    seq: int | None
    seen: int
    unread: int
    role: str | None = None
    invited: bool = False
    other: User | None = None


class RoomList(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The user's own rooms, by id; `more`: there are others, and `rooms` with `next` as its `after` lists them.
    """

    rooms: list[RoomLine]
    more: bool = False
    next: str | UnsetType = UNSET


class DirectoryLine(Struct, frozen=True):
    """
    A public room: the number of users there now, and whether this user is a member.
    """

    room: str
    kind: str
    title: str
    topic: str
    count: int
    member: bool


class RoomDirectoryPage(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    Public rooms, by id; `more`: there are others, and `next` as `after` lists them.
    """

    rooms: list[DirectoryLine]
    more: bool = False
    next: str | UnsetType = UNSET


class SeenElsewhere(Struct, frozen=True, tag_field="type", tag="seen"):
    """
    The same user has read a room up to `seq` in another session.
    """

    room: str
    epoch: str
    seq: int


class Activity(Struct, frozen=True, tag_field="type", tag="activity"):
    """
    A room that the user follows and has not joined has events up to `seq`.
    """

    room: str
    seq: int


class Sanctioned(Struct, frozen=True, tag_field="type", tag="sanction"):
    """
    A sanction on this user: `action` is kick, mute, ban, unmute or unban; in a room, or on the site (null).

    Before `until`, or for good if that is null.  `reason` are the words of the user `by`, null if there are none.
    """

    room: str | None
    action: str
    until: int | None
    reason: str = ""
    by: User | None = None


class Invited(Struct, frozen=True, tag_field="type", tag="invited"):
    """
    The user is invited to a room, in a `role`: `join` accepts, `resign` declines.
    """

    room: str
    kind: str
    title: str
    by: User
    role: str = "member"


class RoleChanged(Struct, frozen=True, tag_field="type", tag="role"):
    """
    The user has been given another `role` in a room; `resign` gives it up.
    """

    room: str
    title: str
    role: str
    by: User


class StandingHere(Struct, frozen=True, tag_field="type", tag="standing"):
    """
    The user's role in a joined room, or what they may do there, has changed.
    """

    room: str
    role: str
    can: tuple[str, ...]


class Reported(Struct, frozen=True, tag_field="type", tag="reported"):
    """
    The number of `open` reports of a room whose reports this user may see.
    """

    room: str
    open: int


class Expiring(Struct, frozen=True, tag_field="type", tag="expiring"):
    """
    The login ends at `expires`: another `login` renews it; without one the connection is closed then.
    """

    expires: int


class OwnUserChanged(Struct, frozen=True, tag_field="type", tag="me"):
    """
    The user's name or rights have changed, by another session or by an administrator.
    """

    user: User
    account: SiteStanding


class Pong(Answer, frozen=True, tag="pong"):
    """
    The answer to `ping`.
    """


class Error(Answer, frozen=True, tag="error", kw_only=True):
    """
    The command was refused; `code` is one of `chatd.errors.CODES`.  `reason` are the words of the user `by`, who
    imposed the sanction.  `id`, of an error `internal`, is in the log.
    """

    code: str
    message: str
    field: str | None = None
    until: int | None = None
    retry_after: int | None = None
    reason: str | None = None
    by: User | None = None
    id: str | None = None


class Announcement(Struct, frozen=True, tag_field="type", tag="announcement"):
    """
    The operator tells everybody who is online; nothing of it is stored.
    """

    text: str
    time: int


class Bye(Struct, frozen=True, tag_field="type", tag="bye", omit_defaults=True):
    """
    The last frame before the server closes.  Without `retry_after` (milliseconds, with jitter): do not reconnect.
    """

    code: int
    reason: str
    retry_after: int | None = None


AnyAnswer = (
    Answer
    | Welcome
    | SeenElsewhere
    | Activity
    | Sanctioned
    | Invited
    | RoleChanged
    | StandingHere
    | Reported
    | Expiring
    | OwnUserChanged
    | Announcement
    | Bye
)


def refuse(refusal: Refusal, ref: Ref = None, error_id: str | None = None) -> Error:
    """
    The answer that tells a refusal.
    """
    return Error(
        ref=ref,
        code=refusal.code,
        message=refusal.message,
        field=refusal.field,
        until=refusal.until,
        retry_after=refusal.retry_after,
        reason=None if refusal.quote is None else refusal.quote[2],
        by=None if refusal.quote is None else User(refusal.quote[0], refusal.quote[1]),
        id=error_id,
    )


class RoomMade(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The id of the room, new or existing.
    """

    room: str


class Who(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The user that was found.
    """

    user: User


class Ignoring(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The ids of the users that this user ignores.
    """

    users: list[str]
    more: bool
    next: str | UnsetType = UNSET


class OwnPreferences(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The preferences of this user.
    """

    contact: ContactRule


class MemberList(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The members of a room, the highest role first.
    """

    members: list[Member]
    more: bool
    next: str | UnsetType = UNSET


class RoomTerms(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The settings of a room.
    """

    room: str
    kind: str
    title: str
    topic: str
    slow: int
    retention: str

    def answering(self, ref: Ref) -> "RoomTerms":
        """
        The same as the answer to the command with that `ref`.
        """
        return replace(self, ref=ref)


class Until(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The end of the sanction, or null for one without an end.
    """

    until: int | None


class SanctionList(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The mutes and bans in force in a room, or on the site, the newest first.
    """

    sanctions: list[Sanction]
    more: bool
    next: str | UnsetType = UNSET


class ReportMade(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The id of the report.
    """

    report: int


class ReportLine(Struct, frozen=True):
    """
    A report with the present state of its message: no `text` if that is deleted or dropped.
    """

    report: Report
    text: str | None


class ReportList(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    Reports, the newest first; `more`: there are older ones.
    """

    reports: list[ReportLine]
    more: bool


class ActList(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    Entries of the audit log, the newest first; `more`: there are older ones.
    """

    acts: list[AuditEntry]
    more: bool
