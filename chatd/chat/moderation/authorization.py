"""
The permission check of every use case, for users, back ends and operators.

The rules are pure functions in `chatd.domain.permissions`; this module collects the facts that they need.
"""

from collections.abc import Sequence
from typing import NamedTuple

from chatd.chat.rooms.members import OpenRoom, RoomMembers
from chatd.clock import Now
from chatd.domain.accounts import Actor, Grants, Principal
from chatd.domain.events import User
from chatd.domain.moderation import Member
from chatd.domain.permissions import Subject, can, check_permission, find_silencing_sanction, role_in
from chatd.domain.roles import Override, RoomFacts, Rules, outranks
from chatd.domain.rooms import INBOX, inbox_of
from chatd.domain.sanctions import SanctionRegister
from chatd.errors import Refusal
from chatd.interfaces.accounts import AccountStore
from chatd.protocol.replies import SiteStanding


class Rights(NamedTuple):
    """
    The `role` of a user in a room or on the site, and the actions that they `can` do there.
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

    def replace_rules(self, overrides: Sequence[Override]) -> None:
        """
        Use other overrides of the table of permissions from now on, also in open rooms.
        """
        self._rules.replace_overrides(overrides)
        self.members.apply_rules()
        self.invalidate()

    def site_standing(self, actor: Actor, principal: Principal | None) -> SiteStanding:
        """
        The rights of `actor`, who logged in as `principal`, on the site, with the end of the login.
        """
        if principal is None:
            return SiteStanding()
        inbox = inbox_of(principal.user.id) if principal.via is None else None
        return SiteStanding(principal.kind, principal.admin, self.rights(actor, None).can, principal.expires, inbox)

    def invalidate(self) -> None:
        """
        Note that somebody's rights may have shrunk: cached decisions are dropped.
        """
        self.version += 1

    def subject(self, actor: Actor, room: str | None) -> Subject:
        """
        The facts about `actor` that decide what they may do in an open room, or on the site if `room` is None.
        """
        here = None if room is None else self.members.get_open(room)
        user = actor.who
        member = None if here is None else here.members.get(user.id)
        return Subject(
            user,
            None if member is None else member.present_role,
            actor.admin,
            actor.operator,
            actor.grants,
            self.sanction_register.find(user.id, actor.origin, room, self._now()),
            here is not None and user.id in here.shut_out,
        )

    def refusal(
        self, actor: Actor, action: str, room: str | None, target: Subject | None = None, *, gives: str | None = None
    ) -> Refusal | None:
        """
        The reason why `actor` may not do `action` in `room`, or on the site if `room` is None; None if they may.
        """
        return check_permission(self.subject(actor, room), action, self.facts(room), target, gives=gives)

    def require(
        self, actor: Actor, action: str, room: str | None, target: Subject | None = None, *, gives: str | None = None
    ) -> None:
        """
        Raise the refusal if `actor` may not do `action`.
        """
        refusal = self.refusal(actor, action, room, target, gives=gives)
        if refusal is not None:
            raise refusal

    def acts_for_site(self, actor: Actor, room: str) -> bool:
        """
        Whether the powers of `actor` in `room` come from the site: an operator, an administrator, or a moderator by the
        claim of a token or an API key.
        """
        if actor.operator or actor.admin:
            return True
        claims = () if actor.grants is None else actor.grants.roles
        return any(outranks(role, "member") and pattern.matches(room) for pattern, role in claims)

    def mute_or_ban(self, actor: Actor, room: str | None) -> Refusal | None:
        """
        The refusal for the ban or mute of `actor` in an open room, or on the site; None if there is none.
        """
        facts = self.facts(room)
        return None if facts is None else find_silencing_sanction(self.subject(actor, room), facts)

    def is_banned(self, actor: Actor, room: str | None) -> bool:
        """
        Whether a ban binds `actor` in a room, open or not, or on the site.
        """
        bound = self.sanction_register.find(actor.who.id, actor.origin, room, self._now())
        return bound.ban(staff=not outranks("moderator", self.role(actor, room))) is not None

    def check_not_muted(self, actor: Actor) -> None:
        """
        Refuse if `actor` is banned from or muted on the whole site.  Checked before a change of name, which all read.
        """
        refusal = self.mute_or_ban(actor, None)
        if refusal is not None:
            raise refusal

    def may_read(self, actor: Actor, room: str, kind: str, role: str | None, *also: str) -> bool:
        """
        Whether `actor`, who has the `role`, may read a room of that kind, open or not, and do what is named `also`.
        """
        bound = self.sanction_register.find(actor.who.id, actor.origin, room, self._now())
        subject = Subject(actor.who, role, actor.admin, actor.operator, actor.grants, bound)
        facts = self._rules.facts(room, kind)
        return all(check_permission(subject, action, facts) is None for action in ("read", *also))

    def may_review(self, actor: Actor, room: str, kind: str | None, member: Member | None) -> bool:
        """
        Whether `actor`, who is that `member`, may work through the reports of a room of that kind, open or not.
        """
        if kind is None and room.startswith("~"):
            return False
        bound = self.sanction_register.find(actor.who.id, actor.origin, room, self._now())
        role = None if member is None else member.present_role
        subject = Subject(actor.who, role, actor.admin, actor.operator, actor.grants, bound)
        return check_permission(subject, "review", self._rules.facts(room, kind or "public")) is None

    def allows(self, actor: Actor, action: str, room: str | None) -> bool:
        """
        Whether `actor` may do `action` in `room`, or on the site.
        """
        return self.refusal(actor, action, room) is None

    def rights(self, actor: Actor, room: str | None) -> Rights:
        """
        The role and the allowed actions of `actor` in an open room, or on the site.
        """
        facts = self.facts(room)
        if facts is None:
            return NO_RIGHTS
        standing = self.subject(actor, room)
        return Rights(role_in(standing, facts) or "guest", can(standing, facts))

    def role(self, actor: Actor, room: str | None) -> str:
        """
        The role of `actor` in an open room, or on the site; ``guest`` if they have none.
        """
        facts = self.facts(room)
        role = None if facts is None else role_in(self.subject(actor, room), facts)
        return role or "guest"

    def facts(self, room: str | None) -> RoomFacts | None:
        """
        The rules of an open room, or of the site if `room` is None; None if the room is not open.
        """
        if room is None:
            return self._rules.site
        here = self.members.get_open(room)
        return None if here is None else here.facts

    async def open_room(self, actor: Actor, room: str) -> OpenRoom | None:
        """
        Load the kind and members of a room, if needed; None if there is no room that `actor` may know of.

        If only membership in a hidden room makes it known to `actor`, the membership is looked up first, whether the
        room is open, closed or missing.  A stranger then learns nothing from the time of the answer.
        """
        if room.startswith(INBOX) and not actor.operator:
            own = room == inbox_of(actor.who.id)
            return await self.members.open_room(room, inbox_of=actor.who) if own else None
        if room.startswith("~") and not _knows(actor, room) and not await self.members.belongs(room, actor.who.id):
            return None
        return await self.members.open_room(room)

    async def is_admin(self, user_id: str) -> bool:
        """
        Whether that user, online or not, is an administrator of the site.
        """
        if not user_id.startswith("a."):
            return False
        account = await self._accounts.account(user_id)
        return account is not None and account.admin and not account.disabled

    def target_subject(self, user: User, room: str | None, *, admin: bool, grants: Grants | None = None) -> Subject:
        """
        The facts about the target of an action.
        """
        here = None if room is None else self.members.get_open(room)
        member = None if here is None else here.members.get(user.id)
        return Subject(user, None if member is None else member.present_role, admin, grants=grants)


def _knows(actor: Actor, room: str) -> bool:
    return (
        actor.operator
        or actor.admin
        or (actor.grants is not None and any(pattern.matches(room) for pattern, _ in actor.grants.roles))
    )


def no_room() -> Refusal:
    """
    The refusal for a room that does not exist, or that the user may not know of.
    """
    return Refusal("not_found", "there is no such room")
