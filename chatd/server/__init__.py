"""
Composition: settings, wiring, the node, listening, signals, standard streams, the twistd service.
"""
