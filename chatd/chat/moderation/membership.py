"""
Membership in rooms: creating rooms, inviting, roles, leaving.
"""

import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Literal

from chatd.chat.field_filters import FieldFilters
from chatd.chat.keyed_lock import KeyedLock
from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.moderation.contacts import Contacts
from chatd.chat.moderation.invitation_history import InvitationHistory
from chatd.chat.moderation.notifier import Notifier
from chatd.chat.moderation.room_settings import RoomSettingsService
from chatd.chat.moderation.targets import Targets
from chatd.chat.rooms.members import RoomMembers
from chatd.clock import Now
from chatd.domain import validation
from chatd.domain.accounts import Actor
from chatd.domain.events import User
from chatd.domain.limits import Limits
from chatd.domain.moderation import AuditEntry, Member, RoomMembership
from chatd.domain.roles import RANK
from chatd.domain.rooms import DEFAULTS
from chatd.domain.validation import TITLE_MAX, TOPIC_MAX
from chatd.errors import Refusal
from chatd.interfaces.storage import MessageLog, RoomDirectory
from chatd.protocol.replies import Invited, RoleChanged

PAIR_MAX = 5
"""The number of open invitations of one inviter to one user."""


def new_room_id() -> str:
    """
    A new random room id.
    """
    return "~" + secrets.token_urlsafe(12)


def member_order(member: Member) -> tuple[int, str, str]:
    """
    The sort key of members: the highest role first, then the name.
    """
    return -RANK[member.role], member.user.name.casefold(), member.user.id


