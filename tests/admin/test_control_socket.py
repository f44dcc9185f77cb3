"""
The operators' conversation with a daemon: orders, answers, and those who do not listen.
"""

from pathlib import Path
from typing import Any

import msgspec
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectionDone
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure
from twisted.trial.unittest import SynchronousTestCase

from chatd.admin.commands.accounts import AddUser, ListUsers
from chatd.admin.commands.logs import EraseUser, ExportRoom, ImportRoom, RenewEpochs
from chatd.admin.commands.store import BackUpStore, CheckStore, RestoreStore, ShowStatus
from chatd.admin.control_socket import ControlFactory
from chatd.admin.operations import PAGE, Operations
from chatd.admin.protocol import WIRE_MAX, Done, End, Failed, Item, Line, Record, Reply, encode_record
from chatd.admin.room_file import event_line, header_line
from chatd.domain.rooms import RoomSettings
from chatd.errors import Refusal
from tests.support.fakes import LogStore, World, said
from tests.support.operator_fakes import FakeUpkeep, operator_context
from tests.support.tmp_dirs import new_place

told = msgspec.json.Decoder(Line | Item[Any] | Done[Any] | Failed).decode

FIRST = Line(header_line("a", RoomSettings("Attic")))


class Operator:
    """
    One connection of somebody who gives orders.
    """

    def __init__(self, factory: ControlFactory) -> None:
        build: Any = factory.buildProtocol
        wire: Any = StringTransport
        self.protocol = build(None)
        self.wire = wire()
        self.wire.abortConnection = self.vanish
        self.gone = False
        self.protocol.makeConnection(self.wire)

    def say(self, *records: Record | bytes) -> None:
        """
        Send records, or bytes that are none.
        """
        data = b"".join(record if isinstance(record, bytes) else encode_record(record) for record in records)
        self.protocol.dataReceived(data)

    def heard(self) -> list[Reply]:
        """
        What has come since the last time.
        """
        data = self.wire.value()
        self.wire.clear()
        return [told(line) for line in data.splitlines()]

    def ask(self, *records: Record | bytes) -> Reply:
        """
        Send records and have the one answer.
        """
        self.say(*records)
        (answer,) = self.heard()
        return answer

    def vanish(self) -> None:
        """
        The connection is gone.
        """
        if not self.gone:
            self.gone = True
            self.protocol.connectionLost(Failure(ConnectionDone()))


class ControlTests(SynchronousTestCase):
    def setUp(self) -> None:
        """
        A daemon's end, and one operator.
        """
        self.folder = new_place(self)
        self.folder.mkdir()
        self.log, self.upkeep, world = LogStore(), FakeUpkeep(), World()
        operations = Operations(self.log, self.upkeep, world.now)
        self.factory = ControlFactory(operator_context(world, self.folder, operations), most=3)
        self.operator = Operator(self.factory)

    def hold(self) -> Deferred[None]:
        """
        The store takes its time.
        """
        held = self.upkeep.held = Deferred()
        return held

    def files(self) -> list[Path]:
        """
        What lies in the data directory.
        """
        return list(self.folder.iterdir())


