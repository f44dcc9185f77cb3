"""
What the doctor finds at a site's public address: each answer that proxies give.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from chatd.cli.doctor_checks import Finding
from chatd.cli.doctor_site import check_site, parse_site
from chatd.errors import CommandError
from tests.support.free_ports import held_port
from tests.support.timeouts import PATIENCE

FOUND = {"protocol": "chatd.v1", "origin_allowed": True}


@contextmanager
def answering(plain: tuple[int, object], upgrade: int) -> Iterator[str]:
    """
    A site whose answer to a request without an upgrade is `plain`, and to a handshake the status `upgrade`.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert self.path == "/chat/ws"
            asked = self.headers.get("Upgrade") is not None
            status, body = (upgrade, "") if asked else plain
            self.send_response(status)
            content = b"" if status == 101 else json.dumps(body).encode()
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:
            """
            Nothing.
            """

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as site:
        thread = Thread(target=site.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{site.server_address[1]}/chat/"
        site.shutdown()
        thread.join(PATIENCE)


def found(url: str) -> list[Finding]:
    """
    What is found at `url`; what is not well has an advice.
    """
    findings = list(check_site(parse_site(url)))
    assert all(bool(finding.advice) == (finding.level != "ok") for finding in findings)
    return findings


@pytest.mark.parametrize(
    ("plain", "upgrade", "levels", "advice"),
    [
        ((426, FOUND), 101, ["ok", "ok"], ""),
        ((426, FOUND), 426, ["ok", "fail"], "Upgrade and Connection"),
        ((426, FOUND), 503, ["ok", "warn"], "no more connections"),
        ((426, FOUND | {"origin_allowed": False}), 403, ["fail", "fail"], "pass on Host"),
        ((421, {}), 421, ["fail"], "server.hosts"),
        ((502, "Bad Gateway"), 502, ["fail"], "does not reach chatd"),
        ((200, [1]), 200, ["fail"], "something else answers"),
        ((404, "no"), 404, ["fail"], "something else answers"),
    ],
)
def test_what_proxies_answer(plain: tuple[int, object], upgrade: int, levels: list[str], advice: str) -> None:
    with answering(plain, upgrade) as url:
        findings = found(url)
    assert [finding.level for finding in findings] == levels
    assert advice in " ".join(finding.advice for finding in findings)


def test_nobody_answers() -> None:
    with held_port() as port:
        (finding,) = found(f"http://127.0.0.1:{port}/")
    assert finding.level == "fail"
    assert "refused" in finding.found


def test_origin_is_written_as_browsers_do() -> None:
    assert parse_site("https://Chat.example.org:443").origin == "https://chat.example.org"
    assert parse_site("http://[::1]:8080/chat/") == (False, "[::1]:8080", "http://[::1]:8080", "/chat/ws")


@pytest.mark.parametrize(
    "url", ["chat.example.org", "ftp://a/", "http://", "http://a:b/", "https://a/?x=1", "http://["]
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(CommandError, match=r"--url: .* expected https://"):
        parse_site(url)
