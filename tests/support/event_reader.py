"""
Reads a stream of server-sent events as a browser does (HTML Standard, section 9.2.6).
"""

import json
from typing import Any, NamedTuple


class Entry(NamedTuple):
    """
    One dispatched event: its type, its data, and the last id at that time.
    """

    event: str
    data: Any
    ident: str


class EventReader:
    """
    Takes bytes as they come; what has not been ended by an empty line is dropped with the connection.
    """

    def __init__(self) -> None:
        self.ident = ""
        self.retry: int | None = None
        self.comments = 0
        self._rest = b""

    def feed(self, data: bytes) -> list[Entry]:
        """
        The events that are whole now.
        """
        whole, found, self._rest = (self._rest + data).rpartition(b"\n\n")
        return [entry for block in (whole + found).split(b"\n\n") if (entry := self._dispatch(block)) is not None]

    def cut(self) -> None:
        """
        The connection is lost; the id is kept.
        """
        self._rest = b""

    def _dispatch(self, block: bytes) -> Entry | None:
        event, data = "message", []
        for line in block.decode().split("\n"):
            name, _, value = line.partition(":")
            value = value.removeprefix(" ")
            if not name and line:
                self.comments += 1
            elif name == "id":
                self.ident = value
            elif name == "event":
                event = value
            elif name == "data":
                data.append(value)
            elif name == "retry":
                self.retry = int(value)
            else:
                assert not name, line
        return Entry(event, json.loads("\n".join(data)), self.ident) if data else None
