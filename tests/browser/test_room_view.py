"""
What keeps its place in a room: tall texts, piled-up marks, toasts, typing, drafts, days; and what a phone tells.
"""

from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Page, expect

from tests.browser import needs
from tests.browser.people import PHONE, Crowd
from tests.browser.server import Server
from tests.browser.test_layout import DRAWN, SIZES, VIEWS, WRITE, crowded, faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SAY = "([seq, text]) => crowded.push(crowded.message(seq, 'long', text))"
TYPE = """() => crowded.push({ type: "signal", room: "long", name: "typing", user: { id: "a.u9", name: "Bo" } })"""
FROM_END = """() => {
  const { scrollHeight, scrollTop, clientHeight } = document.querySelector(".scroller");
  return scrollHeight - scrollTop - clientHeight;
}"""
BOX = "(selector) => document.querySelector(selector).getBoundingClientRect().toJSON()"
# Whether a heart, which may be text or a picture, is drawn in red.
RED = """() => {
  const paper = Object.assign(document.createElement("canvas"), { width: 60, height: 60 }).getContext("2d");
  paper.font = `40px ${getComputedStyle(document.body).fontFamily}`;
  paper.fillText("\\u2764", 5, 45);
  const { data } = paper.getImageData(0, 0, 60, 60);
  return data.some((red, at) => at % 4 === 0 && red > 150 && data[at + 1] < 100 && data[at + 3] > 200);
}"""
COLOR_FONT = """() => document.fonts.check("16px 'Noto Color Emoji'", "\\u{1F389}")"""


def drawn(page: Page) -> None:
    """
    Let what has come be laid out.
    """
    page.evaluate(DRAWN)
    page.evaluate(DRAWN)


def box(page: Page, selector: str) -> dict[str, Any]:
    """
    Where an element lies on the screen.
    """
    found: dict[str, Any] = page.evaluate(BOX, selector)
    return found


@pytest.mark.parametrize("text", ["x" + "\n" * 3998 + "y", "w" * 4000])
def test_a_tall_text_is_folded(crowd: Crowd, server: Server, text: str) -> None:
    page = crowded(crowd, server, 1, size=(390, 844))
    page.evaluate(SAY, [2, text])
    more = page.locator('[data-seq="2"] .unfold')
    expect(more).to_have_text("Show more")
    folded = box(page, '[data-seq="2"]')["height"]
    assert folded < 844
    more.click()
    expect(more).to_have_text("Show less")
    assert box(page, '[data-seq="2"]')["height"] > 2 * folded
    more.click()
    assert box(page, '[data-seq="2"]')["height"] == folded


def test_piled_up_marks_stay_within_their_message(crowd: Crowd, server: Server) -> None:
    pictures = []
    for text in ["plain", "Z" + "\u0351\u036b\u0343" * 40]:
        page = crowded(crowd, server, 1)
        page.evaluate(SAY, [2, "first"])
        page.evaluate(SAY, [3, text])
        expect(page.locator('[data-seq="3"]')).to_be_visible()
        pictures.append(page.locator('[data-seq="2"] .text').screenshot(animations="disabled"))
    assert pictures[0] == pictures[1]


def test_emoji_are_coloured(crowd: Crowd, server: Server) -> None:
    page = crowded(crowd, server, 1)
    if not page.evaluate(COLOR_FONT):
        needs.missing("no font with coloured emoji is installed")
    assert page.evaluate(RED)


def test_typing_moves_nothing(crowd: Crowd, server: Server) -> None:
    page = crowded(crowd, server, 20)
    before = box(page, ".scroller")
    page.evaluate(TYPE)
    expect(page.locator(".typing")).to_have_text("Bo is typing…")
    assert box(page, ".scroller") == before


def test_another_draft_leaves_the_timeline_at_its_end(crowd: Crowd, server: Server) -> None:
    page = crowded(crowd, server, 200)
    assert page.evaluate(FROM_END) < 2
    for text in ["a\n" * 8, "b", "c\n" * 8, "", "d\n" * 8 + "e"]:
        page.evaluate(WRITE, "")
        page.evaluate(WRITE, text)
        drawn(page)
        assert page.evaluate(FROM_END) < 2


def test_a_toast_covers_nothing_new_and_can_be_closed(crowd: Crowd, server: Server) -> None:
    page = crowded(crowd, server, 200)
    toast = page.locator(".notice")

    def tell() -> None:
        page.locator(".room-more").click()
        page.get_by_role("menuitem", name="Copy link to this room").click()
        expect(toast).to_be_visible()

    tell()
    assert box(page, ".notice")["bottom"] < box(page, ".message:last-of-type")["top"]
    assert box(page, ".notice")["top"] >= box(page, ".room-head")["bottom"]
    toast.get_by_role("button", name="Close").click()
    expect(toast).to_have_count(0)


def test_a_toast_stays_while_it_is_pointed_at(crowd: Crowd, server: Server) -> None:
    page = crowded(crowd, server, 1)
    page.clock.install()
    toast = page.locator(".notice")
    page.locator(".room-more").click()
    page.get_by_role("menuitem", name="Copy link to this room").click()
    toast.hover()
    page.clock.run_for(60_000)
    expect(toast).to_have_count(1)
    page.mouse.move(0, 0)
    page.clock.run_for(7000)
    expect(toast).to_have_count(0)


