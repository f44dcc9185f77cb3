"""
What a client sends in the same moment as its handshake, or as its close, is taken in order and not lost.
"""

from typing import Any

import msgspec
from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase
from twisted.web.http import HTTPChannel

from chatd.chat.commands.dispatch import EARLY_BYTES
from chatd.domain.accounts import Principal
from chatd.domain.events import User
from chatd.errors import Refusal
from chatd.websocket.autobahn import FRAMES
from chatd.websocket.plain_lines import CONNECTED, DISCONNECTED
from tests.support.fakes import HeldStore, World
from tests.support.memory_node import Browser, Listener, TurningClock, Wire, with_limits
from tests.support.wsclient import CLOSE, TEXT, handshake, mask

HOST = "chat.example"
BEARER = "Authorization: Bearer x.y\r\n"
COOKIE = f"Origin: http://{HOST}\r\nCookie: chatd_session=x\r\n"
SHOWN = {"bearer": BEARER, "key": f"Authorization: Bearer chatd_key_{'x' * 43}\r\n", "cookie": COOKIE}
GET = f"GET /none HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
ANN = Principal(User("a.1", "Ann"), "account")
GOODBYE = mask(CLOSE, b"\x03\xe8")


def text(words: str) -> bytes:
    """
    A text frame of a client.
    """
    return mask(TEXT, words.encode())


def commands(*, login: bool) -> bytes:
    """
    The frames of somebody who says something in the lobby and does not wait for any answer.
    """
    frames = [text('{"type":"login","guest":"Ann"}')] if login else []
    frames += [text('{"type":"join","room":"lobby"}'), text('{"type":"say","room":"lobby","text":"first"}')]
    return b"".join(frames)


class EarlyTests(SynchronousTestCase):
    def setUp(self) -> None:
        """
        Whoever shows credentials is looked up, and the answer comes when a test gives it.
        """
        self.listener = Listener()
        identity: Any = self.listener.node._application.login._identity
        self.lookups: list[Deferred[Principal]] = []
        identity.identify = self.look_up

    def look_up(self, credentials: object) -> Deferred[Principal]:
        """
        Answered when a test likes.
        """
        self.lookups.append(Deferred())
        return self.lookups[-1]

    def hold(self) -> HeldStore:
        """
        From now on reading a room's log takes until a test answers.
        """
        rooms: Any = self.listener.node.rooms
        if not isinstance(rooms._store, HeldStore):
            rooms._store = HeldStore(rooms._store)
        store: HeldStore = rooms._store
        store.held = True
        return store

    def other(self) -> Browser:
        """
        Somebody in the lobby who hears what is said.
        """
        browser = self.listener.open(protocol=None)
        self.assertEqual(browser.texts(), [CONNECTED])
        return browser

    def said(self) -> int:
        """
        How many messages have been stored.
        """
        self.listener.turns()
        return self.listener.counters.messages

    def upgraded(self, *, late: bool) -> Wire:
        """
        A connection, or one that has served a request before.
        """
        wire = self.listener.connect()
        if late:
            wire.receive(GET)
            self.listener.turns()
            self.assertIn(b"HTTP/1.1 404 ", wire.take())
        return wire


class HeldTests(EarlyTests):
    def send_much(self, wire: Wire) -> None:
        """
        Send sixty messages of 4,000 characters, as far as the connection is read.
        """
        words = "x" * 4000
        for number in range(60):
            if wire.producerState == "producing":
                wire.receive(text(f'{{"type":"say","room":"lobby","text":"{words}","ref":{number}}}'))
                self.listener.turns()

    def test_little_is_held_while_keys_are_fetched(self) -> None:
        """
        Nothing is lost: it is read on when the login has an answer.
        """
        settings = with_limits(user_burst=100, commands_burst=100, unanswered=1000)
        for answer in (ANN, Refusal("bad_token")):
            self.listener = Listener(settings)
            identity: Any = self.listener.node._application.login._identity
            identity.identify = self.look_up
            wire = self.listener.connect()
            wire.receive(handshake(host=HOST, extra=BEARER))
            self.listener.turns()
            wire.receive(text('{"type":"join","room":"lobby"}'))
            self.send_much(wire)
            protocol = wire.protocol
            held = sum(len(msgspec.json.encode(command)) for command in protocol.commands._waiting)
            self.assertGreater(held, EARLY_BYTES)
            self.assertLess(held + len(protocol._unread), 65536)
            self.assertEqual(wire.producerState, "paused")
            lookup = self.lookups.pop()
            lookup.callback(answer) if isinstance(answer, Principal) else lookup.errback(answer)
            self.listener.turns()
            self.assertEqual((wire.producerState, len(protocol.commands._waiting)), ("producing", 0))

    def test_who_is_logged_in_is_not_bounded_so(self) -> None:
        wire = self.listener.connect()
        wire.receive(handshake(host=HOST, extra=BEARER))
        self.listener.turns()
        self.lookups.pop().callback(ANN)
        self.listener.turns()
        self.hold()
        wire.receive(text('{"type":"join","room":"lobby"}'))
        self.send_much(wire)
        self.assertGreater(len(wire.protocol.commands._waiting), 50)


