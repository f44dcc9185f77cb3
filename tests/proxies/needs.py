"""
The proxies that these tests run, and what happens where one is missing.
"""

import os
import shutil

import pytest


def program(name: str) -> str:
    """
    The path of a program; without it the test is skipped, or fails where CHATD_REQUIRE_PROXIES=1 asks for it.
    """
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin:/sbin")
    if path is None:
        if os.environ.get("CHATD_REQUIRE_PROXIES") == "1":
            pytest.fail(f"no {name} is installed, and CHATD_REQUIRE_PROXIES=1 asks for it")
        pytest.skip(f"no {name} is installed")
    return path
