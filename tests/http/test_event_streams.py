"""
Streams of server-sent events, in memory.
"""

import json
from collections.abc import Coroutine
from typing import Any
from unittest import TestCase

from msgspec.structs import replace
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from chatd.domain.accounts import OPERATOR
from chatd.domain.rooms import inbox_of
from chatd.errors import Close
from chatd.http.event_stream import EventStream
from chatd.server.settings import Settings
from chatd.websocket.outbox import Recipient
from tests.support.event_reader import Entry, EventReader
from tests.support.memory_node import Browser, Listener, Wire, with_limits, with_server

ROOM = "/api/rooms/news/events"


class Stream:
    """
    One stream, and what has been read of it.
    """

    def __init__(self, listener: Listener, wire: Wire) -> None:
        self.wire = wire
        self.listener = listener
        self.reader = EventReader()
        head, _, body = wire.take().partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        self.status = int(first.split(" ")[1])
        self.fields = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        self.body = body
        self.first = self.reader.feed(body) if self.status == 200 else []

    def hear(self) -> list[Entry]:
        """
        The events since the last call.
        """
        self.listener.turns()
        return self.reader.feed(self.wire.take())

    @property
    def problem(self) -> tuple[int, str, str | None]:
        """
        The status of a refusal, its code and its field.
        """
        assert self.fields["content-type"] == "application/problem+json", self.fields
        document = json.loads(self.body)
        assert document["status"] == self.status
        return self.status, document["code"], document.get("field")


def texts(entries: list[Entry]) -> list[str]:
    """
    The texts of the messages among some events.
    """
    return [entry.data["text"] for entry in entries if entry.event == "message"]


def names(entries: list[Entry]) -> list[str]:
    """
    The types of some events.
    """
    return [entry.event for entry in entries]


class StreamTestCase(TestCase):
    settings = Settings()

    def setUp(self) -> None:
        """
        Ann is in the room; Ben has a token, and is nowhere.
        """
        self.listener = Listener(self.settings)
        self.ann, _, _ = self.guest("Ann")
        self.ann.tell(type="join", room="news")
        self.ben, self.token, self.ben_id = self.guest("Ben")
        self.ann.frames()

    def guest(self, name: str) -> tuple[Browser, str, str]:
        """
        A WebSocket of a new guest, their token and their id.
        """
        browser = self.listener.open()
        browser.tell(type="login", guest=name)
        (answer,) = (frame for frame in browser.hear() if frame["type"] == "ok")
        return browser, answer["token"], answer["user"]["id"]

    def ask(self, target: str = ROOM, *fields: str, token: str | None = "", **options: Any) -> Stream:
        """
        The answer to a request, by Ben unless another token is given.
        """
        wire = self.listener.connect(options.get("host", "192.0.2.1"))
        lines = [f"{options.get('method', 'GET')} {target} HTTP/1.1", "Host: localhost", *fields]
        if token is not None:
            lines.append(f"Authorization: Bearer {token or self.token}")
        wire.receive("\r\n".join((*lines, "", "")).encode("latin-1") + options.get("body", b""))
        self.listener.turns()
        return Stream(self.listener, wire)

    def say(self, *said: str, room: str = "news") -> None:
        """
        Ann says something.
        """
        for text in said:
            self.ann.tell(type="say", room=room, text=text)
        self.listener.wait(1)
        self.ann.frames()


