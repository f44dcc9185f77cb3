"""
What the command ``chatd`` is made of.
"""
