"""
What every `chatd.interfaces.webhooks.WebhookStore` does.
"""

from msgspec.structs import replace

from chatd.domain.events import NewMessage, User
from chatd.domain.moderation import AuditEntry, Report, Sanction
from chatd.domain.webhooks import Delivery, Part, PresenceEvent, RoomCursor, Webhook
from chatd.interfaces.storage import MessageLog, RoomDirectory
from chatd.interfaces.webhooks import DELIVERIES_KEPT, ActEvents, WebhookStore
from tests.support.synchronous import Asking

ANN = User("a.1", "Ann")
BEN = User("g.2", "~Ben")
WEBHOOK = Webhook(
    id="wh_1",
    url="https://example.org/",
    events=("sanction", "message.created"),
    rooms=("news", "team-*"),
    secret="whsec_eA==",
    by="a.1",
    created=1000,
)
DELIVERY = Delivery(
    webhook="wh_1",
    message="msg_1",
    time=2000,
    state="failed",
    attempt=2,
    status=500,
    error="no",
    milliseconds=7,
    events=3,
    parts=(Part("news", "E", 1, 2, 0, 0), Part("", "", 0, 0, 4, 4)),
)


def act(action: str = "add_webhook", **more: object) -> AuditEntry:
    """
    An act as it is given to be stored.
    """
    return AuditEntry(**({"action": action, "by": ANN, "time": 1000} | more))  # type: ignore[arg-type]


def came(event: str, user: User | None = BEN, room: str = "news", count: int = 1, time: int = 1500) -> PresenceEvent:
    """
    An event of presence.
    """
    return PresenceEvent(event, room, time, "" if user is None else user.id, "" if user is None else user.name, count)


