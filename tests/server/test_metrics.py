"""
Metrics: what happened is in them, in a form that Prometheus reads.
"""

import re
import socket
from types import SimpleNamespace
from typing import Any

from msgspec.structs import replace
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse_openmetrics
from prometheus_client.parser import text_string_to_metric_families
from twisted.internet.address import IPv4Address
from twisted.internet.defer import Deferred
from twisted.internet.testing import StringTransport
from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.disk_quota import DiskUse
from chatd.domain.accounts import OPERATOR, ApiKey, Scope
from chatd.domain.counters import Histogram
from chatd.domain.moderation import AuditEntry
from chatd.server.settings import MetricsSettings, Settings
from tests.support.fakes import succeeded
from tests.support.memory_node import Listener, with_limits
from tests.support.wsclient import handshake

ASKED = (
    "chatd_connections",
    "chatd_messages_total",
    "chatd_deliveries_total",
    "chatd_refusals_total",
    "chatd_commit_seconds_bucket",
    "chatd_reactor_delay_seconds_bucket",
)
"""Names that others rely on."""

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def scrape(listener: Listener, path: str = "/metrics", *fields: str) -> tuple[int, str, str]:
    """
    The status, the media type and the body that the private address answers.
    """
    transport = StringTransport(peerAddress=IPv4Address("TCP", "127.0.0.1", 4000))
    protocol: Any = listener.node.monitoring.make_private_site().buildProtocol(None)
    protocol.makeConnection(transport)
    protocol.dataReceived("\r\n".join([f"GET {path} HTTP/1.1", "Host: a", *fields, "", ""]).encode("latin-1"))
    head, _, body = transport.value().partition(b"\r\n\r\n")
    kind = re.search(rb"Content-Type: (.+)", head)
    assert kind is not None
    return int(head.split()[1]), kind[1].decode().strip(), body.decode()


def samples(listener: Listener) -> Samples:
    """
    All values, by name and labels.
    """
    _, _, text = scrape(listener)
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def value(found: Samples, name: str, **labels: str) -> float:
    """
    One value.
    """
    return found["chatd_" + name, frozenset(labels.items())]


