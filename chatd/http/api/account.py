"""
Endpoints of one's own account: register, change names or password, reset, delete.
"""

from collections.abc import Callable, Iterator

from msgspec import UNSET, Struct, UnsetType

from chatd.auth.accounts import AccountService
from chatd.chat.erasures import Erasures
from chatd.clock import Now
from chatd.domain.accounts import Principal
from chatd.domain.events import User
from chatd.errors import Refusal
from chatd.http.api.app import Route, Sender
from chatd.http.api.request import ApiRequest
from chatd.http.api.sessions import SignedInAnswer, welcome
from chatd.http.api.tasks import TaskAnswer, accepted

CheckVoice = Callable[[Principal, str | None], None]
"""Raises Refusal if the user is banned from the site or muted on it, by account or by the given address."""


class RegisterBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    A registration, with an `invitation` where one is required.
    """

    name: str
    password: str
    invitation: str | None = None


class NamesBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    A new display name, or a new sign-in name with the present password.
    """

    name: str | UnsetType = UNSET
    login: str | UnsetType = UNSET
    password: str | UnsetType = UNSET


class PasswordBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The new and the present password.
    """

    old: str
    new: str


class DeleteBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The present password, as confirmation.
    """

    password: str


class ResetBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The token of a reset link, and the new password.
    """

    link: str
    new: str


class UserAnswer(Struct, frozen=True):
    """
    The user as others see them.
    """

    user: User


class NamesAnswer(Struct, frozen=True):
    """
    The user as others see them, and the sign-in name of the account.
    """

    user: User
    login: str


class AccountEndpoints:
    """
    The endpoints of one's own account.

    `erasures` erases the messages of a deleted account.  `check_not_muted` refuses new names for banned and muted
    users.
    """

    def __init__(self, own: AccountService, erasures: Erasures, check_not_muted: CheckVoice, now: Now) -> None:
        self._own = own
        self._erasures = erasures
        self._check_voice = check_not_muted
        self._now = now

    def routes(self) -> Iterator[Route]:
        """
        Yields the routes.
        """
        yield Route(
            "POST",
            "/api/account",
            self.register,
            asks="nobody",
            body=RegisterBody,
            status=201,
            admit=self._admit_registration,
        )
        yield Route("PATCH", "/api/account", self.change_names, body=NamesBody)
        yield Route("PUT", "/api/account/password", self.change_password, body=PasswordBody)
        yield Route("DELETE", "/api/account", self.delete, body=DeleteBody, status=202)
        yield Route("POST", "/api/account/reset", self.reset, asks="nobody", body=ResetBody, admit=self._admit_reset)

    def _admit_registration(self, sender: Sender) -> None:
        self._own.check_registrations(sender.address)

    def _admit_reset(self, sender: Sender) -> None:
        self._own.check_tries(sender.address)

    async def register(self, exchange: ApiRequest, body: RegisterBody) -> SignedInAnswer:
        """
        Creates an account and signs in.
        """
        signed_in = await self._own.register(
            body.name,
            body.password,
            address=exchange.address,
            agent=exchange.agent,
            invitation=body.invitation,
            replaces=exchange.cookie,
            tls=exchange.secure,
        )
        return welcome(exchange, signed_in, self._now())

    async def change_names(self, exchange: ApiRequest, body: NamesBody) -> NamesAnswer:
        """
        Changes the display name everywhere at once, or the sign-in name after a check of the password.
        """
        if (body.name is UNSET) == (body.login is UNSET):
            raise Refusal("invalid", "name: expected either name or login", field="name")
        if body.name is not UNSET:
            if body.password is not UNSET:
                raise Refusal("invalid", "password: expected with login only", field="password")
            self._check_voice(exchange.who, exchange.address)
            account = await self._own.rename_account(exchange.who.user.id, body.name)
        elif body.password is UNSET:
            raise Refusal("invalid", "password: expected with login", field="password")
        else:
            assert body.login is not UNSET
            account = await self._own.change_login(exchange.who.user.id, body.login, body.password)
        return NamesAnswer(account.user, account.login)

    async def change_password(self, exchange: ApiRequest, body: PasswordBody) -> None:
        """
        Changes the password and ends all other sessions.
        """
        await self._own.change_password(exchange.who.user.id, body.old, body.new, keep=exchange.session)
        exchange.set_browser_cookie(await self._own.browser_token(exchange.who.user.id, exchange.browser))

    async def delete(self, exchange: ApiRequest, body: DeleteBody) -> TaskAnswer | None:
        """
        Deletes the account and starts to erase its messages; returns the task if that continues after the answer.
        """
        account = await self._own.delete(exchange.who.user.id, body.password)
        # Erase only after the sessions have ended: they could send more messages meanwhile.
        exchange.clear_cookie()
        exchange.clear_browser_cookie()
        task = await self._erasures.start_erasure(account.id)
        return None if task is None else accepted(exchange, task)

    async def reset(self, exchange: ApiRequest, body: ResetBody) -> UserAnswer:
        """
        Sets the password of the account of a reset link, and ends all its sessions.
        """
        account = await self._own.reset_password(body.link, body.new, address=exchange.address)
        return UserAnswer(account.user)
