"""
The load generator: one run, one row of figures.
"""

import json
import subprocess
from collections.abc import Iterable, Mapping
from statistics import median

from benchmarks.servers import WORK, Running

Row = dict[str, float | str]
_UNMEASURED = 2
_FAULTS = ("skipped", "doubles", "late", "seq_skipped", "seq_doubles", "seq_late", "dropped", "refused")


class CannotMeasure(Exception):
    """
    The load generator gave up before it had a figure.
    """


def measure(target: Running, *options: str, timeout: float = 300) -> Row:
    """
    Load `target` from core 1 and return the figures by name; see ``.work/load --help`` for the options.
    """
    command = ["taskset", "-c", "1", str(WORK / "load"), "--port", str(target.port), "--pid", str(target.pid)]
    tree = ["--tree"] if target.server.tree else []
    words = [*command, *tree, *target.server.speak, *options]
    done = subprocess.run(words, capture_output=True, text=True, timeout=timeout, check=False)
    if done.returncode >= _UNMEASURED and not done.stdout:
        raise CannotMeasure(f"{target.server.name}: {done.stderr.strip()}")
    row: Row = json.loads(done.stdout)
    return row


def faults(row: Mapping[str, float | str]) -> str:
    """
    What did not arrive once and in order, in words; empty if all did.
    """
    missing = float(row.get("expected", 0)) - float(row.get("delivered", 0))
    found = [f"{missing:.0f} missing"] if missing else []
    found += [f"{name} {row[name]}" for name in _FAULTS if row.get(name)]
    complaint = row.get("complaint")
    return ", ".join([*found, str(complaint)] if complaint else found)


def middle(rows: Iterable[Row], figure: str) -> float:
    """
    The median of one figure over several runs.
    """
    return median(float(row[figure]) for row in rows)
