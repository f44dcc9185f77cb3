"""
What each command of the protocol costs the daemon in processor time, beside the price that the command table says.

    python -m benchmarks.prices [--count 60]

A daemon with long logs, many rooms and members is asked for each command with the dearest arguments that are allowed,
one after the other.  The processor time of the whole process, its threads included, is divided by the price of the
command, and compared with the same for a short message (`say`, price 1).  A command that costs more than three times
what its price says is too cheap: a budget of commands would not bound the work of the server.

Prints a table; exit status 0 if all prices hold, 1 if not.
"""

import argparse
import json
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import Request, urlopen

from msgspec.structs import replace
from twisted.internet.task import Clock

from benchmarks.instructions import Line
from benchmarks.machine import describe
from benchmarks.report import fill
from benchmarks.servers import ROOT
from chatd.chat.commands.context import ITEMS_PER_TOKEN
from chatd.server.node import Node
from chatd.server.settings import MEMORY, Settings, StoreSettings

MUST = 3.0
PAGE = ROOT / "docs" / "configuration.md"
CONFIG = """
[limits]
commands_per_second = 1e6
commands_burst = 1000000
user_per_second = 1e6
user_burst = 1000000
websockets_per_second = 1e6
websockets_per_address = 10000
sanctions = 100000
reports = 100000
refusals_burst = 1000000
address_changes_burst = 1000000
reader_seconds = 600.0
[heartbeat]
ping_seconds = 3600.0
dead_seconds = 7200.0
"""
MESSAGES = 2000
ROOMS = 400
PASSWORD = "correct horse battery"
PEOPLE = 200
JOINED = 20
ACCOUNTS = 10
LONG = "\u4e2d" * 4000
"""A long text is dearest in Chinese, where each character is a word."""

WORST_NAME = "\ufdfa" * 128
"""One character becomes eighteen."""


class Case(NamedTuple):
    """
    A command `type` as it is measured: `command(n)` is the n-th one that is sent.

    `line` is the name of the line that sends it: ``new`` is a guest, ``none`` is logged in and out in turn.
    `items` are read for the answer and charged beside the price.
    """

    type: str
    what: str
    command: Callable[[int], dict[str, Any]]
    line: str = "owner"
    items: int = 0


