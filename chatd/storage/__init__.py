"""
Implementations of the storage interfaces, in SQL and in memory; the data directory; the words of a search.
"""
