"""
Answers plain HTTP requests at the WebSocket's path, by which a client finds out why its handshakes fail.

A browser hides the status of a refused handshake.  A page of any origin may ask here whether its own origin is allowed;
an answer also shows that HTTP works where an upgrade fails.  While a handshake would be refused with 429 or 503, such a
request is refused in the same way (`chatd.http.front`).  A proxy that strips the upgrade from a handshake turns it
into such a request; this is logged.
"""

from urllib.parse import parse_qs

import msgspec
from msgspec import Struct
from twisted.logger import Logger
from twisted.web.resource import Resource
from twisted.web.server import Request

from chatd.http.head import Head
from chatd.http.origins import Origins
from chatd.http.responses import ALLOWED, REASONS, TEXT, UPGRADE, WEBSOCKET
from chatd.protocol.codec import PROTOCOL


class Reachability(Struct, frozen=True):
    """
    The body of the answer; `detail` is for people.
    """

    protocol: str
    origin_allowed: bool
    detail: str = (
        "a WebSocket is opened here; this request came without the fields Upgrade and Connection that ask for it"
    )


class ReachabilityResource(Resource):
    """
    ``GET /ws`` without an upgrade: 426 (RFC 9110, section 15.5.22).

    Reports on the origin in the field ``Origin``.  A browser sends no ``Origin`` to the page's own server; then the
    query's ``origin`` counts, unless ``Sec-Fetch-Site`` says that the request comes from another site.
    """

    isLeaf = True
    _log = Logger()

    def __init__(self, origins: Origins) -> None:
        super().__init__()
        self._origins = origins
        self._told = False

    def render(self, request: Request) -> bytes:
        """
        Answers GET, HEAD and OPTIONS; other methods get 405.
        """
        request.setHeader("Cache-Control", "no-store")
        request.setHeader("Access-Control-Allow-Origin", "*")
        if request.method not in {b"GET", b"HEAD"}:
            request.setHeader("Allow", ALLOWED)
            known = request.method == b"OPTIONS"
            request.setResponseCode(204 if known else 405)
            request.setHeader("Content-Type", TEXT)
            return b"" if known else f"Only {ALLOWED} are understood here.\n".encode()
        if request.requestHeaders.hasHeader(b"Sec-WebSocket-Key"):
            self._tell_stripped()
        body = msgspec.json.encode(Reachability(PROTOCOL, self._allows(request)))
        request.setResponseCode(426, REASONS[426].encode())
        for name, value in UPGRADE:
            request.responseHeaders.addRawHeader(name, value)
        request.setHeader("Content-Type", "application/json")
        request.setHeader("Content-Length", str(len(body)))
        return b"" if request.method == b"HEAD" else body

    def _allows(self, request: Request) -> bool:
        origins = _values(request, b"Origin") or _named_origins(request)
        return self._origins.allow(
            Head("GET", WEBSOCKET.decode(), (1, 1), {"origin": origins, "host": _values(request, b"Host")})
        )

    def _tell_stripped(self) -> None:
        if not self._told:
            self._told = True
            self._log.warn(
                "a WebSocket handshake came without its Upgrade field: the proxy has to pass on Upgrade and Connection"
                " (deploy/README.md, Behind a proxy)"
            )


def _values(request: Request, name: bytes) -> list[str]:
    return [value.decode("latin-1") for value in request.requestHeaders.getRawHeaders(name, [])]


def _named_origins(request: Request) -> list[str]:
    if _values(request, b"Sec-Fetch-Site") not in ([], ["same-origin"], ["none"]):
        return []
    query = request.uri.decode("latin-1").partition("?")[2]
    return parse_qs(query, max_num_fields=10).get("origin", []) if query.count("&") < 10 else []
