"""
All that is done with powers, the same for people here, for back ends and for an operator.
"""

from collections.abc import Collection

from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.moderation.membership import Bounds, Membership
from chatd.chat.moderation.notifier import Notifier
from chatd.chat.moderation.reports import ReportService
from chatd.chat.moderation.room_settings import RoomSettingsService
from chatd.chat.moderation.sanctions import SanctionService
from chatd.chat.moderation.targets import Targets
from chatd.clock import Now
from chatd.domain.rooms import Retention
from chatd.interfaces.accounts import AccountStore
from chatd.interfaces.storage import MessageLog, RoomCatalogue, RoomDirectory


class ModerationServices:
    """
    The use cases, put together.  `live` are those who are connected, if anybody can be.
    """

    def __init__(
        self,
        *,
        authority: Authorizer,
        accounts: AccountStore,
        roster: RoomDirectory,
        catalogue: RoomCatalogue,
        log: MessageLog,
        live: Notifier,
        now: Now,
        retention: Retention,
        bounds: Bounds,
        configured: Collection[str] = (),
    ) -> None:
        self.whom = Targets(authority=authority, accounts=accounts, live=live)
        self.discipline = SanctionService(
            authority=authority, whom=self.whom, roster=roster, live=live, now=now, most=bounds.sanctions
        )
        self.terrain = RoomSettingsService(
            authority=authority,
            whom=self.whom,
            catalogue=catalogue,
            roster=roster,
            live=live,
            now=now,
            retention=retention,
            configured=configured,
        )
        self.membership = Membership(
            authority=authority,
            whom=self.whom,
            roster=roster,
            terrain=self.terrain,
            log=log,
            live=live,
            now=now,
            bounds=bounds,
        )
        self.complaints = ReportService(authority=authority, whom=self.whom, roster=roster, log=log, live=live, now=now)
