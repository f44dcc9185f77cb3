"""
The one port: first requests, upgrades, the HTTP channel, static files.
"""
