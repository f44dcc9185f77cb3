"""
When searches, pages and lists run: at once for addresses that have asked little, in turn for the others.
"""

from typing import Any

from msgspec.structs import replace
from twisted.internet.defer import Deferred
from twisted.internet.task import Clock
from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.query_queue import AT_ONCE, GROUP_WAITING_MAX, LIGHT_SECONDS, PAUSE_MAX, WAITING_MAX, QueryQueue
from chatd.chat.session import Session
from chatd.domain.accounts import Principal
from chatd.domain.counters import Counters
from chatd.domain.events import User
from chatd.domain.limits import Limits
from chatd.domain.recent_usage import USAGE_SECONDS
from chatd.errors import Refusal
from chatd.refusal_log import RefusalLog
from chatd.websocket.dialects import V1
from tests.support.fakes import ROOMY, FakePeer, World, succeeded

HEAVY = "192.0.2.1"
OTHER = "192.0.2.2"
LIGHT = "198.51.100.7"
SHARE = 0.25


class QueryQueueCase(SynchronousTestCase):
    """
    Queries that end when the test says so.
    """

    def setUp(self) -> None:
        self.clock = Clock()
        self.refusals = RefusalLog(self.clock)
        self.limits = replace(Limits(), heavy_share=SHARE)
        self.queries = QueryQueue(self.limits, self.clock, self.refusals)
        self.running: dict[str, Deferred[str]] = {}
        self.begun: list[str] = []

    def session(self, address: str | None) -> Session:
        return Session(FakePeer(V1(), address), ident="s", clock=self.clock, limits=self.limits, counters=Counters())

    def ask(self, name: str, address: str | None = HEAVY, session: Session | None = None) -> Deferred[str]:
        """
        A query that runs until `end`.
        """

        async def query() -> str:
            self.begun.append(name)
            self.running[name] = Deferred()
            return await self.running[name]

        return Deferred.fromCoroutine(self.queries.run_query(session or self.session(address), query()))

    def end(self, name: str, seconds: float = 0.0) -> None:
        """
        The query ends after so long.
        """
        self.clock.advance(seconds)
        self.running.pop(name).callback(name)

    def make_heavy(self, address: str, seconds: float = 2 * LIGHT_SECONDS) -> None:
        """
        An address has asked much, and the pause after it is over.
        """
        self.ask("dear", address)
        self.end("dear", seconds)
        self.clock.advance(PAUSE_MAX)
        self.begun.clear()


class LightTests(QueryQueueCase):
    def test_runs_at_once_and_returns_the_result(self) -> None:
        answer = self.ask("a")
        self.end("a")
        self.assertEqual(succeeded(answer), "a")

    def test_few_of_one_address_run_at_once(self) -> None:
        for number in range(AT_ONCE + 1):
            self.ask(f"{number}")
        self.assertEqual(len(self.begun), AT_ONCE)
        self.end("0")
        self.assertEqual(self.begun[-1], f"{AT_ONCE}")

    def test_does_not_wait_for_heavy_addresses(self) -> None:
        self.make_heavy(HEAVY)
        for number in range(5):
            self.ask(f"{number}", HEAVY)
        self.ask("light", LIGHT)
        self.assertEqual(self.begun, ["0", "light"])

    def test_failure_is_raised_and_frees_the_place(self) -> None:
        for _ in range(AT_ONCE + 1):
            answer = self.ask("a")
            self.running.pop("a").errback(Refusal("unavailable"))
            self.failureResultOf(answer, Refusal)
        self.assertEqual(len(self.begun), AT_ONCE + 1)


