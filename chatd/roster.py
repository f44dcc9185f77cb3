"""
What is kept of rooms and of those who keep order in them: kinds, members, sanctions, reports, and who did what.

All values are frozen; times are milliseconds since 1970 UTC.
"""

from collections.abc import Awaitable, Mapping, Sequence
from typing import Literal, Protocol

from msgspec import Struct

from chatd.errors import Refusal
from chatd.model import DeleteMessage, User
from chatd.sanctions import Kind, Sanction

Outcome = Literal["done", "dismissed"]


class Member(Struct, frozen=True, omit_defaults=True):
    """
    The role that somebody has been given in a room.  Who is `invited` has not come yet.
    """

    user: User
    role: str
    since: int
    invited: bool = False


class Place(Struct, frozen=True):
    """
    What is set for a room beside its settings: its kind, and its members by user id.
    """

    room: str
    kind: str
    members: Mapping[str, Member]


class Belonging(Struct, frozen=True):
    """
    One room that somebody is a member of; `other` is whom they talk to in a direct room.

    `title` is '' for a room without a log.
    """

    room: str
    kind: str
    title: str
    member: Member
    other: User | None = None


class Act(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    One act of power: who (`by`) did what to whom (`user`), where (`room`; None: on the site), when and why.

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


def deletion(draft: DeleteMessage, author: User) -> Act:
    """
    The act that it is to delete a message of somebody else's; stored in the commit that deletes it.
    """
    return Act(action="delete_any", by=draft.user, time=draft.time, user=author, room=draft.room, seq=draft.target)


class Roster(Protocol):
    """
    Where all of this is kept.  May fail with `unavailable`.  The contract is tests/storage/test_roster.py.

    What takes an `act` stores it in the same commit: nothing is done that the audit log does not know.
    """

    def place(self, room: str) -> Awaitable[Place | None]:
        """
        What is kept of a room; None if nothing is.
        """

    def list_places(self, *, after: str = "", limit: int) -> Awaitable[Sequence[str]]:
        """
        The first `limit` rooms, by id, of which something is kept and whose id is greater than `after`.
        """

    def belongs(self, room: str, user_id: str) -> Awaitable[bool]:
        """
        Whether somebody is a member of a room or invited to it.  That takes as long for a room that is not there.
        """

    def add_place(self, room: str, kind: str, owner: Member | None, act: Act) -> Awaitable[None]:
        """
        A room of that kind, with its `owner` if it has one; `conflict` if something is kept of it already.
        """

    def direct(self, one: User, other: User, room: str, now: int) -> Awaitable[str]:
        """
        The direct room of two different people, made with the id `room` if they have none yet; both are members of it.

        Two have one, whoever begins.  `conflict` if something is kept of `room` already.
        """

    def set_kind(self, room: str, kind: str, act: Act) -> Awaitable[None]:
        """
        Another kind, for a room of which something is kept or not; no room becomes `direct` by this.

        A direct room of another kind keeps its members, and the two can begin a new one.
        """

    def put_member(self, room: str, member: Member, act: Act | None) -> Awaitable[None]:
        """
        Give somebody a role, in the place of the one they had; a room of which nothing is kept is `public` then.

        Who was invited, and is given a role without that, has come.
        """

    def drop_member(self, room: str, user_id: str, act: Act | None) -> Awaitable[bool]:
        """
        Take somebody's role; whether they had any.  Where they had none, the act was none and is not stored.
        """

    def belongings(self, user_id: str) -> Awaitable[Sequence[Belonging]]:
        """
        The rooms that somebody is a member of or invited to, by id.
        """

    def rename(self, user: User) -> Awaitable[None]:
        """
        Another name in somebody's memberships.  The audit log and reports keep what they were called then.
        """

    def sanctions(self) -> Awaitable[Sequence[Sanction]]:
        """
        All that are kept, the oldest first, for `chatd.sanctions.Sanctions.restore`.
        """

    def impose(self, sanction: Sanction, act: Act) -> Awaitable[None]:
        """
        Keep a sanction in the place of one with the same kind, subject and room.  A kick is only recorded.
        """

    def lift(self, kind: Kind, subject: str, room: str | None, act: Act) -> Awaitable[None]:
        """
        Forget a sanction.
        """

    def add_report(self, report: Report) -> Awaitable[Report]:
        """
        Keep a report and answer it with its id.  One that is open, by the same person about the same message, is
        answered as it is instead.
        """

    def report(self, report_id: int) -> Awaitable[Report | None]:
        """
        One report.
        """

    def reports(
        self, rooms: Sequence[str] | None, *, closed: bool = False, before: int | None = None, limit: int
    ) -> Awaitable[Sequence[Report]]:
        """
        The newest `limit` reports with an id < `before`, of those rooms or of all: the open ones, or the closed ones;
        the newest first.
        """

    def open_reports(self, rooms: Sequence[str] | None) -> Awaitable[Mapping[str, int]]:
        """
        How many open reports there are, by room: of those rooms, or of all, that have any.
        """

    def close_report(self, report_id: int, outcome: Outcome, act: Act) -> Awaitable[Report]:
        """
        Close a report, by and at the time of `act`; `not_found` if there is none.

        One that is closed already is answered as it is, and the act is not stored.
        """

    def record(self, act: Act) -> Awaitable[None]:
        """
        Put an act into the audit log.
        """

    def acts(self, room: str | None = None, *, before: int | None = None, limit: int) -> Awaitable[Sequence[Act]]:
        """
        The newest `limit` acts with an id < `before`, in one room or everywhere, the newest first.
        """

    def forget(self, user_id: str) -> Awaitable[None]:
        """
        Remove a user's memberships, their name wherever it is kept, and the reasons of their reports.

        Their id stays in the audit log and where somebody else has the other half of a direct room, and so do the
        sanctions on it.
        """

    def purge(self, now: int) -> Awaitable[None]:
        """
        Drop sanctions that have ended.
        """


def room_taken() -> Refusal:
    """
    What `Roster.add_place` and `Roster.direct` say of an id that is in use.
    """
    return Refusal("conflict", "room: there is a room with this id already", field="room")


def no_report(report_id: int) -> Refusal:
    """
    What `Roster.close_report` says of an id that is none.
    """
    return Refusal("not_found", f"report: there is no report {report_id}", field="report")
