"""
Who is told of what, while they look elsewhere.
"""

from collections.abc import Callable

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Page, expect

from tests.browser.people import Person, speak

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]

# Notifications as a browser shows them, kept to be looked at, and a page that nobody looks at.
LOOK_ELSEWHERE = """() => {
  window.shown = [];
  window.Notification = class {
    static permission = "granted";
    constructor(title, { body }) {
      window.shown.push([title, body]);
    }
    close() {}
  };
  localStorage.setItem("chatd.alerts", "true");
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def notified(page: Page, *alerts: list[str]) -> None:
    page.wait_for_function("(count) => window.shown.length >= count", arg=len(alerts), polling=50)
    assert page.evaluate("window.shown") == list(alerts)


def test_a_reply_is_told_as_a_mention_is(member: Make, room: str) -> None:
    """
    By a notification and by the badge of the room, also if the answered message is not loaded any more.
    """
    ann, bo = member("Ann"), member("Bo")
    ann.say("who comes along?")
    bo.sees("who comes along?")
    ann.page.locator("#room-name").fill(f"{room}-b")
    ann.page.keyboard.press("Enter")
    expect(ann.page.locator(".title-words")).to_have_text(f"#{room}-b")
    ann.reload()
    bo.act("who comes along?", "Reply")
    bo.say("I do")
    badge = ann.page.locator(f'[data-room="{room}"] .unread-count')
    expect(badge).to_have_text("@1")
    ann.page.evaluate(LOOK_ELSEWHERE)
    # So much that the question is in no page that the room has loaded.
    speak(bo.page, room, 60)
    expect(bo.texts.last).to_have_text("line 60")
    bo.page.goto(f"{bo.url}#{room}/1")
    question = bo.page.locator('[data-seq="1"]')
    question.hover()
    question.get_by_role("button", name="Reply", exact=True).click()
    bo.say("and I bring cake")
    notified(ann.page, [f"{bo.name} · #{room}", "and I bring cake"])
    expect(badge).to_have_text("@2")


def test_a_direct_message_is_told_with_who_and_what(member: Make, room: str) -> None:
    """
    Also the first one of a conversation that was never open.
    """
    ann, bo = member("Ann"), member("Bo")
    ann.page.evaluate(LOOK_ELSEWHERE)
    bo.person_menu(ann.name, "Send a message")
    expect(bo.page.locator(".title-words")).to_have_text(ann.name)
    bo.say("psst")
    notified(ann.page, [bo.name, "psst"])
    row = ann.page.locator(".room-open", has_text=bo.name)
    expect(row.locator(".unread-count")).to_have_text("@1")
    bo.say("are you there?")
    notified(ann.page, [bo.name, "psst"], [bo.name, "are you there?"])


def test_who_is_online_is_not_said_to_be_away(member: Make, room: str) -> None:
    """
    In a conversation of two the other is shown as online if they are in any room that one sees; otherwise nothing is
    shown.
    """
    ann, bo = member("Ann"), member("Bo")
    bo.person_menu(ann.name, "Send a message")
    expect(bo.page.locator(".title-words")).to_have_text(ann.name)
    other = bo.page.locator(".people-list .person", has_text=ann.name)
    expect(other.locator(".is-online")).to_have_text("Online")
    expect(bo.page.locator(".people-away")).to_be_hidden()
    ann.close()
    expect(other.locator(".is-online")).to_have_count(0)
    expect(other).to_be_visible()
    expect(bo.page.locator(".people-away")).to_be_hidden()
