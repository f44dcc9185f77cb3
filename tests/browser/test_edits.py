"""
What people do with messages afterwards: edit, delete, answer, take them home.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import expect

from tests.browser.people import Crowd, Person, refuse_commands, speak
from tests.browser.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]


def test_an_edit_reaches_everybody_and_says_so(person: Make) -> None:
    """
    Arrow up in an empty field edits the last message where it stands; Enter saves, and the writing goes on.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    ann.say("Tea at fuor?")
    bo.sees("Tea at fuor?")
    ann.field.press("ArrowUp")
    editor = ann.page.locator(".edit-field")
    expect(editor).to_be_focused()
    expect(editor).to_have_value("Tea at fuor?")
    editor.fill("Tea at four?")
    editor.press("Enter")
    for one in (ann, bo):
        one.sees("Tea at four?")
        expect(one.page.locator(".edited")).to_contain_text("edited ")
    expect(editor).to_have_count(0)
    expect(ann.field).to_be_focused()


def test_escape_leaves_a_message_as_it_is(person: Make) -> None:
    """
    Nothing is sent, and the draft below is what it was.
    """
    ann = person().enter("Ann")
    ann.say("Tea?")
    ann.sees("Tea?")
    ann.field.fill("half a")
    ann.act("Tea?", "Edit")
    ann.page.locator(".edit-field").fill("Coffee?")
    ann.page.keyboard.press("Escape")
    ann.sees("Tea?")
    expect(ann.page.locator(".edited")).to_have_count(0)
    expect(ann.field).to_have_value("half a")


def test_an_edit_outlasts_what_others_do_meanwhile(person: Make) -> None:
    """
    The editor keeps its text, its caret and the focus.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    ann.say("one")
    bo.sees("one")
    ann.field.press("ArrowUp")
    expect(ann.page.locator(".edit-field")).to_be_focused()
    ann.page.keyboard.type(" and a half")
    bo.say("two", "three")
    expect(ann.texts).to_have_text(["one", "two", "three"])
    ann.page.keyboard.type(", I mean")
    ann.page.keyboard.press("Enter")
    bo.sees("one and a half, I mean", "two", "three")


def test_what_can_no_longer_be_edited_says_so_in_its_place(crowd: Crowd, server: Server, room: str) -> None:
    """
    The refusal is shown under the editor, and the typed text is kept.
    """
    ann = crowd.person(server.url)
    refuse_commands(ann.page, "forbidden", lambda command: command["type"] == "edit")
    ann.visit(f"#{room}").enter("Ann")
    ann.say("old")
    ann.sees("old")
    ann.field.press("ArrowUp")
    editor = ann.page.locator(".edit-field")
    editor.fill("new")
    editor.press("Enter")
    expect(ann.page.locator(".edit .complaint")).to_have_text("This message can no longer be edited.")
    expect(editor).to_have_value("new")
    editor.press("Escape")
    ann.sees("old")


def test_a_deletion_is_asked_for_twice_and_reaches_everybody(person: Make) -> None:
    """
    A placeholder is left, for everybody and after a reload.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    ann.say("keep", "secret")
    bo.sees("keep", "secret")
    ann.act("secret", "Delete")
    expect(ann.page.get_by_role("button", name="Keep message")).to_be_focused()
    ann.page.keyboard.press("Escape")
    ann.sees("keep", "secret")
    ann.act("secret", "Delete")
    ann.page.get_by_role("button", name="Delete for everyone").click()
    for one in (ann, bo):
        one.sees("keep", "This message was deleted.")
    bo.reload()
    bo.sees("keep", "This message was deleted.")
    bo.message("keep").hover()
    expect(bo.page.get_by_role("button", name="Edit")).to_have_count(0)


def test_an_answer_shows_what_it_answers_and_leads_there(person: Make) -> None:
    """
    The quoted message stands above the answer, as it is now, deleted or not.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    ann.say("Tea or coffee?")
    bo.sees("Tea or coffee?")
    bo.act("Tea or coffee?", "Reply")
    expect(bo.page.locator(".about")).to_contain_text("Replying to ~Ann")
    bo.say("Tea")
    expect(ann.page.locator(".quote-text")).to_have_text("Tea or coffee?")
    ann.page.locator(".quote").click()
    expect(ann.page.locator(".is-target .text")).to_have_text("Tea or coffee?")
    ann.page.locator("[data-seq='1']").hover()
    ann.page.get_by_role("button", name="Delete").click()
    ann.page.get_by_role("button", name="Delete for everyone").click()
    expect(bo.page.locator(".quote-text")).to_have_text("This message was deleted.")


def test_an_answer_to_what_is_far_above_leads_there(person: Make, room: str) -> None:
    """
    The original is quoted although it was not loaded, and a click leads to it.
    """
    ann = person().enter("Ann")
    speak(ann.page, room, ["the very first", *[f"line {at}" for at in range(400)]])
    ann.page.evaluate(
        """async ([room]) => {
          const { Client } = await import(new URL("chatd.js", document.baseURI));
          const client = new Client({ credentials: { guest: "Dan" } });
          await client.join(room);
          await client.say(room, "an answer", { reply_to: 1 });
          client.disconnect();
        }""",
        [room],
    )
    bo = person().enter("Bo")
    expect(bo.page.locator(".quote-text")).to_have_text("the very first")
    expect(bo.message("the very first")).to_have_count(1)
    bo.page.locator(".quote").click()
    expect(bo.page.locator(".is-target .text")).to_have_text("the very first")
    expect(bo.page.locator(".is-target")).to_be_in_viewport()


def test_people_can_take_their_words_with_them(person: Make, room: str) -> None:
    """
    The settings offer a file with a line of JSON for each of one's own messages.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    ann.say("one", "two\nlines")
    bo.sees("one", "two\nlines")
    bo.say("not Ann's")
    ann.page.get_by_role("button", name="Your settings").click()
    with ann.page.expect_download() as download:
        ann.page.get_by_role("button", name="Export my data").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    said = [json.loads(line) for line in lines]
    assert [(one["room"], one["text"]) for one in said] == [(room, "one"), (room, "two\nlines")]
    assert download.value.suggested_filename.endswith(".jsonl")
    expect(ann.page.locator(".takeaway-status")).to_contain_text("2 messages saved as chatd-")
