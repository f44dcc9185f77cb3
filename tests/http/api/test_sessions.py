"""
Signing in and out over HTTP, and what others could make of it.
"""

import re
from urllib.parse import quote

from chatd.auth.settings import AccountSettings
from chatd.domain.accounts import Scope
from chatd.http.cookies import session_token
from tests.auth.people import BOSS, Later, Town
from tests.http.api.visitor import HOST, ApiTestCase, Reply, Visitor

ANNA = {"name": "Anna", "password": "correct horse"}


class SiteTests(ApiTestCase):
    def test_page_learns_what_the_site_is(self) -> None:
        """
        Before anybody has signed in, and that nobody has.
        """
        reply = self.anna.ask("GET", "/api/site")
        self.assertEqual(reply.status, 200)
        self.assertEqual(
            reply.body,
            {
                "server": "chatd/0",
                "guests": True,
                "registration": "open",
                "name": 32,
                "password_least": 8,
                "login_url": "",
                "login_name": "",
                "signed_in": None,
            },
        )

    def test_page_learns_who_is_signed_in(self) -> None:
        """
        With the cookie, until that has ended.
        """
        user = self.join(self.anna)
        me = self.anna.ask("GET", "/api/site").body["signed_in"]
        self.assertEqual(
            me, {"user": {"id": user, "name": "Anna"}, "kind": "account", "admin": False, "expires": me["expires"]}
        )
        self.days(15)
        self.assertIsNone(self.anna.ask("GET", "/api/site").body["signed_in"])

    def test_wrong_cookie_is_nobody(self) -> None:
        for cookie in ("chatd_session=x", "chatd_session=", "other=1", ";;=;", "chatd_session=" + "x" * 5000):
            self.assertIsNone(self.anna.ask("GET", "/api/site", cookie=cookie).body["signed_in"], cookie)


class SessionPagesTests(ApiTestCase):
    def test_sessions_come_in_pages(self) -> None:
        """
        Each once, the one used last first; without a query the first hundred.
        """
        self.join(self.anna)
        for _ in range(4):
            self.days(0.1)
            self.visitor().ask("POST", "/api/session", ANNA)
        whole = self.anna.ask("GET", "/api/sessions").body
        self.assertEqual((len(whole["sessions"]), whole["more"], "next" in whole), (5, False, False))
        found, path = [], "/api/sessions?limit=2"
        for size in (2, 2, 1):
            page = self.anna.ask("GET", path).body
            self.assertEqual((len(page["sessions"]), page["more"]), (size, size == 2))
            found += page["sessions"]
            path = f"/api/sessions?limit=2&after={quote(page.get('next', ''))}"
        self.assertEqual(found, whole["sessions"])

    def test_what_is_no_cursor_is_refused(self) -> None:
        """
        With the name of the field; so is a limit that no page has.
        """
        self.join(self.anna)
        self.wrong(self.anna.ask("GET", "/api/sessions?after=x"), 400, "invalid", "after")
        for limit in ("-1", "101", "x"):
            self.wrong(self.anna.ask("GET", f"/api/sessions?limit={limit}"), 400, "invalid", "limit")


