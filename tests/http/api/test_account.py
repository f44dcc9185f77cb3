"""
One's own account over HTTP.
"""

from twisted.internet.defer import Deferred

from chatd.auth.settings import AccountSettings
from chatd.chat.erasures import Erasures
from chatd.domain.accounts import Scope
from chatd.errors import Refusal
from tests.auth.people import BOSS, Town
from tests.http.api.visitor import UNAVAILABLE, ApiTestCase

ANNA = {"name": "Anna", "password": "correct horse"}


class RegisterTests(ApiTestCase):
    def test_new_account_is_signed_in(self) -> None:
        """
        With a cookie, and the name as it will be shown.
        """
        reply = self.anna.ask("POST", "/api/account", ANNA | {"name": "  Anna "})
        self.assertEqual((reply.status, reply.body["user"]["name"], reply.body["admin"]), (201, "Anna", False))
        self.assertEqual(self.anna.ask("GET", "/api/session").body["user"], reply.body["user"])

    def test_name_that_looks_like_anothers_is_taken(self) -> None:
        """
        In Cyrillic letters, too.
        """
        self.join(self.anna)
        for name in ("anna", "Аnna", "АNNА"):
            reply = self.visitor().ask("POST", "/api/account", ANNA | {"name": name})
            self.assertIn((reply.status, reply.body["field"]), {(409, "name"), (400, "name")}, name)
        self.wrong(self.anna.ask("POST", "/api/account", ANNA), 409, "conflict", "name")

    def test_short_password_is_refused(self) -> None:
        """
        And one of a megabyte before anything is done for it.
        """
        self.wrong(self.anna.ask("POST", "/api/account", ANNA | {"password": "short"}), 400, "invalid", "password")
        self.wrong(self.anna.ask("POST", "/api/account", ANNA | {"password": "x" * 1025}), 400, "invalid", "password")
        self.wrong(self.anna.ask("POST", "/api/account", ANNA | {"password": "x" * 17000}), 413, "too_large", "body")
        self.wrong(
            self.anna.ask("POST", "/api/account", ANNA | {"password": "x" * 1_000_000}), 413, "too_large", "body"
        )
        self.assertEqual(self.town.hasher.calls, [])

    def test_longest_password_fits_however_it_is_written(self) -> None:
        """
        A kilobyte, each byte of it as an escape.
        """
        raw = b'{"name":"Anna","password":"' + b"\\u0001" * 1024 + b'"}'
        self.assertEqual(self.anna.ask("POST", "/api/account", raw=raw).status, 201)

    def test_invitation_lets_one_in(self) -> None:
        """
        Where it is needed: once.
        """
        settings = AccountSettings(registration="invitation", registrations_per_hour=1e6, tries_burst=1_000_000)
        self.settle(Town(settings))
        self.assertEqual(self.anna.ask("GET", "/api/site").body["registration"], "invitation")
        self.wrong(self.anna.ask("POST", "/api/account", ANNA), 403, "forbidden", "invitation")
        self.wrong(self.anna.ask("POST", "/api/account", ANNA | {"invitation": "x"}), 401, "bad_token", "invitation")
        link = self.administrator().ask("POST", "/api/invitations").body["link"]
        self.assertEqual(self.anna.ask("POST", "/api/account", ANNA | {"invitation": link}).status, 201)
        reply = self.visitor().ask("POST", "/api/account", ANNA | {"name": "Ben", "invitation": link})
        self.wrong(reply, 401, "bad_token", "invitation")

    def test_closed_site_makes_none(self) -> None:
        """
        But an administrator does.
        """
        self.settle(Town(AccountSettings(registration="closed")))
        self.wrong(self.anna.ask("POST", "/api/account", ANNA), 403, "forbidden")


