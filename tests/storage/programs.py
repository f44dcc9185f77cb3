"""
What other processes do to a store in tests; each is run as ``python -m tests.storage.programs NAME PATH``.

They speak through their pipes, a line at a time, and end when their input does.
"""

import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

from chatd.domain.events import DeleteMessage, Draft, EditMessage, NewMessage, Stored, User
from chatd.storage.sql import revisions
from chatd.storage.sql.store import SqlStore
from chatd.storage.sqlite.database import Sqlite
from tests.storage.turns import START, Turns

ROOT = Path(__file__).parents[2]
NOBODY = 65534
GIB = 1 << 30


def lock(path: Path) -> None:
    """
    Hold the database's lock until told to let it go.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    tell("locked")
    sys.stdin.readline()
    connection.execute("ROLLBACK")
    tell("unlocked")


def talk(path: Path) -> None:
    """
    Answer each line with the room's texts and with what became of saying the line; with no rights but those of all.
    """
    turns = Turns()
    store = SqlStore(Sqlite(path, busy_ms=50), reactor=turns, now=lambda: START)
    revisions.newest_revision()
    if os.geteuid() == 0:
        # All that has to be imported is: where Python lives may be closed to others.
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    try:
        turns.wait(store.open_store())
    except Exception as error:
        tell(f"{type(error).__name__}: {error}")
        return
    tell("open")
    for line in sys.stdin:
        texts = [event.text for event in turns.wait(store.read("lobby", limit=100)).events]
        (result,) = turns.wait(store.append([NewMessage("lobby", User("g.ann", "Ann"), START, line.strip())]))
        tell(json.dumps([texts, type(result).__name__, store.status.problem]))


def babble(path: Path) -> None:
    """
    Say, edit and delete without end, from the seed in the first line; tell of each batch before and after its commit.
    """
    chance = random.Random(int(sys.stdin.readline()))
    turns = Turns()
    store = SqlStore(Sqlite(path), reactor=turns, now=lambda: START)
    turns.wait(store.open_store())
    mine: list[tuple[str, int]] = []
    count = 0
    while True:
        drafts: list[Draft] = []
        for _ in range(chance.randint(1, 40)):
            count += 1
            user = User("g.ann", "Ann")
            room = f"room{chance.randrange(4)}"
            text = f"{path.name} {os.getpid()} {count} " + "x" * chance.choice([0, 10, 500, 5000])
            if mine and chance.random() < 0.1:
                room, target = mine[chance.randrange(len(mine))]
                drafts.append(EditMessage(room, user, START, target, text))
            elif mine and chance.random() < 0.1:
                room, target = mine.pop(chance.randrange(len(mine)))
                drafts.append(DeleteMessage(room, user, START, target))
            else:
                drafts.append(NewMessage(room, user, START, text, f"{os.getpid()}.{count}"))
        results = turns.wait(store.append(drafts))
        told = []
        for draft, result in zip(drafts, results, strict=True):
            if isinstance(result, Stored):
                event = result.event
                told.append([event.room, event.seq, type(event).__name__, getattr(event, "target", None), _text(draft)])
                if isinstance(draft, NewMessage) and isinstance(event.seq, int):
                    mine.append((draft.room, event.seq))
        tell(json.dumps(told))
        if chance.random() < 0.1:
            turns.wait(store.run_maintenance())


def squeeze(path: Path) -> None:
    """
    Open the store where there is room for as many threads as the first line says; tell how that went, and then what
    threads there are.
    """
    turns = Turns()
    store = SqlStore(Sqlite(path), reactor=turns, now=lambda: START)
    revisions.newest_revision()
    threads = int(sys.stdin.readline())
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    # Each takes a gigabyte of addresses for its stack; half of one is left for everything else.
    threading.stack_size(GIB)
    room = pages * resource.getpagesize() + threads * GIB + GIB // 2
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    try:
        turns.wait(store.open_store())
    except Exception as error:
        tell(f"{type(error).__name__}: {error}")
    else:
        tell("open")
    tell(json.dumps(sorted(thread.name for thread in threading.enumerate())))


def _text(draft: Draft) -> str | None:
    return draft.text if isinstance(draft, NewMessage | EditMessage) else None


def tell(line: str) -> None:
    """
    One line to whoever started us.
    """
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def start(program: Callable[[Path], None], path: Path) -> "subprocess.Popen[str]":
    """
    Run one of these.
    """
    return subprocess.Popen(
        [sys.executable, "-m", "tests.storage.programs", program.__name__, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def ask(process: "subprocess.Popen[str]", line: str) -> str:
    """
    Tell a program something, and have its next line.
    """
    write(process.stdin, line)
    return hear(process)


def hear(process: "subprocess.Popen[str]") -> str:
    """
    The next line of a program.
    """
    assert process.stdout is not None
    return process.stdout.readline().strip()


def write(pipe: IO[str] | None, line: str) -> None:
    """
    One line into a pipe.
    """
    assert pipe is not None
    pipe.write(line + "\n")
    pipe.flush()


if __name__ == "__main__":
    {"lock": lock, "talk": talk, "babble": babble, "squeeze": squeeze}[sys.argv[1]](Path(sys.argv[2]))