class HeavyTests(QueryQueueCase):
    def test_one_runs_at_once(self) -> None:
        self.make_heavy(HEAVY)
        self.make_heavy(OTHER)
        self.ask("a", HEAVY)
        self.ask("b", OTHER)
        self.assertEqual(self.begun, ["a"])

    def test_pause_keeps_the_share(self) -> None:
        """
        Of ten seconds, a quarter.
        """
        self.make_heavy(HEAVY, 100.0)
        for number in range(GROUP_WAITING_MAX):
            self.ask(f"{number}")
        busy, now = 0.0, 0.0
        while now < 10.0:
            if self.running:
                (name,) = self.running
                self.end(name, 0.05)
                busy += 0.05
                now += 0.05
            else:
                self.clock.advance(0.01)
                now += 0.01
        self.assertLess(abs(busy - 10 * SHARE), 0.3)

    def test_address_that_has_taken_less_goes_first(self) -> None:
        self.make_heavy(HEAVY, 20.0)
        self.make_heavy(OTHER, 5.0)
        self.ask("running", HEAVY)
        for number in range(3):
            self.ask(f"heavy {number}", HEAVY)
        self.ask("other", OTHER)
        self.end("running", 0.1)
        self.clock.advance(PAUSE_MAX)
        self.assertEqual(self.begun, ["running", "other"])

    def test_queries_of_one_address_keep_their_order(self) -> None:
        self.make_heavy(HEAVY)
        for number in range(6):
            self.ask(f"{number}")
        for number in range(6):
            self.end(f"{number}", 0.01)
            self.clock.advance(PAUSE_MAX)
        self.assertEqual(self.begun, [f"{number}" for number in range(6)])

    def test_everybody_has_a_turn_in_the_end(self) -> None:
        """
        Who has taken most goes on when the others have taken as much.
        """
        self.make_heavy(HEAVY, 10.0)
        self.make_heavy(OTHER, 3.0)
        self.ask("waiting", HEAVY)
        self.end("waiting", 0.5)
        self.ask("last", HEAVY)
        turns = 0
        self.ask("other 0", OTHER)
        while "last" not in self.begun:
            self.clock.advance(PAUSE_MAX)
            turns += 1
            name = next(name for name in self.running)
            self.ask(f"other {turns}", OTHER)
            self.end(name, 0.5)
            self.assertLess(turns, 100)

    def test_is_light_again_after_a_while(self) -> None:
        self.make_heavy(HEAVY)
        self.clock.advance(10 * USAGE_SECONDS)
        self.ask("a")
        self.ask("b")
        self.assertEqual(self.begun, ["a", "b"])

    def test_networks_count_together(self) -> None:
        """
        Each /64 of an IPv6 /48 costs its holder nothing.
        """
        self.make_heavy("2001:db8:1:1::1")
        self.ask("a", "2001:db8:1:2::1")
        self.ask("b", "2001:db8:1:3::1")
        self.ask("c", "2001:db8:2:3::1")
        self.assertEqual(self.begun, ["a", "c"])

    def test_whole_share_makes_nothing_wait(self) -> None:
        self.queries = QueryQueue(replace(self.limits, heavy_share=1.0), self.clock, self.refusals)
        self.make_heavy(HEAVY)
        for number in range(10):
            self.ask(f"{number}")
        self.assertEqual(len(self.begun), 10)

    def test_back_ends_do_not_wait(self) -> None:
        self.make_heavy(HEAVY)
        session = self.session(HEAVY)
        session.principal = Principal(User("k.1", "back end"), kind="key")
        for number in range(10):
            self.ask(f"{number}", session=session)
        self.assertEqual(len(self.begun), 10)

    def test_query_of_a_closed_connection_is_not_run(self) -> None:
        self.make_heavy(HEAVY)
        session = self.session(HEAVY)
        self.ask("a")
        answer = self.ask("b", session=session)
        session.ended = True
        self.end("a")
        self.failureResultOf(answer, Refusal)
        self.assertEqual(self.begun, ["a"])


class FullTests(QueryQueueCase):
    def fill(self, address: str, number: int) -> list[Deferred[str]]:
        asked = [self.ask(f"{address} {count}", address) for count in range(number)]
        for answer in asked:
            answer.addErrback(lambda failure: failure.trap(Refusal) and "refused")
        return asked

    def test_too_many_of_one_address_are_refused(self) -> None:
        self.make_heavy(HEAVY)
        self.fill(HEAVY, GROUP_WAITING_MAX + 1)
        refusal = self.failureResultOf(self.ask("more"), Refusal).value
        self.assertEqual(refusal.code, "rate_limited")
        self.assertGreater(refusal.retry_after, 0)
        (source,) = self.refusals.top_sources(10)
        self.assertEqual((source.kind, source.who), ("limits.heavy_share", HEAVY))

    def test_address_with_most_is_refused_first(self) -> None:
        self.make_heavy(HEAVY)
        crowd = self.fill(HEAVY, GROUP_WAITING_MAX + 1)
        number = 0
        while len(self.queries) < WAITING_MAX:
            number += 1
            self.make_waiting(f"203.0.113.{number}", GROUP_WAITING_MAX - 1)
        self.make_waiting("198.51.100.1", 1)
        self.assertEqual(len(self.queries), WAITING_MAX)
        self.assertEqual(succeeded(crowd[-1]), "refused")

    def make_waiting(self, address: str, number: int) -> None:
        """
        So many queries of the address wait, beside those that run.
        """
        self.fill(address, min(number, WAITING_MAX - len(self.queries) or 1) + AT_ONCE)


class CommandTests(SynchronousTestCase):
    """
    On a node, whose store takes its time.
    """

    def test_commands_do_not_overtake_a_query_that_waits(self) -> None:
        world = World(limits=replace(ROOMY, heavy_share=SHARE))
        person = world.connect(address=HEAVY)
        person.ask("login", guest="somebody")
        person.ask("join", room="lobby")
        for number in range(3):
            person.send("say", room="lobby", text=f"word {number}")
        world.turn()
        queue = world.assembly.context.queries
        session = world.connect(address=HEAVY).session
        gates: list[Deferred[None]] = [Deferred() for _ in range(AT_ONCE)]

        async def slow(gate: Deferred[None]) -> None:
            await gate

        for gate in gates:
            Deferred.fromCoroutine(queue.run_query(session, slow(gate)))
        person.heard()
        person.send("history", room="lobby", ref=1)
        person.send("leave", room="lobby", ref=2)
        person.send("search", room="lobby", text="word", ref=3)
        world.turn()
        self.assertEqual(person.heard(), [])
        gates[0].callback(None)
        world.turn()
        heard: list[Any] = [(answer["ref"], answer["type"]) for answer in person.heard()]
        self.assertEqual(heard, [(1, "ok"), (2, "ok"), (3, "error")])
