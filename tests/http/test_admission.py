"""
Budgets of connections and requests.
"""

from typing import Any

from twisted.internet.task import Clock
from twisted.logger import LogEvent, formatEvent, globalLogPublisher
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.limits import Limits
from chatd.domain.ratelimit import SHARED
from chatd.http.admission import FULL, TOO_MANY, Admission
from chatd.http.responses import RawResponse
from chatd.refusal_log import RefusalLog

HOME = "192.0.2.1"
OTHER = "192.0.2.2"


class Connection:
    """
    A connection that notes whether it was closed to make room.
    """

    closed = False

    def make_room(self) -> None:
        """
        See `chatd.http.admission.Idle`.
        """
        self.closed = True


class AdmissionTests(SynchronousTestCase):
    def setUp(self) -> None:
        self.clock = Clock()
        self.events: list[LogEvent] = []
        note: Any = self.events.append
        globalLogPublisher.addObserver(note)
        self.addCleanup(globalLogPublisher.removeObserver, note)

    def limit(self, **limits: Any) -> Admission:
        admission = Admission(Limits(**limits), self.clock, RefusalLog(self.clock))
        self.admission = admission
        return admission

    def come(self, address: str | None = HOME, *, proxy: bool = False) -> Connection:
        """
        A new connection that is let in.
        """
        connection = Connection()
        self.assertIsNone(self.admission.admit_connection(connection, address, proxy=proxy))
        return connection

    def come_idle(self, address: str | None = HOME) -> Connection:
        """
        A connection on which a request has been answered.
        """
        connection = self.come(address)
        self.admission.mark_idle(connection)
        return connection

    def refused(self, address: str | None = HOME, *, proxy: bool = False) -> RawResponse | None:
        """
        Why one more connection is refused, which then goes.
        """
        connection = Connection()
        why = self.admission.admit_connection(connection, address, proxy=proxy)
        self.admission.remove_connection(connection)
        return why

    def upgraded(self, address: str | None = HOME, *, proxy: bool = False) -> RawResponse | None:
        """
        Why one more WebSocket is refused, if it is.
        """
        return self.admission.admit_websocket(self.come(address, proxy=proxy), address)

    def told(self) -> str:
        """
        The lines of the log.
        """
        return "\n".join(formatEvent(event) for event in self.events)


class ConnectionTests(AdmissionTests):
    """
    HTTP connections, which pass.
    """

    def test_at_most_so_many_at_once(self) -> None:
        self.limit(http_per_address=2)
        first = self.come()
        self.come()
        self.assertEqual(self.refused(), TOO_MANY)
        self.assertIsNone(self.refused(OTHER))
        self.admission.remove_connection(first)
        self.assertIsNone(self.refused())
        self.assertIn("192.0.2.1, which has 2 HTTP connections already; the setting is limits.http_per_a", self.told())

    def test_the_one_idle_for_longest_makes_room(self) -> None:
        self.limit(http_per_address=3)
        busy, first, second = self.come(), self.come_idle(), self.come_idle()
        other = self.come_idle(OTHER)
        self.come()
        self.assertEqual([one.closed for one in (busy, first, second, other)], [False, True, False, False])
        self.come()
        self.assertEqual([one.closed for one in (busy, first, second, other)], [False, True, True, False])
        self.assertEqual(self.refused(), TOO_MANY)

    def test_a_connection_in_use_is_not_idle(self) -> None:
        self.limit(http_per_address=1)
        one = self.come_idle()
        self.admission.mark_busy(one)
        self.assertEqual(self.refused(), TOO_MANY)
        self.admission.mark_idle(one)
        self.come()
        self.assertTrue(one.closed)

    def test_a_full_server_closes_an_idle_one_of_anybody(self) -> None:
        self.limit(connections=2)
        idle = self.come_idle()
        self.come(OTHER)
        self.come(OTHER)
        self.assertTrue(idle.closed)
        self.assertEqual(self.refused(), FULL)
        self.assertEqual(self.refused("198.51.100.1", proxy=True), FULL)
        self.assertIn("limits.connections", self.told())

    def test_what_was_closed_to_make_room_is_not_counted_twice(self) -> None:
        self.limit(http_per_address=2)
        first = self.come_idle()
        self.come(), self.come()
        self.admission.remove_connection(first)
        self.assertEqual((self.refused(), len(self.admission)), (TOO_MANY, 2))

    def test_connections_of_proxies_are_nobodys(self) -> None:
        self.limit(http_per_address=1, requests_burst=1)
        for _ in range(100):
            self.come(HOME, proxy=True)

    def test_idle_connections_of_proxies_make_room_for_all(self) -> None:
        self.limit(connections=1, http_per_address=1)
        one = self.come(HOME, proxy=True)
        self.admission.mark_idle(one)
        self.come(OTHER)
        self.assertTrue(one.closed)

    def test_ipv6_counts_by_64(self) -> None:
        self.limit(http_per_address=1)
        self.come("2001:db8::1")
        self.assertEqual(self.refused("2001:db8::2"), TOO_MANY)

    def test_who_has_no_address_shares_a_larger_budget(self) -> None:
        self.limit(http_per_address=1)
        for _ in range(SHARED):
            self.come(None)
        self.assertEqual(self.refused(None), TOO_MANY)
        self.assertIsNone(self.refused(HOME))
        self.assertIn("refused all that have no address, which has 10", self.told())

    def test_a_connection_costs_like_a_request(self) -> None:
        self.limit(requests_per_second=1.0, requests_burst=3)
        for _ in range(3):
            self.assertIsNone(self.refused())
        why = self.refused()
        assert why is not None
        self.assertEqual((why.status, dict(why.fields)), (429, {"Retry-After": "2"}))
        self.clock.advance(1)
        self.assertIsNone(self.refused())


