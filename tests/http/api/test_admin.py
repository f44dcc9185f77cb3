"""
The API of the operator's page: a whole node in memory, and an administrator's browser.
"""

import json
from typing import Any

from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.accounts import OPERATOR, Scope
from chatd.server.operator_site import FRESH_SECONDS
from tests.http.api.visitor import Reply, read
from tests.support.memory_node import Listener

READS = ("snapshot", "rooms", "people", "connections", "sanctions", "config")
CHANGES = (("announcements", {"text": "Hello"}), ("drain", None))
SNAPSHOT = "/api/admin/snapshot"


class AdminApiTests(SynchronousTestCase):
    """
    Root, an administrator with a session; Gus, a guest in the lobby.
    """

    def setUp(self) -> None:
        self.listener = Listener()
        self.node = self.listener.node
        self.root = self.sign_in("Root", admin=True)
        self.gus = self.listener.enter("Gus")
        self.stops: list[None] = []

    def do(self, coroutine: Any) -> Any:
        """
        The result of what needs no turn of the reactor.
        """
        return self.successResultOf(Deferred.fromCoroutine(coroutine))

    def sign_in(self, name: str, *, admin: bool = False) -> str:
        """
        A new account's cookie.
        """
        authentication = self.node.authentication
        made = self.do(authentication.account_admin.add_account(name, None, by=OPERATOR.who, admin=admin))
        made = self.do(self.node.stores.people.set_password(made.id, "hash"))
        signed = self.do(authentication.cookies.start_session(made, "Browser/1"))
        return f"chatd_session={signed.token}"

    def ask(self, method: str, path: str, body: object = None, *, cookie: str | None = None, **fields: str) -> Reply:
        """
        The answer to a request of a browser with that cookie, the administrator's if none is given.
        """
        head = {"Host": "a", "Cookie": self.root if cookie is None else cookie, "Origin": "http://a"} | fields
        content = b"" if body is None else json.dumps(body).encode()
        if content:
            head |= {"Content-Type": "application/json", "Content-Length": str(len(content))}
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items() if value)]
        return read(self.listener.request("\r\n".join(lines).encode() + b"\r\n\r\n" + content))

    def get(self, what: str) -> Any:
        """
        What the administrator reads.
        """
        reply = self.ask("GET", f"/api/admin/{what}")
        self.assertEqual((reply.status, reply.field("cache-control")), (200, "no-store"), reply.raw)
        return reply.body

    def audited(self) -> list[tuple[str, str, str]]:
        """
        The audit log, the newest first: who did what, and its detail.
        """
        acts = self.ask("GET", "/api/audit").body["acts"]
        return [(act["by"]["name"], act["action"], act.get("detail", "")) for act in acts]

    def test_only_administrators_with_their_cookie(self) -> None:
        """
        No token, also in the cookie of a sign-in by the site, and no key, whatever these may do; nothing happens.
        """
        member = self.sign_in("Mia")
        key, _ = self.do(
            self.node.authentication.keys.create_key("all", Scope({"*": ("*",), "/": ("*",)}), OPERATOR.who)
        )
        self.node.site.stop = lambda: self.stops.append(None)
        self.gus.hear()
        requests = [("GET", what, None) for what in READS] + [("POST", what, body) for what, body in CHANGES]
        for method, what, body in requests:
            path = f"/api/admin/{what}"
            found = [
                self.ask(method, path, body, cookie=member),
                self.ask(method, path, body, cookie="chatd_session=of.the.site"),
                self.ask(method, path, body, cookie=""),
                self.ask(method, path, body, cookie="", Authorization=f"Bearer {key}"),
            ]
            self.assertEqual(
                [(reply.status, reply.body["code"]) for reply in found],
                [(403, "forbidden"), (403, "forbidden"), (401, "login_required"), (401, "login_required")],
                what,
            )
        self.listener.turns()
        self.assertEqual((self.stops, self.gus.hear()), ([], []))

    def test_changes_need_the_proof_of_origin(self) -> None:
        for what, body in CHANGES:
            reply = self.ask("POST", f"/api/admin/{what}", body, Origin="http://evil.example")
            self.assertEqual((reply.status, reply.body["field"]), (403, "origin"))

    def test_snapshot_has_the_figures(self) -> None:
        """
        Also who was refused, with the setting.
        """
        self.gus.tell(type="say", room="lobby", text="Hi")
        self.listener.turns()
        self.node.refusals.record("limits.test", "refused {who}", who="192.0.2.9")
        found = self.get("snapshot")
        self.assertEqual((found["connections"], found["users"], found["open_rooms"]), (1, 1, 1))
        self.assertEqual((found["messages"], found["accepted"], found["problems"]), (1, 2, []))
        self.assertEqual(found["refused"], [{"kind": "limits.test", "who": "192.0.2.9", "times": 1, "seconds_ago": 0}])
        for name in ("reactor_delay", "commit", "delivery"):
            self.assertEqual(len(found[name]["counts"]), len(found[name]["bounds"]) + 1, name)

    def test_snapshot_is_made_once_a_second_for_all(self) -> None:
        first = self.get("snapshot")
        self.listener.enter("Ann")
        self.listener.clock.advance(FRESH_SECONDS)
        second = self.get("snapshot")
        self.listener.enter("Bo", room="hall")
        self.node.site._made_at = self.listener.clock.seconds()
        third = self.get("snapshot")
        self.assertEqual([one["connections"] for one in (first, second, third)], [1, 2, 2])

    def test_snapshot_costs_no_budget(self) -> None:
        """
        It is asked for every two seconds, all day.
        """
        statuses = {self.ask("GET", SNAPSHOT).status for _ in range(60)}
        self.assertEqual(statuses, {200})

    def test_slow_readers_are_named(self) -> None:
        ann = self.listener.enter("Ann", host="192.0.2.7")
        ann.wire.stalls = True
        ann.wire.producer.pauseProducing()
        for number in range(3):
            self.gus.tell(type="say", room="lobby", text=f"{number}" * 100)
            self.listener.turns()
        (slow,) = self.get("snapshot")["slow"]
        self.assertEqual((slow["user"]["name"], slow["address"]), ("~Ann", "192.0.2.7"))
        self.assertGreater(slow["waiting"], 300)

    def test_lists_have_pages(self) -> None:
        """
        Each is told once, in order.
        """
        for number in range(5):
            self.listener.enter(f"Guest{number}", room=f"room-{number}", host=f"192.0.2.{number}")
        for what, name, of in (("people", "user", "id"), ("connections", "id", None), ("rooms", "room", None)):
            path, found = f"{what}?limit=2", []
            while True:
                page = self.get(path)
                found += [row[name][of] if of else row[name] for row in page[what]]
                if not page["more"]:
                    break
                cursor = page["next"].replace("[", "%5B").replace("]", "%5D").replace('"', "%22")
                path = f"{what}?limit=2&after={cursor}"
            self.assertEqual(found, sorted(set(found)), what)
            self.assertEqual(len(found), 6, what)

    def test_bad_cursors_are_refused(self) -> None:
        texts = ("x", "%5B5%5D", "%5B%22a%22,%22b%22%5D")
        for what, cursors in (("people", texts), ("connections", texts), ("rooms", texts), ("sanctions", ("x",))):
            for cursor in cursors:
                reply = self.ask("GET", f"/api/admin/{what}?after={cursor}")
                self.assertEqual((reply.status, reply.body["field"]), (400, "after"), (what, cursor))

    def test_people_and_connections(self) -> None:
        """
        A user once, with all addresses; each connection, also one without a login.
        """
        self.listener.open(host="192.0.2.5")
        (gus,) = self.get("people")["people"]
        self.assertEqual((gus["user"]["name"], gus["kind"], gus["admin"]), ("~Gus", "guest", False))
        self.assertEqual((gus["sessions"], gus["addresses"], gus["rooms"]), (1, ["192.0.2.1"], 1))
        users = {one["address"]: one["user"] for one in self.get("connections")["connections"]}
        self.assertEqual((users["192.0.2.1"]["name"], users["192.0.2.5"]), ("~Gus", None))

    def test_rooms_with_the_people_there(self) -> None:
        self.gus.tell(type="say", room="lobby", text="Hi")
        self.listener.turns()
        (room,) = self.get("rooms")["rooms"]
        self.assertEqual((room["room"], room["kind"], room["events"], room["count"]), ("lobby", "public", 1, 1))

    def test_rooms_in_which_nobody_has_spoken(self) -> None:
        """
        They are there as long as somebody is, on the page where their ids belong.
        """
        for room in ("a", "z"):
            self.gus.tell(type="join", room=room)
        self.listener.turns()
        pages = [self.get("rooms?limit=1")]
        while pages[-1]["more"]:
            pages.append(self.get(f"rooms?limit=1&after={pages[-1]['next']}"))
        found = [(room["room"], room["events"], room["count"]) for page in pages for room in page["rooms"]]
        self.assertEqual(found, [("a", 0, 1), ("lobby", 0, 1), ("z", 0, 1)])

    def test_sanctions_everywhere(self) -> None:
        (gus,) = self.get("people")["people"]
        body = {"kind": "mute", "user": gus["user"]["id"], "reason": "spam"}
        self.assertEqual(self.ask("POST", "/api/rooms/lobby/sanctions", body).status, 201)
        (found,) = self.get("sanctions")["sanctions"]
        self.assertEqual((found["kind"], found["room"], found["reason"]), ("mute", "lobby", "spam"))

    def test_settings_with_their_sources(self) -> None:
        found = {one["key"]: one for one in self.get("config")["settings"]}
        self.assertEqual(found["limits.text"]["source"], "default")

    def test_announcement_reaches_everybody(self) -> None:
        """
        The audit log has who made it.
        """
        self.gus.hear()
        reply = self.ask("POST", "/api/admin/announcements", {"text": "Back at <b>noon</b>"})
        self.assertEqual((reply.status, reply.body), (201, {"sessions": 1}))
        (event,) = self.gus.hear()
        self.assertEqual((event["type"], event["text"]), ("announcement", "Back at <b>noon</b>"))
        self.assertEqual(self.audited()[0], ("Root", "announce", "Back at <b>noon</b>"))

    def test_what_is_no_announcement(self) -> None:
        for text in ("", " ", "two\nlines", "x" * 1001, 5):
            reply = self.ask("POST", "/api/admin/announcements", {"text": text})
            self.assertEqual((reply.status, reply.body["field"]), (400, "text"), text)

    def test_drain_stops_after_the_answer(self) -> None:
        self.node.site.stop = lambda: self.stops.append(None)
        reply = self.ask("POST", "/api/admin/drain")
        self.assertEqual((reply.status, reply.body), (202, {"connections": 1}))
        self.listener.turns()
        self.assertEqual((self.stops, self.audited()[0]), ([None], ("Root", "drain", "")))

    def test_drain_without_a_daemon(self) -> None:
        reply = self.ask("POST", "/api/admin/drain")
        self.assertEqual((reply.status, reply.body["code"]), (503, "unavailable"))
        self.assertNotIn("drain", [action for _, action, _ in self.audited()])

    def test_what_the_page_does_by_other_endpoints(self) -> None:
        """
        An administrator archives a room and signs a guest out; both are in the audit log.
        """
        self.gus.tell(type="say", room="lobby", text="Hi")
        self.listener.turns()
        self.assertEqual(self.ask("PATCH", "/api/rooms/lobby", {"kind": "archived"}).status, 200)
        (gus,) = self.get("people")["people"]
        self.assertEqual(self.ask("DELETE", f"/api/users/{gus['user']['id']}/sessions").status, 204)
        self.listener.turns()
        self.assertEqual(self.get("people")["people"], [])
        self.assertLessEqual({("Root", "set", "archived")}, set(self.audited()))
