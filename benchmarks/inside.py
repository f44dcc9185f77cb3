"""
Where the memory of a connection is, and where the time of its handshake goes.

    python -m benchmarks.inside

A thousand people connect, log in and join, ten to a room.  Once `tracemalloc` looks on: what is still allocated for
each of them, by the module that allocated it.  Once `cProfile` does: which share of the interpreter's time each module
takes, itself and not what it calls; looking on is dear, so the shares say more than the times.
"""

import argparse
import asyncio
import cProfile
import os
import pstats
import re
import signal
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.secure import enter
from benchmarks.servers import SERVERS, WORK, running

_COUNT = 1000
_FIRST = 100
_SHOWN = 14
_AT_ONCE = 50
_WAIT_SECONDS = 60


def main(arguments: Sequence[str]) -> int:
    """
    Print both tables, or be the server that is looked into.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks.inside", description=__doc__.splitlines()[1])
    parser.add_argument("--serve", nargs=5, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.serve:
        _serve(*options.serve)
        return 0
    memory, seconds = (_look(kind) for kind in ("memory", "time"))
    people = _COUNT - _FIRST
    _show(f"bytes allocated for each connection: {memory.total() / people:.0f}, of them by", memory, people, "")
    _show("share of the interpreter's time while they connect", seconds, seconds.total() / 100, " %")
    return 0


def _show(title: str, found: Counter[str], unit: float, mark: str) -> None:
    print(title)
    for module, amount in found.most_common(_SHOWN):
        print(f"  {module:40} {amount / unit:8.{1 if mark else 0}f}{mark}")


def _look(kind: str) -> Counter[str]:
    name = f"chatd-{kind}"
    report = WORK / "run" / name / "told"
    serve = (sys.executable, "-m", "benchmarks.inside", "--serve", kind)
    command = (*serve, "{port}", "{work}/data", "{config}", str(report))
    with running(replace(SERVERS["chatd"], name=name, command=command)) as target, asyncio.Runner() as runner:
        held = runner.run(_come(target.port, range(_FIRST)))
        _tell(target.pid, report.with_suffix(".begun"))
        held += runner.run(_come(target.port, range(_FIRST, _COUNT)))
        _tell(target.pid, report)
        for writer in held:
            writer.transport.abort()
    lines = (line.partition("\t") for line in report.read_text().splitlines())
    return Counter({module: float(amount) for module, _, amount in lines})


async def _come(port: int, numbers: Iterable[int]) -> list[asyncio.StreamWriter]:
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(number: int) -> asyncio.StreamWriter:
        async with gate:
            return await asyncio.wait_for(enter(port, number), _WAIT_SECONDS)

    return await asyncio.gather(*map(one, numbers))


def _tell(pid: int, answer: Path) -> None:
    # The server says that it has heard by making a file.
    os.kill(pid, signal.SIGUSR1)
    limit = time.monotonic() + _WAIT_SECONDS
    while not answer.exists():
        if time.monotonic() > limit:
            raise TimeoutError(f"{answer.name} did not appear")
        time.sleep(0.05)


def _serve(kind: str, port: str, data: str, config: str, told: str) -> None:
    if kind == "memory":
        tracemalloc.start()
    from twisted.internet import reactor  # noqa: PLC0415

    from chatd.server.tap import Options, makeService  # noqa: PLC0415

    options = Options()
    options.parseOptions(["--port", port, "--data", data, "--config", config])
    service = makeService(options)
    service.privilegedStartService()
    service.startService()
    heard = _Memory() if kind == "memory" else _Time()
    report = Path(told)

    def end() -> None:
        text = "".join(f"{module}\t{amount}\n" for module, amount in heard.end().items())
        report.with_suffix(".part").write_text(text)
        report.with_suffix(".part").rename(report)

    def begin() -> None:
        heard.begin()
        report.with_suffix(".begun").touch()

    steps = iter((begin, end))
    signal.signal(signal.SIGUSR1, lambda *_: reactor.callFromThread(next(steps)))
    reactor.run()


class _Memory:
    def begin(self) -> None:
        self._before = tracemalloc.take_snapshot()

    def end(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for one in tracemalloc.take_snapshot().compare_to(self._before, "filename"):
            if "tracemalloc" not in one.traceback[0].filename:
                found[_module(one.traceback[0].filename)] += one.size_diff
        return found


class _Time:
    def begin(self) -> None:
        self._profile = cProfile.Profile()
        self._profile.enable()

    def end(self) -> Counter[str]:
        self._profile.disable()
        found: Counter[str] = Counter()
        for (file, _, name), (_, _, own, _, _) in pstats.Stats(self._profile).stats.items():
            if "poll" not in name:
                found[_module(file, name)] += own
        return found


def _module(file: str, name: str = "") -> str:
    if file == "~":
        return name.strip("<>")
    return re.sub(r".*?/(?=chatd/[^/]*(/[^/]*)?\.py$)|.*(site-packages|python3\.\d+)/", "", file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
