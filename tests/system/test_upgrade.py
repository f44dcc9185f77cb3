"""
A restart under many people who talk, with the socket kept open by its owner.  The long form is ``make upgrade``.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.system.upgrade import IN_ROOM, run

PEOPLE = 500

pytestmark = pytest.mark.slow


def test_restart_loses_nobody_and_nothing(tmp_path: Path) -> None:
    """
    No connection is refused, and everybody has all messages in order, once: those from before, during and after it.
    """
    # In a thread: where tests have driven a browser before, this one has an event loop that runs.
    with ThreadPoolExecutor(1) as thread:
        talkers = thread.submit(run, tmp_path, PEOPLE).result()
    assert sum(talker.refused for talker in talkers) == 0
    rooms = {talker.room: talker.log for talker in talkers}
    for talker in talkers:
        assert len(talker.returned) >= 1
        assert talker.log == rooms[talker.room]
    for log in rooms.values():
        assert len(set(log)) == len(log) == 3 * IN_ROOM
