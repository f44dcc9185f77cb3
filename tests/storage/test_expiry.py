"""
What is kept for guests in SQL, and how it goes when they stay away.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, insert, select
from twisted.trial.unittest import SynchronousTestCase

from chatd.storage.sqlite.accounts import SqlPeople
from chatd.storage.sqlite.expiry import STEP
from chatd.storage.sqlite.tables import guests, ignores, seen
from tests.storage.test_accounts import migrated
from tests.support.direct_transactions import DirectTransactions
from tests.support.synchronous import Asking

MANY = 2 * STEP + 50


class GuestRecordTests(Asking, SynchronousTestCase):
    """
    More guests than one step takes, and an account.
    """

    def setUp(self) -> None:
        path = Path(self.enterContext(TemporaryDirectory())) / "chatd.sqlite"
        path.write_bytes(migrated())
        self.store = DirectTransactions(path)
        self.addCleanup(self.store.end)
        self.people = SqlPeople(self.store)
        readers = ["a.1", "x.site.1", *(f"g.{number}" for number in range(MANY))]
        with self.store.connection.begin():
            self.store.connection.execute(insert(seen), [{"reader": one, "room": 1, "seq": 1} for one in readers])
            self.store.connection.execute(insert(ignores), [{"reader": one, "other": "a.2"} for one in readers[::2]])

    def counts(self) -> list[int]:
        """
        The rows of guests, markers and ignores.
        """
        with self.store.connection.begin():
            wanted = [select(func.count()).select_from(table) for table in (guests, seen, ignores)]
            return [self.store.connection.execute(one).scalar_one() for one in wanted]

    def test_guests_who_stay_away_take_their_rows_along(self) -> None:
        self.do(self.people.purge_guests([], now=1000, before=500))
        self.assertEqual(self.counts(), [MANY, MANY + 2, MANY // 2 + 1])
        self.do(self.people.purge_guests(["g.8", "g.unknown"], now=2000, before=1500))
        self.assertEqual(self.counts(), [1, 3, 2])

    def test_guests_come_to_be_known_once(self) -> None:
        self.do(self.people.purge_guests([], now=1000, before=500))
        self.do(self.people.purge_guests([], now=1400, before=900))
        self.do(self.people.purge_guests([], now=1501, before=1001))
        self.assertEqual(self.counts(), [0, 2, 1])
