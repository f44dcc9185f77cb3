"""
The daemon's life: start in order, stop in order.
"""

from typing import Any

from msgspec.structs import replace
from twisted.internet.defer import Deferred
from twisted.internet.error import CannotListenError
from twisted.internet.testing import MemoryReactorClock
from twisted.logger import LogLevel, formatEvent, globalLogPublisher
from twisted.trial.unittest import SynchronousTestCase

from chatd.server.listen import Endpoint
from chatd.server.service import HURRIED_SECONDS, WAVES_LEAST, ChatService
from chatd.server.settings import Settings
from tests.support.memory_node import Browser, Listener, with_limits, with_server
from tests.support.wsclient import CLOSE, TEXT, handshake, mask

NO_ADMIN = "there is no administrator yet; make one with: chatd user add NAME --admin"


def no_ipv6(number: int, backlog: int) -> None:
    """
    No socket: there is no IPv6 here.
    """


class StandingReactor(MemoryReactorClock):
    """
    A reactor without network that notes whether it was stopped.
    """

    stopped = False
    taken: tuple[int, ...] = ()

    def listenTCP(self, port: int, factory: Any, backlog: int = 50, interface: str = "") -> Any:  # noqa: N802
        """
        See `IReactorTCP`; some ports are taken.
        """
        if port in self.taken:
            raise CannotListenError(interface, port, OSError(98, "Address already in use"))
        listening = super().listenTCP(port, factory, backlog, interface)
        listening.reading = True
        listening.startReading = lambda: setattr(listening, "reading", True)
        listening.stopReading = lambda: setattr(listening, "reading", False)
        return listening

    def stop(self) -> None:
        """
        See `IReactorCore`.
        """
        self.stopped = True


class ServiceTests(SynchronousTestCase):
    def begin(self, settings: Settings | None = None, *, taken: tuple[int, ...] = (), link: bool = False) -> None:
        """
        Start a service; what it logs is in `lines`.
        """
        self.reactor: Any = StandingReactor()
        self.reactor.taken = taken
        numbers = iter(range(1000))
        settings = settings or Settings()
        settings = replace(settings, auth=replace(settings.auth, first_admin_link=link))
        self.listener = Listener(settings, lambda: next(numbers) / 1000, self.reactor)
        ports = self.listener.node.settings.server.ports
        self.service = ChatService(
            self.reactor, self.listener.node, [Endpoint(self.reactor, port, no_ipv6) for port in ports]
        )
        self.events: list[dict[str, Any]] = []
        observer: Any = self.events.append
        globalLogPublisher.addObserver(observer)
        self.addCleanup(globalLogPublisher.removeObserver, observer)
        self.service.privilegedStartService()
        self.service.startService()

    def lines(self) -> list[str]:
        """
        What has been logged.
        """
        return [formatEvent(event) for event in self.events if str(event.get("log_namespace")).startswith("chatd")]

    def run_for(self, seconds: float) -> None:
        """
        Let time pass in small steps, each with what the reactor would do.
        """
        for _ in range(round(seconds * 20)):
            self.reactor.advance(0.05)
            self.listener.turn()

    def answer_closes(self, browsers: list[Browser]) -> list[list[Any]]:
        """
        Answer every close frame, as a client does; gives the frames of each.
        """
        found = []
        for browser in browsers:
            frames = browser.frames()
            if frames and frames[-1].opcode == CLOSE:
                browser.send(CLOSE, frames[-1].payload[:2])
            found.append(frames)
        return found


