"""
What a durable store offers beside its logs: the rooms there are, and what an operator does with them.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import UNSET, Struct, UnsetType

from chatd.domain.events import (
    Draft,
    FollowedRoom,
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
from chatd.domain.rooms import PublicRoom, Retention, RoomSettings


class MessageLog(Protocol):
    """
    Where the logs of rooms are kept.  The contract is tests/storage/contract.py; all of it may fail with `unavailable`.
    """

    def append(self, drafts: Sequence[Draft]) -> Awaitable[Sequence[Result]]:
        """
        Add drafts to their rooms' logs, all in one commit; one result for each, in their order.

        The `seq` of each comes from here.  A room that is not there yet begins with its first draft.
        """

    def read(self, room: str, *, after: int | None = None, before: int | None = None, limit: int) -> Awaitable[LogPage]:
        """
        At most `limit` events, oldest first: the oldest with seq > `after`, or the newest with seq < `before`,
        or the newest of all.  A room that was not there is an empty log with an epoch of its own.
        """

    def read_heads(self, rooms: Sequence[str]) -> Awaitable[Mapping[str, LogPage]]:
        """
        By room where its log stands and what is set for it: a page of each without events, all in one look.
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
        Remember all `marks` in one commit.  A mark never goes backwards, nor beyond the end of its log; one for a room
        that has no log is dropped.
        """

    def followed_rooms(self, user_id: str) -> Awaitable[Sequence[FollowedRoom]]:
        """
        The rooms in which a user has a mark, by room id.
        """


class MessageSearch(Protocol):
    """
    Finds what was said.  May fail with `unavailable`.
    """

    def search_messages(self, room: str, text: str, *, before: int | None = None, limit: int) -> Awaitable[SearchPage]:
        """
        The newest `limit` messages of a room, with seq < `before`, that hold all words of `text` in any order.

        Case and accents do not count; words joined by punctuation, and Chinese, Japanese and Korean characters that
        stand together, are found as they stand together.  A text without words finds nothing.  Nothing in it is syntax.
        """

    def messages_of(
        self, user_id: str, *, after: tuple[str, int] | None = None, limit: int
    ) -> Awaitable[Sequence[Message]]:
        """
        The first `limit` messages of a user, in all rooms, after the one with that room and `seq`.
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
    search index has yet to take in (they are found all the same).
    """

    problem: str | None = None
    refused: int = 0
    unindexed: int = 0


class RoomCatalogue(Protocol):
    """
    The rooms there are and what is set for them.  May fail with `unavailable`.
    """

    def room_settings(self, room: str) -> Awaitable[RoomSettings]:
        """
        What is set for a room; the defaults for one that nobody has set anything for.
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
    ) -> Awaitable[RoomSettings]:
        """
        Set what is given, and answer with all there is.  A retention changed from or to nothing makes the log anew:
        empty, with another epoch, and `watch_changes` is told.  The act is stored in the same commit.
        """

    def find_rooms(self, text: str = "", *, after: str = "", limit: int) -> Awaitable[Sequence[PublicRoom]]:
        """
        The first `limit` public and announce rooms, by id, whose id is greater than `after`, and of whose id, title and
        topic some words begin with each of the words of `text`.
        """

    def list_rooms(self, *, after: str = "", limit: int) -> Awaitable[Sequence[RoomEntry]]:
        """
        The first `limit` rooms, by id, whose id is greater than `after`.
        """


class StoreMaintenance(Protocol):
    """
    The store's life, and what an operator does with it.  All but `status` and `tidy` may fail with `unavailable`.
    """

    @property
    def status(self) -> StoreStatus:
        """
        How the store is, as of the last time it tried.
        """

    def open_store(self) -> Awaitable[None]:
        """
        Begin: threads, files and migrations start here and not before.  StartError if that cannot be.
        """

    def close_store(self) -> Awaitable[None]:
        """
        End, after all that was asked before; what is asked later is refused as `unavailable`.
        """

    def watch_changes(self, changed: Callable[[str], None]) -> None:
        """
        Call `changed` with a room whose log is no longer what `append` and `read` have told: another epoch, texts
        erased, or entries found after a commit that seemed to have failed.  What is held of it has to be read again.
        """

    def run_maintenance(self) -> Awaitable[None]:
        """
        Do what is due, in small steps between commits: index, scrub deleted texts from the files, drop what is past
        its retention, give space back.  To be called every second or so; while one call is at work, others join it.
        Never fails.
        """

    def erase_user(self, user_id: str) -> Awaitable[Sequence[str]]:
        """
        Remove a user's texts, name and marks everywhere, and answer with the rooms that held any texts; of the roster
        goes what `chatd.interfaces.storage.RoomDirectory.forget_user` says.

        Logs stay whole: each message is as if deleted, by nobody but itself (`deleted.seq` is its own).
        """

    def unfinished_erasures(self) -> Awaitable[Collection[str]]:
        """
        The users of whom an account has been deleted or an erasure begun, and who are not erased yet.
        """

    def new_epoch(self, room: str | None = None, act: AuditEntry | None = None) -> Awaitable[Sequence[str]]:
        """
        Give a room, or all there are, another epoch and answer with those that have one now: clients that come back
        start anew.  The act is stored in the same commit; not if there is no such room.
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
        What is wrong: holes, doubles, marks that lead nowhere, an index that does not agree.  Empty if all is well.
        """

    def backup(self, path: Path) -> Awaitable[None]:
        """
        Write a copy of everything, as of one moment, to a new file that only the owner may read; people go on talking.
        """


