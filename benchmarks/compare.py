"""
Every server under the same load, one after the other, several times over.

A ratio between two rows of one comparison says something; a rate from another day does not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.generator import CannotMeasure, Row, faults, measure, middle
from benchmarks.servers import SERVERS, CannotStart, Server, running


@dataclass(frozen=True, slots=True)
class Case:
    """
    One kind of load, and the figure that it is judged by.
    """

    name: str
    title: str
    options: tuple[str, ...]
    figure: str = "cpu_us_per_delivery"


ROOM = ("--connections", "1000")
ONE_AT_A_TIME = Case("one", "1 room of 1000, one at a time", (*ROOM, "--window", "1"))
IN_FLIGHT = Case("sixteen", "1 room of 1000, 16 in flight", (*ROOM, "--window", "16"))
TEN_TALKING = Case("ten", "10 talking, 64 in flight", ("--connections", "10", "--publishers", "10", "--window", "64"))
PAIR = Case("pair", "a pair talking, 64 in flight", ("--connections", "2", "--publishers", "2", "--window", "64"))
IDLE_OPTIONS = ("--connections", "5000", "--rooms", "500", "--hold")
MEMORY = Case("memory", "KB per idle connection", IDLE_OPTIONS, "kb_per_connection")
HANDSHAKE = Case("handshake", "µs a handshake", IDLE_OPTIONS, "cpu_us_per_handshake")
CASES = (ONE_AT_A_TIME, IN_FLIGHT, PAIR, TEN_TALKING, MEMORY, HANDSHAKE)


def compare(names: Sequence[str], *, rounds: int, seconds: float) -> list[Row]:
    """
    Measure the named servers in turn, `rounds` times; a row for each server, case and round.

    Each case meets a fresh process.  A server that cannot be started is left out and named on the terminal.
    """
    rows: list[Row] = []
    for number in range(rounds):
        for name in names:
            try:
                rows += _measured(SERVERS[name], number, seconds)
            except (CannotStart, CannotMeasure) as error:
                print(f"left out: {error}", flush=True)
    return rows


def _measured(server: Server, number: int, seconds: float) -> Iterable[Row]:
    last: tuple[tuple[str, ...], Row] | None = None
    for case in CASES:
        # Memory and handshake are two figures of the same run.
        if last and last[0] == case.options:
            row = last[1]
        else:
            with running(server) as target:
                row = measure(target, *case.options, "--duration", str(seconds))
        last = case.options, row
        print(f"{server.title:22} {case.title:32} {float(row[case.figure]):9.2f}  {faults(row)}", flush=True)
        yield {"server": server.name, "case": case.name, "round": number, **row}


def table(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """
    The median of each case's figure, by server and case, in the order of the rows.
    """
    result: dict[str, dict[str, float]] = {}
    for server in dict.fromkeys(str(row["server"]) for row in rows):
        result[server] = {}
        for case in CASES:
            found = [row for row in rows if row["server"] == server and row["case"] == case.name]
            if found:
                result[server][case.name] = middle(found, case.figure)
    return result
