"""
What tests share: fakes, daemons, clients, ports, timeouts.
"""
