"""
Limits on connections and requests, in total and per address.

WebSockets and HTTP connections have separate limits.  Browsers keep idle HTTP connections open: these are closed to
make room for new ones.  Connections of a trusted proxy do not count for an address; requests and WebSockets that it
forwards count for the address that it names.
"""

from collections.abc import Hashable
from typing import Protocol

from chatd.clock import Clock
from chatd.domain.addresses import address_group_of, shown_group
from chatd.domain.limits import Limits
from chatd.domain.ratelimit import SHARED, AddressRateLimiter
from chatd.errors import Refusal
from chatd.http.responses import RawResponse
from chatd.refusal_log import RefusalLog

TOO_MANY = RawResponse(429, "too many connections from your address", (("Retry-After", "10"),))
FULL = RawResponse(503, "too many connections", (("Retry-After", "10"),))

_Group = str | None
"""A group of addresses that is counted together; None for all clients without an address."""


Connection = Hashable
"""A connection: its protocol object of the moment."""


class Idle(Hashable, Protocol):
    """
    An HTTP connection between two requests.
    """

    def make_room(self) -> None:
        """
        Closes this idle connection, so that another can be accepted.
        """


class _Count:
    """
    Counts connections per group.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._held: dict[_Group, int] = {}

    def limit_of(self, group: _Group) -> int:
        return self.most if group is not None else self.most * SHARED

    def is_full(self, group: _Group) -> bool:
        return self._held.get(group, 0) >= self.limit_of(group)

    def add_connection(self, group: _Group) -> None:
        self._held[group] = self._held.get(group, 0) + 1

    def remove_connection(self, group: _Group) -> None:
        left = self._held.pop(group) - 1
        if left:
            self._held[group] = left


_Entry = tuple[_Count, _Group] | None
"""The group of each connection in addition to the total; None for those of proxies and refused ones."""


class Admission:
    """
    Counts all connections of a node.  Refusals are returned as HTTP answers and logged by `log`.
    """

    def __init__(self, limits: Limits, clock: Clock, log: RefusalLog) -> None:
        self._limits = limits
        self._clock = clock
        self._log = log
        self._open: dict[Connection, _Entry] = {}
        self.files: int | None = None
        """How many connections the system's limit on open files leaves room for, if there is one."""
        self._http = _Count(limits.http_per_address)
        self._websockets = _Count(limits.websockets_per_address)
        self._upgrades = AddressRateLimiter(limits.websockets_per_second, _upgrade_burst(limits))
        self._requests = AddressRateLimiter(limits.requests_per_second, float(limits.requests_burst))
        self._anonymous = AddressRateLimiter(limits.anonymous_per_second, float(limits.anonymous_burst))
        # Idle HTTP connections, longest idle first: all, and per group.
        self._idle: dict[Idle, None] = {}
        self._idle_of: dict[_Group, dict[Idle, None]] = {}

    def __len__(self) -> int:
        return len(self._open)

    def apply_limits(self) -> None:
        """
        Uses the present values of the limits.  Called after they have changed.
        """
        limits = self._limits
        self._http.most = limits.http_per_address
        self._websockets.most = limits.websockets_per_address
        self._upgrades.set_rate(limits.websockets_per_second, _upgrade_burst(limits))
        self._requests.set_rate(limits.requests_per_second, float(limits.requests_burst))
        self._anonymous.set_rate(limits.anonymous_per_second, float(limits.anonymous_burst))

    def admit_connection(self, connection: Connection, address: str | None, *, proxy: bool) -> RawResponse | None:
        """
        Counts a new connection from `address`; returns a refusal, or None.  For a `proxy` only the total is checked.

        A refused connection counts to the total, too, until `remove_connection`.
        """
        most = self._limits.connections if self.files is None else min(self._limits.connections, self.files)
        full = len(self._open) >= most and not self._close_one(self._idle)
        self._open[connection] = None
        if full:
            self._log.record(
                "connections",
                "refused a connection: there are {most} already; the setting is limits.connections, and the process"
                " needs as many open files",
                most=most,
            )
            return FULL
        if proxy:
            return None
        group = address_group_of(address)
        if self._http.is_full(group) and not self._close_one(self._idle_of.get(group, {})):
            self._log_too_many("http_per_address", "HTTP connections", self._http.limit_of(group), group)
            return TOO_MANY
        # Accepting a connection, with its TLS handshake, costs as much as answering a request.
        refused = self.admit_request(address)
        if refused is None:
            self._http.add_connection(group)
            self._open[connection] = self._http, group
        return refused

    def admit_request(self, address: str | None) -> RawResponse | None:
        """
        Takes one request from the budget of `address`; returns a refusal, or None.
        """
        try:
            self._requests.take(address, self._clock.seconds())
        except Refusal as refusal:
            self._log.record(
                "requests_per_second",
                "refused requests of {who}, which sends too many; the settings are limits.requests_per_second and"
                " limits.requests_burst, or server.trusted_proxies if that is a proxy",
                who=shown_group(address),
            )
            return _too_fast("too many requests from your address", refusal)
        return None

    def admit_anonymous(self, address: str | None) -> RawResponse | None:
        """
        Takes one request of nobody known from the budget of `address`; returns a refusal, or None.
        """
        try:
            self._anonymous.take(address, self._clock.seconds())
        except Refusal as refusal:
            self._log.record(
                "anonymous_per_second",
                "refused requests of {who}, which sends too many without being signed in; the settings are"
                " limits.anonymous_per_second and limits.anonymous_burst, or server.trusted_proxies if that is a proxy",
                who=shown_group(address),
            )
            return _too_fast("too many requests from your address by people who are not signed in", refusal)
        return None

    def refund_anonymous(self, address: str | None) -> None:
        """
        Uncounts a request from `address` whose sender was recognised.
        """
        self._anonymous.give_back(address)

    def admit_websocket(self, connection: Connection, address: str | None) -> RawResponse | None:
        """
        Counts a connection as a WebSocket of `address` from now on; returns a refusal, or None.
        """
        group = address_group_of(address)
        if self._websockets.is_full(group):
            self._log_too_many("websockets_per_address", "WebSockets", self._websockets.limit_of(group), group)
            return TOO_MANY
        try:
            self._upgrades.take(address, self._clock.seconds())
        except Refusal as refusal:
            self._log.record(
                "websockets_per_second",
                "refused WebSockets of {who}, which opens too many in too short a time; the setting is"
                " limits.websockets_per_second, or server.trusted_proxies if that is a proxy",
                who=shown_group(group),
            )
            return _too_fast("too many connections from your address", refusal)
        self.mark_busy(connection)
        self._uncount(self._open.get(connection))
        self._websockets.add_connection(group)
        self._open[connection] = self._websockets, group
        return None

    def websocket_refusal(self, address: str | None) -> RawResponse | None:
        """
        Returns the refusal that a WebSocket of `address` would get now, or None; counts and logs nothing.
        """
        if self._websockets.is_full(address_group_of(address)):
            return TOO_MANY
        try:
            self._upgrades.take(address, self._clock.seconds())
        except Refusal as refusal:
            return _too_fast("too many connections from your address", refusal)
        self._upgrades.give_back(address)
        return None

    def replace_connection(self, old: Connection, new: Connection) -> None:
        """
        Counts `new` in place of `old`: the same connection with another protocol.
        """
        self.mark_busy(old)
        self._open[new] = self._open.pop(old, None)

    def mark_idle(self, connection: Idle) -> None:
        """
        Marks an HTTP connection as idle: it may be closed to make room.
        """
        if connection in self._open:
            self._idle[connection] = None
            entry = self._open[connection]
            if entry is not None:
                self._idle_of.setdefault(entry[1], {})[connection] = None

    def mark_busy(self, connection: Connection) -> None:
        """
        Marks a connection as busy with a request.
        """
        if connection in self._idle:
            del self._idle[connection]
            entry = self._open[connection]
            if entry is not None:
                idle = self._idle_of[entry[1]]
                del idle[connection]
                if not idle:
                    del self._idle_of[entry[1]]

    def remove_connection(self, connection: Connection) -> None:
        """
        Stops counting a connection.
        """
        self.mark_busy(connection)
        self._uncount(self._open.pop(connection, None))

    def expire_budgets(self, now: float) -> None:
        """
        Drops addresses whose budget is full.  Called once per second.
        """
        self._upgrades.drop_idle(now)
        self._requests.drop_idle(now)
        self._anonymous.drop_idle(now)

    def _close_one(self, idle: dict[Idle, None]) -> bool:
        # The connection that has been idle longest.  It is not counted while it closes.
        connection = next(iter(idle), None)
        if connection is None:
            return False
        self.remove_connection(connection)
        connection.make_room()
        return True

    def _uncount(self, entry: _Entry) -> None:
        if entry is not None:
            count, group = entry
            count.remove_connection(group)

    def _log_too_many(self, setting: str, what: str, most: int, group: _Group) -> None:
        self._log.record(
            setting,
            "refused {who}, which has {most} {what} already; the setting is limits.{setting}, or"
            " server.trusted_proxies if that is a proxy",
            who=shown_group(group),
            what=what,
            most=most,
            setting=setting,
        )


def _too_fast(text: str, refusal: Refusal) -> RawResponse:
    # Retry-After is in whole seconds: round up.
    return RawResponse(429, text, (("Retry-After", str(-(-(refusal.retry_after or 1000) // 1000))),))


def _upgrade_burst(limits: Limits) -> float:
    return max(limits.websockets_per_second, float(limits.websockets_per_address))
