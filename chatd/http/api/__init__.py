"""
The HTTP API: routes, requests, problem documents.
"""