class MetricsTests(SynchronousTestCase):
    def test_both_formats_have_the_names_that_others_rely_on(self) -> None:
        """
        The text format unless OpenMetrics is asked for.
        """
        listener = Listener()
        status, kind, text = scrape(listener)
        self.assertEqual((status, kind.partition(";")[0]), (200, "text/plain"))
        status, kind, other = scrape(listener, "/metrics", "Accept: application/openmetrics-text; version=1.0.0")
        self.assertEqual((status, kind.partition(";")[0]), (200, "application/openmetrics-text"))
        for families in (text_string_to_metric_families(text), parse_openmetrics(other)):
            names = {sample.name for family in families for sample in family.samples}
            self.assertEqual(set(ASKED) - names, set())
            self.assertEqual([name for name in names if not name.startswith("chatd_")], [])

    def test_people_and_what_they_say_are_counted(self) -> None:
        listener = Listener()
        ann, bob = listener.enter("ann"), listener.enter("bob")
        before = samples(listener)
        ann.tell(type="say", room="lobby", text="hello", ref=1)
        listener.turns()
        self.assertEqual(len(bob.frames()), 1)
        found = samples(listener)
        for name, number in (("connections", 2), ("users_online", 2), ("rooms_open", 1)):
            self.assertEqual(value(found, name), number, name)
        for name in ("messages_total", "deliveries_total", "delivery_seconds_count", "commands_total"):
            self.assertEqual(value(found, name) - value(before, name), 1, name)
        self.assertEqual(value(found, "logins_total", door="websocket", result="ok"), 2)
        self.assertEqual(value(found, "handshakes_total", result="opened"), 2)

    def test_bytes_are_those_of_the_wire(self) -> None:
        """
        What Bob gets, what Ann gets, and what she sends.
        """
        listener = Listener()
        ann, bob = listener.enter("ann"), listener.enter("bob")
        ann.frames()
        before = samples(listener)
        ann.tell(type="say", room="lobby", text="hello", ref=1)
        listener.turns()
        size = len(ann.wire.take()) + len(bob.wire.take())
        found = samples(listener)
        self.assertEqual(value(found, "sent_bytes_total") - value(before, "sent_bytes_total"), size)
        self.assertGreater(value(found, "received_bytes_total"), value(before, "received_bytes_total"))

    def test_webhooks_are_counted_by_state_and_result(self) -> None:
        listener = Listener()
        found = samples(listener)
        for result in ("delivered", "failed", "parked"):
            self.assertEqual(value(found, "webhook_deliveries_total", result=result), 0)
        admin = listener.node.webhooks.admin
        webhook = succeeded(admin.add("https://example.org/", ["*"], ["*"], OPERATOR.who))
        self.assertEqual(value(samples(listener), "webhooks", state="enabled"), 1)
        succeeded(admin.change(webhook.id, OPERATOR.who, state="disabled"))
        found = samples(listener)
        states = {state: value(found, "webhooks", state=state) for state in ("enabled", "failing", "disabled", "gone")}
        self.assertEqual(states, {"enabled": 0, "failing": 0, "disabled": 1, "gone": 0})
        self.assertEqual((value(found, "webhook_waiting_rooms"), value(found, "webhook_oldest_seconds")), (0, 0))

    def test_pauses_of_collections_are_shown_by_generation(self) -> None:
        pauses = [Histogram() for _ in range(3)]
        listener = Listener(gc_pauses=pauses)
        pauses[2].add_duration(0.3)
        found = samples(listener)
        for le, number in (("0.25", 0), ("0.5", 1), ("+Inf", 1)):
            self.assertEqual(value(found, "gc_pause_seconds_bucket", generation="2", le=le), number, le)
        self.assertEqual(value(found, "gc_pause_seconds_sum", generation="2"), 0.3)
        self.assertEqual(value(found, "gc_pause_seconds_count", generation="0"), 0)

    def test_refusals_have_a_code_and_a_door(self) -> None:
        """
        A command, a handshake of a foreign page, a request of the API, a line that is no request.
        """
        listener = Listener()
        listener.open().tell(type="say", room="lobby", text="hello", ref=1)
        listener.request(handshake(extra="Origin: https://elsewhere.example\r\n"))
        listener.request(b"GET /api/none HTTP/1.1\r\nHost: a\r\n\r\n")
        listener.request(b"nonsense\r\n\r\n")
        listener.turns()
        found = samples(listener)
        for code, door in (
            ("login_required", "websocket"),
            ("403", "handshake"),
            ("not_found", "http"),
            ("400", "connection"),
        ):
            self.assertEqual(value(found, "refusals_total", code=code, door=door), 1, (code, door))
        self.assertEqual(value(found, "handshakes_total", result="refused"), 1)

    def test_refused_logins_are_counted_by_their_code(self) -> None:
        """
        By a command and by the handshake.
        """
        listener = Listener()
        listener.open().tell(type="login", token="nonsense")
        listener.open(extra="Authorization: Bearer nonsense\r\n")
        listener.turns()
        self.assertEqual(value(samples(listener), "logins_total", door="websocket", result="bad_token"), 2)

    def test_handshake_that_is_not_complete_is_in_flight_and_then_timed_out(self) -> None:
        listener = Listener(with_limits(handshake_seconds=3))
        listener.connect().receive(b"GET / HT")
        self.assertEqual(value(samples(listener), "handshakes_in_flight"), 1)
        listener.wait(4)
        found = samples(listener)
        self.assertEqual(value(found, "handshakes_in_flight"), 0)
        self.assertEqual(value(found, "handshakes_total", result="timeout"), 1)

    def test_connections_that_wait_in_the_kernel_are_counted(self) -> None:
        """
        Of a real socket on which nobody accepts.
        """
        listener = Listener()
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port = SimpleNamespace(socket=listening, stopReading=lambda: None)
            listener.front.gate.add_port(port)
            with socket.create_connection(listening.getsockname()), socket.create_connection(listening.getsockname()):
                self.assertEqual(value(samples(listener), "handshakes_waiting"), 2)

    def test_keys_are_counted_by_state(self) -> None:
        listener = Listener()
        people, now = listener.node.stores.people, 10**15
        for name, ends in (("a", None), ("b", 5), ("c", None)):
            key = ApiKey(name, f"digest {name}", Scope({}, ends=ends), "o", 1, revoked=None if name != "c" else now)
            self.successResultOf(Deferred.fromCoroutine(_added(people, key)))
        self.successResultOf(Deferred.fromCoroutine(listener.node.monitoring.count_keys()))
        found = samples(listener)
        states = {state: value(found, "api_keys", state=state) for state in ("active", "expired", "revoked")}
        self.assertEqual(states, {"active": 1, "expired": 1, "revoked": 1})

    def test_no_label_has_what_strangers_choose(self) -> None:
        """
        As many series after a hundred rooms, names and refused origins as before.
        """
        listener = Listener()
        listener.enter("ann", "lobby").tell(type="nonsense", ref=1)
        listener.request(handshake(extra="Origin: https://elsewhere.example\r\n"))
        before = set(samples(listener))
        for number in range(20):
            listener.enter(f"user{number}", f"room-{number}").tell(type=f"nonsense{number}", ref=1)
            listener.request(handshake(extra=f"Origin: https://elsewhere{number}.example\r\n"))
        self.assertEqual(set(samples(listener)), before)

    def test_metrics_are_on_the_page_s_address_only_if_that_is_set(self) -> None:
        get = b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"
        self.assertIn(b" 404 ", Listener().request(get).partition(b"\r\n")[0])
        public = Listener(Settings(metrics=MetricsSettings(public=True)))
        self.assertIn(b"chatd_connections", public.request(get))


