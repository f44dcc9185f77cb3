"""
What a busy room costs the page, in a real Chromium with a chatd in the page (`tests/browser/fake_server.js`).

Times depend on what else the machine does, so processor time stands beside them: that of the renderer's main thread
(`Performance.getMetrics`, thread ticks), and of its single tasks, of which a frame is one (trace events).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, CDPSession, Page

FAKE_SERVER = Path(__file__).parent.parent / "tests/browser/fake_server.js"
BACKGROUND = 10_000
MANY = 20_000
HISTORY = 3_000
EVERY = 20
SECONDS = 10
KEYS = 100

OPEN = """async () => {
  const begun = performance.now();
  location.hash = "#busy";
  const shown = () => document.querySelector(".title-words").textContent.includes("busy");
  while (!shown() || !document.querySelector(".message")) {
    await new Promise(requestAnimationFrame);
  }
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - begun;
}"""
WATCH_FRAMES = """() => {
  const frames = (globalThis.frames_ = []);
  const keys = (globalThis.keys_ = []);
  let last = performance.now();
  const tick = (now) => {
    frames.push(now - last);
    last = now;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  document.querySelector("#write").addEventListener("keydown", ({ timeStamp }) => {
    requestAnimationFrame(() => setTimeout(() => keys.push(performance.now() - timeStamp)));
  });
}"""
SCROLL_UP = """async () => {
  const scroller = document.querySelector(".scroller");
  let still = 0;
  while (!document.querySelector(".start") && still < 600) {
    const before = scroller.scrollTop;
    scroller.scrollTop -= 120;
    await new Promise(requestAnimationFrame);
    still = scroller.scrollTop === before ? still + 1 : 0;
  }
  return document.querySelector(".start") !== null;
}"""
HIDE = """() => {
  Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


class Figure(NamedTuple):
    """
    One line of the table: what was measured, the most it may be, what it was, and what else is worth knowing.
    """

    name: str
    goal: float
    got: float
    unit: str
    more: str = ""

    @property
    def holds(self) -> bool:
        """
        Whether the goal was reached.
        """
        return self.got <= self.goal


def _opening(browser: Browser, url: str) -> Iterator[Figure]:
    with _visit(browser, url, room="quiet", history=60) as (page, devtools):
        page.evaluate("() => (location.hash = '#busy')")
        page.wait_for_selector(".badge-count:not(:empty)")
        page.evaluate("() => (location.hash = '#quiet')")
        page.wait_for_selector(".message")
        page.evaluate(f"() => fakeServer.burst('busy', {BACKGROUND})")
        _idle(page)
        before = _metrics(devtools)
        wall = page.evaluate(OPEN) / 1000
        cpu = _since(before, _metrics(devtools), "TaskDuration")
        rows = page.locator(".message").count()
        yield Figure("opening a room after 10,000 messages", 0.15, wall, "s", f"processor {cpu:.3f} s, {rows} rows")


def _talk(browser: Browser, url: str) -> Iterator[Figure]:
    with _visit(browser, url, room="busy", history=HISTORY) as (page, devtools):
        page.evaluate(WATCH_FRAMES)
        page.evaluate(f"() => {{ fakeServer.talk('busy', {EVERY}); }}")
        before = _metrics(devtools)
        page.wait_for_timeout(SECONDS * 1000)
        after = _metrics(devtools)
        seconds = after["Timestamp"] - before["Timestamp"]
        share = _since(before, after, "ThreadTime") / seconds * 100
        process = _since(before, after, "ProcessTime") / seconds * 100
        told = f"with the renderer's other threads {process:.0f} %"
        yield Figure("50 messages a second: main thread", 25, share, "% of a core", told)
        tasks = _tasks(browser, page, lambda: page.wait_for_timeout(SECONDS * 1000))
        frames: list[float] = page.evaluate("() => frames_")
        told = f"processor {_p95(tasks):.1f} ms"
        yield Figure("50 messages a second: frames, p95", 20, _p95(frames), "ms", told)
        _type(page)
        yield Figure("50 messages a second: typing, p95", 30, _p95(page.evaluate("() => keys_")), "ms")


def _slowed(browser: Browser, url: str) -> Iterator[Figure]:
    with _visit(browser, url, room="busy", history=HISTORY) as (page, devtools):
        page.evaluate(WATCH_FRAMES)
        page.evaluate(f"() => {{ fakeServer.talk('busy', {EVERY}); }}")
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        _type(page)
        yield Figure("the same, four times slowed: typing, p95", 100, _p95(page.evaluate("() => keys_")), "ms")


def _growth(browser: Browser, url: str) -> Iterator[Figure]:
    for hidden in (False, True):
        yield from _growth_while(browser, url, hidden=hidden)


def _growth_while(browser: Browser, url: str, *, hidden: bool) -> Iterator[Figure]:
    with _visit(browser, url, room="busy", history=HISTORY) as (page, devtools):
        if hidden:
            page.evaluate(HIDE)
        page.evaluate("() => fakeServer.burst('busy', 2000)")
        before = _kept(page, devtools)
        for _ in range(20):
            page.evaluate(f"() => fakeServer.burst('busy', {MANY // 20})")
            _idle(page)
        after = _kept(page, devtools)
        how = "hidden" if hidden else "shown"
        for name, what in (("JSHeapUsedSize", "heap"), ("Nodes", "DOM nodes")):
            ratio = after[name] / before[name]
            told = f"{before[name]:,.0f} → {after[name]:,.0f}"
            yield Figure(f"{what} after 20,000 messages, {how}", 1.2, ratio, "×", told)


def _scrolling(browser: Browser, url: str) -> Iterator[Figure]:
    with _visit(browser, url, room="busy", history=HISTORY) as (page, _):
        page.evaluate(WATCH_FRAMES)
        arrived: list[bool] = []
        tasks = _tasks(browser, page, lambda: arrived.append(page.evaluate(SCROLL_UP)))
        if arrived != [True]:
            raise RuntimeError("the beginning of the room was not reached")
        frames: list[float] = page.evaluate("() => frames_")
        told = f"on the clock, neighbours included: p95 {_p95(frames):.0f} ms, longest {max(frames):.0f} ms"
        yield Figure("scrolling up through 3,000: longest frame, processor", 50, max(tasks), "ms", told)


FIGURES: dict[str, Callable[[Browser, str], Iterator[Figure]]] = {
    "opening": _opening,
    "talk": _talk,
    "slowed": _slowed,
    "growth": _growth,
    "scrolling": _scrolling,
}
"""The figures in the order of the table, by the names that the command takes."""


@contextmanager
def _visit(browser: Browser, url: str, *, room: str, history: int) -> Iterator[tuple[Page, CDPSession]]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(path=FAKE_SERVER)
    page.add_init_script(f"fakeServer.fill({room!r}, {history})")
    devtools = context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(f"{url}#{room}")
    page.fill("#name", "Ann")
    page.keyboard.press("Enter")
    page.wait_for_selector(".message")
    yield page, devtools
    context.close()


def _type(page: Page) -> None:
    page.focus("#write")
    for at in range(KEYS):
        page.keyboard.press("x" if at % 7 else "Space")
        page.wait_for_timeout(50)


def _idle(page: Page) -> None:
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestIdleCallback(done)))")


