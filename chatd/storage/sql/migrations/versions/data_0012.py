"""
The data of messages: a JSON object of an application's own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """
    The messages that there are have none.
    """
    op.add_column("events", sa.Column("data", sa.Text))
