"""
Nothing that anybody was told of is lost when the daemon is killed.  The long form is ``make survival``.
"""

from pathlib import Path

import pytest

from tests.system.survival import survive

KILLS = 3
SEED = 20

pytestmark = pytest.mark.slow


def test_nothing_is_lost_or_doubled_however_often_the_daemon_is_killed(tmp_path: Path) -> None:
    """
    Six people talk in three rooms, join and leave; in the end each has what the server has, and that is everything.
    """
    survival = survive(tmp_path, SEED, KILLS)
    assert survival.kills >= KILLS
    assert len(survival.witness.acknowledged) > 50
    assert survival.witness.gone
    assert sum(person.again for person in survival.people) > KILLS
