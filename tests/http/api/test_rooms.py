"""
Rooms, their people and their order over HTTP.
"""

from tests.http.api.test_messages import NEWS, BackEndTestCase

ROOM = "/api/rooms/news"


class RoomTests(BackEndTestCase):
    """
    A back end that may do everything in all rooms, as their owner.
    """

    def setUp(self) -> None:
        """
        Another key.
        """
        super().setUp()
        self.key = self.new_key("owner", {"*": ("*",), "~*": ("*",), "/": ("create_room",)}, roles={"*": "owner"})

    def test_room_is_described(self) -> None:
        """
        With its head, one's rights and the number of people; nobody joined it for that.
        """
        self.ask("POST", NEWS, {"text": "one"})
        found = self.ask("GET", ROOM).body
        self.assertEqual((found["room"], found["kind"], found["seq"], found["first"]), ("news", "public", 1, 1))
        self.assertEqual((found["role"], found["count"], "set" in found["can"]), ("owner", 1, True))
        self.wrong(self.ask("GET", "/api/rooms/~gone"), 404, "not_found")
        self.wrong(self.ask("GET", "/api/rooms/a%20b"), 400, "invalid", "room")

    def test_settings_are_changed(self) -> None:
        """
        Those that are given; people there are told.
        """
        self.ask("POST", NEWS, {"text": "one"})
        self.told()
        changed = self.ask("PATCH", ROOM, {"title": "News", "slow": 2000})
        self.assertEqual((changed.status, changed.body["title"], changed.body["slow"]), (200, "News", 2000))
        self.assertEqual([event["type"] for event in self.told()], ["room"])
        for body, field in (({"title": 5}, "title"), ({"slow": -1}, "slow"), ({"kind": "x"}, "kind"), ({"x": 1}, "x")):
            self.wrong(self.ask("PATCH", ROOM, body), 400, "invalid", field)
        self.assertEqual(self.ask("GET", ROOM).body["title"], "News")

    def test_rooms_are_made_and_listed(self) -> None:
        """
        Their maker is a member; strangers learn nothing of a private one.
        """
        made = self.ask("POST", "/api/rooms", {"title": "Den"})
        self.assertEqual(made.status, 201)
        room = made.body["room"]
        listed = self.ask("GET", "/api/rooms").body
        self.assertEqual([(line["room"], line["title"]) for line in listed["rooms"]], [(room, "Den")])
        self.assertEqual(self.ask("POST", f"/api/rooms/{room}/messages", {"text": "x"}).status, 201)
        stranger = self.new_key("stranger", {"news": ("*",)})
        self.wrong(self.ask("GET", f"/api/rooms/{room}", key=stranger), 404, "not_found")
        self.wrong(self.ask("POST", f"/api/rooms/{room}/messages", {"text": "x"}, key=stranger), 404, "not_found")

    def test_people_of_a_room(self) -> None:
        """
        Who is there, and who belongs to it.
        """
        here = self.ask("GET", f"{ROOM}/presence").body
        self.assertEqual(([user["id"] for user in here["users"]], here["count"]), (["a.anna"], 1))
        self.assertEqual(self.ask("PUT", f"{ROOM}/members/a.anna", {"role": "moderator"}).status, 204)
        members = self.ask("GET", f"{ROOM}/members").body["members"]
        self.assertEqual([(one["user"]["id"], one["role"]) for one in members], [("a.anna", "moderator")])
        self.wrong(self.ask("PUT", f"{ROOM}/members/a.anna", {"role": "king"}), 400, "invalid", "role")
        self.wrong(self.ask("PUT", f"{ROOM}/members/a.nobody", {"role": "member"}), 404, "not_found", "user")
        self.assertEqual(self.ask("DELETE", f"{ROOM}/members/a.anna").status, 204)
        self.assertEqual(self.ask("GET", f"{ROOM}/members").body["members"], [])

    def test_sanctions_of_a_room(self) -> None:
        """
        Imposed, listed, lifted.
        """
        until = self.world.time + 60_000
        body = {"kind": "mute", "user": "a.anna", "until": until, "reason": "caps"}
        muted = self.ask("POST", f"{ROOM}/sanctions", body)
        self.assertEqual((muted.status, muted.body), (201, {"until": until}))
        listed = self.ask("GET", f"{ROOM}/sanctions").body["sanctions"]
        self.assertEqual([(one["kind"], one["user"], one["reason"]) for one in listed], [("mute", "a.anna", "caps")])
        self.assertEqual(self.ask("DELETE", f"{ROOM}/sanctions/mute/a.anna").status, 204)
        self.assertEqual(self.ask("GET", f"{ROOM}/sanctions").body["sanctions"], [])
        self.wrong(self.ask("DELETE", f"{ROOM}/sanctions/kick/a.anna"), 404, "not_found", "kind")
        self.wrong(self.ask("POST", f"{ROOM}/sanctions", body | {"kind": "stab"}), 400, "invalid", "kind")
        self.assertEqual(self.ask("POST", f"{ROOM}/sanctions", {"kind": "kick", "user": "a.anna"}).status, 201)
        self.assertEqual(self.ask("GET", f"{ROOM}/presence").body["count"], 0)
        acts = [act["action"] for act in self.ask("GET", "/api/audit?room=news").body["acts"]]
        self.assertEqual(acts, ["kick", "unmute", "mute"])

    def test_site_is_for_administrators(self) -> None:
        """
        No key may act on the whole site.
        """
        self.wrong(self.ask("POST", "/api/sanctions", {"kind": "ban", "user": "a.anna"}), 403, "forbidden")
        for path in ("/api/sanctions", "/api/audit", "/api/reports"):
            self.wrong(self.ask("GET", path), 403, "forbidden")

    def test_reports_of_a_room(self) -> None:
        """
        As on the wire.
        """
        self.ask("POST", NEWS, {"text": "one"})
        self.anna.send("report", room="news", seq=1, reason="rude")
        self.world.turn()
        (line,) = self.ask("GET", "/api/reports?room=news").body["reports"]
        self.assertEqual((line["text"], line["report"]["reason"]), ("one", "rude"))
        self.assertEqual(self.ask("GET", "/api/reports?room=news&closed=true").body["reports"], [])