class StartTests(ServiceTests):
    def test_link_for_the_first_administrator_is_logged(self) -> None:
        """
        Once, and it is the one that works.
        """
        self.begin(link=True)
        (line,) = [line for line in self.lines() if "#/invitation/" in line]
        token = line.split("#/invitation/")[1].split()[0]
        first_admin = self.listener.node.authentication.first_admin
        self.assertEqual([first_admin.claim_link(token) for _ in range(2)], [True, False])

    def test_every_address_is_listened_on_and_logged_with_its_url(self) -> None:
        """
        One line each.
        """
        self.begin(with_server(port=("8080", "tcp:8081"), io_uring=False))
        self.assertEqual([server[0] for server in self.reactor.tcpServers], [8080, 8081])
        self.reactor.run()
        self.assertEqual(
            self.lines(), [NO_ADMIN, "listening on http://localhost:8080/", "listening on http://localhost:8081/"]
        )

    def test_no_address_is_logged_before_signals_are_handled(self) -> None:
        """
        That is when the reactor runs: who waits for the line may stop the daemon at once.
        """
        self.begin(with_server(port=("8080",), io_uring=False))
        self.assertEqual(self.lines(), [NO_ADMIN])

    def test_address_that_was_taken_meanwhile_stops_the_daemon_with_one_line(self) -> None:
        self.begin(with_server(port=("8080", "8081")), taken=(8081,))
        self.assertTrue(any("cannot listen on 8081: already in use" in line for line in self.lines()))
        self.assertEqual([e.get("log_failure") for e in self.events if e["log_level"] is LogLevel.critical], [None])
        self.reactor.run()
        self.assertTrue(self.reactor.stopped)

    def test_sweep_runs_every_second(self) -> None:
        """
        Deadlines hold without a timer for each.
        """
        self.begin()
        wire = self.listener.connect()
        self.run_for(11)
        self.assertTrue(wire.gone)

    def test_sweep_that_fails_stops_the_daemon(self) -> None:
        """
        A server without deadlines would be a danger; a supervisor starts it anew.
        """
        self.begin()
        broken: Any = self.listener.node.presence
        broken.expire_grace = lambda: 1 / 0
        self.run_for(2)
        self.assertTrue(self.reactor.stopped)
        self.assertEqual(len(self.flushLoggedErrors(ZeroDivisionError)), 1)


