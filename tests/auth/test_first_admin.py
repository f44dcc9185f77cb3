"""
The first administrator, who is made on the page.
"""

from collections.abc import Awaitable

from msgspec.structs import replace

from chatd.auth.cookies import SignedIn
from chatd.auth.first_admin import FirstAdmin
from chatd.auth.settings import AccountSettings
from chatd.domain.events import User
from tests.auth.people import GENEROUS, Town, TownTestCase

BOSS = User("o.operator", "operator")


class FirstAdminTests(TownTestCase):
    """
    Who has the link that was logged.
    """

    def setUp(self) -> None:
        self.town = Town(replace(GENEROUS, registration="closed"))
        link = self.town.first_admin.new_link()
        assert link is not None
        self.link = link

    def register(self, link: str | None, name: str = "Anna", password: str = "correct horse") -> Awaitable[SignedIn]:
        """
        Make an account on the page.
        """
        return self.town.own.register(name, password, address="192.0.2.1", agent="", invitation=link)

    def test_link_makes_one_administrator(self) -> None:
        """
        Also where nobody may register; it stands in the audit log.
        """
        made = self.do(self.register(self.link))
        self.assertTrue(made.account.admin)
        self.assertEqual(
            [(act.action, act.detail, act.by.id) for act in self.town.acts], [("add_account", "admin", made.account.id)]
        )
        self.assertEqual(self.refused(self.register(self.link, "Bea"))[0], "forbidden")

    def test_link_is_not_used_up_by_a_mistake(self) -> None:
        self.assertEqual(self.refused(self.register(self.link, password="short"))[1], "password")
        self.assertTrue(self.do(self.register(self.link)).account.admin)

    def test_link_ends_with_its_time(self) -> None:
        self.town.clock.advance(24 * 3600 + 1)
        self.assertEqual(self.refused(self.register(self.link))[0], "forbidden")

    def test_link_ends_when_there_is_an_administrator(self) -> None:
        self.do(self.town.admin.add_account("Boss", "correct horse", by=BOSS, admin=True))
        self.assertEqual(self.refused(self.register(self.link))[0], "bad_token")

    def test_another_link_replaces_it(self) -> None:
        """
        None is valid that was never given out.
        """
        second = self.town.first_admin.new_link()
        self.assertEqual(self.refused(self.register(self.link))[0], "forbidden")
        self.assertEqual(self.refused(self.register("chatd_link_" + "x" * 43))[0], "forbidden")
        self.assertTrue(self.do(self.register(second)).account.admin)

    def test_setting_switches_it_off(self) -> None:
        self.assertIsNone(FirstAdmin(AccountSettings(first_admin_link=False), lambda: 0).new_link())
