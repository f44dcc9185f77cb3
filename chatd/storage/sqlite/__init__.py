"""
Messages, accounts, rooms, the search index, retention, scrubbing and migrations in a SQLite database.
"""
