"""
Who has made an invitation, and which guests something is kept for.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_Long = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """
    Of the invitations that there are, nobody is known to have made them; guests are noted later.
    """
    op.add_column("members", sa.Column("invited_by", sa.Text))
    op.execute("UPDATE members SET invited_by = '' WHERE invited")
    op.create_index("members_by_inviter", "members", ["invited_by"])
    op.create_table(
        "guests",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("seen", _Long, nullable=False),
        sa.Index("guests_by_seen", "seen"),
        sqlite_with_rowid=False,
    )
