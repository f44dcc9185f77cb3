"""
How much later a page can be used that has the widget on it.

    python -m benchmarks.widget

A page of another site, 20 KB of text and a picture of 60 KB, is opened with and without ``/embed.js``, by
turns, each time by a browser without a cache, over Chromium's emulation of 100 ms and 4 Mbit/s. The page can
be used when its own form takes what is written: its `DOMContentLoaded` has passed, and a frame has been drawn
after that. The column after it says when the chat in the frame takes a name.
"""

import shutil
import sys
import tempfile
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import NamedTuple

from playwright.sync_api import Browser, CDPSession, sync_playwright

from benchmarks.page import ARGUMENTS
from tests.browser.server import running

ROUNDS = 11
GOAL = 0.3
LATENCY, RATE = 100, 4_000_000 // 8
TEXT = "<p>" + "Some words of a page that people read. " * 12 + "</p>\n"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Example</title>
<form><input id="own"></form><img src="/picture" alt="" width="10" height="10">
{text}{widget}
<script>
addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => setTimeout(() => {{
  globalThis.usable = performance.now();
}})));
</script></html>"""


class Opened(NamedTuple):
    """
    Seconds until the page could be used, and until the chat in it could; 0 without one.
    """

    page: float
    chat: float


class HostPage(BaseHTTPRequestHandler):
    """
    The page, with the widget at `/with`.
    """

    protocol_version = "HTTP/1.1"

    def __init__(self, chat: str, *arguments: object) -> None:
        self.chat = chat
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """
        Answers with the page, or with a picture of 60 KB that is none.
        """
        if self.path == "/picture":
            body, kind = bytes(60_000), "image/png"
        else:
            script = f'<script async src="{self.chat}embed.js" data-room="lobby"></script>'
            widget = script if self.path == "/with" else ""
            body, kind = PAGE.format(text=TEXT * 40, widget=widget).encode(), "text/html"
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle(self) -> None:
        """
        Serves a connection; a browser that closes it is no fault.
        """
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, format: str, *arguments: object) -> None:
        """
        Says nothing.
        """


def slow_down(devtools: CDPSession) -> None:
    """
    Emulate the network.
    """
    devtools.send("Network.enable")
    devtools.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY, "downloadThroughput": RATE, "uploadThroughput": RATE},
    )


def open_page(browser: Browser, url: str, chat: str | None) -> Opened:
    """
    Open the page as somebody new.  `chat` is the beginning of the frame's address.
    """
    context = browser.new_context()
    page = context.new_page()
    slow_down(context.new_cdp_session(page))
    page.goto(url, wait_until="commit")
    page.wait_for_function("globalThis.usable !== undefined")
    usable = float(page.evaluate("usable")) / 1000
    there = 0.0
    if chat is not None:
        page.frame_locator(".chatd iframe").locator("#name").wait_for()
        there = float(page.evaluate("performance.now()")) / 1000
    context.close()
    return Opened(usable, there)


def main() -> int:
    """
    Print the medians and their difference; 1 if the goal was missed.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("no chromium is installed", file=sys.stderr)
        return 2
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), '[server]\nframe_ancestors = ["*"]\n') as server,
        ThreadingHTTPServer(("127.0.0.1", 0), partial(HostPage, server.url)) as site,
        sync_playwright() as playwright,
    ):
        Thread(target=site.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{site.server_address[1]}"
        # One process for all frames: the emulation holds for the chat's frame, too.
        browser = playwright.chromium.launch(
            executable_path=chromium, args=[*ARGUMENTS, "--disable-features=IsolateOrigins,site-per-process"]
        )
        pairs = [
            (open_page(browser, f"{url}/without", None), open_page(browser, f"{url}/with", server.url))
            for _ in range(ROUNDS)
        ]
        browser.close()
        site.shutdown()
    without, with_widget = (median(pair[at].page for pair in pairs) for at in (0, 1))
    later = median(have.page - plain.page for plain, have in pairs)
    chat = median(have.chat for _, have in pairs)
    print("| page without | with the widget | later | goal | the chat itself |")
    print("|---:|---:|---:|---:|---:|")
    print(f"| {without:.3f} s | {with_widget:.3f} s | {later:+.3f} s | {GOAL} s | {chat:.2f} s |")
    return int(later > GOAL)


if __name__ == "__main__":
    sys.exit(main())
