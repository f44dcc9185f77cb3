"""
What 50 people who talk notice while a hundred connections of one address send small commands that are stored.

    python -m benchmarks.small_writes [--pairs 5] [--seconds 8] [--kinds ignore report marks settings] [--defaults]

Fifty people talk in one room, 25 messages a second in all.  Paired runs, with and without the flood, each first in
turn: the median of the five ratios of the p99 of `say` (until it is acknowledged) must be at most 1.5.  The flood
comes from its own process: each connection sends one kind of command as fast as `limits.commands_per_second` lets it,
and does not wait for answers.

The budgets per address are lifted, so that only the store is in the way; with `--defaults` they are in force.

Prints what each pair showed and a verdict as JSON; exit status 0 if it holds, 1 if not, 2 if it could not be measured.
"""

import argparse
import asyncio
import base64
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import quantiles
from typing import Any

from benchmarks.generator import CannotMeasure, Row, faults, measure
from benchmarks.paired import begin_flood, compare, end_flood, judge
from benchmarks.servers import HERE, SERVERS, WORK, running

_MUST = 1.5
_TALK = ("--connections", "50", "--publishers", "50", "--rate", "25", "--warmup", "2")
_CONNECTIONS = 100
_SOURCE = "127.0.1.1"
"""The address of the flood is not that of those who talk."""

_REPORTABLE = 20
_COSTS = {"ignore": 1.0, "report": 3.0, "marks": 1.5, "settings": 3.0}
"""Kinds, and what one of them takes from the budget of ten a second (`chatd/chat/commands/`)."""

_PER_SECOND = 9.5
_EXTRA_SECONDS = 5
"""The flood begins before the talk is measured, and ends after it."""

_ENOUGH = 0.5
"""Of what was sent: as much must have been answered for the run to count as a flood."""


def main(arguments: Sequence[str]) -> int:
    """
    Measure and judge, or be the flood.
    """
    options = _parse(arguments)
    if options.flood:
        print(json.dumps(asyncio.run(_flood(options))))
        return 0
    return judge("p99 of say beside small writes", _MUST, options.pairs, lambda number: _pair(number, options))


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.small_writes",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--pairs", type=int, default=5, help="how many paired runs (5)")
    parser.add_argument("--seconds", type=float, default=8, help="how long people talk in each (8)")
    parser.add_argument("--kinds", nargs="+", choices=list(_COSTS), default=list(_COSTS), help="of commands (all)")
    parser.add_argument("--defaults", action="store_true", help="with the default budgets per address")
    parser.add_argument("--flood", type=int, default=0, metavar="PORT", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _pair(number: int, options: argparse.Namespace) -> Row:
    rows: dict[bool, Row] = {}
    flood: Row = {}
    config = HERE / "flood.toml"
    if options.defaults:
        _, _, permissions = config.read_text(encoding="utf-8").partition("[[permissions]]")
        config = WORK / "flood-defaults.toml"
        config.write_text(f"[[permissions]]{permissions}", encoding="utf-8")
    server = replace(SERVERS["chatd"], name="chatd-flood", config=config)
    for flooded in (False, True) if number % 2 else (True, False):
        with running(server) as target:
            attack = _begin_flood(target.port, options) if flooded else None
            try:
                rows[flooded] = measure(target, *_TALK, "--duration", str(options.seconds))
            finally:
                if attack is not None:
                    flood = end_flood(attack)
        if wrong := faults(rows[flooded]):
            raise CannotMeasure(f"not everything arrived: {wrong}")
    if not options.defaults and float(flood.get("ok", 0)) < float(flood["sent"]) * _ENOUGH:
        raise CannotMeasure(f"the flood was refused: {json.dumps(flood)}")
    return compare(rows[False], rows[True], "ack", flood)


def _begin_flood(port: int, options: argparse.Namespace) -> subprocess.Popen[str]:
    words = ["--flood", str(port), "--seconds", str(options.seconds + _EXTRA_SECONDS), "--kinds", *options.kinds]
    attack = begin_flood("benchmarks.small_writes", *words)
    assert attack.stdout is not None
    # A flood that has not begun is none.
    if attack.stdout.readline() != "flooding\n":
        attack.kill()
        raise CannotMeasure("the flood did not begin")
    time.sleep(1)
    return attack


class _Stranger:
    # A guest with a connection of their own.

    def __init__(self, number: int, kind: str) -> None:
        self.number = number
        self.kind = kind
        # Those who report have the same room.
        self.room = "flood-report" if kind == "report" else f"flood{number}"
        self.id = ""
        self.verdicts: Counter[str] = Counter()
        self.waits: list[float] = []
        self._asked: dict[int, tuple[float, asyncio.Future[dict[str, Any]]]] = {}
        self._writer: asyncio.StreamWriter
        self._listening: asyncio.Task[None]

    async def come(self, port: int) -> None:
        reader, self._writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(_SOURCE, 0))
        key = base64.b64encode(os.urandom(16)).decode()
        self._writer.write(
            f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Protocol: chatd.v1\r\n\r\n".encode()
        )
        await reader.readuntil(b"\r\n\r\n")
        self._listening = asyncio.create_task(self._listen(reader))
        self.id = (await self.ask(type="login", guest=f"stranger {self.number}"))["user"]["id"]
        await self.ask(type="join", room=self.room)
        if self.kind in {"report", "marks"}:
            for n in range(_REPORTABLE):
                await self.ask(type="say", room=self.room, text=f"number {n}")

    def ask(self, **command: object) -> "asyncio.Future[dict[str, Any]]":
        ref = len(self.waits) + len(self._asked)
        while ref in self._asked:
            ref += 1
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._asked[ref] = time.monotonic(), answer
        payload = json.dumps({**command, "ref": ref}).encode()
        length = bytes((0x80 | len(payload),)) if len(payload) < 126 else b"\xfe" + len(payload).to_bytes(2)
        # A zero mask is a mask, and leaves the payload as it is.
        self._writer.write(b"\x81" + length + bytes(4) + payload)
        return answer

    def forget_answers(self) -> None:
        self.verdicts.clear()
        self.waits.clear()

    def leave(self) -> None:
        self._listening.cancel()
        self._writer.transport.abort()

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        while True:
            first, length = await reader.readexactly(2)
            if length >= 126:
                length = int.from_bytes(await reader.readexactly(2 if length == 126 else 8))
            payload = await reader.readexactly(length)
            if first == 0x81:
                self._hear(json.loads(payload))

    def _hear(self, said: dict[str, Any]) -> None:
        if said.get("ref") in self._asked:
            begun, answer = self._asked.pop(said["ref"])
            self.waits.append(time.monotonic() - begun)
            self.verdicts[said["code"] if said["type"] == "error" else "ok"] += 1
            answer.set_result(said)


