"""
What somebody may show to be let in: one interface for each kind, as `twisted.cred` has it.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from msgspec import Struct
from twisted.cred.checkers import ICredentialsChecker
from twisted.cred.credentials import ICredentials
from twisted.cred.error import UnhandledCredentials
from twisted.cred.portal import IRealm, Portal
from twisted.internet.defer import Deferred
from zope.interface import Attribute, Interface, classImplements, implementer

from chatd.auth.apikeys import ApiKeys
from chatd.auth.cookies import CookieSessions
from chatd.auth.guests import Guests
from chatd.auth.jwt import TOKEN_MAX, JwtVerifier
from chatd.auth.tokens import KEY
from chatd.domain.account_errors import bad_token
from chatd.domain.accounts import Account, Principal


class IGuestToken(ICredentials):
    """
    The token that a guest was given.
    """

    token = Attribute("The token, a `str`.")


class INamePassword(ICredentials):
    """
    The name of an account and its password.
    """

    name = Attribute("The name, as typed.")
    password = Attribute("The password, as typed.")
    address = Attribute("The address that it comes from.")


class ICookie(ICredentials):
    """
    The cookie of a browser that has signed in: only from the same origin.
    """

    token = Attribute("The value of the cookie, a `str`.")


class IWebToken(ICredentials):
    """
    A JSON Web Token of the site's own login.
    """

    token = Attribute("The token, a `str`.")


class IApiKey(ICredentials):
    """
    The key of a back end.
    """

    token = Attribute("The token, a `str`.")


class _Token(Struct, frozen=True):
    token: str

    def __repr__(self) -> str:
        # Without the token: what is not there cannot be logged.
        return f"{type(self).__name__}()"


class GuestToken(_Token, frozen=True):
    """
    An `IGuestToken`.
    """


class Cookie(_Token, frozen=True):
    """
    An `ICookie`.
    """


class WebToken(_Token, frozen=True):
    """
    An `IWebToken`.
    """


class ApiKeyToken(_Token, frozen=True):
    """
    An `IApiKey`.
    """


class NamePassword(Struct, frozen=True):
    """
    An `INamePassword`.
    """

    name: str
    password: str
    address: str | None

    def __repr__(self) -> str:
        # Without the password: what is not there cannot be logged.
        return f"NamePassword({self.name!r})"


for _kind, _interface in (
    (GuestToken, IGuestToken),
    (Cookie, ICookie),
    (WebToken, IWebToken),
    (ApiKeyToken, IApiKey),
    (NamePassword, INamePassword),
):
    classImplements(_kind, _interface)


def bearer(token: str) -> GuestToken | WebToken | ApiKeyToken:
    """
    What the token of a `login` or of an ``Authorization: Bearer`` is, by its looks; a cookie's is nothing here.

    `bad_token` for one that is too long to be any, before anything is done with it.
    """
    if len(token) > TOKEN_MAX:
        raise bad_token()
    if token.startswith(KEY):
        return ApiKeyToken(token)
    return WebToken(token) if token.count(".") == 2 else GuestToken(token)


class IAvatar(Interface):  # type: ignore[misc] # zope has no types
    """
    See `chatd.domain.accounts.Principal`, which is one.
    """

    user = Attribute("The `chatd.domain.events.User` that this is to others.")
    kind = Attribute("How that is known: ``guest``, ``account``, ``token`` or ``key``.")
    expires = Attribute("The instant, in milliseconds since 1970 UTC, from which on it is not true any more, or None.")
    grants = Attribute("The `chatd.domain.accounts.Grants` that came with it, or None.")
    admin = Attribute("Whether this is an administrator of the site.")
    session = Attribute("What the cookie session is known by, or None.")
    speaks_as = Attribute("Whether it may speak as any other user: a back end whose key says so.")


classImplements(Principal, IAvatar)

Verify = Callable[[str, str, str | None], Coroutine[Any, Any, Account]]
"""The account with that name and password, tried from that address; see `chatd.auth.accounts.PasswordLogin.by_name`."""


@implementer(IRealm)
class Realm:
    """
    Whoever a checker has recognised is that: there is nothing to set up, and nothing to take down at logout.
    """

    def requestAvatar(  # noqa: N802 - Twisted's name
        self, avatarId: Any, mind: Any, *interfaces: Any
    ) -> tuple[Any, Principal, Callable[[], None]]:
        """
        The avatar that is its own id, for those who ask for an `IAvatar`.
        """
        if IAvatar not in interfaces:
            raise NotImplementedError("there are only avatars that provide IAvatar")
        return IAvatar, avatarId, lambda: None


@implementer(ICredentialsChecker)
class Checker:
    """
    Recognises credentials that provide `interface`.  Its avatar ids are avatars; it fails with a `Refusal`, which says
    more than `UnauthorizedLogin` and is what every door translates.
    """

    def __init__(self, interface: Any, recognise: Callable[[Any], Coroutine[Any, Any, Principal]]) -> None:
        self.credentialInterfaces = (interface,)
        self._recognise = recognise

    def requestAvatarId(self, credentials: Any) -> Deferred[Principal]:  # noqa: N802 - Twisted's name
        """
        Who this is; fails with a `Refusal`.
        """
        return Deferred.fromCoroutine(self._recognise(credentials))


def guest_checker(guests: Guests) -> Checker:
    """
    Guests come back as themselves.
    """

    async def recognise(credentials: Any) -> Principal:
        return Principal(guests.recognise(credentials.token), "guest")

    return Checker(IGuestToken, recognise)


def password_checker(verify: Verify) -> Checker:
    """
    Accounts, for a door that asks for name and password each time; a browser gets a cookie instead.
    """

    async def recognise(credentials: Any) -> Principal:
        account = await verify(credentials.name, credentials.password, credentials.address)
        return Principal(account.user, "account", admin=account.admin)

    return Checker(INamePassword, recognise)


def cookie_checker(cookies: CookieSessions) -> Checker:
    """
    Accounts, by the cookie of a browser that has signed in.
    """
    return Checker(ICookie, lambda credentials: cookies.recognise(credentials.token))


def token_checker(tokens: JwtVerifier) -> Checker:
    """
    Whom the site's own login vouches for.
    """
    return Checker(IWebToken, lambda credentials: tokens.recognise(credentials.token))


def key_checker(keys: ApiKeys) -> Checker:
    """
    Back ends.
    """
    return Checker(IApiKey, lambda credentials: keys.recognise(credentials.token))


class Gate:
    """
    Lets in whom one of `checkers` recognises.  Without a checker for it, a kind of credentials is not ours.
    """

    def __init__(self, *checkers: Checker) -> None:
        known: Any = checkers
        realm: Any = Realm()
        self.portal = Portal(realm, known)

    async def enter(self, credentials: Any) -> Principal:
        """
        Who somebody is; refused as `bad_token`, `expired`, `forbidden`, `rate_limited` or `unavailable`.
        """
        try:
            found: Any = await self.portal.login(credentials, None, IAvatar)
        except UnhandledCredentials:
            raise bad_token() from None
        principal: Principal = found[1]
        return principal
