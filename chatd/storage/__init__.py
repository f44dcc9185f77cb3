"""
Where everything is kept: the logs, the people, and who belongs where.
"""
