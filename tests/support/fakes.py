"""
Fakes of sockets, users and a slow disk.

`World` is one node without its edges; a `Person` is one connection, which sends and reads JSON.
"""

import json
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

from twisted.internet.defer import Deferred, maybeDeferred, succeed
from twisted.internet.task import Clock

from chatd.auth.guests import Guests
from chatd.auth.identity import SessionIdentity
from chatd.auth.service import Authentication
from chatd.chat.commands.dispatch import CommandDispatcher
from chatd.chat.rooms.hub import Hub
from chatd.chat.session import Session
from chatd.domain.accounts import Account, Principal
from chatd.domain.counters import Counters
from chatd.domain.events import (
    Draft,
    LogEvent,
    LogHead,
    LogPage,
    Message,
    MessageDeleted,
    MessageEdited,
    Result,
    User,
    amend,
)
from chatd.domain.limits import Limits
from chatd.domain.roles import Override
from chatd.domain.rooms import Retention
from chatd.domain.settings import HistorySettings, PresenceSettings, RoomsSettings, SignalSettings
from chatd.filters.chain import Chain, Step
from chatd.interfaces.delivery import DirectSocket, Form, Sink
from chatd.interfaces.storage import MessageLog
from chatd.protocol.replies import AnyAnswer, Bye, Welcome
from chatd.refusal_log import RefusalLog
from chatd.server.application import Application
from chatd.server.settings import MEMORY, Auth, Settings, StoreSettings
from chatd.server.storage import Storage
from chatd.storage.memory.accounts import MemoryPeople
from chatd.storage.memory.logs import MemoryStore
from chatd.storage.memory.roster import MemoryRoster
from chatd.websocket.dialects import V1, Dialect, Plain
from chatd.websocket.fanout import Fanout
from chatd.websocket.frames import frame
from chatd.websocket.write_batcher import WriteBatcher
from tests.auth.people import NAMES, AtOnce, CountingHasher

T = TypeVar("T")

ANNA = User("g.anna", "Anna")
BEN = User("g.ben", "Ben")

ROOMY = Limits(
    commands_per_second=1e6,
    commands_burst=1_000_000,
    refusals_burst=1_000_000,
    user_per_second=1e6,
    user_burst=1_000_000,
    address_said_burst=1_000_000,
    address_made_burst=1_000_000,
    address_stored_burst=1_000_000_000,
    address_asked_burst=1_000_000,
    address_queries_burst=1_000_000,
    address_changes_burst=1_000_000,
    heavy_share=1.0,
)
"""Limits for tests that are not about rates."""


def said(room: str, seq: int, text: str = "hello", user: User = ANNA, **more: Any) -> Message:
    """
    A message of a log.
    """
    return Message(room, seq, user, text, 1000 + seq, **more)


def edited(room: str, seq: int, target: int, text: str, user: User = ANNA) -> MessageEdited:
    """
    An edit of a log.
    """
    return MessageEdited(room, seq, target, user, 1000 + seq, text)


def deleted(room: str, seq: int, target: int, user: User = ANNA) -> MessageDeleted:
    """
    A deletion of a log.
    """
    return MessageDeleted(room, seq, target, user, 1000 + seq)


def payloads(data: bytes) -> list[bytes]:
    """
    The payloads of complete, unmasked text frames.
    """
    found = []
    while data:
        assert data[0] == 0x81, data[:16]
        size, begin = data[1], 2
        if size == 126:
            size, begin = int.from_bytes(data[2:4], "big"), 4
        elif size == 127:
            size, begin = int.from_bytes(data[2:10], "big"), 10
        found.append(data[begin : begin + size])
        data = data[begin + size :]
    return found


class FakeSink:
    """
    Keeps each push as it was; nothing after `shut`.
    """

    def __init__(self, *, plain: bool = False, behind: bool = False) -> None:
        self.form: Form = "text" if plain else "json"
        self.behind = behind
        self.shut = False
        self.pushes: list[bytes] = []

    @property
    def straight(self) -> DirectSocket:
        return self

    def send(self, data: bytes, /) -> int:
        if self.behind or self.shut:
            return 0
        self.pushes.append(data)
        return len(data)

    def fileno(self) -> int:
        """
        No descriptor: data cannot go around `push`.
        """
        return -1

    def put(self, data: bytes) -> None:
        """
        As `push`, at once.
        """
        self.push(data)

    def push(self, data: bytes, sent: int = 0) -> None:
        if not self.shut:
            self.pushes.append(data[sent:])

    def texts(self) -> list[str]:
        """
        The text frames since the last call.
        """
        taken, self.pushes = b"".join(self.pushes), []
        return [payload.decode() for payload in payloads(taken)]


