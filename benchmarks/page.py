"""
How soon the page can be used, in a real Chromium at three network speeds, and what a busy room costs it.

    python -m benchmarks.page                  everything
    python -m benchmarks.page slowed talk      these figures: visits, opening, talk, slowed, growth, scrolling

A first visit is a browser without a cache: the page can be used when the field for one's name can be written in.  A
second visit is the same browser later: the page can be used when the field for a message can be written in; the column
after it says when the room's newest message is shown.  The network is Chromium's emulation (DevTools protocol): a
latency for each request, and a rate down and up.
"""

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks import busy_page
from tests.browser.server import running

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
ROUNDS = 5
VISITS = "visits"
NAMED = "#name:enabled"
WRITE = "#write:enabled"
READ = ".message"
# The page notes by itself when something is first there: to ask it all the time would take its processor.
NOTE = """(() => {
  const seen = (globalThis.seen_ = {});
  const look = () => {
    for (const selector of [%s]) {
      if (!(selector in seen) && document.querySelector(selector)) {
        seen[selector] = performance.now();
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""
# Milliseconds between two visits, and between two looks at what the page has noted.
REST = 1000
EVERY = 100


class Network(NamedTuple):
    """
    An emulated network: its name, milliseconds of latency, kilobits a second (0: no limit), and the goal in seconds.
    """

    name: str
    latency: float
    rate: float
    goal: float


NETWORKS = (
    Network("loopback", 0, 0, 0.6),
    Network("100 ms, 4 Mbit/s", 100, 4000, 1.2),
    Network("300 ms, 1.6 Mbit/s", 300, 1600, 1.8),
)


class Visit(NamedTuple):
    """
    Seconds until the page could be used and until all was there, how many HTTP requests that took, and the bytes.
    """

    seconds: float
    whole: float
    requests: int
    received: int


def visit(context: BrowserContext, url: str, network: Network, usable: str, whole: str) -> tuple[Page, Visit]:
    """
    Open the page in a new tab over that network.
    """
    page = context.new_page()
    page.add_init_script(NOTE % ", ".join(f'"{selector}"' for selector in {usable, whole}))
    devtools = context.new_cdp_session(page)
    requests: list[str] = []
    received = [0]
    devtools.send("Network.enable")
    devtools.on("Network.requestWillBeSent", lambda event: requests.append(event["request"]["url"]))
    devtools.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    rate = network.rate * 1000 / 8 if network.rate else -1
    emulated: dict[str, Any] = {"offline": False, "latency": network.latency}
    devtools.send(
        "Network.emulateNetworkConditions", {**emulated, "downloadThroughput": rate, "uploadThroughput": rate}
    )
    page.wait_for_timeout(REST)
    page.goto(url, wait_until="commit")
    seen: dict[str, float] = {}
    while not {usable, whole} <= seen.keys():
        page.wait_for_timeout(EVERY)
        noted = {"expression": "globalThis.seen_ ?? {}", "returnByValue": True}
        seen = devtools.send("Runtime.evaluate", noted)["result"]["value"]
    return page, Visit(seen[usable] / 1000, seen[whole] / 1000, len(requests), sum(received))


def measure(browser: Browser, url: str, network: Network) -> tuple[Visit, Visit]:
    """
    A first and a second visit of somebody new.
    """
    context = browser.new_context()
    page, first = visit(context, url, network, NAMED, NAMED)
    page.fill("#name", "Ann")
    page.keyboard.press("Enter")
    page.wait_for_selector(READ)
    page.close()
    page, second = visit(context, url, network, WRITE, READ)
    context.close()
    return first, second


def main(wanted: Sequence[str]) -> int:
    """
    Print the tables, or those of the figures `wanted`; 1 if a goal was missed.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("no chromium is installed", file=sys.stderr)
        return 2
    names = [VISITS, *busy_page.FIGURES]
    unknown = [name for name in wanted if name not in names]
    if unknown:
        print(f"{unknown[0]} is none of the figures: {', '.join(names)}", file=sys.stderr)
        return 2
    missed = False
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        if not wanted or VISITS in wanted:
            missed = _visits(browser, server.url)
        chosen = [measured for name, measured in busy_page.FIGURES.items() if not wanted or name in wanted]
        if chosen:
            print("\n| | goal | got | | more |")
            print("|---|---:|---:|---|---|")
        for one in (figure for measured in chosen for figure in measured(browser, server.url)):
            missed = missed or not one.holds
            verdict = "holds" if one.holds else "**missed**"
            limit, got = (f"{number:.3g} {one.unit}" for number in (one.goal, one.got))
            print(f"| {one.name} | {limit} | {got} | {verdict} | {one.more} |", flush=True)
        browser.close()
    return int(missed)


def _visits(browser: Browser, url: str) -> bool:
    # Whether a goal was missed.
    print("| network | first visit | goal | second visit | goal | its room | requests | KB |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    missed = False
    _say_something(browser, url)
    for network in NETWORKS:
        pairs = [measure(browser, url, network) for _ in range(ROUNDS)]
        first = median(one.seconds for one, _ in pairs)
        second = median(one.seconds for _, one in pairs)
        requests = max(one.requests for one, _ in pairs)
        size = max(one.received for one, _ in pairs) / 1000
        missed = missed or first > network.goal or second > network.goal / 2
        room = median(one.whole for _, one in pairs)
        row = f"{first:.2f} s | {network.goal} s | {second:.2f} s | {network.goal / 2} s | {room:.2f} s"
        print(f"| {network.name} | {row} | {requests} | {size:.0f} |", flush=True)
    return missed


def _say_something(browser: Browser, url: str) -> None:
    page = browser.new_page()
    page.goto(url)
    page.fill("#name", "Bo")
    page.keyboard.press("Enter")
    page.fill("#write", "Hello")
    page.keyboard.press("Enter")
    page.wait_for_selector(READ)
    page.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
