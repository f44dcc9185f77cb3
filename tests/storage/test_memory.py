"""
Logs in memory: what goes when there is no more room.
"""

from typing import Any

from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.events import EditMessage, MessageEdited, NewMessage, Stored, User
from chatd.errors import Refusal
from chatd.storage.memory.logs import MemoryStore
from tests.storage.turns import ANN, START


class BoundsTests(SynchronousTestCase):
    """
    Three events a room, two rooms.
    """

    def setUp(self) -> None:
        self.used: set[str] = set()
        self.store = MemoryStore(keep=3, rooms=2, in_use=self.used.__contains__)
        self.trims: list[tuple[str, int]] = []
        self.store.watch_trims(lambda room, first: self.trims.append((room, first)))

    def say(self, text: str, room: str = "lobby", key: str | None = None) -> Any:
        """
        What became of a message.
        """
        return self.successResultOf(self.store.append([NewMessage(room, ANN, START, text, key)]))[0]

    def test_oldest_event_goes(self) -> None:
        """
        With its key; the new beginning is told.
        """
        for n in range(1, 5):
            self.say(str(n), key=f"k{n}")
        page = self.successResultOf(self.store.read("lobby", limit=9))
        self.assertEqual((page.head.first, page.head.seq, self.trims), (2, 4, [("lobby", 2)]))
        self.assertIsInstance(self.say("1", key="k1"), Stored)

    def test_author_of_what_has_gone_has_said_nothing(self) -> None:
        self.successResultOf(self.store.append([NewMessage("lobby", User("g.ben", "Ben"), START, "0")]))
        for n in range(2):
            self.say(str(n))
        self.assertTrue(self.successResultOf(self.store.has_said("g.ben")))
        self.say("2")
        self.assertFalse(self.successResultOf(self.store.has_said("g.ben")))
        self.assertTrue(self.successResultOf(self.store.has_said(ANN.id)))

    def test_edit_of_what_has_gone_tells_no_text(self) -> None:
        """
        As in the SQL store, which keeps the text with the message.
        """
        self.say("one")
        self.successResultOf(self.store.append([EditMessage("lobby", ANN, START, 1, "two")]))
        self.say("three")
        self.say("four")
        page = self.successResultOf(self.store.read("lobby", limit=9))
        self.assertEqual(page.events[0], MessageEdited("lobby", 2, 1, ANN, START))

    def test_room_unused_for_longest_goes(self) -> None:
        """
        One that somebody listens to stays; if all are used, there is no room for another.
        """
        self.say("one", "a")
        self.say("one", "b")
        self.used.add("a")
        self.say("one", "c")
        self.assertEqual(self.say("two", "a").event.seq, 2)
        self.assertEqual(self.say("one", "b").event.seq, 1)
        self.used |= {"b"}
        refused = self.say("one", "d")
        assert isinstance(refused, Refusal)
        self.assertEqual(refused.code, "unavailable")
        self.assertEqual(self.failureResultOf(self.store.read("d", limit=1)).value.code, "unavailable")
