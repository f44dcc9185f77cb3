"""
The parts of the command that are about people, keys of back ends, rooms, and who did what: from words to orders, and
from what comes back to sentences.
"""

import math
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from getpass import getpass
from typing import Any, NamedTuple

from msgspec import UNSET

from chatd.admin import protocol
from chatd.cli.output import Value, count, duration, moment
from chatd.domain.roles import ROOM_ROLES
from chatd.domain.validation import INTEGER_MAX, SLOW_MAX
from chatd.errors import CommandError, os_error_text

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LENGTH_MAX = 100 * 365 * _UNITS["d"]
_LINE_MAX = 65536


class CommandSpec(NamedTuple):
    """
    What a command asks for, and how to say each item and the end.
    """

    order: protocol.AnyCharge
    end: Callable[[Value], str]
    item: Callable[[Value], str] = str
    lost: str = ""
    """What helps if it is done and its answer cannot be written."""


Make = Callable[[Namespace], CommandSpec]
Add = Callable[..., ArgumentParser]
"""Makes a parser below a group: its group, its name, the `Make` that answers it, and a few words."""


def add_commands(group: Callable[[str, str], Any], add: Add) -> None:
    """
    Add all of them; `group` makes a command that has others below it.
    """
    _add_people(group, add)
    _add_rooms(group, add)


def _add_people(group: Callable[[str, str], Any], add: Add) -> None:
    user = group("user", "accounts: add, list, disable, enable, password, role")
    parser = add(user, "add", _add_user, "make an account; without --password a link to set one is printed")
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--admin", action="store_true", help="an administrator of the site")
    parser.add_argument("--password", action="store_true", help="ask for a password, or read it from standard input")
    add(user, "list", _list_users, "list the accounts")
    for name, brief in (("disable", "let nobody in with an account, at once"), ("enable", "let them in again")):
        add(user, name, _flag, brief).add_argument("who", metavar="NAME|ID")
    parser = add(user, "password", _password, "print a link that sets a password once")
    parser.add_argument("who", metavar="NAME|ID")
    parser.add_argument("--password", action="store_true", help="set it now instead: ask, or read standard input")
    parser = add(user, "role", _site_role, "make somebody an administrator of the site, or none")
    parser.add_argument("who", metavar="NAME|ID")
    parser.add_argument("role", choices=("admin", "none"))
    key = group("key", "keys of back ends: create, list, revoke")
    parser = add(key, "create", _create_key, "make a key; its token is printed once")
    parser.add_argument("name", metavar="NAME")
    parser.add_argument(
        "--rooms", metavar="PATTERN=ACTION,…", action="append", required=True, help="what it may do where; * for all"
    )
    parser.add_argument("--role", metavar="PATTERN=ROLE", action="append", default=[], help="what it is given where")
    parser.add_argument("--as", dest="speaks_as", action="store_true", help="it may speak as other users")
    add(key, "list", _list_keys, "list the keys")
    add(key, "revoke", _revoke_key, "let a key open nothing any more").add_argument("name", metavar="NAME")


def _add_rooms(group: Callable[[str, str], Any], add: Add) -> None:
    room = group("room", "rooms: list, set, members")
    add(room, "list", _list_rooms, "list the rooms that are kept")
    parser = add(room, "set", _set_room, "set something for a room")
    parser.add_argument("room", metavar="ROOM")
    for name in ("title", "topic", "retention", "kind"):
        parser.add_argument(f"--{name}", metavar=name.upper())
    parser.add_argument("--slow", metavar="SECONDS", type=float, help="how many seconds one waits between two messages")
    parser = add(room, "members", _members, "list the members of a room, or give one a role")
    parser.add_argument("room", metavar="ROOM")
    parser.add_argument("--give", metavar=("NAME|ID", "ROLE"), nargs=2, help="a role, or none")
    _add_sanctions(add)
    parser = add(None, "audit", _audit, "tell who did what with their powers, the newest first")
    parser.add_argument("--room", metavar="ROOM", help="in that room; without it, everywhere")
    parser.add_argument("--limit", metavar="NUMBER", type=int, default=50, help="how many (50)")


def _add_sanctions(add: Add) -> None:
    for name, make, brief in (
        ("ban", _ban, "keep somebody out, at once"),
        ("unban", _unban, "let somebody in again"),
        ("mute", _mute, "let somebody read and not speak, at once"),
        ("unmute", _unmute, "let somebody speak again"),
    ):
        parser = add(None, name, make, brief)
        parser.add_argument("who", metavar="NAME|ID")
        parser.add_argument("--room", metavar="ROOM", help="in that room; without it, on the whole site")
        parser.add_argument("--reason", default="", help="what they are told")
        if not name.startswith("un"):
            parser.add_argument("--for", dest="length", metavar="30m", help="for so long (s, m, h, d); else for good")
            parser.add_argument("--address", action="store_true", help="and everybody at their present address")
    parser = add(None, "sanctions", _list_sanctions, "list the bans and mutes that are in force, the newest first")
    parser.add_argument("--room", metavar="ROOM", help="in that room; without it, everywhere")


