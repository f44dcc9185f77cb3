"""
The errors that the clients raise.
"""

import re
from typing import Any

Json = dict[str, Any]
"""A JSON object as it is on the wire."""

_TOKEN = re.compile(r"[\x21-\x7e]+")


class ChatdError(Exception):
    """
    A request was not carried out, or nobody knows whether it was.
    """


class ChatdProblem(ChatdError):
    """
    The server's refusal.

    `code` is one of the protocol's error codes, or empty if something else answered (a proxy); `detail` is the sentence
    for people, `field` what is wrong, `until` the end of a sanction, `retry_after` the milliseconds to wait, `status`
    the status of the answer (None on a WebSocket), `document` all that was answered.
    """

    def __init__(self, document: Json, status: int | None = None) -> None:
        self.document = document
        self.status = status
        self.code = str(document.get("code") or "")
        self.detail = str(document.get("detail") or document.get("message") or document.get("title") or "refused")
        self.field: str | None = document.get("field")
        self.until: int | None = document.get("until")
        wait = document.get("retry_after")
        self.retry_after = wait if isinstance(wait, int | float) and wait >= 0 else None
        about = " ".join(part for part in (str(status or ""), self.code) if part)
        # The server's sentence mostly begins with the field.
        named = "" if self.field is None or self.field in self.detail else f"{self.field}: "
        super().__init__(f"{about}: {named}{self.detail}" if about else self.detail)


class ChatdUnreachable(ChatdError):
    """
    No answer, or none of chatd: the message says what happened.  A message that was sent may have been stored; the same
    key makes another attempt safe.
    """


def checked_token(token: str) -> str:
    """
    Returns a key or token without the line break that a file ends with.

    Raises:
        ValueError: It cannot be one.
    """
    token = token.strip()
    if not _TOKEN.fullmatch(token):
        raise ValueError("the key has to be visible ASCII characters, such as those that `chatd key create` prints")
    return token
