"""
What a durable store offers beside its logs: the rooms there are, and what an operator does with them.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import UNSET, Struct, UnsetType

from chatd.model import Head, LogEvent
from chatd.roster import Act
from chatd.terms import Retention, RoomSettings


class RoomEntry(Struct, frozen=True):
    """
    One room that the store knows.
    """

    room: str
    head: Head
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


class Catalogue(Protocol):
    """
    The rooms there are and what is set for them.  May fail with `unavailable`.
    """

    def settings(self, room: str) -> Awaitable[RoomSettings]:
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
        act: Act | None = None,
    ) -> Awaitable[RoomSettings]:
        """
        Set what is given, and answer with all there is.  A retention changed from or to nothing makes the log anew:
        empty, with another epoch, and `watch_changes` is told.  The act is stored in the same commit.
        """

    def list_rooms(self, *, after: str = "", limit: int) -> Awaitable[Sequence[RoomEntry]]:
        """
        The first `limit` rooms, by id, whose id is greater than `after`.
        """


class Upkeep(Protocol):
    """
    The store's life, and what an operator does with it.  All but `status` and `tidy` may fail with `unavailable`.
    """

    @property
    def status(self) -> StoreStatus:
        """
        How the store is, as of the last time it tried.
        """

    def open(self) -> Awaitable[None]:
        """
        Begin: threads, files and migrations start here and not before.  StartError if that cannot be.
        """

    def close(self) -> Awaitable[None]:
        """
        End, after all that was asked before; what is asked later is refused as `unavailable`.
        """

    def watch_changes(self, changed: Callable[[str], None]) -> None:
        """
        Call `changed` with a room whose log is no longer what `append` and `read` have told: another epoch, texts
        erased, or entries found after a commit that seemed to have failed.  What is held of it has to be read again.
        """

    def tidy(self) -> Awaitable[None]:
        """
        Do what is due, in small steps between commits: index, scrub deleted texts from the files, drop what is past
        its retention, give space back.  To be called every second or so; while one call is at work, others join it.
        Never fails.
        """

    def erase(self, user_id: str) -> Awaitable[Sequence[str]]:
        """
        Remove a user's texts, name and marks everywhere, and answer with the rooms that held any texts; of the roster
        goes what `chatd.roster.Roster.forget` says.

        Logs stay whole: each message is as if deleted, by nobody but itself (`deleted.seq` is its own).
        """

    def unfinished(self) -> Awaitable[Collection[str]]:
        """
        The users of whom an account has been deleted or an erasure begun, and who are not erased yet.
        """

    def new_epoch(self, room: str | None = None, act: Act | None = None) -> Awaitable[Sequence[str]]:
        """
        Give a room, or all there are, another epoch and answer with those that have one now: clients that come back
        start anew.  The act is stored in the same commit; not if there is no such room.
        """

    def import_log(
        self, room: str, settings: RoomSettings, events: Iterable[LogEvent], *, replace: bool, act: Act | None = None
    ) -> Awaitable[int]:
        """
        Make a room's log from `events`, in their present state, seq after seq, and say how many they were; the act is
        stored in the commit after which the log is there.

        `conflict` if the room has a log and `replace` is false; `invalid`, and nothing changed, if the events are no
        log.  `events` is read in another thread.
        """

    def check(self) -> Awaitable[Sequence[str]]:
        """
        What is wrong: holes, doubles, marks that lead nowhere, an index that does not agree.  Empty if all is well.
        """

    def backup(self, path: Path) -> Awaitable[None]:
        """
        Write a copy of everything, as of one moment, to a new file that only the owner may read; people go on talking.
        """
