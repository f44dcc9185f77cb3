"""
Real-time messaging for a web site, from one command: ``twistd -n chatd --port 8080``.
"""

__version__ = "0.1.0"
