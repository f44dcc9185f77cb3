"""
Where the focus goes, and what a screen reader is told: each thing once.
"""

from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Page, expect

from tests.browser.people import PHONE, Crowd, Person, speak
from tests.browser.server import Server
from tests.browser.tunnel import Tunnel

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]

# What is told by live regions, as a screen reader takes them (WAI-ARIA 1.2): of an atomic region all of it, else what
# was added; `off` on the nearest element that says so is silence.
LISTEN = """() => {
  globalThis.told = [];
  const LIVE = { status: "polite", alert: "assertive", log: "polite" };
  const regionOf = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(
    "[aria-live], [role=status], [role=alert], [role=log]");
  const politeness = (region) => region.getAttribute("aria-live") ?? LIVE[region.getAttribute("role")];
  const whole = (region) => ["status", "alert"].includes(region.getAttribute("role"));
  const atomic = (region) => (region.getAttribute("aria-atomic") ?? String(whole(region))) === "true";
  new MutationObserver((changes) => {
    const regions = new Set();
    for (const { target, addedNodes } of changes) {
      const region = regionOf(target);
      if (!region || politeness(region) === "off") continue;
      if (atomic(region)) regions.add(region);
      else for (const node of addedNodes) globalThis.told.push(node.textContent);
    }
    for (const region of regions) {
      if (region.textContent.trim()) globalThis.told.push(region.textContent);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def told(page: Page) -> list[str]:
    """
    What has been told since `LISTEN`.
    """
    found: list[str] = page.evaluate("globalThis.told")
    return found


def test_each_message_is_told_once(person: Make, room: str) -> None:
    """
    Also if several come at once.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    ann.page.evaluate(LISTEN)
    for text in ("one", "two", "three"):
        bo.say(text)
        expect(ann.page.locator(".timeline [aria-live=polite]")).to_contain_text(text)
    heard = [one for one in told(ann.page) if one.startswith("~Bo")]
    assert [one.rpartition(": ")[2] for one in heard] == ["one", "two", "three"]


def test_toasts_are_told_once_each(person: Make, room: str) -> None:
    ann = person().enter("Ann")
    ann.page.evaluate(LISTEN)
    for at, name in enumerate(("~a", "~b"), 1):
        ann.page.evaluate("(to) => { location.hash = to }", f"#{name}")
        expect(ann.page.locator(".notice")).to_have_count(at)
    words = "This room does not exist, or you are not a member."
    assert sum(one.count(words) for one in told(ann.page)) == 2


def test_a_lost_connection_is_told_and_not_each_second_of_the_wait(
    tunnel: Tunnel, crowd: Crowd, server: Server, room: str
) -> None:
    """
    In fifteen seconds of the page's clock: at the start, and when the reason changes.
    """
    bo = crowd.person(tunnel.url)
    bo.page.clock.install()
    bo.visit(f"#{room}").enter("Bo")
    bo.page.evaluate(LISTEN)
    tunnel.cut()
    expect(bo.page.locator(".light")).not_to_have_attribute("data-state", "online")
    for _ in range(30):
        bo.page.clock.run_for(500)
    lost = [one for one in told(bo.page) if "Trying again" in one]
    assert 1 <= len(lost) <= 2, lost


def test_the_wait_of_slow_mode_is_told_once(member: Make, room: str) -> None:
    """
    The remaining time is shown each second, and not read out.
    """
    ann = member("Ann")
    ann.make_room("public", room=f"{room}-hall", title="Hall")
    bo = member("Bo", fragment="#lobby")
    ann.choose("Room settings")
    ann.page.get_by_label("Slow mode").select_option("30000")
    ann.page.get_by_role("button", name="Save").click()
    expect(ann.page.locator("dialog[open]")).to_have_count(0)
    bo.page.clock.install()
    bo.visit(ann.fragment)
    bo.page.reload()
    bo.is_online()
    bo.page.evaluate(LISTEN)
    bo.say("tea")
    expect(bo.page.locator(".write-slow")).not_to_be_empty()
    bo.page.clock.run_for(10_000)
    expect(bo.page.locator(".write-slow")).to_contain_text("20 seconds")
    assert len([one for one in told(bo.page) if "Next message in" in one]) == 1


