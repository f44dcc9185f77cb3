"""
The page on a phone and a desk, in both languages, by keyboard, for a screen reader, under its policy.
"""

import re
from collections.abc import Callable
from typing import Literal

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import expect

from tests.browser.people import DESK, PHONE, Person
from tests.browser.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]


def test_the_browser_chooses_the_language_and_the_person_another(person: Make) -> None:
    """
    A Chinese browser shows Chinese; another choice is remembered.
    """
    li = person(locale="zh-CN")
    expect(li.page.locator("html")).to_have_attribute("lang", "zh-CN")
    li.enter("李明")
    expect(li.page.locator(".people-side .side-title")).to_have_text("1 人在线")
    li.field.fill("草稿")
    li.page.locator("select[name=language]").select_option("en")
    expect(li.page.locator(".people-side .side-title")).to_have_text("1 person here")
    expect(li.field).to_have_value("草稿")
    li.page.reload()
    expect(li.page.locator("html")).to_have_attribute("lang", "en")


def test_times_are_written_as_in_the_browsers_variant_of_the_language(person: Make) -> None:
    for locale, form in (("en-GB", r"^\d\d:\d\d$"), ("en-US", r"^\d+:\d\d\s[AP]M$")):
        ann = person(locale=locale).enter("Ann")
        ann.say(f"tea in {locale}")
        expect(ann.page.locator(".message.is-lead .by .time").last).to_have_text(re.compile(form))


def test_on_a_phone_the_sides_are_drawers(person: Make) -> None:
    """
    They close by Escape, a choice or a touch beside them.
    """
    ann = person(size=PHONE).enter("Ann")
    rooms, people = ann.page.locator(".rooms-side"), ann.page.locator(".people-side")
    expect(rooms).not_to_be_in_viewport()
    ann.page.get_by_role("button", name="Show rooms").click()
    expect(rooms).to_be_in_viewport()
    ann.page.keyboard.press("Escape")
    expect(rooms).not_to_be_in_viewport()
    expect(ann.page.get_by_role("button", name="Show rooms")).to_be_focused()
    ann.page.get_by_role("button", name="Show people").click()
    expect(people.locator(".person-name")).to_have_text(["~Ann"])
    ann.page.mouse.click(20, 400)
    expect(people).not_to_be_in_viewport()


def test_a_tap_shows_what_can_be_done_and_does_none_of_it(person: Make) -> None:
    """
    A touch of a message shows its buttons; the one that appears under the finger is not pressed.
    """
    ann = person(size=PHONE).enter("Ann")
    ann.say("tea")
    ann.sees("tea")
    ann.message("tea").tap(position={"x": 230, "y": 20})
    expect(ann.page.locator(".actions button").first).to_be_visible()
    expect(ann.page.locator(".about")).to_be_hidden()
    expect(ann.page.locator(".removal, .edit")).to_have_count(0)
    ann.page.get_by_role("button", name="Reply").tap()
    expect(ann.page.locator(".about")).to_contain_text("Replying to ~Ann")


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_the_screen(
    person: Make, room: str, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    """
    Long words, addresses and names are broken or cut, in dark and light.
    """
    ann = person("#" + room + "r" * 100, size=size, scheme=scheme).enter("A" * 32)
    ann.say("w" * 500, "https://a.example/" + "x" * 300)
    ann.sees("w" * 500, "https://a.example/" + "x" * 300)
    assert ann.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert ann.page.evaluate("document.querySelector('.scroller').scrollWidth") <= size[0]


def test_everything_can_be_done_by_keyboard(person: Make, room: str) -> None:
    """
    Shift+Enter breaks a line; arrows walk through rooms and messages; Tab reaches what can be done with one.
    """
    ann = person().enter("Ann")
    expect(ann.field).to_be_focused()
    ann.page.keyboard.type("one")
    ann.page.keyboard.press("Shift+Enter")
    ann.page.keyboard.type("two")
    ann.page.keyboard.press("Enter")
    ann.sees("one\ntwo")
    ann.page.keyboard.type("three")
    ann.page.keyboard.press("Enter")
    ann.sees("one\ntwo", "three")
    ann.page.locator(".scroller").focus()
    ann.page.keyboard.press("ArrowUp")
    expect(ann.page.locator(".message").nth(1)).to_be_focused()
    ann.page.keyboard.press("ArrowUp")
    expect(ann.page.locator(".message").nth(0)).to_be_focused()
    # No hand is as quick as this: the buttons cannot be reached before they are let go.
    expect(ann.page.locator(".message").nth(0).locator(".actions:not([inert])")).to_be_visible()
    ann.page.keyboard.press("Tab")
    expect(ann.page.locator(".actions button").first).to_be_focused()
    ann.page.locator("#room-name").fill(f"{room}-b")
    ann.page.keyboard.press("Enter")
    expect(ann.page.locator(".room-title")).to_have_text(f"#{room}-b")
    expect(ann.field).to_be_focused()
    ann.page.locator(".room-open").first.focus()
    ann.page.keyboard.press("Enter")
    expect(ann.page.locator(".room-title")).to_have_text(f"#{room}")
    ann.page.locator(".room-open").first.focus()
    ann.page.keyboard.press("ArrowDown")
    ann.page.keyboard.press("Enter")
    expect(ann.page.locator(".room-title")).to_have_text(f"#{room}-b")


def test_a_screen_reader_is_told_what_others_say(person: Make, room: str) -> None:
    """
    One's own messages and earlier ones are not read out.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    ann.say("mine")
    bo.sees("mine")
    bo.say("theirs")
    ann.sees("mine", "theirs")
    told = ann.page.locator(".timeline [aria-live=polite] p")
    expect(told).to_have_count(1)
    expect(told).to_contain_text("theirs")
    expect(ann.page.get_by_role("log", name=f"Messages in {room}")).to_be_visible()


def test_an_empty_room_says_what_to_do(person: Make) -> None:
    ann = person().enter("Ann")
    expect(ann.page.locator(".empty h2")).to_have_text("No messages yet")


def test_the_way_back_leads_to_the_room_before(person: Make, room: str) -> None:
    ann = person().enter("Ann")
    ann.page.locator("#room-name").fill(f"{room}-b")
    ann.page.keyboard.press("Enter")
    expect(ann.page).to_have_url(f"{ann.url}#{room}-b")
    ann.page.go_back()
    expect(ann.page.locator(".room-title")).to_have_text(f"#{room}")


def test_the_page_needs_no_exception_from_its_policy(person: Make, server: Server) -> None:
    """
    Scripts and styles come from files only; what a script would write into a tag has no effect.
    """
    ann = person()
    answer = ann.page.request.get(server.url)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for path in ("favicon.svg", "chatd.webmanifest", "chatd.js"):
        assert ann.page.request.get(server.url + path).ok
