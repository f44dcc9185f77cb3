"""
The list of public rooms.
"""

from typing import Any

from msgspec import UNSET
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.accounts import OPERATOR
from chatd.domain.moderation import AuditEntry
from chatd.domain.roles import Override
from tests.support.fakes import Person, World, succeeded


class DirectoryTests(SynchronousTestCase):
    """
    The command `directory`.
    """

    def setUp(self) -> None:
        """
        Somebody looks for a room.
        """
        self.world = World()
        self.ann = self.world.account("Ann")

    def room(self, room: str, title: str = "", topic: str = "", kind: str = "public") -> None:
        """
        A room of that kind.
        """
        act = AuditEntry(action="create_room", by=OPERATOR.who, time=0, room=room, detail=kind)
        succeeded(self.world.roster.add_room(room, kind, None, act))
        succeeded(self.world.catalogue.change_settings(room, title=title or UNSET, topic=topic or UNSET))

    def find(self, text: str = "", person: Person | None = None, **fields: Any) -> list[str]:
        """
        The ids of the rooms that are found.
        """
        answer = (person or self.ann).ask("directory", text=text, ref=1, **fields)
        self.assertEqual(answer["type"], "ok", answer)
        return [line["room"] for line in answer["rooms"]]

    def test_line_tells_what_one_chooses_by(self) -> None:
        """
        Title, topic, how many are there, and whether one belongs to it.
        """
        self.room("news", "News", "What is new", "announce")
        self.world.account("Bea", "news")
        self.world.guest("Gus", "news")
        line = {
            "room": "news",
            "kind": "announce",
            "title": "News",
            "topic": "What is new",
            "count": 2,
            "member": False,
        }
        answer = self.ann.ask("directory", ref=1)
        self.assertEqual(answer, {"type": "ok", "ref": 1, "rooms": [line | {"member": False}], "more": False})
        self.ann.ask("create", kind="public", room="mine", title="Mine", ref=2)
        mine = self.ann.ask("directory", text="mine", ref=3)["rooms"]
        self.assertEqual([(one["room"], one["member"]) for one in mine], [("mine", True)])

    def test_no_hidden_room_is_told_of(self) -> None:
        """
        Neither private nor direct nor archived ones; not even to administrators and members.
        """
        for number, kind in enumerate(("private", "direct", "archived", "public")):
            self.room(f"room{number}", "Room", kind=kind)
        self.room("~secret", "Room", kind="private")
        den = self.ann.ask("create", kind="private", title="Room of mine", ref=1)["room"]
        self.ann.ask("join", room=den, ref=2)
        for person in (self.ann, self.world.account("Root", admin=True), self.world.guest("Gus")):
            self.assertEqual(self.find(person=person), ["room3"])
            self.assertEqual(self.find("room", person), ["room3"])

    def test_rooms_are_found_by_beginnings_of_words(self) -> None:
        """
        Of the id, the title and the topic, in any case and without accents; nothing in a query is syntax.
        """
        self.room("cafe", "Caf\u00e9 M\u00fcnchen", "Coffee & cake 100%")
        self.room("dev-ops", "Deployments", "Servers")
        for text, found in (
            ("", ["cafe", "dev-ops"]),
            ("CAFE", ["cafe"]),
            ("mun", ["cafe"]),
            ("cake mun", ["cafe"]),
            ("deploy", ["dev-ops"]),
            ("ops", ["dev-ops"]),
            ("ploy", []),
            ("cake servers", []),
            ("%", ["cafe"]),
            ("_", []),
        ):
            self.assertEqual(self.find(text), found, text)

    def test_room_is_found_before_anything_is_said(self) -> None:
        """
        While somebody is there.
        """
        bea = self.world.account("Bea", "kitchen")
        self.assertEqual(self.find(), ["kitchen"])
        self.assertEqual((self.find("kit"), self.find("x")), (["kitchen"], []))
        self.assertEqual(self.ann.ask("directory", ref=1)["rooms"][0]["count"], 1)
        bea.ask("leave", room="kitchen", ref=1)

    def test_pages_hold_every_room_once(self) -> None:
        """
        Also where a page begins behind a room that nothing was said in.
        """
        rooms = sorted(f"room{number}" for number in range(450))
        for room in rooms[::2]:
            self.room(room, "Room")
        self.world.account("Bea", *rooms[1:19:2])
        expected = sorted([*rooms[::2], *rooms[1:19:2]])
        found: list[str] = []
        after: dict[str, str] = {}
        while True:
            answer = self.ann.ask("directory", limit=7, ref=1, **after)
            self.assertLessEqual(len(answer["rooms"]), 7)
            found += [line["room"] for line in answer["rooms"]]
            self.assertEqual(answer["more"], "next" in answer)
            if not answer["more"]:
                break
            after = {"after": answer["next"]}
            self.world.turn(5)
        self.assertEqual(found, expected)

    def test_who_may_not_read_a_room_does_not_find_it(self) -> None:
        self.world = World(permissions=[Override(rooms="staff-*", allow={"read": "moderator"})])
        self.ann = self.world.account("Ann")
        root = self.world.account("Root", admin=True)
        for room in ("lobby", "staff-a"):
            self.room(room, "Room")
        self.assertEqual((self.find(), self.find(person=root)), (["lobby"], ["lobby", "staff-a"]))
        root.ask("join", room="lobby", ref=1)
        root.ask("ban", room="lobby", user=self.ann.id, ref=2)
        self.ann.heard()
        self.assertEqual(self.find(), [])

    def test_site_may_have_no_list(self) -> None:
        """
        By the permission `find_rooms`, which `account` tells of.
        """
        self.world = World(permissions=[Override(rooms="/", allow={"find_rooms": "nobody"})])
        answer = self.world.account("Ann").ask("directory", ref=1)
        self.assertEqual((answer["type"], answer["code"]), ("error", "forbidden"))

    def test_wrong_fields_are_named(self) -> None:
        """
        A cursor that is none, a text that is too long.
        """
        for fields, field in (({"after": "x"}, "after"), ({"after": "[1]"}, "after"), ({"text": "x" * 201}, "text")):
            answer = self.ann.ask("directory", ref=1, **fields)
            self.assertEqual((answer["code"], answer["field"]), ("invalid", field))
