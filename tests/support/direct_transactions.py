"""
Transactions on a database, done in the thread of the test while it waits.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from twisted.internet.defer import Deferred, execute

from chatd.storage.sql.dialect import SqlDialect
from chatd.storage.sql.transactions import Transactions
from chatd.storage.sqlite.database import Sqlite

T = TypeVar("T")


class DirectTransactions(Transactions):
    """
    Has one connection, for `commit`, `commit_alone` and `query`, and no other part of `Transactions`.
    """

    def __init__(self, database: Path | SqlDialect) -> None:
        self._engine = (Sqlite(database) if isinstance(database, Path) else database).writing()
        self.connection = self._engine.connect()

    def commit(self, transaction: Callable[[Connection], T], *, forget: Iterable[str] = ()) -> Deferred[T]:
        return execute(self._run, transaction)

    commit_alone = commit

    def query(self, transaction: Callable[[Connection], T]) -> Deferred[T]:
        return execute(self._run, transaction)

    def end(self) -> None:
        """
        Close the database.
        """
        self.connection.close()
        self._engine.dispose()

    def _run(self, transaction: Callable[[Connection], T]) -> T:
        with self.connection.begin():
            return transaction(self.connection)
