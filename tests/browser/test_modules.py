"""
The page's modules that touch no element, tested by node: `modules/*/*.test.mjs`.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.search_table import search_table

HERE = Path(__file__).parent
WEB = HERE.parent.parent / "web"


def test_modules(tmp_path: Path) -> None:
    """
    The tests in tests/browser/modules pass under ``node --test``.
    """
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    # Node takes a .js file for a module only where a package.json says so; the page needs none.
    (tmp_path / "package.json").write_text(json.dumps({"type": "module"}))
    shutil.copytree(WEB, tmp_path / "web")
    shutil.copytree(HERE / "modules", tmp_path / "modules")
    shutil.copy(WEB.parent / "docs" / "push.md", tmp_path / "modules")
    (tmp_path / "modules" / "search_table.json").write_text(json.dumps([row._asdict() for row in search_table()]))
    files = sorted(str(path) for path in (tmp_path / "modules").rglob("*.test.mjs"))
    command = [node, "--test", "--test-reporter=tap", *files]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300, cwd=tmp_path)
    passed = re.search(r"^# pass (\d+)$", ran.stdout, re.MULTILINE)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert passed is not None, ran.stdout
    assert int(passed[1]) >= 100
