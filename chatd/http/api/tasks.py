"""
The state of tasks that continue after their request has been answered.
"""

from collections.abc import Iterator

from msgspec import Struct

from chatd.chat.erasures import Erasures, State
from chatd.http.api.app import Route
from chatd.http.api.request import ApiRequest

ASK_SECONDS = 2
"""Seconds until a client should ask again."""


class TaskAnswer(Struct, frozen=True):
    """
    The state of a task.
    """

    task: str
    state: State


class Tasks:
    """
    The endpoint of tasks.  Knowing the id is enough to ask: the account that started it may be deleted.
    """

    def __init__(self, erasures: Erasures) -> None:
        self._erasures = erasures

    def routes(self) -> Iterator[Route]:
        """
        Yields the routes.
        """
        yield Route("GET", "/api/tasks/<task>", self.task_state, asks="nobody")

    async def task_state(self, exchange: ApiRequest, task: str) -> TaskAnswer:
        """
        Returns the state of a task.
        """
        return TaskAnswer(task, await self._erasures.task_state(task))


def accepted(exchange: ApiRequest, task: str) -> TaskAnswer:
    """
    Returns the answer for a task that continues, and sets its location.
    """
    exchange.set_task_location(f"/api/tasks/{task}", ASK_SECONDS)
    return TaskAnswer(task, "running")
