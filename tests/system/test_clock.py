"""
A real daemon whose time of day is set while people are connected.
"""

import os
import shutil
import struct
import subprocess
import threading
from pathlib import Path

import pytest

from chatd.errors import Close
from tests.support.daemon import running
from tests.support.forked_programs import TWISTD
from tests.support.wsclient import PING, Person, WebSocket, dial, split, until_closed

pytestmark = pytest.mark.slow

HOUR, DAY = 3600, 86_400
CONFIG = "heartbeat.ping_seconds = 0.5\nheartbeat.dead_seconds = 3\nlimits.login_seconds = 1\n"


@pytest.fixture
def preload(tmp_path: Path) -> str:
    """
    The path of a library that lets the time of day be set for one process.
    """
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        assert not os.environ.get("CI"), "gcc is missing, and CI requires it"
        pytest.skip("no C compiler is installed, and a clock of one's own has to be built")
    library = tmp_path / "set_clock.so"
    source = Path(__file__).with_name("set_clock.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
    return str(library)


def test_deadlines_and_pings_go_on_when_the_clock_is_set(tmp_path: Path, preload: str) -> None:
    """
    Clients that answer stay connected, silent ones are cut off, however the time of day is set.
    """
    offset = tmp_path / "offset"
    offset.write_bytes(bytes(8))
    program = ("env", f"LD_PRELOAD={preload}", f"CLOCK_FILE={offset}", TWISTD)
    with running(tmp_path, config=CONFIG, program=program) as daemon:
        ann = Person(dial(daemon.port), "ann", "lobby")
        times: list[int] = []
        for number, seconds in enumerate((-HOUR, 365 * DAY, -40 * DAY, 0), 1):
            frozen = Person(dial(daemon.port), "frozen", "lobby")
            nobody = WebSocket(dial(daemon.port))
            # The length of the file stays, so that it is never unmapped.
            with offset.open("r+b") as file:
                file.write(struct.pack("=q", seconds))

            # Ann answers pings until she hears what is said at the end.
            listening = threading.Thread(target=lambda: times.append(ann.hear("message")["time"]), daemon=True)
            listening.start()
            frames, _ = split(until_closed(frozen.plug))
            assert PING in [frame.opcode for frame in frames]
            assert nobody.closed()[0] == Close.LOGIN_DEADLINE
            bob = Person(dial(daemon.port), "bob", "lobby")
            assert bob.ask(type="say", room="lobby", text="still here")["seq"] == number
            listening.join()
            assert len(times) == number
            bob.close()
            frozen.plug.close()
        # What is told is the time of day as it was set.
        by_time = sorted(range(4), key=lambda index: times[index])
        assert by_time == [2, 0, 3, 1]
        page = ann.ask(type="history", room="lobby", before=5)
        assert [event["seq"] for event in page["events"]] == [1, 2, 3, 4]
        ann.close()
