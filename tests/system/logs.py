"""
Logs as clients hold them, and a record of everything that clients were told.
"""

from collections import deque
from typing import Any

Found = dict[str, Any]


class Copy:
    """
    A client's copy of a room's log: every entry after `start`, in its present state.
    """

    def __init__(self, epoch: str, start: int) -> None:
        self.epoch = epoch
        self.start = self.seq = start
        self.entries: dict[int, Found] = {}
        self.keys: set[str] = set()
        # The last `seq` of the answer to a join: what comes after it is held until the pages reach it.
        self.head = start
        self.held: deque[Found] = deque()

    def show(self, event: Found) -> None:
        """
        Add the next entry of the log.
        """
        seq = event["seq"]
        assert seq == self.seq + 1, f"{event} does not follow {self.seq}"
        if event["type"] == "message":
            assert event["key"] not in self.keys, f"{event} was there before"
            self.keys.add(event["key"])
        self.seq = seq
        self.entries[seq] = event
        target = self.entries.get(event["target"]) if event["type"] != "message" else None
        if target is None:
            return
        mark = {"seq": seq, "user": event["user"], "time": event["time"]}
        if event["type"] == "delete":
            for name in ("edited", "reply_to"):
                target.pop(name, None)
            target.update(text="", deleted=mark)
        elif "deleted" not in target and "text" in event:
            # Without a text the message has been deleted since, and the entry that says so follows.
            target.update(text=event["text"], edited=mark)


def shown(event: Found | None) -> tuple[Any, ...]:
    """
    An entry of the log in its present state; a change has no text of its own.
    """
    if event is None:
        return ()
    who = event["user"]["id"]
    if event["type"] != "message":
        return event["seq"], event["type"], who, event["time"], event["target"]
    marks = tuple((mark["seq"], mark["time"]) if (mark := event.get(name)) else None for name in ("edited", "deleted"))
    return event["seq"], "message", who, event["time"], event.get("key"), event["text"], event.get("reply_to"), marks


class Witness:
    """
    A record of everything that clients were told.
    """

    def __init__(self) -> None:
        self.logs: dict[str, dict[int, tuple[Any, ...]]] = {}
        self.texts: dict[tuple[str, int], str | None] = {}
        self.gone: dict[str, int] = {}
        self.acknowledged: set[str] = set()
        self.epochs: dict[str, str] = {}

    def told(self, event: Found, acknowledged: bool) -> None:
        """
        An entry of a log was shown to a client, or acknowledged to its author, once.
        """
        room, seq = event["room"], event["seq"]
        known = self.logs.setdefault(room, {}).setdefault(seq, _identity(event))
        assert known == _identity(event), f"{room} {seq} was {known} and is {event}"
        if not acknowledged:
            return
        place = (room, seq if event["type"] == "message" else event["target"])
        if event["type"] == "message":
            assert event["key"] not in self.acknowledged
            self.acknowledged.add(event["key"])
        else:
            before = self.texts[place]
            assert before is not None
            self.gone[before] = len(self.gone)
        self.texts[place] = event.get("text")

    def check(self, room: str, epoch: str, log: list[Found]) -> None:
        """
        Check that the server's log has all of it, each entry once, without a hole.
        """
        assert self.epochs.setdefault(room, epoch) == epoch, f"{room} has another epoch"
        assert [event["seq"] for event in log] == list(range(1, len(log) + 1)), f"{room} has a hole"
        for seq, known in self.logs.get(room, {}).items():
            assert seq <= len(log), f"{room} has lost {seq}: {known}"
            assert known == _identity(log[seq - 1]), f"{room} {seq} was {known} and is {log[seq - 1]}"
        keys = [event["key"] for event in log if event["type"] == "message"]
        assert len(set(keys)) == len(keys), f"{room} holds something twice"

    def check_end(self, room: str, log: list[Found]) -> None:
        """
        Check that nothing is under way and each message is as its author left it, in the order in which it was said.
        """
        spoken: dict[str, int] = {}
        for event in log:
            if event["type"] != "message":
                continue
            text = self.texts[room, event["seq"]]
            assert (event["text"], "deleted" in event) == (text or "", text is None), event
            name, _, number = event["key"].rpartition("-")
            assert spoken.get(name, 0) < int(number), f"{event} came before its time"
            spoken[name] = int(number)


def _identity(event: Found) -> tuple[Any, ...]:
    kind = event["type"]
    return kind, event["user"]["id"], event["time"], event["key"] if kind == "message" else event["target"]
