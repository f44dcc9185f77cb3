"""
The incoming webhooks of a room, in its settings: what their owner sees and does.
"""

import json
from collections.abc import Callable
from urllib.request import Request, urlopen

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Locator, expect

from tests.browser.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]


def open_settings(person: Person) -> Locator:
    """
    Open the list of webhooks by keyboard; returns the dialog.
    """
    person.choose("Room settings")
    dialog = person.page.locator("dialog[open]")
    dialog.get_by_text("Incoming webhooks").focus()
    person.page.keyboard.press("Enter")
    return dialog


def test_owner_makes_one_and_a_program_writes_through_it(member: Make, room: str) -> None:
    """
    By keyboard; its address is shown once.
    """
    ann = member("Ann")
    hall = ann.make_room("public", room=f"{room}-hooks", title="القاعة الكبرى")
    dialog = open_settings(ann)
    keys = ann.page.keyboard
    expect(dialog.get_by_text("There are none yet.")).to_be_visible()
    keys.press("Tab")
    expect(dialog.get_by_label("Name of a new webhook")).to_be_focused()
    keys.type("Not a name")
    keys.press("Enter")
    expect(dialog.locator("#hook-name-complaint")).to_contain_text("Use 1 to 32 characters")
    dialog.get_by_label("Name of a new webhook").fill(room)
    keys.press("Enter")
    expect(dialog.get_by_role("button", name="Copy the address")).to_be_focused()
    expect(dialog.get_by_text("it is not shown again")).to_be_visible()
    address = dialog.get_by_label("Address", exact=True).input_value()
    assert address.startswith(f"{ann.url}hooks/chatd_hook_")
    expect(dialog.get_by_label("Try it in a shell")).to_have_value(
        f"curl -H 'Content-Type: application/json' -d '{{\"text\":\"Hello\"}}' '{address}'"
    )
    keys.press("Enter")
    expect(dialog.get_by_text("Copied")).to_be_visible()
    expect(dialog.locator(".session-when")).to_have_text(["Not used yet"])

    body = json.dumps({"text": "The disk is full"}).encode()
    with urlopen(Request(address, body, {"Content-Type": "application/json"})) as answer:
        assert answer.read() == b"ok"
    ann.sees("The disk is full")
    keys.press("Escape")
    open_settings(ann)
    expect(dialog.locator(".hook-made")).to_be_hidden()
    expect(dialog.locator(".session-when")).to_contain_text("Last used")

    bo = member("Bo", fragment=f"#{hall}")
    bo.sees("The disk is full")
    bo.page.get_by_role("button", name="Room options").click()
    expect(bo.page.get_by_role("menuitem", name="Room settings")).to_have_count(0)


def test_owner_is_asked_before_one_is_deleted(member: Make, room: str) -> None:
    """
    By keyboard; the focus goes on to the field.
    """
    ann = member("Ann")
    ann.make_room("public", room=f"{room}-hooks", title="Hall")
    dialog = open_settings(ann)
    dialog.get_by_label("Name of a new webhook").fill(room)
    ann.page.keyboard.press("Enter")
    expect(dialog.locator(".session-name")).to_have_text([room])
    dialog.get_by_role("button", name=f"Delete {room}").focus()
    ann.page.keyboard.press("Enter")
    expect(dialog.get_by_role("button", name=f"Delete now: {room}")).to_be_focused()
    ann.page.keyboard.press("Enter")
    expect(dialog.get_by_text("Its address no longer works.")).to_be_visible()
    expect(dialog.locator(".session-name")).to_have_count(0)
    expect(dialog.get_by_label("Name of a new webhook")).to_be_focused()
