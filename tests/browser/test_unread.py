"""
What was missed and what was read: after days, in other rooms, in other tabs.
"""

from collections.abc import Callable

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import expect

from tests.browser.people import Person, speak

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]


def test_another_day_the_page_goes_on_where_one_stopped(person: Make, room: str) -> None:
    """
    A line says how much was missed and stands above it; everything is there once, older messages too.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    ann.say("before")
    bo.sees("before")
    bo.close()
    speak(ann.page, room, 70)
    bo.again(f"#{room}")
    bo.is_online()
    expect(bo.page.locator(".divider")).to_have_text("You missed 70 messages")
    expect(bo.page.locator(".divider")).to_be_in_viewport()
    expect(bo.page.locator(".divider + .message .text")).to_have_text("line 1")
    expect(bo.texts).to_have_text(["before", *[f"line {at}" for at in range(1, 71)]])
    expect(bo.page.locator(".gap")).to_have_count(0)


def test_what_is_read_again_is_not_missed_again(person: Make) -> None:
    """
    A reload after everything was read shows what was said, without a line.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    ann.say("one", "two")
    bo.sees("one", "two")
    bo.reload()
    bo.sees("one", "two")
    expect(bo.page.locator(".divider")).to_have_count(0)
    expect(bo.page.locator(".start")).to_be_visible()


def test_who_missed_very_much_starts_at_the_end_and_is_led_to_the_first(person: Make, room: str) -> None:
    """
    A button says about how much it was and leads to the line above the first unread message.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    ann.say("before")
    bo.sees("before")
    bo.close()
    speak(ann.page, room, 520)
    bo.again(f"#{room}")
    bo.is_online()
    expect(bo.texts.last).to_have_text("line 520")
    expect(bo.page.locator(".gap")).to_have_count(0)
    bo.page.get_by_role("button", name="About 520 new messages").click()
    expect(bo.page.locator(".divider")).to_have_text("You missed about 520 messages")
    expect(bo.page.locator(".divider + .message .text")).to_have_text("line 1")
    expect(bo.page.locator(".divider")).to_be_in_viewport()


def test_what_is_read_in_one_tab_is_read_in_the_other(person: Make, room: str) -> None:
    """
    The count in the title of the other tab disappears.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    first = bo.page
    first.locator("#room-name").fill(f"{room}-b")
    first.keyboard.press("Enter")
    expect(first.locator(".room-title")).to_have_text(f"#{room}-b")
    ann.say("news")
    expect(first).to_have_title(f"(1) #{room}-b · chatd")
    bo.again(f"#{room}")
    bo.is_online()
    bo.sees("news")
    expect(first).to_have_title(f"#{room}-b · chatd")


def test_rooms_read_before_are_listed_with_what_is_new_in_them(person: Make, room: str) -> None:
    """
    Also on a device without stored rooms; new messages count, and a click opens the room.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    ann.say("before")
    bo.sees("before")
    # A read mark is told within two seconds; the server has it when the other device does.
    bo.page.wait_for_function(
        """async (room) => {
          const { Client } = await import(new URL("chatd.js", document.baseURI));
          const token = JSON.parse(localStorage.getItem("chatd.token"));
          const client = new Client({ credentials: { token } });
          const found = await new Promise((resolve) => {
            client.addEventListener("state", async ({ detail }) => {
              if (detail.state === "online") {
                resolve((await client.rooms()).rooms);
              }
            });
            client.connect();
          });
          client.disconnect();
          return found.some((one) => one.room === room && one.seen === 1);
        }""",
        arg=room,
    )
    bo.page.evaluate("localStorage.removeItem('chatd.rooms'); localStorage.removeItem('chatd.active')")
    bo.close()
    bo.again(f"#{room}-b")
    bo.is_online()
    other = bo.page.locator(".is-elsewhere")
    expect(other.locator(".room-name")).to_have_text([room])
    expect(other.locator(".unread-count")).to_have_count(0)
    ann.say("news")
    expect(other.locator(".unread-count")).to_have_text("1")
    expect(bo.page).to_have_title(f"(1) #{room}-b · chatd")
    other.locator(".room-open").click()
    bo.sees("before", "news")
    expect(other).to_have_count(0)
    expect(bo.page.locator(".divider")).to_have_text("You missed 1 message")
    expect(bo.page).to_have_title(f"#{room} · chatd")


def test_a_room_that_was_left_stays_away(person: Make, room: str) -> None:
    """
    It is in no list after a reload, also if people talk there.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    ann.say("one")
    bo.sees("one")
    bo.page.locator(".room-row").hover()
    bo.page.get_by_role("button", name=f"Leave {room}").click()
    expect(bo.page.locator(".room-open")).to_have_count(0)
    ann.say("two")
    bo.page.goto("about:blank")
    bo.visit(f"#{room}-b")
    bo.is_online()
    expect(bo.page.locator(".room-open")).to_have_count(1)
    expect(bo.page.locator(".room-name")).to_have_text([f"{room}-b"])
