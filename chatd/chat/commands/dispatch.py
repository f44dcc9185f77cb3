"""
Runs the commands of one connection: in order, within the budget, each with its answer.
"""

from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Mapping
from itertools import chain
from typing import Any

import msgspec
from twisted.internet.defer import Deferred
from twisted.logger import Logger
from twisted.python.failure import Failure

from chatd.chat.address_budgets import AddressBudgets
from chatd.chat.commands.context import CommandRow, CommandService
from chatd.chat.commands.login import LoginCommands
from chatd.chat.query_queue import QueryQueue
from chatd.chat.session import Session
from chatd.clock import Clock
from chatd.domain.counters import Counters
from chatd.domain.limits import Limits
from chatd.errors import Close, Refusal
from chatd.protocol.commands import Command
from chatd.protocol.replies import AnyAnswer, refuse

EARLY_BYTES = 32768
"""
Bytes of JSON of commands that wait while a login is checked, which may take as long as its keys are fetched.  With one
more message and what the socket had read, a connection that is not logged in holds little.
"""

UNREAD_SECONDS = 1.0
"""When the deadline of a login is looked at again while what its peer has sent was not read yet."""

CommandTable = Mapping[type[Command], CommandRow]


def command_table(services: Iterable[CommandService]) -> dict[type[Command], CommandRow]:
    """
    The rows of all services by command.  Raises ValueError if a command has two rows.
    """
    table: dict[type[Command], CommandRow] = {}
    for row in chain.from_iterable(service.command_rows() for service in services):
        if row.command in table:
            raise ValueError(f"two rows for the command {row.command.__name__}")
        table[row.command] = row
    return table


