"""
What the browser fetches to show the page, the first time and later.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Route, WebSocket, expect

from tests.browser import needs
from tests.browser.people import Crowd
from tests.browser.server import Server

ROOT = Path(__file__).parent.parent.parent
MOST_REQUESTS = 12
DIALOGS = re.compile(r"/assets/all-")
DIALOGS_THERE = "() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/all-'))"
FETCHED = """() => performance.getEntriesByType("resource")
  .filter(({ transferSize }) => transferSize > 0).map(({ name }) => new URL(name).pathname)"""
TRANSFERRED = """() => performance.getEntriesByType("resource")
  .filter(({ name }) => name.includes("/assets/")).map(({ transferSize }) => transferSize)"""


def requests_of(page: Page) -> list[Request]:
    """
    The requests that `page` makes from now on.
    """
    made: list[Request] = []
    page.on("request", lambda request: made.append(request))  # noqa: PLW0108 - Playwright sets attributes on it
    return made


@pytest.mark.browser
@pytest.mark.slow
def test_a_first_visit_takes_few_requests(crowd: Crowd, server: Server, room: str) -> None:
    person = crowd.person(server.url)
    made = requests_of(person.page)
    person.visit(f"#{room}").enter("Ann")
    assert 1 <= len(made) <= MOST_REQUESTS, [one.url for one in made]


@pytest.mark.browser
@pytest.mark.slow
def test_a_second_visit_fetches_neither_script_nor_style(crowd: Crowd, server: Server, room: str) -> None:
    person = crowd.person(server.url).visit(f"#{room}").enter("Ann")
    assert all(person.page.evaluate(TRANSFERRED))
    person.again(f"#{room}")
    person.is_online()
    assert set(person.page.evaluate(TRANSFERRED)) == {0}


@pytest.mark.browser
@pytest.mark.slow
def test_a_second_visit_asks_for_the_index_and_the_site_alone(crowd: Crowd, server: Server, room: str) -> None:
    person = crowd.person(server.url).visit(f"#{room}").enter("Ann")
    person.page.wait_for_function(DIALOGS_THERE)
    person.again(f"#{room}")
    person.is_online()
    fetched = person.page.evaluate(FETCHED)
    assert [path for path in fetched if not path.startswith("/api/site")] == []


@pytest.mark.browser
@pytest.mark.slow
def test_a_second_visit_waits_for_two_answers_of_the_server(crowd: Crowd, server: Server, room: str) -> None:
    """
    The handshake's, and one to the login and the join that leave together; what else is asked holds nothing up.
    """
    person = crowd.person(server.url).visit(f"#{room}").enter("Ann")
    person.say("Hello")
    person.sees("Hello")
    frames: list[str] = []

    def note(socket: WebSocket) -> None:
        socket.on("framesent", lambda data: frames.append(json.loads(data)["type"]))
        socket.on("framereceived", lambda data: frames.append(json.loads(data)["type"]))

    held: list[Route] = []
    person.context.on("page", lambda page: page.on("websocket", note))
    person.context.route("**/api/site", lambda route: held.append(route))  # noqa: PLW0108
    person.again(f"#{room}")
    person.sees("Hello")
    assert frames[:4] == ["welcome", "login", "join", "ok"]
    for route in held:
        route.continue_()


@pytest.mark.browser
@pytest.mark.slow
def test_the_index_names_all_that_the_first_screen_needs(crowd: Crowd, server: Server) -> None:
    """
    What only a script names is requested one round trip later.
    """
    for locale, texts in (("en-US", 0), ("zh-CN", 1)):
        page = crowd.person(server.url, locale=locale).page
        made = requests_of(page)
        page.goto(server.url)
        expect(page.locator("#name")).to_be_enabled()
        index = page.context.request.get(server.url, headers={"Accept-Language": locale}).text()
        assets = [one.url.removeprefix(server.url) for one in made if "/assets/" in one.url]
        assert len(assets) >= 2
        assert [path for path in assets if f'"{path}"' not in index] == []
        assert len([path for path in assets if path.startswith("assets/zh-")]) == texts


@pytest.mark.browser
@pytest.mark.slow
def test_dialogs_are_fetched_once_a_room_is_shown(crowd: Crowd, server: Server, room: str) -> None:
    page = crowd.person(server.url).page
    made = requests_of(page)
    with page.expect_request(DIALOGS):
        page.goto(f"{server.url}#{room}")
        expect(page.locator("#name")).to_be_enabled()
        assert not [one.url for one in made if DIALOGS.search(one.url)]
        page.fill("#name", "Ann")
        page.keyboard.press("Enter")


@pytest.mark.browser
@pytest.mark.slow
def test_dialogs_that_cannot_be_fetched_are_asked_for_again(crowd: Crowd, server: Server, room: str) -> None:
    person = crowd.person(server.url)
    page = person.page
    page.route(DIALOGS, lambda route: route.abort())
    person.visit(f"#{room}").enter("Ann")
    page.get_by_role("button", name="Your settings").click()
    expect(page.locator(".notice")).to_contain_text("could not be loaded")
    page.unroute(DIALOGS)
    page.get_by_role("button", name="Your settings").click()
    expect(page.locator("dialog[open].settings")).to_be_visible()
    person.complaints.clear()


@pytest.mark.browser
@pytest.mark.slow
def test_dialogs_are_made_when_they_are_opened(crowd: Crowd, server: Server, room: str) -> None:
    page = crowd.person(server.url).visit(f"#{room}").enter("Ann").page
    expect(page.locator("dialog")).to_have_count(0)
    for _ in range(2):
        page.get_by_role("button", name="Your settings").click()
        expect(page.locator("dialog[open].settings")).to_have_count(1)
        expect(page.locator("#new-name")).to_have_value("Ann")
        expect(page.locator(".self-name")).to_contain_text("Ann")
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("dialog")).to_have_count(1)


@pytest.mark.browser
@pytest.mark.slow
def test_something_is_on_the_screen_before_the_script(crowd: Crowd, server: Server) -> None:
    person = crowd.person(server.url)
    held: list[Route] = []
    person.page.route(re.compile(r"/assets/app\."), lambda route: held.append(route))  # noqa: PLW0108
    person.page.goto(server.url, wait_until="commit")
    expect(person.page.locator(".starting")).to_be_visible()
    expect(person.page.locator(".starting p")).to_have_text("chatd")
    for route in held:
        route.continue_()
    expect(person.page.locator("#name")).to_be_visible()
    expect(person.page.locator(".starting")).to_have_count(0)


def test_the_bundles_are_made_of_the_sources(tmp_path: Path) -> None:
    """
    If this fails, run `make page`.
    """
    if shutil.which("npm") is None or not (ROOT / "node_modules/.bin/esbuild").exists():
        needs.missing("esbuild is not installed (make page installs it)")
    for script in ("bundle", "bundle-admin", "bundle-embed"):
        command = ["npm", "run", "--silent", script, "--", f"--outdir={tmp_path}"]
        subprocess.run(command, cwd=ROOT, check=True, timeout=120)
    made, kept = (
        {path.name: path.read_bytes() for path in folder.iterdir()} for folder in (tmp_path, ROOT / "web/dist")
    )
    assert sorted(made) == sorted(kept), "make page: web/dist is old"
    assert [name for name in made if made[name] != kept[name]] == [], "make page: web/dist is old"
