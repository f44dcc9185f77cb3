"""
Where logs are kept.
"""
