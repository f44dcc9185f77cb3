"""
Prints results: sentences for people, or JSON for programs.
"""

from collections.abc import Callable
from typing import TypeVar

import msgspec
from msgspec import Struct

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
        text = msgspec.json.encode(value).decode() if self._json else show(value)
        print(text, file=self._out)
