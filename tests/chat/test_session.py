"""
One connection's conversation: order, budgets and deadlines.
"""

from typing import Any

from msgspec.structs import replace
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.limits import Limits
from chatd.errors import Close
from chatd.protocol import commands
from chatd.protocol.commands import COMMANDS, Command
from tests.support.fakes import ROOMY, Person, World


def refs(person: Person) -> list[object]:
    """
    The `ref` of each answer that has come, in order.
    """
    return [frame["ref"] for frame in person.heard() if "ref" in frame]


class RuleTests(SynchronousTestCase):
    """
    The table of commands.
    """

    def test_every_command_has_a_rule(self) -> None:
        """
        Whatever can be decoded can be done or refused.
        """
        self.assertEqual(set(World().assembly.table), set(COMMANDS))

    def test_only_login_and_ping_need_no_login(self) -> None:
        self.assertEqual(
            {kind for kind, row in World().assembly.table.items() if not row.login_required},
            {commands.Login, commands.Ping},
        )

    def test_coming_and_going_hold_back_what_follows(self) -> None:
        """
        What comes after a `join` is about a room that is joined.
        """
        holding = {kind for kind, row in World().assembly.table.items() if row.blocks_queue}
        self.assertEqual(holding, {commands.Login, commands.Logout, commands.Join, commands.Leave, commands.Rename})


class AnswerTests(SynchronousTestCase):
    """
    Each command is answered as it should be.
    """

    def setUp(self) -> None:
        """
        Anna, in the lobby.
        """
        self.world = World()
        self.anna = self.world.guest("Anna", "lobby")

    def test_every_answer_carries_its_ref(self) -> None:
        """
        Numbers and strings come back as they were.
        """
        for ref in (0, -1, 1.5, 2**53 - 1, "", "x" * 64, "界"):
            self.assertEqual(self.anna.ask("ping", ref=ref)["ref"], ref)
            self.assertEqual(self.anna.ask("say", room="x", text="y", ref=ref)["ref"], ref)

    def test_quiet_commands_are_answered_only_with_a_ref(self) -> None:
        """
        `leave`, `rename`, `signal`, `logout`: nothing comes back unless it was asked for.
        """
        for command, fields in (
            ("signal", {"room": "lobby", "name": "typing"}),
            ("rename", {"name": "Anne"}),
            ("leave", {"room": "lobby"}),
            ("logout", {}),
        ):
            self.anna.send(command, **fields)
            self.world.turn()
            self.assertEqual(self.anna.heard(), [], command)

    def test_quiet_commands_are_refused_aloud(self) -> None:
        """
        A refusal always comes back.
        """
        self.assertEqual(self.anna.ask("leave", room="elsewhere")["code"], "not_joined")
        self.assertEqual(self.anna.ask("rename", name="")["code"], "invalid")

    def test_fault_is_told_without_its_text(self) -> None:
        """
        `internal`, and the log has the rest; the connection stays.
        """
        for command, fields in (("presence", {"room": "lobby"}), ("history", {"room": "lobby"})):
            rule = self.world.assembly.table[commands.GetPresence if command == "presence" else commands.History]

            def fault(session: object, command: object) -> Any:
                raise ValueError("a secret")

            async def slow_fault(session: object, command: object) -> Any:
                raise ValueError("a secret")

            kind = commands.GetPresence if command == "presence" else commands.History
            run = fault if command == "presence" else slow_fault
            self.patch_rule(kind, rule._replace(run=run))
            answer = self.anna.ask(command, ref=1, **fields)
            self.assertEqual((answer["code"], answer["ref"]), ("internal", 1))
            self.assertNotIn("secret", repr(answer))
            self.assertEqual(len(self.flushLoggedErrors(ValueError)), 1)
        self.assertEqual(self.world.counters.refused["websocket", "internal"], 2)
        self.assertEqual(self.anna.ask("ping")["type"], "pong")

    def patch_rule(self, kind: type[Command], rule: Any) -> None:
        """
        Another rule for one command, for this test.
        """
        self.world.assembly.table[kind] = rule

    def test_gone_session_hears_and_does_nothing(self) -> None:
        """
        Whatever is on its way to it or from it.
        """
        self.anna.send("say", room="lobby", text="last words", ref=1)
        self.anna.vanish()
        self.anna.vanish()
        self.anna.send("ping", ref=2)
        self.anna.send_raw("nonsense")
        self.world.turn()
        self.assertEqual(self.anna.heard(), [])
        self.assertEqual(self.world.hub.sessions_of("g.anna"), ())

    def test_commands_and_refusals_are_counted(self) -> None:
        """
        For the operator.
        """
        before = self.world.counters.commands
        self.anna.send("ping")
        self.anna.send("say", room="elsewhere", text="x")
        self.assertEqual(self.world.counters.commands, before + 2)
        self.assertEqual(self.world.counters.refused["websocket", "not_joined"], 1)


