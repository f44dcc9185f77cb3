"""
``chatd hook``: incoming webhooks, through which programs that know Slack's write to a room.
"""

from argparse import ArgumentParser, Namespace
from typing import Any

from msgspec import Struct

from chatd.admin.command import CommandChannel, NoItem, OperatorCommand
from chatd.admin.context import OperatorContext
from chatd.admin.formatting import format_count, format_time
from chatd.admin.protocol import Item, Request
from chatd.domain.accounts import HOOK_PREFIX, HOOK_RATE, OPERATOR, ApiKey, Rate


class AddHook(Request, frozen=True, tag="hook_add", kw_only=True):
    """
    Make an incoming webhook of a room; `per_second` and `burst` are its budget.
    """

    room: str
    name: str
    per_second: float = HOOK_RATE.per_second
    burst: int = HOOK_RATE.burst


class ListHooks(Request, frozen=True, tag="hook_list"):
    """
    List all incoming webhooks, without their tokens.
    """


class RevokeHook(Request, frozen=True, tag="hook_revoke"):
    """
    Revoke an incoming webhook by its name or its id.
    """

    hook: str


class HookMade(Struct, frozen=True):
    """
    A new incoming webhook with the `path` of its address, which is not stored; `id` is that of its user.
    """

    id: str
    name: str
    room: str
    path: str


class HookShown(Struct, frozen=True):
    """
    An incoming webhook as it is stored, without its digest; times in milliseconds since 1970.
    """

    id: str
    name: str
    room: str
    per_second: float
    burst: int
    by: str
    created: int
    used: int | None
    revoked: int | None


class HooksListed(Struct, frozen=True):
    """
    How many incoming webhooks were listed.
    """

    hooks: int


class HookRevoked(Struct, frozen=True):
    """
    The incoming webhook that was revoked.
    """

    name: str


async def add_hook(context: OperatorContext, request: AddHook, channel: CommandChannel) -> HookMade:
    """
    Execute `AddHook`.
    """
    rate = Rate(request.per_second, request.burst)
    token, key = await context.keys.create_hook(request.room, request.name, rate, OPERATOR.who)
    return HookMade(f"k.{key.name}", request.name, request.room, f"/hooks/{token}")


async def list_hooks(context: OperatorContext, request: ListHooks, channel: CommandChannel) -> HooksListed:
    """
    Execute `ListHooks`.
    """
    hooks = [key for key in await context.people.keys() if key.name.startswith(HOOK_PREFIX)]
    for key in hooks:
        await channel.send_record(Item(_shown_hook(key)))
    return HooksListed(len(hooks))


async def revoke_hook(context: OperatorContext, request: RevokeHook, channel: CommandChannel) -> HookRevoked:
    """
    Execute `RevokeHook`.
    """
    name = request.hook.removeprefix("k.").removeprefix(HOOK_PREFIX)
    await context.keys.revoke_hook(name, OPERATOR.who)
    return HookRevoked(name)


def _shown_hook(key: ApiKey) -> HookShown:
    scope = key.scope
    return HookShown(
        f"k.{key.name}",
        key.name.removeprefix(HOOK_PREFIX),
        next(iter(scope.rooms)),
        scope.per_second,
        scope.burst,
        key.by,
        key.created,
        key.used,
        key.revoked,
    )


def _format_hook(hook: HookShown) -> str:
    state = "revoked" if hook.revoked else f"last used {format_time(hook.used)}"
    rate = Rate(hook.per_second, hook.burst)
    more = "" if rate == HOOK_RATE else f"; {rate.per_second:g} a second, {rate.burst} at once"
    return f"{hook.name}  {hook.id}  to {hook.room}, made {format_time(hook.created)}, {state}{more}"


def _add_hook(parser: ArgumentParser) -> None:
    parser.add_argument("room", metavar="ROOM")
    parser.add_argument("name", metavar="NAME", help="under which it speaks: a-z 0-9 _ -")
    parser.add_argument(
        "--per-second",
        metavar="NUMBER",
        type=float,
        default=HOOK_RATE.per_second,
        help=f"its budget: messages a second (default: {HOOK_RATE.per_second:g})",
    )
    parser.add_argument(
        "--burst",
        metavar="NUMBER",
        type=int,
        default=HOOK_RATE.burst,
        help=f"and so many at once (default: {HOOK_RATE.burst})",
    )


def _read_add_hook(given: Namespace) -> AddHook:
    return AddHook(room=given.room, name=given.name, per_second=given.per_second, burst=given.burst)


def _add_name(parser: ArgumentParser) -> None:
    parser.add_argument("hook", metavar="NAME|ID")


COMMANDS: tuple[OperatorCommand[Any, Any, Any], ...] = (
    OperatorCommand[AddHook, NoItem, HookMade](
        name="hook add",
        help="make an incoming webhook of a room; the path of its address is printed once",
        add_arguments=_add_hook,
        read_arguments=_read_add_hook,
        request=AddHook,
        execute=add_hook,
        answer=HookMade,
        show_answer=lambda request, made: (
            f"{made.path}\nThe address of your site before it is the webhook's. Keep it: it is not shown again."
        ),
        if_lost=lambda request: f"revoke it with 'chatd hook revoke {request.name}' and add it again",
    ),
    OperatorCommand[ListHooks, HookShown, HooksListed](
        name="hook list",
        help="list the incoming webhooks",
        read_arguments=lambda given: ListHooks(),
        request=ListHooks,
        execute=list_hooks,
        item=HookShown,
        show_item=_format_hook,
        answer=HooksListed,
        show_answer=lambda request, listed: format_count(listed.hooks, "incoming webhook"),
        reads_only=True,
    ),
    OperatorCommand[RevokeHook, NoItem, HookRevoked](
        name="hook revoke",
        help="let an incoming webhook write nothing any more",
        add_arguments=_add_name,
        read_arguments=lambda given: RevokeHook(given.hook),
        request=RevokeHook,
        execute=revoke_hook,
        answer=HookRevoked,
        show_answer=lambda request, revoked: f"{revoked.name} writes nothing any more",
    ),
)
