"""
Which identities connections and addresses have had, and what a new identity takes over from them.

A guest's name costs nothing: without this, logging out and in again would shed slow mode, budgets, mutes and bans.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from msgspec import Struct

from chatd.chat.session import Session
from chatd.clock import Now
from chatd.domain.inheritance import Inheritance

RECENT_MS = 600_000
"""How long a guest's new identity takes over what other guests of its address owe."""

KNOWN_MS = 86_400_000
"""How long it is known from which address a user came last."""

KNOWN_MAX = 100_000
"""The number of users of whom that is known; the one seen longest ago is dropped first."""

GROUP_GUESTS_MAX = 1000
"""The number of users of one address group above which guests of it who have left are forgotten, the one seen longest
ago first: logging in and out with another name each time costs nothing."""

GUESTS_MS = 7_200_000
"""How long it is known, also without an address, that a guest was here: longer than the time between two purges."""

GUESTS_MAX = 1_000_000
"""The number of guests of whom that is known; the one seen longest ago is dropped first."""

CHAIN_MAX = 8
"""How many identities back a debt is followed."""

ALWAYS = math.inf
"""A debt that does not end."""


class _Seen(Struct):
    group: str
    at: int
    # Since when there was no longer absence from that group.
    since: int


class Identities:
    """
    Knows the address group of each user's last session, and lets new identities take over what former ones owe.

    Budgets and slow mode are kept under the id that `debtor_of` returns.  `online` says whether a user has a session.
    """

    def __init__(self, inheritance: Inheritance, now: Now, online: Callable[[str], bool]) -> None:
        self._inheritance = inheritance
        inheritance.watch(self)
        self._now = now
        self._online = online
        # The users seen longest ago first.
        self._seen: dict[str, _Seen] = {}
        self._by_group: dict[str, dict[str, None]] = {}
        # When guests were here, those seen longest ago first.
        self._guests: dict[str, int] = {}
        # Guests who have left and whose budgets no other guest has taken over yet, the last one to leave last.
        self._owing: dict[str, dict[str, None]] = {}
        # By identity: whose budgets it uses, and until when.
        self._debtors: dict[str, tuple[str, float]] = {}

    def __len__(self) -> int:
        return len(self._seen)

    def session_entered(self, session: Session, *, new: bool) -> None:
        """
        The session has logged in; `new`: as a guest with a new id.
        """
        user, now = session.who, self._now()
        if session.lineage is not None and user.guest and user.id != session.last_user:
            self._inheritance.inherit(user.id, session.lineage)
            self._use_budgets_of(user.id, session.last_user, ALWAYS)
        if new and session.origin is not None:
            self._take_over_nearby(user.id, session.origin, now)
        self._inheritance.user_came(user.id)
        self._note(user.id, session.origin, now, owing=False)
        session.debtor, session.debtor_until = self._resolve(user.id, now)

    def session_left(self, session: Session) -> None:
        """
        The session is about to log out.
        """
        user = session.who
        session.lineage, session.last_user = self._inheritance.user_left(user.id, session.lineage), user.id
        self._note(user.id, session.origin, self._now(), owing=user.guest)

    def use_budget(self, session: Session) -> None:
        """
        Let a session without a connection use the budgets of its user, who has not come in by it.
        """
        session.debtor, session.debtor_until = self._resolve(session.who.id, self._now())

    def debtor_of(self, session: Session) -> str:
        """
        The id under which the budgets and the slow mode of the session's user are kept.
        """
        if session.debtor_until != ALWAYS and (now := self._now()) >= session.debtor_until:
            session.debtor, session.debtor_until = self._resolve(session.who.id, now)
        return session.debtor

    def group_of(self, user_id: str) -> str | None:
        """
        The address group of a user's last session; None if it is not known (any more).
        """
        seen = self._seen.get(user_id)
        return None if seen is None else seen.group

    def was_near(self, user_id: str, at: int) -> bool:
        """
        Whether a user was at their present address group at a time, or had left it a moment before.
        """
        seen = self._seen.get(user_id)
        return seen is not None and seen.since <= at and (seen.at > at - RECENT_MS or self._online(user_id))

    def has_seen(self, user_id: str) -> bool:
        """
        Whether a user had a session that is not forgotten yet.
        """
        return user_id in self._seen

    def users_of(self, groups: Callable[[str], bool]) -> Sequence[str]:
        """
        The users whose last session came from an address group for which `groups` returns true.
        """
        return [user for group, users in self._by_group.items() if groups(group) for user in users]

    def recent_guests(self) -> Sequence[str]:
        """
        The guests who have come or gone in the last hours, wherever they came from.
        """
        return list(self._guests)

    def forget_user(self, user_id: str) -> None:
        """
        Forget where a user came from, and that they were here.
        """
        self._drop([user_id])
        self._guests.pop(user_id, None)

    def drop_old(self) -> list[str]:
        """
        Forget users who were seen long ago, and what newcomers took over; returns those newcomers.  To be called every
        second or so.
        """
        freed = self._inheritance.expire(self._now())
        gone = self._now() - GUESTS_MS
        for guest, at in list(islice(self._guests.items(), 100)):
            if at > gone:
                break
            del self._guests[guest]
        oldest = self._now() - KNOWN_MS
        old = []
        for user, seen in islice(self._seen.items(), 100):
            if seen.at > oldest:
                break
            old.append(user)
        for user in old:
            if self._online(user):
                self._note(user, self._seen[user].group, self._now(), owing=False)
            else:
                self._drop([user])
        return freed

    def _take_over_nearby(self, user_id: str, group: str, now: int) -> None:
        # What guests of the address owe who were there a moment ago: this may be one of them.
        # Nothing here may go through all guests of the address: thousands may share it.
        since = now - RECENT_MS
        self._inheritance.inherit_nearby(user_id, group, now, now + RECENT_MS)
        if user_id not in self._debtors and (left := self._last_owing(group, since)) is not None:
            # One heir for each: many people may share the address.
            self._remove_owing(left, group)
            self._use_budgets_of(user_id, left, now + RECENT_MS)

    def _last_owing(self, group: str, since: int) -> str | None:
        for other in reversed(self._owing.get(group, {})):
            if self._seen[other].at <= since:
                return None
            if not self._online(other):
                return other
        return None

    def _remove_owing(self, user_id: str, group: str) -> None:
        owing = self._owing.get(group, {})
        if user_id in owing:
            del owing[user_id]
            if not owing:
                del self._owing[group]

    def _use_budgets_of(self, user_id: str, other: str, until: float) -> None:
        debtor, _ = self._resolve(other, self._now())
        if debtor == user_id:
            return
        self._debtors.pop(user_id, None)
        if len(self._debtors) >= KNOWN_MAX:
            del self._debtors[next(iter(self._debtors))]
        self._debtors[user_id] = debtor, until

    def _resolve(self, user_id: str, now: int) -> tuple[str, float]:
        # Whose budgets a user uses now, and until when.
        until = ALWAYS
        for _ in range(CHAIN_MAX):
            debtor, end = self._debtors.get(user_id, (user_id, ALWAYS))
            if debtor == user_id or now >= end:
                break
            user_id, until = debtor, min(until, end)
        return user_id, until

    def _note(self, user_id: str, group: str | None, now: int, *, owing: bool) -> None:
        seen, since = self._seen.get(user_id), now
        if seen is not None and seen.group == group and (seen.at > now - RECENT_MS or self._online(user_id)):
            since = seen.since
        self._drop([user_id])
        if user_id.startswith("g."):
            self._guests.pop(user_id, None)
            if len(self._guests) >= GUESTS_MAX:
                del self._guests[next(iter(self._guests))]
            self._guests[user_id] = now
        if group is None:
            return
        if len(self._seen) >= KNOWN_MAX:
            self._drop([next(iter(self._seen))])
        self._seen[user_id] = _Seen(group, now, since)
        self._inheritance.user_moved(user_id, None, group)
        here = self._by_group.setdefault(group, {})
        here[user_id] = None
        if owing:
            self._owing.setdefault(group, {})[user_id] = None
        if len(here) > GROUP_GUESTS_MAX:
            self._push_out(here)

    def _push_out(self, here: dict[str, None]) -> None:
        # Two at a time, so that as many go as come.  Who stays is looked at again after all others.
        for user in list(islice(here, 2)):
            if not user.startswith("g.") or self._online(user) or self._inheritance.bound_since(user) is not None:
                del here[user]
                here[user] = None
            else:
                self._drop([user])
                self._guests.pop(user, None)
                self._debtors.pop(user, None)
                self._inheritance.forget_heir(user)

    def _drop(self, users: Iterable[str]) -> None:
        for user in users:
            seen = self._seen.pop(user, None)
            if seen is not None:
                self._inheritance.user_moved(user, seen.group, None)
                self._remove_owing(user, seen.group)
                here = self._by_group[seen.group]
                del here[user]
                if not here:
                    del self._by_group[seen.group]
