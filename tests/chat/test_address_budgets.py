"""
What all users of one address may say, make, store and ask together, however many sessions and names they have.
"""

import sys
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.address_budgets import RESERVE_BURST
from chatd.chat.session import Session
from chatd.domain.accounts import Principal
from chatd.domain.events import User
from tests.support.fakes import ROOMY, Person, World, succeeded

HERE = "192.0.2.1"
THERE = "198.51.100.7"


class AddressBudgetCase(SynchronousTestCase):
    """
    A node with one small budget, and strangers who come with as many names as they like.
    """

    def begin(self, **limits: Any) -> None:
        """
        Start a node.
        """
        self.world = World(limits=replace(ROOMY, **limits))
        self.count = 0

    def stranger(self, address: str = HERE, room: str = "lobby") -> Person:
        """
        A new guest from an address, on a connection of its own, in the room.
        """
        person = self.world.connect(address=address)
        self.count += 1
        person.token = person.ask("login", guest=f"stranger {self.count}")["token"]
        person.send("join", room=room)
        self.world.turn()
        person.heard()
        return person

    def assertLimited(self, refusal: dict[str, Any] | None) -> None:
        """
        It was refused as too much of the address, with a time to wait.
        """
        assert refusal is not None
        self.assertEqual(refusal["code"], "rate_limited")
        self.assertGreater(refusal["retry_after"], 0)


class SaidTests(AddressBudgetCase):
    def test_new_names_and_connections_say_no_more_than_one(self) -> None:
        self.begin(address_said_per_second=1.0, address_said_burst=5)
        refusals = [self.world.refusal(self.stranger(), "say", room="lobby", text="x") for _ in range(20)]
        self.assertEqual(refusals[:5], [None] * 5)
        for refusal in refusals[5:]:
            self.assertLimited(refusal)
        self.assertEqual(len(succeeded(self.world.memory.read("lobby", limit=100)).events), 5)

    def test_logout_and_login_give_nothing_back(self) -> None:
        self.begin(address_said_per_second=1.0, address_said_burst=2)
        person = self.stranger()
        refusals = []
        for number in range(6):
            refusals.append(self.world.refusal(person, "say", room="lobby", text="x"))
            person.ask("logout", ref=1)
            person.send("login", guest=f"again {number}")
            person.send("join", room="lobby")
            self.world.turn()
            person.heard()
        self.assertEqual([refusal is None for refusal in refusals], [True, True, False, False, False, False])

    def test_other_addresses_are_not_refused(self) -> None:
        self.begin(address_said_per_second=1.0, address_said_burst=1)
        first, other = self.stranger(), self.stranger(THERE)
        self.world.refusal(first, "say", room="lobby", text="x")
        self.assertLimited(self.world.refusal(first, "say", room="lobby", text="x"))
        self.assertIsNone(self.world.refusal(other, "say", room="lobby", text="x"))

    def test_retry_after_is_enough(self) -> None:
        self.begin(address_said_per_second=1.0, address_said_burst=1)
        person = self.stranger()
        self.world.refusal(person, "say", room="lobby", text="x")
        refusal = self.world.refusal(person, "say", room="lobby", text="x")
        assert refusal is not None
        self.world.turn(refusal["retry_after"] / 1000)
        self.assertIsNone(self.world.refusal(person, "say", room="lobby", text="x"))

    def test_addresses_of_one_network_share_ten_times_the_budget(self) -> None:
        """
        A /48 has 65,536 groups of addresses, all of one customer.
        """
        self.begin(address_said_per_second=1.0, address_said_burst=2)
        taken = [
            self.world.refusal(self.stranger(f"2001:db8:1:{n:x}::1"), "say", room="lobby", text="x") for n in range(40)
        ]
        self.assertEqual([refusal is None for refusal in taken], [True] * 20 + [False] * 20)
        self.assertIsNone(self.world.refusal(self.stranger("2001:db8:2::1"), "say", room="lobby", text="x"))

    def test_clients_without_an_address_share_ten_times_the_budget(self) -> None:
        self.begin(address_said_per_second=1.0, address_said_burst=1)
        nowhere: Any = None
        taken = [self.world.refusal(self.stranger(nowhere), "say", room="lobby", text="x") for _ in range(12)]
        self.assertEqual([refusal is None for refusal in taken], [True] * 10 + [False] * 2)

    def test_back_end_with_a_key_is_no_stranger(self) -> None:
        self.begin(address_said_per_second=1.0, address_said_burst=1)
        back_end = self.world.connect(address=HERE)
        self.world.assembly.login.admit(back_end.session, Principal(User("k.site", "site"), "key"), field="token")
        back_end.send("join", room="lobby")
        self.world.turn()
        for _ in range(5):
            self.assertIsNone(self.world.refusal(back_end, "say", room="lobby", text="x"))

    def test_incoming_webhook_is_a_stranger(self) -> None:
        """
        Whoever has a room makes fifty of them, each with a budget of its own.
        """
        self.begin(address_said_per_second=0.001, address_said_burst=3)
        taken = []
        for name in ("one", "two", "three"):
            hook = self.world.connect(address=HERE)
            user = User(f"k.hook.{name}", name)
            self.world.assembly.login.admit(hook.session, Principal(user, "key"), field="token")
            hook.send("join", room="lobby")
            self.world.turn()
            taken += [self.world.refusal(hook, "say", room="lobby", text="x") is None for _ in range(2)]
        self.assertEqual(taken, [True] * 3 + [False] * 3)


