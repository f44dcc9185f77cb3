"""
Inboxes: a room for each user, which only they read and only who may `notify` writes.
"""

from collections.abc import Awaitable
from typing import Any

import pytest
from twisted.internet.defer import Deferred

from chatd.auth.apikeys import ApiKeys
from chatd.domain.accounts import OPERATOR, Principal, Scope, grants
from chatd.domain.events import User
from chatd.domain.roles import ACTIONS
from chatd.domain.rooms import inbox_of
from chatd.domain.validation import is_room_id
from chatd.errors import Refusal
from chatd.protocol.commands import Say
from tests.support.fakes import Person, World, succeeded

ANNA = "a.anna"
INBOX = "~inbox.a.anna"
TOKEN_USER = "x.site.42"


class Site:
    """
    A site with a back end that may notify, and Anna.
    """

    def __init__(self) -> None:
        self.world = World()
        self.anna = self.world.account("Anna")
        self.shop = self.key("shop", {"/": ("notify",)})
        self.anna.heard()

    def key(self, name: str, rooms: dict[str, tuple[str, ...]], **scope: Any) -> Principal:
        """
        A back end with a new key.
        """
        keys = ApiKeys(self.world.people, self.world.now, lambda change: None)
        token, _ = succeeded(keys.create_key(name, Scope(rooms, **scope), OPERATOR.who))
        return succeeded(keys.recognise(token))

    def token_user(self, **grants_: Any) -> Person:
        """
        A new connection of the user of a token.
        """
        person = self.world.connect()
        given = grants(**grants_) if grants_ else None
        principal = Principal(User(TOKEN_USER, "Tess"), "token", grants=given)
        self.world.assembly.login.admit(person.session, principal, field="token")
        person.heard()
        return person

    def notify(self, user: str, text: str = "Paid", *, by: Principal | None = None, **more: Any) -> Any:
        """
        What a request to write to an inbox is answered, or its refusal.
        """
        said = Say(room=inbox_of(user), text=text, **more)
        return self.outcome(self.world.assembly.requests.notify_user(by or self.shop, "192.0.2.1", user, said))

    def outcome(self, work: Awaitable[Any]) -> Any:
        """
        The result of a request, or its refusal.
        """

        async def run() -> Any:
            return await work

        found: list[Any] = []
        Deferred.fromCoroutine(run()).addBoth(found.append)
        self.world.turn()
        return getattr(found[0], "value", found[0])

    def texts(self, person: Person) -> list[str]:
        """
        The messages that somebody was sent.
        """
        return [frame["text"] for frame in person.heard() if frame["type"] == "message"]


@pytest.fixture
def site() -> Site:
    """
    Nobody has been written to.
    """
    return Site()


def join(person: Person, room: str = INBOX, **more: Any) -> dict[str, Any]:
    """
    The answer to a join.
    """
    person.heard()
    person.send("join", room=room, ref="j", **more)
    return next(frame for frame in person.heard() if frame.get("ref") == "j")


@pytest.mark.parametrize("user", ["a.anna", "x.site.42", "x.site.ann@example.org", "g.7_-b"])
def test_id_of_an_inbox_is_that_of_its_user(user: str) -> None:
    assert inbox_of(user) == f"~inbox.{user}"


def test_ids_of_inboxes_differ() -> None:
    users = ["x.site.a/b", "x.site.a=b", "x.site.ab", "x.site." + "a" * 255, "x.site." + "a" * 254]
    rooms = {inbox_of(user) for user in [*users, "x.site." + "é" * 255]}
    assert len(rooms) == len(users) + 1
    assert all(is_room_id(room) for room in rooms)


def test_login_says_which_room_is_the_inbox(site: Site) -> None:
    guest = site.world.connect()
    answer = guest.ask("login", guest="Bo")
    assert answer["account"]["inbox"] == inbox_of(answer["user"]["id"])


