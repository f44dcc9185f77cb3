"""
An hour of ten strangers: what 50 people who talk notice while ten addresses do their worst.

    python -m benchmarks.strangers [--minutes 60] [--strangers 10] [--connections 100] [--disk-bytes 0]

A daemon with its default settings.  Fifty people from ten addresses talk in one room, 25 messages a second in all:
first alone for a tenth of the time, then beside the strangers.  Each stranger has an address of its own, an account
and a hundred connections that log in and out, take dear names, say and store all they may, ignore, report and invite
everybody, make rooms, ban whom they can, search, send malformed frames, open handshakes that never end, read nothing,
and try passwords; who is closed comes back.

Prints a line for each half minute: the p99 and the median of `say`, the daemon's share of a core, the share of the time
in which its reactor had work and waited for the core (others had it), memory and bytes on the disk.
At the end a verdict as JSON: the median of the p99 beside the strangers must be at most 2 times what it was before,
memory must not grow in the second half, and the disk must stay within its quota; exit status 0 if so, 1 if not, 2 if
it could not be measured.
"""

import argparse
import asyncio
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks import fetch
from benchmarks.attacker import Attacker, command, text_frame
from benchmarks.generator import CannotMeasure, Row, faults, measure
from benchmarks.machine import describe
from benchmarks.paired import begin_flood
from benchmarks.servers import SERVERS, WORK, CannotStart, Running, running

_MUST = 2.0
_FLAT = 1.1
_TALK = (
    "--connections",
    "50",
    "--publishers",
    "50",
    "--rate",
    "25",
    "--warmup",
    "1",
    "--settle",
    "5",
    "--room",
    "people",
)
_PEOPLE_ADDRESSES = 10
_WINDOW = 30.0
_PEOPLE_ROOM = "people0"
_ARENA = "arena"
_CHINESE = "\u4e2d" * 4000


