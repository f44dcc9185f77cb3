"""
All that is done with powers, the same for people here, for back ends and for an operator.
"""

from collections.abc import Collection

from chatd.archive import Catalogue
from chatd.auth.ports import Accounts
from chatd.authority import Authority
from chatd.complaints import Complaints
from chatd.discipline import Discipline
from chatd.live import Live
from chatd.membership import Bounds, Membership
from chatd.ports import Now, Store
from chatd.roster import Roster
from chatd.terms import Retention
from chatd.terrain import Terrain
from chatd.whom import Whom


class Powers:
    """
    The use cases, put together.  `live` are those who are connected, if anybody can be.
    """

    def __init__(
        self,
        *,
        authority: Authority,
        accounts: Accounts,
        roster: Roster,
        catalogue: Catalogue,
        log: Store,
        live: Live,
        now: Now,
        retention: Retention,
        bounds: Bounds,
        configured: Collection[str] = (),
    ) -> None:
        self.whom = Whom(authority=authority, accounts=accounts, live=live)
        self.discipline = Discipline(
            authority=authority, whom=self.whom, roster=roster, live=live, now=now, most=bounds.sanctions
        )
        self.terrain = Terrain(
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
        self.complaints = Complaints(authority=authority, whom=self.whom, roster=roster, log=log, live=live, now=now)