class RoomDirectory(Protocol):
    """
    Where all of this is kept.  May fail with `unavailable`.  The contract is tests/storage/test_roster.py.

    What takes an `act` stores it in the same commit: nothing is done that the audit log does not know.
    """

    def room_record(self, room: str) -> Awaitable[RoomRecord | None]:
        """
        What is kept of a room; None if nothing is.
        """

    def recorded_rooms(self, *, after: str = "", limit: int) -> Awaitable[Sequence[str]]:
        """
        The first `limit` rooms, by id, of which something is kept and whose id is greater than `after`.
        """

    def is_member(self, room: str, user_id: str) -> Awaitable[bool]:
        """
        Whether somebody is a member of a room or invited to it.  That takes as long for a room that is not there.
        """

    def add_room(self, room: str, kind: str, owner: Member | None, act: AuditEntry) -> Awaitable[None]:
        """
        A room of that kind, with its `owner` if it has one; `conflict` if something is kept of it already.
        """

    def open_direct_room(self, one: User, other: User, room: str, now: int) -> Awaitable[str]:
        """
        The direct room of two different people, made with the id `room` if they have none yet; both are members of it.

        Two have one, whoever begins.  `conflict` if something is kept of `room` already.
        """

    def set_kind(self, room: str, kind: str, act: AuditEntry) -> Awaitable[None]:
        """
        Another kind, for a room of which something is kept or not; no room becomes `direct` by this.

        A direct room of another kind keeps its members, and the two can begin a new one.
        """

    def put_member(self, room: str, member: Member, act: AuditEntry | None) -> Awaitable[None]:
        """
        Give somebody a role, in the place of the one they had; a room of which nothing is kept is `public` then.

        Who was invited, and is given a role without that, has come.
        """

    def drop_member(self, room: str, user_id: str, act: AuditEntry | None) -> Awaitable[bool]:
        """
        Take somebody's role; whether they had any.  Where they had none, the act was none and is not stored.
        """

    def memberships_of(self, user_id: str) -> Awaitable[Sequence[RoomMembership]]:
        """
        The rooms that somebody is a member of or invited to, by id.
        """

    def rename_member(self, user: User) -> Awaitable[None]:
        """
        Another name in somebody's memberships.  The audit log and reports keep what they were called then.
        """

    def sanctions(self) -> Awaitable[Sequence[Sanction]]:
        """
        All that are kept, the oldest first, for `chatd.domain.sanctions.SanctionRegister.restore`.
        """

    def add_sanction(self, sanction: Sanction, act: AuditEntry) -> Awaitable[None]:
        """
        Keep a sanction in the place of one with the same kind, subject and room.  A kick is only recorded.
        """

    def remove_sanction(self, kind: Kind, subject: str, room: str | None, act: AuditEntry) -> Awaitable[None]:
        """
        Forget a sanction.
        """

    def add_report(self, report: Report) -> Awaitable[Report]:
        """
        Keep a report and answer it with its id.  One that is open, by the same person about the same message, is
        answered as it is instead.
        """

    def get_report(self, report_id: int) -> Awaitable[Report | None]:
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

    def close_report(self, report_id: int, outcome: Outcome, act: AuditEntry) -> Awaitable[Report]:
        """
        Close a report, by and at the time of `act`; `not_found` if there is none.

        One that is closed already is answered as it is, and the act is not stored.
        """

    def record_act(self, act: AuditEntry) -> Awaitable[None]:
        """
        Put an act into the audit log.
        """

    def list_acts(
        self, room: str | None = None, *, before: int | None = None, limit: int
    ) -> Awaitable[Sequence[AuditEntry]]:
        """
        The newest `limit` acts with an id < `before`, in one room or everywhere, the newest first.
        """

    def forget_user(self, user_id: str) -> Awaitable[None]:
        """
        Remove a user's memberships, their name wherever it is kept, and the reasons of their reports.

        Their id stays in the audit log and where somebody else has the other half of a direct room, and so do the
        sanctions on it.
        """

    def purge_sanctions(self, now: int) -> Awaitable[None]:
        """
        Drop sanctions that have ended.
        """
