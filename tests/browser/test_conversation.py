"""
People talk: messages, typing, names, rooms, unread marks, links.
"""

from collections.abc import Callable

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import expect

from tests.browser.people import Crowd, Person, refuse_commands
from tests.browser.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]


def test_two_browsers_chat(person: Make) -> None:
    """
    What one says the other sees, in order, and each sees their own once.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    ann.say("Hello!", "Is anybody here?")
    bo.sees("Hello!", "Is anybody here?")
    bo.say("I am.\nHow are you?")
    for one in (ann, bo):
        one.sees("Hello!", "Is anybody here?", "I am.\nHow are you?")
    expect(bo.page.locator(".author")).to_have_text(["~Ann", "~Bo"])


def test_people_are_listed_once_and_leave(person: Make, room: str) -> None:
    """
    Two tabs of a profile are one person.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    ann.again(f"#{room}")
    ann.is_online()
    expect(bo.page.locator(".person-name")).to_have_text(["~Bo", "~Ann"])
    bo.page.locator(".room-row").hover()
    bo.page.get_by_role("button", name=f"Leave {room}").click()
    expect(ann.page.locator(".person-name")).to_have_text(["~Ann"])


def test_typing_is_shown_until_the_message_comes(person: Make) -> None:
    ann, bo = person().enter("Ann"), person().enter("Bo")
    bo.field.press_sequentially("One mo")
    expect(ann.page.locator(".typing")).to_have_text("~Bo is typing…")
    bo.field.press("Enter")
    ann.sees("One mo")
    expect(ann.page.locator(".typing")).to_be_hidden()


def test_a_name_can_be_changed(person: Make) -> None:
    """
    In everybody's list, and after a reload.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    bo.page.get_by_role("button", name="Your settings").click()
    bo.page.get_by_label("Display name").fill("Bob")
    bo.page.keyboard.press("Enter")
    expect(ann.page.locator(".person-name")).to_have_text(["~Ann", "~Bob"])
    bo.page.reload()
    expect(bo.page.locator(".me-name")).to_have_text("~Bob")
    expect(ann.page.locator(".person-name")).to_have_text(["~Ann", "~Bob"])


def test_an_impossible_name_is_refused_with_words(person: Make) -> None:
    """
    No name and a far too long one are refused before anything is sent.
    """
    ann = person()
    expect(ann.page.locator("#name")).to_be_focused()
    ann.page.keyboard.press("Enter")
    expect(ann.page.locator(".complaint")).to_have_text("Please choose a name.")
    ann.page.locator("#name").fill("x" * 60)
    ann.page.keyboard.press("Enter")
    expect(ann.page.locator(".complaint")).to_have_text("A name can have at most 32 characters.")
    ann.enter("Ann")


def test_unread_messages_are_counted_in_the_title_and_marked(person: Make, room: str) -> None:
    """
    Messages in another room count in the list and the title; opening that room shows where the new part begins.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    bo.say("before")
    ann.sees("before")
    ann.page.get_by_label("Join a room").first.fill(f"{room}-b")
    ann.page.keyboard.press("Enter")
    expect(ann.page.locator(".room-title")).to_have_text(f"#{room}-b")
    bo.say("one", "two", "three")
    expect(ann.page).to_have_title(f"(3) #{room}-b · chatd")
    expect(ann.page.locator(".unread-count")).to_have_text("3")
    ann.page.locator(".room-open").first.click()
    ann.sees("before", "one", "two", "three")
    expect(ann.page.locator(".divider + .message .text")).to_have_text("one")
    expect(ann.page).to_have_title(f"#{room} · chatd")


def test_room_names_are_checked_with_a_hint(person: Make) -> None:
    """
    The hint is a similar name that is allowed.
    """
    ann = person().enter("Ann")
    field = ann.page.locator("#room-name")
    for typed, hint in (
        ("my room", "Room names cannot contain spaces or special characters. Try “my-room”."),
        ("房间", "Room names can contain A–Z, a–z, 0–9 and _ - = @ , . ; ~, but no spaces."),
        ("~x", "Names that start with ~ are reserved for the server."),
    ):
        field.fill(typed)
        field.press("Enter")
        expect(ann.page.locator("#room-complaint")).to_have_text(hint)
    expect(ann.page.locator(".room-open")).to_have_count(1)


