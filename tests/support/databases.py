"""
Databases for tests that are not about the migrations.
"""

import tempfile
from functools import cache
from pathlib import Path

from chatd.storage.sqlite import schema
from tests.support.direct_transactions import DirectTransactions


@cache
def empty_database() -> bytes:
    """
    The file of a database with its tables and nothing in them; the migrations make it once in each process.
    """
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "chatd.sqlite"
        store = DirectTransactions(path)
        schema.upgrade_database(store.connection, path)
        store.end()
        return path.read_bytes()
