"""
What an operator does, and what the people who are connected notice of it.
"""

import json
from pathlib import Path
from typing import Any

from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd import __version__
from chatd.admin.operations import PAGE, Operations
from chatd.chat.moderation.live_sessions import LiveSessions
from chatd.domain.accounts import erased_mark
from chatd.domain.events import LogHead, LogPage, Mark, Message
from chatd.domain.rooms import Retention, RoomSettings
from chatd.errors import Refusal
from chatd.interfaces.storage import StoreStatus
from tests.support.fakes import ANNA, BEN, LogStore, Person, World, deleted, edited, said, succeeded
from tests.support.operator_fakes import FakeUpkeep


class OperationsTests(SynchronousTestCase):
    def setUp(self) -> None:
        """
        A node with people, and an operator.
        """
        self.world = World()
        self.upkeep = FakeUpkeep()
        self.connections: list[Person] = []
        context = self.world.assembly.context
        live_sessions = LiveSessions(
            authorizer=context.authorizer,
            members=context.members,
            subscriptions=context.subscriptions,
            feeds=context.feeds,
            hub=self.world.hub,
            write_queue=self.world.writer,
            markers=context.markers,
            counters=self.world.counters,
            sessions=lambda: [person.session for person in self.connections],
            identities=context.identities,
            presence=self.world.presence,
        )
        self.operations = Operations(self.world.store, self.upkeep, self.world.now, live_sessions)
        self.offline = Operations(self.world.store, self.upkeep, self.world.now)

    def result(self, work: Any) -> Any:
        """
        What a use case comes to, at once.
        """
        return self.successResultOf(Deferred.fromCoroutine(work))

    def refused(self, work: Any) -> Refusal:
        """
        How a use case is refused.
        """
        refusal = self.failureResultOf(Deferred.fromCoroutine(work), Refusal).value
        assert isinstance(refusal, Refusal)
        return refusal


class StatusTests(OperationsTests):
    def test_people_and_messages_are_counted(self) -> None:
        """
        Connections, the users on them, what was said.
        """
        anna, ben = self.world.guest("Anna", "lobby"), self.world.guest("Ben", "lobby")
        self.connections = [anna, self.world.again(anna), ben, self.world.connect()]
        anna.send("say", room="lobby", text="hi")
        self.world.turn()
        vitals = self.operations.site_status()
        self.assertTrue(vitals.running)
        self.assertEqual((vitals.connections, vitals.users, vitals.messages), (4, 2, 1))
        self.assertEqual((vitals.version, vitals.queue, vitals.problem), (__version__, 0, None))

    def test_messages_that_wait_for_the_store_are_told(self) -> None:
        """
        And what the store says of itself.
        """
        anna = self.world.guest("Anna", "lobby")
        anna.send("say", room="lobby", text="hi")
        self.upkeep.status = StoreStatus("the disk is full", 7, 3)
        vitals = self.operations.site_status()
        self.assertEqual((vitals.queue, vitals.refused, vitals.unindexed), (1, 7, 3))
        self.assertEqual(vitals.problem, "the disk is full")

    def test_without_a_daemon_nobody_is_there(self) -> None:
        """
        The store is told all the same.
        """
        self.upkeep.status = StoreStatus(unindexed=3)
        vitals = self.offline.site_status()
        self.assertFalse(vitals.running)
        self.assertEqual((vitals.connections, vitals.messages, vitals.unindexed), (0, 0, 3))


class CareTests(OperationsTests):
    def test_problems_are_told_as_the_store_finds_them(self) -> None:
        self.assertEqual(self.result(self.operations.check_store()), [])
        self.upkeep.wrong = ["lobby: a hole"]
        self.assertEqual(self.result(self.operations.check_store()), ["lobby: a hole"])

    def test_long_work_is_done_one_after_the_other(self) -> None:
        """
        People need the other threads of the store.
        """
        self.upkeep.held = Deferred()
        checking = Deferred.fromCoroutine(self.operations.check_store())
        backup = Deferred.fromCoroutine(self.operations.back_up(Path("nowhere/it")))
        self.assertEqual(self.upkeep.calls, ["check"])
        held, self.upkeep.held = self.upkeep.held, None
        held.callback(None)
        self.successResultOf(checking)
        self.assertEqual(self.upkeep.calls, ["check", "backup"])
        self.failureResultOf(backup, FileNotFoundError)


