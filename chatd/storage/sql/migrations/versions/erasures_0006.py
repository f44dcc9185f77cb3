"""
The users whose words are being removed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """
    An empty table.
    """
    op.create_table("erasures", sa.Column("user", sa.Text, primary_key=True), sqlite_with_rowid=False)
