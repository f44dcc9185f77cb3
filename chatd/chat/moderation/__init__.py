"""
Permissions and moderation: authorization, bans and mutes, membership, room settings, reports, live sessions.
"""
