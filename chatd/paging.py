"""
How much of a log is asked for at once.
"""

from chatd.errors import Refusal


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
