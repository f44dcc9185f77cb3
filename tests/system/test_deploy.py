"""
The files in deploy/, as systemd itself reads them.
"""

import re
import subprocess
from pathlib import Path

from tests.support.programs import program
from tests.support.timeouts import PATIENCE

DEPLOY = Path(__file__).parents[2] / "deploy"


def test_unit_is_exposed_to_little() -> None:
    """
    At most 2.0 of 10, and at most what the page says.
    """
    command = [program("systemd-analyze"), "security", "--offline=true", "--threshold=20", "--no-pager"]
    done = subprocess.run(
        [*command, str(DEPLOY / "chatd.service")], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.search(r"Overall exposure level for chatd\.service: ([0-9.]+)", done.stdout)
    assert found is not None
    assert f"gives it {found[1]} of 10" in (DEPLOY / "README.md").read_text(encoding="utf-8")


def test_units_have_no_mistakes() -> None:
    """
    Only the program is not there.
    """
    for name in ("chatd.service", "chatd.socket"):
        done = subprocess.run(
            [program("systemd-analyze"), "verify", str(DEPLOY / name)],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        lines = [line for line in done.stderr.splitlines() if name in line and "is not executable" not in line]
        assert lines == []
