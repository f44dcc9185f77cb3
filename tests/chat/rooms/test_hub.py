"""
Who hears what on this node.
"""

from collections.abc import Callable, Collection, Sequence

from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.rooms.hub import (
    FEW,
    PART_CHARACTERS,
    PATIENT_SECONDS,
    PATIENT_SLICE_SIZE,
    SHORT_TEXTS_MAX,
    SLICE_CHARACTERS,
    Hub,
)
from chatd.domain.events import Event, PresenceChange, User
from chatd.interfaces.delivery import RoomEvent, Sink
from chatd.protocol.replies import Ok
from tests.support.fakes import FakeSink, edited, said

OK = Ok()


class ListFan:
    """
    Writes down what is handed over, to whom; an event of the room `poison` cannot be told.
    """

    def __init__(self) -> None:
        self.told: list[tuple[list[Sink], list[Event]]] = []
        self.replies: list[Sink] = []
        self.rounds = 0

    def end_turn(self) -> None:
        self.rounds += 1

    def deliver(self, members: Collection[Sink], posts: Sequence[RoomEvent]) -> None:
        if posts[0].event.room == "poison":
            raise ValueError("poison")
        self.told.append((list(members), [post.event for post in posts]))

    def reply(self, posts: Sequence[RoomEvent]) -> None:
        self.replies += [post.by for post in posts if post.by is not None and post.reply is not None]


class TurnCase(SynchronousTestCase):
    """
    The reactor's turns, one by one.
    """

    soon: list[Callable[[], None]]

    def turn(self) -> None:
        """
        The end of this turn of the reactor.
        """
        calls, self.soon[:] = self.soon[:], []
        for call in calls:
            call()


