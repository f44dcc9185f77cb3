"""
What the list of rooms is searched by.
"""

import sqlalchemy as sa
from alembic import op

from chatd.storage.search_text import spaced

revision = "0008"
down_revision = "0007"

_rooms = sa.table("rooms", *(sa.column(name) for name in ("number", "name", "title", "topic", "words")))


def upgrade() -> None:
    """
    The words of the rooms that there are.
    """
    op.add_column("rooms", sa.Column("words", sa.Text, nullable=False, server_default=""))
    connection = op.get_bind()
    found = connection.execute(sa.select(_rooms).where(_rooms.c.name.is_not(None))).all()
    if found:
        rows = [{"room": row.number, "found": " " + spaced(f"{row.name} {row.title} {row.topic}")} for row in found]
        change = sa.update(_rooms).where(_rooms.c.number == sa.bindparam("room"))
        connection.execute(change.values(words=sa.bindparam("found")), rows)
