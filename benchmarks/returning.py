"""
What 50 people who talk notice while 10,000 others come back at once, and at which rate those are let in.

    python -m benchmarks.returning [--people 10000] [--pairs 3] [--seconds 10] [--handshakes 500]

A daemon with its default settings and this `limits.handshakes`.  Everybody who returns has an address of their own
(127.16.0.1 and on) and was there before; when all have left, and the talk begins to be measured, they connect, shake
hands and log in again, all at the same moment.

Paired runs, with and without them, each first in turn: the median of the ratios of the p99 of `say` (until it is
acknowledged) must be at most 2.  Prints what each pair showed, with the rate and how long people waited to get in, and
a verdict as JSON; exit status 0 if it holds, 1 if not, 2 if it could not be measured.
"""

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.attacker import Attacker
from benchmarks.generator import CannotMeasure, Row, faults, measure
from benchmarks.paired import begin_flood, compare, end_flood, judge
from benchmarks.servers import SERVERS, WORK, running

_MUST = 2.0
_TALK = ("--connections", "50", "--publishers", "50", "--rate", "25", "--warmup", "2")
_WARM_UP_SECONDS = 2
_REST_SECONDS = 35
"""After the first arrival: then all of `limits.anonymous_share` is there again, as for people who came long ago."""


def main(arguments: Sequence[str]) -> int:
    """
    Measure and judge, or return.
    """
    options = _parse(arguments)
    if options.crowd:
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        print(json.dumps(asyncio.run(_come_back(options))))
        return 0
    goal = "p99 of say while people return"
    return judge(goal, _MUST, options.pairs, lambda number: _pair(number, options))


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.returning", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=10_000, help="how many return (10000)")
    parser.add_argument("--pairs", type=int, default=3, help="how many paired runs (3)")
    parser.add_argument("--seconds", type=float, default=10, help="how long people talk in each (10)")
    parser.add_argument("--handshakes", type=int, default=500, help="limits.handshakes (500)")
    parser.add_argument("--crowd", type=int, default=0, metavar="PORT", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _pair(number: int, options: argparse.Namespace) -> Row:
    rows: dict[bool, Row] = {}
    crowd: Row = {}
    config = WORK / "returning.toml"
    config.write_text(f"[limits]\nhandshakes = {options.handshakes}\n", encoding="utf-8")
    server = replace(SERVERS["chatd"], name="chatd-returning", config=config)
    for beside in (False, True) if number % 2 else (True, False):
        with running(server) as target:
            returning = _begin(target.port, options) if beside else None
            try:
                rows[beside] = measure(target, *_TALK, "--duration", str(options.seconds))
            finally:
                if returning is not None:
                    crowd = end_flood(returning)
        if wrong := faults(rows[beside]):
            raise CannotMeasure(f"not everything arrived: {wrong}")
    if not crowd["entered"]:
        raise CannotMeasure("nobody got in")
    return compare(rows[False], rows[True], "ack", crowd)


def _begin(port: int, options: argparse.Namespace) -> subprocess.Popen[str]:
    words = ["--crowd", str(port), "--people", str(options.people), "--seconds", str(options.seconds)]
    returning = begin_flood("benchmarks.returning", *words)
    assert returning.stdout is not None
    # All were in and have left.
    returning.stdout.readline()
    return returning


class _Person:
    """
    Somebody who returns: their connection, and the token with which they are the same guest again.
    """

    def __init__(self, port: int, number: int, verdicts: Counter[str]) -> None:
        source = f"127.{16 + (number >> 16)}.{number >> 8 & 255}.{number & 255 or 1}"
        self._attacker = Attacker(port, source, verdicts)
        self._name = f"returning{number}"
        self._token = ""

    async def enter(self) -> float | None:
        """
        Returns after how many seconds they were in; None if they were refused.
        """
        begun = time.monotonic()
        if not await self._attacker.connect():
            return None
        login = {"token": self._token} if self._token else {"guest": self._name}
        answer = await self._attacker.ask(type="login", **login)
        if answer.get("type") != "ok":
            return None
        self._token = answer["token"]
        return time.monotonic() - begun

    def leave(self) -> None:
        self._attacker.leave()


async def _come_back(options: argparse.Namespace) -> Row:
    verdicts: Counter[str] = Counter()
    people = [_Person(options.crowd, number, verdicts) for number in range(options.people)]
    await asyncio.gather(*(person.enter() for person in people))
    for person in people:
        person.leave()
    verdicts.clear()
    await asyncio.sleep(_REST_SECONDS)
    print("gone", flush=True)
    await asyncio.sleep(_WARM_UP_SECONDS)
    begun = time.monotonic()
    entering = [asyncio.ensure_future(person.enter()) for person in people]
    done, late = await asyncio.wait(entering, timeout=options.seconds)
    seconds = time.monotonic() - begun
    waits = [wait for one in done if (wait := one.result()) is not None]
    for one in late:
        one.cancel()
    waits.sort()
    row: Row = {"entered": len(waits), "per_second": round(len(waits) / seconds, 1)}
    if waits:
        row |= {"wait_p50_s": round(waits[len(waits) // 2], 3), "wait_p99_s": round(waits[len(waits) * 99 // 100], 3)}
    return row | {name: count for name, count in sorted(verdicts.items()) if name != "ok"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
