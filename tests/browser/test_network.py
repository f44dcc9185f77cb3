"""
A browser that says it is offline, a network that is gone without a word, and a page that comes back.
"""

from collections.abc import Callable

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Browser, Page, expect

from tests.browser import needs
from tests.browser.people import Crowd, Person
from tests.browser.server import Server
from tests.browser.tunnel import Tunnel

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]

OFFLINE = "You are offline. What you write is kept and sent later."


def say_that_it_is(page: Page, event: str) -> None:
    """
    Let the browser say `offline` or `online`; its sockets know nothing of it.
    """
    page.evaluate(
        """(event) => {
          Object.defineProperty(navigator, "onLine", { configurable: true, get: () => event === "online" });
          dispatchEvent(new Event(event));
        }""",
        event,
    )


def light(page: Page, state: str) -> None:
    expect(page.locator(".light")).to_have_attribute("data-state", state)


def test_offline_is_shown_at_once_and_the_page_comes_back_by_itself(
    tunnel: Tunnel, crowd: Crowd, person: Make, room: str
) -> None:
    """
    The status changes with the browser's event, messages wait, and with the network the page is connected again.
    """
    ann = person().enter("Ann")
    bo = crowd.person(tunnel.url).visit(f"#{room}").enter("Bo")
    tunnel.stall()
    say_that_it_is(bo.page, "offline")
    # Long before a ping could have failed.
    assert bo.page.locator(".light").get_attribute("data-state") in {"offline", "online"}
    light(bo.page, "offline")
    expect(bo.page.locator(".banner")).to_contain_text(OFFLINE)
    bo.say("from the train")
    expect(bo.page.locator(".is-waiting")).to_have_count(1)
    light(bo.page, "offline")
    # The old connections are dead; new ones go through.
    tunnel.cut()
    tunnel.mend()
    say_that_it_is(bo.page, "online")
    bo.is_online()
    expect(bo.page.locator(".banner")).to_be_hidden()
    bo.sees("from the train")
    ann.sees("from the train")


def test_a_false_alarm_does_no_harm(person: Make, room: str) -> None:
    """
    If the browser fires `offline` and the connection still answers, the connection is kept.
    """
    ann = person().enter("Ann")
    sockets: list[str] = []
    ann.page.on("websocket", lambda socket: sockets.append(socket.url))
    ann.page.evaluate(
        """() => {
          window.states = [];
          const light = document.querySelector(".light");
          new MutationObserver(() => window.states.push(light.dataset.state)).observe(light, {
            attributeFilter: ["data-state"],
          });
        }"""
    )
    say_that_it_is(ann.page, "offline")
    ann.page.wait_for_function(
        "window.states.length > 0 && document.querySelector('.light').dataset.state === 'online'"
    )
    assert set(ann.page.evaluate("window.states")) <= {"offline", "online"}
    ann.say("still here")
    ann.sees("still here")
    assert sockets == []


def test_a_page_that_comes_back_asks_whether_it_is_connected(tunnel: Tunnel, crowd: Crowd, room: str) -> None:
    """
    Its connection has died in the background without notice; the page reconnects.
    """
    bo = crowd.person(tunnel.url).visit(f"#{room}").enter("Bo")
    tunnel.stall()
    bo.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(bo.page.locator(".banner")).to_be_visible()
    tunnel.cut()
    tunnel.mend()
    bo.is_online()
    bo.say("awake")
    bo.sees("awake")


def test_a_page_that_the_browser_has_kept_goes_on(chromium: Browser, server: Server, room: str) -> None:
    """
    After Back the room is connected, whether the page came from the browser's cache or not.
    """
    # Playwright switches off what browsers have on.
    keeps = ["--disable-back-forward-cache"]
    with chromium.browser_type.launch(
        executable_path=needs.chromium(), args=["--no-sandbox", "--disable-gpu"], ignore_default_args=keeps
    ) as browser:
        ann = Crowd(browser).person(server.url).visit(f"#{room}").enter("Ann")
        ann.say("before")
        ann.sees("before")
        ann.page.goto(f"{ann.url}favicon.svg")
        ann.page.go_back(wait_until="commit")
        ann.is_online()
        ann.say("after")
        ann.sees("before", "after")
