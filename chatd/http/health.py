"""
Health checks: `/live` says that the process answers, `/ready` whether it can serve people, and why not.
"""

from collections.abc import Callable, Sequence

import msgspec
from msgspec import Struct
from twisted.web.resource import Resource
from twisted.web.server import Request

from chatd.http.responses import ALLOWED, TEXT

LIVE = b"/live"
READY = b"/ready"
JSON = "application/json"


class Readiness(Struct, frozen=True):
    """
    The JSON answer of `/ready`: `reasons` say why not, `warnings` what may become a reason soon.
    """

    ready: bool
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]


class PlainResource(Resource):
    """
    A small answer to GET and HEAD that is not cached.
    """

    isLeaf = True

    def render(self, request: Request) -> bytes:
        """
        Returns the body; other methods get 405, OPTIONS the allowed ones.
        """
        request.setHeader("Cache-Control", "no-store")
        if request.method not in {b"GET", b"HEAD"}:
            request.setHeader("Allow", ALLOWED)
            if request.method == b"OPTIONS":
                request.setResponseCode(204)
                return b""
            request.setResponseCode(405)
            return _send(request, TEXT, f"Only {ALLOWED} are understood here.\n".encode())
        kind, body = self.answer(request)
        return _send(request, kind, body)

    def answer(self, request: Request) -> tuple[str, bytes]:
        """
        Returns the media type and the body; may set the status of `request`.
        """
        raise NotImplementedError


class LivenessResource(PlainResource):
    """
    `/live`: 200 as long as the reactor answers, whatever state the store is in.
    """

    def answer(self, request: Request) -> tuple[str, bytes]:
        return TEXT, b"live\n"


class ReadinessResource(PlainResource):
    """
    `/ready`: 200, or 503 while `problems` returns reasons, each in one line; `warnings` change no status.

    The body is text, or JSON (`Readiness`) for who accepts that and no text.
    """

    def __init__(self, problems: Callable[[], Sequence[str]], warnings: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self._problems = problems
        self._warnings = warnings

    def answer(self, request: Request) -> tuple[str, bytes]:
        problems, warnings = tuple(self._problems()), tuple(self._warnings())
        request.setResponseCode(503 if problems else 200)
        if JSON in accepted_types(request):
            return JSON, msgspec.json.encode(Readiness(not problems, problems, warnings)) + b"\n"
        return TEXT, ("; ".join(problems or ("ready", *warnings)) + "\n").encode()


class NothingResource(PlainResource):
    """
    404, for the paths of a small site that has nothing else.
    """

    def answer(self, request: Request) -> tuple[str, bytes]:
        request.setResponseCode(404)
        return TEXT, b"There is nothing at this path.\n"


def accepted_types(request: Request) -> str:
    """
    Returns the ``Accept`` of a request, whatever bytes it has; empty without one.
    """
    return b", ".join(request.requestHeaders.getRawHeaders(b"Accept", [])).decode("latin-1")


def _send(request: Request, kind: str, body: bytes) -> bytes:
    request.setHeader("Content-Type", kind)
    request.setHeader("Content-Length", str(len(body)))
    return b"" if request.method == b"HEAD" else body