class StopTests(ServiceTests):
    def stop(self) -> Deferred[None]:
        """
        As SIGTERM does.
        """
        return self.service.stopService()

    def test_idle_daemon_stops_at_once(self) -> None:
        """
        And says what it has done.
        """
        self.begin()
        self.successResultOf(self.stop())
        self.assertEqual(self.lines()[-1], "stopped: 0 connections, 0 messages, 0 deliveries")

    def test_everybody_is_told_when_to_come_back(self) -> None:
        """
        Each at a moment of their own, when another process may listen.
        """
        self.begin()
        people = [self.listener.enter(f"p{n}") for n in range(3)]
        plain = self.listener.open(protocol=None)
        self.run_for(1)
        for browser in (*people, plain):
            browser.frames()
        stopping = self.stop()
        answers = self.answer_closes([*people, plain])
        waits = [int(frames[-2].payload.partition(b'"retry_after":')[2][:-1]) for frames in answers[:3]]
        self.assertEqual(len(set(waits)), 3)
        self.assertTrue(all(1500 <= wait < 2600 for wait in waits))
        self.assertEqual([frames[-1].code for frames in answers], [4012] * 4)
        self.assertEqual(answers[3][-2].payload, b"Disconnected from server!")
        self.run_for(0.2)
        self.successResultOf(stopping)

    def test_message_on_its_way_is_answered_before_the_good_bye(self) -> None:
        self.begin()
        ann, bob = self.listener.enter("ann"), self.listener.enter("bob")
        self.run_for(1)
        self.answer_closes([ann, bob])
        ann.wire.receive(mask(TEXT, b'{"type":"say","room":"lobby","text":"last","ref":1}'))
        stopping = self.stop()
        self.run_for(0.1)
        heard = self.answer_closes([ann, bob])
        self.assertIn(b'"ok"', heard[0][0].payload)
        self.assertIn(b'"last"', heard[1][0].payload)
        self.assertEqual([frames[-1].code for frames in heard], [4012, 4012])
        self.run_for(0.2)
        self.successResultOf(stopping)

    def test_nobody_appears_to_leave(self) -> None:
        """
        Presence sends no changes during a shutdown.
        """
        self.begin()
        ann, bob = self.listener.enter("ann"), self.listener.enter("bob")
        self.run_for(1)
        ann.frames()
        bob.wire.hang_up()
        self.stop()
        self.run_for(3)
        self.assertNotIn(b"presence", b"".join(frame.payload for frame in ann.frames()))

    def test_peer_that_never_answers_is_cut_off(self) -> None:
        """
        A stop takes seconds, not for ever.
        """
        self.begin()
        ann = self.listener.enter("ann")
        stopping = self.stop()
        self.run_for(2)
        self.assertNoResult(stopping)
        self.run_for(1)
        self.successResultOf(stopping)
        self.assertTrue(ann.wire.aborted)

    def test_many_are_closed_in_waves(self) -> None:
        """
        A stampede helps nobody.
        """
        self.begin(with_limits(websockets_per_address=1000))
        people = [self.listener.open() for _ in range(2 * WAVES_LEAST + 50)]
        for browser in people:
            browser.frames()
        stopping = self.stop()
        told = []
        for _ in range(3):
            told.append(sum(bool(frames) for frames in self.answer_closes(people)))
            self.run_for(0.1)
        self.assertEqual(told, [WAVES_LEAST, WAVES_LEAST, 50])
        self.run_for(0.5)
        self.successResultOf(stopping)

    def test_idle_http_connections_are_closed_at_once(self) -> None:
        """
        Also those that have sent nothing; none becomes a WebSocket any more.
        """
        self.begin()
        ann = self.listener.enter("ann")
        front, http, late = (self.listener.connect() for _ in range(3))
        http.receive(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        late.receive(b"GET /")
        self.stop()
        late.receive(b"ws HTTP/1.1" + handshake().partition(b" HTTP/1.1")[2])
        self.listener.turn()
        self.assertTrue(front.gone and http.gone and late.gone)
        self.assertIn(b"503", late.take().partition(b"\r\n")[0])
        self.assertFalse(ann.wire.gone)
        self.run_for(3)

    def test_request_that_has_begun_is_answered_and_readiness_has_ended(self) -> None:
        """
        The answer is the last of its connection.
        """
        self.begin()
        http = self.listener.connect()
        http.receive(b"GET /ready HTTP/1.1\r\n")
        stopping = self.stop()
        self.assertNoResult(stopping)
        http.receive(b"Host: a\r\n\r\n")
        self.listener.turn()
        answer = http.take()
        self.assertEqual(answer.partition(b"\r\n")[0], b"HTTP/1.1 503 Service Unavailable")
        self.assertIn(b"Connection: close", answer)
        self.assertTrue(answer.endswith(b"\r\n\r\ndraining\n"))
        self.assertTrue(http.gone)
        self.run_for(0.1)
        self.successResultOf(stopping)

    def test_request_that_is_never_whole_is_cut_off(self) -> None:
        self.begin()
        http = self.listener.connect()
        http.receive(b"GET /")
        stopping = self.stop()
        self.run_for(3)
        self.successResultOf(stopping)
        self.assertTrue(http.gone)

    def test_second_request_to_stop_closes_all_at_once(self) -> None:
        """
        Each is told when to come back, and has what it was sent; nobody's close is waited for.
        """
        self.begin(with_limits(websockets_per_address=1000))
        people = [self.listener.open() for _ in range(2 * WAVES_LEAST + 50)]
        for browser in people:
            browser.frames()
        stopping = self.stop()
        self.service.hurry()
        self.run_for(0.2)
        for browser in people:
            self.assertEqual(browser.frames()[-1].code, 4012)
            self.assertTrue(browser.wire.gone)
            self.assertFalse(browser.wire.aborted)
        self.successResultOf(stopping)

    def test_message_on_its_way_is_answered_in_a_hurry_too(self) -> None:
        """
        However often one asks.
        """
        self.begin()
        ann = self.listener.enter("ann")
        self.run_for(1)
        ann.frames()
        ann.wire.receive(mask(TEXT, b'{"type":"say","room":"lobby","text":"last","ref":1}'))
        stopping = self.stop()
        for _ in range(3):
            self.service.hurry()
        self.run_for(0.1)
        self.assertIn(b'"ok"', ann.frames()[0].payload)
        self.successResultOf(stopping)
        self.assertEqual(self.lines()[-1], "stopped: 1 connections, 1 messages, 1 deliveries")

    def test_third_request_to_stop_waits_for_no_reader(self) -> None:
        """
        After the second they have half a second for their last bytes.
        """
        for hurries, seconds in ((1, HURRIED_SECONDS + 0.1), (2, 0.1)):
            self.begin()
            ann = self.listener.enter("ann")
            ann.wire.stalls = True
            stopping = self.stop()
            for _ in range(hurries):
                self.service.hurry()
            self.run_for(seconds)
            self.successResultOf(stopping)
            self.assertTrue(ann.wire.gone)

    def test_stop_that_goes_wrong_is_logged_and_ends(self) -> None:
        """
        A supervisor does not wait for ever.
        """
        self.begin()
        broken: Any = self.listener.node.front
        broken.close_http = lambda: 1 / 0
        self.successResultOf(self.stop())
        self.assertEqual(len(self.flushLoggedErrors(ZeroDivisionError)), 1)
