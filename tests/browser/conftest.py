"""
A real server and a real browser for each test that wants them.

Without Chromium or Playwright the tests are skipped; CHATD_REQUIRE_BROWSER=1 makes that a failure.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import needs
from tests.browser.server import Server, running
from tests.browser.tunnel import Tunnel

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.people import Crowd, Person

needs.playwright()

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Tests speak faster than people.
QUICK = """
[limits]
commands_per_second = 1000
commands_burst = 2000
connects_per_second = 1000.0
"""


@pytest.fixture(scope="package")
def chromium() -> Iterator["Browser"]:
    """
    One Chromium for all tests; each person has a profile of their own in it.
    """
    # Here and not above: the tests that need no browser run without Playwright.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=needs.chromium(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """
    A chatd of the test's own, whose log has to be without a traceback at the end.
    """
    with running(tmp_path, QUICK) as one:
        yield one
    assert not [line for line in one.log if "Traceback" in line or "#critical" in line], "".join(one.log)


@pytest.fixture
def tunnel(server: Server) -> Iterator[Tunnel]:
    """
    A way to the server that can be cut.
    """
    one = Tunnel(server.port)
    one.mend()
    yield one
    one.cut()


@pytest.fixture
def crowd(chromium: "Browser") -> Iterator["Crowd"]:
    """
    People at browsers.  No console may have complained: no error, no violation of the content security policy.
    """
    from tests.browser.people import Crowd

    everybody = Crowd(chromium)
    yield everybody
    assert everybody.go() == []


@pytest.fixture
def person(crowd: "Crowd", server: Server) -> "Callable[..., Person]":
    """
    Makes a person who has the page of the test's server open, at `fragment`.
    """

    def make(fragment: str = "", **how: Any) -> "Person":
        return crowd.person(server.url, **how).visit(fragment)

    return make
