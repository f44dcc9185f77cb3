"""
Passwords: argon2id, in threads of its own, and never more of it than fits into a short queue.
"""

import os
import secrets
import sys
import threading
import unicodedata
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol, TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from twisted.internet.defer import Deferred, fail

from chatd.errors import Refusal, unavailable

T = TypeVar("T")


class Hasher(Protocol):
    """
    Turns passwords into what is kept, slowly.  Called in threads.
    """

    def hash(self, password: bytes) -> str:
        """
        A hash with a salt of its own, with the parameters in it.
        """

    def verify(self, hashed: str, password: bytes) -> bool:
        """
        Whether this is the password; False as well for what is no hash.
        """

    def outdated(self, hashed: str) -> bool:
        """
        Whether `hash` would now use other parameters.
        """

    def decoy(self) -> str:
        """
        What takes as long to verify as any hash, and is never right.
        """


class Work(Protocol):
    """
    Has something done elsewhere than in the reactor's thread.
    """

    def do(self, call: Callable[[], T]) -> Deferred[T]:
        """
        What `call` returns or raises, later, in the reactor's thread.
        """


LEAST, MOST = 8, 1024
"""Bytes of a password."""

NICE = 19
"""How far threads that hash stand back, on the scale of nice(1)."""


class Argon2:
    """
    argon2id (RFC 9106) with 19 MiB, two passes and one lane: a `chatd.auth.passwords.Hasher`.
    """

    def __init__(self, *, kibibytes: int = 19 * 1024, passes: int = 2, lanes: int = 1) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=kibibytes, parallelism=lanes, type=Type.ID)
        self._parameters = f"m={kibibytes},t={passes},p={lanes}"

    def hash(self, password: bytes) -> str:
        """
        See `chatd.auth.passwords.Hasher`.
        """
        return self._hasher.hash(password)

    def verify(self, hashed: str, password: bytes) -> bool:
        """
        See `chatd.auth.passwords.Hasher`.
        """
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, hashed: str) -> bool:
        """
        See `chatd.auth.passwords.Hasher`.
        """
        return self._hasher.check_needs_rehash(hashed)

    def decoy(self) -> str:
        """
        See `chatd.auth.passwords.Hasher`.
        """
        # A well-formed hash of nothing: what it takes to verify depends on the parameters alone.
        salt, tag = (b64encode(secrets.token_bytes(size)).rstrip(b"=").decode() for size in (16, 32))
        return f"$argon2id$v=19${self._parameters}${salt}${tag}"


def lower_thread_priority() -> None:
    """
    Let other threads go before this one, where threads have priorities of their own: messages before passwords.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        # Where that is forbidden they share the core evenly.
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, max(NICE, os.getpriority(os.PRIO_PROCESS, thread)))


class Passwords:
    """
    Hashes and verifies, at most `queue` at a time; what is more is refused as `unavailable` and may come back.
    """

    def __init__(self, hasher: Hasher, work: Work, *, queue: int) -> None:
        self._hasher = hasher
        self._work = work
        self._queue = queue
        self._waiting = 0
        self._decoy = hasher.decoy()

    def hash(self, password: bytes) -> Deferred[str]:
        """
        What is kept of a password that `checked` has let through.
        """
        return self._do(lambda: self._hasher.hash(password))

    def verify(self, hashed: str | None, password: bytes) -> Deferred[bool]:
        """
        Whether it is the password behind `hashed`; if that is None it is not, and that takes as long to find out.
        """
        known = hashed if hashed is not None else self._decoy
        return self._do(lambda: self._hasher.verify(known, password)).addCallback(
            lambda right: right and hashed is not None
        )

    def outdated(self, hashed: str) -> bool:
        """
        Whether it should be hashed again, with the parameters of today.
        """
        return self._hasher.outdated(hashed)

    def need_room(self) -> None:
        """
        Refuse as `unavailable` what would be refused by the next to be hashed: before anything is looked up for it.
        """
        if self._waiting >= self._queue:
            raise unavailable("too many people are signing in; try again")

    def _do(self, call: Callable[[], T]) -> Deferred[T]:
        try:
            self.need_room()
        except Refusal as refusal:
            return fail(refusal)
        self._waiting += 1
        return self._work.do(call).addBoth(self._done)

    def _done(self, result: T) -> T:
        self._waiting -= 1
        return result


def checked(password: str, field: str = "password") -> bytes:
    """
    A password that is set, as the bytes that are hashed; refused as `invalid` if there are not 8 to 1024 of them,
    before any work is done for it.
    """
    return _in_bounds(_opaque(_bounded(password, field)), field)


def typed(password: str, field: str = "password") -> tuple[bytes, ...]:
    """
    The bytes that may have been hashed when the password that was typed was set: first those of today, then what was
    typed, as it was hashed before passwords were normalised.  Refused as `checked` does.
    """
    raw = _in_bounds(_bounded(password, field), field)
    return tuple(dict.fromkeys((_opaque(password).encode(), raw)))


def _opaque(password: str) -> str:
    # The mappings of the profile OpaqueString of PRECIS (RFC 8265, section 4.2): any space is that of ASCII, and NFC.
    # Width and case count.  Nothing is refused that the profile forbids: nobody but the user sees it.
    if password.isascii():
        return password
    spaces = "".join(" " if unicodedata.category(char) == "Zs" else char for char in password)
    return unicodedata.normalize("NFC", spaces)


def _bounded(password: str, field: str) -> str:
    # Characters first: a megabyte is neither normalised nor encoded.
    if len(password) > MOST:
        raise _wrong_length(field)
    return password


def _in_bounds(password: str, field: str) -> bytes:
    try:
        raw = password.encode()
    except UnicodeEncodeError:
        raise Refusal("invalid", f"{field}: not Unicode text", field=field) from None
    if not LEAST <= len(raw) <= MOST:
        raise _wrong_length(field)
    return raw


def _wrong_length(field: str) -> Refusal:
    return Refusal("invalid", f"{field}: expected {LEAST} to {MOST} bytes", field=field)