class CommandDispatcher:
    """
    Runs the commands of one session in order, and answers each.

    At most `limits.unanswered` commands are accepted at a time; then the peer is paused.  Before a login, it is also
    paused while commands of `EARLY_BYTES` wait.  One command with a large answer runs at a time, and none runs while
    many answers wait to be read by the peer.
    """

    _log = Logger()
    _early_bytes = 0

    def __init__(
        self,
        session: Session,
        table: CommandTable,
        login: LoginCommands,
        *,
        clock: Clock,
        limits: Limits,
        counters: Counters,
        address_budgets: AddressBudgets,
        queries: QueryQueue,
    ) -> None:
        self.session = session
        self._address_budgets = address_budgets
        self._queries = queries
        self._table = table
        self._login = login
        self._clock = clock
        self._limits = limits
        self._counters = counters
        self._waiting: deque[Command] = deque()
        self._blocked = False
        self._answers_unread = False
        self._page: Command | None = None
        self._running = False
        self._paused = False
        self._closing = False
        session.on_answered = self._on_answered

    def authenticate(
        self, credentials: object, welcome: Callable[[], None], start: Callable[[Refusal | None], None]
    ) -> None:
        """
        Log in with the credentials of the handshake; then call `welcome`, and `start` with the refusal or None.

        Commands that arrive earlier wait, also for those that `start` sends.
        """
        self.session.unanswered += 1
        self._blocked = True
        entering = Deferred.fromCoroutine(self._login.login_by_handshake(self.session, credentials))
        entering.addBoth(self._authenticated, welcome, start)

    def receive(self, command: Command) -> None:
        """
        Run `command`, or queue it: commands run strictly in order, and some block those after them.
        """
        if self.session.ended:
            return
        rule = self._table[type(command)]
        if self._waiting or not self._ready(rule):
            self._waiting.append(command)
            if self.session.user is None:
                self._early_bytes += len(msgspec.json.encode(command))
            self._pause_or_resume()
        else:
            self._run(command, rule)

    def pause_commands(self, *, paused: bool) -> None:
        """
        Run no commands while the answers to earlier ones wait to be read, or continue.
        """
        self._answers_unread = paused
        if not paused:
            self._run_waiting()

    def check_deadlines(self, now: float, *, unread: bool = False) -> float:
        """
        Close a session that has not logged in in time, and check the expiry of one that has; returns the time of the
        next check on the clock.  `unread`: what the peer has sent waits to be read, and may be its login.
        """
        if self.session.user is not None:
            return self._login.check_expiry(self.session, now)
        if unread:
            return now + UNREAD_SECONDS
        if now >= self.session.login_by:
            self.session.peer.close_connection(Close.LOGIN_DEADLINE, "log in sooner", 1000)
        return self.session.login_by

    def peer_closed(self) -> None:
        """
        The peer has closed the connection: run the commands that it sent before, then end the session.

        Read-only commands at the end of the queue are dropped, as nobody reads their answers.
        """
        while self._waiting and self._table[type(self._waiting[-1])].read_only:
            self._waiting.pop()
        self._answers_unread = False
        # While a draft waits for its commit, its room stays open: its permission is checked once more.
        if not self.session.ended and (self._waiting or (self.session.unanswered and not self._blocked)):
            self._closing = True
            self._run_waiting()
        else:
            self.end_session()

    def end_session(self, *, lost: bool = True) -> None:
        """
        End the session at once and drop waiting commands.  After a `lost` connection, presence keeps the user for its
        grace period.
        """
        if not self.session.ended:
            self._waiting.clear()
            self._login.sign_out(self.session, lost=lost)
            self.session.ended = True

    def _on_answered(self) -> None:
        if self._waiting or self._paused or self._closing:
            self._run_waiting()

    def _ready(self, rule: CommandRow) -> bool:
        if self._blocked or self._answers_unread or self.session.unanswered >= self._limits.unanswered:
            return False
        if rule.large_answer and self._page is not None:
            return False
        # A blocking command also waits for those before it: the answer to `leave` is the last event of its room.
        return not (self.session.unanswered and rule.blocks_queue)

    def _run(self, command: Command, rule: CommandRow) -> None:
        self._counters.commands += 1
        self.session.commands += 1
        now = self._clock.seconds()
        if now >= self.session.expires_at and rule.login_required:
            self._login.close_expired(self.session)
            return
        try:
            budget = self.session.command_budget
            if not budget.take(now, rule.cost):
                wait = int(budget.wait(rule.cost) * 1000) + 1
                raise Refusal("rate_limited", retry_after=wait)
            self._address_budgets.charge(self.session, "asked", rule.cost)
            if rule.change:
                self._address_budgets.charge(self.session, "changes")
            if rule.query:
                self._address_budgets.charge(self.session, "queries")
            if rule.login_required and self.session.user is None:
                raise Refusal("login_required")
            outcome = rule.run(self.session, command)
        except Refusal as refusal:
            self.session.refuse(refusal, command.ref)
            return
        except Exception:
            self._answer_internal_error(command, None)
            return
        if outcome is None:
            # The commit or the fan-out sends the answer.
            return
        if isinstance(outcome, Coroutine):
            self._start_coroutine(outcome, command, rule)
        elif rule.always_answered or command.ref is not None:
            self.session.send_answer(outcome)

    def _start_coroutine(self, work: Coroutine[Any, Any, AnyAnswer], command: Command, rule: CommandRow) -> None:
        self.session.unanswered += 1
        self._blocked = rule.blocks_queue
        if rule.large_answer:
            self._page = command
        if rule.query and rule.read_only:
            # The commands after one that has to wait must not overtake it.
            self._blocked = rule.blocks_queue or self._queries.must_wait(self.session)
            work = self._queries.run_query(self.session, work)
        self._run_coroutine(work, command)

    def _run_coroutine(self, work: Coroutine[Any, Any, AnyAnswer], command: Command) -> None:
        # Most finish at once, without a Deferred.  One that waits is resumed by the Deferred, and waits for the same.
        try:
            work.send(None)
        except StopIteration as end:
            self._finished(end.value, command)
        except Exception:
            self._finished(Failure(), command)
        else:
            Deferred.fromCoroutine(work).addBoth(self._finished, command)

    def _authenticated(
        self, outcome: Failure | None, welcome: Callable[[], None], start: Callable[[Refusal | None], None]
    ) -> None:
        refusal = None
        if isinstance(outcome, Failure):
            if isinstance(outcome.value, Refusal):
                refusal = outcome.value
            else:
                self._log.failure("the credentials of a handshake could not be checked", outcome)
                refusal = Refusal("internal")
        self._blocked = False
        self.session.unanswered -= 1
        early, self._waiting = self._waiting, deque()
        self._running = True
        try:
            if not self.session.ended:
                welcome()
            if refusal is not None:
                self.session.refuse(refusal)
            if not self.session.ended:
                start(refusal)
        finally:
            self._running = False
            if not self.session.ended:
                self._waiting.extend(early)
        self._run_waiting()

    def _finished(self, outcome: AnyAnswer | Failure, command: Command) -> None:
        self._blocked = False
        if command is self._page:
            self._page = None
        if not isinstance(outcome, Failure):
            self.session.send_answer(outcome)
        elif isinstance(outcome.value, Refusal):
            self.session.refuse(outcome.value, command.ref)
        else:
            self._answer_internal_error(command, outcome)
        self.session.command_answered()

    def _answer_internal_error(self, command: Command, failure: Failure | None) -> None:
        self._counters.refused["websocket", "internal"] += 1
        error_id = self.session.next_error_id()
        self._log.failure("{command} failed (error {error})", failure, command=type(command).__name__, error=error_id)
        self.session.send_answer(refuse(Refusal("internal"), command.ref, error_id))

    def _run_waiting(self) -> None:
        if self._running:
            # Called within the loop below or while it is set up: it goes on by itself.
            return
        self._running = True
        try:
            while self._waiting and not self.session.ended and self._ready(rule := self._table[type(self._waiting[0])]):
                self._run(self._waiting.popleft(), rule)
        finally:
            self._running = False
        if not self._waiting:
            self._early_bytes = 0
        self._pause_or_resume()
        if self._closing and not self._waiting and not self.session.unanswered:
            self.end_session()

    def _pause_or_resume(self) -> None:
        full = self.session.unanswered + len(self._waiting) >= self._limits.unanswered or (
            self._early_bytes >= EARLY_BYTES and self.session.user is None
        )
        if full != self._paused and not self.session.ended:
            self._paused = full
            if full:
                self.session.peer.pause()
            else:
                self.session.peer.resume()