class SessionTests(ApiTestCase):
    def test_cookie_is_out_of_the_reach_of_scripts_and_other_sites(self) -> None:
        """
        HttpOnly, SameSite=Lax, for the whole host and no longer than the session; Secure only where TLS is known.
        """
        self.join(self.anna)
        line, known = self.visitor().ask("POST", "/api/session", ANNA).fields["set-cookie"]
        value, *flags = line.split("; ")
        self.assertRegex(value, "^chatd_session=chatd_session_.{43}$")
        self.assertEqual(flags, ["Max-Age=7776000", "Path=/", "HttpOnly", "SameSite=Lax"])
        value, *flags = known.split("; ")
        self.assertRegex(value, "^chatd_browser=chatd_browser_a[.]")
        self.assertEqual(flags, ["Max-Age=34560000", "Path=/", "HttpOnly", "SameSite=Strict"])

    def test_sign_in_answers_who_it_is(self) -> None:
        """
        In whatever case the name is typed.
        """
        user = self.join(self.anna)
        reply = self.visitor().ask("POST", "/api/session", ANNA | {"name": "aNNa"})
        self.assertEqual((reply.status, reply.body["user"]), (200, {"id": user, "name": "Anna"}))
        self.assertEqual((reply.body["admin"], reply.body["until"]), (False, self.town.now() + 90 * 86_400_000))

    def test_wrong_name_and_wrong_password_are_one(self) -> None:
        """
        Otherwise the answer would show which names exist.
        """
        self.join(self.anna)
        stranger = self.visitor()
        replies = [
            stranger.ask("POST", "/api/session", {"name": name, "password": "wrong horse"}) for name in ("Anna", "Ben")
        ]
        for reply in replies:
            self.wrong(reply, 401, "bad_token", "password")
            self.assertEqual(reply.field("set-cookie"), "")
        bodies = [re.sub(rb'"request_id":"[^"]+"', b"", reply.raw) for reply in replies]
        self.assertEqual(bodies[0], bodies[1])

    def test_sign_out_ends_this_session_alone(self) -> None:
        """
        The cookie is taken back, and is worth nothing to whoever has kept it.
        """
        self.join(self.anna)
        kept, phone = self.anna.cookie, self.visitor()
        phone.ask("POST", "/api/session", ANNA)
        reply = self.anna.ask("DELETE", "/api/session")
        self.assertEqual((reply.status, reply.raw, self.anna.cookie), (204, b"", ""))
        self.wrong(self.anna.ask("GET", "/api/session", cookie=kept), 401, "bad_token", "session")
        self.assertEqual(phone.ask("GET", "/api/session").status, 200)

    def test_browsers_are_listed(self) -> None:
        """
        The one used last first, with what it calls itself; `here` marks the one that asks.
        """
        self.join(self.anna)
        phone = self.visitor()
        self.days(1)
        phone.ask("POST", "/api/session", ANNA, user_agent="Phone/2")
        listed = self.anna.ask("GET", "/api/sessions").body["sessions"]
        shown = [(one["agent"], one["here"]) for one in sorted(listed, key=lambda one: str(one["agent"]))]
        self.assertEqual(shown, [("Browser/1", True), ("Phone/2", False)])
        self.assertEqual(set(listed[0]), {"id", "agent", "created", "used", "ends", "here"})
        self.assertNotIn(phone.cookie.partition("=")[2], str(listed))

    def test_another_browser_is_signed_out(self) -> None:
        """
        By its id; once more is as good, and so is one's own.
        """
        self.join(self.anna)
        phone = self.visitor()
        phone.ask("POST", "/api/session", ANNA)
        (there,) = [one["id"] for one in self.anna.ask("GET", "/api/sessions").body["sessions"] if not one["here"]]
        for _ in range(2):
            self.assertEqual(self.anna.ask("DELETE", f"/api/sessions/{there}").status, 204)
        self.wrong(phone.ask("GET", "/api/session"), 401, "bad_token", "session")
        (here,) = [one["id"] for one in self.anna.ask("GET", "/api/sessions").body["sessions"]]
        self.assertEqual((self.anna.ask("DELETE", f"/api/sessions/{here}").status, self.anna.cookie), (204, ""))

    def test_nobody_ends_the_session_of_another(self) -> None:
        """
        Not even with its id.
        """
        self.join(self.anna)
        ben = self.visitor()
        self.join(ben, "Ben")
        (session,) = [one["id"] for one in self.anna.ask("GET", "/api/sessions").body["sessions"]]
        self.assertEqual(ben.ask("DELETE", f"/api/sessions/{session}").status, 204)
        self.assertEqual(self.anna.ask("GET", "/api/session").status, 200)

    def test_everywhere_is_everywhere(self) -> None:
        """
        Or everywhere else, with `keep=here`.
        """
        self.join(self.anna)
        for _ in range(2):
            self.visitor().ask("POST", "/api/session", ANNA)
        self.assertEqual(self.anna.ask("DELETE", "/api/sessions?keep=here").body, {"ended": 2})
        self.assertEqual(self.anna.ask("GET", "/api/session").status, 200)
        self.wrong(self.anna.ask("DELETE", "/api/sessions?keep=there"), 400, "invalid", "keep")
        self.assertEqual(self.anna.ask("DELETE", "/api/sessions").body, {"ended": 1})
        self.assertEqual(self.anna.cookie, "")

    def test_slow_hash_holds_nobody_up(self) -> None:
        """
        While a password is looked at, others are answered; when it is done, so is its owner.
        """
        later = Later()
        self.settle(Town(work=later))
        wire = self.anna.begin("POST", "/api/session", ANNA)
        self.assertEqual(wire.value(), b"")
        self.assertEqual(self.visitor().ask("GET", "/api/site").status, 200)
        later.work()
        self.wrong(self.anna.heard(wire), 401, "bad_token", "password")

    def test_too_many_tries_are_told_when_to_come_back(self) -> None:
        """
        In milliseconds, and for programs that know HTTP in seconds.
        """
        self.settle(Town(AccountSettings(tries_burst=2, tries_per_minute=6.0)))
        for _ in range(2):
            self.wrong(self.anna.ask("POST", "/api/session", ANNA), 401, "bad_token", "password")
        reply = self.anna.ask("POST", "/api/session", ANNA)
        self.wrong(reply, 429, "rate_limited")
        self.assertEqual(int(reply.field("retry-after")), -(-reply.body["retry_after"] // 1000))
        self.assertEqual(self.visitor(host="192.0.2.2").ask("POST", "/api/session", ANNA | {"name": "B"}).status, 401)


class BearerTests(ApiTestCase):
    def test_key_says_who_it_is(self) -> None:
        """
        Without a cookie and without proof of an origin.
        """
        token = self.do(self.town.keys.create_key("shop", Scope({}), BOSS))[0]
        reply = self.anna.ask("GET", "/api/session", authorization=f"Bearer {token}")
        found = {"user": {"id": "k.shop", "name": "shop"}, "kind": "key", "admin": False, "expires": None}
        self.assertEqual((reply.status, reply.body), (200, found))

    def test_guest_says_who_it_is(self) -> None:
        """
        A guest's token is one of those that `login` takes.
        """
        token = self.guests.new_guest("~Gus")[1]
        reply = self.anna.ask("GET", "/api/session", authorization=f"bearer {token}")
        self.assertEqual((reply.body["kind"], reply.body["user"]["name"]), ("guest", "~Gus"))

    def test_token_goes_before_the_cookie(self) -> None:
        self.join(self.anna)
        self.wrong(self.anna.ask("GET", "/api/session", authorization="Bearer x"), 401, "bad_token", "token")
        self.assertEqual(self.anna.ask("GET", "/api/session", authorization="Basic eDp5").status, 200)

    def test_megabyte_is_refused_unread(self) -> None:
        """
        Longer than any token is none.
        """
        reply = self.anna.ask("GET", "/api/session", authorization="Bearer " + "x" * 9000)
        self.wrong(reply, 401, "bad_token", "token")

    def test_nobody_is_told_to_sign_in(self) -> None:
        """
        As HTTP has it: 401 with a challenge.
        """
        reply = self.anna.ask("GET", "/api/session")
        self.wrong(reply, 401, "login_required")
        self.assertEqual(reply.field("www-authenticate"), "Bearer")

    def test_key_is_no_cookie(self) -> None:
        """
        What an account does with itself takes its own browser.
        """
        token = self.do(self.town.keys.create_key("shop", Scope({}), BOSS))[0]
        for method, path in (("GET", "/api/sessions"), ("DELETE", "/api/sessions"), ("GET", "/api/accounts")):
            reply = self.anna.ask(method, path, authorization=f"Bearer {token}", origin=None)
            self.wrong(reply, 401, "login_required")
            reply = self.anna.ask(method, path, cookie=f"chatd_session={token}")
            self.wrong(reply, 401, "bad_token", "session")


class CrossSiteTests(ApiTestCase):
    """
    What another site's page makes somebody's browser send.
    """

    def test_login_of_another_page_is_refused(self) -> None:
        """
        Nobody is signed in as somebody else without knowing (login CSRF): no cookie, no attempt counted.
        """
        self.join(self.anna)
        victim = self.visitor(origin="https://evil.example")
        before = list(self.town.hasher.calls)
        self.wrong(victim.ask("POST", "/api/session", ANNA), 403, "forbidden", "origin")
        self.assertEqual((victim.cookie, self.town.hasher.calls), ("", before))

    def test_password_for_a_proxy_is_no_proof(self) -> None:
        """
        A browser that has it sends it along whichever page asks.
        """
        self.join(self.anna)
        victim = self.visitor(origin="https://evil.example")
        reply = victim.ask("POST", "/api/session", ANNA, authorization="Basic eDp5")
        self.wrong(reply, 403, "forbidden", "origin")

    def test_only_the_same_host_and_port_is_the_same_origin(self) -> None:
        """
        Another port is another program; the scheme is not known where TLS ends before us.
        """
        user = self.join(self.anna)
        strange = (
            "http://chat.example.org",
            "http://chat.example.org:8081",
            "http://example.org:8080",
            "http://chat.example.org.evil.example:8080",
            f"http://evil@{HOST}",
            "null",
            "file://",
            f"ftp://{HOST}",
            "http://[",
            f"http://{HOST}x",
        )
        for origin in strange:
            self.wrong(self.anna.ask("DELETE", "/api/session", origin=origin), 403, "forbidden", "origin")
        self.assertEqual(self.anna.ask("GET", "/api/session").body["user"]["id"], user)
        for origin in (f"https://{HOST}", f"http://{HOST.upper()}"):
            self.assertEqual(self.anna.ask("DELETE", "/api/sessions?keep=here", origin=origin).status, 200, origin)

    def test_default_port_goes_without_saying(self) -> None:
        """
        On either side.
        """
        self.join(self.anna)
        pairs = (
            ("chat.example.org", "https://chat.example.org"),
            ("chat.example.org:443", "https://chat.example.org"),
            ("chat.example.org", "http://chat.example.org:80"),
            ("[2001:db8::1]:8080", "http://[2001:db8::1]:8080"),
        )
        for host, origin in pairs:
            reply = self.anna.ask("DELETE", "/api/sessions?keep=here", host=host, origin=origin)
            self.assertEqual(reply.status, 200, (host, reply.raw))

    def test_browser_says_itself_where_a_request_comes_from(self) -> None:
        """
        Then that decides: behind a proxy that changes the Host, too.
        """
        self.join(self.anna)
        reply = self.anna.ask("DELETE", "/api/sessions?keep=here", origin="http://a", sec_fetch_site="same-origin")
        self.assertEqual(reply.status, 200)
        for site in ("cross-site", "same-site", "none"):
            self.wrong(self.anna.ask("DELETE", "/api/session", sec_fetch_site=site), 403, "forbidden", "sec-fetch-site")

    def test_request_without_a_proof_is_told_what_is_missing(self) -> None:
        """
        Whoever writes a script sees what to send.
        """
        self.join(self.anna)
        reply = self.anna.ask("DELETE", "/api/session", origin=None)
        self.wrong(reply, 403, "forbidden", "origin")
        self.assertIn("Sec-Fetch-Site", reply.body["detail"])
        self.wrong(
            self.anna.ask("DELETE", "/api/session", origin=None, authorization="Bearer x"), 403, "forbidden", "origin"
        )

    def test_every_endpoint_that_changes_something_asks_for_it(self) -> None:
        """
        Before it looks at a body, a cookie or a path.  Only an incoming webhook does not: the token in its path is the
        proof, and a cookie counts for nothing there.
        """
        self.join(self.anna)
        self.assertEqual([route.path for route in self.api.routes if route.secret_path], ["/hooks/<hook>"])
        for route in self.api.routes:
            if route.method != "GET" and not route.secret_path:
                path = route.path.replace("<session>", "x").replace("<account>", "x")
                self.wrong(self.anna.ask(route.method, path, origin="https://evil.example"), 403, "forbidden", "origin")

    def test_planted_cookie_gains_nothing(self) -> None:
        """
        After signing in it is another one (session fixation), and the old session is over.
        """
        mallory = self.visitor()
        self.join(mallory, "Mallory")
        self.join(self.visitor())
        self.anna.cookie = planted = mallory.cookie
        self.anna.ask("POST", "/api/session", ANNA)
        self.assertNotEqual(self.anna.cookie, planted)
        self.wrong(mallory.ask("GET", "/api/session"), 401, "bad_token", "session")
        self.assertEqual(self.anna.ask("GET", "/api/session").body["user"]["name"], "Anna")

    def test_planted_cookie_is_not_registered_with(self) -> None:
        """
        The same for whoever makes an account.
        """
        mallory = self.visitor()
        self.join(mallory, "Mallory")
        self.anna.cookie = mallory.cookie
        self.join(self.anna)
        self.wrong(mallory.ask("GET", "/api/session"), 401, "bad_token", "session")

    def test_two_cookies_are_none(self) -> None:
        """
        A page beside us may have set one for the whole domain: nobody becomes somebody else by that.
        """
        mallory = self.visitor()
        self.join(mallory, "Mallory")
        self.join(self.anna)
        both = f"{mallory.cookie}; {self.anna.cookie}"
        self.wrong(self.anna.ask("GET", "/api/session", cookie=both), 401, "login_required")
        self.assertEqual(self.anna.ask("GET", "/api/session", cookie=f"{self.anna.cookie}; x=1").status, 200)


class KnownBrowserTests(ApiTestCase):
    """
    A browser in which somebody has signed in, while others guess at the name.
    """

    def test_owner_comes_back_while_others_guess(self) -> None:
        """
        After signing out too, and not from another browser; ending all sessions or the account takes it away.
        """
        self.settle(Town(AccountSettings(tries_burst=2, tries_per_minute=1.0, registrations_per_hour=1e6)))
        self.join(self.anna)
        self.anna.ask("DELETE", "/api/session")
        for number in range(50):
            guesser = self.visitor(host=f"203.0.113.{number}")
            guesser.ask("POST", "/api/session", ANNA | {"password": "wrong horse"})
        elsewhere = self.visitor(host="198.51.100.1")
        self.wrong(elsewhere.ask("POST", "/api/session", ANNA), 429, "rate_limited")
        elsewhere.known = "chatd_browser=chatd_browser_a.1~0~x~1~00"
        self.wrong(elsewhere.ask("POST", "/api/session", ANNA), 429, "rate_limited")
        self.assertEqual(self.anna.ask("POST", "/api/session", ANNA).status, 200)
        known = self.anna.known
        self.anna.ask("DELETE", "/api/sessions?keep=here")
        self.assertNotEqual(self.anna.known, known)
        elsewhere.known = known
        self.wrong(elsewhere.ask("POST", "/api/session", ANNA), 429, "rate_limited")
        elsewhere.known = self.anna.known
        self.assertEqual(elsewhere.ask("POST", "/api/session", ANNA).status, 200)
        self.anna.ask("DELETE", "/api/sessions")
        self.assertEqual(self.anna.known, "")

    def test_who_has_no_tries_left_is_refused_before_the_body_is_read(self) -> None:
        """
        Nothing is decoded for them; a known browser is heard.
        """
        self.settle(Town(AccountSettings(tries_burst=1, tries_per_minute=1.0, registrations_per_hour=1.0)))
        self.join(self.anna)
        guesser = self.visitor()
        guesser.ask("POST", "/api/session", ANNA | {"password": "wrong horse"})
        for path in ("/api/session", "/api/account/reset", "/api/account"):
            self.wrong(guesser.ask("POST", path, raw=b"{"), 429, "rate_limited")
        self.wrong(self.anna.ask("POST", "/api/session", raw=b"{"), 400, "invalid", "body")
        self.assertEqual(self.anna.ask("POST", "/api/session", ANNA).status, 200)
        self.wrong(self.visitor(host="198.51.100.1").ask("POST", "/api/session", raw=b"{"), 400, "invalid", "body")

    def test_new_password_keeps_this_browser_known(self) -> None:
        self.join(self.anna)
        known = self.anna.known
        self.anna.ask("PUT", "/api/account/password", {"old": ANNA["password"], "new": "battery staple"})
        self.assertIn("~1~", self.anna.known)
        self.assertNotEqual(self.anna.known, known)
        self.anna.ask("DELETE", "/api/account", {"password": "battery staple"})
        self.assertEqual((self.anna.known, self.anna.cookie), ("", ""))


class RefusedOriginTests(ApiTestCase):
    def test_who_does_not_prove_the_origin_is_counted(self) -> None:
        """
        An operator finds a proxy that does not pass on ``Host``.
        """
        stranger = self.visitor(origin="https://evil.example", host="2001:db8::1")
        for _ in range(3):
            self.wrong(stranger.ask("POST", "/api/session", ANNA), 403, "forbidden", "origin")
        (found,) = self.refusals.top_sources(5)
        self.assertEqual((found.kind, found.who, found.times), ("proof of origin", "2001:db8::/64", 3))


class BehindProxyTests(ApiTestCase):
    """
    TLS and addresses, as a proxy of ours tells them.
    """

    trusted = ("192.0.2.1",)

    def test_cookie_is_secure_behind_tls(self) -> None:
        """
        Only where a trusted proxy says so; and then only a page that came over TLS is ours.
        """
        home = f"https://{HOST}"
        reply = self.anna.ask("POST", "/api/account", ANNA, x_forwarded_proto="https", origin=home)
        self.assertIn("; Secure", reply.field("set-cookie"))
        reply = self.anna.ask("POST", "/api/session", ANNA, x_forwarded_proto="https")
        self.wrong(reply, 403, "forbidden", "origin")
        stranger = self.visitor(host="198.51.100.1")
        reply = stranger.ask("POST", "/api/session", ANNA, x_forwarded_proto="https")
        self.assertNotIn("Secure", reply.field("set-cookie"))

    def over_tls(self, visitor: Visitor, method: str, path: str, body: object = None, **fields: str | None) -> Reply:
        """
        The answer to a request over TLS.
        """
        return visitor.ask(method, path, body, x_forwarded_proto="https", origin=f"https://{HOST}", **fields)

    def test_no_other_host_can_set_the_cookies_of_tls(self) -> None:
        """
        Their prefix keeps browsers from it, and without it a cookie does not count beside them.
        """
        mallory = self.visitor()
        self.join(mallory, "Mallory")
        lines = self.over_tls(self.anna, "POST", "/api/account", ANNA).fields["set-cookie"]
        for line, name in zip(lines, ("__Host-chatd_session", "__Host-chatd_browser"), strict=True):
            self.assertRegex(line, f"^{name}=[^;]+; Max-Age=[0-9]+; Path=/; HttpOnly; SameSite=[a-zA-Z]+; Secure$")
        for both in (f"{mallory.cookie}; {self.anna.cookie}", f"{self.anna.cookie}; {mallory.cookie}"):
            self.assertEqual(self.over_tls(self.anna, "GET", "/api/session", cookie=both).body["user"]["name"], "Anna")
        self.assertEqual(self.anna.ask("GET", "/api/session").body["user"]["name"], "Anna")
        self.over_tls(self.anna, "DELETE", "/api/session")
        self.assertEqual(self.anna.cookie, "")

    def test_session_from_before_tls_goes_on_under_its_name(self) -> None:
        """
        Another host of the domain may have set the cookie: it never gets the name that none can set.  It goes with the
        next sign-in.
        """
        self.join(self.anna)
        self.days(10)
        self.assertEqual(self.over_tls(self.anna, "GET", "/api/session").status, 200)
        reply = self.over_tls(self.anna, "GET", "/api/site")
        self.assertEqual((reply.body["signed_in"]["user"]["name"], reply.field("set-cookie")), ("Anna", ""))
        lines = self.over_tls(self.anna, "POST", "/api/session", ANNA).fields["set-cookie"]
        self.assertTrue(lines[0].startswith("__Host-chatd_session=chatd_session_tls_"), lines)
        self.assertIn("chatd_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure", lines)

    def test_other_host_of_the_domain_cannot_sign_a_visitor_in(self) -> None:
        """
        Mallory's session under the name that such a host can set is none, here and in a handshake.
        """
        mallory = self.visitor()
        self.over_tls(mallory, "POST", "/api/account", ANNA | {"name": "Mallory"})
        planted = mallory.cookie.removeprefix("__Host-")
        reply = self.over_tls(self.anna, "GET", "/api/site", cookie=planted)
        self.assertEqual((reply.body["signed_in"], reply.field("set-cookie")), (None, ""))
        self.wrong(self.over_tls(self.anna, "GET", "/api/session", cookie=planted), 401, "login_required")
        self.assertIsNone(session_token(planted, secure=True))
        self.assertIsNotNone(session_token(mallory.cookie, secure=True))

    def test_old_cookie_of_no_session_is_not_renamed(self) -> None:
        reply = self.over_tls(self.anna, "GET", "/api/site", cookie="chatd_session=x")
        self.assertEqual((reply.body["signed_in"], reply.field("set-cookie")), (None, ""))

    def test_tries_are_counted_for_whoever_speaks(self) -> None:
        """
        Not for the proxy; and what a stranger writes into the field changes nothing.
        """
        self.settle(Town(AccountSettings(tries_burst=1, tries_per_minute=1.0)))
        for number, status in ((1, 401), (2, 401), (1, 429)):
            body = ANNA | {"name": f"N{number}{status}"}
            reply = self.anna.ask("POST", "/api/session", body, x_forwarded_for=f"198.51.100.{number}")
            self.assertEqual(reply.status, status, reply.raw)
        stranger = self.visitor(host="203.0.113.1")
        for number, status in ((8, 401), (9, 429)):
            body = ANNA | {"name": f"S{number}"}
            self.assertEqual(
                stranger.ask("POST", "/api/session", body, x_forwarded_for=f"198.51.100.{number}").status, status
            )
