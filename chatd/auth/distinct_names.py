"""
Names of users who have no account: none of them is, or looks like, the name of an account.

Accounts are found by their names, and nobody can take another's.  The issuer of a token and the maker of an API key
choose names without asking, so a name that an account has gets an addition.
"""

from collections import OrderedDict
from hashlib import sha256

from chatd.clock import Clock, Now
from chatd.domain.characters import cut_at_boundary
from chatd.domain.display_names import NameRules
from chatd.domain.events import User
from chatd.interfaces.accounts import AccountStore

CHECKED_SECONDS = 60.0
"""How long the name of a user counts as checked: back ends show their key with each request."""

CHECKED_MAX = 4096


class DistinctNames:
    """
    Compares names with those of accounts, also with names that rest after an account gave them up.
    """

    def __init__(self, names: NameRules, accounts: AccountStore, clock: Clock, now: Now) -> None:
        self._names = names
        self._accounts = accounts
        self._clock = clock
        self._now = now
        # The result by user, and when it was found; the oldest first.
        self._checked: OrderedDict[User, tuple[User, float]] = OrderedDict()

    async def distinguish(self, user: User) -> User:
        """
        The user of a token (``x.…``) or key (``k.…``), under a name that no account has.
        """
        known, at = self._checked.get(user, (None, 0.0)), self._clock.seconds()
        if known[0] is not None and at - known[1] < CHECKED_SECONDS:
            return known[0]
        found = User(user.id, await self._distinct_name(user))
        self._checked.pop(user, None)
        if len(self._checked) >= CHECKED_MAX:
            self._checked.popitem(last=False)
        self._checked[user] = found, at
        return found

    async def _distinct_name(self, user: User) -> str:
        kind, _, rest = user.id.partition(".")
        label = rest.partition(".")[0] if kind == "x" else "key"
        # Whoever takes the first addition for an account's name does not get the second: it is of the id.
        labels = (label, f"{label} {sha256(user.id.encode()).hexdigest()[:6]}")
        for name in (user.name, *(self._with_label(user.name, text) for text in labels)):
            if await self._accounts.name_is_free(self._names.likeness(name), now=self._now()):
                break
        return name

    def _with_label(self, name: str, label: str) -> str:
        addition = f" ({label})"[: self._names.limit - 1]
        return cut_at_boundary(name, self._names.limit - len(addition)).strip() + addition
