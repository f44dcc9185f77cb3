"""
Text filters and their plugins; public, third parties import it.
"""
