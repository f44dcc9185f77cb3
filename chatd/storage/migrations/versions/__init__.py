"""
One module a step.
"""