def test_the_day_stays_in_sight(crowd: Crowd, server: Server) -> None:
    page = crowded(crowd, server, 200)
    page.evaluate('document.querySelector(".scroller").scrollTop = 900')
    drawn(page)
    top = box(page, ".scroller")["top"]
    assert abs(box(page, ".rule.day")["top"] - top) < 2


def test_the_title_names_the_room(crowd: Crowd, server: Server) -> None:
    page = crowded(crowd, server, 0)
    assert page.title().endswith("A title that is as long as titles may be · chatd")


def test_a_phone_tells_what_waits_in_other_rooms(crowd: Crowd, server: Server) -> None:
    expect(crowded(crowd, server, 0, size=PHONE).locator(".menu-badge")).to_be_hidden()
    page = crowded(crowd, server, 2, size=PHONE)
    badge = page.locator(".menu-badge")
    expect(badge).to_be_visible()
    expect(badge).to_have_class("menu-badge is-call")
    expect(page.locator(".room-head > .narrow-only")).to_have_accessible_name("Show rooms · 4 messages for you")


def test_on_a_phone_enter_begins_a_line_and_the_button_sends(crowd: Crowd, server: Server) -> None:
    page = crowded(crowd, server, 0, size=PHONE)
    field = page.locator("#write")
    field.press_sequentially("one")
    field.press("Enter")
    field.press_sequentially("two")
    expect(field).to_have_value("one\ntwo")
    expect(field).to_have_attribute("enterkeyhint", "enter")
    page.locator(".send").tap()
    expect(page.locator(".message .text")).to_have_text("one\ntwo")
    field.press_sequentially("three")
    field.press("Control+Enter")
    expect(page.locator(".message .text")).to_have_text(["one\ntwo", "three"])


def test_enter_that_ends_a_composition_sends_nothing(crowd: Crowd, server: Server) -> None:
    page = crowded(crowd, server, 0)
    page.locator("#write").fill("ni")
    press = 'new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, isComposing: true })'
    assert page.evaluate(f'document.querySelector("#write").dispatchEvent({press})')
    expect(page.locator("#write")).to_have_value("ni")


def test_thousands_are_drawn_by_pages(crowd: Crowd, server: Server) -> None:
    page = crowded(crowd, server, 2000)
    people = page.locator(".people-list").first.locator(":scope > li")
    expect(people).to_have_count(100)
    more = page.locator(".people-list + .list-more").first
    expect(more).to_have_text("Show 100 more")
    more.click()
    expect(people).to_have_count(200)


def test_forced_colours_keep_every_mark(crowd: Crowd, server: Server) -> None:
    page = crowded(crowd, server, 20)
    style = "(element, name) => getComputedStyle(element)[name]"
    light = page.locator(".light")
    before = light.evaluate(style, "backgroundColor")
    page.emulate_media(forced_colors="active")
    assert light.evaluate(style, "backgroundColor") == before
    assert page.locator(".is-active .room-open").evaluate(style, "outlineStyle") == "solid"
    assert page.locator(".unread-count").first.evaluate(style, "borderTopWidth") == "1px"
    assert (
        page.locator(".rule.day").first.evaluate("(rule) => getComputedStyle(rule, '::before').borderTopWidth") == "1px"
    )


def test_right_to_left_loses_nothing(crowd: Crowd, server: Server) -> None:
    page = crowded(crowd, server, 20)
    page.evaluate('document.documentElement.dir = "rtl"')
    assert box(page, ".rooms-side")["left"] > box(page, ".people-side")["left"]
    assert faults(page, [(320, 568), (1280, 800)], ["room", "rooms", "search", "reports", "writing"]) == []


def test_text_of_twice_the_size_loses_nothing(server: Server, chromium: Any) -> None:
    """
    The browser's text size; breakpoints follow it.
    """
    args = ["--no-sandbox", "--disable-gpu", "--blink-settings=defaultFontSize=32"]
    large = chromium.browser_type.launch(executable_path=needs.chromium(), args=args)
    try:
        crowd = Crowd(large)
        page = crowded(crowd, server, 20)
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "30px"
        assert faults(page, SIZES[2:], [view for view in VIEWS if not VIEWS[view][2]]) == []
        assert crowd.go() == []
    finally:
        large.close()


def test_a_page_of_twice_the_size_loses_nothing(crowd: Crowd, server: Server) -> None:
    """
    A zoom of 200 % leaves half of the pixels.
    """
    page = crowded(crowd, server, 20)
    assert faults(page, [(640, 400), (683, 325)], list(VIEWS)) == []


def test_people_put_away_come_back_as_a_drawer(crowd: Crowd, server: Server) -> None:
    page = crowded(crowd, server, 20)
    page.locator(".badge-count").click()
    expect(page.locator(".people-side")).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator(".badge-count").click()
    expect(page.locator(".people-side .side-title")).to_be_in_viewport()