class HandshakeTests(EarlyTests):
    def test_text_in_the_segment_of_the_handshake_is_said(self) -> None:
        """
        With each kind of credentials, in plain text, first and on a kept connection.
        """
        other = self.other()
        for late in (False, True):
            for kind, shown in SHOWN.items():
                with self.subTest(kind=kind, late=late):
                    wire = self.upgraded(late=late)
                    wire.receive(handshake(protocol=None, host=HOST, extra=shown) + text("first") + text("second"))
                    self.lookups.pop().callback(ANN)
                    self.listener.turns()
                    self.assertEqual(other.texts(), ["first", "second"])
                    self.assertNotIn(b"! ", wire.take())
                    wire.hang_up()

    def test_text_before_the_user_is_known_is_said(self) -> None:
        """
        It came later than the handshake, and still too early.
        """
        other = self.other()
        wire = self.listener.connect()
        wire.receive(handshake(protocol=None, host=HOST, extra=BEARER))
        self.listener.turns()
        wire.receive(text("early"))
        self.lookups.pop().callback(ANN)
        self.listener.turns()
        self.assertEqual(other.texts(), ["early"])

    def test_text_waits_for_the_room_as_well(self) -> None:
        """
        The join of a plain client goes before what came while its user was looked up.
        """
        store = self.hold()
        wire = self.listener.connect()
        wire.receive(handshake(protocol=None, host=HOST, extra=BEARER) + text("first"))
        self.lookups.pop().callback(ANN)
        self.assertEqual(self.said(), 0)
        store.reads.pop().answer()
        self.assertEqual(self.said(), 1)

    def test_commands_in_the_segment_of_the_handshake_are_done(self) -> None:
        """
        In chatd.v1, with credentials or with a `login` of its own.
        """
        other = self.other()
        for late in (False, True):
            for kind, shown in {**SHOWN, "login": ""}.items():
                with self.subTest(kind=kind, late=late):
                    wire = self.upgraded(late=late)
                    wire.receive(handshake(host=HOST, extra=shown) + commands(login=kind == "login"))
                    if shown:
                        self.lookups.pop().callback(ANN)
                    self.listener.turns()
                    self.assertEqual(other.texts(), ["first"])
                    self.assertNotIn(b'"error"', wire.take())
                    wire.hang_up()

    def test_commands_behind_a_login_wait_for_it(self) -> None:
        """
        A token takes its time.
        """
        wire = self.listener.connect()
        login = text('{"type":"login","token":"a.b.c"}')
        wire.receive(handshake() + login + commands(login=False))
        self.assertEqual(self.said(), 0)
        self.lookups.pop().callback(ANN)
        self.assertEqual(self.said(), 1)

    def test_pipelined_upgrade_takes_along_what_waits_for_its_turn(self) -> None:
        """
        The request before it is answered while the last bytes have not been looked at.
        """
        wire = self.upgraded(late=True)
        channel = wire.protocol
        channel._held, channel._paused = text("second"), True
        wire.pauseProducing()
        HTTPChannel.dataReceived(channel, handshake(protocol=None, host=HOST) + text("first"))
        self.assertEqual((self.said(), wire.producerState), (2, "producing"))


class RefusedTests(EarlyTests):
    def opened(self, shown: str, refusal: Refusal) -> tuple[list[str], int]:
        """
        The texts that a plain client gets whose credentials are refused, and how many messages of it were stored.
        """
        wire = self.listener.connect()
        wire.receive(handshake(protocol=None, host=HOST, extra=shown) + text("first"))
        self.lookups.pop().errback(refusal)
        said = self.said()
        head, _, rest = wire.take().partition(b"\r\n\r\n")
        self.assertIn(b" 101 ", head)
        wire.write(rest)
        return Browser(self.listener, wire).texts(), said

    def test_refused_token_is_told_and_closed(self) -> None:
        """
        A program that means to be somebody is nobody else instead.
        """
        texts, said = self.opened(BEARER, Refusal("bad_token"))
        self.assertEqual((texts[0], texts[-1], said), (CONNECTED, DISCONNECTED, 0))
        self.assertTrue(texts[1].startswith("! bad_token"), texts)

    def test_ended_cookie_is_none(self) -> None:
        """
        A browser sends it along, whatever page it shows: its text is a guest's.
        """
        texts, said = self.opened(COOKIE, Refusal("bad_token"))
        self.assertEqual((texts[0], len(texts), said), (CONNECTED, 2, 1))
        self.assertTrue(texts[1].startswith("! bad_token"), texts)

    def test_cookie_that_cannot_be_looked_up_is_no_guest(self) -> None:
        """
        The store may be available again in a moment.
        """
        texts, said = self.opened(COOKIE, Refusal("unavailable"))
        self.assertEqual((texts[-1], said), (DISCONNECTED, 0))


