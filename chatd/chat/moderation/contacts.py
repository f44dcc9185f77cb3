"""
Who may invite a user and write to them in direct rooms: each user's own choice.
"""

from twisted.internet.defer import Deferred
from twisted.logger import Logger

from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.moderation.notifier import Notifier
from chatd.chat.rooms.contact_rules import ContactRules
from chatd.chat.rooms.members import RoomMembers
from chatd.domain.accounts import Actor, ContactRule
from chatd.errors import Refusal
from chatd.interfaces.accounts import ContactStore


class Contacts:
    """
    The use cases of contact rules.
    """

    _log = Logger()

    def __init__(
        self,
        *,
        authorizer: Authorizer,
        members: RoomMembers,
        rules: ContactRules,
        people: ContactStore,
        notifier: Notifier,
    ) -> None:
        self._authorizer = authorizer
        self._members = members
        self._rules = rules
        self._people = people
        self._notifier = notifier
        self._failed: set[str] = set()

    async def rule_of(self, user_id: str) -> ContactRule:
        """
        The rule of a user.
        """
        return (await self._people.contact_rules([user_id])).get(user_id, "everybody")

    async def set_rule(self, user_id: str, rule: ContactRule) -> None:
        """
        Set the rule of a user; it binds at once, in conversations that are under way, too.
        """
        await self._people.set_contact_rule(user_id, rule)
        await self.refresh(user_id)

    async def check_contact(self, actor: Actor, user_id: str) -> None:
        """
        Refuse as `forbidden` if a user does not want to be invited or written to by `actor`.  Operators may.
        """
        if not actor.operator and not await self._rules.allows(actor.who.id, user_id):
            raise Refusal("forbidden", "user: you may not invite this user or write to them", field="user")

    async def refresh(self, user_id: str) -> None:
        """
        Apply the present rule and memberships of a user to the open conversations that they take part in.

        The change is stored already, so that this does not fail: `retry_failed` makes up for what could not be read.
        """
        for room in self._members.direct_rooms_of(user_id):
            await self._refresh_room(room)

    def retry_failed(self) -> None:
        """
        Refresh the conversations again whose rules could not be read.  To be called every second or so.
        """
        failed, self._failed = self._failed, set()
        for room in failed:
            Deferred.fromCoroutine(self._refresh_room(room))

    async def _refresh_room(self, room: str) -> None:
        try:
            changed = await self._members.refresh_contacts(room)
        except Exception:
            self._log.failure("{room}: it could not be read who may write there; it is tried again", room=room)
            self._failed.add(room)
            return
        if changed:
            self._authorizer.invalidate()
            self._notifier.rights_changed(room)