class EraseTests(OperationsTests):
    def test_connected_people_are_told_to_forget(self) -> None:
        """
        In every room that held words of theirs.
        """
        anna, ben = self.world.guest("Anna", "lobby"), self.world.guest("Ben", "lobby", "attic")
        gone, self.upkeep.rooms = anna.id, {"attic": [anna.id], "cellar": [anna.id], "empty": []}
        ben.heard()
        self.assertEqual(self.result(self.operations.erase_user(gone)), ["attic", "cellar"])
        self.world.settle_presence()
        told = [event for event in ben.heard() if event["type"] == "erase"]
        # The lobby too: the name was on its list.
        self.assertEqual(told, [{"type": "erase", "room": room, "user": gone} for room in ("attic", "lobby")])

    def test_connected_people_are_told_that_a_title_has_gone(self) -> None:
        """
        The store has removed it with the user who had set it.
        """
        succeeded(self.world.catalogue.change_settings("lobby", title="Anna's", topic="tea"))
        anna, ben = self.world.guest("Anna", "lobby"), self.world.guest("Ben", "lobby")
        succeeded(self.world.catalogue.change_settings("lobby", title=""))
        ben.heard()
        self.result(self.operations.erase_user(anna.id))
        self.world.settle_presence()
        told = [(event["title"], event["topic"]) for event in ben.heard() if event["type"] == "room"]
        self.assertEqual(told, [("", "tea")])

    def test_sessions_are_logged_out_and_closed(self) -> None:
        """
        On every tab, with a code that says to come back as somebody else.
        """
        anna = self.world.guest("Anna", "lobby")
        other, ben = self.world.again(anna), self.world.guest("Ben", "lobby")
        self.result(self.operations.erase_user(anna.id))
        self.assertEqual([p.peer.finished and p.peer.finished[0] for p in (anna, other, ben)], [4002, 4002, None])
        self.assertIsNone(anna.session.user)
        self.assertEqual([user["name"] for user in ben.ask("presence", room="lobby")["users"]], ["~Ben"])

    def test_token_of_an_erased_guest_is_refused(self) -> None:
        """
        Before the connection is closed, whose client would come back with it at once; an account has no mark.
        """
        refused: list[tuple[str, bool]] = []
        anna = self.world.guest("Anna", "lobby")
        user = anna.id
        operations = Operations(
            self.world.store,
            self.upkeep,
            self.world.now,
            self.operations._live_sessions,
            refuse_guest=lambda marks: refused.extend((mark, bool(anna.peer.finished)) for mark in marks),
        )
        self.result(operations.erase_user(user))
        self.result(operations.erase_user("a.1"))
        self.assertEqual(refused, [(erased_mark(user), False)])

    def test_last_words_are_erased_too(self) -> None:
        """
        What is on its way to the store when the order comes arrives there first, and nobody waits for what comes after.
        """
        anna, ben = self.world.guest("Anna", "lobby"), self.world.guest("Ben", "lobby")
        self.world.store.held = True
        anna.send("say", room="lobby", text="last words")
        self.world.turn()
        erasing = Deferred.fromCoroutine(self.operations.erase_user(anna.id))
        ben.send("say", room="lobby", text="other words")
        self.assertEqual(self.upkeep.calls, [])
        self.world.store.held = False
        self.world.store.appends.pop(0).answer()
        self.assertEqual(self.upkeep.calls, ["erase"])
        self.successResultOf(erasing)

    def test_what_is_held_is_read_again_before_people_are_told(self) -> None:
        """
        Somebody who joins in between is told as well.
        """
        anna, ben = self.world.guest("Anna", "lobby"), self.world.guest("Ben", "lobby")
        ben.heard()
        self.upkeep.rooms = {"lobby": [anna.id]}
        self.world.store.held = True
        erasing = Deferred.fromCoroutine(self.operations.erase_user(anna.id))
        self.world.turn()
        self.assertNotIn("erase", [event["type"] for event in ben.heard()])
        self.world.store.reads.pop().answer()
        self.world.turn()
        self.assertIn("erase", [event["type"] for event in ben.heard()])
        self.successResultOf(erasing)

    def test_name_is_no_user(self) -> None:
        """
        Names of guests are not unique.
        """
        for wrong in ("Anna", "", "g.", "g.a b", "anna@example.org"):
            self.assertEqual(self.refused(self.operations.erase_user(wrong)).code, "invalid")
        self.assertEqual(self.upkeep.calls, [])

    def test_without_a_daemon_the_store_forgets(self) -> None:
        """
        Nobody is there to be told.
        """
        self.upkeep.rooms = {"lobby": ["g.x"]}
        self.assertEqual(self.result(self.offline.erase_user("g.x")), ["lobby"])


