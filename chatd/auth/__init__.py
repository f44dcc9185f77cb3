"""
Authentication: accounts, passwords, cookies, guests, API keys, JSON Web Tokens.
"""