def _commands(stranger: _Stranger, others: Sequence[_Stranger]) -> Iterator[list[dict[str, object]]]:
    # What one of them sends, step by step, for as long as anybody asks: each step is stored.
    step = 0
    while True:
        step += 1
        other = others[(stranger.number + 1 + step // 2) % len(others)]
        match stranger.kind:
            case "ignore":
                yield [{"type": ("ignore", "unignore")[step % 2], "user": other.id}]
            case "report":
                seq = 1 + (stranger.number + step) % (_REPORTABLE * len(others))
                yield [{"type": "report", "room": stranger.room, "seq": seq, "reason": f"reason {step}"}]
            case "marks":
                # The list of rooms is answered once the marks are stored.
                yield [{"type": "seen", "room": stranger.room, "seq": step}, {"type": "rooms"}]
            case _:
                yield [{"type": "set", "room": stranger.room, "title": f"title {step}"}]


async def _flood(options: argparse.Namespace) -> Row:
    kinds = options.kinds
    strangers = [_Stranger(number, kinds[number % len(kinds)]) for number in range(_CONNECTIONS)]
    for begin in range(0, _CONNECTIONS, 10):
        await asyncio.gather(*(one.come(options.flood) for one in strangers[begin : begin + 10]))
    # The budgets of those that have said something.
    await asyncio.sleep(3)
    print("flooding", flush=True)
    for one in strangers:
        one.forget_answers()
    begin, sent = time.monotonic(), 0
    queues = [(one, _commands(one, [other for other in strangers if other.kind == one.kind])) for one in strangers]
    # One after the other, and not all in one moment.
    steps = {one: one.number / _CONNECTIONS for one in strangers}
    while (elapsed := time.monotonic() - begin) < options.seconds:
        for one, queue in queues:
            while steps[one] < elapsed * _PER_SECOND / _COSTS[one.kind]:
                steps[one] += 1
                for command in next(queue):
                    one.ask(**command)
                    sent += 1
        await asyncio.sleep(0.005)
    for one in strangers:
        one.leave()
    waits = quantiles([wait for one in strangers for wait in one.waits], n=100)
    verdicts = sum((one.verdicts for one in strangers), Counter[str]())
    figures = {"p50_ms": round(waits[49] * 1000, 1), "p99_ms": round(waits[98] * 1000, 1)}
    return {**verdicts, "sent": sent, "seconds": round(elapsed, 2), **figures}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
