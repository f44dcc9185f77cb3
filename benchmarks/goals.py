"""
The goals that chatd has set itself, each with what was measured.

Costs are compared with the floor and with uWebSockets in the same run: first one server, then the next, on
the same core, several rounds, medians.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median

from benchmarks.compare import HANDSHAKE, IDLE_OPTIONS, IN_FLIGHT, MEMORY, ONE_AT_A_TIME, TEN_TALKING, Case
from benchmarks.generator import CannotMeasure, Row, faults, measure, middle
from benchmarks.secure import kb_per_secure_connection
from benchmarks.servers import SERVERS, CannotStart, most_connections, running, written_bytes

_CROWD = 20_000
_PAIRS = 5
_DURABLE = (
    *("--connections", "100", "--rooms", "10", "--publishers", "100"),
    *("--window", "256", "--keyed"),
)
# Large texts fill a reader's buffers while the run lasts.
_STALLED = ("--connections", "1000", "--rate", "40", "--size", "2500")


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    A goal: `got` must not exceed `must`; `note` says what else the run showed, faults first.
    """

    goal: str
    must: float
    got: float
    unit: str
    note: str = ""

    @property
    def holds(self) -> bool:
        """
        Whether the goal is reached.
        """
        return self.got <= self.must

    def as_row(self) -> Row:
        """
        Its fields by name, and whether it holds.
        """
        return {**asdict(self), "holds": "yes" if self.holds else "no"}


class NotMeasured(Exception):
    """
    The server ran, but not in the way that the goal is about.
    """


@dataclass(frozen=True, slots=True)
class Judgement:
    """
    Verdicts, the goals that could not be measured with the reason, and the rows that the verdicts stand on.
    """

    verdicts: Sequence[Verdict]
    unmeasured: Mapping[str, str]
    rows: Sequence[Row]

    @property
    def holds(self) -> bool:
        """
        Whether every goal asked for was measured and is reached.
        """
        return not self.unmeasured and all(verdict.holds for verdict in self.verdicts)


@dataclass(frozen=True, slots=True)
class Effort:
    """
    How long each measurement lasts, and how often it is made.
    """

    seconds: float
    rounds: int


class _Bench:
    # Measures, and remembers every fault: a cheap delivery that did not arrive is no result.

    def __init__(self, effort: Effort) -> None:
        self._effort = effort
        self.rows: list[Row] = []

    def row(self, server: str, *options: str, seconds: float | None = None) -> Row:
        with running(SERVERS[server]) as target:
            before = written_bytes(target)
            row = measure(target, *options, "--duration", str(seconds or self._effort.seconds))
            row["disk_bytes"] = written_bytes(target) - before
        self.rows.append({"server": server, "options": " ".join(options), **row})
        return row

    def cost(self, case: Case, *servers: str) -> tuple[list[float], str]:
        # One round of all servers after another, so that a change of the machine's pace meets all of them.
        found: dict[str, list[Row]] = {server: [] for server in servers}
        for _ in range(self._effort.rounds):
            for server in servers:
                found[server].append(self.row(server, *case.options))
        costs = [middle(found[server], case.figure) for server in servers]
        words = ", ".join(f"{server} {cost:.2f} µs" for server, cost in zip(servers, costs, strict=True))
        wrong = [f"{server}: {faults(row)}" for server in servers for row in found[server] if faults(row)]
        return costs, "; ".join([*wrong, words])


def one_at_a_time(bench: _Bench) -> list[Verdict]:
    """
    Fan-out to a room of 1000, one message at a time, beside the floor and uWebSockets, which store nothing: with the
    log on the disk, and with the log in memory.
    """
    (disk, memory, floor, uws), note = bench.cost(ONE_AT_A_TIME, "chatd", "memory", "floor", "uws")
    return [
        Verdict(f"fan-out, one at a time{where}, against {peer}", must, cost / beside, "×", note)
        for where, cost in (("", disk), (", log in memory", memory))
        for peer, must, beside in (("the floor", 1.3, floor), ("uWebSockets", 1.15, uws))
    ]


def in_flight(bench: _Bench) -> list[Verdict]:
    """
    The same room with 16 messages in flight; a bare loop that joins as chatd does says what the kernel alone takes.
    """
    (disk, memory, _, uws), note = bench.cost(IN_FLIGHT, "chatd", "memory", "joined", "uws")
    return [
        Verdict("fan-out, 16 in flight, against uWebSockets", 0.8, disk / uws, "×", note),
        Verdict("fan-out, 16 in flight, log in memory, against uWebSockets", 0.8, memory / uws, "×", note),
    ]


def signals(bench: _Bench) -> list[Verdict]:
    """
    Ten people who all send signals.
    """
    (chatd, uws), note = bench.cost(TEN_TALKING, "signals", "uws")
    return [Verdict("signals, ten talking, against uWebSockets", 2, chatd / uws, "×", note)]


