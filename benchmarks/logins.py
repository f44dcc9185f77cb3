"""
What people who chat notice while somebody tries a thousand passwords a second.

    python -m benchmarks.logins [--pairs 5] [--seconds 8] [--rate 1000] [--addresses 500]

A hundred people talk in one room, all of them, twenty messages a second in all.  Paired runs, with and without the
flood, each first in turn: the median of the five ratios of their p99 must be at most 1.5.  The flood comes from its own
process, beside the load generator, over kept connections from many addresses of the loopback, so that budgets per
address let many tries through: the threads that hash always have work, and what they cannot take is refused.

Prints what each pair showed and a verdict as JSON; exit status 0 if it holds, 1 if not, 2 if it could not be measured.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence

from benchmarks.generator import CannotMeasure, Row, faults, measure
from benchmarks.paired import begin_flood, compare, end_flood, judge
from benchmarks.servers import SERVERS, running

_MUST = 1.5
_TALK = ("--connections", "100", "--publishers", "100", "--rate", "20", "--warmup", "2")
_EXTRA_SECONDS = 4
"""The flood begins before the talk is measured, and ends after it."""

_ENOUGH = 0.9
"""Of the rate: how often the flood must have had a request to send, answered or not."""

_ANSWERED = 0.2
"""Of the rate: what must have been answered.  The rest waits unread: what is refused has a share of the processor."""


def main(arguments: Sequence[str]) -> int:
    """
    Measure and judge, or be the flood.
    """
    options = _parse(arguments)
    if options.flood:
        print(json.dumps(asyncio.run(_flood(options))))
        return 0
    return judge("p99 beside wrong logins", _MUST, options.pairs, lambda number: _pair(number, options))


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.logins", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=5, help="how many paired runs (5)")
    parser.add_argument("--seconds", type=float, default=8, help="how long people talk in each (8)")
    parser.add_argument("--rate", type=int, default=1000, help="wrong logins a second (1000)")
    parser.add_argument("--addresses", type=int, default=500, help="where they come from (500)")
    parser.add_argument("--flood", type=int, default=0, metavar="PORT", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _pair(number: int, options: argparse.Namespace) -> Row:
    rows: dict[bool, Row] = {}
    flood: dict[str, float] = {}
    for flooded in (False, True) if number % 2 else (True, False):
        with running(SERVERS["chatd"]) as target:
            attack = _begin_flood(target.port, options) if flooded else None
            try:
                rows[flooded] = measure(target, *_TALK, "--duration", str(options.seconds))
            finally:
                said = end_flood(attack) if attack is not None else None
            if said is not None:
                flood = said
        if wrong := faults(rows[flooded]):
            raise CannotMeasure(f"not everything arrived: {wrong}")
    answered = sum(count for status, count in flood.items() if status in {"401", "429", "503"}) / flood["seconds"]
    tried = answered + flood.get("unanswered", 0.0) / flood["seconds"]
    if tried < options.rate * _ENOUGH or answered < options.rate * _ANSWERED:
        raise CannotMeasure(f"the flood got {answered:.0f} refusals a second: {json.dumps(flood)}")
    return compare(rows[False], rows[True], "delivery", flood)


def _begin_flood(port: int, options: argparse.Namespace) -> subprocess.Popen[str]:
    words = ["--flood", str(port), "--rate", str(options.rate)]
    words += ["--addresses", str(options.addresses), "--seconds", str(options.seconds + _EXTRA_SECONDS)]
    attack = begin_flood("benchmarks.logins", *words)
    # A flood that has not begun is none.
    time.sleep(1)
    return attack


class _Attacker(asyncio.Protocol):
    # One connection from one address: asks, reads the status of each answer, and knows whether one is still to come.

    def __init__(self, statuses: Counter[str]) -> None:
        self._statuses = statuses
        self._data = b""
        self.transport: asyncio.Transport | None = None
        self.waiting = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self._data += data
        head, end, rest = self._data.partition(b"\r\n\r\n")
        if not end:
            return
        (length,) = [int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        if len(rest) >= length:
            self._statuses[head.split(b" ", 2)[1].decode()] += 1
            self._data, self.waiting = rest[length:], False

    def connection_lost(self, exc: Exception | None) -> None:
        self.transport = None

    def ask(self, number: int, host: str) -> None:
        body = json.dumps({"name": f"Somebody {number % 5000}", "password": f"wrong horse {number}"}).encode()
        head = f"POST /api/session HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        assert self.transport is not None
        self.waiting = True
        self.transport.write(head.encode() + body)


async def _flood(options: argparse.Namespace) -> dict[str, float]:
    loop = asyncio.get_running_loop()
    statuses: Counter[str] = Counter()

    async def connect(number: int) -> _Attacker:
        source = f"127.{1 + number // 62500}.{1 + number // 250 % 250}.{1 + number % 250}"
        made = await loop.create_connection(
            lambda: _Attacker(statuses), "127.0.0.1", options.flood, local_addr=(source, 0)
        )
        return made[1]

    host, sent = f"127.0.0.1:{options.flood}", 0
    attackers = [await connect(number) for number in range(options.addresses)]
    begin = loop.time()
    while (elapsed := loop.time() - begin) < options.seconds:
        # In turn; whoever has no answer yet is passed over.
        for _ in range(min(int(elapsed * options.rate) - sent, options.addresses)):
            place = sent % options.addresses
            if attackers[place].transport is None:
                statuses["closed"] += 1
                attackers[place] = await connect(place)
            if not attackers[place].waiting:
                attackers[place].ask(sent, host)
            else:
                statuses["unanswered"] += 1
            sent += 1
        await asyncio.sleep(0.002)
    for attacker in attackers:
        if attacker.transport is not None:
            attacker.transport.abort()
    return {**statuses, "sent": float(sent), "seconds": round(loop.time() - begin, 2)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
