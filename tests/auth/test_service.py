"""
All ways in, put together as a node has them.
"""

from pathlib import Path
from typing import Any

from twisted.internet.task import Clock

from chatd.auth.gate import Cookie, GuestToken, WebToken
from chatd.auth.guests import Guests
from chatd.auth.hash_queue import OPERATOR_TURN
from chatd.auth.jwt_issuers import TokenIssuer
from chatd.auth.service import Authentication
from chatd.domain.accounts import Change
from chatd.storage.memory.accounts import MemoryPeople
from tests.auth.people import GENEROUS, AtOnce, CountingHasher, TownTestCase
from tests.auth.signing import AUDIENCE, ISSUER, claims, sign


class AuthenticationTests(TownTestCase):
    """
    A whole site's ways in, on a clock.
    """

    def setUp(self) -> None:
        """
        With guests, and without a login of its own.
        """
        super().setUp()
        self.clock = Clock()
        self.people = MemoryPeople()
        self.guests = Guests(b"secret")
        self.changes: list[Change] = []

    def make(self, **more: Any) -> Authentication:
        """
        The ways in of this site.
        """
        given: dict[str, Any] = {
            "settings": GENEROUS,
            "name_limit": 32,
            "guests": self.guests,
            "clock": self.clock,
            "now": lambda: int(self.clock.seconds() * 1000),
            "reactor": self.clock,
            "changed": self.changes.append,
            "hasher": CountingHasher(),
            "work": AtOnce(),
        }
        return Authentication(self.people, **given | more)

    def test_all_come_in(self) -> None:
        """
        An account by its cookie, a guest by its token.
        """
        site = self.make()
        anna = self.do(site.accounts.register("Anna", "correct horse", address="192.0.2.1", agent=""))
        self.assertEqual(self.do(site.gate.authenticate(Cookie(anna.token))).user, anna.account.user)
        guest, token = self.guests.new_guest("~Ben")
        self.assertEqual(self.do(site.gate.authenticate(GuestToken(token))).user, guest)

    def test_guests_can_be_left_out(self) -> None:
        """
        Also those who were let in before.
        """
        token = self.guests.new_guest("~Ben")[1]
        self.assertEqual(self.refused(self.make(guests=None).gate.authenticate(GuestToken(token)))[0], "bad_token")

    def test_issuers_are_believed(self) -> None:
        """
        Those that are set, with their keys; without any, no token is.
        """
        path = self.mktemp()
        secret = b" a space may be part of a secret "
        Path(path).write_bytes(secret)
        issuer = TokenIssuer("site", ISSUER, AUDIENCE, ("HS256",), secret_file=path)
        token = WebToken(sign(claims(exp=2000), key=secret))
        self.assertEqual(self.do(self.make(issuers=(issuer,)).gate.authenticate(token)).kind, "token")
        self.assertEqual(self.refused(self.make().gate.authenticate(token))[0], "bad_token")

    def test_wrong_issuer_is_named(self) -> None:
        """
        Before anything has started.
        """
        issuer = TokenIssuer("site", ISSUER, AUDIENCE, ("HS256",))
        self.assertIn("[0]", str(self.assertRaises(ValueError, self.make, issuers=(issuer,))))

    def test_passwords_wait_for_the_start(self) -> None:
        """
        Before it and after the stop, whoever needs a hash may come back.
        """
        site = self.make(work=None)
        self.assertEqual(self.refused(site.passwords.hash(b"correct horse", OPERATOR_TURN))[0], "unavailable")
        site.start()
        site.stop()
        self.assertEqual(self.refused(site.passwords.hash(b"correct horse", OPERATOR_TURN))[0], "unavailable")

    def test_those_who_waited_are_forgotten(self) -> None:
        """
        What was counted about an address does not stay for ever.
        """
        site = self.make()
        site.throttle.take_address("192.0.2.1")
        self.clock.advance(3600)
        site.drop_idle()
        self.assertEqual(len(site.throttle._addresses), 0)
