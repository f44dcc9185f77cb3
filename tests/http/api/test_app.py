"""
One place for what goes wrong: every refusal is a problem document, every fault is logged and tells nothing.
"""

from http import HTTPStatus

from twisted.internet.defer import Deferred
from werkzeug.exceptions import BadRequest, MethodNotAllowed

from chatd.auth.tokens import KEY
from chatd.domain.accounts import Principal
from chatd.domain.events import User
from chatd.errors import CODES, Refusal
from chatd.http.problems import STATUSES, document, problem, translated
from tests.auth.people import Later, Town
from tests.http.api.visitor import ApiTestCase

ANNA = {"name": "Anna", "password": "correct horse"}


class ProblemTests(ApiTestCase):
    def test_every_code_has_a_status(self) -> None:
        """
        Each problem type also has a title.
        """
        self.assertEqual(set(STATUSES), set(CODES))
        for code in CODES:
            found, fields = document(Refusal(code))
            self.assertEqual(found.title, HTTPStatus(STATUSES[code]).phrase)
            self.assertEqual(found.detail, CODES[code])
            self.assertEqual(("WWW-Authenticate", "Bearer") in fields, found.status == 401)

    def test_all_that_is_known_is_told(self) -> None:
        """
        The field, the end of a sanction, the time to wait: rounded up to seconds in the head.
        """
        found, fields = document(Refusal("banned", field="user", until=12, retry_after=1001))
        self.assertEqual((found.status, found.field, found.until, found.retry_after), (403, "user", 12, 1001))
        self.assertEqual(fields, [("Retry-After", "2")])

    def test_what_werkzeug_says_is_translated(self) -> None:
        for error, code in ((BadRequest(), "invalid"), (MethodNotAllowed(), "invalid"), (RuntimeError(), None)):
            refusal = translated(error)
            self.assertEqual(refusal.code if refusal is not None else None, code)

    def test_request_that_is_none_has_a_document_too(self) -> None:
        """
        By its status.
        """
        for status, code in ((400, "invalid"), (413, "too_large"), (431, "too_large"), (500, "internal")):
            self.assertIn(f'"code":"{code}"', problem(status, "words"))


class PathTests(ApiTestCase):
    def test_unknown_path_is_not_found(self) -> None:
        """
        Nor is one that is written in another way.
        """
        for path in (
            "/api",
            "/api/",
            "/api/x",
            "/api/site/",
            "/api//site",
            "/api/./site",
            "/api/sessions/a/b",
            "/api/%00",
            "/api/<script>",
            "/api/site;x",
        ):
            reply = self.anna.ask("GET", path)
            self.wrong(reply, 404, "not_found")
            self.assertEqual(reply.field("location"), "")

    def test_page_is_where_it_was(self) -> None:
        for path in ("/", "/apis", "/API/site", "/%61pi/site", "/x/api/site"):
            self.assertEqual(self.anna.ask("GET", path).field("content-type"), "text/html; charset=utf-8", path)

    def test_wrong_method_is_told_the_right_ones(self) -> None:
        """
        405, with Allow.
        """
        for method, path, allowed in (
            ("PUT", "/api/session", "DELETE, GET, HEAD, OPTIONS, POST"),
            ("POST", "/api/site", "GET, HEAD, OPTIONS"),
            ("GET", "/api/account", "DELETE, OPTIONS, PATCH, POST"),
        ):
            reply = self.anna.ask(method, path)
            self.wrong(reply, 405, "invalid", "method")
            self.assertEqual(reply.field("allow"), allowed)

    def test_methods_of_a_path_can_be_asked_for(self) -> None:
        """
        204 with Allow, without a proof of origin; 404 where there is nothing.
        """
        reply = self.anna.ask("OPTIONS", "/api/account/reset", origin=None)
        self.assertEqual((reply.status, reply.raw, reply.field("allow")), (204, b"", "OPTIONS, POST"))
        self.wrong(self.anna.ask("OPTIONS", "/api/none"), 404, "not_found")

    def test_methods_that_are_done_nowhere_are_501(self) -> None:
        """
        With a problem document too.
        """
        for method in ("TRACE", "get", "BREW"):
            self.wrong(self.anna.ask(method, "/api/site"), 501, "invalid")

    def test_head_is_get_without_a_body(self) -> None:
        """
        With the same length.
        """
        get, head = (self.anna.ask(method, "/api/site") for method in ("GET", "HEAD"))
        self.assertEqual((head.status, head.raw), (200, b""))
        self.assertEqual(head.fields | {"date": []}, get.fields | {"date": []})
        self.assertEqual(self.anna.ask("HEAD", "/api/x").status, 404)

    def test_unreadable_request_is_refused(self) -> None:
        """
        With a document, without a word in the log.
        """
        for path, fields in (
            ("/api/%ff", {}),
            ("/api/%ed%a0%80", {}),
            ("/api/site", {"host": "a..b"}),
            ("/api/site", {"host": "x" * 64}),
            ("/api/site", {"host": "\udcff"}),
            ("/api/site", {"host": "\u00e9"}),
        ):
            self.wrong(self.anna.ask("GET", path, **fields), 400, "invalid")

    def test_unreadable_method_is_refused(self) -> None:
        """
        On a connection that has been used before, nobody has looked at it yet.
        """
        reply = self.anna.ask("G\udcffT", "/api/site")
        self.assertEqual(reply.status, 400)


