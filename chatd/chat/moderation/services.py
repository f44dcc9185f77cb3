"""
The moderation services put together, for users, back ends and operators.
"""

from collections.abc import Collection

from chatd.chat.field_filters import FieldFilters
from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.moderation.claimed_roles import ClaimedRoles
from chatd.chat.moderation.contacts import Contacts
from chatd.chat.moderation.membership import Membership
from chatd.chat.moderation.notifier import Notifier
from chatd.chat.moderation.reports import ReportService
from chatd.chat.moderation.room_settings import RoomSettingsService
from chatd.chat.moderation.sanctions import SanctionService
from chatd.chat.moderation.targets import Targets
from chatd.chat.rooms.contact_rules import ContactRules
from chatd.clock import Now
from chatd.domain.limits import Limits
from chatd.domain.rooms import Retention
from chatd.filters.chain import Chain
from chatd.interfaces.accounts import PeopleStore, TokenUsers
from chatd.interfaces.storage import MessageLog, MessageSearch, RoomCatalogue, RoomDirectory


class ModerationServices:
    """
    The use cases, put together.  `notifier` tells the sessions of a daemon; `configured` rooms cannot be created.
    """

    def __init__(
        self,
        *,
        authorizer: Authorizer,
        accounts: PeopleStore,
        roster: RoomDirectory,
        catalogue: RoomCatalogue,
        log: MessageLog,
        message_search: MessageSearch,
        notifier: Notifier,
        token_users: TokenUsers,
        now: Now,
        retention: Retention,
        limits: Limits,
        filters: Chain | None = None,
        configured: Collection[str] = (),
    ) -> None:
        members = authorizer.members
        self.field_filters = FieldFilters(filters, authorizer)
        self.claimed_roles = ClaimedRoles(roster, accounts, now)
        self.targets = Targets(
            authorizer=authorizer,
            members=members,
            accounts=accounts,
            message_search=message_search,
            notifier=notifier,
            claimed_roles=self.claimed_roles,
            token_users=token_users,
        )
        self.contacts = Contacts(
            authorizer=authorizer,
            members=members,
            rules=ContactRules(accounts, roster),
            people=accounts,
            notifier=notifier,
        )
        self.sanctions = SanctionService(
            authorizer=authorizer,
            register=authorizer.sanction_register,
            targets=self.targets,
            roster=roster,
            notifier=notifier,
            now=now,
            limits=limits,
            field_filters=self.field_filters,
        )
        self.room_settings = RoomSettingsService(
            authorizer=authorizer,
            members=members,
            targets=self.targets,
            catalogue=catalogue,
            roster=roster,
            notifier=notifier,
            now=now,
            retention=retention,
            configured=configured,
            field_filters=self.field_filters,
        )
        self.membership = Membership(
            authorizer=authorizer,
            members=members,
            targets=self.targets,
            roster=roster,
            room_settings=self.room_settings,
            log=log,
            notifier=notifier,
            now=now,
            limits=limits,
            field_filters=self.field_filters,
            contacts=self.contacts,
        )
        self.reports = ReportService(
            authorizer=authorizer,
            roster=roster,
            log=log,
            notifier=notifier,
            now=now,
            limits=limits,
        )
