"""
Saying, changing and taking back, as people see it.
"""

from typing import Any

from twisted.trial.unittest import SynchronousTestCase

from tests.support.fakes import Person, World


def talk(frames: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """
    All but presence.
    """
    return [frame for frame in frames if frame["type"] != "presence"]


class TalkCase(SynchronousTestCase):
    """
    Anna and Ben in a room.
    """

    edit_seconds = 60
    retention = "forever"

    def setUp(self) -> None:
        """
        Anna has said one thing.
        """
        self.world = World(edit_seconds=self.edit_seconds, retention=self.retention)
        self.anna, self.ben = self.world.guest("Anna", "den"), self.world.guest("Ben", "den")
        self.first = self.do(self.anna, "say", text="helo", key="k1")
        self.ben.heard()

    def do(self, person: Person, command: str, **fields: Any) -> dict[str, Any]:
        """
        Send a command, let the reactor turn, and have the answer.
        """
        person.send(command, room="den", **fields)
        self.world.turn()
        return talk(person.heard())[-1]


class EditTests(TalkCase):
    """
    A message gets another text.
    """

    def test_edit_reaches_everybody_as_an_event_of_its_own(self) -> None:
        """
        Its author gets the answer in its place.
        """
        answer = self.do(self.anna, "edit", seq=1, text="hello", ref=7)
        self.assertEqual((answer["type"], answer["ref"], answer["seq"]), ("ok", 7, 2))
        (event,) = talk(self.ben.heard())
        self.assertEqual((event["type"], event["seq"], event["target"], event["text"]), ("edit", 2, 1, "hello"))

    def test_those_who_come_later_see_the_present_text(self) -> None:
        """
        In the message and in the edit.
        """
        self.do(self.anna, "edit", seq=1, text="hello")
        message, edit = self.do(self.ben, "history")["events"]
        self.assertEqual((message["text"], message["edited"]["seq"], edit["text"]), ("hello", 2, "hello"))

    def test_only_the_author_edits(self) -> None:
        """
        Others are told so, and nothing changes.
        """
        self.assertEqual(self.do(self.ben, "edit", seq=1, text="no")["code"], "forbidden")
        self.assertEqual(talk(self.anna.heard()), [])

    def test_old_message_is_edited_no_more(self) -> None:
        """
        The window is a setting.
        """
        self.world.time += self.edit_seconds * 1000 + 1
        self.assertEqual(self.do(self.anna, "edit", seq=1, text="late")["code"], "forbidden")

    def test_same_text_answers_as_before(self) -> None:
        """
        A retried edit is one edit.
        """
        first = self.do(self.anna, "edit", seq=1, text="hello")
        self.assertEqual(self.do(self.anna, "edit", seq=1, text="hello")["seq"], first["seq"])

    def test_absent_message_is_not_found(self) -> None:
        """
        From the future, or not a message.
        """
        self.do(self.anna, "edit", seq=1, text="hello")
        for seq in (2, 99):
            self.assertEqual(self.do(self.anna, "edit", seq=seq, text="x")["code"], "not_found")

    def test_text_is_checked_as_for_a_message(self) -> None:
        """
        Too long, empty, or with control characters.
        """
        self.assertEqual(self.do(self.anna, "edit", seq=1, text="x" * 5000)["code"], "too_large")
        self.assertEqual(self.do(self.anna, "edit", seq=1, text="")["field"], "text")


class EverlastingEditTests(TalkCase):
    """
    No window: messages may be edited for ever.
    """

    edit_seconds = 0

    def test_old_message_may_be_edited(self) -> None:
        """
        A year later.
        """
        self.world.time += 365 * 86_400_000
        self.assertEqual(self.do(self.anna, "edit", seq=1, text="hello")["type"], "ok")


class DeleteTests(TalkCase):
    """
    A message goes.
    """

    def test_deletion_reaches_everybody(self) -> None:
        """
        As an event, and the text is gone from every later answer.
        """
        answer = self.do(self.anna, "delete", seq=1, ref="d")
        self.assertEqual((answer["ref"], answer["seq"]), ("d", 2))
        (event,) = talk(self.ben.heard())
        self.assertEqual((event["type"], event["target"]), ("delete", 1))
        self.assertNotIn("helo", str(self.do(self.ben, "history")))

    def test_second_deletion_answers_as_the_first(self) -> None:
        first = self.do(self.anna, "delete", seq=1)
        self.assertEqual(self.do(self.anna, "delete", seq=1)["seq"], first["seq"])

    def test_only_the_author_deletes(self) -> None:
        self.assertEqual(self.do(self.ben, "delete", seq=1)["code"], "forbidden")

    def test_deleted_message_is_edited_no_more(self) -> None:
        self.do(self.anna, "delete", seq=1)
        self.assertEqual(self.do(self.anna, "edit", seq=1, text="back")["code"], "not_found")

    def test_change_is_refused_in_a_room_not_joined(self) -> None:
        """
        As every other command is.
        """
        carl = self.world.guest("Carl")
        for command, fields in (("edit", {"text": "x"}), ("delete", {})):
            self.assertEqual(self.do(carl, command, seq=1, **fields)["code"], "not_joined")

    def test_nothing_is_stored_while_the_server_goes_down(self) -> None:
        """
        It is refused, and may be tried elsewhere.
        """
        self.world.assembly.stop_accepting()
        answer = self.do(self.anna, "delete", seq=1)
        self.assertEqual((answer["code"], "retry_after" in answer), ("unavailable", True))


class FleetingTests(TalkCase):
    """
    A room that keeps nothing.
    """

    retention = "none"

    def test_message_has_no_place(self) -> None:
        """
        The answer has its time, and others get it without a seq.
        """
        self.assertEqual(set(self.first), {"type", "time"})
        self.anna.send("say", room="den", text="hi")
        self.world.turn()
        (event,) = talk(self.ben.heard())
        self.assertEqual((event["text"], "seq" in event), ("hi", False))

    def test_join_answers_no_position(self) -> None:
        """
        The room keeps no log.
        """
        carl = self.world.guest("Carl")
        carl.send("join", room="den")
        (answer,) = talk(carl.heard())
        self.assertEqual(
            [answer[name] for name in ("epoch", "seq", "first", "events", "retention")], [None, None, None, [], "none"]
        )

    def test_retry_is_one_message(self) -> None:
        """
        Keys are remembered for two minutes.
        """
        self.world.time += 1000
        self.assertEqual(self.do(self.anna, "say", text="helo", key="k1")["time"], self.first["time"])
        self.assertEqual(talk(self.ben.heard()), [])
        self.assertEqual(self.do(self.anna, "say", text="other", key="k1")["code"], "conflict")

    def test_what_needs_a_log_is_invalid(self) -> None:
        for command, fields in (
            ("edit", {"seq": 1, "text": "x"}),
            ("delete", {"seq": 1}),
            ("history", {}),
            ("search", {"text": "x"}),
            ("seen", {"seq": 1}),
            ("say", {"text": "x", "reply_to": 1}),
        ):
            self.assertEqual(self.do(self.anna, command, **fields)["code"], "invalid", command)

    def test_nothing_is_accepted_while_the_server_goes_down(self) -> None:
        self.world.assembly.stop_accepting()
        self.assertEqual(self.do(self.anna, "say", text="x")["code"], "unavailable")

    def test_my_rooms_show_it_without_a_position(self) -> None:
        """
        Nothing is unread where nothing is kept.
        """
        line = self.anna.ask("rooms")["rooms"][0]
        self.assertEqual((line["room"], line["seq"], line["unread"]), ("den", None, 0))
