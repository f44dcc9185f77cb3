"""
From events to bytes: each event is encoded, compressed and framed once, however many people hear it.

The frames of one room and one turn of the reactor are joined, so that each member costs one write; the writes to a
crowd go in one system call, where there is one for it, and so do those to the members of many small rooms.
"""

from collections.abc import Callable, Collection, Sequence
from itertools import accumulate

from twisted.logger import Logger

from chatd.domain.counters import Counters
from chatd.domain.events import Event, Message, Signal
from chatd.interfaces.delivery import Form, RoomEvent, Sink
from chatd.protocol.codec import encode
from chatd.websocket.frames import deflated_frame, frame
from chatd.websocket.write_batcher import CROWD, SendToAll, WriteBatcher


class _Bytes(dict[Form, bytes]):
    # What happened, joined, in the bytes of each form; made when the first asks for it.

    _log = Logger()

    def __init__(self, posts: Sequence[RoomEvent], *, escape: bool) -> None:
        self._posts = posts
        self._escape = escape
        self._frames: dict[Form, list[bytes]] = {}
        self._ends: dict[Form, list[int]] = {}

    def __missing__(self, form: Form) -> bytes:
        joined = self[form] = b"".join(self.frames(form))
        return joined

    def frames(self, form: Form) -> list[bytes]:
        # One for each post; empty where a form has no words for it.
        frames = self._frames.get(form)
        if frames is None:
            make = self._bare if form == "text" else _deflated if form == "deflate" else _framed
            try:
                frames = [make(post.event) for post in self._posts]
            except Exception:
                frames = [self._encode_or_skip(make, post.event) for post in self._posts]
            self._frames[form] = frames
        return frames

    def end_offsets(self, form: Form) -> list[int]:
        # Where in the joined bytes the frame of each post ends.
        ends = self._ends.get(form)
        if ends is None:
            ends = self._ends[form] = list(accumulate(map(len, self.frames(form))))
        return ends

    def _encode_or_skip(self, make: Callable[[Event], bytes], event: Event) -> bytes:
        # What cannot be told takes nothing else with it: neither what others said, nor the answers.
        try:
            return make(event)
        except Exception:
            self._log.failure("a {event} cannot be told", event=type(event).__name__)
            return b""

    def _bare(self, event: Event) -> bytes:
        return frame(plain_text(event.text, escape=self._escape)) if isinstance(event, Message) else b""


class Fanout:
    """
    Hands what happened in a room to its members.

    A member that takes text hears the bare text of messages and nothing else; `escape` makes it safe to put into HTML.
    """

    def __init__(self, counters: Counters, batcher: WriteBatcher, *, escape: bool = False) -> None:
        self._counters = counters
        self._batcher = batcher
        self._escape = escape

    def deliver(self, members: Collection[Sink], posts: Sequence[RoomEvent]) -> None:
        own: dict[Sink, list[int]] = {}
        for index, post in enumerate(posts):
            if post.by is not None and post.by in members:
                own.setdefault(post.by, []).append(index)
        joined = _Bytes(posts, escape=self._escape)
        others = [sink for sink in members if sink not in own] if own else members
        send_to_all = self._batcher.send_to_all
        if len(others) < CROWD:
            short = _put_each(others, joined)
        elif send_to_all is None:
            short = _send_each(others, joined)
        else:
            short = _send_together(send_to_all, others, joined)
        self._counters.deliveries += (len(members) - len(own)) * len(posts)
        for sink, sent in short:
            if sink.behind:
                self._push_events(sink, posts, joined)
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

    def _push_events(self, sink: Sink, posts: Sequence[RoomEvent], joined: _Bytes) -> None:
        # A reader who is behind misses signals: they are worth nothing when they are late.
        frames = joined.frames(sink.form)
        kept = [f for post, f in zip(posts, frames, strict=True) if not isinstance(post.event, Signal)]
        self._counters.signals_dropped += len(posts) - len(kept)
        if data := b"".join(kept):
            sink.push(data)

    def _push_own(self, sink: Sink, posts: Sequence[RoomEvent], own: Sequence[int], joined: _Bytes) -> None:
        # A sender gets what all get, but in the place of each of its own events the reply to it.
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
            sink.push(mine)
        self._counters.deliveries += len(posts) - len(own)


def _framed(event: Event) -> bytes:
    return frame(encode(event))


def _deflated(event: Event) -> bytes:
    return deflated_frame(encode(event))


def _put_each(members: Collection[Sink], joined: _Bytes) -> list[tuple[Sink, int]]:
    # With what other rooms have for them: it leaves when all rooms have been told.  Those who are behind.
    short: list[tuple[Sink, int]] = []
    for sink in members:
        if sink.behind:
            short.append((sink, 0))
        elif data := joined[sink.form]:
            sink.put(data)
    return short


def _send_each(members: Collection[Sink], joined: _Bytes) -> list[tuple[Sink, int]]:
    # Those who have not taken everything, and the bytes they took.
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
    # The same: for each form one call, and for each member nothing but to look where it goes.
    short: list[tuple[Sink, int]] = []
    for form in {sink.form for sink in members}:
        if data := joined[form]:
            sinks = [sink for sink in members if sink.form == form]
            numbers = [sink.straight.fileno() for sink in sinks]
            if -1 in numbers:
                # Those for whom something waits, or who come over TLS: perhaps all.
                short += [(sink, 0) for sink, number in zip(sinks, numbers, strict=True) if number == -1]
                sinks = [sink for sink, number in zip(sinks, numbers, strict=True) if number != -1]
                numbers = [number for number in numbers if number != -1]
            short += [(sinks[index], sent) for index, sent in send_to_all(numbers, data)]
    return short


def plain_text(text: str, *, escape: bool) -> bytes:
    """
    A message as a plain client gets it; with `escape`, fit to be put between HTML tags.
    """
    if escape:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = text.replace('"', "&quot;").replace("'", "&#39;")
    return text.encode()
