"""
Real servers and a real browser: one Chromium for all tests, one server for each module, a room for each test.

Without Chromium or Playwright the tests are skipped; CHATD_REQUIRE_BROWSER=1 makes that a failure.
"""

import atexit
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import needs
from tests.browser.server import Server, running
from tests.browser.tunnel import Tunnel
from tests.support.free_ports import held_port
from tests.support.timeouts import PATIENCE

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
user_per_second = 1000
commands_burst = 2000
user_burst = 2000
address_said_per_second = 1000
address_made_per_hour = 1000000
address_queries_per_second = 1000
address_changes_per_second = 1000
connects_per_second = 1000.0

[auth]
registrations_per_hour = 10000.0
"""
FORGETFUL = """
[store]
url = "memory:"
"""
_rooms = count(1)
_accounts = count(1)


_opened: list["Browser"] = []


@pytest.fixture(scope="package")
def chromium() -> "Browser":
    """
    One Chromium for all tests of a process, of whichever package; each person has a profile of their own in it.
    """
    # Here and not above: the tests that need no browser run without Playwright.
    from playwright.sync_api import expect, sync_playwright

    if not _opened:
        expect.set_options(timeout=PATIENCE * 1000)
        playwright = sync_playwright().start()
        browser = playwright.chromium.launch(executable_path=needs.chromium(), args=list(ARGUMENTS))
        _opened.append(browser)
        # A second one could not be started beside it, so it is there until the process ends.
        atexit.register(_close, playwright, browser)
    return _opened[0]


def _close(playwright: Any, browser: "Browser") -> None:
    browser.close()
    playwright.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """
    A chatd for the tests of a module. Its log must have no traceback at the end.
    """
    yield from _fine(tmp_path_factory.mktemp("server"), QUICK)


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Server]:
    """
    A chatd for one test, which may kill it.
    """
    yield from _fine(tmp_path, QUICK)


@pytest.fixture
def forgetful(tmp_path: Path) -> Iterator[Server]:
    """
    A chatd for one test that keeps everything in memory.
    """
    yield from _fine(tmp_path, QUICK + FORGETFUL)


def _fine(directory: Path, config: str) -> Iterator[Server]:
    with running(directory, config) as one:
        yield one
    assert not [line for line in one.log if "Traceback" in line or "#critical" in line], "".join(one.log)


@pytest.fixture
def room() -> str:
    """
    A room that nobody has used before.
    """
    return f"room-{next(_rooms)}"


@pytest.fixture
def tunnel(server: Server) -> Iterator[Tunnel]:
    """
    A connection to the server that can be cut.
    """
    with held_port() as port:
        one = Tunnel(port, server.port)
        one.mend()
        yield one
        one.cut()


@pytest.fixture
def crowd(chromium: "Browser") -> Iterator["Crowd"]:
    """
    People with browsers. No console may have an error or a violation of the content security policy.
    """
    from tests.browser.people import Crowd

    everybody = Crowd(chromium)
    yield everybody
    assert everybody.go() == []


@pytest.fixture
def person(crowd: "Crowd", server: Server, room: str) -> "Callable[..., Person]":
    """
    Creates a person who has opened the page of the module's server, in the test's room or at another fragment.
    """

    def make(fragment: str = f"#{room}", **how: Any) -> "Person":
        return crowd.person(server.url, **how).visit(fragment)

    return make


@pytest.fixture
def member(crowd: "Crowd", server: Server, room: str) -> "Callable[..., Person]":
    """
    Creates a person with an account, who has opened the page in the test's room or at another fragment.
    """

    def make(name: str, fragment: str = f"#{room}", **how: Any) -> "Person":
        one = crowd.person(server.url, **how).register(f"{name}-{next(_accounts)}").visit(fragment)
        one.is_online()
        return one

    return make
