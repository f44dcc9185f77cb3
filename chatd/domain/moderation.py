"""
Values of rooms and moderation: members, sanctions, reports, audit entries.
"""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from chatd.domain.events import DeleteMessage, User
from chatd.errors import Refusal

Kind = Literal["mute", "ban", "kick"]


class Sanction(Struct, frozen=True, kw_only=True):
    """
    `kind` binds `user` (an id), everybody at `address` (a `chatd.domain.addresses.address_group`), or both.

    In `room`, or on the whole site if that is None; before `until`, or for good if that is None.  `by` is the id of
    who imposed it, `at` when: times are milliseconds since 1970 UTC.  `name` is what the user was called then.
    """

    kind: Kind
    user: str | None = None
    name: str = ""
    address: str | None = None
    room: str | None = None
    until: int | None = None
    reason: str = ""
    by: str
    at: int

    @property
    def subject(self) -> str:
        """
        What this sanction is known by, with its kind and its room: the user's id, or else the address.
        """
        return self.user or self.address or ""

    def in_force(self, now: int) -> bool:
        """
        Whether it still binds at `now`: not at `until` itself.
        """
        return self.until is None or now < self.until


Outcome = Literal["done", "dismissed"]


class Member(Struct, frozen=True, omit_defaults=True):
    """
    A user with a role in a room; `invited`: they have not accepted yet.
    """

    user: User
    role: str
    since: int
    invited: bool = False


class RoomRecord(Struct, frozen=True):
    """
    The kind of a room, and its members by user id.
    """

    room: str
    kind: str
    members: Mapping[str, Member]


class RoomMembership(Struct, frozen=True):
    """
    A room that a user is a member of; `other` is the other user of a direct room.

    `title` is '' for a room without a log.
    """

    room: str
    kind: str
    title: str
    member: Member
    other: User | None = None


class AuditEntry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    An entry of the audit log: who (`by`) did what to whom (`user`), where (`room`; None: on the site), when and why.

    `seq` is the message it is about, `until` the end of a sanction, `detail` what else there is to tell ("moderator").
    `id` counts 1, 2, 3 …; 0 before it is stored.
    """

    action: str
    by: User
    time: int
    id: int = 0
    user: User | None = None
    room: str | None = None
    seq: int | None = None
    until: int | None = None
    reason: str = ""
    detail: str = ""


class Report(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    Somebody (`by`) asks the moderators of `room` to look at the message `seq` of `author`.

    `id` counts 1, 2, 3 …; 0 before it is stored.  With an `outcome` it is closed, by `closed_by`.
    """

    room: str
    seq: int
    author: User
    by: User
    time: int
    reason: str = ""
    id: int = 0
    outcome: Outcome | None = None
    closed_by: User | None = None
    closed: int | None = None


def deletion(draft: DeleteMessage, author: User) -> AuditEntry:
    """
    The audit entry for deleting the message of another user; stored in the commit that deletes it.
    """
    return AuditEntry(
        action="delete_any", by=draft.user, time=draft.time, user=author, room=draft.room, seq=draft.target
    )


def room_taken() -> Refusal:
    """
    The refusal for a room id that is in use.
    """
    return Refusal("conflict", "room: there is a room with this id already", field="room")


def no_report(report_id: int) -> Refusal:
    """
    The refusal for a report that is not there.
    """
    return Refusal("not_found", f"report: there is no report {report_id}", field="report")
