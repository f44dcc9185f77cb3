"""
Logs, accounts and rooms in a SQLite database.
"""
