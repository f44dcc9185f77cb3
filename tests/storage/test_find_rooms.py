"""
The list of public rooms in SQL; in memory it is tested with the command.
"""

import tempfile
from pathlib import Path

from twisted.internet import reactor
from twisted.trial.unittest import TestCase

from chatd.domain.accounts import OPERATOR
from chatd.domain.events import NewMessage
from chatd.domain.moderation import AuditEntry
from chatd.domain.rooms import PublicRoom
from chatd.storage.sql.roster import SqlRoster
from chatd.storage.sql.store import SqlStore
from chatd.storage.sqlite import schema
from chatd.storage.sqlite.database import Sqlite


class FindRoomsTests(TestCase):
    """
    `find_rooms` of a database.
    """

    async def test_public_rooms_are_found_by_beginnings_of_words(self) -> None:
        """
        With what was set last; hidden rooms never; nothing in a query is syntax.
        """
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        store = SqlStore(Sqlite(Path(directory.name) / "chatd.db"), reactor=reactor, now=lambda: 1000)
        await store.open_store()
        roster = SqlRoster(store.transactions)
        for room, kind in (("news", "announce"), ("old", "archived"), ("board", "private"), ("~den", "private")):
            act = AuditEntry(action="create_room", by=OPERATOR.who, time=0, room=room, detail=kind)
            await roster.add_room(room, kind, None, act)
            await store.change_settings(room, title="Room")
        await store.change_settings("cafe", title="Bar")
        await store.change_settings("cafe", title="Caf\u00e9 M\u00fcnchen", topic="100% coffee")
        await store.append([NewMessage("lobby", OPERATOR.who, 1, text="first words")])
        every = [
            PublicRoom("cafe", "public", "Caf\u00e9 M\u00fcnchen", "100% coffee"),
            PublicRoom("lobby", "public", "", ""),
            PublicRoom("news", "announce", "Room", ""),
        ]
        self.assertEqual(await store.find_rooms(limit=9), every)
        self.assertEqual(await store.find_rooms(limit=2), every[:2])
        self.assertEqual(await store.find_rooms(after="cafe", limit=9), every[1:])
        for text, found in (
            ("MUN cof", [0]),
            ("LOB", [1]),
            ("room", [2]),
            ("bar", []),
            ("oom", []),
            ("%", [0]),
            ("_", []),
        ):
            self.assertEqual(await store.find_rooms(text, limit=9), [every[at] for at in found], text)
        await store.close_store()

    async def test_rooms_from_before_are_found(self) -> None:
        """
        The migration writes down their words.
        """
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        path = Path(directory.name) / "chatd.db"
        engine = Sqlite(path).writing()
        with engine.connect() as connection:
            schema.upgrade_database(connection, path, target="0007")
            with connection.begin():
                columns = "name, epoch, first, title, topic, slow"
                connection.exec_driver_sql(
                    f"INSERT INTO rooms ({columns}) VALUES ('lobby', 'e', 1, 'The Lobby', 'Hello', 0)"
                )
        engine.dispose()
        store = SqlStore(Sqlite(path), reactor=reactor, now=lambda: 1000)
        await store.open_store()
        found = await store.find_rooms("hel", limit=9)
        await store.close_store()
        self.assertEqual(found, [PublicRoom("lobby", "public", "The Lobby", "Hello")])