def test_message_is_read_later_on_all_devices(site: Site) -> None:
    said, epoch = site.notify(ANNA, "Paid")
    assert (said.seq, bool(epoch)) == (1, True)
    for device in (site.anna, site.world.account("Anna")):
        answer = join(device)
        assert (answer["kind"], answer["role"], answer["presence"]["count"]) == ("inbox", "member", 0)
        assert answer["can"] == ["read", "history_all", "search", "delete_any"]
        (message,) = answer["events"]
        assert (message["text"], message["user"]["id"]) == ("Paid", "k.shop")


def test_user_waits_for_the_first_message(site: Site) -> None:
    """
    The inbox can be joined before it is stored; waiting leaves nothing in the store.
    """
    other = site.world.account("Anna")
    assert (join(site.anna)["seq"], join(other)["seq"]) == (0, 0)
    assert succeeded(site.world.roster.room_record(INBOX)) is None
    site.notify(ANNA, "one")
    site.notify(ANNA, "", data={"build": 1})
    assert (site.texts(site.anna), site.texts(other)) == (["one", ""], ["one", ""])


def test_inbox_is_among_the_rooms_with_what_is_unread(site: Site) -> None:
    site.notify(ANNA, "one")
    site.notify(ANNA, "two")
    (line,) = site.anna.ask("rooms")["rooms"]
    assert (line["room"], line["kind"], line["unread"]) == (INBOX, "inbox", 2)
    other = site.world.account("Anna")
    join(site.anna)
    join(other)
    site.anna.ask("seen", room=INBOX, seq=1, ref=1)
    assert [frame["seq"] for frame in other.heard() if frame["type"] == "seen"] == [1]
    (line,) = site.anna.ask("rooms")["rooms"]
    assert (line["seen"], line["unread"]) == (1, 1)


def test_session_that_has_not_joined_is_told_of_activity(site: Site) -> None:
    site.notify(ANNA)
    site.world.assembly.reading.send_activity()
    assert site.anna.heard() == [{"type": "activity", "room": INBOX, "seq": 1}]


def test_resume_has_what_was_missed(site: Site) -> None:
    site.notify(ANNA, "one")
    answer = join(site.anna)
    site.anna.vanish()
    site.notify(ANNA, "two")
    again = join(site.world.account("Anna"), since={"epoch": answer["epoch"], "seq": 1})
    assert ([event["text"] for event in again["events"]], again["gap"]) == (["two"], False)


def test_retry_is_the_first_message(site: Site) -> None:
    first, _ = site.notify(ANNA, "one", key="k")
    again, _ = site.notify(ANNA, "one", key="k")
    assert (again.seq, again.repeated) == (first.seq, True)
    assert site.notify(ANNA, "two", key="k").code == "conflict"


@pytest.mark.parametrize("person", ["stranger", "admin", "guest", "moderator by claim"])
def test_nobody_else_may_know_of_it(site: Site, person: str) -> None:
    site.notify(ANNA, "secret")
    if person == "guest":
        other = site.world.guest("Bo")
    elif person == "moderator by claim":
        other = site.token_user(roles={"~inbox.*": "owner", "*": "owner"})
    else:
        other = site.world.account("Other", admin=person == "admin")
    principal = other.session.principal
    assert principal is not None
    for room in (INBOX, "~inbox.a.nobody"):
        assert join(other, room)["code"] == "not_found"
        for command in ("history", "say", "members", "presence", "seen"):
            given: dict[str, Any] = {"seq": 1} if command == "seen" else {"text": "x"} if command == "say" else {}
            assert site.world.error_code(other, command, room=room, **given) == "not_joined"
        for work in (
            site.world.assembly.requests.describe_room(principal, None, room),
            site.world.assembly.requests.run_in_room(principal, None, Say(room=room, text="x"), room),
        ):
            refusal = site.outcome(work)
            assert (refusal.code, refusal.message) == ("not_found", "there is no such room")
    fields: dict[str, dict[str, Any]] = {
        "set": {},
        "close": {},
        "audit": {},
        "reports": {},
        "sanctions": {},
        "kick": {"user": ANNA},
        "mute": {"user": ANNA},
        "ban": {"user": ANNA},
        "invite": {"user": other.id},
        "role": {"user": other.id, "role": "owner"},
    }
    refused = {name: site.world.error_code(other, name, room=INBOX, **more) for name, more in fields.items()}
    assert set(refused.values()) <= {"not_found", "forbidden", "not_joined"}, refused
    assert all(line["room"] != INBOX for line in other.ask("rooms")["rooms"])


