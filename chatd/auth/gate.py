"""
The way in: one portal of `twisted.cred`, a checker for each kind of credentials.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from twisted.cred.checkers import ICredentialsChecker
from twisted.cred.error import UnhandledCredentials
from twisted.cred.portal import IRealm, Portal
from twisted.internet.defer import Deferred
from zope.interface import implementer

from chatd.auth.apikeys import ApiKeys
from chatd.auth.avatars import IAvatar
from chatd.auth.cookies import Cookies
from chatd.auth.credentials import IApiKey, ICookie, IGuestToken, INamePassword, IWebToken
from chatd.auth.guests import Guests
from chatd.auth.identity import Avatar
from chatd.auth.records import Account
from chatd.auth.refusals import bad_token
from chatd.auth.webtokens import WebTokens

Verify = Callable[[str, str, str | None], Coroutine[Any, Any, Account]]
"""The account with that name and password, tried from that address; see `chatd.auth.signin.SignIn.by_name`."""


@implementer(IRealm)
class Realm:
    """
    Whoever a checker has recognised is that: there is nothing to set up, and nothing to take down at logout.
    """

    def requestAvatar(  # noqa: N802 - Twisted's name
        self, avatarId: Any, mind: Any, *interfaces: Any
    ) -> tuple[Any, Avatar, Callable[[], None]]:
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

    def __init__(self, interface: Any, recognise: Callable[[Any], Coroutine[Any, Any, Avatar]]) -> None:
        self.credentialInterfaces = (interface,)
        self._recognise = recognise

    def requestAvatarId(self, credentials: Any) -> Deferred[Avatar]:  # noqa: N802 - Twisted's name
        """
        Who this is; fails with a `Refusal`.
        """
        return Deferred.fromCoroutine(self._recognise(credentials))


def guest_checker(guests: Guests) -> Checker:
    """
    Guests come back as themselves.
    """

    async def recognise(credentials: Any) -> Avatar:
        return Avatar(guests.recognise(credentials.token), "guest")

    return Checker(IGuestToken, recognise)


def password_checker(verify: Verify) -> Checker:
    """
    Accounts, for a door that asks for name and password each time; a browser gets a cookie instead.
    """

    async def recognise(credentials: Any) -> Avatar:
        account = await verify(credentials.name, credentials.password, credentials.address)
        return Avatar(account.user, "account", admin=account.admin)

    return Checker(INamePassword, recognise)


def cookie_checker(cookies: Cookies) -> Checker:
    """
    Accounts, by the cookie of a browser that has signed in.
    """
    return Checker(ICookie, lambda credentials: cookies.recognise(credentials.token))


def token_checker(tokens: WebTokens) -> Checker:
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

    async def enter(self, credentials: Any) -> Avatar:
        """
        Who somebody is; refused as `bad_token`, `expired`, `forbidden`, `rate_limited` or `unavailable`.
        """
        try:
            found: Any = await self.portal.login(credentials, None, IAvatar)
        except UnhandledCredentials:
            raise bad_token() from None
        avatar: Avatar = found[1]
        return avatar
