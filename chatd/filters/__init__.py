"""
Text filters and their plugins; public: plugins import it.
"""
