"""
Tables, the chart, and the page they go into.
"""

from xml.etree import ElementTree as ET

import pytest

from benchmarks.chart import draw
from benchmarks.compare import table
from benchmarks.generator import Row, faults
from benchmarks.goals import Judgement, Verdict
from benchmarks.report import comparison_table, fill, goals_table


def test_what_stands_between_the_markers_is_replaced() -> None:
    """
    The page keeps its words around the table.
    """
    page = "before\n<!-- goals: begin -->\nold\n<!-- goals: end -->\nafter\n"
    assert fill(page, "goals", "new") == page.replace("old", "new")


def test_page_without_markers_is_left_alone() -> None:
    """
    A page that has lost its markers is an error, not an empty table.
    """
    with pytest.raises(ValueError, match="goals"):
        fill("words", "goals", "new")


def test_table_shows_medians_cheapest_first() -> None:
    """
    One odd run does not move a figure.
    """
    rows: list[Row] = [
        {"server": server, "case": "one", "cpu_us_per_delivery": cost}
        for server, costs in {"ws": (12.0, 11.0, 99.0), "chatd": (8.0, 9.0, 7.0)}.items()
        for cost in costs
    ]
    assert table(rows) == {"ws": {"one": 12.0}, "chatd": {"one": 8.0}}
    lines = comparison_table(rows).splitlines()
    assert lines[2].startswith("| **chatd** | **8**")
    assert lines[3].startswith("| ws (Node) | 12")


def test_figure_of_a_faulty_run_is_marked() -> None:
    """
    A server that loses messages is not shown as a cheap one.
    """
    row: Row = {"server": "nchan", "case": "ten", "cpu_us_per_delivery": 2.0, "expected": 9, "delivered": 8}
    shown = comparison_table([row])
    assert "2 †" in shown
    assert "no result" in shown


def test_missed_goal_stands_out() -> None:
    """
    A reader sees at a glance which goals are missed.
    """
    rows = [Verdict("idle connection", 10, got, "KB").as_row() for got in (9.0, 11.0)]
    held, missed = goals_table(rows, {}).splitlines()[2:]
    assert "| holds |" in held
    assert "| **missed** |" in missed


def test_goal_that_was_not_measured_is_no_success() -> None:
    """
    A goal without a figure stands in the table with the reason, and does not count as reached.
    """
    judgement = Judgement([], {"durable": "the log was kept in memory"}, [])
    assert not judgement.holds
    assert goals_table([], judgement.unmeasured).endswith("| **not measured** | the log was kept in memory |")


def test_whole_run_has_no_faults() -> None:
    """
    Nothing is said about a run in which everything arrived.
    """
    assert not faults({"expected": 9, "delivered": 9, "doubles": 0, "complaint": ""})


def test_missing_deliveries_are_said() -> None:
    """
    A message that never came is told beside the figure it spoils.
    """
    assert faults({"expected": 9, "delivered": 7, "doubles": 1}) == "2 missing, doubles 1"


def test_chart_is_well_formed() -> None:
    """
    The chart has two bars for each server, and names that need escaping do no harm.
    """
    svg = draw("µs <a delivery>", ("one", "many"), {"chatd": (8.0, 0.6), "C & C": (7.0, 7.5)}, "chatd")
    root = ET.fromstring(svg)
    bars = [node for node in root if node.tag.endswith("rect") and float(node.attrib["height"]) < 12]
    assert len(bars) == 4
