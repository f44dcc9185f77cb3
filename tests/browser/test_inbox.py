"""
The person's inbox: what the site has pushed to them while they were away, and what it pushes now.
"""

import json
from collections.abc import Callable
from urllib.request import Request, urlopen

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import expect

from tests.browser.people import DESK, PHONE, Person
from tests.browser.server import Server
from tests.support.forked_programs import CHATD, run_program

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]


@pytest.fixture(scope="module")
def key(server: Server) -> str:
    """
    A key that may write to inboxes.
    """
    made = run_program(
        [CHATD, "--data", str(server.data), "key", "create", "shop", "--rooms", "/=notify"], server.data.parent
    )
    assert made.returncode == 0, made.stderr
    return made.stdout.split()[0]


def push(server: Server, key: str, user: str, text: str) -> None:
    """
    A message of the site to one user.
    """
    body = json.dumps({"text": text, "data": {"order": 4711}}).encode()
    head = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    urlopen(Request(f"{server.url}api/users/{user}/messages", body, head)).close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_what_was_pushed_while_away_is_there_and_what_is_pushed_now_arrives(
    member: Make, server: Server, key: str, size: tuple[int, int]
) -> None:
    ann = member("Ann", size=size)
    user = ann.page.evaluate("async () => (await (await fetch('/api/session')).json()).user.id")
    ann.page.close()
    push(server, key, user, "Your parcel is on its way")
    ann.again("#lobby")
    ann.is_online()
    if size == PHONE:
        ann.page.get_by_role("button", name="Show rooms").click()
    notices = ann.page.locator(".room-open", has_text="Notices")
    expect(notices).to_contain_text("1")
    notices.click()
    ann.sees("Your parcel is on its way")
    push(server, key, user, "It has arrived")
    ann.sees("Your parcel is on its way", "It has arrived")
    expect(ann.page.locator(".silence")).to_have_text("Here the site writes to you; nobody else sees it.")
    expect(ann.field).to_be_hidden()
