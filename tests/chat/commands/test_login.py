"""
Who somebody is: by guests' tokens, by the site's own login, by keys and by what a handshake showed; and for how long.
"""

from typing import Any

from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.accounts import Principal, Scope, SignedOut, grants
from chatd.domain.events import User
from chatd.errors import Refusal
from tests.auth.people import BOSS
from tests.support.fakes import Person, World, succeeded

MINUTE = 60_000


class IdentityCase(SynchronousTestCase):
    """
    A node, and a way in that says what a test wants.
    """

    def setUp(self) -> None:
        """
        Nobody is there yet.
        """
        self.world = World()
        self.found: dict[str, Principal | Refusal] = {}
        identity: Any = self.world.assembly.login._identity
        identity.identify = self.enter

    async def enter(self, credentials: object) -> Principal:
        """
        Whom these credentials are of.
        """
        found = self.found[str(credentials)]
        if isinstance(found, Refusal):
            raise found
        return found

    def token(self, name: str, *, minutes: float | None = None, user: str = "x.site.7", **more: Any) -> str:
        """
        A token that is true for so long.
        """
        expires = None if minutes is None else self.world.time + int(minutes * MINUTE)
        text = f"{name}.b.c"
        self.found[text] = Principal(User(user, name), "token", expires, **more)
        return text

    def pass_by(self, seconds: int) -> None:
        """
        Time goes by, with a sweep each second.
        """
        for _ in range(seconds):
            self.world.time += 1000
            self.world.turn(1)
            for person in self.world.persons:
                if not person.session.ended:
                    person.commands.check_deadlines(self.world.clock.seconds())


class ExpiryTests(IdentityCase):
    """
    What somebody logged in with is not true for ever.
    """

    def setUp(self) -> None:
        """
        Tess has a token for two minutes.
        """
        super().setUp()
        self.tess = self.world.connect()
        self.answer = self.tess.ask("login", token=self.token("Tess", minutes=2), ref=1)
        self.tess.send("join", room="lobby")
        self.world.turn()
        self.tess.heard()

    def test_end_is_told_with_the_login(self) -> None:
        account = self.answer["account"]
        self.assertEqual((self.answer["expires"], account["kind"]), (self.world.time + 2 * MINUTE, "token"))
        self.assertIn("create_room", account["can"])

    def test_warned_a_minute_before_and_closed_at_the_end(self) -> None:
        """
        Once, and with a code that says to come back with a new one.
        """
        self.pass_by(59)
        self.assertNotIn("expiring", [frame["type"] for frame in self.tess.heard()])
        self.pass_by(60)
        self.assertEqual([frame["type"] for frame in self.tess.heard()], ["expiring"])
        self.pass_by(1)
        self.assertEqual(self.tess.peer.finished and self.tess.peer.finished[0], 4002)

    def test_nothing_is_done_after_the_end_even_before_the_sweep(self) -> None:
        """
        The command that comes in between finds the door closed.
        """
        self.world.time += 2 * MINUTE
        self.world.turn(120)
        self.tess.send("say", room="lobby", text="still")
        self.world.turn()
        self.assertEqual(self.tess.peer.finished and self.tess.peer.finished[0], 4002)
        watcher = self.world.guest("Watcher", "lobby")
        self.assertEqual(watcher.ask("history", room="lobby")["events"], [])

    def test_step_of_the_clock_neither_ends_nor_prolongs_it(self) -> None:
        """
        Two minutes are two minutes for who is connected already.
        """
        for step in (365 * 1440 * MINUTE, -40 * 1440 * MINUTE):
            self.world.time += step
            tess = self.world.connect()
            tess.ask("login", token=self.token("Tess", minutes=2), ref=1)
            self.world.time -= 2 * step
            self.pass_by(119)
            self.assertIsNone(tess.peer.finished)
            self.pass_by(1)
            self.assertEqual(tess.peer.finished and tess.peer.finished[0], 4002)

    def test_second_login_renews_without_a_gap(self) -> None:
        """
        No room is left, and the end is another one.
        """
        self.pass_by(90)
        self.tess.heard()
        self.assertEqual(self.tess.ask("login", token=self.token("Tess", minutes=10), ref=2)["type"], "ok")
        self.pass_by(120)
        self.assertIsNone(self.tess.peer.finished)
        self.assertEqual(list(self.tess.session.rooms), ["lobby"])

    def test_another_user_cannot_take_the_session_over(self) -> None:
        other = self.token("Other", user="x.site.8")
        self.assertEqual(self.tess.ask("login", token=other, ref=2)["code"], "conflict")

    def test_token_that_is_over_opens_nothing(self) -> None:
        """
        Between its check and the login.
        """
        late = self.token("Late", minutes=0)
        self.assertEqual(self.world.connect().ask("login", token=late, ref=1)["code"], "expired")


