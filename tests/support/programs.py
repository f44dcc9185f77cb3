"""
Programs beside Python that tests use as their users do.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.timeouts import PATIENCE


def program(name: str) -> str:
    """
    The path of a program; if it is missing the test is skipped, or fails where CI requires it.
    """
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        if os.environ.get("CHATD_REQUIRE_BROWSER") == "1":
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    return found


def curl(*arguments: str, folder: Path) -> tuple[int, str]:
    """
    The exit status of curl, and its report of the answer: status, version of HTTP, the server's address.
    """
    shown = ("--silent", "--output", os.devnull, "--write-out", "%{http_code} %{http_version} %{remote_ip}")
    limit = ("--max-time", str(PATIENCE))
    done = subprocess.run(
        [program("curl"), *limit, *shown, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def node(script: str, *arguments: str) -> str:
    """
    The output of a script in Node.
    """
    done = subprocess.run(
        [program("node"), "-e", script, "--", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()
