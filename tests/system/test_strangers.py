"""
Strangers who do their worst, all at once, beside people who talk.
"""

import json
import re
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.strangers import disk_bytes
from chatd.errors import CODES, Close
from tests.support.daemon import running
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import Person, dial

ROOT = Path(__file__).parent.parent.parent
PEOPLE = 10
ROUNDS = 25
QUOTA = 20_000_000
SECOND_OF_WRITING = 20_000_000
"""What is stored between two measurements of the disk, with the write-ahead log."""

MEMORY_KB = 400_000

NAMED = {"ok", "dawdler closed", *(code for code in CODES if code != "internal")}
CLOSES = {*map(int, Close), 1000, 1002, 1003, 1007, 1009}
STATUSES = {200, 201, 204, 400, 401, 403, 408, 409, 429, 503}


def is_named(verdict: str) -> bool:
    """
    Whether the documentation has this refusal, close code or status.
    """
    kind, _, number = verdict.partition(" ")
    return (
        verdict in NAMED
        or (kind == "close" and int(number) in CLOSES)
        or (kind == "http" and number.isdigit() and int(number) in STATUSES)
        or (kind == "connect" and number in {"104", "111"})
    )


def say(person: Person, text: str) -> str:
    """
    Say something; returns the code of the refusal, or "ok".
    """
    person.refs += 1
    person.tell(ref=person.refs, type="say", room="people0", text=text)
    while (answer := person.next()).get("ref") != person.refs:
        pass
    return str(answer["code"] if answer["type"] == "error" else answer["type"])


@pytest.mark.slow
def test_people_lose_nothing_beside_strangers(tmp_path: Path) -> None:
    """
    Everything they say is heard once and in order; memory and disk stay within bounds; each refusal has a name.
    """
    with running(tmp_path, config=f"[limits]\ndisk_bytes = {QUOTA}\n") as daemon:
        listener = Person(dial(daemon.port), "listener", "people0")
        people = [Person(dial(daemon.port), f"p{number}", "people0") for number in range(PEOPLE)]
        heard: list[str] = []

        def listen() -> None:
            # A signal, which is not stored, is the end: no quota refuses it.
            while (event := listener.next())["type"] != "signal":
                if event["type"] == "message":
                    heard.append(event["text"])

        listening = threading.Thread(target=listen, daemon=True)
        listening.start()
        words = [sys.executable, "-m", "benchmarks.strangers", "--attack", str(daemon.port), "--seconds", "12"]
        words += ["--strangers", "3", "--connections", "24"]
        strangers = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        said = []
        try:
            for turn in range(ROUNDS):
                for number, person in enumerate(people):
                    verdict = say(person, f"{turn} of {number}")
                    if verdict == "ok":
                        said.append(f"{turn} of {number}")
                    else:
                        # Guests are refused when the quota is used up.
                        assert verdict == "unavailable"
                with suppress(subprocess.TimeoutExpired):
                    strangers.wait(0.4)
            verdicts = json.loads(strangers.communicate(timeout=PATIENCE)[0])
        finally:
            strangers.kill()
        people[0].ask(type="signal", room="people0", name="typing")
        listening.join(PATIENCE)
        assert not listening.is_alive()
        assert heard == said
        assert [verdict for verdict in verdicts if not is_named(verdict)] == []
        assert sum(count for verdict, count in verdicts.items() if verdict != "ok") > 0
        assert disk_bytes(tmp_path / "chatd-data") <= QUOTA * 1.05 + SECOND_OF_WRITING
        assert daemon.memory("VmHWM") < MEMORY_KB
        assert re.search("Traceback|Unhandled", daemon.log) is None
        for person in people:
            person.plug.close()
