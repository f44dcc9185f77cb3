"""
The disk quota: warned first, then guests are refused, then everybody.
"""

from typing import Literal

from msgspec.structs import replace
from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.disk_quota import DiskUse
from tests.support.fakes import ROOMY, World


class QuotaTests(SynchronousTestCase):
    """
    A node with 1,000 bytes, a guest and an account.
    """

    def setUp(self) -> None:
        self.begin(1000)

    def begin(self, disk_bytes: int | Literal["auto"]) -> None:
        """
        Start a node.
        """
        self.world = World(limits=replace(ROOMY, disk_bytes=disk_bytes))
        self.guest, self.account = self.world.guest("guest", "lobby"), self.world.account("account", "lobby")

    def measured(self, used: int, free: int = 10**9) -> list[str | None]:
        """
        What comes of a message of the guest and of the account when the store has grown to `used` bytes.
        """
        self.world.assembly.disk_quota.update(DiskUse(used, free))
        return [self.world.error_code(person, "say", room="lobby", text="x") for person in (self.guest, self.account)]

    def test_guests_are_refused_before_accounts(self) -> None:
        """
        And nobody any more when the store has shrunk.
        """
        self.assertEqual(self.measured(999), [None, None])
        self.assertEqual(self.measured(1000), ["unavailable", None])
        self.assertEqual(self.measured(1049), ["unavailable", None])
        self.assertEqual(self.measured(1050), ["unavailable", "unavailable"])
        self.assertEqual(self.measured(10), [None, None])

    def test_operators_are_warned_before(self) -> None:
        quota = self.world.assembly.disk_quota
        self.measured(799)
        self.assertIsNone(quota.warning)
        self.measured(800)
        self.assertEqual(quota.warning, "the store has 800 bytes, 80 % of limits.disk_bytes")
        self.measured(1000)
        self.assertEqual(
            quota.warning, "the store has 1000 bytes, 100 % of limits.disk_bytes; guests can store nothing"
        )
        (source,) = self.world.refusals.top_sources(9)
        self.assertEqual((source.kind, source.who), ("limits.disk_bytes", "192.0.2.1"))

    def test_refusal_says_when_to_try_again(self) -> None:
        self.world.assembly.disk_quota.update(DiskUse(2000, 10**9))
        self.guest.send("say", room="lobby", text="x", ref=1)
        (refusal,) = [answer for answer in self.guest.heard() if answer["type"] == "error"]
        self.assertEqual((refusal["code"], refusal["retry_after"]), ("unavailable", 10_000))

    def test_reading_and_deleting_go_on(self) -> None:
        """
        Deleting makes room.
        """
        self.measured(10)
        self.measured(2000)
        for person in (self.guest, self.account):
            self.assertIsNone(self.world.error_code(person, "history", room="lobby"))
        self.assertIsNone(self.world.error_code(self.guest, "delete", room="lobby", seq=1))
        self.assertEqual(self.world.error_code(self.guest, "edit", room="lobby", seq=1, text="y"), "unavailable")
        self.assertEqual(self.world.error_code(self.guest, "ignore", user=self.account.id), "unavailable")
        self.assertEqual(self.world.error_code(self.account, "create", kind="public", room="mine"), "unavailable")

    def test_moderation_goes_on(self) -> None:
        """
        Somebody has to stop who fills the disk.
        """
        boss = self.world.account("boss", "lobby", admin=True)
        self.measured(2000)
        for act in ("mute", "unmute", "ban", "unban"):
            self.assertIsNone(self.world.error_code(boss, act, room="lobby", user=self.guest.id), act)

    def test_rooms_that_keep_nothing_go_on(self) -> None:
        boss = self.world.account("boss", "lobby", admin=True)
        self.assertIsNone(self.world.error_code(boss, "set", room="lobby", retention="none"))
        self.world.turn()
        for person in (self.guest, self.account):
            self.world.error_code(person, "join", room="lobby")
        self.assertEqual(self.measured(2000), [None, None])

    def test_no_quota(self) -> None:
        self.begin(0)
        self.assertEqual(self.measured(10**15, 0), [None, None])

    def test_without_a_setting_it_is_most_of_the_disk(self) -> None:
        """
        Nineteen twentieths of what the store has and of what is free.
        """
        self.begin("auto")
        self.assertEqual(self.measured(10_000, 10_000), [None, None])
        self.assertEqual(self.measured(10_000, 528), [None, None])
        self.assertEqual(self.measured(10_000, 527), ["unavailable", None])
        self.assertEqual(self.measured(10_000, 20), ["unavailable", "unavailable"])
