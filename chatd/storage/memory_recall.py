"""
Read markers and search over logs in memory.
"""

from collections.abc import Sequence

from twisted.internet.defer import Deferred, succeed

from chatd.model import Followed, Message, Page, SearchPage, SeenMark
from chatd.storage.memory import MemoryStore
from chatd.storage.words import parse_query

_STEP = 200


class MemoryRecall:
    """
    How far each user has read, and a search that reads the whole log: it is short.

    See `chatd.ports.Marks` and `chatd.ports.Recall`.
    """

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._seen: dict[str, dict[str, int]] = {}

    def mark_seen(self, marks: Sequence[SeenMark]) -> Deferred[None]:
        """
        See `chatd.ports.Marks`.
        """
        for mark in marks:
            seq = min(mark.seq, self._page(mark.room, None, 1).head.seq)
            if seq:
                seen = self._seen.setdefault(mark.user_id, {})
                seen[mark.room] = max(seen.get(mark.room, 0), seq)
        return succeed(None)

    def followed(self, user_id: str) -> Deferred[Sequence[Followed]]:
        """
        See `chatd.ports.Marks`.
        """
        found = []
        for room, seen in sorted(self._seen.get(user_id, {}).items()):
            head = self._page(room, None, 1).head
            # A log that was dropped to make room for others began anew.
            valid = min(seen, head.seq)
            found.append(Followed(room, "", head, valid, head.seq - valid))
        return succeed(found)

    def search(self, room: str, text: str, *, before: int | None = None, limit: int) -> Deferred[SearchPage]:
        """
        See `chatd.ports.Recall`.
        """
        query = parse_query(text)
        found: list[Message] = []
        while query is not None:
            page = self._page(room, before, _STEP)
            messages = (event for event in reversed(page.events) if isinstance(event, Message))
            found += [message for message in messages if query.matches(message.text)]
            if len(found) > limit or len(page.events) < _STEP:
                break
            before = page.events[0].seq  # type: ignore[assignment]
        return succeed(SearchPage(found[:limit], more=len(found) > limit))

    def said(self, user_id: str, *, after: tuple[str, int] | None = None, limit: int) -> Deferred[Sequence[Message]]:
        """
        See `chatd.ports.Recall`.
        """
        place = after or ("", 0)
        found: list[Message] = []
        for room in sorted(self._store.rooms()):
            if room >= place[0] and len(found) < limit:
                events = self._page(room, None, self._store.keep).events
                mine = (e for e in events if isinstance(e, Message) and e.user.id == user_id and e.deleted is None)
                found += [message for message in mine if (room, message.seq) > place]
        return succeed(found[:limit])

    def _page(self, room: str, before: int | None, limit: int) -> Page:
        pages: list[Page] = []
        self._store.read(room, before=before, limit=limit).addCallback(pages.append)
        return pages[0]
