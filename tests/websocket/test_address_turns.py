"""
What connections without a login may take of the reactor's time, and whose turn it is.
"""

from typing import Any

from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.recent_usage import USAGE_SECONDS
from chatd.protocol.commands import SendSignal
from chatd.refusal_log import RefusalLog
from chatd.websocket import address_turns
from chatd.websocket.address_turns import (
    ALONE_SECONDS,
    BUSY_PART,
    BUSY_PERIOD_SECONDS,
    BUSY_SECONDS,
    PERIOD_SECONDS,
    REFUSED_FACTOR,
    SLICE_SECONDS,
    WAITING_MAX,
    YIELD_SECONDS,
    YIELD_STEP,
    AddressTurns,
)
from tests.support.memory_node import Browser, Listener, TurningClock, Wire, with_limits
from tests.support.operator_fakes import FakeUpkeep
from tests.support.wsclient import TEXT, handshake, mask

SHARE = 0.2
BURST = SHARE * PERIOD_SECONDS


class Work:
    """
    A connection with so many pieces of work, each of which takes `seconds` of the processor.
    """

    waiting_bytes = 0

    def __init__(self, case: "AddressTurnsCase", name: str, group: str | None, seconds: float) -> None:
        self.turn_group = group
        self.refused = False
        self.name = name
        self._case = case
        self._seconds = seconds

    def run_turn(self) -> None:
        self._case.spent += self._seconds
        self._case.ran.append(self.name)

    def refuse_turn(self) -> None:
        self.refused = True


class AddressTurnsCase(SynchronousTestCase):
    def setUp(self) -> None:
        self.clock = TurningClock()
        self.spent = 0.0
        self.ran: list[str] = []
        self.refusals = RefusalLog(self.clock)
        self.turns = AddressTurns(self.clock, share=SHARE, measure=lambda: self.spent, refusals=self.refusals)

    def come(self, name: str, group: str | None = "192.0.2.1", seconds: float = SLICE_SECONDS) -> Work:
        """
        A connection has work to do.
        """
        work = Work(self, name, group, seconds)
        self.turns.schedule(work)
        return work

    def use_up(self) -> None:
        """
        The share is used up.
        """
        self.come("dear", seconds=BURST + SLICE_SECONDS)
        self.clock.advance(0)
        self.ran.clear()


class LittleTests(AddressTurnsCase):
    def test_who_has_taken_little_is_not_overtaken_by_newcomers(self) -> None:
        """
        Thousands who come back at once each shake hands, and then log in: in the order in which they came.
        """
        for number in range(4):
            self.come(f"handshake{number}", f"203.0.113.{number}")
        for _ in range(4):
            self.clock.advance(0)
        self.ran.clear()
        self.come("first", "198.51.100.7")
        for number in range(4):
            self.come(f"login{number}", f"203.0.113.{number}")
            self.come(f"newcomer{number}", f"192.0.2.{number}")
        for _ in range(9):
            self.clock.advance(0)
        expected = [f"{kind}{number}" for number in range(4) for kind in ("login", "newcomer")]
        self.assertEqual(self.ran, ["first", *expected])


