"""
Implementations of the storage interfaces: SQLite and memory.
"""
