"""
The `EventSource` of a real Chromium, in the page of docs/push.md.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.server import Server
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import Person, dial

pytestmark = [pytest.mark.browser, pytest.mark.slow]
GUIDE = (Path(__file__).parents[2] / "docs" / "push.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```html\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


def speaker(server: Server) -> Person:
    """
    Somebody who talks in the room.
    """
    return Person(dial(server.port), "Ann", "news")


def test_page_of_the_guide_shows_what_is_said_and_goes_on_after_a_kill(chromium: Any, mortal: Server) -> None:
    """
    The browser reconnects by itself with the last id: nothing is missing and nothing is there twice.
    """
    (block,) = BLOCKS
    ann = speaker(mortal)
    ann.ask(type="say", room="news", text="before")
    context = chromium.new_context()
    try:
        page = context.new_page()
        account = json.dumps({"name": "Bea", "password": "correct horse"})
        made = context.request.post(
            f"{mortal.url}api/account",
            data=account,
            headers={"Content-Type": "application/json", "Origin": mortal.url.rstrip("/")},
        )
        assert made.status == 201, made.text()
        demo = f"{mortal.url}demo"
        page.route(demo, lambda route: route.fulfill(body=block, content_type="text/html"))
        page.goto(demo)
        lines = page.locator("#news li")
        lines.nth(0).wait_for(timeout=PATIENCE * 1000)
        ann.ask(type="say", room="news", text="live")
        lines.nth(1).wait_for(timeout=PATIENCE * 1000)
        assert lines.all_text_contents() == ["before", "live"]
        mortal.kill()
        mortal.start()
        ann = speaker(mortal)
        ann.ask(type="say", room="news", text="missed")
        lines.nth(2).wait_for(timeout=PATIENCE * 1000)
        ann.ask(type="say", room="news", text="again")
        lines.nth(3).wait_for(timeout=PATIENCE * 1000)
        assert lines.all_text_contents() == ["before", "live", "missed", "again"]
        ann.close()
    finally:
        context.close()
