"""
Carries out what an operator has ordered: from an order to the use cases, and from what they say to records.

The same through the control socket and on the command line itself, where no daemon runs.
"""

import secrets
from collections.abc import Awaitable, Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Protocol

from msgspec.structs import asdict
from twisted.logger import Logger

from chatd.admin import protocol
from chatd.admin.operations import Operations
from chatd.admin.protocol import AnyCharge, AnyOrder, Done, Failed, Item, Line, Told
from chatd.admin.room_file import Reader
from chatd.domain.events import LogEvent
from chatd.errors import Refusal

HANDOVER = "handover."
"""How the names of files begin that are made to be taken away."""

_log = Logger()


class Gone(Exception):
    """
    Whoever gave the order is not there any more.
    """


class CommandChannel(Protocol):
    """
    The other end of an order.
    """

    def tell(self, record: Told) -> Awaitable[None]:
        """
        Say something, and wait until there is room for more; `Gone` if nobody is there.
        """

    def line(self) -> Awaitable[str | None]:
        """
        The next of the lines that belong to the order; None at their end, `Gone` if that does not come any more.
        """

    def at_end(self, call: Callable[[], object]) -> None:
        """
        Call something once the other end has what it wanted, or is gone.
        """


async def execute(operations: Operations, directory: Path, order: AnyOrder, exchange: CommandChannel) -> Done | Failed:
    """
    Do it, and how it ended.  Raises nothing but `Gone`.

    Files on their way are made in `directory`.
    """
    errand = _Errand(operations, directory, exchange)
    try:
        if isinstance(order, AnyCharge):
            return Done(await errand.charge(order))
        return Done(await _ERRANDS[type(order)](errand, order))
    except Gone:
        raise
    except Refusal as refusal:
        return Failed(refusal.code, refusal.message)
    except OSError as error:
        return Failed("unavailable", " ".join(str(error).split()))
    except Exception as error:
        _log.failure("{order} failed", order=type(order).__name__)
        # The operator may know: nobody else is on this way.
        what = f"{type(error).__name__}: {' '.join(str(error).split())}"
        return Failed("internal", f"a fault of chatd's own: {what[:500]}")


class _Errand:
    def __init__(self, operations: Operations, directory: Path, exchange: CommandChannel) -> None:
        self._operations = operations
        self._directory = directory
        self._exchange = exchange

    async def status(self, order: protocol.Status) -> dict[str, Any]:
        return asdict(self._operations.status())

    async def charge(self, charge: AnyCharge) -> dict[str, Any]:
        return await self._operations.stewardship.carry_out(charge, lambda value: self._exchange.tell(Item(value)))

    async def check(self, order: protocol.Check) -> dict[str, Any]:
        found = await self._operations.check()
        await self._list("problem", found)
        return {"problems": len(found)}

    async def backup(self, order: protocol.Backup) -> dict[str, Any]:
        path = self._directory / f"{HANDOVER}{secrets.token_hex(8)}"
        self._exchange.at_end(lambda: path.unlink(missing_ok=True))
        await self._operations.backup(path)
        return {"name": path.name, "bytes": path.stat().st_size}

    async def erase(self, order: protocol.Erase) -> dict[str, Any]:
        user = await self._operations.stewardship.strike(order.who)
        rooms = await self._operations.erase(user)
        await self._list("room", rooms)
        return {"user": user, "rooms": len(rooms)}

    async def epoch(self, order: protocol.Epoch) -> dict[str, Any]:
        rooms = await self._operations.new_epoch(order.room)
        await self._list("room", rooms)
        return {"rooms": len(rooms)}

    async def export(self, order: protocol.Export) -> dict[str, Any]:
        count = await self._operations.export(order.room, lambda text: self._exchange.tell(Line(text)))
        return {"room": order.room, "events": count}

    async def import_log(self, order: protocol.Import) -> dict[str, Any]:
        # Whole before it is begun: the store reads it in the thread that writes, and waits for nobody there.
        reader = Reader(order.room)
        with TemporaryFile(dir=self._directory) as spool:
            while (text := await self._exchange.line()) is not None:
                line = text.encode().rstrip(b"\r\n")
                reader.take(line)
                spool.write(line + b"\n")
            settings = reader.finish()
            spool.seek(0)
            count = await self._operations.import_log(
                order.room, settings, _events(order.room, spool), replace=order.replace
            )
        return {"room": order.room, "events": count}

    async def _list(self, name: str, values: Iterable[str]) -> None:
        for value in values:
            await self._exchange.tell(Item({name: value}))


_ERRANDS: dict[type[AnyOrder], Callable[[_Errand, Any], Awaitable[dict[str, Any]]]] = {
    protocol.Status: _Errand.status,
    protocol.Check: _Errand.check,
    protocol.Backup: _Errand.backup,
    protocol.Erase: _Errand.erase,
    protocol.Epoch: _Errand.epoch,
    protocol.Export: _Errand.export,
    protocol.Import: _Errand.import_log,
}


def _events(room: str, lines: Iterable[bytes]) -> Iterator[LogEvent]:
    reader = Reader(room)
    for line in lines:
        event = reader.take(line.rstrip(b"\n"))
        if event is not None:
            yield event
