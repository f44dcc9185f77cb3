"""
How much is answered at once: in items, in bytes, and from where on.
"""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from twisted.trial.unittest import SynchronousTestCase

from chatd.errors import Refusal
from chatd.protocol.codec import size_of
from chatd.protocol.paging import first_fitting, last_fitting, list_page, read_cursor, write_cursor

ITEMS = st.lists(st.text(min_size=14, max_size=60))
MOST = st.integers(0, 400)


class FittingTests(SynchronousTestCase):
    @given(ITEMS, MOST)
    def test_as_many_as_fit_and_at_least_one(self, items: list[str], most: int) -> None:
        """
        From the beginning; the next one would not fit.
        """
        page = first_fitting(items, most)
        self.assertEqual(page, items[: len(page)])
        self.assertEqual(bool(page), bool(items))
        if len(page) > 1:
            self.assertLessEqual(size_of(page), most)
        if len(page) < len(items):
            self.assertGreater(size_of(items[: len(page) + 1]), most)

    @given(ITEMS, MOST)
    def test_the_end_is_cut_as_the_beginning(self, items: list[str], most: int) -> None:
        """
        In their order.
        """
        self.assertEqual(last_fitting(items, most), first_fitting(items[::-1], most)[::-1])


def by_rank(item: tuple[int, str]) -> tuple[int, str]:
    """
    What the lists of these tests are sorted by.
    """
    return item


class ListTests(SynchronousTestCase):
    @given(
        st.sets(st.tuples(st.integers(-5, 5), st.text(max_size=30))), st.integers(1, 200), st.none() | st.integers(1, 9)
    )
    def test_pages_are_the_list(self, some: set[tuple[int, str]], most: int, limit: int | None) -> None:
        """
        Each item once and in order; only the last page says that it is the last.
        """
        items = sorted(some)
        found: list[tuple[int, str]] = []
        after: str | None = None
        while True:
            page, after = list_page(items, by_rank, after=after, limit=limit, most=most)
            found += page
            if after is None:
                break
            self.assertTrue(page)
        self.assertEqual(found, items)

    def test_item_that_is_gone_still_says_where_to_go_on(self) -> None:
        """
        What was listed behind it comes next.
        """
        items = [(1, "a"), (2, "b"), (3, "c")]
        _, after = list_page(items, by_rank, after=None, limit=2, most=1000)
        self.assertEqual(list_page([items[0], items[2]], by_rank, after=after, limit=2, most=1000), ([(3, "c")], None))

    def test_cursor_comes_back_as_it_was(self) -> None:
        """
        Whatever characters it holds.
        """
        for key in ((-3, 'a"b', "g.1"), ("~x",), (7,)):
            self.assertEqual(read_cursor(write_cursor(key)), key)

    def test_what_is_no_cursor_is_refused(self) -> None:
        """
        Nothing is raised that would be taken for a fault.
        """
        wrong: list[Any] = ["", "x", "[", "{}", "[null]", '["a"]', "[1.5]", "[[1]]", "[" * 2000]
        for after in wrong:
            with self.assertRaises(Refusal) as raised:
                list_page([(1, "a")], by_rank, after=after, limit=None, most=1000)
            self.assertEqual((raised.exception.code, raised.exception.field), ("invalid", "after"))
