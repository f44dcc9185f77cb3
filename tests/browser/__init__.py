"""
What a person sees: the page in a real Chromium, against a real twistd.
"""