class CallsTests(AddressBudgetCase):
    """
    Each message is charged to three budgets of its address: that is on the path of all messages.
    """

    def calls(self, work: Callable[[], object]) -> int:
        """
        How many functions are called in a call of `work`, built-in ones included.
        """
        events: list[str] = []
        sys.setprofile(lambda frame, event, argument: events.append(event))
        try:
            work()
        finally:
            sys.setprofile(None)
        # One is `work`, another ends the count.
        return sum(event in {"call", "c_call"} for event in events) - 2

    def test_message_is_charged_with_few_calls(self) -> None:
        self.begin()
        session = self.stranger().session
        budgets = self.world.assembly.context.address_budgets
        self.assertLessEqual(self.calls(lambda: budgets.charge(session, "asked")), 5)
        self.assertLessEqual(self.calls(lambda: budgets.charge_message(session, 1.0, 305)), 6)


class ReserveTests(AddressBudgetCase):
    """
    A neighbour behind the same address who uses its budgets up.
    """

    def setUp(self) -> None:
        tiny = {"per_second": 0.001, "burst": 20}
        budgets = ("said", "stored", "asked", "queries")
        self.begin(**{f"address_{name}_{part}": value for name in budgets for part, value in tiny.items()})
        self.teacher = self.world.account("teacher", "lobby", admin=True, address=HERE)
        self.pupil = self.world.account("pupil", "lobby", address=HERE)
        self.flood = self.world.guest("flood", "lobby")
        for _ in range(50):
            self.world.refusal(self.flood, "say", room="lobby", text="x")
            self.world.refusal(self.flood, "ping")
        self.assertLimited(self.world.refusal(self.flood, "ping"))

    def test_moderator_can_still_act(self) -> None:
        self.assertIsNone(self.world.refusal(self.teacher, "ban", room="lobby", user=self.flood.id))
        self.assertIsNone(self.world.refusal(self.teacher, "unban", room="lobby", user=self.flood.id))

    def test_accounts_are_not_silenced_and_bounded(self) -> None:
        refusals = [self.world.refusal(self.pupil, "say", room="lobby", text="x") for _ in range(30)]
        heard = sum(refusal is None for refusal in refusals)
        self.assertTrue(5 <= heard <= RESERVE_BURST / 2, heard)
        self.assertLimited(refusals[-1])
        self.world.turn(10)
        self.assertIsNone(self.world.refusal(self.pupil, "say", room="lobby", text="x"))

    def test_reserves_take_no_memory_for_ever(self) -> None:
        self.world.refusal(self.pupil, "say", room="lobby", text="x")
        budgets = self.world.assembly.context.address_budgets
        budgets.drop_idle(self.world.clock.seconds() + 60)
        self.assertEqual(len(budgets._reserves), 0)


