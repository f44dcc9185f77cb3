"""
Browser sessions with a token of the site's own login (single sign-on).

The cookie holds the token itself, so nothing is stored: the token is verified again with each request and handshake.
The session ends when the token does: at its ``exp``, by a revocation, or when its issuer is taken out of the settings.
"""

from msgspec import Struct

from chatd.auth.accounts import AccountService
from chatd.auth.gate import Gate, TokenCookie
from chatd.domain.account_errors import bad_token
from chatd.domain.accounts import Changed, Principal, SignedOut
from chatd.errors import Refusal

COOKIE_TOKEN_MAX = 3800
"""In bytes.  Browsers drop a cookie of more than 4096 bytes without an error (RFC 6265bis, section 5.6)."""


class TokenSession(Struct, frozen=True):
    """
    A session that has begun: its user, and when it ends, in milliseconds since 1970 UTC.
    """

    principal: Principal
    until: int


class TokenSessions:
    """
    Starts and ends such sessions.  `changed` is called with the end of one.
    """

    def __init__(self, gate: Gate, accounts: AccountService, changed: Changed) -> None:
        self._gate = gate
        self._accounts = accounts
        self._changed = changed

    async def start_session(self, token: str, *, replaces: str | None) -> TokenSession:
        """
        Verify a JSON Web Token of the site's own login; ends the account's session with the token `replaces`, which the
        browser sent.

        Refused as `bad_token`, `expired` or `unavailable` as at a login; as `too_large` if no cookie could hold it.
        """
        if token.count(".") != 2:
            raise bad_token("token: expected a JSON Web Token of the site's own login")
        if len(token) > COOKIE_TOKEN_MAX:
            what = f"token: at most {COOKIE_TOKEN_MAX} bytes fit into a cookie; leave claims out"
            raise Refusal("too_large", what, field="token")
        principal = await self._gate.authenticate(TokenCookie(token))
        await self._accounts.end_replaced_session(replaces)
        # A token has an end, always.
        return TokenSession(principal, principal.expires or 0)

    def end_session(self, principal: Principal) -> None:
        """
        Close the connections that the session's cookie has opened.  The token itself stays valid: it is the issuer's.
        """
        self._changed(SignedOut(principal.user.id, principal.session))
