"""
From events to bytes: each event is encoded and framed once, however many people hear it.

The frames of one room and one turn of the reactor are joined, so that each member costs one write.
"""

from collections.abc import Collection, Sequence

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
        senders = {post.by: None for post in posts if post.by is not None}
        bare: bytes | None = None
        count = 0
        # A snapshot: a push may overflow a slow reader, who then leaves.
        for sink in tuple(members):
            if sink in senders:
                continue
            if sink.plain:
                if bare is None:
                    bare = self._bare(posts)
                sink.push(bare)
            elif sink.behind:
                self._push_events(sink, posts, frames)
            else:
                sink.push(joined)
            count += 1
        self._counters.deliveries += count * len(posts)
        for sink in senders:
            self._push_own(sink, posts, frames, member=sink in members)

    def _push_events(self, sink: Sink, posts: Sequence[Post], frames: Sequence[bytes]) -> None:
        # A reader who is behind misses signals: they are worth nothing when they are late.
        kept = [f for post, f in zip(posts, frames, strict=True) if not isinstance(post.event, Signal)]
        self._counters.signals_dropped += len(posts) - len(kept)
        if kept:
            sink.push(b"".join(kept))

    def _push_own(self, sink: Sink, posts: Sequence[Post], frames: Sequence[bytes], *, member: bool) -> None:
        own: list[bytes] = []
        for post, data in zip(posts, frames, strict=True):
            if post.by is sink:
                if post.reply is not None and not sink.plain:
                    own.append(frame(encode(post.reply)))
            elif member:
                self._counters.deliveries += 1
                own.append(self._bare((post,)) if sink.plain else data)
        if own:
            sink.push(b"".join(own))

    def _bare(self, posts: Sequence[Post]) -> bytes:
        return b"".join(frame(self._text(post.event)) for post in posts if isinstance(post.event, Message))

    def _text(self, event: Event) -> bytes:
        assert isinstance(event, Message)
        return plain_text(event.text, escape=self._escape)


def plain_text(text: str, *, escape: bool) -> bytes:
    """
    A message as a plain client gets it; with `escape`, fit to be put between HTML tags.
    """
    if escape:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = text.replace('"', "&quot;").replace("'", "&#39;")
    return text.encode()
