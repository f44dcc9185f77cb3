"""
The dashboard, the alerts and the scrape configuration in `deploy/`: they ask for metrics that there are.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.test_docs import rows, section

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
PROMTOOL = shutil.which("promtool")
LISTED = {
    name
    for name in rows(section((ROOT / "docs" / "operations.md").read_text("utf-8"), "Watching it"))
    if name.startswith("chatd_")
}
"""The metrics of the page, which `tests/test_docs.py` compares with the exposition."""

if PROMTOOL is None and os.environ.get("CHATD_REQUIRE_PROMTOOL"):
    raise RuntimeError("promtool is required (Debian: prometheus)")


def dashboard() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DEPLOY / "grafana-dashboard.json").read_text("utf-8"))
    return found


def unknown(text: str) -> set[str]:
    """
    The metrics that `text` asks for and that there are not.
    """
    names = set(re.findall(r"\bchatd_\w+", text))
    return {name for name in names if name not in LISTED and re.sub(r"_(bucket|count|sum)$", "", name) not in LISTED}


def test_dashboard_asks_for_metrics_that_there_are() -> None:
    expressions = [target["expr"] for panel in dashboard()["panels"] for target in panel.get("targets", ())]
    assert len(expressions) > 40
    assert unknown("\n".join(expressions)) == set()
    shown = {re.sub(r"_(bucket|count|sum)$", "", name) for name in re.findall(r"chatd_\w+", "\n".join(expressions))}
    assert len(shown & LISTED) > 35


def test_panels_have_names_and_places_of_their_own() -> None:
    panels = dashboard()["panels"]
    assert len({panel["id"] for panel in panels}) == len({panel["title"] for panel in panels}) == len(panels)
    taken: set[tuple[int, int]] = set()
    for place in (panel["gridPos"] for panel in panels):
        cells = {(place["x"] + x, place["y"] + y) for x in range(place["w"]) for y in range(place["h"])}
        assert not cells & taken
        taken |= cells


def test_alerts_ask_for_metrics_that_there_are_and_are_in_the_page_for_incidents() -> None:
    text = (DEPLOY / "chatd-alerts.yml").read_text("utf-8")
    assert unknown(text) == set()
    alerts = re.findall(r"- alert: (\w+)", text)
    assert len(alerts) == text.count("expr:") > 10
    page = (ROOT / "docs" / "incidents.md").read_text("utf-8")
    assert [alert for alert in alerts if f"`{alert}`" not in page] == []


@pytest.mark.skipif(PROMTOOL is None, reason="there is no promtool (Debian: prometheus)")
def test_promtool_accepts_rules_and_configuration(tmp_path: Path) -> None:
    assert PROMTOOL is not None
    for name in ("chatd-alerts.yml", "prometheus.yml"):
        (tmp_path / name).write_text((DEPLOY / name).read_text("utf-8"), "utf-8")
    for kind, name in (("rules", "chatd-alerts.yml"), ("config", "prometheus.yml")):
        done = subprocess.run(
            [PROMTOOL, "check", kind, name], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(PROMTOOL is None, reason="there is no promtool (Debian: prometheus)")
def test_promtool_accepts_the_metrics() -> None:
    """
    Their names and units are what Prometheus recommends.
    """
    from tests.server.test_metrics import scrape
    from tests.support.memory_node import Listener

    assert PROMTOOL is not None
    text = scrape(Listener())[2]
    done = subprocess.run([PROMTOOL, "check", "metrics"], input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
