"""
`chatd.client.websocket` with a node in memory, whose connections are cut at will.
"""

from typing import Any

import pytest
from twisted.internet.address import IPv4Address
from twisted.internet.defer import Deferred, fail, succeed
from twisted.internet.error import ConnectError, ConnectionLost
from twisted.internet.testing import StringTransport
from twisted.logger import globalLogPublisher
from twisted.python.failure import Failure

from chatd.client import ChatdProblem, ChatdUnreachable
from chatd.client.room_log import RoomLog
from chatd.client.websocket import ChatClient
from chatd.domain.limits import Limits
from chatd.errors import Close
from chatd.server.settings import Settings
from tests.support.memory_node import Listener, Wire, with_limits


class Transport(StringTransport):
    """
    The client's end.
    """

    def __init__(self) -> None:
        super().__init__(peerAddress=IPv4Address("TCP", "192.0.2.9", 8080))
        self.aborted = False

    def setTcpNoDelay(self, enabled: bool) -> None:  # noqa: N802
        """
        Nothing to do.
        """

    def abortConnection(self) -> None:  # noqa: N802
        self.aborted = True


class Network:
    """
    In the place of an endpoint: connections to a node in memory.  While `down` nobody listens.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.listener = Listener(settings)
        self.down = False
        self.deaf = False
        self.attempts = 0
        self._ends: list[tuple[Any, Transport, Wire]] = []

    def connect(self, factory: Any) -> Deferred[Any]:
        self.attempts += 1
        if self.down:
            return fail(ConnectError())
        protocol, transport = factory.buildProtocol(None), Transport()
        self._ends.append((protocol, transport, self.listener.connect()))
        protocol.makeConnection(transport)
        return succeed(protocol)

    def settle(self) -> None:
        """
        Carry bytes until there are none; with `deaf` the client's go nowhere.
        """
        quiet = 0
        while quiet < 3:
            quiet += 1
            for end in tuple(self._ends):
                protocol, transport, wire = end
                sent = transport.value()
                transport.clear()
                if sent and not self.deaf:
                    wire.receive(sent)
                    quiet = 0
                self.listener.turn()
                came = wire.take()
                if came and not self.deaf:
                    protocol.dataReceived(came)
                    quiet = 0
                if wire.gone or transport.disconnecting or transport.aborted:
                    self._ends.remove(end)
                    wire.hang_up()
                    protocol.connectionLost(Failure(ConnectionLost()))
                    quiet = 0

    def wait(self, seconds: int = 1) -> None:
        """
        Let time pass.
        """
        for _ in range(seconds):
            self.listener.wait(1)
            self.settle()

    def cut(self) -> None:
        """
        All connections are lost; what is under way is lost with them.
        """
        for protocol, _, wire in self._ends:
            wire.hang_up()
            protocol.connectionLost(Failure(ConnectionLost()))
        self._ends.clear()


class Bot:
    """
    A client in a room, and what it was told.
    """

    def __init__(self, network: Network, name: str = "Bot", room: str = "lobby", **options: Any) -> None:
        self.network = network
        identity = options.pop("identity", {"guest": name})
        self.client = ChatClient(
            network.listener.clock, "http://localhost", endpoint=network, chance=lambda: 0.5, **identity
        )
        self.states: list[Any] = []
        self.client.on("state", lambda state: self.states.append(state["state"]))
        self.room = self.client.room(room, **options)
        self.told: list[tuple[Any, ...]] = []
        self.joined: list[tuple[bool, list[str]]] = []
        self.room.on("message", lambda event: self.told.append((event.get("seq"), event["text"])))
        self.room.on("edit", lambda event: self.told.append((event["seq"], "edit", event["target"], event.get("text"))))
        self.room.on("delete", lambda event: self.told.append((event["seq"], "delete", event["target"])))
        self.room.on(
            "joined", lambda event: self.joined.append((event["gap"], [one["text"] for one in event["events"]]))
        )
        self.entered = result_of(self.room.join())
        network.settle()

    def say(self, text: str, **options: Any) -> list[Any]:
        """
        Say it; returns what comes of it, once it is known.
        """
        found = result_of(self.room.say(text, **options))
        self.network.settle()
        return found


def result_of(waiting: Deferred[Any]) -> list[Any]:
    """
    A list that gets the result, or the error.
    """
    found: list[Any] = []
    waiting.addCallbacks(found.append, lambda failure: found.append(failure.value))
    return found


def people(network: Network, *names: str) -> list[Bot]:
    """
    Bots who are all in the lobby.
    """
    return [Bot(network, name) for name in names]


def test_people_talk() -> None:
    ann, bob = people(Network(), "Ann", "Bob")
    assert ann.states == ["connecting", "online"]
    assert ann.entered == [ann.room]
    (said,) = ann.say("你好 🎉", reply_to=None)
    assert (said["seq"], said["text"], said["user"]) == (1, "你好 🎉", ann.client.user)
    bob.say("hi")
    assert ann.told == bob.told == [(1, "你好 🎉"), (2, "hi")]
    assert ann.room.position == bob.room.position
    edited, deleted = result_of(ann.room.edit(1, "changed")), result_of(bob.room.delete(2))
    ann.network.settle()
    assert (edited[0]["seq"], deleted[0]["seq"]) == (3, 4)
    assert ann.told[2:] == bob.told[2:] == [(3, "edit", 1, "changed"), (4, "delete", 2)]
    signals: list[Any] = []
    bob.room.on("signal", lambda event: signals.append(event["name"]))
    asked = [
        result_of(waiting) for waiting in (ann.room.signal("typing"), ann.room.presence(), ann.room.history(limit=1))
    ]
    ann.network.settle()
    assert signals == ["typing"]
    assert asked[1][0]["count"] == 2
    assert [event["seq"] for event in asked[2][0]["events"]] == [4]


def test_nothing_is_lost_or_doubled_when_connections_are_cut() -> None:
    """
    At each place of a conversation, more than a page of history later, too.
    """
    network = Network(with_limits(**dict.fromkeys(("commands_burst", "user_burst", "address_said_burst"), 100_000)))
    ann, bob = people(network, "Ann", "Bob")
    expected = 0
    for turn in range(12):
        network.cut() if turn % 3 else network.settle()
        waiting = [result_of(bot.room.say(f"{turn} {n}")) for n in range(60) for bot in (ann, bob)]
        expected += len(waiting)
        if turn % 2:
            # What was sent is stored, and the answers are lost.
            network.wait(1)
            network.cut()
        network.wait(70)
        assert all(found and isinstance(found[0], dict) for found in waiting)
    assert [seq for seq, _ in ann.told] == list(range(1, expected + 1))
    assert ann.told == bob.told
    assert len(set(ann.told)) == expected
    assert {gap for gap, _ in ann.joined} == {False}


def test_answer_that_was_lost_is_found_in_the_replay() -> None:
    network = Network()
    ann, bob = people(network, "Ann", "Bob")
    found = result_of(ann.room.say("once"))
    # The command arrives, and the connection is lost before the answer.
    _, transport, wire = network._ends[0]
    wire.receive(transport.value())
    network.listener.turns()
    network.cut()
    assert found == []
    network.wait(5)
    assert found[0]["seq"] == 1
    assert ann.told == bob.told == [(1, "once")]


def test_newest_messages_come_with_the_first_join_and_a_position_goes_on() -> None:
    network = Network()
    ann = Bot(network, "Ann")
    for number in range(5):
        ann.say(str(number))
    late = Bot(network, "Late", limit=2)
    assert (late.joined, late.told) == ([(False, ["3", "4"])], [])
    assert late.room.position == ann.room.position
    again = Bot(network, "Again", since={**(ann.room.position or {}), "seq": 2}, limit=1)
    network.settle()
    assert (again.joined, again.told) == ([(False, [])], [(3, "2"), (4, "3"), (5, "4")])


def test_log_that_is_another_one_is_a_gap() -> None:
    network = Network()
    ann = Bot(network, "Ann")
    ann.say("old")
    network.cut()
    network.listener = Listener(clock=network.listener.clock)
    # The guest of the lost server is a new one under the same name.
    network.wait(5)
    assert ann.client.state == "online"
    assert ann.joined == [(False, []), (True, [])]
    ann.say("new")
    assert ann.told == [(1, "old"), (1, "new")]


def test_it_comes_back_with_growing_waits() -> None:
    network = Network()
    ann = Bot(network, "Ann")
    waits: list[float] = []
    ann.client.on("state", lambda state: waits.append(state["seconds"]) if state["state"] == "waiting" else None)
    network.down = True
    network.cut()
    network.wait(60)
    assert waits[:7] == [0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0]
    network.down = False
    network.wait(16)
    assert ann.client.state == "online"


def test_server_says_when_to_come_back() -> None:
    network = Network()
    ann = Bot(network, "Ann")
    waits: list[Any] = []
    ann.client.on("bye", lambda event: waits.append(event["retry_after"] / 1000))
    ann.client.on("state", lambda state: waits.append(state.get("seconds")) if state["state"] == "waiting" else None)
    for protocol in tuple(network.listener.node.factory.live):
        protocol.close_connection(Close.DRAINING, "the server is going down", 1500)
    network.settle()
    assert waits == [1.5, 1.5]


def test_dead_connection_is_noticed() -> None:
    network = Network()
    ann = Bot(network, "Ann")
    network.deaf = True
    network.wait(40)
    assert "waiting" in ann.states
    network.deaf = False
    network.wait(40)
    assert ann.client.state == "online"


def test_server_that_never_says_welcome_is_given_up() -> None:
    network = Network()
    network.deaf = True
    ann = Bot(network, "Ann")
    network.wait(16)
    assert ann.states[:2] == ["connecting", "waiting"]


def test_what_is_refused_for_now_is_said_later_in_order() -> None:
    network = Network(with_limits(user_per_second=1, user_burst=5))
    ann, bob = people(network, "Ann", "Bob")
    found = [result_of(ann.room.say(str(number))) for number in range(8)]
    network.settle()
    assert found[-1] == []
    network.wait(60)
    assert [said[0]["text"] for said in found] == [text for _, text in bob.told] == [str(number) for number in range(8)]


def test_what_is_refused_for_good_fails_alone() -> None:
    ann = Bot(Network(), "Ann")
    long = ann.room.say("x" * (Limits().text + 1))
    found, after = result_of(long), ann.say("after")
    assert isinstance(found[0], ChatdProblem)
    assert found[0].code == "too_large"
    assert after[0]["seq"] == 1
    huge = ann.say("x" * 1_000_000)
    assert isinstance(huge[0], ChatdProblem)
    assert isinstance(ann.say("half \ud83d")[0], ValueError)
    assert ann.client.state == "online"
    assert ann.told == [(1, "after")]


def test_token_that_is_refused_ends_it() -> None:
    bot = Bot(Network(), identity={"token": "chatd_key_of_nobody"})
    closed = result_of(bot.client.closed)
    assert bot.states == ["connecting", "refused"]
    for found in (bot.entered, closed, result_of(bot.room.join()), result_of(bot.client.command("ping"))):
        assert isinstance(found[0], ChatdProblem | ChatdUnreachable)
    assert closed[0].code == "bad_token"
    bot.network.wait(60)
    assert bot.network.attempts == 1


def test_token_is_asked_for_on_each_connection() -> None:
    network = Network()
    ann = Bot(network, "Ann")
    tokens = [succeed("chatd_key_x"), fail(OSError("the site is down")), "<html> an error page"]
    asked: list[int] = []

    def token() -> Any:
        asked.append(1)
        return tokens[len(asked) % 3]

    bot = Bot(network, identity={"token": token})
    network.wait(20)
    # What cannot be had now is asked for again; a wrong one, three times.
    assert len(asked) >= 4
    assert bot.states[:4] == ["connecting", "waiting", "connecting", "waiting"]
    assert ann.client.state == "online"


def test_ban_ends_it_and_a_kick_leaves_the_room() -> None:
    network = Network()
    ann = Bot(network, "Ann")
    left: list[Any] = []
    ann.room.on("left", lambda event: left.append(event["error"].code))
    ann.room.receive({"type": "sanction", "room": "lobby", "action": "kick", "reason": None})
    assert left == ["banned"]
    closed = result_of(ann.client.closed)
    connection = ann.client._connection
    assert connection is not None
    connection.frame_received(b'{"type":"bye","code":4503,"reason":"you are banned"}')
    connection.ended(4503, "")
    assert ann.client.state == "ended"
    assert str(closed[0]) == "closed: you are banned"


def test_room_that_may_not_be_joined() -> None:
    bot = Bot(Network(), room="~hidden")
    assert isinstance(bot.entered[0], ChatdProblem)
    assert bot.entered[0].code == "not_found"
    assert bot.client.state == "online"


def test_leaving_and_closing() -> None:
    network = Network()
    ann, bob = people(network, "Ann", "Bob")
    ann.room.leave()
    network.settle()
    bob.say("alone")
    assert ann.told == []
    again = result_of(ann.room.join())
    network.settle()
    assert again == [ann.room]
    assert ann.told == [(1, "alone")]
    ann.client.close()
    assert result_of(ann.client.closed) == [None]
    network.settle()
    waiting = result_of(ann.room.say("x"))
    assert isinstance(waiting[0], ChatdUnreachable)
    network.wait(60)
    assert network.attempts == 2
    ann.client.close()


def test_listener_that_fails_is_logged_and_harms_nobody() -> None:
    ann = Bot(Network(), "Ann")
    logged: list[Any] = []
    observe: Any = logged.append

    def broken(event: Any) -> None:
        raise RuntimeError(event["text"])

    async def also(event: Any) -> None:
        raise RuntimeError(event["text"])

    ann.room.on("message", broken)
    ann.room.on("message", also)
    globalLogPublisher.addObserver(observe)
    try:
        ann.say("one")
        ann.say("two")
    finally:
        globalLogPublisher.removeObserver(observe)
    assert ann.told == [(1, "one"), (2, "two")]
    assert len([event for event in logged if event.get("kind") == "message"]) == 4


@pytest.mark.parametrize("frame", [b"<html>", b"[]", b"{}", b'{"type":"error","code":"bad_frame"}'])
def test_frame_that_is_none_ends_the_connection(frame: bytes) -> None:
    network = Network()
    ann = Bot(network, "Ann")
    connection = ann.client._connection
    assert connection is not None
    connection.frame_received(frame)
    assert ann.client.state == "waiting"
    network.wait(5)
    assert ann.client.state == "online"


def test_who_one_is_has_to_be_said_once() -> None:
    for identity in ({}, {"token": "x", "guest": "Ann"}):
        with pytest.raises(ValueError, match="one of `token` and `guest`"):
            ChatClient(None, "ws://localhost", endpoint=object(), **identity)  # type: ignore[arg-type]


def test_log_with_a_hole_that_is_gone_begins_anew() -> None:
    log = RoomLog({"epoch": "e", "seq": 5})
    assert log.join({"epoch": "e", "seq": 5, "events": []}) == []
    assert log.append({"seq": 8}) == []
    assert log.is_behind
    assert log.append_page([{"seq": 7}]) == []
    assert log.is_broken
    assert log.append({"seq": 9}) == []
    assert log.join({"epoch": "e", "seq": 9, "events": []}) is None
    assert log.append({"seq": 10}) == [{"seq": 10}]
    assert log.append({"seq": 10}) == []