def test_user_reads_and_dismisses_and_does_nothing_else(site: Site) -> None:
    friend = site.world.account("Friend")
    site.notify(ANNA, "one")
    join(site.anna)
    refused: dict[str, dict[str, Any]] = {
        "say": {"text": "x"},
        "edit": {"seq": 1, "text": "x"},
        "signal": {"name": "typing"},
        "members": {},
        "invite": {"user": friend.id},
        "role": {"user": friend.id, "role": "member"},
        "kick": {"user": friend.id},
        "set": {"title": "Mine"},
        "close": {},
        "report": {"seq": 1},
        "resign": {},
    }
    codes = {
        command: site.world.error_code(site.anna, command, room=INBOX, **more) for command, more in refused.items()
    }
    assert set(codes.values()) == {"forbidden"}, codes
    assert site.world.error_code(site.anna, "search", room=INBOX, text="one") is None
    assert site.world.error_code(site.anna, "delete", room=INBOX, seq=1) is None
    assert join(site.anna)["events"][0]["deleted"] is not None


@pytest.mark.parametrize(
    ("rooms", "may"),
    [
        ({"/": ("notify",)}, True),
        ({"*": ("notify",)}, True),
        ({"*": ("*",)}, True),
        ({"/": ("*",)}, True),
        ({"*": tuple(action for action in ACTIONS if action != "notify")}, False),
        ({"news": ("*",)}, False),
        ({"news": ("notify",)}, False),
        ({"~inbox.*": ("say", "attach")}, False),
    ],
)
def test_key_writes_where_its_grants_say_so(site: Site, rooms: dict[str, tuple[str, ...]], *, may: bool) -> None:
    outcome = site.notify(ANNA, by=site.key("other", rooms))
    assert isinstance(outcome, tuple) == may, outcome
    if not may:
        assert outcome.code == "forbidden"
        assert succeeded(site.world.roster.room_record(INBOX)) is None


@pytest.mark.parametrize(("rooms", "may"), [({"*": ["notify"]}, True), ({"*": ["*"]}, False), (None, False)])
def test_token_writes_only_if_it_names_it(site: Site, rooms: dict[str, list[str]] | None, *, may: bool) -> None:
    principal = Principal(User(TOKEN_USER, "Tess"), "token", grants=None if rooms is None else grants(rooms=rooms))
    assert isinstance(site.notify(ANNA, by=principal), tuple) == may


def test_administrators_write_and_nobody_else(site: Site) -> None:
    people = [site.world.account("Boss", admin=True), site.world.account("Ben"), site.world.guest("Bo")]
    outcomes = [site.notify(ANNA, by=person.session.principal) for person in people]
    assert [isinstance(one, tuple) for one in outcomes] == [True, False, False]
    # Whom there is, is not told to those who may not write.
    unknown = site.notify("a.nobody", by=people[1].session.principal)
    assert (unknown.code, unknown.message) == (outcomes[1].code, outcomes[1].message)


def test_who_is_muted_writes_nothing(site: Site) -> None:
    boss = site.world.account("Boss", admin=True)
    outcome = site.outcome(site.world.moderation.sanctions.impose(OPERATOR, "mute", None, boss.id))
    assert not isinstance(outcome, Refusal)
    assert site.notify(ANNA, by=boss.session.principal).code == "muted"


@pytest.mark.parametrize("user", ["a.nobody", "g.nobody", "k.nobody", "x.other.42", "x.site.", "x.site.a b", "nobody"])
def test_unknown_users_have_none(site: Site, user: str) -> None:
    outcome = site.notify(user)
    assert (outcome.code, outcome.field) in {("not_found", "user"), ("invalid", "user")}
    assert ("issuer named other" in outcome.message) == user.startswith("x.other")
    assert succeeded(site.world.roster.room_record(inbox_of(user))) is None


