"""
A site in memory with webhooks, and a target that answers what a test says.
"""

import json
from collections.abc import Sequence
from typing import Any

from twisted.internet.defer import Deferred, succeed

from chatd.domain.accounts import OPERATOR
from chatd.domain.webhooks import Delivery, Webhook
from chatd.storage.memory.webhooks import MemoryWebhooks
from chatd.webhooks.addresses import AddressRules
from chatd.webhooks.administration import WebhookAdmin
from chatd.webhooks.sending import TargetAnswer
from chatd.webhooks.service import Webhooks
from tests.support.fakes import World, succeeded

URL = "https://example.org/chat.php"
OK = TargetAnswer(200)
GRACE = 10.0


class FakeSender:
    """
    A `chatd.webhooks.sending.WebhookSender`: answers with `answers` in turn and then with `answer`; None: not at all.
    """

    def __init__(self) -> None:
        self.answer: TargetAnswer | None = OK
        self.answers: list[TargetAnswer | None] = []
        self.sent: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.waiting: list[Deferred[TargetAnswer]] = []

    def __call__(self, url: str, head: Sequence[tuple[str, str]], body: bytes) -> Deferred[TargetAnswer]:
        self.sent.append((url, dict(head), json.loads(body)))
        answer = self.answers.pop(0) if self.answers else self.answer
        if answer is not None:
            return succeed(answer)
        self.waiting.append(Deferred())
        return self.waiting[-1]

    async def close_connections(self) -> None:
        """
        There are none.
        """

    def take(self) -> list[list[dict[str, Any]]]:
        """
        The events of each request since the last call.
        """
        sent, self.sent = self.sent, []
        return [body["events"] for _, _, body in sent]


class Site:
    """
    A world with webhooks.
    """

    def __init__(self) -> None:
        self.world = World()
        self.sender = FakeSender()
        self.store = MemoryWebhooks(self.world.roster, self.world.catalogue)
        self.started = 0
        self.start()

    def start(self) -> None:
        """
        Start a daemon, also as one after another that was killed.
        """
        self.started += 1
        self.admin = WebhookAdmin(
            self.store, AddressRules(), self.world.now, new_id=lambda: f"wh_{len(self.store._webhooks) + 1}"
        )
        self.webhooks = Webhooks(
            self.store,
            self.admin,
            self.sender,
            log=self.world.store,
            roster=self.world.roster,
            act_events=self.world.roster,
            feeds=self.world.assembly.rooms,
            presence=self.world.presence,
            write_queue=self.world.writer,
            clock=self.world.clock,
            now=self.world.now,
            chance=lambda: 0.5,
            grace_seconds=GRACE,
        )
        succeeded(self.webhooks.start_delivery())

    def add(self, *events: str, rooms: Sequence[str] = ("*",), url: str = URL) -> Webhook:
        """
        A new webhook.
        """
        return succeeded(self.admin.add(url, events, rooms, OPERATOR.who))

    def wait(self, seconds: float = 0.25) -> None:
        """
        Time goes by, in steps.
        """
        self.world.turn()
        step = max(0.25, seconds / 400)
        for _ in range(max(1, round(seconds / step))):
            self.world.time += round(step * 1000)
            self.world.turn(step)
            self.world.turn()

    def deliveries(self, webhook: Webhook) -> list[Delivery]:
        """
        The attempts, the oldest first.
        """
        return list(reversed(succeeded(self.admin.deliveries(webhook.id, limit=200))[0]))


def told(batches: Sequence[Sequence[dict[str, Any]]]) -> list[tuple[str, Any]]:
    """
    The event and the text, or else the user's name, of each event of some requests.
    """
    return [
        (event["event"], event.get("text", (event.get("user") or {}).get("name")))
        for batch in batches
        for event in batch
    ]
