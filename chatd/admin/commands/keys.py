"""
``chatd key``: API keys of back ends.
"""

from argparse import ArgumentParser, Namespace
from typing import Any

from msgspec import Struct, field

from chatd.admin.arguments import parse_pair, parse_seconds
from chatd.admin.command import CommandChannel, NoItem, OperatorCommand
from chatd.admin.context import OperatorContext
from chatd.admin.formatting import format_count, format_time
from chatd.admin.protocol import Item, Request
from chatd.domain.accounts import OPERATOR, Rate, Scope


class CreateKey(Request, frozen=True, tag="key_create", kw_only=True):
    """
    Make an API key.  `rooms` are the allowed actions by room pattern, `roles` the given roles by pattern; `per_second`
    and `burst` are its budget; it ends after so many `seconds` (None: never).
    """

    name: str
    rooms: dict[str, list[str]]
    roles: dict[str, str] = field(default_factory=dict)
    speaks_as: bool = False
    per_second: float = Rate().per_second
    burst: int = Rate().burst
    seconds: int | None = None


class ListKeys(Request, frozen=True, tag="key_list"):
    """
    List all API keys, without their tokens.
    """


class RevokeKey(Request, frozen=True, tag="key_revoke"):
    """
    Revoke an API key.
    """

    name: str


class KeyMade(Struct, frozen=True):
    """
    A new key with its `token`, which is not stored.
    """

    name: str
    token: str


class KeyShown(Struct, frozen=True):
    """
    A key as it is stored, without its digest; times in milliseconds since 1970.
    """

    name: str
    scope: Scope
    by: str
    created: int
    used: int | None
    revoked: int | None


class KeysListed(Struct, frozen=True):
    """
    How many keys were listed.
    """

    keys: int


class KeyRevoked(Struct, frozen=True):
    """
    The key that was revoked.
    """

    name: str


async def create_key(context: OperatorContext, request: CreateKey, channel: CommandChannel) -> KeyMade:
    """
    Execute `CreateKey`.
    """
    scope = Scope(
        {room: tuple(some) for room, some in request.rooms.items()},
        request.roles,
        request.speaks_as,
        request.per_second,
        request.burst,
        None if request.seconds is None else context.now() + request.seconds * 1000,
    )
    token, key = await context.keys.create_key(request.name, scope, OPERATOR.who)
    return KeyMade(key.name, token)


async def list_keys(context: OperatorContext, request: ListKeys, channel: CommandChannel) -> KeysListed:
    """
    Execute `ListKeys`.
    """
    keys = await context.people.keys()
    for key in keys:
        await channel.send_record(Item(KeyShown(key.name, key.scope, key.by, key.created, key.used, key.revoked)))
    return KeysListed(len(keys))


async def revoke_key(context: OperatorContext, request: RevokeKey, channel: CommandChannel) -> KeyRevoked:
    """
    Execute `RevokeKey`.
    """
    key = await context.keys.revoke_key(request.name, OPERATOR.who)
    return KeyRevoked(key.name)


def _format_key(key: KeyShown) -> str:
    state = "revoked" if key.revoked else f"last used {format_time(key.used)}"
    state += "" if key.scope.ends is None else f", ends {format_time(key.scope.ends)}"
    words = [f"{pattern}={','.join(actions)}" for pattern, actions in key.scope.rooms.items()]
    words += [f"{pattern} as {role}" for pattern, role in key.scope.roles.items()]
    words += ["speaks as others"] if key.scope.speaks_as else []
    rate = Rate(key.scope.per_second, key.scope.burst)
    words += [] if rate == Rate() else [f"{rate.per_second:g} a second, {rate.burst} at once"]
    return f"{key.name}  made {format_time(key.created)}, {state}  {'; '.join(words)}"


def _add_scope(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument(
        "--rooms", metavar="PATTERN=ACTION,…", action="append", required=True, help="what it may do where; * for all"
    )
    parser.add_argument("--role", metavar="PATTERN=ROLE", action="append", default=[], help="what it is given where")
    parser.add_argument("--as", dest="speaks_as", action="store_true", help="it may speak as other users")
    rate = Rate()
    parser.add_argument(
        "--per-second",
        metavar="NUMBER",
        type=float,
        default=rate.per_second,
        help=f"its budget: messages and requests a second (default: {rate.per_second:g})",
    )
    parser.add_argument(
        "--burst",
        metavar="NUMBER",
        type=int,
        default=rate.burst,
        help=f"and so many at once (default: {rate.burst})",
    )
    parser.add_argument("--for", dest="length", metavar="90d", help="it ends after that (s, m, h, d); else never")


def _read_create_key(given: Namespace) -> CreateKey:
    rooms = {pattern: actions.split(",") for pattern, actions in map(parse_pair, given.rooms)}
    return CreateKey(
        name=given.name,
        rooms=rooms,
        roles=dict(map(parse_pair, given.role)),
        speaks_as=given.speaks_as,
        per_second=given.per_second,
        burst=given.burst,
        seconds=parse_seconds(given.length),
    )


def _add_name(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")


COMMANDS: tuple[OperatorCommand[Any, Any, Any], ...] = (
    OperatorCommand[CreateKey, NoItem, KeyMade](
        name="key create",
        help="make a key; its token is printed once",
        add_arguments=_add_scope,
        read_arguments=_read_create_key,
        request=CreateKey,
        execute=create_key,
        answer=KeyMade,
        show_answer=lambda request, made: f"{made.token}\nKeep it: it is not shown again.",
        if_lost=lambda request: f"revoke the key with 'chatd key revoke {request.name}' and create it again",
    ),
    OperatorCommand[ListKeys, KeyShown, KeysListed](
        name="key list",
        help="list the keys",
        read_arguments=lambda given: ListKeys(),
        request=ListKeys,
        execute=list_keys,
        item=KeyShown,
        show_item=_format_key,
        answer=KeysListed,
        show_answer=lambda request, listed: format_count(listed.keys, "key"),
        reads_only=True,
    ),
    OperatorCommand[RevokeKey, NoItem, KeyRevoked](
        name="key revoke",
        help="let a key open nothing any more",
        add_arguments=_add_name,
        read_arguments=lambda given: RevokeKey(given.name),
        request=RevokeKey,
        execute=revoke_key,
        answer=KeyRevoked,
        show_answer=lambda request, revoked: f"{revoked.name} opens nothing any more",
    ),
)
