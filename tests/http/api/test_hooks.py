"""
Incoming webhooks: what programs that know Slack's send, as a room is told it.
"""

import json
from typing import Any
from urllib.parse import quote

from twisted.logger import LogEvent, formatEvent, globalLogPublisher
from twisted.trial.unittest import SynchronousTestCase

from chatd.auth.apikeys import HOOKS_MAX, ApiKeys
from chatd.chat.requests import Requests
from chatd.domain.accounts import OPERATOR, Rate, Scope
from chatd.http.api.app import Api
from chatd.http.api.hooks import HookEndpoints
from chatd.http.api.messages import MessageEndpoints
from chatd.http.api.slack_messages import display_name, plain_text, read_message
from chatd.http.channel import BoundedSite
from chatd.http.hosts import Hosts
from chatd.http.proxies import ClientReader, Proxies
from chatd.http.static import Page
from chatd.refusal_log import RefusalLog
from tests.http.api.visitor import Reply, Visitor
from tests.support.fakes import World, succeeded

GRAFANA = {
    "channel": "#alerts",
    "username": "Grafana",
    "icon_url": "https://grafana.com/static/assets/img/fav32.png",
    "attachments": [
        {
            "color": "#D63232",
            "title": "[FIRING:1] DiskFull (db-1)",
            "title_link": "https://grafana.example/alerting/list",
            "text": "**Firing**\n\nValue: A=97.5\nLabels:\n - instance = db-1",
            "fallback": "[FIRING:1] DiskFull (db-1)",
            "footer": "Grafana v10.4.1",
            "footer_icon": "https://grafana.com/static/assets/img/fav32.png",
            "ts": 1796065757,
        }
    ],
}
GRAFANA_TEXT = (
    "[FIRING:1] DiskFull (db-1) (https://grafana.example/alerting/list)\n"
    "**Firing**\n\nValue: A=97.5\nLabels:\n - instance = db-1"
)
ALERTMANAGER = {
    "channel": "#ops",
    "username": "Alertmanager",
    "attachments": [
        {
            "title": "[FIRING:2] InstanceDown (node)",
            "title_link": "http://alertmanager.example:9093/#/alerts?receiver=slack",
            "text": "&lt;web-1&gt; is down &amp; out",
            "fallback": "[FIRING:2] InstanceDown (node) | http://alertmanager.example:9093/",
            "callback_id": "",
            "footer": "",
            "color": "danger",
            "mrkdwn_in": ["fallback", "pretext", "text"],
            "fields": [{"title": "Severity", "value": "critical", "short": True}, {"title": "For", "value": 5}],
        }
    ],
}
ALERTMANAGER_TEXT = (
    "[FIRING:2] InstanceDown (node) (http://alertmanager.example:9093/#/alerts?receiver=slack)\n"
    "<web-1> is down & out\nSeverity: critical\nFor: 5"
)
GITHUB = {
    "text": "<https://github.com/acme/shop/commit/1a2b3c4|1a2b3c4> Fix &lt;title&gt; &amp; more by <https://github.com/ann>",
    "attachments": [
        {"fallback": "build passed", "pretext": "Build <https://ci.example/4711|#4711> passed", "color": "good"}
    ],
    "unfurl_links": False,
}
GITHUB_TEXT = (
    "1a2b3c4 (https://github.com/acme/shop/commit/1a2b3c4) Fix <title> & more by https://github.com/ann\n"
    "Build #4711 (https://ci.example/4711) passed"
)
SENTRY = {
    "text": "",
    "blocks": [
        {"type": "section", "text": {"type": "mrkdwn", "text": ":red_circle: <https://sentry.example/1|*KeyError*>"}},
        {"type": "divider"},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "*State:* New"}, {"type": "mrkdwn", "text": "x"}]},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "shop"}, {"type": "plain_text", "text": "prod"}]},
        {
            "type": "actions",
            "elements": [
                {"type": "button", "text": {"type": "plain_text", "text": "Open"}, "url": "https://sentry.example/1"}
            ],
        },
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [{"type": "text", "text": "See "}, {"type": "link", "url": "https://x.example"}],
                },
                {
                    "type": "rich_text_list",
                    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}],
                },
            ],
        },
    ],
}
SENTRY_TEXT = (
    ":red_circle: *KeyError* (https://sentry.example/1)\n*State:* New\nx\nshop prod\nOpen (https://sentry.example/1)\n"
    "See https://x.example\n• one"
)


