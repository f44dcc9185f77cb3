"""
Parses arguments that several operator commands share.
"""

import re
import sys
from argparse import Namespace
from getpass import getpass

from chatd.errors import CommandError, os_error_text

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_DURATION_MAX = 100 * 365 * _UNITS["d"]
_PASSWORD_LINE_MAX = 65536
TEXT_BYTES_MAX = 65536
"""The most bytes of a text that is read from standard input; `limits.text` is lower by default."""


def read_password(given: Namespace) -> str | None:
    """
    Returns the password with ``--password``, from the terminal or a line of standard input; None without it.

    Raises CommandError if there is no password, or it is not UTF-8.
    """
    if not given.password:
        return None
    if sys.stdin is None:
        raise CommandError("standard input is closed; --password reads the password from it")
    try:
        if sys.stdin.isatty():
            return getpass("Password: ")
        line = sys.stdin.buffer.readline(_PASSWORD_LINE_MAX)
    except EOFError:
        raise CommandError("no password was given") from None
    except OSError as error:
        raise CommandError(f"standard input: {os_error_text(error)}") from None
    try:
        return line.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise CommandError("what was given is not UTF-8") from None


def read_text(text: str) -> str:
    """
    Returns `text`, or standard input to its end, without the newline there, if it is ``-``.

    Raises CommandError if standard input is closed, too long, or not UTF-8.
    """
    if text != "-":
        return text
    if sys.stdin is None:
        raise CommandError("standard input is closed; - reads the text from it")
    try:
        raw = sys.stdin.buffer.read(TEXT_BYTES_MAX + 1)
    except OSError as error:
        raise CommandError(f"standard input: {os_error_text(error)}") from None
    if len(raw) > TEXT_BYTES_MAX:
        raise CommandError(f"standard input: at most {TEXT_BYTES_MAX} bytes")
    try:
        return raw.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise CommandError("what was given is not UTF-8") from None


def parse_pair(text: str) -> tuple[str, str]:
    """
    Returns the two sides of ``PATTERN=VALUE``; raises CommandError.
    """
    name, equal, value = text.partition("=")
    if not equal or not value:
        raise CommandError(f"{text!r}: expected PATTERN=VALUE")
    return name, value


def parse_seconds(duration: str | None) -> int | None:
    """
    Returns the seconds of a duration such as ``30m``; None for None.  Raises CommandError.
    """
    if duration is None:
        return None
    match = re.fullmatch(r"([1-9][0-9]{0,8})([smhd])", duration)
    if match is None:
        raise CommandError(f"--for: {duration!r}: expected a number and s, m, h or d, such as 30m")
    seconds = int(match[1]) * _UNITS[match[2]]
    if seconds > _DURATION_MAX:
        raise CommandError(f"--for: {duration!r}: at most {_DURATION_MAX // _UNITS['d']}d; without it, it is for good")
    return seconds
