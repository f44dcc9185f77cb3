"""
Names of users of tokens and keys beside those of accounts.
"""

from msgspec.structs import replace

from chatd.auth.distinct_names import CHECKED_MAX, DistinctNames
from chatd.auth.gate import ApiKeyToken, Gate, key_checker
from chatd.domain.accounts import Scope
from chatd.domain.events import User
from tests.auth.people import BOSS, NAMES, TownTestCase

TOM = User("x.site.7", "Tom")


class DistinctNameTests(TownTestCase):
    """
    Anna and Tom have accounts.
    """

    def setUp(self) -> None:
        super().setUp()
        self.names = DistinctNames(NAMES, self.town.people, self.town.clock, self.town.now)
        for name in ("Anna", "Tom"):
            self.make(name)

    def make(self, name: str) -> str:
        """
        Make an account; returns its id.
        """
        return self.do(self.town.admin.add_account(name, "correct horse", by=BOSS)).id

    def shown(self, name: str, user_id: str = "x.site.7") -> str:
        """
        The name that others see.
        """
        user = self.do(self.names.distinguish(User(user_id, name)))
        self.assertEqual(user.id, user_id)
        self.assertLessEqual(len(user.name), NAMES.limit)
        return user.name

    def test_name_of_an_account_gets_an_addition(self) -> None:
        """
        Also one that looks like it; others stay.
        """
        self.assertEqual(self.shown("Tom"), "Tom (site)")
        self.assertEqual(self.shown("TOM"), "TOM (site)")
        self.assertEqual(self.shown("\u0422om"), "\u0422om (site)")
        self.assertEqual(self.shown("tom", "k.tom"), "tom (key)")
        self.assertEqual((self.shown("Tomas"), self.shown("admin")), ("Tomas", "admin"))

    def test_addition_cannot_be_taken_either(self) -> None:
        self.make("Tom (site)")
        self.assertRegex(self.shown("Tom"), r"^Tom \(site [0-9a-f]{6}\)$")

    def test_long_names_are_cut(self) -> None:
        long = "x" * 32
        self.make(long)
        self.assertEqual(self.shown(long), "x" * 25 + " (site)")
        self.assertEqual(len(self.shown(long, f"x.{'y' * 32}.7")), 32)

    def test_name_that_an_account_gave_up_rests(self) -> None:
        account = self.make("Cleo")
        self.do(self.town.own.rename_account(account, "Cleopatra"))
        self.do(self.town.own.change_login(account, "Cleopatra", "correct horse"))
        self.assertEqual(self.shown("Cleo"), "Cleo (site)")

    def test_name_is_checked_again_after_a_minute(self) -> None:
        """
        Not at each request; what is remembered is bounded.
        """
        self.assertEqual(self.shown("Ben"), "Ben")
        self.make("Ben")
        self.assertEqual(self.shown("Ben"), "Ben")
        self.town.clock.advance(60)
        self.assertEqual(self.shown("Ben"), "Ben (site)")
        for number in range(CHECKED_MAX + 5):
            self.do(self.names.distinguish(replace(TOM, id=f"x.site.{number}", name=f"U{number}")))
        self.assertEqual(len(self.names._checked), CHECKED_MAX)

    def test_gate_gives_users_of_keys_a_name_of_their_own(self) -> None:
        token, _ = self.do(self.town.keys.create_key("anna", Scope({"*": ("*",)}), BOSS))
        gate = Gate(key_checker(self.town.keys), names=self.names)
        self.assertEqual(self.do(gate.authenticate(ApiKeyToken(token))).user, User("k.anna", "anna (key)"))