class HealthTests(SynchronousTestCase):
    def test_daemon_that_starts_is_alive_and_not_ready(self) -> None:
        """
        Both on the private address and on that of the page.
        """
        listener = Listener()
        listener.node.monitoring.opened = False
        self.assertEqual(scrape(listener, "/live")[::2], (200, "live\n"))
        self.assertEqual(scrape(listener, "/ready")[::2], (503, "the store is not open yet\n"))
        answer = listener.request(b"GET /ready HTTP/1.1\r\nHost: a\r\n\r\n")
        self.assertIn(b" 503 ", answer.partition(b"\r\n")[0])

    def test_reasons_are_named_as_text_or_json(self) -> None:
        listener = Listener()
        self.assertEqual(scrape(listener, "/ready")[::2], (200, "ready\n"))
        monitoring = listener.node.monitoring
        monitoring.draining, monitoring.opened = True, False
        self.assertEqual(scrape(listener, "/ready")[::2], (503, "draining; the store is not open yet\n"))
        status, kind, body = scrape(listener, "/ready", "Accept: application/json")
        self.assertEqual((status, kind), (503, "application/json"))
        self.assertEqual(body, '{"ready":false,"reasons":["draining","the store is not open yet"],"warnings":[]}\n')

    def test_accept_that_is_no_utf8_is_no_fault(self) -> None:
        listener = Listener()
        for path, status in (("/ready", 200), ("/metrics", 200)):
            self.assertEqual(scrape(listener, path, "Accept: \xff")[0], status)

    def test_quota_warns_and_then_is_a_reason(self) -> None:
        """
        From 80 % on a warning without a number, since anybody may ask; when nobody can store anything, 503.
        """
        for used, answer in (
            (50, (200, "ready\n")),
            (90, (200, "ready; the disk quota is nearly used up\n")),
            (100, (200, "ready; the disk quota is nearly used up\n")),
            (105, (503, "the disk quota is used up; nobody can store anything\n")),
        ):
            listener = Listener(with_limits(disk_bytes=100))
            listener.node.monitoring._sources.disk_quota.update(DiskUse(used, 10**9))
            self.assertEqual(scrape(listener, "/ready")[::2], answer)

    def test_other_methods_and_paths(self) -> None:
        listener = Listener()
        self.assertEqual(scrape(listener, "/")[0], 404)
        for method, status in ((b"POST", b"405"), (b"OPTIONS", b"204"), (b"HEAD", b"200")):
            for path in (b"/live", b"/ready"):
                answer = listener.request(method + b" " + path + b" HTTP/1.1\r\nHost: a\r\n\r\n")
                self.assertEqual(answer.split()[1], status, (method, path))


class HistogramTests(SynchronousTestCase):
    def test_durations_are_counted_up_to_their_bound(self) -> None:
        """
        A bound belongs to what is below it, as Prometheus has it.
        """
        histogram = Histogram((0.1, 1.0))
        for seconds in (0.05, 0.1, 0.5, 3.0):
            histogram.add_duration(seconds)
        histogram.add_duration(1.0, 2)
        self.assertEqual((histogram.counts, histogram.total), ([2, 3, 1], 5.65))


class MetricsSettingsTests(SynchronousTestCase):
    def test_digits_mean_this_machine_alone(self) -> None:
        for port, ports in (
            ("", ()),
            (9464, ("tcp:9464:interface=127.0.0.1",)),
            (("9464", "unix:/run/m"), ("tcp:9464:interface=127.0.0.1", "unix:/run/m")),
            ("tcp:9464", ("tcp:9464",)),
        ):
            self.assertEqual(replace(MetricsSettings(), port=port).ports, ports)


async def _added(people: Any, key: ApiKey) -> None:
    await people.add_key(key, AuditEntry(action="create_key", by=OPERATOR.who, time=1))
