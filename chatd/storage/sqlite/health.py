"""
How the store is, told once whenever it changes.
"""

from twisted.logger import Logger


class Health:
    """
    What is wrong, by where it was noticed: one line in the log for each change, however many drafts it concerns.
    """

    _log = Logger()

    def __init__(self) -> None:
        self._problems: dict[str, str] = {}

    @property
    def problem(self) -> str | None:
        """
        What is wrong, in one line; None if nothing is.
        """
        return next(iter(self._problems.values()), None)

    def report_fault(self, where: str, problem: str) -> None:
        """
        It does not work there.
        """
        if self._problems.get(where) != problem:
            self._problems[where] = problem
            self._log.error("the store cannot {where}: {problem}", where=where, problem=problem)

    def report_ok(self, where: str) -> None:
        """
        It works there.
        """
        if self._problems.pop(where, None) is not None:
            self._log.info("the store can {where} again", where=where)

    def has_fault(self, where: str) -> bool:
        """
        Whether it did not work there the last time.
        """
        return where in self._problems
