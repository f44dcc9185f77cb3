"""
Reads and writes the files that an operator names, with the operator's rights and relative to their working directory.
"""

import errno
import os
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from chatd.admin.protocol import LINE_MAX
from chatd.errors import CommandError, os_error_text
from chatd.server.standard_streams import Output, Writable

BOM = b"\xef\xbb\xbf"


def lines_of(path: Path | None) -> Iterator[str]:
    """
    Yields the lines of a file, or of standard input; raises CommandError if one cannot be read, or exceeds `LINE_MAX`.
    """
    name = "standard input" if path is None else str(path)
    if path is None and sys.stdin is None:
        raise CommandError("standard input is closed")
    try:
        with sys.stdin.buffer if path is None else path.open("rb") as file:
            number = 0
            while line := file.readline(LINE_MAX + 2):
                number += 1
                text = line.rstrip(b"\r\n")
                if number == 1:
                    text = text.removeprefix(BOM)
                if len(text) > LINE_MAX:
                    raise CommandError(f"{name}: line {number}: longer than {LINE_MAX} bytes")
                try:
                    yield text.decode()
                except UnicodeDecodeError as error:
                    raise CommandError(f"{name}: line {number}: not UTF-8 at byte {error.start}") from None
    except OSError as error:
        raise CommandError(f"{name}: {os_error_text(error)}") from None


@contextmanager
def written(path: Path | None, out: Output, *, replace: bool = False) -> Iterator[Writable]:
    """
    A context with a file to write to, or `out` if `path` is None.

    The file has mode 0600 and appears when it is complete.  Raises CommandError if it exists and `replace` is false.
    """
    if path is None:
        yield out
        out.flush()
        return
    part = None
    try:
        if path.is_file() and not replace:
            raise CommandError(f"{path}: is there already; --force replaces it")
        if path.exists() and not path.is_file():
            # A pipe or a device cannot be replaced.
            with path.open("w", encoding="utf-8") as file:
                yield file
            return
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123
            yield file
            file.flush()
            os.fsync(file.fileno())
        if replace:
            part.replace(path)
            _sync(path.parent)
        else:
            _place(part, path)
    except OSError as error:
        raise CommandError(f"{path}: {os_error_text(error)}") from None
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def new_file(path: Path) -> Path:
    """
    Returns `path`, or raises CommandError if a file cannot be created there.  Called before long work.
    """
    if path.exists() or path.is_symlink():
        raise CommandError(f"{path}: is there already")
    if not path.absolute().parent.is_dir():
        raise CommandError(f"{path.parent}: no such directory")
    if not os.access(path.absolute().parent, os.W_OK):
        raise CommandError(f"{path.parent}: permission denied")
    return path


def move_in(source: Path, target: Path, *, may_link: bool = True) -> None:
    """
    Copies or, if it `may_link`, links the file `source` to the new file `target`, readable only by the operator.

    The target appears only when complete.  Raises CommandError if `source` is no file of the owner of its directory:
    who may write there may be somebody with fewer rights.
    """
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with open(os.open(str(source), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as whole:  # noqa: PTH123
            state = os.fstat(whole.fileno())
            if not stat.S_ISREG(state.st_mode) or state.st_uid != source.parent.stat().st_uid:
                raise CommandError(f"{source}: is no file of the directory's owner; nothing was written")
            if not (may_link and _linked(source, state, part)):
                handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
                with open(handle, "wb") as copy:  # noqa: PTH123
                    shutil.copyfileobj(whole, copy, 1 << 20)
                    copy.flush()
                    os.fsync(copy.fileno())
        _place(part, target)
    except OSError as error:
        raise CommandError(f"{source if error.filename == str(source) else target}: {os_error_text(error)}") from None
    finally:
        part.unlink(missing_ok=True)


def _place(part: Path, target: Path) -> None:
    # Never replaces a file that was created meanwhile.
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:
        # The file system has no links.
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        part.replace(target)
    _sync(target.parent)


def _sync(directory: Path) -> None:
    # Makes the directory entry durable.  Not all file systems support it.
    with suppress(OSError):
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _linked(source: Path, state: os.stat_result, part: Path) -> bool:
    # False on another file system, or for another user's file: it must be copied.
    if state.st_uid != os.geteuid():
        return False
    try:
        os.link(source, part, follow_symlinks=False)
    except OSError:
        return False
    return True
