"""
Prints results: sentences for people, or JSON for programs.

What others have chosen (names, titles, texts, reasons) controls no terminal: control characters, line separators and
marks that change the direction of writing are printed as escapes.
"""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chatd.errors import CONTROLS, escape_controls
from chatd.server.standard_streams import Writable

T = TypeVar("T", bound=Struct)


class Printer:
    """
    Prints to `out`; with `json`, each value as one line of JSON.
    """

    def __init__(self, out: Writable, *, json: bool) -> None:
        self._out = out
        self._json = json

    def print_value(self, value: T, show: Callable[[T], str]) -> None:
        """
        Prints one value, as JSON or as the text returned by `show`.
        """
        if self._json:
            text = escape_json(msgspec.json.encode(value).decode())
        else:
            # The lines that `show` makes are its own; the values have none.
            text = "\n".join(escape_controls(line) for line in show(_escaped(value)).split("\n"))
        print(text, file=self._out)


def escape_json(line: str) -> str:
    """
    Returns a line of JSON that means the same, with control characters as JSON escapes.
    """
    return CONTROLS.sub(_json_escape, line)


def _json_escape(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return escape_controls(value)
    if isinstance(value, Struct):
        return replace(value, **{name: _escaped(getattr(value, name)) for name in value.__struct_fields__})
    if isinstance(value, list | tuple):
        return type(value)(_escaped(one) for one in value)
    if isinstance(value, dict):
        return {_escaped(key): _escaped(one) for key, one in value.items()}
    return value
