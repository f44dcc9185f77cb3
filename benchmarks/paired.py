"""
Paired runs: what people who talk notice of a flood beside them.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any

from benchmarks import fetch
from benchmarks.generator import CannotMeasure, Row
from benchmarks.machine import describe
from benchmarks.servers import ROOT, CannotStart


def judge(goal: str, must: float, pairs: int, pair: Callable[[int], Row]) -> int:
    """
    Run `pair` for each number below `pairs`, and print what each showed and whether the median of their ratios is at
    most `must`.  Returns the exit status: 0 if it is, 1 if not, 2 if it could not be measured.
    """
    fetch.compile_programs()
    machine = describe()
    try:
        rows = [pair(number) for number in range(pairs)]
    except (CannotMeasure, CannotStart, OSError, TimeoutError) as error:
        print(f"not measured: {error}", file=sys.stderr)
        return 2
    got = median(float(row["ratio"]) for row in rows)
    verdict = {"goal": goal, "must": must, "got": round(got, 3), "holds": got <= must}
    print(json.dumps({"machine": machine, "pairs": rows, "verdict": verdict}, indent=2))
    return 0 if verdict["holds"] else 1


def begin_flood(module: str, *arguments: str) -> subprocess.Popen[str]:
    """
    Start `module` as a flood in a process of its own, whose output `end_flood` reads.
    """
    # It shares its core with the load generator, which must not wait for it.
    words = ["nice", "-n", "19", "taskset", "-c", "1", sys.executable, "-m", module, *arguments]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def end_flood(flood: subprocess.Popen[str]) -> Row:
    """
    Wait for the end of a flood; returns the row of JSON that it printed.  Raises CannotMeasure if it broke off.
    """
    try:
        said, _ = flood.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        flood.kill()
        flood.communicate()
        raise
    if flood.returncode:
        raise CannotMeasure("the flood broke off")
    found: Row = json.loads(said)
    return found


def compare(without: Row, beside: Row, figure: str, flood: Mapping[str, Any]) -> Row:
    """
    One row about two runs: their `figure` (``ack`` or ``delivery``) and processor share, and what the flood told.
    """
    p99 = [float(run[f"{figure}_p99_ms"]) for run in (without, beside)]
    row: Row = {"ratio": round(p99[1] / p99[0], 3), "p99_ms_without": p99[0], "p99_ms_beside": p99[1]}
    row |= {"p50_ms_without": without[f"{figure}_p50_ms"], "p50_ms_beside": beside[f"{figure}_p50_ms"]}
    row |= {"cpu_without": without["cpu_share"], "cpu_beside": beside["cpu_share"]}
    return row | {f"flood_{name}": value for name, value in flood.items()}
