"""
What a guest's new identity takes over from those that its connection and its address had before.
"""

import gc
from typing import Any

from msgspec.structs import replace
from twisted.trial.unittest import SynchronousTestCase

from chatd.chat import identities
from chatd.chat.identities import RECENT_MS
from tests.support.fakes import ROOMY, Person, World

HERE = "192.0.2.1"
THERE = "198.51.100.7"


class IdentityCase(SynchronousTestCase):
    """
    A room with a moderator, and strangers.
    """

    def setUp(self) -> None:
        self.world = World(limits=replace(ROOMY, user_per_second=1.0, user_burst=3))
        self.boss = self.world.account("boss", "lobby", admin=True, address=THERE)
        self.count = 0

    def come(self, address: str | None = HERE, person: Person | None = None, **login: str) -> Person:
        """
        Log in as a new guest, or as `login` says, and join the lobby if that is allowed.
        """
        self.count += 1
        person = person or self.world.connect(address=address)
        person.send("login", **(login or {"guest": f"guest {self.count}"}))
        self.world.turn()
        for answer in person.heard():
            person.token = answer.get("token") or person.token
        person.send("join", room="lobby")
        self.world.turn()
        return person

    def relogin(self, person: Person, **login: str) -> Person:
        """
        Log out and in again on the same connection.
        """
        person.send("logout", ref=1)
        self.world.turn()
        person.heard()
        return self.come(person=person, **login)

    def say(self, person: Person) -> str | None:
        """
        The error code of a message; None if it was not refused.
        """
        return self.world.error_code(person, "say", room="lobby", text="x")

    def order(self, type: str, **fields: Any) -> None:
        """
        The administrator does something.
        """
        self.assertIsNone(self.world.error_code(self.boss, type, room="lobby", **fields))

    def wait(self, milliseconds: int) -> None:
        """
        Let the time of day and the clock go on.
        """
        self.world.time += milliseconds
        self.world.turn(milliseconds / 1000)


class SameConnectionTests(IdentityCase):
    def test_slow_mode_goes_on(self) -> None:
        self.order("set", slow=60_000)
        person = self.come()
        self.assertIsNone(self.say(person))
        for _ in range(2):
            self.assertEqual(self.say(self.relogin(person)), "slow_mode")
        self.wait(60_000)
        self.assertIsNone(self.say(person))

    def test_budget_of_the_user_goes_on(self) -> None:
        person = self.come()
        outcomes = []
        for _ in range(8):
            outcomes.append(self.say(person))
            self.relogin(person)
        self.assertEqual(outcomes, [None] * 3 + ["rate_limited"] * 5)

    def test_ban_from_a_room_goes_on(self) -> None:
        person = self.come()
        self.order("ban", user=person.id)
        for _ in range(10):
            self.relogin(person)
            self.assertEqual(self.world.error_code(person, "join", room="lobby"), "banned")

    def test_ban_of_a_former_identity_binds_the_present_one(self) -> None:
        """
        Also if it is imposed after the guest has another name.
        """
        person = self.come()
        first = person.id
        self.relogin(person)
        self.order("ban", user=first)
        self.assertNotIn("lobby", person.session.rooms)
        self.assertEqual(self.world.error_code(person, "join", room="lobby"), "banned")

    def test_mute_of_the_site_goes_on(self) -> None:
        person = self.come()
        self.assertIsNone(self.world.error_code(self.boss, "mute", user=person.id))
        self.relogin(person)
        self.assertEqual(self.say(person), "muted")

    def test_new_identity_is_bound_on_other_connections_too(self) -> None:
        person = self.come()
        self.order("mute", user=person.id)
        self.relogin(person)
        self.assertEqual(self.say(self.come(THERE, token=person.token)), "muted")

    def test_names_that_were_made_before_are_bound_too(self) -> None:
        """
        A guest with several tokens in the pocket changes to another.
        """
        other = self.come(THERE)
        token = other.token
        other.vanish()
        person = self.come()
        self.order("mute", user=person.id)
        self.assertEqual(self.say(self.relogin(person, token=token)), "muted")

    def test_account_that_becomes_a_guest_stays_banned(self) -> None:
        person = self.world.account("eve", "lobby", address=HERE)
        self.order("ban", user=person.id)
        self.assertEqual(self.world.error_code(self.relogin(person), "join", room="lobby"), "banned")

    def test_lifted_ban_binds_no_heir(self) -> None:
        person = self.come()
        first = person.id
        self.order("ban", user=first)
        self.relogin(person)
        self.order("unban", user=first)
        self.assertIsNone(self.world.error_code(person, "join", room="lobby"))


