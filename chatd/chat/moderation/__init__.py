"""
Permissions and moderation: authorization, sanctions, membership, settings, reports.
"""
