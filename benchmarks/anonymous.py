"""
What 50 people who talk notice while a hundred connections on which nobody logs in take what they can get.

    python -m benchmarks.anonymous [--pairs 5] [--seconds 8] [--share 0.2]

The strangers send, as fast as the server reads it: logins with names that are dear to check and refused, commands that
need a login, malformed and deeply nested JSON, binary frames; who is closed comes back.  Limits per address are lifted,
as if each had an address of its own: only `limits.anonymous_share` bounds them.

Paired runs, with and without the attack, each first in turn: the median of the ratios of the p99 of `say` (until it is
acknowledged) must be at most 2.  Prints what each pair showed and a verdict as JSON; exit status 0 if it holds, 1 if
not, 2 if it could not be measured.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.attacker import Attacker, command, text_frame
from benchmarks.generator import CannotMeasure, Row, faults, measure
from benchmarks.paired import begin_flood, compare, end_flood, judge
from benchmarks.servers import HERE, SERVERS, WORK, running

_MUST = 2.0
_TALK = ("--connections", "50", "--publishers", "50", "--rate", "25", "--warmup", "2")
_CONNECTIONS = 100
_EXTRA_SECONDS = 4
"""The attack begins before the talk is measured, and ends after it."""


def main(arguments: Sequence[str]) -> int:
    """
    Measure and judge, or attack.
    """
    options = _parse(arguments)
    if options.attack:
        print(json.dumps(asyncio.run(_attack(options))))
        return 0
    return judge(
        "p99 of say beside connections without a login", _MUST, options.pairs, lambda number: _pair(number, options)
    )


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.anonymous", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=5, help="how many paired runs (5)")
    parser.add_argument("--seconds", type=float, default=8, help="how long people talk in each (8)")
    parser.add_argument("--share", type=float, default=0.2, help="limits.anonymous_share (0.2)")
    parser.add_argument("--attack", type=int, default=0, metavar="PORT", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _pair(number: int, options: argparse.Namespace) -> Row:
    rows: dict[bool, Row] = {}
    attacked: Row = {}
    config = WORK / "anonymous.toml"
    limits = f"[limits]\nanonymous_share = {options.share}\n"
    config.write_text((HERE / "flood.toml").read_text(encoding="utf-8").replace("[limits]\n", limits), encoding="utf-8")
    server = replace(SERVERS["chatd"], name="chatd-anonymous", config=config)
    for beside in (False, True) if number % 2 else (True, False):
        with running(server) as target:
            attack = _begin_attack(target.port, options) if beside else None
            try:
                rows[beside] = measure(target, *_TALK, "--duration", str(options.seconds))
            finally:
                if attack is not None:
                    attacked = end_flood(attack)
        if wrong := faults(rows[beside]):
            raise CannotMeasure(f"not everything arrived: {wrong}")
    return compare(rows[False], rows[True], "ack", attacked)


def _begin_attack(port: int, options: argparse.Namespace) -> subprocess.Popen[str]:
    words = ["--attack", str(port), "--seconds", str(options.seconds + _EXTRA_SECONDS)]
    attack = begin_flood("benchmarks.anonymous", *words)
    time.sleep(1)
    return attack


def _blows(number: int) -> bytes:
    # What one connection sends at once.
    names = ["\ufdfa" * 32, "\u4e2d" * 32 + "\ufdfa" * 5, f"{number}" + "a\u0301" * 40, "\u202e" * 128]
    dear = [command(type="login", guest=name) for name in names]
    nobody = [command(type="find", name="\ufdfa" * 128), command(type="search", room="lobby", text="\ufdfa" * 500)]
    nested, binary = text_frame(b"[" * 4000), b"\x82\x84" + bytes(4) + b"\xff" * 4
    tokens = [command(type="login", token="e30." * 300)]
    return b"".join((*dear, *nobody, nested, binary, *tokens))


async def _strike(port: int, number: int, until: float, verdicts: Counter[str]) -> None:
    attacker, blows = Attacker(port, "127.0.0.1", verdicts), _blows(number)
    while time.monotonic() < until:
        if not attacker.open and not await attacker.connect():
            await asyncio.sleep(0.05)
            continue
        attacker.write(blows)
        await attacker.drain()
        await asyncio.sleep(0.001)
    attacker.leave()


async def _attack(options: argparse.Namespace) -> Row:
    verdicts: Counter[str] = Counter()
    until = time.monotonic() + options.seconds
    strikes = [_strike(options.attack, number, until, verdicts) for number in range(_CONNECTIONS)]
    begun = [asyncio.ensure_future(strike) for strike in strikes]
    await asyncio.wait(begun, timeout=options.seconds + 1)
    for strike in begun:
        strike.cancel()
    return dict(verdicts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
