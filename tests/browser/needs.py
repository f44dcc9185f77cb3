"""
Programs that these tests need beside Python.
"""

import importlib.util
import os
import shutil
from typing import NoReturn

import pytest


def playwright() -> None:
    """
    Raise UsageError if a browser is required and Playwright is not installed; otherwise the tests skip.
    """
    if _required() and importlib.util.find_spec("playwright") is None:
        raise pytest.UsageError("playwright is not installed, and CHATD_REQUIRE_BROWSER=1 asks for it")


def chromium() -> str:
    """
    The path of a Chromium; the test is skipped if there is none.
    """
    return shutil.which("chromium") or shutil.which("chromium-browser") or missing("no chromium is installed")


def missing(what: str) -> NoReturn:
    """
    Skip, or fail if CHATD_REQUIRE_BROWSER=1.
    """
    if _required():
        pytest.fail(f"{what}, and CHATD_REQUIRE_BROWSER=1 asks for it")
    pytest.skip(what)


def _required() -> bool:
    return os.environ.get("CHATD_REQUIRE_BROWSER") == "1"
