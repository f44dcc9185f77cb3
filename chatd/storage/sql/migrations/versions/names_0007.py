"""
Sign-in names beside display names, and names that rest after they were given up.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_Long = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """
    Every account signs in with the name that it has now; no name rests.
    """
    for column in ("login", "login_shape", "login_letters"):
        op.add_column("accounts", sa.Column(column, sa.Text, nullable=False, server_default=""))
    op.execute("UPDATE accounts SET login = name, login_shape = shape, login_letters = letters")
    op.create_index("accounts_by_login_shape", "accounts", ["login_shape"], unique=True)
    op.create_index("accounts_by_login_letters", "accounts", ["login_letters"], unique=True)
    op.create_table(
        "resting_names",
        sa.Column("shape", sa.String(32), primary_key=True),
        sa.Column("letters", sa.String(32), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("until", _Long, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("resting_names_by_letters", "resting_names", ["letters"])
    op.create_index("resting_names_by_end", "resting_names", ["until"])
