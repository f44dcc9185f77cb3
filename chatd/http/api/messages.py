"""
Endpoints of messages: send, read, edit, delete and search them; signals.

The same commands as on a WebSocket, without one and without joining the room.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from typing import Annotated, Any, TypeVar

from msgspec import UNSET, Meta, Raw, Struct, UnsetType
from msgspec.structs import replace
from twisted.logger import Logger
from twisted.python.failure import Failure

from chatd.chat.requests import Requests, RequestSession
from chatd.domain.accounts import Principal
from chatd.domain.events import Data, LogEvent
from chatd.domain.rooms import inbox_of
from chatd.domain.validation import INTEGER_MAX, check_user_id
from chatd.errors import Refusal
from chatd.http.api.app import Route
from chatd.http.api.request import ApiRequest, decode
from chatd.http.problems import Problem, document, translated
from chatd.protocol import commands
from chatd.protocol.commands import After, Count, Limit, SaidName, Seq, SpeaksAs
from chatd.protocol.replies import AnyAnswer, Changed, Found, HistoryPage, Said

K = TypeVar("K")
T = TypeVar("T")

SpeakerName = tuple[str, SaidName]
"""The id and the name of a user for whom a back end speaks."""

MESSAGES_MAX = 100
_RESULT = {"anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("MessageAnswer", "Problem")]}
BODY_MAX = 1 << 20
"""Bytes of JSON of a request with messages; `limits.body` is lower by default."""


class MessageBody(Struct, frozen=True, forbid_unknown_fields=True, rename={"speaks_as": "as"}):
    """
    A new message: `text`, `data` or both.  `speaks_as`, on the wire ``as``: the user for whom a back end speaks.
    """

    text: str = ""
    data: Data | None = None
    key: str | None = None
    reply_to: Seq | None = None
    speaks_as: SpeaksAs | None = None


class AddressedMessage(MessageBody, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"speaks_as": "as"}):
    """
    A new message of a batch, with its room, or the user whose inbox it is for.
    """

    room: str = ""
    user: str = ""


class BatchBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    New messages of any rooms.
    """

    messages: Annotated[
        list[Annotated[Raw, Meta(extra_json_schema={"$ref": "#/components/schemas/AddressedMessage"})]],
        Meta(min_length=1, max_length=MESSAGES_MAX),
    ]


class EditBody(Struct, frozen=True, forbid_unknown_fields=True, rename={"speaks_as": "as"}):
    """
    What is to be different: the text, the data (null: none) or both.
    """

    text: str | UnsetType = UNSET
    data: Data | None | UnsetType = UNSET
    speaks_as: SpeaksAs | None = None


class SignalBody(Struct, frozen=True, forbid_unknown_fields=True, rename={"speaks_as": "as"}):
    """
    A signal: its name, and a body of its own.
    """

    name: str
    body: dict[str, Any] = {}
    speaks_as: SpeaksAs | None = None


class PageQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """
    A page of a log, before or after a `seq`; the newest page without either.
    """

    before: Seq | None = None
    after: Count | None = None
    limit: Limit | None = None


class SearchQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The words to look for: in a room, in messages before a `seq` if given, or in all rooms that the user may read, in
    messages before a cursor if given.
    """

    text: str
    room: str | None = None
    before: After | None = None
    limit: Limit | None = None


class MessageAnswer(Struct, frozen=True, omit_defaults=True):
    """
    The stored message: its place in the log with that `epoch` (neither in a room that keeps nothing), and its `text` if
    a filter changed it.
    """

    time: int
    seq: int | UnsetType = UNSET
    epoch: str | UnsetType = UNSET
    text: str | None = None


class BatchAnswer(Struct, frozen=True):
    """
    For each message, in order, the answer or the problem.
    """

    results: Sequence[Annotated[object, Meta(extra_json_schema=_RESULT)]]


class EditAnswer(Struct, frozen=True, omit_defaults=True):
    """
    The edit: its place in the log, and what the message says now, unless it is what was sent.
    """

    seq: int
    time: int
    text: str | None = None
    data: Data | None = None


class PageAnswer(Struct, frozen=True):
    """
    A page of a log with that `epoch`, oldest first.  `first`: the oldest entry that is kept; `more`: there are others
    in that direction.
    """

    events: list[LogEvent]
    first: int
    more: bool
    epoch: str


class SearchAnswer(Struct, frozen=True):
    """
    Messages found, newest first; `more`: there are others.  `next`: the cursor of the next page of all rooms.
    """

    events: list[LogEvent]
    more: bool
    next: str | UnsetType = UNSET


class MessageEndpoints:
    """
    The endpoints of messages.
    """

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    def routes(self) -> Iterator[Route]:
        """
        Yields the routes.
        """
        room, message = "/api/rooms/<room>/messages", "/api/rooms/<room>/messages/<seq>"
        big: dict[str, Any] = {"asks": "anybody", "body_max": BODY_MAX, "pays": False}
        yield Route("POST", room, self.send_message, body=MessageBody, status=201, also=(200,), **big)
        inbox = "/api/users/<user>/messages"
        yield Route("POST", inbox, self.notify_user, body=MessageBody, status=201, also=(200,), **big)
        yield Route("POST", "/api/messages", self.send_batch, body=BatchBody, **big)
        yield Route("GET", room, self.read_messages, asks="anybody", query=PageQuery)
        yield Route("PATCH", message, self.edit_message, body=EditBody, **big)
        yield Route("DELETE", message, self.delete_message, asks="anybody", pays=False)
        yield Route("GET", "/api/search", self.find_messages, asks="anybody", query=SearchQuery)
        yield Route("POST", "/api/rooms/<room>/signals", self.send_signal, body=SignalBody, **big)

    async def send_message(self, exchange: ApiRequest, room: str, body: MessageBody) -> MessageAnswer:
        """
        Sends a message; it is stored when this returns.  A message that was sent before under its key is answered with
        the status 200.
        """
        key = _idempotency_key(exchange, body.key)
        self._requests.check_budget(exchange.who, exchange.address)
        principal = await self._requests.speak_as(exchange.who, body.speaks_as)
        said, epoch = await self._requests.run_in_room(principal, exchange.address, _say(room, body, key), room)
        assert isinstance(said, Said)
        if said.repeated:
            exchange.status = 200
        return _message_answer(said, epoch)

    async def notify_user(self, exchange: ApiRequest, user: str, body: MessageBody) -> MessageAnswer:
        """
        Writes to the inbox of a user, online or not; it is stored when this returns.
        """
        key = _idempotency_key(exchange, body.key)
        check_user_id(user)
        self._requests.check_budget(exchange.who, exchange.address)
        principal = await self._requests.speak_as(exchange.who, body.speaks_as)
        said, epoch = await self._requests.notify_user(
            principal, exchange.address, user, _say(inbox_of(user), body, key)
        )
        if said.repeated:
            exchange.status = 200
        return _message_answer(said, epoch)

    async def send_batch(self, exchange: ApiRequest, body: BatchBody) -> BatchAnswer:
        """
        Sends messages in order; a bad one spoils no other.
        """
        self._requests.check_budget(exchange.who, exchange.address)
        return BatchAnswer(
            await _MessageBatch(self._requests, exchange.who, exchange.address).send_messages(body.messages)
        )

    async def read_messages(self, exchange: ApiRequest, room: str, query: PageQuery) -> PageAnswer:
        """
        A page of a room's log.
        """
        command = commands.History(room=room, before=query.before, after=query.after, limit=query.limit)
        page, epoch = await self._requests.run_in_room(exchange.who, exchange.address, command, room, needs="read")
        assert isinstance(page, HistoryPage)
        return PageAnswer(page.events, page.first, page.more, epoch)

    async def find_messages(self, exchange: ApiRequest, query: SearchQuery) -> SearchAnswer:
        """
        The messages that have some words: of a room, or of all rooms that the user may read.
        """
        command = commands.Search(text=query.text, room=query.room, before=query.before, limit=query.limit)
        found: AnyAnswer
        if query.room is None:
            found = await self._requests.run_command(exchange.who, exchange.address, command)
        else:
            command = replace(command, before=None if query.before is None else _seq(query.before, "before"))
            found, _ = await self._requests.run_in_room(
                exchange.who, exchange.address, command, query.room, needs="read"
            )
        assert isinstance(found, Found)
        return SearchAnswer(found.events, found.more, found.next)

    async def edit_message(self, exchange: ApiRequest, room: str, seq: str, body: EditBody) -> EditAnswer:
        """
        Changes an own message.
        """
        principal = await self._requests.speak_as(exchange.who, body.speaks_as)
        command = commands.Edit(room=room, seq=_seq(seq), text=body.text, data=body.data)
        changed, _ = await self._requests.run_in_room(principal, exchange.address, command, room)
        assert isinstance(changed, Changed)
        return EditAnswer(changed.seq, changed.time, changed.text, changed.data)

    async def delete_message(self, exchange: ApiRequest, room: str, seq: str) -> None:
        """
        Deletes a message.
        """
        await self._requests.run_in_room(
            exchange.who, exchange.address, commands.Delete(room=room, seq=_seq(seq)), room
        )

    async def send_signal(self, exchange: ApiRequest, room: str, body: SignalBody) -> None:
        """
        Sends a signal, which is not stored.
        """
        principal = await self._requests.speak_as(exchange.who, body.speaks_as)
        command = commands.SendSignal(room=room, name=body.name, body=body.body)
        await self._requests.run_in_room(principal, exchange.address, command, room)


class _BatchMessage:
    # One message of a batch on its way.  A block ``with message`` that raises has refused it, and goes on behind it.

    __slots__ = ("outcome", "refusal", "room", "say", "session", "speaker", "to_user")
    _log = Logger()

    def __init__(self) -> None:
        self.refusal: Refusal | None = None
        self.outcome: Awaitable[AnyAnswer] | AnyAnswer
        self.room: str
        self.say: commands.Say
        self.session: RequestSession
        self.speaker: Principal
        self.to_user: bool

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, Exception):
            return False
        self.refusal = translated(error)
        if self.refusal is None:
            self._log.failure("a message of a batch failed", Failure(error))
            self.refusal = Refusal("internal")
        return True


class _MessageBatch:
    # The messages of one request.  What has to be waited for is done first, once for each room and speaker, and paid
    # for beyond the first; then all are started in order, without waiting, so that none overtakes another.

    def __init__(self, requests: Requests, principal: Principal, address: str | None) -> None:
        self._requests = requests
        self._principal = principal
        self._address = address
        self._rooms: dict[str, str | Refusal] = {}
        self._speakers: dict[SpeakerName, Principal | Refusal] = {}
        # By speaker and room.
        self._entered: dict[tuple[SpeakerName | None, str], RequestSession | Refusal] = {}

    async def send_messages(self, raws: Sequence[Raw]) -> list[MessageAnswer | Problem]:
        messages = []
        try:
            with self._requests.watch_logins() as check_login:
                for number, raw in enumerate(raws):
                    message = _BatchMessage()
                    messages.append(message)
                    with message:
                        await self._prepare(message, decode(raw, AddressedMessage, f"messages[{number}]"), number)
                for message in messages:
                    if message.refusal is None:
                        with message:
                            check_login(message.speaker)
                            self._start(message)
            # The last one first: nearly always the others are answered by then, and do not wake this one by one.
            results = [await self._result(message) for message in reversed(messages)]
            results.reverse()
            return results
        finally:
            self._requests.release_rooms(room for room, epoch in self._rooms.items() if isinstance(epoch, str))

    async def _prepare(self, message: _BatchMessage, body: AddressedMessage, number: int) -> None:
        requests = self._requests
        message.room = room = _room_of(body)
        # Its `ref` tells the answers to messages of one session apart.
        message.say = _say(room, body, body.key, number)
        message.to_user = bool(body.user)
        message.speaker = self._principal
        name, speaks_as = None, body.speaks_as
        if speaks_as is not None:
            name = speaks_as.id, speaks_as.name
            message.speaker = await self._once(
                self._speakers, name, lambda: requests.speak_as(self._principal, speaks_as), free=False
            )
        entered = None if message.to_user else self._entered.get((name, room))
        if isinstance(entered, RequestSession):
            # Its room is held as well.
            message.session = entered
            return
        free = not self._rooms or requests.is_open(room)
        await self._once(self._rooms, room, lambda: requests.hold_room(room), free=free)
        if message.to_user:
            message.session = await requests.enter_inbox(message.speaker, self._address, body.user)
            return
        enter = partial(requests.enter_room, message.speaker, self._address, room)
        message.session = await self._once(self._entered, (name, room), enter, free=True)

    def _start(self, message: _BatchMessage) -> None:
        start = self._requests.start_notification if message.to_user else self._requests.start_command
        message.outcome = start(message.session, message.say)

    async def _result(self, message: _BatchMessage) -> MessageAnswer | Problem:
        if message.refusal is None:
            with message:
                outcome = message.outcome
                said = await outcome if isinstance(outcome, Awaitable) else outcome
                assert isinstance(said, Said)
                epoch = self._rooms[message.room]
                assert isinstance(epoch, str)
                return _message_answer(said, message.session.epoch_of(said.ref) or epoch)
        assert message.refusal is not None
        self._requests.count_refusal(message.refusal.code)
        return document(message.refusal)[0]

    async def _once(self, known: dict[K, T | Refusal], key: K, work: Callable[[], Awaitable[T]], *, free: bool) -> T:
        # What `work` returns or how it is refused, done for the first message that needs it.
        if key not in known:
            try:
                if not free:
                    self._requests.charge(self._principal, self._address)
                known[key] = await work()
            except Refusal as refusal:
                known[key] = refusal
        found = known[key]
        if isinstance(found, Refusal):
            raise found
        return found


def _room_of(message: AddressedMessage) -> str:
    if bool(message.room) == bool(message.user):
        raise Refusal("invalid", "room: give either room or user", field="room")
    if not message.user:
        return message.room
    check_user_id(message.user)
    return inbox_of(message.user)


def _say(room: str, body: MessageBody, key: str | None, ref: int | None = None) -> commands.Say:
    return commands.Say(ref=ref, room=room, text=body.text, data=body.data, key=key, reply_to=body.reply_to)


def _message_answer(said: Said, epoch: str) -> MessageAnswer:
    return MessageAnswer(said.time, said.seq, UNSET if said.seq is UNSET else epoch, said.text)


def _idempotency_key(exchange: ApiRequest, key: str | None) -> str | None:
    # Idempotency-Key is a string in quotes (draft-ietf-httpapi-idempotency-key-header); many send it without them.
    given = exchange.field("idempotency-key", "\n").strip()
    if "\n" in given:
        raise Refusal("invalid", "Idempotency-Key: given more than once", field="idempotency-key")
    if len(given) > 1 and given[0] == given[-1] == '"':
        given = given[1:-1]
    if not given:
        return key
    if key is not None and key != given:
        raise Refusal("invalid", "key: another one than that of Idempotency-Key", field="key")
    return given


def _seq(text: str, field: str = "seq") -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 16 and 1 <= int(text) <= INTEGER_MAX):
        raise Refusal("invalid", f"{field}: expected the number of a message", field=field)
    return int(text)