class Membership:
    """
    The use cases of membership.  Each is refused as `not_found` for a room that the actor may not know of.
    """

    def __init__(
        self,
        *,
        authorizer: Authorizer,
        members: RoomMembers,
        targets: Targets,
        roster: RoomDirectory,
        room_settings: RoomSettingsService,
        log: MessageLog,
        notifier: Notifier,
        now: Now,
        limits: Limits,
        field_filters: FieldFilters,
        contacts: Contacts,
        new_id: Callable[[], str] = new_room_id,
    ) -> None:
        self._authorizer = authorizer
        self._members = members
        self._targets = targets
        self._roster = roster
        self._room_settings = room_settings
        self._log = log
        self._notifier = notifier
        self._now = now
        self._field_filters = field_filters
        self._contacts = contacts
        self._limits = limits
        self._new_id = new_id
        self._history = InvitationHistory(now)
        # The facts of a decision must not change until it is stored.  The lock of the room is taken before that of the
        # user.
        self._room_locks = KeyedLock()
        self._user_locks = KeyedLock()

    async def create_room(
        self, actor: Actor, kind: Literal["public", "private", "announce"], room: str | None, title: str, topic: str
    ) -> str:
        """
        Create a room with `actor` as its owner, or as a moderator if they are a guest; returns its id.

        Refused as `invalid` if the id cannot be chosen, `conflict` if the room exists.
        """
        validation.check_line(title, TITLE_MAX, "title")
        validation.check_line(topic, TOPIC_MAX, "topic")
        self._authorizer.require(actor, "create_room", None)
        if kind == "private":
            if room is not None:
                raise Refusal("invalid", "room: the id of a private room is made by the server", field="room")
            room = self._new_id()
        else:
            self._field_filters.check_fields(actor, room or "", room=room or "")
            await self._check_free(room or "")
        self._field_filters.check_fields(actor, room, title=title, topic=topic)
        now = self._now()
        owner = Member(actor.who, "moderator" if actor.who.guest else "owner", now)
        act = AuditEntry(action="create_room", by=actor.who, time=now, room=room, detail=kind)
        assert room is not None
        async with self._user_locks.hold(actor.who.id):
            await self._check_membership_limit(actor)
            await self._roster.add_room(room, kind, owner, act)
        self._members.set_kind(room, kind)
        self._apply_member(room, actor.who, owner)
        if title or topic:
            await self._room_settings.apply_settings(room, {"title": title, "topic": topic}, author=actor.who.id)
        return room

    async def open_direct(self, actor: Actor, user_id: str) -> str:
        """
        Open the direct room of `actor` and another user; returns its id.
        """
        self._authorizer.require(actor, "create_direct", None)
        if user_id == actor.who.id:
            raise Refusal("invalid", "user: that is yourself", field="user")
        other = await self._targets.require_user(user_id)
        await self._contacts.check_contact(actor, user_id)
        new, ignored = self._new_id(), await self._targets.ignores(user_id, actor.who.id)
        async with self._user_locks.hold(actor.who.id):
            await self._check_membership_limit(actor)
            room = await self._roster.open_direct_room(actor.who, other, new, self._now())
        if room == new and not ignored:
            self._notifier.user_invited(other.id, Invited(room, "direct", "", actor.who))
        return room

    async def list_members(self, actor: Actor, room: str) -> Sequence[Member]:
        """
        The members of an open room, the highest role first.
        """
        self._authorizer.require(actor, "members", room)
        here = self._members.get_open(room)
        members = [] if here is None else list(here.members.values())
        return sorted(members, key=member_order)

    async def list_memberships(self, user: User) -> Sequence[RoomMembership]:
        """
        The rooms that a user is a member of, or invited to.
        """
        return await self._roster.memberships_of(user.id)

    async def invite(self, actor: Actor, room: str, user_id: str) -> None:
        """
        Invite a user, who becomes a member when they join.
        """
        async with self._change_of(actor, "invite", room, user_id):
            user = await self._targets.require_expected_user(user_id, room)
            target = await self._targets.target_subject(user_id, room)
            self._authorizer.require(actor, "invite", room, target)
            if target.role is None:
                await self._contacts.check_contact(actor, user.id)
                self._check_member_limit(room)
                await self._check_invitations(actor, user)
                invitation = Member(user, "member", self._now(), invited=True)
                await self._save_and_tell(actor, room, invitation, "invite")

    async def set_role(self, actor: Actor, room: str, user_id: str, role: str | None) -> None:
        """
        Give a user a role, or take it away if `role` is None.

        Somebody who is no member is invited in that role, and has it when they join: nobody is made an owner unasked.
        What operators and administrators give counts at once.
        """
        async with self._change_of(actor, "role", room, user_id):
            target = await self._targets.target_subject(user_id, room)
            self._authorizer.require(actor, "role", room, target, gives=role)
            held = self._member(room, user_id)
            invited = (held is None or held.invited) and not (actor.operator or actor.admin)
            if (None if held is None else held.role) == role and (held is None or held.invited == invited):
                return
            if role is None:
                await self._remove_member(actor, room, target.user, "role")
                self._history.note_withdrawn(user_id, room)
                return
            user = await self._targets.require_expected_user(user_id, room)
            if invited:
                await self._check_may_invite(actor, room, user, held)
            if held is None:
                self._check_member_limit(room)
            since = self._now() if held is None else held.since
            await self._save_and_tell(actor, room, Member(user, role, since, invited=invited), "role")
            if not invited:
                await self._contacts.refresh(user_id)

    async def accept_invitation(self, user: User, room: str) -> None:
        """
        Make an invited user a member of the open `room`, and note the present name of a token's user, who may have been
        made one before they came; does nothing for others.
        """
        held = self._member(room, user.id)
        if held is None:
            return
        if not held.invited:
            if held.user.name != user.name and user.id.startswith("x."):
                member = Member(user, held.role, held.since)
                await self._roster.put_member(room, member, None)
                self._apply_member(room, user, member)
            return
        async with self._room_locks.hold(room):
            held = self._member(room, user.id)
            if held is not None and held.invited:
                member = Member(user, held.role, self._now())
                await self._roster.put_member(room, member, None)
                self._apply_member(room, user, member)
                self._history.note_accepted(user.id, room)
                await self._contacts.refresh(user.id)

    async def resign(self, actor: Actor, room: str) -> None:
        """
        End the membership of `actor` in a room, or decline an invitation.

        The last owner may leave, too.  Nobody is made the owner in their place, since that has to be accepted: an
        administrator or an operator gives the room a new one.
        """
        user = actor.who
        async with self._targets.room_opened(room, actor):
            # Who has nothing to give up does not wait for the lock.
            self._held_by(user, room)
            async with self._room_locks.hold(room):
                held = self._held_by(user, room)
                if self._kind(room) == "inbox":
                    raise Refusal("forbidden", "room: your inbox is there as long as you are", field="room")
                if self._kind(room) == "direct":
                    raise Refusal("forbidden", "room: two people stay two; ignore the other one instead", field="room")
                detail = "last owner" if self._is_last_owner(held, room) else "none"
                await self._remove_member(actor, room, user, "resign", detail)
                if held.invited:
                    self._history.note_declined(user.id, room)

    def _held_by(self, user: User, room: str) -> Member:
        held = self._member(room, user.id)
        if held is None:
            # The same words as for a missing room: a stranger need not know that it exists.
            raise Refusal("not_found", "there is no such room that you belong to")
        return held

    @asynccontextmanager
    async def _change_of(self, actor: Actor, action: str, room: str, user_id: str) -> AsyncIterator[None]:
        # Opens the room, and holds the locks that a change needs which counts for the bounds of both.  What can be
        # refused without them is: nobody waits for commands that come to nothing.
        validation.check_user_id(user_id)
        async with self._targets.room_opened(room, actor):
            self._authorizer.require(actor, action, room)
            async with self._room_locks.hold(room), self._user_locks.hold(actor.who.id):
                yield

    async def _save_and_tell(self, actor: Actor, room: str, member: Member, action: str) -> None:
        # All that can fail is done before the change is stored.  Nobody is told by a user whom they ignore.
        now, user, role = self._now(), member.user, member.role
        title = (await self._room_settings.read_settings(room)).title
        ignored = await self._targets.ignores(user.id, actor.who.id)
        act = AuditEntry(action=action, by=actor.who, time=now, user=user, room=room, detail=role)
        await self._roster.put_member(room, member, act)
        self._apply_member(room, user, member)
        if member.invited:
            self._history.note_invited(actor, user.id, room)
        if ignored:
            return
        if not member.invited:
            self._notifier.role_given(user.id, RoleChanged(room, title, role, actor.who))
        elif self._history.take_notice(actor, user.id, room):
            self._notifier.user_invited(user.id, Invited(room, self._kind(room), title, actor.who, role))

    def _is_last_owner(self, member: Member, room: str) -> bool:
        here = self._members.get_open(room)
        others = [] if here is None else [one for one in here.members.values() if one.user.id != member.user.id]
        return member.present_role == "owner" and all(one.present_role != "owner" for one in others)

    async def _check_may_invite(self, actor: Actor, room: str, user: User, held: Member | None) -> None:
        # An invitation with a role shows words to somebody, as every other one does.
        refusal = self._authorizer.mute_or_ban(actor, room)
        if refusal is not None:
            raise refusal
        await self._contacts.check_contact(actor, user.id)
        if held is None:
            await self._check_invitations(actor, user)

    async def _remove_member(self, actor: Actor, room: str, user: User, action: str, detail: str = "none") -> None:
        act = AuditEntry(action=action, by=actor.who, time=self._now(), user=user, room=room, detail=detail)
        await self._roster.drop_member(room, user.id, act)
        self._apply_member(room, user, None)
        await self._contacts.refresh(user.id)

    def _apply_member(self, room: str, user: User, member: Member | None) -> None:
        # Of a stored change.
        if member is None:
            self._members.remove_member(room, user.id)
        else:
            self._members.set_member(room, member)
        self._authorizer.invalidate()
        self._notifier.member_changed(room, user, member)

    def _member(self, room: str, user_id: str) -> Member | None:
        here = self._members.get_open(room)
        return None if here is None else here.members.get(user_id)

    def _kind(self, room: str) -> str:
        facts = self._authorizer.facts(room)
        return "public" if facts is None else facts.kind

    def _check_member_limit(self, room: str) -> None:
        here = self._members.get_open(room)
        if here is not None and len(here.members) >= self._limits.members:
            raise Refusal("forbidden", f"user: a room has at most {self._limits.members} members", field="user")

    async def _check_invitations(self, actor: Actor, user: User) -> None:
        most = self._limits.invitations
        if actor.operator:
            return
        self._history.check_not_declined(actor, user.id)
        if await self._roster.count_invitations(by=actor.who.id) >= most:
            raise Refusal("forbidden", f"user: {most} invitations of yours are open already", field="user")
        between = await self._roster.count_invitations(by=actor.who.id, of=user.id)
        if between >= PAIR_MAX:
            raise Refusal("forbidden", f"user: {PAIR_MAX} invitations of yours to them are open already", field="user")
        # Others cannot use up the first invitation.
        if between and await self._roster.count_invitations(of=user.id) >= most:
            raise Refusal("forbidden", "user: they have too many open invitations already", field="user")

    async def _check_membership_limit(self, actor: Actor) -> None:
        most = self._limits.memberships
        # Others cannot use up the bound by inviting.
        if not actor.operator and await self._roster.count_memberships(actor.who.id) >= most:
            raise Refusal("forbidden", f"room: one may belong to at most {most} rooms", field="room")

    async def _check_free(self, room: str) -> None:
        validation.check_room_id(room)
        if room.startswith("~"):
            raise Refusal("invalid", "room: ids that begin with ~ are made by the server", field="room")
        page = await self._log.read(room, limit=1)
        taken = page.head.seq or page.settings != DEFAULTS or self._room_settings.is_configured(room)
        if taken or self._members.get_open(room) is not None:
            raise Refusal("conflict", "room: there is a room with this id", field="room")
