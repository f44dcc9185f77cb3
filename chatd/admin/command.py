"""
What a row of the table of operator's commands consists of.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Awaitable, Callable
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from msgspec import Struct

from chatd.admin.context import OperatorContext
from chatd.admin.protocol import Item, Line, Request

R = TypeVar("R", bound=Request)
I = TypeVar("I", bound=Struct)  # noqa: E741 - request, item, answer
A = TypeVar("A", bound=Struct)


class ChannelClosed(Exception):
    """
    The other end of a `CommandChannel` is gone.
    """


class CommandChannel(Protocol):
    """
    The operator's end of a command that is being executed.
    """

    def send_record(self, record: Line | Item[Any]) -> Awaitable[None]:
        """
        Send a record, and wait until there is room for more; raises `ChannelClosed`.
        """

    def next_line(self) -> Awaitable[str | None]:
        """
        The next of the lines that belong to the request; None after the last one.  Raises `ChannelClosed`.
        """

    def call_at_end(self, call: Callable[[], object]) -> None:
        """
        Call `call` once the operator has what the command made, or is gone.
        """


class NoItem(Struct, frozen=True):
    """
    Stands in the rows of commands that list nothing.
    """


def add_no_arguments(parser: ArgumentParser) -> None:
    """
    For a command without arguments.
    """


class OperatorCommand(NamedTuple, Generic[R, I, A]):
    """
    One command: how it is written, what it sends, what executes it, and how its answer is printed.

    `name` is what stands after ``chatd``; an empty one is a request that another row's `read_arguments` makes.
    `read_arguments` raises CommandError for arguments that cannot be.
    """

    name: str
    help: str
    request: type[R]
    answer: type[A]
    execute: Callable[[OperatorContext, R, CommandChannel], Awaitable[A]] | None
    """None: the command line does it alone, while no daemon runs."""
    read_arguments: Callable[[Namespace], Request]
    show_answer: Callable[[R, A], str]
    add_arguments: Callable[[ArgumentParser], None] = add_no_arguments
    item: type[I] = NoItem  # type: ignore[assignment]
    show_item: Callable[[I], str] = str
    description: str = ""
    """Follows `help` in ``chatd COMMAND --help``."""
    reads_only: bool = False
    """Changes nothing: stopped as soon as its output is not read any more."""
    exit_status: Callable[[A], int] = lambda answer: 0
    if_lost: Callable[[R], str] = lambda request: ""
    """What to do if the command was executed and its answer could not be written."""
