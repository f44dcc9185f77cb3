"""
A whole node: who knows whom.
"""

from collections.abc import Awaitable
from typing import Any

from msgspec.structs import replace
from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd import __version__
from chatd.domain.accounts import OPERATOR, Principal
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry, Sanction
from chatd.domain.settings import PresenceSettings, SignalSettings
from chatd.errors import Refusal
from chatd.server.settings import Heartbeat, PlainSettings, Settings
from tests.support.fake_io_uring import needs_ring, rings
from tests.support.memory_node import Listener, with_limits, with_server


class NodeTests(SynchronousTestCase):
    def test_welcome_tells_the_settings_a_client_has_to_know(self) -> None:
        """
        Not those that only help an attacker.
        """
        settings = replace(
            with_limits(text=100, name=20, rooms_per_session=5, history=10, signal=50),
            heartbeat=Heartbeat(client_seconds=7),
        )
        (welcome,) = Listener(settings).open().hear()
        self.assertEqual(welcome["server"], f"chatd/{__version__}")
        self.assertEqual(welcome["heartbeat"], 7)
        self.assertEqual(
            welcome["limits"],
            {"message": 65536, "text": 100, "name": 20, "rooms": 5, "history": 10, "signal": 50, "data": 8192},
        )

    def test_sessions_have_names_of_their_own(self) -> None:
        """
        For the log, and for a plain guest's name.
        """
        listener = Listener()
        self.assertNotEqual(listener.open().hear()[0]["session"], listener.open().hear()[0]["session"])

    def test_clock_that_is_set_keeps_order_and_people(self) -> None:
        """
        An hour back and a year forward: messages follow each other by `seq`, and nobody is logged out.
        """
        times = iter([1_000_000_000_000, 1_000_000_000_000 - 3_600_000, 1_000_000_000_000 + 31_536_000_000])
        now = [next(times)]
        here = Listener(now=lambda: now[0])
        ann = here.enter("ann")
        for number in (1, 2, 3):
            ann.frames()
            ann.tell(type="say", room="lobby", text="hello", ref=number)
            here.clock.advance(1)
            answer = next(found for found in ann.hear() if found.get("ref") == number)
            self.assertEqual((answer["seq"], answer["time"]), (number, now[0]))
            now[0] = next(times, now[0])
            here.node.sweep()
        self.assertFalse(ann.wire.gone)

    def test_what_has_reached_its_age_goes(self) -> None:
        """
        A minute after the start, and then once an hour.
        """
        listener = Listener()
        roster = listener.node.stores.roster
        long_ago = AuditEntry(action="ban", by=OPERATOR.who, time=-(10**13))
        self.successResultOf(Deferred.fromCoroutine(_done(roster.record_act(long_ago))))
        for _ in range(60):
            listener.clock.advance(1)
            self.successResultOf(Deferred.fromCoroutine(listener.node.maintain()))
        self.assertEqual(self.successResultOf(Deferred.fromCoroutine(_done(roster.list_acts(limit=9)))), [])

    def test_settings_reach_those_they_are_for(self) -> None:
        """
        The plain room, the signals, presence without grace.
        """
        listener = Listener(
            Settings(
                plain=PlainSettings(room="hall"),
                signals=SignalSettings(names=("wave",)),
                presence=PresenceSettings(grace_seconds=0, interval_seconds=0),
            )
        )
        ann, bob = listener.enter("ann", "hall"), listener.open(protocol=None)
        bob.send(1, b"hello")
        listener.wait(1)
        self.assertIn("hello", [event.get("text") for event in ann.hear()])
        ann.tell(type="signal", room="hall", name="wave", ref=1)
        ann.tell(type="signal", room="hall", name="typing", ref=2)
        self.assertEqual([answer["type"] for answer in ann.hear()], ["ok", "error"])
        bob.wire.hang_up()
        listener.wait(1)
        self.assertEqual([event["type"] for event in ann.hear()], ["presence"])

    def test_counters_count_what_happens(self) -> None:
        listener = Listener()
        ann, bob = listener.enter("ann"), listener.enter("bob")
        ann.tell(type="say", room="lobby", text="hello")
        listener.request(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        listener.request(b"nonsense\r\n\r\n")
        bob.send(8, b"\x03\xe8")
        counters = listener.counters
        self.assertEqual((counters.accepted, counters.websockets, counters.http_requests), (4, 2, 1))
        self.assertEqual((counters.messages, counters.refused["connection", "400"], counters.closed[1000]), (1, 1, 1))

    def test_room_empties_without_a_trace(self) -> None:
        """
        What nobody listens to costs nothing.
        """
        listener = Listener()
        for name in ("ann", "bob"):
            browser = listener.enter(name, f"room-{name}")
            browser.wire.hang_up()
        listener.wait(60)
        self.assertFalse(listener.node.hub.has_subscribers("room-ann"))
        self.assertEqual(listener.node.factory.live, {})


class VoiceTests(SynchronousTestCase):
    def test_what_binds_somebody_on_the_site_binds_them_over_http(self) -> None:
        """
        By their id or by their address, of IPv6 by its /64; administrators are not bound by what others did there.
        """
        listener = Listener()
        assembly = listener.node._application
        mute = Sanction(kind="mute", user="a.bea", address="2001:db8::1", by="a.ada", at=0)
        assembly.authorizer.sanction_register.impose(mute, 0)
        bea, ann = (Principal(User(f"a.{name}", name), "account") for name in ("bea", "ann"))
        admin = Principal(User("a.ada", "ada"), "account", admin=True)
        for avatar, address, bound in (
            (bea, "192.0.2.1", True),
            (ann, "192.0.2.1", False),
            (ann, "2001:db8::2", True),
            (admin, "2001:db8::2", False),
        ):
            try:
                assembly.check_not_muted(avatar, address)
            except Refusal as refusal:
                self.assertEqual((bound, refusal.code), (True, "muted"))
            else:
                self.assertFalse(bound)


class RingTests(SynchronousTestCase):
    """
    One ring of the kernel's from the end of its opening until it is closed.
    """

    def setUp(self) -> None:
        """
        Nothing has been opened.
        """
        needs_ring().release()
        self.before = rings()

    def node(self, listener: Listener | None = None) -> Any:
        """
        One that is closed at the end, if the test has not seen to it.
        """
        node = (listener or Listener()).node
        self.addCleanup(node.batcher.disable_io_uring)
        return node

    def wait(self, work: Awaitable[None]) -> None:
        """
        It is done at once; its failure is the test's.
        """
        self.successResultOf(Deferred.fromCoroutine(work))  # type: ignore[arg-type]

    async def broken(self) -> None:
        """
        What fails in the place of something else.
        """
        raise ZeroDivisionError

    def test_ring_lives_as_long_as_the_node(self) -> None:
        """
        From `start` to `stop`.
        """
        node = self.node()
        self.assertEqual(rings(), self.before)
        self.wait(node.start_node())
        self.assertGreater(rings(), self.before)
        self.wait(node.stop_node())
        self.assertEqual(rings(), self.before)

    def test_setting_turns_it_off(self) -> None:
        node = self.node(Listener(with_server(io_uring=False)))
        self.wait(node.start_node())
        self.assertEqual(rings(), self.before)
        self.wait(node.stop_node())

    def test_node_that_does_not_open_has_none(self) -> None:
        """
        It comes last, when all the rest is there.
        """
        node = self.node()
        node.authentication.account_admin.has_admin = self.broken
        self.failureResultOf(Deferred.fromCoroutine(node.start_node()), ZeroDivisionError)
        self.assertEqual(rings(), self.before)
        self.wait(node.stop_node())

    def test_ring_is_given_back_whatever_else_fails(self) -> None:
        """
        Read markers that cannot be stored, a store that cannot be closed.
        """
        for part in ("markers.save", "stores.close_stores"):
            node = self.node()
            self.wait(node.start_node())
            whose, what = part.split(".")
            setattr(getattr(node, whose), what, self.broken)
            self.failureResultOf(Deferred.fromCoroutine(node.stop_node()), ZeroDivisionError)
            self.assertEqual(rings(), self.before)

    def test_node_that_was_not_opened_may_be_closed(self) -> None:
        """
        As after a start that failed at once.
        """
        self.wait(self.node().stop_node())
        self.assertEqual(rings(), self.before)


async def _done(waiting: Awaitable[Any]) -> Any:
    return await waiting
