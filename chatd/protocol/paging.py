"""
How much is answered at once: pages of the log, and pages of lists.

A page is bounded in items and in bytes of JSON (`Limits.page_bytes`); it has at least one item when there is one.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from chatd.errors import Refusal
from chatd.protocol.codec import size_of

T = TypeVar("T")
Key = tuple[int | str, ...]
"""What a list is sorted by; no two items have the same."""

_BLOCK = 64
"""So many items are encoded at once to see how large they are: no more than that in vain."""

_read_cursor = msgspec.json.Decoder(Key).decode
_write_cursor = msgspec.json.Encoder().encode


def history_limit(asked: int | None, most: int, usual: int = 50) -> int:
    """
    How many events a page holds: what was `asked` for, at most `most`.
    """
    return min(usual if asked is None else asked, most)


def one_direction(before: int | None, after: int | None) -> None:
    """
    Refuse a page both `before` and `after` something as `invalid`.
    """
    if before is not None and after is not None:
        raise Refusal("invalid", "after: give either before or after", field="after")


def first_fitting(items: Sequence[T], most: int) -> list[T]:
    """
    As many from the beginning of `items` as have at most `most` bytes of JSON, and at least one.
    """
    size = 1
    for begin in range(0, len(items), _BLOCK):
        block = items[begin : begin + _BLOCK]
        # All items and a comma or bracket behind each.
        grown = size + size_of(block) - 1
        if grown > most:
            for number, item in enumerate(block, begin):
                size += size_of(item) + 1
                if size > most:
                    return list(items[: max(1, number)])
        size = grown
    return list(items)


def last_fitting(items: Sequence[T], most: int) -> list[T]:
    """
    As many from the end of `items`, in their order, as have at most `most` bytes of JSON, and at least one.
    """
    return first_fitting(items[::-1], most)[::-1]


def list_page(
    items: Sequence[T], key: Callable[[T], Key], *, after: str | None, limit: int | None, most: int
) -> tuple[list[T], str | None]:
    """
    A page of `items`, which are sorted by `key`: at most `limit` of those that come behind the cursor `after`.

    The second value is the cursor of the next page; None: there is none.  A cursor may name an item that is gone.
    """
    if after is not None:
        begin = read_cursor(after)
        items = [item for item in items if _comes_after(key(item), begin)]
    page = first_fitting(items if limit is None else items[:limit], most)
    if len(page) == len(items):
        return page, None
    # With a limit of 0 the next page begins where this one did: every key comes behind the empty one.
    return page, write_cursor(key(page[-1])) if page else after or write_cursor(())


def read_cursor(cursor: str, field: str = "after") -> Key:
    """
    What `write_cursor` was given.  Refused as `invalid`, with that `field`, if it is not one.
    """
    try:
        return _read_cursor(cursor)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        raise no_cursor(field) from None


def write_cursor(key: Key) -> str:
    """
    The cursor of a list's item: clients give it back as it is.
    """
    return _write_cursor(key).decode()


def _comes_after(key: Key, begin: Key) -> bool:
    try:
        return key > begin
    except TypeError:
        raise no_cursor() from None


def no_cursor(field: str = "after") -> Refusal:
    """
    The refusal of what is no cursor of that list.
    """
    return Refusal("invalid", f"{field}: expected `next` of an answer to the same command", field=field)
