"""
A search index of words that chatd separates itself, in place of those that SQLite separated.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_Long = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """
    An empty index; the store fills it from the logs in the background, each room from `reindex` down to its beginning.
    """
    op.add_column("rooms", sa.Column("reindex", _Long, nullable=False, server_default="0"))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE words")
        op.execute(
            "CREATE VIRTUAL TABLE words USING fts5"
            "(text, content='', columnsize=0, tokenize=\"ascii tokenchars '#@&%_/\\+=<>|~$.'\")"
        )
