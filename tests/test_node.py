"""
A whole node: who knows whom.
"""

from msgspec.structs import replace
from twisted.trial.unittest import SynchronousTestCase

from chatd import __version__
from chatd.settings import Heartbeat, PlainSettings, PresenceSettings, Settings, Signals
from tests.listener import Listener, with_limits


class NodeTests(SynchronousTestCase):
    def test_welcome_tells_the_settings_a_client_has_to_know(self) -> None:
        """
        Not those that only help an attacker.
        """
        settings = replace(
            with_limits(text=100, name=20, rooms_per_session=5, history=10, signal=50),
            heartbeat=Heartbeat(client_seconds=7),
        )
        (welcome,) = Listener(settings).open().hear()
        self.assertEqual(welcome["server"], f"chatd/{__version__}")
        self.assertEqual(welcome["heartbeat"], 7)
        self.assertEqual(
            welcome["limits"],
            {"message": 65536, "text": 100, "name": 20, "rooms": 5, "history": 10, "signal": 50},
        )

    def test_sessions_have_names_of_their_own(self) -> None:
        """
        For the log, and for a plain guest's name.
        """
        listener = Listener()
        self.assertNotEqual(listener.open().hear()[0]["session"], listener.open().hear()[0]["session"])

    def test_settings_reach_those_they_are_for(self) -> None:
        """
        The plain room, the signals, presence without grace.
        """
        listener = Listener(
            Settings(
                plain=PlainSettings(room="hall"),
                signals=Signals(names=("wave",)),
                presence=PresenceSettings(grace_seconds=0, interval_seconds=0),
            )
        )
        ann, bob = listener.enter("ann", "hall"), listener.open(protocol=None)
        bob.send(1, b"hello")
        listener.wait(1)
        self.assertIn("hello", [event.get("text") for event in ann.hear()])
        ann.tell(type="signal", room="hall", name="wave", ref=1)
        ann.tell(type="signal", room="hall", name="typing", ref=2)
        self.assertEqual([answer["type"] for answer in ann.hear()], ["ok", "error"])
        bob.wire.hang_up()
        listener.wait(1)
        self.assertEqual([event["type"] for event in ann.hear()], ["presence"])

    def test_counters_count_what_happens(self) -> None:
        """
        Plain sums, for the operator.
        """
        listener = Listener()
        ann, bob = listener.enter("ann"), listener.enter("bob")
        ann.tell(type="say", room="lobby", text="hello")
        listener.request(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        listener.request(b"nonsense\r\n\r\n")
        bob.send(8, b"\x03\xe8")
        counters = listener.counters
        self.assertEqual((counters.accepted, counters.websockets, counters.http_requests), (4, 2, 1))
        self.assertEqual((counters.messages, counters.turned_away["400"], counters.closed[1000]), (1, 1, 1))

    def test_room_empties_without_a_trace(self) -> None:
        """
        What nobody listens to costs nothing.
        """
        listener = Listener()
        for name in ("ann", "bob"):
            browser = listener.enter(name, f"room-{name}")
            browser.wire.hang_up()
        listener.wait(60)
        self.assertFalse(listener.node.hub.occupied("room-ann"))
        self.assertEqual(listener.node.factory.live, {})
