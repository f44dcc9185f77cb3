"""
The link policy.
"""

from typing import Literal

from hypothesis import given
from hypothesis import strategies as st
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.events import User
from chatd.filters import links
from chatd.filters.chain import FilterInput, Refuse
from chatd.filters.links import LinkPolicy


def says(text: str) -> FilterInput:
    """
    Somebody says something.
    """
    return FilterInput("lobby", User("a.1", "Ann"), "member", text)


def judged(text: str, *hosts: str, action: Literal["refuse", "strip"] = "refuse", bare: bool = False) -> str | Refuse:
    """
    The verdict of a policy that allows `hosts`.
    """
    return LinkPolicy(hosts, action, bare=bare).judge(says(text))


class AllowedTests(SynchronousTestCase):
    """
    Which links pass.
    """

    hosts = ("example.org", "*.example.com", "bücher.example", "faß.example")

    def allowed(self, text: str) -> bool:
        """
        Whether a text passes as it is.
        """
        return judged(text, *self.hosts) == text

    def test_text_without_links_passes(self) -> None:
        """
        Colons, dots and slashes are no crime.
        """
        for text in (
            "hello",
            "at 10:30",
            "e.g. node.js",
            "and/or",
            "metadata:x",
            "hotel:7",
            "wwwhat",
            "a@b.c",
            "::",
            ".",
        ):
            self.assertEqual(judged(text), text)

    def test_host_of_the_list_passes(self) -> None:
        """
        With a path, a port, a query, and whatever the case and the dots.
        """
        for text in (
            "see https://example.org/a?b=https#c.",
            "HTTP://EXAMPLE.ORG:8080",
            "http:example.org",
            "(https://example.org)",
            "https://example.org. And so on",
            "www.example.com/x",
            "https://a.b.example.com",
            "https://xn--bcher-kva.example/",
            "看https://example.org，好",
            "看https://example.org。好",
        ):
            self.assertTrue(self.allowed(text), text)

    def test_others_do_not(self) -> None:
        """
        Neither neighbours of the list nor hosts dressed up as one of it.
        """
        for text in (
            "https://evil.test",
            "https://notexample.org",
            "https://sub.example.org",
            "https://example.com",
            "https://example.org.evil.test",
            "https://example.org@evil.test/",
            "https://example.org:80@evil.test/",
            "https://example.org：80@evil.test/",
            "https://evil.test\\@example.org",
            "https://evil.test／.example.com",
            "https://evil.test#.example.com",
            "https://evil.test?.example.com",
            "https://example。org",
            "https://example。org。evil.test",
            "https://example.org。evil.test",
            "https://example.org，https://evil.test",
            "https:evil.test",
            "https:\\\\evil.test",
            "看https://evil.test",
            "xhttps://evil.test",
            "https://fass.example",
            "https://%65vil.test",
            "https://[::1]/",
            "https://example.org:x/",
            "www.evil.test",
            "https://xn--\u00e9.example",
        ):
            self.assertFalse(self.allowed(text), text)

    def test_only_the_web_is_allowed(self) -> None:
        """
        Whatever host another scheme names.
        """
        for text in (
            "ftp://example.org",
            "wss://example.org",
            "javascript:alert(1)//@example.org",
            "javascript:alert(1)@example.org",
            "mailto:somebody@example.org",
            "data:text/html,hello",
            "steam://run/1",
        ):
            self.assertFalse(self.allowed(text), text)

    def test_bare_names_count_where_that_is_asked_for(self) -> None:
        """
        With their port and path; a listed one passes.
        """
        for text in ("evil.test", "visit evil.test:80/x", "a.b.evil.test?x=example.org"):
            self.assertEqual(judged(text, "example.org"), text)
            self.assertIsInstance(judged(text, "example.org", bare=True), Refuse)
        for text in ("example.org", "example.org/evil.test", "https://example.org?x=evil.test", "10.30", "e.g."):
            self.assertEqual(judged(text, "example.org", bare=True), text)


class VerdictTests(SynchronousTestCase):
    """
    What is done about a link.
    """

    def test_refusal_names_the_link(self) -> None:
        """
        Cut, if it is long.
        """
        verdict = judged("see https://evil.test/" + "x" * 200 + " now")
        self.assertEqual(verdict, Refuse(f"links to {('https://evil.test/' + 'x' * 200)[:80]} are not welcome here"))

    def test_links_are_stripped(self) -> None:
        """
        The sentence around them stays, with what it ends with; listed ones stay too.
        """
        text = "see https://evil.test/a, www.evil.test and https://example.org."
        self.assertEqual(judged(text, "example.org", action="strip"), "see ,  and https://example.org.")
        self.assertEqual(judged("看https://evil.test，好", action="strip"), "看，好")
        self.assertEqual(judged("at evil.test!", action="strip", bare=True), "at !")

    def test_entry_that_is_no_host_is_an_error(self) -> None:
        """
        It is named.
        """
        for wrong in ("https://example.org", "example.org/x", "", "*.", "a*b", "exa mple.org", "user@example.org"):
            self.assertIn(repr(wrong), str(self.assertRaises(ValueError, LinkPolicy, [wrong])))


@given(st.text("htps:/\\.wa@。，? \u200b()", max_size=40))
def test_what_is_stripped_once_is_no_link(text: str) -> None:
    """
    The policy never fails, and strips nothing but what it would refuse.
    """
    left = judged(text, "a.a", action="strip")
    assert isinstance(left, str)
    assert (left == text) == (judged(text, "a.a") == text)


def test_work_on_a_text_of_links_grows_with_its_length() -> None:
    """
    What ends the authority of a link, and an @ in it, are looked for once in each part of the text.
    """
    text = "http:ok.org，" * 300
    searched: list[int] = []

    class Counting:
        def search(self, text: str, position: int) -> None:
            searched.append(len(text) - position)

    upcoming = links._Next(Counting(), text)  # type: ignore[arg-type]
    for position in range(0, len(text), 12):
        assert upcoming.after(position) == len(text)
    assert len(searched) == 1
    assert judged(text, "ok.org") == text
    assert judged(text + "@", "ok.org") != text
