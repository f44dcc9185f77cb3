"""
What a SQL database does in its own way: an interface for the modules that all of them share.
"""

from collections.abc import Callable, Collection, Coroutine, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine, Select

from chatd.domain.events import FoundAt
from chatd.storage.search_text import Query

T = TypeVar("T")

InWriter = Callable[[Callable[[], Any]], Coroutine[Any, Any, Any]]
"""Calls a function in the writer's thread."""


class WritingConnection(Protocol):
    """
    The writer's connection, to be used in its thread.
    """

    def run_transaction(self, transaction: Callable[[Connection], T]) -> T: ...

    def run_outside_transaction(self, transaction: Callable[[Connection], T]) -> T: ...


class SqlDialect(Protocol):
    """
    One database.
    """

    readers: int
    """The number of connections that only read."""
    checked_after_crash: bool
    """Whether `defects` are looked for if the last process had not closed the database."""

    @property
    def place(self) -> str:
        """
        The database as messages name it.
        """
        ...

    # Connections

    def writing(self) -> Engine:
        """
        An engine with the one connection that writes.
        """
        ...

    def reading(self) -> Engine:
        """
        An engine with `readers` connections that only read; each transaction sees one snapshot.
        """
        ...

    def note_connected(self) -> None:
        """
        Called when the writer has connected.  Raises an error that `fault` knows if it is not the same database as
        before.
        """
        ...

    def expect_close(self) -> None:
        """
        Called before the writer's connection is closed.
        """
        ...

    def close_files(self) -> None:
        """
        Called at the end, after all connections were closed.
        """
        ...

    def check_usable(self) -> None:
        """
        Raise the error that was found to be final; called before each use of the writer's connection.
        """
        ...

    def check_unmoved(self) -> None:
        """
        Called before each commit: raise an error that `fault` knows if it would be lost.
        """
        ...

    def check_unmoved_lately(self, now: float) -> None:
        """
        `check_unmoved` for transactions that only read, not at each of them; `now` is the time of a clock in seconds.
        """
        ...

    # Faults

    def fault(self, error: BaseException) -> str | None:
        """
        A description of the fault in one phrase; None if `error` is no fault of the database.
        """
        ...

    def start_problem(self, error: BaseException) -> str | None:
        """
        The same for a database that cannot be opened: what to do about it.
        """
        ...

    def is_disconnect(self, error: BaseException) -> bool:
        """
        Whether a connection was lost, and what only reads can be tried again on another.
        """
        ...

    # Tables

    def upgrade_tables(self, connection: Connection) -> Path | None:
        """
        Bring the tables up to date; returns the path of a copy that was made before, if any.

        Raises StartError if a newer version of chatd has written the database.
        """
        ...

    def defects(self, *, quick: bool = True) -> list[str]:
        """
        Defects of the files, one line each; empty if they are sound.
        """
        ...

    def back_up(self, path: Path) -> None:
        """
        Write a snapshot to the new file `path`.  Raises FileExistsError if it exists, Refusal if that is not possible.
        """
        ...

    # Transactions within a transaction

    def begin_savepoint(self, connection: Connection) -> None:
        """
        Begin something that can be undone by itself, in the open transaction.
        """
        ...

    def end_savepoint(self, connection: Connection, *, keep: bool) -> None:
        """
        End what the last `begin_savepoint` began, and undo it unless `keep`.
        """
        ...

    def count_changes(self, connection: Connection) -> int:
        """
        A number that differs if rows were changed with this connection, also in transactions that were undone, or if
        the open transaction cannot go on.
        """
        ...

    # Written with each message

    def insert_events(self, connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """
        Insert rows of id, kind, author, name, time, text, key, reply_to, link, data.
        """
        ...

    def find_keys(
        self, connection: Connection, keys: Sequence[tuple[int, str, str]]
    ) -> list[tuple[int, str, str, int]]:
        """
        Rows of room, author, key and seq for those of `keys` (room, author, key) that are in `authored`.
        """
        ...

    def upsert_read_markers(self, connection: Connection, marks: Sequence[tuple[str, int, int]]) -> None:
        """
        Store markers of reader, room, seq; a marker is never moved back.
        """
        ...

    # Written later in large steps

    def insert_authored(self, connection: Connection, rows: Sequence[tuple[int, str, str, int]]) -> None:
        """
        Insert rows of room, author, key, seq; rows that exist stay as they are.
        """
        ...

    def remove_authored(self, connection: Connection, rows: Sequence[tuple[int, str, str, int]]) -> None:
        """
        Delete rows of room, author, key, seq.
        """
        ...

    def add_words(self, connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
        """
        Add texts to the search index; `texts` are pairs of entry id and text as
        `chatd.storage.search_text.spaced` returns it, in ascending order of ids.
        """
        ...

    def remove_words(self, connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
        """
        Remove texts from the search index; they must be exactly those that were added.
        """
        ...

    def clear_words(self, connection: Connection) -> None:
        """
        Empty the search index.
        """
        ...

    def find_wrong_entry(self, connection: Connection, texts: Iterable[tuple[int, str]]) -> int | None:
        """
        The id of an entry whose words in the search index are not those of `texts`, which are all that should be there,
        in ascending order of ids; None if the index agrees.
        """
        ...

    # Reading

    def find_words(self, connection: Connection, query: Query, low: int, high: int, limit: int) -> list[int]:
        """
        The ids of the newest `limit` entries that match `query`, between `low` and `high` (exclusive), newest first.
        Both ids belong to one room.
        """
        ...

    def find_words_in_rooms(
        self, connection: Connection, query: Query, names: Collection[str], before: FoundAt, limit: int
    ) -> list[tuple[int, int, str]]:
        """
        Id, time and room of the newest `limit` indexed entries of the rooms `names` that match `query`, newest first.
        """
        ...

    def unindexed_texts(self, connection: Connection, names: Collection[str]) -> list[tuple[int, int, str, str]]:
        """
        Id, time, room and text of the messages of the rooms `names` that the search index does not contain yet, because
        they are new.
        """
        ...

    def for_rows(self, rows: Select[Any]) -> Select[Any]:
        """
        A statement that returns the rows of `rows` as `read_rows` reads them.
        """
        ...

    def read_rows(self, connection: Connection, statement: Select[Any], values: dict[str, Any], kind: Any) -> list[Any]:
        """
        The rows of a statement from `for_rows`, each as a tuple or named tuple `kind`.
        """
        ...

    # Maintenance, outside of transactions

    def sync(self, connection: Connection, *, full: bool) -> None:
        """
        Set whether commits wait for the disk: `full` for messages, not for indexes, which can be rebuilt from them.
        """
        ...

    def shrink(self, connection: Connection) -> bool:
        """
        Return some free space to the file system; returns whether there is more.
        """
        ...

    async def scrub(self, writer: WritingConnection, call: InWriter, is_ended: Callable[[], bool]) -> float | None:
        """
        Remove deleted texts from the files, in steps that `call` calls in the writer's thread, until `is_ended`.

        Returns None if they are gone, otherwise 0 to try again soon, or a number of seconds.
        """
        ...