class HookTestCase(SynchronousTestCase):
    """
    A room with Anna, and an incoming webhook of it.
    """

    def setUp(self) -> None:
        self.world = World()
        requests: Requests = self.world.assembly.requests
        gate = self.world.authentication.gate
        api = Api(
            [
                *HookEndpoints(requests, gate, self.world.authentication.keys).routes(),
                *MessageEndpoints(requests).routes(),
            ],
            gate=gate,
            pay=requests.charge,
            refusals=self.world.refusals,
            hosts=Hosts(("chat.example.org",), self.world.refusals),
        )
        page: Any = Page({})
        self.site = BoundedSite(
            page,
            serve_api=api.serve_exchange,
            clock=self.world.clock,
            limits=self.world.limits,
            counters=self.world.counters,
            read_client=ClientReader(Proxies(()), RefusalLog(self.world.clock)).read_client,
            upgrade=lambda channel, client, head, rest: None,
            gone=lambda channel: None,
        )
        self.keys: ApiKeys = self.world.authentication.keys
        self.anna = self.world.account("Anna", "ops")
        self.path = self.new_hook("ops", "alerts")
        self.logged: list[str] = []

        def observe(event: LogEvent) -> None:
            self.logged.append(f"{formatEvent(event)} {event}")

        observer: Any = observe
        globalLogPublisher.addObserver(observer)
        self.addCleanup(globalLogPublisher.removeObserver, observer)

    def new_hook(self, room: str, name: str, rate: Rate = Rate(100, 500)) -> str:  # noqa: B008 - immutable
        """
        The path of a new webhook.
        """
        token, _ = succeeded(self.keys.create_hook(room, name, rate, OPERATOR.who))
        return f"/hooks/{token}"

    def post(
        self, body: object = None, path: str = "", *, raw: bytes | None = None, method: str = "POST", **more: Any
    ) -> Reply:
        """
        The answer to a program, which sends no origin.
        """
        sender = Visitor(self.site)
        wire = sender.begin(method, path or self.path, body, raw=raw, **{"origin": None, **more})
        self.world.turn()
        return sender.heard(wire)

    def told(self) -> list[dict[str, Any]]:
        """
        What was said, as Anna was told.
        """
        return [frame for frame in self.anna.heard() if frame["type"] == "message"]

    def refused(self, reply: Reply, status: int, words: str) -> None:
        """
        Check that it is short plain text.
        """
        self.assertEqual(
            (reply.status, reply.field("content-type"), reply.raw.decode()),
            (status, "text/plain; charset=utf-8", words),
        )
        self.assertNotIn(b"chatd_hook_", reply.raw + repr(reply.fields).encode())


