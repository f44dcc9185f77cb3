"""
Who hears what on this node.
"""

from collections.abc import Callable, Collection, Sequence

from twisted.trial.unittest import SynchronousTestCase

from chatd.answers import Ok
from chatd.hub import Hub
from chatd.model import Event
from chatd.ports import Post, Sink
from tests.fakes import FakeSink, said

OK = Ok()


class ListFan:
    """
    Writes down what is handed over, to whom; an event of the room `poison` cannot be told.
    """

    def __init__(self) -> None:
        self.told: list[tuple[list[Sink], list[Event]]] = []
        self.replies: list[Sink] = []

    def deliver(self, members: Collection[Sink], posts: Sequence[Post]) -> None:
        """
        See `chatd.ports.Fan`.
        """
        if posts[0].event.room == "poison":
            raise ValueError("poison")
        self.told.append((list(members), [post.event for post in posts]))
        self.replies += [post.by for post in posts if post.by is not None and post.reply is not None]


class HubTests(SynchronousTestCase):
    """
    Rooms and users.
    """

    def setUp(self) -> None:
        """
        A hub with two sinks.
        """
        self.fan = ListFan()
        self.soon: list[Callable[[], None]] = []
        self.hub: Hub[str] = Hub(self.fan, self.soon.append)
        self.anna, self.ben = FakeSink(), FakeSink()

    def turn(self) -> None:
        """
        The end of this turn of the reactor.
        """
        calls, self.soon[:] = self.soon[:], []
        for call in calls:
            call()

    def test_posts_of_a_turn_are_handed_over_together(self) -> None:
        """
        Three messages in one turn cost each member one write.
        """
        self.hub.enter("a", self.anna)
        events = [said("a", seq) for seq in (1, 2, 3)]
        for event in events:
            self.hub.post("a", event)
        self.assertEqual(self.fan.told, [])
        self.turn()
        self.assertEqual(self.fan.told, [([self.anna], events)])

    def test_one_flush_is_asked_for_however_much_is_posted(self) -> None:
        """
        Many rooms, many posts, one call at the end of the turn.
        """
        for room in "abc":
            self.hub.enter(room, self.anna)
            self.hub.post(room, said(room, 1))
            self.hub.post(room, said(room, 2))
        self.assertEqual(len(self.soon), 1)
        self.turn()
        self.assertEqual(len(self.fan.told), 3)

    def test_newcomer_hears_nothing_from_before(self) -> None:
        """
        What was posted earlier in the same turn goes to those who were there.
        """
        self.hub.enter("a", self.anna)
        self.hub.post("a", said("a", 1))
        self.hub.enter("a", self.ben)
        self.assertEqual(self.fan.told, [([self.anna], [said("a", 1)])])
        self.hub.post("a", said("a", 2))
        self.turn()
        self.assertEqual(self.fan.told[1:], [([self.anna, self.ben], [said("a", 2)])])

    def test_leaver_hears_what_was_posted_until_then(self) -> None:
        """
        And nothing after.
        """
        self.hub.enter("a", self.anna)
        self.hub.enter("a", self.ben)
        self.hub.post("a", said("a", 1))
        self.assertFalse(self.hub.leave("a", self.ben))
        self.hub.post("a", said("a", 2))
        self.turn()
        self.assertEqual(self.fan.told, [([self.anna, self.ben], [said("a", 1)]), ([self.anna], [said("a", 2)])])

    def test_room_is_empty_after_the_last(self) -> None:
        """
        Nothing of it is held; leaving it again changes nothing.
        """
        self.hub.enter("a", self.anna)
        self.assertTrue(self.hub.occupied("a"))
        self.assertTrue(self.hub.leave("a", self.anna))
        self.assertFalse(self.hub.occupied("a"))
        self.assertTrue(self.hub.leave("a", self.anna))

    def test_entering_twice_is_entering_once(self) -> None:
        """
        A repeated join does not double what is heard.
        """
        self.hub.enter("a", self.anna)
        self.hub.enter("a", self.anna)
        self.hub.post("a", said("a", 1))
        self.turn()
        self.assertEqual(self.fan.told[0][0], [self.anna])

    def test_post_to_an_empty_room_is_nobodys(self) -> None:
        """
        No work is done for nobody.
        """
        self.hub.post("a", said("a", 1))
        self.hub.post("a", said("a", 2), by=self.anna)
        self.assertEqual((self.soon, self.fan.told), ([], []))

    def test_every_sender_in_an_empty_room_gets_the_reply(self) -> None:
        """
        Two who have left while their messages were being stored.
        """
        self.hub.post("a", said("a", 1), self.anna, OK)
        self.hub.post("a", said("a", 2), self.ben, OK)
        self.turn()
        self.assertEqual(self.fan.replies, [self.anna, self.ben])
        self.assertFalse(self.hub.occupied("a"))

    def test_flushed_room_is_not_told_again(self) -> None:
        """
        Whoever needs the room's order kept may flush it early.
        """
        self.hub.enter("a", self.anna)
        self.hub.post("a", said("a", 1))
        self.hub.flush_room("a")
        self.hub.flush_room("a")
        self.turn()
        self.assertEqual(len(self.fan.told), 1)

    def test_room_that_cannot_be_told_does_not_silence_others(self) -> None:
        """
        The fault is raised where it is logged; the rest follows in the next turn.
        """
        for room in ("poison", "a"):
            self.hub.enter(room, self.anna)
            self.hub.post(room, said(room, 1))
        self.assertRaises(ValueError, self.turn)
        self.turn()
        self.assertEqual(self.fan.told, [([self.anna], [said("a", 1)])])

    def test_user_has_all_their_sessions(self) -> None:
        """
        Two tabs are one person; after the last, nothing of them is held.
        """
        self.hub.sign_in("g.1", "tab")
        self.hub.sign_in("g.1", "phone")
        self.assertEqual(self.hub.sessions_of("g.1"), ("tab", "phone"))
        self.hub.sign_out("g.1", "tab")
        self.assertEqual(self.hub.sessions_of("g.1"), ("phone",))
        self.hub.sign_out("g.1", "phone")
        self.hub.sign_out("g.1", "phone")
        self.assertEqual(self.hub.sessions_of("g.1"), ())