class ReadingTests(StreamTestCase):
    def test_stream_begins_with_what_join_answers(self) -> None:
        """
        In a body that proxies pass on as it comes, with the time to reconnect.
        """
        self.say("one", "two")
        stream = self.ask()
        self.assertEqual(stream.status, 200)
        for name, value in (
            ("content-type", "text/event-stream"),
            ("cache-control", "no-store"),
            ("x-accel-buffering", "no"),
            ("connection", "close"),
        ):
            self.assertEqual(stream.fields[name], value)
        self.assertNotIn("content-length", stream.fields)
        (joined,) = stream.first
        self.assertEqual(joined.event, "joined")
        self.ben.tell(type="join", room="news", ref=1)
        (answer,) = (frame for frame in self.ben.hear() if frame.get("ref") == 1)
        presence = answer["presence"] | {"count": 1, "users": [answer["presence"]["users"][0]]}
        del answer["ref"]
        self.assertEqual(joined.data, answer | {"presence": presence})
        self.assertEqual(joined.ident, f"news:{answer['epoch']}:2")
        self.assertEqual(stream.reader.retry, 3000)

    def test_events_have_their_place_as_the_id(self) -> None:
        """
        As on the wire, told once: all of a message's life.
        """
        stream = self.ask()
        epoch = stream.first[0].data["epoch"]
        self.say("one", "two")
        self.ann.tell(type="edit", room="news", seq=1, text="uno")
        self.ann.tell(type="delete", room="news", seq=2)
        heard = stream.hear()
        self.assertEqual([(e.event, e.ident) for e in heard[:2]], [("message", f"news:{epoch}:{n}") for n in (1, 2)])
        self.assertEqual(
            [(e.event, e.data["type"], e.ident) for e in heard[2:]],
            [("edit", "edit", f"news:{epoch}:3"), ("delete", "delete", f"news:{epoch}:4")],
        )
        self.say("five")
        self.assertEqual(texts(stream.hear()), ["five"])

    def test_presence_and_signals_are_told_to_who_asks(self) -> None:
        """
        And the reader is in nobody's list, unless they ask for that.
        """
        plain, signals = self.ask(), self.ask(f"{ROOM}?signals=1")
        presence, both = self.ask(f"{ROOM}?presence=1"), self.ask(f"{ROOM}?presence=true&signals=1")
        self.listener.wait(1)
        for stream in (plain, signals, presence, both):
            self.assertEqual(stream.first[0].data["presence"]["count"], 1)
            stream.hear()
        self.ann.tell(type="signal", room="news", name="typing")
        visitor = self.ask(f"{ROOM}?present=1")
        self.listener.wait(1)
        self.assertEqual(names(plain.hear()), [])
        self.assertEqual(names(signals.hear()), ["signal"])
        (told,) = presence.hear()
        self.assertEqual((told.event, [user["name"] for user in told.data["joined"]]), ("presence", ["~Ben"]))
        self.assertEqual(names(both.hear()), ["signal", "presence"])
        visitor.wire.hang_up()
        self.listener.wait(12)
        self.assertEqual([len(entry.data["left"]) for entry in presence.hear()], [1])

    def test_only_who_is_present_is_told_of_as_a_user(self) -> None:
        """
        A stream that is in no list of people does not tell others where its user is either.
        """
        _, other, _ = self.guest("Cy")
        target = f"/api/users/{self.ben_id}"
        self.ask()
        self.assertEqual(self.ask(target, token=other).status, 404)
        self.ask(ROOM + "?present=1")
        self.assertEqual(json.loads(self.ask(target, token=other).body)["rooms"], ["news"])

    def test_many_rooms_have_one_cursor(self) -> None:
        """
        Each room begins with its own `joined`, and goes on where it was.
        """
        self.ann.tell(type="join", room="a=b")
        self.say("one")
        stream = self.ask("/api/events?room=news&room=a%3Db&room=news")
        self.assertEqual([(e.event, e.data["room"]) for e in stream.first], [("joined", "news"), ("joined", "a=b")])
        self.say("two")
        self.say("first", room="a=b")
        heard = stream.hear()
        self.assertEqual(texts(heard), ["two", "first"])
        self.say("three")
        self.say("second", room="a=b")
        for entry, missed in ((heard[0], ["three", "first", "second"]), (heard[1], ["three", "second"])):
            again = self.ask("/api/events?room=news&room=a=b", f"Last-Event-ID: {entry.ident}")
            self.assertEqual(texts(again.first), missed)
            self.assertEqual(names(again.first).count("joined"), 2)
        self.assertNotIn(":", heard[0].ident)
        late = self.ask("/api/events?room=news&room=a=b", f"Last-Event-ID: {heard[1].ident}")
        self.say("live")
        self.assertEqual(texts(late.hear()), ["live"])

    def test_long_pages_of_many_rooms_start_a_stream(self) -> None:
        """
        Together they are more than may wait for a reader; `limit` lets no room have more than its share.
        """
        self.listener = Listener(with_limits(reader_bytes=65536, send_buffer=0, history=20, user_burst=1000))
        self.ann, _, _ = self.guest("Ann")
        _, self.token, _ = self.guest("Ben")
        rooms = [f"r{number}" for number in range(10)]
        for room in rooms:
            self.ann.tell(type="join", room=room)
            self.say("x" * 4000, "y" * 4000, "z" * 4000, room=room)
        for limit in ("", "&limit=20"):
            stream = self.ask("/api/events?" + "&".join(f"room={room}" for room in rooms) + limit)
            self.assertEqual(names(stream.first), ["joined"] * 10)
            self.assertEqual({len(entry.data["events"]) for entry in stream.first}, {2})
            self.say("live", room="r9")
            self.assertEqual(texts(stream.hear()), ["live"])
            self.say("z" * 4000, room="r9")

    def test_one_named_room_has_simple_ids(self) -> None:
        """
        At either address; characters outside of the unreserved ones are escaped.
        """
        self.ann.tell(type="join", room="a=b")
        self.say("one", room="a=b")
        for target in ("/api/events?room=a=b", "/api/rooms/a%3db/events", "/api/rooms/a=b/events"):
            (joined,) = self.ask(target).first
            self.assertEqual(joined.ident, f"a%3Db:{joined.data['epoch']}:1")
            again = self.ask(f"{target}{'&' if '?' in target else '?'}since=a%253Db:{joined.data['epoch']}:0")
            self.assertEqual(texts(again.first), ["one"])

    def test_log_that_is_replaced_goes_on_with_its_newest_page(self) -> None:
        """
        After a gap: no id of the old log is one of the new.
        """
        self.say("old")
        stream, many = self.ask(), self.ask("/api/events?room=news&room=other")
        self.say("older")
        stream.hear(), many.hear()
        log = self.listener.node.stores.log._logs["news"]  # type: ignore[attr-defined]
        log.epoch, log.events, log.seq, log.first = "another", [], 0, 1
        self.listener.node.rooms.reload("news")
        self.listener.turns()
        self.say("new")
        for one in (stream, many):
            heard = one.hear()
            self.assertEqual(names(heard), ["room", "gap", "message"])
            self.assertEqual((heard[0].data["epoch"], texts(heard)), ("another", ["new"]))
        self.say("newer")
        self.assertEqual([e.ident for e in stream.hear()], ["news:another:2"])
        self.assertEqual(texts(many.hear()), ["newer"])

    def test_room_that_keeps_nothing_has_no_ids(self) -> None:
        """
        Its messages are told as they are said.
        """
        settings = Settings(rooms=replace(Settings().rooms, retention="none"))
        self.listener = Listener(settings)
        self.ann, _, _ = self.guest("Ann")
        self.ann.tell(type="join", room="news")
        _, self.token, _ = self.guest("Ben")
        for target in (ROOM, "/api/events?room=news&room=b"):
            stream = self.ask(target)
            self.assertEqual((stream.first[0].data["epoch"], stream.first[0].ident), (None, ""))
            self.say("gone")
            (heard,) = stream.hear()
            self.assertEqual((heard.data["text"], heard.ident), ("gone", ""))

    def test_heartbeat_is_a_comment(self) -> None:
        """
        Each `heartbeat.ping_seconds`, whatever is said.
        """
        stream = self.ask()
        self.listener.wait(30)
        self.assertEqual((stream.hear(), stream.reader.comments), ([], 2))

    def test_request_on_a_kept_connection_becomes_a_stream(self) -> None:
        """
        Behind the answer to the one before it.
        """
        wire = self.listener.connect()
        wire.receive(b"GET /api/site HTTP/1.1\r\nHost: localhost\r\n\r\n")
        self.listener.turns()
        self.assertTrue(wire.take().startswith(b"HTTP/1.1 200 "))
        wire.receive(f"GET {ROOM} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self.token}\r\n\r\n".encode())
        self.listener.turns()
        stream = Stream(self.listener, wire)
        self.assertEqual(names(stream.first), ["joined"])
        self.say("hello")
        self.assertEqual(texts(stream.hear()), ["hello"])
        self.listener.wait(600)
        self.assertFalse(wire.gone)


