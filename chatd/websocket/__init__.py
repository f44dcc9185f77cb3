"""
Sessions to sockets: Autobahn, frames, fan-out, outboxes, io_uring.
"""
