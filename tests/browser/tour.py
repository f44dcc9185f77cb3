"""
Through all views of the page, in any language: what is looked at in each of them is the caller's.

Names, titles and messages are of several scripts and directions.  Elements are found by their classes, because labels
are of the language.
"""

import json
import secrets
import subprocess
import sys
from collections.abc import Callable
from itertools import count

from playwright.sync_api import Page, expect

from tests.browser.people import MAKE_ROOM, PHONE, Crowd, Person
from tests.browser.server import ROOT, Server

Look = Callable[[Page, str], None]
_numbers = count(1)

TITLE = "חדר הקריאה"
TOPIC = "ספרים: www.example.org/books, או room@example.org."
HEBREW = "שלום! הפגישה היא ב-14:30 בחדר 2, ראו https://example.org/a?b=1."
ARABIC = "مرحبا، نلتقي يوم 5/12 الساعة 9:30 (القاعة B)."
PERSIAN = "سلام، می‌خواهم کتاب را بخوانم؛ شماره 42 است."
CHINESE = "你好，请看 www.example.org/a。邮件：ann@example.org"
MIXED = "The word שלום means “peace”, 3 times.\nמילה אחת: peace.\n第三行"
TEXTS = [HEBREW, ARABIC, PERSIAN, CHINESE, MIXED]

SET_TOPIC = """async ([room, topic]) => {
  const { Client } = await import(new URL("chatd.js", document.baseURI));
  const client = new Client();
  await client.join(room);
  await client.command("set", { room, topic });
  client.disconnect();
}"""


def gates(crowd: Crowd, server: Server, look: Look, locale: str = "en-US") -> None:
    """
    Where one comes in: each form, empty and with complaints.
    """
    page = crowd.person(server.url, locale=locale).visit("#lobby").page
    expect(page.locator(".gate-choice")).to_have_count(3)
    for at, name in enumerate(("guest", "sign in", "register")):
        page.locator(".gate-choice").nth(at).click()
        page.locator(".sheet button[type=submit]").click()
        expect(page.locator(".complaint:not(:empty)")).to_have_count(1)
        look(page, f"gate: {name}")
    for link in ("invitation", "reset"):
        other = crowd.person(server.url, locale=locale).visit(f"#/{link}/abc").page
        expect(other.locator(".sheet")).to_be_visible()
        look(other, f"gate: {link}")


