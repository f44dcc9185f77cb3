"""
The page in Chromium, through each proxy as deploy/README.md configures it.
"""

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import expect

from tests.browser.conftest import chromium, crowd
from tests.proxies.scene import KINDS, Start

if TYPE_CHECKING:
    from tests.browser.people import Crowd

__all__ = ("chromium", "crowd")

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("kind", KINDS)
def test_page_is_loaded_again_and_again_and_people_talk(start: Start, crowd: "Crowd", kind: str) -> None:
    """
    Four times by one person, who then talks with another; the log has no line about a fault.
    """
    scene = start(kind)
    ann = crowd.person(scene.url, insecure=True).visit("#lobby").enter("Ann")
    for _ in range(3):
        ann.reload()
    ben = crowd.person(scene.url, insecure=True).visit("#lobby").enter("Ben")
    ann.say("hello Ben")
    expect(ben.message("hello Ben")).to_be_visible()
    ben.say("hello Ann")
    expect(ann.message("hello Ann")).to_be_visible()
    assert scene.refusals() == []