def test_the_end_of_a_ban_is_told_once(member: Make, room: str) -> None:
    """
    The new view takes the focus; its countdown is not read out.
    """
    ann = member("Ann")
    ann.make_room("public", room=f"{room}-hall", title="Hall")
    bo = member("Bo", fragment=ann.fragment)
    bo.page.evaluate(LISTEN)
    ann.person_menu(bo.name, "Ban")
    ann.page.get_by_text("10 minutes").click()
    ann.page.get_by_role("button", name="Ban", exact=True).click()
    expect(bo.page.locator(".barred h2")).to_be_focused()
    first = bo.page.locator(".barred p").first.text_content()
    expect(bo.page.locator(".barred p").first).not_to_have_text(str(first))
    assert len([one for one in told(bo.page) if "You are banned from Hall" in one]) <= 1
    assert not [one for one in told(bo.page) if one.startswith("The ban ends")]


def test_the_way_to_the_latest_message_takes_the_focus_along(person: Make, room: str) -> None:
    """
    From the button, which disappears, to the messages.
    """
    ann = person().enter("Ann")
    speak(ann.page, room, 120)
    expect(ann.texts.last).to_have_text("line 120")
    ann.page.locator(".scroller").focus()
    ann.page.keyboard.press("Home")
    latest = ann.page.get_by_role("button", name="Jump to the latest")
    latest.focus()
    ann.page.keyboard.press("Enter")
    expect(ann.page.locator(".scroller")).to_be_focused()


def test_leaving_rooms_keeps_the_focus_among_them(person: Make, room: str) -> None:
    """
    On the room that takes the place of the one left.
    """
    ann = person().enter("Ann")
    for name in (f"{room}-b", f"{room}-c"):
        ann.page.locator("#room-name").fill(name)
        ann.page.keyboard.press("Enter")
        expect(ann.page.locator(".room-title")).to_have_text(f"#{name}")
    ann.page.get_by_role("button", name=f"Leave {room}-b").focus()
    ann.page.keyboard.press("Enter")
    expect(ann.page.locator(".room-row")).to_have_count(2)
    expect(ann.page.locator(f"[data-room='{room}-c']")).to_be_focused()


def test_a_room_that_was_made_takes_the_focus(member: Make, room: str) -> None:
    """
    The composer of the new room has it.
    """
    ann = member("Ann")
    ann.page.get_by_role("button", name="Create a room").focus()
    ann.page.keyboard.press("Enter")
    expect(ann.page.get_by_label("Name", exact=True)).to_be_focused()
    ann.page.keyboard.type("Plans")
    ann.page.keyboard.press("Enter")
    expect(ann.page.locator(".title-words")).to_have_text("Plans")
    expect(ann.field).to_be_focused()
    expect(ann.field).to_have_attribute("placeholder", "Message Plans")


def test_a_dialog_gives_the_focus_back(member: Make, person: Make, room: str) -> None:
    """
    To the button that opened it, or to the message if its button is gone.
    """
    ann = member("Ann")
    zoe = person().enter("Zoe")
    zoe.say("Tea")
    ann.sees("Tea")
    for name in ("Create a room", "New direct message", "Your settings"):
        button = ann.page.get_by_role("button", name=name)
        button.focus()
        ann.page.keyboard.press("Enter")
        expect(ann.page.locator("dialog[open]")).to_be_visible()
        assert ann.page.evaluate("document.querySelector('dialog[open]').contains(document.activeElement)")
        ann.page.keyboard.press("Escape")
        expect(button).to_be_focused()
    ann.more("Tea", "Report")
    ann.page.mouse.move(5, 5)
    ann.page.keyboard.press("Escape")
    expect(ann.page.locator("dialog[open]")).to_have_count(0)
    expect(ann.page.locator(".message:focus, .message :focus")).to_have_count(1)


