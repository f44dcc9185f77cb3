"""
``make conformance``: every case, once without and once with permessage-deflate.  The exit status is 1 if one fails.

With ``--quick`` only the chapters that take no time: framing, pings, fragments, UTF-8, the closing handshake.  With
``--sample`` a few cases of the others: large messages, compression.
"""

import asyncio
import sys
import time

from tests.conformance.run import ALL, BASIC, COUNTS, SAMPLE, run
from tests.conformance.verdicts import table


def main() -> int:
    """
    0 if all is well.
    """
    patterns = BASIC if "--quick" in sys.argv[1:] else SAMPLE if "--sample" in sys.argv[1:] else ALL
    failed = 0
    for deflate in (False, True):
        name = "with permessage-deflate" if deflate else "without compression"
        print(f"RFC 6455, {name}", flush=True)
        begin = time.monotonic()
        verdicts = asyncio.run(run(patterns, deflate=deflate))
        bad = sum(not verdict.good for verdict in verdicts)
        missing = COUNTS[patterns] - len({verdict.case for verdict in verdicts})
        failed += bad + abs(missing)
        print(table(verdicts))
        seconds = time.monotonic() - begin
        print(f"{len(verdicts)} cases, {bad} failed, {missing} missing, in {seconds:.0f} s\n", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
