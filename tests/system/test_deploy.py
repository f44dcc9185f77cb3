"""
The files in deploy/, as systemd itself reads them.
"""

import re
import subprocess
from pathlib import Path

from chatd.cli.main import make_parser
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


def test_timer_of_backups_has_no_mistakes(tmp_path: Path) -> None:
    """
    The units of docs/operations.md; their command is one of chatd's.
    """
    page = (DEPLOY.parent / "docs" / "operations.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```ini\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    units = re.findall(r"^# /etc/systemd/system/(\S+)\n(.*?)(?=^# |\Z)", block, re.MULTILINE | re.DOTALL)
    assert [name for name, _ in units] == ["chatd-backup.service", "chatd-backup.timer"]
    for name, unit in units:
        (tmp_path / name).write_text(unit, encoding="utf-8")
    command = [program("systemd-analyze"), "verify", *(str(tmp_path / name) for name, _ in units)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    lines = [line for line in done.stderr.splitlines() if "chatd-backup" in line and "is not executable" not in line]
    assert lines == []
    (started,) = re.findall(r"^ExecStart=chatd (.*)$", block, re.MULTILINE)
    assert make_parser().parse_args(started.split()).keep == 7
