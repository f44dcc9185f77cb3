"""
What was said before: scrolling up, links to a message, the way back to the end.
"""

from collections.abc import Callable

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import expect

from tests.browser.people import Person, speak

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]


def test_scrolling_up_loads_what_came_before(person: Make, room: str) -> None:
    """
    All lines can be reached, in order and once; what is in sight does not move while older ones come.
    """
    ann = person().enter("Ann")
    speak(ann.page, room, 180)
    bo = person().enter("Bo")
    expect(bo.texts).to_have_count(50)
    expect(bo.texts.last).to_be_in_viewport()
    marked = bo.page.locator(".message", has_text="line 140").first
    marked.scroll_into_view_if_needed()
    expect(bo.texts).not_to_have_count(50)
    expect(marked).to_be_in_viewport()
    for first in (31, 1):
        bo.page.locator(".scroller").evaluate("scroller => scroller.scrollTo(0, 0)")
        expect(bo.page.locator(f"[data-seq='{first}']")).to_be_attached()
    expect(bo.texts).to_have_text([f"line {at}" for at in range(1, 181)])
    expect(bo.page.locator(".start")).to_have_text(f"This is the beginning of #{room}.")


def test_a_link_to_a_message_opens_its_room_there(person: Make, room: str) -> None:
    """
    The message is in sight and marked; the button below leads back to the end.
    """
    ann = person().enter("Ann")
    speak(ann.page, room, 400)
    bo = person(f"#{room}/20").enter("Bo")
    expect(bo.page.locator(".is-target .text")).to_have_text("line 20")
    expect(bo.page.locator(".is-target")).to_be_in_viewport()
    ann.say("news")
    bo.page.get_by_role("button", name="Jump to the latest").click()
    expect(bo.texts.last).to_have_text("news")
    expect(bo.texts.last).to_be_in_viewport()


def test_a_link_to_what_is_not_there_says_so(person: Make, room: str) -> None:
    """
    A number beyond the end of the room opens the room with a notice.
    """
    ann = person(f"#{room}/99").enter("Ann")
    expect(ann.page.locator(".notice")).to_have_text("This message no longer exists.")
    expect(ann.page.locator(".room-title")).to_have_text(f"#{room}")


def test_whoever_reads_above_is_left_there(person: Make, room: str) -> None:
    """
    A new message does not move the page; a button shows that there is one and leads down.
    """
    ann = person().enter("Ann")
    speak(ann.page, room, 60)
    bo = person().enter("Bo")
    first = bo.page.locator(".message", has_text="line 30").first
    first.scroll_into_view_if_needed()
    bo.page.mouse.wheel(0, -100)
    expect(bo.page.locator(".latest")).to_be_visible()
    ann.say("news")
    expect(bo.page.locator(".latest-count")).to_have_text("1")
    expect(bo.texts.last).not_to_be_in_viewport()
    expect(bo.page).to_have_title(f"(1) #{room} · chatd")
    bo.page.locator(".latest").click()
    expect(bo.texts.last).to_be_in_viewport()
    expect(bo.page).to_have_title(f"#{room} · chatd")