class OrderTests(AddressTurnsCase):
    def setUp(self) -> None:
        """
        Addresses that have taken anything at all.
        """
        super().setUp()
        self.patch(address_turns, "LITTLE_SECONDS", 0.0)

    def test_cheap_work_is_done_at_once(self) -> None:
        for number in range(10):
            self.come(f"{number}", seconds=SLICE_SECONDS / 100)
        self.assertEqual(len(self.ran), 10)

    def test_work_beyond_the_slice_waits_for_the_next_turn_of_the_reactor(self) -> None:
        for name in "abc":
            self.come(name)
        self.assertEqual(self.ran, ["a"])
        self.clock.advance(0)
        self.assertEqual(self.ran, ["a", "b"])
        self.clock.advance(0)
        self.assertEqual(self.ran, ["a", "b", "c"])

    def test_address_groups_take_turns(self) -> None:
        for number in range(5):
            self.come(f"many{number}")
        self.come("one", "198.51.100.7")
        self.come("nowhere", None)
        for _ in range(10):
            self.clock.advance(0)
        self.assertEqual(self.ran, ["many0", "one", "nowhere", "many1", "many2", "many3", "many4"])

    def test_address_that_has_taken_little_goes_first(self) -> None:
        """
        A room full of people who come at once does not wait behind a few that never stop.
        """
        for number in range(30):
            self.come(f"flood{number}", f"203.0.113.{number % 3}")
            self.clock.advance(0)
        self.ran.clear()
        for number in range(30):
            self.come(f"flood{number}", f"203.0.113.{number % 3}")
        for number in range(8):
            self.come(f"person{number}", "198.51.100.7")
        for _ in range(10):
            self.clock.advance(0)
        self.assertEqual(self.ran[1:9], [f"person{number}" for number in range(8)])

    def test_addresses_of_one_network_have_taken_what_each_has(self) -> None:
        """
        A /48 has 65,536 groups of addresses: a new one is no newcomer.
        """
        self.come("old", "2001:db8:1:1::/64")
        self.clock.advance(0)
        self.come("busy", "203.0.113.9", seconds=SLICE_SECONDS / 2)
        self.clock.advance(0)
        for name, group in (("a", "203.0.113.1"), ("new", "2001:db8:1:2::/64"), ("b", "203.0.113.9")):
            self.come(name, group)
        for _ in range(4):
            self.clock.advance(0)
        self.assertEqual(self.ran[2:], ["a", "b", "new"])

    def test_what_was_taken_is_forgotten(self) -> None:
        self.come("then", seconds=10 * SLICE_SECONDS)
        self.clock.advance(10 * USAGE_SECONDS)
        self.come("other", "198.51.100.7")
        self.clock.advance(0)
        self.come("x", "203.0.113.1")
        self.come("now", "198.51.100.7")
        self.come("back")
        for _ in range(3):
            self.clock.advance(0)
        self.assertEqual(self.ran[2:], ["x", "back", "now"])

    def test_order_holds_after_days(self) -> None:
        """
        The numbers that are compared stay small.
        """
        self.come("first", seconds=3 * SLICE_SECONDS)
        for _ in range(5):
            self.clock.advance(500 * USAGE_SECONDS)
            self.come("day", "203.0.113.1", seconds=2 * SLICE_SECONDS)
            self.clock.advance(0)
        self.come("next", "203.0.113.9", seconds=SLICE_SECONDS)
        self.ran.clear()
        for group in ("203.0.113.1", "203.0.113.9", "192.0.2.1"):
            self.come(group, group)
        for _ in range(3):
            self.clock.advance(0)
        self.assertEqual(self.ran, ["192.0.2.1", "203.0.113.9", "203.0.113.1"])

    def test_connections_that_come_and_go_gain_no_place(self) -> None:
        """
        Nor do they take memory.
        """
        self.come("busy", "203.0.113.1")
        for _ in range(1000):
            self.turns.forget(self.come("gone", "203.0.113.1"))
        self.assertLess(len(self.turns._order), 200)
        for number in range(3):
            self.come(f"flood{number}", "203.0.113.1")
        for _ in range(2):
            self.clock.advance(0)
        self.come("person", "198.51.100.7")
        for _ in range(4):
            self.clock.advance(0)
        self.assertEqual(self.ran, ["busy", "flood0", "flood1", "person", "flood2"])

    def test_closed_connection_does_not_wait(self) -> None:
        self.come("a")
        gone = self.come("gone")
        self.turns.forget(gone)
        self.turns.forget(gone)
        self.clock.advance(0)
        self.assertEqual((self.ran, self.turns.waiting), (["a"], 0))

    def test_failing_work_does_not_stop_others(self) -> None:
        def fail() -> None:
            raise ValueError("work")

        self.come("a")
        failing: Any = self.come("failing")
        failing.run_turn = fail
        self.come("b")
        self.clock.advance(0)
        self.assertEqual(self.ran, ["a", "b"])
        self.assertEqual(len(self.flushLoggedErrors(ValueError)), 1)


