"""
Composition: settings, wiring, the node, the twistd service.
"""
