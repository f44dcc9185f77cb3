"""
What the stores in a SQL database share: tables, statements, group commit, maintenance and migrations.
"""
