"""
One connection's conversation: takes typed commands in order, within their budget, and sees that each is answered.
"""

import math
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

from twisted.internet.defer import Deferred
from twisted.logger import Logger
from twisted.python.failure import Failure

from chatd.chat.commands.chat import Chat
from chatd.chat.commands.dispatch import RULES, Rule
from chatd.clock import Clock
from chatd.domain.accounts import Author, Grants, Principal, author_of
from chatd.domain.addresses import address_group_of
from chatd.domain.counters import Counters
from chatd.domain.events import User
from chatd.domain.limits import Limits
from chatd.domain.ratelimit import Bucket
from chatd.errors import Close, Refusal
from chatd.interfaces.delivery import Connection
from chatd.protocol.commands import Command, Ref
from chatd.protocol.replies import AnyAnswer, refuse

NOBODY = Author(User("", ""))

Clearance = tuple[Author, int, str, str]
"""Who may do something, under which stamp of the authority, what, and in which room."""


class Session:
    """
    Who speaks on one connection and which rooms it has joined.

    At most `limits.unanswered` commands are taken at a time; then the peer is paused.  Of those whose answers are pages
    one is under way at a time, and none is taken while much of what was asked for waits to be read.
    """

    _log = Logger()
    operator = False

    def __init__(
        self, chat: Chat, peer: Connection, *, ident: str, clock: Clock, limits: Limits, counters: Counters
    ) -> None:
        now = clock.seconds()
        self.peer = peer
        self.ident = ident
        self.origin = address_group_of(peer.address)
        self.user: User | None = None
        self.avatar: Principal | None = None
        self.author = NOBODY
        self.cleared: Clearance | None = None
        self.ends = math.inf
        self.warned = False
        self.rooms: dict[str, None] = {}
        self.gone = False
        self._chat = chat
        self._clock = clock
        self._limits = limits
        self._counters = counters
        self._budget = Bucket(limits.commands_per_second, limits.commands_burst, now)
        self._patience = Bucket(limits.commands_per_second, limits.refusals_burst, now)
        self._login_by = now + limits.login_seconds
        self._waiting: deque[Command] = deque()
        self._unanswered = 0
        self._held = False
        self._unread = False
        self._page: Command | None = None
        self._continuing = False
        self._paused = False
        self._leaving = False

    @property
    def who(self) -> User:
        """
        The user of a session that has logged in.
        """
        assert self.user is not None
        return self.user

    @property
    def admin(self) -> bool:
        """
        See `chatd.domain.accounts.Actor`.
        """
        return self.author.admin

    @property
    def grants(self) -> Grants | None:
        """
        See `chatd.domain.accounts.Actor`.
        """
        return self.author.grants

    def hears_of(self, room: str) -> bool:
        """
        Whether what this session logged in with lets it know of what its user has to do with `room`.
        """
        return self.grants is None or self.grants.allow("read", room)

    def become(self, avatar: Principal) -> None:
        """
        Speak for that avatar from now on; `Chat.admit` has looked at it.
        """
        self.avatar = avatar
        self.user = avatar.user
        self.author = author_of(avatar, self.origin)
        self.warned = False
        self.ends = math.inf
        if avatar.expires is not None:
            self.ends = self._clock.seconds() + self._chat.remaining(avatar.expires)
        self.peer.attend()

    def forget(self) -> None:
        """
        Speak for nobody.
        """
        self.avatar = None
        self.user = None
        self.author = NOBODY
        self.ends = math.inf
        self._login_by = self._clock.seconds() + self._limits.login_seconds
        self.peer.attend()

    def begin(self, credentials: object, welcome: Callable[[], None], start: Callable[[Refusal | None], None]) -> None:
        """
        Recognise the user by the credentials of the handshake; call `welcome`, then `start` with the refusal, if any.

        Commands that come before wait, also for those that `start` takes.
        """
        self._unanswered += 1
        self._held = True
        entering = Deferred.fromCoroutine(self._chat.enter(self, credentials))
        entering.addBoth(self._entered, welcome, start)

    def take(self, command: Command) -> None:
        """
        A command has come.  Commands are taken strictly in order; some hold back what follows.
        """
        if self.gone:
            return
        rule = RULES[type(command)]
        if self._waiting or not self._ready(rule):
            self._waiting.append(command)
            self._pause_or_resume()
        else:
            self._run(command, rule)

    def refuse(self, refusal: Refusal, ref: Ref = None) -> None:
        """
        What came was no command, or one that may not be: say so, unless there is too much of it.
        """
        if self.gone:
            return
        self._counters.refused[refusal.code] += 1
        if self._patience.take(self._clock.seconds()):
            self.answer(refuse(refusal, ref))
        else:
            self.peer.finish(Close.FLOOD, "too many refused commands", 10_000)

    def answer(self, answer: AnyAnswer) -> None:
        """
        Tell this session something, if it is still there.
        """
        if not self.gone:
            self.peer.answer(answer)

    def hold(self, *, hold: bool) -> None:
        """
        Carry out no commands while the answers to earlier ones wait to be read; or carry on.
        """
        self._unread = hold
        if not hold:
            self._continue()

    def admitted(self) -> None:
        """
        A command was taken that will be answered later.
        """
        self._unanswered += 1

    def settled(self) -> None:
        """
        A command that was taken has been answered.
        """
        self._unanswered -= 1
        if self._waiting or self._paused or self._leaving:
            self._continue()

    def sweep(self, now: float) -> float:
        """
        Close a session that has not said who it is in time, and look after one that has; when to be asked again.
        """
        if self.user is not None:
            return self._chat.look_after(self, now)
        if now >= self._login_by:
            self.peer.finish(Close.LOGIN_DEADLINE, "log in sooner", 1000)
        return self._login_by

    def tolerates_ping(self) -> bool:
        """
        Whether one more control frame may be answered.
        """
        return self._patience.take(self._clock.seconds(), 0.2)

    def hang_up(self) -> None:
        """
        The peer has closed: run the commands that it sent before, then end the session.

        Queries at the end of the queue are dropped, as nobody reads their answers.
        """
        while self._waiting and RULES[type(self._waiting[-1])].reads:
            self._waiting.pop()
        self._unread = False
        # Of a room that closes, a draft that waits for its commit could not be judged any more.
        if not self.gone and (self._waiting or (self._unanswered and not self._held)):
            self._leaving = True
            self._continue()
        else:
            self.end()

    def end(self, *, lost: bool = True) -> None:
        """
        End the session at once: commands that wait are dropped.  A `lost` connection may come back within the grace
        of presence.
        """
        if not self.gone:
            self._waiting.clear()
            self._chat.depart(self, lost=lost)
            self.gone = True

    def _ready(self, rule: Rule) -> bool:
        if self._held or self._unread or self._unanswered >= self._limits.unanswered:
            return False
        if rule.page and self._page is not None:
            return False
        # What holds others back also waits for those before it: an answer to `leave` is the last of its room.
        return not (self._unanswered and rule.holds)

    def _run(self, command: Command, rule: Rule) -> None:
        self._counters.commands += 1
        now = self._clock.seconds()
        if now >= self.ends and rule.login:
            self._chat.expire(self)
            return
        try:
            if not self._budget.take(now, rule.cost):
                wait = int(self._budget.wait(rule.cost) * 1000) + 1
                raise Refusal("rate_limited", retry_after=wait)
            if rule.login and self.user is None:
                raise Refusal("login_required")
            outcome = rule.run(self._chat, self, command)
        except Refusal as refusal:
            self.refuse(refusal, command.ref)
            return
        except Exception:
            self._fault(command, None)
            return
        if outcome is None:
            # Answered by its commit, or by the fan-out in its place.
            return
        if isinstance(outcome, Coroutine):
            self._unanswered += 1
            self._held = rule.holds
            if rule.page:
                self._page = command
            self._carry_on(outcome, command)
        elif rule.always or command.ref is not None:
            self.answer(outcome)

    def _carry_on(self, work: Coroutine[Any, Any, AnyAnswer], command: Command) -> None:
        # Most have nothing to wait for.  Whoever waits is asked again by the Deferred, and waits for the same.
        try:
            work.send(None)
        except StopIteration as end:
            self._arrived(end.value, command)
        except Exception:
            self._arrived(Failure(), command)
        else:
            Deferred.fromCoroutine(work).addBoth(self._arrived, command)

    def _entered(
        self, outcome: Failure | None, welcome: Callable[[], None], start: Callable[[Refusal | None], None]
    ) -> None:
        refusal = None
        if isinstance(outcome, Failure):
            if isinstance(outcome.value, Refusal):
                refusal = outcome.value
            else:
                self._log.failure("the credentials of a handshake could not be checked", outcome)
                refusal = Refusal("internal")
        self._held = False
        self._unanswered -= 1
        early, self._waiting = self._waiting, deque()
        self._continuing = True
        try:
            if not self.gone:
                welcome()
            if refusal is not None:
                self.refuse(refusal)
            if not self.gone:
                start(refusal)
        finally:
            self._continuing = False
            if not self.gone:
                self._waiting.extend(early)
        self._continue()

    def _arrived(self, outcome: AnyAnswer | Failure, command: Command) -> None:
        self._held = False
        if command is self._page:
            self._page = None
        if not isinstance(outcome, Failure):
            self.answer(outcome)
        elif isinstance(outcome.value, Refusal):
            self.refuse(outcome.value, command.ref)
        else:
            self._fault(command, outcome)
        self.settled()

    def _fault(self, command: Command, failure: Failure | None) -> None:
        self._log.failure("{command} failed", failure, command=type(command).__name__)
        self._counters.refused["internal"] += 1
        self.answer(refuse(Refusal("internal"), command.ref))

    def _continue(self) -> None:
        if self._continuing:
            # Answered within the loop below, or before what waits is in place: both go on by themselves.
            return
        self._continuing = True
        try:
            while self._waiting and not self.gone and self._ready(rule := RULES[type(self._waiting[0])]):
                self._run(self._waiting.popleft(), rule)
        finally:
            self._continuing = False
        self._pause_or_resume()
        if self._leaving and not self._waiting and not self._unanswered:
            self.end()

    def _pause_or_resume(self) -> None:
        full = self._unanswered + len(self._waiting) >= self._limits.unanswered
        if full != self._paused and not self.gone:
            self._paused = full
            if full:
                self.peer.pause()
            else:
                self.peer.resume()
