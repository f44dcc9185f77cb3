"""
Cookie sessions of browsers: a random token, of which only the hash is stored.
"""

from contextlib import suppress

from msgspec import Struct

from chatd.auth.settings import AccountSettings
from chatd.auth.tokens import SESSION, TLS_SESSION, Secret, digest, is_token, new_secret, new_token
from chatd.clock import Now
from chatd.domain import account_errors
from chatd.domain.accounts import Account, CookieSession, Principal
from chatd.errors import Refusal
from chatd.interfaces.accounts import CookieSessionStore

COOKIE = "chatd_session"
"""The name of the session cookie."""

USED_EVERY_MS = 300_000
"""The precision of the time of the last use: a write for each request would be too much."""

AGENT_MAX = 200


class SignedIn(Struct, frozen=True):
    """
    A new session of an account.  `token` is the value of the cookie, which is not kept; it expires for good at `until`.
    `ended` are the ids of older sessions that ended, because an account may have only so many.  `browser` is the token
    by which the browser is known from now on.
    """

    account: Account
    session: CookieSession
    token: str
    until: int
    ended: tuple[str, ...] = ()
    browser: str = ""

    def __repr__(self) -> str:
        # Without the tokens, so that it cannot be logged by mistake.
        return f"SignedIn({self.account!r})"


class CookieSessions:
    """
    Starts sessions and recognises their tokens.  `now` is the time of day.
    """

    def __init__(
        self, people: CookieSessionStore, settings: AccountSettings, now: Now, secret: Secret = new_secret
    ) -> None:
        self._people = people
        self._now = now
        self._secret = secret
        self._settings = settings

    async def start_session(self, account: Account, agent: str, *, tls: bool = False) -> SignedIn:
        """
        Start a session with a new token, for an account whose password has just been verified, over TLS or not.

        An old token never gets new rights, so planting a cookie in another browser gains nothing (session fixation).
        """
        token = new_token(TLS_SESSION if tls else SESSION, self._secret)
        now = self._now()
        named = "".join(char for char in agent[:AGENT_MAX] if char.isprintable())
        session = CookieSession(digest(token), account.id, named, now, now, self._end(now, now))
        ended = await self._people.add_session(session, verified=account.password or "", limit=self._settings.sessions)
        return SignedIn(account, session, token, now + self._settings.session_most_ms, tuple(ended))

    async def recognise(self, token: str) -> Principal:
        """
        The principal of the session with this token, whose end is postponed; refused as `bad_token` if there is none.

        The principal expires at the absolute end of the session: an open connection counts as use.
        """
        if not is_token(token, SESSION):
            raise account_errors.no_session()
        found = await self._people.session(digest(token))
        now = self._now()
        if found is None or found[0].ends <= now or found[1].disabled:
            raise account_errors.no_session()
        session, account = found
        if now - session.used >= USED_EVERY_MS:
            # If the store cannot be written to, the session is still valid.
            with suppress(Refusal):
                await self._people.use_session(session.digest, used=now, ends=self._end(session.created, now))
        expires = session.created + self._settings.session_most_ms
        return Principal(account.user, "account", expires, admin=account.admin, session=session.digest)

    def _end(self, created: int, used: int) -> int:
        return min(created + self._settings.session_most_ms, used + self._settings.session_ms)
