"""
The whole matrix: every role, in every kind of room, tries everything, through every door.

What is expected comes from `tests.model_of_rules`, which says in plain words what the table says.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from twisted.internet.defer import Deferred
from twisted.internet.testing import StringTransport

from chatd.chat.commands.dispatch import CommandDispatcher
from chatd.chat.session import StreamSession
from chatd.domain.accounts import OPERATOR
from chatd.domain.events import NewMessage, User
from chatd.domain.moderation import AuditEntry, Member
from chatd.domain.roles import ACTIONS, KINDS
from chatd.domain.rooms import inbox_of
from chatd.errors import Refusal
from chatd.http.event_request import EventRequest
from chatd.http.event_stream import EventStream
from chatd.protocol import commands
from chatd.protocol.commands import Command
from chatd.websocket.dialects import Plain
from chatd.websocket.server import ChatFactory
from chatd.websocket.write_batcher import WriteBatcher
from tests.support.fakes import Person, World, succeeded
from tests.support.reference_rules import may

ROLES = ("outsider", "guest", "member", "moderator", "owner", "admin")
ROOM_KINDS = tuple(kind for kind in KINDS if kind != "site")
ELSEWHERE = {
    "find_rooms",
    "create_room",
    "create_direct",
    "notify",
    "see_users",
    "sign_out",
    "unslowed",
    "history_all",
    "hooks",
}
"""What is no command of its own in a room: tried below, or in tests/test_governing.py."""


class Scene:
    """
    One room of a kind, somebody with a role in it, and Tom, who is a member and has said something.
    """

    def __init__(self, kind: str, role: str) -> None:
        self.world = World()
        self.room = {"private": "~room", "direct": "~room", "inbox": inbox_of("a.boxer")}.get(kind, "room")
        self.kind = kind
        self.role = role
        act = AuditEntry(action="create_room", by=OPERATOR.who, time=0, room=self.room, detail=kind)
        if kind == "inbox":
            # A member is whose inbox it is.
            succeeded(self.world.roster.open_inbox(User("a.boxer", "Boxer"), self.room, 1))
        else:
            succeeded(self.world.roster.add_room(self.room, kind, None, act))
        self.tom = self.world.account("Tom")
        self.friend = self.world.account("Friend")
        admin = role == "admin"
        name = "Boxer" if (kind, role) == ("inbox", "member") else "Actor"
        self.actor = self.world.guest(name) if role == "guest" else self.world.account(name, admin=admin)
        if kind != "inbox":
            self.put(self.tom.session.who, "member")
        if kind == "inbox":
            pass
        elif role in {"moderator", "owner"} or (role in {"guest", "member"} and self.room.startswith("~")):
            self.put(self.actor.session.who, role)
        self.say(self.tom, 1)
        self.say(self.actor, 2)
        self.tom.send("join", room=self.room)
        self.world.turn()

    def put(self, user: User, role: str) -> None:
        """
        Somebody has a role here.
        """
        succeeded(self.world.roster.put_member(self.room, Member(user, role, 0), None))

    def say(self, person: Person, seq: int) -> None:
        """
        Somebody has said something, when the room was another one.
        """
        draft = NewMessage(self.room, person.session.who, 0, f"text {seq}")
        succeeded(self.world.memory.append([draft]))

    def command(self, action: str) -> dict[str, Any]:
        """
        What tries an action, as a command.
        """
        on = {"room": self.room, "user": self.tom.id}
        stranger = {"user": self.friend.id}
        commands: dict[str, dict[str, Any]] = {
            "read": {"type": "history"},
            "search": {"type": "search", "text": "text"},
            "members": {"type": "members"},
            "say": {"type": "say", "text": "hello"},
            "attach": {"type": "say", "text": "hello", "data": {"build": 4711}},
            "signal": {"type": "signal", "name": "typing"},
            "edit_own": {"type": "edit", "seq": 2, "text": "changed"},
            "delete_own": {"type": "delete", "seq": 2},
            "report": {"type": "report", "seq": 1},
            "delete_any": {"type": "delete", "seq": 1},
            "slow": {"type": "set", "slow": 1000},
            "kick": {"type": "kick"} | on,
            "mute": {"type": "mute"} | on,
            "ban": {"type": "ban"} | on,
            "invite": {"type": "invite", "user": self.friend.id},
            "kick_stranger": {"type": "kick"} | stranger,
            "mute_stranger": {"type": "mute"} | stranger,
            "ban_stranger": {"type": "ban"} | stranger,
            "review": {"type": "reports"},
            "audit": {"type": "audit"},
            "set": {"type": "set", "title": "Other"},
            "role": {"type": "role", "role": "guest"} | on,
            "close": {"type": "close"},
        }
        return {"room": self.room} | commands[action]

    def sees(self) -> bool:
        """
        Whether the room is there for the actor.
        """
        if self.kind == "inbox":
            return self.role == "member"
        if self.kind == "direct":
            return self.role in {"guest", "member", "moderator", "owner"}
        return self.role != "outsider" or self.kind != "private"

    def expected(self, action: str) -> bool:
        """
        Whether it may be done.
        """
        # An account that belongs to no room acts as a member where everybody does.
        role = "member" if self.role == "outsider" else self.role
        allowed = self.sees() and may(role, action, self.kind)
        if action == "delete_own":
            # Who may delete anybody's may delete their own.
            allowed = allowed or (self.sees() and may(role, "delete_any", self.kind))
        return allowed and may(role, "read", self.kind)

    def facts(self) -> tuple[object, ...]:
        """
        All that a command could have changed.
        """
        world, room = self.world, self.room
        page = succeeded(world.memory.read(room, limit=100))
        place = succeeded(world.roster.room_record(room))
        reports = succeeded(world.roster.reports(None, limit=100))
        acts = succeeded(world.roster.list_acts(limit=100))
        sanctions = world.assembly.authorizer.sanction_register.snapshot()
        return page, place, reports, acts, sanctions, tuple(self.tom.session.rooms)


def cases() -> Iterator[tuple[str, str, str]]:
    """
    Everything.
    """
    for kind in ROOM_KINDS:
        for role in ROLES:
            for action in ACTIONS:
                if action not in ELSEWHERE:
                    yield kind, role, action


@pytest.mark.parametrize(("kind", "role", "action"), cases())
def test_role_may_what_the_rules_say(kind: str, role: str, action: str) -> None:
    """
    What is refused is refused by name and has changed nothing, and `can` said so before.
    """
    scene = Scene(kind, role)
    scene.actor.heard()
    scene.actor.send("join", room=scene.room, ref="j")
    scene.world.turn()
    (joined,) = (frame for frame in scene.actor.heard() if frame.get("ref") == "j")
    assert (joined["type"] == "ok") == (scene.sees() and scene.expected("read"))
    if joined["type"] == "error":
        hidden = scene.room.startswith("~") and not scene.sees()
        assert joined["code"] == ("not_found" if hidden else "forbidden")
    elif action != "delete_own":
        assert (action in joined["can"]) == scene.expected(action)
    before = scene.facts()
    scene.actor.send(**scene.command(action), ref="a")
    scene.world.turn()
    (answer,) = (frame for frame in scene.actor.heard() if frame.get("ref") == "a")
    assert (answer["type"] == "ok") == scene.expected(action), answer
    if answer["type"] == "error":
        assert answer["code"] == ("forbidden" if joined["type"] == "ok" else "not_joined")
        assert scene.facts() == before


@pytest.mark.parametrize("action", ["kick", "mute", "ban"])
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", ROOM_KINDS)
def test_powers_over_who_has_never_been_there_are_the_sites(kind: str, role: str, action: str) -> None:
    """
    Of others they are refused like those over a user whom nobody knows.
    """
    scene = Scene(kind, role)
    scene.actor.send("join", room=scene.room)
    scene.world.turn()
    scene.actor.heard()
    before = scene.facts()
    scene.actor.send(**scene.command(f"{action}_stranger"), ref="a")
    scene.world.turn()
    (answer,) = (frame for frame in scene.actor.heard() if frame.get("ref") == "a")
    allowed = scene.expected(action)
    if allowed and role == "admin":
        assert answer["type"] == "ok", answer
    else:
        refused = "not_found" if allowed else "forbidden" if scene.expected("read") else "not_joined"
        assert answer["code"] == refused
        assert scene.facts() == before


BY_REQUEST: dict[str, tuple[type[Command], str]] = {
    "read": (commands.History, "read"),
    "search": (commands.Search, "read"),
    "say": (commands.Say, ""),
    "attach": (commands.Say, ""),
    "signal": (commands.SendSignal, ""),
    "edit_own": (commands.Edit, ""),
    "delete_own": (commands.Delete, ""),
    "delete_any": (commands.Delete, ""),
    "members": (commands.Members, "read"),
    "slow": (commands.Set, ""),
    "set": (commands.Set, ""),
    "role": (commands.Role, ""),
    "kick": (commands.Kick, ""),
    "mute": (commands.Mute, ""),
    "ban": (commands.Ban, ""),
    "review": (commands.Reports, ""),
    "audit": (commands.Audit, ""),
}
"""What the HTTP API does in a room, with the action that it checks first."""


@pytest.mark.parametrize("action", BY_REQUEST)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", ROOM_KINDS)
def test_request_door_stands_under_the_same_rules(kind: str, role: str, action: str) -> None:
    """
    Without a connection, and without joining the room.
    """
    scene = Scene(kind, role)
    command, needs = BY_REQUEST[action]
    fields = {name: value for name, value in scene.command(action).items() if name != "type"}
    requests, actor = scene.world.assembly.requests, scene.actor.session
    before = scene.facts()
    answers: list[object] = []
    assert actor.principal is not None

    async def ask() -> object:
        assert actor.principal is not None
        asked = command(**fields)
        answer, _ = await requests.run_in_room(actor.principal, "192.0.2.1", asked, scene.room, needs=needs)
        return answer

    Deferred.fromCoroutine(ask()).addBoth(answers.append)
    scene.world.turn()
    (answer,) = answers
    refused = getattr(answer, "value", None)
    assert (refused is None) == scene.expected(action), answer
    if refused is not None:
        assert isinstance(refused, Refusal)
        hidden = scene.room.startswith("~") and not scene.sees()
        assert refused.code == ("not_found" if hidden else "forbidden")
        assert scene.facts() == before
    assert scene.room not in actor.rooms


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", ROOM_KINDS)
def test_incoming_webhooks_stand_under_the_same_rules(kind: str, role: str) -> None:
    """
    They are managed over HTTP only, and `can` says by whom.
    """
    scene = Scene(kind, role)
    requests, principal = scene.world.assembly.requests, scene.actor.session.principal
    assert principal is not None
    answers: list[object] = []
    work = requests.check_permission(principal, "192.0.2.1", "hooks", scene.room)
    Deferred.fromCoroutine(work).addBoth(answers.append)
    scene.world.turn()
    refused = getattr(answers[0], "value", None)
    assert (refused is None) == scene.expected("hooks"), refused
    if refused is not None:
        assert isinstance(refused, Refusal)
        hidden = scene.room.startswith("~") and not scene.sees()
        assert refused.code == ("not_found" if hidden else "forbidden")
    scene.actor.heard()
    scene.actor.send("join", room=scene.room, ref="j")
    scene.world.turn()
    (joined,) = (frame for frame in scene.actor.heard() if frame.get("ref") == "j")
    assert ("hooks" in joined.get("can", ())) == scene.expected("hooks")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", ROOM_KINDS)
def test_stream_door_stands_under_the_same_rules(kind: str, role: str) -> None:
    """
    A stream of events logs in with what its request shows, joins, and is refused as a WebSocket is.
    """
    scene = Scene(kind, role)
    before = scene.facts()
    actor, refused = scene.actor.session, list[Refusal]()
    assert actor.principal is not None
    streams = StreamDoor(scene.world, refused)
    stream = EventStream(streams, EventRequest((scene.room,), "sse", None, False, None), "192.0.2.1", ())
    stream.makeConnection(StringTransport())
    stream.begin(actor.principal, late=False)
    scene.world.turn()
    assert (scene.room in stream.session.rooms) == (scene.sees() and scene.expected("read"))
    told = stream.transport.value().decode()
    if scene.room in stream.session.rooms:
        (joined,) = [json.loads(line[6:]) for line in told.splitlines() if line.startswith("data: ")]
        assert [event["text"] for event in joined["events"]] == ["text 1", "text 2"]
        assert actor.who.id not in {user["id"] for user in joined["presence"]["users"]}
    else:
        assert told == ""
        hidden = scene.room.startswith("~") and not scene.sees()
        assert [refusal.code for refusal in refused] == ["not_found" if hidden else "forbidden"]
    assert scene.facts() == before


class StreamDoor:
    """
    The `chatd.http.event_stream.Streams` of a world; who is shown is who it is.
    """

    def __init__(self, world: World, refused: list[Refusal]) -> None:
        self.world = world
        self.refused = refused
        self.chance = lambda: 0.5
        self.chat = ChatFactory(
            clock=world.clock,
            limits=world.limits,
            counters=world.counters,
            refusal=lambda *given: b"",
            make_session=lambda peer: peer.commands,  # type: ignore[arg-type, return-value]
            welcome=lambda session: None,  # type: ignore[arg-type, return-value]
            plain=None,
            ping_seconds=12,
            dead_seconds=30,
            batcher=WriteBatcher(world.clock),
        )
        world.authentication.gate.authenticate = self.known  # type: ignore[method-assign, assignment]

    async def known(self, principal: Any) -> Any:
        """
        Whoever has been shown.
        """
        return principal

    def open_session(self, stream: EventStream) -> CommandDispatcher:
        """
        See `chatd.http.event_stream.Streams`.
        """
        return self.world.assembly.open_session(stream, "stream", StreamSession)

    def head(self, stream: EventStream) -> bytes:
        """
        See `chatd.http.event_stream.Streams`.
        """
        return b""

    def send_problem(self, stream: EventStream, refusal: Refusal) -> None:
        """
        See `chatd.http.event_stream.Streams`.
        """
        self.refused.append(refusal)


@pytest.mark.parametrize("rule", ["everybody", "shared", "nobody"])
@pytest.mark.parametrize("action", ["invite", "role", "direct", "say"])
@pytest.mark.parametrize("role", ["member", "moderator", "owner", "admin"])
def test_who_is_written_to_decides(role: str, action: str, rule: str) -> None:
    """
    Whatever the rank of who writes; Friend shares no room with them.
    """
    scene = Scene("public", role)
    scene.actor.send("join", room=scene.room)
    scene.actor.send("direct", user=scene.friend.id, ref="d")
    scene.world.turn()
    (opened,) = (frame for frame in scene.actor.heard() if frame.get("ref") == "d")
    scene.actor.send("join", room=opened["room"])
    scene.friend.send("preferences", contact=rule)
    scene.world.turn()
    scene.actor.heard()
    before = scene.facts()
    on = {"room": scene.room, "user": scene.friend.id}
    commands: dict[str, dict[str, Any]] = {
        "invite": {"type": "invite"} | on,
        "role": {"type": "role", "role": "member"} | on,
        "direct": {"type": "direct", "user": scene.friend.id},
        "say": {"type": "say", "room": opened["room"], "text": "hello"},
    }
    scene.actor.send(**commands[action], ref="a")
    scene.world.turn()
    (answer,) = (frame for frame in scene.actor.heard() if frame.get("ref") == "a")
    by_rank = action in {"direct", "say"} or may(role, action, "public")
    # What an administrator gives is no invitation.
    wanted = rule == "everybody" or (action, role) == ("role", "admin")
    assert (answer["type"] == "ok") == (by_rank and wanted), answer
    if answer["type"] == "error":
        assert answer["code"] == "forbidden"
        assert scene.facts() == before


@pytest.mark.parametrize("kind", ["public", "announce", "archived"])
def test_plain_door_stands_under_the_same_rules(kind: str) -> None:
    """
    A client of plain text is a guest.
    """
    scene = Scene(kind, "guest")
    plain = scene.world.connect(Plain(scene.room))
    plain.peer.dialect.start_session(plain.commands)
    scene.world.turn()
    plain.texts()
    before = scene.facts()
    plain.send_raw("hello")
    scene.world.turn()
    refused = plain.texts()
    assert (refused == []) == may("guest", "say", kind)
    if refused:
        assert refused[0].startswith("! forbidden")
        assert scene.facts() == before


@pytest.mark.parametrize("action", ["set", "close", "role", "kick", "mute", "ban", "invite"])
@pytest.mark.parametrize("kind", ROOM_KINDS)
def test_operators_door_stands_under_the_same_rules(kind: str, action: str) -> None:
    """
    Whoever holds the machine may do what anybody can do in a room of that kind.
    """
    scene = Scene(kind, "outsider")
    moderation, room, tom = scene.world.moderation, scene.room, scene.tom.id
    work: dict[str, Any] = {
        "set": lambda: moderation.room_settings.update_settings(OPERATOR, room, {"title": "Other"}),
        "close": lambda: moderation.room_settings.archive_room(OPERATOR, room),
        "role": lambda: moderation.membership.set_role(OPERATOR, room, tom, "guest"),
        "kick": lambda: moderation.sanctions.impose(OPERATOR, "kick", room, tom),
        "mute": lambda: moderation.sanctions.impose(OPERATOR, "mute", room, tom),
        "ban": lambda: moderation.sanctions.impose(OPERATOR, "ban", room, tom),
        "invite": lambda: moderation.membership.invite(OPERATOR, room, scene.friend.id),
    }
    before = scene.facts()
    outcome: list[object] = []
    Deferred.fromCoroutine(work[action]()).addBoth(outcome.append)
    refused = getattr(outcome[0], "value", None)
    possible = action == "close" if kind == "direct" else kind != "inbox" and (kind, action) != ("archived", "invite")
    assert (refused is None) == possible, refused
    if refused is not None:
        assert isinstance(refused, Refusal)
        assert scene.facts() == before


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", ROOM_KINDS)
def test_inboxes_stand_under_the_rules_of_the_site(kind: str, role: str) -> None:
    """
    Whatever somebody is in a room, and whose ever inbox it is: their own, too.  There is no other door.
    """
    scene = Scene(kind, role)
    for user in (scene.tom.id, scene.actor.id, "a.boxer"):
        if user == "a.boxer" and (kind, role) != ("inbox", "member"):
            continue
        before = succeeded(scene.world.memory.read(inbox_of(user), limit=1))
        outcome: list[object] = []
        principal = scene.actor.session.principal
        assert principal is not None
        said = commands.Say(room=inbox_of(user), text="hello", data={"build": 4711})
        work = scene.world.assembly.requests.notify_user(principal, "192.0.2.1", user, said)
        Deferred.fromCoroutine(work).addBoth(outcome.append)
        scene.world.turn()
        refused = getattr(outcome[0], "value", None)
        assert (refused is None) == may("admin" if role == "admin" else "member", "notify", "site"), refused
        if refused is not None:
            assert isinstance(refused, Refusal)
            assert refused.code == "forbidden"
            after = succeeded(scene.world.memory.read(inbox_of(user), limit=1))
            assert (after.head.seq, after.events) == (before.head.seq, before.events)
        scene.actor.heard()
        scene.actor.send("say", room=inbox_of(user), text="hello", ref="s")
        scene.world.turn()
        assert next(frame for frame in scene.actor.heard() if frame.get("ref") == "s")["code"] == "not_joined"


@pytest.mark.parametrize("role", ["guest", "member", "admin"])
@pytest.mark.parametrize("action", ["create_room", "create_direct", "ban", "mute", "kick", "review", "audit"])
def test_site_is_under_the_same_rules(action: str, role: str) -> None:
    """
    Actions that concern no room.
    """
    scene = Scene("public", role)
    commands: dict[str, dict[str, Any]] = {
        "create_room": {"type": "create"},
        "create_direct": {"type": "direct", "user": scene.tom.id},
        "ban": {"type": "ban", "user": scene.tom.id},
        "mute": {"type": "mute", "user": scene.tom.id},
        "kick": {"type": "kick", "user": scene.tom.id},
        "review": {"type": "reports"},
        "audit": {"type": "audit"},
    }
    before = scene.facts()
    scene.actor.heard()
    scene.actor.send(**commands[action], ref="a")
    scene.world.turn()
    (answer,) = (frame for frame in scene.actor.heard() if frame.get("ref") == "a")
    assert (answer["type"] == "ok") == may(role, action, "site"), answer
    if answer["type"] == "error":
        assert answer["code"] == "forbidden"
        assert scene.facts() == before
