"""
The log of one room as a client has followed it: every entry once, in the order of its `seq`.
"""

from chatd.client.errors import Json


class RoomLog:
    """
    Orders entries, drops those that came before, and notices what is missing.  Knows no connection.

    `position` is that of the last entry that was returned, or None: no log, or nothing known of it yet.  If it
    `is_broken` the next entries are not there any more, and the room has to be joined without a position.
    """

    def __init__(self, since: Json | None = None) -> None:
        self.position = since
        self.is_broken = False
        self._known = since is not None
        self._missing_until: int | None = None
        self._waiting: list[Json] = []

    @property
    def is_behind(self) -> bool:
        """
        Whether older entries have to be fetched before the waiting ones can be returned.
        """
        return self._missing_until is not None

    @property
    def is_known(self) -> bool:
        """
        Whether something came before the next join.
        """
        return self._known

    def join(self, answer: Json) -> list[Json] | None:
        """
        Takes the answer to a join: returns the entries that follow the position.  None: it does not connect to it, and
        `position` is that of the answer now.
        """
        since, self._waiting, self._missing_until = self.position, [], None
        epoch, seq = answer.get("epoch"), answer.get("seq")
        self._known, self.is_broken = True, False
        if since is None or answer.get("gap") or epoch != since["epoch"] or seq is None:
            self.position = None if seq is None else {"epoch": epoch, "seq": seq}
            return None
        entries = self._take(answer["events"])
        if seq > self._seq:
            self._missing_until = seq
        return entries

    def append(self, entry: Json) -> list[Json]:
        """
        Takes a live entry; returns those that are in order now.
        """
        seq = entry.get("seq")
        if self.is_broken:
            return []
        if seq is None or self.position is None:
            return [entry]
        if seq <= self._seq:
            return []
        if self._missing_until is None and seq == self._seq + 1:
            return self._take([entry])
        self._waiting.append(entry)
        if self._missing_until is None:
            self._missing_until = seq - 1
        return []

    def append_page(self, entries: list[Json]) -> list[Json]:
        """
        Takes a page of history after the position; returns its entries, and those that waited for them.
        """
        taken = self._take(entries)
        if len(taken) < len(entries) or not taken or self._missing_until is None:
            self.forget()
        elif self._seq >= self._missing_until:
            self._missing_until = None
            waiting, self._waiting = self._waiting, []
            for entry in waiting:
                taken += self.append(entry)
        return taken

    def forget(self) -> None:
        """
        The log is another one now, or what is missing is gone: what comes next does not connect to what was before.
        """
        self.position, self.is_broken = None, True
        self._missing_until, self._waiting = None, []

    @property
    def _seq(self) -> int:
        assert self.position is not None
        seq: int = self.position["seq"]
        return seq

    def _take(self, entries: list[Json]) -> list[Json]:
        taken = []
        for entry in entries:
            if self.position is not None and entry["seq"] == self._seq + 1:
                self.position = {**self.position, "seq": entry["seq"]}
                taken.append(entry)
        return taken
