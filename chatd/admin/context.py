"""
The environment of operator commands: the same in a daemon and on the command line without one.
"""

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from msgspec import Struct

from chatd.admin.cleanup import Cleanup
from chatd.admin.operations import Operations
from chatd.auth.administration import AccountAdmin
from chatd.auth.apikeys import ApiKeys
from chatd.auth.revocations import TokenRevocations
from chatd.chat.moderation.services import ModerationServices
from chatd.chat.requests import Requests
from chatd.clock import Now
from chatd.domain import validation
from chatd.domain.accounts import OPERATOR, Account
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry
from chatd.domain.rooms import Retention
from chatd.domain.settings import ConfigValue, Reloaded
from chatd.errors import Refusal
from chatd.interfaces.accounts import PeopleStore
from chatd.interfaces.storage import RoomCatalogue, RoomDirectory
from chatd.webhooks.administration import WebhookAdmin


class OperatorContext(Struct, frozen=True, kw_only=True):
    """
    The use cases and stores of a site.  Files for the operator are made in `directory`; `retention` is the site's.
    `reload` reads the configuration of a running daemon again; it raises StartError if something in it is wrong.
    """

    directory: Path
    operations: Operations
    cleanup: Cleanup
    moderation: ModerationServices
    administration: AccountAdmin
    keys: ApiKeys
    revocations: TokenRevocations
    webhooks: WebhookAdmin
    people: PeopleStore
    roster: RoomDirectory
    catalogue: RoomCatalogue
    retention: Retention
    now: Now
    requests: Requests | None = None
    """Sends messages to the people of a room; None without a daemon."""
    reload: Callable[[], Awaitable[Reloaded]] | None = None
    configuration: Callable[[], Iterable[ConfigValue]] | None = None
    """Yields the settings that a running daemon uses."""
    stop: Callable[[], object] | None = None
    """Stops a running daemon in order, as SIGTERM does."""

    async def find_account(self, who: str) -> Account:
        """
        Returns the account with the id or name `who`; raises Refusal `not_found`.
        """
        if validation.is_user_id(who):
            account = await self.people.account(who)
            if account is not None:
                return account
        return await self.administration.find_account(who)

    async def find_user_id(self, who: str) -> str:
        """
        Returns `who` if it is an id, else the id of the account with that name; raises Refusal `not_found`.
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
        Deletes the account of the user with the id or name `who`, if any, as the first step of erasing their messages;
        returns their id.
        """
        user_id = await self.find_user_id(who)
        if await self.people.account(user_id) is None:
            # Erasing takes many commits: record it in the audit log first, in case it is interrupted.
            erased = User(user_id, "")
            await self.roster.record_act(AuditEntry(action="erase", by=OPERATOR.who, time=self.now(), user=erased))
        else:
            await self.administration.delete(user_id, by=OPERATOR.who)
        return user_id