class EpochTests(OperationsTests):
    def renew(self, room: str) -> None:
        """
        What the store does to a log.
        """
        store: Any = self.world.store
        store._store._logs[room].epoch = "anew"

    def test_connected_people_are_told_to_join_again(self) -> None:
        """
        Those of the rooms concerned.
        """
        ben = self.world.guest("Ben", "lobby", "attic")
        self.upkeep.rooms, self.upkeep.changing = {"lobby": [], "attic": [], "cellar": []}, lambda room: None
        self.renew("lobby")
        self.assertEqual(self.result(self.operations.new_epoch("lobby")), ["lobby"])
        self.world.turn()
        (event,) = ben.heard()
        self.assertEqual((event["type"], event["room"], event["epoch"]), ("room", "lobby", "anew"))

    def test_all_rooms_at_once(self) -> None:
        self.upkeep.rooms = {"lobby": [], "attic": []}
        self.assertEqual(self.result(self.operations.new_epoch(None)), ["lobby", "attic"])
        self.assertEqual(self.result(self.offline.new_epoch(None)), ["lobby", "attic"])

    def test_unknown_room_is_named(self) -> None:
        """
        A slip of the finger is no success.
        """
        refusal = self.refused(self.operations.new_epoch("lobbi"))
        self.assertEqual((refusal.code, refusal.message), ("not_found", "there is no room lobbi"))
        self.assertEqual(self.refused(self.operations.new_epoch("no room")).code, "invalid")


class ImportTests(OperationsTests):
    def test_listeners_are_told_that_the_log_is_another_one(self) -> None:
        """
        They have to join again.
        """
        ben = self.world.guest("Ben", "lobby")
        store: Any = self.world.store
        self.upkeep.changing = lambda room: setattr(store._store._logs[room], "epoch", "anew")
        done = self.operations.import_log("lobby", RoomSettings("Lobby"), [said("lobby", 1)], replace=True)
        self.assertEqual(self.result(done), 1)
        self.world.turn()
        self.assertEqual([event["epoch"] for event in ben.heard()], ["anew"])

    def test_room_that_has_a_log_is_left_alone(self) -> None:
        """
        Unless it shall be replaced.
        """
        self.result(self.offline.import_log("a", RoomSettings(), [said("a", 1)], replace=False))
        again = self.refused(self.offline.import_log("a", RoomSettings(), [], replace=False))
        self.assertEqual(again.code, "conflict")
        self.assertEqual(self.result(self.offline.import_log("a", RoomSettings(), [], replace=True)), 0)


