"""
Every view for everybody: axe finds nothing, text of any direction stands alone, and password managers know whose it is.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Page

from tests.browser import needs, tour
from tests.browser.people import Crowd
from tests.browser.server import ROOT, Server

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

# All rules, the experimental ones too, but for a contrast of 7 to 1, which WCAG asks for at level AAA only.
RUN = """async (only) => {
  const left = ["color-contrast-enhanced"];
  const names = axe.getRules().map(({ ruleId }) => ruleId);
  const rules = Object.fromEntries(names.map((name) => [name, { enabled: !left.includes(name) }]));
  const options = only ? { runOnly: { type: "rule", values: only } } : { rules };
  const { violations } = await axe.run(document, { ...options, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, failureSummary }) => ({
      rule: id, at: target.join(" "), html: html.slice(0, 200), why: failureSummary.slice(0, 300),
    })),
  );
}"""

# Text from right to left has to be isolated from what stands around it, by an element with a direction of its own or by
# the marks of an isolate.  A field finds out its direction by itself.
STRAY = r"""() => {
  const right = /[\u0590-\u08ff]/;
  const bare = (text) => right.test(text.replace(/\u2068[^\u2068\u2069]*\u2069/g, ""));
  const apart = (element) => element.closest("[dir], bdi") !== null;
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (bare(node.data) && !apart(node.parentElement) && !node.parentElement.closest(".avatar")) {
      found.push({ rule: "text", at: node.parentElement.className, html: node.data });
    }
  }
  const unwritten = "[type=password], [type=radio], [type=checkbox]";
  for (const field of document.querySelectorAll(`input:not(${unwritten}), textarea`)) {
    if (field.dir !== "auto" && field.getAttribute("aria-hidden") !== "true") {
      found.push({ rule: "field", at: field.id || field.className, html: "" });
    }
  }
  for (const element of document.querySelectorAll("[aria-label], [placeholder]")) {
    const label = element.getAttribute("aria-label") ?? element.getAttribute("placeholder");
    if (bare(label) && /[A-Za-z]/.test(label.replace(/\u2068[^\u2068\u2069]*\u2069/g, ""))) {
      found.push({ rule: "label", at: element.className, html: label });
    }
  }
  return found;
}"""


class Findings:
    """
    What was found in the views that were looked at.
    """

    def __init__(self, *, pictures: Path | None = None) -> None:
        self.all: list[dict[str, Any]] = []
        self._pictures = pictures
        self._source = (
            AXE.read_text(encoding="utf-8")
            if AXE.exists()
            else needs.missing("axe-core is not installed (npm install --no-package-lock)")
        )

    def look(self, page: Page, name: str) -> None:
        """
        Look at a view by day and by night.
        """
        if not page.evaluate("'axe' in globalThis"):
            page.evaluate(self._source)
        for scheme, only in (("light", None), ("dark", ["color-contrast"])):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            self._note(f"{name}, {scheme}", page.evaluate(RUN, only))
            if self._pictures:
                page.screenshot(path=self._pictures / f"{name} {scheme}.png".replace(": ", "-").replace(" ", "-"))
        page.emulate_media(color_scheme="light")
        self._note(name, page.evaluate(STRAY))

    def _note(self, view: str, found: list[dict[str, str]]) -> None:
        self.all.extend({"view": view, **one} for one in found)


@pytest.fixture
def findings() -> Findings:
    """
    Nothing yet.
    """
    return Findings()


@pytest.mark.slow
def test_axe_finds_nothing_at_the_gate(crowd: Crowd, server: Server, findings: Findings) -> None:
    """
    The short form of the next test, in English.
    """
    tour.gates(crowd, server, findings.look)
    assert not findings.all, tour.shown(findings.all)


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en-US", pytest.param("zh-CN", marks=pytest.mark.thorough)])
@pytest.mark.parametrize(
    "part",
    [
        "gates",
        "conversation",
        "moderation",
        "phone",
        *(pytest.param(part, marks=pytest.mark.thorough) for part in ("search", "dialogs", "settings")),
    ],
)
def test_axe_finds_nothing_in_any_view(
    crowd: Crowd, server: Server, findings: Findings, part: str, locale: str
) -> None:
    """
    All rules, every view, both themes, both languages.
    """
    if part == "gates":
        tour.gates(crowd, server, findings.look, locale)
    else:
        walk: Callable[[], None] = getattr(tour.Tour(crowd, server, findings.look, locale), part)
        walk()
    assert not findings.all, tour.shown(findings.all)
