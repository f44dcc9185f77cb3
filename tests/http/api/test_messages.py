"""
Messages over HTTP, as a back end sends them: no connection, no room joined.
"""

import json
from typing import Any
from urllib.parse import quote

from msgspec.structs import force_setattr
from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd.auth.apikeys import ApiKeys
from chatd.chat.rooms.subscriptions import HELD_MAX, HELD_SECONDS
from chatd.domain.accounts import OPERATOR, Scope, SignedOut
from chatd.domain.moderation import Member
from chatd.http.api.app import Api
from chatd.http.api.messages import MessageEndpoints, _MessageBatch
from chatd.http.api.request import BODY_MAX
from chatd.http.api.rooms import RoomEndpoints
from chatd.http.channel import BoundedSite
from chatd.http.proxies import ClientReader, Proxies
from chatd.http.static import Page
from chatd.refusal_log import RefusalLog
from tests.http.api.visitor import Reply, Visitor
from tests.support.fakes import Person, World, succeeded

NEWS = "/api/rooms/news/messages"
DATA = {"build": 4711}


class BackEndTestCase(SynchronousTestCase):
    """
    A back end with a key, and Anna, who has joined a room.
    """

    retention = "forever"

    def setUp(self) -> None:
        """
        Nothing has been said yet.
        """
        self.world = World(retention=self.retention)
        requests = self.world.assembly.requests
        api = Api(
            [*MessageEndpoints(requests).routes(), *RoomEndpoints(requests).routes()],
            gate=self.world.authentication.gate,
            pay=requests.charge,
            refusals=self.world.refusals,
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
        self.key = self.new_key("bot", {"*": ("*",)}, speaks_as=True)
        self.anna = self.world.account("Anna", "news")

    def new_key(self, name: str, rooms: dict[str, tuple[str, ...]], **scope: Any) -> str:
        """
        The token of a new key.
        """
        keys = ApiKeys(self.world.people, self.world.now, lambda change: None)
        token, _ = succeeded(keys.create_key(name, Scope(rooms, **scope), OPERATOR.who))
        return str(token)

    def ask(self, method: str, path: str, body: object = None, *, key: str | None = None, **more: Any) -> Reply:
        """
        The answer to a request with a key.
        """
        back_end = Visitor(self.site)
        wire = back_end.begin(method, path, body, authorization=f"Bearer {key or self.key}", origin=None, **more)
        self.world.turn()
        return back_end.heard(wire)

    def wrong(self, reply: Reply, status: int, code: str, field: str | None = None) -> None:
        """
        Check that it is a problem document.
        """
        self.assertEqual((reply.status, reply.field("content-type")), (status, "application/problem+json"), reply.raw)
        self.assertEqual((reply.body["code"], reply.body.get("field")), (code, field), reply.raw)

    def told(self, person: Person | None = None) -> list[dict[str, Any]]:
        """
        What was said, as somebody in the room was told.
        """
        return [frame for frame in (person or self.anna).heard() if frame["type"] not in {"presence", "activity"}]


class SendTests(BackEndTestCase):
    """
    New messages.
    """

    def test_message_is_stored_and_told(self) -> None:
        """
        201 with its place; nobody came or went for it.
        """
        reply = self.ask("POST", NEWS, {"text": "Green!", "data": DATA})
        self.assertEqual((reply.status, set(reply.body)), (201, {"seq", "time", "epoch"}))
        (event,) = self.anna.heard()
        self.assertEqual((event["text"], event["data"], event["user"]["id"]), ("Green!", DATA, "k.bot"))
        self.assertEqual((event["seq"], event["time"]), (reply.body["seq"], reply.body["time"]))
        self.assertEqual(self.anna.ask("presence", room="news")["count"], 1)

    def test_retry_is_the_first_message(self) -> None:
        """
        200 with its place, by the field or by the head, in quotes or not.
        """
        first = self.ask("POST", NEWS, {"text": "Green!", "key": "k1"})
        for fields in ({}, {"idempotency_key": "k1"}, {"idempotency_key": '"k1"'}):
            body = {"text": "Green!"} if fields else {"text": "Green!", "key": "k1"}
            again = self.ask("POST", NEWS, body, **fields)
            self.assertEqual((again.status, again.body), (200, first.body))
        self.wrong(self.ask("POST", NEWS, {"text": "Red!", "key": "k1"}), 409, "conflict", "key")
        self.wrong(self.ask("POST", NEWS, {"text": "x", "key": "k1"}, idempotency_key="k2"), 400, "invalid", "key")
        twice = self.ask("POST", NEWS, {"text": "x"}, idempotency_key="k2\r\nidempotency-key: k3")
        self.wrong(twice, 400, "invalid", "idempotency-key")
        self.assertEqual(len(self.told()), 1)

    def test_room_that_nobody_is_in(self) -> None:
        """
        The message is there for who comes later; who follows the room is told of it.
        """
        self.anna.send("leave", room="news")
        self.world.turn()
        self.ask("POST", NEWS, {"text": "Green!"})
        self.anna.heard()
        joined = self.anna.ask("join", room="news")
        self.assertEqual([event["text"] for event in joined["events"]], ["Green!"])

    def test_back_end_speaks_as_others(self) -> None:
        """
        If its key allows that; the name is told with the id of a token's user.
        """
        self.assertEqual(self.ask("POST", NEWS, {"text": "hi", "as": {"id": "x.site.7", "name": "Ben"}}).status, 201)
        (event,) = self.told()
        self.assertEqual(event["user"], {"id": "x.site.7", "name": "Ben"})
        shy = self.new_key("shy", {"*": ("*",)})
        self.wrong(
            self.ask("POST", NEWS, {"text": "hi", "as": {"id": "x.site.7", "name": "Ben"}}, key=shy),
            403, "forbidden", "as",
        )  # fmt: skip
        self.wrong(self.ask("POST", NEWS, {"text": "hi", "as": {"id": "g.x"}}), 400, "invalid", "as.id")

    def test_key_has_a_budget_of_its_own(self) -> None:
        """
        Not a stranger's; and whoever it speaks as.
        """
        small = self.new_key("small", {"*": ("*",)}, speaks_as=True, per_second=1.0, burst=3)
        for number in range(3):
            body = {"text": "x", "as": {"id": f"x.site.{number}", "name": "Ben"}}
            self.assertEqual(self.ask("POST", NEWS, body, key=small).status, 201)
        refused = self.ask("POST", NEWS, {"text": "x"}, key=small)
        self.wrong(refused, 429, "rate_limited")
        self.assertEqual((refused.field("retry-after"), refused.body["retry_after"] <= 1001), ("2", True))
        self.world.turn(1.001)
        self.assertEqual(self.ask("POST", NEWS, {"text": "x"}, key=small).status, 201)
        for _ in range(100):
            self.assertEqual(self.ask("POST", NEWS, {"text": "x"}).status, 201)

    def test_guests_and_accounts_send_with_their_own_rights(self) -> None:
        """
        A guest's token is one as on a WebSocket; sanctions and budgets are the same.
        """
        guest = self.world.guest("Gus")
        self.assertEqual(self.ask("POST", NEWS, {"text": "hi"}, key=guest.token).status, 201)
        (event,) = self.told()
        self.assertEqual(event["user"]["name"], guest.session.who.name)
        self.wrong(self.ask("POST", NEWS, {"text": "hi", "data": DATA}, key=guest.token), 403, "forbidden")
        root = self.world.account("Root", admin=True)
        root.ask("join", room="news")
        root.ask("mute", room="news", user=guest.id)
        self.wrong(self.ask("POST", NEWS, {"text": "hi"}, key=guest.token), 403, "muted")
        root.ask("ban", room="news", user=guest.id)
        self.wrong(self.ask("GET", NEWS, key=guest.token), 403, "banned")

    def test_who_was_heard_can_be_muted(self) -> None:
        """
        Though nobody saw them come, and a signal leaves no message.
        """
        guest, root = self.world.guest("Gus"), self.world.account("Olga", "news")
        succeeded(self.world.roster.put_member("news", Member(root.session.who, "moderator", 0), None))
        self.world.assembly.authorizer.members.set_member("news", Member(root.session.who, "moderator", 0))
        self.assertEqual(self.world.error_code(root, "mute", room="news", user=guest.id), "not_found")
        signal = {"name": "cursor", "body": {}}
        self.assertEqual(self.ask("POST", "/api/rooms/news/signals", signal, key=guest.token).status, 204)
        self.assertIsNone(self.world.error_code(root, "mute", room="news", user=guest.id))
        self.wrong(self.ask("POST", "/api/rooms/news/signals", signal, key=guest.token), 403, "muted")

    def test_login_that_ends_meanwhile_says_nothing(self) -> None:
        """
        The key is revoked while the room is opened.
        """
        read = self.world.memory.read
        held: Deferred[None] = Deferred()
        self.patch(self.world.memory, "read", lambda room, **more: held.addCallback(lambda _: read(room, **more)))
        back_end = Visitor(self.site)
        wire = back_end.begin(
            "POST", "/api/rooms/other/messages", {"text": "x"}, authorization=f"Bearer {self.key}", origin=None
        )
        self.world.assembly.account_updates.apply_change(SignedOut("k.bot"))
        held.callback(None)
        self.world.turn()
        self.wrong(back_end.heard(wire), 401, "login_required")

    def test_what_is_wrong_is_named(self) -> None:
        """
        Nothing is stored.
        """
        deep: Any = 1
        for _ in range(40):
            deep = {"in": deep}
        for body, status, code, field in (
            ({}, 400, "invalid", "text"),
            ({"text": ""}, 400, "invalid", "text"),
            ({"text": 5}, 400, "invalid", "text"),
            ({"text": "x" * 4001}, 413, "too_large", "text"),
            ({"text": "x", "texd": "x"}, 400, "invalid", "texd"),
            ({"text": "x", "data": []}, 400, "invalid", "data"),
            ({"text": "x", "data": {"x": "y" * 9000}}, 413, "too_large", "data"),
            ({"text": "x", "data": deep}, 400, "invalid", "data"),
            ({"text": "x", "key": "ä"}, 400, "invalid", "key"),
            ({"text": "x", "reply_to": 0}, 400, "invalid", "reply_to"),
            ({"text": "x", "reply_to": 9}, 404, "not_found", "reply_to"),
            ({"text": "x", "as": "Ben"}, 400, "invalid", "as"),
            ([], 400, "invalid", "body"),
        ):
            self.wrong(self.ask("POST", NEWS, body), status, code, field)
        for raw in (b"{", b"\xff", b'{"text":"\\ud800"}', b'{"data":' * 5000, b"NaN"):
            self.wrong(self.ask("POST", NEWS, raw=raw, content_type="application/json"), 400, "invalid", "body")
        self.wrong(self.ask("POST", NEWS, raw=b"text=x", content_type="text/plain"), 415, "invalid", "content-type")
        self.wrong(self.ask("POST", "/api/rooms/ne%20ws/messages", {"text": "x"}), 400, "invalid", "room")
        self.wrong(self.ask("POST", "/api/rooms/~gone/messages", {"text": "x"}), 404, "not_found")
        self.wrong(self.ask("PUT", NEWS, {"text": "x"}), 405, "invalid", "method")
        self.wrong(self.ask("POST", NEWS, {"text": "x"}, key="chatd_key_none"), 401, "bad_token", "token")
        self.assertEqual(self.told(), [])

    def test_without_a_login_the_way_in_is_told(self) -> None:
        """
        Also to programs that send no Origin.
        """
        stranger = Visitor(self.site)
        reply = stranger.ask("POST", NEWS, {"text": "x"}, origin=None)
        self.wrong(reply, 401, "login_required")
        self.assertIn("Authorization: Bearer", reply.body["detail"])


class InboxTests(BackEndTestCase):
    """
    Messages to a user.
    """

    def inbox(self) -> list[dict[str, Any]]:
        """
        What Anna reads, over HTTP, in a browser that she has signed in with.
        """
        self.anna.send("join", room="~inbox.a.anna", ref="j")
        self.world.turn()
        answer = next(frame for frame in self.anna.heard() if frame.get("ref") == "j")
        return list(answer["events"])

    def test_message_is_stored_for_who_is_away(self) -> None:
        """
        Text, data or both; the same key is the same message.
        """
        path = "/api/users/a.anna/messages"
        reply = self.ask("POST", path, {"text": "Paid", "data": DATA}, idempotency_key="k")
        self.assertEqual((reply.status, reply.body["seq"], set(reply.body)), (201, 1, {"seq", "time", "epoch"}))
        again = self.ask("POST", path, {"text": "Paid", "data": DATA, "key": "k"})
        self.assertEqual((again.status, again.body), (200, reply.body))
        self.assertEqual(self.ask("POST", path, {"data": DATA}).status, 201)
        self.assertEqual([(one["text"], one["data"]) for one in self.inbox()], [("Paid", DATA), ("", DATA)])

    def test_bad_ones_name_the_field(self) -> None:
        """
        Nothing is stored.
        """
        self.wrong(self.ask("POST", "/api/users/anna/messages", {"text": "x"}), 400, "invalid", "user")
        self.wrong(self.ask("POST", "/api/users/a.nobody/messages", {"text": "x"}), 404, "not_found", "user")
        self.wrong(self.ask("POST", "/api/users/x.other.1/messages", {"text": "x"}), 404, "not_found", "user")
        self.wrong(self.ask("POST", "/api/users/a.anna/messages", {}), 400, "invalid", "text")
        self.wrong(self.ask("POST", "/api/users/a.anna/messages", {"text": "x" * 5000}), 413, "too_large", "text")
        self.wrong(
            self.ask("POST", "/api/users/a.anna/messages", {"data": {"x": "y" * 9000}}), 413, "too_large", "data"
        )
        self.assertEqual(self.inbox(), [])

    def test_for_an_encoded_id(self) -> None:
        """
        Ids in paths are percent-encoded, also a slash: subjects of tokens may have one.
        """
        self.assertEqual(self.ask("POST", "/api/users/x.site.a%2Fb/messages", {"text": "x"}).status, 201)

    def test_key_without_notify_may_not(self) -> None:
        """
        Before anything is looked up.
        """
        key = self.new_key("news", {"news": ("*",)})
        for user in ("a.anna", "a.nobody"):
            reply = self.ask("POST", f"/api/users/{user}/messages", {"text": "x"}, key=key)
            self.wrong(reply, 403, "forbidden")

    def test_said_as_a_user(self) -> None:
        """
        The author is that user; the key decides what it may.
        """
        as_ = {"id": "x.site.42", "name": "Tess"}
        self.assertEqual(self.ask("POST", "/api/users/a.anna/messages", {"text": "Hi", "as": as_}).status, 201)
        (message,) = self.inbox()
        self.assertEqual(message["user"], as_)

    def test_nobody_reads_it_over_http(self) -> None:
        """
        The key that wrote it neither.
        """
        self.ask("POST", "/api/users/a.anna/messages", {"text": "secret"})
        for path in ("/api/rooms/~inbox.a.anna", "/api/rooms/~inbox.a.anna/messages"):
            self.wrong(self.ask("GET", path), 404, "not_found")


class BatchTests(BackEndTestCase):
    """
    Many messages in one request.
    """

    def test_order_is_kept_and_a_bad_one_spoils_none(self) -> None:
        """
        The answer has a result for each.
        """
        messages: list[Any] = [
            {"room": "news", "text": "one"},
            {"room": "news"},
            {"room": "other", "text": "elsewhere"},
            5,
            {"room": "~gone", "text": "x"},
            {"room": "", "text": "x"},
            {"text": "nowhere"},
            {"room": "news", "text": "two", "key": "k"},
            {"room": "news", "text": "two", "key": "k"},
        ]
        reply = self.ask("POST", "/api/messages", {"messages": messages})
        self.assertEqual(reply.status, 200)
        results = reply.body["results"]
        seqs = [result.get("seq") for result in results]
        self.assertEqual(seqs, [1, None, 1, None, None, None, None, 2, 2])
        codes = [(result.get("code"), result.get("field")) for result in results if "code" in result]
        self.assertEqual(
            codes,
            [
                ("invalid", "text"),
                ("invalid", "messages[3]"),
                ("not_found", None),
                ("invalid", "room"),
                ("invalid", "room"),
            ],
        )
        self.assertEqual([event["text"] for event in self.told()], ["one", "two"])
        refused = self.world.counters.refused
        self.assertEqual((refused["http", "invalid"], refused["http", "not_found"]), (4, 1))

    def test_each_result_is_that_of_its_message(self) -> None:
        """
        Messages of one room are refused and stored in one commit, more than a connection may have refused.
        """
        limits = self.world.limits
        # The other tests have the same.
        self.addCleanup(force_setattr, limits, "refusals_burst", limits.refusals_burst)
        force_setattr(limits, "refusals_burst", 3)
        bad = {"room": "news", "text": "x", "reply_to": 99}
        messages = [bad if number % 2 else {"room": "news", "text": f"{number}"} for number in range(20)]
        reply = self.ask("POST", "/api/messages", {"messages": messages})
        found = [result.get("seq", result.get("field")) for result in reply.body["results"]]
        self.assertEqual(found, [part for seq in range(1, 11) for part in (seq, "reply_to")])
        self.assertEqual({result["epoch"] for result in reply.body["results"][::2]}, {self.head()})

    def head(self) -> str:
        """
        The epoch of the room.
        """
        epoch: str = self.ask("GET", NEWS).body["epoch"]
        return epoch

    def test_batch_goes_to_rooms_and_inboxes(self) -> None:
        """
        Each on its own conditions.
        """
        messages = [
            {"user": "a.anna", "text": "one"},
            {"room": "news", "text": "two"},
            {"user": "x.site.42", "text": "three"},
            {"user": "a.anna", "data": DATA},
            {"user": "a.nobody", "text": "x"},
            {"user": "a.anna", "room": "news", "text": "x"},
            {"user": "nonsense", "text": "x"},
            {"room": "~inbox.a.anna", "text": "x"},
        ]
        results = self.ask("POST", "/api/messages", {"messages": messages}).body["results"]
        self.assertEqual([result.get("seq") for result in results], [1, 1, 1, 2, None, None, None, None])
        codes = [(result["code"], result.get("field")) for result in results[4:]]
        self.assertEqual(codes, [("not_found", "user"), ("invalid", "room"), ("invalid", "user"), ("not_found", None)])
        only_rooms = self.new_key("rooms", {"news": ("*",)})
        results = self.ask("POST", "/api/messages", {"messages": messages[:2]}, key=only_rooms).body["results"]
        self.assertEqual([result.get("code") for result in results], ["forbidden", None])

    def test_answers_keep_their_order_whenever_they_come(self) -> None:
        """
        Of messages stored now, stored before, refused at once and refused by the store.
        """
        self.ask("POST", NEWS, {"text": "before", "key": "k1"})
        messages: list[dict[str, Any]] = [
            {"room": "news", "text": "first"},
            {"room": "news", "text": "before", "key": "k1"},
            {"room": "news", "text": ""},
            {"room": "news", "text": "other", "key": "k1"},
            {"room": "elsewhere", "text": "second"},
            {"room": "news", "text": "third", "reply_to": 900},
            {"room": "news", "text": "last"},
        ]
        results = self.ask("POST", "/api/messages", {"messages": messages}).body["results"]
        told = [result.get("seq", result.get("code")) for result in results]
        self.assertEqual(told, [2, 1, "invalid", "conflict", 1, "not_found", 3])

    def test_request_is_resumed_once_for_a_batch(self) -> None:
        """
        Not once for each message: that would be a tenth of its cost.
        """
        resumed = []
        result = _MessageBatch._result

        async def counted(batch: Any, message: Any) -> Any:
            resumed.append(message.outcome.called)
            return await result(batch, message)

        self.patch(_MessageBatch, "_result", counted)
        messages = [{"room": "news", "text": f"message {number}"} for number in range(100)]
        self.assertEqual(self.ask("POST", "/api/messages", {"messages": messages}).status, 200)
        self.assertEqual(resumed, [False] + [True] * 99)

    def test_hundred_keep_their_order(self) -> None:
        """
        In rooms that were not open before as well; one commit takes all.
        """
        texts = [f"message {number}" for number in range(100)]
        messages = [{"room": f"room{number % 3}", "text": text} for number, text in enumerate(texts)]
        self.assertEqual(self.ask("POST", "/api/messages", {"messages": messages}).status, 200)
        said = [
            [event["text"] for event in self.ask("GET", f"/api/rooms/room{room}/messages?limit=100").body["events"]]
            for room in range(3)
        ]
        self.assertEqual(said, [texts[room::3] for room in range(3)])

    def test_speakers_do_not_overtake_each_other(self) -> None:
        """
        Who has to be looked up is, before the first message is stored.
        """
        messages: list[Any] = [
            {"room": "news", "text": "1", "as": {"id": "a.anna"}},
            {"room": "news", "text": "2"},
            {"room": "news", "text": "3", "as": {"id": "a.gone"}},
            {"room": "news", "text": "4", "as": {"id": "x.site.7", "name": "Ben"}},
            {"room": "news", "text": "5", "as": {"id": "a.anna"}},
            {"room": "news", "text": "6"},
        ]
        account = self.world.people.account
        waiting: list[tuple[Deferred[Any], str]] = []

        def slow(user_id: str) -> Deferred[Any]:
            waiting.append((Deferred(), user_id))
            return waiting[-1][0]

        self.patch(self.world.people, "account", slow)
        back_end = Visitor(self.site)
        wire = back_end.begin(
            "POST", "/api/messages", {"messages": messages}, authorization=f"Bearer {self.key}", origin=None
        )
        asked = []
        while waiting:
            held, user_id = waiting.pop(0)
            asked.append(user_id)
            held.callback(succeeded(account(user_id)))
            self.world.turn()
        codes = [result.get("code") for result in back_end.heard(wire).body["results"]]
        self.assertEqual(codes, [None, None, "not_found", None, None, None])
        self.assertEqual([event["text"] for event in self.told()], ["1", "2", "4", "5", "6"])
        self.assertEqual(asked, ["a.anna", "a.gone"])

    def test_work_is_paid_for_before_it_is_done(self) -> None:
        """
        Rooms that nobody has open, and speakers; with nothing left, nothing is done at all.
        """
        poor = self.new_key("poor", {"*": ("*",)}, per_second=0.001, burst=5)
        messages = [{"room": f"room{number}", "text": "x"} for number in range(100)]
        reads: list[str] = []
        read = self.world.memory.read

        def counted(room: str, **more: Any) -> Any:
            reads.append(room)
            return read(room, **more)

        self.patch(self.world.memory, "read", counted)
        reply = self.ask("POST", "/api/messages", {"messages": messages}, key=poor)
        codes = [result.get("code") for result in reply.body["results"]]
        self.assertEqual((codes.count("rate_limited"), len(reads)), (100, 6))
        for path, body in (("/api/messages", {"messages": messages}), (NEWS, {"text": "x"})):
            self.wrong(self.ask("POST", path, body, key=poor), 429, "rate_limited")
        self.assertEqual(len(reads), 6)

    def test_fault_in_one_spoils_no_other(self) -> None:
        """
        It is a problem of its own, and no room stays held.
        """
        read = self.world.memory.read

        def breaks(room: str, **more: Any) -> Any:
            if room == "broken":
                raise RuntimeError("the disk")
            return read(room, **more)

        self.patch(self.world.memory, "read", breaks)
        messages = [{"room": room, "text": room} for room in ("good", "broken", "news")]
        reply = self.ask("POST", "/api/messages", {"messages": messages})
        self.assertEqual([result.get("code") for result in reply.body["results"]], [None, "internal", None])
        self.assertEqual(len(self.flushLoggedErrors(RuntimeError)), 1)
        self.world.turn(HELD_SECONDS)
        self.world.assembly.sweep(self.world.now())
        self.assertEqual(vars(self.world.assembly.rooms)["_feeds"].keys(), {"news"})

    def test_number_is_bounded(self) -> None:
        wrong: tuple[Any, ...] = ([], [{"room": "news", "text": "x"}] * 101, None, {})
        for messages in wrong:
            self.wrong(self.ask("POST", "/api/messages", {"messages": messages}), 400, "invalid", "messages")
        self.assertEqual(self.told(), [])


class ReadTests(BackEndTestCase):
    """
    Pages and search.
    """

    def test_pages_go_both_ways(self) -> None:
        """
        With the epoch, as on the wire.
        """
        for number in range(5):
            self.ask("POST", NEWS, {"text": f"text {number}"})
        page = self.ask("GET", f"{NEWS}?limit=2").body
        self.assertEqual([event["seq"] for event in page["events"]], [4, 5])
        self.assertEqual((page["first"], page["more"]), (1, True))
        self.assertEqual([event["seq"] for event in self.ask("GET", f"{NEWS}?before=3").body["events"]], [1, 2])
        page = self.ask("GET", f"{NEWS}?after=3&limit=1").body
        self.assertEqual(([event["seq"] for event in page["events"]], page["more"]), ([4], True))
        for query, field in (
            ("before=0", "before"),
            ("after=x", "after"),
            ("before=1&after=1", "after"),
            ("limit=null", "limit"),
            ("x=1", "x"),
        ):
            self.wrong(self.ask("GET", f"{NEWS}?{query}"), 400, "invalid", field)

    def test_search_finds_words(self) -> None:
        self.ask("POST", NEWS, {"text": "green tea"})
        self.ask("POST", NEWS, {"text": "black tea"})
        found = self.ask("GET", "/api/search?room=news&text=green").body
        self.assertEqual([event["text"] for event in found["events"]], ["green tea"])
        self.wrong(self.ask("GET", "/api/search?room=news"), 400, "invalid", "text")
        self.wrong(self.ask("GET", "/api/search?room=news&text=tea&before=x"), 400, "invalid", "before")
        found = self.ask("GET", "/api/search?room=news&text=tea&before=2").body
        self.assertEqual([event["text"] for event in found["events"]], ["green tea"])

    def test_search_without_a_room_finds_words_everywhere(self) -> None:
        """
        In the rooms that the key may read; pages go on with `next`.
        """
        for room in ("news", "sport", "secret"):
            self.ask("POST", f"/api/rooms/{room}/messages", {"text": f"tea in {room}"})
            self.world.turn(1)
        reader = self.new_key(
            "reader", {"news": ("read", "history_all", "search"), "sport": ("*",), "secret": ("read",)}
        )
        page = self.ask("GET", "/api/search?text=tea&limit=1", key=reader).body
        self.assertEqual([event["text"] for event in page["events"]], ["tea in sport"])
        self.assertTrue(page["more"])
        page = self.ask("GET", f"/api/search?text=tea&limit=1&before={quote(page['next'])}", key=reader).body
        self.assertEqual([event["text"] for event in page["events"]], ["tea in news"])
        self.assertEqual((page["more"], "next" in page), (False, False))
        self.wrong(self.ask("GET", "/api/search?text=tea&before=2", key=reader), 400, "invalid", "before")

    def test_key_reads_only_what_it_may(self) -> None:
        """
        Sending needs no reading.
        """
        writer = self.new_key("writer", {"news": ("say",)})
        self.assertEqual(self.ask("POST", NEWS, {"text": "x"}, key=writer).status, 201)
        self.wrong(self.ask("GET", NEWS, key=writer), 403, "forbidden")
        self.wrong(self.ask("POST", "/api/rooms/other/messages", {"text": "x"}, key=writer), 403, "forbidden")


class ChangeTests(BackEndTestCase):
    """
    Edits and deletions.
    """

    def setUp(self) -> None:
        """
        A message.
        """
        super().setUp()
        self.ask("POST", NEWS, {"text": "Running", "data": DATA})
        self.told()

    def test_edit_tells_what_was_not_sent(self) -> None:
        """
        200.
        """
        reply = self.ask("PATCH", f"{NEWS}/1", {"data": {"build": 2}})
        self.assertEqual((reply.status, reply.body["seq"], reply.body["text"]), (200, 2, "Running"))
        (event,) = self.told()
        self.assertEqual((event["type"], event["text"], event["data"]), ("edit", "Running", {"build": 2}))
        self.wrong(self.ask("PATCH", f"{NEWS}/1", {}), 400, "invalid", "text")
        self.wrong(self.ask("PATCH", f"{NEWS}/9", {"text": "x"}), 404, "not_found", "seq")

    def test_deletion_has_no_content(self) -> None:
        """
        204, also the second time.
        """
        for _ in range(2):
            reply = self.ask("DELETE", f"{NEWS}/1")
            self.assertEqual((reply.status, reply.raw), (204, b""))
        self.assertEqual([event["type"] for event in self.told()], ["delete"])
        for seq in ("0", "x", "-1", "1.0", "9" * 20, "%D9%A3"):
            self.wrong(self.ask("DELETE", f"{NEWS}/{seq}"), 400, "invalid", "seq")

    def test_signal_is_told_and_not_stored(self) -> None:
        """
        204; its name must be one that the site allows.
        """
        self.assertEqual(self.ask("POST", "/api/rooms/news/signals", {"name": "cursor", "body": {"x": 1}}).status, 204)
        (event,) = self.told()
        self.assertEqual((event["type"], event["name"], event["body"]), ("signal", "cursor", {"x": 1}))
        self.wrong(self.ask("POST", "/api/rooms/news/signals", {"name": "other"}), 400, "invalid", "name")

    def test_refusal_names_the_action_that_the_key_lacks(self) -> None:
        """
        As it is written in the scope of a key.
        """
        reader = self.new_key("reader", {"news": ("read",)})
        for action, method, path, body in (
            ("signal", "POST", "/api/rooms/news/signals", {"name": "cursor"}),
            ("say", "POST", NEWS, {"text": "hi"}),
            ("attach", "POST", NEWS, {"data": {"x": 1}}),
        ):
            key = reader if action != "attach" else self.new_key("sayer", {"news": ("read", "say")})
            reply = self.ask(method, path, body, key=key)
            self.wrong(reply, 403, "forbidden")
            self.assertIn(f"it lacks the action {action}", reply.body["detail"])


class FleetingTests(BackEndTestCase):
    """
    A room that keeps nothing.
    """

    retention = "none"

    def test_message_has_no_place(self) -> None:
        """
        It is told; only its time is answered.
        """
        reply = self.ask("POST", NEWS, {"text": "x", "key": "k"})
        self.assertEqual((reply.status, set(reply.body)), (201, {"time"}))
        self.assertEqual(self.ask("POST", NEWS, {"text": "x", "key": "k"}).status, 200)
        self.assertEqual(len(self.told()), 1)
        self.wrong(self.ask("GET", NEWS), 400, "invalid", "room")


class HeldRoomTests(BackEndTestCase):
    """
    What is kept of rooms between requests.
    """

    def opened(self) -> int:
        """
        How many rooms there is data of.
        """
        rooms = self.world.assembly.rooms
        return sum(1 for number in range(HELD_MAX + 50) if f"r{number}" in vars(rooms)["_feeds"])

    def test_data_of_rooms_is_dropped(self) -> None:
        """
        After a while, and when there are many; not of those that somebody has joined.
        """
        for number in range(HELD_MAX + 20):
            self.ask("POST", f"/api/rooms/r{number}/messages", {"text": "x"})
        self.assertEqual(self.opened(), HELD_MAX)
        self.world.turn(HELD_SECONDS)
        self.anna.heard()
        self.anna.ask("join", room="r1")
        self.world.assembly.sweep(self.world.now())
        self.assertEqual(self.opened(), 1)
        self.ask("POST", "/api/rooms/r1/messages", {"text": "y"})
        self.assertEqual([event["text"] for event in self.told() if event["type"] == "message"], ["y"])

    def test_hidden_room_that_is_refused_is_dropped_too(self) -> None:
        """
        Nothing stays of it.
        """
        self.ask("POST", "/api/rooms/~gone/messages", {"text": "x"})
        self.world.turn(HELD_SECONDS)
        self.world.assembly.sweep(self.world.now())
        self.assertEqual(vars(self.world.assembly.rooms)["_feeds"].keys(), {"news"})


class LargeTests(BackEndTestCase):
    """
    Bodies of messages.
    """

    def test_batch_may_be_larger_than_other_bodies(self) -> None:
        """
        Up to `limits.body`, which is checked where the body is read.
        """
        messages = [{"room": "news", "text": "x" * 3000} for _ in range(20)]
        self.assertGreater(len(json.dumps(messages)), 3 * BODY_MAX)
        self.assertEqual(self.ask("POST", "/api/messages", {"messages": messages}).status, 200)
