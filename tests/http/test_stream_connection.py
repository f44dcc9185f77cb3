"""
Connections of ``chatd.v1`` without a WebSocket, in memory.
"""

import json
from typing import Any
from unittest import TestCase
from unittest.mock import patch

from chatd.server.settings import Settings
from chatd.websocket.entry_sink import payloads
from chatd.websocket.frames import frame
from tests.support.event_reader import EventReader
from tests.support.memory_node import Listener, Wire, with_limits, with_server

PATH = "/api/connection"


class Connection:
    """
    The client of one connection.
    """

    def __init__(self, listener: Listener, *fields: str, target: str = PATH, host: str = "192.0.2.1") -> None:
        self.listener = listener
        self.host = host
        self.wire: Wire = listener.connect(host)
        self.reader = EventReader()
        lines = (f"GET {target} HTTP/1.1", "Host: localhost", "Accept: text/event-stream", *fields, "", "")
        self.wire.receive("\r\n".join(lines).encode())
        listener.turns()
        head, _, body = self.wire.take().partition(b"\r\n\r\n")
        self.head = head.decode()
        self.status = int(head.split(b" ")[1])
        self.body = body
        self.first = self.reader.feed(body) if self.status == 200 else []
        self.secret = self.first[0].data["connection"] if self.first else ""

    def post(self, *commands: Any, fields: tuple[str, ...] = (), secret: str | None = None) -> tuple[int, Any]:
        """
        Send commands in one request; the status of its answer and its body.
        """
        return self.post_raw(json.dumps({"commands": commands}).encode(), fields=fields, secret=secret)

    def post_raw(self, body: bytes, fields: tuple[str, ...] = (), secret: str | None = None) -> tuple[int, Any]:
        """
        Send this body.
        """
        token = self.secret if secret is None else secret
        lines = [f"POST {PATH} HTTP/1.1", "Host: localhost", "Content-Type: application/json", *fields]
        lines += [f"Content-Length: {len(body)}", *([f"Authorization: Bearer {token}"] if token else []), "", ""]
        wire = self.listener.connect(self.host)
        wire.receive("\r\n".join(lines).encode() + body)
        self.listener.turns()
        head, _, answer = wire.take().partition(b"\r\n\r\n")
        wire.hang_up()
        return int(head.split(b" ")[1]), json.loads(answer) if answer else None

    def hear(self) -> list[Any]:
        """
        The frames since the last call.
        """
        self.listener.turns()
        return [entry.data for entry in self.reader.feed(self.wire.take())]

    def tell(self, **command: Any) -> Any:
        """
        The answer to a command.
        """
        status, _ = self.post(command | {"ref": 1})
        assert status == 204, status
        return next(frame for frame in self.hear() if frame.get("ref") == 1)


class ConnectionTestCase(TestCase):
    settings = Settings()

    def setUp(self) -> None:
        """
        Ann is in the room, over a WebSocket.
        """
        self.listener = Listener(self.settings)
        self.ann = self.listener.enter("Ann")

    def guest(self, name: str = "Ben") -> Connection:
        """
        A guest who has joined the room without a WebSocket.
        """
        connection = Connection(self.listener)
        connection.tell(type="login", guest=name)
        connection.tell(type="join", room="lobby")
        self.listener.wait(1)
        connection.hear()
        self.ann.hear()
        return connection


