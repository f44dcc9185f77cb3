"""
What stands in for argon2, its threads and chance in the tests of authentication.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from twisted.internet.defer import Deferred, execute
from twisted.internet.task import Clock
from twisted.trial.unittest import SynchronousTestCase

from chatd.auth.accounts import AccountService
from chatd.auth.administration import AccountAdmin
from chatd.auth.apikeys import ApiKeys
from chatd.auth.cookies import CookieSessions
from chatd.auth.distinct_names import DistinctNames
from chatd.auth.first_admin import FirstAdmin
from chatd.auth.hash_queue import HashQueue, Work
from chatd.auth.known_browsers import KnownBrowsers
from chatd.auth.passwords import Passwords
from chatd.auth.revocations import TokenRevocations
from chatd.auth.settings import AccountSettings
from chatd.auth.throttle import LoginThrottle
from chatd.auth.token_users import IssuedUsers
from chatd.domain.accounts import Change
from chatd.domain.display_names import Confusables, NameRules
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry
from chatd.errors import Refusal
from chatd.storage.memory.accounts import MemoryPeople
from tests.support.synchronous import Asking

T = TypeVar("T")

NAMES = NameRules(32, Confusables.load(), reserved=("admin",))
GENEROUS = AccountSettings(tries_per_minute=1e6, tries_burst=1_000_000, registrations_per_hour=1e6)
"""Settings for tests that are not about rates."""


class CountingHasher:
    """
    A `chatd.auth.passwords.Hasher` that is fast, and counts: `calls` says what was done, and with which hash.
    """

    def __init__(self, version: str = "v1") -> None:
        self.version = version
        self.calls: list[str] = []

    def hash(self, password: bytes) -> str:
        self.calls.append("hash")
        return f"{self.version}:{password.hex()}"

    def verify(self, hashed: str, password: bytes) -> bool:
        self.calls.append("decoy" if hashed == self.decoy() else "verify")
        return hashed.partition(":")[2] == password.hex()

    def outdated(self, hashed: str) -> bool:
        return hashed.partition(":")[0] != self.version

    def decoy(self) -> str:
        return f"{self.version}:decoy"


class AtOnce:
    """
    A `chatd.auth.passwords.Work` without threads.
    """

    def submit(self, call: Callable[[], T]) -> Deferred[T]:
        return execute(call)


class Later:
    """
    A `chatd.auth.passwords.Work` whose threads are busy until `work` is called.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[Deferred[Any], Callable[[], Any]]] = []

    def submit(self, call: Callable[[], T]) -> Deferred[T]:
        done: Deferred[T] = Deferred()
        self._waiting.append((done, call))
        return done

    def work(self) -> None:
        """
        Do the oldest of what waits.
        """
        done, call = self._waiting.pop(0)
        execute(call).chainDeferred(done)


BOSS = User("a.9", "Boss")
"""Who has done what nobody in particular did."""


class StuckPeople(MemoryPeople):
    """
    A store that can be read, and while it is `stuck` does not take note of what is used.
    """

    stuck = False

    async def use_session(self, digest: str, *, used: int, ends: int) -> None:
        if self.stuck:
            raise Refusal("unavailable")
        await super().use_session(digest, used=used, ends=ends)

    async def use_key(self, digest: str, used: int) -> None:
        if self.stuck:
            raise Refusal("unavailable")
        await super().use_key(digest, used)


class Town:
    """
    A site with its people, its clock and its chance: tokens are 1, 2, 3 and so on.
    """

    def __init__(self, settings: AccountSettings = GENEROUS, work: Work | None = None) -> None:
        self.clock = Clock()
        self.clock.advance(1000)
        self.people = StuckPeople()
        self.acts: list[AuditEntry] = []
        self.broken: Exception | None = None
        self.people.add_act = self.note
        self.hasher = CountingHasher()
        self.changes: list[Change] = []
        self.secrets = 0
        self.settings = settings
        self.attempts = LoginThrottle(self.clock, settings)
        self.cookies = CookieSessions(self.people, settings, self.now, self.secret)
        self.passwords = Passwords(self.hasher, HashQueue(work or AtOnce(), self.clock, size=8))
        self.browsers = KnownBrowsers(b"secret", settings, self.now)
        self.first_admin = FirstAdmin(self.settings, self.now)
        self.own = AccountService(
            self.people,
            settings=settings,
            names=NAMES,
            passwords=self.passwords,
            attempts=self.attempts,
            cookies=self.cookies,
            browsers=self.browsers,
            now=self.now,
            changed=self.changes.append,
            first_admin=self.first_admin,
            new_id=lambda: f"a.{self.secret()[-2:].strip('-')}",
        )
        names = DistinctNames(NAMES, self.people, self.clock, self.now)
        self.token_users = IssuedUsers(("site",), NAMES, names)
        self.revocations = TokenRevocations(self.people, self.token_users, self.now, self.changes.append)
        self.admin = AccountAdmin(
            self.people,
            settings=settings,
            names=NAMES,
            passwords=self.passwords,
            revocations=self.revocations,
            now=self.now,
            changed=self.changes.append,
            secret=self.secret,
            new_id=lambda: f"a.{self.secret()[-2:].strip('-')}",
        )
        self.keys = ApiKeys(self.people, self.now, self.changes.append, self.secret)

    def now(self) -> int:
        """
        The time of day.
        """
        return int(self.clock.seconds() * 1000)

    def note(self, act: AuditEntry | None) -> None:
        """
        Take note of what administrators do, unless that is `broken`.
        """
        if self.broken is not None:
            raise self.broken
        if act is not None:
            self.acts.append(act)

    def secret(self) -> str:
        """
        The next secret.
        """
        self.secrets += 1
        return f"{self.secrets:->43}"


class TownTestCase(Asking, SynchronousTestCase):
    """
    Something about the people of a town.
    """

    def setUp(self) -> None:
        """
        Nobody lives there yet.
        """
        self.town = Town()

    def days(self, days: float) -> None:
        """
        Time goes by.
        """
        self.town.clock.advance(days * 86400)
