"""
Tokens that are refused before they expire.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """
    No token is revoked yet.
    """
    op.create_table(
        "revocations",
        sa.Column("issuer", sa.String(40), primary_key=True),
        sa.Column("kind", sa.String(8), primary_key=True),
        sa.Column("value", sa.Text, primary_key=True),
        sa.Column("before", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("ends", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Index("revocations_by_end", "ends"),
        sqlite_with_rowid=False,
    )
