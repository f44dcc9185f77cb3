"""
The accept gate: while too many connections are between their accept and their login, the ports accept no more, and
those that come wait in the kernel's backlog.

A connection is *in flight* from its accept until it is closed or refused, its first HTTP request has been answered, or
its WebSocket or stream of events has logged in.  The handshake of TLS is a part of that.
"""

from collections import deque
from typing import Any

from chatd.clock import Clock
from chatd.domain.addresses import address_group, address_network_of
from chatd.domain.limits import Limits
from chatd.refusal_log import RefusalLog

PLACE_SECONDS = 2.0
"""How long a connection holds a place at most: whoever never goes on does not keep others out."""

SHARES = 8
"""An address (IPv6: a /48) holds at most this part of the places; its other connections are accepted without one."""

LATE_SECONDS = 0.02
"""A reactor that is later than this is told to accept fewer connections in one turn."""

PER_TURN_MIN = 5
PER_TURN_FIRST = 20
PER_TURN_MAX = 50
PER_TURN_STEP = 5
"""Connections that a port accepts in one turn of the reactor: half as many after each late tick, a step more after each
tick that is on time while they are all used."""


class _Place:
    # A connection in flight: whose share it belongs to, whether it holds one of the places, and until when.

    __slots__ = ("held", "owner", "until")

    def __init__(self, owner: str | None, until: float, *, held: bool) -> None:
        self.owner = owner
        self.until = until
        self.held = held


class AcceptGate:
    """
    Counts connections in flight, and lets ports accept as many as `limits.handshakes` and the reactor have room for.

    Ports are Twisted's listening ports.  They may accept one connection each too many, if there are more of them than
    free places.
    """

    def __init__(self, limits: Limits, clock: Clock, refusals: RefusalLog) -> None:
        self._limits = limits
        self._clock = clock
        self._refusals = refusals
        self._ports: list[Any] = []
        self._open = False
        self._reading = False
        self._places: dict[object, _Place] = {}
        self._overdue: deque[_Place] = deque()
        # Connections in flight by owner; those that hold no place any more count as well.
        self._in_flight: dict[str, int] = {}
        self._held = 0
        self._per_turn = PER_TURN_FIRST
        # Connections that were accepted since the last update, and whether a port has accepted all it might since the
        # last tick.
        self._entered = 0
        self._allowed = PER_TURN_FIRST
        self._all_used = False
        self._due = False

    @property
    def held(self) -> int:
        """
        How many places are taken.
        """
        return self._held

    @property
    def ports(self) -> tuple[Any, ...]:
        """
        The ports that have been added.
        """
        return tuple(self._ports)

    def add_port(self, port: Any) -> None:
        """
        Adds a listening port.  It accepts nothing until `open_ports`.
        """
        self._ports.append(port)
        if self._open:
            self.update_ports()
        else:
            port.stopReading()

    def open_ports(self) -> None:
        """
        Lets the ports accept connections.
        """
        self._open = True
        self.update_ports()

    def forget_ports(self) -> None:
        """
        Leaves the ports alone from now on: they are being closed.
        """
        self._open = False
        self._ports.clear()

    def enter(self, connection: object, address: str | None, *, proxy: bool) -> None:
        """
        Counts a connection that was accepted.  Those of a `proxy` have no share, because they are many people's.
        """
        owner = None if proxy or address is None else address_network_of(address) or address_group(address)
        beside = 0
        if owner is not None:
            beside = self._in_flight.get(owner, 0)
            self._in_flight[owner] = beside + 1
        held = owner is None or beside < max(1, self._limits.handshakes // SHARES)
        place = _Place(owner, self._clock.seconds() + PLACE_SECONDS, held=held)
        self._places[connection] = place
        if held:
            self._held += 1
            self._overdue.append(place)
        self._entered += 1
        self._update_soon()

    def replace_connection(self, old: object, new: object) -> None:
        """
        Counts `new` in place of `old`: the same connection with another protocol.
        """
        place = self._places.pop(old, None)
        if place is not None:
            self._places[new] = place

    def leave(self, connection: object) -> None:
        """
        Stops counting a connection: it was served, has logged in, or is closed.  It may have left before.
        """
        place = self._places.pop(connection, None)
        if place is None:
            return
        if place.owner is not None:
            left = self._in_flight.pop(place.owner) - 1
            if left:
                self._in_flight[place.owner] = left
        if place.held:
            self._free(place)

    def free_overdue(self, now: float) -> None:
        """
        Frees the places of connections that have held them for too long.  Called once per second.
        """
        while self._overdue and (not self._overdue[0].held or self._overdue[0].until <= now):
            place = self._overdue.popleft()
            if place.held:
                self._free(place)

    def note_delay(self, seconds: float) -> None:
        """
        Adapts how many connections are accepted in one turn.  `seconds` is by how much the last tick was late.
        """
        if seconds > LATE_SECONDS:
            self._per_turn = max(PER_TURN_MIN, self._per_turn // 2)
            self._update_soon()
        elif self._all_used:
            self._per_turn = min(PER_TURN_MAX, self._per_turn + PER_TURN_STEP)
        self._all_used = False

    def update_ports(self) -> None:
        """
        Tells the ports how many connections they may accept in the next turn, or to accept none.
        """
        self._due = False
        self._all_used |= self._entered >= self._allowed
        self._entered = 0
        if not self._open or not self._ports:
            return
        free = self._limits.handshakes - self._held
        if free <= 0:
            self._stop_reading()
            return
        self._allowed = min(self._per_turn, max(1, free // len(self._ports)))
        for port in self._ports:
            # Twisted reads this number before it accepts, and afterwards changes it by its own rule.
            port.numberAccepts = self._allowed
            # Does nothing on a port that reads already.
            port.startReading()
        self._reading = True

    def _stop_reading(self) -> None:
        if not self._reading:
            return
        self._reading = False
        for port in self._ports:
            port.stopReading()
        self._refusals.record(
            "handshakes",
            "let new connections wait in the kernel, because {most} others are not served or logged in yet; the"
            " setting is limits.handshakes",
            most=self._limits.handshakes,
        )

    def _free(self, place: _Place) -> None:
        place.held = False
        self._held -= 1
        self._update_soon()

    def _update_soon(self) -> None:
        # Before the reactor asks the kernel again, so before the next accept.
        if not self._due and self._ports:
            self._due = True
            self._clock.callLater(0, self.update_ports)
