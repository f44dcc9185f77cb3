"""
The database in a SQLite file: connections, search index, scrubbing, copies and checks.
"""
