"""
Read markers, search and export, as people see them.
"""

from typing import Any

from twisted.trial.unittest import SynchronousTestCase

from tests.support.fakes import Person, World


class ReadingTests(SynchronousTestCase):
    """
    Anna talks; Ben reads.
    """

    def setUp(self) -> None:
        """
        There is something to read.
        """
        self.world = World()
        self.anna, self.ben = self.world.guest("Anna", "den"), self.world.guest("Ben", "den")
        for text in ("one fine day", "another fine day", "今天天气很好"):
            self.anna.send("say", room="den", text=text)
        self.world.turn()
        self.hush()

    def hush(self) -> None:
        """
        What has come until now does not matter.
        """
        self.world.turn(1)
        self.anna.heard()
        self.ben.heard()

    def ask(self, person: Person, command: str, **fields: Any) -> dict[str, Any]:
        """
        The answer to a command, among what else comes.
        """
        person.send(command, ref="?", **fields)
        return next(frame for frame in person.heard() if frame.get("ref") == "?")

    def test_mark_reaches_the_other_sessions_of_the_same_user(self) -> None:
        """
        Not this one, and nobody else.
        """
        other = self.world.again(self.ben)
        other.heard()
        self.assertEqual(self.ask(self.ben, "seen", room="den", seq=2)["type"], "ok")
        (told,) = other.heard()
        self.assertEqual((told["type"], told["room"], told["seq"]), ("seen", "den", 2))
        self.assertEqual(self.anna.heard(), [])

    def test_mark_goes_no_farther_than_the_log(self) -> None:
        """
        Nobody has read what is not there.
        """
        self.ask(self.ben, "seen", room="den", seq=99)
        self.assertEqual(self.ask(self.ben, "rooms")["rooms"][0]["seen"], 3)

    def test_my_rooms_count_what_i_have_not_read(self) -> None:
        """
        Also in rooms that this session has not joined.
        """
        self.ask(self.ben, "seen", room="den", seq=1)
        (here,) = self.ask(self.ben, "rooms")["rooms"]
        other = self.world.again(self.ben)
        (there,) = self.ask(other, "rooms")["rooms"]
        self.assertEqual((here["seen"], here["unread"], here["seq"]), (1, 2, 3))
        self.assertEqual(there, here)

    def test_join_tells_how_far_i_have_read(self) -> None:
        self.ask(self.ben, "seen", room="den", seq=2)
        other = self.world.again(self.ben)
        self.assertEqual(self.ask(other, "join", room="den")["seen"], 2)

    def test_activity_reaches_followers_who_are_elsewhere(self) -> None:
        """
        Once for all that was said since the last time, and not those who have joined.
        """
        self.ask(self.ben, "seen", room="den", seq=3)
        elsewhere = self.world.again(self.ben)
        elsewhere.heard()
        for text in ("a", "b"):
            self.anna.send("say", room="den", text=text)
        self.world.turn()
        self.hush()
        self.world.assembly.reading.send_activity()
        self.world.assembly.reading.send_activity()
        (told,) = elsewhere.heard()
        self.assertEqual((told["type"], told["room"], told["seq"]), ("activity", "den", 5))
        self.assertEqual(self.ben.heard(), [])

    def test_search_finds_the_newest_first(self) -> None:
        found = self.ask(self.ben, "search", room="den", text="FINE day", limit=1)
        self.assertEqual(([event["seq"] for event in found["events"]], found["more"]), ([2], True))
        found = self.ask(self.ben, "search", room="den", text="fine day", before=2)
        self.assertEqual(([event["seq"] for event in found["events"]], found["more"]), ([1], False))

    def test_search_reads_no_more_long_texts_than_fit(self) -> None:
        """
        Each that is found costs time; what fits is the same as in one step.
        """
        for number in range(45):
            self.anna.send("say", room="den", text=f"{number} word " + "x" * 3900)
        self.world.turn()
        self.hush()
        limits: list[int] = []
        search = self.world.memory.search_messages

        def counted(*args: Any, limit: int, **more: Any) -> Any:
            limits.append(limit)
            return search(*args, limit=limit, **more)

        self.patch(self.world.memory, "search_messages", counted)
        found = self.ask(self.ben, "search", room="den", text="word", limit=100)
        self.assertEqual(limits, [20, 40])
        self.assertEqual([event["seq"] for event in found["events"]], list(range(48, 48 - len(found["events"]), -1)))
        self.assertTrue(found["more"])
        self.assertLess(len(found["events"]), 45)
        limits.clear()
        found = self.ask(self.ben, "search", room="den", text="44", limit=100)
        self.assertEqual((len(found["events"]), found["more"], limits), (1, False, [20]))

    def test_two_chinese_characters_find(self) -> None:
        """
        There are no spaces between words.
        """
        found = self.ask(self.ben, "search", room="den", text="天气")
        self.assertEqual([event["text"] for event in found["events"]], ["今天天气很好"])

    def test_search_needs_a_room_and_a_text(self) -> None:
        """
        Refused by name otherwise.
        """
        self.assertEqual(self.ask(self.ben, "search", room="pit", text="x")["code"], "not_joined")
        self.assertEqual(self.ask(self.ben, "search", room="den", text="")["field"], "text")

    def test_export_is_my_own_words_in_all_rooms(self) -> None:
        """
        Page by page, room by room, without what I took back.
        """
        self.ben.send("join", room="attic")
        for room, text in (("den", "x"), ("attic", "y"), ("attic", "z")):
            self.ben.send("say", room=room, text=text)
        self.world.turn()
        self.ben.send("delete", room="attic", seq=2)
        self.hush()
        first = self.ask(self.ben, "export", limit=1)
        self.assertEqual(([event["text"] for event in first["events"]], first["more"]), (["y"], True))
        rest = self.ask(self.ben, "export", after={"room": "attic", "seq": 1})
        self.assertEqual(([event["text"] for event in rest["events"]], rest["more"]), (["x"], False))
