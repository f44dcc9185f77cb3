"""
Removing much at once: rooms, messages of a user or an address, reports.
"""

from pathlib import Path
from typing import Any

from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd.admin import cleanup
from chatd.admin.cleanup import Cleanup
from chatd.admin.command_table import row_of
from chatd.admin.commands.cleanup import CloseReports, DeleteMessages, DeleteRooms
from chatd.admin.operations import Operations
from chatd.domain.accounts import HOOK_RATE, OPERATOR
from chatd.errors import Refusal
from tests.support.fakes import Person, World, succeeded
from tests.support.operator_fakes import FakeUpkeep, operator_context
from tests.support.synchronous import Asking

HERE, THERE = "192.0.2.1", "198.51.100.7"


class CleanupCase(Asking, SynchronousTestCase):
    """
    A node with people, and an operator.
    """

    def setUp(self) -> None:
        self.world = World()
        self.upkeep = FakeUpkeep()
        self.operations = Operations(self.world.store, self.upkeep, self.world.now)
        self.context = operator_context(self.world, Path(), self.operations)
        self.cleanup = self.context.cleanup
        self.boss = self.world.account("Boss", "lobby", admin=True, address=THERE)

    def guest(self, name: str, *rooms: str, address: str = HERE) -> Person:
        """
        A guest from an address.
        """
        person = self.world.connect(address=address)
        person.ask("login", guest=name)
        for room in rooms:
            person.send("join", room=room)
        self.world.turn()
        person.heard()
        return person

    def say(self, person: Person, *texts: str, room: str = "lobby") -> None:
        """
        Messages in a room.
        """
        for text in texts:
            person.send("say", room=room, text=text)
        self.world.turn()

    def texts(self, room: str = "lobby") -> list[str]:
        """
        What is left in a room.
        """
        events: Any = succeeded(self.world.memory.read(room, limit=1000)).events
        return [event.text for event in events if getattr(event, "deleted", None) is None and hasattr(event, "text")]

    def wait(self, work: Any) -> Any:
        """
        The result of a command that takes turns of the reactor.
        """
        waiting = Deferred.fromCoroutine(work)
        for _ in range(100):
            self.world.turn()
        return self.successResultOf(waiting)


class MessageTests(CleanupCase):
    def test_messages_of_one_author_are_deleted_for_everybody(self) -> None:
        """
        In all rooms, more than are read at once, and told to who is there.
        """
        flooder, ben = self.guest("Flo", "lobby", "attic"), self.guest("Ben", "lobby")
        self.say(ben, "keep")
        self.say(flooder, *["spam"] * 450)
        self.say(flooder, "spam", room="attic")
        ben.heard()
        self.assertEqual(self.wait(self.cleanup.delete_messages(flooder.id, None)), 451)
        self.assertEqual((self.texts(), self.texts("attic")), (["keep"], []))
        self.assertEqual(len([event for event in ben.heard() if event["type"] == "delete"]), 450)
        self.assertEqual(self.wait(self.cleanup.delete_messages(flooder.id, None)), 0)
        acts = self.do(self.world.roster.list_acts(limit=1000))
        self.assertEqual([(one.action, one.by.id) for one in acts], [("delete_any", "o.operator")] * 451)

    def test_messages_in_one_room_are_deleted(self) -> None:
        flooder = self.guest("Flo", "lobby", "attic")
        self.say(flooder, "one")
        self.say(flooder, "two", room="attic")
        self.assertEqual(self.wait(self.cleanup.delete_messages(flooder.id, "attic")), 1)
        self.assertEqual((self.texts(), self.texts("attic")), (["one"], []))

    def test_messages_of_an_address_are_deleted(self) -> None:
        """
        Of all who came from there, also of those who have left.
        """
        for number in range(5):
            person = self.guest(f"Flo {number}", "lobby")
            self.say(person, "spam")
            person.vanish()
        self.say(self.boss, "keep")
        request = DeleteMessages(address="192.0.2.0/24")
        answer = self.wait(execute(self.context, request))
        self.assertEqual((answer.messages, answer.users, self.texts()), (5, 5, ["keep"]))

    def test_address_is_known_to_a_daemon_only(self) -> None:
        offline = Cleanup(
            log=self.world.store,
            search=self.world.recall,
            upkeep=self.upkeep,
            roster=self.world.roster,
            keys=self.world.authentication.keys,
            now=self.world.now,
        )
        self.assertEqual(self.assertRaises(Refusal, offline.users_from, HERE).code, "unavailable")
        flooder = self.guest("Flo", "lobby")
        self.say(flooder, "one", "two")
        self.assertEqual(self.wait(offline.delete_messages(flooder.id, None)), 2)


