"""
Rooms and their members, sanctions, reports, and the audit log.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_Long = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """
    The tables of the roster, empty.
    """
    _rooms()
    _sanctions()
    _reports()
    _acts()


def _rooms() -> None:
    op.create_table(
        "places",
        sa.Column("room", sa.String(164), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("one", sa.Text),
        sa.Column("other", sa.Text),
        sa.Column("forgotten", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("places_of_two", "places", ["one", "other"], unique=True)
    op.create_table(
        "members",
        sa.Column("room", sa.String(164), primary_key=True),
        sa.Column("member", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("since", _Long, nullable=False),
        sa.Column("invited", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("members_by_member", "members", ["member"])


def _sanctions() -> None:
    op.create_table(
        "sanctions",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("kind", sa.String(8), primary_key=True),
        sa.Column("room", sa.String(164), primary_key=True),
        sa.Column("target", sa.Text),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("until", _Long),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", _Long, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("sanctions_by_end", "sanctions", ["until"])


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", _Long, primary_key=True, autoincrement=True),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("room", sa.String(164), nullable=False),
        sa.Column("seq", _Long, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("author_name", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.Column("time", _Long, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(16)),
        sa.Column("closed_by", sa.Text),
        sa.Column("closed_by_name", sa.Text),
        sa.Column("closed", _Long),
        sqlite_autoincrement=True,
    )
    op.create_index("reports_by_state", "reports", ["open", "id"])
    op.create_index("reports_by_room", "reports", ["room", "open", "id"])
    op.create_index("reports_by_author", "reports", ["author"])
    op.create_index("reports_by_reporter", "reports", ["by", "room", "seq"])
    op.create_index("reports_by_closer", "reports", ["closed_by"])


def _acts() -> None:
    op.create_table(
        "acts",
        sa.Column("id", _Long, primary_key=True, autoincrement=True),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.Column("time", _Long, nullable=False),
        sa.Column("target", sa.Text),
        sa.Column("target_name", sa.Text),
        sa.Column("room", sa.String(164)),
        sa.Column("seq", _Long),
        sa.Column("until", _Long),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("acts_by_room", "acts", ["room", "id"])
    op.create_index("acts_by_actor", "acts", ["by"])
    op.create_index("acts_by_target", "acts", ["target"])
