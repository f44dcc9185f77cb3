"""
Tests of outgoing webhooks.
"""
