"""
A reactor of which nothing is there but its queue, and a store on disk that is driven by it.
"""

import queue
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from twisted.python.failure import Failure
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.events import Draft, Message, NewMessage, Result, Stored, User
from chatd.domain.rooms import Retention
from chatd.storage.sql.dialect import SqlDialect
from chatd.storage.sql.store import SqlStore
from chatd.storage.sqlite.database import Sqlite
from tests.support.databases import empty_database
from tests.support.postgresql import empty_postgresql, open_postgresql
from tests.support.timeouts import PATIENCE

T = TypeVar("T")
START = 1_700_000_000_000

ANN = User("g.ann", "Ann")
BOB = User("g.bob", "Bob")


class Turns:
    """
    Runs what other threads ask for, in order, while somebody waits.
    """

    def __init__(self, seconds: Callable[[], float] = lambda: 0.0) -> None:
        self.seconds = seconds
        self._calls: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()

    def callFromThread(self, callable: Callable[..., Any], *args: object, **kwargs: object) -> None:  # noqa: N802 - Twisted's name
        """
        See `chatd.threads.ReactorFromThread`.
        """
        self._calls.put(lambda: callable(*args, **kwargs))

    def callLater(  # noqa: N802 - Twisted's name
        self, delay: float, callable: Callable[..., object], *args: object, **kwargs: object
    ) -> None:
        """
        Call it in its turn, as if the time had passed.
        """
        self.callFromThread(callable, *args, **kwargs)

    def step(self) -> None:
        """
        Run the next call, when it is there.
        """
        self._calls.get(timeout=PATIENCE)()

    def wait(self, answer: Any) -> Any:
        """
        What the Deferred fires with, raised if it is a failure.
        """
        fired: list[Any] = []
        answer.addBoth(fired.append)
        while not fired:
            self.step()
        if isinstance(fired[0], Failure):
            fired[0].raiseException()
        return fired[0]


class Disk(SynchronousTestCase):
    """
    A test with a directory, a clock, and stores that are closed at its end.
    """

    retention: Retention | None = None

    def setUp(self) -> None:
        self.turns = Turns(lambda: self.time / 1000)
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.path = self.directory / "chatd.sqlite3"
        self.time = START

    def open(self, dialect: SqlDialect | None = None) -> SqlStore:
        """
        The store at `path`, open; a new one has the tables of `empty_database`.
        """
        store = SqlStore(
            dialect or self.database(), reactor=self.turns, now=lambda: self.time, retention=self.retention
        )
        self.wait(store.open_store())
        self.addCleanup(self.close, store)
        return store

    def database(self) -> SqlDialect:
        """
        The database that `open` opens.
        """
        if not self.path.exists():
            self.path.write_bytes(empty_database())
        return Sqlite(self.path, busy_ms=50)

    def close(self, store: SqlStore) -> None:
        """
        Close a store; more than once does no harm.
        """
        self.wait(store.close_store())

    def wait(self, answer: Awaitable[T]) -> T:
        """
        What the Deferred fires with.
        """
        return cast("T", self.turns.wait(answer))

    def append(self, store: SqlStore, *drafts: Draft) -> list[Result]:
        """
        What became of drafts that were appended together.
        """
        results: Sequence[Result] = self.turns.wait(store.append(drafts))
        return list(results)

    def say(self, store: SqlStore, text: str, *, room: str = "lobby", user: User = ANN, key: str | None = None) -> int:
        """
        The seq of a message that is stored now.
        """
        (result,) = self.append(store, NewMessage(room, user, self.time, text, key))
        assert isinstance(result, Stored), result
        assert isinstance(result.event.seq, int)
        return result.event.seq

    def texts(self, store: SqlStore, room: str = "lobby") -> list[str]:
        """
        The texts of a room's messages, oldest first.
        """
        page = self.wait(store.read(room, limit=1000))
        return [event.text for event in page.events if isinstance(event, Message)]

    def found(self, store: SqlStore, text: str, room: str = "lobby") -> list[int]:
        """
        The seqs of the messages that a search finds.
        """
        return [int(event.seq) for event in self.wait(store.search_messages(room, text, limit=100)).events]  # type: ignore[arg-type]


class InPostgreSql(Disk):
    """
    A `Disk` whose store is on a PostgreSQL server; `needs_postgresql` marks such tests.
    """

    def setUp(self) -> None:
        self.url = empty_postgresql()
        super().setUp()

    def database(self) -> SqlDialect:
        return open_postgresql(self.url)
