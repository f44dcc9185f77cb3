"""
What is remembered of invitations, so that nobody is pestered with them.
"""

from collections import OrderedDict
from typing import TypeVar

from chatd.clock import Now
from chatd.domain.accounts import Actor
from chatd.errors import Refusal

V = TypeVar("V")

DAY_MS = 86_400_000

TOLD_OF_ROOM_MAX = 2
"""How many notices of one inviter a user gets in a day about one room: that they are invited, and a change of it."""

TOLD_MAX = 20
"""How many notices of one inviter a user gets in a day about all rooms, unless they accept one."""

KEPT_MAX = 20_000


class InvitationHistory:
    """
    Remembers for a day, and until a restart, which notices each user has got from whom and whose invitations they have
    declined.  Of more than `KEPT_MAX` the oldest are forgotten.
    """

    def __init__(self, now: Now) -> None:
        self._now = now
        # By user and room: who has invited them last.
        self._inviters: OrderedDict[tuple[str, str], str] = OrderedDict()
        # By user and inviter: when the user has declined, and the times and rooms of notices.
        self._declined: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._told: OrderedDict[tuple[str, str], list[tuple[int, str]]] = OrderedDict()

    def check_not_declined(self, actor: Actor, user_id: str) -> None:
        """
        Refuse as `forbidden` if a user has declined an invitation of `actor` within a day.  Operators may.
        """
        if not actor.operator and self._has_declined(user_id, actor.who.id):
            raise Refusal("forbidden", "user: they have declined an invitation of yours within a day", field="user")

    def note_invited(self, actor: Actor, user_id: str, room: str) -> None:
        """
        Note that `actor` has invited a user, or changed what is offered to them.
        """
        _keep(self._inviters, (user_id, room), actor.who.id)

    def take_notice(self, actor: Actor, user_id: str, room: str) -> bool:
        """
        Whether a user may be told of an invitation of `actor`; counts the notice if so.  Operators may always.
        """
        if actor.operator:
            return True
        now, pair = self._now(), (user_id, actor.who.id)
        told = [(time, where) for time, where in self._told.get(pair, ()) if now - time < DAY_MS]
        of_room = sum(where == room for _, where in told)
        if of_room >= TOLD_OF_ROOM_MAX or len(told) >= TOLD_MAX or self._has_declined(*pair):
            return False
        _keep(self._told, pair, [*told, (now, room)])
        return True

    def note_accepted(self, user_id: str, room: str) -> None:
        """
        Note that a user has accepted an invitation: they may be told of others by the same inviter.
        """
        pair = user_id, self._inviters.pop((user_id, room), "")
        self._told.pop(pair, None)
        self._declined.pop(pair, None)

    def note_declined(self, user_id: str, room: str) -> None:
        """
        Note that a user has declined an invitation.
        """
        inviter = self._inviters.pop((user_id, room), None)
        if inviter is not None:
            _keep(self._declined, (user_id, inviter), self._now())

    def note_withdrawn(self, user_id: str, room: str) -> None:
        """
        Note that an invitation was taken back.  The notices of it still count.
        """
        self._inviters.pop((user_id, room), None)

    def _has_declined(self, user_id: str, inviter: str) -> bool:
        time = self._declined.get((user_id, inviter))
        return time is not None and self._now() - time < DAY_MS


def _keep(kept: OrderedDict[tuple[str, str], V], key: tuple[str, str], value: V) -> None:
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > KEPT_MAX:
        kept.popitem(last=False)
