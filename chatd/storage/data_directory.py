"""
The data directory: its permissions, its lock and its secrets.

It belongs to the user of the process, who narrows it to mode 0700.  A link in it is refused: it would lead reads and
writes to a file elsewhere.
"""

import errno
import fcntl
import glob
import os
import pwd
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from twisted.logger import Logger

from chatd.errors import StartError, os_error_text

LOCK = "lock"

_BESIDE = ("-wal", "-shm", "-journal")
_COPIES = (".before-*", ".replaced-*")

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
    Creates the directory with mode 0700, or removes the rights of others from an existing one of this user.

    Raises StartError if it cannot be created, changed or read, or is not this user's alone: it belongs to another user
    than root, root's group or others may write in it, or those who could write in it left files of their own.
    """
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = directory.stat()
        if state.st_uid == os.geteuid():
            _narrow(directory, state.st_mode)
        elif state.st_uid != 0:
            raise StartError(
                f"{directory}: belongs to {_name_of(state.st_uid)}, and chatd runs as {_name_of(os.geteuid())};"
                f" run it as that user (twistd --uid {state.st_uid}; docker run --user {state.st_uid}), or give it"
                f" with all files in it to this one: chown -R {os.geteuid()} {directory}"
            )
        elif state.st_mode & 0o022:
            raise StartError(
                f"{directory}: belongs to root, and its group or others may write in it"
                f" (mode {stat.S_IMODE(state.st_mode):04o}), like a volume of a container; name a directory in it,"
                f" which chatd makes for itself alone: --data {directory / 'chatd'}{_move_advice(directory)}"
            )
    except OSError as error:
        raise StartError(f"{directory}: cannot be the data directory: {os_error_text(error)}") from error
    if not os.access(directory, os.R_OK | os.X_OK):
        raise StartError(f"{directory}: cannot be the data directory: permission denied")


def _narrow(directory: Path, mode: int) -> None:
    # Takes the rights of others from a directory of this user.
    if not mode & 0o077:
        return
    if mode & 0o022:
        found = sorted(directory.iterdir())
        if mode & stat.S_ISVTX and found:
            raise StartError(f"{directory}: is shared by all users, like /tmp; name another directory with --data")
        for path in found:
            if (owner := path.lstat().st_uid) not in {os.geteuid(), 0}:
                raise StartError(
                    f"{path}: belongs to {_name_of(owner)}, who could write in the data directory; look at it, then"
                    f" remove it, or make it chatd's: chown -h {os.geteuid()} {path}"
                )
    directory.chmod(0o700)
    did = "write in" if mode & 0o022 else "look into"
    _log.warn("{path}: others could {did} it; now its mode is 0700", path=str(directory), did=did)


def _move_advice(directory: Path) -> str:
    if not (directory / "secret").exists():
        return ""
    return " (first move what an earlier version left here: the secret, chatd.db and all chatd.db-* and chatd.db.*)"


def check_database(directory: Path, database: Path) -> None:
    """
    Raises StartError if the database or a file beside it is a link in the data directory `directory`.

    The configuration may name a link elsewhere.
    """
    if _same(database.parent, directory):
        for path in _files_of(database):
            if path.is_symlink():
                raise StartError(f"{path}: {_LINK}")


def make_private(directory: Path, database: Path) -> None:
    """
    Creates the database file if there is none, and removes the rights of others from it and from the files beside it:
    mode 0600.  SQLite gives the files that it creates beside it the same mode.

    Raises StartError if one of them is a link in `directory`, or cannot be changed.
    """
    check_database(directory, database)
    try:
        if not database.exists():
            os.close(os.open(database, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
        real = database.resolve()
        for path in _files_of(real):
            state = path.lstat()
            if stat.S_ISREG(state.st_mode) and state.st_uid == os.geteuid() and state.st_mode & 0o077:
                path.chmod(0o600)
                _log.warn("{path}: others could read it; now its mode is 0600", path=str(path))
    except OSError as error:
        raise StartError(f"{error.filename or database}: {os_error_text(error)}") from error


def lock(directory: Path) -> Lock:
    """
    Locks the directory for this process.  Raises StartError, one line, if another process holds it.
    """
    path = directory / LOCK
    try:
        handle = _open(path)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise StartError(f"{path}: {_LINK}") from None
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
        handle = os.open(directory / LOCK, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
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

    The file has mode 0600 and is created atomically; rights of its group are taken away.  Raises StartError if it
    cannot be created or read, others can read it, or its content is not a secret.
    """
    path = directory / name
    try:
        if path.is_symlink():
            raise StartError(f"{path}: {_LINK}")
        if not path.exists():
            _write_once(path, secrets.token_bytes(size).hex().encode() + b"\n")
        state = path.stat()
        if state.st_mode & 0o070 and not state.st_mode & 0o007 and state.st_uid == os.geteuid():
            # Kubernetes gives a group (`fsGroup`) rights to all files of a volume, at each mount.
            path.chmod(0o600)
            _log.warn("{path}: its group could read this secret; now its mode is 0600", path=str(path))
        elif state.st_mode & 0o077:
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
    path = directory / name
    try:
        return None if path.is_symlink() else path.read_text(encoding="ascii").strip() or None
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


_LINK = "is a link, and chatd follows none in its data directory; put the file itself there"


def _name_of(user: int) -> str:
    try:
        return f"{pwd.getpwuid(user).pw_name} (user {user})"
    except KeyError:
        return f"user {user}"


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other


def _files_of(database: Path) -> Iterator[Path]:
    # Those that exist; a link counts, wherever it leads.
    for path in (database, *(database.with_name(database.name + suffix) for suffix in _BESIDE)):
        if os.path.lexists(path):
            yield path
    for pattern in _COPIES:
        yield from sorted(database.parent.glob(glob.escape(database.name) + pattern))


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
        return os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except PermissionError:
        # A read-only directory can still be locked and read by one daemon.
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
