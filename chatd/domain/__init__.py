"""
Values and pure rules: events, accounts, rooms, permissions, sanctions, rate limits, names; no I/O, no Twisted.
"""
