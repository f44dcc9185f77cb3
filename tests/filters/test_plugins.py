"""
Which filters there are, and the chain that a configuration asks for.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec import convert
from twisted.plugin import IPlugin
from twisted.trial.unittest import SynchronousTestCase
from zope.interface import implementer
from zope.interface.verify import verifyObject

from chatd.domain.events import User
from chatd.errors import Refusal
from chatd.filters.chain import Chain, Filter, FilterInput, Refuse
from chatd.filters.plugins import (
    FilterSettings,
    IFilterMaker,
    LinkPolicyMaker,
    WordListMaker,
    available_makers,
    build_chain,
)


@implementer(IPlugin, IFilterMaker)
class ShoutMaker:
    """
    A plugin of somebody else's.
    """

    name = "shout"

    def make(self, options: dict[str, Any]) -> Filter:
        """
        Too many capital letters, as given.
        """
        if "most" not in options:
            raise ValueError("most: expected a number")
        return Shout(int(options["most"]))


class Nameless:
    """
    Not a plugin that anybody could use.
    """


class Shout:
    """
    Refuses a text with more than so many capital letters.
    """

    def __init__(self, most: int) -> None:
        self._most = most

    def judge(self, saying: FilterInput) -> str | Refuse:
        """
        Quietly, please.
        """
        return saying.text if sum(map(str.isupper, saying.text)) <= self._most else Refuse("do not shout")


def make(*settings: dict[str, Any]) -> Chain:
    """
    The chain of a configuration, as it would come from a file.
    """
    makers = [WordListMaker(), LinkPolicyMaker(), ShoutMaker()]
    return build_chain(convert(settings, tuple[FilterSettings, ...]), makers, fault=lambda *_: None, limit=4000)


def says(text: str, room: str = "lobby", role: str = "member") -> FilterInput:
    """
    Somebody says something.
    """
    return FilterInput(room, User("a.1", "Ann"), role, text)


class BuildTests(SynchronousTestCase):
    """
    From a configuration to a chain.
    """

    def test_filters_of_all_makers_work_together(self) -> None:
        """
        In the order of the file, each in its rooms and not for those exempt.
        """
        chain = make(
            {"use": "words", "options": {"words": ["darn"], "action": "mask"}},
            {"use": "links", "rooms": ["lobby"], "exempt": "moderator", "options": {"hosts": ["example.org"]}},
            {"use": "shout", "options": {"most": 3}},
        )
        self.assertEqual(chain.judge(says("darn https://example.org")), "*** https://example.org")
        self.assertEqual(chain.judge(says("https://evil.test", "else")), "https://evil.test")
        self.assertEqual(chain.judge(says("https://evil.test", role="owner")), "https://evil.test")
        for text, reason in (("https://evil.test", "links to"), ("HELLO", "do not shout")):
            refusal = self.assertRaises(Refusal, chain.judge, says(text))
            self.assertTrue(refusal.message.startswith(reason))

    def test_without_filters_there_is_nothing_to_ask(self) -> None:
        """
        An empty chain.
        """
        self.assertEqual(len(make()), 0)

    def test_mistake_is_named_with_its_place(self) -> None:
        """
        Which filter, which option, and what was meant.
        """
        cases: dict[str, dict[str, Any]] = {
            "[1].use: there is no filter 'word'; did you mean words?": {"use": "word"},
            "[1].use: there is no filter 'x'; those that could be loaded: links, shout, words": {"use": "x"},
            "[1].exempt: 'boss': expected one of guest, ": {"use": "links", "exempt": "boss"},
            "[1].rooms[1]: 'a b': expected a room id": {"use": "links", "rooms": ["a", "a b"]},
            "[1].options.host: there is no such field": {"use": "links", "options": {"host": []}},
            "[1].options: hosts[1]: 'a/b': expected a host": {"use": "links", "options": {"hosts": ["a", "a/b"]}},
            "[1].options: most: expected a number": {"use": "shout"},
            "[1].options: the plugin 'shout' failed with them: TypeError: ": {"use": "shout", "options": {"most": []}},
            "[1].options: words[1]: '': nothing is left": {"use": "words", "options": {"words": ["a", ""]}},
            "[1].options: files[0]: /nowhere/words: cannot be read: no such file": {
                "use": "words",
                "options": {"files": ["/nowhere/words"]},
            },
            "[1].options.action: 'eat': expected one of mask, refuse": {"use": "words", "options": {"action": "eat"}},
            "[1].options.hosts[1]: expected `str`": {"use": "links", "options": {"hosts": ["a.example", 1]}},
        }
        for message, settings in cases.items():
            error = self.assertRaises(ValueError, make, {"use": "links"}, settings)
            self.assertTrue(str(error).startswith(message), str(error))
            self.assertEqual(len(str(error).splitlines()), 1)

    def test_fault_of_a_plugin_is_told_with_its_place(self) -> None:
        """
        For whoever wrote it.
        """
        error = self.assertRaises(ValueError, make, {"use": "shout", "options": {"most": []}})
        self.assertRegex(str(error), rf"\({__file__}, line [0-9]+\)$")

    def test_plugin_without_a_name_is_an_error(self) -> None:
        """
        It could never be meant.
        """
        error = self.assertRaises(ValueError, build_chain, (), [Nameless()], fault=lambda *_: None, limit=1)
        self.assertEqual(str(error), f": the plugin {__name__}.Nameless has no name")

    def test_two_plugins_of_one_name_are_an_error(self) -> None:
        """
        Nobody guesses which was meant.
        """
        error = self.assertRaises(
            ValueError, build_chain, (), [ShoutMaker(), ShoutMaker()], fault=lambda *_: None, limit=1
        )
        self.assertIn("'shout'", str(error))


class MakerTests(SynchronousTestCase):
    """
    What a plugin is.
    """

    def test_makers_provide_the_interface(self) -> None:
        """
        Those in the box are made like anybody's.
        """
        for maker in (WordListMaker(), LinkPolicyMaker(), ShoutMaker()):
            self.assertTrue(verifyObject(IFilterMaker, maker))
            self.assertTrue(IPlugin.providedBy(maker))

    def test_box_is_found_first(self) -> None:
        """
        Twisted is asked for the rest.
        """
        self.assertEqual([maker.name for maker in available_makers()][:2], ["words", "links"])


PLUGIN = """
from twisted.plugin import IPlugin
from zope.interface import implementer
from chatd.filters.plugins import IFilterMaker

