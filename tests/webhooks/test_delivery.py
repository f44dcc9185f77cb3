"""
What webhooks are sent, in which order, and again after failures.
"""

from typing import Any

from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.accounts import OPERATOR
from chatd.domain.events import NewMessage
from chatd.domain.rooms import inbox_of
from chatd.domain.webhooks import RETRY_MS
from chatd.webhooks.delivery import DeliveryTotals
from chatd.webhooks.sending import TargetAnswer
from chatd.webhooks.signing import signatures
from chatd.webhooks.targets import BATCH
from tests.support.fakes import succeeded
from tests.support.synchronous import Asking
from tests.webhooks.site import OK, URL, FakeSender, Site, told

DEAD = TargetAnswer(None, "ConnectionRefusedError")


def refused(answer: Any) -> Any:
    """
    An answer that says no.
    """
    return answer.addCallback(lambda _: TargetAnswer(400))


def totals_of(site: Site) -> DeliveryTotals:
    """
    What the metrics tell.
    """
    return site.webhooks.deliverer.totals()


class DeliveryTestCase(Asking, SynchronousTestCase):
    """
    Ann is in the rooms news and lobby.
    """

    def setUp(self) -> None:
        """
        There is no webhook yet.
        """
        self.site = Site()
        self.world, self.sender = self.site.world, self.site.sender
        self.ann = self.world.account("Ann", "news", "lobby")

    def say(self, *texts: str, room: str = "news") -> None:
        """
        Ann says something.
        """
        for text in texts:
            self.ann.send("say", room=room, text=text)
            self.world.turn(1)
        self.world.turn()

    def told(self) -> list[tuple[str, Any]]:
        """
        What was sent since the last call, after a while.
        """
        self.site.wait()
        return told(self.sender.take())


class PersonalRoomTests(DeliveryTestCase):
    """
    Conversations of two people, and inboxes.
    """

    def setUp(self) -> None:
        """
        Ann and Ben have a conversation; the boss is an administrator.
        """
        super().setUp()
        self.boss = self.world.account("Boss", admin=True).session.who
        self.ben = self.world.account("Ben")
        self.direct = self.ann.ask("direct", user="a.ben")["room"]
        self.ann.ask("join", room=self.direct)

    def test_webhooks_of_administrators_are_told_of_neither(self) -> None:
        """
        They may not read them either; other hidden rooms they may.
        """
        hidden = self.ann.ask("create", kind="private", title="Den")["room"]
        self.ann.ask("join", room=hidden)
        webhook = self.do(self.site.admin.add(URL, ["*"], ["~*", "~inbox.*", self.direct], self.boss))
        self.say("psst", room=self.direct)
        self.ann.send("leave", room=self.direct)
        inbox = NewMessage(inbox_of("a.ben"), self.boss, 1, "paid")
        self.do(self.world.memory.append([inbox]))
        self.site.webhooks.deliverer.note_log(inbox.room)
        self.say("listed", room=hidden)
        self.site.wait()
        rooms = {event["room"] for events in self.sender.take() for event in events}
        self.assertEqual(rooms, {hidden})
        self.assertEqual({part.room for one in self.site.deliveries(webhook) for part in one.parts}, {hidden})

    def test_operators_are_told_until_another_takes_the_address_over(self) -> None:
        webhook = self.site.add("message.*", rooms=["~*"])
        self.say("psst", room=self.direct)
        self.assertEqual(self.told(), [("message.created", "psst")])
        (delivery,) = self.site.deliveries(webhook)
        self.do(self.site.admin.change(webhook.id, self.boss, url="https://example.net/"))
        self.say("more", room=self.direct)
        self.assertEqual(self.told(), [])
        refused = self.refused(self.site.admin.replay(webhook.id, delivery.id, self.boss))
        self.assertEqual(refused[0], "not_found")


