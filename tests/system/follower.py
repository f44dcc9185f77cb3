"""
A client that follows docs/protocol.md, and fails if the server does not.

It never waits by itself: its caller says when to read.
"""

import json
from collections.abc import Callable
from typing import Any

from tests.support.wsclient import CLOSE, PING, PONG, WebSocket, cut, dial, reset
from tests.system.logs import Copy, Found, shown

KINDS = {"message", "edit", "delete"}


class Order:
    """
    A change that a client wants in the log, until it is acknowledged.
    """

    def __init__(self, room: str, ref: str, command: Found, *, asked: int = 0) -> None:
        self.room = room
        self.ref = ref
        self.command = {"room": room, "ref": ref, **command}
        # How many texts were known to be gone when it was sent.
        self.asked = asked


class Follower:
    """
    A guest who follows rooms, says, edits and deletes, goes away and comes back.

    `told` hears of every entry of a log that is acknowledged or shown here, and which of both it was.
    `gone` are texts that were taken back, numbered: no answer to what is asked afterwards may hold one.
    """

    def __init__(self, name: str, told: Callable[[Found, bool], None], gone: dict[str, int]) -> None:
        self.name = name
        self.copies: dict[str, Copy] = {}
        self.pending: dict[str, Order] = {}
        self.resumes = 0
        self.pages = 0
        self.again = 0
        self._told = told
        self._gone = gone
        self._asked: dict[str, Order] = {}
        self._count = 0
        self._token = ""
        self._user: Found = {}
        self._data = b""
        self.link: WebSocket | None = None

    @property
    def waiting(self) -> int:
        """
        How many answers it waits for.
        """
        return len(self.pending) + len(self._asked)

    @property
    def present(self) -> list[str]:
        """
        The rooms that are joined, and in which nothing is missing.
        """
        if self.link is None or "login" in self._asked:
            return []
        copies = self.copies.items()
        return [room for room, copy in copies if copy.seq >= copy.head and f"join {room}" not in self._asked]

    @property
    def settled(self) -> bool:
        """
        Nothing is unanswered and no page is missing.
        """
        return self.link is not None and not self.waiting and not any(copy.held for copy in self.copies.values())

    def connect(self, port: int, page: int) -> None:
        """
        Log in as the same user and resume from the last positions, `page` events at a time.
        """
        self.link = WebSocket(dial(port), protocol="chatd.v1")
        self._data = b""
        self._ask("login", type="login", **({"token": self._token} if self._token else {"guest": self.name}))
        for room in self.copies:
            self.join(room, page)

    def join(self, room: str, page: int) -> None:
        """
        Follow a room, from the last position if there is one.
        """
        copy = self.copies.get(room)
        since = {} if copy is None else {"since": {"epoch": copy.epoch, "seq": copy.seq}}
        if copy is not None:
            copy.head = copy.seq
            copy.held.clear()
        self._ask(f"join {room}", room, type="join", limit=page, **since)

    def say(self, room: str, text: str, reply_to: int | None) -> None:
        """
        Send a message with a new key.
        """
        self._count += 1
        key = f"{self.name}-{self._count}"
        reply = {} if reply_to is None else {"reply_to": reply_to}
        self._want(Order(room, key, {"type": "say", "text": text, "key": key, **reply}))

    def edit(self, room: str, seq: int, text: str) -> None:
        """
        Edit one of its own messages.
        """
        self._want(Order(room, f"edit {room} {seq}", {"type": "edit", "seq": seq, "text": text}))

    def delete(self, room: str, seq: int) -> None:
        """
        Delete one of its own messages.
        """
        self._want(Order(room, f"delete {room} {seq}", {"type": "delete", "seq": seq}))

    def mine(self, room: str) -> list[int]:
        """
        Its own messages that can be changed, without those that are being changed.
        """
        busy = {order.command.get("seq") for order in self.pending.values() if order.room == room}
        return [
            seq
            for seq, event in self.copies[room].entries.items()
            if event["type"] == "message" and event["user"] == self._user and "deleted" not in event and seq not in busy
        ]

    def leave(self, *, rudely: bool) -> None:
        """
        Disconnect, whatever is under way.
        """
        assert self.link is not None
        link, self.link = self.link, None
        self._asked.clear()
        if rudely:
            reset(link.plug)
        else:
            link.plug.close()

    def read(self) -> int:
        """
        Read at least something; returns the number of objects. EOFError if the server is gone.
        """
        assert self.link is not None
        try:
            more = self.link.plug.recv(65536)
        except ConnectionError:
            more = b""
        if not more:
            self.link.plug.close()
            self.link = None
            self._asked.clear()
            raise EOFError
        self._data += more
        count = 0
        while (found := cut(self._data)) is not None:
            frame, self._data = found
            if frame.opcode == PING:
                self.link.send(PONG, frame.payload)
                continue
            assert frame.opcode != CLOSE, frame
            self._take(json.loads(frame.payload))
            count += 1
        return count

    def _want(self, order: Order) -> None:
        self.pending[order.ref] = order
        self._send(order.command)

    def _ask(self, ref: str, room: str = "", **command: Any) -> None:
        where = {"room": room} if room else {}
        order = Order(room, ref, command, asked=len(self._gone))
        self._asked[ref] = order
        self._send({"ref": ref, **where, **command})

    def _send(self, command: Found) -> None:
        assert self.link is not None
        try:
            self.link.text(json.dumps(command))
        except ConnectionError:
            # The end is read where everything else is.
            return

    def _take(self, found: Found) -> None:
        kind = found["type"]
        assert kind != "error", f"{self.name}: {found}"
        if kind == "ok":
            self._answered(found)
        elif kind in KINDS:
            copy = self.copies[found["room"]]
            (copy.held.append if copy.seq < copy.head else self._live)(found)
        else:
            assert kind in {"welcome", "presence", "activity"}, found

    def _live(self, event: Found) -> None:
        assert event["seq"] > self.copies[event["room"]].seq, f"{self.name} is told twice of {event}"
        self._show(event)

    def _show(self, event: Found) -> None:
        self._told(event, False)
        self.copies[event["room"]].show(event)

    def _answered(self, found: Found) -> None:
        ref = found["ref"]
        order = self._asked.pop(ref, None)
        if order is None:
            copy = self.copies[self.pending[ref].room]
            if copy.seq < copy.head:
                copy.held.append(found)
            else:
                self._acknowledged(found)
            return
        for event in found.get("events", ()):
            taken_back = self._gone.get(event.get("text"), order.asked)
            assert taken_back >= order.asked, f"{self.name} is shown what was taken back: {event}"
        if ref == "login":
            self._token, self._user = found["token"], found["user"]
        elif order.command["type"] == "join":
            self._joined(order.room, found)
        else:
            self._paged(order.room, found)

    def _joined(self, room: str, found: Found) -> None:
        copy = self.copies.get(room)
        if copy is None:
            copy = self.copies[room] = Copy(found["epoch"], found["seq"] - len(found["events"]))
            found["more"] = False
        else:
            self.resumes += 1
            assert not found["gap"], f"{self.name} is told of a gap in {room}"
        assert copy.epoch == found["epoch"]
        assert copy.seq <= found["seq"], f"{room} has lost its end: {copy.seq} was shown, it is at {found['seq']}"
        copy.head = found["seq"]
        for order in [order for order in self.pending.values() if order.room == room]:
            self.again += 1
            self._send(order.command)
        assert found["more"] == (copy.seq + len(found["events"]) < copy.head), found
        self._paged(room, found)

    def _paged(self, room: str, found: Found) -> None:
        copy = self.copies[room]
        # A page may reach beyond the head: the rest of it comes live.
        for event in [event for event in found["events"] if copy.seq < event["seq"] <= copy.head]:
            self._show(event)
        if copy.seq < copy.head:
            assert found["events"], f"{room} has no page after {copy.seq}, and it is at {copy.head}"
            self.pages += 1
            self._ask(f"history {room}", room, type="history", after=copy.seq, limit=10)
            return
        while copy.held:
            held = copy.held.popleft()
            if held["type"] == "ok":
                self._acknowledged(held)
            else:
                self._live(held)

    def _acknowledged(self, found: Found) -> None:
        order = self.pending.pop(found["ref"])
        copy, command = self.copies[order.room], order.command
        event: Found = {"room": order.room, "seq": found["seq"], "time": found["time"], "user": self._user}
        if command["type"] == "say":
            event |= {"type": "message", "text": found.get("text", command["text"]), "key": command["key"]}
            event |= {"reply_to": command["reply_to"]} if "reply_to" in command else {}
        else:
            event |= {"type": command["type"], "target": command["seq"]}
            event |= {"text": command["text"]} if command["type"] == "edit" else {}
        self._told(event, True)
        if found["seq"] > copy.seq:
            copy.show(event)
        # Else it had been stored before, and came with what was missed.
        assert shown(copy.entries[found["seq"]])[:5] == shown(event)[:5], (copy.entries[found["seq"]], event)
