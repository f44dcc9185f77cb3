"""
A room of large messages behind a line of 2 Mbit/s, as Chromium imitates one.
"""

from collections.abc import Callable

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import expect

from tests.browser.people import Person, speak

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]

LARGE = 50
EMOJI = "\N{GRINNING FACE}" * 3990
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 250_000, "uploadThroughput": 250_000}


def test_a_room_of_large_messages_is_read_over_a_slow_line(person: Make, room: str) -> None:
    """
    The newest come first, the others on scrolling up, new ones meanwhile; all on one connection.
    """
    ann = person().enter("Ann")
    speak(ann.page, room, [f"{number} {EMOJI}" for number in range(1, LARGE + 1)])
    bo = person()
    connections: list[str] = []
    bo.page.on("websocket", lambda socket: connections.append(socket.url))
    line = bo.context.new_cdp_session(bo.page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    bo.enter("Bo")
    expect(bo.texts.last).to_contain_text(f"{LARGE} ")
    ann.say("meanwhile")
    expect(bo.texts.last).to_have_text("meanwhile")
    while bo.page.locator(".start").count() == 0:
        held = bo.texts.count()
        bo.page.locator(".scroller").evaluate("scroller => scroller.scrollTo(0, 0)")
        expect(bo.texts).not_to_have_count(held)
    expect(bo.texts).to_have_count(LARGE + 1)
    begins = bo.texts.evaluate_all("texts => texts.map((text) => text.textContent.split(' ')[0])")
    assert begins == [*(str(number) for number in range(1, LARGE + 1)), "meanwhile"]
    assert len(connections) == 1, connections
