"""
Small writes that wait are committed together, with the messages that are appended meanwhile.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from twisted.internet.defer import Deferred

from chatd.domain.events import AlreadyStored, Draft, EditMessage, NewMessage, ReadMarker, Result, Stored
from chatd.domain.moderation import AuditEntry
from chatd.domain.rooms import Retention
from chatd.errors import Refusal
from chatd.storage.sql import group_commit
from chatd.storage.sql.accounts import SqlPeople
from chatd.storage.sql.group_commit import GROUP_MAX, PATIENCE_SECONDS, PAUSE_SECONDS
from chatd.storage.sql.roster import SqlRoster
from chatd.storage.sql.store import MARKS_STEP, SqlStore
from chatd.storage.sqlite.database import Sqlite
from tests.storage.test_faults import Unreliable
from tests.storage.turns import ANN, BOB, START, Disk
from tests.support.timeouts import PATIENCE


class CountingConnection(sqlite3.Connection):
    """
    Counts its commits that have changed something in `counts`.
    """

    counts: list[int]
    changes = 0

    def commit(self) -> None:
        """
        See `sqlite3.Connection.commit`.
        """
        super().commit()
        if self.total_changes != self.changes:
            self.changes = self.total_changes
            self.counts[0] += 1


class CountingSqlite(Sqlite):
    """
    A database that counts its commits.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, busy_ms=50)
        self.counts = [0]

    def connect(self) -> sqlite3.Connection:
        """
        See `Sqlite.connect`.
        """
        bare = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, factory=CountingConnection)
        bare.counts = self.counts
        return bare


class SmallWrites(Disk):
    """
    A store whose writer is held up while others ask.
    """

    def open_with(self, dialect: Sqlite) -> None:
        """
        Open the store with `dialect`.
        """
        self.store = self.open(dialect)
        self.people = SqlPeople(self.store.transactions)
        self.told: list[object] = []

    @contextmanager
    def writer_held(self, store: SqlStore | None = None) -> Iterator[None]:
        """
        The writer's thread does nothing until the end.
        """
        held, go_on = threading.Event(), threading.Event()

        def hold() -> None:
            held.set()
            go_on.wait(PATIENCE)

        holding = (store or self.store).transactions.call_in_writer(hold)
        self.assertTrue(held.wait(PATIENCE))
        try:
            yield
        finally:
            go_on.set()
            self.wait(holding)

    def note(self, name: object, answer: Any) -> Deferred[Any]:
        """
        Note `name` when the answer is there, with its error if it is one.
        """

        def noted(outcome: Any) -> None:
            error = getattr(outcome, "value", None)
            self.told.append(name if error is None else (name, getattr(error, "code", type(error).__name__)))

        done: Deferred[Any] = answer
        return done.addBoth(noted)

    def ignore(self, name: str) -> Deferred[Any]:
        """
        A small write, noted by its name.
        """
        return self.note(name, self.people.ignore(ANN.id, f"g.{name}", limit=1000))

    def say_noted(self, *texts: str) -> Deferred[Any]:
        """
        Messages that are appended together, noted as "messages", after what waits has waited long.
        """
        self.time += int(2 * PATIENCE_SECONDS * 1000)
        return self.note("messages", self.store.append([NewMessage("lobby", ANN, START, text) for text in texts]))

    def wait_all(self, answers: list[Deferred[Any]]) -> None:
        """
        Wait for all of them.
        """
        for answer in answers:
            self.wait(answer)

    def ignored(self) -> frozenset[str]:
        """
        Whom Ann ignores, by the names of the writes.
        """
        return frozenset(one.removeprefix("g.") for one in self.wait(self.people.ignored(ANN.id)))


