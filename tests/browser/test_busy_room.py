"""
A busy room costs the page the same however much was said in it: counted in rows and nodes, with a chatd that lives in
the page.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Page, expect

from tests.browser.people import Crowd
from tests.browser.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FAKE_SERVER = Path(__file__).parent / "fake_server.js"
MOST = 200
PAGE = 100
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
