"""
The list of all rooms, for operators: those that have a log, settings or members, or that somebody is in.
"""

from collections.abc import Iterable, Sequence
from heapq import nsmallest

from msgspec import Struct

from chatd.domain.rooms import DEFAULTS, Retention
from chatd.interfaces.storage import RoomCatalogue, RoomDirectory, RoomEntry


class RoomShown(Struct, frozen=True):
    """
    A room with the number of its members and of the events of its log.
    """

    room: str
    kind: str
    title: str
    members: int
    events: int
    retention: str


async def list_rooms(
    catalogue: RoomCatalogue,
    roster: RoomDirectory,
    retention: Retention,
    *,
    after: str = "",
    limit: int,
    joined: Iterable[str] = (),
) -> Sequence[RoomShown]:
    """
    The first `limit` rooms, by id, whose id is greater than `after`; `retention` is the site's, `joined` are the rooms
    that somebody is in.
    """
    kept = {entry.room: entry for entry in await catalogue.list_rooms(after=after, limit=limit)}
    made = await roster.recorded_rooms(after=after, limit=limit)
    here = nsmallest(limit, (room for room in joined if room > after))
    rooms = sorted({*kept, *made, *here})[:limit]
    return [await _room_shown(roster, retention, room, kept.get(room)) for room in rooms]


async def _room_shown(roster: RoomDirectory, retention: Retention, room: str, entry: RoomEntry | None) -> RoomShown:
    record = await roster.room_record(room)
    settings = DEFAULTS if entry is None else entry.settings
    return RoomShown(
        room=room,
        kind="public" if record is None else record.kind,
        title=settings.title,
        members=0 if record is None else len(record.members),
        events=0 if entry is None else entry.head.seq - entry.head.first + 1,
        retention=str(settings.retention or retention),
    )
