"""
Streams of server-sent events at ``/api/events``, ``/api/rooms/ROOM/events`` and ``/api/connection``: who may open one,
and its answer.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from chatd.auth.gate import ApiKeyToken, Cookie, GuestToken, WebToken, bearer, cookie_credentials
from chatd.chat.commands.dispatch import CommandDispatcher
from chatd.domain.addresses import shown_group
from chatd.errors import Refusal
from chatd.http.connection_query import NO_COOKIE, NOT_PRESENT, has_parameter
from chatd.http.cookies import session_token
from chatd.http.cors import Cors, Fields, is_foreign
from chatd.http.event_request import MEDIA_TYPE, METHODS, EventRequest, read_event_request
from chatd.http.event_stream import EventStream
from chatd.http.head import Head
from chatd.http.origins import advice
from chatd.http.problems import MEDIA_TYPE as PROBLEM
from chatd.http.problems import document
from chatd.http.proxies import Client
from chatd.http.responses import SECURITY_HEADERS, http_date, refusal
from chatd.http.stream_connection import StreamConnection, StreamConnections
from chatd.refusal_log import RefusalLog
from chatd.websocket.server import ChatFactory

Credentials = ApiKeyToken | Cookie | GuestToken | WebToken

_ALLOW = ("Allow", ", ".join(METHODS))
_HEAD = (
    "HTTP/1.1 200 OK",
    f"Content-Type: {MEDIA_TYPE}",
    "Cache-Control: no-store",
    # nginx collects an answer otherwise.
    "X-Accel-Buffering: no",
    "Connection: close",
    "Cross-Origin-Resource-Policy: same-origin",
    *(f"{name}: {value}" for name, value in SECURITY_HEADERS),
)


class EventStreams:
    """
    Opens streams.  `open_session` makes the session of one that only reads, `open_chat_session` that of one of the
    `connections`, `chance` numbers from 0 to 1.
    """

    def __init__(
        self,
        chat: ChatFactory,
        *,
        open_session: Callable[[EventStream], CommandDispatcher],
        open_chat_session: Callable[[StreamConnection], CommandDispatcher],
        connections: StreamConnections,
        cors: Cors,
        chance: Callable[[], float],
        refusals: RefusalLog,
    ) -> None:
        self.chat = chat
        self.chance = chance
        self.connections = connections
        self._open_session = open_session
        self._open_chat_session = open_chat_session
        self._cors = cors
        self._refusals = refusals

    def read_request(self, head: Head, client: Client) -> tuple[EventRequest | None, Credentials | None]:
        """
        Returns what is asked for, None for a connection without a WebSocket, and what the asking client shows for
        itself; raises Refusal.
        """
        request = read_event_request(head)
        # A connection needs no login: a page that asks without its Origin, as for an image, could open many.
        hidden = request is None and "origin" not in head.fields and is_foreign(head, secure=client.secure)
        if hidden or not self._cors.allows(head, secure=client.secure):
            origin = head.get("origin")
            self._refusals.record(
                f"server.origins: {origin[:200]}",
                "refused a stream of events to the origin {origin!r}, of {who}: {advice}",
                who=shown_group(client.address),
                origin=origin[:200],
                advice=advice(origin)[:300],
            )
            raise Refusal("forbidden", "Origin: pages of this origin may not connect", field="origin")
        credentials = _credentials(head, client)
        if credentials is None and request is not None:
            told = "; cookies count for the site's own page only" if is_foreign(head, secure=client.secure) else ""
            raise Refusal("login_required", f"sign in first, or send Authorization: Bearer with a token{told}")
        return request, credentials

    def take_over(
        self, transport: Any, request: EventRequest | None, head: Head, client: Client
    ) -> EventStream | StreamConnection:
        """
        Creates the protocol of a connection that the front hands over; its `begin` is to be called next.
        """
        fields = self._cors.fields(head, secure=client.secure)
        stream: EventStream | StreamConnection
        if request is None:
            stream = StreamConnection(self, client.address, fields, present=not has_parameter(head, NOT_PRESENT))
        else:
            stream = EventStream(self, request, client.address, fields)
        self.chat.live[stream] = None
        stream.makeConnection(transport)  # type: ignore[no-untyped-call]
        return stream

    def fields(self, head: Head, client: Client) -> Fields:
        """
        Returns the header fields of any answer, for the page that has asked.
        """
        return self._cors.fields(head, secure=client.secure)

    def options(self, head: Head, client: Client) -> bytes:
        """
        Returns the answer to ``OPTIONS``, which may be a preflight.
        """
        fields = (_ALLOW, *self._cors.preflight_fields(head, METHODS, secure=client.secure))
        lines = ("HTTP/1.1 204 No Content", f"Date: {http_date()}", "Connection: close")
        shown = (f"{name}: {value}" for name, value in (*SECURITY_HEADERS, *fields))
        return "\r\n".join((*lines, *shown, "", "")).encode("latin-1", "replace")

    def problem_answer(self, refused: Refusal, head: Head, client: Client) -> tuple[int, bytes]:
        """
        Returns the status and the bytes of the answer that refuses a request.
        """
        return _problem(refused, self.fields(head, client), headed=head.method == "HEAD")

    # Called by the streams

    def open_session(self, stream: EventStream) -> CommandDispatcher:
        self.chat.counters.streams += 1
        return self._open_session(stream)

    def open_chat_session(self, connection: StreamConnection) -> CommandDispatcher:
        self.chat.counters.streams += 1
        return self._open_chat_session(connection)

    def head(self, stream: EventStream | StreamConnection) -> bytes:
        shown = (f"{name}: {value}" for name, value in stream.fields)
        lines = (*_HEAD, f"Date: {http_date()}", *shown, "", "")
        return "\r\n".join(lines).encode("latin-1", "replace")

    def send_problem(self, stream: EventStream, refusal: Refusal) -> None:
        _, answer = _problem(refusal, stream.fields)
        stream.transport.write(answer)
        stream.transport.loseConnection()


def _problem(refused: Refusal, fields: Fields, *, headed: bool = False) -> tuple[int, bytes]:
    problem, own = document(refused)
    body = msgspec.json.encode(problem).decode()
    return problem.status, refusal(problem.status, body, (*own, *fields), PROBLEM, headed=headed)


def _credentials(head: Head, client: Client) -> Credentials | None:
    # As of a WebSocket, but browsers send no Origin with a GET to the page's own site.
    scheme, _, token = head.get("authorization").partition(" ")
    if scheme.lower() == "bearer":
        return bearer(token.strip())
    if is_foreign(head, secure=client.secure) or has_parameter(head, NO_COOKIE):
        return None
    cookie = session_token("; ".join(head.fields.get("cookie", ())), secure=client.secure)
    return None if cookie is None else cookie_credentials(cookie)
