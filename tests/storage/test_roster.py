"""
What is kept of rooms and of those who keep order in them, in memory and in SQL: one contract.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.events import ReadMarker, User
from chatd.domain.moderation import AuditEntry, Member
from chatd.domain.rooms import Retention, RoomSettings, inbox_of
from chatd.storage.memory.roster import MemoryRoster
from chatd.storage.sql.accounts import SqlPeople
from chatd.storage.sql.roster import SqlRoster
from tests.storage.roster_contract import ANN, BEN, CAT, OWNER, RosterCase, RosterContract, act, ban, complaint
from tests.storage.turns import START, Disk
from tests.support.databases import empty_database
from tests.support.direct_transactions import DirectTransactions
from tests.support.postgresql import needs_postgresql, open_postgresql

DAY = 86_400_000


class MemoryRosterTests(RosterContract, SynchronousTestCase):
    """
    Kept in memory.
    """

    def setUp(self) -> None:
        """
        Nothing yet.
        """
        self.roster = MemoryRoster()


class SqlRosterTests(RosterContract, SynchronousTestCase):
    """
    Kept in a database.
    """

    def setUp(self) -> None:
        """
        Nothing yet, in tables made by the migrations.
        """
        path = Path(self.enterContext(TemporaryDirectory())) / "chatd.sqlite"
        path.write_bytes(empty_database())
        store = DirectTransactions(path)
        self.addCleanup(store.end)
        self.roster = SqlRoster(store)


@needs_postgresql
class PostgreSqlRosterTests(RosterContract, SynchronousTestCase):
    """
    Kept on a PostgreSQL server.
    """

    def setUp(self) -> None:
        """
        Nothing yet.
        """
        store = DirectTransactions(open_postgresql())
        self.addCleanup(store.end)
        self.roster = SqlRoster(store)


class BoundedRosterTests(RosterCase, SynchronousTestCase):
    """
    In memory there is room for so much.
    """

    def setUp(self) -> None:
        """
        Room for two of each.
        """
        self.roster = MemoryRoster(keep=2)

    def test_oldest_acts_and_reports_make_way(self) -> None:
        """
        The others keep their ids, also when somebody is forgotten.
        """
        for number in range(3):
            self.do(self.roster.record_act(act(room=str(number))))
            self.do(self.roster.add_report(complaint(seq=number + 1), limit=99))
        self.do(self.roster.forget_user("g.9"))
        self.do(self.roster.record_act(act(room="3")))
        self.assertEqual([(one.id, one.room) for one in self.acts()], [(4, "3"), (3, "2")])
        self.assertEqual([report.id for report in self.do(self.roster.reports(None, limit=9))], [3, 2])
        self.assertIsNone(self.do(self.roster.get_report(1)))


class StoreTests(Disk):
    """
    In the store that keeps the logs.
    """

    def setUp(self) -> None:
        super().setUp()
        self.store = self.open()
        self.roster = SqlRoster(self.store.transactions)

    def fill(self) -> None:
        """
        Something of everything, in which Wilhelmina has her part.
        """
        somebody = User("a.7", "Wilhelmina")
        self.wait(self.roster.add_room("~x", "private", Member(somebody, "owner", START), act(by=somebody)))
        self.wait(self.roster.open_direct_room(ANN, somebody, "~d", START))
        self.wait(self.roster.add_report(complaint(by=somebody, reason="tiramisu"), limit=99))
        self.wait(self.roster.add_report(complaint(author=somebody), limit=99))
        self.wait(self.roster.close_report(2, "done", act(user=somebody)))
        self.wait(self.roster.add_sanction(ban("a.7", name="Wilhelmina"), act("ban", user=somebody)))

    def test_roster_outlives_the_process(self) -> None:
        """
        What was committed is there after a restart.
        """
        self.fill()
        self.close(self.store)
        roster = SqlRoster(self.open().transactions)
        self.assertEqual(self.wait(roster.sanctions()), [ban("a.7", name="Wilhelmina")])
        self.assertEqual([one.room for one in self.wait(roster.memberships_of("a.7"))], ["~d", "~x"])
        self.assertEqual([one.id for one in self.wait(roster.list_acts(limit=9))], [3, 2, 1])

    def test_rooms_have_the_titles_of_their_logs(self) -> None:
        self.wait(self.store.change_settings("lobby", title="The lobby"))
        for room in ("attic", "lobby"):
            self.wait(self.roster.put_member(room, OWNER, None))
        self.assertEqual([one.title for one in self.wait(self.roster.memberships_of("a.1"))], ["", "The lobby"])

    def test_numbers_are_not_used_again(self) -> None:
        """
        Not even where somebody has taken the newest row out of the audit log: it shows.
        """
        for _ in range(2):
            self.wait(self.roster.record_act(act()))
        self.wait(
            self.store.transactions.commit(
                lambda connection: connection.exec_driver_sql("DELETE FROM acts WHERE id = 2")
            )
        )
        self.wait(self.roster.record_act(act()))
        self.assertEqual([one.id for one in self.wait(self.roster.list_acts(limit=9))], [3, 1])

    def test_erased_user_is_forgotten_here_too(self) -> None:
        """
        Also one who never said anything; their ban stays, and the store agrees with itself.
        """
        self.fill()
        self.wait(self.store.erase_user("a.7"))
        self.assertEqual(self.wait(self.roster.memberships_of("a.7")), [])
        self.assertEqual(self.wait(self.roster.sanctions()), [ban("a.7")])
        self.assertEqual({one.user or one.by for one in self.wait(self.roster.list_acts(limit=9))}, {User("a.7", "")})
        self.assertEqual(self.wait(self.store.check_integrity()), [])

    def test_inbox_goes_with_its_user(self) -> None:
        """
        What was written before is not in the inbox that is made next.
        """
        inbox = inbox_of("x.site.7")
        self.wait(self.roster.open_inbox(User("x.site.7", "Tess"), inbox, 1000))
        self.say(self.store, "tiramisu", room=inbox)
        self.wait(self.store.erase_user("x.site.7"))
        self.assertIsNone(self.wait(self.roster.room_record(inbox)))
        self.assertEqual(self.wait(self.store.read(inbox, limit=9)).events, [])
        self.wait(self.roster.open_inbox(User("x.site.7", "Tess"), inbox, 1000))
        self.say(self.store, "new", room=inbox)
        (event,) = self.wait(self.store.read(inbox, limit=9)).events
        self.assertEqual((event.seq, getattr(event, "text", None)), (1, "new"))
        self.assertEqual(self.wait(self.store.check_integrity()), [])

    def test_inbox_of_a_guest_goes_when_nothing_else_is_kept_of_them(self) -> None:
        """
        Those who are noted keep theirs, and so do accounts.
        """
        people = SqlPeople(self.store.transactions)
        for user in ("g.old", "a.1"):
            self.wait(self.roster.open_inbox(User(user, ""), inbox_of(user), 1000))
        self.wait(people.purge_guests([], now=2000, before=500))
        self.assertEqual(self.wait(self.store.lost_inboxes(1500, limit=9)), [])
        self.wait(people.purge_guests([], now=9000, before=3000))
        self.assertEqual(self.wait(self.store.lost_inboxes(500, limit=9)), [])
        self.assertEqual(self.wait(self.store.lost_inboxes(1500, limit=9)), [inbox_of("g.old")])

    def test_deleted_room_takes_all_of_it_along(self) -> None:
        """
        Log, settings, members, sanctions, reports, markers, search; what was done there stays in the audit log, and
        other rooms stay as they are.
        """
        for room in ("lobby", "attic"):
            self.say(self.store, "tiramisu", room=room)
            self.wait(self.store.change_settings(room, title="Hall"))
            self.wait(self.roster.put_member(room, OWNER, act("role", room=room)))
            self.wait(self.roster.add_sanction(ban(room=room), act("ban", room=room)))
            self.wait(self.roster.add_report(complaint(room=room), limit=9))
            self.wait(self.store.mark_seen([ReadMarker("g.1", room, 1)]))
        epoch = self.wait(self.store.read("lobby", limit=1)).head.epoch
        self.assertTrue(self.wait(self.store.delete_room("lobby", act("delete_room", room="lobby"))))
        self.assertFalse(self.wait(self.store.delete_room("lobby", act("delete_room", room="lobby"))))
        page = self.wait(self.store.read("lobby", limit=9))
        self.assertEqual((page.events, page.settings, page.head.seq), ([], RoomSettings(), 0))
        self.assertNotEqual(page.head.epoch, epoch)
        self.assertIsNone(self.wait(self.roster.room_record("lobby")))
        self.assertEqual([one.room for one in self.wait(self.roster.sanctions())], ["attic"])
        self.assertEqual([one.room for one in self.wait(self.roster.reports(None, limit=9))], ["attic"])
        self.assertEqual([one.room for one in self.wait(self.store.followed_rooms("g.1"))], ["attic"])
        self.assertEqual([one.room for one in self.wait(self.store.list_rooms(limit=9))], ["attic"])
        self.assertEqual([one.action for one in self.acts_of("lobby")], ["delete_room", "ban", "role"])
        self.wait(self.store.run_maintenance())
        self.assertEqual(self.wait(self.store.check_integrity()), [])
        self.assertEqual(len(self.wait(self.store.search_messages("attic", "tiramisu", limit=9)).events), 1)
        self.say(self.store, "anew", room="lobby")
        self.assertEqual(len(self.wait(self.store.read("lobby", limit=9)).events), 1)

    def acts_of(self, room: str) -> Sequence[AuditEntry]:
        """
        The audit log of a room, the newest first.
        """
        return self.wait(self.roster.list_acts(room, limit=9))

    def test_rooms_that_nobody_uses_are_found(self) -> None:
        """
        Those without a message, of guests or for two; not those of accounts, of newcomers, or for announcements.
        """
        guest, newcomer = Member(CAT, "moderator", START), Member(CAT, "moderator", START + 10)
        for room, kind, member in (
            ("guests", "public", guest),
            ("news", "announce", guest),
            ("fresh", "public", newcomer),
            ("owned", "public", OWNER),
            ("busy", "private", guest),
        ):
            self.wait(self.roster.add_room(room, kind, member, act(room=room)))
        self.say(self.store, "hello", room="busy")
        self.wait(self.store.change_settings("guests", title="Ours"))
        self.wait(self.roster.open_direct_room(ANN, BEN, "~two", START))
        self.wait(self.roster.open_direct_room(ANN, CAT, "~said", START))
        self.say(self.store, "hello", room="~said")
        self.assertEqual(self.wait(self.store.unused_rooms(START + 5, limit=9)), ["guests", "~two"])
        self.assertEqual(self.wait(self.store.unused_rooms(START + 5, limit=1)), ["guests"])
        self.assertEqual(self.wait(self.store.unused_rooms(START + 5, after="guests", limit=9)), ["~two"])
        self.assertEqual(self.wait(self.store.unused_rooms(START, limit=9)), [])

    def test_room_whose_messages_have_expired_is_used(self) -> None:
        """
        Of what was said there, only the beginning of the log is left.
        """
        self.wait(self.roster.open_direct_room(ANN, BEN, "~two", START))
        self.wait(self.store.change_settings("~two", retention=Retention(age=DAY)))
        self.say(self.store, "hello", room="~two")
        self.time += 8 * DAY
        for _ in range(3):
            self.wait(self.store.run_maintenance())
            self.time += 60_000
        self.assertEqual(self.wait(self.store.read("~two", limit=9)).events, [])
        self.assertEqual(self.wait(self.store.unused_rooms(self.time, limit=9)), [])

    def test_room_that_keeps_nothing_may_be_used(self) -> None:
        """
        By its own retention, or by that of the site, unless its own keeps something.
        """
        for room, other in (("~none", BEN), ("~kept", CAT)):
            self.wait(self.roster.open_direct_room(ANN, other, room, START))
        self.wait(self.store.change_settings("~none", retention=Retention(nothing=True)))
        self.assertEqual(self.wait(self.store.unused_rooms(self.time + 1, limit=9)), ["~kept"])
        self.close(self.store)
        self.retention = Retention(nothing=True)
        store = self.open()
        self.assertEqual(self.wait(store.unused_rooms(self.time + 1, limit=9)), [])
        self.wait(store.change_settings("~kept", retention=Retention(age=DAY)))
        self.assertEqual(self.wait(store.unused_rooms(self.time + 1, limit=9)), ["~kept"])

    def test_unused_room_is_deleted_only_if_it_is_unused_still(self) -> None:
        self.wait(self.roster.open_direct_room(ANN, BEN, "~two", START))
        self.assertEqual(self.wait(self.store.unused_rooms(START + 1, limit=9)), ["~two"])
        self.say(self.store, "hello", room="~two")
        self.assertFalse(self.wait(self.store.delete_room("~two", act(room="~two"), unused_since=START + 1)))
        self.assertEqual(self.texts(self.store, "~two"), ["hello"])
        self.assertIsNotNone(self.wait(self.roster.room_record("~two")))
        self.wait(self.roster.open_direct_room(ANN, CAT, "~other", START))
        self.assertTrue(self.wait(self.store.delete_room("~other", act(room="~other"), unused_since=START + 1)))

    def test_erased_name_is_gone_from_the_files(self) -> None:
        """
        And what they gave as reasons for reports.
        """
        self.fill()
        self.wait(self.store.erase_user("a.7"))
        for _ in range(3):
            self.time += 20_000
            self.wait(self.store.run_maintenance())
        raw = b"".join(path.read_bytes() for path in self.directory.iterdir())
        self.assertEqual([word for word in (b"Wilhelmina", b"tiramisu") if word in raw], [])

    def test_check_finds_what_is_wrong(self) -> None:
        """
        A line for each, with the room.
        """
        self.wait(self.roster.put_member("lobby", OWNER, None))
        self.wait(self.roster.open_direct_room(ANN, BEN, "~1", START))
        self.wait(self.roster.open_direct_room(ANN, CAT, "~2", START))
        self.assertEqual(self.wait(self.store.check_integrity()), [])
        self.close(self.store)
        missing, stranger = "in which somebody is missing", "with somebody in it whom it is not for"
        wrongs = {
            "DELETE FROM places WHERE room = 'lobby'": "lobby: a.1 is a member, but nothing is kept of the room",
            "DROP INDEX places_of_two; UPDATE places SET one = 'a.1', other = 'a.2' WHERE kind = 'direct';"
            "UPDATE members SET member = 'a.2' WHERE member = 'g.3'": "a.1 and a.2 have 2 direct rooms",
            "DELETE FROM members WHERE room = '~1' AND member = 'a.1'": f"~1: a direct room {missing}",
            "DELETE FROM members WHERE room = '~2'": f"~2: a direct room {missing}",
            "UPDATE members SET member = 'a.3' WHERE room = '~1' AND member = 'a.1'": f"~1: a direct room {stranger}",
            "INSERT INTO members VALUES ('~1', 'a.3', '', 'member', 0, 0, NULL)": f"~1: a direct room {stranger}",
            "UPDATE places SET one = NULL, other = NULL WHERE room = '~1'": f"~1: a direct room {stranger}",
        }
        sound = self.path.read_bytes()
        for number, (wrong, line) in enumerate(wrongs.items()):
            self.path = self.directory / f"wrong-{number}"
            self.path.write_bytes(sound)
            with sqlite3.connect(self.path) as connection:
                connection.executescript(wrong)
            connection.close()
            store = self.open()
            self.assertEqual(self.wait(store.check_integrity()), [line])
            self.close(store)


class IndexTests(RosterCase, SynchronousTestCase):
    """
    What is looked for is found by an index, however much there is.
    """

    def setUp(self) -> None:
        """
        Nothing yet.
        """
        path = Path(self.enterContext(TemporaryDirectory())) / "chatd.sqlite"
        path.write_bytes(empty_database())
        self.store = DirectTransactions(path)
        self.addCleanup(self.store.end)
        self.roster = SqlRoster(self.store)

    def plans(self, ask: Callable[[], Awaitable[object]]) -> list[str]:
        """
        How SQLite goes about each statement of a call.
        """
        asked: list[tuple[str, Any]] = []

        def note(_: object, __: object, statement: str, values: Any, *___: object) -> None:
            asked.append((statement, values))

        event.listen(self.store.connection, "before_cursor_execute", note)
        try:
            self.do(ask())
        finally:
            event.remove(self.store.connection, "before_cursor_execute", note)
        lines = []
        with self.store.connection.begin():
            for statement, values in asked:
                rows = self.store.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
                lines += [row.detail for row in rows]
        return lines

    def test_nothing_is_walked_from_end_to_end(self) -> None:
        """
        Only all sanctions are, at the start of the server.
        """
        roster = self.roster
        self.do(roster.open_direct_room(ANN, BEN, "~1", 1000))
        asks: list[Callable[[], Awaitable[object]]] = [
            lambda: roster.room_record("lobby"),
            lambda: roster.open_direct_room(BEN, ANN, "~2", 1000),
            lambda: roster.put_member("lobby", OWNER, None),
            lambda: roster.drop_member("lobby", "a.1", None),
            lambda: roster.set_kind("lobby", "archived", act()),
            lambda: roster.memberships_of("a.1"),
            lambda: roster.rename_member(ANN),
            lambda: roster.add_sanction(ban(), act()),
            lambda: roster.remove_sanction("ban", "a.2", None, act()),
            lambda: roster.purge_sanctions(5000),
            lambda: roster.add_report(complaint(), limit=99),
            lambda: roster.close_report(1, "done", act()),
            lambda: roster.get_report(1),
            lambda: roster.reports(None, limit=9),
            lambda: roster.reports(None, closed=True, before=5, limit=9),
            lambda: roster.reports(["lobby"], limit=9),
            lambda: roster.reports(["attic", "lobby"], closed=True, before=5, limit=9),
            lambda: roster.open_reports(None),
            lambda: roster.open_reports(["attic", "lobby"]),
            lambda: roster.list_acts("lobby", limit=9),
            lambda: roster.list_acts("lobby", before=5, limit=9),
            lambda: roster.list_acts(before=5, limit=9),
            lambda: roster.forget_user("a.2"),
        ]
        plans = [line for ask in asks for line in self.plans(ask)]
        self.assertGreater(len(plans), len(asks))
        self.assertEqual([line for line in plans if line.startswith("SCAN") and "CONSTANT" not in line], [])

    def test_pages_of_a_room_are_not_sorted(self) -> None:
        """
        They are read in their order, so that a page costs what is on it.
        """
        roster = self.roster
        asks: list[Callable[[], Awaitable[object]]] = [
            lambda: roster.reports(None, limit=9),
            lambda: roster.reports(["lobby"], limit=9),
            lambda: roster.list_acts("lobby", limit=9),
            lambda: roster.list_acts(limit=9),
            lambda: roster.memberships_of("a.1"),
        ]
        plans = [line for ask in asks for line in self.plans(ask)]
        self.assertEqual([line for line in plans if "TEMP B-TREE" in line], [])