class BudgetTests(ApiTestCase):
    def test_whoever_asks_pays_for_it(self) -> None:
        """
        One budget for all doors; what nobody has to be known for costs no user anything.
        """
        made = self.anna.ask("POST", "/api/account", ANNA)
        self.assertEqual(self.anna.ask("GET", "/api/sessions").status, 200)
        self.assertEqual(self.paid, [made.body["user"]["id"]])
        self.budget = 1
        reply = self.anna.ask("PATCH", "/api/account", {"name": "Anne"})
        self.wrong(reply, 429, "rate_limited")
        self.assertEqual(reply.field("retry-after"), "2")
        self.assertEqual(self.anna.ask("GET", "/api/site").body["signed_in"]["user"]["name"], "Anna")


class BodyTests(ApiTestCase):
    def test_body_is_json(self) -> None:
        """
        A form that another site's page could send is none.
        """
        for media in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "json"):
            reply = self.anna.ask("POST", "/api/session", ANNA, content_type=media)
            self.wrong(reply, 415, "invalid", "content-type")
        form = self.anna.ask("POST", "/api/session", raw=b"name=x", content_type="application/x-www-form-urlencoded")
        self.wrong(form, 415, "invalid", "content-type")
        reply = self.anna.ask("POST", "/api/session", ANNA, content_type="Application/JSON; charset=utf-8")
        self.assertEqual(reply.status, 401)

    def test_what_is_wrong_is_named(self) -> None:
        for raw, field in (
            (b"", "body"),
            (b"{", "body"),
            (b"null", "body"),
            (b"[]", "body"),
            (b"{}", "name"),
            (b'{"name":"x"}', "password"),
            (b'{"name":1,"password":"x"}', "name"),
            (b'{"name":"x","password":null}', "password"),
            (b'{"name":"x","password":"x","more":1}', "more"),
            (b'{"name":"x\xff","password":"x"}', "body"),
            (b'{"name":"\\ud800","password":"long enough"}', "body"),
            (b"[" * 10000, "body"),
            (b'{"name":' + b"[" * 10000 + b"]" * 10000 + b"}", "name"),
            (b'{"name":"x","password":"x"} {}', "body"),
        ):
            reply = self.anna.ask("POST", "/api/session", raw=raw, content_type="application/json")
            self.assertEqual(reply.status, 400 if len(raw) < 16385 else 413, raw)
            if reply.status == 400:
                self.wrong(reply, 400, "invalid", field)
        self.assertEqual(self.town.hasher.calls, [])

    def test_nesting_breaks_nothing(self) -> None:
        """
        As deep as the longest body can be.
        """
        for raw in (b'{"x":' * 3000, b'{"name":' * 2000, b'{"x":' + b"[" * 16000):
            self.assertEqual(self.anna.ask("POST", "/api/session", raw=raw).status, 400)

    def test_too_long_body_is_not_waited_for(self) -> None:
        """
        Its announcement is enough.
        """
        wire = self.anna.begin("POST", "/api/session", raw=b"x", content_length="1000000")
        self.wrong(self.anna.heard(wire), 413, "too_large", "body")
        self.assertTrue(wire.disconnecting)

    def test_nothing_is_reflected_raw(self) -> None:
        """
        What comes back of a request is JSON, and no browser takes it for a page.
        """
        reply = self.anna.ask("POST", "/api/session", {"<img src=x onerror=alert(1)>": 1})
        self.assertEqual(
            (reply.field("content-type"), reply.field("x-content-type-options")),
            (
                "application/problem+json",
                "nosniff",
            ),
        )

    def test_answers_stay_here(self) -> None:
        """
        No cache keeps them, no other site reads them.
        """
        self.join(self.anna)
        for path in ("/api/site", "/api/session", "/api/x", "/api/sessions"):
            reply = self.anna.ask("GET", path, origin="https://evil.example")
            self.assertEqual(reply.field("cache-control"), "no-store")
            self.assertEqual(reply.field("cross-origin-resource-policy"), "same-origin")
            self.assertEqual(reply.field("access-control-allow-origin"), "")


