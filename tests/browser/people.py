"""
A person with a browser, and what they do on the page.
"""

import json
import re
from collections.abc import Callable
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, WebSocketRoute, expect

from tests.support.timeouts import PATIENCE

DESK = (1280, 800)
PHONE = (390, 844)


# The client module as any site uses it, talking from inside the page.
SPEAK = """async ([room, texts]) => {
  const { Client } = await import(new URL("chatd.js", document.baseURI));
  const client = new Client({ credentials: { guest: "Clio" } });
  await client.join(room);
  await Promise.all(texts.map((text) => client.say(room, text)));
  client.disconnect();
}"""

# A room of one's own, made by the account that is signed in.
MAKE_ROOM = """async ([kind, room, title]) => {
  const { Client } = await import(new URL("chatd.js", document.baseURI));
  const client = new Client();
  await new Promise((resolve) => {
    client.addEventListener("state", ({ detail }) => detail.state === "online" && resolve());
    client.connect();
  });
  const made = await client.command("create", { kind, ...(room ? { room } : {}), title });
  client.disconnect();
  return made.room;
}"""
PASSWORD = "correct horse"
AWAY = re.compile("Connection lost|cannot be reached")
"""What the page says of a connection that is lost, before and after it has found out why."""


def speak(page: Page, room: str, texts: int | list[str]) -> None:
    """
    Let another user say these texts in a room, or that many lines.
    """
    lines = texts if isinstance(texts, list) else [f"line {at}" for at in range(1, texts + 1)]
    page.evaluate(SPEAK, [room, lines])


