"""
The parts of the command ``chatd``.
"""
