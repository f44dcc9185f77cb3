"""
Measure chatd, the floor under it, and what people would pick instead.

Run from the repository's root:

    python -m benchmarks.run setup               fetch the peers and compile the load generator
    python -m benchmarks.run compare [NAME ...]  all servers, or some, under the same load
    python -m benchmarks.run goals [GOAL ...]    what chatd must reach, with a verdict each
    python -m benchmarks.run chart               bring docs/performance.md up to the newest results
    python -m benchmarks.run all                 everything of the above in turn
"""

import argparse
import os
import sys
from collections.abc import Sequence

from benchmarks import fetch, report
from benchmarks.compare import compare
from benchmarks.goals import GOALS, Effort, judge
from benchmarks.machine import describe
from benchmarks.servers import SERVERS

_CORES = 2


def main(arguments: Sequence[str]) -> int:
    """
    Do what the command line says; 1 if a goal was missed.
    """
    options = _parse(arguments)
    if len(os.sched_getaffinity(0)) < _CORES:
        print("this needs two cores: one for the server, one for the load", file=sys.stderr)
        return 2
    verbs = {"setup": _setup, "compare": _compare, "goals": _goals, "chart": _chart, "all": _all}
    return verbs[options.verb](options)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.run",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("verb", choices=("setup", "compare", "goals", "chart", "all"))
    parser.add_argument("names", nargs="*", help=f"servers ({' '.join(SERVERS)}) or goals ({' '.join(GOALS)})")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured (3)")
    parser.add_argument("--seconds", type=float, default=4, help="how long each measurement lasts (4)")
    options = parser.parse_intermixed_args(arguments)
    known: list[str] = {"compare": list(SERVERS), "goals": list(GOALS)}.get(options.verb, [])
    if unknown := [name for name in options.names if name not in known]:
        parser.error(f"{options.verb} knows no {unknown[0]}; it knows {' '.join(known) or 'no names'}")
    return options


def _setup(_: argparse.Namespace) -> int:
    fetch.compile_programs()
    fetch.fetch_peers()
    return 0


def _compare(options: argparse.Namespace) -> int:
    fetch.compile_programs()
    machine = describe()
    rows = compare(options.names or list(SERVERS), rounds=options.rounds, seconds=options.seconds)
    print(report.comparison_table(rows))
    # Some of the servers are a look, not a result to publish.
    if not options.names:
        report.save("compare", machine, rows=rows)
    return 0


def _goals(options: argparse.Namespace) -> int:
    fetch.compile_programs()
    machine = describe()
    judgement = judge(options.names or list(GOALS), Effort(options.seconds, options.rounds))
    # A part of the goals is a look, not a result to publish.
    if not options.names:
        verdicts = [verdict.as_row() for verdict in judgement.verdicts]
        report.save("goals", machine, verdicts=verdicts, unmeasured=judgement.unmeasured, rows=judgement.rows)
    return 0 if judgement.holds else 1


def _chart(_: argparse.Namespace) -> int:
    for path in report.publish():
        print(path)
    return 0


def _all(options: argparse.Namespace) -> int:
    _setup(options)
    _compare(options)
    missed = _goals(options)
    _chart(options)
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
