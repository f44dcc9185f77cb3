"""
The address: what it names, Back and Forward, and a reload.
"""

from collections.abc import Callable

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import expect

from tests.browser.people import Person, speak

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]


def test_the_address_follows_the_room_and_back_leads_through_what_was_open(person: Make, room: str) -> None:
    """
    Each room is one step of the history; Back, Forward and a reload show the right one.
    """
    ann = person().enter("Ann")
    for name in ("den", "hall"):
        ann.page.locator("#room-name").fill(f"{room}-{name}")
        ann.page.keyboard.press("Enter")
        expect(ann.page.locator(".title-words")).to_have_text(f"#{room}-{name}")
    for go, name in ((ann.page.go_back, "-den"), (ann.page.go_back, ""), (ann.page.go_forward, "-den")):
        go()
        expect(ann.page.locator(".title-words")).to_have_text(f"#{room}{name}")
        assert ann.fragment == f"#{room}{name}"
    ann.reload()
    expect(ann.page.locator(".title-words")).to_have_text(f"#{room}-den")


def test_a_link_to_a_message_is_in_the_address_until_one_goes_on(person: Make, room: str) -> None:
    """
    It survives a reload and is removed on the way to the end, so that the next reload shows the end.
    """
    ann = person().enter("Ann")
    speak(ann.page, room, 90)
    ann.page.goto(f"{ann.url}#{room}/5")
    expect(ann.page.locator(".is-target .text")).to_have_text("line 5")
    ann.reload()
    expect(ann.page.locator(".is-target .text")).to_have_text("line 5")
    assert ann.fragment == f"#{room}/5"
    ann.page.get_by_role("button", name="Jump to the latest").click()
    ann.page.wait_for_url(f"{ann.url}#{room}")
    ann.reload()
    expect(ann.texts.last).to_have_text("line 90")
    expect(ann.page.locator(".is-target")).to_have_count(0)
    # The same link once more, though the page was there before.
    ann.page.evaluate("(fragment) => (location.hash = fragment)", f"#{room}/5")
    expect(ann.page.locator(".is-target .text")).to_have_text("line 5")
    ann.say("here I am")
    expect(ann.texts.last).to_have_text("here I am")
    ann.page.wait_for_url(f"{ann.url}#{room}")


def test_a_change_of_the_address_is_told_once(person: Make, room: str) -> None:
    """
    An address that names nothing is refused in one notice and removed.
    """
    ann = person().enter("Ann")
    shown = """() => {
      window.notices = 0;
      new MutationObserver((changes) => {
        window.notices += changes.reduce((sum, { addedNodes }) => sum + addedNodes.length, 0);
      }).observe(document.querySelector(".notices"), { childList: true });
    }"""
    ann.page.evaluate(shown)
    ann.page.evaluate("location.hash = '#no%20room'")
    expect(ann.page.locator(".notice")).to_have_count(1)
    ann.page.wait_for_url(f"{ann.url}#{room}")
    ann.page.evaluate("(fragment) => (location.hash = fragment)", f"#{room}/77")
    expect(ann.page.locator(".notice", has_text="This message no longer exists.")).to_have_count(1)
    ann.page.wait_for_url(f"{ann.url}#{room}")
    assert ann.page.evaluate("window.notices") == 2


def test_a_room_that_was_left_is_in_no_address(person: Make, room: str) -> None:
    """
    After the last room is left the address names none.
    """
    ann = person().enter("Ann")
    ann.page.locator(".room-row").hover()
    ann.page.get_by_role("button", name=f"Leave {room}").click()
    ann.page.wait_for_url(ann.url)
    ann.page.reload()
    expect(ann.page.locator(".light")).to_have_attribute("data-state", "online")
    expect(ann.page.locator(".title-words")).not_to_have_text(f"#{room}")