class OrderTests(ControlTests):
    def test_status_is_answered_at_once(self) -> None:
        """
        With one record.
        """
        answer = self.operator.ask(ShowStatus())
        assert isinstance(answer, Done)
        self.assertEqual((answer.value["running"], answer.value["problem"]), (False, None))

    def test_each_thing_found_is_an_item(self) -> None:
        """
        And how many there were is the end.
        """
        self.upkeep.wrong = ["one", "two"]
        self.operator.say(CheckStore())
        items = [Item({"problem": "one"}), Item({"problem": "two"})]
        self.assertEqual(self.operator.heard(), [*items, Done({"problems": 2})])

    def test_rooms_concerned_are_named(self) -> None:
        """
        By erasing and by new epochs alike.
        """
        self.upkeep.rooms = {"attic": ["g.a"], "lobby": []}
        self.operator.say(EraseUser("g.a"), RenewEpochs())
        attic, lobby = Item({"room": "attic"}), Item({"room": "lobby"})
        erased, renewed = Done({"user": "g.a", "rooms": 1}), Done({"rooms": 2})
        self.assertEqual(self.operator.heard(), [attic, erased, attic, lobby, renewed])

    def test_what_is_done_to_logs_is_written_down(self) -> None:
        """
        In the audit log, after it has succeeded.
        """
        self.upkeep.rooms = {"attic": []}
        self.operator.say(
            RenewEpochs("attic"),
            RenewEpochs("x"),
            RenewEpochs(),
            ImportRoom("b"),
            FIRST,
            End(),
            ImportRoom("b", replace=True),
            FIRST,
            End(),
        )
        acts = [("new_epoch", "attic", ""), ("new_epoch", None, ""), ("import", "b", ""), ("import", "b", "replaced")]
        self.assertEqual(self.upkeep.acts, acts)

    def test_accounts_are_made_and_listed(self) -> None:
        self.operator.say(AddUser(name="Bea", password="long enough"), ListUsers())
        made, listed, end = self.operator.heard()
        assert isinstance(made, Done)
        self.assertEqual((listed, end), (Item(made.value), Done({"users": 1})))

    def test_command_without_a_function_is_refused(self) -> None:
        """
        Restoring is done by the command line alone.
        """
        answer = self.operator.ask(RestoreStore())
        assert isinstance(answer, Failed)
        self.assertEqual(answer.code, "invalid")

    def test_refusal_has_its_name_and_its_reason(self) -> None:
        """
        The next order is taken all the same.
        """
        self.assertEqual(self.operator.ask(RenewEpochs("x")), Failed("not_found", "there is no room x"))
        self.assertIsInstance(self.operator.ask(ShowStatus()), Done)

    def test_trouble_with_a_file_is_told(self) -> None:
        """
        A full disk is no fault of the program.
        """
        self.upkeep.error = OSError(28, "No space left on device")
        answer = self.operator.ask(CheckStore())
        self.assertEqual(answer, Failed("unavailable", "[Errno 28] No space left on device"))

    def test_fault_is_told_and_logged(self) -> None:
        """
        The operator need not guess.
        """
        self.upkeep.error = ZeroDivisionError("a\nb")
        answer = self.operator.ask(CheckStore())
        self.assertEqual(answer, Failed("internal", "a fault of chatd's own: ZeroDivisionError: a b"))
        self.assertEqual(len(self.flushLoggedErrors(ZeroDivisionError)), 1)

    def test_what_is_no_order_ends_the_conversation(self) -> None:
        """
        Lines after it are ignored.
        """
        self.operator.say(b"GET / HTTP/1.1\r\n", ShowStatus())
        (answer,) = self.operator.heard()
        assert isinstance(answer, Failed)
        self.assertEqual(answer.code, "invalid")
        self.assertTrue(self.operator.wire.disconnecting)

    def test_line_without_end_is_not_held(self) -> None:
        for _ in range(3):
            self.operator.say(b"x" * WIRE_MAX)
        answers = self.operator.heard()
        self.assertEqual([answer.code for answer in answers if isinstance(answer, Failed)], ["too_large"])
        self.assertTrue(self.operator.wire.disconnecting)

    def test_one_order_at_a_time(self) -> None:
        """
        Who cannot wait has a second connection.
        """
        held = self.hold()
        self.operator.say(CheckStore(), ShowStatus())
        (answer,) = self.operator.heard()
        assert isinstance(answer, Failed)
        self.assertEqual(answer.code, "conflict")
        self.assertIsInstance(Operator(self.factory).ask(ShowStatus()), Done)
        held.callback(None)

    def test_operators_are_counted(self) -> None:
        """
        One that leaves makes room.
        """
        second, third = Operator(self.factory), Operator(self.factory)
        fourth = Operator(self.factory)
        self.assertEqual(fourth.heard(), [Failed("unavailable", "too many operators at once")])
        self.assertTrue(fourth.wire.disconnecting)
        fourth.vanish()
        second.vanish()
        self.assertIsInstance(Operator(self.factory).ask(ShowStatus()), Done)
        self.assertIsInstance(third.ask(ShowStatus()), Done)

    def test_dropped_operators_are_cut_off_and_waited_for(self) -> None:
        """
        What is at work for them ends first.
        """
        held = self.hold()
        self.operator.say(CheckStore())
        dropping = Deferred.fromCoroutine(self.factory.abort_all())
        self.assertTrue(self.operator.gone)
        self.assertNoResult(dropping)
        held.callback(None)
        self.successResultOf(dropping)


class ExportTests(ControlTests):
    def test_log_comes_line_by_line(self) -> None:
        self.log.add(said("a", 1), said("a", 2))
        self.operator.say(ExportRoom("a"))
        lines = [Line(event_line(said("a", seq))) for seq in (1, 2)]
        first, *rest = self.operator.heard()
        self.assertEqual(first, Line(header_line("a", RoomSettings())))
        self.assertEqual(rest, [*lines, Done({"room": "a", "events": 2})])

    def test_operator_who_does_not_read_is_waited_for(self) -> None:
        """
        Nothing piles up for them.
        """
        self.log.add(*(said("a", seq) for seq in range(1, 3 * PAGE + 1)))
        valve = self.operator.wire.producer
        valve.pauseProducing()
        self.operator.say(ExportRoom("a"))
        self.assertEqual((len(self.operator.heard()), self.log.reads), (1, 1))
        valve.resumeProducing()
        self.assertEqual(len(self.operator.heard()), 3 * PAGE + 1)
        self.assertIsNone(self.operator.protocol.work)

    def test_operator_who_vanishes_is_not_told_on(self) -> None:
        """
        The log is not read to its end for nobody.
        """
        self.log.add(*(said("a", seq) for seq in range(1, 3 * PAGE + 1)))
        self.operator.wire.producer.pauseProducing()
        self.operator.say(ExportRoom("a"))
        self.operator.vanish()
        self.assertEqual(self.log.reads, 1)
        self.assertIsNone(self.operator.protocol.work)