class GroupCommitTests(SmallWrites):
    """
    What is committed together, and in what order.
    """

    def setUp(self) -> None:
        super().setUp()
        self.dialect = CountingSqlite(self.path)
        self.open_with(self.dialect)

    @contextmanager
    def writer_held(self, store: SqlStore | None = None) -> Iterator[None]:
        """
        See `SmallWrites.writer_held`; what is committed is counted from its end.
        """
        with super().writer_held(store):
            yield
            self.dialect.counts[0] = 0

    def test_writes_that_wait_are_one_commit(self) -> None:
        names = [f"n{n:02}" for n in range(20)]
        with self.writer_held():
            answers = [self.ignore(name) for name in names]
        self.wait_all(answers)
        self.assertEqual(self.dialect.counts, [1])
        self.assertEqual((self.told, self.ignored()), (names, frozenset(names)))

    def test_commit_is_bounded(self) -> None:
        with self.writer_held():
            answers = [self.ignore(f"n{n}") for n in range(2 * GROUP_MAX + 1)]
        self.wait_all(answers)
        self.assertEqual(self.dialect.counts, [3])

    def test_commit_is_bounded_in_time(self) -> None:
        """
        Each write takes as long as all together may: each has a commit of its own, in order.
        """

        def slow(connection: Connection) -> None:
            self.time += 1000
            connection.exec_driver_sql("INSERT INTO ignores (reader, other) VALUES ('g.ann', ?)", (f"g.{self.time}",))

        with self.writer_held():
            answers = [self.note(n, self.store.transactions.commit(slow)) for n in range(3)]
        self.wait_all(answers)
        self.assertEqual((self.dialect.counts, self.told), ([3], [0, 1, 2]))

    def test_all_kinds_of_small_writes_are_one_commit(self) -> None:
        roster = SqlRoster(self.store.transactions)
        act = AuditEntry(action="set", by=ANN, time=START)
        with self.writer_held():
            answers = [
                self.ignore("ann"),
                self.note("settings", self.store.change_settings("lobby", title="Lobby", act=act)),
                self.note("act", roster.record_act(act)),
                self.note("room", roster.add_room("den", "private", None, act)),
                self.note("session", self.people.end_sessions("a.ann")),
            ]
        self.wait_all(answers)
        self.assertEqual(self.dialect.counts, [1])
        self.assertEqual(self.told, ["ann", "settings", "act", "room", "session"])
        self.assertEqual(self.wait(self.store.room_settings("lobby")).title, "Lobby")
        self.assertEqual(len(self.wait(roster.list_acts(limit=10))), 3)

    def test_write_that_fails_takes_nothing_with_it(self) -> None:
        """
        A refusal and a bug: what they wrote is undone, and only who asked hears of it.
        """

        def failing(error: Exception) -> Callable[[Connection], None]:
            def transaction(connection: Connection) -> None:
                connection.exec_driver_sql("INSERT INTO ignores (reader, other) VALUES (?, 'g.undone')", (ANN.id,))
                raise error

            return transaction

        commit = self.store.transactions.commit
        with self.writer_held():
            answers = [
                self.ignore("first"),
                self.note("refused", commit(failing(Refusal("conflict")))),
                self.note("bug", commit(failing(ZeroDivisionError()))),
                self.ignore("last"),
            ]
        self.wait_all(answers)
        self.assertEqual(self.told, ["first", ("refused", "conflict"), ("bug", "ZeroDivisionError"), "last"])
        self.assertEqual(self.dialect.counts, [1])
        self.assertEqual(self.ignored(), {"first", "last"})
        self.assertIsNone(self.store.status.problem)

    def run_counts(self, failing: Callable[[Connection], None]) -> list[int]:
        """
        How often each of three writes was run, of which the second is `failing`.
        """
        runs = [0, 0, 0]

        def counted(place: int, work: Callable[[Connection], None]) -> Callable[[Connection], None]:
            def transaction(connection: Connection) -> None:
                runs[place] += 1
                work(connection)

            return transaction

        def write(connection: Connection) -> None:
            connection.exec_driver_sql("INSERT INTO ignores (reader, other) VALUES (?, ?)", (ANN.id, f"g.{runs}"))

        with self.writer_held():
            answers = [
                self.note(place, self.store.transactions.commit(counted(place, work)))
                for place, work in enumerate((write, failing, write))
            ]
        self.wait_all(answers)
        self.assertEqual(self.told, [0, (1, "conflict"), 2])
        self.assertEqual((self.dialect.counts, len(self.ignored())), ([1], 2))
        return runs

    def test_write_that_is_refused_before_it_changes_anything_costs_no_other_run(self) -> None:
        def refused(connection: Connection) -> None:
            raise Refusal("conflict")

        self.assertEqual(self.run_counts(refused), [1, 1, 1])

    def test_writes_are_run_again_after_one_that_fails_halfway(self) -> None:
        def halfway(connection: Connection) -> None:
            connection.exec_driver_sql("INSERT INTO ignores (reader, other) VALUES (?, 'g.undone')", (ANN.id,))
            raise Refusal("conflict")

        self.assertEqual(self.run_counts(halfway), [2, 2, 1])

    def test_writes_of_one_caller_keep_their_order(self) -> None:
        with self.writer_held():
            answers = [
                self.ignore("bob"),
                self.note("un", self.people.unignore(ANN.id, "g.bob")),
                self.ignore("bob"),
                self.note("un", self.people.unignore(ANN.id, "g.bob")),
                self.ignore("cid"),
            ]
        self.wait_all(answers)
        self.assertEqual((self.told, self.ignored()), (["bob", "un", "bob", "un", "cid"], {"cid"}))

    def test_messages_go_before_writes_that_wait_longer(self) -> None:
        """
        Those that waited first are stored in the commit of the messages, as many as one commit has; the rest follows.
        """
        names = [f"n{n:02}" for n in range(GROUP_MAX + 10)]
        with self.writer_held():
            answers = [self.ignore(name) for name in names]
            answers.append(self.say_noted("hello"))
        self.wait_all(answers)
        self.assertEqual((self.told, self.dialect.counts), (["messages", *names], [2]))

    def test_writes_that_have_not_waited_long_do_not_delay_messages(self) -> None:
        """
        They are committed by themselves, after the messages.
        """
        with self.writer_held():
            answers = [self.say_noted("hello"), self.ignore("young")]
        self.wait_all(answers)
        self.assertEqual((self.told, self.dialect.counts), (["messages", "young"], [2]))

    def test_commits_without_messages_have_a_pause_between_them(self) -> None:
        """
        What is asked for meanwhile is one commit.
        """
        later: list[float] = []
        call_later = self.turns.callLater

        def note_delay(delay: float, *call: Any) -> None:
            later.append(delay)
            call_later(delay, *call)

        self.patch(self.turns, "callLater", note_delay)
        self.dialect.counts[0] = 0
        self.wait(self.ignore("first"))
        self.wait_all([self.ignore(name) for name in ("a", "b", "c")])
        self.assertEqual((len(later), self.dialect.counts), (1, [2]))
        self.assertAlmostEqual(later[0], PAUSE_SECONDS, 6)
        self.time += 1000
        self.wait(self.ignore("last"))
        self.assertEqual(len(later), 1)
        self.time += 1000
        with self.writer_held():
            answers = [self.ignore(f"n{n}") for n in range(3 * GROUP_MAX)]
        self.wait_all(answers)
        self.assertEqual((len(later), self.dialect.counts), (1, [3]))

    def test_writes_have_their_share_while_messages_come(self) -> None:
        """
        Messages are said as soon as the last were stored: each commit of messages has its bounded share of the others.
        """
        names = [f"n{n:03}" for n in range(3 * GROUP_MAX)]
        with self.writer_held():
            answers = [self.ignore(name) for name in names]
            answers += [self.say_noted("hello") for _ in range(3)]
        self.wait_all(answers)
        parts = [names[begin : begin + GROUP_MAX] for begin in range(0, len(names), GROUP_MAX)]
        self.assertEqual(self.told, [name for part in parts for name in ["messages", *part]])
        self.assertEqual(self.dialect.counts, [3])

    def test_message_that_cannot_be_stored_harms_no_other_write(self) -> None:
        """
        Half a character cannot be stored: the other message and the small writes are, in commits of their own.
        """
        with self.writer_held():
            answers = [self.ignore("bob"), self.say_noted("\ud800", "hello"), self.ignore("cid")]
        self.wait_all(answers)
        self.assertEqual(self.told, ["messages", "bob", "cid"])
        self.assertEqual((self.texts(self.store), self.ignored()), (["hello"], {"bob", "cid"}))

    def test_write_that_spoils_a_commit_of_messages_does_so_once(self) -> None:
        """
        The database fails in it each time: after that it has a commit of its own, and the next messages are stored.
        """
        tries = []

        def spoil(connection: Connection) -> None:
            tries.append(connection)
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise error

        with self.writer_held():
            answers = [self.note("spoilt", self.store.transactions.commit(spoil))]
            answers += [self.say_noted("one"), self.say_noted("two")]
        self.wait_all(answers)
        self.assertEqual((len(tries), self.texts(self.store)), (2, ["two"]))
        self.assertEqual(sorted(map(str, self.told)), sorted(["messages", "messages", "('spoilt', 'unavailable')"]))

    def test_log_that_is_replaced_is_read_again(self) -> None:
        """
        A room whose messages are dropped by a setting, between its messages: what follows goes into the new log.
        """
        changed: list[str] = []
        self.store.watch_changes(changed.append)
        self.say(self.store, "before")
        nothing = Retention.parse("none")
        with self.writer_held():
            answers = [self.note("settings", self.store.change_settings("lobby", retention=nothing))]
            answers += [self.say_noted("old log"), self.say_noted("new log")]
        self.wait_all(answers)
        self.assertEqual((self.told, changed), (["messages", "settings", "messages"], ["lobby"]))
        self.assertEqual(self.texts(self.store), ["new log"])

    def test_many_read_markers_are_many_small_writes(self) -> None:
        self.say(self.store, "hello")
        marks = [ReadMarker(f"g.{n}", "lobby", 1) for n in range(2 * MARKS_STEP)]
        self.dialect.counts[0] = 0
        self.wait(self.store.mark_seen(marks))
        self.assertEqual(self.dialect.counts, [2])

    def test_too_many_are_refused(self) -> None:
        self.patch(group_commit, "WAITING_MAX", 2)
        with self.writer_held():
            answers = [self.ignore(name) for name in ("a", "b", "c")]
        self.wait_all(answers)
        self.assertEqual(self.told, [("c", "unavailable"), "a", "b"])

    def test_close_waits_for_what_was_asked_before(self) -> None:
        with self.writer_held():
            answers = [self.ignore(f"n{n}") for n in range(2 * GROUP_MAX)]
            closing = self.store.close_store()
        self.wait(closing)
        self.wait_all(answers)
        self.assertEqual(len(self.told), 2 * GROUP_MAX)
        self.wait_all([self.ignore("late")])
        self.assertEqual(self.told[-1], ("late", "unavailable"))

    def test_faulty_disk_refuses_all_of_a_commit(self) -> None:
        dialect = Unreliable(self.directory / "other.sqlite3")
        store = self.open(dialect)
        people = SqlPeople(store.transactions)
        with self.writer_held(store):
            answers = [self.note(n, people.ignore(ANN.id, f"g.{n}", limit=9)) for n in range(3)]
            dialect.faults.append("before")
        self.wait_all(answers)
        self.assertEqual(self.told, [(n, "unavailable") for n in range(3)])
        self.assertEqual(store.status.problem, "the disk fails")
        self.assertEqual(self.wait(people.ignored(ANN.id)), frozenset())
        self.wait(people.ignore(ANN.id, BOB.id, limit=9))
        self.assertEqual(self.wait(people.ignored(ANN.id)), {BOB.id})


