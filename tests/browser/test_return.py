"""
The server goes away and comes back.
"""

from collections.abc import Callable

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import expect

from tests.browser.people import Crowd, Person
from tests.browser.server import Server
from tests.browser.tunnel import Tunnel

pytestmark = pytest.mark.browser
Make = Callable[..., Person]


def test_a_killed_server_loses_no_message_that_waits(server: Server, person: Make) -> None:
    """
    What is written meanwhile is sent on return, once and in order; the page says that there is a gap.
    """
    ann, bo = person().enter("Ann"), person().enter("Bo")
    ann.say("before")
    bo.sees("before")
    server.kill()
    expect(ann.page.locator(".light")).not_to_have_attribute("data-state", "online")
    expect(ann.page.locator(".banner")).to_contain_text("Connection lost")
    ann.say("while away", "and more")
    expect(ann.page.locator(".is-waiting")).to_have_count(2)
    server.start()
    for one in (ann, bo):
        one.is_online()
        one.sees("while away", "and more")
        expect(one.page.locator(".gap")).to_contain_text("There is a gap here")
    expect(bo.page.locator(".person-name")).to_have_text(["Bo", "Ann"])
    bo.say("welcome back")
    ann.sees("while away", "and more", "welcome back")


def test_what_waits_survives_a_reload(tunnel: Tunnel, crowd: Crowd) -> None:
    """
    A message that was not sent when the page was closed is sent when it is opened again in that tab.
    """
    ann = crowd.person(tunnel.url).visit().enter("Ann")
    tunnel.cut()
    ann.say("from the tunnel")
    expect(ann.page.locator(".is-waiting")).to_have_count(1)
    tunnel.mend()
    ann.page.reload()
    ann.is_online()
    ann.sees("from the tunnel")


def test_a_lost_connection_misses_nothing(tunnel: Tunnel, crowd: Crowd, person: Make) -> None:
    """
    After a tunnel the page goes on from where it was: no gap, nothing twice, and a line above what was missed.
    """
    ann = person().enter("Ann")
    bo = crowd.person(tunnel.url).visit().enter("Bo")
    ann.say("before")
    bo.sees("before")
    tunnel.cut()
    ann.say("one", "two")
    ann.sees("before", "one", "two")
    expect(bo.page.locator(".banner")).to_contain_text("Connection lost")
    tunnel.mend()
    bo.sees("before", "one", "two")
    expect(bo.page.locator(".divider")).to_have_text("You missed 2 messages")
    expect(bo.page.locator(".divider + .message .text")).to_have_text("one")
    expect(bo.page.locator(".gap")).to_have_count(0)
    bo.say("back")
    ann.sees("before", "one", "two", "back")


def test_an_orderly_stop_is_waited_out(server: Server, person: Make) -> None:
    """
    A restart of the server is a pause of seconds.
    """
    ann = person().enter("Ann")
    assert server.stop() == 0
    expect(ann.page.locator(".light")).not_to_have_attribute("data-state", "online")
    server.start()
    ann.is_online()
    ann.say("still here")
    ann.sees("still here")

