"""
API keys and revocations over HTTP, for administrators.
"""

from urllib.parse import quote

from chatd.domain.accounts import Scope
from tests.auth.people import BOSS
from tests.http.api.visitor import ApiTestCase, Visitor

KEY = {"name": "shop", "rooms": {"news-*": ["say", "attach"], "/": ["notify"]}, "per_second": 500, "burst": 1000}


class KeyTests(ApiTestCase):
    """
    Boss, an administrator, and Anna.
    """

    def setUp(self) -> None:
        """
        Both have signed in.
        """
        super().setUp()
        self.boss = Visitor(self.site)
        self.join(self.anna)
        self.promoted = self.join(self.boss, "Boss")
        self.do(self.town.admin.set_admin(self.promoted, by=BOSS, admin=True))

    def test_token_is_told_once(self) -> None:
        """
        It works; the list has everything else.
        """
        reply = self.boss.ask("POST", "/api/keys", KEY | {"ends": self.town.now() + 60_000})
        self.assertEqual((reply.status, set(reply.body)), (201, {"name", "token"}))
        principal = self.do(self.town.keys.recognise(reply.body["token"]))
        self.assertEqual((principal.user.id, principal.rate), ("k.shop", (500, 1000)))
        listed = self.boss.ask("GET", "/api/keys")
        self.assertNotIn(b"chatd_key_", listed.raw)
        self.assertNotIn(b"digest", listed.raw)
        (shown,) = listed.body["keys"]
        self.assertEqual((shown["rooms"], shown["by"], shown["speaks_as"]), (KEY["rooms"], self.promoted, False))
        self.assertEqual((shown["used"], shown["revoked"]), (self.town.now(), None))

    def test_revoked_key_opens_nothing(self) -> None:
        token, _ = self.do(self.town.keys.create_key("shop", Scope({}), BOSS))
        self.assertEqual(self.boss.ask("DELETE", "/api/keys/shop").status, 204)
        self.assertEqual(self.refused(self.town.keys.recognise(token)), ("bad_token", "token"))
        self.wrong(self.boss.ask("DELETE", "/api/keys/shop"), 404, "not_found", "name")

    def test_only_administrators(self) -> None:
        """
        With the cookie: no key makes keys.
        """
        token, _ = self.do(self.town.keys.create_key("all", Scope({"*": ("*",), "/": ("*",)}), BOSS))
        for method, path, body in (
            ("GET", "/api/keys", None),
            ("POST", "/api/keys", KEY),
            ("DELETE", "/api/keys/all", None),
            ("GET", "/api/revocations", None),
            ("POST", "/api/revocations", {"issuer": "site", "jti": "j"}),
        ):
            self.wrong(self.anna.ask(method, path, body), 403, "forbidden")
            reply = Visitor(self.site).ask(method, path, body, authorization=f"Bearer {token}", origin=None)
            self.wrong(reply, 401, "login_required")

    def test_bad_ones_name_the_field(self) -> None:
        for change, field in (
            ({"name": "Shop"}, "name"),
            ({"rooms": {"a b": ["say"]}}, "rooms"),
            ({"rooms": {"a": ["fly"]}}, "rooms.a"),
            ({"roles": {"a": "boss"}}, "roles.a"),
            ({"per_second": 0}, "per_second"),
            ({"burst": -1}, "burst"),
            ({"ends": 1}, "ends"),
            ({"speaks_as": True}, "speaks_as"),
        ):
            self.wrong(self.boss.ask("POST", "/api/keys", KEY | change), 400, "invalid", field)
        self.assertEqual(self.boss.ask("GET", "/api/keys").body, {"keys": []})

    def test_tokens_are_revoked(self) -> None:
        reply = self.boss.ask("POST", "/api/revocations", {"issuer": "site", "subject": "42"})
        self.assertEqual((reply.status, reply.body["value"], reply.body["kind"]), (201, "x.site.42", "subject"))
        reply = self.boss.ask("POST", "/api/revocations", {"issuer": "site", "jti": "j"})
        self.assertEqual((reply.status, reply.body["issued_before"]), (201, None))
        listed = self.boss.ask("GET", "/api/revocations").body["revocations"]
        self.assertEqual({one["value"] for one in listed}, {"x.site.42", "j"})
        self.assertEqual({one["by"] for one in listed}, {self.promoted})
        for number in range(3):
            self.boss.ask("POST", "/api/revocations", {"issuer": "site", "jti": f"j{number}"})
        values, after = [], ""
        for size, more in ((2, True), (2, True), (1, False)):
            page = self.boss.ask("GET", f"/api/revocations?limit=2{after}").body
            self.assertEqual((len(page["revocations"]), page["more"]), (size, more))
            values += [one["value"] for one in page["revocations"]]
            after = f"&after={quote(page['next'] or '')}"
        self.assertEqual(sorted(values), ["j", "j0", "j1", "j2", "x.site.42"])
        self.wrong(self.boss.ask("GET", "/api/revocations?after=x"), 400, "invalid", "after")
        self.wrong(self.boss.ask("GET", "/api/revocations?limit=0"), 400, "invalid", "limit")
        self.wrong(self.boss.ask("POST", "/api/revocations", {"issuer": "other", "jti": "j"}), 400, "invalid", "issuer")
