"""
How much random input a test tries.
"""

import os


def examples(short: int) -> int:
    """
    `short`, or in a long run (``make fuzz``) ``CHATD_FUZZ`` times as many.
    """
    return short * int(os.environ.get("CHATD_FUZZ", "1"))