class CloseTests(EarlyTests):
    ENDS = ("close", "fin", "reset")

    def end(self, wire: Wire, how: str) -> None:
        """
        The connection ends.
        """
        if how != "close":
            wire.aborted = how == "reset"
            wire.hang_up()

    def test_text_and_close_into_an_empty_room(self) -> None:
        """
        In plain text, all in one segment, while the room is still read.
        """
        for how in self.ENDS:
            with self.subTest(how):
                store, before = self.hold(), self.said()
                wire = self.listener.connect()
                wire.receive(handshake(protocol=None) + text("last words") + (GOODBYE if how == "close" else b""))
                self.end(wire, how)
                self.listener.turns()
                self.assertTrue(wire.gone)
                store.reads.pop().answer()
                self.assertEqual(self.said() - before, 1)
                self.assertFalse(self.listener.node.hub.has_subscribers("lobby"))

    def test_login_join_say_and_close_in_one_segment(self) -> None:
        """
        In chatd.v1, as a guest and by credentials.
        """
        for how in self.ENDS:
            for shown in ("", BEARER):
                with self.subTest(how=how, shown=shown):
                    store, before = self.hold(), self.said()
                    wire = self.listener.connect()
                    close = GOODBYE if how == "close" else b""
                    wire.receive(handshake(host=HOST, extra=shown) + commands(login=not shown) + close)
                    self.end(wire, how)
                    self.listener.turns()
                    if shown:
                        self.lookups.pop().callback(ANN)
                    store.reads.pop().answer()
                    self.assertEqual(self.said() - before, 1)
                    self.assertFalse(self.listener.node.hub.has_subscribers("lobby"))
                    self.assertEqual(self.listener.node.hub.sessions_of("a.1"), ())

    def test_frames_that_wait_for_their_turn_are_dealt_with(self) -> None:
        """
        More than one turn's, and the connection is reset before the next.
        """
        self.listener = Listener(with_limits(commands_burst=1000), clock=TurningClock())
        wire = self.listener.connect()
        wire.receive(handshake() + text('{"type":"login","guest":"Ann"}') + text('{"type":"ping"}') * 2 * FRAMES)
        self.assertLess(self.listener.counters.commands, 1 + 2 * FRAMES)
        wire.aborted = True
        wire.hang_up()
        self.assertEqual(self.listener.counters.commands, 1 + 2 * FRAMES)

    def test_nothing_is_done_for_whom_nobody_waits(self) -> None:
        """
        What only reads is dropped with the connection: it joins nothing.
        """
        store = self.hold()
        wire = self.listener.connect()
        wire.receive(handshake() + text('{"type":"login","guest":"Ann"}'))
        wire.receive(text('{"type":"join","room":"one"}') + text('{"type":"join","room":"two"}'))
        wire.hang_up()
        store.reads.pop().answer()
        self.listener.turns()
        self.assertEqual(store.reads, [])
        self.assertFalse(self.listener.node.hub.has_subscribers("one"))


class DraftTests(SynchronousTestCase):
    def test_draft_is_judged_by_the_room_it_was_said_in(self) -> None:
        """
        Its author has closed, nobody else is there, and somebody's rights have shrunk elsewhere meanwhile.
        """
        world = World()
        ann = world.guest("Ann", "quiet")
        ann.send("say", room="quiet", text="last words")
        ann.vanish()
        world.assembly.authorizer.invalidate()
        world.turn()
        self.assertEqual(world.counters.messages, 1)
        self.assertTrue(ann.session.ended)
        self.assertFalse(world.hub.has_subscribers("quiet"))

    def test_muted_meanwhile_is_refused_as_ever(self) -> None:
        """
        Having closed is no way around it.
        """
        world = World()
        owner, ann = world.guest("Owner"), world.guest("Ann", "quiet")
        owner.session.author = owner.session.author.__class__(owner.session.who, admin=True)
        store = world.store
        ann.send("leave", room="quiet")
        store.held = True
        ann.send("join", room="quiet")
        ann.send("say", room="quiet", text="last words")
        ann.vanish()
        owner.send("mute", user=ann.id, ref=1)
        world.turn()
        store.held = False
        store.reads.pop().answer()
        world.turn()
        self.assertEqual([frame["type"] for frame in owner.heard() if frame.get("ref") == 1], ["ok"])
        self.assertEqual(world.counters.messages, 0)
        self.assertTrue(ann.session.ended)
