"""
The operator commands by topic: request, answer, function and table row of each.
"""
