"""
What the server tells one session: answers to its commands, its welcome and its good-bye.

What reaches a whole room is an event (`chatd.model`).
"""

from msgspec import UNSET, Struct, UnsetType

from chatd.commands import Ref
from chatd.errors import Refusal
from chatd.model import LogEvent, User


class Answer(Struct, frozen=True, tag_field="type", omit_defaults=True):
    """
    What one session hears and nobody else; `ref` is that of the command it answers.
    """

    ref: Ref = None


class Welcome(Struct, frozen=True, tag_field="type", tag="welcome"):
    """
    The first frame of the server.  `limits` are those a client has to know; `heartbeat` is in seconds.
    """

    server: str
    session: str
    user: User | None
    limits: dict[str, int]
    heartbeat: int


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


class Said(Answer, frozen=True, tag="ok", kw_only=True):
    """
    The message is in the log (no `seq` where nothing is kept); `text` only if it was changed on the way.
    """

    seq: int | UnsetType = UNSET
    time: int
    text: str | None = None


class Changed(Answer, frozen=True, tag="ok", kw_only=True):
    """
    The message is edited or deleted: the `seq` of the event that did it, and when.
    """

    seq: int
    time: int


class Found(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    Messages that were searched for, newest first, or exported; `more` means that there are others.
    """

    events: list[LogEvent]
    more: bool


class PresenceList(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The users in a room; an empty list beside a `count` means that there are too many to name.
    """

    users: list[User]
    count: int


class Here(Struct, frozen=True):
    """
    The presence of a room as the answer to `join` tells it.
    """

    users: list[User]
    count: int


class Joined(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    A room at the instant this session became a listener: its settings, its head `seq`, and events up to there.
    """

    room: str
    title: str
    topic: str
    slow: int
    retention: str
    epoch: str | None
    seq: int | None
    first: int | None
    role: str
    can: list[str]
    seen: int
    events: list[LogEvent]
    gap: bool
    more: bool
    presence: Here


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
    """

    room: str
    title: str
    epoch: str | None
    seq: int | None
    seen: int
    unread: int


class RoomList(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    My rooms.
    """

    rooms: list[RoomLine]


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


AnyAnswer = Answer | Welcome | SeenElsewhere | Activity | Bye


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
