"""
What is told of values that do not fit.
"""

from typing import Any, Literal

import msgspec
import pytest
from msgspec import Struct

from chatd.domain.decode_errors import FieldError, field_error


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


CASES: list[tuple[Any, FieldError]] = [
    (7, FieldError("", "expected `object`, got `int`")),
    ({"inner": 7}, FieldError("inner", "expected `object | null`, got `int`")),
    ({"inner": {"seq": 1, "names": ["a", 2]}}, FieldError("inner.names[1]", "expected `str`, got `int`")),
    ({"inner": {"seq": 1, "roles": {7: 2}}}, FieldError("inner.roles", "expected `str`, got `int`")),
    ({"inner": {}}, FieldError("inner.seq", "this field is missing")),
    ({"iner": {}}, FieldError("iner", "there is no such field")),
    ({"inner": {"seq": 1, "a\n": 1}}, FieldError("inner.a\n", "there is no such field")),
]


@pytest.mark.parametrize(("value", "misfit"), CASES)
def test_field_and_fault_are_told(value: Any, misfit: FieldError) -> None:
    """
    The path as one would write it, and a phrase to put behind it.
    """
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(value, Outer)
    assert field_error(caught.value) == misfit


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
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(value, Choices)
    assert field_error(caught.value, Choices) == FieldError(field, f"'eat': expected one of {words}")
    assert field_error(caught.value) == FieldError(field, "invalid enum value 'eat'")


def test_line_begins_with_the_field() -> None:
    """
    Or with the name of the whole value if no field is wrong.
    """
    assert FieldError("since.seq", "expected `int`").told("body") == "since.seq: expected `int`"
    assert FieldError("", "expected `object`").told("body") == "body: expected `object`"
    assert FieldError("", "expected `object`").told() == "expected `object`"
