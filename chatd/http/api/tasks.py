"""
Work that goes on after its request has been answered, and can be asked for.
"""

from collections.abc import Iterator

from msgspec import Struct

from chatd.chat.erasures import Erasures, State
from chatd.http.api.app import Route
from chatd.http.api.request import ApiRequest

ASK_SECONDS = 2
"""After how long it is worth asking again."""


class TaskAnswer(Struct, frozen=True):
    """
    How a task goes.
    """

    task: str
    state: State


class Tasks:
    """
    The endpoint of tasks.  Who knows an id may ask: whose task it was may have no account any more.
    """

    def __init__(self, erasures: Erasures) -> None:
        self._erasures = erasures

    def routes(self) -> Iterator[Route]:
        """
        All of them.
        """
        yield Route("GET", "/api/tasks/<task>", self.task_state, asks="nobody")

    async def task_state(self, exchange: ApiRequest, task: str) -> TaskAnswer:
        """
        How it goes.
        """
        return TaskAnswer(task, await self._erasures.task_state(task))


def accepted(exchange: ApiRequest, task: str) -> TaskAnswer:
    """
    The answer that a task goes on, and where to ask for it.
    """
    exchange.set_task_location(f"/api/tasks/{task}", ASK_SECONDS)
    return TaskAnswer(task, "running")
