"""
The HTTP API for back ends and scripts: calls that wait for their answer.
"""

import json
import random
import re
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from secrets import token_hex
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import quote, urlencode

from chatd.client.backoff import Backoff
from chatd.client.connections import BROKEN, Connections, HttpAnswer, Stream, parse_url
from chatd.client.errors import ChatdError, ChatdProblem, ChatdUnreachable, Json, checked_token
from chatd.client.event_source import PASSING, EventSource, problem_of

BATCH_MAX = 100
"""The server takes so many messages in one request."""
_KEY = re.compile(r"[\x20-\x7e]{1,64}")


class Receipt(NamedTuple):
    """
    A message that is stored: its place in the log of its room (`seq` and `epoch` are None in a room that keeps
    nothing), when it was accepted (milliseconds since 1970), its text if a filter has changed it, and whether it was
    stored by an earlier request with the same key.
    """

    seq: int | None
    time: int
    epoch: str | None = None
    text: str | None = None
    repeated: bool = False


class HistoryEvents(NamedTuple):
    """
    A page of a room's log: `events` as on the wire, oldest first; the oldest `seq` that is kept; whether there are
    more; the `epoch` of the log.
    """

    events: list[Json]
    first: int | None
    more: bool
    epoch: str | None


class Chatd:
    """
    A chatd server, as a back end sees it.

        chat = Chatd("https://chat.example", os.environ["CHATD_KEY"])
        chat.publish("news", "Green!", data={"build": 4711})

    `url` is ``http(s)://host[:port][/prefix]``, or ``unix:/path`` for a socket on this machine; `key` an API key, or
    the token of a user.  `ca_file` names the certificates (PEM) of a private authority; `tls` is a context to use
    instead.

    A request may take `timeout` seconds to connect, to send, and to be answered.  What fails for now (no connection,
    429 and 503, which say how long to wait) is tried again, with the same key, as long as the waiting takes no more
    than `patience` seconds in all; 0: never.  Threads may share one; so may processes that are forked.

    All calls raise `ChatdProblem` when the server refuses, `ChatdUnreachable` when there is no answer, and `ValueError`
    for what cannot be sent.
    """

    def __init__(
        self,
        url: str,
        key: str,
        *,
        timeout: float = 10.0,
        patience: float = 30.0,
        ca_file: str | None = None,
        tls: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        address = parse_url(url)
        if address.secure and tls is None:
            tls = ssl.create_default_context(cafile=ca_file)
        self._url = url
        self._prefix = address.prefix
        self._fields = {"Authorization": f"Bearer {checked_token(key)}", "User-Agent": "chatd-python"}
        self._connections = Connections(address, timeout=timeout, tls=tls)
        self._patience = patience
        self._sleep = sleep
        self._chance = chance

    def __repr__(self) -> str:
        # Without the key.
        return f"Chatd({self._url!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """
        Closes the connections that are kept for the next request, which opens a new one.
        """
        self._connections.close()

    def publish(
        self,
        room: str,
        text: str | None = None,
        *,
        data: Mapping[str, Any] | None = None,
        reply_to: int | None = None,
        key: str | None = None,
        as_user: str | None = None,
        as_name: str | None = None,
    ) -> Receipt:
        """
        Says a message in a room; when this returns it is stored.

        `key` is your own id of the message: the same one again is the same message, also from another process.  With a
        key made with ``--as``, `as_user` is the id of the user who says it, and `as_name` their name.
        """
        message = _message(text, data, reply_to, as_user, as_name)
        return self._send_message(f"/api/rooms/{_segment(room)}/messages", message, key)

    def notify(
        self,
        user: str,
        text: str | None = None,
        *,
        data: Mapping[str, Any] | None = None,
        key: str | None = None,
    ) -> Receipt:
        """
        Writes to one user's inbox: to the devices where they are, and for later.
        """
        message = _message(text, data, None, None, None)
        return self._send_message(f"/api/users/{_segment(user)}/messages", message, key)

    def publish_batch(self, messages: Sequence[Mapping[str, Any]]) -> list[Receipt | ChatdProblem]:
        """
        Says up to 100 messages in one request, in their order.  Each is a mapping with `room` (or `user`, for an inbox)
        and `text`, `data`, `key`, `reply_to`, `as` as in the HTTP API.

        Returns for each, in order, what `publish` would return or raise.
        """
        if not 1 <= len(messages) <= BATCH_MAX:
            raise ValueError(f"{len(messages)} messages: from 1 to {BATCH_MAX} go in one request")
        # Each its own key, so that the request can be repeated.
        keyed = [{"key": token_hex(16), **message} for message in messages]
        answer = self.request("POST", "/api/messages", body={"messages": keyed}, repeatable=True)
        try:
            return [ChatdProblem(one, one["status"]) if "status" in one else _receipt(one) for one in answer["results"]]
        except (KeyError, TypeError):
            raise _unexpected(answer) from None

    def history(
        self, room: str, *, before: int | None = None, after: int | None = None, limit: int | None = None
    ) -> HistoryEvents:
        """
        Returns a page of what was said in a room: the newest, or what is `before` or `after` a `seq`.
        """
        query = {"before": before, "after": after, "limit": limit}
        answer = self.request("GET", f"/api/rooms/{_segment(room)}/messages", query=query)
        try:
            return HistoryEvents(answer["events"], answer.get("first"), answer["more"], answer.get("epoch"))
        except (KeyError, TypeError):
            raise _unexpected(answer) from None

    def events(
        self,
        *rooms: str,
        since: str | None = None,
        presence: bool = False,
        signals: bool = False,
        present: bool = False,
        limit: int | None = None,
        silence: float = 60.0,
    ) -> EventSource:
        """
        Returns what happens in these rooms, or in all that I am a member of, as it happens: iterate over it.

        First comes `joined` with the newest messages (`limit` of them at most), then each event; `gap` means that what
        follows does not connect to what was before.  It goes on through every loss of the connection.  `since` is the
        `id` of an event: what came after it comes first.  `presence` and `signals` are told if asked for, and with
        `present` I am in the list of people.  A connection on which nothing came for `silence` seconds is given up.
        """
        flags = {"presence": presence, "signals": signals, "present": present}
        query = {**{name: 1 for name, on in flags.items() if on}, "limit": limit}
        if len(rooms) == 1:
            target = _target(f"/api/rooms/{_segment(rooms[0])}/events", query)
        else:
            target = _target("/api/events", {"room": rooms, **query})

        def open_stream(after: str | None) -> AbstractContextManager[Stream]:
            fields = {**self._fields, "Accept": "text/event-stream"}
            if after is not None:
                fields["Last-Event-ID"] = after
            return self._connections.stream(target, fields, silence)

        if since is not None and not (since.isascii() and since.isprintable()):
            raise ValueError("since: expected the `id` of an event")
        return EventSource(open_stream, since, patience=self._patience, sleep=self._sleep, chance=self._chance)

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        key: str | None = None,
        repeatable: bool | None = None,
    ) -> Any:
        """
        Any other request of the HTTP API: returns its JSON, or None if there is none.

        `key` becomes its ``Idempotency-Key``.  A `repeatable` request is tried again after a failure: all are but a
        ``POST`` without a `key`.
        """
        return self._request(method, _target(path, query or {}), body, key, repeatable)[1]

    def _send_message(self, path: str, message: Json, key: str | None) -> Receipt:
        status, answer = self._request("POST", path, message, key or token_hex(16), True)
        try:
            return _receipt(answer, repeated=status == 200)
        except (KeyError, TypeError, AttributeError):
            raise _unexpected(answer) from None

    def _request(
        self, method: str, target: str, body: Mapping[str, Any] | None, key: str | None, repeatable: bool | None
    ) -> tuple[int, Any]:
        fields = {**self._fields, "Accept": "application/json"}
        if key is not None:
            if not _KEY.fullmatch(key):
                raise ValueError(f"key: {key!r}: expected 1 to 64 printable ASCII characters")
            fields["Idempotency-Key"] = key
        payload = None if body is None else _encode(body)
        if payload is not None:
            fields["Content-Type"] = "application/json"
        if repeatable is None:
            repeatable = method != "POST" or key is not None
        backoff, waited = Backoff(self._chance), 0.0
        while True:
            wait: float | None = None
            failure: ChatdError
            try:
                answer = self._connections.exchange(method, target, fields, payload, repeatable=repeatable)
                return answer.status, _decode(answer)
            except ChatdProblem as problem:
                if problem.status not in PASSING or problem.code == "internal":
                    raise
                failure = problem
                wait = None if problem.retry_after is None else problem.retry_after / 1000
            except BROKEN as error:
                failure = ChatdUnreachable(f"{self._url}: {str(error) or type(error).__name__}")
                failure.__cause__ = error
            wait = backoff.next() if wait is None else wait
            waited += wait
            if not repeatable or waited > self._patience or self._patience <= 0:
                raise failure
            self._sleep(wait)


def _message(
    text: str | None, data: Mapping[str, Any] | None, reply_to: int | None, as_user: str | None, as_name: str | None
) -> Json:
    author = None if as_user is None else {"id": as_user, **({} if as_name is None else {"name": as_name})}
    fields = {"text": text, "data": data, "reply_to": reply_to, "as": author}
    return {name: value for name, value in fields.items() if value is not None}


def _receipt(answer: Json, *, repeated: bool = False) -> Receipt:
    return Receipt(answer.get("seq"), answer["time"], answer.get("epoch"), answer.get("text"), repeated)


def _segment(ident: str) -> str:
    if not ident:
        raise ValueError("the id of a room or of a user is empty")
    return quote(ident, safe="")


def _target(path: str, query: Mapping[str, Any]) -> str:
    given = {name: value for name, value in query.items() if value is not None}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def _encode(body: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        raise ValueError("half of a character (a lone surrogate) cannot be sent") from None
    except (TypeError, ValueError) as error:
        raise ValueError(f"it cannot be sent as JSON: {error}") from None


def _decode(answer: HttpAnswer) -> Any:
    if answer.status >= 300 or answer.status < 200:
        raise problem_of(answer.status, answer.head.get("retry-after"), answer.body)
    if answer.status == 204 or not answer.body:
        return None
    try:
        return json.loads(answer.body)
    except ValueError:
        kind = answer.head.get("content-type", "nothing")
        raise ChatdUnreachable(f"the answer is {kind}, and no JSON: is this the address of chatd?") from None


def _unexpected(answer: object) -> ChatdUnreachable:
    return ChatdUnreachable(f"an unexpected answer: {str(answer)[:100]}: is this the address of chatd?")