class ReportTests(CleanupCase):
    def setUp(self) -> None:
        """
        Three people report two messages of two others.
        """
        super().setUp()
        self.flo, self.ben = self.guest("Flo", "lobby", address=THERE), self.guest("Ben", "lobby", address=THERE)
        self.say(self.flo, "spam")
        self.say(self.ben, "tea")
        self.reporters = [self.guest(f"Rita {number}", "lobby") for number in range(3)]
        for reporter in self.reporters:
            for seq in (1, 2):
                reporter.send("report", room="lobby", seq=seq, reason="rude")
        self.world.turn()
        self.boss.heard()

    def open(self) -> int:
        """
        How many are open.
        """
        return sum(self.do(self.world.roster.open_reports(None)).values())

    def test_reports_about_one_user_are_closed(self) -> None:
        """
        Moderators are told how many are left.
        """
        answer = self.wait(execute(self.context, CloseReports(about=self.flo.id)))
        self.assertEqual((answer.reports, self.open()), (3, 3))
        self.assertEqual([event["open"] for event in self.boss.heard() if event["type"] == "reported"], [3])

    def test_reports_by_one_reporter_are_closed(self) -> None:
        answer = self.wait(execute(self.context, CloseReports(by=self.reporters[0].id, outcome="dismissed")))
        self.assertEqual((answer.reports, self.open()), (2, 4))

    def test_reports_from_an_address_are_closed(self) -> None:
        """
        The open reports are read once for all reporters, and those that are read together are closed together.
        """
        reads, closing = [], list[Deferred[None]]()
        read, close = self.world.roster.reports, self.world.roster.close_report

        def reports(*args: Any, **kwargs: Any) -> Any:
            reads.append(args)
            return read(*args, **kwargs)

        async def close_report(*args: Any) -> Any:
            closing.append(Deferred())
            if len(closing) == 6:
                for waiting in closing:
                    waiting.callback(None)
            await closing[-1]
            return await close(*args)

        self.patch(self.world.roster, "reports", reports)
        self.patch(self.world.roster, "close_report", close_report)
        answer = self.wait(execute(self.context, CloseReports(address="192.0.2.0/24")))
        self.assertEqual((answer.reports, self.open(), len(reads)), (6, 0, 1))
        self.assertEqual([event["open"] for event in self.boss.heard() if event["type"] == "reported"], [0])

    def test_reports_that_cannot_be_closed_are_told(self) -> None:
        """
        One that cannot be closed keeps none of the others open.
        """
        close = self.world.roster.close_report

        async def close_report(report_id: int, *args: Any) -> Any:
            if report_id == 2:
                raise Refusal("unavailable")
            return await close(report_id, *args)

        self.patch(self.world.roster, "close_report", close_report)
        closing = Deferred.fromCoroutine(execute(self.context, CloseReports(address="192.0.2.0/24")))
        self.assertEqual(self.failureResultOf(closing, Refusal).value.code, "unavailable")
        self.assertEqual(self.open(), 1)

    def test_all_reports_of_a_room_are_closed(self) -> None:
        self.assertEqual(self.wait(execute(self.context, CloseReports(room="attic"))).reports, 0)
        self.assertEqual(self.wait(execute(self.context, CloseReports(room="lobby"))).reports, 6)
        acts = self.do(self.world.roster.list_acts("lobby", limit=9))
        self.assertEqual([(one.action, one.by.id) for one in acts], [("resolve", "o.operator")] * 6)


