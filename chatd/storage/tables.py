"""
What stands where: the tables of the durable store.

An entry's id is its room's number and its `seq` in one integer, so that the one tree of `events` holds the log of each
room in order: a page is one walk, the head is the last id of a room's range, and nothing else is written per message.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    text,
)

METADATA = MetaData()
Long = BigInteger().with_variant(Integer, "sqlite")
"""A whole number of 64 bits; SQLite numbers rows by themselves in an ``INTEGER`` only."""

MESSAGE, EDIT, DELETE = range(3)
"""What `events.kind` says."""

SEQ_BITS = 32
SEQ_MASK = (1 << SEQ_BITS) - 1


def entry_id(room: int, seq: int) -> int:
    """
    The id of an entry: `room` is the room's number.
    """
    return room << SEQ_BITS | seq


def seq_of(entry: int) -> int:
    """
    The `seq` in an entry's id.
    """
    return entry & SEQ_MASK


def room_of(entry: int) -> int:
    """
    The number of the room in an entry's id.
    """
    return entry >> SEQ_BITS


# A log that was made anew leaves the old one behind under a number without a name, to be cleared away in small steps.
# `first`: the oldest seq that is still shown.  `indexed`: the search index and `authored` have taken in all up to here,
# but for the messages up to `reindex`, which an index that is being made anew does not hold yet.
rooms = Table(
    "rooms",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("name", String(164), unique=True),
    Column("epoch", String(24), nullable=False),
    Column("first", Long, nullable=False),
    Column("indexed", Long, nullable=False, server_default="0"),
    Column("title", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("slow", Integer, nullable=False),
    Column("retention", String(40)),
    Column("reindex", Long, nullable=False, server_default="0"),
)

# `text` is a message's present text, and the only place where it stands; NULL: deleted.  `link` is, of a message, the
# seq of the edit or delete that made it what it is, and of an edit or delete, the message it is about.  `digest` knows
# the text that a key came with once `text` is another one.
events = Table(
    "events",
    METADATA,
    Column("id", Long, primary_key=True, autoincrement=False),
    Column("kind", SmallInteger, nullable=False),
    Column("author", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("time", Long, nullable=False),
    Column("text", Text),
    Column("key", String(64)),
    Column("reply_to", Long),
    Column("link", Long),
    Column("digest", LargeBinary),
)

# Who said what under which key ('' for none).  Scattered where `events` is in order, so it follows in large steps.
authored = Table(
    "authored",
    METADATA,
    Column("room", Integer, primary_key=True, autoincrement=False),
    Column("author", Text, primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("seq", Long, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

seen = Table(
    "seen",
    METADATA,
    Column("reader", Text, primary_key=True),
    Column("room", Integer, primary_key=True, autoincrement=False),
    Column("seq", Long, nullable=False),
    sqlite_with_rowid=False,
)

meta = Table(
    "meta",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

Index("rooms_left_behind", rooms.c.number, sqlite_where=text("name IS NULL"), postgresql_where=text("name IS NULL"))

erasures = Table("erasures", METADATA, Column("user", Text, primary_key=True), sqlite_with_rowid=False)
"""The users whose words are being removed: from the moment that this is certain until the last of them is gone."""
