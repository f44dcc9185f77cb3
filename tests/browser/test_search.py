"""
Looking for what was said in a room.
"""

from collections.abc import Callable

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import expect

from tests.browser.people import PHONE, Person, speak

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]


def test_a_search_finds_marks_and_leads_there(person: Make, room: str) -> None:
    """
    The newest first; an old result is opened in its place by keyboard.
    """
    ann = person().enter("Ann")
    speak(ann.page, room, ["Tea in the old harbour", *[f"line {at}" for at in range(90)], "The HARBOUR again"])
    bo = person().enter("Bo")
    bo.page.keyboard.press("Control+k")
    expect(bo.page.locator("#search")).to_be_focused()
    bo.page.keyboard.type("harbour")
    results = bo.page.locator(".search-result")
    expect(results.locator(".search-text")).to_have_text(["The HARBOUR again", "Tea in the old harbour"])
    expect(results.locator("mark")).to_have_text(["HARBOUR", "harbour"])
    expect(bo.page.locator(".search-status")).to_have_text("2 messages, newest first")
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        bo.page.keyboard.press(key)
    expect(bo.page.locator(".is-target .text")).to_have_text("Tea in the old harbour")
    expect(bo.page.locator(".is-target")).to_be_in_viewport()


def test_two_chinese_characters_find(person: Make) -> None:
    """
    Wherever they stand together; they are marked.
    """
    li = person(locale="zh-CN").enter("李明")
    li.say("我们下午去喝茶吧", "茶叶很好喝")
    li.sees("我们下午去喝茶吧", "茶叶很好喝")
    li.page.keyboard.press("Control+k")
    li.page.locator("#search").fill("喝茶")
    expect(li.page.locator(".search-text")).to_have_text(["我们下午去喝茶吧"])
    expect(li.page.locator(".search-text mark")).to_have_text(["喝茶"])


def test_beginnings_and_other_scripts_are_found_and_marked(person: Make) -> None:
    ann = person().enter("Ann")
    said = ["New deployments", "C++ and c", "วันนี้ผมกินข้าว", "שָׁלוֹם", "हिन्दी", "Straße 👍🏽"]
    ann.say(*said)
    ann.sees(*said)
    ann.page.keyboard.press("Control+k")
    for typed, text, marks in (
        ("deploy", "New deployments", ["deploy"]),
        ("c++", "C++ and c", ["C++"]),
        ("กิน", "วันนี้ผมกินข้าว", ["กิน"]),
        ("שלום", "שָׁלוֹם", ["שָׁלוֹם"]),
        ("हिंदी", "हिन्दी", ["हिन्दी"]),
        ("strasse 👍", "Straße 👍🏽", ["Straße", "👍🏽"]),
    ):
        ann.page.locator("#search").fill(typed)
        expect(ann.page.locator(".search-text")).to_have_text([text])
        expect(ann.page.locator(".search-text mark")).to_have_text(marks)


def test_each_key_narrows_what_is_found(person: Make, room: str) -> None:
    """
    The results are those of the text typed so far; a space ends a word.
    """
    ann = person().enter("Ann")
    ann.say("deploy", "deployment", "deployments of today")
    ann.sees("deploy", "deployment", "deployments of today")
    ann.page.keyboard.press("Control+k")
    results = ann.page.locator(".search-text")
    ann.page.locator("#search").press_sequentially("deploym")
    expect(results).to_have_text(["deployments of today", "deployment"])
    expect(results.locator("mark")).to_have_text(["deploym", "deploym"])
    ann.page.locator("#search").press_sequentially("ents t")
    expect(ann.page.locator(".search-status")).to_have_text("No messages found for “deployments t”.")
    ann.page.locator("#search").press_sequentially("o")
    expect(results).to_have_text(["deployments of today"])
    ann.page.locator("#search").fill("deploy ")
    expect(results).to_have_text(["deploy"])
    # As a phone's keyboard types.
    ann.page.locator("#search").evaluate(
        """(field) => {
          field.value = "tod";
          field.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
        }"""
    )
    expect(results).to_have_text(["deployments of today"])
    ann.page.locator("#search").fill("deplox")
    expect(ann.page.locator(".search-status")).to_have_text("No messages found for “deplox”.")


def test_older_results_come_on_demand(person: Make, room: str) -> None:
    """
    The list grows by a page at a time until there is no more.
    """
    ann = person().enter("Ann")
    speak(ann.page, room, [f"cake {at}" for at in range(30)])
    ann.page.get_by_role("button", name="Search in this room").click()
    ann.page.locator("#search").fill("cake")
    expect(ann.page.locator(".search-result")).to_have_count(20)
    ann.page.get_by_role("button", name="Show older results").click()
    expect(ann.page.locator(".search-result")).to_have_count(30)
    expect(ann.page.get_by_role("button", name="Show older results")).to_be_hidden()


def test_a_slash_opens_it_and_escape_closes_it(person: Make) -> None:
    """
    A slash in a text is a character; no result is reported.
    """
    ann = person().enter("Ann")
    ann.field.press_sequentially("1/2")
    expect(ann.field).to_have_value("1/2")
    ann.page.locator(".scroller").focus()
    ann.page.keyboard.press("/")
    expect(ann.page.locator("#search")).to_be_focused()
    expect(ann.page.locator("#search")).to_have_value("")
    ann.page.keyboard.type('"nothing* (of')
    expect(ann.page.locator(".search-status")).to_have_text('No messages found for “"nothing* (of”.')
    ann.page.keyboard.press("Escape")
    expect(ann.page.locator(".search")).to_be_hidden()
    expect(ann.field).to_be_focused()


def test_what_is_deleted_is_found_no_more(person: Make) -> None:
    """
    It leaves an open list at once.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    ann.say("tea one", "tea two")
    bo.sees("tea one", "tea two")
    bo.page.keyboard.press("Control+k")
    bo.page.keyboard.type("tea")
    expect(bo.page.locator(".search-text")).to_have_text(["tea two", "tea one"])
    ann.act("tea two", "Delete")
    ann.page.get_by_role("button", name="Delete for everyone").click()
    expect(bo.page.locator(".search-text")).to_have_text(["tea one"])


def test_on_a_phone_the_search_gives_way_to_what_it_found(person: Make) -> None:
    """
    It covers the screen until a result is chosen.
    """
    ann = person(size=PHONE).enter("Ann")
    ann.say("tea")
    ann.sees("tea")
    ann.page.get_by_role("button", name="Search in this room").click()
    ann.page.locator("#search").fill("tea")
    ann.page.locator(".search-result").click()
    expect(ann.page.locator(".search")).to_be_hidden()
    expect(ann.page.locator(".is-target .text")).to_have_text("tea")
