"""
The common port: reads the head of the first request and turns the connection into a WebSocket, a stream of events or
an HTTP channel.

A WebSocket keeps no HTTP objects, and a refused connection is answered before any are made.
"""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from msgspec.structs import replace
from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import Protocol, connectionDone
from twisted.logger import Logger
from twisted.python.failure import Failure

from chatd.clock import Clock
from chatd.domain.addresses import address_group_of
from chatd.domain.counters import Counters, Door
from chatd.domain.limits import Limits
from chatd.errors import Refusal
from chatd.http.accept_gate import AcceptGate
from chatd.http.admission import Admission
from chatd.http.channel import BoundedChannel, BoundedSite
from chatd.http.connection_query import NOT_PRESENT, has_parameter
from chatd.http.event_request import wants_events
from chatd.http.event_stream import EventStream
from chatd.http.event_streams import EventStreams
from chatd.http.factory import HTTPFactory
from chatd.http.head import END, BadHead, Head, check_begun, parse, too_large
from chatd.http.hosts import Hosts
from chatd.http.origins import Origins
from chatd.http.problems import refused
from chatd.http.proxies import Client, ClientReader, Proxies, peer_of
from chatd.http.responses import BUSY, RawResponse
from chatd.http.stream_connection import StreamConnection
from chatd.http.upgrade import PATH, UpgradePolicy, answer_common, credentials_of, request_for_autobahn
from chatd.refusal_log import RefusalLog
from chatd.websocket.server import ChatFactory, ChatProtocol


class FirstRequestProtocol(Protocol):
    """
    A connection whose first request is incomplete.
    """

    factory: "FrontFactory"
    transport: Any

    def __init__(self, addr: IAddress | None, deadline: float) -> None:
        self.addr = addr
        self.deadline = deadline
        self._data = b""
        self._done = False
        self._handshake: tuple[Client, Head] | None = None
        self._paused = False

    def connectionMade(self) -> None:
        """
        Counts the connection, or refuses it.
        """
        _no_delay(self.transport)
        self.factory.add_connection(self)

    def dataReceived(self, data: bytes) -> None:
        """
        Collects the head; hands the connection over when it is complete.
        """
        if self._handshake is not None:
            # It waits for its turn; a paused TLS transport still delivers what it has decrypted.
            self._data += data
        if self._done:
            return
        # The end of the head may be split between two reads: search from the last few bytes on.
        begin = max(0, len(self._data) - len(END) + 1)
        self._data += data
        end = self._data.find(END, begin)
        most = self.factory.limits.head
        if end >= 0 and end + len(END) <= most:
            self._done = True
            whole, self._data = self._data, b""
            self.factory.route(self, whole[: end + len(END)], whole[end + len(END) :])
            return
        try:
            if end >= 0 or len(self._data) > most:
                self.factory.refusals.record_too_large("head", most)
                raise too_large(self._data, most)
            check_begun(self._data, begin)
        except BadHead as bad:
            self.refuse(bad)

    @property
    def request_begun(self) -> bool:
        """
        Whether a part of a request has arrived.
        """
        return bool(self._data) or self._handshake is not None

    def upgrade_in_turn(self, client: Client, head: Head, rest: bytes) -> None:
        """
        Becomes a WebSocket or a stream of events in its turn; `rest` are the bytes after the head.
        """
        self._handshake, self._data = (client, head), rest
        if not self.factory.turns.schedule(self) and self._handshake is not None:
            self._paused = True
            self.transport.pauseProducing()

    @property
    def turn_group(self) -> str | None:
        return None if self._handshake is None else address_group_of(self._handshake[0].address)

    @property
    def waiting_bytes(self) -> int:
        return len(self._data)

    def run_turn(self) -> None:
        if self._handshake is None:
            return
        (client, head), rest = self._handshake, self._data
        self._end_wait()
        self.factory.upgrade(self, client, head, rest)

    def refuse_turn(self) -> None:
        self._end_wait()
        self.turn_away(BUSY)

    def _end_wait(self) -> None:
        self._handshake, self._data = None, b""
        if self._paused:
            self._paused = False
            self.transport.resumeProducing()

    def refuse(self, bad: BadHead) -> None:
        """
        Answers a malformed head, and closes.
        """
        self._answer_and_close(bad.status, refused(bad.status, str(bad), method=bad.method, path=bad.path))

    def turn_away(self, why: RawResponse) -> None:
        """
        Sends the refusal `why` and closes, before a request has been read.
        """
        self._answer_and_close(why.status, why.answer())

    def _answer_and_close(self, status: int, answer: bytes) -> None:
        self._done = True
        self._data = b""
        self.factory.gate.leave(self)
        self.factory.close_with(self.transport, "connection", status, answer)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """
        Stops counting a connection that never sent a request.
        """
        self.factory.turns.forget(self)
        self._handshake = None
        self.factory.connection_closed(self)