class OrderTests(SynchronousTestCase):
    """
    Commands are taken strictly in order.
    """

    def setUp(self) -> None:
        """
        Anna, in the lobby of a node whose store answers when the test likes.
        """
        self.world = World(limits=replace(ROOMY, unanswered=4))
        self.anna = self.world.guest("Anna", "lobby")
        self.world.store.held = True

    def answer_read(self) -> None:
        """
        The store answers a reading.
        """
        self.world.store.reads.pop(0).answer()

    def commit(self) -> None:
        """
        The store answers a commit.
        """
        self.world.store.appends.pop(0).answer()
        self.world.turn()

    def test_join_holds_back_what_follows(self) -> None:
        """
        A message sent right after the join is said in the joined room.
        """
        self.anna.send("join", room="den", ref=1)
        self.anna.send("say", room="den", text="hello", ref=2)
        self.anna.send("ping", ref=3)
        self.world.turn()
        self.assertEqual(refs(self.anna), [])
        self.answer_read()
        self.assertEqual(refs(self.anna), [1, 3])
        self.world.turn()
        self.commit()
        self.assertEqual(refs(self.anna), [2])

    def test_refused_join_lets_go_what_follows(self) -> None:
        """
        A command that waited for the join is refused as `not_joined`.
        """
        self.anna.send("join", room="~x", ref=1)
        self.anna.send("say", room="~x", text="hello", ref=2)
        self.assertEqual(refs(self.anna), [1, 2])

    def test_messages_do_not_wait_for_each_other(self) -> None:
        """
        Three in a row are one commit.
        """
        for n in range(3):
            self.anna.send("say", room="lobby", text=str(n), ref=n)
        self.world.turn()
        self.commit()
        self.assertEqual((refs(self.anna), self.world.store.appends), ([0, 1, 2], []))

    def test_leave_waits_for_what_was_said_before(self) -> None:
        """
        Its answer is the last of the room.
        """
        self.anna.send("say", room="lobby", text="hello", ref=1)
        self.anna.send("leave", room="lobby", ref=2)
        self.anna.send("ping", ref=3)
        self.world.turn()
        self.assertEqual(refs(self.anna), [])
        self.commit()
        self.assertEqual(refs(self.anna), [1, 2, 3])

    def test_reader_of_too_many_answers_is_paused(self) -> None:
        """
        Four are taken, the rest waits and the transport is paused until answers have come.
        """
        for n in range(7):
            self.anna.send("say", room="lobby", text=str(n), ref=n)
        self.assertEqual((self.anna.peer.paused, self.world.writer.queue_length), (True, 4))
        self.world.turn()
        self.commit()
        self.assertEqual((self.anna.peer.paused, refs(self.anna)), (False, [0, 1, 2, 3]))
        self.commit()
        self.assertEqual(refs(self.anna), [4, 5, 6])
        self.assertFalse(self.anna.peer.paused)

    def test_waiting_pages_pause_the_reader_too(self) -> None:
        """
        Whatever is unanswered counts.
        """
        self.anna.send("join", room="den", ref="j")
        for n in range(3):
            self.anna.send("ping", ref=n)
        self.assertTrue(self.anna.peer.paused)
        self.answer_read()
        self.assertEqual((self.anna.peer.paused, refs(self.anna)), (False, ["j", 0, 1, 2]))

    def test_thousands_of_held_commands_are_all_answered(self) -> None:
        """
        However many were in the same bytes: none is lost, none exhausts the stack.
        """
        self.anna.send("join", room="den", ref="j")
        for n in range(3000):
            self.anna.send("history", room="den", ref=n)
        self.world.store.held = False
        self.answer_read()
        self.assertEqual(refs(self.anna), ["j", *range(3000)])
        self.assertFalse(self.anna.peer.paused)

    def test_pages_are_made_one_at_a_time(self) -> None:
        """
        The next is read when the one before has been answered; what else was asked for waits in its place.
        """
        world = World(tail=1)
        ann = world.guest("Ann", "lobby")
        for text in "abc":
            ann.send("say", room="lobby", text=text)
            world.turn()
        ann.heard()
        world.store.held = True
        for ref in (1, 2):
            ann.send("history", room="lobby", limit=3, ref=ref)
        ann.send("ping", ref=3)
        self.assertEqual((refs(ann), len(world.store.reads)), ([], 1))
        world.store.reads.pop().answer()
        self.assertEqual((refs(ann), len(world.store.reads)), ([1, 3], 1))
        world.store.reads.pop().answer()
        self.assertEqual(refs(ann), [2])

    def test_nothing_is_carried_out_while_answers_wait_to_be_read(self) -> None:
        """
        It is when they have been; the peer is paused when as much waits as may.
        """
        self.anna.commands.pause_commands(paused=True)
        for n in range(3):
            self.anna.send("ping", ref=n)
        self.assertEqual((refs(self.anna), self.anna.peer.paused), ([], False))
        self.anna.send("ping", ref=3)
        self.assertTrue(self.anna.peer.paused)
        self.anna.commands.pause_commands(paused=False)
        self.assertEqual((refs(self.anna), self.anna.peer.paused), ([0, 1, 2, 3], False))

    def test_what_was_said_while_answers_waited_to_be_read_is_stored_after_a_loss(self) -> None:
        """
        Nobody will read the answers any more: there is nothing to wait for.
        """
        self.anna.commands.pause_commands(paused=True)
        self.anna.send("say", room="lobby", text="last words")
        self.anna.peer.inbox.shut = True
        self.anna.commands.peer_closed()
        self.world.turn()
        self.assertFalse(self.anna.session.ended)
        self.commit()
        self.assertTrue(self.anna.session.ended)

    def test_session_lost_while_it_waits_says_nothing_more(self) -> None:
        """
        What was held back is forgotten.
        """
        self.anna.send("join", room="den", ref=1)
        self.anna.send("join", room="cellar", ref=2)
        self.anna.vanish()
        self.answer_read()
        self.assertEqual((self.world.store.reads, self.anna.heard()), ([], []))


