"""
The table of rooms: their numbers, the heads of their logs, their settings.
"""

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from msgspec.structs import replace
from sqlalchemy import BigInteger, Connection, Row, bindparam, cast, func, insert, select, update

from chatd.domain.events import LogHead
from chatd.domain.rooms import DEFAULTS, LISTED, OPEN, PublicRoom, Retention, RoomSettings, SettingsChange
from chatd.interfaces.storage import RoomEntry
from chatd.storage.search_text import WORDS_MAX, spaced, words
from chatd.storage.sql.tables import SEQ_BITS, entry_id, events, meta, places, rooms, seq_of

NUMBER = cast(rooms.c.number, BigInteger)
# The end of a log is not stored: its last entry has the greatest id in the room's range.
LAST = (
    select(events.c.id)
    .where(events.c.id >= NUMBER * (1 << SEQ_BITS), events.c.id < (NUMBER + 1) * (1 << SEQ_BITS))
    .order_by(events.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
ROOM = select(rooms, LAST.label("last"))
_NAMED = ROOM.where(rooms.c.name == bindparam("room"))
_ALL_NAMED = ROOM.where(rooms.c.name.in_(bindparam("names", expanding=True)))
_NAMES_MAX = 500
_INSERT = insert(rooms)
_UPDATE = update(rooms).where(rooms.c.number == bindparam("room"))


class WriterRoom:
    """
    The values of a room that the writer caches.
    """

    __slots__ = ("epoch", "first", "indexed", "name", "number", "reindex", "seq")

    def __init__(self, row: Row[Any]) -> None:
        self.number: int = row.number
        self.name: str = row.name
        self.epoch: str = row.epoch
        self.first: int = row.first
        self.indexed: int = row.indexed
        self.reindex: int = row.reindex
        self.seq = last_seq(row)


def last_seq(row: Row[Any]) -> int:
    """
    The last seq of a room's log, from a row of `ROOM`; it stays if all entries up to it were removed.
    """
    seq: int = max(row.first - 1, 0 if row.last is None else seq_of(row.last))
    return seq


def head_of(row: Row[Any]) -> LogHead:
    """
    The head of a room's log, from a row of `ROOM`.
    """
    return LogHead(row.epoch, last_seq(row), row.first)


def settings_of(row: Row[Any]) -> RoomSettings:
    """
    The settings of a room, from a row of `ROOM`.
    """
    retention = None if row.retention is None else Retention.parse(row.retention)
    return RoomSettings(row.title, row.topic, row.slow, retention)


class InitialEpochs:
    """
    The epochs of rooms that are not stored yet.

    A client that joins an empty room gets an epoch, and the room must have the same epoch when the first message
    creates it, also after a restart.  So the epoch is computed from the room's id and a random seed of the database.
    """

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()

    @classmethod
    def of(cls, connection: Connection) -> "InitialEpochs":
        """
        The initial epochs of the database of `connection`.
        """
        return cls(connection.execute(select(meta.c.value).where(meta.c.name == "seed")).scalar_one())

    def new_seed(self, connection: Connection) -> None:
        """
        Replace the seed, in the open transaction: all initial epochs change.
        """
        seed = secrets.token_hex(16)
        connection.execute(update(meta).where(meta.c.name == "seed").values(value=seed))
        self._seed = seed.encode()

    def epoch(self, room: str) -> str:
        """
        The epoch with which `room` is created.
        """
        return urlsafe_b64encode(blake2b(room.encode(), key=self._seed, digest_size=9).digest()).decode()


def new_epoch() -> str:
    """
    A random epoch, which no log has had before.
    """
    return secrets.token_urlsafe(9)


def find_room(connection: Connection, name: str) -> Row[Any] | None:
    """
    The row of `ROOM` of one room, or None if the store does not know it.
    """
    return connection.execute(_NAMED, {"room": name}).one_or_none()


def load_rooms(connection: Connection, names: Iterable[str]) -> dict[str, WriterRoom]:
    """
    The rooms of these names that exist, by name.
    """
    return {name: WriterRoom(row) for name, row in read_room_rows(connection, names).items()}


def read_room_rows(connection: Connection, names: Iterable[str]) -> dict[str, Row[Any]]:
    """
    The rows of `ROOM` of the rooms of these names that exist, by name.
    """
    wanted = sorted(names)
    found: dict[str, Row[Any]] = {}
    for begin in range(0, len(wanted), _NAMES_MAX):
        part = wanted[begin : begin + _NAMES_MAX]
        found |= {row.name: row for row in connection.execute(_ALL_NAMED, {"names": part})}
    return found


def insert_room(connection: Connection, name: str | None, epoch: str, settings: RoomSettings = DEFAULTS) -> int:
    """
    Insert a room with an empty log; returns its number.  A log that is being imported has no name yet.
    """
    row = {"name": name, "epoch": epoch, "first": 1, "indexed": 0} | _columns(name or "", settings)
    made = connection.execute(_INSERT, row).inserted_primary_key
    assert made is not None
    number: int = made[0]
    return number


def update_settings(
    connection: Connection, initial_epochs: InitialEpochs, name: str, changes: dict[str, Any]
) -> tuple[SettingsChange, bool]:
    """
    Apply `changes` to the settings of a room; returns the settings before and after it, and whether a new log has
    replaced the old one.
    """
    row = find_room(connection, name)
    before = DEFAULTS if row is None else settings_of(row)
    after = replace(before, **changes)
    if row is None:
        insert_room(connection, name, initial_epochs.epoch(name), after)
        return SettingsChange(before, after), after.retention is not None and after.retention.nothing
    new_log = _nothing(before) != _nothing(after)
    if new_log:
        abandon_log(connection, row.number)
        insert_room(connection, name, new_epoch(), after)
    else:
        connection.execute(_UPDATE, {"room": row.number} | _columns(name, after))
    return SettingsChange(before, after), new_log


def abandon_log(connection: Connection, number: int) -> None:
    """
    Take the name from a log, so that nobody can read it; `RetentionPurge.clear_abandoned` removes it in small steps.
    """
    connection.execute(update(rooms).where(rooms.c.number == number).values(name=None))


def read_settings(connection: Connection, name: str) -> RoomSettings:
    """
    The settings of a room; the defaults if it does not exist.
    """
    row = find_room(connection, name)
    return DEFAULTS if row is None else settings_of(row)


def list_entries(connection: Connection, after: str, limit: int) -> list[RoomEntry]:
    """
    The first `limit` rooms after the name `after`, in order of names.
    """
    rows = connection.execute(ROOM.where(rooms.c.name > after).order_by(rooms.c.name).limit(limit))
    return [RoomEntry(row.name, head_of(row), settings_of(row)) for row in rows]


def find_public_rooms(connection: Connection, text: str, after: str, limit: int) -> list[PublicRoom]:
    """
    The first `limit` public rooms after `after` that match `text`, as
    `chatd.interfaces.storage.RoomCatalogue.find_rooms`.
    """
    kind = func.coalesce(places.c.kind, "public")
    wanted = (
        select(rooms.c.name, kind.label("kind"), rooms.c.title, rooms.c.topic)
        .outerjoin(places, places.c.room == rooms.c.name)
        # The server's own ids begin with "~": those rooms are not listed.
        .where(rooms.c.name > after, rooms.c.name < "~", kind.in_(LISTED))
        .where(*(rooms.c.words.contains(f" {word}", autoescape=True) for word in words(text)[:WORDS_MAX]))
        .order_by(rooms.c.name)
        .limit(limit)
    )
    return [PublicRoom(row.name, row.kind, row.title, row.topic) for row in connection.execute(wanted)]


def list_open_rooms(connection: Connection, after: str, limit: int) -> list[tuple[str, str]]:
    """
    As `chatd.interfaces.storage.RoomCatalogue.open_rooms`.
    """
    kind = func.coalesce(places.c.kind, "public")
    wanted = (
        select(rooms.c.name, kind)
        .outerjoin(places, places.c.room == rooms.c.name)
        .where(rooms.c.name > after, rooms.c.name < "~", kind.in_(OPEN))
        .order_by(rooms.c.name)
        .limit(limit)
    )
    return [(name, found) for name, found in connection.execute(wanted) if name is not None]


def renew_epochs(connection: Connection, name: str | None) -> list[str]:
    """
    Give a new epoch to the room `name`, or to all rooms if it is None; returns the names of the changed rooms.
    """
    wanted = rooms.c.name.is_not(None) if name is None else rooms.c.name == name
    found = connection.execute(select(rooms.c.number, rooms.c.name).where(wanted).order_by(rooms.c.name)).all()
    if found:
        changes = [{"room": row.number, "new_epoch": new_epoch()} for row in found]
        statement = update(rooms).where(rooms.c.number == bindparam("room")).values(epoch=bindparam("new_epoch"))
        connection.execute(statement, changes)
    return [row.name for row in found]


def entry_range(number: int) -> tuple[int, int]:
    """
    The ids of a room's entries: greater than the first and less than the second.
    """
    return entry_id(number, 0), entry_id(number + 1, 0)


def room_words(name: str, settings: RoomSettings) -> str:
    """
    The words by which a room is found in the list of rooms, each after a space.
    """
    return " " + spaced(f"{name} {settings.title} {settings.topic}")


def _columns(name: str, settings: RoomSettings) -> dict[str, Any]:
    return {
        "title": settings.title,
        "topic": settings.topic,
        "slow": settings.slow,
        "retention": None if settings.retention is None else str(settings.retention),
        "words": room_words(name, settings),
    }


def _nothing(settings: RoomSettings) -> bool:
    return settings.retention is not None and settings.retention.nothing
