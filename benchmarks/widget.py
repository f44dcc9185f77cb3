"""
How much later a page can be used with the widget on it, in a real Chromium at 100 ms and 4 Mbit/s.

    python -m benchmarks.widget [ROUNDS]

The page is one of a usual site: 20 KB of HTML, 30 KB of styles, 80 KB of a deferred script and a picture of 100 KB; the
chat is on another host.  Visits with and without `/embed.js` are made by turns, each with an empty cache.  The page can
be used when its button answers: its script has run, and a frame was drawn after that.  The other columns tell when the
page's `load` event is over, and when the field for one's name can be written in.

Both documents share one process and one emulated line (DevTools protocol): Chromium would give the frame a process of
its own, to which the emulation does not apply.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from benchmarks.page import ARGUMENTS
from tests.browser.server import running

GOAL = 0.3
ROUNDS = 7
LATENCY = 100
RATE = 4_000_000 / 8
ONE_PROCESS = ("--disable-site-isolation-trials", "--disable-features=IsolateOrigins,site-per-process")
NOTE = """if (self === top) {
  globalThis.seen_ = {};
  addEventListener("load", () => setTimeout(() => (seen_.load = performance.now())));
}"""
HEAD = """<!doctype html><title>A site</title>
<link rel="stylesheet" href="style.css"><script defer src="site.js"></script>
"""
SCRIPT = """document.querySelector("button").onclick = () => {};
requestAnimationFrame(() => setTimeout(() => (seen_.usable = performance.now())));
//"""
# In the frame: when the field is there, by the clock of the page around it.
CHAT = """async (origin) => {
  while (!document.querySelector("#name:enabled")) {
    await new Promise(requestAnimationFrame);
  }
  return performance.timeOrigin + performance.now() - origin;
}"""


class Visit(NamedTuple):
    """
    Seconds until the page could be used, until it was loaded, and until the chat on it could be used (0: no chat).
    """

    usable: float
    load: float
    chat: float


class Quiet(SimpleHTTPRequestHandler):
    """
    Serves the site's files, and logs nothing.
    """

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """
        Nothing.
        """


def write_site(folder: Path, chat: str) -> None:
    """
    The files of the site, with the page `with.html` and `without.html` the chat at that address.
    """
    text = "<p>" + "Words of a usual page. " * 40 + "</p>\n"
    button = "<button>Order</button>"
    for name, widget in (("with", f'<script async src="{chat}embed.js" data-room="lobby"></script>'), ("without", "")):
        page = f'{HEAD}{button}{widget}<img src="picture.bmp" width="10" height="10">{text * 22}'
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    (folder / "style.css").write_text("p { margin: 1em }\n" * 1_600, encoding="utf-8")
    (folder / "site.js").write_text(SCRIPT + "x" * 80_000, encoding="utf-8")
    (folder / "picture.bmp").write_bytes(b"BM" + bytes(100_000))


@contextmanager
def site(folder: Path) -> Iterator[ThreadingHTTPServer]:
    """
    A server of that folder, on a port of its own.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def visit(browser: Browser, url: str, *, chat: bool) -> Visit:
    """
    Open the page with an empty cache over the emulated line.
    """
    context = browser.new_context()
    context.add_init_script(NOTE)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    emulated = {"offline": False, "latency": LATENCY, "downloadThroughput": RATE, "uploadThroughput": RATE}
    devtools.send("Network.emulateNetworkConditions", emulated)
    page.goto(url, wait_until="commit")
    page.wait_for_function("seen_.usable && seen_.load", polling=200)
    shown = 0.0
    if chat:
        place = page.wait_for_selector(".chatd iframe", state="attached")
        frame = place.content_frame() if place else None
        if frame is None:
            raise RuntimeError("the widget has no frame")
        frame.wait_for_selector("#name:enabled")
        shown = frame.evaluate(CHAT, page.evaluate("performance.timeOrigin"))
    seen: dict[str, float] = page.evaluate("seen_")
    context.close()
    return Visit(seen["usable"] / 1000, seen["load"] / 1000, shown / 1000)


def compare(browser: Browser, site_url: str, rounds: int) -> tuple[Visit, Visit]:
    """
    The medians of visits without and with the widget, by turns.
    """
    pairs = [
        (visit(browser, f"{site_url}without.html", chat=False), visit(browser, f"{site_url}with.html", chat=True))
        for _ in range(rounds)
    ]
    without, beside = zip(*pairs, strict=True)
    return middle(without), middle(beside)


def middle(visits: Sequence[Visit]) -> Visit:
    """
    The median of each time.
    """
    return Visit(*(median(times) for times in zip(*visits, strict=True)))


def rows(without: Visit, beside: Visit) -> list[str]:
    """
    The table.
    """
    return [
        "| page | usable | load event | chat usable |",
        "|---|---:|---:|---:|",
        f"| without the widget | {without.usable:.2f} s | {without.load:.2f} s | |",
        f"| with the widget | {beside.usable:.2f} s | {beside.load:.2f} s | {beside.chat:.2f} s |",
        f"| later | {beside.usable - without.usable:.2f} s | {beside.load - without.load:.2f} s | |",
    ]


def main(arguments: Sequence[str]) -> int:
    """
    Print the table; 1 if the goal was missed, for the page's use or its `load` event.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("no chromium is installed", file=sys.stderr)
        return 2
    rounds = int(arguments[0]) if arguments else ROUNDS
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        files = folder / "site"
        files.mkdir()
        with site(files) as server:
            origin = f"http://127.0.0.1:{server.server_port}"
            with running(folder, f'[server]\nframe_ancestors = ["{origin}"]\n') as daemon:
                write_site(files, daemon.url)
                browser = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS, *ONE_PROCESS])
                without, beside = compare(browser, f"{origin}/", rounds)
                browser.close()
    print("\n".join(rows(without, beside)))
    later = max(beside.usable - without.usable, beside.load - without.load)
    print(f"goal: at most {GOAL} s later: {'holds' if later <= GOAL else 'missed'}")
    return int(later > GOAL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
