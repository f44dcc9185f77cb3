"""
The endpoints of streams of events, as far as they are endpoints like others.

The front takes a `GET` over before it gets here (`chatd.http.event_streams`).
"""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from chatd.errors import Refusal
from chatd.http.api.app import Route
from chatd.http.api.request import ApiRequest
from chatd.http.event_request import MEDIA_TYPE


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


class EventEndpoints:
    """
    Refuses the requests for streams that the front does not take over.
    """

    def routes(self) -> Iterator[Route]:
        """
        Yields the endpoints.
        """
        stream: dict[str, Any] = {"asks": "anybody", "pays": False, "produces": MEDIA_TYPE}
        rooms = "A stream of the events of rooms, as server-sent events: of those named, or of all that I belong to."
        yield Route("GET", "/api/events", self.refuse_body, query=EventsQuery, summary=rooms, **stream)
        one = "A stream of the events of a room, as server-sent events."
        yield Route("GET", "/api/rooms/<room>/events", self.refuse_body, query=EventQuery, summary=one, **stream)

    async def refuse_body(self, exchange: ApiRequest, query: EventQuery, room: str = "") -> None:
        """
        Refuses a request with a body.
        """
        raise Refusal("invalid", "body: a stream of events is asked for without one", field="body")
