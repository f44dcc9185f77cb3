"""
What an operator does about people, keys and rooms, and what those concerned notice of it.
"""

from pathlib import Path
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace
from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd.admin.command_table import row_of
from chatd.admin.commands import rooms
from chatd.admin.commands.accounts import AddUser, FlagUser, ListUsers, SetPassword
from chatd.admin.commands.hooks import AddHook, ListHooks, RevokeHook
from chatd.admin.commands.keys import CreateKey, ListKeys, RevokeKey
from chatd.admin.commands.messages import SayMessage
from chatd.admin.commands.rooms import GiveRole, ListMembers, ListRooms, SetRoom
from chatd.admin.commands.sanctions import BanUser, MuteUser, ShowAudit, ShowSanctions, UnbanUser, UnmuteUser
from chatd.admin.operations import Operations
from chatd.admin.protocol import Item, Line, Request
from chatd.domain.events import NewMessage, User
from chatd.errors import Refusal
from tests.support.fakes import World, succeeded
from tests.support.operator_fakes import FakeUpkeep, operator_context


class SiteCommandTests(SynchronousTestCase):
    """
    A node with people, and an operator.
    """

    def setUp(self) -> None:
        """
        Mia has an account and is in the lobby, Gus is a guest there.
        """
        self.world = World()
        operations = Operations(self.world.store, FakeUpkeep(), self.world.now)
        self.context = operator_context(self.world, Path(), operations)
        self.mia, self.gus = self.world.account("Mia", "lobby"), self.world.guest("Gus", "lobby")
        self.items: list[dict[str, Any]] = []

    def do(self, request: Request) -> dict[str, Any]:
        """
        The answer, as JSON has it; `items` are those sent on the way.
        """
        self.items.clear()
        answer = self.successResultOf(self.execute(request))
        self.assertIsInstance(answer, row_of(request).answer)
        shown: dict[str, Any] = to_builtins(answer)
        return shown

    def execute(self, request: Request) -> Deferred[Any]:
        """
        Call the function of the request's row.
        """
        execute: Any = row_of(request).execute
        return Deferred.fromCoroutine(execute(self.context, request, self))

    async def send_record(self, record: Line | Item[Any]) -> None:
        """
        As a `chatd.admin.command.CommandChannel`.
        """
        assert isinstance(record, Item)
        self.items.append(to_builtins(record.value))

    def refused(self, request: Request) -> str:
        """
        The code of the refusal.
        """
        refusal = self.failureResultOf(self.execute(request), Refusal).value
        assert isinstance(refusal, Refusal)
        return refusal.code

    def acts(self) -> list[str]:
        """
        What stands in the audit log, the newest first.
        """
        self.do(ShowAudit())
        return [item["action"] for item in self.items]

    def test_operator_says_something(self) -> None:
        """
        As the operator or as an account, also where neither may speak, and it is in the audit log.
        """
        self.mia.heard()
        self.assertEqual(self.say(SayMessage("lobby", "Hello", {"build": 4711}))["seq"], 1)
        (event,) = self.mia.heard()
        self.assertEqual((event["user"]["id"], event["text"], event["data"]), ("o.operator", "Hello", {"build": 4711}))
        self.do(SetRoom("lobby", {"kind": "announce"}))
        self.gus.heard()
        self.say(SayMessage("lobby", "It is me", who="Mia"))
        self.assertEqual([event["user"]["name"] for event in self.gus.heard() if event["type"] == "message"], ["Mia"])
        self.assertEqual(self.acts(), ["say", "set", "say"])
        self.assertEqual((self.items[0]["seq"], self.items[0]["user"]["name"]), (2, "Mia"))

    def say(self, request: Request) -> dict[str, Any]:
        """
        The answer when the message is stored.
        """
        done = self.execute(request)
        self.world.turn()
        answer = self.successResultOf(done)
        shown: dict[str, Any] = to_builtins(answer)
        return shown

    def test_what_cannot_be_said_is_refused_by_name(self) -> None:
        """
        Sanctions of the account in whose name it would be said count.
        """
        self.do(MuteUser(who="Mia", room="lobby"))
        for request, code in (
            (SayMessage("lobby", ""), "invalid"),
            (SayMessage("no room", "x"), "invalid"),
            (SayMessage("~unknown", "x"), "not_found"),
            (SayMessage("lobby", "x" * 100_000), "too_large"),
            (SayMessage("lobby", "x", who="Nobody"), "not_found"),
            (SayMessage("lobby", "x", who="Mia"), "muted"),
        ):
            self.assertEqual(self.refused(request), code)
        self.assertEqual(self.acts(), ["mute"])

    def test_without_a_daemon_nobody_can_be_told(self) -> None:
        self.context = replace(self.context, requests=None)
        self.assertEqual(self.refused(SayMessage("lobby", "x")), "unavailable")

    def test_account_without_a_password_gets_a_link(self) -> None:
        """
        With a password there is no link.
        """
        made = self.do(AddUser(name="Bea", admin=True))
        self.assertEqual((made["name"], made["admin"], made["link"][:11]), ("Bea", True, "chatd_link_"))
        self.assertNotIn("link", self.do(AddUser(name="Cleo", password="long enough")))
        self.assertEqual(self.refused(AddUser(name="bEA")), "conflict")
        self.assertEqual(self.do(ListUsers()), {"users": 3})
        self.assertEqual([item["name"] for item in self.items], ["Bea", "Cleo", "Mia"])
        self.assertEqual(self.acts(), ["add_account", "add_account"])

    def test_disabled_account_is_signed_out_at_once(self) -> None:
        """
        By name or by id.
        """
        self.assertTrue(self.do(FlagUser(who="mia", disabled=True))["disabled"])
        self.assertEqual(self.mia.peer.finished and self.mia.peer.finished[0], 4002)
        self.assertFalse(self.do(FlagUser(who="a.mia", disabled=False))["disabled"])
        self.assertEqual(self.refused(FlagUser(who="nobody", disabled=True)), "not_found")
        self.assertEqual(self.acts(), ["enable", "disable"])

    def test_administrator_may_more_at_once(self) -> None:
        """
        Live sessions get the change.
        """
        self.mia.heard()
        self.do(FlagUser(who="Mia", admin=True))
        (told,) = (frame for frame in self.mia.heard() if frame["type"] == "me")
        self.assertEqual((told["account"]["admin"], "ban" in told["account"]["can"]), (True, True))
        self.do(FlagUser(who="Mia", admin=False))
        self.mia.heard()
        self.assertEqual(self.mia.ask("audit", ref=1)["code"], "forbidden")

    def test_password_is_set_or_linked_to(self) -> None:
        """
        Too short a password is refused.
        """
        self.assertIn("link", self.do(SetPassword(who="Mia")))
        self.assertNotIn("link", self.do(SetPassword(who="Mia", password="long enough")))
        self.assertEqual(self.refused(SetPassword(who="Mia", password="short")), "invalid")

    def test_key_lives_from_its_making_to_its_revocation(self) -> None:
        """
        Whoever speaks with it is cut off then, also as somebody else.
        """
        made = self.do(CreateKey(name="ci", rooms={"*": ["*"]}, speaks_as=True))
        person, other = self.world.connect(), self.world.connect()
        person.send("login", token=made["token"])
        other.send("login", token=made["token"], **{"as": {"id": "x.site.7", "name": "Seven"}})
        self.assertEqual([p.session.who.id for p in (person, other)], ["k.ci", "x.site.7"])
        self.do(ListKeys())
        self.assertEqual([(item["name"], "digest" in item) for item in self.items], [("ci", False)])
        self.do(RevokeKey("ci"))
        self.assertEqual([p.peer.finished and p.peer.finished[0] for p in (person, other)], [4002, 4002])
        self.assertEqual(self.refused(RevokeKey("ci")), "not_found")
        self.assertEqual(self.refused(CreateKey(name="ci", rooms={"*": ["shout"]})), "invalid")

    def test_incoming_webhook_lives_from_its_making_to_its_revocation(self) -> None:
        """
        It is named like no key, and its token is no key's.
        """
        made = self.do(AddHook(room="lobby", name="ci", burst=7))
        self.assertEqual((made["id"], made["name"], made["room"]), ("k.hook.ci", "ci", "lobby"))
        self.assertRegex(made["path"], r"^/hooks/chatd_hook_[\w-]{43}$")
        token = made["path"].removeprefix("/hooks/")
        person = self.world.connect()
        person.send("login", token=token)
        self.assertEqual(person.heard()[-1]["code"], "bad_token")
        succeeded(self.context.keys.recognise_hook(token, ""))
        self.do(CreateKey(name="ci", rooms={"*": ["*"]}))
        self.do(ListHooks())
        (item,) = self.items
        self.assertEqual((item["id"], item["room"], item["burst"]), ("k.hook.ci", "lobby", 7))
        self.assertEqual((item["used"], item["revoked"]), (self.world.now(), None))
        self.assertNotIn("digest", item)
        self.assertEqual(self.refused(AddHook(room="attic", name="ci")), "conflict")
        for room, name, burst in (("no room", "a", 1), ("~inbox.a.1", "a", 1), ("lobby", "A b", 1), ("lobby", "a", 0)):
            self.assertEqual(self.refused(AddHook(room=room, name=name, burst=burst)), "invalid")
        self.do(RevokeHook("k.hook.ci"))
        self.assertEqual(self.refused(RevokeHook("ci")), "not_found")
        self.failureResultOf(Deferred.fromCoroutine(self.context.keys.recognise_hook(token, "")), Refusal)
        self.do(AddHook(room="attic", name="ci"))
        self.do(RevokeHook("ci"))
        self.do(RevokeKey("ci"))

    def test_rooms_are_listed_and_set(self) -> None:
        """
        Users in the room get the change.
        """
        self.mia.heard()
        terms = self.do(SetRoom("lobby", {"title": "Hall", "kind": "announce"}))
        self.assertEqual((terms["title"], terms["kind"]), ("Hall", "announce"))
        types = [frame["type"] for frame in self.mia.heard()]
        self.assertIn("standing", types)
        self.do(ListRooms())
        self.assertEqual(
            [(item["room"], item["kind"], item["title"]) for item in self.items], [("lobby", "announce", "Hall")]
        )

    def test_rooms_that_nobody_has_spoken_in_are_listed_too(self) -> None:
        """
        Beside those with a log, in one order, however many they are.
        """
        self.patch(rooms, "PAGE", 2)
        for room in ("b", "d", "f"):
            self.mia.send("create", kind="public", room=room)
        for room in ("a", "c", "d", "e", "lobby"):
            self.do(SetRoom(room, {"title": room}))
        self.assertEqual(self.do(ListRooms()), {"rooms": 7})
        shown = [(item["room"], item["title"], item["members"]) for item in self.items]
        wanted = [("a", "a", 0), ("b", "", 1), ("c", "c", 0), ("d", "d", 1), ("e", "e", 0), ("f", "", 1)]
        self.assertEqual(shown, [*wanted, ("lobby", "lobby", 0)])

    def test_room_takes_no_slow_that_it_could_not_be_set_to_otherwise(self) -> None:
        """
        Nothing is changed, and nothing said in the audit log.
        """
        for wrong in (-1, 86_400_001, 10**33):
            self.assertEqual(self.refused(SetRoom("lobby", {"slow": wrong})), "invalid")
        self.assertEqual(self.acts(), [])

    def test_role_is_given_and_taken(self) -> None:
        """
        In a room that anybody is in, or nobody.
        """
        self.do(GiveRole("club", "Mia", "owner"))
        self.assertEqual(self.do(ListMembers("club")), {"members": 1})
        self.assertEqual(self.items[0]["role"], "owner")
        self.do(GiveRole("club", "Mia", None))
        self.assertEqual(self.do(ListMembers("club")), {"members": 0})
        self.assertEqual(self.refused(ListMembers("~none")), "not_found")

    def test_audit_of_what_can_be_no_room_is_refused(self) -> None:
        """
        Nothing found would seem to say that nothing was done there.
        """
        self.assertEqual(self.refused(ShowAudit(room="no room")), "invalid")

    def test_struck_account_is_gone_and_signed_out(self) -> None:
        """
        By its name or by an id; whoever has no account is found by their id alone, and the audit log knows of it.
        """
        self.assertEqual(self.strike("mia"), "a.mia")
        self.assertEqual(self.mia.peer.finished and self.mia.peer.finished[0], 4002)
        self.assertEqual(self.do(ListUsers()), {"users": 0})
        self.assertEqual(self.strike("g.1"), "g.1")
        failure = self.failureResultOf(Deferred.fromCoroutine(self.context.delete_account("Gus")), Refusal)
        self.assertIn("no account 'Gus'; whoever has none goes by their id", failure.value.message)
        self.assertEqual(self.acts(), ["erase", "erase"])
        self.assertEqual(
            [item["user"] for item in self.items], [{"id": "g.1", "name": ""}, {"id": "a.mia", "name": "Mia"}]
        )

    def strike(self, who: str) -> str:
        """
        Whose words may be erased now.
        """
        return self.successResultOf(Deferred.fromCoroutine(self.context.delete_account(who)))

    def test_ban_acts_at_once_and_ends(self) -> None:
        """
        From the site or from a room, and from where they are.
        """
        self.assertEqual(self.refused(BanUser(who="Mia", seconds=10**13)), "invalid")
        self.assertEqual(self.do(BanUser(who="Mia", room="attic", address=True))["address"], "192.0.2.1")
        self.do(BanUser(who=self.gus.id, seconds=60, reason="spam"))
        self.assertEqual(self.gus.peer.finished and self.gus.peer.finished[0], 4503)
        self.do(BanUser(who="Mia", room="lobby"))
        self.assertEqual(self.mia.session.rooms, {})
        self.do(UnbanUser(who="Mia", room="lobby"))
        self.assertEqual(self.refused(UnbanUser(who="Mia", room="lobby")), "not_found")

    def test_network_is_banned_and_let_in_again(self) -> None:
        """
        With everybody who is here from it, but for those who keep order; and those who come.
        """
        boss = self.world.account("Boss", "lobby", admin=True)
        self.assertEqual(self.refused(BanUser(who="192.0.2.0/24", address=True, room="lobby")), "invalid")
        self.assertEqual(self.refused(BanUser(who="192.0.2.0/24")), "not_found")
        banned = self.do(BanUser(who="192.0.2.77/24", address=True, reason="flood"))
        self.assertEqual((banned["user"], banned["address"]), ("192.0.2.0/24", "192.0.2.0/24"))
        closed = [person.peer.finished and person.peer.finished[0] for person in (self.mia, self.gus, boss)]
        self.assertEqual(closed, [4503, 4503, None])
        stranger = self.world.connect(address="192.0.2.200")
        stranger.send("login", guest="Stan")
        self.assertEqual(stranger.heard()[0]["code"], "banned")
        self.assertEqual(self.world.connect(address="198.51.100.1").ask("login", guest="Stan")["type"], "ok")
        self.assertEqual(self.do(UnbanUser(who="192.0.2.0/24")), {"user": "192.0.2.0/24", "room": None})
        self.assertEqual(self.world.connect(address="192.0.2.200").ask("login", guest="Stan")["type"], "ok")
        self.assertEqual(self.acts(), ["unban", "ban"])

    def test_ban_of_one_who_has_left_binds_the_last_address(self) -> None:
        """
        For a moderator of one room it does not: they need not know it.
        """
        gus, mia = self.gus.id, self.mia.id
        self.gus.vanish()
        self.mia.vanish()
        self.assertEqual(self.do(BanUser(who=gus, address=True))["address"], "192.0.2.1")
        owner = self.world.account("Olga", address="198.51.100.1")
        owner.ask("create", kind="public", room="attic", ref=1)
        owner.send("join", room="attic")
        succeeded(self.world.memory.append([NewMessage("attic", User(mia, "Mia"), 0, "I was here")]))
        self.world.turn()
        owner.heard()
        owner.send("ban", room="attic", user=mia, address=True, ref=2)
        self.assertEqual(self.do(ShowSanctions("attic")), {"sanctions": 1})
        self.assertIsNone(self.items[0]["address"])

    def test_mute_acts_at_once_and_ends(self) -> None:
        """
        It keeps nobody out, and is another thing than a ban.
        """
        self.do(MuteUser(who="Mia", reason="calm down"))
        self.assertIn(("sanction", "mute"), [(frame["type"], frame.get("action")) for frame in self.mia.heard()])
        self.assertEqual(self.mia.ask("say", ref=1, room="lobby", text="I")["code"], "muted")
        self.assertEqual(self.refused(UnbanUser(who="Mia")), "not_found")
        self.do(UnmuteUser(who="Mia"))
        self.mia.heard()
        self.mia.send("say", ref=2, room="lobby", text="I")
        self.world.turn()
        self.assertEqual([frame["seq"] for frame in self.mia.heard() if frame["type"] == "ok"], [1])
        self.assertEqual(self.acts(), ["unmute", "mute"])

    def test_what_is_in_force_is_listed(self) -> None:
        """
        Everywhere, or in one room, whoever imposed it, until it ends.
        """
        self.do(MuteUser(who="Mia", room="lobby", reason="calm down"))
        self.do(BanUser(who=self.gus.id, seconds=60))
        self.assertEqual(self.do(ShowSanctions()), {"sanctions": 2})
        shown = {(item["kind"], item["name"], item["room"], item["reason"], item["by"]) for item in self.items}
        by = "o.operator"
        self.assertEqual(shown, {("ban", "~Gus", None, "", by), ("mute", "Mia", "lobby", "calm down", by)})
        self.do(ShowSanctions("lobby"))
        self.assertEqual([(item["kind"], item["user"]) for item in self.items], [("mute", "a.mia")])
        self.assertEqual(self.do(ShowSanctions("attic")), {"sanctions": 0})
        self.assertEqual(self.refused(ShowSanctions("~none")), "not_found")
        self.assertEqual(self.refused(ShowSanctions("no room")), "invalid")
        self.world.time += 60_000
        self.assertEqual(self.do(ShowSanctions()), {"sanctions": 1})
