"""
What goes by itself, and what stays.
"""

from msgspec.structs import replace

from chatd.domain.events import AlreadyStored, EditMessage, NewMessage, Stored
from chatd.domain.rooms import Retention
from chatd.errors import Refusal
from tests.storage.turns import ANN, START, Disk, InPostgreSql
from tests.support.postgresql import needs_postgresql

DAY = 86_400_000
HOUR = 3_600_000
MINUTE = 60_000


class RetentionCase(Disk):
    """
    A store whose rooms keep ten days by default.
    """

    retention = Retention(age=10 * DAY)

    def setUp(self) -> None:
        super().setUp()
        self.store = self.open()
        self.trims: list[tuple[str, int]] = []
        self.store.watch_trims(lambda room, first: self.trims.append((room, first)))

    def later(self, by: int) -> None:
        """
        Time goes by, and the store is tidied.
        """
        self.time += by
        for _ in range(3):
            self.wait(self.store.run_maintenance())
            self.time += MINUTE

    def firsts(self, room: str = "lobby") -> tuple[int, int]:
        """
        Where a room's log begins and ends.
        """
        head = self.wait(self.store.read(room, limit=1)).head
        return head.first, head.seq


class RetentionTests(RetentionCase):
    """
    What is kept of logs.
    """

    def test_old_messages_go(self) -> None:
        """
        From answers and from search; the log begins later, which is told, and goes on counting.
        """
        self.say(self.store, "old tea", key="k")
        self.later(9 * DAY)
        self.say(self.store, "new tea")
        self.later(2 * DAY)
        self.assertEqual((self.firsts(), self.trims), ((2, 2), [("lobby", 2)]))
        self.assertEqual(self.texts(self.store), ["new tea"])
        self.assertEqual(self.found(self.store, "tea"), [2])
        self.later(20 * DAY)
        self.assertEqual((self.firsts(), self.texts(self.store)), ((3, 2), []))
        self.close(self.store)
        self.store = self.open()
        self.assertEqual(self.firsts(), (3, 2))
        self.assertEqual(self.say(self.store, "again", key="k"), 3)
        self.assertEqual(self.wait(self.store.check_integrity()), [])

    def dated(self, *times: int) -> None:
        """
        Messages that say of themselves when they were written.
        """
        self.append(self.store, *[NewMessage("lobby", ANN, time, f"tea at {time}") for time in times])

    def test_message_dated_in_the_future_keeps_nothing_after_it(self) -> None:
        """
        One, or all that were said while the clock was ahead; they go with what was said after them.
        """
        for ahead in ([START + 5 * DAY], [START + 400 * DAY], [START + 400 * DAY + n for n in range(1000)]):
            with self.subTest(ahead=ahead[0], number=len(ahead)):
                self.dated(self.time, *(time - START + self.time for time in ahead), *range(self.time, self.time + 5))
                before = self.firsts()[1]
                self.later(9 * DAY)
                self.dated(self.time)
                self.later(2 * DAY)
                for _ in range(3):
                    self.later(0)
                self.assertEqual(self.firsts(), (before + 1, before + 1))
        self.assertEqual(self.wait(self.store.check_integrity()), [])

    def test_message_dated_in_the_past_takes_nothing_with_it(self) -> None:
        """
        What was said before it and after it stays as long as any other.
        """
        self.dated(START, START + 1, START - 400 * DAY, START - 40 * DAY, START + 2, START + 3)
        self.later(9 * DAY)
        self.assertEqual(self.firsts(), (1, 6))
        self.later(2 * DAY)
        self.assertEqual(self.firsts(), (7, 6))

    def test_key_of_a_message_dated_in_the_future_is_forgotten_too(self) -> None:
        """
        And keeps no other key.
        """
        self.wait(self.store.change_settings("lobby", retention=Retention(count=1)))
        self.append(self.store, NewMessage("lobby", ANN, START + 400 * DAY, "far", "far"))
        self.append(self.store, NewMessage("lobby", ANN, START, "near", "near"))
        self.say(self.store, "last")
        self.later(HOUR)
        self.assertIsInstance(
            self.append(self.store, NewMessage("lobby", ANN, self.time, "near", "near"))[0], AlreadyStored
        )
        self.later(25 * HOUR)
        for key in ("near", "far"):
            self.assertIsInstance(self.append(self.store, NewMessage("lobby", ANN, self.time, key, key))[0], Stored)

    def test_newest_stay(self) -> None:
        """
        So many as the room is set to keep, whatever their age; other rooms are as they were.
        """
        self.wait(self.store.change_settings("lobby", retention=Retention(count=5)))
        for room in ("lobby", "attic"):
            self.append(self.store, *[NewMessage(room, ANN, START, f"tea {n}") for n in range(1000)])
        self.later(DAY * 2)
        self.assertEqual((self.firsts(), self.firsts("attic")), ((996, 1000), (1, 1000)))
        self.assertEqual(self.found(self.store, "tea"), [1000, 999, 998, 997, 996])
        self.assertEqual(self.trims[-1], ("lobby", 996))
        self.assertEqual(self.wait(self.store.check_integrity()), [])

    def test_room_that_keeps_for_ever(self) -> None:
        """
        May be an exception to the site's rule.
        """
        self.wait(self.store.change_settings("lobby", retention=Retention()))
        self.say(self.store, "for ever")
        self.later(1000 * DAY)
        self.assertEqual(self.texts(self.store), ["for ever"])

    def test_young_key_outlives_its_message(self) -> None:
        """
        A retry within a day is a retry, though the message is not kept that long; then it is forgotten.
        """
        self.wait(self.store.change_settings("lobby", retention=Retention(age=HOUR)))
        self.say(self.store, "brief", key="k")
        self.later(2 * HOUR)
        self.assertEqual((self.firsts(), self.texts(self.store)), ((2, 1), []))
        draft = NewMessage("lobby", ANN, self.time, "brief", "k")
        self.assertEqual(self.append(self.store, draft), [AlreadyStored(1, START)])
        (result,) = self.append(self.store, replace(draft, text="other"))
        assert isinstance(result, Refusal)
        self.assertEqual(result.code, "conflict")
        (result,) = self.append(self.store, EditMessage("lobby", ANN, self.time, 1, "other"))
        assert isinstance(result, Refusal)
        self.assertEqual(result.code, "not_found")
        self.later(25 * HOUR)
        (result,) = self.append(self.store, draft)
        self.assertIsInstance(result, Stored)
        self.assertEqual(self.wait(self.store.check_integrity()), [])

    def test_edit_of_what_has_gone_tells_no_text(self) -> None:
        """
        The text is stored with the message only.
        """
        self.say(self.store, "one")
        self.later(9 * DAY)
        self.append(self.store, EditMessage("lobby", ANN, self.time, 1, "two"))
        self.later(2 * DAY)
        page = self.wait(self.store.read("lobby", limit=10))
        self.assertEqual([(event.seq, getattr(event, "text", "")) for event in page.events], [(2, None)])
        self.assertEqual(self.wait(self.store.check_integrity()), [])

    def test_room_that_keeps_nothing_begins_anew(self) -> None:
        """
        From then on, and again when it keeps something: an empty log of another epoch, and the old one is cleared away.
        """
        changed: list[str] = []
        self.store.watch_changes(changed.append)
        self.append(self.store, *[NewMessage("lobby", ANN, START, f"tea {n}") for n in range(500)])
        epochs = [self.wait(self.store.read("lobby", limit=1)).head.epoch]
        for retention in (Retention(nothing=True), None):
            self.wait(self.store.change_settings("lobby", retention=retention))
            page = self.wait(self.store.read("lobby", limit=1))
            self.assertEqual((page.head.seq, page.events), (0, []))
            epochs.append(page.head.epoch)
        self.assertEqual((len(set(epochs)), changed), (3, ["lobby", "lobby"]))
        self.assertEqual(self.say(self.store, "new tea"), 1)
        self.later(2 * HOUR)
        self.assertEqual(self.found(self.store, "tea"), [1])
        self.assertEqual(self.wait(self.store.check_integrity()), [])
        if self.path.exists():
            # A server's files are its own.
            self.assertNotIn(b"tea 499", self.path.read_bytes())


@needs_postgresql
class PostgreSqlRetentionTests(InPostgreSql, RetentionTests):
    """
    What is kept of logs on a PostgreSQL server.
    """


class RetentionFileTests(RetentionCase):
    """
    What is kept of the file.
    """

    def test_file_shrinks(self) -> None:
        """
        What is given up is given back to the file system; the tables themselves take their room, empty or not.
        """
        self.close(self.store)
        empty = self.path.stat().st_size
        self.store = self.open()
        for _ in range(20):
            self.append(self.store, *[NewMessage("lobby", ANN, START, f"{n} " * 500) for n in range(50)])
        self.later(HOUR)
        self.close(self.store)
        before = self.path.stat().st_size - empty
        self.store = self.open()
        self.later(20 * DAY)
        self.later(2 * HOUR)
        self.close(self.store)
        self.assertLess(self.path.stat().st_size - empty, before / 4)