def _kept(page: Page, devtools: CDPSession) -> dict[str, float]:
    # A hidden page draws after a while.
    page.wait_for_timeout(1500)
    _idle(page)
    devtools.send("HeapProfiler.collectGarbage")
    return _metrics(devtools)


def _metrics(devtools: CDPSession) -> dict[str, float]:
    return {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}


def _since(before: dict[str, float], after: dict[str, float], name: str) -> float:
    return after[name] - before[name]


def _tasks(browser: Browser, page: Page, work: Callable[[], object]) -> list[float]:
    """
    Milliseconds of processor time of each task of the page's main thread during `work`.
    """
    events: list[dict[str, Any]] = []
    whole: list[bool] = []
    devtools = browser.new_browser_cdp_session()
    devtools.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    devtools.on("Tracing.tracingComplete", lambda _: whole.append(True))
    config = {"includedCategories": ["toplevel", "disabled-by-default-devtools.timeline", "devtools.timeline"]}
    devtools.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})
    work()
    devtools.send("Tracing.end")
    while not whole:
        page.wait_for_timeout(50)
    devtools.detach()
    drawing = {(one["pid"], one["tid"]) for one in events if one["name"] == "FireAnimationFrame"}
    mine = [one for one in events if one["name"] == "RunTask" and (one["pid"], one["tid"]) in drawing]
    return [one.get("tdur", 0) / 1000 for one in mine]


def _p95(values: list[float]) -> float:
    ordered = sorted(values)
    return ordered[ceil(len(ordered) * 0.95) - 1]
