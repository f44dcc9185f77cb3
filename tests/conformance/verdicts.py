"""
What came of the cases, judged and summed up.
"""

from collections import Counter
from typing import NamedTuple

COLUMNS = ("ok", "informational", "declined", "failed")


class Verdict(NamedTuple):
    """
    What came of one case: `outcome` is ``ok``, ``informational``, ``declined`` or what went wrong.
    """

    case: str
    outcome: str
    reason: str
    seconds: float

    @property
    def group(self) -> str:
        """
        The chapter of the suite that the case belongs to.
        """
        return self.case.split(".")[0]

    @property
    def good(self) -> bool:
        """
        Whether the server did what the RFC asks for.
        """
        return self.outcome in {"ok", "informational", "declined"}


def judge(case: str, behavior: str, close: str, reason: str, seconds: float, *, deflate: bool) -> Verdict:
    """
    The suite's two labels of a case as one verdict.  NON-STRICT is not good enough here; UNIMPLEMENTED is right
    where compression was offered to a server that has it switched off, and nowhere else.
    """
    labels = {behavior, close}
    if labels == {"OK"}:
        outcome = "ok"
    elif labels <= {"OK", "INFORMATIONAL"}:
        outcome = "informational"
    elif not deflate and labels == {"UNIMPLEMENTED", "OK"} and case.startswith(("12.", "13.")):
        outcome = "declined"
    else:
        outcome = f"{behavior}/{close}"
    return Verdict(case, outcome, reason, seconds)


def table(verdicts: list[Verdict]) -> str:
    """
    A line for each chapter of the suite, one for the whole, and one for each case that failed.
    """
    counts: dict[str, Counter[str]] = {}
    for verdict in verdicts:
        column = verdict.outcome if verdict.good else "failed"
        counts.setdefault(verdict.group, Counter())[column] += 1
    lines = ["chapter " + "".join(f"{column:>15}" for column in COLUMNS)]
    chapters = sorted(counts, key=int)
    counts["all"] = sum(counts.values(), Counter[str]())
    lines += [f"{name:8}" + "".join(f"{counts[name][column]:15}" for column in COLUMNS) for name in (*chapters, "all")]
    lines += [f"FAILED {v.case}: {v.outcome}: {v.reason}" for v in verdicts if not v.good]
    return "\n".join(lines)