class SpeakingTests(ConnectionTestCase):
    def test_connection_begins_with_its_id_and_the_welcome(self) -> None:
        """
        In a body that proxies pass on as it comes.
        """
        connection = Connection(self.listener)
        self.assertEqual(connection.status, 200)
        self.assertIn("Content-Type: text/event-stream", connection.head)
        self.assertIn("X-Accel-Buffering: no", connection.head)
        opened, welcome = connection.first
        self.assertEqual(opened.event, "open")
        self.assertGreaterEqual(len(opened.data["connection"]), 32)
        self.assertEqual(welcome.event, "message")
        self.assertEqual(welcome.data["type"], "welcome")
        self.assertIsNone(welcome.data["user"])

    def test_what_is_said_arrives_both_ways(self) -> None:
        """
        The own message comes as its answer and not as an event, as on a WebSocket.
        """
        ben = self.guest()
        said = ben.tell(type="say", room="lobby", text="from afar", key="k")
        self.assertEqual(said["type"], "ok")
        self.listener.wait(1)
        self.assertEqual([frame["text"] for frame in self.ann.hear() if frame["type"] == "message"], ["from afar"])
        self.ann.tell(type="say", room="lobby", text="x" * 700)
        self.ann.tell(type="signal", room="lobby", name="typing")
        self.listener.wait(1)
        heard = ben.hear()
        self.assertEqual([frame["text"] for frame in heard if frame["type"] == "message"], ["x" * 700])
        self.assertIn("signal", [frame["type"] for frame in heard])
        self.assertEqual(ben.tell(type="say", room="lobby", text="from afar", key="k")["seq"], said["seq"])

    def test_commands_of_one_request_run_in_order(self) -> None:
        connection = Connection(self.listener)
        status, _ = connection.post(
            {"type": "login", "guest": "Ben", "ref": 1},
            {"type": "join", "room": "lobby", "ref": 2},
            {"type": "say", "room": "lobby", "text": "one", "ref": 3},
            {"type": "say", "room": "lobby", "text": "two", "ref": 4},
        )
        self.assertEqual(status, 204)
        self.listener.wait(1)
        answers = [frame for frame in connection.hear() if "ref" in frame]
        self.assertEqual([(frame["type"], frame["ref"]) for frame in answers], [("ok", ref) for ref in (1, 2, 3, 4)])

    def test_users_of_such_connections_are_present(self) -> None:
        ben = self.guest()
        self.ann.tell(type="presence", room="lobby", ref=1)
        (answer,) = (frame for frame in self.ann.hear() if frame.get("ref") == 1)
        self.assertEqual(sorted(user["name"] for user in answer["users"]), ["~Ann", "~Ben"])
        ben.wire.hang_up()
        self.listener.wait(60)
        self.assertIn("presence", [frame["type"] for frame in self.ann.hear()])

    def test_reader_who_is_not_present_is_in_no_list(self) -> None:
        """
        Nor do they count, and nobody is told that they come or go; over a WebSocket it is the same.
        """
        reader = Connection(self.listener, target=f"{PATH}?cookie=no&present=0")
        reader.tell(type="login", guest="Reader")
        self.assertEqual(reader.tell(type="join", room="lobby")["presence"]["count"], 1)
        framed = self.listener.open(path="/ws?present=0&cookie=no")
        framed.tell(type="login", guest="Reader")
        framed.tell(type="join", room="lobby")
        self.listener.wait(1)
        self.ann.tell(type="say", room="lobby", text="hello")
        self.assertEqual([one["text"] for one in framed.hear() if one["type"] == "message"], ["hello"])
        self.assertEqual([one["text"] for one in reader.hear() if one["type"] == "message"], ["hello"])
        reader.wire.hang_up()
        framed.wire.hang_up()
        self.listener.wait(12)
        self.ann.tell(type="presence", room="lobby", ref=1)
        heard = self.ann.hear()
        self.assertNotIn("presence", [frame["type"] for frame in heard])
        (answer,) = (frame for frame in heard if frame.get("ref") == 1)
        self.assertEqual((answer["count"], [user["name"] for user in answer["users"]]), (1, ["~Ann"]))

    def test_unknown_parameters_are_refused(self) -> None:
        for query in ("?", "?present=1", "?cookie=no&token=x", "?cookie=no?present=0"):
            self.assertEqual(Connection(self.listener, target=PATH + query).status, 400, query)

    def test_token_logs_in(self) -> None:
        ben = Connection(self.listener)
        token = ben.tell(type="login", guest="Ben")["token"]
        again = Connection(self.listener, f"Authorization: Bearer {token}")
        self.assertEqual(again.first[1].data["user"]["name"], "~Ben")
        refused = Connection(self.listener, "Authorization: Bearer nonsense")
        self.assertIsNone(refused.first[1].data["user"])

    def test_cookie_logs_in_on_the_sites_own_page(self) -> None:
        """
        There the page may send with it, too.  An expired cookie counts as none, a page of another site opens nothing
        without its origin.
        """
        cookie = self.listener.sign_in()
        own = (cookie, "Sec-Fetch-Site: same-origin")
        cleo = Connection(self.listener, *own)
        self.assertEqual(cleo.first[1].data["user"]["name"], "Cleo")
        fields = (*own, "Origin: http://localhost")
        self.assertEqual(cleo.post({"type": "join", "room": "lobby", "ref": 1}, fields=fields)[0], 204)
        self.assertEqual([frame["type"] for frame in cleo.hear() if "ref" in frame], ["ok"])
        stale = Connection(self.listener, "Cookie: chatd_session=" + "x" * 43)
        self.assertIsNone(stale.first[1].data["user"])
        framed = Connection(self.listener, *own, target=f"{PATH}?cookie=no")
        self.assertIsNone(framed.first[1].data["user"])
        other = Connection(self.listener, cookie, "Sec-Fetch-Site: cross-site")
        self.assertEqual(other.status, 403)

    def test_heartbeats_are_comments_and_pings_are_answered(self) -> None:
        ben = self.guest()
        self.listener.wait(120)
        ben.hear()
        self.assertGreaterEqual(ben.reader.comments, 2)
        self.assertEqual(ben.tell(type="ping")["type"], "pong")

    def test_what_is_no_command_is_an_answer(self) -> None:
        ben = self.guest()
        self.assertEqual(ben.post({"type": "nonsense", "ref": 7})[0], 204)
        self.assertEqual([(frame["code"], frame["ref"]) for frame in ben.hear()], [("unknown_type", 7)])
        for body in (b"", b"{}", b'{"commands":[]}', b'{"commands":{}}', b"[]", b'{"commands":[1],"x":1}'):
            self.assertEqual(ben.post_raw(body)[0], 400, body)
        self.assertEqual(ben.post(*[{"type": "ping"}] * 65)[0], 400)


