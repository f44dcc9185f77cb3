"""
How the tests share out a machine: one process for each core, each with servers and a browser of its own.
"""

import gc
import os
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

# They import the driver of PostgreSQL, an extra.
collect_ignore = (
    [] if find_spec("psycopg") or os.environ.get("CHATD_REQUIRE_POSTGRESQL") else ["storage/test_postgresql.py"]
)


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """
    What pyproject.toml asks of pytest-xdist is asked of nobody where that is left out (``-p no:xdist``).
    """
    if not pluginmanager.hasplugin("xdist"):
        group = parser.getgroup("xdist", "without pytest-xdist all tests run in this process")
        group.addoption("--numprocesses", help="has no effect")
        group.addoption("--dist", help="has no effect")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """
    The tests of a single file are done before other processes were there: they run in this one.
    """
    files = {name.partition("::")[0] for name in config.args}
    return 0 if len(files) == 1 and Path(*files).is_file() else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """
    Leave out what is marked `thorough`, unless CHATD_THOROUGH=1 asks for it.
    """
    if os.environ.get("CHATD_THOROUGH") != "1":
        left = [item for item in items if item.get_closest_marker("thorough") is not None]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def pytest_sessionfinish() -> None:
    """
    Remove the PostgreSQL server of this process, if a test has started one.
    """
    support = sys.modules.get("tests.support.postgresql")
    if support is not None:
        support.end_shared_server()


def pytest_collection_finish() -> None:
    """
    Thousands of tests and what they import are there to stay: nobody has to look at them for garbage again and again.
    """
    gc.collect()
    gc.freeze()