class HandshakeTests(IdentityCase):
    """
    Who came with a cookie or a token is somebody before the welcome.
    """

    def begin(self, credentials: str) -> tuple[Person, list[str]]:
        """
        A connection whose handshake showed that, and what happened in order.
        """
        person, order = self.world.connect(), []
        person.commands.authenticate(credentials, lambda: order.append("welcome"), lambda refusal: None)
        return person, order

    def test_commands_wait_until_it_is_known(self) -> None:
        """
        They run as the user that the credentials belong to.
        """
        answer: Deferred[Principal] = Deferred()
        identity: Any = self.world.assembly.login._identity
        identity.identify = lambda credentials: answer
        person, order = self.begin("cookie")
        person.send("rename", name="Else", ref=1)
        self.assertEqual((order, person.heard()), ([], []))
        answer.callback(Principal(User("a.1", "Ann"), "account"))
        self.assertEqual(order, ["welcome"])
        self.assertEqual(person.session.who.name, "Ann")
        self.assertEqual(person.heard()[0]["ref"], 1)

    def test_who_is_not_believed_is_nobody(self) -> None:
        """
        The refusal is sent, and a `login` command may follow.
        """
        self.found["old"] = Refusal("bad_token", "this session has ended; sign in again", field="session")
        person, order = self.begin("old")
        self.assertEqual((order, [frame["code"] for frame in person.heard()]), (["welcome"], ["bad_token"]))
        self.assertIsNone(person.session.user)
        self.assertEqual(person.ask("login", guest="Gus", ref=1)["type"], "ok")

    def test_fault_is_told_without_its_text(self) -> None:
        """
        It is logged, and somebody may log in all the same.
        """
        person, _ = self.begin("unknown")
        self.assertEqual([frame["code"] for frame in person.heard()], ["internal"])
        self.assertEqual(len(self.flushLoggedErrors(KeyError)), 1)

    def test_who_has_gone_meanwhile_is_not_let_in(self) -> None:
        """
        No session of theirs is left behind.
        """
        answer: Deferred[Principal] = Deferred()
        identity: Any = self.world.assembly.login._identity
        identity.identify = lambda credentials: answer
        person, order = self.begin("cookie")
        person.vanish()
        answer.callback(Principal(User("a.1", "Ann"), "account"))
        self.assertEqual((order, self.world.hub.sessions_of("a.1")), ([], ()))

    def test_signing_out_closes_what_the_cookie_opened(self) -> None:
        """
        That one, or all but one.
        """
        people = []
        for session in ("one", "two"):
            self.found[session] = Principal(User("a.1", "Ann"), "account", session=session)
            people.append(self.begin(session)[0])
        self.world.assembly.account_updates.apply_change(SignedOut("a.1", keep="two"))
        self.assertEqual([p.peer.finished and p.peer.finished[0] for p in people], [4002, None])
        self.world.assembly.account_updates.apply_change(SignedOut("a.1", session="two"))
        self.assertEqual(people[1].peer.finished and people[1].peer.finished[0], 4002)


