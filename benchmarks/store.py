"""
What the durable store costs, beside plain `sqlite3` with the same tables, batch sizes and full fsync.

    python benchmarks/store.py [--messages 20000] [--rows 1000000] [--batch 100]

Prints one table.  Rates depend on the disk: read the ratio, and the CPU.
"""

import argparse
import queue
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from machine import describe  # noqa: E402

from chatd.domain.events import LogEvent, Message, NewMessage, Stored, User  # noqa: E402
from chatd.domain.rooms import RoomSettings  # noqa: E402
from chatd.storage.search_text import spaced  # noqa: E402
from chatd.storage.sql.store import SqlStore  # noqa: E402
from chatd.storage.sqlite.database import Sqlite  # noqa: E402

ROOMS = 10
PEOPLE = [User(f"g.{n:022d}", f"Somebody {n}") for n in range(10 * ROOMS)]
WORDS = [f"w{n}" for n in range(20_000)]
NOW = 1_700_000_000_000
ROUNDS = 3


class Loop:
    """
    A reactor of which nothing is there but its queue.
    """

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()

    def callFromThread(  # noqa: N802 - Twisted's name
        self, callable: Callable[..., Any], *args: object, **kwargs: object
    ) -> None:
        """
        Called from the store's threads.
        """
        self._calls.put(lambda: callable(*args, **kwargs))

    def callLater(  # noqa: N802 - Twisted's name
        self, delay: float, callable: Callable[..., object], *args: object, **kwargs: object
    ) -> None:
        """
        Call it in its turn: nothing here waits for a time.
        """
        self._calls.put(lambda: callable(*args, **kwargs))

    def seconds(self) -> float:
        """
        Monotonic time.
        """
        return time.monotonic()

    def wait(self, answer: Any) -> Any:
        """
        What the Deferred fires with.
        """
        fired: list[Any] = []
        answer.addBoth(fired.append)
        while not fired:
            self._calls.get(timeout=600)()
        if isinstance(fired[0], Exception) or hasattr(fired[0], "raiseException"):
            fired[0].raiseException()
        return fired[0]