class SenderTests(HookTestCase):
    """
    The bodies of well-known programs.
    """

    def test_programs_are_understood(self) -> None:
        for body, text, name in (
            (GRAFANA, GRAFANA_TEXT, "Grafana (alerts)"),
            (ALERTMANAGER, ALERTMANAGER_TEXT, "Alertmanager (alerts)"),
            (GITHUB, GITHUB_TEXT, "alerts"),
            (SENTRY, SENTRY_TEXT, "alerts"),
        ):
            reply = self.post(body)
            self.assertEqual(
                (reply.status, reply.raw, reply.field("content-type")), (200, b"ok", "text/plain; charset=utf-8")
            )
            (event,) = self.told()
            self.assertEqual((event["text"], event["user"]), (text, {"id": "k.hook.alerts", "name": name}))
            self.assertEqual(event["room"], "ops")

    def test_form_and_json_that_is_called_a_form(self) -> None:
        """
        As `curl --data-urlencode payload=…` and `curl -d '{…}'` send it.
        """
        form = "application/x-www-form-urlencoded"
        payload = json.dumps({"text": "50% & more: ä+b"}, ensure_ascii=False)
        for raw in (
            f"payload={quote(payload)}".encode(),
            payload.encode(),
            b"\xef\xbb\xbf" + payload.encode(),
            f"token=x&payload={quote(payload)}&x=1".encode(),
        ):
            self.assertEqual(self.post(raw=raw, content_type=form).raw, b"ok")
            (event,) = self.told()
            self.assertEqual(event["text"], "50% & more: ä+b")

    def test_long_text_is_cut(self) -> None:
        self.assertEqual(self.post({"text": "x" * (self.world.limits.text + 1)}).raw, b"ok")
        (event,) = self.told()
        self.assertEqual(event["text"], "x" * (self.world.limits.text - 1) + "…")

    def test_known_fields_of_wrong_types_are_ignored(self) -> None:
        """
        Nothing fails, and what can be shown is.
        """
        wrong: tuple[Any, ...] = (
            None,
            True,
            7,
            1.5,
            10**400,
            "x",
            [],
            {},
            [None, 1, "x", [], {}],
            {"text": {"text": 1}},
        )
        for value in wrong:
            for name in ("username", "attachments", "blocks"):
                self.assertEqual(self.post({"text": "kept", name: value}).raw, b"ok", (name, value))
            names = ("title", "title_link", "text", "pretext", "fallback", "color", "fields", "blocks")
            for name in names:
                body = {"attachments": [{"pretext": "kept", "fallback": "kept", name: value}]}
                self.assertEqual(self.post(body).raw, b"ok", (name, value))
            self.assertIn(self.post({"text": value, "blocks": [{"type": "section", "text": value}]}).status, {200, 400})
            self.assertEqual({event["text"][:1] for event in self.told()} - {"k", "7", "1", "x"}, set())

    def test_deep_blocks_end(self) -> None:
        block: dict[str, Any] = {"type": "rich_text", "elements": []}
        for _ in range(200):
            block = {"type": "rich_text", "elements": [block]}
        self.assertEqual(self.post({"text": "kept", "attachments": [{"blocks": [block]}]}).raw, b"ok")
        self.refused(self.post(raw=b'{"text":"x","a":' + b"[" * 5000 + b"]" * 5000 + b"}"), 400, "invalid_payload")

    def test_announcements_and_slow_rooms(self) -> None:
        """
        A webhook is there to write: it does not wait, and nobody has to make it a moderator.
        """
        world = self.world
        settings = world.moderation.room_settings
        succeeded(settings.update_settings(OPERATOR, "ops", {"kind": "announce", "slow": 60_000}))
        self.assertEqual([self.post({"text": "x"}).raw for _ in range(2)], [b"ok", b"ok"])

    def test_name_of_an_account_is_not_taken(self) -> None:
        """
        The sender's own name comes first, and never alone.
        """
        self.post({"text": "x", "username": "Anna"})
        self.post({"text": "x", "username": "\u202e\u200b \n"})
        self.post({"text": "x", "username": "An\u200bna " * 50})
        names = [event["user"]["name"] for event in self.told()]
        self.assertEqual(names[:2], ["Anna (alerts)", "alerts"])
        self.assertEqual((names[2][:5], names[2][-9:]), ("Anna ", " (alerts)"))
        self.assertLessEqual(len(names[2]), self.world.limits.name)


BOUNDARY = b"------------------------d74496d66958873e"


def multipart(*parts: tuple[bytes, bytes]) -> bytes:
    """
    A body of these parts: what stands behind ``form-data; `` in its head, and its content.
    """
    lines = [
        b"--" + BOUNDARY + b"\r\nContent-Disposition: form-data; " + head + b"\r\n\r\n" + content + b"\r\n"
        for head, content in parts
    ]
    return b"".join(lines) + b"--" + BOUNDARY + b"--\r\n"


