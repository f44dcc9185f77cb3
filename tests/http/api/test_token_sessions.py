"""
Single sign-on into the page: a token of the site's own login in the session cookie.
"""

from typing import Any
from unittest import mock

from chatd.auth.token_sessions import COOKIE_TOKEN_MAX
from chatd.domain.accounts import SignedOut
from chatd.domain.revocations import Revocation
from chatd.http.api.sessions import Facts
from tests.auth.signing import claims, sign
from tests.http.api.visitor import ApiTestCase

ANNA = {"id": "x.site.7", "name": "Anna"}


class TokenSessionTestCase(ApiTestCase):
    """
    Tokens are good for ten minutes of the town's time.
    """

    trusted = ("192.0.2.0/24",)

    def token(self, **changes: Any) -> str:
        """
        A token of the site, but for the changes.
        """
        now = self.town.now() // 1000
        return sign(claims(**({"exp": now + 600, "iat": now} | changes)))

    def sign_in(self, **changes: Any) -> None:
        """
        Sign Anna in.
        """
        self.assertEqual(self.anna.ask("POST", "/api/session", {"token": self.token(**changes)}).status, 200)


class StartTests(TokenSessionTestCase):
    def test_page_is_that_user(self) -> None:
        """
        The cookie is out of the reach of scripts, and ends with the token (and the leeway of its issuer).
        """
        reply = self.anna.ask("POST", "/api/session", {"token": self.token()})
        until = self.town.now() + 630_000
        self.assertEqual((reply.status, reply.body), (200, {"user": ANNA, "admin": False, "until": until}))
        (line,) = reply.fields["set-cookie"]
        _, *flags = line.split("; ")
        self.assertEqual(flags, ["Max-Age=630", "Path=/", "HttpOnly", "SameSite=Lax"])
        me = {"user": ANNA, "kind": "token", "admin": False, "expires": until}
        self.assertEqual(self.anna.ask("GET", "/api/site").body["signed_in"], me)
        self.assertEqual(self.anna.ask("GET", "/api/session").body, me)

    def test_bearer_makes_the_page_that_user_too(self) -> None:
        """
        A proxy before chatd sends it with each request; a wrong one is nobody.
        """
        found = self.anna.ask("GET", "/api/site", authorization=f"Bearer {self.token()}").body["signed_in"]
        self.assertEqual((found["user"], found["kind"]), (ANNA, "token"))
        for wrong in ("x", "a.b.c", self.token(exp=1)):
            reply = self.anna.ask("GET", "/api/site", authorization=f"Bearer {wrong}")
            self.assertIsNone(reply.body["signed_in"])

    def test_wrong_tokens_set_no_cookie(self) -> None:
        guest = self.guests.new_guest("~Gus")[1]
        wrong = {
            "x": "bad_token",
            "": "bad_token",
            guest: "bad_token",
            self.token(aud="another"): "bad_token",
            self.token(exp=1): "expired",
            self.token(more="x" * COOKIE_TOKEN_MAX): "too_large",
        }
        for token, code in wrong.items():
            reply = self.anna.ask("POST", "/api/session", {"token": token})
            self.assertEqual((reply.body["code"], reply.body["field"]), (code, "token"))
            self.assertEqual(reply.field("set-cookie"), "")

    def test_body_has_one_or_the_other(self) -> None:
        both = {"name": "Anna", "password": "correct horse", "token": self.token()}
        self.wrong(self.anna.ask("POST", "/api/session", both), 400, "invalid", "token")
        self.wrong(self.anna.ask("POST", "/api/session", {}), 400, "invalid", "name")
        self.wrong(self.anna.ask("POST", "/api/session", {"name": "Anna"}), 400, "invalid", "password")

    def test_session_of_an_account_before_it_ends(self) -> None:
        """
        The browser has one cookie: whose page it is, is one question.
        """
        user = self.join(self.anna)
        before = self.anna.cookie
        self.sign_in()
        self.assertEqual(self.anna.ask("GET", "/api/session").body["user"], ANNA)
        self.wrong(self.anna.ask("GET", "/api/session", cookie=before), 401, "bad_token", "session")
        self.assertEqual(self.town.changes, [SignedOut(user, mock.ANY)])

    def test_page_learns_where_the_login_is(self) -> None:
        self.facts = Facts("chatd/0", False, "closed", 32, "https://example.org/login?to={return}", "Example")
        site = self.anna.ask("GET", "/api/site").body
        self.assertEqual(site["login_url"], "https://example.org/login?to={return}")
        self.assertEqual(site["login_name"], "Example")


