"""
Webhooks, their cursors and deliveries, in memory and in SQL: one contract.
"""

from collections.abc import Awaitable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.events import NewMessage
from chatd.domain.webhooks import RoomCursor
from chatd.storage.memory.logs import MemoryStore
from chatd.storage.memory.roster import MemoryRoster
from chatd.storage.memory.webhooks import MemoryWebhooks
from chatd.storage.sql.roster import SqlRoster
from chatd.storage.sql.webhooks import SqlWebhooks
from tests.storage.turns import Disk, InPostgreSql
from tests.storage.webhook_contract import ANN, BacklogContract, WebhookContract, act
from tests.support.databases import empty_database
from tests.support.direct_transactions import DirectTransactions
from tests.support.postgresql import needs_postgresql, open_postgresql

T = TypeVar("T")


class MemoryWebhookTests(WebhookContract, BacklogContract, SynchronousTestCase):
    """
    In memory.
    """

    def setUp(self) -> None:
        self.roster = self.act_events = roster = MemoryRoster()
        self.log = log = MemoryStore(keep=1000, rooms=100, in_use=lambda room: False, roster=roster)
        self.store = MemoryWebhooks(roster, log)


class SqlWebhookTests(WebhookContract, SynchronousTestCase):
    """
    In a database.
    """

    def setUp(self) -> None:
        path = Path(self.enterContext(TemporaryDirectory())) / "chatd.sqlite"
        path.write_bytes(empty_database())
        transactions = DirectTransactions(path)
        self.addCleanup(transactions.end)
        self.roster = self.act_events = SqlRoster(transactions)
        self.store = SqlWebhooks(transactions)


@needs_postgresql
class PostgreSqlWebhookTests(WebhookContract, SynchronousTestCase):
    """
    On a PostgreSQL server.
    """

    def setUp(self) -> None:
        transactions = DirectTransactions(open_postgresql())
        self.addCleanup(transactions.end)
        self.roster = self.act_events = SqlRoster(transactions)
        self.store = SqlWebhooks(transactions)


class SqlBacklogTests(Disk, BacklogContract):
    """
    In a database with logs.
    """

    def setUp(self) -> None:
        super().setUp()
        self.log = log = self.open()
        self.store = SqlWebhooks(log.transactions)

    def do(self, waiting: Awaitable[T]) -> T:
        """
        The result.
        """
        return self.wait(waiting)

    def test_next_log_of_a_removed_room_is_told_from_its_beginning(self) -> None:
        """
        What was stored as events was told, and is not told again.
        """
        self.do(self.log.append([NewMessage("news", ANN, 2000, "Hello")]))
        self.do(self.store.put_cursors("wh_1", [RoomCursor(room="news", epoch="E", seq=1, time=2000, event=7)]))
        self.do(self.log.delete_room("news", act("delete_room")))  # type: ignore[attr-defined]
        found = self.do(self.store.cursors("wh_1", ["news"]))
        self.assertEqual(found, {"news": RoomCursor(room="news", event=7)})


@needs_postgresql
class PostgreSqlBacklogTests(InPostgreSql, SqlBacklogTests):
    """
    On a PostgreSQL server, with logs.
    """
