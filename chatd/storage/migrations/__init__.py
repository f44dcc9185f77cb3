"""
The steps from an empty file to the present tables, for Alembic.
"""
