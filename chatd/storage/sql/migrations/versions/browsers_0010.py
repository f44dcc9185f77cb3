"""
Which cookies of known browsers are valid.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """
    No browser is known yet.
    """
    op.add_column("accounts", sa.Column("browsers", sa.Integer, nullable=False, server_default="0"))
