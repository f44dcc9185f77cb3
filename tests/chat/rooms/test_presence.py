"""
Which users are in which room.
"""

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.task import Clock
from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.rooms.hub import Hub
from chatd.chat.rooms.presence import PresenceTracker
from chatd.domain.counters import Counters
from chatd.domain.events import User
from chatd.domain.settings import PresenceSettings
from chatd.protocol.replies import Gathering
from chatd.websocket.fanout import Fanout
from chatd.websocket.write_batcher import WriteBatcher
from tests.support.fakes import ANNA, BEN, FakeSink

CARL = User("g.carl", "Carl")


class Reader:
    """
    A client's list of who is in a room: what it was told on joining, and every change since.
    """

    def __init__(self, here: Gathering) -> None:
        self.sink = FakeSink()
        self.people = {user.id: user.name for user in here.users}
        self.count = here.count

    def read(self) -> list[dict[str, object]]:
        """
        Apply what has come, as set operations.
        """
        changes = [json.loads(text) for text in self.sink.texts()]
        for change in changes:
            self.people.update({user["id"]: user["name"] for user in change["joined"]})
            for user_id in change["left"]:
                self.people.pop(user_id, None)
            self.count = change["count"]
        return changes


class PresenceCase(SynchronousTestCase):
    """
    A room `a`, told every quarter of a second, with a grace of ten.
    """

    named = 3

    def setUp(self) -> None:
        """
        Nobody is here.
        """
        self.clock = Clock()
        self.hub: Hub[object] = Hub(
            Fanout(Counters(), WriteBatcher(self.clock)), lambda call: self.clock.callLater(0, call)
        )
        self.presence = PresenceTracker(self.hub, self.clock, settings=PresenceSettings(10.0, 0.25, self.named))

    def listen(self, room: str = "a") -> Reader:
        """
        Somebody who reads and is not seen.
        """
        reader = Reader(self.presence.list_users(room))
        self.hub.add_subscriber(room, reader.sink)
        return reader

    def pass_by(self, seconds: float) -> None:
        """
        Time goes by, swept every second.
        """
        while seconds > 0:
            step = min(seconds, 1.0)
            self.clock.advance(step)
            self.presence.expire_grace()
            seconds -= step


