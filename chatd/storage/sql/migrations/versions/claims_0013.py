"""
The roles that the last token of each user gave.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_Long = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """
    None are known yet.
    """
    op.create_table(
        "claims",
        sa.Column("user", sa.Text, primary_key=True),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("seen", _Long, nullable=False),
        sa.Index("claims_by_seen", "seen"),
        sqlite_with_rowid=False,
    )
