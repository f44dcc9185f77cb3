"""
One port: reads the head of the first request and becomes what it asks for, a WebSocket or HTTP.

No HTTP object stays behind a WebSocket, and whoever may not come in is turned away before anything is built.
"""

from collections.abc import Callable, Collection
from typing import Any

from twisted.internet.interfaces import IAddress, ISSLTransport
from twisted.internet.protocol import Protocol, connectionDone
from twisted.logger import Logger
from twisted.python.failure import Failure

from chatd.clock import Clock
from chatd.domain.counters import Counters
from chatd.domain.limits import Limits
from chatd.http.admission import Admission
from chatd.http.channel import BoundedChannel, BoundedSite, HTTPFactory, refused
from chatd.http.extensions import read_offers
from chatd.http.head import END, BadHead, Head, check_begun, parse, too_large
from chatd.http.origins import Origins, advice
from chatd.http.proxies import Client, Field, Proxies, peer_of
from chatd.http.responses import UPGRADE, RawResponse
from chatd.http.upgrade import answer_to, request_of, shown
from chatd.protocol.codec import PROTOCOL
from chatd.refusal_log import RefusalLog
from chatd.websocket.server import ChatFactory, ChatProtocol

PLAIN_PATH = "/"
"""Where a WebSocket without a subprotocol is answered; the article's page connects there."""
PATHS = (PLAIN_PATH, "/ws")
"""Where an upgrade is answered."""
GOING = RawResponse(503, "the server is going down", (("Retry-After", "5"),))


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
        Somebody has connected.
        """
        _no_delay(self.transport)
        self.factory.arrived(self)

    def dataReceived(self, data: bytes) -> None:
        """
        Some of the head.
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
    def begun(self) -> bool:
        """
        Whether some of a request has come.
        """
        return bool(self._data)

    def refuse(self, bad: BadHead) -> None:
        """
        Answer what is no request, and close.
        """
        self._leave(bad.status, refused(bad.status, str(bad), method=bad.method, path=bad.path))

    def turn_away(self, why: RawResponse, *, headed: bool = False) -> None:
        """
        Answer and close; with `headed` it is a HEAD that is answered.
        """
        self._leave(why.status, why.answer(headed=headed))

    def _leave(self, status: int, answer: bytes) -> None:
        self._done = True
        self._data = b""
        self.factory.counters.turned_away[str(status)] += 1
        self.transport.write(answer)
        self.transport.loseConnection()

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """
        It is gone before it became anything.
        """
        self.factory.gone(self)


Connection = FirstRequestProtocol | BoundedChannel | ChatProtocol
"""What a connection is: at first a front, then one of the others."""


