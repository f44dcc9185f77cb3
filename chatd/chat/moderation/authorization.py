"""
Who may do what: asked by every use case, for everybody, through whichever door they came.

The rules themselves are pure (`chatd.domain.permissions`); here is what they have to know.
"""

from typing import NamedTuple

from chatd.chat.rooms.members import OpenRoom, RoomMembers
from chatd.clock import Now
from chatd.domain.accounts import Actor, Grants, Principal
from chatd.domain.events import User
from chatd.domain.permissions import Subject, can, check_permission, role_in, silence
from chatd.domain.roles import RoomFacts, Rules
from chatd.domain.sanctions import SanctionRegister
from chatd.errors import Refusal
from chatd.interfaces.accounts import AccountStore
from chatd.protocol.replies import SiteStanding


class Rights(NamedTuple):
    """
    The `role` of somebody who sees a room, or on the site, and all that they `can` do there: a client's buttons.
    """

    role: str
    can: tuple[str, ...]


NO_RIGHTS = Rights("guest", ())


class Authorizer:
    """
    Checks permissions.  `version` grows whenever the rights of any user shrink; a positive decision may be cached per
    version.
    """

    def __init__(
        self,
        *,
        rules: Rules,
        members: RoomMembers,
        sanction_register: SanctionRegister,
        accounts: AccountStore,
        now: Now,
    ) -> None:
        self.members = members
        self.sanction_register = sanction_register
        self.version = 0
        self._rules = rules
        self._accounts = accounts
        self._now = now

    def site_standing(self, actor: Actor, principal: Principal | None) -> SiteStanding:
        """
        What `actor`, who logged in as `principal`, may do beside all rooms, and how long that is true.
        """
        if principal is None:
            return SiteStanding()
        return SiteStanding(principal.kind, principal.admin, self.rights(actor, None).can, principal.expires)

    def invalidate(self) -> None:
        """
        Somebody may do less than before.
        """
        self.version += 1

    def subject(self, actor: Actor, room: str | None) -> Subject:
        """
        All that decides what `actor` may do in an open room, or on the site.
        """
        here = None if room is None else self.members.get_open(room)
        user = actor.who
        member = None if here is None else here.members.get(user.id)
        return Subject(
            user,
            None if member is None else member.role,
            actor.admin,
            actor.operator,
            actor.grants,
            self.sanction_register.find(user.id, actor.origin, room, self._now()),
        )

    def refusal(
        self, actor: Actor, action: str, room: str | None, target: Subject | None = None, *, gives: str | None = None
    ) -> Refusal | None:
        """
        Why `actor` may not do `action` in `room`, or on the site if that is None: `check_permission` says.
        """
        return check_permission(self.subject(actor, room), action, self.facts(room), target, gives=gives)

    def require(
        self, actor: Actor, action: str, room: str | None, target: Subject | None = None, *, gives: str | None = None
    ) -> None:
        """
        Refuse what `actor` may not do.
        """
        refusal = self.refusal(actor, action, room, target, gives=gives)
        if refusal is not None:
            raise refusal

    def mute_or_ban(self, actor: Actor, room: str | None) -> Refusal | None:
        """
        The ban or mute that binds `actor` in an open room, or on the site; see `chatd.domain.permissions.silence`.
        """
        facts = self.facts(room)
        return None if facts is None else silence(self.subject(actor, room), facts)

    def check_not_muted(self, actor: Actor) -> None:
        """
        Refuse whom a ban or a mute on the whole site binds: they take no other name, which everybody reads.
        """
        refusal = self.mute_or_ban(actor, None)
        if refusal is not None:
            raise refusal

    def may_read(self, actor: Actor, room: str, kind: str, role: str | None) -> bool:
        """
        Whether `actor`, who was given `role` there, may read a room of that kind, open or not.
        """
        bound = self.sanction_register.find(actor.who.id, actor.origin, room, self._now())
        subject = Subject(actor.who, role, actor.admin, actor.operator, actor.grants, bound)
        return check_permission(subject, "read", self._rules.facts(room, kind)) is None

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
        standing = self.subject(actor, room)
        return Rights(role_in(standing, facts) or "guest", can(standing, facts))

    def role(self, actor: Actor, room: str | None) -> str:
        """
        The role of somebody who sees the room, or on the site.
        """
        facts = self.facts(room)
        role = None if facts is None else role_in(self.subject(actor, room), facts)
        return role or "guest"

    def facts(self, room: str | None) -> RoomFacts | None:
        """
        The rules of an open room, or those of the site; None if there is no such room.
        """
        if room is None:
            return self._rules.site
        here = self.members.get_open(room)
        return None if here is None else here.facts

    async def open_room(self, actor: Actor, room: str) -> OpenRoom | None:
        """
        Have a room open for `actor`, whether anybody listens or not; None if there is none that they may know of.

        For whom only belonging to a hidden room opens it that is looked up first, whether the room is open, closed or
        not there: nothing of the room itself is read for a stranger, so that no answer comes sooner.
        """
        if room.startswith("~") and not _knows(actor, room) and not await self.members.belongs(room, actor.who.id):
            return None
        return await self.members.open_room(room)

    async def is_admin(self, user_id: str) -> bool:
        """
        Whether that user is an administrator of the site, online or not.
        """
        if not user_id.startswith("a."):
            return False
        account = await self._accounts.account(user_id)
        return account is not None and account.admin and not account.disabled

    def target_subject(self, user: User, room: str | None, *, admin: bool, grants: Grants | None = None) -> Subject:
        """
        The standing of somebody to whom something is to be done.
        """
        here = None if room is None else self.members.get_open(room)
        member = None if here is None else here.members.get(user.id)
        return Subject(user, None if member is None else member.role, admin, grants=grants)


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
