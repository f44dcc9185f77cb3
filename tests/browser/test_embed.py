"""
The chat on pages of another site: the widget, the frame, and the site's own login, with a site in PHP.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Frame, FrameLocator, Page, Route, expect

from tests.browser import needs
from tests.browser.conftest import QUICK
from tests.browser.people import DESK, PHONE, speak
from tests.browser.server import running
from tests.support.free_ports import held_port
from tests.support.timeouts import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parent.parent.parent
GUIDE = (ROOT / "docs" / "embed.md").read_text(encoding="utf-8")
WIDGET, IFRAME = re.findall(r"^```html\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
(PHP,) = re.findall(r"^```php\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
SECRET = "a secret of more than 32 bytes, for HS256"
EMBED_MAX = 4096
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

# People of the site sign in by a link; `csp` is the policy of the page, `widget` what stands in it.
SITE = """<?php
session_start();
if (isset($_GET['user'])) {
    [$_SESSION['user_id'], $_SESSION['name']] = [$_GET['user'], $_GET['name']];
}
if (isset($_GET['next'])) {
    header('Location: ' . $_GET['next']);
    exit;
}
if (isset($_GET['csp'])) {
    header('Content-Security-Policy: ' . $_GET['csp']);
}
?><!doctype html><html lang="en"><meta charset="utf-8"><title>Example</title>
<meta name="viewport" content="width=device-width">
<h1>Example <b data-chatd-unread="lobby"></b></h1>
<?= $_GET['widget'] ?? '' ?>
</html>
"""


class Place(NamedTuple):
    """
    A site in PHP and its chat: hosts that are two sites for a browser.
    """

    chat: str
    site: str

    def page(self, widget: str = "", **query: str) -> str:
        """
        The address of a page with that in it.
        """
        return self.site + "?" + urlencode({"widget": widget.replace("https://chat.example.org/", self.chat)} | query)

    def script(self, **data: str) -> str:
        """
        The widget with these attributes.
        """
        words = " ".join(f'data-{name.replace("_", "-")}="{escape(value)}"' for name, value in data.items())
        return f'<script async src="{self.chat}embed.js" {words}></script>'


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """
    Both, until the module ends.
    """
    if shutil.which("php") is None:
        needs.missing("php is not installed")
    folder = tmp_path_factory.mktemp("embed")
    (folder / "secret").write_text(SECRET)
    docroot = folder / "site"
    docroot.mkdir()
    with held_port() as port:
        site = f"http://127.0.0.1:{port}/"
        issuer = '[[auth.issuers]]\nname="site"\niss="https://www.example.org"\naudience="chat"\n'
        issuer += 'algorithms=["HS256"]\nsecret_file="secret"\n'
        login = f'login_url = "{site}chat-token.php?return={{return}}"\nlogin_name = "Example"\n'
        config = (
            f'[server]\nframe_ancestors = ["{site.rstrip("/")}"]\n[site]\nname = "Example Forum"\naccent = "#7c3aed"\n'
            + QUICK.replace("[auth]\n", f"[auth]\n{login}")
            + issuer
        )
        with running(folder, config) as daemon:
            chat = daemon.url
            rights = "'chatd' => ['roles' => ['lobby' => 'moderator']], 'name' =>"
            token = PHP.replace("https://chat.example.org/", chat).replace("https://www.example.org/", site)
            token = token.replace("'name' =>", rights).replace("/login?next=", "/?user=42&name=Ann+Lee&next=")
            (docroot / "chat-token.php").write_text(token)
            (docroot / "index.php").write_text(SITE)
            command = ["php", "-S", f"127.0.0.1:{port}", "-t", str(docroot)]
            server = subprocess.Popen(
                command,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"CHAT_SECRET": SECRET},
            )
            try:
                yield Place(chat, site)
            finally:
                server.terminate()
                server.wait(PATIENCE)


@pytest.fixture
def page(chromium: Browser, place: Place) -> Iterator[Page]:
    """
    A browser of somebody who has never been here; `page.said` is what its console says.
    """
    context = chromium.new_context(viewport={"width": DESK[0], "height": DESK[1]}, locale="en-US")
    one = context.new_page()
    said: list[str] = []
    one.said = said  # type: ignore[attr-defined]

    def note(message: ConsoleMessage) -> None:
        said.append(message.text)

    one.on("console", note)
    for _ in range(50):
        # PHP says nowhere when it listens.
        try:
            one.goto(place.site)
            break
        except Exception:
            one.wait_for_timeout(100)
    yield one
    context.close()


def said(page: Page) -> list[str]:
    """
    What the widget says in the console of the page.
    """
    return [text for text in page.said if text.startswith("chatd: ")]  # type: ignore[attr-defined]


def chat(page: Page, at: int = 0) -> FrameLocator:
    """
    The chat in a frame of the page.
    """
    return page.frame_locator(f".chatd >> nth={at} >> iframe")


def shot(page: Page, name: str) -> None:
    """
    A picture for people to look at, if they have said where.
    """
    if folder := os.environ.get("CHATD_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png")


def complaints(frame: Frame) -> Any:
    """
    What axe finds wrong in a frame.
    """
    if not AXE.exists():
        needs.missing("axe-core is not installed")
    frame.evaluate(AXE.read_text(encoding="utf-8"))
    found = frame.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [(one["id"], [node["html"][:100] for node in one["nodes"]]) for one in found["violations"]]


def chat_frame(page: Page, place: Place) -> Frame:
    """
    The chat's own frame.
    """
    return next(frame for frame in page.frames if frame.url.startswith(place.chat))


def test_widget_is_small() -> None:
    """
    What a page loads, built and uncompressed.
    """
    assert (ROOT / "web" / "dist" / "embed.js").stat().st_size <= EMBED_MAX


def hold(page: Page, pattern: str) -> list[Route]:
    """
    Leave requests like these unanswered; returns them.
    """
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(pattern, keep)
    return held


def test_page_does_not_wait_for_the_chat(page: Page, place: Place) -> None:
    """
    Its `load` event comes although the chat does not answer.
    """
    held = hold(page, "**/embed?*")
    with page.expect_request("**/embed?*"):
        page.goto(place.page(place.script(room="lobby")), wait_until="load")
    assert page.evaluate("document.readyState") == "complete"
    assert len(held) == 1
    held[0].abort()
    page.unroute_all(behavior="ignoreErrors")


def test_chat_does_not_wait_long_for_the_page(page: Page, place: Place) -> None:
    """
    A picture that never comes keeps the page from its `load` event, but not the chat.
    """
    held = hold(page, "**/never.png")
    page.clock.install()
    with page.expect_request("**/never.png"):
        page.goto(place.page(place.script(room="lobby") + '<img src="never.png" alt="">'), wait_until="commit")
    page.wait_for_selector(".chatd iframe", state="attached")
    assert page.locator(".chatd iframe").get_attribute("src") is None
    page.clock.fast_forward(2_000)
    expect(page.locator(".chatd iframe")).to_have_attribute("src", re.compile("/embed"))
    assert page.evaluate("document.readyState") == "interactive"
    held[0].abort()
    page.unroute_all(behavior="ignoreErrors")


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_widget_of_the_guide_is_a_room_under_the_sites_own_name(
    page: Page, place: Place, size: tuple[int, int]
) -> None:
    """
    Named and with the rights of the token, in the dark, on a desk and a phone; no cookie of the chat is needed.
    """
    page.set_viewport_size({"width": size[0], "height": size[1]})
    widget = WIDGET.replace("></script>", ' data-token-url="/chat-token.php" data-theme="dark"></script>')
    page.goto(place.page(widget, user="42", name="Ann Lee"))
    room = chat(page)
    room.locator("#write").fill(f"Hello at {size[0]} pixels")
    room.locator("#write").press("Enter")
    line = room.locator(".message", has_text=f"Hello at {size[0]} pixels")
    expect(line).to_be_visible()
    expect(line).to_have_attribute("aria-label", re.compile("^Ann Lee, "))
    expect(line.locator("[data-state=pending]")).to_have_count(0)
    expect(room.locator(".rooms-side")).to_be_hidden()
    frame = chat_frame(page, place)
    assert frame.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 27)"
    assert frame.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent')") == "#aa7ff3"
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, f"widget-{size[0]}")
    assert complaints(frame) == []
    assert said(page) == []
    assert [one for one in page.context.cookies(place.chat) if "chatd" in one["name"]] == []
    # A moderator of this room, as the token says; on a phone that is in a menu.
    expect(room.locator(".desk-open")).to_be_visible(visible=size == DESK)
    expect(room.locator(".desk-open")).not_to_have_attribute("hidden", "")


def test_own_iframe_of_the_guide_shows_the_room(page: Page, place: Place) -> None:
    """
    Without the script; in Chinese, if the browser wants that.
    """
    context = page.context.browser.new_context(locale="zh-CN")  # type: ignore[union-attr]
    other = context.new_page()
    other.goto(place.page(IFRAME))
    room = other.frame_locator("iframe")
    expect(room.get_by_role("link", name="通过 Example 登录")).to_be_visible()
    room.locator("#name").fill("小明")
    room.locator("#name").press("Enter")
    expect(room.locator("#write")).to_be_visible()
    shot(other, "iframe-zh")
    context.close()


def test_chats_own_page_is_signed_in_by_the_site(page: Page, place: Place) -> None:
    """
    By the link, through the site's login and back into the room; signing out ends it; a link of another site with a
    token signs nobody in.
    """
    page.goto(place.chat + "#tea")
    shot(page, "gate")
    assert complaints(page.main_frame) == []
    page.get_by_role("link", name="Sign in with Example").click()
    expect(page.locator("#write")).to_be_visible()
    assert page.url == place.chat + "#tea"
    expect(page.locator(".me-name")).to_have_text("Ann Lee")
    page.reload()
    expect(page.locator(".me-name")).to_have_text("Ann Lee")
    who = page.evaluate("fetch('/api/session').then((answer) => answer.json())")
    assert (who["user"]["id"], who["kind"]) == ("x.site.42", "token")
    page.locator(".me").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in with Example")).to_be_visible()
    assert page.evaluate("fetch('/api/session').then((answer) => answer.status)") == 401

    token = page.context.request.get(place.site + "chat-token.php").json()["token"]
    page.goto("about:blank")
    page.goto(f"{place.chat}#/login/{'0' * 32}/{token}")
    expect(page.locator(".gate-note")).to_have_text("This sign-in was not started in this tab. Please start it here.")
    assert token not in page.url
    assert page.evaluate("fetch('/api/session').then((answer) => answer.status)") == 401


def test_page_that_is_not_allowed_sees_why(page: Page, place: Place) -> None:
    """
    In its place and in one line of its console; on the same site under another name.
    """
    other = place.site.replace("127.0.0.1", "localhost")
    page.goto(place._replace(site=other).page(place.script()))
    expect(chat(page).locator("body")).to_contain_text(f"{other.rstrip('/')} may not show this chat in a frame")
    shot(page, "refused")
    (line,) = said(page)
    assert f"add this origin to frame_ancestors in [server] of {place.chat.rstrip('/')}" in line
    # Without the words of the browser on who asks, the browser itself refuses.
    page.goto(
        place._replace(site=other).page(f'<iframe referrerpolicy="no-referrer" src="{place.chat}embed"></iframe>')
    )
    assert page.locator("iframe").count() == 1
    expect(page.frame_locator("iframe").locator("#name")).to_have_count(0)


def test_strict_policies_of_the_page(page: Page, place: Place) -> None:
    """
    Two entries are enough; without one of them the place says which is missing.
    """
    origin = place.chat.rstrip("/")
    page.goto(place.page(place.script(), csp=f"default-src 'none'; script-src {origin}; frame-src {origin}"))
    expect(chat(page).locator("#name")).to_be_visible()
    assert page.locator("iframe").evaluate("(frame) => frame.offsetHeight") == 480
    page.goto(place.page(place.script(), csp=f"default-src 'none'; script-src {origin}"))
    expect(page.locator(".chatd")).to_have_text(
        f"The Content-Security-Policy of this page has to allow the chat: frame-src {origin}"
    )


BROKEN: dict[str, dict[str, Any] | None] = {
    "answered 500": {"status": 500, "body": "no"},
    "answered with no token": {"status": 200, "body": "<h1>Error</h1>", "content_type": "text/html"},
    "cannot be reached": None,
}


def reply(answer: dict[str, Any] | None, route: Route) -> None:
    """
    Answer so; None: not at all, empty: never.
    """
    if answer is None:
        route.abort()
    elif answer:
        route.fulfill(**answer)


def test_broken_token_addresses_are_named(page: Page, place: Place) -> None:
    """
    In the frame and in the console; then the page tries again, and goes on.
    """
    page.clock.install()
    answers = [*BROKEN.items(), ("has not answered for 10 seconds", {})]
    for what, answer in answers:
        page.said.clear()  # type: ignore[attr-defined]
        page.unroute_all()

        page.route("**/chat-token.php", partial(reply, answer))
        page.goto(place.page(place.script(token_url="/chat-token.php")))
        page.wait_for_function("document.querySelector('iframe') !== null")
        if not answer and answer is not None:
            expect(chat(page).locator(".starting")).to_have_count(0)
            page.clock.fast_forward(11_000)
        expect(chat(page).locator(".gate-note")).to_contain_text(what)
        assert any(what in line and "/chat-token.php" in line for line in said(page)), said(page)
    shot(page, "broken-token")
    page.unroute_all()
    page.clock.fast_forward(60_000)


def test_people_who_are_not_signed_in_are_guests(page: Page, place: Place) -> None:
    """
    The token's address answers 401: the frame offers the site's login, which comes back to this page.
    """
    page.goto(place.page(place.script(token_url="/chat-token.php")))
    link = chat(page).get_by_role("link", name="Sign in with Example")
    expect(link).to_be_visible()
    link.click()
    expect(chat(page).locator("#write")).to_be_visible()
    assert page.url.startswith(place.site)


def test_twice_on_a_page_in_small_forms_and_with_hostile_attributes(page: Page, place: Place) -> None:
    """
    Each widget is its own; what is wrong is named, and nothing of it runs.
    """
    evil = '"><img src=x onerror=alert(1)>&room=x#'
    widgets = [
        place.script(mode="count", room="quiet"),
        place.script(mode="read-only", room="quiet"),
        place.script(room=evil, accent="#fc0", theme="pink", height="9e9;position:fixed", mode="x"),
    ]
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.goto(place.page("\n".join(widgets)))
    expect(chat(page, 0).locator(".count-people")).to_contain_text("here")
    expect(chat(page, 1).locator(".timeline, .empty, .talk").first).to_be_visible()
    expect(chat(page, 1).locator(".composer")).to_be_hidden()
    expect(chat(page, 2).locator("#name")).to_be_visible()
    assert page.locator("img").count() == 0
    # Nobody is in the room: who reads does not count.
    expect(chat(page, 0).locator(".count-people")).to_have_text("0 people here")
    expect(chat(page, 1).get_by_role("button", name="Show people: 0")).to_be_attached()
    expect(chat(page, 1).locator("#people li")).to_have_count(0)
    assert dialogs == []
    words = "\n".join(said(page))
    for what in ("data-mode: x", "data-theme: pink", "data-room:", "contrast with the page's #efede8 is 1.29"):
        assert what in words, words
    shot(page, "forms")


def test_unread_messages_are_told_to_the_page(page: Page, place: Place) -> None:
    """
    While the frame is out of sight, as a badge and as an event.
    """
    far = '<div style="height:4000px"></div>' + place.script(token_url="/chat-token.php", room="far")
    badge = '<b id="badge" data-chatd-unread="far"></b>'
    page.goto(place.page(badge + far, user="7", name="Ben"))
    page.evaluate("addEventListener('chatd', ({ detail }) => (window.told = detail))")
    expect(chat(page).locator("#write")).to_be_attached()
    page.wait_for_function("window.told?.online === 1")
    # A frame that took the focus would have brought itself into sight.
    assert page.evaluate("[scrollY, document.activeElement.tagName]") == [0, "BODY"]
    other = page.context.browser.new_page()  # type: ignore[union-attr]
    other.goto(place.chat + "favicon.svg")
    other.goto(place.chat)
    speak(other, "far", ["one", "two"])
    expect(page.locator("#badge")).to_have_text("2")
    other.close()


def test_ten_tabs_of_one_person_are_one_person(page: Page, place: Place) -> None:
    """
    Presence is about users: ten connections with tokens of one are one entry.
    """
    page.goto(place.page(user="11", name="Tab"))
    token = page.evaluate("fetch('/chat-token.php').then((answer) => answer.json())")["token"]
    page.goto(place.chat)
    counted = page.evaluate(
        """async ([url, token]) => {
          const { Client } = await import("/chatd.js");
          const clients = Array.from({ length: 10 }, () => new Client({ url, credentials: { token } }));
          for (const client of clients) {
            await client.join("tabs");
          }
          const { users } = await clients[0].presence("tabs");
          clients.forEach((client) => client.disconnect());
          return users.map(({ id }) => id);
        }""",
        [place.chat.replace("http:", "ws:") + "ws?cookie=no", token],
    )
    assert counted == ["x.site.11"]


def test_frame_in_a_frame(page: Page, place: Place) -> None:
    """
    Every page around the chat has to be allowed.
    """
    inner = place.page(place.script())
    page.goto(place.page(f'<iframe src="{escape(inner)}" width="700" height="600"></iframe>'))
    expect(page.frame_locator("iframe").frame_locator(".chatd iframe").locator("#name")).to_be_visible()


def test_old_browser_gets_a_sentence(page: Page, place: Place) -> None:
    page.add_init_script("delete HTMLScriptElement.prototype.noModule")
    page.goto(place.page(place.script()))
    expect(page.locator(".chatd")).to_contain_text("This browser is too old for the chat")
    page.goto(place.page(IFRAME))
    expect(page.frame_locator("iframe").locator("body")).not_to_be_empty()
