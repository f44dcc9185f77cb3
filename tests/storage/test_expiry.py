"""
What goes by its age in SQL: old records, and what is kept for guests who stay away.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, insert, select
from twisted.trial.unittest import SynchronousTestCase

from chatd.interfaces.storage import KeptSince
from chatd.storage.sql.accounts import SqlPeople
from chatd.storage.sql.expiry import STEP
from chatd.storage.sql.roster import SqlRoster
from chatd.storage.sql.tables import acts, guests, ignores, reports, seen
from tests.support.databases import empty_database
from tests.support.direct_transactions import DirectTransactions
from tests.support.synchronous import Asking

MANY = 2 * STEP + 50


class GuestRecordTests(Asking, SynchronousTestCase):
    """
    More guests than one step takes, and an account.
    """

    def setUp(self) -> None:
        path = Path(self.enterContext(TemporaryDirectory())) / "chatd.sqlite"
        path.write_bytes(empty_database())
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


class OldRecordTests(Asking, SynchronousTestCase):
    """
    More young rows before the old ones than one step takes, from a time when the clock was wrong.
    """

    def test_old_records_go_behind_many_younger_ones(self) -> None:
        path = Path(self.enterContext(TemporaryDirectory())) / "chatd.sqlite"
        path.write_bytes(empty_database())
        store = DirectTransactions(path)
        self.addCleanup(store.end)
        times = [9999] * (STEP + 1) + [1000, 9999] * (STEP + 1)
        who = {"by": "g.1", "by_name": "Ann", "reason": ""}
        with store.connection.begin():
            rows = [{"action": "mute", "detail": "", "time": time, **who} for time in times]
            store.connection.execute(insert(acts), rows)
            about = {"open": True, "room": "lobby", "seq": 1, "author": "g.2", "author_name": "Ben", **who}
            store.connection.execute(insert(reports), [{"time": time, **about} for time in times])
        self.do(
            SqlRoster(store).purge_old_records(KeptSince(addresses=0, acts=2000, reports=2000, claims=0, invitations=0))
        )
        for table in (acts, reports):
            with store.connection.begin():
                left = store.connection.execute(select(table.c.time, func.count()).group_by(table.c.time)).all()
            self.assertEqual([tuple(row) for row in left], [(9999, 2 * (STEP + 1))])
