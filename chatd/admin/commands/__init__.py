"""
The operator's commands by topic: for each its request, its answer, its function and its row of the table.
"""
