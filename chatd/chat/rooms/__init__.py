"""
Live state of rooms: subscriptions, feeds, presence, members, read markers, the write queue.
"""