class PresenceTests(PresenceCase):
    """
    People, not connections.
    """

    def test_newcomer_is_told_to_the_others(self) -> None:
        """
        Within a quarter of a second.
        """
        reader = self.listen()
        self.presence.session_joined("a", ANNA)
        self.assertEqual(reader.read(), [])
        self.pass_by(0.25)
        self.assertEqual(
            reader.read(),
            [{"type": "presence", "room": "a", "joined": [{"id": "g.anna", "name": "Anna"}], "left": [], "count": 1}],
        )

    def test_list_is_that_of_the_instant(self) -> None:
        """
        Whoever joins sees everybody who is here now, told or not.
        """
        self.presence.session_joined("a", ANNA)
        self.presence.session_joined("a", BEN)
        self.assertEqual(self.presence.list_users("a"), Gathering([ANNA, BEN], 2))
        self.assertEqual(self.presence.list_users("b"), Gathering([], 0))

    def test_two_tabs_are_one_person(self) -> None:
        """
        The second is not told, nor is the first to close.
        """
        self.presence.session_joined("a", ANNA)
        self.presence.session_joined("a", BEN)
        reader = self.listen()
        self.pass_by(0.25)
        reader.read()
        self.presence.session_joined("a", ANNA)
        self.presence.session_left("a", ANNA, lost=False)
        self.pass_by(1)
        self.assertEqual((reader.read(), self.presence.list_users("a").count), ([], 2))
        self.presence.session_left("a", ANNA, lost=False)
        self.pass_by(0.25)
        self.assertEqual([change["left"] for change in reader.read()], [["g.anna"]])

    def test_ten_tabs_are_one_entry(self) -> None:
        """
        In the list, in the count, and in what others are told, until the last one closes.
        """
        reader = self.listen()
        for _ in range(10):
            self.presence.session_joined("a", ANNA)
        self.pass_by(0.25)
        told = [(change["joined"], change["count"]) for change in reader.read()]
        self.assertEqual(told, [([{"id": "g.anna", "name": "Anna"}], 1)])
        here = self.presence.list_users("a")
        self.assertEqual(([user.id for user in here.users], here.count), (["g.anna"], 1))
        for _ in range(9):
            self.presence.session_left("a", ANNA, lost=False)
        self.pass_by(1)
        self.assertEqual((reader.read(), self.presence.list_users("a").count), ([], 1))
        self.presence.session_left("a", ANNA, lost=False)
        self.assertEqual(self.presence.list_users("a"), Gathering([], 0))

    def test_reload_is_not_a_leave_and_a_join(self) -> None:
        """
        Nobody sees a flicker.
        """
        for user in (ANNA, BEN):
            self.presence.session_joined("a", user)
        reader = self.listen()
        self.pass_by(1)
        reader.read()
        self.presence.session_left("a", ANNA, lost=True)
        self.pass_by(9)
        self.presence.session_joined("a", ANNA)
        self.pass_by(30)
        self.assertEqual((reader.read(), self.presence.list_users("a").count), ([], 2))

    def test_lost_one_is_gone_after_the_grace(self) -> None:
        for user in (ANNA, BEN, CARL):
            self.presence.session_joined("a", user)
        reader = self.listen()
        self.pass_by(1)
        reader.read()
        self.presence.session_left("a", ANNA, lost=True)
        self.presence.session_left("a", BEN, lost=True)
        self.pass_by(9)
        self.assertEqual(self.presence.list_users("a").count, 3)
        self.pass_by(2)
        self.assertEqual(sorted(reader.read()[0]["left"]), ["g.anna", "g.ben"])  # type: ignore[call-overload]
        self.assertEqual(self.presence.list_users("a"), Gathering([CARL], 1))

    def test_leaving_has_no_grace(self) -> None:
        """
        Whoever says that they go is gone.
        """
        self.presence.session_joined("a", ANNA)
        self.presence.session_joined("a", BEN)
        self.presence.session_left("a", ANNA, lost=False)
        self.assertEqual(self.presence.list_users("a"), Gathering([BEN], 1))

    def test_no_grace_at_all_is_a_setting(self) -> None:
        """
        Zero seconds: a lost connection is a leave.
        """
        presence = PresenceTracker(self.hub, self.clock, settings=PresenceSettings(0, 0.25, 3))
        presence.session_joined("a", ANNA)
        presence.session_left("a", ANNA, lost=True)
        self.assertEqual(presence.list_users("a").count, 0)

    def test_changes_are_told_at_most_once_in_an_interval(self) -> None:
        """
        However much goes on, in however many rooms, each quarter of a second brings one change.
        """
        readers = {room: self.listen(room) for room in "ab"}
        for room in readers:
            self.presence.session_joined(room, ANNA)
        times: dict[str, list[float]] = {room: [] for room in readers}
        for tick in range(200):
            for room in readers:
                if tick % 2:
                    self.presence.session_left(room, BEN, lost=False)
                else:
                    self.presence.session_joined(room, BEN)
            self.presence.session_joined("c", CARL)
            self.presence.session_left("c", CARL, lost=False)
            self.clock.advance(1 / 64)
            for name, reader in readers.items():
                times[name] += [self.clock.seconds()] * len(reader.read())
        for told in times.values():
            self.assertGreater(len(told), 5)
            self.assertGreaterEqual(min(later - earlier for earlier, later in pairwise(told)), 0.25)

    def test_room_that_empties_does_not_hurry_others(self) -> None:
        """
        A change in one room is not told early because another was waiting and is gone.
        """
        reader = self.listen()
        self.presence.session_joined("a", CARL)
        self.pass_by(1)
        reader.read()
        told = []
        self.presence.session_joined("b", ANNA)
        for tick in range(20):
            if tick == 1:
                self.presence.session_left("b", ANNA, lost=False)
            if tick in {2, 6}:
                self.presence.session_joined("a", User(f"g.{tick}", "x"))
            self.clock.advance(0.05)
            told += [tick] * len(reader.read())
        self.assertEqual(len(told), 2)
        self.assertGreaterEqual(told[1] - told[0], 5)

    def test_nobody_is_told_anything_of_an_empty_room(self) -> None:
        """
        The last one takes the room along.
        """
        reader = self.listen()
        self.presence.session_joined("a", ANNA)
        self.presence.session_left("a", ANNA, lost=False)
        self.pass_by(1)
        self.assertEqual((reader.read(), self.presence.list_users("a")), ([], Gathering([], 0)))

    def test_last_one_lost_is_forgotten(self) -> None:
        """
        After the grace nothing of the room is held.
        """
        self.presence.session_joined("a", ANNA)
        self.presence.session_left("a", ANNA, lost=True)
        self.pass_by(11)
        self.assertEqual(self.presence.list_users("a"), Gathering([], 0))

    def test_new_name_is_told_as_joined(self) -> None:
        """
        Somebody who is known already has a new name.
        """
        self.presence.session_joined("a", ANNA)
        reader = self.listen()
        self.pass_by(1)
        reader.read()
        self.presence.rename_user(["a"], User("g.anna", "Anne"))
        self.pass_by(0.25)
        reader.read()
        self.assertEqual(reader.people, {"g.anna": "Anne"})

    def test_whoever_was_renamed_while_away_comes_back_under_the_new_name(self) -> None:
        """
        The connection here was lost, the renaming happened in another room.
        """
        self.presence.session_joined("a", ANNA)
        self.presence.session_joined("a", BEN)
        reader = self.listen()
        self.pass_by(1)
        reader.read()
        self.presence.session_left("a", ANNA, lost=True)
        self.presence.session_joined("a", User("g.anna", "Anne"))
        self.pass_by(0.25)
        reader.read()
        self.assertEqual(reader.people["g.anna"], "Anne")
        self.assertIn(User("g.anna", "Anne"), self.presence.list_users("a").users)

    def test_nobody_leaves_a_node_that_is_going(self) -> None:
        """
        While draining no `left` is sent: the people are not going, the node is.
        """
        self.presence.session_joined("a", ANNA)
        self.presence.session_joined("a", BEN)
        reader = self.listen()
        self.pass_by(1)
        reader.read()
        self.presence.freeze()
        self.presence.session_left("a", ANNA, lost=True)
        self.presence.session_left("a", BEN, lost=False)
        self.pass_by(20)
        self.assertEqual(reader.read(), [])


