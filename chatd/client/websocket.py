"""
A client on Twisted that stays connected: rooms, messages and events over one WebSocket.
"""

import random
import re
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

from autobahn.twisted.websocket import WebSocketClientFactory
from twisted.internet.defer import Deferred, fail
from twisted.internet.endpoints import HostnameEndpoint, UNIXClientEndpoint, wrapClientTLS
from twisted.internet.ssl import Certificate, optionsForClientTLS, trustRootFromCertificates

from chatd.client.backoff import Backoff
from chatd.client.commands import OPEN_SECONDS, ChatConnection, ChatProtocolClient
from chatd.client.connections import ServerAddress, parse_url
from chatd.client.errors import ChatdError, ChatdProblem, ChatdUnreachable, Json, checked_token
from chatd.client.room import ChatRoom, EventListeners

FRAME_MAX = 32 * 1024 * 1024
"""No frame of chatd is as long as this."""
STABLE_SECONDS = 10.0
"""A connection that lasted so long was no failure."""
_LOGINS = 3
_LOGIN_ENDED = 4002

Token = str | Callable[[], "str | Awaitable[str]"]


class ChatClient(EventListeners):
    """
    One connection to a chatd server, through all losses of it.

    `url` is ``http(s)://host[:port][/prefix]`` (or ``ws``, ``wss``), or ``unix:/path``.  Who one is: `token`, an API
    key, the token of a user, or a function that returns or promises one and is called for each connection and before a
    login expires; or `guest`, the wished name of a guest.  `ca_file` names the certificates (PEM) of a private
    authority.

    After a loss it waits as long as the server has asked, or a random time that grows, and joins its rooms again from
    where they were.  `closed` fires when it was closed, or fails with the `ChatdError` for which it does not come back.

    `on("state", …)` is told `state`: `connecting`, `online`, `waiting` (with `seconds` and `reason`), `refused` and
    `ended` (with `error`), `closed`.  `on("login", …)` is told `user`, `account` and `expires`.  Events of the protocol
    that are of no joined room come under their own names.
    """

    def __init__(
        self,
        reactor: Any,
        url: str,
        *,
        token: Token | None = None,
        guest: str | None = None,
        ca_file: str | None = None,
        endpoint: Any = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        super().__init__()
        if (token is None) == (guest is None):
            raise ValueError("expected one of `token` and `guest`")
        address = parse_url(re.sub(r"^ws(s?)://", r"http\1://", url))
        self.state = "idle"
        self.user: Json = {}
        self.account: Json = {}
        self.closed: Deferred[None] = Deferred()
        self._reactor = reactor
        self._token = checked_token(token) if isinstance(token, str) else token
        self._guest = guest
        self._guest_token: str | None = None
        self._rooms: dict[str, ChatRoom] = {}
        self._endpoint = endpoint or _endpoint(reactor, address, ca_file)
        self._address = address
        self._backoff = Backoff(chance, first=1.0)
        self._connection: ChatConnection | None = None
        self._opened_at = 0.0
        self._timer: Any = None

    def room(self, name: str, *, since: Json | None = None, limit: int = 50) -> ChatRoom:
        """
        Returns the room of that name, the same one each time; `join` it after its listeners were added.

        `since` is an earlier `position`: what came after it is told first.  Else `limit` are the newest events that the
        first `joined` has at most.
        """
        if name not in self._rooms:
            self._rooms[name] = ChatRoom(name, lambda: self.user, partial(self._join_room, name), since, limit)
        return self._rooms[name]

    def connect(self) -> None:
        """
        Connects, and stays connected.  `ChatRoom.join` does this, too.
        """
        if self.state == "idle":
            self._attempt()

    def close(self) -> None:
        """
        Closes the connection and does not come back.
        """
        if self.state not in {"closed", "refused", "ended"}:
            self._finish("closed", None)

    def command(self, kind: str, **fields: Any) -> Deferred[Json]:
        """
        Any command of the protocol; fires with the answer, and fails at once while there is no connection.
        """
        if self._connection is None or self.state != "online":
            return fail(ChatdUnreachable("there is no connection"))
        return self._connection.command(kind, **fields)

    def _join_room(self, name: str) -> None:
        if self._connection is not None and self.state == "online":
            self._rooms[name].resume(self._connection)
        elif self.state in {"closed", "refused", "ended"}:
            self._rooms[name].end(ChatdUnreachable(f"the client is {self.state}"))
        else:
            self.connect()

    def _attempt(self) -> None:
        self._timer = None
        self._set_state("connecting")
        self._opened_at = self._reactor.seconds()
        connection = ChatConnection(self._reactor, self._received, self._lost)
        self._connection = connection
        factory = _factory(self._address)
        factory.protocol = partial(_make_protocol, connection)

        def failed(failure: Any) -> None:
            connection.ended(1006, failure.getErrorMessage())

        def connected(protocol: Any) -> None:
            if connection.closed:
                protocol.transport.abortConnection()

        self._endpoint.connect(factory).addCallbacks(connected, failed)

    def _received(self, event: Json) -> None:
        connection = self._connection
        if connection is None:
            return
        kind = event["type"]
        room = self._rooms.get(event.get("room") or "")
        if kind == "welcome":
            self._run(connection, self._log_in(connection))
        elif kind == "expiring" and callable(self._token):
            self._run(connection, self._renew(connection))
        elif kind == "me":
            self.user = event.get("user", self.user)
            self.account = event.get("account", self.account)
        if room is not None:
            room.receive(event)
        self.emit(event)

    def _run(self, connection: ChatConnection, work: Any) -> None:
        Deferred.fromCoroutine(work).addErrback(lambda failure: connection.drop(failure.getErrorMessage()))

    async def _log_in(self, connection: ChatConnection) -> None:
        # A token that cannot be had now is asked for again on the next connection.
        answer: Json | None = None
        for left in reversed(range(_LOGINS)):
            try:
                answer = await connection.insist("login", **await self._credentials())
                break
            except ChatdProblem as problem:
                stale = problem.code in {"bad_token", "expired"} and (callable(self._token) or self._guest_token)
                self._guest_token = None
                if not (stale and left):
                    self._finish("refused", problem)
                    return
        if answer is None or connection.closed:
            return
        self._logged_in(answer)
        self._set_state("online")
        for room in tuple(self._rooms.values()):
            room.resume(connection)

    async def _renew(self, connection: ChatConnection) -> None:
        # Without a new token the connection lasts until the old one expires.
        try:
            self._logged_in(await connection.insist("login", **await self._credentials()))
        except Exception:
            self._log.failure("the login was not renewed")

    async def _credentials(self) -> Json:
        if callable(self._token):
            promised = self._token()
            return {"token": checked_token(promised if isinstance(promised, str) else await promised)}
        token = self._token or self._guest_token
        return {"guest": self._guest} if token is None else {"token": token}

    def _logged_in(self, answer: Json) -> None:
        self.user = answer["user"]
        self.account = answer.get("account") or {}
        self._guest_token = answer.get("token", self._guest_token)
        shown = {name: answer.get(name) for name in ("user", "account", "expires")}
        self.emit({"type": "login", **shown})

    def _lost(self, code: int, reason: str, bye: Json | None) -> None:
        self._connection = None
        if self.state in {"closed", "refused", "ended"}:
            return
        for room in self._rooms.values():
            room.suspend()
        if not _may_return(code, bye):
            told = bye or {"reason": reason}
            document = {"code": "closed", "message": told.get("reason") or f"closed with {code}", "close": code}
            self._finish("ended", ChatdProblem(document))
            return
        if self._reactor.seconds() - self._opened_at >= STABLE_SECONDS:
            self._backoff.reset()
        asked = (bye or {}).get("retry_after")
        seconds = self._backoff.next() if asked is None else asked / 1000
        self._timer = self._reactor.callLater(seconds, self._attempt)
        self._set_state("waiting", seconds=seconds, reason=reason)

    def _finish(self, state: str, error: ChatdError | None) -> None:
        self._set_state(state, **({} if error is None else {"error": error}))
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._connection is not None:
            self._connection.drop()
        for room in self._rooms.values():
            room.end(error or ChatdUnreachable("the client was closed"))
        if error is None:
            self.closed.callback(None)
        else:
            self.closed.errback(error)

    def _set_state(self, state: str, **more: Any) -> None:
        self.state = state
        self.emit({"type": "state", "state": state, **more})


def _may_return(code: int, bye: Json | None) -> bool:
    # docs/protocol.md, close codes.
    code = code if bye is None else bye.get("code", code)
    if 4500 <= code <= 4999:
        return False
    asked = bye is None or bye.get("retry_after") is not None
    return asked or (4000 <= code <= 4499 and code != _LOGIN_ENDED)


def _factory(address: ServerAddress) -> Any:
    host = f"[{address.host}]" if ":" in address.host else address.host
    port = "" if address.port is None else f":{address.port}"
    scheme = "wss" if address.secure else "ws"
    path = address.prefix.removesuffix("/ws") + "/ws"
    factory = WebSocketClientFactory(f"{scheme}://{host}{port}{path}", protocols=["chatd.v1"], useragent="chatd-python")
    factory.noisy = False
    # Autobahn would leave the brackets of an IPv6 address out of `Host`.
    factory.host = host
    # The connection has timers of its own.
    factory.setProtocolOptions(
        openHandshakeTimeout=0,
        closeHandshakeTimeout=0,
        serverConnectionDropTimeout=0,
        maxFramePayloadSize=FRAME_MAX,
        maxMessagePayloadSize=FRAME_MAX,
        tcpNoDelay=True,
    )
    return factory


def _make_protocol(connection: ChatConnection) -> ChatProtocolClient:
    protocol = ChatProtocolClient()
    protocol.connection = connection
    return protocol


def _endpoint(reactor: Any, address: ServerAddress, ca_file: str | None) -> Any:
    if address.path is not None:
        return UNIXClientEndpoint(reactor, address.path, timeout=OPEN_SECONDS)
    port = address.port or (443 if address.secure else 80)
    endpoint: Any = HostnameEndpoint(reactor, address.host, port, timeout=OPEN_SECONDS)
    if not address.secure:
        return endpoint
    root = None
    if ca_file is not None:
        blocks = re.findall(
            r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Path(ca_file).read_text("ascii"), re.DOTALL
        )
        if not blocks:
            raise ValueError(f"{ca_file}: expected certificates in PEM form")
        root = trustRootFromCertificates([Certificate.loadPEM(block) for block in blocks])
    return wrapClientTLS(optionsForClientTLS(address.host, trustRoot=root), endpoint)
