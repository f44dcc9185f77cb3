"""
A plain request at the WebSocket's path tells a page whether its origin is allowed, and nothing else.
"""

import json
from typing import Any

from twisted.logger import LogEvent, globalLogPublisher
from twisted.trial.unittest import SynchronousTestCase

from tests.support.memory_node import Listener, with_limits, with_server


class ReachabilityTests(SynchronousTestCase):
    def setUp(self) -> None:
        self.listener = Listener(with_server(origins=("https://blog.example",)))

    def ask(self, *fields: str, target: str = "/ws", method: str = "GET") -> tuple[int, dict[str, str], Any]:
        """
        The status, the fields by their names in lower case, and the body as JSON, or as bytes if it is none.
        """
        lines = (f"{method} {target} HTTP/1.1", "Host: chat.example:8080", *fields, "", "")
        answer = self.listener.request("\r\n".join(lines).encode())
        head, _, body = answer.partition(b"\r\n\r\n")
        first, *rest = head.decode().split("\r\n")
        named = {name.lower(): value for name, _, value in (line.partition(": ") for line in rest)}
        return int(first.split()[1]), named, json.loads(body) if body.startswith(b"{") else body

    def allowed(self, *fields: str, target: str = "/ws") -> Any:
        """
        What the answer says of the origin.
        """
        return self.ask(*fields, target=target)[2]["origin_allowed"]

    def test_upgrade_is_required_and_any_page_may_read_so(self) -> None:
        """
        426 with the protocol to upgrade to (RFC 9110, section 15.5.22).
        """
        status, fields, body = self.ask()
        self.assertEqual((status, fields["upgrade"], fields["access-control-allow-origin"]), (426, "websocket", "*"))
        self.assertEqual(fields["cache-control"], "no-store")
        self.assertEqual(set(body), {"protocol", "origin_allowed", "detail"})
        self.assertNotIn("access-control-allow-credentials", fields)
        self.assertEqual(self.ask(method="HEAD")[::2], (426, b""))
        self.assertEqual(self.ask("Content-Length: 0", method="POST")[0], 405)
        self.assertEqual(self.ask(method="OPTIONS")[0], 204)

    def test_it_tells_what_a_handshake_would_be_told(self) -> None:
        """
        The page's own host, a listed origin, others.
        """
        for origin, allowed in (
            ("https://chat.example", True),
            ("http://chat.example:3000", True),
            ("https://blog.example", True),
            ("https://evil.example", False),
            ("null", False),
        ):
            self.assertEqual(self.allowed(f"Origin: {origin}"), allowed, origin)
        self.assertTrue(self.allowed())

    def test_page_of_the_server_names_its_origin_in_the_query(self) -> None:
        """
        A browser sends it no Origin: behind a proxy that does not pass on Host, a handshake would be refused.
        """
        named = "/ws?origin=https%3A%2F%2Fwww.example"
        self.assertFalse(self.allowed("Sec-Fetch-Site: same-origin", target=named))
        self.assertFalse(self.allowed(target=named))
        self.assertTrue(self.allowed(target="/ws?origin=https%3A%2F%2Fchat.example"))
        self.assertFalse(self.allowed(target="/ws?origin=a&origin=b"))

    def test_page_of_another_site_learns_of_its_own_origin_only(self) -> None:
        """
        The origin that the browser names counts, and never the query.
        """
        named = "/ws?origin=https%3A%2F%2Fblog.example"
        self.assertFalse(self.allowed("Origin: https://evil.example", target=named))
        unlisted = "/ws?origin=https%3A%2F%2Fevil.example"
        self.assertTrue(self.allowed("Sec-Fetch-Site: cross-site", target=unlisted))

    def test_handshake_that_lost_its_upgrade_is_logged_once(self) -> None:
        """
        That is what a proxy makes of it that does not pass the fields on.
        """
        seen: list[LogEvent] = []
        observe: Any = seen.append
        globalLogPublisher.addObserver(observe)
        self.addCleanup(globalLogPublisher.removeObserver, observe)
        self.ask()
        self.assertEqual(seen, [])
        for _ in range(2):
            self.ask("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13", "Connection: close")
        warnings = [event for event in seen if "Upgrade" in event.get("log_format", "")]
        self.assertEqual(len(warnings), 1)

    def test_strange_queries_are_no_fault(self) -> None:
        """
        Nothing of them is looked at but an origin.
        """
        for query in ("%zz&&==", "origin", "origin=%ff%00", "a=1&" * 50, "origin=" + "x" * 5000):
            status, _, body = self.ask(target=f"/ws?{query}")
            self.assertEqual((status, set(body)), (426, {"protocol", "origin_allowed", "detail"}))

    def test_page_of_another_site_may_read_that_the_server_is_full(self) -> None:
        answer = Listener(with_limits(connections=0)).request(b"GET /ws HTTP/1.1\r\nHost: a\r\n\r\n")
        self.assertIn(b"HTTP/1.1 503 ", answer)
        self.assertIn(b"\r\nAccess-Control-Allow-Origin: *\r\n", answer)

    def test_a_busy_server_says_so_as_to_a_handshake(self) -> None:
        """
        Else a full server would be taken for a proxy that refuses upgrades.
        """
        self.assertEqual(self.ask()[0], 426)
        self.listener.front.begin_draining()
        self.assertEqual(self.ask()[0], 503)
        self.listener = Listener(with_limits(websockets_per_address=1, websockets_per_second=1))
        first = self.listener.open()
        status, fields, _ = self.ask()
        self.assertEqual((status, fields["access-control-allow-origin"]), (429, "*"))
        first.wire.hang_up()
        self.listener.wait(2)
        # Asking takes nothing from the budget.
        self.assertEqual([self.ask()[0] for _ in range(5)], [426] * 5)
        self.listener.open().wire.hang_up()
        self.assertEqual(self.ask()[0], 429)
        self.assertIn("retry-after", self.ask()[1])