class Tour:
    """
    Two people in a room of one of them: Dana, who owns it, and Reza.
    """

    def __init__(self, crowd: Crowd, server: Server, look: Look, locale: str = "en-US") -> None:
        self._crowd = crowd
        self._server = server
        self._look = look
        self._locale = locale
        self.dana = self._member("דנה")
        self._room()
        self.reza = self._member("رضا", self.dana.fragment)

    def conversation(self) -> None:
        """
        Messages, and what can be done with them.
        """
        dana, reza, page = self.dana, self.reza, self.dana.page
        self._look(page, "room: empty")
        dana.say("mine", "later deleted")
        reza.say(*TEXTS, f"@{dana.name} ?", "😀")
        expect(dana.texts.last).to_have_text("😀")
        self._action(dana, "mine", 3)
        page.locator(".edit-field").fill("mine, edited")
        self._look(page, "room: editor")
        page.locator(".edit-field").press("Enter")
        expect(page.locator("p.edited")).to_be_visible()
        self._action(dana, "later deleted", 4)
        self._look(page, "room: deletion")
        page.locator(".removal .danger").click()
        expect(page.locator(".is-deleted")).to_be_visible()
        self._action(dana, HEBREW, 0)
        self._look(page, "room: reply")
        dana.say(ARABIC)
        expect(page.locator(".quote")).to_be_visible()
        dana.field.press_sequentially("@")
        expect(page.locator(".completion").first).to_be_visible()
        self._look(page, "room: completions")
        dana.field.fill("")
        dana.message(PERSIAN).hover()
        self._look(page, "room: messages")
        page.locator(".actions button").last.click()
        self._menu(page, "menu: message")
        page.locator(".room-more").click()
        self._menu(page, "menu: room")
        page.locator("button.person", has_text=reza.name).click()
        self._menu(page, "menu: person")

    def search(self) -> None:
        """
        Something found, and nothing.
        """
        self.reza.say("שלום לכם")
        page = self.dana.page
        expect(self.dana.texts.last).to_have_text("שלום לכם")
        page.keyboard.press("Control+k")
        page.keyboard.type("שלום")
        expect(page.locator(".search-result").first).to_be_visible()
        self._look(page, "search: found")
        page.locator("#search").fill("ﬁnds-no-such-word")
        expect(page.locator(".search-result")).to_have_count(0)
        self._look(page, "search: none")
        page.keyboard.press("Escape")

    def dialogs(self) -> None:
        """
        Each dialog, with what it refuses.
        """
        page, reza = self.dana.page, self.reza
        page.locator(".add-room").click()
        page.locator("dialog[open] button[type=submit]").click()
        expect(page.locator("dialog[open] .complaint")).not_to_be_empty()
        page.locator("dialog[open] .choice").nth(1).click()
        self._dialog(page, "dialog: room")
        page.locator(".rooms-side .side-add").last.click()
        page.locator("#seek-name").fill("nobody at all")
        page.locator("dialog[open] button[type=submit]").click()
        expect(page.locator("dialog[open] .complaint")).not_to_be_empty()
        self._dialog(page, "dialog: direct")
        page.locator(".people-side .side-add").click()
        self._dialog(page, "dialog: invite")
        self._room_menu(page, 1)
        page.locator("dialog[open] summary").click()
        page.locator("#hook-name").fill(f"h{secrets.token_hex(4)}")
        page.locator("dialog[open] form[name=hook] button[type=submit]").click()
        expect(page.locator("#hook-url")).to_be_visible()
        self._dialog(page, "dialog: room settings")
        for at in (1, 2, 3):
            page.locator("button.person", has_text=reza.name).click()
            page.locator(".menu-item.danger").nth(at - 1).click()
            self._dialog(page, f"dialog: sanction {at}")

    def settings(self) -> None:
        """
        All that folds out of one's own settings, of an account and of a guest.
        """
        guest = self._crowd.person(self._server.url, locale=self._locale).visit(self.dana.fragment).enter("Zoë")
        for one in (self.dana, guest):
            page = one.page
            page.locator(".me").click()
            folds = page.locator("dialog[open] details:visible")
            for at in range(folds.count()):
                folds.nth(at).locator("summary").click()
                expect(folds.nth(at).locator(".fold-inside")).to_be_visible()
                self._look(page, f"settings: {at + 1} of {'a guest' if one is guest else 'an account'}")
            page.keyboard.press("Escape")

    def moderation(self) -> None:
        """
        Reports, sanctions and the log; somebody muted, removed and banned, in the room and on the site.
        """
        dana, reza, page = self.dana, self.reza, self.dana.page
        dana.say("מי כאן?")
        expect(reza.texts.last).to_have_text("מי כאן?")
        reza.message("מי כאן?").last.hover()
        reza.page.locator(".actions button").last.click()
        reza.page.locator(".menu-item").first.click()
        reza.page.locator("#report-reason").fill("סיבה")
        self._look(reza.page, "dialog: report")
        reza.page.locator("dialog[open] button[type=submit]").click()
        expect(page.locator(".waiting-count")).to_have_text("1")
        self._look(page, "room: a report waits")
        self._sanction(0)
        expect(reza.page.locator(".silence")).to_be_visible()
        self._look(reza.page, "room: muted")
        page.locator(".desk-open").click()
        for at, name in enumerate(("reports", "sanctions", "log")):
            page.locator(".desk-tab").nth(at).click()
            expect(page.locator(".desk-item").first).to_be_visible()
            self._look(page, f"desk: {name}")
        page.locator(".desk-tab").first.click()
        page.locator(".desk-choices .choice:visible").last.click()
        expect(page.locator(".desk-status")).not_to_be_empty()
        self._look(page, "desk: none closed")
        page.keyboard.press("Escape")
        # Whoever is muted already is not offered to be muted.
        self._sanction(0)
        expect(reza.page.locator(".barred")).to_be_visible()
        self._look(reza.page, "room: removed")
        reza.page.locator(".barred button").click()
        expect(reza.page.locator(".scroller")).to_be_visible()
        self._sanction(1)
        expect(reza.page.locator(".barred")).to_be_visible()
        self._look(reza.page, "room: banned")
        self._order("ban", self._id(reza), "--reason", "סיבה", "--for", "1h")
        expect(reza.page.locator(".outside")).to_be_visible()
        self._look(reza.page, "outside")

    def phone(self) -> None:
        """
        The room and its drawers on a phone, and no room at all.
        """
        person = self._member("רות", self.dana.fragment, size=PHONE)
        page = person.page
        self._look(page, "phone: room")
        for at, name in enumerate(("rooms", "people")):
            page.locator(".room-head > button[aria-expanded]").nth(0 if at == 0 else -1).click()
            expect(page.locator(f"#{name}")).to_be_in_viewport()
            self._look(page, f"phone: {name}")
            page.keyboard.press("Escape")
        page.keyboard.press("Control+k")
        expect(page.locator("#search")).to_be_focused()
        self._look(page, "phone: search")
        page.keyboard.press("Escape")
        page.locator(".room-head > button[aria-expanded]").first.click()
        page.locator(".is-active .room-leave").click()
        page.keyboard.press("Escape")
        self._look(page, "phone: no room")

    def _member(self, name: str, fragment: str = "#lobby", size: tuple[int, int] = (1280, 800)) -> Person:
        person = self._crowd.person(self._server.url, locale=self._locale, size=size)
        person.register(f"{name}-{next(_numbers)}").visit(fragment)
        person.is_online()
        return person

    def _room(self) -> None:
        page = self.dana.page
        room = page.evaluate(MAKE_ROOM, ["public", f"tour-{next(_numbers)}", TITLE])
        page.evaluate(SET_TOPIC, [room, TOPIC])
        page.goto(f"{self.dana.url}#{room}")
        expect(page.locator(".title-words")).to_have_text(TITLE)
        self.dana.is_online()

    def _action(self, person: Person, text: str, at: int) -> None:
        person.message(text).first.hover()
        person.message(text).first.locator(".actions:not([inert]) button").nth(at).click()

    def _room_menu(self, page: Page, at: int) -> None:
        page.locator(".room-more").click()
        page.locator(".menu-item").nth(at).click()

    def _menu(self, page: Page, name: str) -> None:
        expect(page.locator(".menu-item").first).to_be_focused()
        self._look(page, name)
        page.keyboard.press("Escape")
        expect(page.locator(".menu")).to_be_hidden()

    def _dialog(self, page: Page, name: str) -> None:
        expect(page.locator("dialog[open]")).to_be_visible()
        self._look(page, name)
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)

    def _sanction(self, at: int) -> None:
        page = self.dana.page
        page.locator("button.person", has_text=self.reza.name).click()
        page.locator(".menu-item.danger").nth(at).click()
        page.locator("#act-reason").fill("סיבה")
        page.locator("dialog[open] button[type=submit]").click()
        expect(page.locator("dialog[open]")).to_have_count(0)

    def _id(self, person: Person) -> str:
        origin = person.url.removesuffix("/")
        site = person.context.request.get(f"{origin}/api/site").json()
        found: str = site["signed_in"]["user"]["id"]
        return found

    def _order(self, *words: str) -> None:
        run = "import sys; from chatd.cli.main import main; sys.exit(main())"
        command = [sys.executable, "-c", run, "--data", str(self._server.data), *words]
        done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr


def shown(findings: list[dict[str, str]]) -> str:
    """
    Findings, one a line.
    """
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in findings)
