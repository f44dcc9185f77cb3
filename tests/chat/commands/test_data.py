"""
Messages with the `data` of an application.
"""

from typing import Any

import pytest
from twisted.trial.unittest import SynchronousTestCase

from chatd.auth.apikeys import ApiKeys
from chatd.domain.accounts import OPERATOR, Scope
from chatd.domain.validation import DATA_DEPTH
from tests.support.fakes import Person, World, succeeded

DATA = {"build": 4711, "steps": [{"name": "test", "green": True}]}


def nested(levels: int) -> dict[str, Any]:
    """
    Data of so many levels.
    """
    data: dict[str, Any] = {}
    for _ in range(levels - 1):
        data = {"in": data}
    return data


class DataTests(SynchronousTestCase):
    """
    A back end with a key, and Anna who reads.
    """

    retention = "forever"

    def setUp(self) -> None:
        """
        Both are in a room.
        """
        self.world = World(retention=self.retention)
        self.anna = self.world.account("Anna", "den")
        self.bot = self.key("bot", {"*": ("*",)})
        self.anna.heard()

    def key(self, name: str, rooms: dict[str, tuple[str, ...]]) -> Person:
        """
        Somebody who logged in with a new key and joined the room.
        """
        keys = ApiKeys(self.world.people, self.world.now, lambda change: None)
        token, _ = succeeded(keys.create_key(name, Scope(rooms), OPERATOR.who))
        person = self.world.connect()
        person.ask("login", token=token)
        person.ask("join", room="den")
        return person

    def do(self, person: Person, command: str, **fields: Any) -> dict[str, Any]:
        """
        Send a command, let the reactor turn, and have the answer.
        """
        person.send(command, room="den", **fields, ref="r")
        self.world.turn()
        (answer,) = [frame for frame in person.heard() if frame.get("ref") == "r"]
        return answer

    def told(self) -> list[dict[str, Any]]:
        """
        The messages and changes that Anna was told of.
        """
        return [frame for frame in self.anna.heard() if frame["type"] in {"message", "edit"}]

    def test_data_reaches_everybody_with_the_text(self) -> None:
        """
        And is in the answers to who comes later.
        """
        self.assertEqual(self.do(self.bot, "say", text="Green!", data=DATA)["type"], "ok")
        (event,) = self.told()
        self.assertEqual((event["text"], event["data"]), ("Green!", DATA))
        if self.retention == "forever":
            (stored,) = self.do(self.anna, "history")["events"]
            self.assertEqual(stored["data"], DATA)

    def test_data_alone_is_a_message(self) -> None:
        """
        Its text is empty; without either it is nothing.
        """
        self.assertEqual(self.do(self.bot, "say", data=DATA)["type"], "ok")
        self.assertEqual([event["text"] for event in self.told()], [""])
        for fields in ({}, {"text": ""}, {"data": None}, {"text": " ", "data": DATA}):
            answer = self.do(self.bot, "say", **fields)
            self.assertEqual((answer["code"], answer["field"]), ("invalid", "text"), fields)

    def test_plain_readers_are_told_texts_only(self) -> None:
        """
        A frame without text would be a riddle.
        """
        from chatd.websocket.dialects import Plain

        plain = self.world.connect(Plain("den"))
        plain.peer.dialect.start_session(plain.commands)
        self.world.turn()
        plain.texts()
        self.do(self.bot, "say", data=DATA)
        self.do(self.bot, "say", text="Green!", data=DATA)
        self.assertEqual(plain.texts(), ["Green!"])

    def test_size_and_depth_are_bounded(self) -> None:
        """
        The refusal names the field; nothing is stored.
        """
        most = self.world.limits.data
        self.assertEqual(self.do(self.bot, "say", data={"x": "a" * (most - 8)})["type"], "ok")
        self.assertEqual(self.do(self.bot, "say", data=nested(DATA_DEPTH))["type"], "ok")
        self.told()
        for data, code in (
            ({"x": "a" * (most - 7)}, "too_large"),
            (nested(DATA_DEPTH + 1), "invalid"),
            ({"list": [nested(DATA_DEPTH)]}, "invalid"),
            ({str(number): number for number in range(10_000)}, "too_large"),
        ):
            answer = self.do(self.bot, "say", text="hello", data=data)
            self.assertEqual((answer["code"], answer["field"]), (code, "data"))
        self.assertEqual(self.told(), [])

    def test_who_may_attach(self) -> None:
        """
        Keys, moderators, and tokens that name it; nobody else.
        """
        admin = self.world.account("Root", "den", admin=True)
        self.assertEqual(self.do(self.anna, "say", text="hello", data=DATA)["code"], "forbidden")
        self.assertEqual(self.do(self.anna, "say", text="hello")["type"], "ok")
        self.assertEqual(self.do(admin, "say", text="hello", data=DATA)["type"], "ok")
        named = self.key("named", {"den": ("read", "say", "attach")})
        unnamed = self.key("unnamed", {"den": ("read", "say")})
        self.assertEqual(self.do(named, "say", data=DATA)["type"], "ok")
        self.assertEqual(self.do(unnamed, "say", text="hello", data=DATA)["code"], "forbidden")


