"""
The endpoint of incoming webhooks: a program that knows Slack's writes to a room.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from chatd.auth.gate import Gate, HookToken
from chatd.chat.requests import Requests
from chatd.domain.accounts import HOOK_PREFIX
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


class HookEndpoints:
    """
    The endpoint of incoming webhooks.
    """

    def __init__(self, requests: Requests, gate: Gate) -> None:
        self._requests = requests
        self._gate = gate

    def routes(self) -> Iterator[Route]:
        """
        Yields the route.
        """
        yield Route(
            "POST",
            "/hooks/<hook>",
            self.receive_message,
            asks="nobody",
            body=HookBody,
            produces="text/plain",
            secret_path=True,
        )

    async def receive_message(self, exchange: ApiRequest, hook: str) -> Document:
        """
        Sends the message of a program that knows Slack's incoming webhooks to the room of this one.

        The body is JSON, or a form with JSON in its field `payload`.  The answer is `ok`; a text that is too long is
        cut.
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
