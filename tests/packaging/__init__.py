"""
What a user gets: built, installed somewhere else, started, stopped.
"""
