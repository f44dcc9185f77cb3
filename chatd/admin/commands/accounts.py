"""
``chatd user``: accounts, their passwords and administrators.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from msgspec import UNSET, Struct, UnsetType

from chatd.admin.arguments import read_password
from chatd.admin.command import CommandChannel, NoItem, OperatorCommand
from chatd.admin.context import OperatorContext
from chatd.admin.formatting import format_count
from chatd.admin.protocol import Item, Request
from chatd.domain.accounts import OPERATOR, Account

PAGE = 200


class AddUser(Request, frozen=True, tag="user_add", kw_only=True):
    """
    Make an account; without a password the answer has a `link` to set one.
    """

    name: str
    password: str | None = None
    admin: bool = False


class ListUsers(Request, frozen=True, tag="user_list"):
    """
    List all accounts.
    """


class FlagUser(Request, frozen=True, tag="user_flag", kw_only=True):
    """
    Disable or enable an account; grant or revoke administrator rights.
    """

    who: str
    disabled: bool | UnsetType = UNSET
    admin: bool | UnsetType = UNSET


class SetPassword(Request, frozen=True, tag="user_password", kw_only=True):
    """
    Set the password of an account; without one the answer has a `link` to set it.
    """

    who: str
    password: str | None = None


class SignOutUser(Request, frozen=True, tag="user_sign_out"):
    """
    End all sessions of a user.
    """

    who: str


class UserSignedOut(Struct, frozen=True):
    """
    The id of the user who was signed out.
    """

    user: str


class AccountShown(Struct, frozen=True):
    """
    An account as operators see it; `created` in milliseconds since 1970.
    """

    id: str
    name: str
    login: str
    admin: bool
    disabled: bool
    created: int
    link: str | UnsetType = UNSET


class AccountsListed(Struct, frozen=True):
    """
    How many accounts were listed.
    """

    users: int


async def add_user(context: OperatorContext, request: AddUser, channel: CommandChannel) -> AccountShown:
    """
    Execute `AddUser`.
    """
    account = await context.administration.add_account(
        request.name, request.password, by=OPERATOR.who, admin=request.admin
    )
    if request.password is not None:
        return _shown(account)
    return _shown(account, await context.administration.first_link(account, OPERATOR.who))


async def list_users(context: OperatorContext, request: ListUsers, channel: CommandChannel) -> AccountsListed:
    """
    Execute `ListUsers`.
    """
    count, after = 0, ""
    while accounts := await context.people.list_accounts(after=after, limit=PAGE):
        for account in accounts:
            await channel.send_record(Item(_shown(account)))
        count, after = count + len(accounts), accounts[-1].likeness.letters
    return AccountsListed(count)


async def flag_user(context: OperatorContext, request: FlagUser, channel: CommandChannel) -> AccountShown:
    """
    Execute `FlagUser`.
    """
    account = await context.find_account(request.who)
    if request.disabled is not UNSET:
        account = await context.administration.set_disabled(account.id, by=OPERATOR.who, disabled=request.disabled)
    if request.admin is not UNSET:
        account = await context.administration.set_admin(account.id, by=OPERATOR.who, admin=request.admin)
    return _shown(account)


async def set_user_password(context: OperatorContext, request: SetPassword, channel: CommandChannel) -> AccountShown:
    """
    Execute `SetPassword`.
    """
    account = await context.find_account(request.who)
    if request.password is None:
        return _shown(account, await context.administration.reset_link(account.id, OPERATOR.who))
    return _shown(await context.administration.set_password(account.id, request.password, by=OPERATOR.who))


async def sign_out_user(context: OperatorContext, request: SignOutUser, channel: CommandChannel) -> UserSignedOut:
    """
    Execute `SignOutUser`.
    """
    user_id = await context.find_user_id(request.who)
    await context.administration.sign_out_everywhere(user_id, by=OPERATOR.who)
    return UserSignedOut(user_id)


def _shown(account: Account, link: str | UnsetType = UNSET) -> AccountShown:
    return AccountShown(account.id, account.name, account.login, account.admin, account.disabled, account.created, link)


def _format_account(account: AccountShown) -> str:
    flags = [name for name in ("admin", "disabled") if getattr(account, name)]
    if account.login != account.name:
        flags.insert(0, f"signs in as {account.login}")
    return f"{account.id}  {account.name}" + (f"  {', '.join(flags)}" if flags else "")


def _format_link(account: AccountShown) -> str:
    # The page reads the link from the fragment, which browsers do not send to servers.
    return "" if account.link is UNSET else f"\nA password is set once with: #/reset/{account.link}"


def _add_name(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--admin", action="store_true", help="an administrator of the site")
    parser.add_argument("--password", action="store_true", help="ask for a password, or read it from standard input")


def _add_who(parser: ArgumentParser) -> None:
    parser.add_argument("who", metavar="NAME|ID")


def _add_who_and_password(parser: ArgumentParser) -> None:
    _add_who(parser)
    parser.add_argument("--password", action="store_true", help="set it now instead: ask, or read standard input")


def _add_who_and_role(parser: ArgumentParser) -> None:
    _add_who(parser)
    parser.add_argument("role", choices=("admin", "none"))


def _read_add_user(given: Namespace) -> AddUser:
    return AddUser(name=given.name, password=read_password(given), admin=given.admin)


def _flag_command(
    name: str,
    help: str,
    read_arguments: Callable[[Namespace], FlagUser],
    add_arguments: Callable[[ArgumentParser], None] = _add_who,
) -> OperatorCommand[FlagUser, NoItem, AccountShown]:
    return OperatorCommand[FlagUser, NoItem, AccountShown](
        name=name,
        help=help,
        add_arguments=add_arguments,
        read_arguments=read_arguments,
        request=FlagUser,
        execute=flag_user,
        answer=AccountShown,
        show_answer=lambda request, account: _format_account(account),
    )


COMMANDS: tuple[OperatorCommand[Any, Any, Any], ...] = (
    OperatorCommand[AddUser, NoItem, AccountShown](
        name="user add",
        help="make an account; without --password a link to set one is printed",
        add_arguments=_add_name,
        read_arguments=_read_add_user,
        request=AddUser,
        execute=add_user,
        answer=AccountShown,
        show_answer=lambda request, account: _format_account(account) + _format_link(account),
        if_lost=lambda request: f"'chatd user password {request.name}' prints another link",
    ),
    OperatorCommand[ListUsers, AccountShown, AccountsListed](
        name="user list",
        help="list the accounts",
        read_arguments=lambda given: ListUsers(),
        request=ListUsers,
        execute=list_users,
        item=AccountShown,
        show_item=_format_account,
        answer=AccountsListed,
        show_answer=lambda request, listed: format_count(listed.users, "account"),
        reads_only=True,
    ),
    _flag_command(
        "user disable",
        "let nobody in with an account, at once",
        lambda given: FlagUser(who=given.who, disabled=True),
    ),
    _flag_command(
        "user enable",
        "let them in again",
        lambda given: FlagUser(who=given.who, disabled=False),
    ),
    OperatorCommand[SetPassword, NoItem, AccountShown](
        name="user password",
        help="print a link that sets a password once",
        add_arguments=_add_who_and_password,
        read_arguments=lambda given: SetPassword(who=given.who, password=read_password(given)),
        request=SetPassword,
        execute=set_user_password,
        answer=AccountShown,
        show_answer=lambda request, account: (
            _format_account(account) + (_format_link(account) or ": the password is set")
        ),
        if_lost=lambda request: f"'chatd user password {request.who}' prints another link",
    ),
    OperatorCommand[SignOutUser, NoItem, UserSignedOut](
        name="user sign-out",
        help="end all sessions of somebody, also of a guest (g.…) or a token's user (x.ISSUER.SUBJECT)",
        add_arguments=_add_who,
        read_arguments=lambda given: SignOutUser(given.who),
        request=SignOutUser,
        execute=sign_out_user,
        answer=UserSignedOut,
        show_answer=lambda request, done: f"{done.user} is signed out everywhere",
    ),
    _flag_command(
        "user role",
        "make somebody an administrator of the site, or none",
        lambda given: FlagUser(who=given.who, admin=given.role == "admin"),
        _add_who_and_role,
    ),
)
