"""
What webhooks cost: one whose target is told of each message, and two whose targets are dead.

    python -m benchmarks.webhooks [--rate 1000] [--batch 1] [--seconds 3] [--rounds 6] [--profile FILE]

Back ends push messages with a key on kept-alive connections, `rate` a second, `batch` of them in a request; the store
is durable.  In each round there is a webhook whose target answers at once, one whose target refuses connections, one
whose target accepts them and never answers, and, as a control, none; before and after each of these there is none for
as long.  With a live target a state ends when the target has everything.  The cost is the processor time of the
server's process, user and system, with all its threads.

Prints, as JSON, the microseconds of processor time a message without a webhook, and for each state the median of the
rounds' ratios to the mean of what was before and after it, and of the microseconds it adds.  The control's ratio tells
what the machine allows to see.  Exit status 1 if a ratio is above its goal, if the live target does not get each
message, or if messages were sent at less than nine tenths of the rate.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import mean, median

from benchmarks.push import BackEnd, cpu_seconds, make_key
from benchmarks.servers import SERVERS, WORK, Running, running

GOALS = {"live": 1.10, "refuses": 1.03, "silent": 1.03}
"""The most that a message may cost with such a target, as a ratio to no webhook."""
CONTROL = "control"
STATES = (*GOALS, CONTROL)
CONNECTIONS = 32
ALLOW = '\n[webhooks]\nallow = ["127.0.0.1"]\n'


def main(arguments: Sequence[str]) -> int:
    """
    Measure and judge.
    """
    summary = (__doc__ or "").partition("\n\n")[0]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.webhooks", description=summary)
    parser.add_argument("--rate", type=int, default=1000, help="messages a second (1000)")
    parser.add_argument("--batch", type=int, default=1, help="messages of one request (1)")
    parser.add_argument("--seconds", type=float, default=3, help="length of a state in a round (3)")
    parser.add_argument("--rounds", type=int, default=6, help="how many rounds of all states (6)")
    parser.add_argument("--profile", help="write a profile of the server's event loop here; it spoils the figures")
    options = parser.parse_args(arguments)
    server = replace(SERVERS["chatd"], more=ALLOW)
    if options.profile:
        twistd, *words = server.command
        profiler = ("--profile", str(Path(options.profile).absolute()), "--profiler", "cprofile", "--savestats")
        server = replace(server, command=(twistd, *profiler, *words))
    with running(server) as chatd:
        figures, ratios = asyncio.run(_measure(chatd, options.rate, options.batch, options.seconds, options.rounds))
    print(json.dumps(figures, indent=1))
    fast_enough = figures["slowest_per_second"] >= 0.9 * options.rate
    return 0 if fast_enough and all(ratios[state] <= most for state, most in GOALS.items()) else 1


async def _measure(
    chatd: Running, rate: int, batch: int, seconds: float, rounds: int
) -> tuple[dict[str, float], dict[str, float]]:
    """
    The figures to print, and the ratios of the states.
    """
    key = make_key(chatd)
    targets = {state: _Target(state) for state in GOALS}
    without: list[float] = []
    costs: dict[str, list[float]] = {state: [] for state in STATES}
    slowest = float("inf")

    async def run(target: _Target | None) -> float:
        nonlocal slowest
        webhook, had = "", 0
        if target is not None:
            made = _operate(chatd, "add", target.url, "--events", "message.created", "--rooms", "news")
            webhook = str(made["id"])
            had = target.count()
        # New ones each time: idle connections would be closed meanwhile.
        back_ends = [BackEnd(chatd.port, key) for _ in range(CONNECTIONS)]
        for back_end in back_ends:
            await back_end.connect()
        before, began = cpu_seconds(chatd.pid), time.perf_counter()
        count = await _push(back_ends, rate, batch, seconds)
        slowest = min(slowest, count / (time.perf_counter() - began))
        if target is not None and target.state == "live":
            await target.wait_for(had + count)
        cost = (cpu_seconds(chatd.pid) - before) / count
        for back_end in back_ends:
            back_end.close()
        if webhook:
            _operate(chatd, "remove", webhook)
        return cost

    try:
        await run(None)
        without.append(await run(None))
        for _ in range(rounds):
            for state in STATES:
                costs[state].append(await run(targets.get(state)))
                without.append(await run(None))
    finally:
        for target in targets.values():
            target.close()
    # The state number n of a round is between two runs without a webhook.
    beside = [mean(pair) for pair in pairwise(without)]
    figures = {"message_cpu_us": round(median(without) * 1e6, 1)}
    ratios = {}
    for at, state in enumerate(STATES):
        pairs = list(zip(costs[state], beside[at :: len(STATES)], strict=True))
        ratios[state] = median(cost / base for cost, base in pairs)
        figures[f"{state}_ratio"] = round(ratios[state], 3)
        figures[f"{state}_more_us"] = round(median(cost - base for cost, base in pairs) * 1e6, 1)
    figures["slowest_per_second"] = round(slowest)
    return figures, ratios


async def _push(back_ends: Sequence[BackEnd], rate: int, batch: int, seconds: float) -> int:
    """
    Push for so long, each request at its time; returns how many messages.
    """
    requests, began = int(rate * seconds / batch), time.perf_counter()

    async def push(back_end: BackEnd, numbers: Iterator[int]) -> None:
        for number in numbers:
            wait = began + number * batch / rate - time.perf_counter()
            if wait > 0:
                await asyncio.sleep(wait)
            if batch == 1:
                await back_end.say(f"Build {number} is green")
            else:
                messages = [{"room": "news", "text": f"Build {number}.{n} is green"} for n in range(batch)]
                await back_end.post("/api/messages", {"messages": messages})

    numbers = iter(range(requests))
    await asyncio.gather(*(push(back_end, numbers) for back_end in back_ends))
    return requests * batch


def _operate(chatd: Running, *words: str) -> dict[str, object]:
    data = str(WORK / "run" / chatd.server.name / "data")
    command = [str(Path(sys.executable).with_name("chatd")), "--data", data, "--json", "webhook", *words]
    made = subprocess.run(command, capture_output=True, check=True, text=True)
    answer: dict[str, object] = json.loads(made.stdout)
    return answer


class _Target:
    """
    A target in a process of its own, which is not measured.
    """

    def __init__(self, state: str) -> None:
        self.state = state
        context = get_context("spawn")
        self._pipe, its_end = context.Pipe()
        self._process = context.Process(target=_serve, args=(state, its_end), daemon=True)
        self._process.start()
        self.url = f"http://127.0.0.1:{self._pipe.recv()}/"

    def count(self) -> int:
        """
        How many events it has got so far.
        """
        self._pipe.send("how many?")
        count: int = self._pipe.recv()
        return count

    async def wait_for(self, count: int) -> None:
        """
        Wait until it has so many events; SystemExit if it does not get them.
        """
        ends = time.perf_counter() + 30
        while (got := self.count()) < count:
            if time.perf_counter() > ends:
                raise SystemExit(f"the target got {got} of {count} events")
            await asyncio.sleep(0.05)

    def close(self) -> None:
        """
        End the process.
        """
        self._process.terminate()
        self._process.join()


def _serve(state: str, pipe: Connection) -> None:
    asyncio.run(_serve_target(state, pipe))


async def _serve_target(state: str, pipe: Connection) -> None:
    got = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal got
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
                body = await reader.readexactly(int(length.partition(b":")[2]))
                if state == "live":
                    got += len(json.loads(body)["events"])
                    writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    if state == "refuses":
        server.close()
    pipe.send(port)
    asked = asyncio.Event()
    asyncio.get_running_loop().add_reader(pipe.fileno(), asked.set)
    while True:
        await asked.wait()
        pipe.recv()
        pipe.send(got)
        asked.clear()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
