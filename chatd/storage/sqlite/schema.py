"""
Brings a database file up to date by running its missing migrations.
"""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection

from chatd.storage.sql.revisions import check_revision, insert_seed, newest_revision, revision_of, run_migrations
from chatd.storage.sqlite.files import copy_database, open_read_only
from chatd.storage.sqlite.fulltext import prepare_index


def copy_path(path: Path, revision: str) -> Path:
    """
    The path of the copy that is made before an upgrade from `revision`.
    """
    return path.with_name(f"{path.name}.before-{revision}")


def check_file(path: Path) -> None:
    """
    Raise StartError if a newer version of chatd has written the database.  Other faults are left to others.
    """
    try:
        connection = open_read_only(path)
        try:
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        finally:
            connection.close()
    except sqlite3.Error:
        return
    check_revision(path, found and found[0])


def upgrade_database(connection: Connection, path: Path, *, target: str = "head") -> Path | None:
    """
    Upgrade the database of `connection`, which can write, to the revision `target`, in one transaction.

    Returns the path of the copy that was made before, or None if nothing was upgraded or the database was empty.
    """
    with connection.begin():
        revision = revision_of(connection)
    check_revision(path, revision)
    if revision == (newest_revision() if target == "head" else target):
        return None
    saved = None
    if revision is not None:
        saved = copy_path(path, revision)
        saved.unlink(missing_ok=True)
        copy_database(path, saved)
    with connection.begin():
        run_migrations(connection, target)
        if revision is None:
            insert_seed(connection)
        if revision_of(connection) == newest_revision():
            prepare_index(connection)
    return saved
