"""
The page at six sizes with up to 2,000 people, rooms, hits, reports, members: nothing is out of sight or place.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Page, expect

from tests.browser.people import Crowd
from tests.browser.server import Server

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
CROWDED = (HERE / "crowded.js").read_text(encoding="utf-8")
LAYOUT = (HERE / "layout.js").read_text(encoding="utf-8")
SIZES = [(320, 568), (390, 844), (768, 1024), (1280, 800), (1366, 650), (1920, 1080)]
NARROW = 860
"""Pixels up to which the sides are drawers."""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
CLICK = "(selector) => document.querySelector(selector).click()"
WRITE = """(text) => {
  const field = document.querySelector("#write");
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}"""
TYPING = """() => {
  const user = { id: "a.u9", name: "W".repeat(32) };
  crowded.push({ type: "signal", room: "long", name: "typing", user });
}"""
HEAD = [".room-head", ".room-more", ".light"]
ROOM = [*HEAD, "#write", ".send"]
TITLE = ["dialog[open] h2"]
MORE = '(name) => [...document.querySelectorAll(".menu-item")].find((one) => one.textContent === name).click()'
LONG = "Because of what was said on Tuesday, again: " + "w" * 200
SAY = """async ([text, id]) => {
  const user = id === null ? crowded.me : { id, name: "W".repeat(32) };
  const said = `.message[data-seq="${crowded.say(text, user)}"] .text`;
  while (!document.querySelector(said)) {
    await new Promise(requestAnimationFrame);
  }
  document.querySelector(said).click();
}"""
BELONG = """() => {
  crowded.push({ type: "member", room: "long", user: crowded.me, role: "moderator", invited: false });
}"""
BAR = """([room, action, reason]) => {
  crowded.push({ type: "sanction", room, action, until: Date.now() + 90_000_000, reason });
}"""

Step = Callable[[Page], None]


def click(selector: str) -> Step:
    """
    Press what `selector` finds, wherever it lies.
    """
    return lambda page: page.evaluate(CLICK, selector)


def menu(selector: str, item: str) -> Step:
    """
    Choose an item of the menu behind a button.
    """

    def choose(page: Page) -> None:
        page.evaluate(CLICK, selector)
        page.evaluate(MORE, item)

    return choose


def dialog(step: Step) -> Step:
    """
    Take a step that opens a dialog, whose code may still have to be fetched.
    """

    def take(page: Page) -> None:
        step(page)
        expect(page.locator("dialog[open]")).to_have_count(1)

    return take


def about(item: str) -> Step:
    """
    Choose an item of the menu of a message that somebody of a long name has said just now.
    """

    def choose(page: Page) -> None:
        page.evaluate(SAY, [LONG, "a.somebody"])
        page.evaluate(CLICK, ".actions button:last-child")
        page.evaluate(MORE, item)

    return choose


def own(at: int) -> Step:
    """
    Press the button at that place beside a message that one has said just now.
    """

    def act(page: Page) -> None:
        page.evaluate(SAY, [LONG, None])
        page.evaluate(CLICK, f".actions button:nth-child({at})")

    return act


def resigning(page: Page) -> None:
    """
    Ask to be a member no more.
    """
    page.evaluate(BELONG)
    expect(page.locator(".people-list li:first-child .is-moderator")).to_have_count(1)
    menu(".room-more", "Leave room")(page)


def bar(room: str | None, action: str) -> Step:
    """
    Be removed or banned, from a room or the whole site.
    """
    return lambda page: page.evaluate(BAR, [room, action, LONG])


def desk(tab: int) -> Step:
    """
    Open one of the lists of the moderators.
    """

    def turn(page: Page) -> None:
        dialog(click(".desk-open"))(page)
        page.evaluate(CLICK, f".desk-tab:nth-child({tab})")

    return turn


def writing(page: Page) -> None:
    """
    Everything that can stand around the field: a reply, many lines, somebody typing, a lost connection.
    """
    page.evaluate('document.querySelector(".message:last-child .text")?.click()')
    page.evaluate('document.querySelector(".actions button")?.click()')
    page.evaluate(WRITE, "one line\n" * 40)
    page.evaluate(TYPING)
    page.evaluate("crowded.lose()")


def searching(page: Page) -> None:
    """
    Look for a word.
    """
    page.keyboard.press("Control+k")
    page.keyboard.type("good")
    page.keyboard.press("Enter")


def settings(page: Page) -> None:
    """
    All that the settings can unfold, at once.
    """
    dialog(click(".me"))(page)
    page.evaluate("""() => document.querySelectorAll("details").forEach((one) => {
      one.removeAttribute("name");
      one.open = true;
    })""")


# What is opened, what of it has to be on the screen, and whether only where the sides are drawers.
VIEWS: dict[str, tuple[Step | None, list[str], bool]] = {
    "room": (None, ROOM, False),
    "rooms": (click(".room-head > .narrow-only"), ["#room-name", ".me"], True),
    "people": (click(".badge-count"), [".people-side .side-title"], True),
    "search": (searching, ["#search"], False),
    "names": (lambda page: page.evaluate(WRITE, "@"), ROOM, False),
    "room menu": (click(".room-more"), [".menu-item"], False),
    "reports": (desk(1), [".desk-head .icon-button", ".desk-tab"], False),
    "sanctions": (desk(2), [".desk-head .icon-button", ".desk-tab"], False),
    "audit": (desk(3), [".desk-head .icon-button", ".desk-tab"], False),
    "settings": (settings, [], False),
    "a new room": (dialog(click(".add-room")), [".create-dialog h2"], False),
    "rooms to browse": (dialog(click(".browse-rooms")), [".browse-dialog h2"], False),
    "room settings": (dialog(menu(".room-more", "Room settings")), [], False),
    "somebody to talk to": (dialog(click(".rooms-side section:nth-of-type(4) .side-add")), TITLE, False),
    "an invitation": (dialog(click(".people-side .side-add")), TITLE, False),
    "a mute": (dialog(about("Mute")), [], False),
    "a removal": (dialog(about("Remove")), TITLE, False),
    "a ban": (dialog(about("Ban")), [], False),
    "a report": (dialog(about("Report")), TITLE, False),
    "resigning": (dialog(resigning), TITLE, False),
    "editing": (own(4), [*ROOM, ".edit-field"], False),
    "deleting": (own(5), [*ROOM, ".removal .danger"], False),
    "writing": (writing, ROOM, False),
}
# After these there is nothing else to be seen.
ENDS: dict[str, tuple[Step | None, list[str], bool]] = {
    "banned from the room": (bar("long", "ban"), [".room-head", ".light", ".barred h2"], False),
    "banned": (bar(None, "ban"), [".outside h1"], False),
}


def crowded(crowd: Crowd, server: Server, count: int, **how: Any) -> Page:
    """
    The page of somebody with an account, with `count` of everything.
    """
    person = crowd.person(server.url, **how)
    person.page.add_init_script(f"({CROWDED})({json.dumps(count)})")
    sessions = [{"id": f"s{at}", "agent": "Mozilla/5.0 " + "x" * 200, "created": 0, "seen": 0} for at in range(count)]
    person.page.route("**/api/sessions", lambda route: route.fulfill(json={"sessions": sessions}))
    person.visit("#long")
    expect(person.page.locator(".light")).to_have_attribute("data-state", "online")
    expect(person.page.locator(".badge-count")).not_to_be_empty()
    return person.page


LISTS = {
    "settings": [".sessions", ".ignored"],
    "reports": [".desk-list"],
    "sanctions": [".desk-list"],
    "search": [".search-list"],
    "room": [".people-list", ".room-list", ".items"],
}
"""What is listed in a view."""
ROWS = "(selector) => Math.max(...[...document.querySelectorAll(selector)].map((list) => list.childElementCount))"


def gates(crowd: Crowd, server: Server, **how: Any) -> Iterator[tuple[str, Page, list[str]]]:
    """
    Each way in with what it complains about, by name, and what of it has to be on the screen.
    """
    person = crowd.person(server.url, **how).visit(f"#{'w' * 164}")
    page = person.page
    expect(page.locator(".gate-choice")).to_have_count(3)
    for at, name in enumerate(("guest", "sign in", "register")):
        page.locator(".gate-choice").nth(at).click()
        page.locator(".sheet button[type=submit]").click()
        expect(page.locator(".complaint:not(:empty)")).to_have_count(1)
        yield f"gate, {name}", page, ["#name"]
    for link in ("invitation", "reset"):
        page = crowd.person(server.url, **how).visit(f"#/{link}/abc").page
        expect(page.locator(".sheet")).to_be_visible()
        yield f"gate, {link}", page, ["h1"]


def faults(page: Page, sizes: list[tuple[int, int]], views: list[str]) -> list[str]:
    """
    What is wrong in the views at the sizes.
    """
    found = []
    page.set_viewport_size({"width": 1280, "height": 800})
    for view in views:
        step, needs, narrow = (VIEWS | ENDS)[view]
        if step is not None:
            step(page)
        for width, height in sizes:
            if narrow and width > NARROW:
                continue
            page.set_viewport_size({"width": width, "height": height})
            if narrow and step is not None and page.locator(".has-drawer").count() == 0:
                step(page)
            page.evaluate(DRAWN)
            found += [f"{view} at {width}x{height}: {fault}" for fault in page.evaluate(LAYOUT, needs)]
        page.evaluate("document.querySelectorAll('dialog[open]').forEach((one) => one.close())")
        page.set_viewport_size({"width": 1280, "height": 800})
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 200])
def test_field_and_header_stay_on_the_screen(crowd: Crowd, server: Server, count: int) -> None:
    sizes = [(320, 568), (1280, 800), (1366, 650)]
    found = faults(crowded(crowd, server, count), sizes, ["room", "rooms", "people", "search", "writing"])
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_of_two_thousand_a_part_is_drawn(crowd: Crowd, server: Server) -> None:
    page = crowded(crowd, server, 2000)
    for view, lists in LISTS.items():
        step = VIEWS[view][0]
        if step is not None:
            step(page)
        for selector in lists:
            expect(page.locator(f"{selector} > *").nth(50)).to_be_attached()
            assert page.evaluate(ROWS, selector) <= 200, selector
        page.evaluate("document.querySelectorAll('dialog[open]').forEach((one) => one.close())")


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_every_way_in_fits_at_every_size(crowd: Crowd, server: Server, locale: str) -> None:
    found = []
    for name, page, needs in gates(crowd, server, locale=locale):
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(DRAWN)
            found += [f"{name} at {width}x{height}: {fault}" for fault in page.evaluate(LAYOUT, needs)]
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_what_the_banned_see_fits_at_every_size(crowd: Crowd, server: Server, locale: str) -> None:
    found = faults(crowded(crowd, server, 1, locale=locale), SIZES, list(ENDS))
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize(
    "count", [20, *(pytest.param(count, marks=pytest.mark.thorough) for count in (0, 1, 200, 2000))]
)
def test_every_view_fits_at_every_size(crowd: Crowd, server: Server, count: int) -> None:
    found = faults(crowded(crowd, server, count), SIZES, list(VIEWS))
    assert not found, "\n".join(found)
