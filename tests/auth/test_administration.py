"""
What administrators do with other people's accounts.
"""

from chatd.auth.tokens import LINK, is_token
from chatd.domain.accounts import Promoted, SignedOut
from tests.auth.people import BOSS, TownTestCase

HOME = "192.0.2.1"


class AdministrationTests(TownTestCase):
    """
    An administrator at work.
    """

    def sign_in(self, name: str, password: str = "correct horse") -> None:
        """
        Somebody gets in.
        """
        self.do(self.town.own.sign_in(name, password, address=HOME, agent=""))

    def test_site_begins_without_an_administrator(self) -> None:
        """
        Until one is made; one that is disabled does not count.
        """
        found = [self.do(self.town.admin.has_admin())]
        self.do(self.town.admin.add_account("Ben", "correct horse", by=BOSS))
        found.append(self.do(self.town.admin.has_admin()))
        boss = self.do(self.town.admin.add_account("Anna", "correct horse", admin=True, by=BOSS))
        found.append(self.do(self.town.admin.has_admin()))
        self.do(self.town.admin.set_disabled(boss.id, disabled=True, by=BOSS))
        found.append(self.do(self.town.admin.has_admin()))
        self.assertEqual(found, [False, False, True, False])

    def test_account_is_found_by_its_name(self) -> None:
        """
        In whatever case; one that is not there is not.
        """
        anna = self.do(self.town.admin.add_account("Anna", None, by=BOSS))
        self.assertEqual(self.do(self.town.admin.find_account("ANNA")), anna)
        self.assertEqual(self.refused(self.town.admin.find_account("Ben")), ("not_found", None))

    def test_account_is_made_under_the_same_rules(self) -> None:
        """
        Names, passwords, look-alikes.
        """
        self.do(self.town.admin.add_account("Anna", "correct horse", by=BOSS))
        self.sign_in("Anna")
        for name, password, answer in (
            ("anna", "correct horse", ("conflict", "name")),
            ("~Ben", None, ("invalid", "name")),
            ("Ben", "short", ("invalid", "password")),
        ):
            self.assertEqual(self.refused(self.town.admin.add_account(name, password, by=BOSS)), answer)

    def test_account_without_a_password_gets_in_by_a_link(self) -> None:
        """
        So that an administrator never knows anybody's password.
        """
        anna = self.do(self.town.admin.add_account("Anna", None, by=BOSS))
        link = self.do(self.town.admin.reset_link(anna.id, BOSS))
        self.assertTrue(is_token(link, LINK))
        self.do(self.town.own.reset_password(link, "correct horse", address=HOME))
        self.sign_in("Anna")

    def test_link_is_for_an_account_that_is_there(self) -> None:
        self.assertEqual(self.refused(self.town.admin.reset_link("a.7", BOSS)), ("not_found", None))

    def test_password_can_be_set(self) -> None:
        """
        All sessions of the account end.
        """
        anna = self.do(self.town.admin.add_account("Anna", "correct horse", by=BOSS))
        self.do(self.town.admin.set_password(anna.id, "battery staple", by=BOSS))
        self.sign_in("Anna", "battery staple")
        self.assertEqual(self.town.changes, [SignedOut(anna.id)])
        self.assertEqual(self.refused(self.town.admin.set_password(anna.id, "short", by=BOSS)), ("invalid", "password"))

    def test_disabling_acts_at_once_and_ends(self) -> None:
        """
        Live sessions hear of it; enabled again, one has to sign in again.
        """
        anna = self.do(self.town.admin.add_account("Anna", "correct horse", by=BOSS))
        cookie = self.do(self.town.own.sign_in("Anna", "correct horse", address=HOME, agent="")).token
        self.do(self.town.admin.set_disabled(anna.id, disabled=True, by=BOSS))
        self.assertEqual(self.refused(self.town.cookies.recognise(cookie)), ("bad_token", "session"))
        self.do(self.town.admin.set_disabled(anna.id, disabled=False, by=BOSS))
        self.assertEqual(self.refused(self.town.cookies.recognise(cookie)), ("bad_token", "session"))
        self.sign_in("Anna")
        self.assertEqual(self.town.changes, [SignedOut(anna.id)])

    def test_promotion_is_told(self) -> None:
        """
        Sessions get the change in both directions.
        """
        anna = self.do(self.town.admin.add_account("Anna", "correct horse", by=BOSS))
        flags = [self.do(self.town.admin.set_admin(anna.id, admin=admin, by=BOSS)).admin for admin in (True, False)]
        self.assertEqual(
            (flags, self.town.changes), ([True, False], [Promoted(anna.id, True), Promoted(anna.id, False)])
        )

    def test_deleting_an_account_ends_its_sessions(self) -> None:
        """
        One that is not there cannot be deleted.
        """
        anna = self.do(self.town.admin.add_account("Anna", None, by=BOSS))
        self.assertEqual(self.do(self.town.admin.delete(anna.id, by=BOSS)), anna)
        self.assertEqual(self.town.changes, [SignedOut(anna.id)])
        self.assertEqual(self.refused(self.town.admin.delete(anna.id, by=BOSS)), ("not_found", None))
