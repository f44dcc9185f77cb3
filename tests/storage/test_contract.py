"""
All stores under the contract: in memory, in a database with what was said waiting for the index, and indexed.
"""

from typing import Any

import pytest
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.events import Draft, Result
from chatd.storage.memory.logs import MemoryStore
from chatd.storage.sql.dialect import SqlDialect
from chatd.storage.sql.store import SqlStore
from tests.storage.contract import MarksContract, RecallContract, StoreContract
from tests.storage.turns import Disk, InPostgreSql
from tests.support.postgresql import needs_postgresql


class MemoryStoreTests(StoreContract, MarksContract, RecallContract, SynchronousTestCase):
    """
    Logs in memory.
    """

    def setUp(self) -> None:
        self.store = MemoryStore(keep=1000, rooms=100, in_use=lambda room: False)
        self.marks = self.recall = self.store

    def wait(self, answer: Any) -> Any:
        return self.successResultOf(answer)


class SqlStoreTests(Disk, StoreContract, MarksContract, RecallContract):
    """
    Logs on disk.
    """

    def setUp(self) -> None:
        super().setUp()
        self.store = self.marks = self.recall = self.open()

    def open(self, dialect: SqlDialect | None = None) -> SqlStore:
        """
        See `Disk.open`; what the test leaves behind agrees with itself.
        """
        store = super().open(dialect)
        self.addCleanup(lambda: self.store is store and self.assertEqual(self.wait(store.check_integrity()), []))
        return store

    def append(self, *drafts: Draft) -> list[Result]:  # type: ignore[override]
        return list(self.wait(self.store.append(drafts)))

    def say(self, text: str, *args: Any, **more: Any) -> Any:  # type: ignore[override]
        return StoreContract.say(self, text, *args, **more)

    def found(self, text: str, **more: Any) -> list[int]:  # type: ignore[override]
        return RecallContract.found(self, text, **more)


class IndexedSqlStoreTests(SqlStoreTests):
    """
    Logs on disk, where the indexes have taken in everything after each batch.
    """

    def append(self, *drafts: Draft) -> list[Result]:  # type: ignore[override]
        results = super().append(*drafts)
        # Twice: the first time only notices that nobody talks.
        self.wait(self.store.run_maintenance())
        self.wait(self.store.run_maintenance())
        self.assertEqual(self.store.status.unindexed, 0)
        return results


class ReopenedSqlStoreTests(SqlStoreTests):
    """
    Logs on disk, closed and opened again after each batch.
    """

    def append(self, *drafts: Draft) -> list[Result]:  # type: ignore[override]
        results = super().append(*drafts)
        self.wait(self.store.close_store())
        self.store = self.marks = self.recall = self.open()
        return results


@needs_postgresql
class PostgreSqlStoreTests(InPostgreSql, SqlStoreTests):
    """
    Logs in PostgreSQL.
    """


@needs_postgresql
@pytest.mark.slow
class IndexedPostgreSqlStoreTests(InPostgreSql, IndexedSqlStoreTests):
    """
    Logs in PostgreSQL, where the indexes have taken in everything after each batch.
    """


@needs_postgresql
@pytest.mark.slow
class ReopenedPostgreSqlStoreTests(InPostgreSql, ReopenedSqlStoreTests):
    """
    Logs in PostgreSQL, closed and opened again after each batch.
    """