class RoomTests(CleanupCase):
    def test_people_in_a_deleted_room_are_told_and_leave_it(self) -> None:
        """
        What they have said before is stored before the room goes.
        """
        self.upkeep.rooms = {"attic": []}
        ann = self.guest("Ann", "attic", "lobby")
        self.boss.send("join", room="attic")
        self.world.turn()
        self.boss.send("ban", room="attic", user="x.site.1")
        ann.send("say", room="attic", text="still", ref=1)
        ann.heard()
        self.wait(self.cleanup.delete_room("attic"))
        heard = ann.heard()
        notices = [event for event in heard if event["type"] == "sanction"]
        self.assertEqual([(one["room"], one["action"]) for one in notices], [("attic", "kick")])
        self.assertEqual(list(ann.session.rooms), ["lobby"])
        self.assertEqual(self.world.assembly.authorizer.sanction_register.count("attic"), 0)
        self.assertEqual(self.upkeep.acts, [("delete_room", "attic", "")])

    def test_incoming_webhooks_of_a_deleted_room_end(self) -> None:
        """
        They would make a room of that id anew, and write to it when it is somebody else's.
        """
        keys, operator = self.world.authentication.keys, OPERATOR.who
        ours, others, unused = (
            succeeded(keys.create_hook(room, room, HOOK_RATE, operator))[0] for room in ("attic", "lobby", "empty")
        )
        succeeded(keys.recognise_hook(ours, ""))
        self.upkeep.rooms = {"attic": [], "empty": []}
        self.wait(self.cleanup.delete_room("attic"))
        # The one that was made lately is of use.
        self.wait(self.cleanup.delete_unused_rooms(self.world.now()))
        self.assertEqual(list(self.upkeep.rooms), ["empty"])
        self.wait(self.cleanup.delete_unused_rooms(self.world.now() + 1))
        for token in (ours, unused):
            self.assertEqual(self.refused(keys.recognise_hook(token, "")), ("bad_token", "token"))
        self.assertEqual(succeeded(keys.recognise_hook(others, "")).user.id, "k.hook.lobby")
        self.assertEqual(succeeded(keys.list_room_hooks("attic")), [])
        acts = [(one.action, one.room, one.detail) for one in succeeded(self.world.roster.list_acts(limit=10))]
        self.assertIn(("revoke_hook", "attic", "attic"), acts)

    def test_room_that_has_incoming_webhooks_alone_is_deleted(self) -> None:
        keys = self.world.authentication.keys
        succeeded(keys.create_hook("new", "ci", HOOK_RATE, OPERATOR.who))
        self.wait(self.cleanup.delete_room("new"))
        self.assertEqual(succeeded(keys.list_room_hooks("new")), [])
        self.assertEqual(self.refused(self.cleanup.delete_room("new")), ("not_found", "room"))

    def test_unknown_room_is_refused(self) -> None:
        self.assertEqual(self.refused(self.cleanup.delete_room("attic")), ("not_found", "room"))
        self.assertEqual(self.refused(self.cleanup.delete_room("no room")), ("invalid", "room"))

    def test_rooms_of_one_owner_are_deleted(self) -> None:
        """
        Not those that somebody else owns too.
        """
        olga, otto = self.world.account("Olga"), self.world.account("Otto")
        for room in ("one", "two", "shared"):
            olga.ask("create", kind="public", room=room, ref=1)
        olga.send("join", room="shared")
        olga.send("invite", room="shared", user=otto.id)
        self.world.turn()
        otto.send("join", room="shared")
        self.world.turn()
        olga.send("role", room="shared", user=otto.id, role="owner")
        self.world.turn()
        self.upkeep.rooms = {"one": [], "two": [], "shared": []}
        self.assertEqual(self.wait(execute(self.context, DeleteRooms(owner=olga.id))).rooms, 2)
        self.assertEqual(list(self.upkeep.rooms), ["shared"])

    def test_unused_rooms_go_unless_somebody_is_there(self) -> None:
        self.upkeep.rooms = {"empty": [], "lobby": [], "busy": ["g.1"]}
        self.wait(self.cleanup.delete_unused_rooms(0))
        self.assertEqual(list(self.upkeep.rooms), ["lobby", "busy"])
        self.assertEqual(self.upkeep.acts, [("delete_room", "empty", "unused")])

    def test_rooms_in_which_somebody_is_do_not_keep_others_from_going(self) -> None:
        self.patch(cleanup, "UNUSED_MAX", 2)
        self.upkeep.rooms = {"a": [], "b": [], "c": [], "d": [], "e": [], "f": []}
        for room in ("a", "b", "c"):
            self.guest("Ann", room)
        self.wait(self.cleanup.delete_unused_rooms(0))
        self.assertEqual(list(self.upkeep.rooms), ["a", "b", "c", "f"])

    def test_unused_room_in_which_something_is_said_meanwhile_stays(self) -> None:
        """
        Before what others have said is stored, or somebody comes.
        """
        self.upkeep.rooms = {"said": [], "joined": []}
        sessions = self.world.assembly.live_sessions
        empty_room = sessions.empty_room

        async def emptied(room: str) -> None:
            await empty_room(room)
            if room == "said":
                self.upkeep.rooms["said"] = ["g.1"]
            else:
                self.guest("Ann", "joined")

        self.patch(sessions, "empty_room", emptied)
        self.wait(self.cleanup.delete_unused_rooms(0))
        self.assertEqual(list(self.upkeep.rooms), ["said", "joined"])
        self.assertEqual(self.upkeep.acts, [])


async def execute(context: Any, request: Any) -> Any:
    """
    Call the function of the request's row.
    """
    function: Any = row_of(request).execute
    return await function(context, request, _Channel())


class _Channel:
    async def send_record(self, record: object) -> None:
        pass
