"""
Who may invite and write to a user, and who has begun a conversation of two.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """
    Everybody may, and of the conversations that there are, nobody is known to have begun them.
    """
    op.create_table(
        "contacts",
        sa.Column("reader", sa.Text, primary_key=True),
        sa.Column("rule", sa.String(16), nullable=False),
        sqlite_with_rowid=False,
    )
    op.add_column("places", sa.Column("opened_by", sa.Text))
