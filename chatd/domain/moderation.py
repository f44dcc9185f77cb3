"""
Values of rooms and moderation: members, sanctions, reports, audit entries.
"""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from chatd.domain.events import DeleteMessage, User
from chatd.errors import Refusal

Kind = Literal["mute", "ban", "kick"]


class Sanction(Struct, frozen=True, kw_only=True):
    """
    A sanction against `user` (an id), against everybody at `address` (a `chatd.domain.addresses.address_group`), or
    both.

    It is in force in `room` (None: on the whole site) until `until` (None: without end).  `by` and `by_name` are the
    user who imposed it, at the time `at`.  `name` is the name of the sanctioned user at that time.  `told`: the
    sanctioned user is told the reason.  Times are milliseconds since 1970 UTC.
    """

    kind: Kind
    user: str | None = None
    name: str = ""
    address: str | None = None
    room: str | None = None
    until: int | None = None
    reason: str = ""
    by: str
    by_name: str = ""
    told: bool = False
    at: int

    @property
    def subject(self) -> str:
        """
        The user's id, or else the address.  With the kind and the room it identifies the sanction.
        """
        return self.user or self.address or ""

    def in_force(self, now: int) -> bool:
        """
        Whether the sanction is in force at `now`; at `until` it has ended.
        """
        return self.until is None or now < self.until

    def without_user(self, user_id: str) -> "Sanction":
        """
        The same without what an erased user leaves: their name and address, and the reason that they gave.
        """
        found = self
        if self.user == user_id:
            found = replace(found, name="", address=None)
        if self.by == user_id:
            found = replace(found, by_name="", reason="", told=False)
        return found

    def tells(self, user_id: str) -> bool:
        """
        Whether that user is told the reason.  Others at the same address are not: it is not about them.
        """
        return self.told and self.reason != "" and self.user in {None, user_id}


ADDRESS_ACTIONS = ("mute", "unmute", "ban", "unban")
"""The actions whose `detail` in the audit log is the address that was bound."""

WRITTEN_ACTIONS = ("set",)
"""The actions whose `detail` in the audit log contains what their author has written."""


def quoted(name: str, reason: str) -> str:
    """
    Returns a reason as the words of its author, in one line that cannot be taken for the server's.
    """
    words = reason.replace("“", '"').replace("”", '"')
    return f"{name} writes: “{words}”"


Outcome = Literal["done", "dismissed"]


class Member(Struct, frozen=True, omit_defaults=True):
    """
    A user with a role in a room; `invited`: the user has not accepted the invitation, and the role that it offers, yet.
    """

    user: User
    role: str
    since: int
    invited: bool = False

    @property
    def present_role(self) -> str:
        """
        The role that counts now: until an invitation is accepted, ``member`` at most.
        """
        return "member" if self.invited and self.role in {"moderator", "owner"} else self.role


class RoomRecord(Struct, frozen=True):
    """
    The kind of a room, and its members by user id; `opened_by` is the user who began a direct room, if known.
    """

    room: str
    kind: str
    members: Mapping[str, Member]
    opened_by: str | None = None


class RoomMembership(Struct, frozen=True):
    """
    A room that a user is a member of; `other` is the other user of a direct room.

    `title` is '' if the store has no log of the room.
    """

    room: str
    kind: str
    title: str
    member: Member
    other: User | None = None


class AuditEntry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    An entry of the audit log: `by` did `action` to `user` in `room` (None: on the site) at `time`, for `reason`.

    `seq` is the message that was acted on, `until` the end of a sanction, `detail` an argument of the action, such as
    the new role.  `id` counts 1, 2, 3 …; it is 0 before the entry is stored.
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
    A report of `by` to the moderators of `room` about the message `seq` of `author`.

    `id` counts 1, 2, 3 …; it is 0 before the report is stored.  A report with an `outcome` was closed by `closed_by` at
    the time `closed`.
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


def resolve_entry(report: Report, outcome: Outcome, *, by: User, time: int) -> AuditEntry:
    """
    Returns the entry of the audit log about closing `report`.
    """
    return AuditEntry(
        action="resolve", by=by, time=time, user=report.author, room=report.room, seq=report.seq, detail=outcome
    )


def deletion(draft: DeleteMessage, author: User) -> AuditEntry:
    """
    Returns the audit entry for deleting a message of another user, to be stored in the commit that deletes it.
    """
    return AuditEntry(
        action="delete_any", by=draft.user, time=draft.time, user=author, room=draft.room, seq=draft.target
    )


def room_taken() -> Refusal:
    """
    Returns the refusal `conflict` for a room id that is in use.
    """
    return Refusal("conflict", "room: there is a room with this id already", field="room")


def too_many_reports(limit: int) -> Refusal:
    """
    The refusal for somebody whose reports nobody has looked at yet.
    """
    return Refusal("forbidden", f"seq: {limit} of your reports are open; wait until they have been read", field="seq")


def no_report(report_id: int) -> Refusal:
    """
    Returns the refusal `not_found` for a report that does not exist.
    """
    return Refusal("not_found", f"report: there is no report {report_id}", field="report")
