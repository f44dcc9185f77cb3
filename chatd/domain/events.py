"""
Users, events, drafts and positions in a log.

All are frozen.  An event is what the wire sends: its JSON is the same bytes for every member of the room.
Times are milliseconds since 1970 UTC; a `seq` counts 1, 2, 3 … in its room without holes.

Values made per message are never part of a reference cycle, so the garbage collector does not track them (`gc=False`).
"""

from collections.abc import MutableSequence
from typing import NamedTuple

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from chatd.domain.rooms import DEFAULTS, RoomSettings
from chatd.errors import Refusal

Data = dict[str, object]
"""The `data` of a message: a JSON object of an application's own, never changed in place."""


class User(Struct, frozen=True, gc=False):
    """
    A user.  `id` is opaque and namespaced: ``a.`` account, ``g.`` guest, ``x.`` token, ``k.`` API key.
    """

    id: str
    name: str

    @property
    def guest(self) -> bool:
        """
        Whether this user is a guest, without an account.
        """
        return self.id.startswith("g.")


class Position(Struct, frozen=True, forbid_unknown_fields=True):
    """
    A place in a room's log: everything up to and including `seq` of that `epoch` is known.
    """

    epoch: str
    seq: int


class Mark(Struct, frozen=True, gc=False):
    """
    Which event changed a message: its `seq`, who and when.
    """

    seq: int
    user: User
    time: int


class Event(Struct, frozen=True, gc=False, tag_field="type", omit_defaults=True):
    """
    Something that is sent to the members of a room.
    """

    room: str


class Message(Event, frozen=True, tag="message"):
    """
    A message with a `text`, `data` or both.  Without `seq` in a room without a log.  A deleted message has an empty
    text and no `data`.
    """

    seq: int | UnsetType
    user: User
    text: str
    time: int
    key: str | None = None
    reply_to: int | None = None
    edited: Mark | None = None
    deleted: Mark | None = None
    data: Data | None = None


class MessageEdited(Event, frozen=True, tag="edit"):
    """
    The message `target` has this `text` and `data` now; neither if the target has been deleted since.
    """

    seq: int
    target: int
    user: User
    time: int
    text: str | None = None
    data: Data | None = None


class MessageDeleted(Event, frozen=True, tag="delete"):
    """
    The message `target` has been deleted.
    """

    seq: int
    target: int
    user: User
    time: int


LogEvent = Message | MessageEdited | MessageDeleted


class PresenceChange(Event, frozen=True, tag="presence", omit_defaults=False):
    """
    Who came to a room and who left it: set operations, at most one in a quarter of a second.

    In a large room `joined` and `left` are empty and only `count`, the number of users, is told.
    """

    joined: list[User]
    left: list[str]
    count: int


class RoomChange(Event, frozen=True, tag="room"):
    """
    The settings of a room have changed; with an `epoch`, its log has been replaced.
    """

    epoch: str | None = None
    kind: str | None = None
    title: str | None = None
    topic: str | None = None
    slow: int | None = None
    retention: str | None = None


class MemberChange(Event, frozen=True, tag="member", omit_defaults=False):
    """
    The role of a user in the room has changed: null if they are no member any more; `invited`: they have not accepted.
    """

    user: User
    role: str | None
    invited: bool = False


class UserRenamed(Event, frozen=True, tag="renamed"):
    """
    An account has another name, also on its earlier messages.
    """

    user: User


class UserForgotten(Event, frozen=True, tag="erase"):
    """
    Forget the texts and the name of that user.
    """

    user: str


class Signal(Event, frozen=True, tag="signal", omit_defaults=False):
    """
    Something pushed to a room and never stored.
    """

    name: str
    user: User
    body: dict[str, object]


class Draft(Struct, frozen=True, gc=False):
    """
    A change of a room's log that has no `seq` yet.
    """

    room: str
    user: User
    time: int


class NewMessage(Draft, frozen=True):
    """
    A message to be stored once: a second draft with the same room, user and `key` gets the first one's `seq`.
    """

    text: str
    key: str | None = None
    reply_to: int | None = None
    data: Data | None = None


