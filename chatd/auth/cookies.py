"""
Browsers that are signed in: a random cookie, of which only the hash is kept.
"""

from contextlib import suppress

from msgspec import Struct

from chatd.auth.settings import DAY_MS, AccountSettings
from chatd.auth.tokens import SESSION, Secret, digest, is_token, new_secret, new_token
from chatd.clock import Now
from chatd.domain import account_errors
from chatd.domain.accounts import Account, CookieSession, Principal
from chatd.errors import Refusal
from chatd.interfaces.accounts import CookieSessionStore

COOKIE = "chatd_session"
"""The name of the cookie that a browser which has signed in carries."""

USED_EVERY_MS = 300_000
"""How exactly the last use is known: a write for each request would be too much."""

AGENT_MAX = 200


class SignedIn(Struct, frozen=True):
    """
    Somebody has signed in: `token` is for the cookie, is shown only now, and ends for good at `until`.
    """

    account: Account
    session: CookieSession
    token: str
    until: int

    def __repr__(self) -> str:
        # Without the token: what is not there cannot be logged.
        return f"SignedIn({self.account!r})"


class CookieSessions:
    """
    Begins sessions and recognises them.  `now` tells the time of day.
    """

    def __init__(
        self, people: CookieSessionStore, settings: AccountSettings, now: Now, secret: Secret = new_secret
    ) -> None:
        self._people = people
        self._now = now
        self._secret = secret
        self._sliding = int(settings.session_days * DAY_MS)
        self._absolute = int(settings.session_most_days * DAY_MS)

    async def begin(self, account: Account, agent: str) -> SignedIn:
        """
        A session with a token that nobody has seen before, for an account whose password has just been verified.

        Never an old token with new rights: whoever planted one in somebody's browser gains nothing.
        """
        token = new_token(SESSION, self._secret)
        now = self._now()
        named = "".join(char for char in agent[:AGENT_MAX] if char.isprintable())
        session = CookieSession(digest(token), account.id, named, now, now, self._end(now, now))
        await self._people.add_session(session, verified=account.password or "")
        return SignedIn(account, session, token, now + self._absolute)

    async def recognise(self, token: str) -> Principal:
        """
        The account behind a cookie, which is thereby used and ends later; `bad_token` if there is none.

        The avatar expires when the session does for good: a connection that stays is use enough.
        """
        if not is_token(token, SESSION):
            raise account_errors.no_session()
        found = await self._people.session(digest(token))
        now = self._now()
        if found is None or found[0].ends <= now or found[1].disabled:
            raise account_errors.no_session()
        session, account = found
        if now - session.used >= USED_EVERY_MS:
            # A store that cannot be written to keeps nobody out.
            with suppress(Refusal):
                await self._people.use_session(session.digest, used=now, ends=self._end(session.created, now))
        expires = session.created + self._absolute
        return Principal(account.user, "account", expires, admin=account.admin, session=session.digest)

    def _end(self, created: int, used: int) -> int:
        return min(created + self._absolute, used + self._sliding)
