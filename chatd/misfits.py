"""
What msgspec says of a value that does not fit, told as chatd tells it: the field first, and what is wrong with it.
"""

import re
from typing import NamedTuple

from msgspec import ValidationError

_PLACE = re.compile(r" - at (?:`key` in )?`\$\.?([^`]*)`\Z")
_NAMED = re.compile(r"Object (missing required|contains unknown) field `([^`]*)`")
_WORDS = {"missing required": "this field is missing", "contains unknown": "there is no such field"}


class Misfit(NamedTuple):
    """
    The path of the `field` that is wrong (``since.seq``), empty if it is the whole, and `what` is wrong with it.
    """

    field: str
    what: str

    def told(self, whole: str = "") -> str:
        """
        Both in one line; `whole` is what the whole is called, if it is called anything.
        """
        name = self.field or whole
        return f"{name}: {self.what}" if name else self.what


def explain(error: ValidationError) -> Misfit:
    """
    Where and what.
    """
    said = str(error)
    place = _PLACE.search(said)
    path, what = ("", said) if place is None else (place[1], said[: place.start()])
    named = _NAMED.fullmatch(what)
    if named is not None:
        return Misfit(".".join(part for part in (path, named[2]) if part), _WORDS[named[1]])
    return Misfit(path, what[:1].lower() + what[1:])
