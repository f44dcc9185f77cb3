"""
WebSockets: Autobahn, frames, fan-out, outboxes for slow readers, io_uring.
"""