def _add_user(given: Namespace) -> CommandSpec:
    order = protocol.AddUser(name=given.name, password=_asked(given), admin=given.admin)
    lost = f"'chatd user password {given.name}' prints another link"
    return CommandSpec(order, lambda value: _account(value) + _link(value), lost=lost)


def _list_users(given: Namespace) -> CommandSpec:
    return CommandSpec(protocol.ListUsers(), lambda value: count(value["users"], "account"), _account)


def _flag(given: Namespace) -> CommandSpec:
    return CommandSpec(protocol.FlagUser(who=given.who, disabled=given.deed == "disable"), _account)


def _password(given: Namespace) -> CommandSpec:
    order = protocol.SetPassword(who=given.who, password=_asked(given))
    lost = f"'chatd user password {given.who}' prints another link"
    return CommandSpec(order, lambda value: _account(value) + (_link(value) or ": the password is set"), lost=lost)


def _site_role(given: Namespace) -> CommandSpec:
    return CommandSpec(protocol.FlagUser(who=given.who, disabled=UNSET, admin=given.role == "admin"), _account)


def _create_key(given: Namespace) -> CommandSpec:
    rooms = {pattern: actions.split(",") for pattern, actions in map(_pair, given.rooms)}
    order = protocol.CreateKey(
        name=given.name, rooms=rooms, roles=dict(map(_pair, given.role)), speaks_as=given.speaks_as
    )
    lost = f"revoke the key with 'chatd key revoke {given.name}' and create it again"
    return CommandSpec(order, lambda value: f"{value['token']}\nKeep it: it is not shown again.", lost=lost)


def _list_keys(given: Namespace) -> CommandSpec:
    def item(value: Value) -> str:
        state = "revoked" if value["revoked"] else f"last used {moment(value['used'])}"
        scope = value["scope"]
        words = [f"{pattern}={','.join(actions)}" for pattern, actions in scope["rooms"].items()]
        words += [f"{pattern} as {role}" for pattern, role in scope["roles"].items()]
        words += ["speaks as others"] if scope["speaks_as"] else []
        return f"{value['name']}  made {moment(value['created'])}, {state}  {'; '.join(words)}"

    return CommandSpec(protocol.ListKeys(), lambda value: count(value["keys"], "key"), item)


def _revoke_key(given: Namespace) -> CommandSpec:
    return CommandSpec(protocol.RevokeKey(given.name), lambda value: f"{value['name']} opens nothing any more")


def _list_rooms(given: Namespace) -> CommandSpec:
    def item(value: Value) -> str:
        words = f"{value['kind']}, {count(value['events'], 'event')}, {count(value['members'], 'member')}"
        return f"{value['room']}  {words}" + (f"  {value['title']}" if value["title"] else "")

    return CommandSpec(protocol.ListRooms(), lambda value: count(value["rooms"], "room"), item)


def _set_room(given: Namespace) -> CommandSpec:
    asked = {name: getattr(given, name) for name in ("title", "topic", "retention", "kind")}
    changes: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
    if given.slow is not None:
        if not (math.isfinite(given.slow) and 0 <= given.slow * 1000 <= SLOW_MAX):
            raise CommandError(f"--slow: expected 0 to {SLOW_MAX // 1000} seconds")
        changes["slow"] = round(given.slow * 1000)
    if not changes:
        raise CommandError("nothing to set; give --title, --topic, --retention, --kind or --slow")

    def end(value: Value) -> str:
        shown = {**value, "slow": duration(value["slow"])}
        return "\n".join(f"{name:10} {shown[name]}" for name in ("room", "kind", "title", "topic", "slow", "retention"))

    return CommandSpec(protocol.SetRoom(given.room, changes), end)


def _members(given: Namespace) -> CommandSpec:
    if given.give:
        who, role = given.give
        if role not in (*ROOM_ROLES, "none"):
            raise CommandError(f"--give: {role!r}: expected one of {', '.join(ROOM_ROLES)}, or none")
        order = protocol.GiveRole(given.room, who, None if role == "none" else role)
        return CommandSpec(order, lambda value: f"{value['user']} is {value['role'] or 'no member'} in {value['room']}")

    def item(value: Value) -> str:
        invited = ", invited" if value.get("invited") else ""
        return f"{value['user']['id']}  {value['user']['name']}  {value['role']}{invited}"

    return CommandSpec(protocol.ListMembers(given.room), lambda value: count(value["members"], "member"), item)


def _ban(given: Namespace) -> CommandSpec:
    return _sanction(given, protocol.BanUser, lambda room: f"banned from {room or 'the site'}")


