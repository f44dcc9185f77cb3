"""
The sink of a connection without a WebSocket: each frame leaves as an entry of a stream of server-sent events.
"""

from collections.abc import Iterator

from chatd.interfaces.delivery import DirectSocket, Form
from chatd.protocol.codec import encode
from chatd.protocol.replies import AnyAnswer
from chatd.websocket.outbox import NO_WAY, Outbox

_SHORT, _MEDIUM = 126, 127


class EntrySink:
    """
    Receives the events of rooms as frames of a WebSocket, and writes their payloads as entries: a
    `chatd.interfaces.delivery.Sink`.

    Such connections are few; the fan-out need not know of them.
    """

    __slots__ = ("_outbox",)

    form: Form = "json"
    straight: DirectSocket = NO_WAY

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    @property
    def behind(self) -> bool:
        return self._outbox.behind

    def put(self, data: bytes) -> None:
        self._outbox.put(b"".join(map(data_entry, payloads(data))))

    def push(self, data: bytes, sent: int = 0) -> None:
        self._outbox.push(b"".join(map(data_entry, payloads(data))))

    def put_note(self, answer: AnyAnswer) -> None:
        """
        Writes what the server tells this connection alone.
        """
        self._outbox.put(data_entry(encode(answer)))

    def put_answer(self, answer: AnyAnswer) -> None:
        """
        Writes the answer to a command: it does not count to the reader's own limit of bytes.
        """
        self._outbox.answer(data_entry(encode(answer)))


def data_entry(payload: bytes) -> bytes:
    """
    Returns the entry with this JSON, which has no line breaks, as its data.
    """
    return b"data: %b\n\n" % payload


def payloads(frames: bytes) -> Iterator[bytes]:
    """
    Yields the payloads of whole unmasked frames, as `chatd.websocket.frames.frame` makes them.
    """
    at = 0
    while at < len(frames):
        size = frames[at + 1]
        at += 2
        if size >= _SHORT:
            width = 8 if size == _MEDIUM else 2
            size = int.from_bytes(frames[at : at + width], "big")
            at += width
        yield frames[at : at + size]
        at += size
