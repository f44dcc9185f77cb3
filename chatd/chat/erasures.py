"""
Erasure of users as tasks that may outlast a request: started, queried, and resumed after a failure or a restart.
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable, Collection
from functools import partial
from hashlib import sha256
from typing import Literal

from twisted.internet.defer import Deferred
from twisted.logger import Logger
from twisted.python.failure import Failure

from chatd.clock import Clock
from chatd.errors import Refusal

PATIENCE_SECONDS = 2.0
"""How long a request waits for an erasure before it is answered with the id of the task."""

State = Literal["running", "done", "failed"]


class Erasures:
    """
    Runs erasures.  `erase` removes the messages and the name of the user with that id; `unfinished` returns the users
    whose erasure has started and not ended, also before a restart.

    The id of a task cannot be guessed and needs no storage: the user's id with its HMAC.
    """

    _log = Logger()

    def __init__(
        self,
        erase: Callable[[str], Awaitable[object]],
        unfinished: Callable[[], Awaitable[Collection[str]]],
        clock: Clock,
    ) -> None:
        self._erase = erase
        self._unfinished = unfinished
        self._clock = clock
        self._secret = b""
        self._running: set[str] = set()
        self._failed: set[str] = set()

    def rekey(self, secret: bytes) -> None:
        """
        Make the ids of tasks with `secret`; ids made with another secret become invalid.
        """
        self._secret = secret

    async def start_erasure(self, user_id: str) -> str | None:
        """
        Erase a user and wait up to `PATIENCE_SECONDS`: returns None if it is done, else the id of the running task.

        Raises what `erase` raises in that time; the erasure is tried again then, too.
        """
        work = self._start(user_id)
        decided: Deferred[str | None] = Deferred()
        timer = self._clock.callLater(PATIENCE_SECONDS, lambda: decided.callback(self._seal(user_id)))

        def ended(result: object) -> object:
            if timer.active():
                timer.cancel()
                decided.callback(result if isinstance(result, Failure) else None)
            elif isinstance(result, Failure):
                self._log_failure(user_id, result)
            return None

        work.addBoth(ended)
        return await decided

    async def task_state(self, task: str) -> State:
        """
        The state of the task with that id; refused as `not_found` if there is none.
        """
        user_id = task.rpartition(".")[0]
        if not self._secret or not hmac.compare_digest(self._seal(user_id).encode(), task.encode()):
            raise Refusal("not_found", "there is no such task")
        if user_id in self._running:
            return "running"
        if user_id not in await self._unfinished():
            return "done"
        return "failed" if user_id in self._failed else "running"

    async def resume_unfinished(self, busy: Collection[str] = ()) -> None:
        """
        Start all unfinished erasures again, except those of the users in `busy`, which run elsewhere.  To be called
        after the start and every minute or so.
        """
        for user_id in await self._unfinished():
            if user_id not in self._running and user_id not in busy:
                self._log.info("removing what {user} has said: it was not finished", user=user_id)
                self._start(user_id).addErrback(partial(self._log_failure, user_id))

    def _start(self, user_id: str) -> Deferred[object]:
        async def work() -> object:
            self._running.add(user_id)
            self._failed.add(user_id)
            try:
                done = await self._erase(user_id)
            finally:
                self._running.discard(user_id)
            self._failed.discard(user_id)
            return done

        return Deferred.fromCoroutine(work())

    def _log_failure(self, user_id: str, failure: Failure) -> None:
        again = "what {user} has said could not be removed; it is tried again: {why}"
        if isinstance(failure.value, Refusal):
            self._log.error(again, user=user_id, why=failure.value.message)
        else:
            self._log.failure(again, failure, user=user_id, why=failure.getErrorMessage())

    def _seal(self, user_id: str) -> str:
        mark = hmac.digest(self._secret, b"erasure\0" + user_id.encode("utf-8", "surrogatepass"), sha256)
        return f"{user_id}.{urlsafe_b64encode(mark).rstrip(b'=').decode()}"
