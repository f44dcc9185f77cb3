"""
Error codes, close codes, and the exceptions that carry them.

The codes are part of the protocol (docs/protocol.md): clients may switch on them.
"""

import re
from enum import IntEnum

CODES = {
    "bad_frame": "not one JSON object in a text frame",
    "unknown_type": "no command has this type",
    "invalid": "a field is missing, unknown, or has a value it cannot have",
    "login_required": "log in first",
    "bad_token": "the token is not one of ours",
    "expired": "the token's time is over",
    "forbidden": "you may not do this here",
    "not_found": "there is no such thing, or you may not see it",
    "not_joined": "this session has not joined the room",
    "muted": "you may read but not speak",
    "banned": "you may not come in",
    "slow_mode": "wait between two messages in this room",
    "rate_limited": "too many commands in too short a time",
    "too_large": "the text is longer than the limit",
    "filtered": "a filter of this room refused the text",
    "conflict": "it contradicts what is already there",
    "unavailable": "the server cannot do this now; try again",
    "internal": "a fault of the server's own; it has been logged",
}


class Close(IntEnum):
    """
    Close codes of chatd, in addition to those of RFC 6455, section 7.4.1.

    4000 to 4499: reconnect, with backoff or after `retry_after`; 4500 to 4999: do not reconnect.
    """

    LOGIN_DEADLINE = 4001
    LOGIN_ENDED = 4002
    SLOW_READER = 4008
    FLOOD = 4009
    DRAINING = 4012
    BANNED = 4503


class Refusal(Exception):
    """
    A command was refused; the connection stays open.

    `code` is a key of `CODES`.  `field` is the path of the wrong field (``since.seq``), `until` the end of a sanction
    in milliseconds since 1970, `retry_after` the milliseconds to wait.  `quote` is the id and the name of a user and
    what they wrote as the reason; `message` contains it too.
    """

    def __init__(
        self,
        code: str,
        message: str = "",
        *,
        field: str | None = None,
        until: int | None = None,
        retry_after: int | None = None,
        quote: tuple[str, str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.message = message or CODES[code]
        self.field = field
        self.until = until
        self.retry_after = retry_after
        self.quote = quote

    def __repr__(self) -> str:
        return f"Refusal({self.code!r}, {self.message!r})"


RETRY_MS = 1000
NOT_STORED = "the message could not be stored; try again"


def unavailable(message: str) -> Refusal:
    """
    A refusal with the code `unavailable`, to be tried again in a second.
    """
    return Refusal("unavailable", message, retry_after=RETRY_MS)


class StartError(Exception):
    """
    The daemon cannot start with this configuration; the text is one line for the operator.
    """


def os_error_text(error: OSError) -> str:
    """
    The system's text for `error` in lower case, to be put after a colon.
    """
    return (error.strerror or str(error)).lower()


def readable(path: object) -> str:
    """
    `path` as text that can be encoded: a byte that is not UTF-8 is written in hexadecimal after a backslash and an x.
    """
    escaped = range(0xDC80, 0xDD00)
    return "".join(f"\\x{ord(char) - 0xDC00:02x}" if ord(char) in escaped else char for char in str(path))


CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""What controls a terminal or cannot be seen: C0, DEL, C1, marks of direction, line and paragraph separators, tags."""


def escape_controls(text: str) -> str:
    r"""
    Returns `text` with control characters as in Python: ``\x1b``, ``\u202e``.
    """
    return CONTROLS.sub(lambda match: ascii(match.group())[1:-1], text)


class CommandError(Exception):
    """
    A command of the operator failed; the text is one line for the operator.
    """
