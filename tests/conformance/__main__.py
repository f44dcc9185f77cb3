"""
``make conformance``: every case, once without and once with permessage-deflate.  The exit status is 1 if one fails.
"""

import asyncio
import sys
import time
from collections import Counter

from tests.conformance.run import ALL, COUNT, Verdict, run

COLUMNS = ("ok", "informational", "declined", "failed")


def table(verdicts: list[Verdict]) -> str:
    """
    A line for each chapter of the suite, one for the whole, and one for each case that failed.
    """
    counts: dict[str, Counter[str]] = {}
    for verdict in verdicts:
        column = verdict.outcome if verdict.good else "failed"
        counts.setdefault(verdict.group, Counter())[column] += 1
    lines = ["chapter " + "".join(f"{column:>15}" for column in COLUMNS)]
    chapters = sorted(counts, key=int)
    counts["all"] = sum(counts.values(), Counter[str]())
    lines += [f"{name:8}" + "".join(f"{counts[name][column]:15}" for column in COLUMNS) for name in (*chapters, "all")]
    lines += [f"FAILED {v.case}: {v.outcome}: {v.reason}" for v in verdicts if not v.good]
    return "\n".join(lines)


def main() -> int:
    """
    0 if all is well.
    """
    failed = 0
    for deflate in (False, True):
        name = "with permessage-deflate" if deflate else "without compression"
        print(f"RFC 6455, {name}", flush=True)
        begin = time.monotonic()
        verdicts = asyncio.run(run(ALL, deflate=deflate))
        bad = sum(not verdict.good for verdict in verdicts)
        missing = COUNT - len({verdict.case for verdict in verdicts})
        failed += bad + abs(missing)
        print(table(verdicts))
        print(
            f"{len(verdicts)} cases, {bad} failed, {missing} missing, in {time.monotonic() - begin:.0f} s\n", flush=True
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