class SameAddressTests(IdentityCase):
    def test_slow_mode_goes_on_after_a_new_connection(self) -> None:
        self.order("set", slow=60_000)
        for number in range(3):
            person = self.come()
            self.assertEqual(self.say(person), "slow_mode" if number else None)
            person.vanish()

    def test_ban_from_a_room_goes_on_for_some_minutes(self) -> None:
        person = self.come()
        self.order("ban", user=person.id)
        person.vanish()
        self.assertEqual(self.world.error_code(self.come(), "join", room="lobby"), "banned")
        self.wait(RECENT_MS)
        self.assertIsNone(self.world.error_code(self.come(), "join", room="lobby"))

    def test_ban_goes_on_beside_the_banned_session(self) -> None:
        person = self.come()
        self.order("ban", user=person.id)
        self.assertEqual(self.world.error_code(self.come(), "join", room="lobby"), "banned")

    def test_newcomer_is_free_after_some_minutes(self) -> None:
        """
        It may be somebody else behind the same address: it ends by itself, and no reason is told.
        """
        person = self.come()
        self.order("mute", user=person.id, reason="what he did")
        newcomer = self.come()
        newcomer.heard()
        newcomer.send("say", room="lobby", text="x", ref=1)
        (refusal,) = newcomer.heard()
        self.assertEqual((refusal["code"], refusal["until"]), ("muted", self.world.time + RECENT_MS))
        self.assertNotIn("what he did", refusal["message"])
        self.wait(RECENT_MS)
        self.assertIsNone(self.say(newcomer))

    def test_guests_who_came_before_are_not_bound(self) -> None:
        friend, person = self.come(), self.come()
        self.order("mute", user=person.id)
        person.vanish()
        self.assertIsNone(self.say(friend))
        self.assertIsNone(self.say(self.come(token=friend.token)))

    def test_other_addresses_are_not_bound(self) -> None:
        person = self.come()
        self.order("mute", user=person.id)
        person.vanish()
        self.assertIsNone(self.say(self.come("203.0.113.5")))

    def test_people_of_one_address_do_not_share_a_budget(self) -> None:
        """
        One newcomer takes over the budget of one who left.
        """
        gone = self.come()
        for _ in range(3):
            self.say(gone)
        gone.vanish()
        self.assertEqual([self.say(self.come()) for _ in range(4)], ["rate_limited", None, None, None])

    def test_ban_from_the_site_does_not_bind_newcomers(self) -> None:
        """
        That is what a ban of the address is for.
        """
        person = self.come()
        self.assertIsNone(self.world.error_code(self.boss, "ban", user=person.id))
        self.assertIsNone(self.say(self.come()))

    def test_clients_without_an_address_are_not_bound(self) -> None:
        person = self.come(None)
        self.order("mute", user=person.id)
        person.vanish()
        self.assertIsNone(self.say(self.come(None)))

    def test_login_does_not_go_through_all_guests_of_the_address(self) -> None:
        """
        Neither through those who are there nor through those who have left: one of them is its predecessor.
        """
        for _ in range(20):
            self.come()
        self.wait(RECENT_MS)
        gone = [self.come() for _ in range(20)]
        last = gone[-1].id
        for person in gone:
            person.vanish()
        known = self.world.assembly.identities
        asked: list[str] = []
        self.patch(known, "_online", asked.append)
        self.come()
        self.assertEqual(asked, [last])


