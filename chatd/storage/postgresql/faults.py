"""
What an error of PostgreSQL means: one phrase for operators, without what a user wrote or a password.
"""

import psycopg
from sqlalchemy.exc import DBAPIError

_UNREACHABLE = "the PostgreSQL server cannot be reached"
_READ_ONLY = "the PostgreSQL server is read-only: a standby, or set to default_transaction_read_only"
_DAMAGED = "the PostgreSQL server says that its data is damaged"
# By SQLSTATE, or the first two characters of one (postgresql.org/docs/current/errcodes-appendix.html).
_FAULTS = {
    "08": _UNREACHABLE,
    "25006": _READ_ONLY,
    "28": "the PostgreSQL server refuses the user or the password of store.url",
    "3D000": "there is no database of that name on the PostgreSQL server",
    "40001": "the database is used by another process",
    "40P01": "the database is used by another process",
    "42501": "the user of store.url lacks a right in the database",
    "53100": "the disk of the PostgreSQL server is full",
    "53200": "the PostgreSQL server has not enough memory",
    "53300": "the PostgreSQL server has no free connections (max_connections)",
    "53": "the PostgreSQL server lacks resources",
    "54": "the PostgreSQL server's limits are exceeded",
    "55P03": "the database is used by another process",
    "57014": "the PostgreSQL server has cancelled a statement (statement_timeout?)",
    "57P": "the PostgreSQL server stops or starts",
    "58": "the disk of the PostgreSQL server fails",
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}


class DatabaseInUse(Exception):
    """
    Another chatd uses the database.
    """


class UnsupportedServer(Exception):
    """
    The server or the database cannot be used; the only argument says why, in one phrase.
    """


def fault_of(error: BaseException) -> str | None:
    """
    The fault in one phrase; None if `error` is no fault of the server or the connection.
    """
    if isinstance(error, DatabaseInUse):
        return "another chatd uses the database"
    if isinstance(error, UnsupportedServer):
        return str(error)
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, psycopg.Error):
        return None
    state = cause.sqlstate
    if state is None:
        return _connecting(cause) if isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError) else None
    # Longest first.
    return next((_FAULTS[state[:length]] for length in (5, 3, 2) if state[:length] in _FAULTS), None)


def is_disconnect(error: BaseException) -> bool:
    """
    Whether the connection was lost in which `error` was raised.
    """
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError):
        return False
    return cause.sqlstate is None or cause.sqlstate[:2] == "08" or cause.sqlstate[:3] == "57P"


def _connecting(error: psycopg.Error) -> str:
    # The server's answer to a connection has no SQLSTATE in psycopg.  It is in the server's language; these are not
    # translated by all servers, and what is not recognised is still told as unreachable.
    text = str(error)
    for sign, fault in (
        ("password", _FAULTS["28"]),
        ("authentication", _FAULTS["28"]),
        ("pg_hba.conf", _FAULTS["28"]),
        ("role ", _FAULTS["28"]),
        ("database ", _FAULTS["3D000"]),
        ("too many", _FAULTS["53300"]),
        ("remaining connection slots", _FAULTS["53300"]),
        ("starting up", _FAULTS["57P"]),
        ("shutting down", _FAULTS["57P"]),
    ):
        if sign in text:
            return fault
    return _UNREACHABLE
