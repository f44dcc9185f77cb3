"""
What an operator does to a room while people are in it.
"""

import json
import subprocess
import sys
from base64 import urlsafe_b64decode
from collections.abc import Callable

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Page, expect

from tests.browser.people import Person
from tests.browser.server import ROOT, Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]


def order(server: Server, *words: str) -> None:
    """
    Run the command ``chatd`` with these words on the data of a server that runs.
    """
    run = "import sys; from chatd.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", run, "--data", str(server.data), *words]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True, timeout=120)


def user_id(page: Page) -> str:
    """
    Who the person at this page is, out of the token that the page keeps.
    """
    token: str = page.evaluate("JSON.parse(localStorage.getItem('chatd.token'))")
    body = token.partition(".")[0]
    found: str = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))[0]
    return found


def test_an_erased_user_is_forgotten_on_every_screen(person: Make, server: Server) -> None:
    """
    Texts and name disappear at once from the messages on the screens of others.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    bo.say("a secret")
    ann.sees("a secret")
    ann.say("mine")
    order(server, "erase", user_id(bo.page))
    ann.sees("This message was deleted.", "mine")
    expect(ann.page.locator(".scroller")).not_to_contain_text("Bo")


def test_a_room_with_a_new_log_begins_anew_and_says_so(person: Make, server: Server, room: str) -> None:
    """
    The page joins again by itself and shows that there is a gap.
    """
    ann = person().enter("Ann")
    ann.say("one")
    ann.sees("one")
    order(server, "epoch", room)
    expect(ann.page.locator(".gap")).to_contain_text("Some messages are missing here")
    ann.say("two")
    ann.sees("one", "two")


def test_an_announcement_stands_above_the_messages_until_it_is_closed(person: Make, server: Server) -> None:
    """
    As plain text, whatever is in it.
    """
    ann = person().enter("Ann")
    order(server, "announce", "Back at <b>noon</b>")
    shown = ann.page.locator(".announcement")
    expect(shown).to_have_text("From the operator: Back at <b>noon</b>")
    shown.get_by_role("button").click()
    expect(shown).to_be_hidden()