class ResumeTests(StreamTestCase):
    def test_missed_events_are_told_once(self) -> None:
        """
        By the header field or by the query, with the room or without; the field counts before the query.
        """
        self.say("one", "two", "three")
        epoch = self.ask().first[0].data["epoch"]
        for since, missed in ((0, ["one", "two", "three"]), (1, ["two", "three"]), (3, [])):
            for asked in (
                self.ask(ROOM, f"Last-Event-ID: news:{epoch}:{since}"),
                self.ask(f"{ROOM}?since=news:{epoch}:{since}"),
                self.ask(f"{ROOM}?since={epoch}:{since}"),
                self.ask(f"{ROOM}?since=news:{epoch}:0", f"Last-Event-ID: news:{epoch}:{since}"),
            ):
                self.assertEqual(names(asked.first), ["joined"] + ["message"] * len(missed))
                self.assertEqual(texts(asked.first), missed)
                self.assertEqual((asked.first[0].ident, asked.first[0].data["events"]), (f"news:{epoch}:{since}", []))

    def test_much_that_was_missed_comes_page_by_page(self) -> None:
        """
        What is said meanwhile comes once, behind it.
        """
        self.ann.wire.receive(b"")
        for number in range(12):
            self.listener.wait(1)
            self.say(*(f"{number}.{n}" for n in range(20)))
        epoch = self.ask().first[0].data["epoch"]
        stream = self.ask(f"{ROOM}?since={epoch}:0&limit=7")
        self.say("last")
        heard = [*stream.first, *stream.hear()]
        self.assertEqual(texts(heard), [f"{number}.{n}" for number in range(12) for n in range(20)] + ["last"])
        self.assertEqual([e.ident for e in heard[1:]], [f"news:{epoch}:{n}" for n in range(1, 242)])

    def test_what_is_no_place_in_the_log_is_a_gap(self) -> None:
        """
        Never an error: the newest page follows, and what is said next.
        """
        self.say("one", "two")
        epoch = self.ask().first[0].data["epoch"]
        known = (f"news:{epoch[:-1]}:1", f"news:{epoch}:3")
        for since in (
            *known,
            "other:" + f"{epoch}:1",
            f"news:{epoch}:99999999999999999999",
            f"news:{epoch}:-1",
            f"news:{epoch}:x",
            f"news:{epoch}:",
            "news",
            "17",
            "::",
            "a" * 5000,
            "\xe4\xff",
            "AAAA",
        ):
            stream = self.ask(ROOM, f"Last-Event-ID: {since}")
            self.assertEqual(names(stream.first), ["joined", "gap", "message", "message"], since)
            self.assertEqual(stream.first[1].data["room"], "news")
            self.assertEqual(stream.reader.ident, f"news:{epoch}:2")
            both = self.ask("/api/events?room=news&room=b", f"Last-Event-ID: {since}")
            # A room that the id does not name begins with its newest page.
            self.assertEqual(names(both.first).count("gap"), 1 if since in known else 2, since)
            self.assertEqual(texts(both.first), ["one", "two"])
        self.assertEqual(names(self.ask(f"{ROOM}?since=x").first), ["joined", "gap", "message", "message"])

    def test_gap_in_an_empty_log_ends(self) -> None:
        """
        It has the id of the place from which to go on.
        """
        stream = self.ask(ROOM, "Last-Event-ID: news:x:5")
        self.assertEqual(names(stream.first), ["joined", "gap"])
        again = self.ask(ROOM, f"Last-Event-ID: {stream.reader.ident}")
        self.assertEqual(names(again.first), ["joined"])