class EndTests(ConnectionTestCase):
    def test_ended_connection_takes_no_commands(self) -> None:
        ben = self.guest()
        ben.wire.hang_up()
        status, problem = ben.post({"type": "ping"})
        self.assertEqual((status, problem["code"]), (401, "bad_token"))

    def test_id_is_asked_for_and_not_guessed(self) -> None:
        ben = self.guest()
        same = ("Sec-Fetch-Site: same-origin",)
        self.assertEqual(ben.post({"type": "ping"}, secret="", fields=same)[1]["code"], "login_required")
        self.assertEqual(ben.post({"type": "ping"}, secret="x" * 32)[1]["code"], "bad_token")

    def test_nobody_stays_who_does_not_log_in(self) -> None:
        connection = Connection(self.listener)
        self.listener.wait(61)
        (bye,) = (frame for frame in connection.hear() if frame["type"] == "bye")
        self.assertEqual(bye["code"], 4001)
        self.assertTrue(connection.wire.gone)

    def test_draining_refuses_new_connections_and_keeps_those_there_are(self) -> None:
        ben = self.guest()
        self.listener.node.begin_draining()
        self.assertEqual(Connection(self.listener).status, 503)
        self.assertEqual(ben.tell(type="ping")["type"], "pong")

    def test_slow_reader_is_cut_off(self) -> None:
        listener = Listener(with_limits(reader_bytes=65536))
        self.listener = listener
        self.ann = listener.enter("Ann")
        ben = self.guest()
        ben.wire.stalls = True
        for _ in range(40):
            self.ann.tell(type="say", room="lobby", text="x" * 3000)
            listener.wait(1)
        self.assertTrue(ben.wire.gone)
        self.assertEqual(listener.counters.aborted_readers, 1)