class FaultTests(ApiTestCase):
    def test_fault_is_logged_and_not_told(self) -> None:
        """
        500, without a word of what happened.
        """
        root = self.administrator()
        self.town.broken = RuntimeError("secret words")
        reply = root.ask("POST", "/api/invitations")
        self.wrong(reply, 500, "internal")
        self.assertNotIn(b"secret", reply.raw)
        self.assertEqual(len(self.flushLoggedErrors(RuntimeError)), 1)

    def test_fault_in_the_way_to_an_endpoint_is_one_too(self) -> None:
        """
        Whatever a library makes of a request.
        """

        def broken(*args: object, **more: object) -> bytes:
            raise RuntimeError("secret words")

        self.patch(self.api._cors, "fields", broken)
        reply = self.anna.ask("GET", "/api/site")
        self.wrong(reply, 500, "internal")
        self.assertNotIn(b"secret", reply.raw)
        self.assertEqual(len(self.flushLoggedErrors(RuntimeError)), 1)


class GoneTests(ApiTestCase):
    """
    Whoever asks for something and leaves.
    """

    def setUp(self) -> None:
        """
        Hashing takes as long as the test likes.
        """
        super().setUp()
        self.later = Later()
        self.settle(Town(work=self.later))

    def test_what_was_begun_is_done(self) -> None:
        """
        Nothing is logged, and the account is there.
        """
        wire = self.anna.begin("POST", "/api/account", ANNA)
        wire.hang_up()
        self.later.work()
        found = self.do(self.town.people.list_accounts(limit=5))
        self.assertEqual([account.name for account in found], ["Anna"])
        self.assertEqual(wire.value(), b"")

    def test_client_may_leave_while_its_key_is_looked_up(self) -> None:
        """
        What it asked for is done all the same; nothing is logged.
        """
        found: Deferred[None] = Deferred()

        async def late(token: str) -> Principal:
            await found
            return Principal(User("k.shop", "shop"), "key")

        self.patch(self.town.keys, "recognise", late)
        wire = self.anna.begin("GET", "/api/session", Authorization=f"Bearer {KEY}{'a' * 43}")
        wire.hang_up()
        found.callback(None)
        self.assertEqual(self.flushLoggedErrors(), [])

    def test_refusal_that_nobody_waits_for_is_nothing(self) -> None:
        """
        A wrong password of somebody who has left.
        """
        wire = self.anna.begin("POST", "/api/session", ANNA)
        wire.hang_up()
        self.later.work()
        self.assertEqual(self.flushLoggedErrors(), [])

    def test_fault_that_nobody_waits_for_is_logged(self) -> None:
        """
        The client has closed the connection before the fault.
        """
        wire = self.anna.begin("POST", "/api/account", ANNA)
        wire.hang_up()
        self.town.cookies._secret = lambda: None  # type: ignore[assignment,return-value]
        self.later.work()
        self.assertEqual(len(self.flushLoggedErrors(TypeError)), 1)

    def test_leaving_frees_no_place_in_the_queue(self) -> None:
        """
        Passwords of people who have left are hashed too, and counted until they are.
        """
        for number in range(8):
            self.anna.begin("POST", "/api/session", ANNA | {"name": f"N{number}"}).hang_up()
        self.wrong(self.anna.ask("POST", "/api/session", ANNA), 503, "unavailable")
        self.later.work()
        wire = self.anna.begin("POST", "/api/session", ANNA)
        self.assertEqual(wire.value(), b"")
