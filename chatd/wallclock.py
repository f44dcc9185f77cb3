"""
The time of day, which only the composition looks at: everything else is handed it.
"""

import time


def now_ms() -> int:
    """
    Milliseconds since 1970 UTC: a `chatd.ports.Now`.
    """
    return time.time_ns() // 1_000_000
