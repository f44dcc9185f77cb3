"""
The HTTP API: what a page needs to sign people in, and what back ends ask for.
"""
