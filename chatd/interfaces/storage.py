"""
Interfaces of storage: logs, read markers, search, rooms and their members, and maintenance.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from msgspec import UNSET, Struct, UnsetType

from chatd.domain.counters import Histogram
from chatd.domain.events import (
    FIRST_PAGE,
    Draft,
    FollowedRoom,
    FoundAt,
    LogEvent,
    LogHead,
    LogPage,
    Message,
    ReadMarker,
    Result,
    SearchPage,
    User,
)
from chatd.domain.moderation import AuditEntry, Kind, Member, Outcome, Report, RoomMembership, RoomRecord, Sanction
from chatd.domain.rooms import PublicRoom, Retention, RoomSettings, SettingsChange


class MessageLog(Protocol):
    """
    Stores the logs of rooms.  Every method may fail with `unavailable`; tests/storage/contract.py tests the promises.
    """

    def append(self, drafts: Sequence[Draft]) -> Awaitable[Sequence[Result]]:
        """
        Add drafts to the logs of their rooms in one commit; returns one result for each, in their order.

        The store assigns each its `seq`.  A room without a log begins with its first draft.
        """

    def read(self, room: str, *, after: int | None = None, before: int | None = None, limit: int) -> Awaitable[LogPage]:
        """
        At most `limit` events, oldest first: the oldest with seq > `after`, or the newest with seq < `before`,
        or the newest of all.  A room that was not there is an empty log with an epoch of its own.
        """

    def read_heads(self, rooms: Sequence[str]) -> Awaitable[Mapping[str, LogPage]]:
        """
        By room a page without events: the head of its log and its settings, all read in one transaction.
        """

    def read_messages(self, entries: Collection[tuple[str, int]]) -> Awaitable[Mapping[tuple[str, int], Message]]:
        """
        By room and seq the messages that are in the logs, all read in one transaction.
        """

    def watch_trims(self, trimmed: Callable[[str, int], None]) -> None:
        """
        Call `trimmed` with a room and its new `first` whenever the oldest of its log is dropped.
        """


class ReadMarkerStore(Protocol):
    """
    How far each user has read each room.  May fail with `unavailable`.
    """

    def mark_seen(self, marks: Sequence[ReadMarker]) -> Awaitable[None]:
        """
        Store `marks` in one commit.  A marker never goes backwards or beyond the end of its log; a marker for a room
        without a log is dropped.
        """

    def followed_rooms(self, user_id: str) -> Awaitable[Sequence[FollowedRoom]]:
        """
        The rooms in which a user has a read marker, by room id.
        """


class MessageSearch(Protocol):
    """
    Finds messages.  May fail with `unavailable`.
    """

    def search_messages(self, room: str, text: str, *, before: int | None = None, limit: int) -> Awaitable[SearchPage]:
        """
        The newest `limit` messages of a room with seq < `before` that contain all words of `text`, in any order.

        Case and accents do not count; words joined by punctuation, and Chinese, Japanese and Korean characters that
        stand together, are found as they stand together.  A text without words finds nothing.  Nothing in it is syntax.
        """

    def search_rooms(
        self, rooms: Collection[str], text: str, *, before: FoundAt = FIRST_PAGE, limit: int
    ) -> Awaitable[SearchPage]:
        """
        The newest `limit` messages of all these rooms, before a place, that contain all words of `text`.

        A page may have fewer messages although there are more.  While the index is being rebuilt, old messages that it
        does not contain yet are not found.
        """

    def messages_of(
        self, user_id: str, *, after: tuple[str, int] | None = None, limit: int
    ) -> Awaitable[Sequence[Message]]:
        """
        The first `limit` messages of a user, in all rooms, after the one with that room and `seq`.
        """

    def has_said(self, user_id: str, rooms: Collection[str] | None = None) -> Awaitable[bool]:
        """
        Whether a message of a user, or that it was deleted, is still in the log of one of `rooms`; None: of any room,
        which costs as much as there are rooms.
        """


class RoomEntry(Struct, frozen=True):
    """
    One room that the store knows.
    """

    room: str
    head: LogHead
    settings: RoomSettings


class StoreStatus(Struct, frozen=True):
    """
    How the store is: `problem` says in one line why nothing can be stored now, or is None.

    `refused` counts drafts that a fault of the store has refused since the start, `unindexed` the messages that the
    search index has yet to take in (they are found all the same).  `backup_problem`: why the last backup was not made;
    None if it was, or there was none.  `waiting` is the number of small changes that no commit has taken yet; `faults`
    counts failures by operation; `commit_times` are the seconds that commits took, failed ones included.
    """

    problem: str | None = None
    refused: int = 0
    unindexed: int = 0
    backup_problem: str | None = None
    waiting: int = 0
    faults: Mapping[str, int] = {}
    commit_times: Histogram | None = None


class RoomCatalogue(Protocol):
    """
    The rooms there are and what is set for them.  May fail with `unavailable`.
    """

    def room_settings(self, room: str) -> Awaitable[RoomSettings]:
        """
        The settings of a room; the defaults if none have been set.
        """

    def change_settings(
        self,
        room: str,
        *,
        title: str | UnsetType = UNSET,
        topic: str | UnsetType = UNSET,
        slow: int | UnsetType = UNSET,
        retention: Retention | None | UnsetType = UNSET,
        act: AuditEntry | None = None,
        author: str = "",
    ) -> Awaitable[SettingsChange]:
        """
        Change the settings that are given; returns all settings before and after it.  A title and a topic go when their
        `author`, the id of a user, is erased.  A retention changed from or to `nothing` starts a new, empty log with
        another epoch, and reports it to `watch_changes`.  The act is stored in the same commit.
        """

    def find_rooms(self, text: str = "", *, after: str = "", limit: int) -> Awaitable[Sequence[PublicRoom]]:
        """
        The first `limit` public and announce rooms, by id, whose id is greater than `after`, and of whose id, title and
        topic some words begin with each of the words of `text`.
        """

    def open_rooms(self, *, after: str = "", limit: int) -> Awaitable[Sequence[tuple[str, str]]]:
        """
        The ids and kinds of the first `limit` public, announce and archived rooms, by id, whose id is greater than
        `after`; none whose id begins with ``~``.
        """

    def list_rooms(self, *, after: str = "", limit: int) -> Awaitable[Sequence[RoomEntry]]:
        """
        The first `limit` rooms, by id, whose id is greater than `after`.
        """


class StoreMaintenance(Protocol):
    """
    Opens, closes, checks and maintains a store.  All but the properties and `run_maintenance` may fail: `unavailable`.
    """

    @property
    def status(self) -> StoreStatus:
        """
        The state of the store as of its last attempt to read or write.
        """

    @property
    def writing(self) -> bool:
        """
        Whether something is being written, or waits for that.
        """

    def open_store(self) -> Awaitable[None]:
        """
        Start threads, open files and run migrations.  StartError if that fails.
        """

    def close_store(self) -> Awaitable[None]:
        """
        Close after all earlier calls are done; later calls are refused as `unavailable`.
        """

    def watch_changes(self, changed: Callable[[str], None]) -> None:
        """
        Call `changed` with a room whose log is no longer what `append` and `read` have told: another epoch, texts
        erased, or entries found after a commit that seemed to have failed.  What is held of it has to be read again.
        """

    def run_maintenance(self) -> Awaitable[None]:
        """
        Do the maintenance that is due, in small steps between commits: index messages, scrub deleted texts from the
        files, drop events past their retention, return free space.  Called about once a second; a call during another
        one ends with it.  Never fails.
        """

    def erase_user(self, user_id: str) -> Awaitable[Sequence[str]]:
        """
        Remove a user's inbox, texts, name and read markers everywhere, and the titles and topics that they have set;
        returns the rooms that held any of these.  It does what `RoomDirectory.forget_user` says, too.
        Logs stay whole: each message is as if deleted, by nobody but itself (`deleted.seq` is its own).
        """

    def erased_guests(self) -> Awaitable[Collection[str]]:
        """
        The marks of all guests whose erasure has begun or ended (`chatd.domain.accounts.erased_mark`).
        """

    def unfinished_erasures(self) -> Awaitable[Collection[str]]:
        """
        The users of whom an account has been deleted or an erasure begun, and who are not erased yet.
        """

    def new_epoch(self, room: str | None = None, act: AuditEntry | None = None) -> Awaitable[Sequence[str]]:
        """
        Give a room, or every room, another epoch, so that returning clients start again; returns the rooms changed.
        The act is stored in the same commit; not if there is no such room.
        """

    def delete_room(self, room: str, act: AuditEntry | None, *, unused_since: int | None = None) -> Awaitable[bool]:
        """
        Remove a room: its log, settings, members, sanctions, reports and read markers; returns whether there was one.
        The act is stored in the same commit, if there was.  A room of that id that begins later has another epoch.
        With `unused_since` it is removed only if `unused_rooms` would name it at the moment of that commit.
        """

    def lost_inboxes(self, before: int, *, limit: int) -> Awaitable[Sequence[str]]:
        """
        Some inboxes, made before `before`, of guests of whom nothing is kept after `PeopleStore.purge_guests`.
        """

    def unused_rooms(self, before: int, *, after: str = "", limit: int) -> Awaitable[Sequence[str]]:
        """
        The first `limit` rooms after the id `after`, in the order of ids, in which nothing was ever said, whose members
        are all guests, or the two of a direct room, and have been there since before the time `before`.  Rooms that
        keep nothing are not among them: what is said there leaves no trace.
        """

    def import_log(
        self,
        room: str,
        settings: RoomSettings,
        events: Iterable[LogEvent],
        *,
        replace: bool,
        act: AuditEntry | None = None,
    ) -> Awaitable[int]:
        """
        Make a room's log from `events`, in their present state, seq after seq, and say how many they were; the act is
        stored in the commit after which the log is there.

        `conflict` if the room has a log and `replace` is false; `invalid`, and nothing changed, if the events are no
        log.  `events` is read in another thread.
        """

    def check_integrity(self) -> Awaitable[Sequence[str]]:
        """
        Inconsistencies, one line each: holes, duplicates, marks without a target, an index that disagrees with the log.
        """

    def backup(self, path: Path) -> Awaitable[None]:
        """
        Write a copy of the database, as of one moment, to a new file that only its owner may read, with a checksum.
        Writing goes on.  Refused as `unavailable` if the copy cannot be written; that is no problem of the store.
        """


class KeptSince(Struct, frozen=True, kw_only=True):
    """
    The times, in milliseconds since 1970, before which entries of the audit log, reports, open invitations and claims
    of tokens are removed, and addresses from what is kept.
    """

    addresses: int
    acts: int
    reports: int
    claims: int
    invitations: int


class ReportStanding(NamedTuple):
    """
    A report, the `kind` of its room (None if the store has no record of it), and the `member` that a user is there.
    """

    report: Report
    kind: str | None
    member: Member | None


class RoomDirectory(Protocol):
    """
    Stores rooms and their members, claimed roles, sanctions, reports and the audit log.  May fail with `unavailable`;
    tests/storage/roster_contract.py tests the promises.

    A method with an `act` stores it in the commit that makes the change.
    """

    def room_record(self, room: str) -> Awaitable[RoomRecord | None]:
        """
        The kind and the members of a room; None if the store has no record of it.
        """

    def recorded_rooms(self, *, after: str = "", limit: int) -> Awaitable[Sequence[str]]:
        """
        The first `limit` ids of rooms with a record, of those greater than `after`.
        """

    def is_member(self, room: str, user_id: str) -> Awaitable[bool]:
        """
        Whether a user is a member of a room or invited to it.  Takes as long if there is no such room.
        """

    def add_room(self, room: str, kind: str, owner: Member | None, act: AuditEntry) -> Awaitable[None]:
        """
        Add a room of that kind, with its `owner` if it has one; `conflict` if there is a record already.
        """

    def open_direct_room(self, one: User, other: User, room: str, now: int) -> Awaitable[str]:
        """
        Return the id of the direct room of two users, and add it as `room`, begun by `one`, if there is none; both
        become members.

        Two users have at most one.  `conflict` if there is a record of `room` already.
        """

    def open_inbox(self, user: User, room: str, now: int) -> Awaitable[None]:
        """
        Add `room` as the inbox of a user, its only member, unless there is a record of it.
        """

    def set_kind(self, room: str, kind: str, act: AuditEntry) -> Awaitable[None]:
        """
        Set the kind of a room, with or without a record; never to `direct` nor `inbox`.

        A direct room that is given another kind keeps its members, and the two users may open a new one.
        """

    def put_member(self, room: str, member: Member, act: AuditEntry | None) -> Awaitable[None]:
        """
        Add or replace a member with their role; a room without a record becomes `public`.  An `invited` one was
        invited by the user of `act`.

        A member that is not `invited` any more has accepted the invitation.
        """

    def drop_member(self, room: str, user_id: str, act: AuditEntry | None) -> Awaitable[bool]:
        """
        Remove a member; returns whether there was one.  The act is stored only then.
        """

    def count_invitations(self, *, by: str | None = None, of: str | None = None) -> Awaitable[int]:
        """
        How many invitations are open that the user `by` has made and that the user `of` has got; None: anybody.
        """

    def memberships_of(self, user_id: str) -> Awaitable[Sequence[RoomMembership]]:
        """
        The rooms that a user is a member of or invited to, by id.
        """

    def count_memberships(self, user_id: str) -> Awaitable[int]:
        """
        How many rooms a user is a member of, without invitations and direct rooms that others have begun.
        """

    def share_room(self, one: str, other: str) -> Awaitable[bool]:
        """
        Whether two users are members, not only invited, of the same room that is not a direct one.
        """

    def rename_member(self, user: User) -> Awaitable[None]:
        """
        Change a user's name in their memberships.  The audit log and reports keep the earlier name.
        """

    def sanctions(self) -> Awaitable[Sequence[Sanction]]:
        """
        All sanctions stored, the oldest first, for `chatd.domain.sanctions.SanctionRegister.restore`.
        """

    def add_sanction(self, sanction: Sanction, act: AuditEntry) -> Awaitable[None]:
        """
        Store a sanction in place of one with the same kind, subject and room.  Of a kick only the act is stored.
        """

    def remove_sanction(self, kind: Kind, subject: str, room: str | None, act: AuditEntry) -> Awaitable[None]:
        """
        Remove a sanction.
        """

    def add_report(self, report: Report, *, limit: int) -> Awaitable[Report]:
        """
        Store a report; returns it with its id, or the open one of the same user about the same message.  `forbidden` if
        they have `limit` open ones.
        """

    def get_report(self, report_id: int) -> Awaitable[Report | None]:
        """
        The report with that id, if any.
        """

    def report_and_standing(self, report_id: int, user_id: str) -> Awaitable[ReportStanding | None]:
        """
        The report with that id, if any, and what `user_id` is in its room, by one query.
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

    def close_report(self, report_id: int, outcome: Outcome, act: AuditEntry) -> Awaitable[Report]:
        """
        Close a report, by and at the time of `act`; `not_found` if there is none.  A report that is closed already is
        returned as it is, and the act is not stored.
        """

    def record_act(self, act: AuditEntry) -> Awaitable[None]:
        """
        Add an entry to the audit log.
        """

    def list_acts(
        self, room: str | None = None, *, before: int | None = None, limit: int
    ) -> Awaitable[Sequence[AuditEntry]]:
        """
        The newest `limit` entries of the audit log with an id < `before`, of one room or of all, the newest first.
        """

    def note_claim(self, user_id: str, roles: Mapping[str, str], now: int) -> Awaitable[None]:
        """
        Keep the roles by room pattern that a user's token gave at `now`, in the place of earlier ones; nothing is kept
        if there are none.
        """

    def claimed_roles(self, user_id: str) -> Awaitable[Mapping[str, str]]:
        """
        The roles that `note_claim` has kept.
        """

    def forget_user(self, user_id: str) -> Awaitable[None]:
        """
        Remove a user's memberships, claimed roles and contact rule, their name wherever it is kept, and the reasons of
        their reports and sanctions, titles and topics in the audit log, and their address.  Their id stays in the audit
        log and where somebody else has the other half of a direct room, and so do the sanctions on it.
        """

    def purge_sanctions(self, now: int) -> Awaitable[None]:
        """
        Remove sanctions that have ended at `now`.
        """

    def purge_old_records(self, since: KeptSince) -> Awaitable[None]:
        """
        Remove what is older than `since` says, in steps.
        """
