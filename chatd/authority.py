"""
Who may do what: asked by every use case, for everybody, through whichever door they came.

The rules themselves are pure (`chatd.standing`); here is what they have to know.
"""

from typing import NamedTuple, Protocol

from msgspec import Struct

from chatd.auth.identity import Avatar
from chatd.auth.ports import Accounts
from chatd.errors import Refusal
from chatd.model import User
from chatd.places import Here, Places
from chatd.ports import Now
from chatd.roles import RoomFacts, Rules
from chatd.sanctions import Sanctions
from chatd.standing import Grants, Standing, can, decide, role_in, silence


class Actor(Protocol):
    """
    Somebody who wants to do something.
    """

    @property
    def who(self) -> User:
        """
        The user.
        """

    @property
    def admin(self) -> bool:
        """
        Whether this is an administrator of the site.
        """

    @property
    def operator(self) -> bool:
        """
        Whether this is whoever holds the machine.
        """

    @property
    def grants(self) -> Grants | None:
        """
        What a token or a key says.
        """

    @property
    def origin(self) -> str | None:
        """
        The group of addresses that they come from, as sanctions mean it.
        """


class Author(Struct, frozen=True):
    """
    Somebody, as they were when they wanted something: an `Actor`.
    """

    who: User
    admin: bool = False
    operator: bool = False
    grants: Grants | None = None
    origin: str | None = None


def author_of(avatar: Avatar, origin: str | None) -> Author:
    """
    Whoever that avatar is, come from the group of addresses `origin`.
    """
    return Author(avatar.user, avatar.admin, False, avatar.grants, origin)


OPERATOR = Author(User("o.operator", "operator"), operator=True)
"""Whoever holds the machine, and may do everything there is to do."""


class Rights(NamedTuple):
    """
    The `role` of somebody who sees a room, or on the site, and all that they `can` do there: a client's buttons.
    """

    role: str
    can: tuple[str, ...]


NO_RIGHTS = Rights("guest", ())


class Authority:
    """
    `stamp` is another number whenever somebody may do less than before: what was decided under the same stamp holds.
    """

    def __init__(self, *, rules: Rules, places: Places, book: Sanctions, accounts: Accounts, now: Now) -> None:
        self.places = places
        self.book = book
        self.stamp = 0
        self._rules = rules
        self._accounts = accounts
        self._now = now

    def changed(self) -> None:
        """
        Somebody may do less than before.
        """
        self.stamp += 1

    def standing(self, actor: Actor, room: str | None) -> Standing:
        """
        All that decides what `actor` may do in an open room, or on the site.
        """
        here = None if room is None else self.places.here(room)
        user = actor.who
        member = None if here is None else here.members.get(user.id)
        return Standing(
            user,
            None if member is None else member.role,
            actor.admin,
            actor.operator,
            actor.grants,
            self.book.find(user.id, actor.origin, room, self._now()),
        )

    def refusal(
        self, actor: Actor, action: str, room: str | None, target: Standing | None = None, *, gives: str | None = None
    ) -> Refusal | None:
        """
        Why `actor` may not do `action` in `room`, or on the site if that is None; see `chatd.standing.decide`.
        """
        return decide(self.standing(actor, room), action, self.facts(room), target, gives=gives)

    def check(
        self, actor: Actor, action: str, room: str | None, target: Standing | None = None, *, gives: str | None = None
    ) -> None:
        """
        Refuse what `actor` may not do.
        """
        refusal = self.refusal(actor, action, room, target, gives=gives)
        if refusal is not None:
            raise refusal

    def silence(self, actor: Actor, room: str | None) -> Refusal | None:
        """
        The ban or mute that binds `actor` in an open room, or on the site; see `chatd.standing.silence`.
        """
        facts = self.facts(room)
        return None if facts is None else silence(self.standing(actor, room), facts)

    def check_voice(self, actor: Actor) -> None:
        """
        Refuse whom a ban or a mute on the whole site binds: they take no other name, which everybody reads.
        """
        refusal = self.silence(actor, None)
        if refusal is not None:
            raise refusal

    def allows(self, actor: Actor, action: str, room: str | None) -> bool:
        """
        Whether `actor` may do `action` there.
        """
        return self.refusal(actor, action, room) is None

    def rights(self, actor: Actor, room: str | None) -> Rights:
        """
        What `actor` is in an open room, or on the site, and may do there.
        """
        facts = self.facts(room)
        if facts is None:
            return NO_RIGHTS
        standing = self.standing(actor, room)
        return Rights(role_in(standing, facts) or "guest", can(standing, facts))

    def role(self, actor: Actor, room: str | None) -> str:
        """
        The role of somebody who sees the room, or on the site.
        """
        facts = self.facts(room)
        role = None if facts is None else role_in(self.standing(actor, room), facts)
        return role or "guest"

    def facts(self, room: str | None) -> RoomFacts | None:
        """
        The rules of an open room, or those of the site; None if there is no such room.
        """
        if room is None:
            return self._rules.site
        here = self.places.here(room)
        return None if here is None else here.facts

    async def load(self, actor: Actor, room: str) -> Here | None:
        """
        Have a room open for `actor`, whether anybody listens or not; None if there is none that they may know of.

        For whom only belonging to a hidden room opens it that is looked up first, whether the room is open, closed or
        not there: nothing of the room itself is read for a stranger, so that no answer comes sooner.
        """
        if room.startswith("~") and not _knows(actor, room) and not await self.places.belongs(room, actor.who.id):
            return None
        return await self.places.load(room)

    async def is_admin(self, user_id: str) -> bool:
        """
        Whether that user is an administrator of the site, online or not.
        """
        if not user_id.startswith("a."):
            return False
        account = await self._accounts.account(user_id)
        return account is not None and account.admin and not account.disabled

    def towards(self, user: User, room: str | None, *, admin: bool, grants: Grants | None = None) -> Standing:
        """
        The standing of somebody to whom something is to be done.
        """
        here = None if room is None else self.places.here(room)
        member = None if here is None else here.members.get(user.id)
        return Standing(user, None if member is None else member.role, admin, grants=grants)


def _knows(actor: Actor, room: str) -> bool:
    return (
        actor.operator
        or actor.admin
        or (actor.grants is not None and any(pattern.matches(room) for pattern, _ in actor.grants.roles))
    )


def no_room() -> Refusal:
    """
    There is no such room, or one may not know of it.
    """
    return Refusal("not_found", "there is no such room")
