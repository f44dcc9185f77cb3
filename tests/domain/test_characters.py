"""
Invisible characters, and where a text may be cut.
"""

import unicodedata
from typing import Any

import pytest
from msgspec.structs import replace
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.characters import cut_at_boundary, has_visible_text
from chatd.domain.validation import check_line, check_text, clean_name
from chatd.errors import Refusal
from tests.support.fakes import World

NOTHING = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2064\u2066"
    "\u2069\u206f\u2800\u3164\ufe00\ufe0f\ufeff\uffa0\ufff9\U0001bca0\U0001d173\U000e0001\U000e0041\U000e007f\U000e0100"
)
SEEN = (
    "a",
    "\u200bа\u200b",
    "👨\u200d👩\u200d👧",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "❤\ufe0f",
    "1\ufe0f\u20e3",
    "🇩🇪",
    "می\u200cخواهم",
    "क्\u200dष",
    "\u2801",
    "ᄒ",
    "…",
)


class ShowsTests(SynchronousTestCase):
    def test_characters_that_show_nothing(self) -> None:
        """
        Each alone, all together, and between spaces.
        """
        for text in (*NOTHING, NOTHING, f" {NOTHING}\n\u3000\u00a0", "", " "):
            self.assertFalse(has_visible_text(text), ascii(text))

    def test_texts_with_something_to_see(self) -> None:
        """
        Joiners, selectors and tags are a part of many scripts and emoji.
        """
        for text in SEEN:
            self.assertTrue(has_visible_text(text), ascii(text))

    def test_letters_digits_and_symbols_are_seen(self) -> None:
        """
        All that this interpreter knows, but for the few blanks that Unicode counts as letters or symbols.
        """
        blanks = {0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x1D159, 0x13441, 0x13442}
        for code in range(0x110000):
            if code not in blanks and unicodedata.category(chr(code))[0] in "LNPS":
                self.assertTrue(has_visible_text(chr(code)), hex(code))


class RefusedTests(SynchronousTestCase):
    def refused(self, check: object, *args: object) -> None:
        """
        Calling `check` is refused as `invalid`.
        """
        refusal: Refusal = self.assertRaises(Refusal, check, *args)
        self.assertEqual(refusal.code, "invalid")

    def test_texts_lines_and_names(self) -> None:
        """
        A title may be empty, but not look so.
        """
        for character in NOTHING:
            self.refused(check_text, character * 3, 100)
            self.refused(check_line, character, 100, "title")
            self.refused(clean_name, character, 100)
        self.refused(check_line, " ", 100, "title")
        check_line("", 100, "title")
        for text in SEEN:
            check_text(text, 100)
            check_line(text, 100, "title")

    def test_log_from_before_can_be_read(self) -> None:
        """
        What was accepted once is imported again.
        """
        check_text("\u200b", 100, visible=False)

    def test_every_command_that_shows_a_text(self) -> None:
        """
        Said, changed, in plain text, as a title, a topic, a reason or a name.
        """
        world = World()
        ann, plain = world.guest("Ann"), world.plain()
        ann.session.author = replace(ann.session.author, admin=True)
        room = ann.ask("create", title="Den", ref=1)["room"]
        for name in (room, "lobby"):
            ann.ask("join", room=name, ref=1)
        ann.send("say", room="lobby", text="hello", ref=2)
        world.turn()
        ann.heard()
        for text in ("\u200b", "\u3164", "\u2800\u00ad"):
            commands: tuple[dict[str, Any], ...] = (
                {"type": "say", "room": "lobby", "text": text},
                {"type": "edit", "room": "lobby", "seq": 1, "text": text},
                {"type": "set", "room": room, "title": text},
                {"type": "set", "room": room, "topic": text},
                {"type": "create", "title": text},
                {"type": "report", "room": "lobby", "seq": 1, "reason": text},
                {"type": "mute", "room": room, "user": "g.x", "reason": text},
                {"type": "rename", "name": text},
                {"type": "search", "room": "lobby", "text": text},
            )
            for command in commands:
                answer = ann.ask(command.pop("type"), **command, ref=3)
                self.assertEqual((answer["code"], answer["ref"]), ("invalid", 3), command)
            plain.texts()
            plain.send_raw(text)
            self.assertTrue(plain.texts()[0].startswith("! invalid: "))
        world.turn()
        self.assertEqual(world.counters.messages, 1)


@pytest.mark.parametrize(
    ("text", "limit", "left"),
    [
        ("Anna", 4, "Anna"),
        ("Annabell", 4, "Anna"),
        ("Annae\u0301", 5, "Anna"),
        ("ab👩\u200d👩\u200d👧", 4, "ab"),
        ("ab❤\ufe0f\u200d🔥", 5, "ab"),
        ("a👍🏽", 2, "a"),
        ("🇩🇪🇫🇷", 3, "🇩🇪"),
        ("a🇩🇪🇫🇷", 3, "a🇩🇪"),
        ("กิน", 1, ""),
        ("นกิน", 2, "น"),
        ("क्षत्रिय", 5, "क्ष"),
        ("ශ්\u200dරී", 3, ""),
        ("한\u1112\u1161\u11ab", 3, "한"),
        ("\u0301\u0301\u0301", 2, ""),
    ],
)
def test_what_is_one_character_to_a_reader_stays_whole(text: str, limit: int, left: str) -> None:
    """
    Or goes: accents, joined emoji, flags, vowel signs, conjuncts, syllables.
    """
    assert cut_at_boundary(text, limit) == left
