"""
Users of the site's own login by their ids, also those who have never come: only their issuer knows them.
"""

from collections.abc import Collection

from chatd.auth.distinct_names import DistinctNames
from chatd.domain.display_names import NameRules
from chatd.domain.events import User
from chatd.domain.validation import SUBJECT_MAX


class IssuedUsers:
    """
    A `chatd.interfaces.accounts.TokenUsers`.  `issuers` are the names of the configured token issuers.
    """

    def __init__(self, issuers: Collection[str], names: NameRules, distinct_names: DistinctNames) -> None:
        self.issuers = frozenset(issuers)
        self._names = names
        self._distinct_names = distinct_names

    async def expected_user(self, user_id: str, name: str | float | None = None) -> User | None:
        kind, _, rest = user_id.partition(".")
        issuer, _, subject = rest.partition(".")
        if kind != "x" or issuer not in self.issuers or not _is_subject(subject):
            return None
        return await self._distinct_names.distinguish(User(user_id, self._names.vouched_name(name, subject)))


def _is_subject(text: str) -> bool:
    # What a token may have as its ``sub``.
    return 0 < len(text) <= SUBJECT_MAX and text.isprintable() and " " not in text