class StoredDataTests(DataTests):
    """
    In a room that keeps what is said.
    """

    def test_edit_changes_one_or_both(self) -> None:
        """
        The event has what there is then.
        """
        self.do(self.bot, "say", text="Running", data={"build": 1})
        self.told()
        for fields, text, data in (
            ({"data": {"build": 2}}, "Running", {"build": 2}),
            ({"text": "Green!"}, "Green!", {"build": 2}),
            ({"data": None}, "Green!", None),
            ({"text": "Done", "data": {"build": 3}}, "Done", {"build": 3}),
        ):
            answer = self.do(self.bot, "edit", seq=1, **fields)
            (event,) = self.told()
            self.assertEqual((event["text"], event.get("data")), (text, data))
            # What the author did not send is in the answer, and nothing else.
            self.assertEqual(answer.get("text"), None if "text" in fields else text)
            self.assertEqual(answer.get("data"), None if "data" in fields else data)

    def test_wrong_edits_are_named(self) -> None:
        """
        A message keeps a text or data; who may not attach changes no data.
        """
        self.do(self.bot, "say", text="Running")
        self.do(self.anna, "say", text="mine")
        for person, fields, code, field in (
            (self.bot, {"seq": 1}, "invalid", "text"),
            (self.bot, {"seq": 1, "text": ""}, "invalid", "text"),
            (self.bot, {"seq": 1, "text": "", "data": None}, "invalid", "text"),
            (self.bot, {"seq": 1, "data": nested(DATA_DEPTH + 1)}, "invalid", "data"),
            (self.anna, {"seq": 2, "data": {}}, "forbidden", None),
            (self.anna, {"seq": 2, "data": None}, "forbidden", None),
        ):
            answer = self.do(person, "edit", **fields)
            self.assertEqual((answer.get("code"), answer.get("field")), (code, field), fields)

    def test_retry_needs_the_same_data(self) -> None:
        """
        The order of its keys is no difference.
        """
        first = self.do(self.bot, "say", data={"a": 1, "b": 2}, key="k")
        self.assertEqual(self.do(self.bot, "say", data={"b": 2, "a": 1}, key="k"), first | {"repeated": True})
        self.assertEqual(self.do(self.bot, "say", data={"b": 2}, key="k")["code"], "conflict")


class FleetingDataTests(DataTests):
    """
    In a room that keeps nothing.
    """

    retention = "none"

    def test_retry_needs_the_same_data(self) -> None:
        """
        As where messages are stored.
        """
        self.do(self.bot, "say", data={"a": 1}, key="k")
        self.assertEqual(self.do(self.bot, "say", data={"a": 1}, key="k")["type"], "ok")
        self.assertEqual(self.do(self.bot, "say", data={"a": 2}, key="k")["code"], "conflict")
        self.assertEqual(len(self.told()), 1)


@pytest.mark.parametrize("levels", [1000, 10_000])
def test_endless_levels_are_refused(levels: int) -> None:
    """
    They are no command; the session goes on.
    """
    world = World()
    anna = world.account("Anna", "den")
    data = '{"a":' * levels + "1" + "}" * levels
    anna.send_raw(f'{{"type":"say","room":"den","text":"x","data":{data},"ref":1}}')
    (answer,) = [frame for frame in anna.heard() if frame["type"] == "error"]
    assert answer["code"] in {"bad_frame", "invalid", "forbidden"}
    assert anna.ask("ping")["type"] == "pong"
