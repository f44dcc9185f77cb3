"""
Operators: the control socket, their commands, files of exported rooms.
"""
