"""
The commands of a session: their table, and the services that run them.
"""
