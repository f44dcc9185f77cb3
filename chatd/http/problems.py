"""
What HTTP answers when it refuses: problem documents (RFC 9457), one for each `Refusal`.
"""

from http import HTTPStatus

import msgspec
from msgspec import Struct
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from chatd.errors import Refusal

PREFIX = b"/api"
MEDIA_TYPE = "application/problem+json"

STATUSES = {
    "bad_frame": 400,
    "unknown_type": 400,
    "invalid": 400,
    "login_required": 401,
    "bad_token": 401,
    "expired": 401,
    "forbidden": 403,
    "not_found": 404,
    "not_joined": 409,
    "muted": 403,
    "banned": 403,
    "slow_mode": 429,
    "rate_limited": 429,
    "too_large": 413,
    "filtered": 422,
    "conflict": 409,
    "unavailable": 503,
    "internal": 500,
}
"""The status of each of `chatd.errors.CODES`."""


class Problem(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """
    One problem document.  `code`, `field`, `until` and `retry_after` are those of the wire.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    field: str | None = None
    until: int | None = None
    retry_after: int | None = None


class HttpRefusal(Refusal):
    """
    A refusal with a status of its own: what is wrong is the request itself, not what it asks for.
    """

    def __init__(self, status: int, code: str, message: str, *, field: str | None = None, allow: str = "") -> None:
        super().__init__(code, message, field=field)
        self.status = status
        self.allow = allow


def problem(status: int, message: str) -> str:
    """
    The document about a request that was refused by its bytes, before anybody knew what it asks for.
    """
    codes = {413: "too_large", 414: "too_large", 429: "rate_limited", 431: "too_large", 500: "internal"}
    code = codes.get(status, "invalid")
    return msgspec.json.encode(document(HttpRefusal(status, code, message))[0]).decode()


def translated(error: BaseException) -> Refusal | None:
    """
    What is told about an error; None if it is a fault of ours.
    """
    if isinstance(error, Refusal):
        return error
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted({*(error.valid_methods or ()), "OPTIONS"}))
        return HttpRefusal(405, "invalid", f"only {allowed} can be done here", field="method", allow=allowed)
    # A path with too many slashes is another path, not one to be sent on to.
    if isinstance(error, NotFound | RequestRedirect):
        return Refusal("not_found", "there is nothing at this path")
    if isinstance(error, HTTPException):
        return Refusal("invalid", "the request is malformed")
    return None


def document(refusal: Refusal) -> tuple[Problem, list[tuple[str, str]]]:
    """
    The document about a refusal, and the fields of the head that go with it.
    """
    status = refusal.status if isinstance(refusal, HttpRefusal) else STATUSES[refusal.code]
    fields = []
    if status == 401:
        fields.append(("WWW-Authenticate", "Bearer"))
    if isinstance(refusal, HttpRefusal) and refusal.allow:
        fields.append(("Allow", refusal.allow))
    if refusal.retry_after is not None:
        # In whole seconds, and never too early.
        fields.append(("Retry-After", str(-(-refusal.retry_after // 1000))))
    found = Problem(
        # What `code` does not say, no other type would (section 4.2.1).
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=refusal.message,
        code=refusal.code,
        field=refusal.field,
        until=refusal.until,
        retry_after=refusal.retry_after,
    )
    return found, fields