def durable(bench: _Bench) -> list[Verdict]:
    """
    Ten rooms of ten people talking: everything a message costs from end to end, the disk included.
    """
    case = Case("durable", "ten rooms of ten talking", _DURABLE, "cpu_us_per_message")
    (cost,), note = bench.cost(case, "chatd")
    row = bench.rows[-1]
    # What was acknowledged must have gone to the disk, text by text; nothing else proves it.
    if float(row["disk_bytes"]) < float(row["acked"]) * float(row["size"]):
        raise NotMeasured(f"the log was not on disk; kept in memory, a message costs {cost:.2f} µs")
    rate = f"{float(row['acked_per_s']):.0f} acknowledged/s, CPU busy {float(row['cpu_share']):.0%}"
    return [Verdict("durable messages, ten rooms of ten", 60, cost, "µs", f"{note}; {rate}")]


def connections(bench: _Bench) -> list[Verdict]:
    """
    What it costs to connect, log in and join, and to stay.
    """
    row = bench.row("chatd", *IDLE_OPTIONS)
    secure, made = kb_per_secure_connection(SERVERS["chatd"])
    return [
        Verdict("idle connection", 10, float(row[MEMORY.figure]), "KB", faults(row)),
        Verdict("idle connection, TLS", 45, secure, "KB", f"{made} connections"),
        Verdict("handshake with login and join", 400, float(row[HANDSHAKE.figure]), "µs", faults(row)),
    ]


def growth(bench: _Bench) -> list[Verdict]:
    """
    One room of 20,000 (or what the limit on open files allows) against one of 1,000: the cost of a delivery, and
    how the floor grows.
    """
    crowd = most_connections(_CROWD)
    ratios, notes = [], []
    for server in ("chatd", "floor"):
        small = bench.row(server, *ONE_AT_A_TIME.options)
        large = bench.row(server, "--connections", str(crowd), "--patience", "120")
        costs = [float(row["cpu_us_per_delivery"]) for row in (small, large)]
        ratios.append(costs[1] / costs[0])
        notes.append(f"{server} {costs[0]:.2f} → {costs[1]:.2f} µs {faults(small)}{faults(large)}".strip())
    return [Verdict(f"a delivery at {crowd:,} connections against 1,000", 1.3, ratios[0], "×", "; ".join(notes))]


def stalled(bench: _Bench) -> list[Verdict]:
    """
    One reader that never reads, among a thousand.
    """
    return [_beside_stalled(bench, 1, "one stalled reader")]


def fifty_stalled(bench: _Bench) -> list[Verdict]:
    """
    Fifty of them.
    """
    return [_beside_stalled(bench, 50, "fifty stalled readers")]


def _beside_stalled(bench: _Bench, many: int, words: str) -> Verdict:
    # Paired runs, with and without, each first in turn.
    ratios, memory, cut = [], [], 0
    for pair in range(_PAIRS):
        rows: dict[int, Row] = {}
        for readers in (0, many) if pair % 2 else (many, 0):
            rows[readers] = bench.row("chatd", *_STALLED, "--stall", str(readers), seconds=8)
        without, beside = rows[0], rows[many]
        ratios.append(float(beside["delivery_p99_ms"]) / float(without["delivery_p99_ms"]))
        memory.append(float(beside["rss_kb"]) - float(without["rss_kb"]))
        cut += int(beside["stalled_cut"])
    pairs = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    note = f"pairs {pairs}; memory {median(memory):+.0f} KB; cut off {cut} of {_PAIRS * many}"
    return Verdict(f"p99 beside {words}", 1.2, median(ratios), "×", note)


GOALS: dict[str, Callable[[_Bench], list[Verdict]]] = {
    "one": one_at_a_time,
    "sixteen": in_flight,
    "signals": signals,
    "durable": durable,
    "connections": connections,
    "growth": growth,
    "stalled": stalled,
    "fifty": fifty_stalled,
}


def judge(names: Sequence[str], effort: Effort) -> Judgement:
    """
    Measure the named goals, one after the other, and say on the terminal what came of each.
    """
    bench = _Bench(effort)
    verdicts: list[Verdict] = []
    unmeasured: dict[str, str] = {}
    for name in names:
        try:
            found = GOALS[name](bench)
        except (CannotStart, CannotMeasure, NotMeasured, OSError, TimeoutError) as error:
            print(f"{name}: not measured: {error}", flush=True)
            unmeasured[name] = str(error)
            continue
        for verdict in found:
            mark = "holds" if verdict.holds else "MISSED"
            got = f"{verdict.got:8.2f} {verdict.unit} (≤ {verdict.must:g})"
            print(f"{verdict.goal:58} {got:22} {mark}  {verdict.note}", flush=True)
        verdicts += found
    return Judgement(verdicts, unmeasured, bench.rows)
