"""
The tables of people: accounts, sessions, links, keys, and who ignores whom.
"""

from sqlalchemy import Boolean, Column, Index, String, Table, Text

from chatd.storage.tables import METADATA, Long

# `shape` and `letters` are what is compared of names (`chatd.lookalikes.Likeness`).
accounts = Table(
    "accounts",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("shape", Text, nullable=False, unique=True),
    Column("letters", Text, nullable=False, unique=True),
    Column("password", Text),
    Column("created", Long, nullable=False),
    Column("admin", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
)

# Of all tokens only the SHA-256 stands here.
sessions = Table(
    "sessions",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("account", String(64), nullable=False),
    Column("agent", Text, nullable=False),
    Column("created", Long, nullable=False),
    Column("used", Long, nullable=False),
    Column("ends", Long, nullable=False),
    Index("sessions_by_account", "account"),
    Index("sessions_by_end", "ends"),
)

links = Table(
    "links",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("by", Text, nullable=False),
    Column("created", Long, nullable=False),
    Column("ends", Long, nullable=False),
    Column("account", String(64)),
    Index("links_by_account", "account"),
)

api_keys = Table(
    "api_keys",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("scope", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("created", Long, nullable=False),
    Column("used", Long),
    Column("revoked", Long),
)

ignores = Table(
    "ignores",
    METADATA,
    Column("reader", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    Index("ignores_by_other", "other"),
    sqlite_with_rowid=False,
)
