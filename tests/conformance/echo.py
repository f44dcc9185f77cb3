"""
chatd's front, factory, protocol and outbox as the echo server that the Autobahn Testsuite expects.

Only what a message means is replaced, and the limits that its cases go beyond on purpose.  Started as
``python -m tests.conformance.echo [--deflate]`` it prints the port it was given and runs until SIGTERM.
"""

import math
import sys
import zlib
from types import SimpleNamespace
from typing import Any, cast

from autobahn.websocket.compress import PerMessageDeflate
from twisted.internet.endpoints import TCP4ServerEndpoint
from twisted.internet.task import LoopingCall

from chatd.chat.commands.dispatch import CommandDispatcher
from chatd.chat.session import NO_LOAD
from chatd.domain.counters import Counters
from chatd.domain.events import User
from chatd.domain.limits import Limits
from chatd.http.channel import BoundedSite
from chatd.http.front import FrontFactory
from chatd.http.hosts import Hosts
from chatd.http.origins import Origins
from chatd.http.proxies import Proxies
from chatd.http.responses import refusal
from chatd.http.static import Page
from chatd.http.upgrade import PATHS
from chatd.protocol.replies import Welcome
from chatd.refusal_log import RefusalLog
from chatd.websocket.frames import frame
from chatd.websocket.server import ChatFactory, ChatProtocol
from chatd.websocket.write_batcher import WriteBatcher

MESSAGE = 24 * 1024 * 1024
"""The cases send up to 16 MiB in one message, in up to 262,144 frames of 64 bytes."""

DEFLATED_MOST = 8192
"""Bytes of the longest message that is really deflated."""

LIMITS = Limits(
    message=MESSAGE,
    frame=MESSAGE,
    fragments=262_144,
    websockets_per_address=1000,
    websockets_per_second=10_000.0,
    reader_bytes=4 * MESSAGE,
)


class EchoSession:
    """
    Takes the place of a session and of its dispatcher: runs no commands and allows any number of pings.
    """

    def __init__(self) -> None:
        # What comes before a login is read more slowly.
        self.user = User("g.echo", "Echo")
        self.load = NO_LOAD
        # What the line at its end says.
        self.ident, self.last_user, self.began, self.commands = "echo", "", 0.0, 0
        self.peer = SimpleNamespace(address="")

    @property
    def session(self) -> "EchoSession":
        return self

    def take_ping(self) -> bool:
        return True

    def check_deadlines(self, now: float) -> float:
        return math.inf

    def end_session(self) -> None:
        """
        Nothing to end.
        """

    def peer_closed(self) -> None:
        """
        Nothing to run.
        """

    def pause_commands(self, *, paused: bool) -> None:
        """
        Nothing to pause.
        """


class Silence:
    """
    A dialect that sends nothing: no case expects a message of the server's own.
    """

    plain = False

    def start_session(self, commands: object, refusal: object = None) -> None:
        """
        Starts nothing.
        """

    def receive_text(self, commands: object, payload: bytes) -> None:
        """
        Ignores the text.
        """

    def encode_reply(self, answer: object) -> None:
        return None


class QuickDeflate(PerMessageDeflate):
    """
    Deflates what is short and only stores what is long (RFC 1951, section 3.2.4): no case asks how small the echo is,
    and zlib's work on the long ones would be most of the run.  No context is kept, as chatd has it.
    """

    def start_compress_message(self) -> None:
        """
        See `PerMessageDeflate`: nothing is known of the message yet.
        """
        self._compressor = None

    def compress_message_data(self, data: bytes) -> bytes:
        """
        See `PerMessageDeflate`: what Autobahn sends comes in one piece.
        """
        assert self._compressor is None
        level = 1 if len(data) <= DEFLATED_MOST else 0
        self._compressor = zlib.compressobj(level, zlib.DEFLATED, -self.server_max_window_bits, self.mem_level)
        return self._compressor.compress(data)


class EchoProtocol(ChatProtocol):
    """
    Sends back what comes in: text in chatd's own frames, what is binary or compressed in Autobahn's.
    """

    _perMessageCompress: Any

    def onOpen(self) -> None:
        """
        The handshake is done; `_perMessageCompress` is what it agreed on.
        """
        agreed = self._perMessageCompress
        if agreed is not None:
            self._perMessageCompress = QuickDeflate(
                True,
                agreed.server_no_context_takeover,
                agreed.client_no_context_takeover,
                agreed.server_max_window_bits,
                agreed.client_max_window_bits,
                agreed.mem_level,
                agreed.max_message_size,
            )
        super().onOpen()

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        """
        A whole message has come.
        """
        if self.state != self.STATE_OPEN:
            return
        if isBinary or self._perMessageCompress is not None:
            self.sendMessage(payload, isBinary)
        else:
            self.sink.push(frame(payload))


class EchoFactory(ChatFactory):
    """
    Makes connections that echo.
    """

    protocol: Any = EchoProtocol


def make_front(clock: Any, *, deflate: bool) -> FrontFactory:
    """
    What listens: chatd's front before an `EchoFactory`.
    """
    counters = Counters()

    def make_session(peer: ChatProtocol) -> CommandDispatcher:
        return cast("CommandDispatcher", EchoSession())

    def make_site(**taken: Any) -> BoundedSite:
        return BoundedSite(Page({}), clock=clock, limits=LIMITS, counters=counters, **taken)

    factory = EchoFactory(
        clock=clock,
        limits=LIMITS,
        counters=counters,
        refusal=refusal,
        make_session=make_session,
        welcome=lambda session: Welcome(server="", session="", user=None, limits={}, heartbeat=25),
        plain=Silence(),
        ping_seconds=3600,
        dead_seconds=7200,
        batcher=WriteBatcher(clock),
        deflate=deflate,
    )
    sweep = LoopingCall(factory.check_connections)
    sweep.clock = clock
    sweep.start(1.0)
    return FrontFactory(
        factory,
        make_site,
        clock=clock,
        limits=LIMITS,
        counters=counters,
        proxies=Proxies(()),
        hosts=Hosts((), RefusalLog(clock)),
        origins=Origins(()),
        plain=PATHS,
    )


def main() -> None:
    """
    Listen on a free port of the loopback, print it, and run.
    """
    from twisted.internet import reactor

    loop: Any = reactor
    endpoint = TCP4ServerEndpoint(loop, 0, interface="127.0.0.1")

    def listens(port: Any) -> None:
        print(port.getHost().port, flush=True)

    endpoint.listen(make_front(loop, deflate="--deflate" in sys.argv[1:])).addCallback(listens)
    loop.run()


if __name__ == "__main__":
    main()
