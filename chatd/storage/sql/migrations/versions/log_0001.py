"""
Rooms, their logs, and who has read how far.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_Long = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """
    The tables of a log.
    """
    op.create_table(
        "rooms",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(164), unique=True),
        sa.Column("epoch", sa.String(24), nullable=False),
        sa.Column("first", _Long, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("slow", sa.Integer, nullable=False),
        sa.Column("retention", sa.String(40)),
    )
    unnamed = sa.text("name IS NULL")
    op.create_index("rooms_left_behind", "rooms", ["number"], sqlite_where=unnamed, postgresql_where=unnamed)
    op.create_table(
        "events",
        sa.Column("id", _Long, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.SmallInteger, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("time", _Long, nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("key", sa.String(64)),
        sa.Column("reply_to", _Long),
        sa.Column("link", _Long),
        sa.Column("digest", sa.LargeBinary),
    )
    op.create_table(
        "seen",
        sa.Column("reader", sa.Text, primary_key=True),
        sa.Column("room", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seq", _Long, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