class LongTurnTests(AddressTurnsCase):
    def come_while_others_work(self, seconds: float) -> int:
        """
        How many of a hundred pieces of work are done after a turn of the reactor that took so long.
        """
        for number in range(100):
            self.come(f"{number}", f"192.0.2.{number}")
        self.ran.clear()
        self.clock.rightNow += seconds
        self.clock.advance(0)
        return len(self.ran)

    def test_share_is_kept_in_long_turns_of_the_reactor(self) -> None:
        self.assertEqual(self.come_while_others_work(0.01), 2)

    def test_short_turns_have_one_slice(self) -> None:
        self.assertEqual(self.come_while_others_work(0.004), 1)

    def test_slice_is_bounded(self) -> None:
        self.assertEqual(self.come_while_others_work(5.0), 2)

    def test_quiet_time_is_not_made_up_for(self) -> None:
        self.clock.advance(60)
        self.assertEqual(self.come_while_others_work(0.0), 1)


class ShareTests(AddressTurnsCase):
    def test_many_may_come_at_once(self) -> None:
        """
        As after a restart: what the share gives in half a minute.
        """
        for number in range(int(BURST / SLICE_SECONDS) - 1):
            self.come(f"{number}", f"192.0.2.{number}")
            self.clock.advance(0)
        self.assertEqual(len(self.ran), int(BURST / SLICE_SECONDS) - 1)

    def test_used_up_share_makes_work_wait(self) -> None:
        self.use_up()
        self.come("a", "198.51.100.7")
        self.clock.advance(SLICE_SECONDS)
        self.assertEqual(self.ran, [])
        self.clock.advance(2 * SLICE_SECONDS / SHARE)
        self.clock.advance(0)
        self.assertEqual(self.ran, ["a"])

    def test_busy_address_has_one_second_of_the_share_at_once(self) -> None:
        """
        The rest is for others, as after a restart.
        """
        for number in range(1000):
            self.come(f"{number}")
            self.clock.advance(0)
        taken = BUSY_SECONDS + SHARE * BUSY_PERIOD_SECONDS
        self.assertAlmostEqual(len(self.ran) * SLICE_SECONDS, taken, delta=3 * SLICE_SECONDS)
        before = len(self.ran)
        for _ in range(1000):
            self.clock.advance(0.001)
        self.assertAlmostEqual((len(self.ran) - before) * SLICE_SECONDS, SHARE, delta=3 * SLICE_SECONDS)
        self.come("other", "198.51.100.7")
        self.clock.advance(0)
        self.assertEqual(self.ran[-1], "other")

    def test_busy_addresses_leave_a_part_of_the_share_to_others(self) -> None:
        """
        In the long run.
        """
        self.turns = AddressTurns(
            self.clock, share=SHARE, period=1.0, busy_part=BUSY_PART, measure=lambda: self.spent, refusals=self.refusals
        )
        for number in range(1000):
            self.come(f"{number}")
        for _ in range(5000):
            self.clock.advance(0.001)
        before = len(self.ran)
        for number in range(1000):
            self.come(f"{number}", "192.0.2.2")
        for _ in range(1000):
            self.clock.advance(0.001)
        self.come("other", "198.51.100.7")
        self.clock.advance(0)
        self.assertEqual(self.ran[-1], "other")
        busy = (len(self.ran) - 1 - before) * SLICE_SECONDS
        self.assertLess(busy, BUSY_SECONDS + SHARE * BUSY_PART + 3 * SLICE_SECONDS)

    def test_what_is_refused_has_no_burst(self) -> None:
        """
        However many addresses it comes from, and however little each takes; it costs twice.
        """

        class Refused(Work):
            def run_turn(self) -> None:
                super().run_turn()
                self._case.turns.mark_refused()

        for number in range(5000):
            self.turns.schedule(Refused(self, "refused", f"192.0.{number % 25}.{number % 20}", SLICE_SECONDS))
            self.clock.advance(0)
        for _ in range(2000):
            self.clock.advance(0.001)
        self.assertLess(self.spent, SHARE * (BUSY_PERIOD_SECONDS + 2.0) / REFUSED_FACTOR + 3 * SLICE_SECONDS)
        self.assertGreater(self.spent, SHARE)
        self.come("other", "198.51.100.7")
        self.clock.advance(0)
        self.assertEqual(self.ran[-1], "other")

    def test_no_more_than_the_share_is_taken(self) -> None:
        self.use_up()
        before = self.spent
        for number in range(10_000):
            self.come(f"{number}", f"192.0.2.{number % 200}")
        for _ in range(10_000):
            self.clock.advance(0.001)
        self.assertLessEqual(self.spent - before, 10 * SHARE)
        self.assertGreater(self.spent - before, 10 * SHARE * 0.9)

    def test_work_of_somebody_known_is_not_charged(self) -> None:
        """
        A back end with its key, as is found out while the work is done.
        """

        class Known(Work):
            def run_turn(self) -> None:
                super().run_turn()
                self._case.turns.waive()

        for number in range(3):
            self.turns.schedule(Known(self, f"{number}", "192.0.2.1", BURST))
            self.clock.advance(0)
        self.come("stranger")
        self.clock.advance(0)
        self.assertEqual(self.ran, ["0", "1", "2", "stranger"])

    def test_operator_is_told_who_and_which_setting(self) -> None:
        self.use_up()
        self.come("a")
        self.clock.advance(0)
        (source,) = self.refusals.top_sources(10)
        self.assertEqual((source.kind, source.who), ("limits.anonymous_share", "192.0.2.1"))


