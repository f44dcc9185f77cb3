"""
Pages of other origins, as a real browser names them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Browser, expect

from tests.support.daemon import running
from tests.support.timeouts import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE = """<!doctype html><p>waiting</p><script>
const socket = new WebSocket("ws://127.0.0.1:" + location.hash.slice(1) + "/ws", "chatd.v1");
const show = (text) => () => { document.querySelector("p").textContent = text; };
socket.onopen = show("open");
socket.onerror = show("refused");
</script>"""


@contextmanager
def site(body: bytes) -> Iterator[int]:
    """
    A server that answers every request with `body`; its port.
    """

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def shown(chromium: Browser, url: str) -> str:
    """
    What the page at `url` has to say of its WebSocket.
    """
    page = chromium.new_page()
    page.goto(url)
    verdict = page.locator("p")
    expect(verdict).not_to_have_text("waiting", timeout=PATIENCE * 1000)
    text = verdict.inner_text()
    page.close()
    return text


def test_wildcards_and_pages_from_files(tmp_path: Path, chromium: Browser) -> None:
    """
    One label below a listed name may connect; the setting that the log names lets a page from a file in.
    """
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    with site(PAGE.encode()) as port:
        wild = f"http://*.localhost:{port}"
        with running(tmp_path, config=f'[server]\norigins = ["{wild}"]\n') as daemon:
            here = f"#{daemon.port}"
            assert shown(chromium, f"http://one.localhost:{port}/{here}") == "open"
            assert shown(chromium, f"http://a.b.localhost:{port}/{here}") == "refused"
            assert shown(chromium, file.as_uri() + here) == "refused"
            advised = daemon.wait_for(r'from the origin \S+ of \S+ to allow it, add "(null|file://)" to `origins`')
        with running(tmp_path, config=f'[server]\norigins = ["{advised}"]\n') as daemon:
            assert shown(chromium, f"{file.as_uri()}#{daemon.port}") == "open"
