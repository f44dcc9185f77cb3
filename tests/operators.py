"""
What stands in for a durable store, and for who looks after people, in the tests of what an operator does.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from twisted.internet.defer import Deferred, execute, fail, succeed

from chatd.archive import StoreStatus
from chatd.authority import OPERATOR
from chatd.charges import AnyCharge
from chatd.errors import Refusal
from chatd.model import LogEvent
from chatd.roster import Act
from chatd.terms import RoomSettings

T = TypeVar("T")


class FakeUpkeep:
    """
    See `chatd.archive.Upkeep`.  A test sets what there is, and may hold an answer back with `held`; `acts` are what was
    written down.
    """

    def __init__(self) -> None:
        self.status = StoreStatus()
        self.wrong: list[str] = []
        self.rooms: dict[str, list[str]] = {}
        self.imported: dict[str, tuple[RoomSettings, list[LogEvent]]] = {}
        self.error: Exception | None = None
        self.held: Deferred[None] | None = None
        self.calls: list[str] = []
        self.acts: list[tuple[str, str | None, str]] = []
        self.changing: Callable[[str], None] = lambda room: None

    def open(self) -> Awaitable[None]:
        """
        See `chatd.archive.Upkeep`.
        """
        return succeed(None)

    def close(self) -> Awaitable[None]:
        """
        See `chatd.archive.Upkeep`.
        """
        return succeed(None)

    def tidy(self) -> Awaitable[None]:
        """
        See `chatd.archive.Upkeep`.
        """
        return succeed(None)

    def watch_changes(self, changed: Callable[[str], None]) -> None:
        """
        See `chatd.archive.Upkeep`.
        """

    def erase(self, user_id: str) -> Deferred[Sequence[str]]:
        """
        See `chatd.archive.Upkeep`: `rooms` says who has spoken where.
        """
        return self._answer("erase", lambda: [room for room, users in self.rooms.items() if user_id in users])

    async def unfinished(self) -> Sequence[str]:
        """
        See `chatd.archive.Upkeep`.
        """
        return ()

    def new_epoch(self, room: str | None = None, act: Act | None = None) -> Deferred[Sequence[str]]:
        """
        See `chatd.archive.Upkeep`.
        """

        def renew() -> list[str]:
            found = [name for name in self.rooms if room in {None, name}]
            for name in found:
                self.changing(name)
            if found or room is None:
                self._act(act)
            return found

        return self._answer("new_epoch", renew)

    def import_log(
        self, room: str, settings: RoomSettings, events: Iterable[LogEvent], *, replace: bool, act: Act | None = None
    ) -> Deferred[int]:
        """
        See `chatd.archive.Upkeep`.
        """

        def read() -> int:
            if room in self.imported and not replace:
                raise Refusal("conflict", f"{room} has a log already")
            self.imported[room] = (settings, list(events))
            self.changing(room)
            self._act(act)
            return len(self.imported[room][1])

        return self._answer("import_log", read)

    def check(self) -> Deferred[Sequence[str]]:
        """
        See `chatd.archive.Upkeep`.
        """
        return self._answer("check", lambda: self.wrong)

    def backup(self, path: Path) -> Deferred[None]:
        """
        See `chatd.archive.Upkeep`.
        """

        def copy() -> None:
            path.write_bytes(b"everything")

        return self._answer("backup", copy)

    def _act(self, act: Act | None) -> None:
        if act is not None:
            self.acts.append((act.action, act.room, act.detail))

    def _answer(self, name: str, work: Callable[[], T]) -> Deferred[T]:
        self.calls.append(name)
        if self.error is not None:
            return fail(self.error)
        if self.held is None:
            return execute(work)
        return self.held.addCallback(lambda _: work())


class FakeSteward:
    """
    See `chatd.upkeep.Steward`: everybody goes by their id.
    """

    def carry_out(
        self, charge: AnyCharge, tell: Callable[[dict[str, Any]], Awaitable[None]]
    ) -> Awaitable[dict[str, Any]]:
        """
        See `chatd.upkeep.Steward`.
        """
        return succeed({"charge": type(charge).__name__})

    def strike(self, who: str) -> Awaitable[str]:
        """
        See `chatd.upkeep.Steward`.
        """
        return succeed(who)

    def act(self, action: str, *, detail: str = "", room: str | None = None) -> Act:
        """
        See `chatd.upkeep.Steward`.
        """
        return Act(action=action, by=OPERATOR.who, time=0, room=room, detail=detail)
