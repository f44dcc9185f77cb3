"""
The commands of a session: the table of them, and the services that carry them out.
"""
