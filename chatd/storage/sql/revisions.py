"""
The revisions of the tables, and the migrations between them.
"""

import secrets
from functools import cache
from pkgutil import iter_modules

from sqlalchemy import Connection, column, insert, inspect, select, table

from chatd.errors import StartError
from chatd.storage.sql.migrations import versions
from chatd.storage.sql.tables import meta

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


def check_revision(place: object, revision: str | None) -> None:
    """
    Raise StartError if a newer version of chatd has written the database in `place`, whose revision is given.
    """
    if revision is not None and revision not in _revisions():
        raise StartError(f"{place}: a newer chatd has written it (schema {revision}); install that or restore a backup")


def run_migrations(connection: Connection, target: str) -> None:
    """
    Upgrade the tables to the revision `target`, in the open transaction.
    """
    # Few starts upgrade anything, and Alembic takes a tenth of a start to be imported.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "chatd.storage.sql:migrations")
    config.set_main_option("version_locations", "chatd.storage.sql.migrations:versions")
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def insert_seed(connection: Connection) -> None:
    """
    Give a new database its random seed (`chatd.storage.sql.room_table.InitialEpochs`), in the open transaction.
    """
    connection.execute(insert(meta).values(name="seed", value=secrets.token_hex(16)))