class NameTests(IdentityCase):
    """
    What people are called.
    """

    def test_account_is_renamed_everywhere(self) -> None:
        """
        On the other tab, in the rooms and in the list of members.
        """
        ann = self.world.account("Ann", "lobby")
        tab = self.world.account("Ann", "lobby")
        room = ann.ask("create", ref=1)["room"]
        ann.send("rename", name="Anne", ref=2)
        frames = ann.heard()
        answer = next(frame for frame in frames if frame.get("ref") == 2)
        self.assertEqual(answer["user"]["name"], "Anne")
        self.assertIn("me", [frame["type"] for frame in tab.heard()])
        place = succeeded(self.world.roster.room_record(room))
        self.assertEqual(place and [m.user.name for m in place.members.values()], ["Anne"])

    def test_new_name_is_on_all_that_an_account_said(self) -> None:
        """
        Who is there is told, and who comes later finds nothing else: two authors never have one name.
        """
        ann = self.world.account("Ann", "lobby", "other")
        bea = self.world.account("Bea", "lobby")
        ann.send("say", room="lobby", text="one", ref=1)
        ann.send("edit", room="lobby", seq=1, text="two", ref=2)
        self.world.turn()
        ann.send("leave", room="lobby")
        bea.heard()
        ann.send("rename", name="Anne", ref=3)
        self.world.turn()
        told = [frame for frame in bea.heard() if frame["type"] == "renamed"]
        self.assertEqual(told, [{"type": "renamed", "room": "lobby", "user": {"id": "a.ann", "name": "Anne"}}])
        events = bea.ask("history", room="lobby", ref=4)["events"]
        self.assertEqual([event["user"]["name"] for event in events], ["Anne", "Anne"])
        self.assertEqual(events[0]["edited"]["user"]["name"], "Anne")
        found = bea.ask("search", room="lobby", text="two", ref=5)["events"]
        self.assertEqual([event["user"]["name"] for event in found], ["Anne"])

    def test_guest_leaves_the_old_name_on_what_was_said(self) -> None:
        """
        A guest's name is kept nowhere but in the token and in messages.
        """
        gus = self.world.guest("Gus", "lobby")
        gus.send("say", room="lobby", text="one", ref=1)
        self.world.turn()
        gus.send("rename", name="Guss", ref=2)
        gus.heard()
        events = gus.ask("history", room="lobby", ref=3)["events"]
        self.assertEqual([event["user"]["name"] for event in events], ["~Gus"])

    def test_name_that_looks_like_an_account_s_is_not_to_be_had(self) -> None:
        """
        By another account; a guest's carries the mark.
        """
        self.world.account("Anna")
        bea = self.world.account("Bea")
        self.assertEqual(bea.ask("rename", name="\u0410nna", ref=1)["code"], "invalid")
        self.assertEqual(bea.ask("rename", name="ANNA", ref=1)["code"], "conflict")
        self.assertEqual(self.world.guest("Anna").session.who.name, "~Anna")
        self.assertEqual(self.world.connect().ask("login", guest="~", ref=1)["code"], "invalid")

    def test_who_is_vouched_for_is_called_what_the_token_says(self) -> None:
        """
        There is nothing to rename.
        """
        person = self.world.connect()
        person.ask("login", token=self.token("Tess"), ref=1)
        self.assertEqual(person.ask("rename", name="Else", ref=2)["code"], "forbidden")