class HubTests(TurnCase):
    """
    Rooms and users.
    """

    def setUp(self) -> None:
        """
        A hub with two sinks.
        """
        self.fan = ListFan()
        self.soon = []
        self.hub: Hub[str] = Hub(self.fan, self.soon.append)
        self.anna, self.ben = FakeSink(), FakeSink()

    def test_posts_of_a_turn_are_handed_over_together(self) -> None:
        """
        Three messages in one turn cost each member one write.
        """
        self.hub.add_subscriber("a", self.anna)
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
            self.hub.add_subscriber(room, self.anna)
            self.hub.post(room, said(room, 1))
            self.hub.post(room, said(room, 2))
        self.assertEqual(len(self.soon), 1)
        self.turn()
        self.assertEqual((len(self.fan.told), self.fan.rounds), (3, 1))

    def test_newcomer_hears_nothing_from_before(self) -> None:
        """
        What was posted earlier in the same turn goes to those who were there.
        """
        self.hub.add_subscriber("a", self.anna)
        self.hub.post("a", said("a", 1))
        self.hub.add_subscriber("a", self.ben)
        self.assertEqual(self.fan.told, [([self.anna], [said("a", 1)])])
        self.hub.post("a", said("a", 2))
        self.turn()
        self.assertEqual(self.fan.told[1:], [([self.anna, self.ben], [said("a", 2)])])

    def test_leaver_hears_what_was_posted_until_then(self) -> None:
        self.hub.add_subscriber("a", self.anna)
        self.hub.add_subscriber("a", self.ben)
        self.hub.post("a", said("a", 1))
        self.assertFalse(self.hub.remove_subscriber("a", self.ben))
        self.hub.post("a", said("a", 2))
        self.turn()
        self.assertEqual(self.fan.told, [([self.anna, self.ben], [said("a", 1)]), ([self.anna], [said("a", 2)])])

    def test_room_is_empty_after_the_last(self) -> None:
        """
        Nothing of it is held; leaving it again changes nothing.
        """
        self.hub.add_subscriber("a", self.anna)
        self.assertTrue(self.hub.has_subscribers("a"))
        self.assertTrue(self.hub.remove_subscriber("a", self.anna))
        self.assertFalse(self.hub.has_subscribers("a"))
        self.assertTrue(self.hub.remove_subscriber("a", self.anna))

    def test_entering_twice_is_entering_once(self) -> None:
        """
        A repeated join does not double what is heard.
        """
        self.hub.add_subscriber("a", self.anna)
        self.hub.add_subscriber("a", self.anna)
        self.hub.post("a", said("a", 1))
        self.turn()
        self.assertEqual(self.fan.told[0][0], [self.anna])

    def test_post_to_an_empty_room_is_nobodys(self) -> None:
        """
        No delivery is scheduled.
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
        self.assertFalse(self.hub.has_subscribers("a"))

    def test_replies_to_those_who_have_left_outlive_their_room(self) -> None:
        """
        Somebody comes in before the turn ends, and hears nothing of it.
        """
        self.hub.post("a", said("a", 1), self.anna, OK)
        self.hub.add_subscriber("a", self.ben)
        self.hub.post("a", said("a", 2))
        self.turn()
        self.assertEqual((self.fan.replies, self.fan.told), ([self.anna], [([self.ben], [said("a", 2)])]))

    def test_flushed_room_is_not_told_again(self) -> None:
        """
        Whoever needs the room's order kept may flush it early.
        """
        self.hub.add_subscriber("a", self.anna)
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
            self.hub.add_subscriber(room, self.anna)
            self.hub.post(room, said(room, 1))
        self.assertRaises(ValueError, self.turn)
        self.turn()
        self.assertEqual(self.fan.told, [([self.anna], [said("a", 1)])])

    def test_user_has_all_their_sessions(self) -> None:
        """
        Two tabs are one person; after the last, nothing of them is held.
        """
        self.hub.add_session("g.1", "tab")
        self.hub.add_session("g.1", "phone")
        self.assertEqual(self.hub.sessions_of("g.1"), ("tab", "phone"))
        self.hub.remove_session("g.1", "tab")
        self.assertEqual(self.hub.sessions_of("g.1"), ("phone",))
        self.hub.remove_session("g.1", "phone")
        self.hub.remove_session("g.1", "phone")
        self.assertEqual(self.hub.sessions_of("g.1"), ())


class CrowdTests(TurnCase):
    """
    Rooms of more members than are told in one turn.
    """

    def setUp(self) -> None:
        """
        Seven people in one room, of whom three are told in a turn, and a pair in another.
        """
        self.fan = ListFan()
        self.soon = []
        self.hub: Hub[str] = Hub(self.fan, self.soon.append, slice_size=3)
        self.crowd = [FakeSink() for _ in range(7)]
        self.pair = [FakeSink(), FakeSink()]
        for sink in self.crowd:
            self.hub.add_subscriber("a", sink)
        for sink in self.pair:
            self.hub.add_subscriber("b", sink)

    def heard(self, sink: Sink) -> list[Event]:
        """
        All that one of them was told, in order.
        """
        return [event for members, events in self.fan.told if sink in members for event in events]

    def test_crowd_is_told_in_slices_and_others_in_between(self) -> None:
        """
        Three in each turn; what is said elsewhere meanwhile waits for one slice only.
        """
        self.hub.post("a", said("a", 1))
        self.turn()
        self.hub.post("b", said("b", 1))
        self.turn()
        self.assertEqual([len(members) for members, _ in self.fan.told], [3, 3, 2])
        self.assertEqual(self.heard(self.pair[0]), [said("b", 1)])
        self.turn()
        self.assertEqual(self.soon, [])
        self.assertEqual([self.heard(sink) for sink in self.crowd], [[said("a", 1)]] * 7)

    def test_what_is_posted_meanwhile_comes_after_for_everybody(self) -> None:
        """
        And is joined: two messages that came during the slices of the first are one write.
        """
        self.hub.post("a", said("a", 1))
        self.turn()
        for seq in (2, 3):
            self.hub.post("a", said("a", seq))
        while self.soon:
            self.turn()
        self.assertEqual([self.heard(sink) for sink in self.crowd], [[said("a", seq) for seq in (1, 2, 3)]] * 7)
        self.assertEqual(len(self.fan.told), 6)

    def test_leaver_is_told_the_rest_by_itself(self) -> None:
        """
        The others' slices go on; nothing comes after it has left.
        """
        self.hub.post("a", said("a", 1))
        self.turn()
        self.hub.post("a", said("a", 2))
        for sink in self.crowd[:4]:
            self.hub.remove_subscriber("a", sink)
        self.hub.post("a", said("a", 3))
        while self.soon:
            self.turn()
        early, late = [said("a", 1), said("a", 2)], [said("a", seq) for seq in (1, 2, 3)]
        self.assertEqual([self.heard(sink) for sink in self.crowd], [early] * 4 + [late] * 3)

    def test_newcomer_hears_nothing_of_what_is_still_being_told(self) -> None:
        """
        It was in what it was given when it came.
        """
        late = FakeSink()
        self.hub.post("a", said("a", 1))
        self.turn()
        self.hub.post("a", said("a", 2))
        self.hub.add_subscriber("a", late)
        self.hub.post("a", said("a", 3))
        while self.soon:
            self.turn()
        self.assertEqual(self.heard(late), [said("a", 3)])
        self.assertEqual(self.heard(self.crowd[0]), [said("a", seq) for seq in (1, 2, 3)])

    def test_room_that_empties_meanwhile_leaves_nothing_to_do(self) -> None:
        """
        Everybody has been told on the way out.
        """
        self.hub.post("a", said("a", 1))
        self.turn()
        for sink in self.crowd:
            self.hub.remove_subscriber("a", sink)
        while self.soon:
            self.turn()
        self.assertEqual([self.heard(sink) for sink in self.crowd], [[said("a", 1)]] * 7)
        self.assertFalse(self.hub.has_subscribers("a"))

    def test_flush_tells_everybody_at_once(self) -> None:
        """
        As before the node goes.
        """
        self.hub.post("a", said("a", 1))
        self.hub.post("b", said("b", 1))
        self.hub.flush()
        self.assertEqual([self.heard(sink) for sink in self.crowd], [[said("a", 1)]] * 7)

    def test_flushed_room_is_told_whole(self) -> None:
        """
        Whoever needs the room's order kept does not wait for the slices.
        """
        self.hub.post("a", said("a", 1))
        self.turn()
        self.hub.flush_room("a")
        self.assertEqual([self.heard(sink) for sink in self.crowd], [[said("a", 1)]] * 7)


class LongTextTests(TurnCase):
    """
    Rooms in which long texts are said: few subscribers in one turn.
    """

    def setUp(self) -> None:
        self.fan = ListFan()
        self.soon = []
        self.hub: Hub[str] = Hub(self.fan, self.soon.append)
        self.sinks = [FakeSink() for _ in range(3 * FEW)]
        for sink in self.sinks:
            self.hub.add_subscriber("r", sink)

    def told(self) -> list[int]:
        """
        How many subscribers were delivered to, each time.
        """
        return [len(members) for members, _ in self.fan.told]

    def test_long_texts_are_delivered_in_slices_by_their_length(self) -> None:
        length = SLICE_CHARACTERS // (2 * FEW)
        self.hub.post("r", said("r", 1, "x" * length))
        self.turn()
        self.assertEqual(self.told(), [2 * FEW])
        self.turn()
        self.assertEqual(self.told(), [2 * FEW, FEW])
        self.assertEqual({id(sink) for members, _ in self.fan.told for sink in members}, set(map(id, self.sinks)))

    def test_short_texts_are_delivered_at_once(self) -> None:
        self.hub.post("r", said("r", 1, "x" * SHORT_TEXTS_MAX))
        self.turn()
        self.assertEqual(self.told(), [3 * FEW])

    def test_others_are_delivered_to_between_slices(self) -> None:
        self.hub.add_subscriber("other", other := FakeSink())
        self.hub.post("r", edited("r", 2, 1, "x" * SLICE_CHARACTERS))
        self.turn()
        self.hub.post("other", said("other", 1))
        self.turn()
        self.assertEqual(self.told(), [FEW, FEW, 1])
        self.assertEqual(self.fan.told[2][0], [other])
        self.turn()
        self.assertEqual(self.told(), [FEW, FEW, 1, FEW])

    def test_long_texts_that_gathered_are_not_delivered_at_once(self) -> None:
        """
        They may be more than may wait for a reader.
        """
        texts = [said("r", number, "x" * (PART_CHARACTERS // 2)) for number in range(1, 6)]
        for text in texts:
            self.hub.post("r", text)
        while self.soon:
            self.turn()
        sizes = [len(events) for _, events in self.fan.told]
        self.assertEqual(max(sizes), 2)
        heard: dict[int, list[Event]] = {id(sink): [] for sink in self.sinks}
        for members, events in self.fan.told:
            for sink in members:
                heard[id(sink)] += events
        self.assertEqual(list(heard.values()), [texts] * len(self.sinks))

    def test_what_comes_meanwhile_keeps_its_order(self) -> None:
        long, short = said("r", 1, "x" * SLICE_CHARACTERS), said("r", 2)
        self.hub.post("r", long)
        self.turn()
        self.hub.post("r", short)
        while self.soon:
            self.turn()
        heard: dict[int, list[Event]] = {id(sink): [] for sink in self.sinks}
        for members, events in self.fan.told:
            for sink in members:
                heard[id(sink)] += events
        self.assertEqual(list(heard.values()), [[long, short]] * len(self.sinks))

    def test_data_counts_as_much_as_text(self) -> None:
        self.hub.post("r", said("r", 1, "", data={"x": "x" * (SLICE_CHARACTERS // FEW)}))
        self.turn()
        self.assertEqual(self.told(), [FEW])

    def test_names_of_many_who_come_are_delivered_in_slices(self) -> None:
        people = [User(f"g.{number}", "x" * 32) for number in range(500)]
        self.hub.post("r", PresenceChange("r", people, [], 500))
        self.turn()
        self.assertEqual(self.told(), [FEW])


class ChargeTests(TurnCase):
    """
    What addresses that send much say is charged to them, and delivered after what others say.
    """

    def setUp(self) -> None:
        self.fan = ListFan()
        self.soon = []
        self.spent = 0.0
        self.charged: dict[str, float] = {}
        deliver, end_turn = self.fan.deliver, self.fan.end_turn

        def work(members: Collection[Sink], posts: Sequence[RoomEvent]) -> None:
            # A millisecond for each 100 members, half of it when the turn ends.
            self.spent += len(members) / 200_000
            self.put_aside = len(members) / 200_000
            deliver(members, posts)

        def flush() -> None:
            self.spent += self.put_aside
            self.put_aside = 0.0
            end_turn()

        self.put_aside = 0.0
        self.fan.deliver, self.fan.end_turn = work, flush  # type: ignore[method-assign]
        self.hub: Hub[str] = Hub(self.fan, self.soon.append, measure=lambda: self.spent)
        self.hub.charge = self.charge

    def charge(self, payer: str, seconds: float) -> None:
        """
        Add up what each address is charged.
        """
        self.charged[payer] = round(self.charged.get(payer, 0.0) + seconds, 9)

    def fill(self, room: str, number: int) -> None:
        """
        Let so many join a room.
        """
        for _ in range(number):
            self.hub.add_subscriber(room, FakeSink())

    def told(self) -> list[tuple[str, int]]:
        """
        To how many subscribers of which room was delivered, each time.
        """
        return [(events[0].room, len(members)) for members, events in self.fan.told]

    def test_who_sends_much_is_charged_with_the_whole_delivery(self) -> None:
        self.fill("r", 100)
        self.hub.post("r", said("r", 1), payer="192.0.2.1")
        self.turn()
        self.assertEqual(self.charged, {"192.0.2.1": 0.001})

    def test_each_pays_for_what_it_has_said(self) -> None:
        self.fill("r", 100)
        self.hub.post("r", said("r", 1), payer="192.0.2.1")
        self.hub.post("r", said("r", 2))
        self.hub.post("r", said("r", 3), payer="192.0.2.2")
        self.hub.post("r", said("r", 4), payer="192.0.2.1")
        self.turn()
        self.assertEqual(self.charged, {"192.0.2.1": 0.0005, "192.0.2.2": 0.00025})

    def test_slices_and_those_who_leave_are_charged_too(self) -> None:
        """
        Also of several long texts, which are delivered by and by.
        """
        self.fill("r", 99)
        self.hub.add_subscriber("r", leaver := FakeSink())
        for seq in (1, 2):
            self.hub.post("r", said("r", seq, "x" * PART_CHARACTERS), payer="192.0.2.1")
        self.turn()
        self.hub.remove_subscriber("r", leaver)
        while self.soon:
            self.turn()
        self.assertEqual(self.charged, {"192.0.2.1": 0.002})

    def test_nobody_else_is_charged(self) -> None:
        self.fill("r", 100)
        self.hub.post("r", said("r", 1))
        self.turn()
        self.assertEqual(self.charged, {})

    def test_what_is_paid_for_is_delivered_in_small_slices(self) -> None:
        self.fill("r", PATIENT_SLICE_SIZE + 50)
        self.hub.post("r", said("r", 1), payer="192.0.2.1")
        self.turn()
        self.assertEqual(self.told(), [("r", PATIENT_SLICE_SIZE)])
        self.turn()
        self.assertEqual(self.told()[1:], [("r", 50)])
        self.hub.post("r", said("r", 2))
        self.turn()
        self.assertEqual(self.told()[2:], [("r", PATIENT_SLICE_SIZE + 50)])

    def test_changes_of_presence_come_in_small_slices(self) -> None:
        self.fill("r", PATIENT_SLICE_SIZE + 50)
        self.hub.post("r", PresenceChange("r", [], [], 300))
        self.turn()
        self.assertEqual(self.told(), [("r", PATIENT_SLICE_SIZE)])

    def test_only_so_much_is_delivered_for_strangers_in_one_turn(self) -> None:
        """
        However many rooms they have; what others say is delivered at once, and each room has its turn.
        """
        rooms = [f"s{number}" for number in range(5)]
        for room in (*rooms, "people", "mixed"):
            self.fill(room, round(PATIENT_SECONDS * 100_000 * 0.7))
        for room in rooms:
            self.hub.post(room, said(room, 1), payer="192.0.2.1")
        self.hub.post("people", said("people", 1))
        self.hub.post("mixed", said("mixed", 1), payer="192.0.2.1")
        self.hub.post("mixed", said("mixed", 2))
        self.turn()
        self.assertEqual([room for room, _ in self.told()], ["s0", "s1", "people", "mixed"])
        self.turn()
        self.turn()
        self.assertEqual([room for room, _ in self.told()][4:], ["s2", "s3", "s4"])
        self.assertEqual(self.soon, [])

    def test_flush_delivers_all_of_it(self) -> None:
        for number in range(5):
            self.fill(f"s{number}", PATIENT_SLICE_SIZE + 1)
            self.hub.post(f"s{number}", said(f"s{number}", 1), payer="192.0.2.1")
        self.hub.flush()
        self.assertEqual(sum(number for _, number in self.told()), 5 * (PATIENT_SLICE_SIZE + 1))
