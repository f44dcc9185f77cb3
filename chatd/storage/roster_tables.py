"""
The tables of the roster: rooms and their members, sanctions, reports, and the audit log.

Beside each user's id stands what they were called; '' for somebody who was forgotten.
"""

from sqlalchemy import Boolean, Column, Index, String, Table, Text

from chatd.storage.tables import METADATA, Long

# Of a direct room `one` and `other` are the two it is for, the lower id first; `forgotten`: one of them was erased.
places = Table(
    "places",
    METADATA,
    Column("room", String(164), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("one", Text),
    Column("other", Text),
    Column("forgotten", Boolean, nullable=False),
    Index("places_of_two", "one", "other", unique=True),
    sqlite_with_rowid=False,
)

members = Table(
    "members",
    METADATA,
    Column("room", String(164), primary_key=True),
    Column("member", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("since", Long, nullable=False),
    Column("invited", Boolean, nullable=False),
    Index("members_by_member", "member"),
    sqlite_with_rowid=False,
)

# `room` is '' for the site: what is in a key cannot be NULL.
sanctions = Table(
    "sanctions",
    METADATA,
    Column("subject", Text, primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("room", String(164), primary_key=True),
    Column("target", Text),
    Column("name", Text, nullable=False),
    Column("address", Text),
    Column("until", Long),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Long, nullable=False),
    Index("sanctions_by_end", "until"),
    sqlite_with_rowid=False,
)

reports = Table(
    "reports",
    METADATA,
    Column("id", Long, primary_key=True, autoincrement=True),
    Column("open", Boolean, nullable=False),
    Column("room", String(164), nullable=False),
    Column("seq", Long, nullable=False),
    Column("author", Text, nullable=False),
    Column("author_name", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("by_name", Text, nullable=False),
    Column("time", Long, nullable=False),
    Column("reason", Text, nullable=False),
    Column("outcome", String(16)),
    Column("closed_by", Text),
    Column("closed_by_name", Text),
    Column("closed", Long),
    Index("reports_by_state", "open", "id"),
    Index("reports_by_room", "room", "open", "id"),
    Index("reports_by_author", "author"),
    Index("reports_by_reporter", "by", "room", "seq"),
    Index("reports_by_closer", "closed_by"),
    sqlite_autoincrement=True,
)

# Rows are added, and nothing of them changes but the names of those who are forgotten.
acts = Table(
    "acts",
    METADATA,
    Column("id", Long, primary_key=True, autoincrement=True),
    Column("action", String(32), nullable=False),
    Column("by", Text, nullable=False),
    Column("by_name", Text, nullable=False),
    Column("time", Long, nullable=False),
    Column("target", Text),
    Column("target_name", Text),
    Column("room", String(164)),
    Column("seq", Long),
    Column("until", Long),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Index("acts_by_room", "room", "id"),
    Index("acts_by_actor", "by"),
    Index("acts_by_target", "target"),
    sqlite_autoincrement=True,
)