class RateTests(SynchronousTestCase):
    """
    Ten commands a second, thirty at once.
    """

    def setUp(self) -> None:
        """
        Anna, with the limits as they come, after a rest.
        """
        self.world = World(limits=Limits())
        self.anna = self.world.guest("Anna", "lobby")
        self.world.turn(10)
        self.anna.heard()

    def test_overspent_budget_is_refused_with_a_hint(self) -> None:
        """
        After the time it tells, the next one is taken.
        """
        for _ in range(30):
            self.anna.send("presence", room="lobby")
        self.anna.heard()
        answer = self.anna.ask("presence", room="lobby")
        self.assertEqual(answer["code"], "rate_limited")
        self.assertTrue(0 < answer["retry_after"] <= 101)
        self.world.turn(answer["retry_after"] / 1000)
        self.assertEqual(self.anna.ask("presence", room="lobby")["type"], "ok")

    def test_refused_message_is_not_stored(self) -> None:
        for n in range(40):
            self.anna.send("say", room="lobby", text=str(n))
        self.world.turn()
        codes = [frame.get("code") for frame in self.anna.heard()]
        self.assertEqual((codes.count(None), codes.count("rate_limited")), (30, 10))

    def test_cheap_commands_cost_less_and_dear_ones_more(self) -> None:
        """
        Sixty pings or ten renames spend the same.
        """
        for command, fields, count in (("ping", {}, 60), ("rename", {"name": "Anne"}, 10)):
            self.world.turn(10)
            for _ in range(count):
                self.anna.send(command, ref=1, **fields)
            self.assertNotIn("rate_limited", [frame.get("code") for frame in self.anna.heard()])
            self.assertEqual(self.anna.ask("presence", room="lobby")["code"], "rate_limited")

    def test_flood_is_closed(self) -> None:
        """
        Whoever goes on is closed with 4009, and may come back later.
        """
        for _ in range(200):
            self.anna.send("presence", room="lobby")
        assert self.anna.peer.finished is not None
        code, _, retry_after = self.anna.peer.finished
        self.assertEqual(code, Close.FLOOD)
        assert retry_after is not None
        self.assertGreater(retry_after, 0)
        last = self.anna.heard()[-1]
        self.assertEqual((last["type"], last["code"], last["retry_after"]), ("bye", 4009, retry_after))

    def test_noise_is_a_flood_too(self) -> None:
        """
        Frames that are no commands are answered a hundred times.
        """
        for _ in range(101):
            self.anna.send_raw("noise")
        assert self.anna.peer.finished is not None
        self.assertEqual(self.anna.peer.finished[0], Close.FLOOD)
        self.assertEqual(len(self.anna.heard()), 101)

    def test_flood_of_one_is_not_a_flood_of_another(self) -> None:
        """
        Ben goes on talking.
        """
        ben = self.world.guest("Ben", "lobby")
        for _ in range(200):
            self.anna.send("say", room="lobby", text="spam")
        self.world.turn()
        ben.heard()
        self.assertEqual(ben.ask("ping")["type"], "pong")
        self.assertIsNone(ben.peer.finished)

    def test_pings_of_the_protocol_are_tolerated_within_reason(self) -> None:
        """
        Five hundred at once, then fifty a second.
        """
        tolerated = sum(self.anna.session.take_ping() for _ in range(1000))
        self.assertApproximates(tolerated, 500, 1)
        self.world.turn(1)
        self.assertApproximates(sum(self.anna.session.take_ping() for _ in range(1000)), 50, 1)


