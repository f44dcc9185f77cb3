"""
Guests come back as themselves, and as nobody else.
"""

from hypothesis import given
from hypothesis import strategies as st
from twisted.trial.unittest import SynchronousTestCase

from chatd.auth.guests import TOKEN_MAX, Guests
from chatd.domain.accounts import erased_mark
from chatd.domain.events import User
from chatd.errors import Refusal


class GuestsTests(SynchronousTestCase):
    """
    Making guests and recognising them.
    """

    def setUp(self) -> None:
        """
        A server with its secret.
        """
        self.guests = Guests(b"secret")

    def refused(self, token: str) -> None:
        """
        The token is not one of ours.
        """
        refusal = self.assertRaises(Refusal, self.guests.recognise, token)
        self.assertEqual((refusal.code, refusal.field), ("bad_token", "token"))

    def test_token_brings_the_guest_back(self) -> None:
        """
        Another tab, or the next day: the same id, the same name.
        """
        user, token = self.guests.new_guest("Anna")
        self.assertEqual(self.guests.recognise(token), user)

    def test_id_shows_that_nobody_vouches(self) -> None:
        """
        Guests live in a namespace of their own.
        """
        user, _ = Guests(b"secret", lambda: "7").new_guest("Anna")
        self.assertEqual((user, user.guest), (User("g.7", "Anna"), True))

    def test_same_name_is_not_the_same_guest(self) -> None:
        """
        Two people may both want to be Anna.
        """
        self.assertNotEqual(self.guests.new_guest("Anna")[0].id, self.guests.new_guest("Anna")[0].id)

    def test_erased_guest_does_not_come_back(self) -> None:
        """
        By no token, and others do.
        """
        user, token = self.guests.new_guest("~Ann")
        _, other = self.guests.new_guest("~Ann")
        again = self.guests.token_for(User(user.id, "~Anna"))
        self.guests.refuse_erased([erased_mark(user.id)])
        self.refused(token)
        self.refused(again)
        self.assertEqual(self.guests.recognise(other).name, "~Ann")

    def test_token_of_another_server_is_refused(self) -> None:
        """
        After a restart without a data directory the page asks for a new guest.
        """
        self.refused(Guests(b"other").new_guest("Anna")[1])

    def test_changed_token_is_refused(self) -> None:
        """
        Nobody becomes somebody else by editing.
        """
        body, seal = self.guests.new_guest("Anna")[1].split(".")
        other, _ = self.guests.new_guest("Ben")[1].split(".")
        self.refused(f"{other}.{seal}")
        self.refused(f"{body}.{seal[:-2]}")

    def test_what_is_no_token_is_refused(self) -> None:
        for token in ("", ".", "..", "a", "a.b", "a.b.c", "ä.ö", "!!!.???", "\x00.\x00", "x" * 1_000_000):
            self.refused(token)

    def test_longest_name_of_any_script_comes_back(self) -> None:
        """
        The token of the longest name that a setting allows is not too long to be taken.
        """
        for char in ("x", '"', "界", "😀"):
            user, token = self.guests.new_guest(char * 128)
            self.assertLessEqual(len(token), TOKEN_MAX)
            self.assertEqual(self.guests.recognise(token), user)

    @given(st.text(max_size=80))
    def test_no_text_is_a_token_by_chance(self, text: str) -> None:
        """
        Refused by name, never an error of ours.
        """
        self.refused(text)