class MultipartTests(HookTestCase):
    """
    Forms as `curl -F` sends them.
    """

    def send(self, raw: bytes) -> Reply:
        """
        The answer to a form.
        """
        kind = "multipart/form-data; boundary=" + BOUNDARY.decode()
        return self.post(raw=raw, **{"content-type": kind})

    def test_field_and_file(self) -> None:
        other, message = (b'name="channel"', b"#ops"), '{"text":"Gr\u00fcn \u2713"}'.encode()
        for head in (b'name="payload"', b'name="payload"; filename="message.json"\r\nContent-Type: application/json'):
            self.assertEqual(self.send(multipart(other, (head, message))).raw, b"ok")
        self.assertEqual([event["text"] for event in self.told()], ["Grün ✓", "Grün ✓"])

    def test_forms_that_are_none(self) -> None:
        whole = multipart((b'name="payload"', b'{"text":"x"}'))
        for raw in (
            whole[:-10],
            whole[:60],
            whole.replace(b"\r\n", b"\n"),
            multipart((b'name="other"', b'{"text":"x"}')),
            multipart((b'name="payload"', b"[1]")),
            multipart((b'name="payload"', b"\xff")),
            multipart(*[(b'name="other"', b"x")] * 101, (b'name="payload"', b'{"text":"x"}')),
            b"--",
            b"--\r\n",
            b"--" + b"x" * 200,
            b"--\xff\r\n\r\n",
        ):
            self.refused(self.send(raw), 400, "invalid_payload")
        self.assertEqual(self.told(), [])


class RefusalTests(HookTestCase):
    """
    What is refused, in words that senders know.
    """

    def test_bodies_that_are_none(self) -> None:
        for raw in (b"{", b"[]", b"null", b"text=x", b"payload=", b"payload=[1]", b"\xff", b'{"text":"\\ud800"}', b" "):
            self.refused(self.post(raw=raw), 400, "invalid_payload")
        self.refused(self.post(raw=b"a=1&" * 200), 400, "invalid_payload")
        empty: tuple[dict[str, Any], ...] = (
            {},
            {"text": ""},
            {"text": " \n"},
            {"text": "\u200b"},
            {"attachments": [{}]},
            {"blocks": [{}]},
        )
        for body in empty:
            self.refused(self.post(body), 400, "no_text")
        self.assertEqual(self.told(), [])

    def test_unknown_and_revoked_are_the_same(self) -> None:
        unknown = "/hooks/chatd_hook_" + "A" * 43
        succeeded(self.keys.revoke_key("hook.alerts", OPERATOR.who))
        answers = [self.post({"text": "x"}, path) for path in (self.path, unknown, "/hooks/x")]
        for reply in answers:
            self.refused(reply, 404, "no_service")
            self.assertEqual(reply.fields.get("www-authenticate"), None)
        self.refused(self.post({"text": "x"}, "/hooks"), 404, "there is nothing at this path")
        self.assertEqual(self.told(), [])

    def test_token_is_good_for_its_address_only(self) -> None:
        """
        As the token of a key is no webhook's.
        """
        token = self.path.rpartition("/")[2]
        reply = self.post({"text": "x"}, "/api/rooms/ops/messages", authorization=f"Bearer {token}")
        self.assertEqual((reply.status, reply.body["code"]), (401, "bad_token"))
        key, _ = succeeded(self.keys.create_key("all", Scope({"*": ("*",)}), OPERATOR.who))
        self.refused(self.post({"text": "x"}, f"/hooks/{key}"), 404, "no_service")

    def test_budget_of_its_own(self) -> None:
        path = self.new_hook("ops", "slow", Rate(0.5, 2))
        self.assertEqual([self.post({"text": "x"}, path).raw for _ in range(2)], [b"ok", b"ok"])
        reply = self.post({"text": "x"}, path)
        self.refused(reply, 429, "rate_limited")
        self.assertEqual(reply.field("retry-after"), "3")
        self.assertEqual(self.post({"text": "x"}).raw, b"ok")
        self.world.turn(3)
        self.assertEqual(self.post({"text": "x"}, path).raw, b"ok")

    def test_bad_bodies_cost_as_much_as_good_ones(self) -> None:
        path = self.new_hook("ops", "slow", Rate(0.5, 2))
        for _ in range(2):
            self.refused(self.post(raw=b"{", path=path), 400, "invalid_payload")
        self.refused(self.post(raw=b"{", path=path), 429, "rate_limited")

    def test_too_large(self) -> None:
        reply = self.post(raw=b"x" * (self.world.limits.body + 1))
        self.assertEqual((reply.status, reply.field("content-type").partition(";")[0]), (413, "text/plain"))

    def test_other_methods(self) -> None:
        reply = self.post(method="GET")
        self.assertEqual((reply.status, reply.field("allow")), (405, "OPTIONS, POST"))
        self.assertNotIn(b"chatd_hook_", reply.raw)

    def test_rooms_where_nobody_writes(self) -> None:
        self.refused(self.post({"text": "x"}, self.new_hook("~none", "hidden")), 404, "channel_not_found")
        succeeded(self.world.moderation.room_settings.update_settings(OPERATOR, "ops", {"kind": "archived"}))
        self.refused(self.post({"text": "x"}), 403, "action_prohibited")

    def test_any_host_name_and_no_origin(self) -> None:
        """
        The token is in the path: who has it needs neither.
        """
        self.assertEqual(self.post({"text": "x"}, host="chatd.internal.example").raw, b"ok")

    def test_token_is_in_no_log(self) -> None:
        token = self.path.rpartition("/")[2]
        self.post({"text": "x"})
        self.post(raw=b"{")
        self.post(method="PUT")
        self.post(raw=b"x" * (self.world.limits.body + 1))
        self.post({"text": "x"}, f"{self.path}/more")
        succeeded(self.keys.revoke_key("hook.alerts", OPERATOR.who))
        self.post({"text": "x"})
        self.assertTrue(any("/hooks" in line for line in self.logged))
        self.assertEqual([line for line in self.logged if token[12:] in line], [])


