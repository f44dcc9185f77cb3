"""
The use cases of one node: sessions and their commands, live rooms, permissions and moderation, erasing users.
"""
