"""
Results as files: JSON for whoever wants to reckon, Markdown for whoever wants to read.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.chart import draw
from benchmarks.compare import CASES, IN_FLIGHT, ONE_AT_A_TIME, table
from benchmarks.generator import Row, faults
from benchmarks.machine import ROOT
from benchmarks.servers import HERE, SERVERS

RESULTS = HERE / "results"
PAGE = ROOT / "docs/performance.md"
CHART = ROOT / "docs/images/performance.svg"


def save(name: str, machine: Mapping[str, str], **content: Any) -> Path:
    """
    Write one run's results, with the machine as it was when the run began, replacing those of the run before.
    """
    path = RESULTS / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"machine": machine, **content}, indent=1, ensure_ascii=False) + "\n")
    return path


def load(name: str) -> dict[str, Any] | None:
    """
    The results of the newest run of that name, or None.
    """
    path = RESULTS / f"{name}.json"
    return dict(json.loads(path.read_text())) if path.exists() else None


def comparison_table(rows: Sequence[Row]) -> str:
    """
    Servers down, cases across, medians, cheapest first; † where not everything arrived once and in order.
    """
    found = table(rows)
    faulty = {(row["server"], row["case"]) for row in rows if faults(row)}
    ordered = sorted(found, key=lambda server: found[server].get(ONE_AT_A_TIME.name, 0))
    lines = [_line("", *(case.title for case in CASES)), _line("---", *("---:" for _ in CASES))]
    for server in ordered:
        cells = [_figure(found[server].get(case.name), faulty=(server, case.name) in faulty) for case in CASES]
        title = SERVERS[server].title
        bold = server == "chatd"
        lines.append(_line(*(f"**{cell}**" if bold and cell else cell for cell in (title, *cells))))
    if faulty:
        lines += ["", "† Not everything arrived once and in order: the figure is no result."]
    return "\n".join(lines)


def goals_table(verdicts: Sequence[Row], unmeasured: Mapping[str, str]) -> str:
    """
    Goals down: what must be, what was got, and what else the run showed; at the end what was not measured, and why.
    """
    lines = [_line("goal", "must", "got", "", "measured"), _line("---", "---:", "---:", "---", "---")]
    for row in verdicts:
        must, got = (f"{float(row[name]):.3g} {row['unit']}" for name in ("must", "got"))
        verdict = "holds" if row["holds"] == "yes" else "**missed**"
        lines.append(_line(str(row["goal"]), f"≤ {must}", got, verdict, str(row["note"])))
    lines += [_line(name, "", "", "**not measured**", reason) for name, reason in unmeasured.items()]
    return "\n".join(lines)


def publish() -> list[Path]:
    """
    Bring the chart and the tables of docs/performance.md up to the newest results; the files written.
    """
    page = PAGE.read_text()
    written = [PAGE]
    if compared := load("compare"):
        CHART.parent.mkdir(parents=True, exist_ok=True)
        CHART.write_text(_chart(compared["rows"]))
        written.append(CHART)
        page = fill(
            page,
            "compare",
            f"{comparison_table(compared['rows'])}\n\n{_rounds(compared['rows'])} {_machine(compared['machine'])}",
        )
    if judged := load("goals"):
        page = fill(
            page, "goals", f"{goals_table(judged['verdicts'], judged['unmeasured'])}\n\n{_machine(judged['machine'])}"
        )
    PAGE.write_text(page)
    return written


def fill(page: str, name: str, text: str) -> str:
    """
    The page with what stands between the two markers of that name replaced; ValueError without them.
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    if begin not in page or end not in page:
        raise ValueError(f"there is no {begin} … {end} in the page")
    before, _, rest = page.partition(begin)
    return f"{before}{begin}\n{text}\n{end}{rest.partition(end)[2]}"


def _chart(rows: Sequence[Row]) -> str:
    found = table(rows)
    bars = {
        SERVERS[server].title: (cases.get(ONE_AT_A_TIME.name, 0), cases.get(IN_FLIGHT.name, 0))
        for server, cases in sorted(found.items(), key=lambda item: item[1].get(IN_FLIGHT.name, 0))
        if server not in {"signals", "memory"}
    }
    legend = ("one message at a time", "16 messages in flight")
    return draw("Server CPU per delivery in a room of 1000, µs (logarithmic; shorter is better)", legend, bars, "chatd")


def _rounds(rows: Sequence[Row]) -> str:
    rounds = 1 + max(int(row["round"]) for row in rows)
    return "One round." if rounds == 1 else f"Medians of {rounds} rounds."


def _machine(machine: Mapping[str, str]) -> str:
    words = (f"{name} {value}" for name, value in machine.items())
    return f"Measured with {', '.join(words)}."


def _figure(value: float | None, *, faulty: bool) -> str:
    if value is None:
        return ""
    return f"{value:.3g} †" if faulty else f"{value:.3g}"


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
