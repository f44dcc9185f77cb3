"""
What is kept of rooms and of those who keep order in them, in memory and in SQL: one contract.
"""

from twisted.trial.unittest import SynchronousTestCase

from chatd.storage.roster_memory import MemoryRoster
from tests.storage.roster_contract import Asking, RosterContract, act, complaint


class MemoryRosterTests(RosterContract, SynchronousTestCase):
    """
    Kept in memory.
    """

    def setUp(self) -> None:
        """
        Nothing yet.
        """
        self.roster = MemoryRoster()


class BoundedRosterTests(Asking, SynchronousTestCase):
    """
    In memory there is room for so much.
    """

    def setUp(self) -> None:
        """
        Room for two of each.
        """
        self.roster = MemoryRoster(keep=2)

    def test_oldest_acts_and_reports_make_way(self) -> None:
        """
        The others keep their ids, also when somebody is forgotten.
        """
        for number in range(3):
            self.do(self.roster.record(act(room=str(number))))
            self.do(self.roster.add_report(complaint(seq=number + 1)))
        self.do(self.roster.forget("g.9"))
        self.do(self.roster.record(act(room="3")))
        self.assertEqual([(one.id, one.room) for one in self.acts()], [(4, "3"), (3, "2")])
        self.assertEqual([report.id for report in self.do(self.roster.reports(None, limit=9))], [3, 2])
        self.assertIsNone(self.do(self.roster.report(1)))
