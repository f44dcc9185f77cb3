"""
How long a test waits for what has to come, before it fails instead of hanging.
"""

PATIENCE = 90.0
"""Seconds.  A machine with much else to do is slow, not broken: nothing is asserted of how long anything takes."""
