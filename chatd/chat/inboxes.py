"""
Inboxes: one room for each user, which only they read and only who may `notify` writes.
"""

from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.moderation.targets import Targets
from chatd.chat.rooms.members import RoomMembers
from chatd.clock import Now
from chatd.domain.accounts import Actor
from chatd.domain.moderation import Member
from chatd.domain.rooms import inbox_of
from chatd.interfaces.storage import RoomDirectory


class Inboxes:
    """
    Finds the inboxes of users for those who write to them.  An inbox is stored when it is first written to; its user
    can join it before.
    """

    def __init__(
        self, *, authorizer: Authorizer, members: RoomMembers, targets: Targets, roster: RoomDirectory, now: Now
    ) -> None:
        self._authorizer = authorizer
        self._members = members
        self._targets = targets
        self._roster = roster
        self._now = now

    async def open_inbox(self, actor: Actor, user_id: str) -> None:
        """
        Open the inbox of a user, which the caller holds; refused as `forbidden` if `actor` may not write to inboxes,
        before anything is looked up, and as `not_found` for a user who is not known.
        """
        self._authorizer.require(actor, "notify", None)
        room = inbox_of(user_id)
        here = self._members.get_open(room)
        held = None if here is None else here.members.get(user_id)
        if held is not None and held.since:
            return
        member = Member(await self._targets.require_recipient(user_id), "member", self._now())
        await self._roster.open_inbox(member.user, room, member.since)
        await self._members.open_room(room)
        self._members.set_member(room, member)