class EndTests(IdentityCase):
    """
    Whoever took over a mute gets their rights when it is over, once.
    """

    def rights(self, person: Person) -> list[bool]:
        """
        The answers about the lobby since the last call: whether they let the person speak.
        """
        self.world.assembly.sweep(self.world.time)
        self.world.turn()
        return ["say" in answer["can"] for answer in person.heard() if answer["type"] == "standing"]

    def test_newcomer_is_told_when_the_time_is_over(self) -> None:
        person = self.come()
        self.order("mute", user=person.id)
        newcomer = self.come()
        self.assertEqual(self.rights(newcomer), [])
        self.wait(RECENT_MS)
        self.assertEqual(self.rights(newcomer), [True])

    def test_newcomer_is_told_when_the_mute_is_lifted(self) -> None:
        person, other = self.come(), self.come()
        self.order("mute", user=person.id)
        self.order("mute", user=other.id)
        newcomer = self.come()
        self.rights(newcomer)
        self.order("unmute", user=person.id)
        self.order("unmute", user=other.id)
        self.assertEqual(self.rights(newcomer), [True])

    def test_heir_is_told_when_the_mute_is_lifted(self) -> None:
        person = self.come()
        first = person.id
        self.order("mute", user=first)
        self.relogin(person)
        self.rights(person)
        self.order("unmute", user=first)
        self.assertEqual(self.rights(person), [True])

    def test_heir_gets_the_notice_once(self) -> None:
        person = self.come()
        first = person.id
        self.order("mute", user=first)
        self.relogin(person)
        person.heard()
        self.order("unmute", user=first)
        for _ in range(2):
            self.world.assembly.sweep(self.world.time)
        self.world.turn()
        notices = [answer["action"] for answer in person.heard() if answer["type"] == "sanction"]
        self.assertEqual(notices, ["unmute"])

    def notices(self, person: Person) -> list[str]:
        """
        What the person has been told of sanctions since the last call, at the end of two sweeps.
        """
        for _ in range(2):
            self.world.assembly.sweep(self.world.time)
        self.world.turn()
        return [answer["action"] for answer in person.heard() if answer["type"] == "sanction"]

    def test_heir_with_a_mute_of_its_own_gets_the_notice_once(self) -> None:
        """
        When both end in the same moment.
        """
        person = self.come()
        first, until = person.id, self.world.time + 60_000
        self.order("mute", user=first, until=until)
        self.relogin(person)
        self.order("mute", user=person.id, until=until)
        self.notices(person)
        self.world.time = until
        self.assertEqual(self.notices(person), ["unmute"])

    def test_heir_whom_it_did_not_bind_gets_no_notice(self) -> None:
        """
        Moderators of a room are not bound by what others have.
        """
        person = self.come()
        first = person.id
        self.order("mute", user=first)
        self.relogin(person)
        self.order("role", user=person.id, role="moderator")
        self.world.turn()
        self.notices(person)
        self.order("unmute", user=first)
        self.assertEqual(self.notices(person), [])

    def test_heir_is_told_when_the_ban_ends(self) -> None:
        """
        From a room in which they cannot be; not while another one binds them.
        """
        person = self.come()
        first = person.id
        self.order("ban", user=first)
        self.relogin(person)
        second = person.id
        self.order("ban", user=second)
        self.relogin(person)
        self.notices(person)
        self.order("unban", user=first)
        self.assertEqual(self.notices(person), [])
        self.order("unban", user=second)
        self.assertEqual(self.notices(person), ["unban"])
        person.send("join", room="lobby")
        self.assertEqual(person.heard()[-1]["type"], "ok")


def guests_in_memory() -> set[str]:
    """
    The ids of guests that are a key of anything.
    """
    gc.collect()
    found = set[str]()
    for one in gc.get_objects():
        if type(one) is dict:
            found.update(key for key in tuple(one) if type(key) is str and key.startswith("g."))
    return found


