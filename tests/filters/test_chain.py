"""
The chain of filters.
"""

from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.events import User
from chatd.domain.patterns import Pattern
from chatd.errors import Refusal
from chatd.filters.chain import Chain, Filter, FilterInput, Refuse, Step

ANN = User("a.ann", "Ann")


def says(text: str, room: str = "lobby", role: str = "member") -> FilterInput:
    """
    Ann says something.
    """
    return FilterInput(room, ANN, role, text)


class Appends:
    """
    A filter that adds its mark.
    """

    def __init__(self, mark: str) -> None:
        self.mark = mark

    def judge(self, saying: FilterInput) -> str | Refuse:
        """
        With the mark at the end.
        """
        return saying.text + self.mark


class Refuses:
    """
    A filter that likes nothing.
    """

    def judge(self, saying: FilterInput) -> str | Refuse:
        """
        Never.
        """
        return Refuse(f"no {saying.text}")


class Answers:
    """
    A plugin that answers whatever it was made with, or raises it.
    """

    def __init__(self, answer: object) -> None:
        self.answer = answer

    def judge(self, saying: FilterInput) -> str | Refuse:
        """
        What a filter should never do.
        """
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer  # type: ignore[return-value]


class ChainTests(SynchronousTestCase):
    """
    What becomes of a text.
    """

    def setUp(self) -> None:
        self.faults: list[tuple[str, str]] = []

    def chain(self, *steps: Step) -> Chain:
        """
        A chain that keeps its faults here.
        """
        return Chain(steps, fault=lambda name, error: self.faults.append((name, type(error).__name__)), limit=20)

    def refused(self, filter: Filter) -> Refusal:
        """
        How a text is refused by a chain of this filter.
        """
        refusal: Refusal = self.assertRaises(Refusal, self.chain(Step("x", filter)).judge, says("hello"))
        return refusal

    def test_text_passes_unchanged_without_filters(self) -> None:
        """
        The same object, so that the caller sees that nothing was changed.
        """
        text = "hello"
        self.assertIs(self.chain().judge(says(text)), text)
        self.assertEqual(len(self.chain()), 0)

    def test_each_gets_what_the_one_before_it_left(self) -> None:
        """
        In the order of the configuration.
        """
        chain = self.chain(Step("a", Appends("1")), Step("b", Appends("2")))
        self.assertEqual(chain.judge(says("x")), "x12")

    def test_refusal_ends_the_chain(self) -> None:
        """
        The reason is told with the field; what stands behind is not asked.
        """
        chain = self.chain(Step("a", Appends("!")), Step("b", Refuses()), Step("c", Answers(ValueError())))
        refusal = self.assertRaises(Refusal, chain.judge, says("x"))
        self.assertEqual((refusal.code, refusal.message, refusal.field), ("filtered", "no x!", "text"))
        self.assertEqual(self.faults, [])

    def test_filter_is_asked_in_its_rooms(self) -> None:
        """
        And not in others; by default in all, private ones too.
        """
        some = self.chain(Step("a", Appends("!"), (Pattern("news-*"),)))
        self.assertEqual([some.judge(says("x", room)) for room in ("news-1", "lobby")], ["x!", "x"])
        everywhere = self.chain(Step("a", Appends("!")))
        self.assertEqual([everywhere.judge(says("x", room)) for room in ("lobby", "~p")], ["x!", "x!"])

    def test_exempt_role_and_those_above_it_are_not_asked(self) -> None:
        """
        Whom one trusts with the room one trusts with words.
        """
        chain = self.chain(Step("a", Appends("!"), exempt="moderator"))
        texts = [chain.judge(says("x", role=role)) for role in ("guest", "member", "moderator", "admin")]
        self.assertEqual(texts, ["x!", "x!", "x", "x"])

    def test_nothing_left_is_refused(self) -> None:
        """
        A message of blanks is none.
        """
        for left in ("", " \n"):
            self.assertEqual(self.refused(Answers(left)).code, "filtered")
        self.assertEqual(self.faults, [])

    def test_fault_refuses(self) -> None:
        """
        What could not be judged is not said; the fault is told, without its text to the client.
        """
        refusal = self.refused(Answers(ZeroDivisionError("secret")))
        self.assertEqual((refusal.code, self.faults), ("internal", [("x", "ZeroDivisionError")]))
        self.assertNotIn("secret", refusal.message)

    def test_fault_passes_where_that_is_wanted(self) -> None:
        """
        The text goes on to the next filter as it was.
        """
        chain = self.chain(Step("a", Answers(ValueError()), fail_open=True), Step("b", Appends("!")))
        self.assertEqual((chain.judge(says("x")), self.faults), ("x!", [("a", "ValueError")]))

    def test_text_that_could_not_have_been_sent_is_a_fault(self) -> None:
        """
        A plugin gets nothing past the rules of the wire.
        """
        for wrong, fault in (("x" * 21, "Refusal"), ("\0", "Refusal"), (None, "TypeError"), (7, "TypeError")):
            self.faults.clear()
            self.assertEqual(self.refused(Answers(wrong)).code, "internal")
            self.assertEqual(self.faults, [("x", fault)])
