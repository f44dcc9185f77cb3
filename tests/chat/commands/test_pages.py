"""
Every answer that lists something: it is bounded in bytes, and its pages together are all there is, whatever the size.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.rooms.presence import PresenceTracker
from chatd.domain.events import NewMessage, User
from chatd.domain.limits import Limits
from chatd.domain.moderation import AuditEntry, Member, Report, Sanction
from tests.support.fakes import ROOMY, Person, World, succeeded

SIZES = (0, 1, 20, 200, 2000, 5000)
ENVELOPE = 1000
"""Bytes of an answer beside its list."""
EMOJI = "\N{GRINNING FACE}" * 4000
REASON = "\N{FIRE}" * 500
LONG = 200
"""Lists of so many have the longest reasons there are; more of them would only take longer."""

each_size = pytest.mark.parametrize("size", SIZES)


def pages(person: Person, kind: str, **fields: Any) -> Iterator[dict[str, Any]]:
    """
    An answer, and those that follow it by `next`.
    """
    while True:
        page = asked(person, kind, **fields)
        yield page
        if not page["more"]:
            assert "next" not in page
            return
        fields["after"] = page["next"]


def asked(person: Person, kind: str, **fields: Any) -> dict[str, Any]:
    """
    One answer, which is not larger than an answer may be.
    """
    person.send(kind, **fields)
    (text,) = person.texts()
    assert len(text.encode()) <= Limits().page_bytes + ENVELOPE
    page: dict[str, Any] = json.loads(text)
    assert page["type"] == "ok", page
    return page


def user(number: int) -> User:
    """
    One of thousands.
    """
    return User(f"a.{number:022d}", f"Somebody {number}")


@each_size
def test_members(size: int) -> None:
    """
    The highest role first; the one who asks belongs to them.
    """
    world = World()
    for number in range(size):
        succeeded(world.roster.put_member("hall", Member(user(number), "member", 1), None))
    ann = world.account("Ann", "hall", admin=True)
    found = [member["user"]["id"] for page in pages(ann, "members", room="hall") for member in page["members"]]
    assert sorted(found) == [user(number).id for number in range(size)]


@each_size
def test_rooms(size: int) -> None:
    """
    By id, with the one that is joined.
    """
    world = World()
    ben = User("a.ben", "Ben")
    for number in range(size):
        succeeded(world.roster.put_member(f"room{number:05d}", Member(ben, "member", 1), None))
    person = world.account("Ben", "hall")
    found = [line["room"] for page in pages(person, "rooms") for line in page["rooms"]]
    assert found == ["hall", *(f"room{number:05d}" for number in range(size))]


@each_size
def test_ignores(size: int) -> None:
    world = World()
    person = world.account("Ann")
    for number in range(size):
        succeeded(world.people.ignore(person.id, user(number).id, limit=size))
    found = [one for page in pages(person, "ignores") for one in page["users"]]
    assert found == [user(number).id for number in range(size)]


@each_size
def test_sanctions(size: int) -> None:
    """
    The newest first, however long their reasons are.
    """
    world = World()
    ann = world.account("Ann", "hall", admin=True)
    reason = REASON if size <= LONG else "noise"
    sanction = Sanction(
        kind="ban", user="", name="x", address=None, room="hall", until=None, reason=reason, by="a.ann", at=0
    )
    for number in range(size):
        world.assembly.authorizer.sanction_register.impose(replace(sanction, user=user(number).id, at=number // 3), 0)
    found = [one["user"] for page in pages(ann, "sanctions", room="hall") for one in page["sanctions"]]
    assert sorted(found) == [user(number).id for number in range(size)]
    assert len(found) == size


@pytest.mark.parametrize("size", [*SIZES, 20_000])
def test_presence(size: int) -> None:
    """
    Of a room that names all its people, in the order in which they came; the answer to a join has the first.
    """
    world = World(named=30_000)
    for number in range(size):
        world.presence.session_joined("hall", user(number))
    world.turn(60)
    ann = world.guest("Ann")
    ann.send("join", room="hall")
    (text,) = ann.texts()
    assert len(text.encode()) <= Limits().page_bytes
    first = json.loads(text)["presence"]
    found = [one["id"] for one in first["users"]]
    if first["more"]:
        found += [
            one["id"] for page in pages(ann, "presence", room="hall", after=first["next"]) for one in page["users"]
        ]
    assert (found, first["count"]) == ([*(user(number).id for number in range(size)), ann.id], size + 1)


@pytest.mark.parametrize("size", [*SIZES[:-1], pytest.param(SIZES[-1], marks=pytest.mark.slow)])
def test_reports_and_audit(size: int) -> None:
    """
    The newest first; each has a reason as long as it may be.
    """
    world = World()
    reason = REASON if size <= LONG else "noise"
    for number in range(size):
        report = Report(room="hall", seq=number + 1, author=user(number), by=user(0), time=1, reason=reason)
        succeeded(world.roster.add_report(report, limit=size))
        succeeded(world.roster.record_act(AuditEntry(action="mute", by=user(0), time=1, room="hall", reason=reason)))
    ann = world.account("Ann", "hall", admin=True)
    for kind, ident in (("reports", lambda line: line["report"]["id"]), ("acts", lambda act: act["id"])):
        found: list[int] = []
        more = True
        while more:
            before = {"before": found[-1]} if found else {}
            page = asked(ann, "audit" if kind == "acts" else kind, room="hall", limit=1000, **before)
            found += [ident(item) for item in page[kind]]
            more = page["more"]
        assert found == list(range(size, 0, -1))


class EventTests(SynchronousTestCase):
    """
    A room of fifty messages of 4,000 emoji each: 800 KB.
    """

    def setUp(self) -> None:
        """
        Anna has said all of them.
        """
        self.world = World()
        self.anna = self.world.account("Anna")
        drafts = [NewMessage("hall", self.anna.session.who, n, f"word {EMOJI}"[:4000], None) for n in range(1, 51)]
        succeeded(self.world.memory.append(drafts))

    def walk(self, person: Person, kind: str, **fields: Any) -> list[list[int]]:
        """
        The seqs of all pages; `after` or `before` is taken from the last event of each.
        """
        way = "after" if kind == "export" or "after" in fields else "before"
        found = []
        while True:
            page = asked(person, kind, limit=50, **fields)
            found.append([event["seq"] for event in page["events"]])
            if not page["more"]:
                return found
            last = page["events"][0 if kind == "history" and way == "before" else -1]["seq"]
            fields[way] = {"room": "hall", "seq": last} if kind == "export" else last

    def assert_whole(self, found: list[list[int]]) -> None:
        """
        All fifty, in several pages none of which is empty.
        """
        self.assertEqual(sorted(seq for page in found for seq in page), list(range(1, 51)))
        self.assertGreater(len(found), 5)
        self.assertTrue(all(found))

    def test_join_has_the_newest_that_fit(self) -> None:
        """
        History leads back to the first.
        """
        page = asked(self.anna, "join", room="hall")
        newest = [event["seq"] for event in page["events"]]
        self.assertEqual((newest[-1], page["more"]), (50, True))
        self.assert_whole([newest, *self.walk(self.anna, "history", room="hall", before=newest[0])])

    def test_join_from_a_position_has_the_oldest_that_fit(self) -> None:
        """
        History leads on to the head.
        """
        since = {"epoch": asked(self.anna, "join", room="hall", limit=1)["epoch"], "seq": 0}
        page = asked(self.anna, "join", room="hall", since=since)
        oldest = [event["seq"] for event in page["events"]]
        self.assertEqual((oldest[0], page["more"], page["gap"]), (1, True, False))
        self.assert_whole([oldest, *self.walk(self.anna, "history", room="hall", after=oldest[-1])])

    def test_search_and_export(self) -> None:
        """
        As many as fit, and where to go on.
        """
        asked(self.anna, "join", room="hall", limit=1)
        self.assert_whole(self.walk(self.anna, "search", room="hall", text="word"))
        self.assert_whole(self.walk(self.anna, "export"))

    def test_message_larger_than_a_page_is_a_page(self) -> None:
        """
        Nobody is kept from reading on.
        """
        world = World(limits=replace(ROOMY, reader_bytes=65536, send_buffer=1024))
        succeeded(
            world.memory.append([NewMessage("hall", User("g.x", "X"), n, EMOJI + "!" * 500, None) for n in range(3)])
        )
        ann = world.guest("Ann")
        ann.send("join", room="hall")
        (page,) = ann.heard()
        self.assertEqual(([event["seq"] for event in page["events"]], page["more"]), ([3], True))


class RelistedTests(SynchronousTestCase):
    def test_room_that_is_small_again_is_named_little_by_little(self) -> None:
        """
        No event is larger than a quarter of a page, and together they name everybody once.
        """
        world = World(named=5000)
        ann = world.guest("Ann", "hall")
        for number in range(5001):
            world.presence.session_joined("hall", user(number))
        world.settle_presence()
        ann.heard()
        for number in (0, 1):
            world.presence.session_left("hall", user(number), lost=False)
        named: list[str] = []
        for _ in range(100):
            world.settle_presence()
            for text in ann.texts():
                assert len(text.encode()) <= Limits().page_bytes // 4 + ENVELOPE
                event = json.loads(text)
                assert event["count"] == 5000
                named += [one["id"] for one in event["joined"]]
        self.assertEqual(sorted(named), sorted([ann.id, *(user(number).id for number in range(2, 5001))]))
        self.assertEqual(world.clock.getDelayedCalls(), [])


def test_presence_is_not_named_in_a_large_room() -> None:
    """
    There is nothing to page through then.
    """
    world = World(named=3)
    assert isinstance(world.presence, PresenceTracker)
    for number in range(20):
        world.presence.session_joined("hall", user(number))
    ann = world.guest("Ann", "hall")
    page = asked(ann, "presence", room="hall", after="[7]")
    assert (page["users"], page["count"], page["more"]) == ([], 21, False)


@pytest.mark.parametrize("kind", ["members", "rooms", "presence", "sanctions", "ignores"])
@pytest.mark.parametrize("after", ["", "x", "{}", '["a",2,[]]', "[null]"])
def test_cursor_that_is_none_is_refused(kind: str, after: str) -> None:
    """
    As `invalid`, with the name of the field.
    """
    world = World()
    ann = world.account("Ann", "hall", admin=True)
    room = {} if kind in {"rooms", "ignores"} else {"room": "hall"}
    answer = ann.ask(kind, after=after, **room)
    assert (answer["code"], answer["field"]) == ("invalid", "after")
