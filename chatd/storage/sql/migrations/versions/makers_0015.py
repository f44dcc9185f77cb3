"""
Sanctions are found by who has imposed them, for erasing users.
"""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """
    Only an index.
    """
    op.create_index("sanctions_by_maker", "sanctions", ["by"])
