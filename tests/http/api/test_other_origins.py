"""
Pages of other origins, with a token; and pages under host names that are not served.
"""

from tests.http.api.visitor import HOME, ApiTestCase, Reply

SHOP = "https://shop.example"
STRANGER = "https://stranger.example"
BEARER = "Bearer chatd_unknown"


class OtherOriginTests(ApiTestCase):
    """
    The shop is listed.
    """

    origins = (SHOP,)

    def preflight(self, origin: str, path: str = "/api/rooms/news/messages") -> Reply:
        """
        What a browser asks before a request with a token.
        """
        return self.anna.ask(
            "OPTIONS",
            path,
            origin=origin,
            access_control_request_method="POST",
            access_control_request_headers="authorization,content-type",
        )

    def test_preflight_of_a_listed_origin_is_allowed(self) -> None:
        reply = self.preflight(SHOP)
        self.assertEqual(reply.status, 204)
        self.assertEqual(reply.field("access-control-allow-origin"), SHOP)
        self.assertIn("X-Request-Id", reply.field("access-control-expose-headers").split(", "))
        self.assertEqual(reply.field("access-control-allow-methods"), "GET, HEAD, OPTIONS, POST")
        self.assertLessEqual(
            {"Authorization", "Content-Type", "Idempotency-Key"},
            set(reply.field("access-control-allow-headers").split(", ")),
        )
        self.assertGreater(int(reply.field("access-control-max-age")), 0)
        self.assertEqual(reply.field("vary"), "Origin")
        self.assertNotIn("access-control-allow-credentials", reply.fields)

    def test_preflight_of_another_origin_gets_nothing(self) -> None:
        for origin in (STRANGER, "null", "https://shop.example.evil.example", "http://shop.example", HOME):
            reply = self.preflight(origin)
            self.assertEqual([name for name in reply.fields if name.startswith("access-control")], [], origin)
            self.assertEqual(reply.field("vary"), "Origin")

    def test_answers_and_problems_can_be_read_by_a_listed_origin(self) -> None:
        for origin, seen in ((SHOP, SHOP), (STRANGER, "")):
            for path in ("/api/site", "/api/rooms", "/api/nothing"):
                reply = self.anna.ask("GET", path, origin=origin, authorization=BEARER)
                self.assertEqual(reply.field("access-control-allow-origin"), seen, path)
                self.assertNotIn("access-control-allow-credentials", reply.fields)

    def test_cookie_does_not_count_from_another_origin(self) -> None:
        """
        Also if a browser sends it, as it does from another port of the host; neither alone nor beside a token.
        """
        self.anna.ask("POST", "/api/account", {"name": "Anna", "password": "correct horse"})
        self.assertEqual(self.anna.ask("GET", "/api/session").status, 200)
        self.assertEqual(self.anna.ask("GET", "/api/session", origin=HOME).status, 200)
        for origin in (SHOP, "http://chat.example.org:3000"):
            self.assertEqual(self.anna.ask("GET", "/api/session", origin=origin).status, 401)
            self.assertIsNone(self.anna.ask("GET", "/api/site", origin=origin).body["signed_in"])
            reply = self.anna.ask("DELETE", "/api/session", origin=origin, authorization=BEARER)
            self.assertEqual(reply.status, 401)
        self.assertEqual(self.anna.ask("GET", "/api/session").status, 200)

    def test_page_of_another_origin_signs_nobody_in(self) -> None:
        reply = self.anna.ask("POST", "/api/session", {"name": "Anna", "password": "correct horse"}, origin=SHOP)
        self.assertEqual((reply.status, reply.body["field"]), (403, "origin"))


class HostTests(ApiTestCase):
    """
    Only one host name is served.
    """

    hosts = ("chat.example.org",)

    def test_made_up_token_opens_nothing_under_another_name(self) -> None:
        """
        A page under a name that was made to resolve to this server can send one.
        """
        for path in ("/api/site", "/api/tasks/x"):
            reply = self.anna.ask("GET", path, host="rebound.example", authorization=BEARER)
            self.assertEqual((reply.status, reply.body["field"]), (421, "host"))
        self.assertEqual(self.anna.ask("GET", "/api/site").status, 200)
        self.assertEqual(self.anna.ask("GET", "/api/site", host="127.0.0.1:8080", authorization=BEARER).status, 200)
