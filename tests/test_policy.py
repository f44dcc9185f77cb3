"""
Who may do what.
"""

from twisted.trial.unittest import SynchronousTestCase

from chatd import policy
from chatd.errors import Refusal
from chatd.model import NewMessage, User

GUEST = User("g.1", "Guest")
ACCOUNT = User("a.1", "Account")


class PolicyTests(SynchronousTestCase):
    """
    The verdict on one action.
    """

    def test_guest_is_a_guest(self) -> None:
        """
        The role shows what a room thinks of somebody.
        """
        self.assertEqual((policy.role_of(GUEST, "lobby"), policy.role_of(ACCOUNT, "lobby")), ("guest", "member"))

    def test_everybody_may_read_and_speak_in_a_public_room(self) -> None:
        """
        It is a chat.
        """
        for user in (GUEST, ACCOUNT):
            for action in ("read", "say", "signal"):
                policy.check(user, action, "lobby")

    def test_rooms_of_the_server_are_not_there(self) -> None:
        """
        Unknown and not allowed look the same.
        """
        self.assertEqual(self.assertRaises(Refusal, policy.check, ACCOUNT, "read", "~x").code, "not_found")

    def test_action_outside_the_table_is_forbidden(self) -> None:
        """
        What nobody was given, nobody may.
        """
        refusal = self.assertRaises(Refusal, policy.check, GUEST, "no_such_action", "lobby")
        self.assertEqual(refusal.code, "forbidden")

    def test_client_is_told_its_actions_in_one_order(self) -> None:
        """
        What a role can is a part of the table of all actions, in its order.
        """
        for role in policy.ROLES:
            actions = policy.can(role)
            self.assertEqual(actions, [a for a in policy.ACTIONS if a in actions])

    def test_second_verdict_is_the_first(self) -> None:
        """
        A draft that may be stored passes; one that may not gets its refusal.
        """
        self.assertIsNone(policy.verdict(NewMessage("lobby", GUEST, 0, "hello")))
        refusal = policy.verdict(NewMessage("~x", GUEST, 0, "hello"))
        assert refusal is not None
        self.assertEqual(refusal.code, "not_found")