def test_token_user_who_has_never_come(site: Site) -> None:
    site.notify(TOKEN_USER, "Welcome")
    tess = site.token_user()
    assert [event["text"] for event in join(tess, inbox_of(TOKEN_USER))["events"]] == ["Welcome"]


@pytest.mark.parametrize(
    ("rooms", "reads"),
    [({"*": ["read"]}, True), ({"~inbox.*": ["read"]}, True), ({"order-42": ["read"]}, False)],
)
def test_limits_of_a_token_count(site: Site, rooms: dict[str, list[str]], *, reads: bool) -> None:
    """
    A token that names all rooms names the inbox, too.
    """
    site.notify(TOKEN_USER, "Welcome")
    answer = join(site.token_user(rooms=rooms), inbox_of(TOKEN_USER))
    assert (answer["type"] == "ok") == reads


def test_guest_has_one_while_they_exist(site: Site) -> None:
    guest = site.world.guest("Bo")
    guest_id = guest.id
    assert isinstance(site.notify(guest_id), tuple)
    guest.vanish()
    assert isinstance(site.notify(guest_id), tuple)


def test_back_end_that_speaks_as_the_user_reads_nothing(site: Site) -> None:
    keys = ApiKeys(site.world.people, site.world.now, lambda change: None)
    token, _ = succeeded(keys.create_key("all", Scope({"*": ("*",)}, speaks_as=True), OPERATOR.who))
    bot = site.world.connect()
    answer = bot.ask("login", token=token, **{"as": {"id": ANNA}})
    assert answer["account"]["inbox"] is None
    site.notify(ANNA, "secret")
    assert join(bot)["code"] == "forbidden"
    bot.send("search", text="secret", ref="s")
    site.world.turn()
    assert [frame.get("events") for frame in bot.heard()] == [[]]
    assert bot.ask("rooms")["rooms"] == []
    site.notify(ANNA, "secret, too")
    site.world.assembly.reading.send_activity()
    assert bot.heard() == []


def test_erasure_takes_the_inbox(site: Site) -> None:
    site.notify(TOKEN_USER, "secret")
    tess = site.token_user()
    join(tess, inbox_of(TOKEN_USER))
    live = site.world.assembly.live_sessions
    rooms = site.outcome(live.sign_out_user(TOKEN_USER))
    succeeded(site.world.roster.forget_user(TOKEN_USER))
    site.outcome(live.user_erased(TOKEN_USER, rooms))
    assert succeeded(site.world.roster.room_record(inbox_of(TOKEN_USER))) is None


def test_it_uses_up_no_bound_of_the_user(site: Site) -> None:
    before = succeeded(site.world.roster.count_memberships(ANNA))
    site.notify(ANNA)
    assert succeeded(site.world.roster.count_memberships(ANNA)) == before


def test_rename_reaches_a_session_in_its_inbox(site: Site) -> None:
    guest = site.world.guest("Bo")
    join(guest, inbox_of(guest.id))
    assert site.world.error_code(guest, "rename", name="Bob") is None


def test_key_that_was_revoked_while_it_waits_writes_nothing(site: Site) -> None:
    """
    The permission is checked again when the batch is put together.
    """
    boss = site.world.account("Boss", admin=True)
    join(site.anna)
    principal = boss.session.principal
    assert principal is not None
    said = Say(room=INBOX, text="late")
    found: list[Any] = []
    work = site.world.assembly.requests.notify_user(principal, None, ANNA, said)
    Deferred.fromCoroutine(work).addBoth(found.append)
    muting = site.world.moderation.sanctions.impose(OPERATOR, "mute", None, boss.id)
    Deferred.fromCoroutine(muting)
    site.world.turn()
    assert found[0].value.code == "muted"
    assert site.texts(site.anna) == []
