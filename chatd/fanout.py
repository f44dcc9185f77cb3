"""
From events to bytes: each event is encoded and framed once, however many people hear it.

The frames of one room and one turn of the reactor are joined, so that each member costs one write.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate

from chatd.counters import Counters
from chatd.frames import frame
from chatd.model import Event, Message, Signal
from chatd.ports import Post, Sink
from chatd.wire import encode


class Fanout:
    """
    Hands what happened in a room to its members.

    A plain member hears the bare text of messages and nothing else; `escape` makes it safe to put into HTML.
    """

    def __init__(self, counters: Counters, *, escape: bool = False) -> None:
        self._counters = counters
        self._escape = escape

    def deliver(self, members: Collection[Sink], posts: Sequence[Post]) -> None:
        """
        See `chatd.ports.Fan`.
        """
        frames = [frame(encode(post.event)) for post in posts]
        joined = b"".join(frames)
        bare: bytes | None = None
        senders: dict[Sink, list[int]] = {}
        for index, post in enumerate(posts):
            if post.by is not None:
                senders.setdefault(post.by, []).append(index)
        count = 0
        # A snapshot: a push may overflow a slow reader, who then leaves.
        for sink in tuple(members):
            if sink in senders:
                continue
            if sink.plain:
                if bare is None:
                    bare = self._bare(posts)
                if bare:
                    sink.push(bare)
            elif sink.behind:
                self._push_events(sink, posts, frames)
            else:
                sink.push(joined)
            count += 1
        self._counters.deliveries += count * len(posts)
        if senders:
            self._push_own(members, posts, senders, joined, tuple(accumulate(map(len, frames))))

    def _push_events(self, sink: Sink, posts: Sequence[Post], frames: Sequence[bytes]) -> None:
        # A reader who is behind misses signals: they are worth nothing when they are late.
        kept = [f for post, f in zip(posts, frames, strict=True) if not isinstance(post.event, Signal)]
        self._counters.signals_dropped += len(posts) - len(kept)
        if kept:
            sink.push(b"".join(kept))

    def _push_own(
        self,
        members: Collection[Sink],
        posts: Sequence[Post],
        senders: Mapping[Sink, Sequence[int]],
        joined: bytes,
        ends: Sequence[int],
    ) -> None:
        for sink, own in senders.items():
            member = sink in members
            if sink.plain:
                data = self._bare([post for post in posts if post.by is not sink]) if member else b""
            else:
                data = _with_replies(posts, own, joined, ends, member=member)
            if data:
                sink.push(data)
            self._counters.deliveries += (len(posts) - len(own)) * member

    def _bare(self, posts: Sequence[Post]) -> bytes:
        return b"".join(frame(self._text(post.event)) for post in posts if isinstance(post.event, Message))

    def _text(self, event: Event) -> bytes:
        assert isinstance(event, Message)
        return plain_text(event.text, escape=self._escape)


def _with_replies(
    posts: Sequence[Post], own: Sequence[int], joined: bytes, ends: Sequence[int], *, member: bool
) -> bytes:
    # What a sender gets: the joined frames with each of its own replaced by the reply.
    parts: list[bytes] = []
    begin = 0
    for index in own:
        if member:
            parts.append(joined[begin : ends[index - 1] if index else 0])
            begin = ends[index]
        reply = posts[index].reply
        if reply is not None:
            parts.append(frame(encode(reply)))
    if member:
        parts.append(joined[begin:])
    return b"".join(parts)


def plain_text(text: str, *, escape: bool) -> bytes:
    """
    A message as a plain client gets it; with `escape`, fit to be put between HTML tags.
    """
    if escape:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = text.replace('"', "&quot;").replace("'", "&#39;")
    return text.encode()
