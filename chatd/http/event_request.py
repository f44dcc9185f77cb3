"""
Reads the request for a stream of server-sent events.
"""

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, unquote

from msgspec import Struct

from chatd.domain.events import Position
from chatd.domain.validation import check_room_id
from chatd.errors import Refusal
from chatd.http.connection_query import check_connection_query
from chatd.http.head import Head
from chatd.http.problems import HttpRefusal
from chatd.interfaces.delivery import Form
from chatd.websocket.event_entries import read_cursor, read_position

ROOMS_MAX = 20
"""The rooms that one request may name."""
METHODS = ("GET", "OPTIONS")
CONNECTION_PATH = "/api/connection"
"""Where a connection without a WebSocket is opened (`chatd.http.stream_connection`), and its commands are sent."""
MEDIA_TYPE = "text/event-stream"
NOWHERE = Position("-", 0)
"""A position of no log: what follows it is a gap."""

_PATH = re.compile(r"/api/(?:events|rooms/([^/]+)/events)")
_FLAGS = {"1": True, "true": True, "0": False, "false": False}
_FORMS: dict[tuple[bool, bool], Form] = {
    (False, False): "sse",
    (True, False): "sse-presence",
    (False, True): "sse-signals",
    (True, True): "sse-all",
}
"""By whether presence and signals are asked for."""


class EventRequest(Struct, frozen=True):
    """
    What a stream tells: of `rooms` (none: of those that the user is a member of), in the `form`, after the id `since`.

    `present`: the user is in the list of people meanwhile.  `limit` is how many events the newest page has at most.
    """

    rooms: tuple[str, ...]
    form: Form
    since: str | None
    present: bool
    limit: int | None

    @property
    def many(self) -> bool:
        """
        Whether the ids are cursors of several rooms.
        """
        return len(self.rooms) != 1

    def positions(self, rooms: Sequence[str]) -> dict[str, Position]:
        """
        Returns where the stream goes on in `rooms`: `NOWHERE` for what is no position in them.

        In a room without one it begins with the newest page.
        """
        if self.since is None:
            return {}
        found = read_position(self.since)
        known = read_cursor(self.since, rooms) if found is None else dict([found])
        if known is None or not known.keys() & set(rooms):
            return dict.fromkeys(rooms, NOWHERE)
        return {room: known[room] for room in rooms if room in known}


def wants_events(head: Head) -> bool:
    """
    Whether a request asks for a stream of events, or about one.
    """
    path = head.path
    if path == CONNECTION_PATH:
        return head.method == "GET" and not head.has_body
    return (
        path.endswith("/events")
        and _PATH.fullmatch(path) is not None
        and head.method in {"GET", "HEAD", "OPTIONS"}
        and not head.has_body
    )


def read_event_request(head: Head) -> EventRequest | None:
    """
    Returns what a request asks for that `wants_events`, None for a connection without a WebSocket; raises Refusal,
    which names what is wrong.
    """
    if head.method != "GET":
        raise HttpRefusal(
            405, "invalid", "only GET, OPTIONS can be done here", field="method", allow=", ".join(METHODS)
        )
    if not _accepts(head.tokens("accept")):
        raise HttpRefusal(406, "invalid", f"Accept: a stream of events is {MEDIA_TYPE}", field="accept")
    if head.path == CONNECTION_PATH:
        check_connection_query(head)
        return None
    query, rooms = _read_query(head.target.partition("?")[2])
    within = _PATH.fullmatch(head.path)
    if within is not None and within[1] is not None:
        if rooms:
            raise Refusal("invalid", "room: the path names it; several are at /api/events", field="room")
        rooms = [unquote(within[1])]
    rooms = list(dict.fromkeys(rooms))
    for room in rooms:
        check_room_id(room)
    if len(rooms) > ROOMS_MAX:
        raise Refusal("invalid", f"room: a stream has at most {ROOMS_MAX} named rooms", field="room")
    since = head.get("last-event-id") or query.get("since") or None
    if since is not None and len(rooms) == 1 and since.count(":") == 1:
        since = f"{rooms[0]}:{since}"
    return EventRequest(
        tuple(rooms),
        _FORMS[_flag(query, "presence"), _flag(query, "signals")],
        since,
        _flag(query, "present"),
        _limit(query),
    )


_SINGLE = ("since", "presence", "signals", "present", "limit")


def _read_query(text: str) -> tuple[dict[str, str], list[str]]:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except UnicodeDecodeError:
        raise Refusal("invalid", "query: not UTF-8", field="query") from None
    except ValueError:
        raise Refusal("invalid", "query: too many parameters", field="query") from None
    query: dict[str, str] = {}
    for name, value in pairs:
        if name == "room":
            continue
        if name not in _SINGLE:
            known = ", ".join(("room", *_SINGLE))
            raise Refusal("invalid", f"{name[:100]}: unknown; known are {known}", field=name[:128])
        if name in query:
            raise Refusal("invalid", f"{name}: given more than once", field=name)
        query[name] = value
    return query, [value for name, value in pairs if name == "room"]


def _flag(query: dict[str, str], name: str) -> bool:
    value = query.get(name, "0")
    if value not in _FLAGS:
        raise Refusal("invalid", f"{name}: expected 1 or 0", field=name)
    return _FLAGS[value]


def _limit(query: dict[str, str]) -> int | None:
    text = query.get("limit")
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Refusal("invalid", "limit: expected a number, how many events the newest page has", field="limit")
    return int(text)


def _accepts(ranges: Sequence[str]) -> bool:
    # RFC 9110, section 12.5.1; without the field, anything is accepted.
    best = (-1, 0.0)
    for one in ranges:
        media, *parameters = (part.strip().lower() for part in one.split(";"))
        rank = ("*/*", "text/*", MEDIA_TYPE).index(media) if media in {"*/*", "text/*", MEDIA_TYPE} else -1
        if rank > best[0]:
            weights = [value for name, _, value in (part.partition("=") for part in parameters) if name == "q"]
            best = rank, 0.0 if weights and re.fullmatch(r"0(\.0*)?", weights[0]) else 1.0
    return not ranges or best[1] > 0
