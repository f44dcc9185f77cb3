"""
A process that writes is killed at any moment: what it had told of is there.
"""

import json
import random
from typing import Any

import pytest

from chatd.domain.events import Message, MessageDeleted, MessageEdited
from chatd.storage.sql.store import SqlStore
from tests.storage.programs import babble, hear, start, write
from tests.storage.turns import Disk

Told = dict[tuple[str, int], tuple[str, int | None, str | None]]


class KillTests(Disk):
    """
    SIGKILL, again and again, on one log.
    """

    def test_nothing_told_is_lost(self) -> None:
        """
        Twice, at moments of chance.
        """
        self._rounds(2, seed=1)

    @pytest.mark.slow
    def test_nothing_told_is_lost_in_the_long_run(self) -> None:
        """
        The process is killed forty times.
        """
        self._rounds(40, seed=2)

    def _rounds(self, count: int, *, seed: int) -> None:
        chance = random.Random(seed)
        told: Told = {}
        for turn in range(count):
            process = start(babble, self.path)
            write(process.stdin, str(seed * 1000 + turn))
            for _ in range(chance.randint(1, 15)):
                self._remember(told, hear(process))
            process.kill()
            assert process.stdout is not None
            # What it had said when it died counts as well; of a line it may have said half.
            for line in process.stdout.read().splitlines(keepends=True):
                if line.endswith("\n"):
                    self._remember(told, line)
            process.wait()
            process.stdout.close()
            store = self.open()
            self._compare(store, told)
            self.close(store)

    def _remember(self, told: Told, line: str) -> None:
        for room, seq, kind, target, text in json.loads(line):
            assert (room, seq) not in told, "a seq was given twice"
            told[room, seq] = (kind, target, text)

    def _compare(self, store: SqlStore, told: Told) -> None:
        self.assertEqual(self.wait(store.check_integrity()), [])
        for room in {room for room, _ in told}:
            events: dict[int, Any] = {}
            after = 0
            while page := self.wait(store.read(room, after=after, limit=500)).events:
                events |= {int(event.seq): event for event in page}  # type: ignore[arg-type]
                after = max(events)
            self.assertEqual(sorted(events), list(range(1, len(events) + 1)))
            present: dict[int, str | None] = {}
            for seq in sorted(events):
                kind, target, text = told.get((room, seq), ("", None, None))
                event = events[seq]
                self.assertIn(kind, {"", type(event).__name__})
                # What was committed and not told any more counts too: it is what later ones build on.
                if isinstance(event, Message):
                    present[seq] = text
                elif isinstance(event, MessageEdited | MessageDeleted):
                    self.assertIn(target, {None, event.target})
                    present[event.target] = text if isinstance(event, MessageEdited) else ""
            for seq, text in present.items():
                message = events[seq]
                assert isinstance(message, Message)
                if message.deleted is not None:
                    self.assertEqual((message.text, text), ("", ""))
                elif text is not None:
                    self.assertEqual(message.text, text)
