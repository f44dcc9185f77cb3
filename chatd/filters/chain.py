"""
What a filter is, and the chain of them that a text goes through before it is stored.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import Struct

from chatd.domain import validation
from chatd.domain.events import User
from chatd.domain.patterns import Pattern
from chatd.domain.roles import outranks
from chatd.errors import Refusal

EVERYWHERE = ("*", "~*")
"""The patterns of all rooms, those with ids of the server's own included."""


class FilterInput(Struct, frozen=True):
    """
    Who wants a message to say `text`, new or edited, in which room and in what role.
    """

    room: str
    user: User
    role: str
    text: str


class Refuse(Struct, frozen=True):
    """
    A filter's verdict that the text shall not be said; `reason` is told to its author.
    """

    reason: str


class Filter(Protocol):
    """
    Looks at every text of the rooms it is set for.  It must answer at once and remember nothing that grows.
    """

    def judge(self, saying: FilterInput) -> str | Refuse:
        """
        The text to go on with, as it is or changed, or a `Refuse`.
        """


class Step(Struct, frozen=True):
    """
    One filter's place in the chain.

    It sees the texts of rooms that match one of `rooms`, but not of those whose role is `exempt` or higher.  If it
    fails, the text is refused, or goes on as it was if `fail_open`.
    """

    name: str
    filter: Filter
    rooms: tuple[Pattern, ...] = tuple(map(Pattern, EVERYWHERE))
    exempt: str | None = None
    fail_open: bool = False

    def concerns(self, saying: FilterInput) -> bool:
        """
        Whether this filter is asked about `saying`.
        """
        if self.exempt is not None and not outranks(self.exempt, saying.role):
            return False
        return any(pattern.matches(saying.room) for pattern in self.rooms)


Fault = Callable[[str, Exception], None]
"""Told the name of a filter that failed, and with what, in the `except` clause that caught it."""


class Chain:
    """
    Filters in order: each gets the text that the one before it left.

    `fault` hears of each that fails.  A text longer than `limit`, or that could not have been sent, is a fault of the
    filter that made it.
    """

    def __init__(self, steps: Sequence[Step], *, fault: Fault, limit: int) -> None:
        self._steps = tuple(steps)
        self._fault = fault
        self._limit = limit

    def __len__(self) -> int:
        return len(self._steps)

    def judge(self, saying: FilterInput) -> str:
        """
        The text to store, or a refusal: `filtered`, or `internal` if a filter failed.

        Given back as the same object if nothing changed it.
        """
        text = saying.text
        for step in self._steps:
            if step.concerns(saying):
                changed = self._judge(step, saying)
                if changed != text:
                    text = changed
                    saying = FilterInput(saying.room, saying.user, saying.role, text)
        return text

    def _judge(self, step: Step, saying: FilterInput) -> str:
        try:
            verdict = step.filter.judge(saying)
            if isinstance(verdict, str):
                if verdict.strip():
                    validation.check_text(verdict, self._limit)
            elif not isinstance(verdict, Refuse):
                raise TypeError(f"expected a text or a Refuse, got {type(verdict).__name__}")
        except Exception as error:
            self._fault(step.name, error)
            if step.fail_open:
                return saying.text
            raise Refusal("internal", "a filter of this room failed; it has been logged") from None
        if isinstance(verdict, Refuse):
            raise Refusal("filtered", verdict.reason, field="text")
        if not verdict.strip():
            raise Refusal("filtered", "a filter of this room left nothing of the text", field="text")
        return verdict