@pytest.mark.parametrize("which", ["rooms", "people"])
def test_a_drawer_takes_the_focus_and_keeps_it(crowd: Crowd, server: Server, room: str, which: str) -> None:
    """
    The page behind cannot be reached meanwhile, and gets the focus back.
    """
    ann = crowd.person(server.url, size=PHONE).visit(f"#{room}").enter("Ann")
    ann.page.emulate_media(reduced_motion="no-preference")
    button = ann.page.get_by_role("button", name=f"Show {which}")
    button.focus()
    ann.page.keyboard.press("Enter")
    inside = f"document.querySelector('#{which}').contains(document.activeElement)"
    assert ann.page.evaluate(inside)
    for _ in range(12):
        ann.page.keyboard.press("Tab")
        assert ann.page.evaluate(f"document.activeElement === document.body || {inside}")
    tree: Any = ann.page.context.new_cdp_session(ann.page).send("Accessibility.getFullAXTree")
    roles = [node["role"]["value"] for node in tree["nodes"] if not node["ignored"]]
    assert "log" not in roles
    ann.page.locator(f"#{which}").get_by_role("button", name="Close").click()
    expect(button).to_be_focused()


def test_search_opens_with_caps_lock_on(person: Make) -> None:
    """
    The key is a capital letter then.
    """
    ann = person().enter("Ann")
    ann.page.evaluate(
        "document.dispatchEvent(new KeyboardEvent('keydown', { key: 'K', ctrlKey: true, bubbles: true }))"
    )
    expect(ann.page.locator("#search")).to_be_focused()


def test_arrows_walk_along_the_buttons_of_a_message(person: Make) -> None:
    """
    As in any toolbar.
    """
    ann = person().enter("Ann")
    ann.say("tea")
    ann.sees("tea")
    ann.message("tea").focus()
    buttons = ann.page.locator(".actions:not([inert]) button")
    buttons.first.focus()
    ann.page.keyboard.press("ArrowRight")
    expect(buttons.nth(1)).to_be_focused()
    ann.page.keyboard.press("ArrowLeft")
    expect(buttons.first).to_be_focused()


def test_an_answer_and_an_edit_in_hand_survive_a_reload(person: Make, room: str) -> None:
    """
    With the text typed in them.
    """
    ann = person().enter("Ann")
    ann.say("tea", "coffee")
    ann.sees("tea", "coffee")
    ann.act("tea", "Reply")
    ann.field.fill("gladly")
    ann.reload()
    expect(ann.page.locator(".about")).to_contain_text("Replying to ~Ann")
    expect(ann.field).to_have_value("gladly")
    ann.field.press("Enter")
    expect(ann.page.locator(".quote-text")).to_have_text("tea")
    ann.act("coffee", "Edit")
    ann.page.locator(".edit-field").fill("coffee, black")
    ann.reload()
    expect(ann.page.locator(".edit-field")).to_have_value("coffee, black")
    expect(ann.page.locator(".about")).to_be_hidden()


def test_every_form_with_a_password_says_whose_it_is(crowd: Crowd, member: Make, server: Server) -> None:
    """
    Chromium has no recommendation, and each password field is marked as current or new.
    """
    ann = member("Ann")
    other = crowd.person(server.url).visit("#/reset/abc")
    heard: list[str] = []
    for page in (ann.page, other.page):
        session = page.context.new_cdp_session(page)
        session.on("Log.entryAdded", lambda event: heard.append(event["entry"]["text"]))
        session.send("Log.enable")
        page.reload()
    ann.is_online()
    ann.page.get_by_role("button", name="Your settings").click()
    expect(other.page.locator("form input[type=password]")).to_be_visible()
    bare = """() => [...document.querySelectorAll("form")].filter((form) => {
      const secrets = [...form.querySelectorAll("input[type=password]")];
      const kinds = ["current-password", "new-password"];
      const known = form.querySelector("input[autocomplete=username]") !== null;
      return secrets.length > 0 && !(known && secrets.every(({ autocomplete }) => kinds.includes(autocomplete)));
    }).map(({ name }) => name)"""
    for page in (ann.page, other.page):
        assert page.evaluate(bare) == []
    whose = ann.page.locator("form[name=delete-account] input[name=username]")
    expect(whose).to_have_value(ann.name)
    assert not [text for text in heard if "Password" in text], heard
