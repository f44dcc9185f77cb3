"""
Drives the Autobahn Testsuite's cases against echo servers in processes of their own.

The driver puts stand-ins for Autobahn's modules into the interpreter it runs in: nothing of chatd may be imported
beside it, and it is imported nowhere else.
"""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from kosoku import FailureError, run_fuzzingclient

from tests.conformance.verdicts import Verdict, judge

ROOT = Path(__file__).parent.parent.parent

COMPRESSED = tuple(f"12.{n}.*" for n in range(1, 6)) + tuple(f"13.{n}.*" for n in range(1, 8))
"""The groups that need permessage-deflate, the slowest first to come."""

BASIC = ("1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*")
LARGE = ("9.*",)
ALL = COMPRESSED + LARGE + BASIC
SAMPLE = ("9.*.1", "12.*.2", "12.*.3", "13.*.2", "13.*.3")
"""The shortest cases of every group of the chapters that take minutes."""

COUNTS = {BASIC: 247, SAMPLE: 32, ALL: 517}
"""How many cases are meant; with fewer the run has not been whole."""


@asynccontextmanager
async def echo_server(*, deflate: bool) -> AsyncIterator[str]:
    """
    The URL of an echo server that lives as long as the context.
    """
    options = ["--deflate"] if deflate else []
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.conformance.echo", *options, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), 30)
        if not line:
            raise RuntimeError("the echo server did not start")
        yield f"ws://127.0.0.1:{int(line)}"
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def run(patterns: Sequence[str], *, deflate: bool, servers: int = os.cpu_count() or 1) -> list[Verdict]:
    """
    The verdicts of all cases that `patterns` mean, in no order, from as many echo servers at once as there are cores.
    """
    waiting = list(reversed(patterns))
    verdicts: list[Verdict] = []

    async def work() -> None:
        async with echo_server(deflate=deflate) as url:
            while waiting:
                verdicts.extend(await _run_pattern(url, waiting.pop(), deflate=deflate))

    async with asyncio.TaskGroup() as group:
        for _ in range(min(servers, len(patterns))):
            group.create_task(work())
    return verdicts


async def _run_pattern(url: str, pattern: str, *, deflate: bool) -> list[Verdict]:
    begin = time.monotonic()
    try:
        results = await run_fuzzingclient(url, [pattern])
    except FailureError as failure:
        results = failure.results
    print(f"  {pattern:7} {len(results):4} cases in {time.monotonic() - begin:6.1f} s", file=sys.stderr, flush=True)
    return [
        judge(
            result.case_id,
            result.behavior.value,
            result.behavior_close.value,
            f"{result.result} {result.result_close}",
            result.duration / 1000,
            deflate=deflate,
        )
        for result in results
    ]