class FakePeer:
    """
    The other end of a session. Answers go into the same sink as events, so that their order can be compared.
    """

    def __init__(self, dialect: Dialect, address: str | None = "192.0.2.1") -> None:
        self.dialect = dialect
        self.address = address
        self.inbox = FakeSink(plain=dialect.plain)
        self.paused = False
        self.attended = 0
        self.finished: tuple[int, str, int | None] | None = None
        self.commands: CommandDispatcher | None = None

    @property
    def sink(self) -> Sink:
        return self.inbox

    def send_answer(self, answer: AnyAnswer) -> None:
        words = self.dialect.encode_reply(answer)
        if words is not None:
            self.inbox.push(frame(words))

    def close_connection(self, code: int, reason: str, retry_after: int | None = None) -> None:
        assert self.finished is None
        self.send_answer(Bye(code, reason, retry_after))
        self.inbox.shut = True
        self.finished = (code, reason, retry_after)
        assert self.commands is not None
        self.commands.end_session()

    def sweep_soon(self) -> None:
        """
        Nothing: tests sweep when they like.
        """
        self.attended += 1

    def pause(self) -> None:
        assert not self.paused
        self.paused = True

    def resume(self) -> None:
        assert self.paused
        self.paused = False


class Call:
    """
    One call of a store, which the test answers.
    """

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work
        self._outcome: Deferred[Any] | None = None
        self.reply: Deferred[Any] = Deferred()

    def happen(self) -> None:
        """
        Carry the call out in the store; the caller gets no answer yet.
        """
        if self._outcome is None:
            self._outcome = maybeDeferred(self._work)

    def answer(self) -> None:
        """
        Give the caller the answer.
        """
        self.happen()
        assert self._outcome is not None
        self._outcome.chainDeferred(self.reply)

    def fail(self, error: Exception | None = None) -> None:
        """
        Let the call fail.
        """
        self.reply.errback(error or OSError("the disk is full"))


class HeldStore:
    """
    Delays another store: while `held`, each call waits in `reads` or `appends` for the test.
    """

    def __init__(self, store: MessageLog) -> None:
        self._store = store
        self.held = False
        self.reads: list[Call] = []
        self.appends: list[Call] = []

    def watch_trims(self, trimmed: Callable[[str, int], None]) -> None:
        self._store.watch_trims(trimmed)

    def append(self, drafts: Sequence[Draft]) -> Deferred[Sequence[Result]]:
        return self._call(self.appends, lambda: self._store.append(drafts))

    def read(self, room: str, *, after: int | None = None, before: int | None = None, limit: int) -> Deferred[LogPage]:
        return self._call(self.reads, lambda: self._store.read(room, after=after, before=before, limit=limit))

    def read_heads(self, rooms: Sequence[str]) -> Deferred[Mapping[str, LogPage]]:
        return self._call(self.reads, lambda: self._store.read_heads(rooms))

    def read_messages(self, entries: Collection[tuple[str, int]]) -> Deferred[Mapping[tuple[str, int], Message]]:
        return self._call(self.reads, lambda: self._store.read_messages(entries))

    def _call(self, calls: list[Call], work: Callable[[], Any]) -> Deferred[Any]:
        call = Call(work)
        calls.append(call)
        if not self.held:
            calls.pop().answer()
        return call.reply


