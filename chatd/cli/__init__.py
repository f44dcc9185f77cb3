"""
The command line `chatd`.
"""
