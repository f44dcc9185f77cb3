"""
The command `chatd`: its command line, the client of the control socket, and work on the data without a daemon.
"""
