"""
The data directory: its permissions, its lock and its secrets.
"""

import errno
import fcntl
import os
import secrets
from pathlib import Path
from types import TracebackType
from typing import Self

from twisted.logger import Logger

from chatd.errors import StartError, os_error_text

LOCK = "lock"
_log = Logger()


class Lock:
    """
    An exclusive lock on the data directory.  The kernel releases it when the process ends.
    """

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def release(self) -> None:
        """
        Releases the lock; further calls do nothing.
        """
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def prepare(directory: Path) -> None:
    """
    Creates the directory with mode 0700, or removes the rights of others from an existing one.

    Raises StartError if it cannot be created, changed or read.
    """
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = directory.stat()
        if state.st_uid == os.geteuid() and state.st_mode & 0o077:
            directory.chmod(0o700)
    except OSError as error:
        raise StartError(f"{directory}: cannot be the data directory: {os_error_text(error)}") from error
    if not os.access(directory, os.R_OK | os.X_OK):
        raise StartError(f"{directory}: cannot be the data directory: permission denied")


def lock(directory: Path) -> Lock:
    """
    Locks the directory for this process.  Raises StartError, one line, if another process holds it.
    """
    path = directory / LOCK
    try:
        handle = _open(path)
    except OSError as error:
        raise StartError(f"{path}: cannot be locked: {os_error_text(error)}") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        if error.errno in {errno.EWOULDBLOCK, errno.EACCES}:
            raise StartError(f"{directory}: another chatd is running on this data directory") from None
        raise StartError(f"{path}: cannot be locked: {os_error_text(error)}") from error
    return Lock(handle)


def is_locked(directory: Path) -> bool:
    """
    Returns whether another process holds the lock of `directory`; False if that cannot be told.
    """
    try:
        handle = os.open(directory / LOCK, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in {errno.EWOULDBLOCK, errno.EACCES}
    finally:
        os.close(handle)
    return False


def secret(directory: Path, name: str, size: int = 32) -> bytes:
    """
    Returns the random bytes of the file `name`, at least `size`; creates the file at the first call.

    The file has mode 0600 and is created atomically.  Raises StartError if it cannot be created or read, others can
    read it, or its content is not a secret.
    """
    path = directory / name
    try:
        if not path.exists():
            _write_once(path, secrets.token_bytes(size).hex().encode() + b"\n")
        if path.stat().st_mode & 0o077:
            raise StartError(f"{path}: others can read this secret; chmod 600 it, or remove it to have a new one made")
        found = bytes.fromhex(path.read_text(encoding="ascii"))
    except OSError as error:
        raise StartError(f"{path}: cannot be read: {os_error_text(error)}") from error
    except ValueError:
        raise StartError(f"{path}: this is no secret of chatd's; remove it to have a new one made") from None
    if len(found) < size:
        raise StartError(f"{path}: too short; remove it to have a new one made")
    return found


def read_line(directory: Path, name: str) -> str | None:
    """
    Returns the line that `write_line` has written; None if there is none, or if it cannot be read.
    """
    try:
        return (directory / name).read_text(encoding="ascii").strip() or None
    except (OSError, ValueError):
        return None


def write_line(directory: Path, name: str, line: str) -> None:
    """
    Creates the file `name` with one line, mode 0600.  If that fails, it is logged, and the line is forgotten with the
    process.
    """
    try:
        _write_once(directory / name, line.encode() + b"\n")
    except OSError as error:
        _log.warn("{path}: cannot be written: {why}", path=str(directory / name), why=os_error_text(error))


def _write_once(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    try:
        os.write(handle, content)
        os.fsync(handle)
        # Unlike a rename, a link does not replace a file that another process created meanwhile.
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        os.close(handle)
        part.unlink()


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except PermissionError:
        # A read-only directory can still be locked and read by one daemon.
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