class LogStore:
    """
    Logs to which a test adds any event, with its `seq`.
    """

    def __init__(self, epoch: str = "e") -> None:
        self.epoch = epoch
        self.logs: dict[str, list[LogEvent]] = {}
        self.firsts: dict[str, int] = {}
        self.reads = 0
        self._trimmed: list[Callable[[str, int], None]] = []

    def watch_trims(self, trimmed: Callable[[str, int], None]) -> None:
        self._trimmed.append(trimmed)

    def append(self, drafts: Sequence[Draft]) -> Deferred[Sequence[Result]]:
        """
        Not used by tests of readers.
        """
        raise NotImplementedError

    def add(self, *events: LogEvent) -> None:
        """
        Add committed events.
        """
        for event in events:
            log = self.logs.setdefault(event.room, [])
            assert event.seq == len(log) + 1
            if isinstance(event, MessageEdited | MessageDeleted):
                amend(log, event)
            log.append(event)

    def trim(self, room: str, first: int) -> None:
        """
        Drop the events before `first`.
        """
        self.firsts[room] = first
        for trimmed in self._trimmed:
            trimmed(room, first)

    def held_of(self, room: str) -> list[LogEvent]:
        """
        All events of a room's log.
        """
        return self.logs.get(room, [])[self.firsts.get(room, 1) - 1 :]

    def read(self, room: str, *, after: int | None = None, before: int | None = None, limit: int) -> Deferred[LogPage]:
        self.reads += 1
        head = LogHead(self.epoch, len(self.logs.get(room, [])), self.firsts.get(room, 1))
        events = [(event.seq, event) for event in self.held_of(room) if isinstance(event.seq, int)]
        if after is not None:
            chosen = [event for seq, event in events if seq > after][:limit]
        else:
            chosen = [event for seq, event in events if before is None or seq < before][-limit:]
        return succeed(LogPage(head, chosen))

    def read_heads(self, rooms: Sequence[str]) -> Deferred[Mapping[str, LogPage]]:
        """
        Not used by tests of readers.
        """
        raise NotImplementedError

    def read_messages(self, entries: Collection[tuple[str, int]]) -> Deferred[Mapping[tuple[str, int], Message]]:
        """
        Not used by tests of readers.
        """
        raise NotImplementedError


class Person:
    """
    One connection of a user.
    """

    def __init__(self, commands: CommandDispatcher, peer: FakePeer) -> None:
        self.commands = commands
        self.session = commands.session
        self.peer = peer
        self.token = ""

    @property
    def id(self) -> str:
        """
        The id of the user who has logged in on this connection.
        """
        return self.session.who.id

    def send(self, type: str, **fields: Any) -> None:
        """
        Send one command as JSON.
        """
        self.send_raw(json.dumps({"type": type} | fields))

    def send_raw(self, text: str) -> None:
        """
        Send one text frame.
        """
        self.peer.dialect.receive_text(self.commands, text.encode())

    def ask(self, type: str, **fields: Any) -> dict[str, Any]:
        """
        Send a command that is answered at once; returns the answer.
        """
        self.send(type, **fields)
        (answer,) = self.heard()
        return answer

    def heard(self) -> list[dict[str, Any]]:
        """
        The JSON objects since the last call.
        """
        return [json.loads(text) for text in self.peer.inbox.texts()]

    def texts(self) -> list[str]:
        """
        The text frames since the last call.
        """
        return self.peer.inbox.texts()

    def vanish(self) -> None:
        """
        Lose the connection.
        """
        self.peer.inbox.shut = True
        self.commands.peer_closed()


def succeeded(awaitable: Awaitable[T]) -> T:
    """
    The result of a Deferred or coroutine that does not have to wait.
    """
    found: list[T] = []
    waiting = Deferred.fromCoroutine(_awaited(awaitable))
    waiting.addCallback(found.append)
    return found[0]


async def _awaited(awaitable: Awaitable[T]) -> T:
    return await awaitable


def _no_fault(name: str, error: Exception) -> None:
    raise AssertionError(name) from error


