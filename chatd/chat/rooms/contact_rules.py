"""
Whether one user may invite another and write to them, by the rule that the other has set.
"""

from chatd.domain.moderation import RoomRecord
from chatd.interfaces.accounts import ContactStore
from chatd.interfaces.storage import RoomDirectory


class ContactRules:
    """
    Decides by the stored rules and memberships.
    """

    def __init__(self, people: ContactStore, roster: RoomDirectory) -> None:
        self._people = people
        self._roster = roster

    async def allows(self, other: str, user_id: str) -> bool:
        """
        Whether the rule of `user_id` lets the user `other` invite and write to them.
        """
        rule = (await self._people.contact_rules([user_id])).get(user_id, "everybody")
        return rule == "everybody" or (rule == "shared" and await self._roster.share_room(other, user_id))

    async def shut_out(self, record: RoomRecord) -> frozenset[str]:
        """
        The members of a direct room who may not write to the other one.  Who began the conversation is answered also
        by users who share no room with them, unless nobody may write to them.
        """
        if record.kind != "direct":
            return frozenset()
        rules = await self._people.contact_rules(list(record.members))
        found = set()
        for user_id, rule in rules.items():
            for other in record.members.keys() - {user_id}:
                shared = rule == "shared" and (
                    record.opened_by == user_id or await self._roster.share_room(other, user_id)
                )
                if not shared:
                    found.add(other)
        return frozenset(found)
