"""
Turns validation errors of msgspec into chatd's form: the field, then the error.
"""

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from msgspec import Struct, ValidationError

_PLACE = re.compile(r" - at (?:`key` in )?`\$\.?([^`]*)`\Z")
_NAMED = re.compile(r"Object (missing required|contains unknown) field `([^`]*)`")
_WORDS = {"missing required": "this field is missing", "contains unknown": "there is no such field"}
_CHOICE = "invalid enum value "


class FieldError(NamedTuple):
    """
    One invalid field: its path (``since.seq``; empty for the whole value), and `what` is wrong with it.
    """

    field: str
    what: str

    def told(self, whole: str = "") -> str:
        """
        Returns field and error as one line; `whole` names the value if `field` is empty.
        """
        name = self.field or whole
        return f"{name}: {self.what}" if name else self.what


def field_error(error: ValidationError, kind: Any = None) -> FieldError:
    """
    Returns the field and the text of `error`.  With the expected struct type as `kind`, the text of an enum error lists
    the allowed values.
    """
    said = str(error)
    place = _PLACE.search(said)
    path, what = ("", said) if place is None else (place[1], said[: place.start()])
    named = _NAMED.fullmatch(what)
    if named is not None:
        return FieldError(".".join(part for part in (path, named[2]) if part), _WORDS[named[1]])
    what = what[:1].lower() + what[1:]
    words = _words(kind, path) if kind is not None and what.startswith(_CHOICE) else ()
    return FieldError(path, f"{what.removeprefix(_CHOICE)}: expected one of {', '.join(words)}" if words else what)


def _words(kind: Any, path: str) -> list[str]:
    # The allowed values at `path`, sorted; empty unless the type there is a Literal.
    for name in path.split("."):
        found = (get_type_hints(one).get(name.partition("[")[0]) for one in _parts(kind) if _is_struct(one))
        kind = next((hint for hint in found if hint is not None), None)
    literals = (one for one in _parts(kind) if get_origin(one) is Literal)
    return sorted({word for one in literals for word in get_args(one) if word})


def _parts(hint: Any) -> Iterator[Any]:
    yield hint
    if get_origin(hint) is not Literal:
        for inner in get_args(hint):
            yield from _parts(inner)


def _is_struct(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Struct)
