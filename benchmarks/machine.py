"""
Where a run was made: figures without that mean little.
"""

import os
import platform
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def describe() -> dict[str, str]:
    """
    The machine, its software, the day and the commit, ready to print.
    """
    return {
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
        "commit": _commit(),
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "kernel": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "node": _output("node", "--version"),
        # Whoever else uses the machine disturbs the run: it should be near 0 when a run begins.
        "load average before": f"{os.getloadavg()[0]:.1f}",
    }


def _commit() -> str:
    # What runs themselves write is no change of what is measured.
    changed = _output("git", "status", "--porcelain", "--", ":!benchmarks/results", ":!docs")
    commit = _output("git", "rev-parse", "--short", "HEAD")
    return commit if changed in {"", "none"} else f"{commit}-dirty"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _output(*command: str) -> str:
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "none"
    return done.stdout.strip()
