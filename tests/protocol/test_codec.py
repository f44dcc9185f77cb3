"""
Frames to commands, answers and events to frames.
"""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.events import Mark, Message, MessageDeleted, MessageEdited, PresenceChange, Signal, User
from chatd.domain.validation import INTEGER_MAX
from chatd.errors import CODES, Refusal
from chatd.protocol import commands
from chatd.protocol.codec import DecodeError, decode, encode, find_ref, fits
from chatd.protocol.replies import Bye, Gathering, Joined, LoggedIn, Ok, Said, Welcome, refuse
from tests.support.fakes import ANNA, said
from tests.support.fuzz_effort import examples

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)

EXAMPLES: list[dict[str, Any]] = [
    {"type": "login", "guest": "Anna", "ref": 1},
    {"type": "join", "room": "lobby", "since": {"epoch": "e", "seq": 4}, "limit": 10, "ref": "j"},
    {"type": "say", "room": "lobby", "text": "hello", "key": "k1", "reply_to": 3, "ref": 2},
    {"type": "history", "room": "lobby", "before": 10, "limit": 5},
    {"type": "signal", "room": "lobby", "name": "typing", "body": {}},
    {"type": "ping"},
]


class DecodeTests(SynchronousTestCase):
    """
    One text frame is one command, or is refused by name.
    """

    def rejected(self, frame: str | bytes) -> DecodeError:
        """
        How a frame is refused.
        """
        data = frame.encode() if isinstance(frame, str) else frame
        error: DecodeError = self.assertRaises(DecodeError, decode, data)
        return error

    def invalid(self, frame: str, field: str) -> None:
        """
        The frame is `invalid` because of `field`.
        """
        refusal = self.rejected(frame).refusal
        self.assertEqual((refusal.code, refusal.field), ("invalid", field), frame)
        self.assertIn(field.partition(".")[0].partition("[")[0], refusal.message)

    def test_command_becomes_its_type(self) -> None:
        """
        With all its fields.
        """
        self.assertEqual(
            decode(b'{"type":"say","room":"a","text":"b","key":"k","reply_to":2,"ref":"r"}'),
            commands.Say(room="a", text="b", key="k", reply_to=2, ref="r"),
        )

    def test_ref_of_what_is_no_json_is_found(self) -> None:
        """
        Wherever it stands beside what is broken, but not inside it.
        """
        for frame, ref in (
            (rb'{"type":"say","ref":5,"room":"r","text":"\ud83d"}', 5),
            (rb'{"type":"say","room":"r","text":"ab\ud83d","ref":"a-1"}', "a-1"),
            (rb'{"type":"say","room":"r","text":"\ude00","ref":"a-1"}', "a-1"),
            (b'{"type":"say","ref":-5.5,"text":"cut of', -5.5),
            (b'{"type":"ping","ref":5}}', 5),
            (b'{"type":"ping","ref":5}{"type":"ping","ref":6}', 5),
            (b'{"type":"ping","x":NaN,"ref":5}', 5),
            (b'{"type":"ping","ref":5,}', 5),
            (b'{"ref":5,"type":"ping","ref":6,}', 6),
            (b'{"type":"set","room":"r","slow":1e999,"ref":5}', 5),
            (rb'{"text":"\"ref\":3,","ref" : "\u0061" , bad', "a"),
            (b'{"text":"ref","ref":7,', 7),
            (b'{"ref":3,"body":' + b"[" * 5000, 3),
            (b'{"body":{"ref":4},"type":"x', None),
            (b'[{"ref":1}', None),
            (b'"ref":4,', None),
            (b'{"type":"ping","ref":12', None),
            (b'{"type":"ping","ref":"12', None),
            (b'{"type":"ping","ref":05}', None),
            (b'{"type":"ping","ref":1e999}', None),
            (rb'{"type":"ping","ref":"\ud83d"}', None),
            (b'{"ref":true,', None),
            (b'{"ref":"' + b"x" * 65 + b'",', None),
            (b"", None),
        ):
            rejected = self.rejected(frame)
            self.assertIn(rejected.refusal.code, {"bad_frame", "invalid"}, frame)
            self.assertEqual(rejected.ref, ref, frame)

    def test_half_a_character_is_named(self) -> None:
        """
        As JavaScript writes a text that was cut inside an emoji.
        """
        self.assertIn(r"\ud83d is half", self.rejected(rb'{"type":"say","text":"ab\ud83d"}').refusal.message)
        self.assertIn(r"\ude00 is half", self.rejected(rb'{"type":"say","text":"\ude00"}').refusal.message)
        self.assertNotIn("half", self.rejected(rb'{"type":"say","text":"\ud83d\ude00"').refusal.message)

    def test_search_for_a_ref_is_bounded(self) -> None:
        """
        Behind more brackets, strings or bytes than one would look through, it is not found.
        """
        for before in (b"[]," * 200, b'"a",' * 300, b" " * 20_000, rb'"\"\"' * 10_000):
            self.assertIsNone(find_ref(b'{"x":' + before + b'"ref":5,'))

    def test_fields_that_may_be_left_out_are_unset(self) -> None:
        """
        The shortest join there is.
        """
        self.assertEqual(decode(b'{"type":"join","room":"a"}'), commands.Join(room="a"))

    def test_null_is_as_good_as_left_out(self) -> None:
        """
        Some clients write all their fields.
        """
        self.assertEqual(
            decode(b'{"type":"join","room":"a","since":null,"limit":null,"ref":null}'), commands.Join(room="a")
        )

    def test_what_is_no_json_object_is_a_bad_frame(self) -> None:
        """
        Half an object, two of them, a list, a word, nothing, no UTF-8, half a surrogate.
        """
        for frame in (
            b"",
            b"hello",
            b"[]",
            b"null",
            b'"ping"',
            b'{"type":"ping"',
            b'{"type":"ping"} {}',
            b"\xff\xfe",
            b'{"type":"ping","ref":"\xff"}',
            b'{"type":"say","room":"a","text":"\\ud800"}',
        ):
            self.assertEqual(self.rejected(frame).refusal.code, "bad_frame", frame)

    def test_thousands_of_levels_are_a_bad_frame(self) -> None:
        """
        Nesting is refused, in a field we know and in one we do not.
        """
        deep = "[" * 10_000 + "]" * 10_000
        for field in ("body", "other"):
            frame = f'{{"type":"signal","room":"a","name":"typing","{field}":{deep}}}'
            self.assertEqual(self.rejected(frame).refusal.code, "bad_frame")
        self.assertEqual(self.rejected(deep).refusal.code, "bad_frame")

    def test_unknown_type_is_told_apart(self) -> None:
        """
        A client of a later version learns that this server does not know a command, under its own `ref`.
        """
        rejected = self.rejected('{"type":"dance","ref":7,"room":"a"}')
        self.assertEqual((rejected.refusal.code, rejected.ref), ("unknown_type", 7))
        self.assertIn("dance", rejected.refusal.message)

    def test_missing_or_odd_type_is_invalid(self) -> None:
        """
        It has to be there and a string.
        """
        self.invalid("{}", "type")
        self.invalid('{"type":null}', "type")
        self.invalid('{"type":5}', "type")
        self.invalid('{"type":["ping"]}', "type")

    def test_wrong_fields_are_named(self) -> None:
        """
        Missing, unknown, of the wrong type, inside another one.
        """
        self.invalid('{"type":"search","room":"a"}', "text")
        self.invalid('{"type":"ping","x":1}', "x")
        self.invalid('{"type":"say","room":"a","text":5}', "text")
        for data in ("5", '"text"', "[]", "true"):
            self.invalid(f'{{"type":"say","room":"a","data":{data}}}', "data")
        self.invalid('{"type":"say","room":"a","data":{"inner":{"number":1e999}}}', "data[...][...]")
        self.invalid('{"type":"join","room":"a","since":5}', "since")
        self.invalid('{"type":"join","room":"a","since":{"epoch":"e"}}', "since.seq")
        self.invalid('{"type":"join","room":"a","since":{"epoch":7,"seq":1}}', "since.epoch")
        self.invalid('{"type":"join","room":"a","since":{"epoch":"e","seq":1,"x":2}}', "since.x")
        self.invalid('{"type":"signal","room":"a","name":"typing","body":[]}', "body")

    def test_words_that_may_stand_there_are_told(self) -> None:
        """
        Where only some may.
        """
        for frame, told in (
            ('{"type":"create","kind":"direct"}', "kind: 'direct': expected one of announce, private, public"),
            ('{"type":"resolve","report":1,"outcome":"x"}', "outcome: 'x': expected one of dismissed, done"),
        ):
            self.assertEqual(self.rejected(frame).refusal.message, told)

    def test_integers_are_those_of_javascript(self) -> None:
        """
        0 or 1 to 2^53−1; no fractions, no strings, no booleans.
        """
        decode(b'{"type":"history","room":"a","after":0,"limit":9007199254740991}')
        for value in ("-1", "9007199254740992", "1e30", "1.5", '"1"', "true", "1" + "0" * 5000):
            frame = f'{{"type":"history","room":"a","after":{value}}}'
            self.assertIn(self.rejected(frame).refusal.code, ("invalid", "bad_frame"), value)
        decode(b'{"type":"history","room":"a","limit":0}')
        self.invalid('{"type":"history","room":"a","before":0}', "before")
        self.invalid('{"type":"history","room":"a","limit":-1}', "limit")

    def test_malformed_positions_are_invalid(self) -> None:
        """
        A gap is for positions that are well-formed and unknown.
        """
        self.invalid('{"type":"join","room":"a","since":{"epoch":"e","seq":-1}}', "since.seq")
        self.invalid('{"type":"join","room":"a","since":{"epoch":"e","seq":9007199254740992}}', "since.seq")

    def test_refusal_keeps_a_good_ref(self) -> None:
        """
        Numbers and short strings come back.
        """
        for ref in (0, -5, 1.5, INTEGER_MAX, "x" * 64, ""):
            self.assertEqual(self.rejected(json.dumps({"type": "say", "ref": ref})).ref, ref)

    def test_refusal_drops_a_bad_ref(self) -> None:
        """
        What is no `ref` does not come back.
        """
        bad: list[object] = [True, None, [], {}, "x" * 65, INTEGER_MAX + 1, 1e300]
        for ref in bad:
            self.assertIsNone(self.rejected(json.dumps({"type": "say", "ref": ref})).ref, repr(ref))

    def test_bad_ref_is_invalid(self) -> None:
        """
        Even where all else is right.
        """
        for ref in ("true", "[]", "{}", '"' + "x" * 65 + '"', "9007199254740992"):
            self.invalid(f'{{"type":"ping","ref":{ref}}}', "ref")

    def test_refusal_is_short(self) -> None:
        """
        A megabyte of a field's name does not come back.
        """
        rejected = self.rejected(json.dumps({"type": "ping", "x" * 100_000: 1}))
        assert rejected.refusal.field is not None
        self.assertLessEqual((len(rejected.refusal.field), len(rejected.refusal.message)), (128, 300))
        self.assertLess(len(self.rejected(json.dumps({"type": "x" * 100_000})).refusal.message), 200)

    @settings(max_examples=examples(30), deadline=None)
    @given(st.binary(max_size=300))
    def test_bytes_are_a_command_or_rejected(self, frame: bytes) -> None:
        """
        Nothing else leaves `decode`, whatever comes in.
        """
        self.decoded(frame)

    @settings(max_examples=examples(30), deadline=None)
    @given(
        st.sampled_from(EXAMPLES),
        st.dictionaries(st.sampled_from(["type", "room", "ref", "since", "text", "body", "x"]), JSON),
    )
    def test_changed_commands_are_commands_or_rejected(self, example: dict[str, Any], changes: dict[str, Any]) -> None:
        """
        A known command with some of its fields replaced.
        """
        self.decoded(json.dumps(example | changes).encode())

    @settings(max_examples=examples(30), deadline=None)
    @given(st.sampled_from(EXAMPLES), st.data())
    def test_damaged_commands_are_commands_or_rejected(self, example: dict[str, Any], data: st.DataObject) -> None:
        """
        A known command with some bytes replaced.
        """
        frame = bytearray(json.dumps(example).encode())
        for _ in range(data.draw(st.integers(1, 4))):
            frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
        self.decoded(bytes(frame))

    def decoded(self, frame: bytes) -> None:
        """
        The frame is a command of ours, or refused by a name of ours that can itself be told.
        """
        try:
            command = decode(frame)
        except DecodeError as rejected:
            answer = json.loads(encode(refuse(rejected.refusal, rejected.ref)))
            self.assertIn(answer["code"], CODES)
            self.assertEqual(answer.get("ref"), rejected.ref)
        else:
            self.assertIsInstance(command, commands.COMMANDS)


