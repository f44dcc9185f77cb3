"""
Databases of every earlier revision, with what people had in them, are opened by the present code.
"""

from pkgutil import iter_modules

import pytest

from chatd.storage.sql.accounts import SqlPeople
from chatd.storage.sql.migrations import versions
from chatd.storage.sql.roster import SqlRoster
from chatd.storage.sql.webhooks import SqlWebhooks
from chatd.storage.sqlite import schema
from chatd.storage.sqlite.database import Sqlite
from tests.storage.turns import Disk

pytestmark = pytest.mark.slow

REVISIONS = sorted(module.name[-4:] for module in iter_modules(versions.__path__))
LATER = "9999"
PEOPLE, ROSTER, GUESTS = "0003", "0004", "0009"
"""The revisions since which accounts, rooms with members, and guests are stored."""

# Since which revision, and up to which, rows of these columns were written.  Columns that came later have the defaults
# of their migrations.
ROWS: tuple[tuple[str, str, str], ...] = (
    (
        "0001",
        LATER,
        """INSERT INTO rooms (number, name, epoch, first, title, topic, slow, retention) VALUES
        (1, 'lobby', 'e1', 1, 'Hall', 'Be kind', 0, NULL), (2, 'r.1', 'e2', 1, 'Attic', '', 0, '30d')""",
    ),
    (
        "0001",
        LATER,
        """INSERT INTO events (id, kind, author, name, time, text, key, reply_to) VALUES
        (4294967297, 0, 'a.1', 'Anna', 1000, 'old tea', 'k1', NULL),
        (4294967298, 0, 'g.2', 'Ben', 1001, 'and cake', 'k2', 1),
        (8589934593, 0, 'a.1', 'Anna', 1002, 'among us', 'k3', NULL)""",
    ),
    ("0001", LATER, "INSERT INTO seen VALUES ('a.1', 1, 2)"),
    (
        PEOPLE,
        "0006",
        """INSERT INTO accounts (id, name, shape, letters, password, created, admin, disabled) VALUES
        ('a.1', 'Anna', 'anna', 'anna', 'hash', 900, 1, 0)""",
    ),
    (
        "0007",
        LATER,
        """INSERT INTO accounts (id, name, shape, letters, login, login_shape, login_letters, password, created, admin,
        disabled) VALUES ('a.1', 'Anna', 'anna', 'anna', 'Anna', 'anna', 'anna', 'hash', 900, 1, 0)""",
    ),
    (
        PEOPLE,
        LATER,
        """INSERT INTO sessions (digest, account, agent, created, used, ends) VALUES
        ('d1', 'a.1', 'Firefox', 1, 2, 2000000000000)""",
    ),
    (
        PEOPLE,
        LATER,
        """INSERT INTO links (digest, kind, "by", created, ends, account) VALUES
        ('d2', 'password', 'a.1', 1, 2000000000000, 'a.1')""",
    ),
    (
        PEOPLE,
        LATER,
        """INSERT INTO api_keys (name, digest, scope, "by", created) VALUES
        ('news', 'd3', '{"rooms":{"news-*":["read","say"]},"roles":{},"speaks_as":false}', 'operator', 1)""",
    ),
    (PEOPLE, LATER, "INSERT INTO ignores VALUES ('a.1', 'g.9')"),
    (
        ROSTER,
        LATER,
        """INSERT INTO places (room, kind, one, other, forgotten) VALUES ('r.1', 'private', NULL, NULL, 0)""",
    ),
    (
        ROSTER,
        "0008",
        """INSERT INTO members (room, member, name, role, since, invited) VALUES
        ('r.1', 'a.1', 'Anna', 'owner', 5, 0), ('r.1', 'g.2', 'Ben', 'member', 6, 1)""",
    ),
    (
        GUESTS,
        LATER,
        """INSERT INTO members (room, member, name, role, since, invited, invited_by) VALUES
        ('r.1', 'a.1', 'Anna', 'owner', 5, 0, NULL), ('r.1', 'g.2', 'Ben', 'member', 6, 1, 'a.1')""",
    ),
    (
        ROSTER,
        LATER,
        """INSERT INTO sanctions (subject, kind, room, target, name, until, reason, "by", at) VALUES
        ('g.5', 'mute', 'lobby', 'g.5', 'Eve', NULL, 'spam', 'a.1', 7)""",
    ),
    (
        ROSTER,
        LATER,
        """INSERT INTO reports (open, room, seq, author, author_name, "by", by_name, time, reason) VALUES
        (1, 'lobby', 2, 'g.2', 'Ben', 'a.1', 'Anna', 8, 'rude')""",
    ),
    (
        ROSTER,
        LATER,
        """INSERT INTO acts (action, "by", by_name, time, target, target_name, room, reason, detail) VALUES
        ('mute', 'a.1', 'Anna', 7, 'g.5', 'Eve', 'lobby', 'spam', '')""",
    ),
    (GUESTS, LATER, "INSERT INTO guests VALUES ('g.2', 1000)"),
    ("0013", LATER, """INSERT INTO claims VALUES ('x.site.7', '{"lobby":"moderator"}', 1000)"""),
    ("0014", LATER, "INSERT INTO contacts VALUES ('a.1', 'nobody')"),
    ("0016", LATER, "INSERT INTO titles VALUES ('r.1', 'title', 'a.1')"),
    ("0017", LATER, "INSERT INTO revocations VALUES ('site', 'jti', 'j1', 0, 2000000000000, 'operator', 7)"),
    (
        "0018",
        LATER,
        """INSERT INTO webhooks (id, url, events, rooms, secret, state, "by", created, first_event) VALUES
        ('wh_1', 'https://example.org/', '["message.*"]', '["lobby"]', 's', 'enabled', 'operator', 1, 0)""",
    ),
)


