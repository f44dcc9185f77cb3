"""
Outgoing webhooks, with their cursors, events and deliveries.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

LONG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """
    There are none yet.
    """
    op.create_table(
        "webhooks",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("events", sa.Text, nullable=False),
        sa.Column("rooms", sa.Text, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("former_secret", sa.Text),
        sa.Column("former_until", LONG),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("created", LONG, nullable=False),
        sa.Column("first_event", LONG, nullable=False),
    )
    op.create_table(
        "webhook_cursors",
        sa.Column("webhook", sa.String(32), primary_key=True),
        sa.Column("room", sa.String(164), primary_key=True),
        sa.Column("epoch", sa.String(24), nullable=False),
        sa.Column("seq", LONG, nullable=False),
        sa.Column("time", LONG, nullable=False),
        sa.Column("event", LONG, nullable=False),
        sa.Index("webhook_cursors_by_room", "room"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "webhook_events",
        sa.Column("id", LONG, primary_key=True, autoincrement=True),
        sa.Column("event", sa.String(24), nullable=False),
        sa.Column("room", sa.String(164), nullable=False),
        sa.Column("time", LONG, nullable=False),
        sa.Column("user", sa.Text, nullable=False, server_default=""),
        sa.Column("name", sa.Text, nullable=False, server_default=""),
        sa.Column("count", sa.Integer, nullable=False, server_default="0"),
        sa.Column("ref", LONG),
        sa.Index("webhook_events_by_room", "room", "id"),
        sa.Index("webhook_events_by_user", "user"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "webhook_present",
        sa.Column("room", sa.String(164), primary_key=True),
        sa.Column("user", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Index("webhook_present_by_user", "user"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "webhook_deliveries",
        sa.Column("id", LONG, primary_key=True, autoincrement=True),
        sa.Column("webhook", sa.String(32), nullable=False),
        sa.Column("message", sa.String(64), nullable=False),
        sa.Column("time", LONG, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("milliseconds", sa.Integer, nullable=False),
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("parts", sa.Text, nullable=False),
        sa.Index("webhook_deliveries_of", "webhook", "id"),
        sqlite_autoincrement=True,
    )
