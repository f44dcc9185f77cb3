"""
``chatd tail`` by the control socket of a daemon, and without one.
"""

from typing import Any

from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd.admin.command_table import row_of
from chatd.admin.commands.tail import HeardMessage, TailEnded, TailRoom
from chatd.admin.control_socket import ControlFactory
from chatd.admin.operations import Operations
from chatd.admin.protocol import Done, Failed, Item, Reply
from chatd.admin.room_watch import WAITING_MAX, RoomWatch
from chatd.cli.output import Printer
from chatd.domain.events import Message, User
from chatd.errors import Refusal
from chatd.websocket.event_entries import event_entry
from tests.admin.test_control_socket import Operator
from tests.support.fakes import World
from tests.support.operator_fakes import FakeUpkeep, operator_context
from tests.support.tmp_dirs import new_place


class TailTests(SynchronousTestCase):
    def setUp(self) -> None:
        """
        Ann talks in a room; an operator follows it.
        """
        self.world = World()
        self.ann = self.world.guest("Ann")
        self.ann.send("join", room="lobby")
        self.world.turn()
        self.operator = self.of_node(self.world.assembly.live_sessions)

    def of_node(self, live: Any) -> Operator:
        """
        An operator of a node, or of data without one.
        """
        operations = Operations(self.world.store, FakeUpkeep(), lambda: 0, live)
        return Operator(ControlFactory(operator_context(self.world, new_place(self), operations)))

    def say(self, *texts: str, **more: Any) -> None:
        """
        Ann says something.
        """
        for text in texts:
            self.ann.send("say", room="lobby", text=text, **more)
            self.world.turn()

    def texts(self, records: list[Reply]) -> list[str]:
        """
        What was said, of some records.
        """
        return [record.value["text"] for record in records if isinstance(record, Item)]

    def test_last_messages_come_first_and_then_each_new_one(self) -> None:
        """
        Once, and no edits.
        """
        self.say("one", "two", "three")
        self.ann.send("edit", room="lobby", seq=3, text="drei")
        self.world.turn()
        self.operator.say(TailRoom("lobby", 2))
        self.assertEqual(self.texts(self.operator.heard()), ["two", "drei"])
        self.say("four")
        self.ann.send("edit", room="lobby", seq=5, text="vier")
        self.say("six")
        self.assertEqual(self.texts(self.operator.heard()), ["four", "six"])

    def test_end_of_the_operator_ends_it(self) -> None:
        """
        The room is dropped with its last subscriber.
        """
        self.operator.say(TailRoom("lobby", 0))
        self.assertIsNotNone(self.operator.protocol.work)
        self.operator.vanish()
        self.assertIsNone(self.operator.protocol.work)
        self.ann.send("leave", room="lobby")
        self.world.turn()
        self.assertFalse(self.world.hub.has_subscribers("lobby"))

    def test_room_where_nobody_is_is_followed(self) -> None:
        """
        From its first message on.
        """
        self.operator.say(TailRoom("attic"))
        self.ann.send("join", room="attic")
        self.ann.send("say", room="attic", text="hello")
        self.world.turn()
        self.assertEqual(self.texts(self.operator.heard()), ["hello"])

    def test_only_so_much_waits_for_an_operator(self) -> None:
        """
        Who does not read is told why it ends.
        """
        watch = RoomWatch()
        entry = event_entry(Message("lobby", 1, User("g.1", "Ann"), "x", 0), "E")
        watch.push(entry * WAITING_MAX)
        self.assertEqual(self.successResultOf(Deferred.fromCoroutine(watch.next_message())).text, "x")
        watch.push(entry * 2)
        failure = self.failureResultOf(Deferred.fromCoroutine(watch.next_message()), Refusal)
        self.assertEqual(failure.value.code, "unavailable")

    def test_without_a_daemon_it_ends_with_the_last(self) -> None:
        """
        Nothing more can be said.
        """
        self.say("one", "two")
        operator = self.of_node(None)
        operator.say(TailRoom("lobby", 1))
        *items, end = operator.heard()
        self.assertEqual((self.texts(items), end), (["two"], Done({"room": "lobby"})))
        self.assertIsInstance(operator.ask(TailRoom("a:b")), Failed)
        self.assertIsInstance(operator.ask(TailRoom("a", -1)), Failed)

    def test_message_is_one_line_that_controls_no_terminal(self) -> None:
        """
        Whatever was said.
        """
        lines: list[str] = []

        class Out:
            def write(self, text: str) -> int:
                """
                See `chatd.server.standard_streams.Writable`.
                """
                lines.append(text)
                return len(text)

        heard = HeardMessage("lobby", 1, 0, "g.1", "An\x1b[2Jn", "one\ntwo\u202e", {"a\x07": 1})
        row = row_of(TailRoom("lobby"))
        for json in (False, True):
            Printer(Out(), json=json).print_value(heard, row.show_item)
        text, line = "".join(lines).splitlines()
        self.assertEqual(text, r'1970-01-01 00:00:00Z An\x1b[2Jn: one\ntwo\u202e {"a\\x07":1}')
        self.assertIn(r"one\ntwo\u202e", line)
        self.assertEqual(row.show_answer(TailRoom("a"), TailEnded("a")), "no daemon runs, so nothing more is said in a")
