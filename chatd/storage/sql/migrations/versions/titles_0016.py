"""
Who has set the title and the topic of a room, for erasing users.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """
    Of the titles that there are, nobody is known to have set them.
    """
    op.create_table(
        "titles",
        sa.Column("room", sa.String(164), primary_key=True),
        sa.Column("field", sa.String(8), primary_key=True),
        sa.Column("author", sa.Text, nullable=False),
        sa.Index("titles_by_author", "author"),
        sqlite_with_rowid=False,
    )
