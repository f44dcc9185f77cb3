"""
Moderation: muting, removing, banning, reports, the log; and what is told to those it is done to.
"""

from collections.abc import Callable

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import expect

from tests.browser.people import PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]


@pytest.fixture
def ann(member: Make, room: str) -> Person:
    """
    The owner of a public room, who looks at it.
    """
    owner = member("Ann")
    owner.make_room("public", room=f"{room}-hall", title="Hall")
    return owner


@pytest.fixture
def bo(ann: Person, member: Make) -> Person:
    """
    Somebody in that room.
    """
    return member("Bo", fragment=ann.fragment)


def test_a_muted_person_is_told_until_when_and_why(ann: Person, bo: Person) -> None:
    """
    At once and after a reload; they can write again as soon as the mute is lifted.
    """
    ann.person_menu(bo.name, "Mute")
    ann.page.get_by_text("1 day").click()
    ann.page.get_by_label("Reason (optional").fill("Please calm down")
    ann.page.get_by_role("button", name="Mute", exact=True).click()
    silence = bo.page.locator(".silence")
    for _ in range(2):
        expect(silence).to_contain_text("You are muted here until tomorrow ")
        expect(silence).to_contain_text(f". {ann.name}: “Please calm down”")
        expect(bo.field).to_be_hidden()
        bo.reload()
    expect(ann.page.locator(".badge.is-bound")).to_have_text("Muted")
    ann.person_menu(bo.name, "Unmute")
    expect(bo.field).to_be_visible()
    bo.say("Sorry")
    ann.sees("Sorry")


def test_a_ban_in_a_room_acts_at_once_in_every_window(ann: Person, bo: Person) -> None:
    """
    The reason takes the place of the conversation in both of Bo's tabs; it is back when the ban is lifted.
    """
    first = bo.page
    bo.again(bo.fragment)
    bo.is_online()
    ann.say("Before")
    bo.sees("Before")
    ann.person_menu(bo.name, "Ban")
    ann.page.get_by_label("Reason (optional").fill("Advertising")
    ann.page.get_by_role("button", name="Ban", exact=True).click()
    for page in (first, bo.page):
        expect(page.locator(".barred h2")).to_have_text("You are banned from Hall")
        expect(page.locator(".barred")).to_contain_text("The ban ends in ")
        expect(page.locator(".barred-reason")).to_have_text(f"{ann.name}: “Advertising”")
        expect(page.locator(".message")).to_have_count(0)
        expect(page.locator("#write")).to_be_hidden()
    bo.page.reload()
    expect(bo.page.locator(".barred-reason")).to_have_text(f"{ann.name}: “Advertising”")
    ann.choose("Active bans and mutes")
    expect(ann.page.locator(".desk-item")).to_contain_text(bo.name)
    ann.page.get_by_role("button", name="End now").click()
    expect(ann.page.locator(".desk-status")).to_have_text("Nobody is muted or banned.")
    bo.sees("Before")


def test_who_is_shown_out_may_come_back(ann: Person, bo: Person) -> None:
    """
    By a button.
    """
    ann.person_menu(bo.name, "Remove")
    ann.page.get_by_role("button", name="Remove", exact=True).click()
    expect(bo.page.locator(".barred h2")).to_have_text("You were removed from Hall")
    bo.page.get_by_role("button", name="Rejoin").click()
    expect(bo.field).to_be_visible()
    bo.say("Here again")
    ann.sees("Here again")


