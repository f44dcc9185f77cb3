"""
Encodes, compresses and frames each event once for all its recipients.  A frame is one of a WebSocket, or an entry of
a stream of server-sent events.

The frames of one room in one turn of the reactor are joined into one write per member.  Where io_uring is available,
writes to a large room, or to the members of many small rooms, go in one system call.
"""

from collections.abc import Callable, Collection, Sequence
from itertools import accumulate

from twisted.logger import Logger

from chatd.domain.counters import Counters
from chatd.domain.events import Event, Message, PresenceChange, Signal
from chatd.interfaces.delivery import Form, RoomEvent, Sink
from chatd.protocol.codec import encode
from chatd.websocket.event_entries import event_entry
from chatd.websocket.frames import deflated_frame, frame
from chatd.websocket.plain_lines import quote_lines
from chatd.websocket.write_batcher import CROWD, SendToAll, WriteBatcher


class _Bytes(dict[Form, bytes]):
    # The joined frames of some events by form, encoded at first use.

    _log = Logger()

    def __init__(self, posts: Sequence[RoomEvent], epoch_of: Callable[[str], str], *, escape: bool) -> None:
        self._posts = posts
        self._epoch_of = epoch_of
        self._escape = escape
        self.signals = 0
        self._frames: dict[Form, list[bytes]] = {}
        self._lasting: dict[Form, bytes] = {}
        self._ends: dict[Form, list[int]] = {}

    def __missing__(self, form: Form) -> bytes:
        joined = self[form] = b"".join(self.frames(form))
        return joined

    def frames(self, form: Form) -> list[bytes]:
        # One frame per post; empty if the form cannot express it.
        frames = self._frames.get(form)
        if frames is None:
            if form == "json":
                make = _framed
            elif form == "deflate":
                make = _deflated
            elif form == "text":
                make = self._bare
            elif form == "sse-all":
                make = self._entry
            else:
                return self._entries(form)
            try:
                frames = [make(post.event) for post in self._posts]
            except Exception:
                frames = [self._encode_or_skip(make, post.event) for post in self._posts]
            self._frames[form] = frames
        return frames

    def lasting(self, form: Form) -> bytes:
        # The joined frames without signals.  All readers who are behind hold the same bytes, not a copy each.
        data = self._lasting.get(form)
        if data is None:
            frames = self.frames(form)
            kept = [f for post, f in zip(self._posts, frames, strict=True) if not isinstance(post.event, Signal)]
            data = self._lasting[form] = self[form] if len(kept) == len(frames) else b"".join(kept)
            self.signals = len(frames) - len(kept)
        return data

    def end_offsets(self, form: Form) -> list[int]:
        # The end offset of each post's frame in the joined bytes.
        ends = self._ends.get(form)
        if ends is None:
            ends = self._ends[form] = list(accumulate(map(len, self.frames(form))))
        return ends

    def _encode_or_skip(self, make: Callable[[Event], bytes], event: Event) -> bytes:
        # A failure to encode one event must not lose other events or answers.
        try:
            return make(event)
        except Exception:
            self._log.failure("a {event} cannot be told", event=type(event).__name__)
            return b""

    def _entries(self, form: Form) -> list[bytes]:
        # Encoded once for all streams.
        left_out = _LEFT_OUT[form]
        entries = self._frames[form] = [
            b"" if isinstance(post.event, left_out) else entry
            for post, entry in zip(self._posts, self.frames("sse-all"), strict=True)
        ]
        return entries

    def _entry(self, event: Event) -> bytes:
        return event_entry(event, self._epoch_of(event.room))

    def _bare(self, event: Event) -> bytes:
        # A message may have no text, but data; an empty frame would tell a plain reader nothing.
        if not isinstance(event, Message) or not event.text:
            return b""
        return frame(plain_text(event.text, escape=self._escape))