class FailedCommitTests(SmallWrites):
    """
    The commit of messages and small writes raises, before or after it has happened.
    """

    def setUp(self) -> None:
        super().setUp()
        self.dialect = Unreliable(self.path)
        self.open_with(self.dialect)
        self.say(self.store, "before", key="k")
        self.refused = EditMessage("lobby", ANN, START, 99, "no such message")

    def append_failing(self, fault: str, *drafts: Draft) -> list[Result]:
        """
        The results of `drafts`, in a commit with a small write that ends with `fault`; the small write is done.
        """
        with self.writer_held():
            ignored = self.ignore("bob")
            appended = self.store.append(drafts)
            self.dialect.faults.append(fault)
        results = list(self.wait(appended))
        self.wait(ignored)
        self.assertEqual((self.told, self.ignored()), (["bob"], {"bob"}))
        return results

    def assert_unavailable(self, *results: Result) -> None:
        """
        All are refused for now.
        """
        for result in results:
            assert isinstance(result, Refusal), result
            self.assertEqual(result.code, "unavailable")

    def test_small_write_beside_refused_draft_is_written_before_it_is_told(self) -> None:
        """
        The batch has no entry by which a commit is recognised: it counts as failed, and the write is run again.
        """
        for fault in ("before", "after"):
            with self.subTest(fault):
                self.told.clear()
                self.wait(self.people.unignore(ANN.id, "g.bob"))
                self.assert_unavailable(*self.append_failing(fault, self.refused))

    def test_small_write_beside_repeated_message_is_written_before_it_is_told(self) -> None:
        repeated = NewMessage("lobby", ANN, START, "before", "k")
        self.assert_unavailable(*self.append_failing("before", repeated))
        self.assertEqual(self.append(self.store, repeated), [AlreadyStored(1, START)])

    def test_small_write_beside_stored_message_shares_its_outcome(self) -> None:
        drafts = [self.refused, NewMessage("lobby", ANN, START, "said")]
        self.assert_unavailable(*self.append_failing("before", *drafts))
        self.assertEqual(self.texts(self.store), ["before"])
        self.told.clear()
        self.wait(self.people.unignore(ANN.id, "g.bob"))
        self.assertEqual([type(result) for result in self.append_failing("after", *drafts)], [Refusal, Stored])
        self.assertEqual(self.texts(self.store), ["before", "said"])

    def test_room_whose_row_is_rolled_back_shares_no_log(self) -> None:
        """
        A refused draft inserts the row of its room.  When that is rolled back, the next new room has the same number.
        """
        self.dialect.faults.append("before")
        self.assert_unavailable(*self.append(self.store, EditMessage("~secret", ANN, START, 1, "refused")))
        self.say(self.store, "a secret", room="~secret")
        self.say(self.store, "for all", room="plaza")
        self.assertEqual(self.texts(self.store, "~secret"), ["a secret"])
        self.assertEqual(self.texts(self.store, "plaza"), ["for all"])

    def test_log_that_is_replaced_is_read_again(self) -> None:
        """
        A setting that drops a room's messages is committed although the commit raises: what follows is in the new log.
        """
        self.dialect.faults.append("after")
        nothing = Retention.parse("none")
        self.wait(self.note("settings", self.store.change_settings("lobby", retention=nothing)))
        self.assertEqual(self.told, [("settings", "unavailable")])
        self.say(self.store, "new log")
        self.assertEqual(self.texts(self.store), ["new log"])
