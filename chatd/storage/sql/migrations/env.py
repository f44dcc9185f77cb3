"""
Run by Alembic for each upgrade, in the transaction of the connection it was given.
"""

from alembic import context

from chatd.storage.sql.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