def cpu() -> float:
    """
    Seconds of processor time of this process, all threads.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def texts(seed: int) -> Iterator[str]:
    """
    Texts of about a hundred characters, common words more often than rare ones.
    """
    chance = random.Random(seed)
    while True:
        yield " ".join(WORDS[min(len(WORDS) - 1, int(chance.expovariate(1 / 800)))] for _ in range(20))


def drafts(count: int, seed: int) -> list[NewMessage]:
    """
    Ten rooms of ten people who all talk, each message with a key.
    """
    chance = random.Random(seed)
    made = []
    for text, n in zip(texts(seed), range(count), strict=False):
        person = chance.randrange(len(PEOPLE))
        key = f"{chance.getrandbits(64):016x}"
        made.append(NewMessage(f"room{person % ROOMS}", PEOPLE[person], NOW + n, text, key))
    return made


def ours(path: Path, messages: list[NewMessage], batch: int) -> tuple[float, float]:
    """
    Seconds of wall and processor time a message that the store takes, its index brought up to date included.
    """
    loop = Loop()
    store = SqlStore(Sqlite(path), reactor=loop, now=lambda: NOW)
    loop.wait(store.open_store())
    # What is done once in a process: statements compiled, modules imported.
    loop.wait(store.append(drafts(1000, 99)))
    for _ in range(2):
        loop.wait(store.run_maintenance())
    wall, used = time.perf_counter(), cpu()
    for begin in range(0, len(messages), batch):
        results = loop.wait(store.append(messages[begin : begin + batch]))
        assert all(isinstance(result, Stored) for result in results)
    while store.status.unindexed:
        loop.wait(store.run_maintenance())
    spent = (time.perf_counter() - wall) / len(messages), (cpu() - used) / len(messages)
    loop.wait(store.close_store())
    return spent


def plain(path: Path, messages: list[NewMessage], batch: int) -> tuple[float, float]:
    """
    The same for `sqlite3` and `executemany`: the same tables and indexes, in one transaction a batch.
    """
    loop = Loop()
    store = SqlStore(Sqlite(path), reactor=loop, now=lambda: NOW)
    loop.wait(store.open_store())
    loop.wait(store.append(drafts(1000, 99)))
    for _ in range(2):
        loop.wait(store.run_maintenance())
    loop.wait(store.close_store())
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}")
    seqs = [1000] * ROOMS
    wall, used = time.perf_counter(), cpu()
    for begin in range(0, len(messages), batch):
        rows = []
        for draft in messages[begin : begin + batch]:
            room = int(draft.room[4:])
            seqs[room] += 1
            rows.append((room + 1 << 32 | seqs[room], room + 1, seqs[room], draft))
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO events (id, kind, author, name, time, text, key, reply_to, link)"
            " VALUES (?, 0, ?, ?, ?, ?, ?, ?, NULL)",
            [(entry, d.user.id, d.user.name, d.time, d.text, d.key, d.reply_to) for entry, _, _, d in rows],
        )
        connection.executemany(
            "INSERT INTO authored (room, author, key, seq) VALUES (?, ?, ?, ?)",
            [(room, d.user.id, d.key, seq) for _, room, seq, d in rows],
        )
        connection.executemany(
            "INSERT INTO words (rowid, text) VALUES (?, ?)", sorted((entry, spaced(d.text)) for entry, _, _, d in rows)
        )
        connection.execute("COMMIT")
    spent = (time.perf_counter() - wall) / len(messages), (cpu() - used) / len(messages)
    connection.close()
    return spent


def log(count: int) -> Iterator[LogEvent]:
    """
    A room's log of that length, with a word that stands in one message of a thousand.
    """
    chance = random.Random(count)
    for seq, text in zip(range(1, count + 1), texts(1), strict=False):
        user = PEOPLE[chance.randrange(len(PEOPLE))]
        rare = " needle" if seq % 1000 == 0 else ""
        yield Message("room", seq, user, text + rare, NOW + seq, f"{chance.getrandbits(64):016x}")


def milliseconds(loop: Loop, times: int, ask: Callable[[], Any]) -> float:
    """
    The median of so many answers.
    """
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        loop.wait(ask())
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent) * 1000


def reading(directory: Path, count: int) -> dict[str, float]:
    """
    What a log of that length costs those who read it.
    """
    loop = Loop()
    path = directory / f"{count}.sqlite3"
    store = SqlStore(Sqlite(path), reactor=loop, now=lambda: NOW)
    loop.wait(store.open_store())
    loop.wait(store.import_log("room", RoomSettings(), log(count), replace=True))
    loop.wait(store.run_maintenance())
    loop.wait(store.close_store())
    store = SqlStore(Sqlite(path), reactor=loop, now=lambda: NOW)
    begun = time.perf_counter()
    loop.wait(store.open_store())
    loop.wait(store.read("room", limit=100))
    figures = {"start and first page": (time.perf_counter() - begun) * 1000}
    chance = random.Random(7)
    figures["page of 100"] = milliseconds(
        loop, 300, lambda: store.read("room", before=chance.randrange(101, count + 1), limit=100)
    )
    figures["search, rare word"] = milliseconds(loop, 20, lambda: store.search_messages("room", "needle", limit=50))
    figures["search, common word"] = milliseconds(loop, 20, lambda: store.search_messages("room", WORDS[0], limit=50))
    figures["search, two words"] = milliseconds(
        loop, 20, lambda: store.search_messages("room", f"needle {WORDS[5]}", limit=50)
    )
    figures["search, two common words"] = milliseconds(
        loop, 20, lambda: store.search_messages("room", f"{WORDS[0]} {WORDS[1]}", limit=50)
    )
    loop.wait(store.close_store())
    figures["file, MB"] = path.stat().st_size / 1e6
    return figures


def main() -> None:
    """
    Measure, and print.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--batch", type=int, nargs="*", default=[10, 100, 500])
    parser.add_argument("--directory", type=Path, default=None, help="on the disk to be measured")
    options = parser.parse_args()
    for name, value in describe().items():
        print(f"{name}: {value}")
    with tempfile.TemporaryDirectory(dir=options.directory) as place:
        directory = Path(place)
        print(
            "\n| batch | store µs CPU | plain µs CPU | store messages/s | plain messages/s | ratio |"
            "\n|---|---|---|---|---|---|"
        )
        for batch in options.batch:
            found: dict[str, list[tuple[float, float]]] = {"ours": [], "plain": []}
            count = min(options.messages, batch * 300)
            for turn in range(ROUNDS):
                messages = drafts(count, turn)
                for name, measure in (("ours", ours), ("plain", plain)):
                    path = directory / f"{name}-{batch}-{turn}.sqlite3"
                    found[name].append(measure(path, messages, batch))
                    path.unlink()
            wall = {name: statistics.median(wall for wall, _ in rows) for name, rows in found.items()}
            used = {name: statistics.median(used for _, used in rows) * 1e6 for name, rows in found.items()}
            rates = " | ".join(f"{1 / wall[name]:,.0f}" for name in found)
            ratio = wall["plain"] / wall["ours"]
            print(f"| {batch} | {used['ours']:.1f} | {used['plain']:.1f} | {rates} | {ratio:.2f} |", flush=True)
        few, many = (reading(directory, count) for count in (10_000, options.rows))
        print(f"\n| | 10,000 | {options.rows:,} | ratio |\n|---|---|---|---|")
        for name in few:
            print(f"| {name} | {few[name]:.2f} | {many[name]:.2f} | {many[name] / few[name]:.2f} |")


if __name__ == "__main__":
    main()
