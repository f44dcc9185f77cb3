"""
A fake of a durable store, and an operator's services, for tests of operators' commands.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from twisted.internet.defer import Deferred, execute, fail, succeed

from chatd.admin.cleanup import Cleanup
from chatd.admin.context import OperatorContext
from chatd.admin.operations import Operations
from chatd.domain.events import LogEvent
from chatd.domain.moderation import AuditEntry
from chatd.domain.rooms import RoomSettings
from chatd.errors import Refusal
from chatd.interfaces.storage import StoreStatus
from chatd.storage.memory.webhooks import MemoryWebhooks
from chatd.webhooks.addresses import AddressRules
from chatd.webhooks.administration import WebhookAdmin
from tests.support.fakes import World

T = TypeVar("T")


class FakeUpkeep:
    """
    A `StoreMaintenance`.  A test sets what there is, and may hold an answer back with `held`; `acts` are what was
    written down.
    """

    def __init__(self) -> None:
        self.status = StoreStatus()
        self.writing = False
        self.wrong: list[str] = []
        self.rooms: dict[str, list[str]] = {}
        self.imported: dict[str, tuple[RoomSettings, list[LogEvent]]] = {}
        self.error: Exception | None = None
        self.held: Deferred[None] | None = None
        self.calls: list[str] = []
        self.acts: list[tuple[str, str | None, str]] = []
        self.changing: Callable[[str], None] = lambda room: None

    def open_store(self) -> Awaitable[None]:
        return succeed(None)

    def close_store(self) -> Awaitable[None]:
        return succeed(None)

    def run_maintenance(self) -> Awaitable[None]:
        return succeed(None)

    def watch_changes(self, changed: Callable[[str], None]) -> None:
        """
        See `chatd.interfaces.storage.StoreMaintenance`.
        """

    def erase_user(self, user_id: str) -> Deferred[Sequence[str]]:
        """
        See `chatd.interfaces.storage.StoreMaintenance`: `rooms` says who has spoken where.
        """
        return self._answer("erase", lambda: [room for room, users in self.rooms.items() if user_id in users])

    async def erased_guests(self) -> Sequence[str]:
        return ()

    async def unfinished_erasures(self) -> Sequence[str]:
        return ()

    def new_epoch(self, room: str | None = None, act: AuditEntry | None = None) -> Deferred[Sequence[str]]:
        def renew() -> list[str]:
            found = [name for name in self.rooms if room in {None, name}]
            for name in found:
                self.changing(name)
            if found or room is None:
                self._act(act)
            return found

        return self._answer("new_epoch", renew)

    def delete_room(self, room: str, act: AuditEntry | None, *, unused_since: int | None = None) -> Deferred[bool]:
        def delete() -> bool:
            if room not in self.rooms or (unused_since is not None and self.rooms[room]):
                return False
            del self.rooms[room]
            self._act(act)
            return True

        return self._answer("delete_room", delete)

    async def lost_inboxes(self, before: int, *, limit: int) -> Sequence[str]:
        return []

    async def unused_rooms(self, before: int, *, after: str = "", limit: int) -> Sequence[str]:
        return sorted(room for room, users in self.rooms.items() if not users and room > after)[:limit]

    def import_log(
        self,
        room: str,
        settings: RoomSettings,
        events: Iterable[LogEvent],
        *,
        replace: bool,
        act: AuditEntry | None = None,
    ) -> Deferred[int]:
        def read() -> int:
            if room in self.imported and not replace:
                raise Refusal("conflict", f"{room} has a log already")
            self.imported[room] = (settings, list(events))
            self.changing(room)
            self._act(act)
            return len(self.imported[room][1])

        return self._answer("import_log", read)

    def check_integrity(self) -> Deferred[Sequence[str]]:
        return self._answer("check", lambda: self.wrong)

    def backup(self, path: Path) -> Deferred[None]:
        def copy() -> None:
            path.write_bytes(b"everything")

        return self._answer("backup", copy)

    def _act(self, act: AuditEntry | None) -> None:
        if act is not None:
            self.acts.append((act.action, act.room, act.detail))

    def _answer(self, name: str, work: Callable[[], T]) -> Deferred[T]:
        self.calls.append(name)
        if self.error is not None:
            return fail(self.error)
        if self.held is None:
            return execute(work)
        return self.held.addCallback(lambda _: work())


def operator_context(world: World, directory: Path, operations: Operations) -> OperatorContext:
    """
    What the operator of the node `world` works with.
    """
    return OperatorContext(
        requests=world.assembly.requests,
        directory=directory,
        operations=operations,
        cleanup=Cleanup(
            log=world.store,
            search=world.recall,
            upkeep=operations._upkeep,
            roster=world.roster,
            keys=world.authentication.keys,
            now=world.now,
            live_sessions=world.assembly.live_sessions,
        ),
        moderation=world.moderation,
        administration=world.authentication.account_admin,
        keys=world.authentication.keys,
        revocations=world.authentication.revocations,
        webhooks=WebhookAdmin(
            MemoryWebhooks(world.roster, world.catalogue), AddressRules(), world.now, new_id=lambda: "wh_1"
        ),
        people=world.people,
        roster=world.roster,
        catalogue=world.catalogue,
        retention=world.assembly.rooms._retention,
        now=world.now,
    )
