"""
Server-sent events: reading them, and going on where a connection was lost.
"""

import json
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple

from chatd.client.backoff import Backoff
from chatd.client.connections import BROKEN, Stream
from chatd.client.errors import ChatdProblem, ChatdUnreachable, Json

ENTRY_MAX = 16 * 1024 * 1024
"""No event of chatd is as long as this."""
PASSING = {408, 429, 500, 502, 503, 504}
"""Statuses after which another attempt may succeed."""


class ServerEvent(NamedTuple):
    """
    One event of a stream: `type` and `data` as on the wire, and the `id` from which `since` goes on after it.
    """

    type: str
    data: Json
    id: str


def parse_events(chunks: Iterator[bytes], reconnect: Callable[[float], None]) -> Iterator[ServerEvent]:
    """
    Yields the events in a stream (HTML Standard, section 9.2.6); one that is cut off is dropped.  `reconnect` is told
    the seconds of each field ``retry``.

    Raises:
        ChatdUnreachable: It is no stream of chatd.
    """
    rest, kind, ident, data = b"", "", "", list[str]()
    size = 0
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        size += len(chunk)
        for raw in lines:
            line = raw.decode("utf-8", "replace").removesuffix("\r")
            name, _, value = line.partition(":")
            value = value.removeprefix(" ")
            if not line:
                if data:
                    yield ServerEvent(kind or "message", _decode("\n".join(data)), ident)
                kind, data, size = "", [], len(rest)
            elif name == "event":
                kind = value
            elif name == "data":
                data.append(value)
            elif name == "id" and "\0" not in value:
                ident = value
            elif name == "retry" and value.isascii() and value.isdigit():
                reconnect(int(value[:9]) / 1000)
        if size > ENTRY_MAX:
            raise ChatdUnreachable(f"an event of more than {ENTRY_MAX} bytes: is this the address of chatd?")


class EventSource:
    """
    The events of rooms, once and in order, through every loss of the connection: iterate over it.

    `open_stream` opens a stream after an id, or after None.  `last_id` is the id of the last event that was yielded.
    After a loss it waits as the server has asked, longer after each failure, and goes on after `last_id`.  Until the
    first stream it tries for `patience` seconds.
    """

    def __init__(
        self,
        open_stream: Callable[[str | None], AbstractContextManager[Stream]],
        since: str | None,
        *,
        patience: float,
        sleep: Callable[[float], None],
        chance: Callable[[], float],
    ) -> None:
        self.last_id = since
        self._open_stream = open_stream
        self._patience = patience
        self._sleep = sleep
        self._backoff = Backoff(chance)
        self._retry = 0.0
        self._events = self._follow()

    def __iter__(self) -> Iterator[ServerEvent]:
        return self._events

    def close(self) -> None:
        """
        Ends the stream.
        """
        self._events.close()

    def _follow(self) -> Generator[ServerEvent, None, None]:
        started, waited = False, 0.0
        while True:
            wait = None
            try:
                with self._open_stream(self.last_id) as stream:
                    check_stream(stream)
                    started = True
                    for event in parse_events(stream.chunks(), self._set_retry):
                        if event.type == "bye":
                            wait = _comeback(event.data)
                            break
                        self._backoff.reset()
                        self.last_id = event.id or self.last_id
                        yield event
                failure: Exception = ChatdUnreachable("the stream ended")
            except ChatdProblem as problem:
                if problem.status not in PASSING:
                    raise
                wait = None if problem.retry_after is None else problem.retry_after / 1000
                failure = problem
            except BROKEN as error:
                failure = ChatdUnreachable(f"no events: {str(error) or type(error).__name__}")
            pause = max(self._backoff.next(), self._retry) if wait is None else wait
            waited += pause
            if not started and waited > self._patience:
                raise failure
            self._sleep(pause)

    def _set_retry(self, seconds: float) -> None:
        self._retry = seconds


def check_stream(stream: Stream) -> None:
    """
    Raises what a stream that is none was answered with.
    """
    if stream.status != 200:
        raise problem_of(stream.status, stream.head.get("retry-after"), stream.read())
    kind = stream.head.get("content-type", "nothing")
    if kind.partition(";")[0].strip() != "text/event-stream":
        raise ChatdUnreachable(f"the answer is {kind}, and no stream of events: is this the address of chatd?")


def problem_of(status: int, retry_after: str | None, body: bytes) -> ChatdProblem:
    """
    Returns the problem in an answer; of one that is no problem document its status and its first words.
    """
    try:
        document = json.loads(body)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        words = " ".join(re.sub(r"<[^>]*>", " ", body[:2000].decode("utf-8", "replace")).split())
        document = {"detail": words[:200] or "refused without a word"}
    if "retry_after" not in document and retry_after is not None and retry_after.strip().isdigit():
        document["retry_after"] = int(retry_after[:9]) * 1000
    return ChatdProblem(document, status)


def _comeback(bye: Json) -> float:
    # Seconds; without them the server wants no other attempt.
    wait = bye.get("retry_after")
    if not isinstance(wait, int | float):
        raise ChatdProblem({"detail": f"ended by the server: {bye.get('reason')}", **bye})
    return wait / 1000


def _decode(text: str) -> Json:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ChatdUnreachable(f"an event that is no JSON object: {text[:40]!r}: is this the address of chatd?")
    return found
