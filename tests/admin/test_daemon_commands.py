"""
What an operator does with the daemon itself: its settings, an announcement, its end.
"""

from pathlib import Path
from typing import Any

from msgspec.structs import replace
from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd.admin.command_table import row_of
from chatd.admin.commands.daemon import Announce, ConfigShown, ShowConfig, StopDaemon, Stopping
from chatd.admin.commands.sanctions import ShowAudit
from chatd.admin.operations import Operations
from chatd.admin.protocol import Item, Line, Request
from chatd.errors import Refusal
from chatd.server.config_values import list_values
from chatd.server.settings import Settings
from tests.support.fakes import World
from tests.support.operator_fakes import FakeUpkeep, operator_context


class DaemonCommandTests(SynchronousTestCase):
    """
    A node with an account and a guest, and an operator.
    """

    def setUp(self) -> None:
        self.world = World()
        live_sessions = self.world.assembly.live_sessions
        operations = Operations(self.world.store, FakeUpkeep(), self.world.now, live_sessions)
        self.context = operator_context(self.world, Path(), operations)
        self.people = self.world.account("Mia", "lobby"), self.world.guest("Gus")
        self.records: list[Any] = []
        self.at_end: list[Any] = []

    async def send_record(self, record: Line | Item[Any]) -> None:
        """
        As a `chatd.admin.command.CommandChannel`.
        """
        assert isinstance(record, Item)
        self.records.append(record.value)

    def call_at_end(self, call: Any) -> None:
        """
        As a `chatd.admin.command.CommandChannel`.
        """
        self.at_end.append(call)

    def execute(self, request: Request) -> Deferred[Any]:
        """
        Call the function of the request's row.
        """
        execute: Any = row_of(request).execute
        return Deferred.fromCoroutine(execute(self.context, request, self))

    def test_announcement_reaches_everybody(self) -> None:
        """
        In every room and in none; only the audit log keeps that it was made.
        """
        for person in self.people:
            person.heard()
        self.assertEqual(self.successResultOf(self.execute(Announce("Back at noon"))).sessions, 2)
        for person in self.people:
            (event,) = person.heard()
            self.assertEqual((event["type"], event["text"]), ("announcement", "Back at noon"))
        self.successResultOf(self.execute(ShowAudit()))
        self.assertEqual([(act.action, act.detail) for act in self.records], [("announce", "Back at noon")])

    def test_what_is_no_announcement(self) -> None:
        """
        One visible line, of at most 1,000 characters.
        """
        for text in ("", " ", "two\nlines", "x" * 1001):
            refusal = self.failureResultOf(self.execute(Announce(text)), Refusal).value
            self.assertEqual((refusal.code, refusal.message[:5]), ("invalid", "text:"))

    def test_nobody_is_online_without_a_daemon(self) -> None:
        operations = Operations(self.world.store, FakeUpkeep(), self.world.now)
        self.context = operator_context(self.world, Path(), operations)
        for request in (Announce("Hello"), StopDaemon(), ShowConfig()):
            self.assertEqual(self.failureResultOf(self.execute(request), Refusal).value.code, "unavailable")

    def test_stop_begins_after_the_answer(self) -> None:
        """
        Once the operator has it, and closes the connection.
        """
        stops: list[None] = []
        self.context = replace(self.context, stop=lambda: stops.append(None))
        self.assertEqual(self.successResultOf(self.execute(StopDaemon())), Stopping(2))
        self.assertEqual(stops, [])
        for call in self.at_end:
            call()
        self.assertEqual(stops, [None])

    def test_settings_of_the_daemon(self) -> None:
        self.context = replace(self.context, configuration=lambda: list_values(Settings(), {"server.hosts"}))
        shown = self.successResultOf(self.execute(ShowConfig()))
        self.assertEqual(shown, ConfigShown(len(self.records), 1))
        row = row_of(ShowConfig())
        lines = [row.show_item(value) for value in self.records]
        self.assertIn('server.port = "8080"', lines)
        self.assertIn("server.hosts = []   # file", lines)
