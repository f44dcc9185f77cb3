"""
What is told of values that do not fit.
"""

from typing import Any, Literal

import msgspec
import pytest
from msgspec import Struct

from chatd.misfits import Misfit, explain


class Inner(Struct, forbid_unknown_fields=True):
    """
    Something in something.
    """

    seq: int
    names: list[str] = []
    roles: dict[str, int] = {}


class Outer(Struct, forbid_unknown_fields=True):
    """
    Something with something in it.
    """

    inner: Inner | None = None


CASES: list[tuple[Any, Misfit]] = [
    (7, Misfit("", "expected `object`, got `int`")),
    ({"inner": 7}, Misfit("inner", "expected `object | null`, got `int`")),
    ({"inner": {"seq": 1, "names": ["a", 2]}}, Misfit("inner.names[1]", "expected `str`, got `int`")),
    ({"inner": {"seq": 1, "roles": {7: 2}}}, Misfit("inner.roles", "expected `str`, got `int`")),
    ({"inner": {}}, Misfit("inner.seq", "this field is missing")),
    ({"iner": {}}, Misfit("iner", "there is no such field")),
    ({"inner": {"seq": 1, "a\n": 1}}, Misfit("inner.a\n", "there is no such field")),
]


@pytest.mark.parametrize(("value", "misfit"), CASES)
def test_field_and_fault_are_told(value: Any, misfit: Misfit) -> None:
    """
    The path as one would write it, and a phrase to put behind it.
    """
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(value, Outer)
    assert explain(caught.value) == misfit


class Choices(Struct, forbid_unknown_fields=True):
    """
    Something of which only some words may stand in it.
    """

    action: Literal["mask", "refuse", ""] = ""
    maybe: Literal["b", "a"] | None = None
    inner: tuple["Choices", ...] = ()


@pytest.mark.parametrize(
    ("value", "field", "words"),
    [
        ({"action": "eat"}, "action", "mask, refuse"),
        ({"maybe": "eat"}, "maybe", "a, b"),
        ({"inner": [{}, {"maybe": "eat"}]}, "inner[1].maybe", "a, b"),
    ],
)
def test_words_that_may_be_are_told(value: Any, field: str, words: str) -> None:
    """
    To whoever knows what was wanted.
    """
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(value, Choices)
    assert explain(caught.value, Choices) == Misfit(field, f"'eat': expected one of {words}")
    assert explain(caught.value) == Misfit(field, "invalid enum value 'eat'")


def test_line_begins_with_the_field() -> None:
    """
    Or with what the whole is called.
    """
    assert Misfit("since.seq", "expected `int`").told("body") == "since.seq: expected `int`"
    assert Misfit("", "expected `object`").told("body") == "body: expected `object`"
    assert Misfit("", "expected `object`").told() == "expected `object`"
