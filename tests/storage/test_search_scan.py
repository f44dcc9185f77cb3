"""
The search of messages that are not indexed yet.
"""

from chatd.domain.events import NewMessage
from chatd.storage.search_text import Query
from tests.storage.turns import ANN, Disk


class ScanTests(Disk):
    def test_splits_no_more_texts_than_it_needs(self) -> None:
        """
        A long text takes a millisecond.
        """
        store = self.open()
        self.append(store, *(NewMessage("lobby", ANN, self.time, f"word {number}") for number in range(150)))
        looked: list[str] = []
        matches = Query.matches

        def counted(query: Query, text: str) -> bool:
            looked.append(text)
            return matches(query, text)

        self.patch(Query, "matches", counted)
        page = self.wait(store.search_messages("lobby", "word", limit=3))
        self.assertEqual([event.seq for event in page.events], [150, 149, 148])
        self.assertTrue(page.more)
        self.assertEqual(len(looked), 4)
        page = self.wait(store.search_messages("lobby", "word 7", before=100, limit=100))
        self.assertEqual([event.seq for event in page.events], [8])
        self.assertFalse(page.more)
