"""
Brings the tables of a PostgreSQL database up to date by running their missing migrations.
"""

from sqlalchemy import Connection

from chatd.storage.sql.revisions import check_revision, insert_seed, newest_revision, revision_of, run_migrations

# Any constant: those who start at once wait for each other.
_UPGRADING = 0x63686174_0001

# Sizes and order of texts must be those of the code: by code points.  Migrations speak of no collation.
_OTHER_COLLATIONS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
    JOIN pg_collation l ON l.oid = a.attcollation
WHERE a.attnum > 0 AND NOT a.attisdropped AND l.collname <> 'C'
ORDER BY 1, 2
"""
_WORDS = (
    "CREATE TABLE IF NOT EXISTS words (id bigint PRIMARY KEY, words tsvector NOT NULL)",
    # A list of pending entries would make some searches slow: entries are added in large steps anyway.
    "CREATE INDEX IF NOT EXISTS words_by_word ON words USING gin (words) WITH (fastupdate = off)",
)


def upgrade_tables(connection: Connection, place: str) -> None:
    """
    Upgrade the tables in one transaction; nothing is changed if they are the newest.

    Raises StartError if a newer version of chatd has written them.
    """
    with connection.begin():
        # Until the end of the transaction.
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (_UPGRADING,))
        revision = revision_of(connection)
        check_revision(place, revision)
        if revision == newest_revision():
            return
        run_migrations(connection, "head")
        if revision is None:
            insert_seed(connection)
        for statement in _WORDS:
            connection.exec_driver_sql(statement)
        preparer = connection.dialect.identifier_preparer
        for table, column, kind in connection.exec_driver_sql(_OTHER_COLLATIONS).all():
            named = preparer.quote(table), preparer.quote(column)
            connection.exec_driver_sql(f'ALTER TABLE {named[0]} ALTER COLUMN {named[1]} TYPE {kind} COLLATE "C"')