class FrontFactory(HTTPFactory):
    """
    Decides who comes in, and keeps the deadlines of those who have not become a WebSocket.

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
        self._proxies = proxies
        self._origins = origins
        self._plain = frozenset(plain)
        at = f"; for plain text connect to {PLAIN_PATH} without one" if plain else ""
        self._spoken = f"connect to {PATHS[1]} with the subprotocol {PROTOCOL}{at}"
        self.refusals = refusals or RefusalLog(clock)
        self._admission = Admission(limits, clock, self.refusals)
        self._site = make_site(
            upgrade=self._upgrade_late,
            gone=self.gone,
            over_tls=self._over_tls,
            admit=self._refusal_of_request,
            rest=self._admission.rest,
            work=self._admission.work,
            refusals=self.refusals,
        )
        self._waiting: dict[Connection, None] = {}
        self.draining = False
        chat.released = self.gone

    def buildProtocol(self, addr: IAddress | None) -> Any:
        """
        A connection has been accepted: its whole first request is due in one absolute time.
        """
        front = FirstRequestProtocol(addr, self._clock.seconds() + self.limits.handshake_seconds)
        front.factory = self
        return front

    def arrived(self, front: FirstRequestProtocol) -> None:
        """
        Count a new connection, or turn it away.
        """
        self.counters.accepted += 1
        self._waiting[front] = None
        peer = peer_of(front.addr)
        why = self._admission.arrive(front, peer, proxy=self._proxies.trust(peer))
        if why is not None:
            front.turn_away(why)

    def route(self, front: FirstRequestProtocol, raw: bytes, rest: bytes) -> None:
        """
        The first request's head is whole: `raw`; `rest` came with it.
        """
        try:
            head = parse(raw)
        except BadHead as bad:
            front.refuse(bad)
            return
        if head.upgrade:
            client = self._client(front.transport, head.get)
            why = self._refusal_of(front, client, head)
            if why is not None:
                front.turn_away(why, headed=head.method == "HEAD")
            else:
                self._hand_over(front, client, head, rest)
        else:
            proxy = self._proxies.trust(peer_of(front.addr))
            idle = self.limits.proxy_idle_seconds if proxy else self.limits.idle_seconds
            channel = self._site.channel(front.deadline, idle)
            self._replace(front, channel)
            self._waiting[channel] = None
            _swap(front.transport, channel)
            channel.makeConnection(front.transport)
            channel.dataReceived(raw + rest)

    def gone(self, protocol: Connection) -> None:
        """
        A connection, whatever it had become, has ended.
        """
        self._waiting.pop(protocol, None)
        self._admission.leave(protocol)

    def sweep(self) -> None:
        """
        Once a second: cut off those whose request is not whole in time.
        """
        now = self._clock.seconds()
        for protocol in tuple(self._waiting):
            if not isinstance(protocol, ChatProtocol) and protocol.deadline is not None and now >= protocol.deadline:
                self.counters.turned_away["deadline"] += 1
                if protocol.begun:
                    self.refusals.record(
                        "handshake_seconds",
                        "cut off {who}, whose request was not whole after {most} seconds; the setting is"
                        " limits.handshake_seconds",
                        who=peer_of(protocol.transport.getPeer()) or "a peer on a Unix socket",
                        most=self.limits.handshake_seconds,
                    )
                protocol.transport.abortConnection()
        self._admission.sweep(now)
        self.refusals.log_repeats(now)

    def drop_http(self) -> None:
        """
        Close whatever is no WebSocket: the node is going.
        """
        self.draining = True
        for protocol in tuple(self._waiting):
            protocol.transport.loseConnection()

    def _client(self, transport: Any, field: Field) -> Client:
        # Whose request it is that came on this connection.
        peer = peer_of(transport.getPeer())
        return self._proxies.client(peer, field, encrypted=ISSLTransport.providedBy(transport))

    def _refusal_of_request(self, channel: BoundedChannel) -> RawResponse | None:
        # A proxy keeps connections for all its clients: whose it is changes with the request.
        client = self._client(channel.transport, channel.head.get)
        if client.unread:
            self._tell_unread(client.unread)
        return self._admission.ask(client.address)

    def _tell_unread(self, unread: str | None) -> None:
        name = "X-Forwarded-For" if self._proxies.header == "x-forwarded-for" else "Forwarded"
        if unread is None:
            text = "clients on a Unix socket have no address; if a proxy is there, add `unix` to server.trusted_proxies"
        elif unread:
            text = "a trusted proxy says {unread!r} in {name}, which is no address"
        else:
            text = "a trusted proxy says nothing in {name}"
        self.refusals.record(
            "address",
            text + ": clients without an address share one budget, and no sanction by address binds them;"
            " server.forwarded_header says which field is read",
            name=name,
            unread=(unread or "")[:100],
        )

    def _refusal_of(self, old: FirstRequestProtocol | BoundedChannel, client: Client, head: Head) -> RawResponse | None:
        # Why this upgrade may not be.
        if self.draining:
            return GOING
        if head.method != "GET" or head.version != (1, 1) or head.has_body:
            return RawResponse(400, "a WebSocket begins with a GET of HTTP/1.1 without a body")
        if client.address is None:
            self._tell_unread(client.unread)
        if (why := self._admission.ask(client.address)) is not None:
            return why
        if head.path not in PATHS:
            self.refusals.record(
                "path",
                "refused a WebSocket at {path!r}: they are at {paths} only; a proxy has to take its prefix away",
                path=head.path[:100],
                paths=" and ".join(PATHS),
            )
            return RawResponse(404, f"there is no WebSocket at this path: {self._spoken}")
        if not self._origins.allow(head):
            self._tell_origin(head.get("origin"))
            return RawResponse(403, "this Origin may not connect")
        if head.scheme == "https" and not client.secure:
            return RawResponse(421, "this connection is not over TLS")
        return self._misfit_of(head) or self._admission.upgrade(old, client.address)

    def _misfit_of(self, head: Head) -> RawResponse | None:
        # Why this handshake cannot be agreed to, whoever sends it.
        version = head.get("sec-websocket-version")
        if version.isdigit() and version != "13":
            return RawResponse(426, "this server speaks version 13 of the WebSocket protocol", UPGRADE)
        if read_offers(head.fields.get("sec-websocket-extensions", ())) is None:
            return RawResponse(400, "Sec-WebSocket-Extensions is malformed")
        offered = head.tokens("sec-websocket-protocol")
        if offered and PROTOCOL not in offered:
            self._tell_subprotocol(head)
            return RawResponse(400, f"none of the offered subprotocols is known: {self._spoken}")
        if not offered and head.path not in self._plain:
            self._tell_subprotocol(head)
            return RawResponse(400, f"a WebSocket here needs a subprotocol: {self._spoken}")
        return None

    def _tell_subprotocol(self, head: Head) -> None:
        self.refusals.record(
            "subprotocol",
            "refused a WebSocket at {path} that offers the subprotocols {offered!r}: {spoken}; the settings are in"
            " [plain]",
            path=head.path,
            offered=head.get("sec-websocket-protocol")[:100],
            spoken=self._spoken,
        )

    def _tell_origin(self, origin: str) -> None:
        self.refusals.record(
            f"origin {origin[:200]}",
            "refused a WebSocket from the origin {origin!r}: {advice}",
            origin=origin[:200],
            advice=advice(origin)[:300],
        )

    def _over_tls(self, transport: Any, head: Head) -> bool:
        return self._client(transport, head.get).secure

    def _hand_over(self, old: FirstRequestProtocol | BoundedChannel, client: Client, head: Head, rest: bytes) -> None:
        transport = old.transport
        late = isinstance(old, BoundedChannel)
        protocol = self._chat.adopt(transport, client.address, shown(head, secure=client.secure), late=late)
        self._replace(old, protocol)
        _swap(transport, protocol)
        answer = answer_to(head, deflate=self._chat.deflate)
        if answer is None:
            protocol.dataReceived(request_of(head, deflate=self._chat.deflate) + rest)
        else:
            protocol.open(answer, rest)

    def _replace(self, old: FirstRequestProtocol | BoundedChannel, new: Connection) -> None:
        self._waiting.pop(old, None)
        self._admission.replace(old, new)

    def _upgrade_late(self, channel: BoundedChannel, head: Head, rest: bytes) -> None:
        # An upgrade on a connection that has served requests before, as proxies do it.
        client = self._client(channel.transport, head.get)
        why = self._refusal_of(channel, client, head)
        if why is not None:
            self.counters.turned_away[str(why.status)] += 1
            channel.transport.write(why.answer(headed=head.method == "HEAD"))
            channel.transport.loseConnection()
            return
        self._hand_over(channel, client, head, rest)


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