@implementer(IPlugin, IFilterMaker)
class QuietMaker:
    name = "quiet"

    def make(self, options):
        raise ValueError("nobody is loud")

quiet = QuietMaker()
"""


def test_plugin_of_another_package_is_found(tmp_path: Path) -> None:
    """
    A file in ``twisted/plugins/`` of any directory on Python's path is enough.
    """
    plugins = tmp_path / "twisted" / "plugins"
    plugins.mkdir(parents=True)
    (plugins / "quiet_plugin.py").write_text(PLUGIN, encoding="utf-8")
    ask = "from chatd.filters.plugins import available_makers; print(*[maker.name for maker in available_makers()])"
    path = os.pathsep.join([str(tmp_path), str(Path(__file__).parents[2])])
    run = subprocess.run(
        [sys.executable, "-c", ask], env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["words", "links", "quiet"]


def test_words_come_from_files(tmp_path: Path) -> None:
    """
    One a line; a line that begins with # is a remark.
    """
    listed = tmp_path / "words.txt"
    listed.write_text("# bad\n\ndarn\nbuy now\n", encoding="utf-8")
    words = WordListMaker().make({"files": [str(listed)], "words": ["heck"]})
    for text in ("darn", "buy now", "heck"):
        assert isinstance(words.judge(says(text)), Refuse)
    assert words.judge(says("# bad")) == "# bad"


def test_file_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    """
    It is named.
    """
    listed = tmp_path / "words.bin"
    listed.write_bytes(b"\xff\xfe")
    with pytest.raises(ValueError, match=r"files\[0\]: .*words\.bin: not UTF-8 at byte 0"):
        WordListMaker().make({"files": [str(listed)]})


def test_word_of_a_file_that_cannot_be_one_is_told_with_its_line(tmp_path: Path) -> None:
    """
    Lists are long.
    """
    listed = tmp_path / "words.txt"
    listed.write_text("# bad\ndarn\n\n\u0301\nheck\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"words\.txt, line 4: .*: nothing is left of this word"):
        WordListMaker().make({"files": [str(listed)]})
