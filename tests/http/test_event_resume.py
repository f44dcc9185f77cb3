"""
A reader of server-sent events whose connection is cut anywhere, against a model of what it has to be told.
"""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.event_reader import EventReader
from tests.support.memory_node import Browser, Listener, Wire, with_limits

QUICK = with_limits(
    commands_per_second=1e6,
    commands_burst=1_000_000,
    user_per_second=1e6,
    user_burst=1_000_000,
    address_said_per_second=1e6,
    address_stored_per_second=1e9,
    address_asked_per_second=1e6,
    address_queries_per_second=1e6,
    websockets_per_second=1e6,
    history=5,
    name=64,
)
STEPS = st.one_of(
    st.tuples(st.just("say"), st.sampled_from("ab"), st.integers(min_value=1, max_value=9)),
    st.tuples(st.just("edit"), st.sampled_from("ab"), st.integers(min_value=1, max_value=3)),
    st.tuples(st.just("turn"), st.just(""), st.just(0)),
    st.tuples(st.just("cut"), st.just(""), st.integers(min_value=0, max_value=3000)),
)


class Town:
    """
    A node, and somebody who talks in rooms that are new for each example.
    """

    def __init__(self) -> None:
        self.listener = Listener(QUICK)
        self.ann, _ = self.guest("Ann")
        _, self.token = self.guest("Ben")
        self.examples = 0

    def guest(self, name: str) -> tuple[Browser, str]:
        """
        A WebSocket of a new guest, and their token.
        """
        browser = self.listener.open()
        browser.tell(type="login", guest=name)
        (answer,) = (frame for frame in browser.hear() if frame["type"] == "ok")
        return browser, answer["token"]


class Follower:
    """
    Reads rooms, and comes back with its last id whenever its connection is cut.
    """

    def __init__(self, town: Town, rooms: list[str]) -> None:
        self.town = town
        self.query = "&".join(f"room={room}" for room in rooms)
        self.heard: dict[str, list[Any]] = {room: [] for room in rooms}
        self.reader = EventReader()
        self.connect()

    def connect(self) -> None:
        """
        Asks for what comes after the last id.
        """
        self.wire: Wire = self.town.listener.connect()
        since = f"Last-Event-ID: {self.reader.ident}\r\n" if self.reader.ident else ""
        self.wire.receive(
            f"GET /api/events?{self.query} HTTP/1.1\r\nHost: localhost\r\n{since}"
            f"Authorization: Bearer {self.town.token}\r\n\r\n".encode()
        )
        self.in_head = True
        self.unread = b""

    def read(self, most: int | None = None) -> None:
        """
        Reads what has come, at most so many bytes of it.
        """
        self.unread += self.wire.take()
        data, self.unread = self.unread[:most], b"" if most is None else self.unread[most:]
        if self.in_head:
            head, end, data = data.partition(b"\r\n\r\n")
            if not end:
                self.unread = head + self.unread
                return
            assert head.startswith(b"HTTP/1.1 200 "), head
            self.in_head = False
        for entry in self.reader.feed(data):
            assert entry.event != "gap"
            events = entry.data["events"] if entry.event == "joined" else [entry.data]
            self.heard[entry.data["room"]] += events

    def cut(self, most: int) -> None:
        """
        Of what was on its way so many bytes have come.
        """
        self.read(most)
        self.reader.cut()
        self.wire.hang_up()
        self.connect()


TOWN = Town()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(many=st.booleans(), steps=st.lists(STEPS, max_size=30))
def test_any_cut_loses_and_doubles_nothing(many: bool, steps: list[tuple[str, str, int]]) -> None:
    """
    Of one room or of several: the reader has been told each event of the logs once, in order.
    """
    TOWN.examples += 1
    rooms = {letter: f"{letter}{TOWN.examples}" for letter in "ab"}
    for room in rooms.values():
        TOWN.ann.tell(type="join", room=room)
    model: dict[str, int] = dict.fromkeys(rooms.values(), 0)
    follower = Follower(TOWN, list(rooms.values()) if many else [rooms["a"]])
    for what, letter, number in steps:
        if what == "say":
            for count in range(number):
                TOWN.ann.tell(type="say", room=rooms[letter], text=f"text {count}")
            model[rooms[letter]] += number
        elif what == "edit" and model[rooms[letter]]:
            TOWN.ann.tell(type="edit", room=rooms[letter], seq=1, text=f"edit {model[rooms[letter]]}")
            model[rooms[letter]] += 1
        elif what == "turn":
            TOWN.listener.turns()
            follower.read()
        elif what == "cut":
            follower.cut(number)
    TOWN.listener.turns()
    follower.read()
    TOWN.ann.frames()
    follower.wire.hang_up()
    for room in rooms.values():
        TOWN.ann.tell(type="leave", room=room)
    for room, events in follower.heard.items():
        assert [event["seq"] for event in events] == list(range(1, model[room] + 1))
