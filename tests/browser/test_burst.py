"""
More is said at once than the server takes at once.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import expect

from tests.browser.people import Crowd
from tests.browser.server import Server, running

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# As many keys as fit into one turn of the page.
BURST = """(texts) => {
  const field = document.querySelector("#write");
  for (const text of texts) {
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field.form.requestSubmit();
  }
}"""


# So that the slowest machine speaks faster than it may, and waits long enough to be seen to.
TIGHT = """
[limits]
user_per_second = 2
user_burst = 70
"""


@pytest.fixture(params=["", TIGHT], ids=["default", "tight"])
def strict(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """
    A chatd with the limits that it has by default, or less.
    """
    with running(tmp_path, request.param) as one:
        yield one


def test_a_burst_arrives_whole_and_in_order(
    strict: Server, crowd: Crowd, room: str, request: pytest.FixtureRequest
) -> None:
    """
    What is refused for now waits in its place, and the page says what it waits for.
    """
    ann, bo = (crowd.person(strict.url).visit(f"#{room}") for _ in range(2))
    ann.enter("Ann")
    bo.enter("Bo")
    texts = [f"line {at}" for at in range(80)]
    ann.page.evaluate(BURST, texts)
    if "tight" in request.node.name:
        held = ann.page.locator(".sending span:not(.visually-hidden)")
        expect(held).to_have_text("You are writing very fast: this is sent in a moment, in order")
    bo.sees(*texts)
    ann.sees(*texts)
    expect(ann.page.locator(".banner")).to_be_hidden()
    expect(ann.page.locator(".notice")).to_have_count(0)
