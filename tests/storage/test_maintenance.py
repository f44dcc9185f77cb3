"""
What an operator does with a store, and what people see of it.
"""

import sqlite3
import stat
from collections.abc import Iterator

from sqlalchemy.exc import OperationalError

from chatd.domain.accounts import erased_mark
from chatd.domain.events import (
    AlreadyStored,
    DeleteMessage,
    EditMessage,
    LogEvent,
    Message,
    NewMessage,
    ReadMarker,
    Stored,
    User,
)
from chatd.domain.moderation import AuditEntry
from chatd.domain.rooms import Retention, RoomSettings
from chatd.errors import Refusal
from chatd.storage.sql import writer_cache
from chatd.storage.sql.roster import SqlRoster
from chatd.storage.sql.store import SqlStore
from tests.storage.turns import ANN, BOB, START, Disk


def act(action: str) -> AuditEntry:
    """
    Somebody does something.
    """
    return AuditEntry(action=action, by=User("o.operator", "operator"), time=START)


class UpkeepTests(Disk):
    """
    A store at work.
    """

    def setUp(self) -> None:
        super().setUp()
        self.store = self.open()
        self.changed: list[str] = []
        self.store.watch_changes(self.changed.append)

    def events(self, store: SqlStore | None = None, room: str = "lobby") -> list[LogEvent]:
        """
        All of a room's log.
        """
        return self.wait((store or self.store).read(room, limit=10_000)).events

    def talk(self) -> None:
        """
        A log with everything in it.
        """
        texts = ["tea", "coffee", "cocoa", "milk"]
        self.append(self.store, *[NewMessage("lobby", ANN, START + n, text, f"k{n}") for n, text in enumerate(texts)])
        self.append(self.store, NewMessage("lobby", BOB, START + 9, "juice", None, 1))
        self.append(self.store, EditMessage("lobby", ANN, START + 10, 1, "green tea"))
        self.append(self.store, DeleteMessage("lobby", BOB, START + 11, 2, any=True))

    def test_who_has_said_something_is_known_before_and_after_indexing(self) -> None:
        self.talk()
        for unindexed in (7, 7, 0):
            # The first maintenance after a message does not index.
            self.assertEqual(self.store.status.unindexed, unindexed)
            self.assertTrue(self.wait(self.store.has_said(ANN.id)))
            self.assertFalse(self.wait(self.store.has_said("g.cid")))
            self.wait(self.store.run_maintenance())

    # Settings

    def test_long_messages_are_indexed_in_several_steps(self) -> None:
        """
        Messages of others are stored between them; a retry finds its key before, between and after the steps.
        """
        self.patch(writer_cache, "STEP_CHARACTERS", 10)
        said = [
            NewMessage("lobby", ANN, START, text, f"k{n}") for n, text in enumerate(["one two", "three", "four", "x"])
        ]
        self.append(self.store, *said)
        self.append(self.store, NewMessage("den", ANN, START, "a message that is longer than a step"))
        writer = self.store.transactions.log_writer
        steps = []
        while indexed := self.wait(self.store.transactions.call_in_writer(writer.index)):
            steps.append(indexed)
            repeated = self.append(self.store, *said)
            self.assertEqual([type(result) for result in repeated], [AlreadyStored] * 4)
        self.assertEqual((steps, self.store.status.unindexed), ([1, 3, 1], 0))
        for word in ("two", "four", "longer"):
            room = "den" if word == "longer" else "lobby"
            self.assertEqual(len(self.wait(self.store.search_messages(room, word, limit=9)).events), 1)

    def test_maintenance_indexes_all_that_waits(self) -> None:
        self.patch(writer_cache, "STEP_CHARACTERS", 10)
        self.talk()
        for _ in range(2):
            self.wait(self.store.run_maintenance())
        self.assertEqual(self.store.status.unindexed, 0)

    def test_settings_are_kept(self) -> None:
        """
        What is given changes, the rest stays; over a restart too.
        """
        self.assertEqual(self.wait(self.store.room_settings("lobby")), RoomSettings())
        self.wait(self.store.change_settings("lobby", title="The lobby", slow=500))
        wanted = RoomSettings("The lobby", "", 500, Retention(age=5000))
        before, after = self.wait(self.store.change_settings("lobby", retention=Retention(age=5000)))
        self.assertEqual((before, after), (RoomSettings("The lobby", "", 500), wanted))
        self.close(self.store)
        self.store = self.open()
        self.assertEqual(self.wait(self.store.room_settings("lobby")), wanted)
        self.assertEqual(self.wait(self.store.read("lobby", limit=1)).settings, wanted)

    def test_rooms_are_listed(self) -> None:
        """
        Page by page; those that people only looked into are not there.
        """
        for room in ("c", "a", "b"):
            self.say(self.store, "hello", room=room)
        self.wait(self.store.read("d", limit=1))
        entries = self.wait(self.store.list_rooms(limit=2))
        self.assertEqual([(entry.room, entry.head.seq) for entry in entries], [("a", 1), ("b", 1)])
        self.assertEqual([entry.room for entry in self.wait(self.store.list_rooms(after="b", limit=2))], ["c"])

    def test_settings_make_no_second_epoch(self) -> None:
        """
        Who has joined an empty room keeps its position when somebody gives it a title.
        """
        before = self.wait(self.store.read("lobby", limit=1)).head
        self.wait(self.store.change_settings("lobby", title="x"))
        self.assertEqual(self.wait(self.store.read("lobby", limit=1)).head, before)
        self.assertEqual(self.changed, [])

    # The audit log

    def acts(self) -> list[str]:
        """
        What stands in it, the oldest first.
        """
        return [act.action for act in self.wait(SqlRoster(self.store.transactions).list_acts(limit=9))][::-1]

    def test_what_is_done_is_recorded_with_it(self) -> None:
        """
        Once, and not where there was nothing to do.
        """
        self.talk()
        events = self.events()
        self.wait(self.store.change_settings("lobby", title="x", act=act("set")))
        self.wait(self.store.new_epoch("lobby", act("epoch")))
        self.wait(self.store.new_epoch("nowhere", act("none")))
        self.wait(self.store.new_epoch(None, act("epochs")))
        self.wait(self.store.import_log("lobby", RoomSettings(), events, replace=True, act=act("import")))
        for work in (
            self.store.import_log("lobby", RoomSettings(), events, replace=False, act=act("none")),
            self.store.import_log("lobby", RoomSettings(), events[:1] * 2, replace=True, act=act("none")),
        ):
            with self.assertRaises(Refusal):
                self.wait(work)
        self.assertEqual(self.acts(), ["delete_any", "set", "epoch", "epochs", "import"])

    def test_what_cannot_be_recorded_is_not_done(self) -> None:
        """
        A crash leaves both or neither: they are one transaction.
        """
        self.talk()
        events, head = self.events(), self.wait(self.store.read("lobby", limit=1)).head
        self.wait(self.store.transactions.commit(lambda connection: connection.exec_driver_sql("DROP TABLE acts")))
        self.changed.clear()
        for work in (
            self.store.change_settings("lobby", title="x", act=act("none")),
            self.store.new_epoch("lobby", act("none")),
            self.store.import_log("lobby", RoomSettings(), events, replace=True, act=act("none")),
        ):
            with self.assertRaises(OperationalError):
                self.wait(work)
        page = self.wait(self.store.read("lobby", limit=1))
        self.assertEqual((page.head, page.settings, self.changed), (head, RoomSettings(), []))

    # Epochs

    def test_new_epoch_is_told(self) -> None:
        """
        Of one room or of all; the logs stay.
        """
        self.say(self.store, "one", room="a")
        self.say(self.store, "two", room="b")
        heads = [self.wait(self.store.read(room, limit=1)).head for room in "ab"]
        self.assertEqual(self.wait(self.store.new_epoch("a")), ["a"])
        self.assertEqual(self.wait(self.store.new_epoch("nowhere")), [])
        self.assertEqual(self.wait(self.store.new_epoch()), ["a", "b"])
        after = [self.wait(self.store.read(room, limit=1)).head for room in "ab"]
        self.assertEqual(self.changed, ["a", "a", "b"])
        self.assertEqual([head.seq for head in after], [1, 1])
        self.assertEqual({head.epoch for head in heads} & {head.epoch for head in after}, set())
        self.assertEqual(self.say(self.store, "three", room="a"), 2)

    def test_rooms_to_come_have_new_epochs_too(self) -> None:
        """
        After a restore, say: a room that the backup does not know is not born again as the one that people remember.
        """
        before = self.wait(self.store.read("attic", limit=1)).head.epoch
        self.wait(self.store.new_epoch())
        after = self.wait(self.store.read("attic", limit=1)).head.epoch
        self.assertNotEqual(before, after)
        self.close(self.store)
        self.store = self.open()
        self.say(self.store, "hello", room="attic")
        self.assertEqual(self.wait(self.store.read("attic", limit=1)).head.epoch, after)

    # Erasing

    def test_erased_user_leaves_whole_logs(self) -> None:
        """
        Messages without text and name, as if deleted; what others said and did stays.
        """
        self.talk()
        self.say(self.store, "elsewhere", room="attic", user=BOB)
        self.wait(self.store.mark_seen([ReadMarker("g.ann", "lobby", 2)]))
        self.assertEqual(self.wait(self.store.erase_user("g.ann")), ["lobby"])
        self.assertEqual(self.changed, ["lobby"])
        events = self.events()
        self.assertEqual([event.seq for event in events], [1, 2, 3, 4, 5, 6, 7])
        mine = [event for event in events if event.user.id == "g.ann"]
        self.assertEqual({event.user for event in mine}, {User("g.ann", "")})
        self.assertEqual({getattr(event, "text", None) or "" for event in mine}, {""})
        messages = [event for event in mine if isinstance(event, Message)]
        self.assertEqual([message.deleted.seq for message in messages if message.deleted], [1, 7, 3, 4])
        self.assertEqual(self.texts(self.store), ["", "", "", "", "juice"])
        self.assertEqual((self.found(self.store, "tea"), self.found(self.store, "juice")), ([], [5]))
        self.assertEqual(self.wait(self.store.followed_rooms("g.ann")), [])
        self.assertEqual(self.wait(self.store.messages_of("g.ann", limit=9)), [])
        self.assertEqual(self.wait(self.store.check_integrity()), [])
        self.assertEqual(self.wait(self.store.erase_user("g.ann")), [])

    def test_titles_of_an_erased_user_go(self) -> None:
        """
        In rooms where they said nothing, too, and from the list of rooms; what others have set since stays.
        """
        change = self.store.change_settings
        self.wait(change("club", title="Ann's club", topic="tea", author="g.ann"))
        self.wait(change("club", topic="coffee", author="g.bob"))
        self.wait(change("attic", title="Ann's attic", slow=500, author="g.ann"))
        self.wait(change("hall", title="Ann's hall", author="g.ann"))
        self.wait(change("hall", title="The hall"))
        self.say(self.store, "hello", room="attic", user=BOB)
        self.assertEqual(self.wait(self.store.erase_user("g.ann")), ["attic", "club"])
        found = {room: self.wait(self.store.room_settings(room)) for room in ("club", "attic", "hall")}
        self.assertEqual(
            [(one.title, one.topic, one.slow) for one in found.values()],
            [("", "coffee", 0), ("", "", 500), ("The hall", "", 0)],
        )
        self.assertEqual([one.room for one in self.wait(self.store.find_rooms("ann", limit=9))], [])
        self.assertEqual(self.wait(self.store.read("attic", limit=1)).settings.title, "")
        self.assertEqual(self.wait(self.store.erase_user("g.ann")), [])

    def test_many_words_are_erased_in_steps(self) -> None:
        """
        All of them, in all rooms, while others talk.
        """
        for room in ("a", "b"):
            self.append(self.store, *[NewMessage(room, ANN, START, f"tea {n}", f"{n}") for n in range(450)])
            self.say(self.store, "tea", room=room, user=BOB)
        erasing = self.store.erase_user("g.ann")
        self.say(self.store, "meanwhile", room="a", user=BOB)
        self.assertEqual(self.wait(erasing), ["a", "b"])
        self.assertEqual([text for text in self.texts(self.store, "a") if text], ["tea", "meanwhile"])
        self.assertEqual(self.found(self.store, "tea", "b"), [451])
        self.assertEqual(self.wait(self.store.check_integrity()), [])

    def test_erasure_that_was_cut_off_is_known_until_it_is_done(self) -> None:
        self.append(self.store, *[NewMessage("a", ANN, START, f"tea {n}", f"{n}") for n in range(450)])
        cut = self.store.erase_user("g.ann")
        cut.addErrback(lambda failure: failure.trap(Refusal) and None)
        self.close(self.store)
        self.store = self.open()
        self.assertEqual(self.wait(self.store.unfinished_erasures()), ["g.ann"])
        self.wait(self.store.erase_user("g.ann"))
        self.assertEqual(self.wait(self.store.unfinished_erasures()), [])
        self.assertEqual([text for text in self.texts(self.store, "a") if text], [])

    def test_erased_guest_is_remembered_by_a_mark(self) -> None:
        """
        From the beginning of the erasure, and after a restart; of an account nothing is.
        """
        self.assertEqual(self.wait(self.store.erased_guests()), [])
        for user in ("g.ann", "a.1", "g.ann"):
            self.wait(self.store.erase_user(user))
        self.close(self.store)
        self.store = self.open()
        self.assertEqual(self.wait(self.store.erased_guests()), [erased_mark("g.ann")])
        self.assertEqual(self.wait(self.store.check_integrity()), [])

    # Logs from outside

    def test_log_is_imported_as_it_was(self) -> None:
        """
        Into a room of the same name in another store: the same events, found by the same words, known by the same keys.
        """
        self.talk()
        events = self.events()
        self.path = self.directory / "other.sqlite3"
        other = self.open()
        settings = RoomSettings(title="Moved")
        self.assertEqual(self.wait(other.import_log("lobby", settings, events, replace=False)), 7)
        self.assertEqual(self.events(other), events)
        self.assertEqual(self.wait(other.room_settings("lobby")), settings)
        self.assertEqual(self.found(other, "green"), [1])
        (result,) = self.append(other, NewMessage("lobby", ANN, START, "cocoa", "k2"))
        self.assertNotIsInstance(result, Stored)
        self.assertEqual(self.say(other, "goes on"), 8)
        self.assertEqual(self.wait(other.check_integrity()), [])

    def test_event_is_stored_with_the_epoch_of_its_log(self) -> None:
        """
        Whatever log the room has by then: a node that hears of it later knows to which one it belongs.
        """
        self.talk()
        events = self.events()
        for renew in (
            lambda: self.store.new_epoch("lobby"),
            lambda: self.store.import_log("lobby", RoomSettings(), events, replace=True),
            lambda: self.store.change_settings("lobby", retention=Retention(nothing=True)),
        ):
            self.wait(renew())
            (result,) = self.append(self.store, NewMessage("lobby", ANN, START, "more"))
            assert isinstance(result, Stored)
            self.assertEqual(result.epoch, self.wait(self.store.read("lobby", limit=1)).head.epoch)

    def test_log_that_begins_later_is_imported(self) -> None:
        """
        What retention had dropped elsewhere is not made up.
        """
        events = [Message("lobby", seq, ANN, f"tea {seq}", START) for seq in range(5, 1300)]
        self.wait(self.store.import_log("lobby", RoomSettings(), events, replace=False))
        head = self.wait(self.store.read("lobby", limit=1)).head
        self.assertEqual((head.first, head.seq), (5, 1299))
        self.assertEqual(len(self.found(self.store, "tea")), 100)
        self.assertEqual(self.wait(self.store.check_integrity()), [])

    def test_log_is_not_overwritten_by_mistake(self) -> None:
        """
        Only where it was asked for; then with another epoch, and nothing of the former log is left.
        """
        self.talk()
        before = self.wait(self.store.read("lobby", limit=1)).head
        events = [Message("lobby", 1, BOB, "new", START)]
        with self.assertRaises(Refusal) as caught:
            self.wait(self.store.import_log("lobby", RoomSettings(), events, replace=False))
        self.assertEqual((caught.exception.code, self.changed), ("conflict", []))
        self.wait(self.store.import_log("lobby", RoomSettings(), events, replace=True))
        self.assertEqual((self.texts(self.store), self.changed), (["new"], ["lobby"]))
        self.assertNotEqual(self.wait(self.store.read("lobby", limit=1)).head.epoch, before.epoch)
        for _ in range(3):
            self.time += 4_000_000
            self.wait(self.store.run_maintenance())
        self.assertEqual(self.wait(self.store.check_integrity()), [])
        self.assertNotIn(b"cocoa", self.path.read_bytes())

    def test_what_is_no_log_changes_nothing(self) -> None:
        """
        Holes, doubles, other rooms, marks that lead nowhere, a source that breaks off.
        """
        self.talk()
        before = self.events()
        good = [Message("attic", seq, ANN, "x", START) for seq in range(1, 700)]

        def broken() -> Iterator[LogEvent]:
            yield from good
            raise OSError("the file ends here")

        edited = self.events()[0]
        bad: list[list[LogEvent]] = [
            [*good[:5], *good[6:]],
            [*good[:5], *good[4:]],
            [*good, Message("lobby", 700, ANN, "x", START)],
            [edited],
            [Message("attic", 0, ANN, "x", START)],
        ]
        for events in bad:
            with self.assertRaises(Refusal) as caught:
                self.wait(self.store.import_log(events[0].room, RoomSettings(), events, replace=True))
            self.assertEqual(caught.exception.code, "invalid")
        with self.assertRaises(OSError):
            self.wait(self.store.import_log("attic", RoomSettings(), broken(), replace=True))
        self.assertEqual(self.events(), before)
        self.assertEqual(self.wait(self.store.read("attic", limit=1)).head.seq, 0)
        self.wait(self.store.run_maintenance())
        self.assertEqual(self.wait(self.store.check_integrity()), [])

    # Copies

    def test_backup_is_taken_while_people_talk(self) -> None:
        """
        A file of its owner's, with everything as of one moment.
        """
        self.talk()
        copy = self.directory / "copy"
        backup = self.store.backup(copy)
        self.say(self.store, "meanwhile")
        self.wait(backup)
        self.assertEqual(stat.S_IMODE(copy.stat().st_mode), 0o600)
        with self.assertRaises(FileExistsError):
            self.wait(self.store.backup(copy))
        self.path = copy
        other = self.open()
        self.assertEqual(self.events(other)[:7], self.events()[:7])
        self.assertEqual(self.wait(other.check_integrity()), [])

    # Checking

    def test_check_finds_what_is_wrong(self) -> None:
        """
        A line for each, with the room.
        """
        self.talk()
        for _ in range(2):
            self.wait(self.store.run_maintenance())
        self.assertEqual(self.wait(self.store.check_integrity()), [])
        self.close(self.store)
        wrongs = {
            "DELETE FROM events WHERE id & 4294967295 = 4": "lobby: 1 entries are missing between 1 and 7",
            "UPDATE events SET link = 5 WHERE id & 255 = 1": "lobby: the entry 1 speaks of 5, which is not there",
            "UPDATE events SET text = 'x' WHERE id & 255 = 3": "lobby: the index does not agree with the entry 3",
            "UPDATE authored SET key = 'k2' WHERE key = 'k3'": "lobby: the key 'k2' of g.ann stands 2 times",
            "INSERT INTO seen VALUES ('g.bob', 1, 99)": "lobby: somebody has seen more than there is",
        }
        sound = self.path.read_bytes()
        for wrong, line in wrongs.items():
            self.path = self.directory / f"wrong-{len(line)}-{abs(hash(line))}"
            self.path.write_bytes(sound)
            with sqlite3.connect(self.path) as connection:
                connection.execute(wrong)
            connection.close()
            store = self.open()
            self.assertEqual(self.wait(store.check_integrity()), [line])
            self.close(store)
