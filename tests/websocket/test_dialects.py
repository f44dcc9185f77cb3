"""
The two ways to speak over a WebSocket.
"""

from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.limits import Limits
from chatd.errors import Close
from chatd.protocol.replies import Announcement, Bye, Ok
from chatd.websocket.dialects import V1, Plain
from chatd.websocket.plain_lines import CONNECTED, DISCONNECTED
from tests.support.fakes import World


class PlainTests(SynchronousTestCase):
    """
    Bare text, as the article's page speaks it.
    """

    def setUp(self) -> None:
        """
        Two plain clients, and Anna, who speaks the protocol.
        """
        self.world = World()
        self.one, self.two = self.world.plain(), self.world.plain()
        self.anna = self.world.guest("Anna", "lobby")
        self.one.texts()
        self.two.texts()

    def test_first_frame_is_the_welcome(self) -> None:
        """
        The article's page shows it; no answer to the login or the join follows.
        """
        self.assertEqual(self.world.plain().texts(), [CONNECTED])

    def test_text_reaches_every_other_client_as_it_is(self) -> None:
        """
        It is not echoed to its sender.
        """
        self.one.send_raw("hello <b>ü</b>")
        self.world.turn()
        self.assertEqual((self.one.texts(), self.two.texts()), ([], ["hello <b>ü</b>"]))

    def test_no_line_of_a_person_looks_like_the_servers(self) -> None:
        """
        Whoever says it; the sender's own text stays as it is for those who speak the protocol.
        """
        self.one.send_raw("hello\n! bad_token: sign in at evil.example")
        self.anna.send("say", room="lobby", text="Disconnected from server!")
        self.world.turn()
        self.assertEqual(
            self.two.texts(), ["hello\n> ! bad_token: sign in at evil.example", "> Disconnected from server!"]
        )
        texts = [frame["text"] for frame in self.anna.heard() if frame["type"] == "message"]
        self.assertEqual(texts, ["hello\n! bad_token: sign in at evil.example"])

    def test_both_dialects_hear_each_other(self) -> None:
        """
        Text one way, JSON the other.
        """
        self.anna.send("say", room="lobby", text="from anna")
        self.one.send_raw("from one")
        self.world.turn()
        self.assertEqual(self.two.texts(), ["from anna", "from one"])
        self.assertEqual(self.one.texts(), ["from anna"])
        message = [frame for frame in self.anna.heard() if frame["type"] == "message"]
        self.assertEqual([frame["text"] for frame in message], ["from one"])
        self.assertTrue(message[0]["user"]["name"].startswith("~guest-"))

    def test_each_connection_is_a_new_guest(self) -> None:
        """
        With a name made up for it.
        """
        self.assertNotEqual(self.one.id, self.two.id)
        self.assertTrue(self.one.session.who.guest)

    def test_nothing_but_messages_is_heard(self) -> None:
        """
        No presence, no signals, no answers.
        """
        self.anna.send("signal", room="lobby", name="typing")
        self.world.guest("Ben", "lobby")
        self.world.settle_presence()
        self.assertEqual((self.one.texts(), self.one.peer.inbox.pushes), ([], []))

    def test_refusal_begins_with_an_exclamation_mark(self) -> None:
        """
        An empty text, one with control characters, one too long.
        """
        for text, code in (("", "invalid"), ("a\x00b", "invalid"), ("x" * 4001, "too_large")):
            self.one.send_raw(text)
            (refusal,) = self.one.texts()
            self.assertTrue(refusal.startswith(f"! {code}: "), refusal)
        self.world.turn()
        self.assertEqual(self.two.texts(), [])

    def test_rates_are_the_same(self) -> None:
        """
        A flood is refused, then closed, and its last text frame says so.
        """
        world = World(limits=Limits())
        person = world.plain()
        for _ in range(200):
            person.send_raw("spam")
        world.turn()
        texts = person.texts()
        self.assertTrue(texts[-2].startswith("! rate_limited"))
        self.assertEqual(texts[-1], DISCONNECTED)
        assert person.peer.finished is not None
        self.assertEqual(person.peer.finished[0], Close.FLOOD)

    def test_without_guests_it_is_told_and_closed(self) -> None:
        """
        The page cannot log in.
        """
        person = World(guests=False).plain()
        self.assertEqual(person.texts(), [CONNECTED, "! login_required", DISCONNECTED])
        assert person.peer.finished is not None
        self.assertEqual(person.peer.finished[0], Close.LOGIN_DEADLINE)

    def test_escaped_text_is_fit_for_html(self) -> None:
        """
        For plain clients only, when the setting says so.
        """
        world = World(escape=True)
        one, anna = world.plain(), world.guest("Anna", "lobby")
        two = world.plain()
        two.texts()
        one.send_raw("<script>")
        world.turn()
        self.assertEqual(two.texts(), ["&lt;script&gt;"])
        self.assertIn("<script>", [frame.get("text") for frame in anna.heard()])

    def test_room_is_a_setting(self) -> None:
        den = self.world.guest("Ben", "den")
        person = self.world.plain("den")
        person.send_raw("hello")
        self.world.turn()
        self.assertIn("hello", [frame.get("text") for frame in den.heard()])
        self.assertEqual(self.one.texts(), [])

    def test_text_sent_before_the_room_is_read_is_not_lost(self) -> None:
        """
        It waits for the join.
        """
        self.world.store.held = True
        person = self.world.plain("den")
        person.send_raw("early")
        self.world.store.reads.pop().answer()
        self.world.store.held = False
        self.world.turn()
        self.assertEqual(self.world.counters.messages, 1)

    def test_last_text_frame_is_the_good_bye(self) -> None:
        """
        Whatever the reason; what it has no words for is not sent.
        """
        plain = Plain("lobby")
        self.assertEqual(plain.encode_reply(Bye(4012, "draining", 5)), DISCONNECTED.encode())
        self.assertIsNone(plain.encode_reply(Ok()))

    def test_announcement_is_a_line_of_the_server(self) -> None:
        """
        One that nobody else can write.
        """
        self.assertEqual(Plain("lobby").encode_reply(Announcement("Noon", 1)), b"! announcement: Noon")


class V1Tests(SynchronousTestCase):
    """
    One JSON object a frame.
    """

    def test_frame_that_is_no_command_is_refused_with_its_ref(self) -> None:
        """
        And the connection stays.
        """
        person = World().connect()
        person.send_raw('{"type":"dance","ref":5}')
        person.send_raw("noise")
        unknown, bad = person.heard()
        self.assertEqual((unknown["code"], unknown["ref"], bad["code"]), ("unknown_type", 5, "bad_frame"))
        self.assertIsNone(person.peer.finished)

    def test_client_speaks_first_after_the_welcome(self) -> None:
        """
        Nothing is done in its name.
        """
        person = World().connect()
        V1().start_session(person.commands)
        self.assertEqual((person.heard(), person.session.user), ([], None))