def refuse_commands(page: Page, code: str, is_refused: Callable[[dict[str, Any]], bool]) -> None:
    """
    Answer the commands for which `is_refused` is true with the error `code`, in place of the server.

    For the WebSockets that the page opens from now on.
    """

    def relay(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def forward(frame: str | bytes) -> None:
            command = json.loads(frame)
            if is_refused(command):
                socket.send(json.dumps({"type": "error", "ref": command["ref"], "code": code, "message": "no"}))
            else:
                server.send(frame)

        socket.on_message(forward)

    page.route_web_socket("**/ws", relay)


class Person:
    """
    One browser profile with the page open. Messages of its console that are errors are kept in `complaints`.
    """

    def __init__(self, context: BrowserContext, url: str, *, touches: bool = False) -> None:
        self.context = context
        self.url = url
        self.complaints: list[str] = []
        self.name = ""
        self.touches = touches
        self.page = self._tab()

    def visit(self, fragment: str = "") -> "Person":
        """
        Open the page.
        """
        self.page.goto(self.url + fragment)
        return self

    def register(self, name: str) -> "Person":
        """
        Create an account of that name and sign in with this profile's cookie.
        """
        self.name = name
        origin = self.url.removesuffix("/")
        account = {"name": name, "password": PASSWORD}
        made = self.context.request.post(f"{origin}/api/account", data=account, headers={"Origin": origin})
        assert made.ok, made.text()
        return self

    def enter(self, name: str, *, away: bool = False) -> "Person":
        """
        Log in under a name and wait for the room; with `away` not for the room.
        """
        self.page.locator("#name").fill(name)
        self.page.keyboard.press("Enter")
        if away:
            expect(self.page.locator(".light")).to_have_attribute("data-state", "online")
        else:
            self.is_online()
        return self

    def again(self, fragment: str = "") -> Page:
        """
        Open another tab of the same profile, and use it from now on.
        """
        self.page = self._tab()
        self.page.goto(self.url + fragment)
        return self.page

    def is_online(self) -> None:
        """
        Wait until the page is online and shows the room.
        """
        expect(self.page.locator(".light")).to_have_attribute("data-state", "online")
        expect(self.page.locator(".badge-count")).not_to_be_empty()

    @property
    def field(self) -> Locator:
        """
        The composer.
        """
        return self.page.locator("#write")

    @property
    def texts(self) -> Locator:
        """
        The texts in the timeline, from top to bottom.
        """
        return self.page.locator(".message .text")

    def say(self, *texts: str) -> None:
        """
        Type each text and press Enter; on a phone, the button.
        """
        for text in texts:
            self.field.fill(text)
            if self.touches:
                self.page.locator(".send").tap()
            else:
                self.field.press("Enter")

    def reload(self) -> None:
        """
        Load the page again and wait for the room.
        """
        self.page.reload()
        self.is_online()

    def close(self) -> str:
        """
        Close the page; returns its address.
        """
        address = self.page.url
        self.page.close()
        return address

    def message(self, text: str) -> Locator:
        """
        The element of the message with this text.
        """
        return self.page.locator(".message", has_text=text)

    def act(self, text: str, action: str) -> None:
        """
        Press the button for `action` of a message, as shown under the pointer.
        """
        self.message(text).hover()
        self.message(text).get_by_role("button", name=action, exact=True).click()

    def more(self, text: str, action: str) -> None:
        """
        Choose `action` from the menu of a message.
        """
        self.act(text, "More")
        self.page.get_by_role("menuitem", name=action, exact=True).click()

    def choose(self, action: str) -> None:
        """
        Choose `action` from the menu of the open room.
        """
        self.page.get_by_role("button", name="Room options").click()
        self.page.get_by_role("menuitem", name=action, exact=True).click()

    def person_menu(self, name: str, action: str) -> None:
        """
        Choose `action` from the menu of a user in the list of people.
        """
        self.page.locator("button.person", has_text=name).click()
        self.page.get_by_role("menuitem", name=action, exact=True).click()

    def make_room(self, kind: str, *, title: str, room: str | None = None) -> str:
        """
        Create a room and open it; returns its id.
        """
        made: str = self.page.evaluate(MAKE_ROOM, [kind, room, title])
        self.page.goto(f"{self.url}#{made}")
        expect(self.page.locator(".title-words")).to_have_text(title)
        self.is_online()
        return made

    @property
    def fragment(self) -> str:
        """
        The fragment of the address: the open room.
        """
        return "#" + self.page.url.partition("#")[2]

    def sees(self, *texts: str) -> None:
        """
        Wait until the timeline has exactly these texts, in this order, all of them sent.
        """
        expect(self.texts).to_have_text(list(texts))
        expect(self.page.locator(".is-sending, .is-waiting, .is-failed")).to_have_count(0)

    def _tab(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        return page

    def _note(self, message: ConsoleMessage) -> None:
        # Chromium itself says so when a server is away or refuses something; the page cannot keep it from that.
        # A connection that waits in the kernel when its server goes away is reset, and a later one is refused.
        lost = re.search("^WebSocket connection to |ERR_CONNECTION_(REFUSED|RESET)", message.text) is not None
        refused = message.text.startswith("Failed to load resource: the server responded with a status of 4")
        asked = message.location.get("url", "")
        # `/ws` is asked why no connection could be opened, and may be there again by then.
        refused = refused and ("/api/" in asked or "/ws?" in asked)
        if message.type in {"error", "warning"} and not lost and not refused:
            self.complaints.append(f"{message.type}: {message.text}")


class Crowd:
    """
    Creates people, and checks the consoles at the end.
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
        insecure: bool = False,
    ) -> Person:
        """
        A person with a new profile; an `insecure` one accepts any certificate.
        """
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=locale,
            color_scheme=scheme,
            reduced_motion="reduce",
            has_touch=size == PHONE,
            ignore_https_errors=insecure,
        )
        context.set_default_timeout(PATIENCE * 1000)
        person = Person(context, url, touches=size == PHONE)
        self._people.append(person)
        return person

    def go(self) -> list[str]:
        """
        Close every profile; returns the errors of the consoles.
        """
        complaints = [complaint for person in self._people for complaint in person.complaints]
        for person in self._people:
            person.context.close()
        return complaints