class ExportTests(SynchronousTestCase):
    def setUp(self) -> None:
        """
        A log that a test writes.
        """
        self.log = LogStore()
        self.lines: list[Any] = []
        self.between: dict[int, Any] = {}
        self.operations = Operations(self.log, FakeUpkeep(), lambda: 0)

    async def tell(self, text: str) -> None:
        """
        A line has come; before the next one, something may happen.
        """
        self.lines.append(json.loads(text))
        happen = self.between.get(len(self.lines))
        if happen is not None:
            happen()

    def export(self, room: str = "a") -> Any:
        """
        The number of events, or the refusal.
        """
        work = Deferred.fromCoroutine(self.operations.export_log(room, self.tell))
        outcome: list[Any] = []
        work.addBoth(outcome.append)
        return getattr(outcome[0], "value", outcome[0])

    def test_settings_come_first_and_every_event_follows(self) -> None:
        """
        However many pages that takes.
        """
        most = 2 * PAGE + 1
        self.log.add(*(said("a", seq, f"text {seq}") for seq in range(1, most + 1)))
        self.assertEqual(self.export(), most)
        self.assertEqual(self.lines[0]["type"], "log")
        self.assertEqual([line["seq"] for line in self.lines[1:]], list(range(1, most + 1)))

    def test_log_that_has_been_cut_begins_where_it_begins(self) -> None:
        """
        The `seq` of its first event is kept.
        """
        self.log.add(*(said("a", seq) for seq in range(1, 10)))
        self.log.trim("a", 4)
        self.assertEqual(self.export(), 6)
        self.assertEqual(self.lines[1]["seq"], 4)

    def test_what_is_set_for_the_room_is_told(self) -> None:
        """
        Also if nothing was said in it.
        """
        settings = RoomSettings("Attic", "dust", 2000, Retention.parse("30d 1000"))
        log: Any = self.log
        log.read = lambda room, **_: _at_once(LogPage(LogHead("e", 0, 1), [], settings))
        self.assertEqual(self.export(), 0)
        told = {"title": "Attic", "topic": "dust", "slow": 2000, "retention": "30d 1000"}
        self.assertEqual(self.lines, [{"type": "log", "version": 1, "room": "a"} | told])

    def test_unknown_room_is_refused(self) -> None:
        self.assertEqual(self.export("b").message, "there is no room b")
        self.assertEqual(self.export("b b").code, "invalid")
        self.assertEqual(self.lines, [])

    def test_it_ends_where_the_log_ended_when_it_began(self) -> None:
        """
        Nobody talks an export into going on for ever.
        """
        self.log.add(*(said("a", seq) for seq in range(1, PAGE + 2)))
        self.between[1] = lambda: self.log.add(said("a", PAGE + 2))
        self.assertEqual(self.export(), PAGE + 1)
        self.assertEqual(self.lines[-1]["seq"], PAGE + 1)

    def test_what_changes_meanwhile_leaves_no_loose_ends(self) -> None:
        """
        A mark of an event that is not in the file would make it no log; a text deleted since is not told.
        """
        last = PAGE + 2
        self.log.add(*(said("a", seq, "secret") for seq in range(1, last + 1)))

        def change() -> None:
            self.log.add(edited("a", last + 1, last - 1, "newer"), deleted("a", last + 2, last))

        self.between[1] = change
        self.assertEqual(self.export(), last)
        newer, gone = self.lines[-2:]
        self.assertEqual((newer["text"], newer.get("edited")), ("newer", None))
        self.assertEqual((gone["text"], gone["deleted"]["seq"]), ("", last))

    def test_earlier_changes_keep_their_marks(self) -> None:
        """
        They are in the file.
        """
        self.log.add(said("a", 1, "old"), edited("a", 2, 1, "new"), deleted("a", 3, 1), said("a", 4))
        self.export()
        self.assertEqual(self.lines[1]["deleted"], {"seq": 3, "user": {"id": ANNA.id, "name": "Anna"}, "time": 1003})

    def test_log_that_is_cut_meanwhile_is_refused(self) -> None:
        """
        A file with a hole could never be read again.
        """
        self.log.add(*(said("a", seq) for seq in range(1, 2 * PAGE)))
        self.between[5] = lambda: self.log.trim("a", PAGE + 10)
        self.assertEqual(self.export().code, "conflict")

    def test_log_that_is_made_anew_meanwhile_is_refused(self) -> None:
        """
        The file would have parts of two logs.
        """
        self.log.add(*(said("a", seq) for seq in range(1, 2 * PAGE)))
        self.between[5] = lambda: setattr(self.log, "epoch", "other")
        self.assertEqual(self.export().code, "conflict")

    def test_message_of_an_erased_user_stays_as_it_is(self) -> None:
        """
        It has no deletion event.
        """
        gone = Message("a", 1, ANNA, "", 5, deleted=Mark(1, BEN, 5))
        self.log.add(gone)
        self.export()
        self.assertEqual(self.lines[1]["deleted"]["seq"], 1)


def _at_once(value: Any) -> Deferred[Any]:
    done: Deferred[Any] = Deferred()
    done.callback(value)
    return done
