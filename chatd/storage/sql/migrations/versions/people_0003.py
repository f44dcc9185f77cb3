"""
Accounts, their sessions and links, keys of back ends, and who ignores whom.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_Long = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """
    The tables of people, empty.
    """
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("shape", sa.Text, nullable=False, unique=True),
        sa.Column("letters", sa.Text, nullable=False, unique=True),
        sa.Column("password", sa.Text),
        sa.Column("created", _Long, nullable=False),
        sa.Column("admin", sa.Boolean, nullable=False),
        sa.Column("disabled", sa.Boolean, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("agent", sa.Text, nullable=False),
        sa.Column("created", _Long, nullable=False),
        sa.Column("used", _Long, nullable=False),
        sa.Column("ends", _Long, nullable=False),
    )
    op.create_index("sessions_by_account", "sessions", ["account"])
    op.create_index("sessions_by_end", "sessions", ["ends"])
    op.create_table(
        "links",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("created", _Long, nullable=False),
        sa.Column("ends", _Long, nullable=False),
        sa.Column("account", sa.String(64)),
    )
    op.create_index("links_by_account", "links", ["account"])
    op.create_table(
        "api_keys",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("created", _Long, nullable=False),
        sa.Column("used", _Long),
        sa.Column("revoked", _Long),
    )
    op.create_table(
        "ignores",
        sa.Column("reader", sa.Text, primary_key=True),
        sa.Column("other", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ignores_by_other", "ignores", ["other"])
