"""
Known browsers: those in which somebody has signed in to an account before, recognised by a sealed cookie.

The cookie is no credential.  It lets a sign-in to its account past the budgets that strangers can use up (OWASP calls
this a device cookie).
"""

import hmac
import secrets
from itertools import count

from msgspec import Struct

from chatd.auth.settings import DAY_MS, AccountSettings
from chatd.clock import Now
from chatd.domain.accounts import Account

BROWSER_COOKIE = "chatd_browser"
"""The name of the cookie without TLS."""

IDENTS_MAX = 64
"""How many browsers of one account are told apart; further ones share an ident, and with it a budget."""

_PREFIX = "chatd_browser_"
_TOKEN_MAX = 256


class KnownBrowser(Struct, frozen=True):
    """
    The content of a cookie: the browser `ident` knows `account`, while `Account.browsers` of that is `version`.

    `ident` is one of `IDENTS_MAX` for each account.
    """

    account: str
    version: int
    ident: str
    at: int


class KnownBrowsers:
    """
    Makes and reads the tokens: their content with its HMAC-SHA256 under `secret`.  `now` is the time of day.
    """

    def __init__(self, secret: bytes, settings: AccountSettings, now: Now) -> None:
        self._secret = secret
        self._now = now
        self._numbers = count(secrets.randbelow(IDENTS_MAX))
        self._settings = settings

    def rekey(self, secret: bytes) -> None:
        """
        Use another secret from now on.
        """
        self._secret = secret

    def token_for(self, account: Account, present: str | None) -> str:
        """
        A token for a browser that has just signed in, and that showed the token `present`.

        A browser that is known already keeps its ident, and with it what it has used of its budget.
        """
        known = None if present is None else self.read(present)
        same = known is not None and (known.account, known.version) == (account.id, account.browsers)
        ident = known.ident if known is not None and same else str(next(self._numbers) % IDENTS_MAX)
        text = f"{account.id}~{account.browsers}~{ident}~{self._now()}"
        return f"{_PREFIX}{text}~{self._seal(text)}"

    def read(self, token: str) -> KnownBrowser | None:
        """
        The content of a token; None if this server did not make it, or if it is too old.
        """
        if len(token) > _TOKEN_MAX or not token.startswith(_PREFIX) or not token.isascii():
            return None
        text, _, seal = token.removeprefix(_PREFIX).rpartition("~")
        if not hmac.compare_digest(seal, self._seal(text)):
            return None
        account, version, ident, at = text.split("~")
        known = KnownBrowser(account, int(version), ident, int(at))
        return known if self._now() - known.at < self._settings.known_browser_days * DAY_MS else None

    def _seal(self, text: str) -> str:
        return hmac.digest(self._secret, b"chatd known browser\0" + text.encode(), "sha256").hex()
