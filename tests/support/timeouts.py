"""
How long tests wait for an event before they fail.
"""

PATIENCE = 90.0
"""Seconds.  A machine with much else to do is slow, not broken: nothing is asserted of how long anything takes."""