class MessageTests(DeliveryTestCase):
    """
    Messages.
    """

    def test_request_has_events_as_on_the_wire_and_is_signed(self) -> None:
        webhook = self.site.add("message.*")
        self.ann.send("say", room="news", text="Hello", data=None, key="k1")
        self.site.wait()
        ((url, head, body),) = self.sender.sent
        (event,) = body["events"]
        epoch = event["epoch"]
        self.assertEqual(
            event,
            {
                "event": "message.created",
                "id": f"news:{epoch}:1",
                "epoch": epoch,
                "type": "message",
                "room": "news",
                "seq": 1,
                "user": {"id": "a.ann", "name": "Ann"},
                "text": "Hello",
                "time": event["time"],
                "key": "k1",
            },
        )
        self.assertEqual((url, body["type"], body["webhook"]), (URL, "events", webhook.id))
        self.assertEqual(head["Content-Type"], "application/json")
        self.assertEqual(int(head["webhook-timestamp"]), body["time"] // 1000)
        self.assertTrue(head["webhook-id"].startswith("msg_"))
        self.assertTrue(head["webhook-signature"].startswith("v1,"))

    def test_signature_is_that_of_the_body(self) -> None:
        webhook = self.site.add("message.*")
        seen: list[tuple[dict[str, str], bytes]] = []
        send = FakeSender.__call__

        def note(url: str, head: Any, body: bytes) -> Any:
            seen.append((dict(head), body))
            return send(self.sender, url, head, body)

        self.site.webhooks.deliverer._send = note  # type: ignore[assignment]
        self.say("Hello")
        self.site.wait()
        ((head, body),) = seen
        expected = signatures(webhook, head["webhook-id"], int(head["webhook-timestamp"]), body)
        self.assertEqual(head["webhook-signature"], expected)

    def test_edits_and_deletions_are_told(self) -> None:
        self.site.add("message.*")
        self.say("Helo")
        self.assertEqual(self.told(), [("message.created", "Helo")])
        self.ann.send("edit", room="news", seq=1, text="Hello")
        self.ann.send("delete", room="news", seq=1)
        self.assertEqual([event for event, _ in self.told()], ["message.edited", "message.deleted"])

    def test_deleted_text_is_not_sent_any_more(self) -> None:
        self.site.add("message.*")
        self.ann.send("say", room="news", text="secret")
        self.world.turn()
        self.ann.send("delete", room="news", seq=1)
        self.site.wait()
        (sent,) = self.sender.take()
        self.assertEqual([event["event"] for event in sent], ["message.created", "message.deleted"])
        self.assertNotIn("secret", str(sent))

    def test_only_wanted_events_and_rooms(self) -> None:
        self.site.add("message.deleted", rooms=["n*"])
        self.say("one")
        self.say("two", room="lobby")
        self.ann.send("delete", room="lobby", seq=1)
        self.ann.send("delete", room="news", seq=1)
        self.assertEqual([event for event, _ in self.told()], ["message.deleted"])

    def test_what_was_said_before_is_not_told(self) -> None:
        self.say("before")
        self.world.time += 1
        self.site.add("message.*")
        self.say("after")
        self.assertEqual(self.told(), [("message.created", "after")])

    def test_events_wait_a_quarter_of_a_second_for_others(self) -> None:
        self.site.add("message.*")
        for text in ("one", "two"):
            self.ann.send("say", room="news", text=text)
        self.ann.send("say", room="lobby", text="three")
        self.world.turn()
        self.assertEqual(self.sender.sent, [])
        self.site.wait()
        (batch,) = self.sender.take()
        self.assertEqual([event["text"] for event in batch], ["one", "two", "three"])

    def test_a_request_has_at_most_a_hundred_events(self) -> None:
        self.site.add("message.*")
        self.sender.answer = DEAD
        for number in range(BATCH + 20):
            self.say(str(number))
        self.sender.answer = TargetAnswer(200)
        self.site.wait(4000)
        batches = self.sender.take()
        self.assertTrue(max(map(len, batches)) <= BATCH)
        delivered = [event["text"] for batch in batches for event in batch]
        self.assertEqual(list(dict.fromkeys(delivered)), [str(number) for number in range(BATCH + 20)])

    def test_mentioned_users_are_told(self) -> None:
        self.site.add("user.mentioned")
        self.world.account("Ben", "news")
        self.say("hello", "hi @ben")
        self.site.wait()
        (batch,) = self.sender.take()
        (event,) = batch
        self.assertEqual((event["event"], event["text"]), ("user.mentioned", "hi @ben"))
        self.assertEqual(event["mentioned"], [{"id": "a.ben", "name": "Ben"}])

    def test_nothing_is_noted_without_a_webhook(self) -> None:
        self.assertIsNone(self.world.writer._watch)
        webhook = self.site.add("message.*")
        self.assertIsNotNone(self.world.writer._watch)
        self.do(self.site.admin.remove(webhook.id, OPERATOR.who))
        self.assertIsNone(self.world.writer._watch)
        self.say("unheard")
        self.assertEqual(self.told(), [])


class FailureTests(DeliveryTestCase):
    """
    Targets that do not answer as they should.
    """

    def test_it_is_tried_again_and_nothing_is_lost(self) -> None:
        webhook = self.site.add("message.*")
        self.sender.answers = [DEAD, TargetAnswer(500), TargetAnswer(302)]
        self.say("one")
        self.site.wait(20)
        self.say("two")
        self.site.wait()
        sent = self.sender.sent
        self.assertEqual(told(self.sender.take()), [("message.created", "one")] * 4 + [("message.created", "two")])
        self.assertEqual(len({head["webhook-id"] for _, head, _ in sent[:4]}), 1)
        found = [(one.state, one.attempt, one.status) for one in self.site.deliveries(webhook)]
        expected = [("failed", 1, None), ("failed", 2, 500), ("failed", 3, 302)]
        self.assertEqual(found, [*expected, ("delivered", 4, 200), ("delivered", 1, 200)])
        self.assertIn("redirects are not followed", self.site.deliveries(webhook)[2].error)

    def test_attempts_become_rare(self) -> None:
        self.site.add("message.*")
        self.sender.answer = DEAD
        self.say("one")
        self.site.wait(60)
        self.assertTrue(5 <= len(self.sender.take()) <= 8)
        self.site.wait(3600)
        self.assertTrue(3 <= len(self.sender.take()) <= 7)

    def test_what_waits_costs_one_attempt_at_a_time(self) -> None:
        self.site.add("message.*")
        self.sender.answer = DEAD
        self.say("one")
        self.site.wait(60)
        self.sender.take()
        for number in range(20):
            self.say(str(number), room="lobby")
        self.site.wait(10)
        self.assertTrue(len(self.sender.take()) <= 1)

    def test_room_that_is_refused_holds_up_no_other(self) -> None:
        self.site.add("message.*")
        real = self.sender.__call__

        def refuse_news(url: str, head: Any, body: bytes) -> Any:
            answer = real(url, head, body)
            return answer if b'"news"' not in body else refused(answer)

        self.site.webhooks.deliverer._send = refuse_news  # type: ignore[assignment]
        self.say("poison")
        self.site.wait(30)
        self.sender.take()
        self.say("fine", room="lobby")
        self.site.wait(1)
        self.assertIn(("message.created", "fine"), told(self.sender.take()))

    def test_room_whose_request_hangs_holds_up_no_other(self) -> None:
        self.site.add("message.*")
        self.sender.answers = [None]
        self.say("hangs")
        self.site.wait()
        self.say("goes", room="lobby")
        self.say("waits")
        self.site.wait()
        self.assertEqual([text for _, text in told(self.sender.take())], ["hangs", "goes"])
        self.sender.waiting[0].callback(TargetAnswer(204))
        self.assertEqual(self.told(), [("message.created", "waits")])

    def test_after_three_days_events_are_parked_and_can_be_replayed(self) -> None:
        webhook = self.site.add("message.*")
        self.sender.answer = DEAD
        self.say("one", "two")
        self.site.wait(60)
        self.world.time += RETRY_MS
        self.say("three")
        self.sender.answer = TargetAnswer(200)
        self.site.wait(7200)
        self.assertEqual(told(self.sender.take())[-1], ("message.created", "three"))
        states = {one.state: one for one in self.site.deliveries(webhook)}
        self.assertEqual(states["parked"].events, 2)
        (attempt,) = self.do(self.site.admin.replay(webhook.id, None, OPERATOR.who))
        self.assertEqual((attempt.state, attempt.events), ("delivered", 2))
        self.assertEqual([text for _, text in told(self.sender.take())], ["one", "two"])
        self.assertEqual(self.do(self.site.admin.replay(webhook.id, None, OPERATOR.who)), [])

    def test_totals_tell_how_long_the_oldest_waits(self) -> None:
        """
        Also after a start, which knows nothing but what is stored.
        """
        webhook = self.site.add("message.*")
        self.say("told")
        self.told()
        totals = self.site.webhooks.deliverer.totals
        self.assertEqual((totals().waiting, totals().oldest_seconds), (0, 0))
        self.assertEqual(totals().results, {"delivered": 1, "failed": 0, "parked": 0})
        self.sender.answer = DEAD
        self.say("first")
        self.site.wait(100)
        self.say("second", room="lobby")
        self.site.wait(500)
        found = totals()
        self.assertEqual((found.waiting, round(found.oldest_seconds, -1)), (2, 600))
        self.assertEqual(found.states, {"enabled": 0, "failing": 1, "disabled": 0, "gone": 0})
        self.assertGreater(found.results["failed"], 2)
        succeeded(self.site.webhooks.stop_delivery())
        self.site.start()
        self.site.wait(5)
        self.assertEqual(totals_of(self.site).oldest_seconds // 10, 60)
        self.assertEqual(self.site.admin.status(webhook).oldest_seconds // 10, 60)
        self.sender.answer = OK
        self.site.wait(4000)
        found = totals_of(self.site)
        self.assertEqual((found.waiting, found.oldest_seconds, found.states["enabled"]), (0, 0, 1))
        succeeded(self.site.admin.change(webhook.id, OPERATOR.who, state="disabled"))
        self.assertEqual(totals_of(self.site).states["disabled"], 1)

    def test_gone_target_is_switched_off(self) -> None:
        webhook = self.site.add("message.*")
        self.sender.answer = TargetAnswer(410)
        self.say("one")
        self.site.wait(10)
        self.say("two")
        self.site.wait(10)
        self.assertEqual(len(self.sender.take()), 1)
        self.assertEqual(self.do(self.site.admin.find(webhook.id)).state, "gone")
        self.sender.answer = TargetAnswer(200)
        self.do(self.site.admin.change(webhook.id, OPERATOR.who, state="enabled"))
        self.site.wait(10)
        self.assertEqual([text for _, text in told(self.sender.take())], ["one", "two"])

    def test_retry_after_is_kept(self) -> None:
        self.site.add("message.*")
        self.sender.answers = [TargetAnswer(429, retry_after=100)]
        self.say("one")
        self.site.wait(90)
        self.assertEqual(len(self.sender.take()), 1)
        self.site.wait(20)
        self.assertEqual(len(self.sender.take()), 1)

    def test_kept_connection_that_was_closed_is_no_failure(self) -> None:
        webhook = self.site.add("message.*")
        self.sender.answers = [TargetAnswer(None, "ConnectionLost", repeat=True)]
        self.say("one")
        self.site.wait()
        self.assertEqual([one.state for one in self.site.deliveries(webhook)], ["delivered"])


class RestartTests(DeliveryTestCase):
    """
    A daemon that was killed, and the one after it.
    """

    def test_what_was_not_told_is_told_by_the_next(self) -> None:
        self.site.add("message.*", "sanction")
        self.say("one")
        self.site.wait()
        self.sender.answer = DEAD
        self.say("two")
        self.site.wait()
        self.world.writer.watch_results(None)
        self.say("three")
        self.sender.take()
        self.sender.answer = TargetAnswer(200)
        self.site.webhooks.deliverer._stopped = True
        self.site.start()
        self.site.wait(2)
        self.assertEqual([text for _, text in told(self.sender.take())], ["two", "three"])

    def test_disabled_webhook_goes_on_where_it_stopped(self) -> None:
        webhook = self.site.add("message.*")
        self.say("one")
        self.site.wait()
        self.do(self.site.admin.change(webhook.id, OPERATOR.who, state="disabled"))
        self.say("two")
        self.assertEqual([text for _, text in self.told()], ["one"])
        self.do(self.site.admin.change(webhook.id, OPERATOR.who, state="enabled"))
        self.assertEqual([text for _, text in self.told()], ["two"])

    def test_stop_cuts_off_what_runs(self) -> None:
        webhook = self.site.add("message.*")
        self.sender.answer = None
        self.say("one")
        self.site.wait()
        self.do(self.site.webhooks.stop_delivery())
        self.assertEqual(self.site.deliveries(webhook), [])


class OtherEventTests(DeliveryTestCase):
    """
    Presence, sanctions and reports.
    """

    def test_who_comes_and_goes(self) -> None:
        self.site.add("member.*", "room.*", rooms=["attic"])
        ben = self.world.account("Ben", "attic")
        self.world.account("Cat", "attic")
        self.site.wait()
        events = [event for batch in self.sender.take() for event in batch]
        self.assertEqual(
            [(event["event"], event["count"], (event.get("user") or {}).get("name")) for event in events],
            [("room.occupied", 1, None), ("member.joined", 1, "Ben"), ("member.joined", 2, "Cat")],
        )
        ben.send("leave", room="attic")
        self.assertEqual(self.told(), [("member.left", "Ben")])

    def test_lost_connection_is_told_after_the_grace(self) -> None:
        self.site.add("member.left", "room.vacated")
        self.ann.vanish()
        self.site.wait(2)
        self.assertEqual(self.sender.take(), [])
        self.world.turn(60)
        self.world.presence.expire_grace()
        self.assertEqual([event for event, _ in self.told()], ["member.left", "room.vacated"] * 2)

    def test_who_does_not_come_back_after_a_crash_has_left(self) -> None:
        self.site.add("member.*", "room.*")
        ben = self.world.account("Ben", "attic")
        self.site.wait()
        self.sender.take()
        # As if the process had ended: presence is empty, and nobody was told.
        self.world.presence._observer = None
        for person in (self.ann, ben):
            person.vanish()
        self.world.turn(60)
        self.world.presence.expire_grace()
        self.site.start()
        self.world.account("Ann", "news", "lobby")
        self.site.wait(5)
        self.assertEqual(self.sender.take(), [])
        self.site.wait(10)
        self.assertEqual(told(self.sender.take()), [("member.left", "Ben"), ("room.vacated", None)])

    def test_sanctions_and_reports(self) -> None:
        self.site.add("sanction", "report")
        ben = self.world.account("Ben", "news")
        mod = self.world.account("Mod", "news", admin=True)
        ben.send("say", room="news", text="rude")
        self.world.turn()
        self.ann.send("report", room="news", seq=1, reason="really")
        self.world.turn()
        mod.send("mute", room="news", user="a.ben", reason="enough")
        self.world.turn()
        self.site.wait()
        events = [event for batch in self.sender.take() for event in batch]
        self.assertEqual([event["event"] for event in events], ["report", "sanction"])
        report, sanction = events
        self.assertEqual((report["seq"], report["author"]["id"], report["reason"]), (1, "a.ben", "really"))
        self.assertEqual((sanction["action"], sanction["user"]["id"], sanction["by"]["id"]), ("mute", "a.ben", "a.mod"))
        self.assertEqual((sanction["room"], sanction["reason"]), ("news", "enough"))


class AdminTests(DeliveryTestCase):
    """
    What cannot be asked for, and rotations.
    """

    def test_bad_webhooks_are_refused(self) -> None:
        for url in (
            *("", "example.org", "ftp://example.org/", "http://", "http://u:p@example.org/", "http://example.org/#x"),
            *("http://127.0.0.1/", "http://[::1]:80/", "http://169.254.169.254/", "http://exämple.org/", "http://a b/"),
            *("http://example.org:0/", "http://example.org:99999/", "http://[::1/", "http://2130706433/"),
        ):
            self.assertEqual(self.refused_with(url, ["*"], ["*"]), ("invalid", "url"), url)
        for events in ([], ["shout"], ["message"], ["message.create*d"]):
            self.assertEqual(self.refused_with(URL, events, ["*"]), ("invalid", "events"), events)
        for rooms in ([], ["a b"], [""], ["n*"] * 101):
            self.assertEqual(self.refused_with(URL, ["*"], rooms), ("invalid", "rooms"), rooms)

    def refused_with(self, url: str, events: list[str], rooms: list[str]) -> tuple[str, str | None]:
        """
        Code and field of the refusal.
        """
        return self.refused(self.site.admin.add(url, events, rooms, OPERATOR.who))

    def test_rotation_keeps_the_former_secret_for_a_while(self) -> None:
        webhook = self.site.add("message.*")
        rotated = self.do(self.site.admin.rotate(webhook.id, OPERATOR.who, 60))
        self.assertEqual(rotated.former_secret, webhook.secret)
        self.say("one")
        self.site.wait()
        self.say("two")
        self.world.time += 60_000
        self.site.wait()
        self.assertEqual([len(head["webhook-signature"].split(" ")) for _, head, _ in self.sender.sent], [2, 1])

    def test_every_change_is_in_the_audit_log(self) -> None:
        webhook = self.site.add("*")
        admin = self.site.admin
        self.do(admin.rotate(webhook.id, OPERATOR.who))
        self.do(admin.change(webhook.url, OPERATOR.who, url="https://example.net/", state="disabled"))
        self.do(admin.change(webhook.id, OPERATOR.who, state="enabled"))
        self.do(admin.remove(webhook.id, OPERATOR.who))
        acts = [act.action for act in self.do(self.world.roster.list_acts(limit=9))]
        expected = ["add", "rotate", "change", "disable", "enable", "remove"]
        self.assertEqual(acts[::-1], [f"{action}_webhook" for action in expected])
        self.assertNotIn("whsec", str(self.do(self.world.roster.list_acts(limit=9))))

    def test_unknown_webhooks_and_deliveries(self) -> None:
        webhook = self.site.add("*")
        self.site.add("*")
        admin = self.site.admin
        self.assertEqual(self.refused(admin.find("wh_9")), ("not_found", "webhook"))
        self.assertEqual(self.refused(admin.find(URL)), ("not_found", "webhook"))
        self.assertEqual(self.refused(admin.replay(webhook.id, 7, OPERATOR.who)), ("not_found", "delivery"))
        self.do(admin.change(webhook.id, OPERATOR.who, state="disabled"))
        self.assertEqual(self.refused(admin.replay(webhook.id, None, OPERATOR.who)), ("conflict", "webhook"))
