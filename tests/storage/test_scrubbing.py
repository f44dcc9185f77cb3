"""
What is deleted is gone: from every answer at once, from the files within a minute.
"""

import random
import sqlite3

from chatd.domain.events import DeleteMessage, EditMessage, NewMessage, Stored
from chatd.storage.search_text import spaced
from chatd.storage.sql.store import SqlStore
from chatd.storage.sqlite.database import Sqlite
from chatd.storage.sqlite.scrubbing import Gap, find_gaps_in_pages
from tests.storage.turns import ANN, START, Disk

MINUTE = 60_000


class ScrubbingTests(Disk):
    """
    The files of a store, read as bytes.
    """

    def assert_nowhere(self, texts: list[str]) -> None:
        """
        Not in the database, nor in what stands beside it.
        """
        for path in self.directory.iterdir():
            raw = path.read_bytes()
            found = [text for text in texts if text.encode() in raw]
            self.assertEqual((path.name, found), (path.name, []))

    def tidy(self, store: SqlStore) -> None:
        """
        What a minute brings.
        """
        for _ in range(3):
            self.time += MINUTE // 3
            self.wait(store.run_maintenance())

    def babble(self, store: SqlStore, chance: random.Random, count: int) -> dict[str, tuple[str, int]]:
        """
        Say much of all sizes in many rooms, some of it indexed and some not; where each word stands.
        """
        said: dict[str, tuple[str, int]] = {}
        for turn in range(count // 50):
            words = ["".join(chance.choices("bcdfghjklmnpqrstvwxz", k=14)) for _ in range(50)]
            drafts = [
                NewMessage(
                    f"room{chance.randrange(20)}", ANN, START, f"{word} " * chance.choice([1, 2, 5, 40, 400]), word[:9]
                )
                for word in words
            ]
            for word, result in zip(words, self.append(store, *drafts), strict=True):
                assert isinstance(result, Stored)
                assert isinstance(result.event.seq, int)
                said[word] = (result.event.room, result.event.seq)
            if turn % 7 == 0:
                self.wait(store.run_maintenance())
        return said

    def test_deleted_texts_are_gone_from_the_files(self) -> None:
        """
        Hundreds of them, out of thousands that stay and are found as before.
        """
        store = self.open()
        chance = random.Random(3)
        said = self.babble(store, chance, 2500)
        gone = chance.sample(sorted(said), 500)
        for word in gone:
            room, seq = said[word]
            (result,) = self.append(store, DeleteMessage(room, ANN, START, seq))
            assert isinstance(result, Stored)
        self.assertEqual(self.found(store, gone[0], said[gone[0]][0]), [])
        self.tidy(store)
        # The key begins as the text did here, and stays.
        self.assert_nowhere([word[2:] for word in gone])
        self.assertEqual(self.wait(store.check_integrity()), [])
        for word in sorted(set(said) - set(gone))[:50]:
            room, seq = said[word]
            self.assertEqual(self.found(store, word, room), [seq])

    def test_no_text_is_written_to_temporary_files(self) -> None:
        """
        What large statements need for taking them back stays in memory: nobody would scrub a deleted file.
        """
        self.wait(self.open().close_store())
        writing = Sqlite(self.path).writing()
        self.addCleanup(writing.dispose)
        with writing.connect() as connection:
            self.assertEqual(connection.exec_driver_sql("PRAGMA temp_store").scalar_one(), 2)

    def test_former_texts_are_gone_from_the_files(self) -> None:
        """
        What was said before an edit has been taken back as well.
        """
        store = self.open()
        self.append(
            store, NewMessage("lobby", ANN, START, "a regrettable outburst"), NewMessage("lobby", ANN, START, "x")
        )
        for _ in range(2):
            self.wait(store.run_maintenance())
        self.append(store, EditMessage("lobby", ANN, START, 1, "good morning"))
        self.tidy(store)
        self.assert_nowhere(["regrettable", "outburst"])

    def test_former_and_deleted_data_is_gone_from_the_files(self) -> None:
        """
        Like a text; an erased user's, too.
        """
        store = self.open()
        somebody = ANN.__class__("g.gone", "Wilhelmina")
        self.append(
            store,
            *[NewMessage("lobby", ANN, START, "stays", data={"secret": f"tiramisu{n}"}) for n in range(40)],
            NewMessage("lobby", ANN, START, "", data={"secret": "macchiato"}),
            NewMessage("lobby", somebody, START, "", data={"secret": "ristretto"}),
        )
        self.wait(store.run_maintenance())
        self.append(store, *[EditMessage("lobby", ANN, START, n, None, data=None) for n in range(1, 41)])
        self.append(store, DeleteMessage("lobby", ANN, START, 41))
        self.wait(store.erase_user("g.gone"))
        self.tidy(store)
        self.assert_nowhere(["tiramisu", "macchiato", "ristretto"])
        self.assertEqual(self.wait(store.check_integrity()), [])

    def test_erased_user_is_gone_from_the_files(self) -> None:
        """
        Texts and name.
        """
        store = self.open()
        self.say(store, "stays", user=ANN)
        somebody = ANN.__class__("g.gone", "Wilhelmina")
        self.append(store, *[NewMessage("lobby", somebody, START, f"tiramisu{n}") for n in range(300)])
        self.wait(store.erase_user("g.gone"))
        self.tidy(store)
        self.assert_nowhere(["tiramisu", "Wilhelmina"])
        self.assertEqual(self.texts(store)[0], "stays")

    def test_scrubbing_is_not_forgotten_over_a_restart(self) -> None:
        """
        A store closed, or killed, right after a deletion does it when it is open again.
        """
        store = self.open()
        self.append(store, *[NewMessage("lobby", ANN, START, f"{word}word") for word in ("zebra", "other")])
        for _ in range(2):
            self.wait(store.run_maintenance())
        self.append(store, DeleteMessage("lobby", ANN, START, 1))
        self.close(store)
        store = self.open()
        self.wait(store.run_maintenance())
        self.assert_nowhere(["zebra"])


class GapTests(Disk):
    """
    The gaps of pages, without a store around them.
    """

    def test_page_that_is_no_page_has_no_gap(self) -> None:
        """
        Read while it was being written, or made of anything at all: nothing is found, and nothing raised.
        """
        chance = random.Random(4)
        for _ in range(2000):
            noise = b"\x0d" + chance.randbytes(511)
            for gap in find_gaps_in_pages(noise, 512, 512):
                self.assertIsInstance(gap, Gap)
        self.assertEqual(list(find_gaps_in_pages(bytes(4096), 4096, 4096)), [])

    def test_swept_page_is_clean(self) -> None:
        """
        After a sweep and a checkpoint the same page is not found again.
        """
        store = self.open()
        chance = random.Random(5)
        for _ in range(60):
            size = chance.choice([3, 50, 400])
            drafts = [NewMessage(f"r{chance.randrange(9)}", ANN, START, "word " * size) for _ in range(30)]
            self.append(store, *drafts)
        self.close(store)
        found = self._found()
        self.assertGreater(len(found), 0)
        store = self.open()
        self.append(store, DeleteMessage("r1", ANN, START, 1))
        self.time += MINUTE
        self.wait(store.run_maintenance())
        self.close(store)
        self.assertEqual(self._found(), [])

    def test_rows_from_before_the_last_column_are_swept(self) -> None:
        """
        A column that was added later is not in the rows that there were; they fill the gaps all the same.
        """
        store = self.open()
        self.append(store, *[NewMessage(f"r{number}", ANN, START, "first") for number in range(9)])
        self.close(store)
        chance = random.Random(5)
        with sqlite3.connect(self.path) as connection:
            numbers = [number for (number,) in connection.execute("SELECT number FROM rooms ORDER BY number")]
            connection.execute("ALTER TABLE events DROP COLUMN data")
            for seq in range(2, 202):
                rows = [
                    (number << 32 | seq, ANN.id, ANN.name, START, "word " * chance.choice([3, 50, 400]))
                    for number in numbers
                ]
                connection.executemany(
                    "INSERT INTO events (id, kind, author, name, time, text) VALUES (?, 0, ?, ?, ?, ?)", rows
                )
            connection.execute("ALTER TABLE events ADD COLUMN data TEXT")
        connection.close()
        self.assertGreater(len(self._found()), 0)
        store = self.open()
        self.append(store, DeleteMessage("r1", ANN, START, 1))
        self.time += MINUTE
        self.wait(store.run_maintenance())
        self.close(store)
        self.assertEqual(self._found(), [])

    def _found(self) -> list[Gap]:
        with sqlite3.connect(self.path) as connection:
            ((size,),) = connection.execute("PRAGMA page_size").fetchall()
        connection.close()
        return list(find_gaps_in_pages(self.path.read_bytes()[size:], size, size))


def test_chinese_is_spaced_out_and_back_again() -> None:
    """
    Each character by itself, other words as they are.
    """
    assert spaced("茶tea茶").split() == ["茶", "tea", "茶"]
    assert spaced("tea") == "tea"
