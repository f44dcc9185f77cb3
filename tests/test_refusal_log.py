"""
What the operator is told of those who are refused.
"""

from typing import Any

from twisted.internet.task import Clock
from twisted.logger import LogEvent, formatEvent, globalLogPublisher
from twisted.trial.unittest import SynchronousTestCase

from chatd.refusal_log import KINDS_MAX, LISTED_MAX, RefusalLog


class RefusalLogTests(SynchronousTestCase):
    def setUp(self) -> None:
        self.clock = Clock()
        self.log = RefusalLog(self.clock)
        self.events: list[LogEvent] = []
        note: Any = self.events.append
        globalLogPublisher.addObserver(note)
        self.addCleanup(globalLogPublisher.removeObserver, note)

    def lines(self) -> list[str]:
        lines = [formatEvent(event) for event in self.events]
        self.events.clear()
        return lines

    def wait(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clock.advance(1)
            self.log.log_repeats(self.clock.seconds())

    def test_text_of_a_stranger_controls_no_terminal(self) -> None:
        """
        In the first line of a kind and in the one of a minute later.
        """
        for _ in range(2):
            self.log.record("origin", "refused {origin} of {who}", origin="a\x1b[2J\n\u202eb", who=1)
        self.assertEqual(self.lines(), ["refused a\\x1b[2J\\n\\u202eb of 1"])
        self.wait(60)
        self.assertEqual(self.lines(), ["refused a\\x1b[2J\\n\\u202eb of 1 (1 of this kind in the last minute)"])

    def test_first_is_told_at_once_and_the_rest_of_a_minute_together(self) -> None:
        for number in range(4):
            self.log.record("size", "refused {who}", who=number)
        self.assertEqual(self.lines(), ["refused 0"])
        self.wait(59)
        self.assertEqual(self.lines(), [])
        self.wait(1)
        self.assertEqual(self.lines(), ["refused 3 (3 of this kind in the last minute)"])

    def test_next_one_after_a_quiet_minute_is_told_at_once(self) -> None:
        self.log.record("size", "refused {who}", who="a")
        self.wait(60)
        self.log.record("size", "refused {who}", who="b")
        self.assertEqual(self.lines(), ["refused a", "refused b"])

    def test_never_more_than_one_line_of_a_kind_in_a_minute(self) -> None:
        for _ in range(600):
            self.log.record("size", "refused")
            self.wait(1)
        self.assertEqual(len(self.lines()), 11)

    def test_every_kind_is_counted_for_the_status(self) -> None:
        """
        Also one that has nothing to do with an address.
        """
        for _ in range(3):
            self.log.record("connections", "refused a connection")
        self.log.record("size", "refused {who}", who="192.0.2.1")
        found = [(source.who, source.kind, source.times) for source in self.log.top_sources(9)]
        self.assertEqual(found, [("everybody", "connections", 3), ("192.0.2.1", "size", 1)])

    def test_kinds_are_apart(self) -> None:
        self.log.record("a", "a")
        self.log.record("b", "b")
        self.assertEqual(self.lines(), ["a", "b"])

    def test_strangers_cannot_fill_the_log(self) -> None:
        for number in range(10 * KINDS_MAX):
            self.log.record(f"origin {number}", "refused {number}", number=number)
        self.assertEqual(len(self.lines()), KINDS_MAX)

    def test_braces_in_what_a_stranger_wrote_are_no_fields(self) -> None:
        for _ in range(2):
            self.log.record("a", "refused {who!r}", who="{more} {x}")
        self.wait(60)
        self.assertEqual(
            self.lines(), ["refused '{more} {x}'", "refused '{more} {x}' (1 of this kind in the last minute)"]
        )

    def test_refused_requests_have_lines_up_to_a_bound(self) -> None:
        """
        Then they are counted, and told when there are lines again.
        """
        for number in range(LISTED_MAX + 5):
            self.log.list_request(f"r-{number}", "GET /api/x\x1b", "401 bad_token", "192.0.2.1")
        lines = self.lines()
        self.assertEqual(len(lines), LISTED_MAX)
        self.assertEqual(lines[0], "request r-0 of 192.0.2.1 was refused: GET /api/x\\x1b: 401 bad_token")
        self.clock.advance(60)
        self.log.list_request("r", "GET /", "404", "192.0.2.1")
        self.assertEqual(
            self.lines(),
            ["5 more refused requests have no line here", "request r of 192.0.2.1 was refused: GET /: 404"],
        )

    def test_requests_have_ids_of_their_own(self) -> None:
        """
        Also after a restart.
        """
        other = RefusalLog(self.clock)
        ids = {log.next_request_id() for log in (self.log, other) for _ in range(20)}
        self.assertEqual(len(ids), 40)
