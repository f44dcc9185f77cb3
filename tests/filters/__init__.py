"""
The tests of `chatd.filters`.
"""