class UpgradeTests(Disk):
    """
    A database of each revision is opened, read, written and opened again.
    """

    def make(self, revision: str) -> None:
        """
        A database as the first chatd with that revision left it.
        """
        writing = Sqlite(self.path).writing()
        with writing.connect() as connection:
            schema.upgrade_database(connection, self.path, target=revision)
            with connection.begin():
                for since, until, statement in ROWS:
                    if since <= revision <= until:
                        connection.exec_driver_sql(statement)
        writing.dispose()

    def test_data_of_every_revision_is_there_afterwards(self) -> None:
        for revision in REVISIONS:
            with self.subTest(revision=revision):
                self.path = self.directory / revision
                self.make(revision)
                self.check_what_is_there(revision)

    def check_what_is_there(self, revision: str) -> None:
        """
        Everything that was written into a database of that revision.
        """
        store = self.open()
        people, roster = SqlPeople(store.transactions), SqlRoster(store.transactions)

        self.assertEqual(self.texts(store), ["old tea", "and cake"])
        self.assertEqual(self.texts(store, "r.1"), ["among us"])
        self.assertEqual((self.found(store, "tea"), self.found(store, "among", "r.1")), ([1], [1]))
        self.assertEqual(self.wait(store.room_settings("lobby")).topic, "Be kind")
        self.assertEqual(str(self.wait(store.room_settings("r.1")).retention), "30d")
        self.assertEqual(self.wait(store.check_integrity()), [])
        # A message is known by its key, and a new one follows.
        self.assertEqual((self.say(store, "old tea", key="k9"), self.say(store, "new tea")), (3, 4))

        has_people, has_roster = revision >= PEOPLE, revision >= ROSTER
        named = self.wait(people.account_with_login("anna"))
        self.assertEqual(
            named and (named.name, named.login, named.admin), ("Anna", "Anna", True) if has_people else None
        )
        self.assertEqual(self.wait(people.session("d1")) is not None, has_people)
        self.assertEqual(self.wait(people.link("d2")) is not None, has_people)
        keys = [(key.name, key.scope.rooms) for key in self.wait(people.keys())]
        self.assertEqual(keys, [("news", {"news-*": ("read", "say")})] if has_people else [])
        self.assertEqual(self.wait(people.ignored("a.1")), frozenset({"g.9"} if has_people else ()))

        record = self.wait(roster.room_record("r.1"))
        members = [] if record is None else sorted((one.user.name, one.role) for one in record.members.values())
        self.assertEqual(members, [("Anna", "owner"), ("Ben", "member")] if has_roster else [])
        sanctions = [(one.name, one.kind, one.reason) for one in self.wait(roster.sanctions())]
        self.assertEqual(sanctions, [("Eve", "mute", "spam")] if has_roster else [])
        self.assertEqual(self.wait(roster.open_reports(None)), {"lobby": 1} if has_roster else {})
        acts = [act.action for act in self.wait(roster.list_acts(None, limit=9))]
        self.assertEqual(acts, ["mute"] if has_roster else [])
        self.assertEqual(len(self.wait(SqlWebhooks(store.transactions).webhooks())), revision >= "0018")
        self.close(store)

        store = self.open()
        self.assertEqual(self.texts(store), ["old tea", "and cake", "old tea", "new tea"])
        self.close(store)