def _mute(given: Namespace) -> CommandSpec:
    return _sanction(given, protocol.MuteUser, lambda room: f"muted {_where(room)}")


def _sanction(given: Namespace, kind: type[protocol.BanUser], what: Callable[[str | None], str]) -> CommandSpec:
    seconds = _seconds(given.length)
    order = kind(who=given.who, room=given.room, seconds=seconds, reason=given.reason, address=given.address)

    def end(value: Value) -> str:
        words = f"{value['name'] or value['user']} is {what(value['room'])} {_until(value['until'])}"
        if value["address"] is not None:
            return f"{words}, and everybody at {value['address']}"
        return (
            f"{words}; no address is known: they are not connected, or come through a proxy that does not say it"
            if given.address
            else words
        )

    return CommandSpec(order, end)


def _until(time: int | None) -> str:
    return "for good" if time is None else f"until {moment(time)}"


def _unban(given: Namespace) -> CommandSpec:
    order = protocol.UnbanUser(who=given.who, room=given.room, reason=given.reason)
    return CommandSpec(order, lambda value: f"{value['user']} may come back to {value['room'] or 'the site'}")


def _unmute(given: Namespace) -> CommandSpec:
    order = protocol.UnmuteUser(who=given.who, room=given.room, reason=given.reason)
    return CommandSpec(order, lambda value: f"{value['user']} may speak again {_where(value['room'])}")


def _where(room: str | None) -> str:
    return f"in {room}" if room else "on the site"


def _list_sanctions(given: Namespace) -> CommandSpec:
    def item(value: Value) -> str:
        words = [moment(value["at"]), value["kind"], value["user"], value["name"], _where(value["room"])]
        words += [_until(value["until"])]
        words += [f"{name}={value[name]}" for name in ("address", "by", "reason") if value[name]]
        return "  ".join(filter(None, words))

    return CommandSpec(protocol.ListSanctions(given.room), lambda value: count(value["sanctions"], "sanction"), item)


def _audit(given: Namespace) -> CommandSpec:
    def item(value: Value) -> str:
        words = [moment(value["time"]), _person(value["by"]), value["action"]]
        if "user" in value:
            words.append(_person(value["user"]))
        words += [f"{name}={value[name]}" for name in ("room", "seq", "detail", "reason") if value.get(name)]
        words += [f"until={moment(value['until'])}"] if "until" in value else []
        return "  ".join(words)

    if not 0 <= given.limit <= INTEGER_MAX:
        raise CommandError(f"--limit: expected a number from 0 to {INTEGER_MAX}")
    return CommandSpec(
        protocol.ShowAudit(room=given.room, limit=given.limit), lambda value: count(value["acts"], "act"), item
    )


def _person(user: Value) -> str:
    # As the commands take them: the name of an account, which is its own; otherwise names are not unique, and ids are.
    named = user["name"] and user["id"].startswith(("a.", "o."))
    return str(user["name"] if named else f"{user['id']} {user['name']}".rstrip())


def _account(value: Value) -> str:
    flags = [name for name in ("admin", "disabled") if value[name]]
    if value["login"] != value["name"]:
        flags.insert(0, f"signs in as {value['login']}")
    return f"{value['id']}  {value['name']}" + (f"  {', '.join(flags)}" if flags else "")


def _link(value: Value) -> str:
    # The page takes it from the fragment, which no server and no log ever sees.
    return f"\nA password is set once with: #/reset/{value['link']}" if "link" in value else ""


def _asked(given: Namespace) -> str | None:
    if not given.password:
        return None
    if sys.stdin is None:
        raise CommandError("standard input is closed; --password reads the password from it")
    try:
        if sys.stdin.isatty():
            return getpass("Password: ")
        line = sys.stdin.buffer.readline(_LINE_MAX)
    except EOFError:
        raise CommandError("no password was given") from None
    except OSError as error:
        raise CommandError(f"standard input: {os_error_text(error)}") from None
    try:
        return line.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise CommandError("what was given is not UTF-8") from None


def _pair(text: str) -> tuple[str, str]:
    name, equal, value = text.partition("=")
    if not equal or not value:
        raise CommandError(f"{text!r}: expected PATTERN=VALUE")
    return name, value


def _seconds(length: str | None) -> int | None:
    if length is None:
        return None
    match = re.fullmatch(r"([1-9][0-9]{0,8})([smhd])", length)
    if match is None:
        raise CommandError(f"--for: {length!r}: expected a number and s, m, h or d, such as 30m")
    seconds = int(match[1]) * _UNITS[match[2]]
    if seconds > _LENGTH_MAX:
        raise CommandError(f"--for: {length!r}: at most {_LENGTH_MAX // _UNITS['d']}d; without it, it is for good")
    return seconds