def test_links_are_safe(person: Make) -> None:
    """
    Web addresses can be clicked; scripts and markup stay what they are, text.
    """
    ann = person().enter("Ann")
    nasty = '<img src=x onerror=alert(1)> javascript:alert(1) <a href="https://a.example/b">x</a>'
    ann.say(nasty)
    ann.sees(nasty)
    text = ann.texts.first
    expect(text.locator("img")).to_have_count(0)
    expect(text.locator("a")).to_have_count(1)
    expect(text.locator("a")).to_have_attribute("href", "https://a.example/b")
    expect(text.locator("a")).to_have_attribute("rel", "noopener noreferrer nofollow")


def test_a_draft_survives_a_reload(person: Make, room: str) -> None:
    """
    So do name and rooms.
    """
    ann = person().enter("Ann")
    ann.field.fill("Half a thou")
    ann.reload()
    expect(ann.field).to_have_value("Half a thou")
    expect(ann.page.locator(".room-title")).to_have_text(f"#{room}")
    expect(ann.page.locator(".me-name")).to_have_text("~Ann")


def test_enter_that_ends_a_composition_does_not_send(person: Make) -> None:
    """
    Enter chooses a word in an input method; only the next one sends.
    """
    ann = person().enter("Ann")
    ann.field.focus()
    session = ann.context.new_cdp_session(ann.page)
    session.send("Input.imeSetComposition", {"text": "ni hao", "selectionStart": 6, "selectionEnd": 6})
    ann.field.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "keyCode": 229})
    session.send("Input.insertText", {"text": "你好"})
    expect(ann.field).to_have_value("你好")
    ann.field.press("Enter")
    ann.sees("你好")


def test_what_an_older_page_kept_and_cannot_be_sent_is_there_to_be_mended(person: Make) -> None:
    """
    It blocks nothing, keeps its reason over a reload, and can be moved back to the composer.
    """
    ann = person().enter("Ann")
    kept = """(room) => sessionStorage.setItem(`chatd.unsent.${room}`, JSON.stringify([
      { key: "k1", text: "x".repeat(4001), time: 1 }, 7, null, { key: "k3", text: "fine", time: 2 }]))"""
    ann.page.evaluate(kept, ann.page.evaluate("location.hash.slice(1)"))
    failed = ann.page.locator(".failed")
    for _ in range(2):
        ann.page.reload()
        expect(failed).to_contain_text("Not sent · This is too long.")
        expect(ann.page.locator(".message:not(.is-failed) .text")).to_have_text(["fine"])
    failed.get_by_role("button", name="Edit").click()
    expect(failed).to_have_count(0)
    expect(ann.field).to_have_value("x" * 4001)
    expect(ann.field).to_be_focused()
    ann.page.keyboard.press("Backspace")
    ann.page.keyboard.press("Enter")
    expect(ann.page.locator(".is-sending, .is-failed")).to_have_count(0)
    expect(ann.page.locator(".message .text").last).to_have_text("x" * 4000)


def test_too_long_a_text_is_not_sent(person: Make) -> None:
    """
    The field says by how much it is too long, and keeps it.
    """
    ann = person().enter("Ann")
    ann.field.fill("x" * 4003)
    expect(ann.page.locator(".write-count")).to_have_text("3 characters too many")
    ann.field.press("Enter")
    expect(ann.texts).to_have_count(0)
    expect(ann.field).to_have_value("x" * 4003)


def test_a_refused_message_can_be_tried_again_or_discarded(crowd: Crowd, server: Server, room: str) -> None:
    """
    It stays where it is and says why it was not sent; nothing else is held up by it.
    """
    ann = crowd.person(server.url)
    refused = {"stone", "glass"}
    refuse_commands(ann.page, "filtered", lambda command: command.get("text") in refused)
    ann.visit(f"#{room}").enter("Ann")
    ann.say("stone", "paper", "glass")
    failed = ann.page.locator(".is-failed")
    expect(failed.locator(".text")).to_have_text(["stone", "glass"])
    expect(failed.first).to_contain_text("Not sent · The message was blocked by a filter.")
    failed.filter(has_text="glass").get_by_role("button", name="Discard").click()
    refused.clear()
    failed.filter(has_text="stone").get_by_role("button", name="Try again").click()
    ann.sees("paper", "stone")
