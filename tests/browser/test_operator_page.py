"""
The operator's page: what an administrator sees and does there, and that others see nothing.
"""

from collections.abc import Callable

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Page, Response, expect

from tests.browser.people import DESK, PHONE, Crowd, Person
from tests.browser.server import Server
from tests.browser.test_access import Findings
from tests.browser.test_operator import order, user_id

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]

SIZES = (PHONE, DESK, (1920, 1080))
SECTIONS = ("people", "connections", "rooms", "keys", "webhooks", "sanctions", "reports", "audit", "config")
WIDTH = "document.documentElement.scrollWidth"


def show(page: Page, section: str) -> None:
    """
    Open a list, and wait until it is loaded.
    """
    page.locator(f"[data-section={section}]").click()
    expect(page.locator(".operator-list + .operator-hint")).not_to_have_text("Loading…")


def watch_answers(page: Page) -> list[Response]:
    """
    The answers that the page gets from now on.
    """
    answers: list[Response] = []
    # Playwright takes no built-in function.
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108
    return answers


def test_an_administrator_sees_and_acts(crowd: Crowd, mortal: Server) -> None:
    """
    Figures, lists at every size, an announcement, an archived room, a guest who is signed out, and the drain.
    """
    root, gus = crowd.person(mortal.url), crowd.person(mortal.url)
    gus.visit().enter("Gus")
    gus.say("hello")
    guest = user_id(gus.page)
    root.register("Root")
    order(mortal, "user", "role", "Root", "admin")
    page = root.context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(f"{mortal.url}admin")
    expect(page.locator("[data-figure=users] .figure-value")).to_have_text("1")
    expect(page.locator(".operator-status")).to_have_text("Everything is well.")

    findings = Findings()
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for section in SECTIONS:
            show(page, section)
            assert page.evaluate(WIDTH) <= width, (section, width)
        findings.look(page, f"operator, {width}")
    assert not findings.all, sorted({f"{one['rule']} {one['at']}" for one in findings.all})

    page.get_by_label("Say something to everybody who is online").fill("Back at <b>noon</b>")
    page.get_by_role("button", name="Announce").click()
    expect(page.locator(".operator-notice")).to_have_text("Announced to 1 session.")
    expect(gus.page.locator(".announcement")).to_have_text("From the operator: Back at <b>noon</b>")

    show(page, "rooms")
    page.get_by_role("row").filter(has_text="lobby").get_by_role("button", name="Archive").click()
    page.get_by_role("dialog").get_by_role("button", name="Archive").click()
    expect(page.locator(".operator-notice")).to_have_text("lobby is archived.")
    expect(page.get_by_role("row").filter(has_text="lobby")).to_contain_text("Archived")

    show(page, "people")
    page.get_by_role("row").filter(has_text=guest).get_by_role("button", name="Sign out").click()
    page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    expect(page.locator(".operator-notice")).to_contain_text("is signed out.")
    expect(page.locator("td").filter(has_text=guest)).to_have_count(0)

    show(page, "audit")
    for action in ("announce", "set", "revoke_tokens"):
        expect(page.locator("td code").get_by_text(action, exact=True).first).to_be_visible()

    page.locator("select").select_option("zh")
    expect(page.locator("h1")).to_have_text("运维")
    assert problems == []


def test_others_see_nothing(crowd: Crowd, mortal: Server) -> None:
    """
    Neither a guest nor an account without the right: no figure, no name; no request is answered.
    """
    gus, mia = crowd.person(mortal.url), crowd.person(mortal.url)
    gus.visit().enter("Gus")
    mia.register("Mia")
    for person, words in ((gus, "Sign in"), (mia, "Your account is not one")):
        page = person.context.new_page()
        answers = watch_answers(page)
        page.goto(f"{mortal.url}admin")
        expect(page.locator("main")).to_contain_text(words)
        assert page.locator(".figure, .operator-table").count() == 0
        assert {one.status for one in answers if "/api/" in one.url} <= {401, 403}
        assert [one.url for one in answers if "/api/admin/snapshot" in one.url]
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        assert page.evaluate(WIDTH) <= PHONE[0]

    # The way there is in the settings, once the account is an administrator's.
    settings = mia.page.get_by_role("button", name="Your settings")
    way = mia.page.get_by_role("link", name="The operator’s page")
    mia.visit().is_online()
    settings.click()
    expect(way).to_be_hidden()
    order(mortal, "user", "role", "Mia", "admin")
    mia.reload()
    settings.click()
    with mia.context.expect_page() as opened:
        way.click()
    expect(opened.value.locator("[data-figure=users] .figure-value")).to_have_text("2")
