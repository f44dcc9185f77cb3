"""
The wire protocol chatd.v1: commands, replies and their JSON.
"""
