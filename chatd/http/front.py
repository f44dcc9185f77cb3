"""
One port: reads the head of the first request and becomes what it asks for, a WebSocket or HTTP.

No HTTP object stays behind a WebSocket, and a refused connection is answered before anything is built for it.
"""

from collections.abc import Callable, Collection
from typing import Any

from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import Protocol, connectionDone
from twisted.logger import Logger
from twisted.python.failure import Failure

from chatd.clock import Clock
from chatd.domain.counters import Counters
from chatd.domain.limits import Limits
from chatd.http.admission import Admission
from chatd.http.channel import BoundedChannel, BoundedSite, HTTPFactory, refused
from chatd.http.head import END, BadHead, Head, check_begun, parse, too_large
from chatd.http.origins import Origins
from chatd.http.proxies import Client, ClientReader, Proxies, peer_of
from chatd.http.responses import RawResponse
from chatd.http.upgrade import UpgradePolicy, answer_common, credentials_of, request_for_autobahn
from chatd.refusal_log import RefusalLog
from chatd.websocket.server import ChatFactory, ChatProtocol


class FirstRequestProtocol(Protocol):
    """
    One connection whose first request is still on its way.
    """

    factory: "FrontFactory"
    transport: Any

    def __init__(self, addr: IAddress | None, deadline: float) -> None:
        self.addr = addr
        self.deadline = deadline
        self._data = b""
        self._done = False

    def connectionMade(self) -> None:
        """
        Count the connection, or refuse it.
        """
        _no_delay(self.transport)
        self.factory.add_connection(self)

    def dataReceived(self, data: bytes) -> None:
        """
        Collect the head; when it is complete, hand the connection over.
        """
        if self._done:
            return
        # The end may have been cut in two: look again at the last bytes, not at everything.
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
        Whether a part of a request has come.
        """
        return bool(self._data)

    def refuse(self, bad: BadHead) -> None:
        """
        Answer a malformed head, and close.
        """
        self._answer_and_close(bad.status, refused(bad.status, str(bad), method=bad.method, path=bad.path))

    def turn_away(self, why: RawResponse) -> None:
        """
        Answer and close, before there is a request.
        """
        self._answer_and_close(why.status, why.answer())

    def _answer_and_close(self, status: int, answer: bytes) -> None:
        self._done = True
        self._data = b""
        self.factory.close_with(self.transport, status, answer)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """
        Stop counting a connection that never sent a request.
        """
        self.factory.connection_closed(self)


Connection = FirstRequestProtocol | BoundedChannel | ChatProtocol
"""What a connection is: a `FirstRequestProtocol`, then one of the others."""


class FrontFactory(HTTPFactory):
    """
    Counts connections, hands them over by their first request, and keeps the deadlines of those that are no WebSocket.

    `plain` are the paths at which a WebSocket without a subprotocol is answered.
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
        origins: Origins,
        plain: Collection[str],
        refusals: RefusalLog | None = None,
    ) -> None:
        self.limits = limits
        self.counters = counters
        self._chat = chat
        self._clock = clock
        self.refusals = refusals or RefusalLog(clock)
        self._admission = Admission(limits, clock, self.refusals)
        self._clients = ClientReader(proxies, self.refusals)
        self._upgrades = UpgradePolicy(
            admission=self._admission, clients=self._clients, origins=origins, plain=plain, refusals=self.refusals
        )
        self._site = make_site(
            read_client=self._clients.read_client,
            upgrade=self._upgrade,
            gone=self.connection_closed,
            admit=self._refusal_of_request,
            rest=self._admission.mark_idle,
            work=self._admission.mark_busy,
            refusals=self.refusals,
        )
        self._waiting: dict[Connection, None] = {}
        chat.released = self.connection_closed

    def buildProtocol(self, addr: IAddress | None) -> Any:
        """
        Make the protocol of an accepted connection, with the deadline of its first request.
        """
        front = FirstRequestProtocol(addr, self._clock.seconds() + self.limits.handshake_seconds)
        front.factory = self
        return front

    def add_connection(self, front: FirstRequestProtocol) -> None:
        """
        Count a new connection, or refuse it.
        """
        self.counters.accepted += 1
        self._waiting[front] = None
        peer = peer_of(front.addr)
        why = self._admission.admit_connection(front, peer, proxy=self._clients.is_proxy(peer))
        if why is not None:
            front.turn_away(why)

    def route(self, front: FirstRequestProtocol, raw: bytes, rest: bytes) -> None:
        """
        Hand a connection over by the head of its first request, `raw`; `rest` came with it.
        """
        try:
            head = parse(raw)
        except BadHead as bad:
            front.refuse(bad)
            return
        client = self._clients.read_client(front.transport, head)
        if head.wants_websocket:
            self._upgrade(front, client, head, rest)
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

    def connection_closed(self, protocol: Connection) -> None:
        """
        Stop counting a connection that has closed, whatever it had become.
        """
        self._waiting.pop(protocol, None)
        self._admission.remove_connection(protocol)

    def cut_off_overdue(self) -> None:
        """
        Once a second: cut off connections whose request is not complete in time.
        """
        now = self._clock.seconds()
        for protocol in tuple(self._waiting):
            if not isinstance(protocol, ChatProtocol) and protocol.deadline is not None and now >= protocol.deadline:
                self.counters.turned_away["deadline"] += 1
                if protocol.request_begun:
                    self.refusals.record(
                        "handshake_seconds",
                        "cut off {who}, whose request was not whole after {most} seconds; the setting is"
                        " limits.handshake_seconds",
                        who=peer_of(protocol.transport.getPeer()) or "a peer on a Unix socket",
                        most=self.limits.handshake_seconds,
                    )
                protocol.transport.abortConnection()
        self._admission.expire_budgets(now)
        self.refusals.log_repeats(now)

    def close_http(self) -> None:
        """
        Close all connections that are no WebSocket, and refuse upgrades from now on.
        """
        self._upgrades.draining = True
        for protocol in tuple(self._waiting):
            protocol.transport.loseConnection()

    def _refusal_of_request(self, channel: BoundedChannel) -> RawResponse | None:
        # By request: a proxy keeps connections for all its clients.
        client = channel.client
        if client.unread:
            self._clients.log_unread(client.unread)
        return self._admission.admit_request(client.address)

    def _upgrade(self, old: FirstRequestProtocol | BoundedChannel, client: Client, head: Head, rest: bytes) -> None:
        why = self._upgrades.refusal_of(old, client, head)
        if why is None:
            self._hand_over(old, client, head, rest)
        else:
            self.close_with(old.transport, why.status, why.answer(headed=head.method == "HEAD"))

    def close_with(self, transport: Any, status: int, answer: bytes) -> None:
        """
        Send an answer that refuses a request, count it by its status, and close.
        """
        self.counters.turned_away[str(status)] += 1
        transport.write(answer)
        transport.loseConnection()

    def _hand_over(self, old: FirstRequestProtocol | BoundedChannel, client: Client, head: Head, rest: bytes) -> None:
        transport = old.transport
        late = isinstance(old, BoundedChannel)
        protocol = self._chat.take_over(
            transport, client.address, credentials_of(head, secure=client.secure), late=late
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
        self._admission.replace_connection(old, new)


def _swap(transport: Any, protocol: Connection) -> None:
    # TLS wraps the protocol once more; both kinds of transport look it up anew for every read.
    name = "wrappedProtocol" if hasattr(transport, "wrappedProtocol") else "protocol"
    setattr(transport, name, protocol)


def _no_delay(transport: Any) -> None:
    # Autobahn means to ask for it and never does.
    if hasattr(transport, "setTcpNoDelay"):
        try:
            transport.setTcpNoDelay(True)
        except OSError:
            # A Unix socket has no such option, and a connection may be gone already.
            return