class EncodeTests(SynchronousTestCase):
    """
    What clients read.
    """

    def json(self, value: Any) -> dict[str, Any]:
        """
        The JSON object of an event or an answer.
        """
        read: dict[str, Any] = json.loads(encode(value))
        return read

    def test_message_has_what_it_has_and_nothing_empty(self) -> None:
        """
        No nulls for what a message is not.
        """
        self.assertEqual(
            self.json(said("lobby", 3, "hello")),
            {
                "type": "message",
                "room": "lobby",
                "seq": 3,
                "user": {"id": "g.anna", "name": "Anna"},
                "text": "hello",
                "time": 1003,
            },
        )

    def test_message_of_a_room_that_keeps_nothing_has_no_seq(self) -> None:
        """
        There is no log to have a place in.
        """
        self.assertNotIn("seq", self.json(Message("lobby", UNSET, ANNA, "hello", 5)))

    def test_state_of_a_message_is_told(self) -> None:
        """
        Key, reply, and who edited it when.
        """
        message = said("lobby", 3, key="k", reply_to=1, edited=Mark(4, ANNA, 9))
        told = self.json(message)
        self.assertEqual((told["key"], told["reply_to"]), ("k", 1))
        self.assertEqual(told["edited"], {"seq": 4, "user": {"id": "g.anna", "name": "Anna"}, "time": 9})

    def test_edit_and_delete_name_their_target(self) -> None:
        """
        An edit of something deleted since has no text.
        """
        self.assertEqual(self.json(MessageEdited("a", 5, 3, ANNA, 9, "new"))["text"], "new")
        self.assertNotIn("text", self.json(MessageEdited("a", 5, 3, ANNA, 9)))
        self.assertEqual(self.json(MessageDeleted("a", 6, 3, ANNA, 9))["target"], 3)

    def test_presence_and_signals_have_all_their_fields(self) -> None:
        """
        Empty lists and bodies are told: clients need not ask whether they are there.
        """
        self.assertEqual(
            self.json(PresenceChange("a", [], [], 0)),
            {"type": "presence", "room": "a", "joined": [], "left": [], "count": 0},
        )
        self.assertEqual(self.json(Signal("a", "typing", ANNA, {}))["body"], {})

    def test_answers_carry_ref_only_if_asked(self) -> None:
        """
        No `ref` in, no `ref` out.
        """
        self.assertEqual(self.json(Ok()), {"type": "ok"})
        self.assertEqual(self.json(Ok(ref=0)), {"type": "ok", "ref": 0})
        self.assertEqual(self.json(Said(time=5, seq=1)), {"type": "ok", "seq": 1, "time": 5})

    def test_expiry_of_never_is_null(self) -> None:
        """
        A guest's token does not expire; an answer without a token does not speak of it.
        """
        self.assertEqual(self.json(LoggedIn(user=ANNA, token="t", expires=None))["expires"], None)
        self.assertEqual(set(self.json(LoggedIn(user=ANNA))) - {"ref"}, {"type", "user"})

    def test_welcome_of_nobody_has_a_null_user(self) -> None:
        """
        The field is there before the login.
        """
        self.assertIsNone(self.json(Welcome("chatd", "s", None, {}, 30))["user"])

    def test_good_bye_for_ever_has_no_hint(self) -> None:
        """
        Without `retry_after` a client stays away.
        """
        self.assertEqual(self.json(Bye(4503, "banned")), {"type": "bye", "code": 4503, "reason": "banned"})
        self.assertEqual(self.json(Bye(4012, "draining", 0))["retry_after"], 0)

    def test_refusal_tells_what_it_knows(self) -> None:
        """
        Field, end and hint where there are some.
        """
        told = self.json(refuse(Refusal("muted", "quiet", field="room", until=9, retry_after=5), "r"))
        self.assertEqual(
            told,
            {
                "type": "error",
                "ref": "r",
                "code": "muted",
                "message": "quiet",
                "field": "room",
                "until": 9,
                "retry_after": 5,
            },
        )
        self.assertEqual(set(self.json(refuse(Refusal("muted")))), {"type", "code", "message"})

    def test_join_tells_every_field(self) -> None:
        """
        Also those that are empty, zero or false.
        """
        told = self.json(
            Joined(
                room="a",
                kind="public",
                title="",
                topic="",
                slow=0,
                retention="memory",
                epoch="e",
                seq=0,
                first=1,
                role="guest",
                can=(),
                seen=0,
                events=[],
                gap=False,
                more=False,
                presence=Gathering([], 0),
            )
        )
        self.assertTrue({"gap", "more", "events", "seen", "can", "presence", "first"} <= set(told))

    def test_size_of_a_body_is_that_of_its_json(self) -> None:
        """
        Bytes, not characters; one nested as deep as the stack fits nowhere.
        """
        self.assertEqual((fits({"a": "ä"}, 10), fits({"a": "ä"}, 9)), (True, False))
        body: Any = {}
        for _ in range(5000):
            body = [body]
        self.assertFalse(fits(body, 1_000_000))


class UserTests(SynchronousTestCase):
    """
    Who is talking.
    """

    def test_namespaces_tell_who_vouches(self) -> None:
        """
        Only `g.` is a guest.
        """
        self.assertEqual([User(f"{space}.g.1", "x").guest for space in "gaxk"], [True, False, False, False])
