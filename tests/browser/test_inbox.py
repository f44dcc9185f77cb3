"""
The inbox on the page: what the site's back end writes to one person, whether they are there or not.
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


@pytest.fixture
def key(server: Server, room: str) -> str:
    """
    The key of a back end that may write to inboxes.
    """
    made = run_program(
        [CHATD, "key", "create", f"{room}-bell", "--rooms", "/=notify", "--rooms", "*=attach"], server.data.parent
    )
    return made.stdout.split()[0]


def push(server: Server, key: str, user: str, text: str) -> None:
    """
    Write to the inbox of a user.
    """
    head = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    with urlopen(
        Request(f"{server.url}api/users/{user}/messages", json.dumps({"text": text}).encode(), head)
    ) as answer:
        assert answer.status == 201


def own_id(person: Person) -> str:
    """
    The id of the account that is signed in.
    """
    answer = person.context.request.get(f"{person.url}api/session")
    found: str = answer.json()["user"]["id"]
    return found


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_page_shows_what_was_pushed_while_away(member: Make, server: Server, key: str, size: tuple[int, int]) -> None:
    """
    With a count until it is read, and from then on each as it comes; only text, and nobody answers there.
    """
    ann = member("Ann", size=size)
    user = own_id(ann)
    fragment = ann.fragment
    ann.close()
    push(server, key, user, "Your order is on its way.")
    push(server, key, user, "<b>It</b> has arrived.")
    ann.again(fragment)
    ann.is_online()
    expect(ann.page).to_have_title(f"(@2) {fragment} · chatd")
    if size == PHONE:
        ann.page.get_by_role("button", name="Show rooms").tap()
    row = ann.page.locator(".room-row", has_text="Notices")
    expect(row.locator(".unread-count")).to_have_text("@2")
    row.locator(".room-open").click()
    ann.sees("Your order is on its way.", "<b>It</b> has arrived.")
    expect(ann.page.locator(".title-words")).to_have_text("Notices")
    expect(ann.page.locator(".divider")).to_have_text("You missed 2 messages")
    expect(ann.page).to_have_title("Notices · chatd")
    expect(ann.field).to_be_disabled()
    push(server, key, user, "Enjoy it!")
    ann.sees("Your order is on its way.", "<b>It</b> has arrived.", "Enjoy it!")
    ann.page.reload()
    ann.sees("Your order is on its way.", "<b>It</b> has arrived.", "Enjoy it!")
    expect(ann.page).to_have_title("Notices · chatd")
