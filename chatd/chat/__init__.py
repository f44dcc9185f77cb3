"""
The use cases of one node: who is connected, and what they may do.
"""
