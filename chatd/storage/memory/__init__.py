"""
Logs, accounts and rooms in memory, for tests and for `store.url = "memory:"`.
"""