class EditMessage(Draft, frozen=True):
    """
    A change of the message `target`, by its author and nobody else: another `text` (None: the same), and other `data`
    (UNSET: the same; None: none).

    A message said before `oldest` (milliseconds; 0: no limit) is edited no more.  Refused as `not_found` if there is
    no such message or it is deleted, as `forbidden` if it is another user's or too old, as `invalid` if neither text
    nor data would be left.  If the message is so already it is answered with `AlreadyStored` of the event that made it
    so.
    """

    target: int
    text: str | None
    oldest: int = 0
    data: Data | None | UnsetType = UNSET

    def changed(self, text: str, data: Data | None) -> tuple[str, Data | None]:
        """
        Returns the new text and data of a message that has `text` and `data`.  Raises Refusal `invalid` if neither is
        left.
        """
        text = text if self.text is None else self.text
        data = data if self.data is UNSET else self.data
        if not text and data is None:
            raise Refusal("invalid", "text: a message needs a text, data or both", field="text")
        return text, data


class DeleteMessage(Draft, frozen=True):
    """
    Delete the message `target`, by its author or by a user who may delete `any`.

    Refused as `not_found` if there is no such message, as `forbidden` if it is another user's.  A message that is
    deleted already is answered with `AlreadyStored` of that deletion.
    """

    target: int
    any: bool = False


class Stored(Struct, frozen=True, gc=False):
    """
    The draft is in the log of that `epoch`, as this event.
    """

    event: LogEvent
    epoch: str


class AlreadyStored(Struct, frozen=True, gc=False):
    """
    The log has the draft already, at `seq` since `time`.
    """

    seq: int
    time: int


Result = Stored | AlreadyStored | Refusal
"""The result of one draft."""


class LogHead(Struct, frozen=True):
    """
    Where a room's log begins and ends: it holds `first` … `seq`; empty when `first` is `seq` + 1.
    """

    epoch: str
    seq: int
    first: int


class LogPage(Struct, frozen=True):
    """
    A part of a room's log, oldest first, in its present state; `head` and `settings` are those at the time of reading.
    """

    head: LogHead
    events: list[LogEvent]
    settings: RoomSettings = DEFAULTS


class FoundAt(NamedTuple):
    """
    The place of a message among those of all rooms, newest first: its time, room and seq.
    """

    time: int
    room: str
    seq: int


FIRST_PAGE = FoundAt((1 << 53) - 1, "", 0)
"""The place after all messages."""


class SearchPage(Struct, frozen=True):
    """
    Messages found, newest first; `more`: there may be older ones.  `next`, of a search in several rooms: the next page
    begins before that place; None: there is none.
    """

    events: list[Message]
    more: bool
    next: FoundAt | None = None


def found_at(message: Message) -> FoundAt:
    """
    The place of a message of a log among those of all rooms.
    """
    assert message.seq is not UNSET
    return FoundAt(message.time, message.room, message.seq)


class ReadMarker(Struct, frozen=True):
    """
    A user has seen a room's log up to `seq`.
    """

    user_id: str
    room: str
    seq: int


class FollowedRoom(Struct, frozen=True):
    """
    A room in which a user has a read marker: the head of its log, the marker (`seen`) and the number of entries after
    it, which counts edits, deletions and the user's own messages, too.
    """

    room: str
    title: str
    head: LogHead
    seen: int
    unread: int


def amend(events: MutableSequence[LogEvent], change: MessageEdited | MessageDeleted) -> None:
    """
    Apply `change` to `events`: to its message, and to what earlier edits of the same message show.
    """
    mark = Mark(change.seq, change.user, change.time)
    text, data = (change.text, change.data) if isinstance(change, MessageEdited) else (None, None)
    for index, event in enumerate(events):
        if isinstance(event, Message):
            if event.seq != change.target:
                continue
            if isinstance(change, MessageEdited):
                events[index] = replace(event, text=text or "", data=data, edited=mark)
            else:
                events[index] = replace(event, text="", data=None, reply_to=None, edited=None, deleted=mark)
        elif isinstance(event, MessageEdited) and event.target == change.target:
            events[index] = replace(event, text=text, data=data)


def rename_author(events: MutableSequence[LogEvent], user: User) -> bool:
    """
    Replace the name of `user` in `events` by the present one; returns whether any event is by this user.
    """
    found = False
    for index, event in enumerate(events):
        changes: dict[str, object] = {"user": user} if event.user.id == user.id else {}
        if isinstance(event, Message):
            for name, mark in (("edited", event.edited), ("deleted", event.deleted)):
                if mark is not None and mark.user.id == user.id:
                    changes[name] = replace(mark, user=user)
        if changes:
            found = True
            events[index] = replace(event, **changes)
    return found