class StoredTests(AddressBudgetCase):
    def test_bytes_of_texts_are_bounded(self) -> None:
        """
        Characters of four bytes count as four.
        """
        self.begin(address_stored_per_second=1.0, address_stored_burst=50_000)
        for _ in range(50):
            self.world.refusal(self.stranger(), "say", room="lobby", text="\U0001f600" * 4000)
        # Each has 16,000 bytes and a row.
        self.assertEqual(len(succeeded(self.world.memory.read("lobby", limit=100)).events), 3)

    def test_ignores_of_many_guests_are_bounded(self) -> None:
        self.begin(address_stored_per_second=1.0, address_stored_burst=20_000)
        kept = 0
        others = [self.stranger(THERE) for _ in range(3)]
        for _ in range(100):
            person = self.stranger()
            for other in others:
                kept += int(self.world.refusal(person, "ignore", user=other.id) is None)
        self.assertLess(kept, 20_000 // 300)
        self.assertGreater(kept, 0)

    def test_first_marker_of_each_guest_counts(self) -> None:
        self.begin(address_stored_per_second=1.0, address_stored_burst=3000)
        writer = self.stranger(THERE)
        self.world.refusal(writer, "say", room="lobby", text="x")
        refusals = [self.world.refusal(self.stranger(), "seen", room="lobby", seq=1) for _ in range(20)]
        self.assertLess(sum(refusal is None for refusal in refusals), 10)

    def test_refused_text_is_not_filtered(self) -> None:
        """
        It is refused before any work is done on it.
        """
        self.begin(address_stored_per_second=1.0, address_stored_burst=400)
        judged: list[str] = []
        person = self.stranger()
        messages: Any = self.world.assembly.messages

        def judge(session: Session, room: str, text: str, *, acts_in: str | None) -> str:
            judged.append(text)
            return text

        messages._filtered = judge
        for _ in range(5):
            self.world.refusal(person, "say", room="lobby", text="x")
        self.assertEqual(judged, ["x"])


class MadeTests(AddressBudgetCase):
    def setUp(self) -> None:
        self.begin(address_made_per_hour=60.0, address_made_burst=4)

    def test_rooms_of_many_accounts_are_bounded(self) -> None:
        made = 0
        for number in range(12):
            person = self.world.account(f"maker{number}", address=HERE)
            made += int(self.world.refusal(person, "create", kind="public", room=f"room-{number}") is None)
        self.assertEqual(made, 4)

    def test_conversations_and_invitations_are_of_the_same_budget(self) -> None:
        ada, ben = self.world.account("ada", "lobby", address=HERE), self.world.account("ben", address=THERE)
        for number in range(3):
            self.world.refusal(ada, "create", kind="public", room=f"room-{number}", title="", topic="")
        self.assertIsNone(self.world.refusal(ada, "direct", user=ben.id))
        self.assertLimited(self.world.refusal(ada, "direct", user=ben.id))
        ada.send("join", room="room-0")
        self.world.turn()
        ada.heard()
        self.assertLimited(self.world.refusal(ada, "invite", room="room-0", user=ben.id))

    def test_reports_of_many_guests_are_bounded(self) -> None:
        self.world.refusal(self.stranger(THERE), "say", room="lobby", text="x")
        kept = [self.world.refusal(self.stranger(), "report", room="lobby", seq=1, reason="y" * 200) for _ in range(30)]
        self.assertEqual(sum(refusal is None for refusal in kept), 4)


class AskedTests(AddressBudgetCase):
    def test_commands_of_many_connections_are_bounded(self) -> None:
        """
        Also of those who have not logged in.
        """
        self.begin(address_asked_per_second=1.0, address_asked_burst=10)
        answers = [self.world.connect(address=HERE).ask("ping", ref=1) for _ in range(30)]
        self.assertEqual([answer["type"] for answer in answers], ["pong"] * 20 + ["error"] * 10)

    def test_searches_have_a_budget_of_their_own(self) -> None:
        self.begin(address_queries_per_second=1.0, address_queries_burst=3)
        refusals = [self.world.refusal(self.stranger(), "search", room="lobby", text="x") for _ in range(6)]
        self.assertEqual([refusal is None for refusal in refusals], [True] * 3 + [False] * 3)
        self.assertIsNone(self.world.refusal(self.stranger(), "say", room="lobby", text="x"))


class ChangesTests(AddressBudgetCase):
    def begin(self, **limits: Any) -> None:
        """
        Five small changes at once for each address, and somebody to ignore.
        """
        super().begin(address_changes_per_second=1.0, address_changes_burst=5, **limits)
        self.other = self.stranger(THERE)
        self.world.refusal(self.other, "say", room="lobby", text="x")

    def test_changes_of_many_guests_are_bounded(self) -> None:
        self.begin()
        refusals = [self.world.refusal(self.stranger(), "ignore", user=self.other.id) for _ in range(12)]
        self.assertEqual(refusals[:5], [None] * 5)
        for refusal in refusals[5:]:
            self.assertLimited(refusal)
        self.assertIsNone(self.world.refusal(self.other, "ignore", user=self.stranger().id))

    def test_all_kinds_of_changes_are_of_one_budget(self) -> None:
        self.begin()
        for _ in range(5):
            self.world.refusal(self.stranger(), "unignore", user=self.other.id)
        for name, fields in (
            ("ignore", {"user": self.other.id}),
            ("report", {"room": "lobby", "seq": 1, "reason": "y"}),
            ("set", {"room": "lobby", "title": "y"}),
            ("mute", {"room": "lobby", "user": self.other.id, "reason": ""}),
            ("preferences", {"contact": "nobody"}),
            ("rename", {"name": "another"}),
        ):
            self.assertLimited(self.world.refusal(self.stranger(), name, **fields))

    def test_refused_before_anything_is_looked_up(self) -> None:
        self.begin()
        for _ in range(5):
            self.world.refusal(self.stranger(), "unignore", user=self.other.id)
        self.assertLimited(self.world.refusal(self.stranger(), "ignore", user="g.nobody"))

    def test_messages_and_reading_are_no_changes(self) -> None:
        self.begin()
        for _ in range(5):
            self.world.refusal(self.stranger(), "unignore", user=self.other.id)
        person = self.stranger()
        for name, fields in (
            ("say", {"room": "lobby", "text": "x"}),
            ("seen", {"room": "lobby", "seq": 1}),
            ("rooms", {}),
            ("ignores", {}),
            ("preferences", {}),
        ):
            self.assertIsNone(self.world.refusal(person, name, **fields))

    def test_thousand_people_may_read_a_room_for_the_first_time(self) -> None:
        """
        Their first read markers are stored, but come with the messages that they read: they are no changes.
        """
        self.begin()
        for _ in range(20):
            self.assertIsNone(self.world.refusal(self.stranger(), "seen", room="lobby", seq=1))

    def test_moderator_beside_a_flood_may_act(self) -> None:
        self.begin()
        mod = self.world.account("mod", "lobby", address=HERE, admin=True)
        for _ in range(6):
            self.world.refusal(self.stranger(), "unignore", user=self.other.id)
        self.assertIsNone(self.world.refusal(mod, "mute", room="lobby", user=self.other.id, reason=""))


class ToldTests(AddressBudgetCase):
    def test_operator_is_told_who_and_which_setting(self) -> None:
        self.begin(address_said_per_second=1.0, address_said_burst=1)
        person = self.stranger()
        for _ in range(4):
            self.world.refusal(person, "say", room="lobby", text="x")
        (source,) = self.world.refusals.top_sources(10)
        self.assertEqual((source.kind, source.who, source.times), ("limits.address_said_per_second", HERE, 3))

    def test_budgets_that_are_full_again_take_no_memory(self) -> None:
        self.begin()
        for number in range(50):
            self.stranger(f"192.0.2.{number}")
        budgets = self.world.assembly._address_budgets
        self.world.turn(10_000)
        budgets.drop_idle(self.world.clock.seconds())
        self.assertEqual(len(budgets), 0)
