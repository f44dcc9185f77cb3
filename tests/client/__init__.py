"""
The clients for Python programs.
"""
