"""
Which store the settings ask for, in all its parts.
"""

import os
from collections.abc import Coroutine
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.accounts import Link
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry, Sanction
from chatd.errors import Refusal, StartError
from chatd.server.settings import MEMORY, ConfiguredRoom, Settings, StoreSettings
from chatd.server.storage import Storage, check
from tests.storage.turns import START, Turns

T = TypeVar("T")

LINK = Link("digest", "invitation", "a.1", START, START + 1000)
BAN = Sanction(kind="ban", user="a.2", by="a.1", at=START, until=START + 2000)
ACT = AuditEntry(action="ban", by=User("a.1", "Ann"), time=START)


class StoresTests(SynchronousTestCase):
    """
    People and roster beside the logs.
    """

    def setUp(self) -> None:
        self.turns = Turns()
        self.time = START
        directory = Path(self.enterContext(TemporaryDirectory()))
        self.wanted = [StoreSettings(url=MEMORY), StoreSettings(data=str(directory / "data"))]

    def stores(self, wanted: StoreSettings, **rooms: ConfiguredRoom) -> Storage:
        """
        Those that the settings ask for, open.
        """
        stores = Storage(Settings(store=wanted, room=rooms), lambda room: False, self.turns, lambda: self.time)
        self.wait(stores.open_stores())
        return stores

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        """
        What comes of it.
        """
        done: T = self.turns.wait(Deferred.fromCoroutine(work))
        return done

    def test_what_has_ended_is_purged(self) -> None:
        """
        Of people and of the roster, in memory and on disk, and nothing else.
        """

        async def scene(stores: Storage) -> list[tuple[bool, int]]:
            await stores.people.add_link(LINK)
            await stores.roster.add_sanction(BAN, ACT)
            found = []
            for self.time in (START, START + 1000, START + 2000):
                await stores.purge_expired()
                link = await stores.people.link("digest")
                found.append((link is not None, len(await stores.roster.sanctions())))
            return found

        for wanted in self.wanted:
            stores = self.stores(wanted)
            self.assertEqual(self.wait(scene(stores)), [(True, 1), (False, 1), (False, 0)])
            self.wait(stores.close_stores())

    def test_roster_is_in_the_database_of_the_logs(self) -> None:
        """
        In the data directory; what is in memory is gone with the process.
        """

        async def scene(stores: Storage) -> None:
            await stores.roster.add_sanction(BAN, ACT)
            await stores.close_stores()

        found = []
        for wanted in self.wanted:
            self.wait(scene(self.stores(wanted)))
            stores = self.stores(wanted)
            found.append(self.wait(_listed(stores)))
            self.wait(stores.close_stores())
        self.assertEqual(found, [[], [BAN]])

    def test_copies_of_upgrades_are_deleted_after_their_time(self) -> None:
        """
        At the start and with what has reached its age; other files beside the database stay.
        """
        settings = self.wanted[1]
        self.time = START
        stores = self.stores(settings)
        directory = stores.data
        assert directory is not None
        day = 86_400_000
        names = ("chatd.db.before-0008", "chatd.db.before-0009", "chatd.db.copy", "other.db.before-0008")
        left = "chatd.db.restore.before-0009"
        for name, age in zip((*names, left), (31, 29, 31, 31, 31), strict=True):
            copy = directory / name
            copy.write_bytes(b"")
            os.utime(copy, ns=(0, (START - age * day) * 1_000_000))

        def there() -> list[str]:
            return [name for name in names if (directory / name).exists()]

        self.wait(stores.close_stores())
        self.assertEqual(there(), list(names))
        stores = self.stores(settings)
        self.assertEqual(there(), list(names[1:]))
        self.assertFalse((directory / left).exists())
        os.utime(directory / names[1], ns=(0, (START - 31 * day) * 1_000_000))
        self.wait(stores.purge_old([]))
        self.assertEqual(there(), list(names[2:]))
        self.wait(stores.close_stores())

    def test_size_on_the_disk_is_that_of_the_database(self) -> None:
        """
        With its write-ahead log; in memory there is none.
        """
        for wanted in self.wanted:
            stores = self.stores(wanted)
            use = stores.disk_use()
            if stores.data is None:
                self.assertIsNone(use)
            else:
                sizes = [path.stat().st_size for path in stores.data.glob("chatd.db*") if path.suffix != ".db-shm"]
                assert use is not None
                self.assertEqual(use.used, sum(sizes))
                self.assertGreater(use.free, 0)
            self.wait(stores.close_stores())

    def test_database_in_no_directory_is_told(self) -> None:
        """
        Before anything is started, with the key that names it.
        """
        with self.assertRaisesRegex(StartError, r"^/no/where: there is no such directory; store\.url names it$"):
            check(Settings(store=StoreSettings(url="sqlite:////no/where/chatd.db")))

    def test_what_the_configuration_says_of_a_room_is_set_anew_at_each_start(self) -> None:
        """
        Whatever was set meanwhile; of a room that it does not name all stays, and so does what it has no key for.
        """

        async def scene(stores: Storage) -> None:
            for room in ("hall", "attic"):
                await stores.catalogue.change_settings(room, title="Mine", topic="mine", slow=500)
                await stores.roster.set_kind(room, "archived", ACT)
            await stores.close_stores()

        async def look(stores: Storage, room: str) -> tuple[str, str, int, str]:
            settings, place = await stores.catalogue.room_settings(room), await stores.roster.room_record(room)
            assert place is not None
            return settings.title, settings.topic, settings.slow, place.kind

        hall = ConfiguredRoom(kind="announce", title="The hall")
        self.wait(scene(self.stores(self.wanted[1], hall=hall)))
        stores = self.stores(self.wanted[1], hall=hall)
        self.assertEqual(self.wait(look(stores, "hall")), ("The hall", "", 500, "announce"))
        self.assertEqual(self.wait(look(stores, "attic")), ("Mine", "mine", 500, "archived"))
        self.wait(stores.close_stores())

    def test_purge_without_a_store_is_refused(self) -> None:
        """
        As everything else is: try again.
        """
        stores = self.stores(self.wanted[1])
        assert stores.data is not None
        for path in stores.data.glob("chatd.db*"):
            path.unlink()
        with self.assertRaises(Refusal) as caught:
            self.wait(stores.purge_expired())
        self.assertEqual(caught.exception.code, "unavailable")
        self.wait(stores.close_stores())


async def _listed(stores: Storage) -> list[Sanction]:
    return list(await stores.roster.sanctions())
