"""
Webhooks over HTTP, by administrators.
"""

from chatd.domain.accounts import OPERATOR
from chatd.domain.webhooks import Delivery, Part
from tests.http.api.visitor import ApiTestCase

HOOKS = "/api/webhooks"
NEW = {"url": "https://example.org/chat.php", "events": ["message.*"], "rooms": ["news"]}


class WebhookEndpointTests(ApiTestCase):
    """
    An administrator who is signed in.
    """

    def setUp(self) -> None:
        super().setUp()
        self.admin = self.administrator()

    def test_added_webhook_shows_its_secret_once(self) -> None:
        made = self.admin.ask("POST", HOOKS, NEW)
        self.assertEqual(made.status, 201)
        self.assertEqual(made.body["events"], ["message.created", "message.edited", "message.deleted"])
        self.assertTrue(made.body["secret"].startswith("whsec_"))
        shown = self.admin.ask("GET", f"{HOOKS}/wh_1")
        self.assertEqual(shown.body, {name: value for name, value in made.body.items() if name != "secret"})
        self.assertEqual(self.admin.ask("GET", HOOKS).body, {"webhooks": [shown.body]})

    def test_change_rotate_and_remove(self) -> None:
        secret = self.admin.ask("POST", HOOKS, NEW).body["secret"]
        rotated = self.admin.ask("POST", f"{HOOKS}/wh_1/rotate", {"overlap": 60})
        self.assertEqual(rotated.status, 200)
        self.assertNotEqual(rotated.body["secret"], secret)
        changed = self.admin.ask("PATCH", f"{HOOKS}/wh_1", {"state": "disabled", "url": "https://example.net/"})
        self.assertEqual((changed.body["state"], changed.body["url"]), ("disabled", "https://example.net/"))
        self.assertEqual(self.admin.ask("DELETE", f"{HOOKS}/wh_1").status, 204)
        self.assertEqual(self.admin.ask("GET", f"{HOOKS}/wh_1").status, 404)

    def test_deliveries_and_replay(self) -> None:
        self.admin.ask("POST", HOOKS, NEW)
        part = Part("news", "E", 1, 2, 0, 0)
        one = Delivery(webhook="wh_1", message="msg_1", time=1, state="delivered", status=200, events=2, parts=(part,))
        store = self.webhooks._store
        self.do(store.add_delivery(one))
        self.do(store.add_delivery(one))
        page = self.admin.ask("GET", f"{HOOKS}/wh_1/deliveries?limit=1").body
        self.assertEqual(
            (page["deliveries"][0]["id"], page["deliveries"][0]["rooms"], page["more"]), (2, ["news"], True)
        )
        self.assertEqual(self.admin.ask("POST", f"{HOOKS}/wh_1/replay", {}).body, {"deliveries": [], "more": False})
        self.assertEqual(self.admin.ask("POST", f"{HOOKS}/wh_1/replay", {"delivery": 9}).status, 404)
        self.assertEqual(self.admin.ask("POST", f"{HOOKS}/wh_1/replay", {"delivery": 1}).status, 503)

    def test_bad_input_names_the_field(self) -> None:
        for changes, field in (
            ({"url": "http://127.0.0.1/"}, "url"),
            ({"url": 7}, "url"),
            ({"url": "https://example.org/" + "x" * 2000}, "url"),
            ({"events": []}, "events"),
            ({"events": ["shout"]}, "events"),
            ({"rooms": ["a b"]}, "rooms"),
            ({"shout": 1}, "shout"),
        ):
            reply = self.admin.ask("POST", HOOKS, NEW | changes)
            self.assertEqual((reply.status, reply.body["code"], reply.body["field"]), (400, "invalid", field))

    def test_only_administrators_may_ask(self) -> None:
        self.do(self.webhooks.add("https://example.org/", ["*"], ["*"], OPERATOR.who))
        other = self.visitor()
        self.join(other)
        for method, path, body in (
            ("GET", HOOKS, None),
            ("POST", HOOKS, NEW),
            ("GET", f"{HOOKS}/wh_1", None),
            ("PATCH", f"{HOOKS}/wh_1", {"state": "disabled"}),
            ("DELETE", f"{HOOKS}/wh_1", None),
            ("POST", f"{HOOKS}/wh_1/rotate", {}),
            ("GET", f"{HOOKS}/wh_1/deliveries", None),
            ("POST", f"{HOOKS}/wh_1/replay", {}),
        ):
            self.assertEqual(other.ask(method, path, body).status, 403, (method, path))