class KnownTests(AddressTurnsCase):
    """
    The connection of a back end: whether the sender of its next request is the same is found out while it is answered.
    """

    def setUp(self) -> None:
        super().setUp()
        self.turns = AddressTurns(self.clock, share=SHARE, measure=lambda: self.spent, urgent=lambda: True)

    def test_its_work_is_done_at_once(self) -> None:
        """
        Though the share is used up, others wait, and a commit runs.
        """
        self.use_up()
        self.come("stranger", "198.51.100.7")
        for number in range(3):
            self.turns.schedule(Work(self, f"{number}", "192.0.2.1", SLICE_SECONDS), known=True)
        self.assertEqual(self.ran, ["0", "1", "2"])

    def test_it_takes_nothing_of_the_slice(self) -> None:
        for name in "ab":
            self.turns.schedule(Work(self, name, "192.0.2.1", 10 * SLICE_SECONDS), known=True)
        self.turns = AddressTurns(self.clock, share=SHARE, measure=lambda: self.spent)
        self.turns.schedule(Work(self, "c", "192.0.2.1", 10 * SLICE_SECONDS), known=True)
        self.come("stranger")
        self.assertEqual(self.ran, ["a", "b", "c", "stranger"])

    def test_it_is_charged_if_the_sender_is_a_stranger(self) -> None:
        class Slow(Work):
            def run_turn(self) -> None:
                super().run_turn()
                self._case.clock.rightNow += BURST + SLICE_SECONDS

        class SlowAndKnown(Slow):
            def run_turn(self) -> None:
                super().run_turn()
                self._case.turns.waive()

        self.turns = AddressTurns(self.clock, share=SHARE, measure=lambda: self.spent)
        self.turns.schedule(SlowAndKnown(self, "a", "192.0.2.1", SLICE_SECONDS), known=True)
        self.come("b", "198.51.100.7")
        self.turns.schedule(Slow(self, "c", "192.0.2.1", SLICE_SECONDS), known=True)
        self.come("d", "198.51.100.7")
        self.clock.advance(0)
        self.assertEqual(self.ran, ["a", "b", "c"])


class PeriodTests(AddressTurnsCase):
    def test_period_bounds_what_comes_at_once(self) -> None:
        self.turns = AddressTurns(self.clock, share=SHARE, period=1.0, measure=lambda: self.spent)
        for number in range(1000):
            self.come(f"{number}", f"192.0.2.{number}")
            self.clock.advance(0)
        self.assertEqual(len(self.ran), int(SHARE / SLICE_SECONDS))

    def test_another_share_bounds_busy_addresses_too(self) -> None:
        self.turns.set_share(1.0)
        for number in range(1000):
            self.come(f"{number}")
            self.clock.advance(0)
        self.assertEqual(len(self.ran), 1000)
        self.turns.set_share(SHARE)
        self.ran.clear()
        for number in range(1000):
            self.come(f"{number}")
            self.clock.advance(0)
        self.assertLessEqual(len(self.ran), SHARE * BUSY_PERIOD_SECONDS / SLICE_SECONDS + 1)


