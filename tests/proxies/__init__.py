"""
chatd behind real proxies, each configured as deploy/README.md says.
"""
