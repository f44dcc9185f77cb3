"""
Credentials and their checkers, with `twisted.cred`: guest tokens, cookies, JSON Web Tokens, API keys.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from twisted.cred.checkers import ICredentialsChecker
from twisted.cred.credentials import ICredentials
from twisted.cred.portal import IRealm, Portal
from twisted.internet.defer import Deferred
from zope.interface import Attribute, Interface, classImplements, implementer

from chatd.auth.apikeys import ApiKeys
from chatd.auth.cookies import CookieSessions
from chatd.auth.distinct_names import DistinctNames
from chatd.auth.guests import Guests
from chatd.auth.jwt import TOKEN_MAX, JwtVerifier
from chatd.auth.tokens import KEY, digest
from chatd.domain.account_errors import bad_token
from chatd.domain.accounts import Principal


class IGuestToken(ICredentials):
    """
    The token of a guest.
    """

    token = Attribute("The token, a `str`.")


class ICookie(ICredentials):
    """
    The session cookie of a browser that has signed in; accepted from the same origin only.
    """

    token = Attribute("The value of the cookie, a `str`.")


class IWebToken(ICredentials):
    """
    A JSON Web Token of the site's own login.
    """

    token = Attribute("The token, a `str`.")


class IApiKey(ICredentials):
    """
    The API key of a back end.
    """

    token = Attribute("The token, a `str`.")


class IHookToken(ICredentials):
    """
    The token of an incoming webhook.
    """

    token = Attribute("The token, a `str`.")
    name = Attribute("The name under which it speaks, a `str`; empty: its own.")


class _Token(Struct, frozen=True):
    token: str

    def __repr__(self) -> str:
        # Without the token, so that it cannot be logged by mistake.
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


class TokenCookie(WebToken, frozen=True):
    """
    An `IWebToken` in the session cookie of a browser.
    """


class ApiKeyToken(_Token, frozen=True):
    """
    An `IApiKey`.
    """


class HookToken(_Token, frozen=True):
    """
    An `IHookToken`.
    """

    name: str = ""


for _kind, _interface in (
    (GuestToken, IGuestToken),
    (Cookie, ICookie),
    (WebToken, IWebToken),
    (ApiKeyToken, IApiKey),
    (HookToken, IHookToken),
):
    classImplements(_kind, _interface)


def bearer(token: str) -> GuestToken | WebToken | ApiKeyToken:
    """
    The credentials for the token of a `login` command or of ``Authorization: Bearer``, by the token's form.

    A cookie's token is not accepted here.  Refuses a token longer than any as `bad_token`, before any other work.
    """
    if len(token) > TOKEN_MAX:
        raise bad_token()
    if token.startswith(KEY):
        return ApiKeyToken(token)
    return WebToken(token) if token.count(".") == 2 else GuestToken(token)


def cookie_credentials(token: str) -> Cookie | TokenCookie:
    """
    The credentials for the value of the session cookie, by its form: a session of an account, or a JSON Web Token of
    the site's own login (`chatd.auth.token_sessions`).
    """
    return TokenCookie(token) if token.count(".") == 2 else Cookie(token)


class IAvatar(Interface):  # type: ignore[misc] # zope has no types
    """
    What `twisted.cred` calls an avatar: a `chatd.domain.accounts.Principal`.
    """

    user = Attribute("The `chatd.domain.events.User` that others see.")
    kind = Attribute("How the user logged in: ``guest``, ``account``, ``token`` or ``key``.")
    expires = Attribute("The end of the login in milliseconds since 1970 UTC, or None.")
    grants = Attribute("The `chatd.domain.accounts.Grants` of the token or key, or None.")
    admin = Attribute("Whether the user is an administrator of the site.")
    session = Attribute("The id of the cookie session, or None.")
    speaks_as = Attribute("Whether it may speak as other users: set for a key of a back end.")


classImplements(Principal, IAvatar)


@implementer(IRealm)
class Realm:
    """
    Returns the principal that a checker has found.  There is nothing to set up, and nothing to do at logout.
    """

    def requestAvatar(  # noqa: N802 - Twisted's name
        self, avatarId: Any, mind: Any, *interfaces: Any
    ) -> tuple[Any, Principal, Callable[[], None]]:
        """
        The principal, which is its own avatar id.  Raises NotImplementedError for interfaces other than `IAvatar`.
        """
        if IAvatar not in interfaces:
            raise NotImplementedError("there are only avatars that provide IAvatar")
        return IAvatar, avatarId, lambda: None


@implementer(ICredentialsChecker)
class Checker:
    """
    Checks credentials that provide `interface`.  Its avatar ids are principals.  It fails with a `Refusal`, which says
    more than `UnauthorizedLogin` and is translated by every caller.
    """

    def __init__(self, interface: Any, recognise: Callable[[Any], Coroutine[Any, Any, Principal]]) -> None:
        self.credentialInterfaces = (interface,)
        self.recognise = recognise

    def requestAvatarId(self, credentials: Any) -> Deferred[Principal]:  # noqa: N802 - Twisted's name
        """
        Fires with the principal of `credentials`, or fails with a `Refusal`.
        """
        return Deferred.fromCoroutine(self.recognise(credentials))


def guest_checker(guests: Guests) -> Checker:
    """
    Checks the tokens of guests.
    """

    async def guest_principal(credentials: Any) -> Principal:
        return Principal(guests.recognise(credentials.token), "guest")

    return Checker(IGuestToken, guest_principal)


def cookie_checker(cookies: CookieSessions) -> Checker:
    """
    Checks the session cookies of accounts.
    """
    return Checker(ICookie, lambda credentials: cookies.recognise(credentials.token))


def token_checker(tokens: JwtVerifier) -> Checker:
    """
    Checks the JSON Web Tokens of the site's own login.
    """

    async def token_principal(credentials: Any) -> Principal:
        principal = await tokens.recognise(credentials.token)
        if isinstance(credentials, TokenCookie):
            return replace(principal, session=digest(credentials.token))
        return principal

    return Checker(IWebToken, token_principal)


def key_checker(keys: ApiKeys) -> Checker:
    """
    Checks the API keys of back ends.
    """
    return Checker(IApiKey, lambda credentials: keys.recognise(credentials.token))


def hook_checker(keys: ApiKeys) -> Checker:
    """
    Checks the tokens of incoming webhooks.
    """
    return Checker(IHookToken, lambda credentials: keys.recognise_hook(credentials.token, credentials.name))


class Gate:
    """
    Authenticates with one of `checkers`.  Credentials of a kind without a checker are refused as `bad_token`.  With
    `names`, no user of a token or key has the name of an account.
    """

    def __init__(self, *checkers: Checker, names: DistinctNames | None = None) -> None:
        self._names = names
        known: Any = checkers
        realm: Any = Realm()
        self.portal = Portal(realm, known)
        # Of the portal's checkers, by the class of credentials: to ask zope costs more than to check a known key.
        self._checkers: dict[type, Checker] = {}

    def set_checker(self, kind: Any, checker: Checker | None) -> None:
        """
        Checks credentials that provide `kind` by `checker` from now on; None: they are refused.
        """
        self._checkers.clear()
        self.portal.checkers.pop(kind, None)
        if checker is not None:
            registered: Any = checker
            self.portal.registerChecker(registered)

    async def authenticate(self, credentials: Any) -> Principal:
        """
        The principal of `credentials`; refused as `bad_token`, `expired`, `forbidden`, `rate_limited` or `unavailable`.
        """
        # As the portal's `login` does, whose realm would return the principal as it is.  Its Deferreds would cost a
        # twentieth of a small request.
        checker = self._checkers.get(type(credentials))
        if checker is None:
            found: Any = (checker for kind, checker in self.portal.checkers.items() if kind.providedBy(credentials))
            checker = next(found, None)
            if checker is None:
                raise bad_token()
            self._checkers[type(credentials)] = checker
        principal = await checker.recognise(credentials)
        if self._names is None or principal.kind not in {"token", "key"}:
            return principal
        user = await self._names.distinguish(principal.user)
        return principal if user == principal.user else replace(principal, user=user)