class WebSocketTests(AdmissionTests):
    """
    WebSockets, which stay.
    """

    def test_at_most_so_many_at_once(self) -> None:
        self.limit(websockets_per_address=2)
        first = self.come()
        self.assertIsNone(self.admission.admit_websocket(first, HOME))
        self.assertEqual([self.upgraded(), self.upgraded(), self.upgraded(OTHER)], [None, TOO_MANY, None])
        self.admission.remove_connection(first)
        self.assertIsNone(self.upgraded())
        self.assertIn("192.0.2.1, which has 2 WebSockets already; the setting is limits.websockets_per", self.told())

    def test_http_has_a_budget_of_its_own(self) -> None:
        self.limit(websockets_per_address=2, http_per_address=1)
        self.assertEqual([self.upgraded(), self.upgraded()], [None, None])
        self.come()
        self.assertEqual(self.refused(), TOO_MANY)

    def test_at_most_so_many_a_second(self) -> None:
        self.limit(websockets_per_address=2, websockets_per_second=2.0)
        codes = []
        for _ in range(4):
            one = self.come()
            why = self.admission.admit_websocket(one, HOME)
            codes.append(why and why.status)
            self.admission.remove_connection(one)
        self.assertEqual(codes, [None, None, 429, 429])
        self.clock.advance(0.5)
        self.assertIsNone(self.upgraded())
        self.assertIn("limits.websockets_per_second", self.told())

    def test_behind_a_proxy_the_address_that_it_names_counts(self) -> None:
        self.limit(websockets_per_address=1)
        for address, expected in ((OTHER, None), (OTHER, TOO_MANY), ("192.0.2.3", None)):
            one = self.come(HOME, proxy=True)
            self.assertEqual(self.admission.admit_websocket(one, address), expected)

    def test_a_websocket_makes_no_room(self) -> None:
        self.limit(connections=1)
        one = self.come_idle()
        self.assertIsNone(self.admission.admit_websocket(one, HOME))
        self.assertEqual(self.refused(OTHER), FULL)
        self.assertFalse(one.closed)

    def test_who_has_no_address_shares_a_larger_budget(self) -> None:
        self.limit(websockets_per_address=1, websockets_per_second=0.1)
        results = [self.upgraded(None) for _ in range(SHARED + 1)]
        self.assertEqual(results, [None] * SHARED + [TOO_MANY])


class RequestTests(AdmissionTests):
    def test_requests_are_paid_for(self) -> None:
        self.limit(requests_per_second=1.0, requests_burst=2)
        codes = [(why := self.admission.admit_request(HOME)) and why.status for _ in range(3)]
        self.assertEqual((codes, self.admission.admit_request(OTHER)), ([None, None, 429], None))
        self.assertIn("limits.requests_per_second", self.told())
        self.clock.advance(1)
        self.assertIsNone(self.admission.admit_request(HOME))

    def test_visitors_leave_nothing_behind(self) -> None:
        self.limit(requests_per_second=1.0, requests_burst=10)
        for number in range(50):
            one = self.come_idle(f"192.0.2.{number}")
            self.admission.admit_websocket(one, f"192.0.2.{number}")
            self.admission.remove_connection(one)
        self.clock.advance(100)
        self.admission.expire_budgets(self.clock.seconds())
        kept = (self.admission._requests, self.admission._upgrades, self.admission)
        self.assertEqual([len(some) for some in kept], [0, 0, 0])
        self.assertEqual((self.admission._http._held, self.admission._idle_of), ({}, {}))
