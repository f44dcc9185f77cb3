"""
Brings a database file up to date by running its missing migrations.
"""

import secrets
import sqlite3
from functools import cache
from pathlib import Path
from pkgutil import iter_modules

from sqlalchemy import Connection, column, insert, inspect, select, table

from chatd.errors import StartError
from chatd.storage.sqlite.files import copy_database, open_read_only
from chatd.storage.sqlite.fulltext import prepare_index
from chatd.storage.sqlite.migrations import versions
from chatd.storage.sqlite.tables import meta

_VERSION = table("alembic_version", column("version_num"))
"""Alembic's own table."""


@cache
def _revisions() -> list[str]:
    # The names of the migrations end in their revisions, which are numbers.  Alembic would import them all to tell.
    return sorted(module.name[-4:] for module in iter_modules(versions.__path__))


def newest_revision() -> str:
    """
    The revision of the tables that this version of chatd uses.
    """
    return _revisions()[-1]


def revision_of(connection: Connection) -> str | None:
    """
    The revision of an open database; None if it is empty.
    """
    if not inspect(connection).has_table(_VERSION.name):
        return None
    return connection.execute(select(_VERSION.c.version_num)).scalar_one_or_none()


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
    _check_revision(path, found and found[0])


def _check_revision(path: Path, revision: str | None) -> None:
    if revision is not None and revision not in _revisions():
        raise StartError(f"{path}: a newer chatd has written it (schema {revision}); install that or restore a backup")


def upgrade_database(connection: Connection, path: Path, *, target: str = "head") -> Path | None:
    """
    Upgrade the database of `connection`, which can write, to the revision `target`, in one transaction.

    Returns the path of the copy that was made before, or None if nothing was upgraded or the database was empty.
    """
    with connection.begin():
        revision = revision_of(connection)
    _check_revision(path, revision)
    if revision == (newest_revision() if target == "head" else target):
        return None
    saved = None
    if revision is not None:
        saved = copy_path(path, revision)
        saved.unlink(missing_ok=True)
        copy_database(path, saved)
    # Few starts upgrade anything, and Alembic takes a tenth of a start to be imported.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "chatd.storage.sqlite:migrations")
    config.set_main_option("version_locations", "chatd.storage.sqlite.migrations:versions")
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    with connection.begin():
        command.upgrade(config, target)
        if revision is None:
            connection.execute(insert(meta).values(name="seed", value=secrets.token_hex(16)))
        if revision_of(connection) == newest_revision() and connection.dialect.name == "sqlite":
            prepare_index(connection)
    return saved


def get_marker(connection: Connection, name: str) -> str | None:
    """
    The value that `set_marker` stored under `name`, or None.
    """
    return connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar_one_or_none()


def set_marker(connection: Connection, name: str, value: str) -> None:
    """
    Store a value under `name`, in the open transaction.
    """
    remove_marker(connection, name)
    connection.execute(insert(meta).values(name=name, value=value))


def remove_marker(connection: Connection, name: str) -> None:
    """
    Remove what `set_marker` stored under `name`, in the open transaction.
    """
    connection.execute(meta.delete().where(meta.c.name == name))
