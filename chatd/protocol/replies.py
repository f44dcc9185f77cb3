"""
What the server tells one session: answers to its commands, its welcome and its good-bye.

What reaches a whole room is an event (`chatd.domain.events`).
"""

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from chatd.domain.events import LogEvent, User
from chatd.domain.moderation import AuditEntry, Member, Report, Sanction
from chatd.errors import Refusal
from chatd.protocol.commands import Ref


class Answer(Struct, frozen=True, gc=False, tag_field="type", omit_defaults=True):
    """
    What one session hears and nobody else; `ref` is that of the command it answers.
    """

    ref: Ref = None


class SiteStanding(Struct, frozen=True):
    """
    What somebody is to the site: how that is known (`kind`: ``guest``, ``account``, ``token``, ``key``, or empty for
    nobody), whether they are its `admin`, what they `can` do beside all rooms, and when it ends (`expires`), or null.
    """

    kind: str = ""
    admin: bool = False
    can: tuple[str, ...] = ()
    expires: int | None = None


class Welcome(Struct, frozen=True, tag_field="type", tag="welcome"):
    """
    The first frame of the server.  `limits` are those a client has to know; `heartbeat` is in seconds.

    `user` is who has come with a cookie or a token, null before a login.  `guests`: whether they may come in.
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
    It is done.
    """


class LoggedIn(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    Who I am now.  `token` brings a guest back as the same one; `expires` is when it stops working, or null.
    """

    user: User
    token: str | None | UnsetType = UNSET
    expires: int | None | UnsetType = UNSET
    account: SiteStanding | UnsetType = UNSET


class Said(Answer, frozen=True, tag="ok", kw_only=True):
    """
    The message is in the log (no `seq` where nothing is kept); `text` only if it was changed on the way.
    """

    seq: int | UnsetType = UNSET
    time: int
    text: str | None = None


class Changed(Answer, frozen=True, tag="ok", kw_only=True):
    """
    The message is edited or deleted: the `seq` of the event that did it, and when; `text` only if it was changed on the
    way.
    """

    seq: int
    time: int
    text: str | None = None


class Found(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    Messages that were searched for, newest first, or exported; `more` means that there are others.
    """

    events: list[LogEvent]
    more: bool


class PresenceList(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The users in a room; an empty list beside a `count` means that there are too many to name.

    `more`: these are not all, and `presence` with `next` as its `after` answers with others.
    """

    users: list[User]
    count: int
    more: bool = False
    next: str | UnsetType = UNSET


class Gathering(Struct, frozen=True):
    """
    The presence of a room as the answer to `join` tells it: as `PresenceList` does.
    """

    users: list[User]
    count: int
    more: bool = False
    next: str | UnsetType = UNSET


class Joined(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    A room at the instant this session became a listener: its settings, its head `seq`, and events up to there.
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
    Events oldest first; `more` means that there are more in the direction asked for.
    """

    events: list[LogEvent]
    first: int
    more: bool


class RoomLine(Struct, frozen=True):
    """
    One of my rooms: its head, what I have seen of it and how many events I have not.

    `role` is what I have been given there, null if nothing; `invited`: I have not come yet.  `other` is whom a direct
    room is with.
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
    My rooms, by id; `more`: these are not all, and `rooms` with `next` as its `after` answers with others.
    """

    rooms: list[RoomLine]
    more: bool = False
    next: str | UnsetType = UNSET


class DirectoryLine(Struct, frozen=True):
    """
    A public room: how many people are there now, and whether I am a member.
    """

    room: str
    kind: str
    title: str
    topic: str
    count: int
    member: bool


class RoomDirectoryPage(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    Public rooms, by id; `more`: these are not all, and `next` as `after` answers with others.
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
    A room that I follow and have not joined has events up to `seq`.
    """

    room: str
    seq: int


class Sanctioned(Struct, frozen=True, tag_field="type", tag="sanction"):
    """
    Something was done to me: `action` is kick, mute, ban, unmute or unban; in a room, or on the site if that is null.

    Before `until`, or for good if that is null.
    """

    room: str | None
    action: str
    until: int | None
    reason: str


class Invited(Struct, frozen=True, tag_field="type", tag="invited"):
    """
    I may be a member of a room now: `join` to come, `resign` to decline.
    """

    room: str
    kind: str
    title: str
    by: User


class StandingHere(Struct, frozen=True, tag_field="type", tag="standing"):
    """
    What I am in a room that I have joined, and what I may do there, has changed.
    """

    room: str
    role: str
    can: tuple[str, ...]


class Reported(Struct, frozen=True, tag_field="type", tag="reported"):
    """
    A room whose reports I may see has that many `open` ones now.
    """

    room: str
    open: int


class Expiring(Struct, frozen=True, tag_field="type", tag="expiring"):
    """
    What I logged in with ends at `expires`; another `login` renews it, without it the connection is closed then.
    """

    expires: int


class OwnUserChanged(Struct, frozen=True, tag_field="type", tag="me"):
    """
    I am called otherwise, or have other rights, since something I did elsewhere or an administrator did.
    """

    user: User
    account: SiteStanding


class Pong(Answer, frozen=True, tag="pong"):
    """
    Somebody is there.
    """


class Error(Answer, frozen=True, tag="error", kw_only=True):
    """
    It was refused; `code` is one of `chatd.errors.CODES`.
    """

    code: str
    message: str
    field: str | None = None
    until: int | None = None
    retry_after: int | None = None


class Bye(Struct, frozen=True, tag_field="type", tag="bye", omit_defaults=True):
    """
    The last frame before the server closes.  Without `retry_after` (milliseconds, already jittered): do not come back.
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
    | StandingHere
    | Reported
    | Expiring
    | OwnUserChanged
    | Bye
)


def refuse(refusal: Refusal, ref: Ref = None) -> Error:
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
    )


class RoomMade(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The id of the room that was made, or was there already.
    """

    room: str


class Who(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The user that was looked for.
    """

    user: User


class Ignoring(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The ids of those whom I ignore.
    """

    users: list[str]
    more: bool
    next: str | UnsetType = UNSET


class MemberList(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The members of a room, the highest role first.
    """

    members: list[Member]
    more: bool
    next: str | UnsetType = UNSET


class RoomTerms(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    What is set for a room now.
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
    The sanction is in force: until then, or for good if that is null.
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
    A report, with the message it is about as it is now: no `text` if it is deleted or gone.
    """

    report: Report
    text: str | None


class ReportList(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    Reports, the newest first; `more` means that there are older ones.
    """

    reports: list[ReportLine]
    more: bool


class ActList(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    Entries of the audit log, the newest first; `more` means that there are older ones.
    """

    acts: list[AuditEntry]
    more: bool