class Site:
    """
    A daemon in a process of its own, and the lines to it.
    """

    def __init__(self, folder: Path) -> None:
        (folder / "chatd.toml").write_text(CONFIG, encoding="utf-8")
        self._folder = folder
        self.process: subprocess.Popen[str] | None = None
        self.port = 0
        self.lines: dict[str, Line] = {}
        self.people: list[str] = []
        self.accounts: list[str] = []
        self._names = count()

    def start(self) -> None:
        """
        Start the daemon.
        """
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        twistd = str(Path(sys.executable).with_name("twistd"))
        endpoint = f"tcp:{self.port}:interface=127.0.0.1"
        self.process = subprocess.Popen(
            [twistd, "-n", "--pidfile=", "chatd", "--config", "chatd.toml", "--port", endpoint],
            cwd=self._folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        log = []
        for row in self.process.stdout:
            log.append(row)
            if "listening on" in row:
                break
        else:
            sys.exit("chatd did not start:\n" + "".join(log))

    def stop(self) -> None:
        """
        End the daemon.
        """
        if self.process is not None:
            self.process.terminate()
            self.process.communicate()

    def account(self, name: str, *options: str) -> str:
        """
        A new account: its id.
        """
        chatd = str(Path(sys.executable).with_name("chatd"))
        done = subprocess.run(
            [chatd, "--json", "user", "add", name, *options, "--password"],
            cwd=self._folder,
            input=PASSWORD,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        made: str = json.loads(done.stdout)["id"]
        return made

    def administrator(self) -> Line:
        """
        The line of a new administrator, who has signed in.
        """
        self.account("ann", "--admin")
        url = f"http://localhost:{self.port}"
        body = json.dumps({"name": "ann", "password": PASSWORD}).encode()
        headers = {"Content-Type": "application/json", "Origin": url}
        with urlopen(Request(f"{url}/api/session", body, headers)) as answer:
            cookie = answer.headers["Set-Cookie"].partition(";")[0]
        return Line(self.port, f"Origin: {url}\r\nCookie: {cookie}\r\n")

    def line(self, login: dict[str, Any], *rooms: str) -> tuple[Line, str]:
        """
        A new line that has logged in and joined `rooms`, and the id of its user.
        """
        line = Line(self.port)
        who = line.answer(type="login", **login)["user"]["id"]
        for room in rooms:
            line.ask(type="join", room=room)
        return line, who

    def guest(self) -> str:
        """
        Another guest, who stays: the id.
        """
        name = f"g{next(self._names)}"
        self.lines[name], who = self.line({"guest": name}, "lobby")
        return who

    def processor_seconds(self) -> float:
        """
        The processor time of all threads of the daemon so far.
        """
        assert self.process is not None
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def furnish(site: Site) -> None:
    """
    Fill the site: messages, rooms, members, sanctions, reports, audit entries.
    """
    owner = site.administrator()
    owner.ask(type="join", room="lobby")
    owner.ask(type="join", room="small")
    site.lines["owner"] = owner
    site.people = [site.guest() for _ in range(PEOPLE)]
    for number in range(ROOMS):
        owner.ask(type="create", kind="public", room=f"room-{number}", title=f"Room {number}", topic="t" * 500)
    for number in range(MESSAGES):
        speaker = owner if number < MESSAGES / 2 else site.lines["g0"]
        speaker.ask(type="say", room="lobby", text=f"message number {number} " + "word " * 100)
    site.accounts = [site.account(f"member{number}") for number in range(ACCOUNTS)]
    for room in ("room-1", "room-2", *(f"new-{number}" for number in range(JOINED))):
        if room.startswith("new"):
            owner.ask(type="create", kind="public", room=room)
        owner.ask(type="join", room=room)
    for who in site.accounts:
        owner.ask(type="role", room="lobby", user=who, role="member")
    for who in site.people:
        owner.ask(type="mute", room="lobby", user=who, reason="r" * 200)
        owner.ask(type="ignore", user=who)
    for number in range(PEOPLE):
        owner.ask(type="report", room="lobby", seq=MESSAGES // 2 + number + 1, reason="r" * 200)


def cases(site: Site) -> list[Case]:
    """
    Each command at its dearest.
    """
    people, accounts = site.people, site.accounts

    def someone(number: int) -> str:
        return people[number % len(people)]

    def member(number: int) -> str:
        return accounts[number % len(accounts)]

    def at(room: str = "lobby", **more: Any) -> Callable[[int], dict[str, Any]]:
        return lambda number: {"room": room, **more}

    return [
        Case("say", "short", lambda n: {"room": "small", "text": f"hello {n}"}),
        Case("say", "4000 Chinese characters", lambda n: {"room": "small", "text": LONG}),
        Case("edit", "4000 Chinese characters", lambda n: {"room": "small", "seq": n + 1, "text": LONG}),
        Case("delete", "", lambda n: {"room": "small", "seq": n + 1}),
        Case("signal", "", at(name="typing")),
        Case("ping", "", lambda n: {}),
        Case("seen", "", lambda n: {"room": "lobby", "seq": n + 1}),
        Case("presence", f"{PEOPLE} people", at()),
        Case("history", "100 messages", at(limit=100)),
        Case("search", "a prefix in each message", at(text="wo", limit=100)),
        Case("search", "U+FDFA", at(text="\ufdfa" * 1000, limit=100)),
        Case("export", "100 messages", lambda n: {"limit": 100}, items=101),
        Case("rooms", f"{ROOMS} rooms", lambda n: {}, items=ROOMS + JOINED),
        Case("directory", "a prefix", lambda n: {"text": "roo"}, items=ROOMS + JOINED),
        Case("directory", "nothing found", lambda n: {"text": "\ufdfa" * 200}, items=ROOMS + JOINED),
        Case("join", "", lambda n: {"room": f"room-{n % 20 + 100}"}),
        Case("leave", "", lambda n: {"room": f"room-{n % 20 + 100}"}),
        Case("members", f"{ACCOUNTS} members", at()),
        Case("find", "U+FDFA", lambda n: {"name": WORST_NAME}),
        Case("find", "another name each", lambda n: {"name": f"\u4e2d\u6587{n}" + "\u6587" * 100}),
        Case("ignore", "", lambda n: {"user": someone(n)}),
        Case("preferences", "", lambda n: {"contact": ("nobody", "shared")[n % 2]}),
        Case("unignore", "", lambda n: {"user": someone(n)}),
        Case("ignores", f"{PEOPLE} people", lambda n: {}),
        Case(
            "create",
            "",
            lambda n: {"kind": "public", "room": f"made-{n}", "title": "\u4e2d" * 200, "topic": "\u4e2d" * 1000},
        ),
        Case("direct", "", lambda n: {"user": member(n)}),
        Case("invite", "", lambda n: {"room": f"new-{n % JOINED}", "user": member(n)}),
        Case("role", "", lambda n: {"room": f"new-{n % JOINED}", "user": member(n), "role": "member"}),
        Case("set", "", lambda n: {"room": "room-2", "topic": f"{n}" + "\u4e2d" * 900}),
        Case("mute", "", lambda n: {"room": "room-2", "user": someone(n), "reason": f"{n}" + "r" * 400}),
        Case("unmute", "", lambda n: {"room": "room-2", "user": someone(n)}),
        Case("ban", "", lambda n: {"room": "room-2", "user": someone(n), "reason": f"{n}" + "r" * 400}),
        Case("unban", "", lambda n: {"room": "room-2", "user": someone(n)}),
        Case("kick", "", lambda n: {"room": "room-2", "user": someone(n)}),
        Case("sanctions", f"{PEOPLE} of them", at()),
        Case("sanctions", "none in this room", at("room-1")),
        Case(
            "report", "", lambda n: {"room": "lobby", "seq": MESSAGES // 2 + PEOPLE + n + 1, "reason": "\u4e2d" * 500}
        ),
        Case("reports", "100 of them", at(limit=100), items=100),
        Case("resolve", "", lambda n: {"report": n + 1, "outcome": "done"}),
        Case("audit", "", at()),
        Case("close", "", lambda n: {"room": f"new-{n % JOINED}"}),
        Case("resign", "", lambda n: {"room": f"new-{n % JOINED}"}, line="new"),
        Case("rename", "another name each", lambda n: {"name": f"{n}" + "\u4e2d" * 28}, line="new"),
        Case("logout", "", lambda n: {}, line="none"),
        Case("login", "another name each", lambda n: {"guest": f"{n}" + "\u4e2d" * 28}, line="none"),
    ]


def prices() -> dict[str, float]:
    """
    The price of each command, by its `type`.
    """
    node = Node(replace(Settings(), store=StoreSettings(url=MEMORY)), Clock(), lambda: 0)
    return {command.__struct_config__.tag: row.cost for command, row in node.command_table.items()}


def price_rows() -> str:
    """
    The table of docs/configuration.md: the commands of each price.
    """
    by_price: dict[float, list[str]] = {}
    for name, price in prices().items():
        by_price.setdefault(price, []).append(f"`{name}`")
    rows = (f"| {price:g} | {', '.join(sorted(names))} |" for price, names in sorted(by_price.items()))
    return "\n".join(("| price | commands |", "|---|---|", *rows))


def main(arguments: Sequence[str]) -> int:
    """
    Measure, print, judge.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks.prices", description=__doc__.splitlines()[1])
    parser.add_argument("commands", nargs="*", help="only these (all)")
    parser.add_argument("--count", type=int, default=60, help="how many of each command (60)")
    parser.add_argument("--write", action="store_true", help="only write the prices into docs/configuration.md")
    options = parser.parse_args(arguments)
    if options.write:
        PAGE.write_text(fill(PAGE.read_text(encoding="utf-8"), "prices", price_rows()), encoding="utf-8")
        return 0
    price = prices()
    for name, value in describe().items():
        print(f"{name}: {value}")
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        try:
            site.start()
            furnish(site)
            return report(site, price, options.count, {"say", *options.commands})
        finally:
            site.stop()
    return 1


def report(site: Site, price: dict[str, float], times: int, wanted: set[str]) -> int:
    """
    Measure each case, and print its row.
    """
    unit = 0.0
    bad = 0
    print(f"\n{'command':12} {'with':28} {'price':>6} {'processor':>12} {'of its price':>13} refused")
    for case in cases(site):
        if len(wanted) > 1 and case.type not in wanted:
            continue
        line = site.lines.get(case.line)
        refused = Counter[str]()
        if line is None:
            line = Line(site.port)
            if case.line == "new":
                line.ask(type="login", guest="Ann")
        before = site.processor_seconds()
        spent = 0.0
        for number in range(times):
            if case.line == "none":
                # Its own preparation is not measured.
                if case.type == "logout":
                    line.answer(type="login", guest="Ann")
                else:
                    line.answer(type="logout")
                before = site.processor_seconds()
            answer = line.answer(type=case.type, **case.command(number))
            if answer["type"] == "error":
                refused[answer["code"]] += 1
            if case.line == "none":
                spent += site.processor_seconds() - before
        if case.line != "none":
            spent = site.processor_seconds() - before
        each = spent / times
        unit = unit or each
        paid = price[case.type] + case.items / ITEMS_PER_TOKEN
        ratio = each / unit / paid
        bad += ratio > MUST
        mark = "" if ratio <= MUST else "  TOO CHEAP"
        print(
            f"{case.type:12} {case.what:28} {paid:6.1f} {each * 1e6:9.0f} us {ratio:12.2f}x"
            f" {' '.join(f'{code} {number}' for code, number in refused.items())}{mark}"
        )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
