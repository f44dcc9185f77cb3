"""
Search in all rooms that a user may read.
"""

from typing import Any

from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.commands import room_search
from chatd.domain.events import NewMessage
from chatd.domain.moderation import AuditEntry, Member
from chatd.domain.roles import Override
from tests.support.fakes import Person, World, succeeded


class RoomSearchTestCase(SynchronousTestCase):
    """
    Anna owns a private room; Ben is an account, Gus a guest.  The word is said in rooms of every kind.
    """

    permissions: tuple[Override, ...] = ()

    def setUp(self) -> None:
        self.world = World(permissions=self.permissions)
        self.anna, self.ben = self.world.account("Anna"), self.world.account("Ben")
        self.gus = self.world.guest("Gus")
        for room, kind in (("~den", "private"), ("board", "private"), ("news", "announce"), ("old", "archived")):
            self.make(room, kind)
        for time, room in enumerate(("lobby", "~den", "board", "news", "old", "hall"), 1):
            succeeded(self.world.memory.append([NewMessage(room, self.anna.session.who, time, "a secret word")]))

    def make(self, room: str, kind: str) -> None:
        who = self.anna.session.who
        act = AuditEntry(action="create_room", by=who, time=0, room=room, detail=kind)
        succeeded(self.world.roster.add_room(room, kind, Member(who, "owner", 0), act))

    def ask(self, person: Person, **fields: Any) -> dict[str, Any]:
        """
        The answer to a search.
        """
        person.send("search", ref="?", **fields)
        self.world.turn()
        return next(frame for frame in person.heard() if frame.get("ref") == "?")

    def found(self, person: Person, **more: Any) -> list[str]:
        """
        The rooms in which the word is found.
        """
        answer = self.ask(person, text="word", **more)
        assert answer["type"] == "ok", answer
        return [event["room"] for event in answer["events"]]


class RoomSearchTests(RoomSearchTestCase):
    """
    By the rules of the table.
    """

    def test_own_and_open_rooms_are_searched_newest_first(self) -> None:
        self.assertEqual(self.found(self.anna), ["hall", "old", "news", "board", "~den", "lobby"])
        self.assertEqual(self.found(self.ben), ["hall", "old", "news", "lobby"])
        self.assertEqual(self.found(self.gus), ["hall", "old", "news", "lobby"])

    def test_pages_go_on_with_next(self) -> None:
        """
        Hidden rooms neither shorten a page nor make `more` true.
        """
        rooms, cursor = [], None
        while True:
            answer = self.ask(self.ben, text="word", limit=1, **({} if cursor is None else {"before": cursor}))
            rooms += [event["room"] for event in answer["events"]]
            self.assertEqual(answer["more"], "next" in answer)
            if not answer["more"]:
                break
            cursor = answer["next"]
        self.assertEqual(rooms, ["hall", "old", "news", "lobby"])

    def test_wrong_cursor_is_refused_by_name(self) -> None:
        for cursor in ("x", "[1]", '["a",1,2]', '[-1,"lobby",1]', '[99999999999999999999,"lobby",1]', 3):
            answer = self.ask(self.ben, text="word", before=cursor)
            self.assertEqual((answer.get("code"), answer.get("field")), ("invalid", "before"), cursor)
        self.anna.send("join", room="lobby")
        answer = self.ask(self.anna, text="word", room="lobby", before='[1,"lobby",1]')
        self.assertEqual((answer["code"], answer["field"]), ("invalid", "before"))

    def test_banned_users_find_nothing_in_that_room(self) -> None:
        self.ben.send("join", room="hall")
        self.anna.send("join", room="hall")
        self.world.turn()
        admin = self.world.account("Root", "hall", admin=True)
        admin.send("ban", room="hall", user=self.ben.id)
        self.world.turn()
        self.assertEqual(self.found(self.ben), ["old", "news", "lobby"])

    def test_invited_users_find_nothing_before_they_accept(self) -> None:
        ben = self.ben.session.who
        succeeded(self.world.roster.put_member("~den", Member(ben, "member", 0, invited=True), None))
        self.assertNotIn("~den", self.found(self.ben))
        succeeded(self.world.roster.put_member("~den", Member(ben, "member", 0), None))
        self.assertIn("~den", self.found(self.ben))

    def test_search_is_repeated_when_rights_shrink_meanwhile(self) -> None:
        """
        A member who is removed while the store searches gets nothing of the room.
        """
        ben, den, store = self.ben.session.who, "~den", self.world.memory
        succeeded(self.world.roster.put_member(den, Member(ben, "member", 0), None))
        search = store.search_rooms
        searched: list[Any] = []

        def searched_slowly(rooms: Any, text: str, **more: Any) -> Any:
            searched.append(rooms)
            if len(searched) == 1:
                succeeded(self.world.roster.drop_member(den, ben.id, None))
                self.world.assembly.authorizer.invalidate()
            return search(rooms, text, **more)

        self.patch(store, "search_rooms", searched_slowly)
        self.assertEqual(self.found(self.ben), ["hall", "old", "news", "lobby"])
        self.assertEqual(len(searched), 2)

    def test_open_rooms_are_bounded(self) -> None:
        """
        Rooms that a user belongs to are searched besides.
        """
        self.patch(room_search, "BATCH", 1)
        self.patch(room_search, "ROOMS_MAX", 1)
        self.assertEqual(self.found(self.anna), ["hall", "old", "news", "board", "~den"])
        self.assertEqual(self.found(self.ben), ["hall"])


class ForbiddenSearchTests(RoomSearchTestCase):
    """
    The configuration takes the permission to search away in one room, and that to read in another.
    """

    permissions = (
        Override(rooms="hall", allow={"search": "moderator"}),
        Override(rooms="lobby", allow={"history_all": "moderator"}),
    )

    def test_rooms_where_the_user_may_not_search_are_left_out(self) -> None:
        self.assertEqual(self.found(self.ben), ["old", "news"])
