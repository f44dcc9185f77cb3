"""
The link with which the first administrator makes their account on the page.
"""

from chatd.auth.settings import AccountSettings
from chatd.auth.tokens import LINK, Secret, digest, is_token, new_secret, new_token
from chatd.clock import Now

HOUR_MS = 3_600_000


class FirstAdmin:
    """
    One link at a time, for one account.  Only its digest is kept, in memory alone: each start makes another link.
    """

    def __init__(self, settings: AccountSettings, now: Now, secret: Secret = new_secret) -> None:
        self._settings = settings
        self._now = now
        self._secret = secret
        self._digest: str | None = None
        self._ends = 0

    def new_link(self) -> str | None:
        """
        Returns the token of a link, which replaces the former one; None if ``auth.first_admin_link`` is off.  Called
        while there is no administrator.
        """
        if not self._settings.first_admin_link:
            return None
        token = new_token(LINK, self._secret)
        self._digest = digest(token)
        self._ends = self._now() + int(self._settings.link_hours * HOUR_MS)
        return token

    def claim_link(self, token: str | None) -> bool:
        """
        Whether `token` is that of the link; it is used up then, unless it is given back.
        """
        if token is None or self._digest is None or not is_token(token, LINK) or digest(token) != self._digest:
            return False
        if self._ends <= self._now():
            return False
        self._digest = None
        return True

    def give_back(self, token: str) -> None:
        """
        Makes a claimed link valid again: the account could not be made.
        """
        self._digest = digest(token)