def main(arguments: Sequence[str]) -> int:
    """
    Measure and judge, or be the strangers.
    """
    options = _parse(arguments)
    if options.attack:
        print(json.dumps(asyncio.run(attack(options.attack, options))))
        return 0
    fetch.compile_programs()
    machine = describe()
    try:
        verdict = _measure(options)
    except (CannotMeasure, CannotStart, OSError, TimeoutError) as error:
        print(f"not measured: {error}", file=sys.stderr)
        return 2
    print(json.dumps({"machine": machine, "verdict": verdict}, indent=2))
    return 0 if verdict["holds"] else 1


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.strangers", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=60, help="how long all takes (60)")
    parser.add_argument("--strangers", type=int, default=10, help="how many addresses (10)")
    parser.add_argument("--connections", type=int, default=100, help="connections of each (100)")
    parser.add_argument(
        "--people-addresses", type=int, default=_PEOPLE_ADDRESSES, help="addresses that the people come from (10)"
    )
    parser.add_argument("--disk-bytes", type=int, default=0, help="limits.disk_bytes (its default)")
    parser.add_argument("--roles", nargs="+", choices=list(ROLES), default=list(ROLES), help="what they do (all)")
    parser.add_argument("--attack", type=int, default=0, metavar="PORT", help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=0, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _measure(options: argparse.Namespace) -> Row:
    config = WORK / "strangers.toml"
    quota = f"[limits]\ndisk_bytes = {options.disk_bytes}\n" if options.disk_bytes else ""
    config.write_text(quota, encoding="utf-8")
    server = replace(SERVERS["chatd"], name="chatd-strangers", config=config)
    seconds = options.minutes * 60
    window = min(_WINDOW, seconds / 10)
    with running(server) as target:
        before = _talk(target, seconds / 10, window, options.people_addresses)
        words = ["--attack", str(target.port), "--seconds", str(seconds * 0.9), "--roles", *options.roles]
        words += ["--strangers", str(options.strangers), "--connections", str(options.connections)]
        strangers = begin_flood("benchmarks.strangers", *words)
        try:
            beside = _talk(target, seconds * 0.9, window, options.people_addresses)
            said, _ = strangers.communicate(timeout=120)
        finally:
            strangers.kill()
    if strangers.returncode:
        raise CannotMeasure("the strangers broke off")
    p99 = [median(float(row["ack_p99_ms"]) for row in rows) for rows in (before, beside)]
    half, end = float(beside[len(beside) // 2]["memory_mb"]), float(beside[-1]["memory_mb"])
    disk = max(float(row["disk_mb"]) for row in beside)
    verdict: Row = {"goal": "p99 of say beside ten strangers", "must": _MUST, "got": round(p99[1] / p99[0], 3)}
    verdict |= {"p99_ms_without": p99[0], "p99_ms_beside": p99[1], "memory_mb_half": half, "memory_mb_end": end}
    for name, rows in (("without", before), ("beside", beside)):
        verdict[f"core_wait_{name}"] = round(median(float(row["core_wait"]) for row in rows), 3)
    verdict |= {"disk_mb": disk, **{f"strangers_{name}": count for name, count in sorted(json.loads(said).items())}}
    within = not options.disk_bytes or disk * 1e6 <= options.disk_bytes * 1.1
    verdict["holds"] = p99[1] <= _MUST * p99[0] and end <= _FLAT * half and within
    return verdict


def _talk(target: Running, seconds: float, window: float, addresses: int) -> list[Row]:
    rows, end = [], time.monotonic() + seconds
    while time.monotonic() + window / 2 < end or not rows:
        begin, waited = time.monotonic(), _waited_for_core(target.pid)
        row = measure(target, *_TALK, "--addresses", str(addresses), "--duration", str(max(1.0, window - 3)))
        row["core_wait"] = (_waited_for_core(target.pid) - waited) / (time.monotonic() - begin)
        if wrong := faults(row):
            raise CannotMeasure(f"not everything arrived: {wrong}")
        row |= {"memory_mb": _memory(target.pid), "disk_mb": disk_bytes(_data_of(target)) / 1e6}
        rows.append(row)
        print(
            f"{time.strftime('%H:%M:%S')} p99 {row['ack_p99_ms']:7} ms, median {row['ack_p50_ms']:7} ms,"
            f" processor {float(row['cpu_share']):.0%}, waits for it {row['core_wait']:.0%},"
            f" memory {row['memory_mb']:.0f} MB, disk {row['disk_mb']:.1f} MB",
            flush=True,
        )
    return rows


def _waited_for_core(pid: int) -> float:
    # Seconds in which the reactor's thread could have run and did not, as the scheduler counts them.
    return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9


def _memory(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1000


def _data_of(target: Running) -> Path:
    return WORK / "run" / target.server.name / "data"


def disk_bytes(folder: Path) -> int:
    """
    The bytes of the database and its write-ahead log.
    """
    return sum(path.stat().st_size for path in folder.glob("chatd.db*"))


class Stranger:
    """
    One address: its account, what it knows of others, and the verdicts on what it does.
    """

    def __init__(self, port: int, number: int, verdicts: Counter[str]) -> None:
        self.port = port
        self.number = number
        self.source = f"127.0.1.{number + 1}"
        self.verdicts = verdicts
        self.users: list[str] = []
        self.cookie = ""
        self.steps = 0

    def step(self) -> int:
        """
        Another number.
        """
        self.steps += 1
        return self.steps

    async def request(self, method: str, path: str, body: object) -> str:
        """
        Send one HTTP request on a connection of its own; returns the cookie of the answer.
        """
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(self.source, 0))
            data = json.dumps(body).encode()
            host = f"127.0.0.1:{self.port}"
            writer.write(
                f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nConnection: close\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n".encode()
                + data
            )
            answer = (await reader.read()).decode(errors="replace")
            writer.close()
        except OSError as error:
            self.verdicts[f"connect {error.errno}"] += 1
            return ""
        self.verdicts[f"http {answer[9:12]}"] += 1
        cookie = re.search(r"set-cookie: ([^;]+)", answer, re.IGNORECASE)
        return "" if cookie is None else cookie[1]

    async def register(self) -> None:
        """
        Make an account.
        """
        body = {"name": f"stranger{self.number}", "password": "correct horse battery"}
        self.cookie = await self.request("POST", "/api/account", body)

    async def enter(self, *rooms: str, account: bool = False) -> Attacker | None:
        """
        A connection that is logged in, as a new guest or as the account, and in `rooms`; None if it was refused.
        """
        line = Attacker(self.port, self.source, self.verdicts)
        signed_in = account and self.cookie
        headers = f"Origin: http://127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n" if signed_in else ""
        if not await line.connect(headers):
            await asyncio.sleep(0.2)
            return None
        if not signed_in:
            who = await line.ask(type="login", guest=f"{self.step()} " + "\ufdfa"[: self.steps % 2] + "\u4e2d" * 8)
            if "user" in who:
                self.users = [*self.users[-200:], who["user"]["id"]]
        for room in rooms:
            await line.ask(type="join", room=room)
        return line


Role = Callable[[Stranger, float], Awaitable[None]]


async def _churn(self: Stranger, until: float) -> None:
    # Login and logout on one connection, with another name each.
    while time.monotonic() < until:
        line = await self.enter()
        while line is not None and line.open and time.monotonic() < until:
            await line.ask(type="logout")
            await line.ask(type="login", guest=f"{self.step()} " + "\u4e2d" * 20)
            await asyncio.sleep(0.01)


async def _ask_all(self: Stranger, until: float, commands: Callable[[], dict[str, object]], *, account: bool) -> None:
    # One command after the other; who is closed comes back.
    while time.monotonic() < until:
        line = await self.enter(_ARENA, account=account)
        while line is not None and line.open and time.monotonic() < until:
            await line.ask(**commands())
            await asyncio.sleep(0.02)


def _asks(commands: Callable[[Stranger, int], dict[str, object]], *, account: bool = False) -> Role:
    return lambda self, until: _ask_all(self, until, lambda: commands(self, self.step()), account=account)


def _someone(self: Stranger, number: int) -> str:
    return self.users[number % len(self.users)] if self.users else "g.nobody"


def _say(self: Stranger, number: int) -> dict[str, object]:
    return {"type": "say", "room": _ARENA, "text": _CHINESE if number % 2 else f"{number}", "key": f"{number}"}


def _ignore(self: Stranger, number: int) -> dict[str, object]:
    return {"type": ("ignore", "unignore")[number % 3 == 2], "user": _someone(self, number)}


def _report(self: Stranger, number: int) -> dict[str, object]:
    room = (_ARENA, _PEOPLE_ROOM)[number % 2]
    return {"type": "report", "room": room, "seq": number % 500 + 1, "reason": "\u4e2d" * 400}


def _make(self: Stranger, number: int) -> dict[str, object]:
    if number % 3 == 0:
        room = f"s{self.number}-{number}"
        return {"type": "create", "kind": "public", "room": room, "title": "t" * 200, "topic": "\u4e2d" * 900}
    if number % 3 == 1:
        return {"type": "direct", "user": _someone(self, number)}
    return {"type": "invite", "room": f"s{self.number}-{number // 6 * 3}", "user": _someone(self, number)}


def _ban(self: Stranger, number: int) -> dict[str, object]:
    room, kind = f"s{self.number}-{number // 6 * 3}", ("ban", "mute", "kick", "unban")[number % 4]
    more = {} if kind in {"kick", "unban"} else {"reason": "\u4e2d" * 200}
    return {"type": kind, "room": room, "user": _someone(self, number), **more}


def _find(self: Stranger, number: int) -> dict[str, object]:
    return (
        {"type": "find", "name": "\ufdfa" * 128},
        {"type": "search", "room": _ARENA, "text": "\u4e2d" * 200, "limit": 100},
        {"type": "directory", "text": "\ufdfa" * 50},
        {"type": "history", "room": _ARENA, "limit": 100},
        {"type": "members", "room": _PEOPLE_ROOM},
        {"type": "rooms"},
    )[number % 6]


def _settle(self: Stranger, number: int) -> dict[str, object]:
    return ({"type": "seen", "room": _ARENA, "seq": number}, {"type": "rename", "name": f"{number} \u4e2d\u6587"})[
        number % 2
    ]


async def _malform(self: Stranger, until: float) -> None:
    blows = b"".join(
        (
            text_frame(b"[" * 4000),
            text_frame(b'{"type":"say","room":' + b'"' * 500),
            text_frame(b'{"type":"nothing"}'),
            command(type="login", guest="\ufdfa" * 32),
            command(type="login", token="e30." * 300),
            b"\x82\x84" + bytes(4) + b"\xff" * 4,
            b"\x89\xfd" + bytes(4) + bytes(125),
        )
    )
    while time.monotonic() < until:
        line = Attacker(self.port, self.source, self.verdicts)
        if not await line.connect():
            await asyncio.sleep(0.2)
            continue
        while line.open and time.monotonic() < until:
            line.write(blows)
            await line.drain()
            await asyncio.sleep(0.01)


async def _dawdle(self: Stranger, until: float) -> None:
    # A handshake of which a byte comes now and then, and connections that never read.
    while time.monotonic() < until:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(self.source, 0))
            for byte in b"GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + b"a" * 200:
                if writer.is_closing() or time.monotonic() > until:
                    break
                writer.write(bytes((byte,)))
                await asyncio.sleep(0.25)
            writer.transport.abort()
        except OSError:
            self.verdicts["dawdler closed"] += 1
        await asyncio.sleep(0.05)


async def _stall(self: Stranger, until: float) -> None:
    while time.monotonic() < until:
        line = await self.enter(_ARENA, _PEOPLE_ROOM)
        if line is None:
            continue
        line.stop_reading()
        while line.open and time.monotonic() < until:
            line.write(command(type="history", room=_ARENA, limit=100, ref=1))
            await line.drain()
            await asyncio.sleep(1)


async def _sign_in(self: Stranger, until: float) -> None:
    while time.monotonic() < until:
        await self.request("POST", "/api/session", {"name": "admin", "password": f"wrong horse {self.step()}"})
        await self.request("POST", "/api/account", {"name": f"x{self.step()}-{self.number}", "password": "p" * 20})
        await asyncio.sleep(0.05)


ROLES: dict[str, Role] = {
    "churn": _churn,
    "say": _asks(_say),
    "ignore": _asks(_ignore),
    "report": _asks(_report, account=True),
    "make": _asks(_make, account=True),
    "ban": _asks(_ban, account=True),
    "find": _asks(_find),
    "settle": _asks(_settle),
    "malform": _malform,
    "dawdle": _dawdle,
    "stall": _stall,
    "sign-in": _sign_in,
}
"""What a connection does, until a time."""


async def attack(port: int, options: argparse.Namespace) -> Row:
    """
    Do the worst for `options.seconds`; returns the verdicts.
    """
    verdicts: Counter[str] = Counter()
    strangers = [Stranger(port, number, verdicts) for number in range(options.strangers)]
    for stranger in strangers:
        await stranger.register()
    until = time.monotonic() + options.seconds
    roles = [ROLES[name] for name in options.roles]
    work = [
        asyncio.ensure_future(roles[number % len(roles)](stranger, until))
        for number in range(options.connections)
        for stranger in strangers
    ]
    done, late = await asyncio.wait(work, timeout=options.seconds + 5)
    for task in late:
        task.cancel()
    for task in done:
        # A mistake of this program is not to be taken for a weak attack.
        task.result()
    return dict(verdicts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
