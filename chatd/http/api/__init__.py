"""
The HTTP API below /api: the table of routes, requests, signing in, accounts, tasks.
"""
