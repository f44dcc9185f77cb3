"""
A `limit` of 0 asks for nothing but whether there is more.
"""

from typing import Any

from msgspec.structs import replace
from twisted.trial.unittest import SynchronousTestCase

from chatd.protocol import commands
from chatd.protocol.paging import list_page
from tests.support.fakes import Person, World

LIMITED = {kind.__struct_config__.tag for kind in commands.COMMANDS if "limit" in kind.__struct_fields__}
"""The commands that have a limit."""


class LimitTests(SynchronousTestCase):
    def setUp(self) -> None:
        """
        An administrator who has said three things in a room, of which memory holds the last one or all.
        """
        self.world = World()
        self.ann = self.people(self.world)

    def people(self, world: World) -> Person:
        """
        What each list can tell of.
        """
        ann = world.guest("Ann")
        ann.session.author = replace(ann.session.author, admin=True)
        ben = world.guest("Ben", "lobby")
        ann.ask("join", room="lobby", ref=1)
        for text in ("apple one", "apple two", "apple three"):
            ann.send("say", room="lobby", text=text)
            world.turn()
        ben.send("report", room="lobby", seq=1, reason="so")
        ann.send("ignore", user=ben.id)
        ann.send("mute", room="lobby", user=world.guest("Cat").id, ref=1)
        ann.send("role", room="lobby", user=ben.id, role="member", ref=1)
        ann.send("ban", user=ben.id, ref=1)
        world.turn()
        ann.heard()
        return ann

    def answer(self, person: Person, type: str, **fields: Any) -> dict[str, Any]:
        """
        The answer to a command with a limit of 0.
        """
        person.send(type, **fields, limit=0, ref="zero")
        (answer,) = [frame for frame in person.heard() if frame.get("ref") == "zero"]
        self.assertEqual(answer["type"], "ok", answer)
        return answer

    def test_every_list_tells_whether_there_is_more(self) -> None:
        """
        And holds nothing.
        """
        asked: dict[str, tuple[dict[str, Any], str]] = {
            "join": ({"room": "lobby"}, "events"),
            "history": ({"room": "lobby"}, "events"),
            "search": ({"room": "lobby", "text": "apple"}, "events"),
            "export": ({}, "events"),
            "rooms": ({}, "rooms"),
            "directory": ({}, "rooms"),
            "presence": ({"room": "lobby"}, "users"),
            "members": ({"room": "lobby"}, "members"),
            "sanctions": ({"room": "lobby"}, "sanctions"),
            "reports": ({"room": "lobby"}, "reports"),
            "audit": ({}, "acts"),
            "ignores": ({}, "users"),
        }
        self.assertEqual(set(asked), LIMITED)
        for name, (fields, items) in asked.items():
            answer = self.answer(self.ann, name, **fields)
            self.assertEqual((answer[items], answer["more"]), ([], True), name)
            if "next" in answer:
                self.ann.send(name, **fields, after=answer["next"], ref="rest")
                (rest,) = [frame for frame in self.ann.heard() if frame.get("ref") == "rest"]
                self.assertTrue(rest[items], name)
                self.assertFalse(rest["more"], name)

    def test_log_in_each_direction(self) -> None:
        """
        From memory and from the store.
        """
        for tail in (1, 200):
            world = World(tail=tail)
            ann = self.people(world)
            epoch = self.answer(ann, "join", room="lobby")["epoch"]
            for name, fields, more in (
                ("history", {"after": 0}, True),
                ("history", {"after": 2}, True),
                ("history", {"after": 3}, False),
                ("history", {"before": 1}, False),
                ("history", {"before": 2}, True),
                ("history", {"before": 9}, True),
                ("search", {"text": "apple", "before": 2}, True),
                ("search", {"text": "apple", "before": 1}, False),
                ("search", {"text": "pear"}, False),
                ("join", {"since": {"epoch": epoch, "seq": 0}}, True),
                ("join", {"since": {"epoch": epoch, "seq": 3}}, False),
                ("join", {"since": {"epoch": "other", "seq": 3}}, True),
            ):
                answer = self.answer(ann, name, room="lobby", **fields)
                self.assertEqual((answer["events"], answer["more"]), ([], more), (tail, name, fields))

    def test_empty_room_has_no_more(self) -> None:
        for name in ("join", "history"):
            self.assertFalse(self.answer(self.ann, name, room="lobby2")["more"])

    def test_cursor_of_no_items_is_where_the_page_began(self) -> None:
        """
        At the beginning, or behind the cursor that was given.
        """
        items = [1, 2, 3]

        def page(after: str | None, limit: int) -> tuple[list[int], str | None]:
            return list_page(items, lambda item: (item,), after=after, limit=limit, most=1000)

        nothing, begin = page(None, 0)
        self.assertEqual((nothing, page(begin, 9)), ([], ([1, 2, 3], None)))
        _, second = page(None, 1)
        self.assertEqual(page(second, 0), ([], second))
        self.assertEqual(page(page(None, 3)[1] or second, 2), ([2, 3], None))
