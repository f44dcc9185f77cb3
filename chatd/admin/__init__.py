"""
Operators: the control socket, its commands, and files of exported rooms.
"""
