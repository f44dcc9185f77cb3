"""
The tests of chatd.storage.
"""
