"""
The private parts of Twisted, Autobahn and the standard library that chatd relies on: the list, and functions that read
some of them.

They may change with any release: a test checks the list against the installed versions and the sources against the
list. Those of Autobahn are used in `chatd.websocket.autobahn` alone, those of Twisted's HTTP in
`chatd.http.channel`, `chatd.http.exchange` and `chatd.http.twisted_request`.
"""

import os
import select
from collections.abc import Iterator
from typing import Any, NamedTuple

from twisted.logger import globalLogPublisher
from twisted.python.logfile import BaseLogFile


class PrivateUse(NamedTuple):
    """
    One private attribute or method: the class that has it, and why there is no other way.
    """

    owner: str
    name: str
    why: str


_AUTOBAHN = "autobahn.websocket.protocol.WebSocketProtocol"
_SERVER = "autobahn.websocket.protocol.WebSocketServerProtocol"
_CHANNEL = "twisted.web.http.HTTPChannel"

PRIVATE_USES = (
    PrivateUse(_AUTOBAHN, "_perMessageCompress", "None for all connections that do not compress"),
    PrivateUse(_AUTOBAHN, "_dataReceived", "bytes that are no common frame, without the log of `dataReceived`"),
    PrivateUse(
        "autobahn.twisted.websocket.WebSocketAdapterProtocol",
        "_transport_details",
        "made by its `connectionMade` alone",
    ),
    PrivateUse(
        "autobahn.twisted.websocket.WebSocketAdapterProtocol", "_onOpen", "the moment when the handshake is not needed"
    ),
    PrivateUse(_SERVER, "_wskey", "part of the handshake that is dropped"),
    PrivateUse(
        "autobahn.websocket.compress_deflate.PerMessageDeflate",
        "_decompressor",
        "kept until the next message: several kilobytes for each connection",
    ),
    PrivateUse(_CHANNEL, "_waitingForTransport", "whether answers wait for the peer to read them"),
    PrivateUse(_CHANNEL, "_dataBuffer", "what follows a request that becomes a WebSocket"),
    PrivateUse(_CHANNEL, "_handlingRequest", "bytes behind a request that Twisted does not see wait for its answer"),
    PrivateUse(_CHANNEL, "_networkProducer", "unregistered before a connection becomes a WebSocket"),
    PrivateUse(_CHANNEL, "_respondToBadRequestAndDisconnect", "overridden: it answers without a body and a count"),
    PrivateUse(_CHANNEL, "_send100Continue", "overridden: it answers who announces no body"),
    PrivateUse(
        "twisted.protocols.basic.LineReceiver",
        "_buffer",
        "what follows a head, and a begun line that can become no head",
    ),
    PrivateUse(
        "twisted.internet.abstract.FileDescriptor",
        "_tempDataLen",
        "whether earlier answers wait, or the next one may go to the kernel directly",
    ),
    PrivateUse("twisted.web.server.Request", "_handleStar", "overridden: it answers OPTIONS * with 405"),
    PrivateUse("twisted.internet.base.ReactorBase", "_pendingTimedCalls", "cancelled timers keep their place in it"),
    PrivateUse("twisted.internet.base.ReactorBase", "_newTimedCalls", "timers that have no place in the heap yet"),
    PrivateUse(
        "twisted.internet.epollreactor.EPollReactor", "_poller", "it reads all connections that are ready in one turn"
    ),
    PrivateUse(
        "twisted.internet.base.ReactorBase", "_exitSignal", "twistd would end as if killed after an orderly stop"
    ),
    PrivateUse(
        "twisted.protocols._sni.SNIConnectionCreator", "_contextLookup", "whether a directory has a certificate at all"
    ),
    PrivateUse("twisted.logger.LogPublisher", "_observers", "the only reference to the file of twistd --logfile"),
    PrivateUse("twisted.logger.FileLogObserver", "_outFile", "that file"),
    PrivateUse("twisted.python.logfile.BaseLogFile", "_file", "whether the open file still has its name"),
    PrivateUse("argparse.ArgumentParser", "_actions", "its options and commands, for completion and the manual page"),
    PrivateUse("argparse._SubParsersAction", "_get_subactions", "the commands with their help"),
    PrivateUse("argparse.ArgumentParser", "_print_message", "overridden: it hides errors of standard output"),
)


def timed_calls(reactor: Any) -> Iterator[Any]:
    """
    All timers of a reactor, cancelled ones too, which `getDelayedCalls` leaves out.
    """
    yield from reactor._pendingTimedCalls  # noqa: SLF001
    yield from reactor._newTimedCalls  # noqa: SLF001


class _BoundedPoller:
    # An epoll object that returns at most so many events at a time.  The kernel returns the others first, next time.

    def __init__(self, poller: Any, most: int) -> None:
        poll = poller.poll
        self.poll = lambda timeout, wanted: poll(timeout, min(wanted, most))
        self.register = poller.register
        self.modify = poller.modify
        self.unregister = poller.unregister


def bound_events(reactor: Any, most: int) -> None:
    """
    Let a reactor that uses epoll serve at most `most` connections in one turn; others stay as they are.
    """
    poller = getattr(reactor, "_poller", None)
    if hasattr(select, "epoll") and isinstance(poller, select.epoll):
        reactor._poller = _BoundedPoller(poller, most)  # noqa: SLF001


def forget_exit_signal(reactor: Any) -> None:
    """
    Let twistd end with status 0, whichever signal asked it to stop.
    """
    reactor._exitSignal = None  # noqa: SLF001


def has_default_certificate(connection_creator: Any) -> bool:
    """
    Whether a ``tls:`` endpoint has found a certificate in its directory.
    """
    return connection_creator._contextLookup(None) is not None  # noqa: SLF001


def log_files() -> Iterator[Any]:
    """
    The files that ``twistd --logfile`` writes to.
    """
    for observer in globalLogPublisher._observers:  # noqa: SLF001
        file = getattr(observer, "_outFile", None)
        if isinstance(file, BaseLogFile):
            yield file


def stat_of_open_file(file: BaseLogFile) -> os.stat_result:
    """
    The status of the file that is open, whatever has its name now.
    """
    opened: Any = file._file  # noqa: SLF001
    return os.fstat(opened.fileno())