class RoomHooksTests(HookTestCase):
    """
    The owners of a room manage its incoming webhooks.
    """

    def setUp(self) -> None:
        super().setUp()
        self.owner = self.key("owner", {"ops": ("*",), "dev": ("*",)})

    def key(self, name: str, rooms: dict[str, tuple[str, ...]], role: str = "owner") -> str:
        """
        The token of a new key with that role in these rooms.
        """
        scope = Scope(rooms, dict.fromkeys(rooms, role), per_second=1000, burst=1000)
        return succeeded(self.keys.create_key(name, scope, OPERATOR.who))[0]

    def ask(self, method: str, path: str, body: object = None, token: str = "") -> Reply:
        """
        The answer to the owner, or to another key.
        """
        return self.post(body, f"/api/rooms/{path}", method=method, authorization=f"Bearer {token or self.owner}")

    def names(self, room: str) -> list[str]:
        """
        The names of a room's webhooks.
        """
        return [hook["name"] for hook in self.ask("GET", f"{room}/hooks").body["hooks"]]

    def test_made_used_and_deleted(self) -> None:
        reply = self.ask("POST", "dev/hooks", {"name": "ci"})
        self.assertEqual((reply.status, reply.body["id"], reply.body["name"]), (201, "k.hook.ci", "ci"))
        self.assertEqual(self.post({"text": "x"}, reply.body["path"]).raw, b"ok")
        (hook,) = self.ask("GET", "dev/hooks").body["hooks"]
        now = self.world.now()
        self.assertEqual(hook, {"id": "k.hook.ci", "name": "ci", "by": "k.owner", "created": now, "used": now})
        self.assertEqual(self.names("ops"), ["alerts"])
        self.assertEqual(self.ask("DELETE", "dev/hooks/ci").status, 204)
        self.refused(self.post({"text": "x"}, reply.body["path"]), 404, "no_service")
        self.assertEqual(self.names("dev"), [])
        self.assertEqual(self.ask("POST", "dev/hooks", {"name": "ci"}).status, 201)
        acts = succeeded(self.world.roster.list_acts(limit=10))
        told = [(act.action, act.room, act.detail) for act in acts if act.room == "dev"]
        self.assertEqual(
            told, [("create_hook", "dev", "ci"), ("revoke_hook", "dev", "ci"), ("create_hook", "dev", "ci")]
        )

    def test_rooms_have_their_own(self) -> None:
        """
        A name is taken on the whole site, but what is of another room is not there.
        """
        reply = self.ask("DELETE", "dev/hooks/alerts")
        self.assertEqual((reply.status, reply.body["code"], reply.body["field"]), (404, "not_found", "hook"))
        self.assertEqual(self.ask("DELETE", "dev/hooks/none").body["detail"], reply.body["detail"])
        self.assertEqual(self.post({"text": "x"}).raw, b"ok")
        reply = self.ask("POST", "dev/hooks", {"name": "alerts"})
        self.assertEqual((reply.status, reply.body["code"], reply.body["field"]), (409, "conflict", "name"))
        for name in ("", "A", "a b", "a.b", "x" * 33, "é"):
            reply = self.ask("POST", "dev/hooks", {"name": name})
            self.assertEqual((reply.status, reply.body["field"]), (400, "name"), name)

    def test_who_may_not(self) -> None:
        for token in (self.key("helper", {"ops": ("*",)}, "moderator"), self.key("limited", {"ops": ("set", "say")})):
            for method, path, body in (
                ("GET", "ops/hooks", None),
                ("POST", "ops/hooks", {"name": "ci"}),
                ("DELETE", "ops/hooks/alerts", None),
            ):
                reply = self.ask(method, path, body, token)
                self.assertEqual((reply.status, reply.body["code"]), (403, "forbidden"))
            self.world.turn(1)
        self.assertEqual(self.names("ops"), ["alerts"])

    def test_muted_owner_makes_no_other_voice(self) -> None:
        succeeded(self.world.moderation.sanctions.impose(OPERATOR, "mute", None, "k.owner"))
        reply = self.ask("POST", "ops/hooks", {"name": "ci"})
        self.assertEqual((reply.status, reply.body["code"]), (403, "muted"))

    def test_room_has_so_many(self) -> None:
        made = [self.ask("POST", "dev/hooks", {"name": f"h{number}"}).status for number in range(HOOKS_MAX)]
        self.assertEqual(set(made), {201})
        reply = self.ask("POST", "dev/hooks", {"name": "more"})
        self.assertEqual((reply.status, reply.body["code"]), (403, "forbidden"))
        self.ask("DELETE", "dev/hooks/h0")
        self.assertEqual(self.ask("POST", "dev/hooks", {"name": "more"}).status, 201)


