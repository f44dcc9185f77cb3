"""
Who has imposed a sanction, by name, and whether the sanctioned user is told the reason.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """
    The reasons that there are were given without a name, and are not told any more.
    """
    op.add_column("sanctions", sa.Column("by_name", sa.Text, nullable=False, server_default=""))
    op.add_column("sanctions", sa.Column("told", sa.Boolean, nullable=False, server_default=sa.false()))