Connection = FirstRequestProtocol | BoundedChannel | ChatProtocol | EventStream | StreamConnection
"""The protocols of a connection: first a `FirstRequestProtocol`, then one of the others."""


class FrontFactory(HTTPFactory):
    """
    Counts connections, hands them over by their first request, and enforces the deadlines of those that are neither
    WebSockets nor streams of events.

    `plain` are the paths that accept a WebSocket without a subprotocol; `streams` opens streams of events.
    """

    _log = Logger()
    noisy = False

    def __init__(
        self,
        chat: ChatFactory,
        make_site: Callable[..., BoundedSite],
        *,
        clock: Clock,
        limits: Limits,
        counters: Counters,
        proxies: Proxies,
        hosts: Hosts,
        origins: Origins,
        plain: Collection[str],
        streams: EventStreams | None = None,
        refusals: RefusalLog | None = None,
    ) -> None:
        self.limits = limits
        self.counters = counters
        self.turns = chat.turns
        self._chat = chat
        self._streams = streams
        self._clock = clock
        self.refusals = refusals or RefusalLog(clock)
        self.gate = AcceptGate(limits, clock, self.refusals)
        self._admission = Admission(limits, clock, self.refusals)
        self._clients = ClientReader(proxies, self.refusals)
        self._hosts = hosts
        self._upgrades = UpgradePolicy(
            admission=self._admission,
            clients=self._clients,
            hosts=hosts,
            origins=origins,
            plain=plain,
            refusals=self.refusals,
        )
        self._site = make_site(
            read_client=self._clients.read_client,
            upgrade=self.upgrade,
            gone=self.connection_closed,
            admit=self._refusal_of_request,
            recognised=self._sender_recognised,
            rest=self._request_answered,
            work=self._admission.mark_busy,
            refusals=self.refusals,
            turns=self.turns,
        )
        self._waiting: dict[FirstRequestProtocol | BoundedChannel, None] = {}
        chat.released = self.connection_closed

    def buildProtocol(self, addr: IAddress | None) -> Any:
        """
        Makes the protocol of an accepted connection, with the deadline of its first request.
        """
        front = FirstRequestProtocol(addr, self._clock.seconds() + self.limits.handshake_seconds)
        front.factory = self
        return front

    def add_connection(self, front: FirstRequestProtocol) -> None:
        """
        Counts a new connection, or refuses it.
        """
        self.counters.accepted += 1
        self._waiting[front] = None
        peer = peer_of(front.addr)
        proxy = self._clients.is_proxy(peer)
        self.gate.enter(front, peer, proxy=proxy)
        why = self._admission.admit_connection(front, peer, proxy=proxy)
        if why is not None:
            front.turn_away(why)

    def route(self, front: FirstRequestProtocol, raw: bytes, rest: bytes) -> None:
        """
        Hands a connection over according to the head of its first request, `raw`; `rest` are the bytes after it.
        """
        try:
            head = parse(raw)
        except BadHead as bad:
            front.refuse(bad)
            return
        client = self._clients.read_client(front.transport, head)
        if head.wants_websocket or wants_events(head):
            front.upgrade_in_turn(client, head, rest)
            return
        proxy = self._clients.is_proxy(peer_of(front.addr))
        channel = self._site.channel(
            front.deadline, self.limits.proxy_idle_seconds if proxy else self.limits.idle_seconds
        )
        self._replace(front, channel)
        self._waiting[channel] = None
        _swap(front.transport, channel)
        channel.makeConnection(front.transport)
        channel.serve_first_request(head, client, rest)

    def _sender_recognised(self, client: Client, charged: bool) -> None:
        # Its request is no stranger's: what it took of the budgets for those is given back.
        self._admission.refund_anonymous(client.address)
        if not charged:
            self.turns.waive()

    def _request_answered(self, channel: BoundedChannel) -> None:
        self.gate.leave(channel)
        self._admission.mark_idle(channel)

    def connection_closed(self, protocol: Connection) -> None:
        """
        Stops counting a closed connection of any protocol.
        """
        if isinstance(protocol, FirstRequestProtocol | BoundedChannel):
            self._waiting.pop(protocol, None)
        self.gate.leave(protocol)
        self._admission.remove_connection(protocol)

    def cut_off_overdue(self) -> None:
        """
        Aborts connections whose request is not complete in time.  Called once per second.
        """
        now = self._clock.seconds()
        for protocol in tuple(self._waiting):
            if protocol.deadline is not None and now >= protocol.deadline:
                self._chat.closings.schedule(partial(self._cut_off, protocol, protocol.deadline))
        self.gate.free_overdue(now)
        self._admission.expire_budgets(now)
        self.refusals.log_repeats(now)

    def _cut_off(self, protocol: FirstRequestProtocol | BoundedChannel, deadline: float) -> None:
        # It may have been closed, or answered, while it waited for its turn.
        if protocol not in self._waiting or protocol.deadline != deadline:
            return
        del self._waiting[protocol]
        self.counters.refused["connection", "deadline"] += 1
        if protocol.request_begun:
            self.refusals.record(
                "handshake_seconds",
                "cut off {who}, whose request was not whole after {most} seconds; the setting is"
                " limits.handshake_seconds",
                who=peer_of(protocol.transport.getPeer()) or "a peer on a Unix socket",
                most=self.limits.handshake_seconds,
            )
        protocol.transport.abortConnection()

    def apply_limits(self, hsts_seconds: int) -> None:
        """
        Uses the present values of the limits, and this time for `Strict-Transport-Security`.
        """
        self._admission.apply_limits()
        self.gate.update_ports()
        self._site.set_hsts(hsts_seconds)

    def bound_by_files(self, files: int) -> None:
        """
        Refuses connections beyond `files`, too: the number that the system's limit on open files leaves room for.
        """
        self._admission.files = files

    def begin_draining(self) -> None:
        """
        Refuses WebSockets and streams from now on, and makes the answer to each request the last one of its connection.
        """
        self._upgrades.draining = True
        self._site.draining = True

    def close_idle(self) -> None:
        """
        Closes the connections that are not WebSockets and wait for a request.
        """
        for protocol in tuple(self._waiting):
            if not protocol.request_begun:
                protocol.transport.loseConnection()

    def has_requests(self) -> bool:
        """
        Whether a connection that is no WebSocket has a request that is not answered yet.
        """
        return any(protocol.request_begun for protocol in self._waiting)

    def close_http(self) -> None:
        """
        Closes all connections that are not WebSockets.
        """
        for protocol in tuple(self._waiting):
            protocol.transport.loseConnection()

    @property
    def handshakes(self) -> int:
        """
        The number of connections whose first request is not complete.
        """
        return sum(isinstance(protocol, FirstRequestProtocol) for protocol in self._waiting)

    @property
    def http_connections(self) -> int:
        """
        The number of connections that speak HTTP.
        """
        return len(self._waiting) - self.handshakes

    def _refusal_of_request(self, channel: BoundedChannel) -> RawResponse | None:
        # Per request: one proxy connection serves many clients.
        client = channel.client
        if client.unread:
            self._clients.log_unread(client.unread)
        why = (
            self._admission.admit_request(client.address)
            or self._admission.admit_anonymous(client.address)
            or self._hosts.refusal_of(channel.head, client.address, secure=client.secure)
        )
        if channel.head.path == PATH:
            # By this request clients find out why their handshakes fail, also those of other origins.
            why = why or self._upgrades.refusal_of_probe(client)
            return None if why is None else replace(why, fields=(*why.fields, ("Access-Control-Allow-Origin", "*")))
        return why

    def upgrade(self, old: FirstRequestProtocol | BoundedChannel, client: Client, head: Head, rest: bytes) -> None:
        """
        Makes a connection a WebSocket or a stream of events, or refuses that.
        """
        if not head.wants_websocket:
            self._open_stream(old, client, head)
            return
        why = self._upgrades.refusal_of(old, client, head)
        if why is None:
            self._hand_over(old, client, head, rest)
        else:
            self.close_with(old.transport, "handshake", why.status, why.answer(headed=head.method == "HEAD"))

    def _open_stream(self, old: FirstRequestProtocol | BoundedChannel, client: Client, head: Head) -> None:
        streams, transport = self._streams, old.transport
        assert streams is not None
        why = self._upgrades.refusal_of_request(client, head)
        if why is not None:
            self._turn_away(transport, why, streams, client, head)
            return
        if head.method == "OPTIONS":
            transport.write(streams.options(head, client))
            transport.loseConnection()
            return
        try:
            request, credentials = streams.read_request(head, client)
        except Refusal as refusal:
            self.close_with(transport, "http", *streams.problem_answer(refusal, head, client))
            return
        why = self._upgrades.admit_stream(old, client)
        if why is not None:
            self._turn_away(transport, why, streams, client, head)
            return
        stream = streams.take_over(transport, request, head, client)
        self._replace(old, stream)
        _swap(transport, stream)
        stream.begin(credentials, late=isinstance(old, BoundedChannel))

    def _turn_away(self, transport: Any, why: RawResponse, streams: EventStreams, client: Client, head: Head) -> None:
        fields = (*why.fields, *streams.fields(head, client))
        answer = refused(why.status, why.text, method=head.method, path=head.path, fields=fields)
        self.close_with(transport, "http", why.status, answer)

    def close_with(self, transport: Any, door: Door, status: int, answer: bytes) -> None:
        """
        Sends the error answer of a request, counts it, and closes.
        """
        self.counters.refused[door, str(status)] += 1
        transport.write(answer)
        transport.loseConnection()

    def _hand_over(self, old: FirstRequestProtocol | BoundedChannel, client: Client, head: Head, rest: bytes) -> None:
        transport = old.transport
        late = isinstance(old, BoundedChannel)
        protocol = self._chat.take_over(
            transport,
            client.address,
            credentials_of(head, secure=client.secure),
            late=late,
            present=not has_parameter(head, NOT_PRESENT),
        )
        self._replace(old, protocol)
        _swap(transport, protocol)
        answer = answer_common(head, deflate=self._chat.deflate)
        if answer is None:
            protocol.dataReceived(request_for_autobahn(head, deflate=self._chat.deflate) + rest)
        else:
            protocol.open_common(answer, rest)

    def _replace(self, old: FirstRequestProtocol | BoundedChannel, new: Connection) -> None:
        self._waiting.pop(old, None)
        self.gate.replace_connection(old, new)
        self._admission.replace_connection(old, new)


def _swap(transport: Any, protocol: Connection) -> None:
    # TLS wraps the protocol once more.  Both kinds of transport look up this attribute at every read.
    name = "wrappedProtocol" if hasattr(transport, "wrappedProtocol") else "protocol"
    setattr(transport, name, protocol)


def _no_delay(transport: Any) -> None:
    # Autobahn intends to set it and never does.
    if hasattr(transport, "setTcpNoDelay"):
        try:
            transport.setTcpNoDelay(True)
        except OSError:
            # A Unix socket has no such option, and the connection may be closed already.
            return