class EndingTests(StreamTestCase):
    def setUp(self) -> None:
        """
        The use cases of moderators and administrators.
        """
        super().setUp()
        self.moderation = self.listener.node._application.moderation

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        """
        What an operator does, at once.
        """
        done: list[Any] = []
        Deferred.fromCoroutine(work).addBoth(done.append)
        self.listener.turns()
        (result,) = done
        if isinstance(result, Failure):
            result.raiseException()
        return result

    def test_who_is_banned_is_told_and_the_stream_ends(self) -> None:
        """
        Of several rooms the others go on; there is no way back.
        """
        stream, many = self.ask(), self.ask("/api/events?room=news&room=lobby")
        self.do(self.moderation.sanctions.impose(OPERATOR, "ban", "news", self.ben_id))
        heard = stream.hear()
        self.assertEqual(names(heard), ["sanction", "bye"])
        self.assertEqual((heard[0].data["action"], heard[0].data["room"]), ("ban", "news"))
        self.assertTrue(stream.wire.gone)
        self.assertEqual(names(many.hear()), ["sanction"])
        self.ann.tell(type="join", room="lobby")
        self.say("still", room="lobby")
        self.assertEqual(texts(many.hear()), ["still"])
        self.assertEqual(self.ask().problem, (403, "banned", None))
        self.assertEqual(self.ask("/api/events?room=lobby&room=news").problem[:2], (403, "banned"))

    def test_kick_ends_it_with_a_long_wait(self) -> None:
        """
        Clients of this kind come back by themselves.
        """
        stream = self.ask()
        self.do(self.moderation.sanctions.impose(OPERATOR, "kick", "news", self.ben_id))
        self.assertEqual(names(stream.hear()), ["sanction", "bye"])
        self.assertEqual(stream.reader.retry, 30_000)

    def test_mute_is_told_and_nothing_ends(self) -> None:
        """
        Who may not speak may read.
        """
        stream = self.ask()
        self.do(self.moderation.sanctions.impose(OPERATOR, "mute", "news", self.ben_id))
        self.assertEqual(names(stream.hear()), ["sanction", "standing"])
        self.say("go on")
        self.assertEqual(texts(stream.hear()), ["go on"])

    def test_ban_from_the_site_ends_it(self) -> None:
        """
        And nobody by that name gets in.
        """
        stream = self.ask()
        self.do(self.moderation.sanctions.impose(OPERATOR, "ban", None, self.ben_id))
        self.assertEqual(names(stream.hear()), ["sanction", "bye"])
        self.assertTrue(stream.wire.gone)
        self.assertEqual(self.ask().problem[:2], (403, "banned"))

    def test_room_that_hides_is_not_there(self) -> None:
        """
        As a room that does not exist; a room that begins to hide ends streams.
        """
        none = self.ask("/api/rooms/~none/events")
        self.assertEqual(none.problem[:2], (404, "not_found"))
        room = self.do(self.moderation.membership.create_room(OPERATOR, "private", None, "", ""))
        hidden = self.ask(f"/api/rooms/{room}/events")
        self.assertEqual(hidden.body, none.body)
        self.assertEqual(self.ask(f"/api/events?room=news&room={room}").body, none.body)
        self.do(self.moderation.membership.set_role(OPERATOR, room, self.ben_id, "member"))
        stream, own = self.ask(f"/api/rooms/{room}/events"), self.ask("/api/events")
        told = [entry.data["room"] for entry in (*stream.first, *own.first)]
        self.assertEqual(told, [room, room, inbox_of(self.ben_id)])
        self.do(self.moderation.membership.set_role(OPERATOR, room, self.ben_id, None))
        self.assertEqual(names(stream.hear())[-1], "bye")
        self.assertNotIn("bye", names(own.hear()))
        self.assertEqual(self.ask(f"/api/rooms/{room}/events").body, none.body)

    def test_another_name_of_a_reader_is_told(self) -> None:
        """
        Although no list of people has them.
        """
        stream = self.ask()
        self.ben.tell(type="rename", name="Benny")
        self.listener.wait(1)
        (told,) = stream.hear()
        self.assertEqual((told.event, told.data["user"]["name"]), ("me", "~Benny"))
        self.say("still here")
        self.assertEqual(texts(stream.hear()), ["still here"])

    def test_drain_says_when_to_come_back(self) -> None:
        """
        By `bye`, which browsers heed by `retry`.
        """
        stream = self.ask()
        (live,) = [one for one in self.listener.node.factory.live if isinstance(one, EventStream)]
        live.close_connection(Close.DRAINING, "the server is going down", 1234)
        (bye,) = stream.hear()
        self.assertEqual((bye.event, bye.data["code"], bye.data["retry_after"]), ("bye", 4012, 1234))
        self.assertEqual((stream.reader.retry, stream.wire.gone), (1234, True))
        self.listener.front.begin_draining()
        self.assertEqual(self.ask().status, 503)

    def test_erased_user_reads_no_more(self) -> None:
        """
        Whatever signs a user out ends their streams.
        """
        stream = self.ask()
        self.do(self.listener.node._application.live_sessions.sign_out_user(self.ben_id))
        self.assertEqual(names(stream.hear()), ["bye"])
        self.assertTrue(stream.wire.gone)
        self.assertEqual([one for one in self.listener.node.factory.live if isinstance(one, EventStream)], [])

    def test_slow_reader_is_cut_off(self) -> None:
        """
        By the bounds of a WebSocket.
        """
        stream = self.ask()
        stream.wire.stalls = True
        for number in range(20):
            self.listener.wait(1)
            self.say(*(f"{number} " + "x" * 3900 for _ in range(10)))
        self.listener.turns()
        self.assertTrue(stream.wire.gone)
        self.assertEqual(self.listener.counters.closed[Close.SLOW_READER], 1)

    def test_much_that_is_sent_on_a_stream_cuts_it_off(self) -> None:
        """
        A little is ignored: nothing is read there.
        """
        stream = self.ask()
        stream.wire.receive(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        self.say("one")
        self.assertEqual(texts(stream.hear()), ["one"])
        stream.wire.receive(b"x" * 70_000)
        self.listener.turn()
        self.assertTrue(stream.wire.gone)


class RefusalTests(StreamTestCase):
    settings = with_server(origins=("https://site.example",))

    def test_request_that_is_wrong_is_a_problem(self) -> None:
        """
        Which names the field.
        """
        rooms = "&".join(f"room=r{number}" for number in range(21))
        for target, field in (
            (f"{ROOM}?x=1", "x"),
            (f"{ROOM}?presence=2", "presence"),
            (f"{ROOM}?signals=", "signals"),
            (f"{ROOM}?present=1&present=1", "present"),
            (f"{ROOM}?limit=-1", "limit"),
            (f"{ROOM}?limit=x", "limit"),
            (f"{ROOM}?room=news", "room"),
            (f"{ROOM}?x=%ff", "query"),
            ("/api/events?room=", "room"),
            ("/api/events?room=a:b", "room"),
            (f"/api/events?{rooms}", "room"),
            ("/api/rooms/a%2Fb/events", "room"),
            ("/api/rooms/%ff/events", "room"),
        ):
            self.assertEqual(self.ask(target).problem, (400, "invalid", field), target)

    def test_methods_and_media_types(self) -> None:
        """
        Only `GET` of `text/event-stream`.
        """
        head = self.ask(method="HEAD")
        self.assertEqual((head.status, head.fields["allow"], head.body), (405, "GET, OPTIONS", b""))
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            refused = self.ask(method=method)
            self.assertEqual(refused.problem, (405, "invalid", "method"))
            self.assertIn("GET", refused.fields["allow"])
        self.assertEqual(self.ask(ROOM, "Content-Length: 2", body=b"{}").problem, (400, "invalid", "body"))
        for accepted in ("text/event-stream", "*/*", "text/*;q=0.5, x/y", "application/json, text/event-stream;q=0.1"):
            self.assertEqual(self.ask(ROOM, f"Accept: {accepted}").status, 200, accepted)
        for refused_type in ("application/json", "text/html", "text/event-stream;q=0, */*", "*/*;q=0.000", "text/"):
            self.assertEqual(self.ask(ROOM, f"Accept: {refused_type}").problem, (406, "invalid", "accept"))

    def test_nobody_reads_without_showing_who_they_are(self) -> None:
        """
        A token that is none is refused as elsewhere.
        """
        refused = self.ask(token=None)
        self.assertEqual(refused.problem, (401, "login_required", None))
        self.assertEqual(refused.fields["www-authenticate"], "Bearer")
        for token in ("x", "x.y.z", "chatd_x", "x" * 100_0):
            self.assertEqual(self.ask(token=token).problem[:2], (401, "bad_token"), token)
        self.assertEqual([one for one in self.listener.node.factory.live if isinstance(one, EventStream)], [])

    def test_cookie_counts_from_the_sites_own_page(self) -> None:
        """
        Browsers send no `Origin` with a `GET` there.
        """
        cookie = self.listener.sign_in()
        for fields in (
            (),
            ("Sec-Fetch-Site: same-origin",),
            ("Sec-Fetch-Site: none",),
            ("Origin: http://localhost",),
        ):
            self.assertEqual(self.ask(ROOM, cookie, *fields, token=None).status, 200, fields)
        for fields in (
            ("Sec-Fetch-Site: cross-site",),
            ("Sec-Fetch-Site: same-site",),
            ("Origin: https://site.example",),
            ("Origin: http://localhost:81",),
        ):
            self.assertEqual(self.ask(ROOM, cookie, *fields, token=None).status, 401, fields)
        self.assertEqual(self.ask(ROOM, cookie, "Origin: https://evil.example", token=None).status, 403)

    def test_pages_of_listed_origins_read_with_a_token(self) -> None:
        """
        Answers and refusals; other origins get neither.
        """
        listed, other = "Origin: https://site.example", "Origin: https://evil.example"
        stream = self.ask(ROOM, listed)
        self.assertEqual(stream.status, 200)
        for one in (stream, self.ask("/api/rooms/~none/events", listed), self.ask(ROOM, listed, token="x")):
            self.assertEqual(one.fields["access-control-allow-origin"], "https://site.example")
            self.assertEqual(one.fields["vary"], "Origin")
            self.assertNotIn("access-control-allow-credentials", one.fields)
        refused = self.ask(ROOM, other)
        self.assertEqual(refused.problem, (403, "forbidden", "origin"))
        self.assertNotIn("access-control-allow-origin", refused.fields)
        self.assertNotIn("access-control-allow-origin", self.ask(ROOM, "Origin: http://localhost").fields)

    def test_preflight_lets_pages_of_listed_origins_send_a_token(self) -> None:
        """
        And no others.
        """
        asks = ("Access-Control-Request-Method: GET", "Access-Control-Request-Headers: authorization, last-event-id")
        allowed = self.ask(ROOM, "Origin: https://site.example", *asks, method="OPTIONS", token=None)
        self.assertEqual((allowed.status, allowed.fields["allow"]), (204, "GET, OPTIONS"))
        self.assertEqual(allowed.fields["access-control-allow-origin"], "https://site.example")
        self.assertEqual(allowed.fields["access-control-allow-methods"], "GET, OPTIONS")
        for name in ("Authorization", "Last-Event-ID"):
            self.assertIn(name, allowed.fields["access-control-allow-headers"])
        for other in (("Origin: https://evil.example",), ()):
            refused = self.ask(ROOM, *other, *asks, method="OPTIONS", token=None)
            self.assertEqual(refused.status, 204)
            self.assertNotIn("access-control-allow-origin", refused.fields)
            self.assertNotIn("access-control-allow-methods", refused.fields)


def test_stream_has_all_that_an_outbox_calls() -> None:
    """
    The type checker does not see it: the base class is not typed.
    """
    called = {name for name in vars(Recipient) if not name.startswith("_")}
    assert called - set(dir(EventStream)) == set()


class LimitTests(StreamTestCase):
    settings = with_limits(websockets_per_address=3)

    def test_streams_count_as_websockets(self) -> None:
        """
        Of an address; the refusal is a problem document.
        """
        streams = [self.ask(host="192.0.2.7") for _ in range(4)]
        self.assertEqual([stream.status for stream in streams], [200, 200, 200, 429])
        self.assertEqual(streams[3].problem, (429, "rate_limited", None))
        streams[0].wire.hang_up()
        self.assertEqual(self.ask(host="192.0.2.7").status, 200)

    def test_stream_of_own_rooms_is_of_those_one_belongs_to(self) -> None:
        """
        A guest has an inbox alone, which need not be there yet.
        """
        stream = self.ask("/api/events")
        (joined,) = stream.first
        self.assertEqual((joined.data["room"], joined.data["kind"]), (inbox_of(self.ben_id), "inbox"))