class ChangeTests(ApiTestCase):
    def setUp(self) -> None:
        """
        Anna has an account.
        """
        super().setUp()
        self.user = self.join(self.anna)

    def test_another_name_is_anothers_no_more(self) -> None:
        """
        Sessions and the id stay the same.
        """
        reply = self.anna.ask("PATCH", "/api/account", {"name": "Anne"})
        self.assertEqual(
            (reply.status, reply.body), (200, {"user": {"id": self.user, "name": "Anne"}, "login": "Anna"})
        )
        self.assertEqual(self.anna.ask("GET", "/api/session").body["user"]["name"], "Anne")
        self.wrong(self.anna.ask("PATCH", "/api/account", {"name": "~Anne"}), 400, "invalid", "name")
        self.assertEqual(self.anna.ask("GET", "/api/session").body["login"], "Anna")

    def test_another_sign_in_name_takes_the_password(self) -> None:
        """
        What others see stays.
        """
        body = {"login": "anna7", "password": "correct horse"}
        self.wrong(
            self.anna.ask("PATCH", "/api/account", body | {"password": "wrong horse"}), 401, "bad_token", "password"
        )
        reply = self.anna.ask("PATCH", "/api/account", body)
        self.assertEqual(
            (reply.status, reply.body), (200, {"user": {"id": self.user, "name": "Anna"}, "login": "anna7"})
        )
        self.wrong(self.visitor().ask("POST", "/api/session", ANNA), 401, "bad_token", "password")
        self.assertEqual(self.visitor().ask("POST", "/api/session", ANNA | {"name": "anna7"}).status, 200)

    def test_one_name_is_changed_at_a_time(self) -> None:
        """
        The display name without a password, the sign-in name with one.
        """
        for body, field in (
            ({}, "name"),
            ({"name": "Anne", "login": "anne", "password": "correct horse"}, "name"),
            ({"name": "Anne", "password": "correct horse"}, "password"),
            ({"login": "anne"}, "password"),
        ):
            self.wrong(self.anna.ask("PATCH", "/api/account", body), 400, "invalid", field)

    def test_who_is_silenced_takes_no_other_name(self) -> None:
        """
        Everybody would read it, whoever changes it by this door or another.
        """
        self.silenced = Refusal("muted", "you are muted: calm down", until=5000)
        reply = self.anna.ask("PATCH", "/api/account", {"name": "Buy this"})
        self.wrong(reply, 403, "muted")
        self.assertEqual((reply.body["detail"], reply.body["until"]), ("you are muted: calm down", 5000))
        self.assertEqual(self.voices, [(self.user, "192.0.2.1")])
        self.assertEqual(self.anna.ask("GET", "/api/session").body["user"]["name"], "Anna")

    def test_another_password_ends_all_other_sessions(self) -> None:
        """
        It takes the old one.
        """
        phone = self.visitor()
        phone.ask("POST", "/api/session", ANNA)
        body = {"old": "wrong horse", "new": "better horse"}
        self.wrong(self.anna.ask("PUT", "/api/account/password", body), 401, "bad_token", "old")
        reply = self.anna.ask("PUT", "/api/account/password", body | {"old": "correct horse"})
        self.assertEqual(reply.status, 204)
        self.assertEqual(self.anna.ask("GET", "/api/session").status, 200)
        self.wrong(phone.ask("GET", "/api/session"), 401, "bad_token", "session")
        self.assertEqual(phone.ask("POST", "/api/session", ANNA | {"password": "better horse"}).status, 200)

    def test_deleted_account_leaves_nothing(self) -> None:
        """
        Nor what it said; it takes the password.
        """
        self.wrong(self.anna.ask("DELETE", "/api/account", {"password": "wrong horse"}), 401, "bad_token", "password")
        self.assertEqual(self.erased, [])
        reply = self.anna.ask("DELETE", "/api/account", {"password": "correct horse"})
        self.assertEqual((reply.status, self.anna.cookie, self.erased), (204, "", [self.user]))
        self.wrong(self.visitor().ask("POST", "/api/session", ANNA), 401, "bad_token", "password")

    def test_words_that_could_not_be_erased_are_not_forgotten(self) -> None:
        """
        The account is gone, the answer says that not all is done, and so does the log.
        """
        self.broken = UNAVAILABLE
        reply = self.anna.ask("DELETE", "/api/account", {"password": "correct horse"})
        self.wrong(reply, 503, "unavailable")
        self.assertEqual((reply.field("retry-after"), self.anna.cookie), ("2", ""))
        self.broken = None
        self.do(self.erasures.resume_unfinished())
        self.assertEqual(self.erased, [self.user])

    def test_much_to_remove_goes_on_after_the_answer(self) -> None:
        """
        After two seconds the answer says where to ask, which needs no account.
        """
        self.working.append(Deferred())
        asking = self.anna.begin("DELETE", "/api/account", {"password": "correct horse"})
        self.town.clock.advance(1.9)
        self.assertEqual(asking.value(), b"")
        self.town.clock.advance(0.2)
        reply = self.anna.heard(asking)
        self.assertEqual((reply.status, self.anna.cookie, reply.field("retry-after")), (202, "", "2"))
        where = reply.field("location")
        self.assertEqual(reply.body, {"task": where.removeprefix("/api/tasks/"), "state": "running"})
        self.assertEqual(self.visitor().ask("GET", where).body, reply.body)
        self.working[0].callback(None)
        self.assertEqual(self.visitor().ask("GET", where).body["state"], "done")
        self.assertEqual(self.erased, [self.user])

    def test_removal_that_fails_later_is_told_and_tried_again(self) -> None:
        """
        The log says why.
        """
        self.working.append(Deferred())
        asking = self.anna.begin("DELETE", "/api/account", {"password": "correct horse"})
        self.town.clock.advance(2)
        where = self.anna.heard(asking).field("location")
        self.working.pop().errback(UNAVAILABLE)
        self.assertEqual(self.visitor().ask("GET", where).body["state"], "failed")
        self.do(self.erasures.resume_unfinished(busy={self.user}))
        self.assertEqual(self.erased, [])
        self.do(self.erasures.resume_unfinished())
        self.assertEqual((self.visitor().ask("GET", where).body["state"], self.erased), ("done", [self.user]))

    def test_tasks_are_known_to_who_was_told_of_them(self) -> None:
        """
        Their ids cannot be guessed, and are good after a restart.
        """
        for task in (self.user, f"{self.user}.", f"{self.user}.x", "x", "%C3%A4"):
            self.wrong(self.visitor().ask("GET", f"/api/tasks/{task}"), 404, "not_found")
        self.working.append(Deferred())
        asking = self.anna.begin("DELETE", "/api/account", {"password": "correct horse"})
        self.town.clock.advance(2)
        task = self.anna.heard(asking).body["task"]
        restarted = Erasures(self.erase, self.unfinished, self.town.clock)
        restarted.rekey(b"secret")
        self.assertEqual(self.do(restarted.task_state(task)), "running")
        self.left.clear()
        self.assertEqual(self.do(restarted.task_state(task)), "done")
        restarted.rekey(b"another secret")
        self.assertEqual(self.refused(restarted.task_state(task)), ("not_found", None))

    def test_link_sets_a_password_once(self) -> None:
        """
        An administrator makes it; all sessions end.
        """
        root = self.administrator()
        link = root.ask("POST", f"/api/accounts/{self.user}/reset").body["link"]
        reply = self.visitor().ask("POST", "/api/account/reset", {"link": link, "new": "better horse"})
        self.assertEqual((reply.status, reply.body), (200, {"user": {"id": self.user, "name": "Anna"}}))
        self.wrong(self.anna.ask("GET", "/api/session"), 401, "bad_token", "session")
        reply = self.visitor().ask("POST", "/api/account/reset", {"link": link, "new": "worse horse"})
        self.wrong(reply, 401, "bad_token", "link")
        self.assertEqual(self.anna.ask("POST", "/api/session", ANNA | {"password": "better horse"}).status, 200)


