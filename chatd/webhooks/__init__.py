"""
Outgoing webhooks: what happens in rooms is sent to other servers over HTTP.
"""
