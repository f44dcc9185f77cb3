"""
A daemon whose people come, talk and go all the time, and what its memory is like after each part of that.

``make soak`` runs the long form, an hour, and prints a line for each part.
"""

import argparse
import asyncio
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.attacker import Attacker
from tests.support.coroutines import run_coroutine
from tests.support.daemon import HIGH_LIMITS, Daemon
from tests.support.forked_programs import TWISTD
from tests.support.timeouts import PATIENCE

CONFIG = f"""
{HIGH_LIMITS}
anonymous_share = 1.0
heavy_share = 1.0
requests_per_second = 100000
requests_burst = 100000
anonymous_per_second = 100000
anonymous_burst = 100000

[presence]
grace_seconds = 0.1
"""

COUNTING = """
import gc, os, runpy, sys, threading

def answer():
    while True:
        with open("ask") as ask:
            ask.read()
        gc.collect()
        number = len(gc.get_objects())
        with open("objects", "w") as told:
            told.write(str(number))

os.mkfifo("ask")
os.mkfifo("objects")
threading.Thread(target=answer, daemon=True).start()
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""Starts twistd with a thread that says how many objects of Python there are, whenever it is asked."""

PARTS = 6
WARM_UP_SECONDS = 75.0
WARM_UP_SHARE = 0.25
"""How long people come and go before the first part: the maintenance of the store has been done once by then, a minute
after the start, and what has a bound is filled."""

WORKERS = 20
SETTLED = 4
"""A number of objects that did not fall so many times, half a second each, is that of the part."""

GUESTS = 10
"""Of each worker; they come back, so that the number of people is the same in each part."""

ROOMS = 5
OBJECTS_FLAT = 1.02
MEMORY_FLAT = 1.1
"""By how much objects and resident memory may differ between the first and the last parts that are compared."""

_CLOSE = b"\x88\x82\0\0\0\0\x03\xe8"
_FLAT_OBJECTS = 500
"""A difference of so few objects is none, however many visits there were."""


class Part(NamedTuple):
    """
    What a part showed: visits so far, and after all have gone objects of Python and kilobytes of resident memory.
    """

    visits: int
    objects: int
    memory: int


class Worker:
    """
    One address with some guests, who come one after the other.
    """

    def __init__(self, port: int, number: int, verdicts: Counter[str]) -> None:
        self._port = port
        self._number = number
        self._source = f"127.0.5.{number + 1}"
        self._verdicts = verdicts
        self._tokens = [""] * GUESTS
        self.visits = 0

    async def work(self, until: float) -> None:
        """
        Visit after visit; at least one of each guest.
        """
        for number in count():
            if number >= GUESTS and time.monotonic() >= until:
                return
            await self._visit(number)
            self.visits += 1

    async def _visit(self, number: int) -> None:
        guest = Attacker(self._port, self._source, self._verdicts)
        if not await guest.connect():
            raise AssertionError(f"no WebSocket: {dict(self._verdicts)}")
        if number % 7 == 0:
            # Gone before it has logged in.
            guest.leave()
            return
        index = number % GUESTS
        known = {"token": self._tokens[index]} if self._tokens[index] else {"guest": f"w{self._number} {index}"}
        answer = await guest.ask(type="login", **known)
        assert "token" in answer, answer
        self._tokens[index] = str(answer["token"])
        room = f"room{(self._number + number) % ROOMS}"
        await guest.ask(type="join", room=room)
        for _ in range(3):
            said = await guest.ask(type="say", room=room, text="the same words every time")
            assert said["type"] == "ok", said
        if number % 3 == 0:
            await guest.ask(type="leave", room=room)
        if number % 2:
            guest.write(_CLOSE)
        else:
            # Gone without a word.
            guest.leave()


def count_objects(folder: Path) -> int:
    """
    How many objects the daemon in `folder` has, after a collection.
    """
    (folder / "ask").write_text("", encoding="ascii")
    return int((folder / "objects").read_text(encoding="ascii"))


async def _run_part(workers: Sequence[Worker], seconds: float) -> None:
    until = time.monotonic() + seconds
    async with asyncio.TaskGroup() as group:
        for worker in workers:
            group.create_task(worker.work(until))


def soak(folder: Path, seconds: float, show: Callable[[Part], object] = lambda part: None) -> list[Part]:
    """
    Runs for `seconds`, more than `WARM_UP_SECONDS`; returns what each of the `PARTS` after the warm-up showed.
    """
    program = (sys.executable, "-c", COUNTING, TWISTD)
    daemon = Daemon(folder, config=CONFIG, program=program)
    verdicts: Counter[str] = Counter()
    workers = [Worker(daemon.port, number, verdicts) for number in range(WORKERS)]
    parts: list[Part] = []
    try:
        # Its control socket is open by then.
        daemon.wait_for("data is kept in")
        sockets = daemon.sockets()
        warm_up = max(WARM_UP_SECONDS, seconds * WARM_UP_SHARE)
        run_coroutine(_run_part(workers, warm_up))
        for _ in range(PARTS):
            run_coroutine(_run_part(workers, (seconds - warm_up) / PARTS))
            _wait_until(lambda: daemon.sockets() <= sockets)
            objects = _settled_objects(folder)
            parts.append(Part(sum(worker.visits for worker in workers), objects, daemon.memory()))
            show(parts[-1])
        assert set(verdicts) <= {"ok", "close 1000"}, verdicts
        assert "Traceback" not in daemon.log
    finally:
        daemon.close()
    return parts


def _wait_until(holds: Callable[[], bool]) -> None:
    patience = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < patience, "connections stay open"
        time.sleep(0.05)


def _settled_objects(folder: Path) -> int:
    # The sweep of each second forgets who is gone, so the number falls for a while.
    least, same = count_objects(folder), 0
    while same < SETTLED:
        time.sleep(0.5)
        number = count_objects(folder)
        least, same = min(least, number), 0 if number < least else same + 1
    return least


def growth(parts: Sequence[Part]) -> list[str]:
    """
    What has grown, in words: the lesser of the last two parts beside the greater of the first two.
    """
    first, last = parts[:2], parts[-2:]
    found = []
    objects = max(part.objects for part in first), min(part.objects for part in last)
    if objects[1] > max(objects[0] * OBJECTS_FLAT, objects[0] + _FLAT_OBJECTS):
        visits = last[0].visits - first[-1].visits
        found.append(f"objects: {objects[0]}, then {objects[1]}, with {visits} visits between")
    memory = max(part.memory for part in first), min(part.memory for part in last)
    if memory[1] > memory[0] * MEMORY_FLAT:
        found.append(f"memory: {memory[0]} kB, then {memory[1]} kB")
    return found


def main() -> None:
    """
    The long form.
    """
    parser = argparse.ArgumentParser(prog="make soak")
    parser.add_argument("--minutes", type=float, default=60)
    begun = time.monotonic()

    def show(part: Part) -> None:
        minutes = (time.monotonic() - begun) / 60
        print(f"{minutes:5.1f} min {part.visits:8} visits {part.objects:8} objects {part.memory:8} kB", flush=True)  # noqa: T201

    with TemporaryDirectory() as folder:
        found = growth(soak(Path(folder), parser.parse_args().minutes * 60, show))
    print("; ".join(found) or "flat after the warm-up")  # noqa: T201
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
