"""
``chatd ban``, ``unban``, ``mute``, ``unmute``, ``sanctions`` and ``audit``.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from chatd.admin.arguments import parse_seconds
from chatd.admin.command import CommandChannel, NoItem, OperatorCommand
from chatd.admin.context import OperatorContext
from chatd.admin.formatting import format_count, format_time
from chatd.admin.protocol import Item, Request
from chatd.domain.accounts import OPERATOR
from chatd.domain.addresses import parse_network
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry, Kind, Sanction
from chatd.domain.validation import INTEGER_MAX, check_room_id
from chatd.errors import CommandError, Refusal
from chatd.protocol.commands import Count


class BanUser(Request, frozen=True, tag="ban", kw_only=True):
    """
    Ban a user from a room or from the site, for `seconds` or permanently; with `address`, also others at the user's
    present or last address.  With `address`, `who` may also be an address or a network: all who come from there.
    """

    who: str
    room: str | None = None
    seconds: int | None = None
    reason: str = ""
    address: bool = False


class UnbanUser(Request, frozen=True, tag="unban", kw_only=True):
    """
    Lift a ban.
    """

    who: str
    room: str | None = None
    reason: str = ""


class MuteUser(BanUser, frozen=True, tag="mute", kw_only=True):
    """
    Mute a user: they may read and not write.
    """


class UnmuteUser(UnbanUser, frozen=True, tag="unmute", kw_only=True):
    """
    Lift a mute.
    """


class ShowSanctions(Request, frozen=True, tag="sanctions"):
    """
    List the mutes and bans in force in a room; None: everywhere.
    """

    room: str | None = None


class ShowAudit(Request, frozen=True, tag="audit", kw_only=True):
    """
    List the newest entries of the audit log about a room; None: everywhere.
    """

    room: str | None = None
    limit: Count = 50


class SanctionImposed(Struct, frozen=True):
    """
    A new sanction on `user` (an id, an address or a network), until a time in milliseconds since 1970; None: permanent.
    """

    user: str
    name: str
    room: str | None
    until: int | None
    address: str | None


class SanctionLifted(Struct, frozen=True):
    """
    The user (an id) whose sanction was lifted, and the room.
    """

    user: str
    room: str | None


class SanctionsListed(Struct, frozen=True):
    """
    How many sanctions were listed.
    """

    sanctions: int


class AuditListed(Struct, frozen=True):
    """
    How many entries were listed.
    """

    acts: int


async def impose_sanction(context: OperatorContext, request: BanUser, channel: CommandChannel) -> SanctionImposed:
    """
    Execute `BanUser` or `MuteUser`.
    """
    until = None if request.seconds is None else context.now() + request.seconds * 1000
    network = parse_network(request.who) if request.address else None
    if network is not None:
        if request.room is not None:
            raise Refusal("invalid", "--room: an address or a network is banned from the whole site only", field="room")
        sanction = await context.moderation.sanctions.impose_on_network(
            OPERATOR, _kind(request), network, until=until, reason=request.reason
        )
        return SanctionImposed(sanction.subject, "", None, until, sanction.address)
    user_id = await context.find_user_id(request.who)
    sanction = await context.moderation.sanctions.impose(
        OPERATOR, _kind(request), request.room, user_id, until=until, reason=request.reason, address=request.address
    )
    return SanctionImposed(user_id, sanction.name, request.room, until, sanction.address)


async def lift_sanction(context: OperatorContext, request: UnbanUser, channel: CommandChannel) -> SanctionLifted:
    """
    Execute `UnbanUser` or `UnmuteUser`.
    """
    network = parse_network(request.who)
    if network is not None and context.moderation.sanctions.binds(_kind(request), network, request.room):
        user_id = network
    else:
        user_id = await context.find_user_id(request.who)
    await context.moderation.sanctions.lift(OPERATOR, _kind(request), request.room, user_id, reason=request.reason)
    return SanctionLifted(user_id, request.room)


async def show_sanctions(context: OperatorContext, request: ShowSanctions, channel: CommandChannel) -> SanctionsListed:
    """
    Execute `ShowSanctions`.
    """
    if request.room is None:
        sanctions = context.moderation.sanctions.list_everywhere()
    else:
        async with context.moderation.targets.room_opened(request.room, OPERATOR):
            sanctions = context.moderation.sanctions.list_in_force(OPERATOR, request.room)
    for sanction in sanctions:
        await channel.send_record(Item(sanction))
    return SanctionsListed(len(sanctions))


async def show_audit(context: OperatorContext, request: ShowAudit, channel: CommandChannel) -> AuditListed:
    """
    Execute `ShowAudit`.
    """
    if request.room is not None:
        check_room_id(request.room)
    entries = await context.roster.list_acts(request.room, limit=request.limit)
    for entry in entries:
        await channel.send_record(Item(entry))
    return AuditListed(len(entries))


def _kind(request: BanUser | UnbanUser) -> Kind:
    return "mute" if isinstance(request, MuteUser | UnmuteUser) else "ban"


def _format_place(room: str | None) -> str:
    return f"in {room}" if room else "on the site"


def _format_until(time: int | None) -> str:
    return "for good" if time is None else f"until {format_time(time)}"


def _format_imposed(request: BanUser, imposed: SanctionImposed) -> str:
    muted = isinstance(request, MuteUser)
    what = f"muted {_format_place(imposed.room)}" if muted else f"banned from {imposed.room or 'the site'}"
    if imposed.user == imposed.address:
        return f"everybody at {imposed.address} is {what} {_format_until(imposed.until)}"
    words = f"{imposed.name or imposed.user} is {what} {_format_until(imposed.until)}"
    if imposed.address is not None:
        return f"{words}, and everybody at {imposed.address}"
    if request.address:
        return f"{words}; no address is known: they were not here in the last day, or a proxy does not say it"
    return words


def _format_sanction(sanction: Sanction) -> str:
    words = [format_time(sanction.at), sanction.kind, sanction.user, sanction.name, _format_place(sanction.room)]
    words += [_format_until(sanction.until)]
    words += [f"{name}={value}" for name in ("address", "by", "reason") if (value := getattr(sanction, name))]
    return "  ".join(filter(None, words))


def _format_entry(entry: AuditEntry) -> str:
    words = [format_time(entry.time), _format_user(entry.by), entry.action]
    if entry.user is not None:
        words.append(_format_user(entry.user))
    words += [f"{name}={value}" for name in ("room", "seq", "detail", "reason") if (value := getattr(entry, name))]
    words += [f"until={format_time(entry.until)}"] if entry.until is not None else []
    return "  ".join(words)


def _format_user(user: User) -> str:
    # Users as the commands accept them: only names of accounts are unique.
    if user.name and user.id.startswith(("a.", "o.")):
        return user.name
    return f"{user.id} {user.name}".rstrip()


def _add_lift(parser: ArgumentParser) -> None:
    parser.add_argument("who", metavar="NAME|ID")
    parser.add_argument("--room", metavar="ROOM", help="in that room; without it, on the whole site")
    parser.add_argument("--reason", default="", help="what they are told")


def _add_impose(parser: ArgumentParser) -> None:
    _add_lift(parser)
    parser.add_argument("--for", dest="length", metavar="30m", help="for so long (s, m, h, d); else for good")
    parser.add_argument(
        "--address",
        action="store_true",
        help="and everybody at their address; or that address or network",
    )


def _add_room(parser: ArgumentParser) -> None:
    parser.add_argument("--room", metavar="ROOM", help="in that room; without it, everywhere")


def _add_room_and_limit(parser: ArgumentParser) -> None:
    _add_room(parser)
    parser.add_argument("--limit", metavar="NUMBER", type=int, default=50, help="how many (50)")


def _read_audit(given: Namespace) -> ShowAudit:
    if not 0 <= given.limit <= INTEGER_MAX:
        raise CommandError(f"--limit: expected a number from 0 to {INTEGER_MAX}")
    return ShowAudit(room=given.room, limit=given.limit)


def _impose_command(name: str, help: str, kind: type[BanUser]) -> OperatorCommand[BanUser, NoItem, SanctionImposed]:
    return OperatorCommand[BanUser, NoItem, SanctionImposed](
        name=name,
        help=help,
        add_arguments=_add_impose,
        read_arguments=lambda given: kind(
            who=given.who,
            room=given.room,
            seconds=parse_seconds(given.length),
            reason=given.reason,
            address=given.address,
        ),
        request=kind,
        execute=impose_sanction,
        answer=SanctionImposed,
        show_answer=_format_imposed,
    )


def _lift_command(
    name: str, help: str, kind: type[UnbanUser], format_lifted: Callable[[SanctionLifted], str]
) -> OperatorCommand[UnbanUser, NoItem, SanctionLifted]:
    return OperatorCommand[UnbanUser, NoItem, SanctionLifted](
        name=name,
        help=help,
        add_arguments=_add_lift,
        read_arguments=lambda given: kind(who=given.who, room=given.room, reason=given.reason),
        request=kind,
        execute=lift_sanction,
        answer=SanctionLifted,
        show_answer=lambda request, lifted: format_lifted(lifted),
    )


COMMANDS: tuple[OperatorCommand[Any, Any, Any], ...] = (
    _impose_command("ban", "keep somebody out, at once", BanUser),
    _lift_command(
        "unban",
        "let somebody in again",
        UnbanUser,
        lambda lifted: f"{lifted.user} may come back to {lifted.room or 'the site'}",
    ),
    _impose_command("mute", "let somebody read and not speak, at once", MuteUser),
    _lift_command(
        "unmute",
        "let somebody speak again",
        UnmuteUser,
        lambda lifted: f"{lifted.user} may speak again {_format_place(lifted.room)}",
    ),
    OperatorCommand[ShowSanctions, Sanction, SanctionsListed](
        name="sanctions",
        help="list the bans and mutes that are in force, the newest first",
        add_arguments=_add_room,
        read_arguments=lambda given: ShowSanctions(given.room),
        request=ShowSanctions,
        execute=show_sanctions,
        item=Sanction,
        show_item=_format_sanction,
        answer=SanctionsListed,
        show_answer=lambda request, listed: format_count(listed.sanctions, "sanction"),
        reads_only=True,
    ),
    OperatorCommand[ShowAudit, AuditEntry, AuditListed](
        name="audit",
        help="tell who did what with their powers, the newest first",
        add_arguments=_add_room_and_limit,
        read_arguments=_read_audit,
        request=ShowAudit,
        execute=show_audit,
        item=AuditEntry,
        show_item=_format_entry,
        answer=AuditListed,
        show_answer=lambda request, listed: format_count(listed.acts, "act"),
        reads_only=True,
    ),
)
