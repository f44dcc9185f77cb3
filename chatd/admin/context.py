"""
What the operator's commands work with: the same through the control socket and on the command line without a daemon.
"""

from pathlib import Path

from msgspec import Struct

from chatd.admin.operations import Operations
from chatd.auth.administration import AccountAdmin
from chatd.auth.apikeys import ApiKeys
from chatd.chat.moderation.services import ModerationServices
from chatd.clock import Now
from chatd.domain import validation
from chatd.domain.accounts import OPERATOR, Account
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry
from chatd.domain.rooms import Retention
from chatd.errors import Refusal
from chatd.interfaces.accounts import PeopleStore
from chatd.interfaces.storage import RoomCatalogue, RoomDirectory


class OperatorContext(Struct, frozen=True, kw_only=True):
    """
    Use cases and stores of a site.  Files that an operator takes away are made in `directory`; `retention` is the
    site's.
    """

    directory: Path
    operations: Operations
    moderation: ModerationServices
    administration: AccountAdmin
    keys: ApiKeys
    people: PeopleStore
    roster: RoomDirectory
    catalogue: RoomCatalogue
    retention: Retention
    now: Now

    async def find_account(self, who: str) -> Account:
        """
        The account with the id or the name `who`; refused as `not_found`.
        """
        if validation.is_user_id(who):
            account = await self.people.account(who)
            if account is not None:
                return account
        return await self.administration.find_account(who)

    async def find_user_id(self, who: str) -> str:
        """
        `who` if it is an id, else the id of the account with that name; refused as `not_found`.
        """
        if validation.is_user_id(who):
            return who
        try:
            return (await self.administration.find_account(who)).id
        except Refusal as refusal:
            if refusal.code != "not_found":
                raise
            missing = f"there is no account {who!r}; whoever has none goes by their id, such as g.…"
            raise Refusal("not_found", missing, field="user") from None

    async def delete_account(self, who: str) -> str:
        """
        Delete the account of the user with the id or the name `who`, if there is one, before their messages are
        erased; returns their id.
        """
        user_id = await self.find_user_id(who)
        if await self.people.account(user_id) is None:
            # Erasing takes many commits, and the first may be the last: the audit log knows before any of them.
            erased = User(user_id, "")
            await self.roster.record_act(AuditEntry(action="erase", by=OPERATOR.who, time=self.now(), user=erased))
        else:
            await self.administration.delete(user_id, by=OPERATOR.who)
        return user_id
