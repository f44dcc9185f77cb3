"""
Single values by name, in the table `meta`.
"""

from sqlalchemy import Connection, insert, select

from chatd.storage.sql.tables import meta

CHECKSUM = "checksum"
"""The checksum of a backup; a database that is in use has none."""


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
