"""
The interface of a text filter, and the chain of filters that a text goes through before it is stored.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import Struct

from chatd.domain import validation
from chatd.domain.events import User
from chatd.domain.patterns import SITE, Pattern
from chatd.domain.roles import outranks
from chatd.errors import Refusal

EVERYWHERE = ("*", "~*")
"""The patterns that match all rooms, including those whose id was made by the server."""


class FilterInput(Struct, frozen=True):
    """
    The text of a new or edited message, with its author, the author's role, and the room; or another text that people
    see, by its `field`: ``name``, ``title``, ``topic``, ``room`` (an id) or ``reason``.

    `room` is ``/`` for what is shown on the whole site.
    """

    room: str
    user: User
    role: str
    text: str
    field: str = "text"


class Refuse(Struct, frozen=True):
    """
    The result of a filter that refuses the text; `reason` is sent to the author.
    """

    reason: str


class Filter(Protocol):
    """
    Checks every text of the rooms it is configured for.  It must return at once and keep no growing state.
    """

    def judge(self, saying: FilterInput) -> str | Refuse:
        """
        The text to continue with, changed or not, or a `Refuse`.
        """


class Step(Struct, frozen=True):
    """
    One filter's place in the chain.

    It checks texts in rooms that match one of `rooms`, except those of users with the role `exempt` or higher.  If it
    fails, the text is refused, or continues unchanged if `fail_open`.
    """

    name: str
    filter: Filter
    rooms: tuple[Pattern, ...] = tuple(map(Pattern, EVERYWHERE))
    exempt: str | None = None
    fail_open: bool = False

    def concerns(self, saying: FilterInput) -> bool:
        """
        Whether this filter checks `saying`.
        """
        if self.exempt is not None and not outranks(self.exempt, saying.role):
            return False
        if saying.room == SITE:
            return any(pattern.text in _SITEWIDE for pattern in self.rooms)
        return any(pattern.matches(saying.room) for pattern in self.rooms)


_SITEWIDE = frozenset({SITE, EVERYWHERE[0]})

Fault = Callable[[str, Exception], None]
"""Called with the name of a filter that failed and its exception, in the `except` clause that caught it."""


class Chain:
    """
    Filters in order: each gets the text that the one before it returned.

    `fault` is called for each that fails.  A filter also fails if it returns a text longer than `limit`, or one that
    could not have been sent.
    """

    def __init__(self, steps: Sequence[Step], *, fault: Fault, limit: int) -> None:
        self.steps = tuple(steps)
        self._fault = fault
        self.limit = limit

    def __len__(self) -> int:
        return len(self.steps)

    def replace_filters(self, other: "Chain") -> None:
        """
        Uses the filters of `other` from now on.
        """
        self.steps, self.limit = other.steps, other.limit

    def judge(self, saying: FilterInput) -> str:
        """
        The text to store: the same object if no filter changed it.

        Refused as `filtered` by a filter, as `internal` if a filter failed.
        """
        text = saying.text
        for step in self.steps:
            if step.concerns(saying):
                changed = self._judge(step, saying)
                if changed != text:
                    text = changed
                    saying = FilterInput(saying.room, saying.user, saying.role, text, saying.field)
        return text

    def check_field(self, saying: FilterInput) -> None:
        """
        Refuse as `filtered`, by the name of its field, a text that a filter refuses or would change: names and titles
        are never repaired.  An empty text is allowed.
        """
        field = saying.field
        if saying.text and self.judge(saying) != saying.text:
            raise Refusal("filtered", f"{field}: a filter does not allow this {field}", field=field)

    def _judge(self, step: Step, saying: FilterInput) -> str:
        try:
            verdict = step.filter.judge(saying)
            if isinstance(verdict, str):
                if verdict.strip():
                    validation.check_text(verdict, self.limit)
            elif not isinstance(verdict, Refuse):
                raise TypeError(f"expected a text or a Refuse, got {type(verdict).__name__}")
        except Exception as error:
            self._fault(step.name, error)
            if step.fail_open:
                return saying.text
            raise Refusal("internal", "a filter of this room failed; it has been logged") from None
        if isinstance(verdict, Refuse):
            raise Refusal("filtered", verdict.reason, field=saying.field)
        if not verdict.strip():
            raise Refusal("filtered", "a filter of this room left nothing of the text", field=saying.field)
        return verdict
