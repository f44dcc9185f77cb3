"""
Filters: what a text must not hold in which rooms, by our own rules and those of plugins.
"""