class EndTests(TokenSessionTestCase):
    def is_nobody(self, code: str) -> None:
        """
        The cookie is kept, and is worth nothing.
        """
        self.assertIsNone(self.anna.ask("GET", "/api/site").body["signed_in"])
        self.wrong(self.anna.ask("GET", "/api/session"), 401, code, "token")

    def test_it_ends_with_the_token(self) -> None:
        self.sign_in()
        self.town.clock.advance(631)
        self.is_nobody("expired")

    def test_revocations_end_it(self) -> None:
        """
        Of the token by its id, of the user's tokens, and of all that were issued before a time.
        """
        now = self.town.now()
        ends = now + 10_000_000
        for revocation in (
            Revocation("site", "jti", "one", 0, ends, "a.9", now),
            Revocation("site", "subject", "x.site.7", now + 1, ends, "a.9", now),
            Revocation("site", "issuer", "", now + 1, ends, "a.9", now),
        ):
            self.town.revocations.register.replace([])
            self.sign_in(jti="one")
            self.town.revocations.register.add(revocation)
            self.is_nobody("bad_token")

    def test_signing_out_takes_the_cookie_back_and_closes_its_connections(self) -> None:
        """
        Other tabs of the browser have the same cookie; another browser's session goes on.
        """
        self.sign_in()
        phone = self.visitor()
        phone.ask("POST", "/api/session", {"token": self.token(jti="other")})
        reply = self.anna.ask("DELETE", "/api/session")
        self.assertEqual((reply.status, self.anna.cookie), (204, ""))
        self.assertEqual(self.town.changes, [SignedOut("x.site.7", mock.ANY)])
        self.assertEqual(phone.ask("GET", "/api/session").status, 200)


class RightsTests(TokenSessionTestCase):
    def test_it_is_no_account(self) -> None:
        """
        What accounts and administrators do with their cookie stays theirs.
        """
        self.sign_in()
        for method, path in (("GET", "/api/sessions"), ("DELETE", "/api/account"), ("GET", "/api/accounts")):
            reply = self.anna.ask(method, path, {"password": "x"} if path == "/api/account" else None)
            self.wrong(reply, 403, "forbidden")

    def test_other_sites_cannot_sign_anybody_in(self) -> None:
        """
        Login CSRF: neither by a form or a script of another page, nor by a token beside it, nor by a cookie that
        another host of the domain has set.
        """
        victim = self.visitor(origin="https://evil.example")
        body = {"token": self.token()}
        self.wrong(victim.ask("POST", "/api/session", body), 403, "forbidden", "origin")
        bearer = {"authorization": f"Bearer {self.token()}"}
        self.wrong(victim.ask("POST", "/api/session", body, **bearer), 403, "forbidden", "origin")
        for site in ("cross-site", "same-site"):
            reply = victim.ask("POST", "/api/session", body, sec_fetch_site=site, **bearer)
            self.assertEqual((reply.status, reply.field("set-cookie")), (403, ""), site)
        planted = f"chatd_session={self.token()}"
        tls = {"x_forwarded_for": "198.51.100.7", "x_forwarded_proto": "https"}
        self.assertIsNone(self.anna.ask("GET", "/api/site", cookie=planted, **tls).body["signed_in"])
        own = f"__Host-chatd_session={self.token()}"
        self.assertEqual(self.anna.ask("GET", "/api/site", cookie=own, **tls).body["signed_in"]["user"], ANNA)