class WebhookContract(Asking):
    """
    The promises.
    """

    store: WebhookStore
    roster: RoomDirectory
    act_events: ActEvents

    def add(self, **changes: object) -> Webhook:
        """
        Store a webhook.
        """
        return self.do(self.store.put_webhook(replace(WEBHOOK, **changes), act()))

    def events(self, room: str, after: int = 0, limit: int = 99) -> list[tuple[str, int]]:
        """
        The events of a room and their numbers; without content they have no name.
        """
        found = self.do(self.store.events_after({room: after}, limit))[room]
        return [("" if event.content is None else event.content.event, event.number) for event in found]

    def test_webhooks_come_back_as_they_were_stored(self) -> None:
        first = self.add()
        second = self.add(id="wh_2", created=2000, former_secret="whsec_eQ==", former_until=5, state="disabled")
        self.assertEqual(self.do(self.store.webhooks()), [first, second])
        self.assertEqual(first, WEBHOOK)
        changed = self.add(state="gone")
        self.assertEqual({one.id: one for one in self.do(self.store.webhooks())}, {"wh_1": changed, "wh_2": second})
        self.assertEqual(len(self.do(self.roster.list_acts(limit=9))), 3)

    def test_removed_webhook_leaves_nothing(self) -> None:
        self.add()
        self.do(self.store.add_delivery(DELIVERY, [RoomCursor(room="news", event=1)]))
        self.do(self.store.remove_webhook("wh_1", act("remove_webhook")))
        self.assertEqual(list(self.do(self.store.webhooks())), [])
        self.assertEqual(dict(self.do(self.store.cursors("wh_1", ["news"]))), {})
        self.assertEqual(list(self.do(self.store.deliveries("wh_1", limit=9))), [])

    def test_cursors(self) -> None:
        one = RoomCursor(room="news", epoch="E", seq=3, time=1200, event=4)
        self.do(self.store.put_cursors("wh_1", [one, RoomCursor(room="", event=2)]))
        self.do(self.store.put_cursors("wh_2", [RoomCursor(room="news", event=9)]))
        self.do(self.store.put_cursors("wh_1", [replace(one, seq=5)]))
        found = self.do(self.store.cursors("wh_1", ["news", "", "lobby"]))
        self.assertEqual(found, {"news": replace(one, seq=5), "": RoomCursor(room="", event=2)})

    def test_deliveries(self) -> None:
        first = self.do(self.store.add_delivery(DELIVERY))
        second = self.do(self.store.add_delivery(replace(DELIVERY, state="parked")))
        third = self.do(self.store.add_delivery(replace(DELIVERY, webhook="wh_2")))
        self.assertTrue(first < second < third)
        found = self.do(self.store.deliveries("wh_1", limit=9))
        self.assertEqual(found, [replace(DELIVERY, id=second, state="parked"), replace(DELIVERY, id=first)])
        self.assertEqual([one.id for one in self.do(self.store.deliveries("wh_1", before=second, limit=9))], [first])
        self.assertEqual([one.id for one in self.do(self.store.deliveries("wh_1", parked=True, limit=9))], [second])
        self.do(self.store.mark_replayed(second))
        self.assertEqual(list(self.do(self.store.deliveries("wh_1", parked=True, limit=9))), [])

    def test_deliveries_are_bounded_by_number_and_age(self) -> None:
        self.add()
        for _ in range(DELIVERIES_KEPT + 5):
            self.do(self.store.add_delivery(DELIVERY))
        self.do(self.store.purge(events_before=0, deliveries_before=2000))
        self.assertEqual(len(self.do(self.store.deliveries("wh_1", limit=9999))), DELIVERIES_KEPT)
        self.do(self.store.purge(events_before=0, deliveries_before=2001))
        self.assertEqual(len(self.do(self.store.deliveries("wh_1", limit=9999))), 0)

    def test_who_came_and_went(self) -> None:
        self.do(self.store.add_presence_events([came("room.occupied", None), came("member.joined")]))
        self.do(self.store.add_presence_events([came("member.joined", ANN, count=2), came("member.left", ANN)]))
        self.assertEqual(list(self.do(self.store.present())), [("news", "g.2", "~Ben")])
        events = self.do(self.store.events_after({"news": 0, "lobby": 0}, 9))
        self.assertEqual(events["lobby"], [])
        first, second, third, _ = events["news"]
        assert first.content is not None
        assert second.content is not None
        self.assertEqual((first.content.event, first.content.user, first.content.count), ("room.occupied", None, 1))
        self.assertEqual((second.content.user, second.content.room, second.time), (BEN, "news", 1500))
        self.assertEqual(self.events("news", second.number, 1), [("member.joined", third.number)])
        self.do(self.store.set_present([("attic", "a.1", "Ann")]))
        self.assertEqual(list(self.do(self.store.present())), [("attic", "a.1", "Ann")])

    def test_acts_are_stored_as_events_while_there_is_a_webhook(self) -> None:
        told: list[str] = []
        self.act_events.watch_events(told.append)
        ban = Sanction(kind="ban", user="g.2", by="a.1", at=1000, room="news")
        done = act("ban", user=BEN, room="news", reason="rude", detail="192.0.2.1", until=9)
        self.do(self.roster.add_sanction(ban, done))
        self.assertEqual(self.events("news"), [])
        self.add()
        self.do(self.roster.add_sanction(ban, done))
        self.do(self.roster.remove_sanction("ban", "g.2", "news", act("unban", user=BEN, room="news")))
        self.do(self.roster.add_sanction(replace(ban, room=None), act("ban", user=BEN)))
        report = Report(room="news", seq=7, author=BEN, by=ANN, time=1000, reason="spam")
        self.do(self.roster.add_report(report, limit=9))
        self.assertEqual(told[-4:], ["news", "news", "", "news"])
        found = self.do(self.store.events_after({"news": 0, "": 0}, 9))
        contents = [event.content for event in found["news"]]
        self.assertEqual([one and one.event for one in contents], ["sanction", "sanction", "report"])
        assert contents[0] is not None
        assert contents[2] is not None
        self.assertEqual((contents[0].action, contents[0].user, contents[0].by), ("ban", BEN, ANN))
        self.assertEqual((contents[0].reason, contents[0].until), ("rude", 9))
        self.assertNotIn("192.0.2.1", str(contents[0]))
        self.assertEqual((contents[2].seq, contents[2].author, contents[2].reason), (7, BEN, "spam"))
        (site,) = found[""]
        assert site.content is not None
        self.assertIsNone(site.content.room)

    def test_new_webhook_is_told_nothing_that_was_stored_before(self) -> None:
        self.add()
        self.do(self.store.add_presence_events([came("member.joined")]))
        second = self.add(id="wh_2")
        ((_, number),) = self.events("news")
        self.assertEqual(second.first_event, number)
        self.assertEqual(self.add(id="wh_2", state="disabled").first_event, number)

    def test_erased_user_is_in_no_event(self) -> None:
        self.add()
        ban = Sanction(kind="ban", user="g.2", by="a.1", at=1000, room="news")
        self.do(self.roster.add_sanction(ban, act("ban", user=BEN, room="news")))
        self.do(self.store.add_presence_events([came("member.joined"), came("member.joined", ANN)]))
        self.do(self.roster.forget_user("g.2"))
        found = self.do(self.store.events_after({"news": 0}, 9))["news"]
        self.assertEqual(len(found), 2)
        self.assertNotIn("~Ben", str(found))
        self.assertEqual(list(self.do(self.store.present())), [("news", "a.1", "Ann")])

    def test_old_events_go(self) -> None:
        self.do(self.store.add_presence_events([came("member.joined", time=1), came("member.joined", ANN, time=2)]))
        self.do(self.store.purge(events_before=2, deliveries_before=0))
        self.assertEqual(len(self.events("news")), 1)


class BacklogContract(Asking):
    """
    The promises about logs.
    """

    store: WebhookStore
    log: MessageLog

    def test_backlog_is_what_the_cursors_do_not_cover(self) -> None:
        self.do(self.log.append([NewMessage("old", ANN, 999, "before")]))
        webhook = self.do(self.store.put_webhook(WEBHOOK, act()))
        drafts = [NewMessage(room, ANN, 2000, "Hello") for room in ("news", "news", "lobby")]
        self.do(self.log.append(drafts))
        self.do(
            self.store.add_presence_events([came("member.joined", room="attic"), came("member.joined", room="hall")])
        )
        (event,) = self.do(self.store.events_after({"hall": 0}, 9))["hall"]
        self.do(self.store.put_cursors("wh_1", [RoomCursor(room="news", seq=1), RoomCursor(room="lobby", seq=1)]))
        self.do(self.store.put_cursors("wh_1", [RoomCursor(room="hall", event=event.number)]))
        self.assertEqual(set(self.do(self.store.backlog(webhook))) - {"old"}, {"news", "attic"})