class YieldTests(AddressTurnsCase):
    """
    While a commit runs, whose thread shares the core.
    """

    def setUp(self) -> None:
        super().setUp()
        self.urgent = False
        self.turns = AddressTurns(self.clock, share=SHARE, measure=lambda: self.spent, urgent=lambda: self.urgent)
        self.come("first")
        self.clock.advance(0)
        self.urgent = True

    def test_work_waits_for_the_end_of_it(self) -> None:
        self.come("a", "198.51.100.7")
        self.clock.advance(YIELD_STEP)
        self.assertEqual(self.ran, ["first"])
        self.urgent = False
        self.clock.advance(YIELD_STEP)
        self.assertEqual(self.ran, ["first", "a"])

    def test_work_does_not_wait_for_long(self) -> None:
        """
        Commits may follow each other all the time: then each has its part.
        """
        for number in range(10):
            self.come(f"{number}", f"198.51.100.{number}")
        for _ in range(round(3 * YIELD_SECONDS / YIELD_STEP) + 3):
            self.clock.advance(YIELD_STEP)
        self.assertEqual(self.ran, ["first", "0", "1", "2", "3", "4", "5"])

    def test_order_is_kept(self) -> None:
        self.come("a")
        self.come("b")
        self.urgent = False
        self.come("c")
        for _ in range(5):
            self.clock.advance(YIELD_STEP)
        self.assertEqual(self.ran, ["first", "a", "b", "c"])


