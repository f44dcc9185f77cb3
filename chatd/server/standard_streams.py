"""
The standard streams of a command: if they are closed, full or cannot encode a text, the command ends with one line
instead of a traceback.
"""

import io
import os
import sys
from typing import IO, Protocol

from chatd.errors import CommandError, os_error_text, readable


class Writable(Protocol):
    """
    A stream to print to.
    """

    def write(self, text: str, /) -> object:
        """
        Writes some text.
        """


class Unwritten(Exception):
    """
    Standard output cannot be written to; `error` is the system's error.
    """

    def __init__(self, error: OSError) -> None:
        super().__init__(os_error_text(error))
        self.error = error


class Output:
    """
    Standard output.  Characters that its encoding lacks are escaped; with `utf8` it is UTF-8 in every locale.

    Raises `Unwritten`; the constructor raises CommandError if nothing can be written.
    """

    def __init__(self, *, utf8: bool) -> None:
        if sys.stdout is None:
            raise CommandError("standard output is closed; nothing was done")
        self._stream: IO[str] = sys.stdout
        if isinstance(self._stream, io.TextIOWrapper):
            encoding = "utf-8" if utf8 else None
            self._stream.reconfigure(encoding=encoding, errors="backslashreplace")
            try:
                # Some devices report errors even for an empty write.
                os.write(self._stream.fileno(), b"")
            except io.UnsupportedOperation:
                # The stream has no file descriptor.
                pass
            except OSError as error:
                raise CommandError(f"standard output: {os_error_text(error)}; nothing was done") from None

    def write(self, text: str) -> None:
        """
        Writes some text.
        """
        try:
            self._stream.write(text)
        except OSError as error:
            raise Unwritten(error) from None

    def flush(self) -> None:
        """
        Flushes what was written; raises `Unwritten`.
        """
        try:
            self._stream.flush()
        except OSError as error:
            raise Unwritten(error) from None


def fill_closed_streams() -> None:
    """
    Opens the null device for closed standard streams.  Otherwise a file opened later would get their number and receive
    printed text.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # The new file gets the lowest free number, which is this one.
            os.open(os.devnull, os.O_RDWR)


def print_error(text: str) -> None:
    """
    Prints an error as one line on standard error; does nothing if that cannot be written to.
    """
    shown = "".join(char if char.isprintable() or char == " " else repr(char)[1:-1] for char in readable(text))
    try:
        if sys.stderr is not None:
            sys.stderr.write(f"chatd: {shown}\n")
    except OSError:
        pass


def flush_streams(status: int) -> int:
    """
    Flushes the streams; returns the exit status: `status`, or 1 instead of 0 if that fails.

    Otherwise the interpreter would flush at its end, print its own error, and exit with 120.
    """
    for name in ("stdout", "stderr"):
        stream: IO[str] | None = getattr(sys, name)
        try:
            if stream is not None:
                stream.flush()
        except OSError as error:
            _discard_buffer(stream)
            if name == "stdout" and status == 0:
                status = 1
                if not isinstance(error, BrokenPipeError):
                    print_error(f"standard output: {os_error_text(error)}")
    return status


def _discard_buffer(stream: IO[str] | None) -> None:
    # Discards the rest of its buffer.
    if isinstance(stream, io.TextIOWrapper):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
