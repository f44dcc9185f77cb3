"""
HTTP: first requests, upgrades to WebSockets, proxies, origins, limits per address, static files, the API.
"""
