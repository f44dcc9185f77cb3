"""
What is told of values that do not fit.
"""

from typing import Any

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


def test_line_begins_with_the_field() -> None:
    """
    Or with what the whole is called.
    """
    assert Misfit("since.seq", "expected `int`").told("body") == "since.seq: expected `int`"
    assert Misfit("", "expected `object`").told("body") == "body: expected `object`"
    assert Misfit("", "expected `object`").told() == "expected `object`"