class DeadlineTests(SynchronousTestCase):
    """
    Ten seconds to say who one is.
    """

    def setUp(self) -> None:
        """
        A connection of nobody.
        """
        self.world = World(limits=Limits())
        self.person = self.world.connect()

    def sweep(self, seconds: float) -> None:
        """
        That much later, once.
        """
        self.world.turn(seconds)
        self.person.commands.check_deadlines(self.world.clock.seconds())

    def test_silent_stranger_is_closed(self) -> None:
        """
        With 4001, not a moment earlier.
        """
        self.sweep(9.9)
        self.assertIsNone(self.person.peer.finished)
        self.sweep(0.1)
        assert self.person.peer.finished is not None
        self.assertEqual(self.person.peer.finished[0], Close.LOGIN_DEADLINE)

    def test_user_has_no_deadline(self) -> None:
        """
        Whoever has logged in may be silent.
        """
        self.person.send("login", guest="Anna")
        for _ in range(100):
            self.sweep(1)
        self.assertIsNone(self.person.peer.finished)

    def test_peer_hears_that_something_may_be_due_sooner(self) -> None:
        """
        Somebody logs in, and out: what `sweep` has said before does not hold.
        """
        told = [self.person.peer.attended]
        for name, options in (("login", {"guest": "Anna"}), ("logout", {})):
            self.person.send(name, **options)
            told.append(self.person.peer.attended)
        self.assertEqual(told, [0, 1, 2])
        now = self.world.clock.seconds()
        self.assertEqual(self.person.commands.check_deadlines(now), now + 10)

    def test_logout_sets_the_deadline_anew(self) -> None:
        """
        Ten seconds to be somebody else.
        """
        self.person.send("login", guest="Anna")
        self.sweep(100)
        self.person.send("logout")
        self.sweep(9)
        self.assertIsNone(self.person.peer.finished)
        self.sweep(1)
        self.assertIsNotNone(self.person.peer.finished)
