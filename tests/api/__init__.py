"""
Tests of `chatd.api`.
"""
