"""
The table of operator commands, used by the parser of the command line, the control socket and the executor.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Union

import msgspec

from chatd.admin.command import OperatorCommand
from chatd.admin.commands import (
    accounts,
    cleanup,
    daemon,
    hooks,
    keys,
    logs,
    messages,
    rooms,
    sanctions,
    store,
    tail,
    tokens,
    webhooks,
)
from chatd.admin.protocol import Done, End, Failed, Item, Line, Reply, Request
from chatd.domain.decode_errors import field_error
from chatd.errors import Refusal

COMMANDS: tuple[OperatorCommand[Any, Any, Any], ...] = (
    *store.COMMANDS,
    *daemon.COMMANDS,
    *logs.COMMANDS,
    *tail.COMMANDS,
    *accounts.COMMANDS,
    *keys.COMMANDS,
    *tokens.COMMANDS,
    *webhooks.COMMANDS,
    *hooks.COMMANDS,
    *rooms.COMMANDS,
    *messages.COMMANDS,
    *cleanup.COMMANDS,
    *sanctions.COMMANDS,
)
"""The commands, in the order of ``chatd --help``."""

GROUPS = {
    "user": "accounts: add, list, disable, enable, password, role, sign-out",
    "key": "keys of back ends: create, list, revoke",
    "token": "tokens of the site's own login: revoke, list",
    "webhook": "webhooks: add, list, show, rotate, enable, disable, remove, deliveries, replay",
    "hook": "incoming webhooks: add, list, revoke",
    "room": "rooms: list, set, members, delete",
    "message": "messages: delete",
    "report": "reports: close",
}
"""The help texts of the first words of two-word commands."""

_ROWS = {row.request: row for row in COMMANDS}

_decode_request: Callable[[bytes], Request | Line | End] = msgspec.json.Decoder(
    Union[(*(row.request for row in COMMANDS if row.execute is not None), Line, End)]
).decode


def row_of(request: Request) -> OperatorCommand[Any, Any, Any]:
    """
    Returns the row that executes `request` and prints its answer.
    """
    return _ROWS[type(request)]


def decode_request(line: bytes) -> Request | Line | End:
    """
    Decodes a record from an operator; raises Refusal `invalid`.
    """
    try:
        return _decode_request(line)
    except msgspec.ValidationError as error:
        raise Refusal("invalid", field_error(error).told("the order")) from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Refusal("invalid", f"not an order: {error}") from None


@cache
def reply_decoder(request: type[Request]) -> Callable[[bytes], Reply]:
    """
    Returns a decoder of the daemon's records for requests of that type; it raises msgspec.DecodeError.
    """
    row: Any = _ROWS[request]
    return msgspec.json.Decoder(Line | Item[row.item] | Done[row.answer] | Failed).decode
