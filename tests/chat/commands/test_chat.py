"""
What people do here, as they see it: JSON in, JSON out, on a node without sockets.
"""

from typing import Any

from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.limits import Limits
from tests.support.fakes import ROOMY, Person, World


def places(frames: list[dict[str, Any]]) -> list[tuple[str, object]]:
    """
    The type and place of everything that has one.
    """
    return [(frame["type"], frame["seq"]) for frame in frames if "seq" in frame]


def talk(frames: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """
    All but presence.
    """
    return [frame for frame in frames if frame["type"] != "presence"]


class ChatCase(SynchronousTestCase):
    """
    A node, and Anna and Ben in its lobby.
    """

    def setUp(self) -> None:
        """
        Both have heard everything so far.
        """
        self.world = World()
        self.anna, self.ben = self.world.guest("Anna", "lobby"), self.world.guest("Ben", "lobby")
        self.world.settle_presence()
        self.hush()

    def hush(self) -> None:
        """
        What has come until now does not matter.
        """
        self.anna.heard()
        self.ben.heard()

    def say(self, person: Person, text: str, **fields: Any) -> dict[str, Any]:
        """
        Say something, and have the answer.
        """
        person.send("say", room="lobby", text=text, **fields)
        self.world.turn()
        return talk(person.heard())[-1]

    def assertRefused(self, answer: dict[str, Any], code: str, field: str | None = None) -> None:
        """
        It was refused by that name.
        """
        self.assertEqual((answer["type"], answer.get("code"), answer.get("field")), ("error", code, field), answer)


class LoginTests(ChatCase):
    """
    Who somebody is.
    """

    def test_guest_gets_a_name_and_a_token(self) -> None:
        """
        The token brings the same guest back; it does not expire.
        """
        person = self.world.connect()
        answer = person.ask("login", guest=" Carl ", ref=1)
        self.assertEqual((answer["type"], answer["ref"], answer["user"]["name"]), ("ok", 1, "~Carl"))
        self.assertTrue(answer["user"]["id"].startswith("g."))
        self.assertIsNone(answer["expires"])
        again = self.world.connect()
        self.assertEqual(again.ask("login", token=answer["token"])["user"], answer["user"])

    def test_second_login_renews(self) -> None:
        """
        The same token on the same connection is fine.
        """
        self.assertEqual(self.anna.ask("login", token=self.anna.token)["user"]["id"], self.anna.id)

    def test_second_login_as_somebody_else_is_a_conflict(self) -> None:
        """
        By a token or as a new guest: one connection, one user.
        """
        self.assertRefused(self.anna.ask("login", token=self.ben.token), "conflict", "token")
        self.assertRefused(self.anna.ask("login", guest="Else"), "conflict", "guest")

    def test_unknown_token_is_refused(self) -> None:
        """
        The page asks for a new guest then.
        """
        self.assertRefused(self.world.connect().ask("login", token="x.y"), "bad_token", "token")

    def test_login_needs_exactly_one_way(self) -> None:
        """
        Neither and both are invalid.
        """
        person = self.world.connect()
        self.assertRefused(person.ask("login"), "invalid", "token")
        self.assertRefused(person.ask("login", token="x", guest="y"), "invalid", "token")

    def test_impossible_name_is_refused(self) -> None:
        """
        By the field it came in.
        """
        self.assertRefused(self.world.connect().ask("login", guest=""), "invalid", "guest")

    def test_guests_can_be_switched_off(self) -> None:
        """
        They are told to log in.
        """
        self.assertRefused(World(guests=False).connect().ask("login", guest="Carl"), "login_required")

    def test_commands_need_a_login(self) -> None:
        """
        All but `login` and `ping`.
        """
        person = self.world.connect()
        for command, fields in (
            ("join", {"room": "lobby"}),
            ("rooms", {}),
            ("say", {"room": "lobby", "text": "hello"}),
            ("history", {"room": "lobby"}),
            ("presence", {"room": "lobby"}),
            ("signal", {"room": "lobby", "name": "typing"}),
            ("rename", {"name": "x"}),
            ("leave", {"room": "lobby"}),
            ("logout", {}),
        ):
            self.assertRefused(person.ask(command, **fields), "login_required")
        self.assertEqual(person.ask("ping", ref=3), {"type": "pong", "ref": 3})

    def test_logout_leaves_everything_at_once(self) -> None:
        """
        Others see it without a grace; whoever comes next on this connection is somebody new.
        """
        self.assertEqual(self.anna.ask("logout", ref=1), {"type": "ok", "ref": 1})
        self.world.settle_presence()
        (change,) = self.ben.heard()
        self.assertEqual((len(change["left"]), change["count"]), (1, 1))
        self.assertEqual(self.anna.ask("login", guest="Carl")["user"]["name"], "~Carl")
        self.assertRefused(self.anna.ask("say", room="lobby", text="hello"), "not_joined", "room")


class RenameTests(ChatCase):
    """
    Another name.
    """

    def test_rename_reaches_all(self) -> None:
        """
        The answer brings a new token; the room and the other tabs see the new name.
        """
        tab = self.world.again(self.anna, "lobby")
        self.hush()
        answer = self.anna.ask("rename", name="Anne", ref=1)
        self.assertEqual((answer["user"]["name"], answer["user"]["id"]), ("~Anne", self.anna.id))
        self.world.settle_presence()
        (change,) = self.ben.heard()
        self.assertEqual((change["joined"], change["left"], change["count"]), ([answer["user"]], [], 2))
        tab.heard()
        self.say(tab, "it is me")
        self.assertEqual(talk(self.ben.heard())[-1]["user"]["name"], "~Anne")
        self.assertEqual(self.world.connect().ask("login", token=answer["token"])["user"]["name"], "~Anne")

    def test_old_token_does_not_bring_the_old_name_back(self) -> None:
        """
        While the same person is here under the new one.
        """
        self.anna.ask("rename", name="Anne", ref=1)
        self.assertEqual(self.world.connect().ask("login", token=self.anna.token)["user"]["name"], "~Anne")

    def test_name_that_changes_during_a_join_is_the_one_seen(self) -> None:
        """
        Renamed in one tab while the other waits for the store.
        """
        tab = self.world.again(self.anna)
        self.world.store.held = True
        tab.send("join", room="slow", ref="j")
        self.anna.ask("rename", name="Anne", ref=1)
        self.world.store.reads.pop().answer()
        told, answer = tab.heard()
        self.assertEqual((told["type"], told["user"]["name"]), ("me", "~Anne"))
        self.assertEqual([user["name"] for user in answer["presence"]["users"]], ["~Anne"])

    def test_impossible_name_changes_nothing(self) -> None:
        self.assertRefused(self.anna.ask("rename", name="\u202e"), "invalid", "name")
        self.assertEqual(self.anna.session.who.name, "~Anna")


class JoinTests(ChatCase):
    """
    Coming to a room.
    """

    def test_answer_tells_the_room(self) -> None:
        """
        Settings, head, what I can, who is here.
        """
        self.say(self.anna, "hello")
        answer = self.world.guest("Carl").ask("join", room="lobby", ref="j")
        self.assertEqual((answer["type"], answer["ref"], answer["room"]), ("ok", "j", "lobby"))
        self.assertEqual((answer["seq"], answer["first"], answer["gap"], answer["more"]), (1, 1, False, False))
        self.assertEqual([event["text"] for event in answer["events"]], ["hello"])
        self.assertEqual((answer["role"], "say" in answer["can"]), ("guest", True))
        self.assertEqual([user["name"] for user in answer["presence"]["users"]], ["~Anna", "~Ben", "~Carl"])
        self.assertEqual(answer["presence"]["count"], 3)

    def test_impossible_room_is_invalid(self) -> None:
        """
        The name of the field is told.
        """
        for room in ("", "a b", "x" * 165):
            self.assertRefused(self.anna.ask("join", room=room), "invalid", "room")

    def test_rooms_of_the_server_are_not_found(self) -> None:
        """
        Whether they exist or not.
        """
        self.assertRefused(self.anna.ask("join", room="~direct"), "not_found")

    def test_session_joins_a_bounded_number_of_rooms(self) -> None:
        """
        One more is refused; joining one again is not; leaving makes place.
        """
        world = World(limits=Limits(rooms_per_session=2, commands_burst=1000, user_burst=1000))
        person = world.guest("Anna", "a", "b")
        self.assertRefused(person.ask("join", room="c"), "forbidden", "room")
        self.assertEqual(person.ask("join", room="a")["type"], "ok")
        person.send("leave", room="a")
        self.assertEqual(person.ask("join", room="c")["type"], "ok")

    def test_repeated_join_answers_again_and_registers_once(self) -> None:
        """
        Nothing is heard twice, nobody is counted twice.
        """
        answer = self.ben.ask("join", room="lobby", ref="again")
        self.assertEqual((answer["type"], answer["presence"]["count"]), ("ok", 2))
        self.say(self.anna, "hello")
        self.assertEqual(places(self.ben.heard()), [("message", 1)])
        self.ben.send("leave", room="lobby")
        self.say(self.anna, "gone?")
        self.assertEqual(places(self.ben.heard()), [])

    def test_known_position_gets_exactly_the_rest(self) -> None:
        """
        Coming back after a tunnel.
        """
        for n in range(5):
            self.say(self.anna, str(n))
        self.hush()
        epoch = self.ben.ask("join", room="lobby")["epoch"]
        for since, limit, wanted, more in ((2, 50, [3, 4, 5], False), (2, 2, [3, 4], True), (5, 50, [], False)):
            answer = self.ben.ask("join", room="lobby", since={"epoch": epoch, "seq": since}, limit=limit)
            self.assertEqual([event["seq"] for event in answer["events"]], wanted)
            self.assertEqual((answer["gap"], answer["more"], answer["seq"]), (False, more, 5))

    def test_position_that_does_not_connect_is_a_gap(self) -> None:
        """
        Never an error: of another epoch, or from the future.
        """
        self.say(self.anna, "hello")
        self.hush()
        epoch = self.ben.ask("join", room="lobby")["epoch"]
        for position in ({"epoch": "other", "seq": 1}, {"epoch": epoch, "seq": 2}, {"epoch": "", "seq": 0}):
            answer = self.ben.ask("join", room="lobby", since=position)
            self.assertEqual((answer["type"], answer["gap"], len(answer["events"])), ("ok", True, 1))

    def test_position_before_the_first_is_a_gap(self) -> None:
        world = World(keep=3)
        person = world.guest("Anna", "lobby")
        for n in range(6):
            person.send("say", room="lobby", text=str(n))
        world.turn()
        person.heard()
        epoch = person.ask("join", room="lobby")["epoch"]
        for since, gap in ((2, True), (3, False)):
            answer = person.ask("join", room="lobby", since={"epoch": epoch, "seq": since})
            self.assertEqual((answer["gap"], answer["first"]), (gap, 4))
            self.assertEqual([event["seq"] for event in answer["events"]], [4, 5, 6])

    def test_rooms_tells_what_this_session_has_joined(self) -> None:
        """
        With their heads.
        """
        self.say(self.anna, "hello")
        answer = self.anna.ask("rooms", ref=1)
        self.assertEqual([(line["room"], line["seq"]) for line in answer["rooms"]], [("lobby", 1)])
        self.assertEqual(self.world.guest("Carl").ask("rooms")["rooms"], [])


class OrderTests(ChatCase):
    """
    The order of what one connection hears.
    """

    def test_ok_stands_in_the_place_of_the_event(self) -> None:
        """
        Everything with a `seq` comes in the order of `seq`; the sender hears no event of its own.
        """
        for n in range(4):
            (self.anna, self.ben)[n % 2].send("say", room="lobby", text=str(n), ref=n)
        self.world.turn()
        self.assertEqual(places(self.anna.heard()), [("ok", 1), ("message", 2), ("ok", 3), ("message", 4)])
        self.assertEqual(places(self.ben.heard()), [("message", 1), ("ok", 2), ("message", 3), ("ok", 4)])

    def test_other_tabs_of_the_sender_hear_the_event_with_its_key(self) -> None:
        """
        They can tell that it is their own.
        """
        tab = self.world.again(self.anna, "lobby")
        self.say(self.anna, "hello", key="k1")
        (event,) = talk(tab.heard())
        self.assertEqual((event["type"], event["key"], event["user"]["id"]), ("message", "k1", self.anna.id))

    def test_answer_tells_seq_and_time(self) -> None:
        """
        Exactly what the others see.
        """
        answer = self.say(self.anna, "hello", ref="r")
        self.assertEqual(answer, {"type": "ok", "ref": "r", "seq": 1, "time": self.world.time})
        (event,) = self.ben.heard()
        self.assertEqual((event["seq"], event["time"], event["text"]), (1, self.world.time, "hello"))

    def test_nothing_is_told_before_the_commit(self) -> None:
        """
        Acknowledged means stored: neither the sender nor anybody else hears earlier.
        """
        self.world.store.held = True
        self.anna.send("say", room="lobby", text="hello", ref=1)
        self.world.turn()
        self.world.store.appends[0].happen()
        self.assertEqual((self.anna.heard(), self.ben.heard()), ([], []))
        self.world.store.appends.pop().answer()
        self.assertEqual((len(self.anna.heard()), len(self.ben.heard())), (1, 1))

    def test_no_event_follows_the_answer_to_leave(self) -> None:
        """
        What was posted in the same turn comes before it.
        """
        self.anna.send("say", room="lobby", text="one")
        self.ben.send("say", room="lobby", text="two", ref="two")
        self.ben.send("leave", room="lobby", ref="bye")
        self.anna.send("say", room="lobby", text="three")
        self.world.turn()
        self.anna.send("say", room="lobby", text="four")
        self.world.turn(1)
        heard = talk(self.ben.heard())
        self.assertEqual(heard[-1], {"type": "ok", "ref": "bye"})
        self.assertEqual(places(heard), [("message", 1), ("ok", 2)])

    def test_what_was_posted_is_flushed_before_the_answer_to_a_join(self) -> None:
        """
        A newcomer gets the head, the others get what came before it; live events start at J+1.
        """
        carl = self.world.guest("Carl")
        joined: list[dict[str, Any]] = []
        flush = self.world.hub.flush

        def join_then_flush() -> None:
            # In the turn of the commit, before what was committed is handed over.
            carl.send("join", room="lobby", ref="j")
            joined.extend(carl.heard())
            flush()

        self.patch(self.world.writer, "_committed", join_then_flush)
        self.say(self.anna, "one")
        self.patch(self.world.writer, "_committed", flush)
        self.say(self.anna, "two")
        self.assertEqual((joined[0]["seq"], [event["seq"] for event in joined[0]["events"]]), (1, [1]))
        self.assertEqual(places(carl.heard()), [("message", 2)])
        self.assertEqual(places(self.ben.heard()), [("message", 1), ("message", 2)])

    def test_messages_during_a_join_come_once(self) -> None:
        """
        Committed while the log was read: in the answer or live, not both, and nothing before the answer.
        """
        world = World(tail=2)
        carl, dora = world.guest("Carl"), world.guest("Dora", "slow")
        for n in range(3):
            dora.send("say", room="slow", text=str(n))
        world.turn()
        carl.heard()
        world.store.held = True
        carl.send("join", room="slow", ref="j", limit=3)
        world.store.held = False
        dora.send("say", room="slow", text="meanwhile")
        world.turn()
        world.store.reads.pop().answer()
        dora.send("say", room="slow", text="live")
        world.turn()
        first, *rest = talk(carl.heard())
        self.assertEqual((first["ref"], first["seq"]), ("j", 4))
        self.assertEqual([event["seq"] for event in first["events"]], [2, 3, 4])
        self.assertEqual(places(rest), [("message", 5)])

    def test_committed_event_that_a_join_has_read_is_not_told_again(self) -> None:
        """
        The room was read between the commit and its delivery, after its speaker had been closed.
        """
        world = self.world
        dora = world.guest("Dora", "quiet")
        world.store.held = True
        dora.send("say", room="quiet", text="last words")
        world.turn()
        dora.commands.end_session()
        world.store.appends[0].happen()
        carl = world.guest("Carl")
        carl.send("join", room="quiet", ref="j")
        world.store.reads.pop().answer()
        world.store.appends.pop().answer()
        self.assertEqual(places(carl.heard()), [("ok", 1)])
        carl.send("say", room="quiet", text="hello?")
        world.turn()
        world.store.appends.pop().answer()
        self.assertEqual(places(carl.heard()), [("ok", 2)])

    def test_connection_lost_during_a_join_leaves_nothing_behind(self) -> None:
        """
        Neither a member nor a person in the room.
        """
        world = self.world
        world.store.held = True
        carl = world.guest("Carl")
        carl.send("join", room="slow", ref="j")
        carl.vanish()
        world.store.reads.pop().answer()
        self.assertEqual((carl.heard(), world.hub.has_subscribers("slow")), ([], False))
        self.assertEqual(world.presence.list_users("slow").count, 0)

    def test_whoever_turns_back_does_not_close_the_door_on_another(self) -> None:
        """
        Two come to an empty room at once, and the connection of one is lost before the answer.
        """
        world = self.world
        for gone in range(2):
            world.store.held = True
            people = [world.guest("Carl"), world.guest("Dora")]
            room = f"slow{gone}"
            for person in people:
                person.send("join", room=room)
            people.pop(gone).vanish()
            world.store.held = False
            while world.store.reads:
                world.store.reads.pop(0).answer()
            (stayed,) = people
            self.assertEqual(len(stayed.heard()), 1)
            self.assertEqual([line["room"] for line in stayed.ask("rooms")["rooms"]], [room])

    def test_failed_join_is_refused_and_leaves_nothing_behind(self) -> None:
        """
        The store could not be read: `unavailable`, and the next try works.
        """
        world = World(tail=2)
        anna = world.guest("Anna", "lobby")
        for n in range(9):
            anna.send("say", room="lobby", text=str(n))
        world.turn()
        anna.send("leave", room="lobby")
        anna.heard()
        world.store.held = True
        for broken in range(2):
            anna.send("join", room="lobby", ref="j")
            if broken:
                world.store.reads.pop(0).answer()
            world.store.reads.pop(0).fail(OSError("the disk"))
            self.assertEqual(anna.heard()[0]["code"], "internal")
            self.assertFalse(world.hub.has_subscribers("lobby"))
        self.assertEqual(len(self.flushLoggedErrors(OSError)), 2)
        world.store.held = False
        self.assertEqual(anna.ask("join", room="lobby")["seq"], 9)


class OnceTests(ChatCase):
    """
    A retried message is stored once.
    """

    def test_same_key_and_text_gets_the_first_seq(self) -> None:
        """
        The others see it once.
        """
        first = self.say(self.anna, "hello", key="k", ref=1)
        self.say(self.ben, "between")
        again = self.say(self.anna, "hello", key="k", ref=2)
        self.assertEqual((again["seq"], again["time"], again["ref"]), (first["seq"], first["time"], 2))
        self.assertEqual(places(self.ben.heard()), [])

    def test_same_key_and_other_text_is_a_conflict(self) -> None:
        self.say(self.anna, "hello", key="k")
        self.assertRefused(self.say(self.anna, "other", key="k"), "conflict", "key")

    def test_key_is_its_users(self) -> None:
        self.say(self.anna, "hello", key="k")
        self.assertEqual(self.say(self.ben, "other", key="k")["seq"], 2)

    def test_key_is_its_rooms(self) -> None:
        """
        Another room knows nothing of it.
        """
        self.say(self.anna, "hello", key="k")
        self.anna.send("join", room="den")
        self.anna.send("say", room="den", text="other", key="k")
        self.world.turn()
        self.assertEqual(places(self.anna.heard())[-1], ("ok", 1))

    def test_retry_while_the_first_is_queued_waits_for_it(self) -> None:
        """
        From another connection: one event, two answers.
        """
        tab = self.world.again(self.anna, "lobby")
        self.ben.heard()
        self.anna.send("say", room="lobby", text="hello", key="k", ref=1)
        tab.send("say", room="lobby", text="hello", key="k", ref=2)
        self.world.turn()
        self.assertEqual(places(talk(self.anna.heard())), [("ok", 1)])
        self.assertEqual(places(talk(tab.heard())), [("message", 1), ("ok", 1)])
        self.assertEqual(places(self.ben.heard()), [("message", 1)])

    def test_impossible_key_is_invalid(self) -> None:
        """
        Empty, too long, not printable ASCII.
        """
        for key in ("", "x" * 65, "ä", "\n"):
            self.assertRefused(self.anna.ask("say", room="lobby", text="hello", key=key), "invalid", "key")


class SayTests(ChatCase):
    """
    What may be said.
    """

    def test_room_must_be_joined(self) -> None:
        """
        Without asking the store whether it is there; an impossible one is invalid.
        """
        for command, fields in (
            ("say", {"text": "x"}),
            ("history", {}),
            ("presence", {}),
            ("signal", {"name": "typing"}),
            ("leave", {}),
        ):
            self.assertRefused(self.anna.ask(command, room="elsewhere", **fields), "not_joined", "room")
            self.assertRefused(self.anna.ask(command, room="a b", **fields), "invalid", "room")
        self.assertRefused(self.anna.ask("say", room="~x", text="x"), "not_joined", "room")

    def test_long_text_is_too_large(self) -> None:
        """
        A text over its own limit; at the limit it is fine.
        """
        self.assertRefused(self.say(self.anna, "x" * (ROOMY.text + 1)), "too_large", "text")
        self.assertEqual(self.say(self.anna, "界" * ROOMY.text)["type"], "ok")

    def test_text_of_nothing_or_control_characters_is_invalid(self) -> None:
        """
        Refused, not stripped.
        """
        for text in ("", "a\0b", "a\rb", "\x1b[2J"):
            self.assertRefused(self.say(self.anna, text), "invalid", "text")

    def test_reply_names_its_message(self) -> None:
        """
        One that is there; another is not found.
        """
        self.say(self.anna, "hello")
        self.say(self.ben, "hi", reply_to=1)
        self.assertEqual(talk(self.anna.heard())[-1]["reply_to"], 1)
        self.assertRefused(self.say(self.anna, "what?", reply_to=9), "not_found", "reply_to")

    def test_refused_message_is_shown_to_nobody(self) -> None:
        self.say(self.anna, "what?", reply_to=9)
        self.assertEqual(self.ben.heard(), [])

    def test_store_that_fails_refuses_all_that_waited(self) -> None:
        """
        `unavailable` for each with its `ref`; the connection and the room go on.
        """
        self.world.store.held = True
        for n in range(3):
            self.anna.send("say", room="lobby", text=str(n), ref=n)
        self.world.turn()
        self.world.store.appends.pop().fail()
        answers = self.anna.heard()
        self.assertEqual([(a["code"], a["ref"]) for a in answers], [("unavailable", n) for n in range(3)])
        self.flushLoggedErrors(OSError)
        self.world.store.held = False
        self.assertEqual(self.say(self.anna, "again")["seq"], 1)
        self.assertEqual(places(self.ben.heard()), [("message", 1)])

    def test_fault_in_a_delivery_is_answered_as_internal(self) -> None:
        """
        Without its text; it is logged, and neither this session nor another waits for ever.
        """
        self.patch(self.world.hub, "post", lambda *args: 1 / 0)
        for n in range(ROOMY.unanswered + 5):
            answer = self.say(self.anna, "hello", ref=n)
            self.assertEqual((answer["ref"], answer["code"]), (n, "internal"))
            self.assertNotIn("zero", answer["message"])
        self.assertEqual(len(self.flushLoggedErrors(ZeroDivisionError)), ROOMY.unanswered + 5)

    def test_node_that_is_going_takes_nothing_new(self) -> None:
        """
        What was taken is answered; what comes is refused, with a hint.
        """
        self.anna.send("say", room="lobby", text="in time", ref=1)
        self.world.assembly.stop_accepting()
        self.anna.send("say", room="lobby", text="too late", ref=2)
        self.world.turn()
        late, in_time = self.anna.heard()
        self.assertEqual((in_time["ref"], in_time["seq"]), (1, 1))
        self.assertEqual((late["ref"], late["code"]), (2, "unavailable"))
        self.assertGreater(late["retry_after"], 0)


class HistoryTests(ChatCase):
    """
    Scrolling up.
    """

    def setUp(self) -> None:
        """
        Nine messages.
        """
        super().setUp()
        for n in range(1, 10):
            self.anna.send("say", room="lobby", text=str(n))
        self.world.turn()
        self.hush()

    def seqs(self, **fields: Any) -> list[int]:
        """
        The places a page has.
        """
        return [event["seq"] for event in self.ben.ask("history", room="lobby", **fields)["events"]]

    def test_pages_go_both_ways(self) -> None:
        """
        Oldest first, always.
        """
        self.assertEqual(self.seqs(limit=3), [7, 8, 9])
        self.assertEqual(self.seqs(before=7, limit=3), [4, 5, 6])
        self.assertEqual(self.seqs(after=2, limit=3), [3, 4, 5])

    def test_answer_tells_whether_there_is_more(self) -> None:
        """
        In the direction that was asked for.
        """
        for fields, more in (({"before": 4}, False), ({"before": 4, "limit": 2}, True), ({"after": 8}, False)):
            answer = self.ben.ask("history", room="lobby", ref=1, **fields)
            self.assertEqual((answer["first"], answer["more"]), (1, more), fields)

    def test_both_directions_at_once_are_invalid(self) -> None:
        """
        The field is told.
        """
        self.assertRefused(self.ben.ask("history", room="lobby", before=5, after=1), "invalid", "after")

    def test_huge_limit_is_cut(self) -> None:
        """
        To what the welcome says.
        """
        world = World(limits=Limits(history=4, commands_burst=1000, user_burst=1000))
        person = world.guest("Anna", "lobby")
        for n in range(9):
            person.send("say", room="lobby", text=str(n))
        world.turn()
        person.heard()
        self.assertEqual(len(person.ask("history", room="lobby", limit=2**53 - 1)["events"]), 4)
        self.assertEqual(len(person.ask("join", room="lobby", limit=2**53 - 1)["events"]), 4)

    def test_slow_page_does_not_hold_up_what_is_said(self) -> None:
        """
        Other answers may overtake; they are matched by `ref`.
        """
        world = World(tail=2)
        person = world.guest("Anna", "lobby")
        for n in range(9):
            person.send("say", room="lobby", text=str(n))
        world.turn()
        person.heard()
        world.store.held = True
        person.send("history", room="lobby", before=5, ref="h")
        person.send("ping", ref="p")
        self.assertEqual([frame["ref"] for frame in person.heard()], ["p"])
        world.store.reads.pop().answer()
        self.assertEqual([frame["ref"] for frame in person.heard()], ["h"])


class SignalTests(ChatCase):
    """
    What is pushed and never stored.
    """

    def test_signal_reaches_the_others(self) -> None:
        """
        Who types; nothing is stored, and nothing answered without a `ref`.
        """
        self.anna.send("signal", room="lobby", name="typing")
        self.world.turn()
        (signal,) = self.ben.heard()
        self.assertEqual(
            (signal["type"], signal["name"], signal["user"]["name"], signal["body"]), ("signal", "typing", "~Anna", {})
        )
        self.assertEqual(self.anna.heard(), [])
        self.assertEqual(self.ben.ask("history", room="lobby")["events"], [])

    def test_signal_with_a_ref_is_answered(self) -> None:
        """
        After the events that were sent before it.
        """
        self.anna.send("signal", room="lobby", name="cursor", body={"x": 1}, ref="s")
        self.world.turn()
        self.assertEqual(self.anna.heard(), [{"type": "ok", "ref": "s"}])
        self.assertEqual(self.ben.heard()[0]["body"], {"x": 1})

    def test_names_are_those_the_room_allows(self) -> None:
        """
        The refusal tells which.
        """
        answer = self.anna.ask("signal", room="lobby", name="dance")
        self.assertRefused(answer, "invalid", "name")
        self.assertIn("cursor, typing", answer["message"])

    def test_typing_has_no_body(self) -> None:
        """
        There is nothing to say about it.
        """
        self.assertRefused(self.anna.ask("signal", room="lobby", name="typing", body={"x": 1}), "invalid", "body")

    def test_body_is_bounded_in_bytes(self) -> None:
        """
        1 KiB of JSON passes, one byte more does not.
        """
        self.anna.send("signal", room="lobby", name="cursor", body={"x": "y" * (1024 - 8)})
        self.assertEqual(self.anna.heard(), [])
        answer = self.anna.ask("signal", room="lobby", name="cursor", body={"x": "y" * (1024 - 7)})
        self.assertRefused(answer, "too_large", "body")

    def test_body_nested_to_the_limit_is_an_answer(self) -> None:
        """
        Whatever the depth: passed on or refused by name, never a fault.
        """
        for depth in (1, 100, 500, *range(700, 1000, 3), 5000):
            body = '{"x":' + "[" * depth + "]" * depth + "}"
            self.anna.send_raw(f'{{"type":"signal","room":"lobby","name":"cursor","body":{body},"ref":1}}')
            self.world.turn()
            (answer,) = self.anna.heard()
            self.assertIn(answer.get("code"), (None, "too_large", "bad_frame"), depth)


class PresenceTests(ChatCase):
    """
    Who is here.
    """

    def test_list_is_answered(self) -> None:
        answer = self.anna.ask("presence", room="lobby", ref=1)
        self.assertEqual(([user["name"] for user in answer["users"]], answer["count"]), (["~Anna", "~Ben"], 2))

    def test_large_room_tells_a_number(self) -> None:
        """
        Nobody is named.
        """
        world = World(named=2)
        people = [world.guest(f"P{n}", "lobby") for n in range(3)]
        answer: dict[str, object] = {"type": "ok", "ref": None, "users": [], "count": 3, "more": False}
        self.assertEqual(people[0].ask("presence", room="lobby"), answer)

    def test_second_tab_is_the_same_person(self) -> None:
        """
        Neither its coming nor its going is told.
        """
        tab = self.world.again(self.anna, "lobby")
        self.world.settle_presence()
        tab.send("leave", room="lobby")
        self.world.settle_presence()
        self.assertEqual(self.ben.heard(), [])

    def test_reload_is_not_seen(self) -> None:
        """
        The connection is lost and comes back with the token.
        """
        self.anna.vanish()
        self.world.turn(5)
        self.world.presence.expire_grace()
        self.world.again(self.anna, "lobby")
        self.world.turn(20)
        self.world.presence.expire_grace()
        self.world.settle_presence()
        self.assertEqual(self.ben.heard(), [])

    def test_room_in_memory_outlives_its_listeners(self) -> None:
        """
        Whoever comes to an empty room finds what was said there.
        """
        self.say(self.anna, "hello")
        epoch = self.anna.ask("join", room="lobby")["epoch"]
        for person in (self.anna, self.ben):
            person.send("leave", room="lobby")
        self.hush()
        answer = self.anna.ask("join", room="lobby", since={"epoch": epoch, "seq": 0})
        self.assertEqual((answer["gap"], len(answer["events"]), answer["presence"]["count"]), (False, 1, 1))