def test_a_report_is_worked_through(ann: Person, bo: Person, person: Make) -> None:
    """
    Bo reports a message of Zoe; Ann sees the count, deletes the message from the queue and closes the report.
    """
    zoe = person(ann.fragment).enter("Zoe")
    zoe.say("Buy watches")
    bo.sees("Buy watches")
    bo.more("Buy watches", "Report")
    bo.page.get_by_label("What is wrong with it?").fill("Spam")
    bo.page.get_by_role("button", name="Report", exact=True).click()
    waiting = ann.page.get_by_role("button", name="1 report is waiting", exact=True)
    waiting.click()
    report = ann.page.locator(".report")
    expect(report.locator(".report-text")).to_have_text("Buy watches")
    expect(report).to_contain_text("“Spam”")
    expect(report).to_contain_text(f"Reported by {bo.name}")
    report.get_by_role("button", name="Delete").click()
    bo.sees("This message was deleted.")
    report.get_by_role("button", name="Mark as resolved").click()
    expect(ann.page.locator(".desk-status")).to_have_text("There are no open reports.")
    ann.page.get_by_text("Closed", exact=True).click()
    expect(report).to_contain_text(f"Resolved by {ann.name}")
    ann.page.get_by_role("tab", name="Log").click()
    expect(ann.page.locator(".act").first).to_contain_text(f"{ann.name} closed a report")
    ann.page.keyboard.press("Escape")
    expect(waiting).to_have_count(0)


def test_a_report_leads_to_its_message(ann: Person, bo: Person) -> None:
    """
    The queue closes, and the message is marked.
    """
    ann.say("Tea")
    bo.sees("Tea")
    bo.more("Tea", "Report")
    bo.page.get_by_role("button", name="Report", exact=True).click()
    ann.page.get_by_role("button", name="1 report is waiting", exact=True).click()
    ann.page.get_by_role("button", name="Go to the message").click()
    expect(ann.page.locator(".is-target .text")).to_have_text("Tea")
    expect(ann.page.locator(".desk")).to_be_hidden()


def test_nothing_is_offered_that_would_be_refused(ann: Person, bo: Person) -> None:
    """
    Bo can message the owner and report what she says; Ann has no actions on herself.
    """
    ann.say("Tea")
    bo.sees("Tea")
    bo.message("Tea").hover()
    bo.page.get_by_role("button", name="More", exact=True).click()
    expect(bo.page.get_by_role("menuitem")).to_have_text(["Report", "Send a message", "Ignore"])
    bo.page.keyboard.press("Escape")
    bo.page.get_by_role("button", name="Room options").click()
    expect(bo.page.get_by_role("menuitem")).to_have_text(["Copy link to this room"])
    expect(bo.page.locator(".desk-open")).to_be_hidden()
    ann.message("Tea").hover()
    expect(ann.page.get_by_role("button", name="More", exact=True)).to_have_count(0)


def test_menus_go_by_keyboard(ann: Person, bo: Person) -> None:
    """
    Arrows move, Escape closes, and the focus returns.
    """
    row = ann.page.locator("button.person", has_text=bo.name)
    row.focus()
    ann.page.keyboard.press("Enter")
    expect(ann.page.get_by_role("menuitem").first).to_be_focused()
    ann.page.keyboard.press("ArrowDown")
    expect(ann.page.get_by_role("menuitem").nth(1)).to_be_focused()
    ann.page.keyboard.press("Escape")
    expect(row).to_be_focused()
    expect(ann.page.get_by_role("menu")).to_be_hidden()


def test_on_a_phone_order_is_kept_by_touch(member: Make, person: Make, room: str) -> None:
    """
    A tap on a message shows its buttons; the last of them opens a menu from below.
    """
    ann = member("Ann", size=PHONE)
    hall = ann.make_room("public", room=f"{room}-hall", title="Hall")
    zoe = person(f"#{hall}").enter("Zoe")
    zoe.say("Buy watches")
    ann.sees("Buy watches")
    ann.message("Buy watches").tap()
    ann.page.get_by_role("button", name="More", exact=True).tap()
    ann.page.get_by_role("menuitem", name="Mute").tap()
    ann.page.get_by_text("10 minutes").tap()
    ann.page.get_by_role("button", name="Mute", exact=True).tap()
    expect(zoe.page.locator(".silence")).to_contain_text("You are muted here for another 10 minutes.")
    assert ann.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