class TextTests(SynchronousTestCase):
    """
    The form of texts.
    """

    def test_marks_of_links_and_mentions(self) -> None:
        for given, shown in (
            ("<https://x.example|Label>", "Label (https://x.example)"),
            ("<https://x.example>", "https://x.example"),
            ("<https://x.example|https://x.example>", "https://x.example"),
            ("<https://x.example|x.example>", "https://x.example"),
            ("<https://x.example/?a=1&amp;b=2|>", "https://x.example/?a=1&b=2"),
            ("<mailto:a@x.example|a@x.example>", "a@x.example"),
            ("<!here> <!subteam^S1|@ops> <!date^1^{date}|today>", "@here @ops today"),
            ("<@U1> <@U1|ann> <#C1|ops>", "@U1 @ann #ops"),
            ("a < b > c, x<y, <b>&amp;</b>", "a < b > c, x<y, <b>&</b>"),
            ("&amp;lt; &lt;&gt; &quot;", "&lt; <> &quot;"),
            ("<" * 1000, "<" * 1000),
        ):
            self.assertEqual(plain_text(given), shown)

    def test_fallback_counts_where_nothing_else_is(self) -> None:
        for attachment, shown in (
            ({"fallback": "f"}, "f"),
            ({"fallback": "f", "text": "t"}, "t"),
            ({"title": "T"}, "T"),
            ({"title_link": "https://x.example"}, "https://x.example"),
            ({"fields": [{"title": "a"}, {"value": "b"}, {}]}, "a\nb"),
        ):
            self.assertEqual(read_message(json.dumps({"attachments": [attachment]}).encode()).text, shown)

    def test_control_characters_are_taken_out(self) -> None:
        self.assertEqual(read_message(b'{"text":"a\\u0000\\r\\nb\\u001b[1m\\tc"}').text, "a\nb[1m\tc")

    def test_name_leaves_room_for_that_of_the_webhook(self) -> None:
        self.assertEqual(display_name("Grafana", "a" * 32, 32), "a" * 32)
        self.assertEqual(display_name("Grafana", "ci", 8), "Gra (ci)")