class CostTests(ConnectionTestCase):
    """
    What requests with commands cost the address that they come from.
    """

    settings = with_limits(anonymous_per_second=0.001, anonymous_burst=10)

    def test_commands_of_a_guest_are_no_requests_of_strangers(self) -> None:
        ben = self.guest()
        self.assertEqual([ben.post({"type": "ping"})[0] for _ in range(20)], [204] * 20)

    def test_refused_commands_count_as_requests_of_strangers(self) -> None:
        """
        Anybody becomes a guest for nothing, and would send whatever takes long to refuse.
        """
        ben = self.guest()
        statuses = [ben.post({"type": "nonsense"})[0] for _ in range(20)]
        self.assertEqual(statuses, sorted(statuses))
        self.assertEqual((statuses[0], statuses[-1]), (204, 429))

    def test_time_of_addresses_that_send_much_is_charged(self) -> None:
        """
        As what they send over WebSockets is read after others.
        """
        ben = self.guest()
        *_, session = (connection.session for connection in self.listener.node.factory.live)
        assert session is not None
        with patch.object(self.listener.front.turns, "waive") as waive:
            for heavy in (False, True):
                session.load.heavy = heavy
                self.assertEqual(ben.post({"type": "ping"})[0], 204)
        waive.assert_called_once_with()


class DoorTests(ConnectionTestCase):
    settings = with_server(origins=("https://shop.example",))

    def test_other_origins_are_let_in_by_the_setting(self) -> None:
        """
        Without cookies, and with the fields by which their pages may read.
        """
        shop = Connection(self.listener, "Origin: https://shop.example", "Sec-Fetch-Site: cross-site")
        self.assertIn("Access-Control-Allow-Origin: https://shop.example", shop.head)
        fields = ("Origin: https://shop.example", "Sec-Fetch-Site: cross-site")
        self.assertEqual(shop.post({"type": "login", "guest": "Bo"}, fields=fields)[0], 204)
        evil = Connection(self.listener, "Origin: https://evil.example", "Sec-Fetch-Site: cross-site")
        self.assertEqual(evil.status, 403)

    def test_page_that_does_not_tell_its_origin_opens_nothing(self) -> None:
        """
        An image or a link of another site: that a page reads no answer does not keep it from opening connections.
        """
        for site in ("cross-site", "same-site"):
            self.assertEqual(Connection(self.listener, f"Sec-Fetch-Site: {site}").status, 403)
        self.assertEqual(Connection(self.listener, "Sec-Fetch-Site: none").status, 200)

    def test_preflight_allows_the_id(self) -> None:
        lines = f"OPTIONS {PATH} HTTP/1.1\r\nHost: localhost\r\nOrigin: https://shop.example\r\n"
        asked = "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization,content-type\r\n"
        answer = self.listener.request(f"{lines}{asked}\r\n".encode()).decode()
        self.assertIn("Access-Control-Allow-Methods: GET, OPTIONS, POST", answer.replace("HEAD, ", ""))
        self.assertIn("Authorization", answer)

    def test_page_of_another_site_cannot_send_with_a_cookie(self) -> None:
        """
        The id is the proof; a cookie is none.
        """
        ben = self.guest()
        fields = ("Cookie: chatd_session=" + "x" * 43, "Origin: https://evil.example", "Sec-Fetch-Site: cross-site")
        self.assertEqual(ben.post({"type": "ping"}, secret="", fields=fields)[0], 403)

    def test_parameters_and_other_types_are_refused(self) -> None:
        self.assertEqual(Connection(self.listener, target=f"{PATH}?since=1").status, 400)
        self.assertEqual(Connection(self.listener, target=f"{PATH}?cookie=yes").status, 400)
        self.assertEqual(Connection(self.listener, target=f"https://localhost{PATH}").status, 421)
        self.assertEqual(
            self.listener.request(f"HEAD {PATH} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()).split(b" ")[1], b"400"
        )

    def test_connections_count_to_the_limit_of_an_address(self) -> None:
        listener = Listener(with_limits(websockets_per_address=2))
        self.assertEqual([Connection(listener).status for _ in range(3)], [200, 200, 429])


class FrameTests(TestCase):
    def test_frames_of_every_size_are_read(self) -> None:
        parts = [b"", b"x", b"x" * 125, b"x" * 126, b"x" * 65535, b"x" * 65536]
        self.assertEqual(list(payloads(b"".join(map(frame, parts)))), parts)
