"""
A person at a browser, as a test speaks of one.
"""

from typing import Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

DESK = (1280, 800)
PHONE = (390, 844)


class Person:
    """
    One browser profile with the page open.  Whatever its console complains about is kept in `complaints`.
    """

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.url = url
        self.complaints: list[str] = []
        self.page = self._tab()

    def visit(self, fragment: str = "") -> "Person":
        """
        Open the page.
        """
        self.page.goto(self.url + fragment)
        return self

    def enter(self, name: str) -> "Person":
        """
        Come in under a name and wait for the room.
        """
        self.page.locator("#name").fill(name)
        self.page.keyboard.press("Enter")
        self.is_online()
        return self

    def again(self, fragment: str = "") -> Page:
        """
        Another tab of the same profile, which is from now on the one that this person uses.
        """
        self.page = self._tab()
        self.page.goto(self.url + fragment)
        return self.page

    def is_online(self) -> None:
        """
        Wait for the light to be green and the room to be there.
        """
        expect(self.page.locator(".light")).to_have_attribute("data-state", "online")
        expect(self.page.locator(".badge-count")).not_to_be_empty()

    @property
    def field(self) -> Locator:
        """
        Where one writes.
        """
        return self.page.locator("#write")

    @property
    def texts(self) -> Locator:
        """
        The texts in the timeline, from above to below.
        """
        return self.page.locator(".message .text")

    def say(self, *texts: str) -> None:
        """
        Write and press Enter, once for each text.
        """
        for text in texts:
            self.field.fill(text)
            self.field.press("Enter")

    def sees(self, *texts: str) -> None:
        """
        These texts and no others, in this order, and none of them on its way.
        """
        expect(self.texts).to_have_text(list(texts))
        expect(self.page.locator(".is-sending, .is-waiting, .is-failed")).to_have_count(0)

    def _tab(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        return page

    def _note(self, message: ConsoleMessage) -> None:
        # Chromium itself says so when a server is away; the page cannot keep it from that.
        lost = message.text.startswith("WebSocket connection to ") or "ERR_CONNECTION_REFUSED" in message.text
        if message.type in {"error", "warning"} and not lost:
            self.complaints.append(f"{message.type}: {message.text}")


class Crowd:
    """
    Makes people, and knows at the end whether a console complained.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._people: list[Person] = []

    def person(
        self,
        url: str,
        *,
        size: tuple[int, int] = DESK,
        locale: str = "en-US",
        scheme: Literal["dark", "light"] = "light",
    ) -> Person:
        """
        A person with a profile of their own.
        """
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=locale,
            color_scheme=scheme,
            reduced_motion="reduce",
            has_touch=size == PHONE,
        )
        person = Person(context, url)
        self._people.append(person)
        return person

    def go(self) -> list[str]:
        """
        Close every profile, and say what the consoles complained about.
        """
        complaints = [complaint for person in self._people for complaint in person.complaints]
        for person in self._people:
            person.context.close()
        return complaints
