"""
Implementations of the storage interfaces, SQLite and memory; the data directory; the words of a search.
"""
