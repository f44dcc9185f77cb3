"""
Real daemons for the tests of the system.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.daemon import Daemon, running


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    """
    A daemon as it is without any settings; its log is free of faults at the end.
    """
    with running(tmp_path) as started:
        yield started
