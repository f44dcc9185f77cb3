"""
Endpoints of incoming webhooks: a program that knows Slack's writes to a room, and the owners of a room manage its
webhooks.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from chatd.auth.apikeys import ApiKeys
from chatd.auth.gate import Gate, HookToken
from chatd.chat.requests import Requests
from chatd.domain.accounts import HOOK_PREFIX, ApiKey
from chatd.domain.characters import cut_at_boundary, has_visible_text
from chatd.http.api.app import Document, Route
from chatd.http.api.request import ApiRequest
from chatd.http.api.slack_messages import display_name, read_message
from chatd.http.problems import HttpRefusal
from chatd.protocol.commands import Say

BODY_MAX = 1 << 20
"""Bytes of a body; `limits.body` is lower by default."""


class HookBody(Struct, frozen=True):
    """
    A message as Slack's incoming webhooks take it: `text`, or `blocks` in its place, and `attachments`.  `username` is
    shown before the name of the webhook.  Other fields are ignored.
    """

    text: str = ""
    username: str = ""
    attachments: list[dict[str, Any]] = []
    blocks: list[dict[str, Any]] = []


class NewHookBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    A new incoming webhook: the `name` under which it writes, 1 to 32 characters of a-z 0-9 _ -; no two of a site have
    the same.
    """

    name: str


class HookMadeAnswer(Struct, frozen=True):
    """
    A new incoming webhook with the `path` of its address, which is not stored; `id` is that of its user.
    """

    id: str
    name: str
    path: str


class RoomHook(Struct, frozen=True):
    """
    An incoming webhook without its address; `by` has made it, the id of a user.  Times are milliseconds since 1970.
    """

    id: str
    name: str
    by: str
    created: int
    used: int | None


class RoomHooksAnswer(Struct, frozen=True):
    """
    The incoming webhooks of a room, by name.
    """

    hooks: list[RoomHook]


class HookEndpoints:
    """
    The endpoints of incoming webhooks.
    """

    def __init__(self, requests: Requests, gate: Gate, keys: ApiKeys) -> None:
        self._requests = requests
        self._gate = gate
        self._keys = keys

    def routes(self) -> Iterator[Route]:
        """
        Yields the routes.
        """
        hooks = "/api/rooms/<room>/hooks"
        yield Route("GET", hooks, self.list_hooks, asks="anybody")
        yield Route("POST", hooks, self.create_hook, asks="anybody", body=NewHookBody, status=201)
        yield Route("DELETE", f"{hooks}/<hook>", self.delete_hook, asks="anybody")
        yield Route(
            "POST",
            "/hooks/<hook>",
            self.receive_message,
            asks="nobody",
            body=HookBody,
            produces="text/plain",
            secret_path=True,
        )

    async def list_hooks(self, exchange: ApiRequest, room: str) -> RoomHooksAnswer:
        """
        Lists the incoming webhooks of a room, for its owners.
        """
        await self._check(exchange, room)
        return RoomHooksAnswer([_shown_hook(key) for key in await self._keys.list_room_hooks(room)])

    async def create_hook(self, exchange: ApiRequest, room: str, body: NewHookBody) -> HookMadeAnswer:
        """
        Makes an incoming webhook of a room; the path of its address is in this answer only.
        """
        await self._check(exchange, room)
        token, key = await self._keys.create_room_hook(room, body.name, exchange.who.user)
        return HookMadeAnswer(f"k.{key.name}", body.name, f"/hooks/{token}")

    async def delete_hook(self, exchange: ApiRequest, room: str, hook: str) -> None:
        """
        Ends an incoming webhook of a room at once.
        """
        await self._check(exchange, room)
        await self._keys.revoke_hook(hook, exchange.who.user, room=room)

    async def _check(self, exchange: ApiRequest, room: str) -> None:
        await self._requests.check_permission(exchange.who, exchange.address, "hooks", room)

    async def receive_message(self, exchange: ApiRequest, hook: str) -> Document:
        """
        Sends the message of a program that knows Slack's incoming webhooks to the room of this one.

        The body is JSON, or a form with JSON in its field `payload`, URL-encoded or multipart.  The answer is `ok`; a
        text that is too long is cut.
        """
        principal = await self._gate.authenticate(HookToken(hook))
        exchange.recognise_as(principal)
        self._requests.check_budget(principal, exchange.address)
        try:
            message = read_message(exchange.read_raw(BODY_MAX))
        except ValueError:
            self._requests.charge(principal, exchange.address)
            raise HttpRefusal(400, "invalid", "invalid_payload") from None
        if not has_visible_text(message.text):
            self._requests.charge(principal, exchange.address)
            raise HttpRefusal(400, "invalid", "no_text")
        limits = self._requests.limits
        text = message.text
        if len(text) > limits.text:
            text = cut_at_boundary(text, limits.text - 1) + "…"
        label = principal.user.id.partition(HOOK_PREFIX)[2]
        if message.username:
            name = display_name(message.username, label, limits.name)
            principal = await self._gate.authenticate(HookToken(hook, name))
        assert principal.grants is not None
        assert principal.grants.actions is not None
        room = principal.grants.actions[0][0].text
        await self._requests.run_in_room(principal, exchange.address, Say(room=room, text=text), room)
        return Document("text/plain; charset=utf-8", b"ok")


def _shown_hook(key: ApiKey) -> RoomHook:
    return RoomHook(f"k.{key.name}", key.name.removeprefix(HOOK_PREFIX), key.by, key.created, key.used)