class BackEndTests(SynchronousTestCase):
    """
    Keys, and whom they may speak as.
    """

    def setUp(self) -> None:
        """
        One key may speak as others, in some rooms; one may not.
        """
        self.world = World()
        self.bold = self.key("bold", speaks_as=True)
        self.shy = self.key("shy", speaks_as=False)

    def key(self, name: str, *, speaks_as: bool) -> str:
        """
        A key's token.
        """
        scope = Scope({"news-*": ("read", "say")}, speaks_as=speaks_as)
        return succeeded(self.world.authentication.keys.create_key(name, scope, BOSS))[0]

    def enter(self, token: str, **more: Any) -> dict[str, Any]:
        """
        Log in with it, on a connection of one's own.
        """
        self.person = self.world.connect()
        return self.person.ask("login", token=token, ref=1, **more)

    def test_key_does_what_it_may_where_it_may(self) -> None:
        self.assertEqual(self.enter(self.shy)["user"]["id"], "k.shy")
        self.person.send("join", room="news-1", ref=2)
        self.world.turn()
        (joined,) = (frame for frame in self.person.heard() if frame.get("ref") == 2)
        self.assertEqual(joined["can"], ["read", "say"])
        self.assertEqual((joined["events"], joined["gap"]), ([], False))
        self.assertEqual(self.person.ask("history", room="news-1", ref=3)["code"], "forbidden")
        self.person.send("join", room="lobby", ref=4)
        self.world.turn()
        self.assertEqual([f["code"] for f in self.person.heard() if f.get("ref") == 4], ["forbidden"])

    def test_key_speaks_as_others_if_it_may(self) -> None:
        """
        As an account, or as somebody of the site's own login; not as a guest, a key or nobody.
        """
        self.world.account("Ann")
        answer = self.enter(self.bold, **{"as": {"id": "a.ann", "name": "ignored"}})
        self.assertEqual(answer["user"], {"id": "a.ann", "name": "Ann"})
        self.assertEqual(self.enter(self.bold, **{"as": {"id": "x.site.7", "name": "Sid"}})["user"]["name"], "Sid")
        answer = self.enter(self.bold, **{"as": {"id": "x.site." + "7" * 255, "name": "~" + "x" * 40}})
        self.assertEqual(answer["user"], {"id": "x.site." + "7" * 255, "name": "x" * 32})
        for name in (None, "", 8):
            said = self.enter(self.bold, **{"as": {"id": "x.site.8", "name": name}})
            self.assertEqual(said["user"]["name"], "8")
        for wrong in ("g.1", "k.shy", "x.other.7", "x.site."):
            self.assertEqual(self.enter(self.bold, **{"as": {"id": wrong, "name": "N"}})["code"], "invalid")
        self.assertEqual(self.enter(self.bold, **{"as": {"id": "a.none", "name": "N"}})["code"], "not_found")
        self.assertEqual(self.enter(self.shy, **{"as": {"id": "a.ann", "name": "N"}})["code"], "forbidden")
        guest = self.world.connect()
        answer = guest.ask("login", guest="G", ref=1, **{"as": {"id": "a.ann", "name": "N"}})
        self.assertEqual(answer["code"], "forbidden")

    def test_key_that_speaks_as_somebody_learns_nothing_of_them_beyond_its_rooms(self) -> None:
        """
        Neither their words and rooms elsewhere nor whom they ignore, and it cannot make them leave.
        """
        ann = self.world.account("Ann", "news-1")
        room = ann.ask("create", ref=1)["room"]
        for where in (room, "news-1"):
            ann.send("join", room=where)
            ann.send("say", room=where, text="mine", ref=2)
            self.world.turn()
        self.enter(self.bold, **{"as": {"id": "a.ann", "name": "Ann"}})
        self.person.send("join", room="news-1")
        self.world.turn()
        self.person.heard()
        for command in ("export", "ignores"):
            self.assertEqual(self.person.ask(command, ref=1)["code"], "forbidden")
        for command in ("ignore", "unignore"):
            self.assertEqual(self.person.ask(command, user="a.1", ref=1)["code"], "forbidden")
        self.assertEqual(self.person.ask("resign", room=room, ref=1)["code"], "forbidden")
        self.assertEqual([line["room"] for line in self.person.ask("rooms", ref=1)["rooms"]], ["news-1"])

    def test_key_that_speaks_as_somebody_is_told_nothing_of_their_other_rooms(self) -> None:
        """
        No invitation, no sanction, and not how far they have read.
        """
        ann, ben, ada = self.world.account("Ann"), self.world.account("Ben"), self.world.account("Ada", admin=True)
        self.enter(self.bold, **{"as": {"id": "a.ann", "name": "Ann"}})
        room = ben.ask("create", ref=1)["room"]
        ben.send("join", room=room)
        ben.send("invite", room=room, user="a.ann")
        ann.send("join", room=room)
        ben.send("say", room=room, text="hello", ref=1)
        self.world.turn()
        ann.send("seen", room=room, seq=1)
        ada.send("join", room=room)
        for command in ("mute", "unmute", "kick"):
            ada.send(command, room=room, user="a.ann")
        self.assertEqual(len([frame for frame in ann.heard() if frame["type"] in {"invited", "sanction"}]), 4)
        self.assertEqual(self.person.heard(), [])

    def test_claims_of_a_token_give_roles(self) -> None:
        """
        By pattern of rooms.
        """
        person = self.world.connect()
        given = grants({"team-*": "moderator"})
        self.world.assembly.login.admit(
            person.session, Principal(User("x.site.1", "Tom"), "token", grants=given), field="token"
        )
        person.send("join", room="team-1", ref=1)
        self.world.turn()
        (joined,) = (frame for frame in person.heard() if frame.get("ref") == 1)
        self.assertEqual((joined["role"], "ban" in joined["can"]), ("moderator", True))
