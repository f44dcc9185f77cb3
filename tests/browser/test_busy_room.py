"""
A busy room costs the page the same however much was said in it: counted in rows and nodes, with a chatd that lives in
the page.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Page, expect

from tests.browser.people import Crowd
from tests.browser.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FAKE_SERVER = Path(__file__).parent / "fake_server.js"
MOST = 200
PAGE = 100
PART = 6
ROWS = "() => document.querySelectorAll('.items > *').length"
NODES = "() => document.querySelectorAll('*').length"
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
NEWEST = """(text) => document.querySelector(".message:last-child .text")?.textContent.startsWith(text)"""
CHANGED = """async () => {
  const nodes = { added: 0, removed: 0 };
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes, removedNodes } of changes) {
      nodes.added += addedNodes.length;
      nodes.removed += removedNodes.length;
    }
  });
  observer.observe(document.querySelector(".items"), { childList: true });
  fakeServer.burst("busy", 1);
  while (nodes.added === 0) {
    await new Promise(requestAnimationFrame);
  }
  return nodes;
}"""
# A key in each frame, so that somebody types all the time, until all that was said is drawn.
ROWS_WHILE_TYPING = """async (count) => {
  const list = document.querySelector(".items");
  const drawn = [];
  const observer = new MutationObserver((changes) => {
    drawn.push(changes.reduce((sum, { addedNodes }) => sum + addedNodes.length, 0));
  });
  observer.observe(list, { childList: true });
  const key = { key: "x", bubbles: true };
  const press = () => document.querySelector("#write").dispatchEvent(new KeyboardEvent("keydown", key));
  const last = Number(list.lastElementChild.dataset.seq) + count;
  press();
  fakeServer.burst("busy", count);
  while (Number(list.lastElementChild.dataset.seq) < last) {
    await new Promise(requestAnimationFrame);
    press();
  }
  observer.disconnect();
  return drawn;
}"""
SEQS = "() => [...document.querySelectorAll('.message')].map(({ dataset }) => Number(dataset.seq))"
CREATED = """async () => {
  let created = 0;
  const rows = (node) => (node.matches?.(".message") ? 1 : 0) + (node.querySelectorAll?.(".message").length ?? 0);
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      addedNodes.forEach((node) => (created += rows(node)));
    }
  });
  observer.observe(document.body, { childList: true, subtree: true });
  location.hash = "#busy";
  while (!document.querySelector(".message:last-child .text")?.textContent.startsWith("10001 ")) {
    await new Promise(requestAnimationFrame);
  }
  return created;
}"""
SCROLLED_THROUGH = """async () => {
  const scroller = document.querySelector(".scroller");
  const seen = new Set();
  let most = 0;
  while (!document.querySelector(".start")) {
    const rows = document.querySelectorAll("[data-seq]");
    rows.forEach(({ dataset }) => seen.add(dataset.seq));
    most = Math.max(most, rows.length);
    scroller.scrollTop -= 300;
    await new Promise(requestAnimationFrame);
  }
  document.querySelectorAll("[data-seq]").forEach(({ dataset }) => seen.add(dataset.seq));
  return [seen.size, most];
}"""
ANIMATIONS = "() => document.getAnimations().map(({ animationName }) => animationName)"
ONE_BY_ONE = """async (count) => {
  const list = document.querySelector(".items");
  for (let told = 0; told < count; told += 1) {
    const last = list.lastElementChild;
    fakeServer.burst("busy", 1);
    while (list.lastElementChild === last) {
      await new Promise(requestAnimationFrame);
    }
  }
}"""
# Each drawing takes long, so that others' messages wait for the next one.
FRAMES_UNTIL_OPEN = """async () => {
  const { get, set } = Object.getOwnPropertyDescriptor(Document.prototype, "title");
  const slow = (work) => function (...values) {
    for (const begun = performance.now(); performance.now() - begun < 80; );
    return work.apply(this, values);
  };
  Object.defineProperty(document, "title", { get: slow(get), set: slow(set), configurable: true });
  const last = document.querySelector(".message:last-child");
  fakeServer.burst("busy", 1);
  while (document.querySelector(".message:last-child") === last) {
    await new Promise(requestAnimationFrame);
  }
  fakeServer.burst("busy", 1);
  document.querySelector("[data-room=quiet]").click();
  let frames = 0;
  while (document.querySelector(".title-words").textContent !== "#quiet") {
    await new Promise(requestAnimationFrame);
    frames += 1;
  }
  return frames;
}"""

Visit = Callable[..., Page]


@pytest.fixture
def visit(crowd: Crowd, server: Server) -> Visit:
    """
    Opens the page in a room of its own chatd in which so much was said already.
    """

    def make(room: str, history: int) -> Page:
        page = crowd.person(server.url).page
        page.add_init_script(path=FAKE_SERVER)
        page.add_init_script(f"fakeServer.fill({room!r}, {history})")
        page.goto(f"{server.url}#{room}")
        page.fill("#name", "Ann")
        page.keyboard.press("Enter")
        expect(page.locator(".badge-count")).not_to_be_empty()
        return page

    return make


def say(page: Page, room: str, count: int, head: int) -> None:
    """
    Let so much be said in a room that is open, and wait until the newest, at `head`, is drawn.
    """
    page.evaluate("([room, count]) => fakeServer.burst(room, count)", [room, count])
    page.wait_for_function(NEWEST, arg=f"{head} ")


def test_rows_and_nodes_stay_bounded_over_twenty_thousand_messages(visit: Visit) -> None:
    page = visit("busy", 300)
    say(page, "busy", 700, 1000)
    before = page.evaluate(NODES)
    for head in range(2000, 21_001, 1000):
        say(page, "busy", 1000, head)
    assert page.evaluate(ROWS) <= MOST + 10
    assert page.evaluate(NODES) < 1.5 * before


def test_one_more_message_changes_one_row(visit: Visit) -> None:
    """
    The line of the day and the new first row also change if the oldest are dropped.
    """
    page = visit("busy", 3000)
    for head in (3040, 3060, 3080, 3100):
        say(page, "busy", head - int(page.locator(".message:last-child").get_attribute("data-seq") or 0), head)
        changed = page.evaluate(CHANGED)
        assert changed["added"] <= 3, changed


def test_rows_that_stay_are_not_moved_when_the_oldest_are_dropped(visit: Visit) -> None:
    page = visit("busy", 3000)
    page.wait_for_function(NEWEST, arg="3000 ")
    removed = 0
    for _ in range(MOST):
        changed = page.evaluate(CHANGED)
        assert changed["added"] <= 3, changed
        removed = max(removed, changed["removed"])
        if removed > 3:
            break
    assert removed > 3, "no rows were dropped"


def test_few_rows_are_drawn_at_a_time_while_somebody_types(visit: Visit) -> None:
    """
    The key that comes next waits for them.
    """
    page = visit("busy", 300)
    page.wait_for_function(NEWEST, arg="300 ")
    drawn = page.evaluate(ROWS_WHILE_TYPING, 30)
    assert max(drawn) <= PART, drawn
    assert sum(drawn) == 30, drawn
    seqs = page.evaluate(SEQS)
    assert seqs == list(range(seqs[0], 331))
    # The more wait, the more are drawn at a time: the drawing is never left behind.
    assert len(page.evaluate(ROWS_WHILE_TYPING, 120)) <= 17


def test_a_message_of_ones_own_does_not_wait_for_those_of_others(visit: Visit) -> None:
    page = visit("busy", 300)
    page.wait_for_function(NEWEST, arg="300 ")
    page.fill("#write", "Mine")
    page.evaluate("() => fakeServer.burst('busy', 60)")
    page.keyboard.press("Enter")
    expect(page.locator(".message:last-child .text")).to_have_text("Mine")
    expect(page.locator("[data-seq='360']")).to_have_count(1)


def test_a_room_with_ten_thousand_in_the_background_opens_with_a_page(visit: Visit) -> None:
    page = visit("busy", 1)
    page.evaluate("() => (location.hash = '#quiet')")
    expect(page.locator(".title-words")).to_have_text("#quiet")
    page.evaluate("() => fakeServer.burst('busy', 10000)")
    assert page.evaluate(CREATED) <= PAGE
    expect(page.locator(".unread-pill")).to_have_text("10000 new messages")
    page.locator(".unread-pill").click()
    expect(page.locator(".divider + .message .text")).to_contain_text("2 ")
    expect(page.locator(".divider")).to_be_in_viewport()


def test_three_thousand_can_be_scrolled_through_and_few_are_held(visit: Visit) -> None:
    page = visit("busy", 3000)
    seen, most = page.evaluate(SCROLLED_THROUGH)
    assert seen == 3000
    assert most <= MOST
    page.get_by_role("button", name="Jump to the latest").click()
    page.wait_for_function(NEWEST, arg="3000 ")
    say(page, "busy", 5, 3005)


def test_nothing_is_animated_in_a_room_in_which_nothing_happens(visit: Visit) -> None:
    page = visit("busy", 60)
    page.wait_for_function(NEWEST, arg="60 ")
    assert page.evaluate(ANIMATIONS) == []


def test_the_layout_for_a_message_does_not_grow_with_what_is_loaded(visit: Visit) -> None:
    """
    Counted in layouts, and in elements whose style or layout is computed.
    """
    page = visit("busy", 3000)
    say(page, "busy", 5, 3005)
    few = work(page, messages=20)
    say(page, "busy", 25, 3050)
    many = work(page, messages=20)
    assert many["layouts"] <= 1.3 * few["layouts"] <= 1.3 * 3 * 20
    assert many["laid out"] <= 1.3 * few["laid out"]
    assert many["styled"] <= 1.3 * few["styled"]


def test_what_the_person_does_is_drawn_in_the_next_frame(visit: Visit) -> None:
    """
    However long drawings take, and though messages wait.
    """
    page = visit("quiet", 1)
    page.evaluate("() => (location.hash = '#busy')")
    expect(page.locator(".title-words")).to_have_text("#busy")
    say(page, "busy", 3, 3)
    assert page.evaluate(FRAMES_UNTIL_OPEN) <= 2


def work(page: Page, *, messages: int) -> dict[str, int]:
    """
    What the page's style and layout had to do for so many messages, one after the other, from Chromium's trace.
    """
    rows = page.evaluate(ROWS)
    browser = page.context.browser
    assert browser is not None
    events: list[dict[str, Any]] = []
    whole: list[bool] = []
    devtools = browser.new_browser_cdp_session()
    devtools.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    devtools.on("Tracing.tracingComplete", lambda _: whole.append(True))
    categories = {"includedCategories": ["devtools.timeline"]}
    devtools.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": categories})
    page.evaluate(ONE_BY_ONE, messages)
    devtools.send("Tracing.end")
    while not whole:
        page.wait_for_timeout(20)
    devtools.detach()
    assert page.evaluate(ROWS) == rows + messages, "a row was dropped meanwhile"
    layouts = [
        one["args"]["beginData"]["dirtyObjects"]
        for one in events
        if "beginData" in one.get("args", {}) and one["name"] == "Layout"
    ]
    styled = [
        one["args"]["elementCount"]
        for one in events
        if one["name"] == "UpdateLayoutTree" and "elementCount" in one["args"]
    ]
    return {"layouts": len(layouts), "laid out": sum(layouts), "styled": sum(styled)}
