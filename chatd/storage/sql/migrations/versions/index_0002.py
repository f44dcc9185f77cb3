"""
What follows the logs: the words in them, and who said what under which key.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_Long = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """
    Two empty indexes; the store fills them from the logs, which are at `indexed` 0.
    """
    op.add_column("rooms", sa.Column("indexed", _Long, nullable=False, server_default="0"))
    op.create_table(
        "authored",
        sa.Column("room", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("author", sa.Text, primary_key=True),
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("seq", _Long, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        # Only the words, no copy of the texts; searched by room and newest first through the entry's id.
        op.execute(
            "CREATE VIRTUAL TABLE words USING fts5"
            "(text, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2')"
        )
