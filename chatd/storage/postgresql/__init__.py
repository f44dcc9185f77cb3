"""
The database on a PostgreSQL server: connections, statements for many rows, search index, migrations.
"""