class LargeRoomTests(PresenceCase):
    """
    Above three users only their number is told.
    """

    def crowd(self, count: int) -> list[User]:
        """
        So many people come.
        """
        people = [User(f"g.{n}", f"Guest {n}") for n in range(count)]
        for user in people:
            self.presence.session_joined("a", user)
        return people

    def test_only_the_count_is_told(self) -> None:
        """
        In changes and in lists.
        """
        reader = self.listen()
        self.crowd(4)
        self.pass_by(0.25)
        (change,) = reader.read()
        self.assertEqual((change["joined"], change["left"], change["count"]), ([], [], 4))
        self.assertEqual(self.presence.list_users("a"), Gathering([], 4))

    def test_everybody_is_named_when_it_falls_below_again(self) -> None:
        """
        The full list, in one change.
        """
        reader = self.listen()
        people = self.crowd(5)
        self.pass_by(1)
        for user in people[:2]:
            self.presence.session_left("a", user, lost=False)
        self.pass_by(0.25)
        reader.read()
        self.assertEqual((sorted(reader.people), reader.count), (["g.2", "g.3", "g.4"], 3))

    def test_whoever_left_unnamed_is_on_nobodys_list(self) -> None:
        """
        Those who were known before the room grew, and went while it was large.
        """
        people = self.crowd(3)
        reader = self.listen()
        self.pass_by(1)
        self.presence.session_joined("a", CARL)
        self.pass_by(1)
        self.presence.session_left("a", people[0], lost=False)
        self.presence.session_left("a", people[1], lost=False)
        self.pass_by(1)
        reader.read()
        self.assertEqual(sorted(reader.people), ["g.2", "g.carl"])

    def test_room_that_was_large_for_a_moment_is_named_to_whoever_came_then(self) -> None:
        """
        They were told a number only; the next change makes up for it.
        """
        people = self.crowd(4)
        reader = self.listen()
        self.presence.session_left("a", people[0], lost=False)
        self.pass_by(0.25)
        reader.read()
        self.assertEqual(sorted(reader.people), ["g.1", "g.2", "g.3"])

    def test_list_given_between_two_large_moments_is_kept_true(self) -> None:
        """
        Somebody was named to a newcomer just before the room grew again, and then went unnamed.
        """
        people = self.crowd(4)
        self.pass_by(1)
        self.presence.session_left("a", people[0], lost=False)
        reader = self.listen()
        self.presence.session_joined("a", ANNA)
        self.pass_by(1)
        for user in people[1:3]:
            self.presence.session_left("a", user, lost=False)
        self.pass_by(1)
        reader.read()
        self.assertEqual(sorted(reader.people), ["g.3", "g.anna"])


class TruthTests(PresenceCase):
    """
    Whatever happens, every list becomes the truth.
    """

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["enter", "leave", "lose", "rename", "listen", "tick", "sweep"]), st.integers(0, 5)
            ),
            max_size=60,
        )
    )
    def test_every_reader_ends_with_the_truth(self, steps: list[tuple[str, int]]) -> None:
        """
        People come and go by name and by number, readers join at any moment: lists are those of the room.
        """
        self.setUp()
        names = [f"name {n}" for n in range(6)]
        sessions: list[int] = []
        readers = [self.listen()]
        # One who never goes, so that there is a room.
        self.presence.session_joined("a", User("g.host", "Host"))
        for step, n in steps:
            user = User(f"g.{n}", names[n])
            if step == "enter":
                self.presence.session_joined("a", user)
                sessions.append(n)
            elif step in {"leave", "lose"} and n in sessions:
                self.presence.session_left("a", user, lost=step == "lose")
                sessions.remove(n)
            elif step == "rename" and n in sessions:
                names[n] += "!"
                self.presence.rename_user(["a"], User(f"g.{n}", names[n]))
            elif step == "listen":
                readers.append(self.listen())
            elif step == "tick":
                self.clock.advance(0.1)
            elif step == "sweep":
                self.pass_by(3)
        self.pass_by(12)
        truth = {"g.host": "Host"} | {f"g.{n}": names[n] for n in sessions}
        for reader in readers:
            reader.read()
            self.assertEqual(reader.count, len(truth))
            if len(truth) <= self.named:
                self.assertEqual(reader.people, truth)
