"""
The endpoints of streams of events, as far as they are endpoints like others, and of the commands of connections without
a WebSocket.

The front takes a `GET` over before it gets here (`chatd.http.event_streams`).
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from msgspec import Meta, Raw, Struct

from chatd.errors import Refusal
from chatd.http.api.app import Route
from chatd.http.api.request import ApiRequest
from chatd.http.event_request import CONNECTION_PATH, MEDIA_TYPE
from chatd.http.stream_connection import StreamConnections

COMMANDS_MAX = 64
"""The commands of one request: as many as one connection may have unanswered by default."""
BODY_MAX = 1 << 20
"""Bytes of JSON of a request with commands; `limits.body` is lower by default."""


class EventQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """
    What a stream tells: `since` an id, also changes of `presence` and `signals`; `present`: the user is in the list of
    people meanwhile.  `limit`: how many events the newest page has at most.
    """

    since: str = ""
    presence: bool = False
    signals: bool = False
    present: bool = False
    limit: int | None = None


class EventsQuery(EventQuery, frozen=True, forbid_unknown_fields=True):
    """
    As `EventQuery`, with the id of a `room`, up to 20 times; without one, all rooms of the user.
    """

    room: str = ""


class ConnectionQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """
    With `cookie`, the cookie does not count.
    """

    cookie: Literal["no"] | None = None


class CommandsBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Commands of a connection without a WebSocket, in order.
    """

    commands: Annotated[
        list[Annotated[Raw, Meta(extra_json_schema={"type": "object"})]], Meta(min_length=1, max_length=COMMANDS_MAX)
    ]


class EventEndpoints:
    """
    Refuses the requests for streams that the front does not take over, and passes commands to the `connections`.
    """

    def __init__(self, connections: StreamConnections) -> None:
        self._connections = connections

    def routes(self) -> Iterator[Route]:
        """
        Yields the endpoints.
        """
        stream: dict[str, Any] = {"asks": "anybody", "pays": False, "produces": MEDIA_TYPE}
        rooms = "A stream of the events of rooms, as server-sent events: of those named, or of all that I belong to."
        yield Route("GET", "/api/events", self.refuse_body, query=EventsQuery, summary=rooms, **stream)
        one = "A stream of the events of a room, as server-sent events."
        yield Route("GET", "/api/rooms/<room>/events", self.refuse_body, query=EventQuery, summary=one, **stream)

        opens = "A connection that speaks `chatd.v1` without a WebSocket: its frames, as server-sent events."
        own: dict[str, Any] = {"asks": "nobody", "by_token": True}
        connects = {**own, "query": ConnectionQuery, "produces": MEDIA_TYPE, "summary": opens}
        yield Route("GET", CONNECTION_PATH, self.refuse_body, **connects)
        yield Route("POST", CONNECTION_PATH, self.receive_commands, body=CommandsBody, body_max=BODY_MAX, **own)

    async def receive_commands(self, exchange: ApiRequest, body: CommandsBody) -> None:
        """
        Sends commands of `chatd.v1` on a connection that was opened with GET.

        `Authorization: Bearer` has its id. The answers to the commands are events of the connection.
        """
        if exchange.bearer is None:
            raise Refusal("login_required", "send Authorization: Bearer with the id of the connection")
        connection = self._connections.find_connection(exchange.bearer)
        refusals = connection.refusals
        connection.receive_payloads([bytes(command) for command in body.commands])
        session = connection.session
        # What is refused costs much and counts little elsewhere, and anybody becomes a guest: it stays a stranger's.
        if session is not None and session.user is not None and connection.refusals == refusals:
            exchange.recognise_connection(heavy=session.load.heavy)

    async def refuse_body(
        self, exchange: ApiRequest, query: EventQuery | ConnectionQuery | None = None, room: str = ""
    ) -> None:
        """
        Refuses a request with a body.
        """
        raise Refusal("invalid", "body: a stream of events is asked for without one", field="body")
