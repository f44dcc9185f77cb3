"""
Rows that may be there already.  SQLite and PostgreSQL have the same clause, and SQLAlchemy one for each.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Table


def add_row(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """
    Insert a row, in the open transaction, unless one with a unique value of it is there; returns whether it was not.
    """
    return connection.execute(_insert_missing(connection.dialect.name, table), row).rowcount > 0


def put_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """
    Insert rows, in the open transaction; a row with the same primary key is replaced.
    """
    connection.execute(_insert_or_replace(connection.dialect.name, table), rows)


@cache
def _insert_missing(dialect: str, table: Table) -> Any:
    # A statement that returns the key of its row has no count otherwise.
    return _insert(dialect, table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


@cache
def _insert_or_replace(dialect: str, table: Table) -> Any:
    inserted = _insert(dialect, table)
    key = [column.name for column in table.primary_key]
    others = {name: inserted.excluded[name] for name in table.columns.keys() if name not in key}  # noqa: SIM118 - columns
    return inserted.on_conflict_do_update(index_elements=key, set_=others)


def _insert(dialect: str, table: Table) -> Any:
    # Only the one in use is imported.
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
