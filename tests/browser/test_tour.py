"""
Once through the page: each part of it works.  What each does in detail stands in the other modules, which take longer.
"""

from collections.abc import Callable

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import expect

from tests.browser.people import AWAY, PHONE, Crowd, Person
from tests.browser.tunnel import Tunnel

pytestmark = pytest.mark.browser
Make = Callable[..., Person]


def test_two_people_talk_and_change_their_minds(person: Make) -> None:
    """
    Each sees the other type, speak, edit, answer and delete.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    expect(ann.page.locator(".person-name")).to_have_text(["~Ann", "~Bo"])
    bo.field.press_sequentially("Tea at fuor?")
    expect(ann.page.locator(".typing")).to_have_text("~Bo is typing…")
    bo.field.press("Enter")
    ann.sees("Tea at fuor?")
    bo.field.press("ArrowUp")
    bo.page.locator(".edit-field").fill("Tea at four?")
    bo.page.locator(".edit-field").press("Enter")
    ann.sees("Tea at four?")
    ann.act("Tea at four?", "Reply")
    expect(ann.page.locator(".about")).to_contain_text("Replying to ~Bo")
    ann.say("Gladly", "<b>nothing</b>")
    bo.sees("Tea at four?", "Gladly", "<b>nothing</b>")
    ann.act("<b>nothing</b>", "Delete")
    ann.page.get_by_role("button", name="Delete for everyone").click()
    for one in (ann, bo):
        one.sees("Tea at four?", "Gladly", "This message was deleted.")


def test_an_account_makes_a_room_and_keeps_order_in_it(member: Make, room: str) -> None:
    """
    A muted user reads until when and why, and can write again as soon as the mute is lifted.
    """
    ann = member("Ann")
    ann.make_room("public", room=f"{room}-hall", title="Hall")
    bo = member("Bo", fragment=ann.fragment)
    ann.person_menu(bo.name, "Mute")
    ann.page.get_by_text("1 day").click()
    ann.page.get_by_label("Reason (optional").fill("Please calm down")
    ann.page.get_by_role("button", name="Mute", exact=True).click()
    expect(bo.page.locator(".silence")).to_contain_text(f"{ann.name}: “Please calm down”")
    ann.choose("Active bans and mutes")
    expect(ann.page.locator(".desk-item")).to_contain_text(bo.name)
    ann.page.get_by_role("button", name="End now").click()
    bo.say("Sorry")
    expect(ann.page.locator(".desk-status")).to_have_text("Nobody is muted or banned.")


def test_what_was_said_is_there_another_day_and_is_found(person: Make, room: str) -> None:
    """
    After a reload, by its number in the title from another room, and by a search.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    ann.say("The old harbour")
    bo.sees("The old harbour")
    bo.reload()
    bo.page.locator("#room-name").fill(f"{room}-b")
    bo.page.keyboard.press("Enter")
    expect(bo.page.locator(".room-title")).to_have_text(f"#{room}-b")
    ann.say("one", "two")
    expect(bo.page).to_have_title(f"(2) #{room}-b · chatd")
    bo.page.locator(".room-open").first.click()
    bo.sees("The old harbour", "one", "two")
    expect(bo.page.locator(".divider + .message .text")).to_have_text("one")
    bo.page.keyboard.press("Control+k")
    bo.page.keyboard.type("harbour")
    expect(bo.page.locator(".search-result mark")).to_have_text(["harbour"])


def test_on_a_phone_in_chinese(person: Make) -> None:
    """
    The sides come in as drawers, and nothing is wider than the screen.
    """
    li = person(size=PHONE, locale="zh-CN").enter("李明")
    expect(li.page.locator("html")).to_have_attribute("lang", "zh-CN")
    li.say("你好", "w" * 500)
    li.sees("你好", "w" * 500)
    people = li.page.locator(".people-side")
    expect(people).not_to_be_in_viewport()
    li.page.locator(".badge-count").click()
    expect(people.locator(".side-title")).to_have_text("1 人在线")
    expect(people).to_be_in_viewport()
    li.page.keyboard.press("Escape")
    expect(people).not_to_be_in_viewport()
    assert li.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_a_lost_connection_comes_back_and_misses_nothing(tunnel: Tunnel, crowd: Crowd, person: Make, room: str) -> None:
    """
    Each gets what the other said meanwhile.
    """
    ann, bo = person().enter("Ann"), crowd.person(tunnel.url).visit(f"#{room}").enter("Bo")
    tunnel.cut()
    ann.say("while you were away")
    expect(bo.page.locator(".banner")).to_contain_text(AWAY)
    bo.say("from the tunnel")
    expect(bo.page.locator(".is-waiting")).to_have_count(1)
    tunnel.mend()
    for one in (ann, bo):
        one.sees("while you were away", "from the tunnel")