class Fanout:
    """
    Delivers the events of a room to its members.

    A member with the form "text" receives only the text of messages; `escape` makes it safe for HTML.  `epoch_of`
    returns the epoch of a room's log, which is in the ids of server-sent events.
    """

    def __init__(
        self,
        counters: Counters,
        batcher: WriteBatcher,
        *,
        escape: bool = False,
        epoch_of: Callable[[str], str] = lambda room: "",
    ) -> None:
        self._counters = counters
        self._batcher = batcher
        self._escape = escape
        self._epoch_of = epoch_of

    def deliver(self, members: Collection[Sink], posts: Sequence[RoomEvent]) -> None:
        own: dict[Sink, list[int]] = {}
        for index, post in enumerate(posts):
            if post.by is not None and post.by in members:
                own.setdefault(post.by, []).append(index)
        joined = _Bytes(posts, self._epoch_of, escape=self._escape)
        others = [sink for sink in members if sink not in own] if own else members
        send_to_all = self._batcher.send_to_all
        if len(others) < CROWD:
            short = _put_each(others, joined)
        elif send_to_all is None:
            short = _send_each(others, joined)
        else:
            short = _send_together(send_to_all, others, joined)
        self._counters.deliveries += len(others) * len(posts)
        if joined:
            self._counters.bytes_sent += len(others) * max(map(len, joined.values()))
        for sink, sent in short:
            if sink.behind:
                # Signals are dropped for a slow reader: late signals are useless.
                data = joined.lasting(sink.form)
                self._counters.signals_dropped += joined.signals
                if data:
                    sink.push(data)
            else:
                sink.push(joined[sink.form], sent)
        for sink, indexes in own.items():
            self._push_own(sink, posts, indexes, joined)

    def end_turn(self) -> None:
        self._batcher.flush()

    def reply(self, posts: Sequence[RoomEvent]) -> None:
        for post in posts:
            if post.by is not None and post.by.form != "text" and post.reply is not None:
                post.by.push(frame(encode(post.reply)))

    def _push_own(self, sink: Sink, posts: Sequence[RoomEvent], own: Sequence[int], joined: _Bytes) -> None:
        # A sender receives all events, but its own ones are replaced by the replies to it.
        data = joined[sink.form]
        ends = joined.end_offsets(sink.form)
        parts: list[bytes] = []
        begin = 0
        for index in own:
            parts.append(data[begin : ends[index - 1] if index else 0])
            begin = ends[index]
            reply = posts[index].reply
            if reply is not None and sink.form != "text":
                parts.append(frame(encode(reply)))
        parts.append(data[begin:])
        if mine := b"".join(parts):
            self._counters.bytes_sent += len(mine)
            sink.push(mine)
        self._counters.deliveries += len(posts) - len(own)


_LEFT_OUT: dict[Form, tuple[type[Event], ...]] = {
    "sse": (PresenceChange, Signal),
    "sse-presence": (Signal,),
    "sse-signals": (PresenceChange,),
}
"""What is not in the forms of server-sent events, of all that "sse-all" has."""


def _framed(event: Event) -> bytes:
    return frame(encode(event))


def _deflated(event: Event) -> bytes:
    return deflated_frame(encode(event))


def _put_each(members: Collection[Sink], joined: _Bytes) -> list[tuple[Sink, int]]:
    # Queues for the end of the turn, together with writes of other rooms.  Returns the members that are behind.
    short: list[tuple[Sink, int]] = []
    for sink in members:
        if sink.behind:
            short.append((sink, 0))
        elif data := joined[sink.form]:
            sink.put(data)
    return short


def _send_each(members: Collection[Sink], joined: _Bytes) -> list[tuple[Sink, int]]:
    # Returns the members that did not take everything, with the bytes that they took.
    short: list[tuple[Sink, int]] = []
    for sink in members:
        data = joined[sink.form]
        if not data:
            continue
        try:
            sent = sink.straight.send(data)
        except OSError:
            sent = 0
        if sent != len(data):
            short.append((sink, sent))
    return short


def _send_together(send_to_all: SendToAll, members: Collection[Sink], joined: _Bytes) -> list[tuple[Sink, int]]:
    # As `_send_each`, with one system call per form.
    short: list[tuple[Sink, int]] = []
    for form in {sink.form for sink in members}:
        if data := joined[form]:
            sinks = [sink for sink in members if sink.form == form]
            numbers = [sink.straight.fileno() for sink in sinks]
            if -1 in numbers:
                # -1: bytes already wait for this member, or it uses TLS.
                short += [(sink, 0) for sink, number in zip(sinks, numbers, strict=True) if number == -1]
                sinks = [sink for sink, number in zip(sinks, numbers, strict=True) if number != -1]
                numbers = [number for number in numbers if number != -1]
            short += [(sinks[index], sent) for index, sent in send_to_all(numbers, data)]
    return short


def plain_text(text: str, *, escape: bool) -> bytes:
    """
    Returns the text of a message for a plain client, in which no line looks like one of the server's; with `escape`,
    safe between HTML tags.
    """
    text = quote_lines(text)
    if escape:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = text.replace('"', "&quot;").replace("'", "&#39;")
    return text.encode()
