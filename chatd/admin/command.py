"""
The parts of a row of the table of operator commands.
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
    The operator's end of a `CommandChannel` is closed.
    """


class CommandChannel(Protocol):
    """
    The connection to the operator during a command.
    """

    def send_record(self, record: Line | Item[Any]) -> Awaitable[None]:
        """
        Sends a record, and waits until there is room for more; raises `ChannelClosed`.
        """

    def next_line(self) -> Awaitable[str | None]:
        """
        Returns the next line of the request; None after the last one.  Raises `ChannelClosed`.
        """

    def call_at_end(self, call: Callable[[], object]) -> None:
        """
        Calls `call` when the operator no longer needs files made by the command, or has disconnected.
        """


class NoItem(Struct, frozen=True):
    """
    The item type of commands that list nothing.
    """


def add_no_arguments(parser: ArgumentParser) -> None:
    """
    Adds nothing: for commands without arguments.
    """


class OperatorCommand(NamedTuple, Generic[R, I, A]):
    """
    One command: its arguments, its request, the function that executes it, and how its answer is printed.

    `name` follows ``chatd`` on the command line; it is empty for a request that another row's `read_arguments` makes.
    `read_arguments` raises CommandError for invalid arguments.
    """

    name: str
    help: str
    request: type[R]
    answer: type[A]
    execute: Callable[[OperatorContext, R, CommandChannel], Awaitable[A]] | None
    """None: the command line executes it by itself, while no daemon runs."""
    read_arguments: Callable[[Namespace], Request]
    show_answer: Callable[[R, A], str]
    add_arguments: Callable[[ArgumentParser], None] = add_no_arguments
    item: type[I] = NoItem  # type: ignore[assignment]
    show_item: Callable[[I], str] = str
    description: str = ""
    """Printed after `help` in ``chatd COMMAND --help``."""
    redefined: str = ""
    """A common option, such as ``--data``, that means something else after this command; it then stands before it."""
    reads_only: bool = False
    """The command changes nothing, so it is stopped when its output is no longer read."""
    endless: bool = False
    """It goes on until it is interrupted, which is no failure; each item is written at once."""
    exit_status: Callable[[A], int] = lambda answer: 0
    if_lost: Callable[[R], str] = lambda request: ""
    """Returns advice for the case that the command was executed and its answer could not be written."""