class BytesTests(AddressTurnsCase):
    def test_group_with_most_bytes_is_refused_first(self) -> None:
        self.use_up()

        def come(group: str, size: int) -> Work:
            work = Work(self, group, group, 0.0)
            work.waiting_bytes = size
            self.turns.schedule(work)
            return work

        small = come("198.51.100.7", 1000)
        large = [come("192.0.2.1", 65536) for _ in range(WAITING_MAX // 65536)]
        other = come("198.51.100.7", 1000)
        self.assertEqual([work.refused for work in large], [False] * (len(large) - 1) + [True])
        self.assertFalse(small.refused or other.refused)
        self.assertEqual(self.turns.waiting, len(large) + 1)


class ConnectionTests(SynchronousTestCase):
    """
    Real protocols on a node whose processor time is what the test says.
    """

    def setUp(self) -> None:
        self.clock = TurningClock()
        self.spent = 0.0
        self.step = 0.0
        self.listener = Listener(
            with_limits(commands_burst=1000, refusals_burst=1000, anonymous_share=SHARE),
            clock=self.clock,
            measure=self.measure,
        )

    def measure(self) -> float:
        """
        Each piece of work takes `step`.
        """
        self.spent += self.step
        return self.spent

    def turns(self, number: int = 5) -> None:
        for _ in range(number):
            self.clock.advance(0)
            self.listener.turn()

    def use_up(self) -> None:
        """
        Somebody at 203.0.113.5 uses the share up.
        """
        self.step = 2 * BURST
        self.listener.request(b"GET /none HTTP/1.1\r\nHost: localhost\r\n\r\n", "203.0.113.5")
        self.step = 0.0
        self.turns()

    def connect(self, host: str = "192.0.2.1") -> Browser:
        browser = self.listener.open(host=host)
        browser.frames()
        return browser

    def test_nobody_waits_while_there_is_time(self) -> None:
        browser = self.connect()
        browser.tell(type="login", guest="Ann", ref=1)
        self.assertEqual(browser.hear()[-1]["type"], "ok")

    def test_commands_before_a_login_wait_when_the_share_is_used_up(self) -> None:
        browser, other = self.connect(), self.connect()
        other.tell(type="login", guest="Ben")
        other.hear()
        self.use_up()
        browser.tell(type="ping", ref=1)
        browser.tell(type="login", guest="Ann", ref=2)
        other.tell(type="ping", ref=1)
        self.turns()
        self.assertEqual([answer["type"] for answer in other.hear()], ["pong"])
        self.assertEqual((browser.hear(), browser.wire.producerState), ([], "paused"))
        self.clock.advance(10 * BURST)
        self.turns()
        self.assertEqual([answer["type"] for answer in browser.hear()], ["pong", "ok"])
        self.assertEqual(browser.wire.producerState, "producing")

    def test_what_follows_a_login_in_the_same_bytes_is_not_left_waiting(self) -> None:
        browser = self.connect()
        login, ping = b'{"type":"login","guest":"Ann"}', b'{"type":"ping","ref":1}'
        # Each piece takes a whole turn.
        self.step = 2 * SLICE_SECONDS
        browser.wire.receive(mask(TEXT, login) + mask(TEXT, ping) * 100)
        self.step = 0.0
        self.assertEqual(len(browser.hear()), 101)
        self.assertEqual(browser.wire.producerState, "producing")

    def test_bytes_before_a_login_are_read_in_small_pieces(self) -> None:
        """
        Other connections come in between, and the order stays.
        """
        browser = self.connect()
        self.step = 2 * SLICE_SECONDS
        browser.wire.receive(b"".join(mask(TEXT, b'{"type":"ping","ref":%d}' % n) for n in range(100)))
        heard = [answer["ref"] for answer in browser.hear()]
        self.assertLess(len(heard), 30)
        self.assertEqual(browser.wire.producerState, "paused")
        self.turns(10)
        self.assertEqual([*heard, *(answer["ref"] for answer in browser.hear())], list(range(100)))
        self.assertEqual(browser.wire.producerState, "producing")

    def test_handshakes_and_requests_wait_too(self) -> None:
        self.use_up()
        wires: list[Wire] = []
        for data in (handshake(), b"GET /none HTTP/1.1\r\nHost: localhost\r\n\r\n"):
            wire = self.listener.connect()
            wire.receive(data)
            wires.append(wire)
        self.turns()
        self.assertEqual([(wire.value(), wire.producerState) for wire in wires], [(b"", "paused")] * 2)
        self.clock.advance(9)
        self.turns()
        self.assertEqual(wires[0].take(), b"")
        self.clock.advance(10 * BURST)
        self.turns()
        self.assertIn(b"101 Switching", wires[0].take())
        self.assertIn(b"404 Not Found", wires[1].take())

    def test_bytes_behind_a_handshake_that_waits_are_kept(self) -> None:
        self.use_up()
        wire = self.listener.connect()
        wire.receive(handshake() + mask(TEXT, b'{"type":"login","guest":"Ann"}'))
        wire.receive(mask(TEXT, b'{"type":"ping","ref":7}'))
        self.clock.advance(10 * BURST)
        self.turns()
        self.assertIn(b'{"type":"pong","ref":7}', wire.take())

    def test_connection_that_is_lost_while_it_waits_leaves_nothing(self) -> None:
        browser = self.connect()
        self.use_up()
        browser.tell(type="login", guest="Ann")
        waiting = self.listener.connect()
        waiting.receive(handshake())
        for wire in (browser.wire, waiting):
            wire.hang_up()
        self.assertEqual(self.listener.node.factory.turns.waiting, 0)
        self.clock.advance(10 * BURST)
        self.turns()
        self.assertEqual((list(self.listener.node.factory.live), waiting.take()), ([], b""))

    def test_too_many_bytes_close_with_a_reason(self) -> None:
        """
        Of the address that holds most of them.
        """
        browser = self.connect("198.51.100.7")
        strangers = [self.connect() for _ in range(WAITING_MAX // 65000 + 1)]
        self.use_up()
        browser.tell(type="login", guest="Ann")
        for stranger in strangers:
            stranger.wire.receive(mask(TEXT, b" " * 65000))
        closed = [stranger for stranger in strangers if stranger.wire.value()]
        self.assertEqual(len(closed), 1)
        (bye,) = closed[0].hear()
        self.assertEqual((bye["type"], bye["code"]), ("bye", 4009))
        self.clock.advance(10 * BURST)
        self.turns()
        self.assertEqual(browser.hear()[-1]["type"], "ok")

    def test_paused_session_reads_no_more_before_its_login(self) -> None:
        """
        A session that has enough to do is paused; what came with it waits, and is read when it goes on.
        """
        browser = self.connect()
        protocol = browser.wire.protocol
        protocol.pause()
        browser.wire.receive(mask(TEXT, b'{"type":"ping","ref":1}'))
        self.turns()
        self.assertEqual(browser.hear(), [])
        protocol.resume()
        self.turns()
        self.assertEqual([answer["ref"] for answer in browser.hear()], [1])
        self.assertEqual(browser.wire.producerState, "producing")


class ChargeTests(AddressTurnsCase):
    """
    Work that is done for addresses outside of their turns.
    """

    def setUp(self) -> None:
        super().setUp()
        self.turns = AddressTurns(self.clock, share=SHARE, period=1.0, measure=lambda: self.spent)

    def test_what_is_charged_delays_later_turns(self) -> None:
        self.turns.charge("192.0.2.1", SHARE + SLICE_SECONDS)
        self.come("dear")
        self.clock.advance(0)
        self.assertEqual(self.ran, [])
        self.clock.advance(3 * SLICE_SECONDS / SHARE)
        self.assertEqual(self.ran, ["dear"])

    def test_who_was_charged_much_comes_after_others(self) -> None:
        self.turns.charge("192.0.2.1", SHARE + SLICE_SECONDS)
        self.come("dear")
        self.come("cheap", "198.51.100.7")
        self.clock.advance(2 * SLICE_SECONDS / SHARE)
        self.clock.advance(2 * SLICE_SECONDS / SHARE)
        self.assertEqual(self.ran, ["cheap", "dear"])

    def test_who_was_charged_much_is_busy(self) -> None:
        self.assertFalse(self.turns.is_busy("192.0.2.1"))
        self.turns.charge("192.0.2.1", 2 * BUSY_SECONDS)
        self.assertTrue(self.turns.is_busy("192.0.2.1"))
        self.assertFalse(self.turns.is_busy("198.51.100.7"))

    def test_turn_is_charged_once(self) -> None:
        """
        What is delivered within it is in its time.
        """

        class Delivering(Work):
            def run_turn(self) -> None:
                super().run_turn()
                turns.charge("192.0.2.1", 1.0)

        turns = self.turns
        turns.schedule(Delivering(self, "one", "192.0.2.1", 0.0))
        self.assertFalse(turns.is_busy("192.0.2.1"))

    def test_only_address_is_not_charged(self) -> None:
        """
        All people of a site may be behind one; until another comes, or for a while after it was there.
        """
        self.turns.charge("192.0.2.1", SLICE_SECONDS)
        self.clock.advance(ALONE_SECONDS)
        self.turns.charge("192.0.2.1", 2 * BUSY_SECONDS)
        self.assertFalse(self.turns.is_busy("192.0.2.1"))
        self.turns.charge("198.51.100.7", SLICE_SECONDS)
        self.turns.charge("192.0.2.1", 2 * BUSY_SECONDS)
        self.assertTrue(self.turns.is_busy("192.0.2.1"))


class HeavyAddressTests(SynchronousTestCase):
    """
    An address that sends much, and people at another, all of them logged in.
    """

    def setUp(self) -> None:
        self.clock = TurningClock()
        self.spent = 0.0
        self.step = 0.0
        self.listener = Listener(
            with_limits(commands_burst=10_000, refusals_burst=1000, address_asked_per_second=100),
            clock=self.clock,
            measure=self.measure,
        )
        self.heavy, self.beside, self.calm = (self.enter(host) for host in ("192.0.2.1", "192.0.2.1", "198.51.100.7"))

    def measure(self) -> float:
        """
        Each piece of work takes `step`.
        """
        self.spent += self.step
        return self.spent

    def enter(self, host: str) -> Browser:
        browser = self.listener.open(host=host)
        browser.tell(type="login", guest="Ann")
        browser.frames()
        return browser

    def pings(self, browser: Browser, count: int) -> None:
        """
        Send so many pings at once.
        """
        browser.wire.receive(b"".join(mask(TEXT, b'{"type":"ping","ref":%d}' % n) for n in range(count)))

    def send_much(self) -> None:
        """
        More than a tenth of what the address may send in the long run, in one second.
        """
        self.pings(self.heavy, 30)
        self.heavy.frames()
        self.clock.advance(1)
        self.listener.node.sweep()

    def test_heavy_address_is_read_by_turns(self) -> None:
        """
        Of all its connections, after others, and in order.
        """
        self.send_much()
        self.step = 2 * SLICE_SECONDS
        for browser in (self.heavy, self.beside, self.calm):
            self.pings(browser, 50)
        self.assertEqual(len(self.calm.hear()), 50)
        self.assertEqual(self.beside.hear(), [])
        heard = [answer["ref"] for answer in self.heavy.hear()]
        self.assertLess(len(heard), 50)
        self.assertEqual(self.heavy.wire.producerState, "paused")
        for _ in range(20):
            self.clock.advance(0)
            self.listener.turn()
        self.assertEqual([*heard, *(answer["ref"] for answer in self.heavy.hear())], list(range(50)))
        self.assertEqual(len(self.beside.hear()), 50)
        self.assertEqual(self.heavy.wire.producerState, "producing")

    def test_heavy_address_does_not_wait_when_nobody_else_has_work(self) -> None:
        self.send_much()
        self.pings(self.heavy, 50)
        self.assertEqual(len(self.heavy.hear()), 50)

    def test_heavy_address_waits_while_the_store_writes(self) -> None:
        """
        The others do not.
        """
        self.listener.node.stores.upkeep = upkeep = FakeUpkeep()
        self.send_much()
        upkeep.writing = True
        for browser in (self.heavy, self.beside, self.calm):
            self.pings(browser, 5)
        self.assertEqual([len(browser.hear()) for browser in (self.heavy, self.beside, self.calm)], [5, 0, 5])
        upkeep.writing = False
        self.clock.advance(YIELD_STEP)
        self.listener.turn()
        self.assertEqual(len(self.beside.hear()), 5)

    def test_address_is_read_at_once_again_when_it_is_quiet(self) -> None:
        self.send_much()
        self.clock.advance(5)
        self.listener.node.sweep()
        self.step = 2 * SLICE_SECONDS
        self.pings(self.heavy, 50)
        self.assertEqual(len(self.heavy.hear()), 50)

    def test_sites_of_ipv6_count_as_one(self) -> None:
        people = [self.enter(f"2001:db8:1:{n}::1") for n in range(6)]
        for person in people:
            self.pings(person, 5)
            person.frames()
        self.clock.advance(1)
        self.listener.node.sweep()
        self.assertTrue(all(person.wire.protocol.session.load.heavy for person in people))

    def test_what_it_says_is_charged_to_it(self) -> None:
        """
        However many hear it.
        """
        for browser in (self.heavy, self.calm):
            browser.tell(type="join", room="r")
            self.listener.turn()
            browser.frames()
        turns = self.listener.node.factory.heavy_turns
        self.send_much()
        self.step = 2 * BUSY_SECONDS
        self.calm.tell(type="signal", room="r", name="typing")
        self.listener.turn()
        self.assertFalse(turns.is_busy("192.0.2.1") or turns.is_busy("198.51.100.7"))
        self.heavy.wire.protocol.commands.receive(SendSignal(room="r", name="typing"))
        self.listener.turn()
        self.assertTrue(turns.is_busy("192.0.2.1"))
        self.assertFalse(turns.is_busy("198.51.100.7"))
        self.step = 0.0

    def test_logins_do_not_make_an_address_heavy(self) -> None:
        """
        They are read by turns anyway, and people come together.
        """
        people = [self.enter("203.0.113.9") for _ in range(20)]
        self.clock.advance(1)
        self.listener.node.sweep()
        self.assertFalse(people[0].wire.protocol.session.load.heavy)

    def test_address_that_waits_because_it_took_much_stays_heavy(self) -> None:
        """
        It sends little then, and would send much as soon as it is read at once again.
        """
        self.send_much()
        self.pings(self.heavy, 5)
        load = self.heavy.wire.protocol.session.load
        turns = self.listener.node.factory.heavy_turns
        turns.charge("198.51.100.9", 0.001)
        turns.charge("192.0.2.1", 2 * BUSY_SECONDS)
        for _ in range(3):
            self.clock.advance(3)
            turns.charge("192.0.2.1", 2 * BUSY_SECONDS)
            turns.charge("198.51.100.9", 0.001)
            self.pings(self.heavy, 1)
            self.listener.node.sweep()
            self.assertTrue(load.heavy)
        for _ in range(3):
            self.clock.advance(3)
            self.listener.turn()
            self.listener.node.sweep()
        self.assertFalse(load.heavy)
