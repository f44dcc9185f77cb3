"""
How far people have read.
"""

from collections.abc import Callable, Sequence
from typing import Any

from twisted.internet.defer import Deferred, succeed
from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.rooms.read_markers import ReadMarkers
from chatd.domain.events import FollowedRoom, LogHead, ReadMarker
from chatd.errors import Refusal


class SlowMarks:
    """
    A store of marks that answers when the test says so.
    """

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], int] = {}
        self.held = False
        self.waiting: list[Callable[[], None]] = []
        self.broken = False
        self.writes = 0

    def _answer(self, work: Callable[[], Any]) -> Deferred[Any]:
        if not self.held:
            return succeed(work())
        reply: Deferred[Any] = Deferred()
        self.waiting.append(lambda: reply.callback(work()))
        return reply

    def mark_seen(self, marks: Sequence[ReadMarker]) -> Deferred[None]:
        self.writes += 1
        if self.broken:
            raise Refusal("unavailable")
        for mark in marks:
            self.kept[mark.user_id, mark.room] = mark.seq
        return self._answer(lambda: None)

    def seen(self, user_id: str, room: str) -> Deferred[int]:
        return self._answer(lambda: self.kept.get((user_id, room), 0))

    def followed_rooms(self, user_id: str) -> Deferred[Sequence[FollowedRoom]]:
        if self.broken:
            raise Refusal("unavailable")
        head = LogHead("e", 9, 1)
        return self._answer(
            lambda: [
                FollowedRoom(room, "", head, seq, 9 - seq) for (user, room), seq in self.kept.items() if user == user_id
            ]
        )


class MarkersTests(SynchronousTestCase):
    """
    Anna is online.
    """

    def setUp(self) -> None:
        """
        She has read up to 3 in the den, some other day.
        """
        self.store = SlowMarks()
        self.store.kept["anna", "den"] = 3
        self.markers = ReadMarkers(self.store)
        self.markers.add_session("anna")

    def test_marks_of_another_day_are_there(self) -> None:
        """
        They come from the store when somebody comes online.
        """
        self.assertEqual((self.markers.seen("anna", "den"), self.markers.seen("anna", "pit")), (3, 0))

    def test_mark_never_goes_backwards(self) -> None:
        self.assertEqual([self.markers.mark("anna", "den", seq) for seq in (2, 3, 5, 4)], [False, False, True, False])
        self.assertEqual(self.markers.seen("anna", "den"), 5)

    def test_marks_are_stored_together_and_once(self) -> None:
        """
        However often somebody says that they have read on.
        """
        for seq in (4, 5, 6):
            self.markers.mark("anna", "den", seq)
        self.markers.mark("anna", "pit", 1)
        self.successResultOf(Deferred.fromCoroutine(self.markers.save()))
        self.successResultOf(Deferred.fromCoroutine(self.markers.save()))
        self.assertEqual((self.store.kept, self.store.writes), ({("anna", "den"): 6, ("anna", "pit"): 1}, 1))

    def test_mark_that_could_not_be_stored_is_tried_again(self) -> None:
        """
        And a newer one of the meantime is not lost to it.
        """
        self.markers.mark("anna", "den", 4)
        self.store.broken = True
        self.failureResultOf(Deferred.fromCoroutine(self.markers.save()), Refusal)
        self.markers.mark("anna", "den", 7)
        self.store.broken = False
        self.successResultOf(Deferred.fromCoroutine(self.markers.save()))
        self.assertEqual(self.store.kept["anna", "den"], 7)

    def test_my_rooms_count_what_was_marked_just_now(self) -> None:
        """
        The store is brought up to date first.
        """
        self.markers.mark("anna", "den", 8)
        (followed,) = self.successResultOf(Deferred.fromCoroutine(self.markers.list_followed("anna")))
        self.assertEqual((followed.room, followed.seen, followed.unread), ("den", 8, 1))

    def test_my_rooms_store_nothing(self) -> None:
        """
        Only the first marker in a room is stored before: the store does not list the room without it.
        """
        self.markers.mark("anna", "den", 8)
        self.successResultOf(Deferred.fromCoroutine(self.markers.list_followed("anna")))
        self.assertEqual((self.store.writes, self.store.kept), (0, {("anna", "den"): 3}))
        self.markers.mark("anna", "pit", 2)
        self.successResultOf(Deferred.fromCoroutine(self.markers.list_followed("anna")))
        found = self.successResultOf(Deferred.fromCoroutine(self.markers.list_followed("anna")))
        self.assertEqual({one.room: (one.seen, one.unread) for one in found}, {"den": (8, 1), "pit": (2, 7)})
        self.assertEqual(self.store.writes, 1)

    def test_first_marker_that_could_not_be_stored_is_tried_again(self) -> None:
        self.markers.mark("anna", "pit", 2)
        self.store.broken = True
        self.failureResultOf(Deferred.fromCoroutine(self.markers.save()), Refusal)
        self.store.broken = False
        found = self.successResultOf(Deferred.fromCoroutine(self.markers.list_followed("anna")))
        self.assertEqual([one.room for one in found], ["den", "pit"])

    def test_followers_are_those_who_have_read_and_are_online(self) -> None:
        """
        Two sessions are one follower; after the last they are none.
        """
        self.markers.add_session("anna")
        self.assertEqual(list(self.markers.followers("den")), ["anna"])
        self.markers.remove_session("anna")
        self.assertEqual(list(self.markers.followers("den")), ["anna"])
        self.markers.remove_session("anna")
        self.assertEqual((list(self.markers.followers("den")), self.markers.seen("anna", "den")), ([], 0))

    def test_rooms_are_stirred_once(self) -> None:
        """
        Each is told of with its newest.
        """
        for room, seq in (("den", 10), ("pit", 4), ("den", 11)):
            self.markers.note_activity(room, seq)
        self.assertEqual((self.markers.take_activity(), self.markers.take_activity()), ({"den": 11, "pit": 4}, {}))

    def test_those_who_need_the_marks_wait_for_them(self) -> None:
        self.store.kept["ben", "den"] = 6
        self.store.held = True
        self.markers.add_session("ben")
        waiting = Deferred.fromCoroutine(self.markers.wait_loaded("ben"))
        self.assertNoResult(waiting)
        self.markers.mark("ben", "den", 7)
        self.store.waiting.pop()()
        self.successResultOf(waiting)
        self.assertEqual(self.markers.seen("ben", "den"), 7)

    def test_marks_of_somebody_who_left_meanwhile_are_let_go(self) -> None:
        """
        Nothing is held of people who are not here.
        """
        self.store.held = True
        self.store.kept["ben", "den"] = 6
        self.markers.add_session("ben")
        self.markers.remove_session("ben")
        self.store.waiting.pop()()
        self.assertEqual(list(self.markers.followers("den")), ["anna"])

    def test_store_that_fails_keeps_nobody_waiting(self) -> None:
        """
        It is logged, and the marks are as if there were none.
        """
        self.store.broken = True
        self.markers.add_session("ben")
        self.successResultOf(Deferred.fromCoroutine(self.markers.wait_loaded("ben")))
        self.assertEqual(len(self.flushLoggedErrors(Refusal)), 1)
        self.assertEqual(self.markers.seen("ben", "den"), 0)
