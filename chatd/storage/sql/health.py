"""
The faults of the store, logged once whenever they change.
"""

from collections import Counter

from twisted.logger import Logger


class Health:
    """
    The present fault of each operation.  Each change is logged once, also if it concerns many drafts.  `faults` counts
    how often each has failed.
    """

    _log = Logger()

    def __init__(self) -> None:
        self._problems: dict[str, str] = {}
        self.faults: Counter[str] = Counter()

    @property
    def problem(self) -> str | None:
        """
        The first fault, in one line; None if there is none.
        """
        return next(iter(self._problems.values()), None)

    def report_fault(self, where: str, problem: str) -> None:
        """
        The operation `where` failed because of `problem`.
        """
        self.faults[where] += 1
        if self._problems.get(where) != problem:
            self._problems[where] = problem
            self._log.error("the store cannot {where}: {problem}", where=where, problem=problem)

    def report_ok(self, where: str) -> None:
        """
        The operation `where` succeeded.
        """
        if self._problems.pop(where, None) is not None:
            self._log.info("the store can {where} again", where=where)

    def has_fault(self, where: str) -> bool:
        """
        Whether the operation `where` failed the last time.
        """
        return where in self._problems
