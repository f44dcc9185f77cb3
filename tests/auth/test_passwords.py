"""
Passwords are hashed slowly, and elsewhere.
"""

import os
import sys
import threading
from unittest import skipUnless

from hypothesis import given
from hypothesis import strategies as st
from precis_i18n import get_profile
from twisted.internet import reactor
from twisted.internet.defer import Deferred
from twisted.internet.task import Clock
from twisted.trial.unittest import SynchronousTestCase, TestCase

from chatd.auth.hash_queue import HashQueue, turn_of_address
from chatd.auth.passwords import NICE, Argon2, Passwords, lower_thread_priority, new_password_bytes
from chatd.errors import Refusal
from chatd.threads import WorkerThreads
from tests.auth.people import AtOnce, CountingHasher


def niceness() -> int:
    """
    How far the thread that asks stands back.
    """
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


HERE = turn_of_address("192.0.2.1")
CHEAP = {"kibibytes": 8, "passes": 1}


class CheckedTests(SynchronousTestCase):
    """
    What may be a password.
    """

    def test_bytes_are_counted(self) -> None:
        """
        From 8 to 1024; a character may be several.
        """
        self.assertEqual(new_password_bytes("ä" * 4), "ä".encode() * 4)
        self.assertEqual(len(new_password_bytes("x" * 1024)), 1024)

    @given(st.text(min_size=8, max_size=40))
    def test_profile_of_the_standard_agrees(self, text: str) -> None:
        """
        Whatever OpaqueString (RFC 8265) allows is hashed in the form that it has there.
        """
        try:
            wanted = get_profile("OpaqueString").enforce(text).encode()
        except UnicodeEncodeError:
            return
        if len(wanted) >= 8:
            self.assertEqual(new_password_bytes(text), wanted)

    def test_all_else_is_refused(self) -> None:
        """
        The field that is wrong is told; a megabyte takes no time.
        """
        for wrong in ("", "1234567", "x" * 1025, "ä" * 513, "x" * 1_000_000, "\ud800" * 8):
            refusal = self.assertRaises(Refusal, new_password_bytes, wrong, "new")
            self.assertEqual((refusal.code, refusal.field), ("invalid", "new"))


class Argon2Tests(SynchronousTestCase):
    """
    The real hash.
    """

    def setUp(self) -> None:
        """
        With parameters that take no time.
        """
        self.hasher = Argon2(**CHEAP)

    def test_parameters_are_those_recommended(self) -> None:
        """
        argon2id with 19 MiB, two passes, one lane.
        """
        self.assertTrue(Argon2().hash(b"password").startswith("$argon2id$v=19$m=19456,t=2,p=1$"))

    def test_password_is_right_or_wrong(self) -> None:
        """
        Two hashes of one password differ, and both know it.
        """
        hashes = [self.hasher.hash(b"password") for _ in range(2)]
        self.assertNotEqual(*hashes)
        self.assertEqual([self.hasher.verify(one, b"password") for one in hashes], [True, True])
        self.assertEqual([self.hasher.verify(one, b"Password") for one in hashes], [False, False])

    def test_what_is_no_hash_fits_no_password(self) -> None:
        for wrong in ("", "x", "$argon2id$", "$argon2id$v=19$m=8,t=1,p=1$$", "$2b$12$abc"):
            self.assertFalse(self.hasher.verify(wrong, b"password"), wrong)

    def test_hash_with_other_parameters_is_outdated(self) -> None:
        """
        It is still right.
        """
        stronger = Argon2(kibibytes=16, passes=1)
        old = self.hasher.hash(b"password")
        self.assertEqual((self.hasher.outdated(old), stronger.outdated(old)), (False, True))
        self.assertTrue(stronger.verify(old, b"password"))

    def test_decoy_is_a_hash_like_any_other(self) -> None:
        """
        With the same parameters and sizes, and another one in each process; no password fits it.
        """
        decoy, other, real = self.hasher.decoy(), self.hasher.decoy(), self.hasher.hash(b"password")
        self.assertEqual([len(part) for part in decoy.split("$")], [len(part) for part in real.split("$")])
        self.assertEqual(decoy.split("$")[:4], real.split("$")[:4])
        self.assertNotEqual(decoy, other)
        self.assertFalse(self.hasher.outdated(decoy))
        self.assertFalse(self.hasher.verify(decoy, b"password"))


class PasswordsTests(SynchronousTestCase):
    """
    What is asked of a hasher.
    """

    def setUp(self) -> None:
        """
        With a hasher that counts.
        """
        self.hasher = CountingHasher()
        self.passwords = Passwords(self.hasher, HashQueue(AtOnce(), Clock(), size=1))

    def test_nobodys_password_takes_as_much_work(self) -> None:
        """
        Otherwise the time would show which names exist.
        """
        found = [self.successResultOf(self.passwords.verify(one, b"x", HERE)) for one in ("v1:78", "v1:79", None)]
        self.assertEqual((found, self.hasher.calls), ([True, False, False], ["verify", "verify", "decoy"]))

    def test_decoy_that_fits_by_chance_opens_nothing(self) -> None:
        """
        There is nobody behind it.
        """
        self.hasher.decoy = lambda: "v1:78"  # type: ignore[method-assign]
        passwords = Passwords(self.hasher, HashQueue(AtOnce(), Clock(), size=1))
        self.assertFalse(self.successResultOf(passwords.verify(None, b"x", HERE)))


class PriorityTests(TestCase):
    """
    The threads that hash.
    """

    @skipUnless(sys.platform == "linux", "threads have no priorities of their own here")
    def test_messages_go_before_passwords(self) -> Deferred[None]:
        """
        Who hashes stands back when both want the same core; the reactor's thread stays where it was.
        """
        threads = WorkerThreads(reactor, "hashing", 1, initializer=lower_thread_priority)
        threads.start()
        self.addCleanup(threads.stop)
        before = niceness()

        async def ask() -> None:
            self.assertEqual(await threads.submit(niceness), max(NICE, before))
            self.assertEqual(niceness(), before)

        return Deferred.fromCoroutine(ask())
