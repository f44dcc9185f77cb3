"""
``chatd doctor --url``: asks a site at its public address, as a browser does, what its proxies let through.
"""

import http.client
import json
import ssl
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from chatd.cli.doctor_checks import Finding
from chatd.errors import CommandError

_SECONDS = 5.0
_BEHIND_A_PROXY = "deploy/README.md, Behind a proxy"
_UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    # Any 16 bytes (RFC 6455, section 4.1).
    "Sec-WebSocket-Key": "Y2hhdGQncyBkb2N0b3IhIQ==",
    "Sec-WebSocket-Protocol": "chatd.v1",
}
_PROBE_MAX = 10_000


class Site(NamedTuple):
    """
    A public address: `origin` as browsers write it, and the `path` of the WebSocket below it.
    """

    secure: bool
    host: str
    origin: str
    path: str


def parse_site(url: str) -> Site:
    """
    Returns the site at `url`; raises CommandError if that is none.
    """
    wrong = CommandError(f"--url: {url!r} is no address of a site: expected https://chat.example.org/")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme not in {"http", "https"} or not host or parts.query or parts.fragment or parts.username:
        raise wrong
    name = f"[{host}]" if ":" in host else host
    usual = port is None or port == {"http": 80, "https": 443}[parts.scheme]
    place = name if usual else f"{name}:{port}"
    return Site(parts.scheme == "https", place, f"{parts.scheme}://{place}", f"{parts.path.rstrip('/')}/ws")


def check_site(site: Site) -> Iterator[Finding]:
    """
    Whether chatd answers at `site`, knows its pages as its own, and gets WebSockets.
    """
    try:
        status, body = _ask(site, {"Origin": site.origin})
    except (OSError, http.client.HTTPException) as error:
        advice = f"look at the proxy, the name in DNS and the certificate ({_BEHIND_A_PROXY})"
        yield Finding("site", "fail", f"{site.origin}: {str(error) or type(error).__name__}", advice)
        return
    try:
        allowed = json.loads(body)["origin_allowed"]
    except (ValueError, KeyError, TypeError):
        yield Finding("site", "fail", f"{site.origin}{site.path}: HTTP {status}, which is not chatd's", _advice(status))
        return
    if allowed is not True:
        advice = f"let the proxy pass on Host ({_BEHIND_A_PROXY}), or add {site.origin!r} to server.origins"
        yield Finding("site", "fail", f"{site.origin}: its own pages are refused as those of another site", advice)
    else:
        yield Finding("site", "ok", f"{site.origin}: answers, and its pages are let in")
    yield from _check_upgrade(site)


def _check_upgrade(site: Site) -> Iterator[Finding]:
    try:
        status, _ = _ask(site, {"Origin": site.origin, **_UPGRADE})
    except (OSError, http.client.HTTPException) as error:
        status, told = 0, str(error)
    else:
        told = f"HTTP {status}"
    if status == 101:
        yield Finding("websocket", "ok", f"{site.origin}: WebSockets get through")
    elif status == 403:
        yield Finding("websocket", "fail", f"{site.origin}: the origin is refused", "as above: Host, or server.origins")
    elif status in {429, 503}:
        yield Finding(
            "websocket", "warn", f"{site.origin}: {told}", "the server takes no more connections now: its log"
        )
    else:
        advice = f"let the proxy pass on Upgrade and Connection, over HTTP/1.1 ({_BEHIND_A_PROXY})"
        yield Finding("websocket", "fail", f"{site.origin}: no WebSocket is opened: {told}", advice)


def _advice(status: int) -> str:
    if status == 421:
        return "add the host name to server.hosts"
    if status in {502, 503, 504}:
        return "the proxy does not reach chatd: look whether it runs, and at the proxy's upstream"
    return f"something else answers there: the address, or the proxy's paths ({_BEHIND_A_PROXY})"


def _ask(site: Site, fields: dict[str, str]) -> tuple[int, bytes]:
    # The certificate is checked as browsers do; a redirect is an answer, because browsers follow none to a WebSocket.
    connection: http.client.HTTPConnection
    if site.secure:
        connection = http.client.HTTPSConnection(site.host, timeout=_SECONDS, context=ssl.create_default_context())
    else:
        connection = http.client.HTTPConnection(site.host, timeout=_SECONDS)
    try:
        connection.request("GET", quote(site.path, safe="/%:@!$&'()*+,;=~"), headers=fields)
        answer = connection.getresponse()
        return answer.status, b"" if answer.status == 101 else answer.read(_PROBE_MAX)
    finally:
        connection.close()
