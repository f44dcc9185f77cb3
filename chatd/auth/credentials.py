"""
What somebody may show to be let in: one interface for each kind, as `twisted.cred` has it.
"""

from msgspec import Struct
from twisted.cred.credentials import ICredentials
from zope.interface import Attribute, classImplements

from chatd.auth.opaque import KEY
from chatd.auth.refusals import bad_token
from chatd.auth.webtokens import TOKEN_MAX


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
