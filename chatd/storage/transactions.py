"""
What a store lends to those who keep something else beside its logs.
"""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")


class Transactions(Protocol):
    """
    Its one writer and its readers.
    """

    def commit(self, step: Callable[[Connection], T]) -> Awaitable[T]:
        """
        What `step` returns, once what it has written is committed; what it raises, and then nothing is written.
        """

    def query(self, step: Callable[[Connection], T]) -> Awaitable[T]:
        """
        What `step` returns, which reads and sees one moment.
        """