class MemoryTests(IdentityCase):
    def test_old_identities_are_forgotten(self) -> None:
        for _ in range(20):
            self.come().vanish()
        known = self.world.assembly.identities
        self.world.time += identities.KNOWN_MS
        known.drop_old()
        # The administrator is still online.
        self.assertEqual(len(known), 1)

    def test_number_of_identities_is_bounded(self) -> None:
        self.patch(identities, "KNOWN_MAX", 10)
        for _ in range(30):
            self.come().vanish()
        self.assertEqual(len(self.world.assembly.identities), 10)

    def test_new_names_of_one_address_take_no_memory_for_ever(self) -> None:
        """
        Whoever logs in and out with another name each time: of all books together, whatever their names are.
        """
        self.patch(identities, "GROUP_GUESTS_MAX", 10)
        before = guests_in_memory()
        stranger = self.come()
        for _ in range(200):
            self.relogin(stranger)
        # What is kept for those who came a moment ago.
        self.wait(identities.RECENT_MS + 60_000)
        kept = guests_in_memory() - before
        self.assertIn(stranger.id, kept)
        self.assertLess(len(kept), 40)

    def test_guests_of_other_addresses_are_not_pushed_out(self) -> None:
        self.patch(identities, "GROUP_GUESTS_MAX", 10)
        other = self.come(THERE)
        guest = other.id
        other.vanish()
        for _ in range(30):
            self.come().vanish()
        known = self.world.assembly.identities
        self.assertEqual(known.group_of(guest), THERE)
        # With the administrator, who is there, too.
        self.assertEqual(len(known), 12)

    def test_people_who_are_online_are_not_pushed_out(self) -> None:
        self.patch(identities, "GROUP_GUESTS_MAX", 10)
        crowd = [self.come() for _ in range(30)]
        for _ in range(30):
            self.come().vanish()
        known = self.world.assembly.identities
        self.assertTrue(all(known.group_of(person.id) == HERE for person in crowd))
        self.assertLess(len(known), 45)

    def test_sanction_outlives_any_number_of_new_names(self) -> None:
        """
        On the connection, and for newcomers of the address.
        """
        self.patch(identities, "GROUP_GUESTS_MAX", 10)
        stranger = self.come()
        self.order("mute", user=stranger.id)
        for _ in range(50):
            self.relogin(stranger)
        self.assertEqual(self.say(stranger), "muted")
        self.assertEqual(self.say(self.come()), "muted")

    def test_erased_user_is_forgotten(self) -> None:
        person = self.come()
        known = self.world.assembly.identities
        self.assertEqual(known.group_of(person.id), HERE)
        known.forget_user(person.id)
        self.assertIsNone(known.group_of(person.id))


class PresenceTests(IdentityCase):
    """
    Which guests were here lately, for whom what is kept is kept on.
    """

    def recent(self) -> list[str]:
        """
        Their ids.
        """
        return list(self.world.assembly.identities.recent_guests())

    def test_guest_without_an_address_was_here(self) -> None:
        ann = self.come(address=None)
        guest = ann.id
        self.assertEqual(self.recent(), [guest])
        ann.vanish()
        self.assertEqual(self.recent(), [guest])

    def test_guest_whom_others_have_pushed_out_was_here(self) -> None:
        self.patch(identities, "KNOWN_MAX", 2)
        people = [self.come() for _ in range(4)]
        self.assertEqual(self.recent(), [person.id for person in people])

    def test_guest_who_has_left_long_ago_is_none_of_them(self) -> None:
        ann = self.come()
        guest = ann.id
        ann.vanish()
        self.wait(identities.GUESTS_MS)
        self.world.assembly.identities.drop_old()
        self.assertEqual(self.recent(), [])
        self.assertNotIn(guest, self.world.hub.users())
        self.assertIn(self.come().id, self.world.hub.users())
