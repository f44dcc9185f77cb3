"""
Pages of a log that are cut because they would be too large: the same from both stores, in memory and on disk.
"""

from collections.abc import Coroutine
from typing import Any, TypeVar

from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.rooms.feeds import CatchUp, RoomFeeds
from chatd.domain.events import LogEvent, NewMessage, Position, User
from chatd.protocol.codec import size_of
from chatd.storage.memory.logs import MemoryStore
from tests.storage.turns import Disk, InPostgreSql
from tests.support.postgresql import needs_postgresql

T = TypeVar("T")

ANN = User("g.ann", "Ann")
PAGE = 1000
KEPT = 5
"""Events held ready: most pages have to be read from the store."""
TEXTS = [str(number) + "\N{GRINNING FACE}" * (number % 7 * 30) for number in range(1, 61)]


def seqs(events: list[LogEvent]) -> list[int]:
    """
    The places of events.
    """
    return [event.seq for event in events if isinstance(event.seq, int)]


class PagesContract:
    """
    What a test case mixes in that has `rooms`, over a store whose lobby holds `TEXTS`, and `wait`.
    """

    rooms: RoomFeeds

    def wait(self, answer: Any) -> Any:
        """
        What the Deferred fires with.
        """
        raise NotImplementedError

    def outcome(self, work: Coroutine[Any, Any, T]) -> T:
        """
        What the coroutine returns.
        """
        found: T = self.wait(Deferred.fromCoroutine(work))
        return found

    def fill(self, store: Any) -> None:
        """
        Say all of it.
        """
        self.wait(store.append([NewMessage("lobby", ANN, 1, text, None) for text in TEXTS]))
        self.rooms = RoomFeeds(store, KEPT, page_bytes=PAGE)

    def catch_up(self, since: Position | None = None) -> CatchUp:
        """
        The answer to a join that asks for a hundred events.
        """
        return self.outcome(self.rooms.catch_up("lobby", since, 100))

    def page(self, **where: int | None) -> tuple[list[LogEvent], int, bool]:
        """
        A page of history of at most a hundred events.
        """
        asked: dict[str, Any] = {"before": None, "after": None} | where
        return self.outcome(self.rooms.read_page("lobby", limit=100, **asked))

    def check(self, pages: list[list[LogEvent]]) -> None:
        """
        All there is, once, in pages that are neither empty nor too large.
        """
        assert sorted(seq for page in pages for seq in seqs(page)) == list(range(1, len(TEXTS) + 1))
        assert len(pages) > len(TEXTS) // 7
        for page in pages:
            assert len(page) == 1 or 0 < size_of(page) <= PAGE

    def test_from_the_newest_back(self) -> None:
        """
        A join without a position, and history before what it has.
        """
        found = self.catch_up()
        pages, more = [found.events], found.more
        assert seqs(found.events)[-1] == len(TEXTS)
        while more:
            events, first, more = self.page(before=seqs(pages[-1])[0])
            pages.append(events)
            assert first == 1
        self.check(pages)

    def test_from_a_position_on(self) -> None:
        """
        A join from the beginning, and history after what it has.
        """
        epoch = self.catch_up().feed.epoch
        found = self.catch_up(Position(epoch, 0))
        pages, more = [found.events], found.more
        assert (seqs(found.events)[0], found.gap) == (1, False)
        while more:
            events, _, more = self.page(after=seqs(pages[-1])[-1])
            pages.append(events)
        self.check(pages)

    def test_position_near_the_head_has_no_more(self) -> None:
        """
        Of what is held ready, too, it is said whether all of it fits.
        """
        epoch = self.catch_up().feed.epoch
        head = len(TEXTS)
        last = self.catch_up(Position(epoch, head - 1))
        assert (seqs(last.events), last.more) == ([head], False)
        some = self.catch_up(Position(epoch, head - KEPT))
        assert (seqs(some.events)[0], some.more) == (head - KEPT + 1, True)

    def test_newest_page(self) -> None:
        """
        History without a place ends at the head.
        """
        self.catch_up()
        events, _, more = self.page()
        assert (seqs(events)[-1], more) == (len(TEXTS), True)


class MemoryPagesTests(PagesContract, SynchronousTestCase):
    """
    Logs in memory.
    """

    def setUp(self) -> None:
        self.fill(MemoryStore(keep=1000, rooms=100, in_use=lambda room: False))

    def wait(self, answer: Any) -> Any:
        return self.successResultOf(answer)


class SqlPagesTests(Disk, PagesContract):
    """
    Logs on disk.
    """

    def setUp(self) -> None:
        super().setUp()
        self.fill(self.open())

    def wait(self, answer: Any) -> Any:
        return Disk.wait(self, answer)


@needs_postgresql
class PostgreSqlPagesTests(InPostgreSql, SqlPagesTests):
    """
    Logs on a PostgreSQL server.
    """