class AdministrationTests(ApiTestCase):
    def setUp(self) -> None:
        """
        Anna has an account, and Root is an administrator.
        """
        super().setUp()
        self.user = self.join(self.anna)
        self.root = self.administrator()

    def test_accounts_are_listed_by_name(self) -> None:
        """
        A page at a time.
        """
        for name in ("Zoe", "Ben"):
            self.join(self.visitor(), name)
        first = self.root.ask("GET", "/api/accounts?limit=3").body
        self.assertEqual([one["name"] for one in first["accounts"]], ["Anna", "Ben", "Root"])
        self.assertTrue(first["more"])
        found = self.root.ask("GET", "/api/accounts?limit=3&after=Root").body
        self.assertEqual(([one["name"] for one in found["accounts"]], found["more"]), (["Zoe"], False))
        shown = {
            "id": self.user,
            "name": "Anna",
            "login": "Anna",
            "created": 1_000_000,
            "admin": False,
            "disabled": False,
        }
        self.assertEqual(first["accounts"][0], shown)

    def test_page_has_bounds(self) -> None:
        """
        `limit` and `after` are checked.
        """
        for query, field in (
            ("limit=-1", "limit"),
            ("limit=101", "limit"),
            ("limit=x", "limit"),
            ("limit=1&limit=x", "limit"),
            ("limit=1&limit=2", "limit"),
            ("after=a&after=a", "after"),
            ("after=" + "x" * 600, "after"),
            ("before=x", "before"),
            ("after=%ff", "query"),
            ("%ff=1", "query"),
        ):
            self.wrong(self.root.ask("GET", f"/api/accounts?{query}"), 400, "invalid", field)

    def test_disabled_account_is_out_at_once(self) -> None:
        """
        And in again when it is enabled.  Both are recorded, with who did it.
        """
        reply = self.root.ask("PATCH", f"/api/accounts/{self.user}", {"disabled": True})
        self.assertEqual((reply.status, reply.body["disabled"]), (200, True))
        self.wrong(self.anna.ask("GET", "/api/session"), 401, "bad_token", "session")
        self.wrong(self.anna.ask("POST", "/api/session", ANNA), 403, "forbidden")
        self.assertEqual(self.root.ask("PATCH", f"/api/accounts/{self.user}", {"disabled": False}).status, 200)
        self.assertEqual(self.anna.ask("POST", "/api/session", ANNA).status, 200)
        self.assertEqual([act.action for act in self.town.acts], ["disable", "enable"])
        (act, _) = self.town.acts
        assert act.user is not None
        self.assertEqual((act.by.name, act.user.id, act.time), ("Root", self.user, 1_000_000))

    def test_administrator_is_made_and_unmade(self) -> None:
        """
        With effect on the next request; what is so already is not done again.
        """
        self.wrong(self.anna.ask("GET", "/api/accounts"), 403, "forbidden")
        for _ in range(2):
            self.assertTrue(self.root.ask("PATCH", f"/api/accounts/{self.user}", {"admin": True}).body["admin"])
        self.assertEqual(self.anna.ask("GET", "/api/accounts").status, 200)
        self.root.ask("PATCH", f"/api/accounts/{self.user}", {"admin": False, "disabled": False})
        self.wrong(self.anna.ask("GET", "/api/accounts"), 403, "forbidden")
        self.assertEqual([act.action for act in self.town.acts], ["promote", "demote"])

    def test_nobody_locks_themselves_out(self) -> None:
        """
        An administrator cannot disable or demote their own account.
        """
        me = self.root.ask("GET", "/api/session").body["user"]["id"]
        for body in ({"admin": False}, {"disabled": True}):
            self.wrong(self.root.ask("PATCH", f"/api/accounts/{me}", body), 403, "forbidden", "account")
        self.assertEqual(self.town.acts, [])

    def test_what_is_not_there_is_not_found(self) -> None:
        """
        And not recorded.
        """
        self.wrong(self.root.ask("PATCH", "/api/accounts/a.x", {"admin": True}), 404, "not_found")
        self.wrong(self.root.ask("POST", "/api/accounts/a.x/reset"), 404, "not_found")
        self.assertEqual(self.town.acts, [])

    def test_links_are_recorded(self) -> None:
        """
        Who made them, for whom; not what they are.
        """
        for path in ("/api/invitations", f"/api/accounts/{self.user}/reset"):
            self.assertEqual(self.root.ask("POST", path).status, 201)
        found = [(act.action, act.user and act.user.id) for act in self.town.acts]
        self.assertEqual(found, [("invite_account", None), ("reset_password", self.user)])

    def test_others_can_do_nothing_of_it(self) -> None:
        """
        Every endpoint of administrators, for whoever is none: refused, and nothing has changed.
        """
        key = self.do(self.town.keys.create_key("shop", Scope({}), BOSS))[0]
        self.town.acts.clear()
        for method, path, body in (
            ("POST", "/api/invitations", None),
            ("POST", f"/api/accounts/{self.user}/reset", None),
            ("PATCH", f"/api/accounts/{self.user}", {"admin": True}),
            ("GET", "/api/accounts", None),
        ):
            self.wrong(self.anna.ask(method, path, body), 403, "forbidden")
            self.wrong(self.visitor().ask(method, path, body), 401, "login_required")
            reply = self.visitor().ask(method, path, body, authorization=f"Bearer {key}")
            self.wrong(reply, 401, "login_required")
        self.assertEqual((self.town.acts, self.anna.ask("GET", "/api/session").body["admin"]), ([], False))
