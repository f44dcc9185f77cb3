"""
Error answers of the HTTP API: a problem document (RFC 9457) for each `Refusal`.
"""

from collections.abc import Iterable
from http import HTTPStatus

import msgspec
from msgspec import Struct
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from chatd.domain.addresses import shown_group
from chatd.errors import Refusal
from chatd.http.head import Head
from chatd.http.responses import refusal as raw_refusal
from chatd.refusal_log import RefusalLog

PREFIX = b"/api"
HOOKS = b"/hooks"
"""Below it are the addresses of incoming webhooks, whose senders expect short plain text."""
PREFIXES = (PREFIX, HOOKS)
MEDIA_TYPE = "application/problem+json"

REQUEST_ID = "X-Request-Id"
"""The field with the id of a request, which is in the log if it was refused or failed."""

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
"""The HTTP status of each of `chatd.errors.CODES`."""


HOOK_WORDS = {
    "bad_token": (404, "no_service"),
    "expired": (404, "no_service"),
    "not_found": (404, "channel_not_found"),
    "forbidden": (403, "action_prohibited"),
    "muted": (403, "action_prohibited"),
    "banned": (403, "action_prohibited"),
    "invalid": (400, "invalid_payload"),
}
"""The status and the text with which an incoming webhook refuses, where they are not those of the code."""


class Problem(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """
    One problem document.  `code`, `field`, `until` and `retry_after` are as in ``chatd.v1``; `request_id` is in
    the log.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    field: str | None = None
    until: int | None = None
    retry_after: int | None = None
    request_id: str | None = None


class HttpRefusal(Refusal):
    """
    A refusal with its own status: the request itself is wrong, not the requested action.
    """

    def __init__(self, status: int, code: str, message: str, *, field: str | None = None, allow: str = "") -> None:
        super().__init__(code, message, field=field)
        self.status = status
        self.allow = allow


def is_below(path: bytes, prefix: bytes) -> bool:
    """
    Whether a path is `prefix` or below it.
    """
    return path == prefix or path.startswith(prefix + b"/")


def hook_answer(refusal: Refusal) -> tuple[int, str]:
    """
    Returns the status and the text with which an incoming webhook refuses.
    """
    if isinstance(refusal, HttpRefusal):
        return refusal.status, refusal.message
    return HOOK_WORDS.get(refusal.code, (STATUSES[refusal.code], refusal.code))


def problem(status: int, message: str, request_id: str | None = None) -> str:
    """
    Returns the document for a request that was refused while it was read.
    """
    codes = {413: "too_large", 414: "too_large", 429: "rate_limited", 431: "too_large", 500: "internal"}
    code = codes.get(status, "invalid")
    field = "body" if status == 413 else None
    refused_request = HttpRefusal(status, code, message, field=field)
    return msgspec.json.encode(document(refused_request, request_id)[0]).decode()


def translated(error: BaseException) -> Refusal | None:
    """
    Returns the refusal to send for an error; None for an internal error.
    """
    if isinstance(error, Refusal):
        return error
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted({*(error.valid_methods or ()), "OPTIONS"}))
        return HttpRefusal(405, "invalid", f"only {allowed} can be done here", field="method", allow=allowed)
    # A path with extra slashes is another path: answer 404 instead of redirecting.
    if isinstance(error, NotFound | RequestRedirect):
        return HttpRefusal(404, "not_found", "there is nothing at this path")
    if isinstance(error, HTTPException):
        return Refusal("invalid", "the request is malformed")
    return None


def document(refusal: Refusal, request_id: str | None = None) -> tuple[Problem, list[tuple[str, str]]]:
    """
    Returns the document of a refusal, and the header fields to send with it.
    """
    status = refusal.status if isinstance(refusal, HttpRefusal) else STATUSES[refusal.code]
    fields = []
    if status == 401:
        fields.append(("WWW-Authenticate", "Bearer"))
    if isinstance(refusal, HttpRefusal) and refusal.allow:
        fields.append(("Allow", refusal.allow))
    if refusal.retry_after is not None:
        # Retry-After is in whole seconds: round up.
        fields.append(("Retry-After", str(-(-refusal.retry_after // 1000))))
    found = Problem(
        # `code` is specific enough; a `type` of our own would add nothing (section 4.2.1).
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=refusal.message,
        code=refusal.code,
        field=refusal.field,
        until=refusal.until,
        retry_after=refusal.retry_after,
        request_id=request_id,
    )
    return found, fields


def refused(
    status: int, message: str, *, method: str = "", path: str = "", fields: Iterable[tuple[str, str]] = ()
) -> bytes:
    """
    Returns an error answer for a request to `path`; below the API's path a problem document.
    """
    headed = method == "HEAD"
    fields = tuple(fields)
    if path == PREFIX.decode() or path.startswith(f"{PREFIX.decode()}/"):
        return raw_refusal(
            status, problem(status, message, dict(fields).get(REQUEST_ID)), fields, MEDIA_TYPE, headed=headed
        )
    return raw_refusal(status, message, fields, headed=headed)


def listed(refusals: RefusalLog, head: Head, address: str | None, status: int, message: str) -> tuple[str, str]:
    """
    Logs a request that was refused before it reached its resource; returns the field with its id.
    """
    request_id = refusals.next_request_id()
    what = f"{head.method} {shown_path(head.path)}"
    refusals.list_request(request_id, what, f"{status} {message}", shown_group(address))
    return REQUEST_ID, request_id


def shown_path(path: str) -> str:
    """
    Returns the beginning of a path, for the log: the rest may be a secret, or a name.
    """
    parts = path.split("/")
    return "/".join(parts[: 3 if parts[1:2] == ["api"] else 2])[:100]
