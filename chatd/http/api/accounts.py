"""
Endpoints by which administrators manage accounts.  Each change and its audit entry are one commit.
"""

from collections.abc import Iterator
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from chatd.auth.administration import AccountAdmin
from chatd.domain.accounts import Account
from chatd.errors import Refusal
from chatd.http.api.app import Route
from chatd.http.api.request import ApiRequest

PAGE_MAX = 100


class LinkAnswer(Struct, frozen=True):
    """
    A token that works once; it cannot be shown again.
    """

    link: str


class OneAccount(Struct, frozen=True):
    """
    An account, as administrators see it.
    """

    id: str
    name: str
    login: str
    created: int
    admin: bool
    disabled: bool


class AccountsAnswer(Struct, frozen=True):
    """
    A page of accounts, by name; `more`: there are further ones.
    """

    accounts: list[OneAccount]
    more: bool


class AccountsQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The page to list: accounts after a name.
    """

    after: Annotated[str, Meta(max_length=512)] = ""
    limit: Annotated[int, Meta(ge=0, le=PAGE_MAX)] = 50


class FlagsBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The flags to change.
    """

    disabled: bool | UnsetType = UNSET
    admin: bool | UnsetType = UNSET


class AccountAdminEndpoints:
    """
    The endpoints of administrators.
    """

    def __init__(self, administration: AccountAdmin) -> None:
        self._administration = administration

    def routes(self) -> Iterator[Route]:
        """
        Yields the routes.
        """
        yield Route("POST", "/api/invitations", self.invite, asks="admin", status=201)
        yield Route("GET", "/api/accounts", self.list, asks="admin", query=AccountsQuery)
        yield Route("PATCH", "/api/accounts/<account>", self.flag, asks="admin", body=FlagsBody)
        yield Route("POST", "/api/accounts/<account>/reset", self.reset, asks="admin", status=201)

    async def invite(self, exchange: ApiRequest) -> LinkAnswer:
        """
        Creates an invitation to register.
        """
        return LinkAnswer(await self._administration.invite(exchange.who.user))

    async def list(self, exchange: ApiRequest, query: AccountsQuery) -> AccountsAnswer:
        """
        Lists accounts by name.
        """
        found = await self._administration.list_accounts(query.after, limit=query.limit + 1)
        return AccountsAnswer([_shown(account) for account in found[: query.limit]], len(found) > query.limit)

    async def flag(self, exchange: ApiRequest, account: str, body: FlagsBody) -> OneAccount:
        """
        Disables or enables an account; grants or revokes administrator rights.
        """
        found = await self._administration.get_account(account)
        if account == exchange.who.user.id:
            raise Refusal("forbidden", "account: not your own; ask another administrator", field="account")
        if body.admin is not UNSET and body.admin != found.admin:
            found = await self._administration.set_admin(account, by=exchange.who.user, admin=body.admin)
        if body.disabled is not UNSET and body.disabled != found.disabled:
            found = await self._administration.set_disabled(account, by=exchange.who.user, disabled=body.disabled)
        return _shown(found)

    async def reset(self, exchange: ApiRequest, account: str) -> LinkAnswer:
        """
        Creates a link that sets the account's password once.
        """
        return LinkAnswer(await self._administration.reset_link(account, exchange.who.user))


def _shown(account: Account) -> OneAccount:
    return OneAccount(account.id, account.name, account.login, account.created, account.admin, account.disabled)
