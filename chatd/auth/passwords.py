"""
Password hashing with argon2id.
"""

import os
import secrets
import sys
import threading
import unicodedata
from base64 import b64encode
from contextlib import suppress
from typing import Protocol

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from twisted.internet.defer import Deferred

from chatd.auth.hash_queue import HashQueue, Turn
from chatd.errors import Refusal


class Hasher(Protocol):
    """
    Hashes passwords, slowly.  Called in worker threads.
    """

    def hash(self, password: bytes) -> str:
        """
        A hash of `password` with a new salt; contains its parameters.
        """

    def verify(self, hashed: str, password: bytes) -> bool:
        """
        Whether `hashed` is a hash of `password`; False if it is no hash at all.
        """

    def outdated(self, hashed: str) -> bool:
        """
        Whether `hash` would use other parameters now.
        """

    def decoy(self) -> str:
        """
        A hash that matches no password and takes as long to verify as any other.
        """


BYTES_MIN, BYTES_MAX = 8, 1024
"""The length of a password."""

NICE = 19
"""The priority of hashing threads, on the scale of nice(1)."""


class Argon2:
    """
    argon2id (RFC 9106) with 19 MiB, two passes and one lane: a `chatd.auth.passwords.Hasher`.
    """

    def __init__(self, *, kibibytes: int = 19 * 1024, passes: int = 2, lanes: int = 1) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=kibibytes, parallelism=lanes, type=Type.ID)
        self._parameters = f"m={kibibytes},t={passes},p={lanes}"

    def hash(self, password: bytes) -> str:
        return self._hasher.hash(password)

    def verify(self, hashed: str, password: bytes) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, hashed: str) -> bool:
        return self._hasher.check_needs_rehash(hashed)

    def decoy(self) -> str:
        # A well-formed hash of nothing: the cost of verifying depends on the parameters alone.
        salt, tag = (b64encode(secrets.token_bytes(size)).rstrip(b"=").decode() for size in (16, 32))
        return f"$argon2id$v=19${self._parameters}${salt}${tag}"


def lower_thread_priority() -> None:
    """
    Give the calling thread the lowest priority, on systems where threads have their own: messages before passwords.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        # If the system forbids it, the threads share the core evenly.
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, max(NICE, os.getpriority(os.PRIO_PROCESS, thread)))


class Passwords:
    """
    Hashes and verifies passwords when it is their turn in `queue`.
    """

    def __init__(self, hasher: Hasher, queue: HashQueue) -> None:
        self._hasher = hasher
        self._queue = queue
        self._decoy = hasher.decoy()

    def hash(self, password: bytes, turn: Turn) -> Deferred[str]:
        """
        Fires with the hash of a password from `new_password_bytes`.
        """
        return self._queue.submit(lambda: self._hasher.hash(password), turn)

    def verify(self, hashed: str | None, password: bytes, turn: Turn) -> Deferred[bool]:
        """
        Fires with whether `hashed` is a hash of `password`; if it is None, with False after the same time.
        """
        known = hashed if hashed is not None else self._decoy
        return self._queue.submit(lambda: self._hasher.verify(known, password), turn).addCallback(
            lambda right: right and hashed is not None
        )

    def outdated(self, hashed: str) -> bool:
        """
        Whether the password should be hashed again with the current parameters.
        """
        return self._hasher.outdated(hashed)

    def check_room(self, turn: Turn) -> None:
        """
        Raise `unavailable` if a hash of `turn` would be refused now, before any database work.
        """
        self._queue.check_room(turn)


def new_password_bytes(password: str, field: str = "password") -> bytes:
    """
    The bytes that are hashed for a new password; refused as `invalid` if there are not 8 to 1024 of them, before any
    other work.
    """
    return _in_bounds(_opaque(_bounded(password, field)), field)


def typed_password_bytes(password: str, field: str = "password") -> tuple[bytes, ...]:
    """
    The bytes that may have been hashed when the typed password was set: first the normalised ones, then those as typed,
    which were hashed before passwords were normalised.  Refused as by `new_password_bytes`.
    """
    raw = _in_bounds(_bounded(password, field), field)
    return tuple(dict.fromkeys((_opaque(password).encode(), raw)))


def _opaque(password: str) -> str:
    # The mappings of the PRECIS profile OpaqueString (RFC 8265, section 4.2): every space becomes that of ASCII, then
    # NFC.  Width and case are kept.  Characters that the profile forbids are allowed: nobody but the user sees them.
    if password.isascii():
        return password
    spaces = "".join(" " if unicodedata.category(char) == "Zs" else char for char in password)
    return unicodedata.normalize("NFC", spaces)


def _bounded(password: str, field: str) -> str:
    # Characters are counted first, so that a megabyte is neither normalised nor encoded.
    if len(password) > BYTES_MAX:
        raise _wrong_length(field)
    return password


def _in_bounds(password: str, field: str) -> bytes:
    try:
        raw = password.encode()
    except UnicodeEncodeError:
        raise Refusal("invalid", f"{field}: not Unicode text", field=field) from None
    if not BYTES_MIN <= len(raw) <= BYTES_MAX:
        raise _wrong_length(field)
    return raw


def _wrong_length(field: str) -> Refusal:
    return Refusal("invalid", f"{field}: expected {BYTES_MIN} to {BYTES_MAX} bytes", field=field)
