"""
Real daemons for the system tests.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.daemon import Daemon, running


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    """
    A daemon with default settings; its log must have no traceback at the end.
    """
    with running(tmp_path) as started:
        yield started