class ImportTests(ControlTests):
    def test_lines_become_a_log(self) -> None:
        """
        Under the name that was asked for.
        """
        lines = [Line(event_line(said("a", seq))) for seq in (1, 2)]
        answer = self.operator.ask(ImportRoom("b"), FIRST, *lines, End())
        self.assertEqual(answer, Done({"room": "b", "events": 2}))
        settings, events = self.upkeep.imported["b"]
        self.assertEqual(settings, RoomSettings("Attic"))
        self.assertEqual(events, [said("b", 1), said("b", 2)])
        self.assertEqual(self.files(), [])

    def test_wrong_line_is_told_before_the_rest_has_come(self) -> None:
        """
        By its number; what is still on its way is passed over, and the next order taken.
        """
        answer = self.operator.ask(ImportRoom("b"), FIRST, Line("nonsense"))
        assert isinstance(answer, Failed)
        self.assertIn("line 2: not JSON", answer.message)
        self.operator.say(Line("x"), Line("y"), End())
        self.assertEqual(self.operator.heard(), [])
        self.assertIsInstance(self.operator.ask(ShowStatus()), Done)
        self.assertEqual((self.upkeep.calls, self.files()), ([], []))

    def test_line_is_one_line(self) -> None:
        """
        A line break in the text of a line is refused: it would make two lines of the file.
        """
        answer = self.operator.ask(ImportRoom("b"), FIRST, Line(event_line(said("a", 1)).replace(",", ",\n")))
        assert isinstance(answer, Failed)
        self.assertIn("line 2: a line break", answer.message)

    def test_room_with_a_log_is_left_alone(self) -> None:
        """
        Unless it shall be replaced.
        """
        self.operator.ask(ImportRoom("b"), FIRST, End())
        again = self.operator.ask(ImportRoom("b"), FIRST, End())
        self.assertEqual(again, Failed("conflict", "b has a log already"))
        self.assertIsInstance(self.operator.ask(ImportRoom("b", replace=True), FIRST, End()), Done)

    def test_empty_file_is_no_log(self) -> None:
        """
        A redirection that went wrong empties no room.
        """
        answer = self.operator.ask(ImportRoom("b", replace=True), End())
        assert isinstance(answer, Failed)
        self.assertIn("the file is empty", answer.message)

    def test_operator_who_vanishes_leaves_nothing_behind(self) -> None:
        """
        A log that was imported in part is removed.
        """
        self.operator.say(ImportRoom("b"), FIRST, Line(event_line(said("a", 1))))
        self.operator.vanish()
        self.assertIsNone(self.operator.protocol.work)
        self.assertEqual((self.upkeep.calls, self.files()), ([], []))

    def test_lines_without_an_import_are_refused(self) -> None:
        answer = self.operator.ask(Line("x"))
        assert isinstance(answer, Failed)
        self.assertEqual(answer.code, "invalid")


class BackupTests(ControlTests):
    def test_copy_is_there_until_the_operator_has_gone(self) -> None:
        """
        To be taken away from the data directory.
        """
        answer = self.operator.ask(BackUpStore())
        assert isinstance(answer, Done)
        copy = self.folder / answer.value["name"]
        self.assertEqual(copy.read_bytes(), b"everything")
        self.assertEqual(answer.value["bytes"], 10)
        self.operator.vanish()
        self.assertEqual(self.files(), [])

    def test_next_order_removes_it_too(self) -> None:
        """
        Whoever stays does not fill the disk.
        """
        self.operator.ask(BackUpStore())
        self.operator.ask(ShowStatus())
        self.assertEqual(self.files(), [])

    def test_copy_that_is_done_too_late_is_removed(self) -> None:
        """
        Nobody is there to take it away.
        """
        held = self.hold()
        self.operator.say(BackUpStore())
        self.operator.vanish()
        held.callback(None)
        self.assertEqual((self.upkeep.calls, self.files()), (["backup"], []))

    def test_store_that_cannot_is_told(self) -> None:
        self.upkeep.error = Refusal("unavailable", "the store cannot read now")
        self.assertEqual(self.operator.ask(BackUpStore()), Failed("unavailable", "the store cannot read now"))
