"""
The tests of chatd: `tests/` mirrors `chatd/`.
"""

from hypothesis import settings

# The same examples in every run, and no deadline: a busy machine fails no test.
settings.register_profile("chatd", derandomize=True, deadline=None)
settings.load_profile("chatd")