class World:
    """
    A node without its edges, and its users.
    """

    def __init__(
        self,
        *,
        limits: Limits = ROOMY,
        guests: bool = True,
        escape: bool = False,
        keep: int = 1000,
        tail: int = 200,
        named: int = 200,
        retention: str = "forever",
        edit_seconds: int = 0,
        permissions: Sequence[Override] = (),
        filters: Sequence[Step] = (),
    ) -> None:
        self.clock = Clock()
        self.limits = limits
        self.counters = Counters()
        self.refusals = RefusalLog(self.clock)
        self.time = 1_700_000_000_000
        fanout = Fanout(self.counters, WriteBatcher(self.clock), escape=escape)
        self.hub: Hub[Session] = Hub(fanout, lambda call: self.clock.callLater(0, call))
        settings = Settings(
            limits=limits,
            presence=PresenceSettings(named=named),
            history=HistorySettings(keep, 1000, tail),
            store=StoreSettings(url=MEMORY),
            rooms=RoomsSettings(retention, edit_seconds),
            auth=Auth(guests=guests, ignores=3),
            permissions=tuple(permissions),
            signals=SignalSettings(("typing", "cursor")),
        )
        stores = Storage(settings, self.hub.has_subscribers, self.clock, self.now)
        self.people, self.roster = MemoryPeople(), MemoryRoster()
        stores.people, stores.roster, stores.retention = self.people, self.roster, Retention.parse(retention)
        self.memory = self.recall = self.catalogue = MemoryStore(
            keep=keep, rooms=1000, in_use=self.hub.has_subscribers, retention=stores.retention, roster=self.roster
        )
        stores.marks = stores.recall = stores.catalogue = self.memory
        stores.log = self.store = HeldStore(self.memory)
        self.people.add_act, self.people.rename_user = self.roster.add_act, self.memory.rename_user
        self.persons: list[Person] = []
        sealed = Guests(b"secret")
        chain = Chain(filters, fault=_no_fault, limit=limits.text)
        self.authentication = Authentication(
            self.people,
            settings=settings.auth,
            name_limit=limits.name,
            guests=sealed,
            clock=self.clock,
            now=self.now,
            issuer_names=("site",),
            reactor=self.clock,
            changed=lambda change: self.assembly.account_updates.apply_change(change),  # noqa: PLW0108 - made below
            hasher=CountingHasher(),
            work=AtOnce(),
            names=NAMES,
            filters=chain,
        )
        self.assembly = Application(
            settings,
            stores,
            filters=chain,
            hub=self.hub,
            identity=SessionIdentity(
                guests=sealed,
                names=self.authentication.names,
                gate=self.authentication.gate,
                account_service=self.authentication.accounts,
                accounts=self.people,
                token_users=self.authentication.token_users,
            ),
            clock=self.clock,
            now=self.now,
            counters=self.counters,
            sessions=lambda: [person.session for person in self.persons if not person.session.ended],
            refusals=self.refusals,
        )
        self.writer, self.presence = self.assembly.writer, self.assembly.presence
        self.moderation = self.assembly.moderation
        self.catalogue.watch_changes(self.assembly.rooms.reload)
        self._count = 0

    def now(self) -> int:
        """
        The time of day.
        """
        return self.time

    def account(self, name: str, *rooms: str, admin: bool = False, address: str = "192.0.2.1") -> Person:
        """
        A user with an account who is signed in and has joined `rooms`.
        """
        account_id = f"a.{name.lower()}"
        likeness = self.authentication.names.likeness(name)
        added = Account(account_id, name, likeness, name, likeness, None, self.time, admin)
        if succeeded(self.people.account(account_id)) is None:
            succeeded(self.people.add_account(added, now=self.time))
        person = self.connect(address=address)
        self.assembly.login.admit(
            person.session, Principal(User(account_id, name), "account", admin=admin), field="token"
        )
        self._join(person, rooms)
        return person

    def refusal(self, person: Person, type: str, **fields: Any) -> dict[str, Any] | None:
        """
        The refusal of a command of `person`; None if it was not refused.
        """
        person.heard()
        person.send(type, ref=1, **fields)
        self.turn()
        errors = [answer for answer in person.heard() if answer["type"] == "error"]
        return errors[0] if errors else None

    def error_code(self, person: Person, type: str, **fields: Any) -> str | None:
        """
        The error code of a command of `person`; None if it was not refused.
        """
        refusal = self.refusal(person, type, **fields)
        return None if refusal is None else refusal["code"]

    def turn(self, seconds: float = 0) -> None:
        """
        Advance the clock by `seconds`.
        """
        self.clock.advance(seconds)

    def connect(self, dialect: Dialect | None = None, address: str | None = "192.0.2.1") -> Person:
        """
        A new connection without a user.
        """
        dialect = dialect or V1()
        peer = FakePeer(dialect, address)
        self._count += 1
        ident = f"{self._count:08d}"
        peer.commands = self.assembly.open_session(peer, ident)
        person = Person(peer.commands, peer)
        self.persons.append(person)
        return person

    def plain(self, room: str = "lobby") -> Person:
        """
        A client of plain text, after the welcome.
        """
        person = self.connect(Plain(room))
        person.peer.send_answer(Welcome("chatd", person.session.ident, None, {}, 30))
        person.peer.dialect.start_session(person.commands)
        return person

    def guest(self, name: str, *rooms: str) -> Person:
        """
        A new guest who has joined `rooms` and has read everything so far.
        """
        person = self.connect()
        person.token = person.ask("login", guest=name)["token"]
        self._join(person, rooms)
        return person

    def again(self, person: Person, *rooms: str) -> Person:
        """
        Another connection of the same user.
        """
        other = self.connect()
        other.token = person.token
        other.ask("login", token=person.token)
        self._join(other, rooms)
        return other

    def _join(self, person: Person, rooms: Sequence[str]) -> None:
        for room in rooms:
            person.send("join", room=room)
        self.turn()
        person.heard()

    def settle_presence(self) -> None:
        """
        Wait until changes of presence have been sent.
        """
        self.turn(0.25)
