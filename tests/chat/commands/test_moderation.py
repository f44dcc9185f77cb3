"""
Rooms, roles and order, as people see them: JSON in, JSON out, on a node without sockets.
"""

from collections.abc import Awaitable
from typing import Any

from twisted.internet.defer import Deferred, fail
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.limits import Limits
from chatd.domain.roles import Override
from chatd.errors import Refusal
from chatd.websocket.dialects import Plain
from tests.support.fakes import Person, World

MINUTE = 60_000


def of(frames: list[dict[str, Any]], type: str) -> list[dict[str, Any]]:
    """
    Those of one type.
    """
    return [frame for frame in frames if frame["type"] == type]


class OrderCase(SynchronousTestCase):
    """
    Olga owns a private room, Mo moderates it, Mia is a member; Gus is a guest and Ada the administrator.
    """

    def setUp(self) -> None:
        """
        All of them are in it who may be.
        """
        self.world = World()
        self.olga = self.world.account("Olga")
        self.mo, self.mia = self.world.account("Mo"), self.world.account("Mia")
        self.gus = self.world.guest("Gus", "lobby")
        self.ada = self.world.account("Ada", admin=True)
        self.room = self.ask(self.olga, "create", title="Den")["room"]
        self.enter(self.olga)
        for person in (self.mo, self.mia):
            self.ok(self.olga, "invite", room=self.room, user=person.id)
            self.enter(person)
        self.ok(self.olga, "role", room=self.room, user=self.mo.id, role="moderator")
        self.hush()

    def hush(self) -> None:
        """
        What has come until now does not matter.
        """
        for person in self.world.persons:
            person.peer.sink.pushes.clear()  # type: ignore[attr-defined]

    def ask(self, person: Person, type: str, **fields: Any) -> dict[str, Any]:
        """
        Send a command, and have its answer.
        """
        person.send(type, ref="q", **fields)
        self.world.turn()
        (answer,) = (frame for frame in person.heard() if frame.get("ref") == "q")
        return answer

    def ok(self, person: Person, type: str, **fields: Any) -> dict[str, Any]:
        """
        The same; it is done.
        """
        answer = self.ask(person, type, **fields)
        self.assertEqual(answer["type"], "ok", answer)
        return answer

    def refused(self, code: str, person: Person, type: str, **fields: Any) -> dict[str, Any]:
        """
        The same; it is refused by that name.
        """
        answer = self.ask(person, type, **fields)
        self.assertEqual((answer["type"], answer.get("code")), ("error", code), answer)
        return answer

    def enter(self, person: Person, room: str | None = None) -> dict[str, Any]:
        """
        Join the room.
        """
        return self.ok(person, "join", room=room or self.room)

    def audit(self, room: str | None = None) -> list[tuple[str, str, str]]:
        """
        Who did what to whom, the newest first.
        """
        acts = self.ok(self.ada, "audit", **({"room": room} if room else {}))["acts"]
        return [(act["by"]["name"], act["action"], act.get("user", {}).get("name", "")) for act in acts]


class RoomTests(OrderCase):
    """
    Rooms of one's own.
    """

    def test_owner_may_do_all_there_is(self) -> None:
        """
        Others do what their role says; the answer to a join tells it.
        """
        mine, theirs = self.enter(self.olga), self.enter(self.mia)
        self.assertEqual((mine["role"], mine["kind"], mine["title"]), ("owner", "private", "Den"))
        self.assertTrue({"set", "role", "close", "ban"} <= set(mine["can"]))
        self.assertEqual((theirs["role"], {"set", "ban"} & set(theirs["can"])), ("member", set()))

    def test_guest_moderates_what_they_make_where_they_may(self) -> None:
        """
        What they are told is what they are: nobody is shown as an owner who is none.
        """
        self.world = World(permissions=[Override(rooms="/", allow={"create_room": "guest"})])
        gus = self.world.guest("Gus")
        room = self.ok(gus, "create", title="Den")["room"]
        joined = self.enter(gus, room)
        self.assertEqual((joined["role"], {"ban", "set"} & set(joined["can"])), ("moderator", {"ban"}))
        (member,) = self.ok(gus, "members", room=room)["members"]
        self.assertEqual(member["role"], "moderator")

    def test_room_that_is_hidden_is_answered_like_none(self) -> None:
        """
        Word for word.
        """
        for command in ("join", "resign"):
            there, not_there = (
                self.refused("not_found", self.gus, command, room=room) for room in (self.room, "~nowhere")
            )
            self.assertEqual(there, not_there)

    def test_of_a_room_that_is_hidden_nothing_is_read_for_strangers(self) -> None:
        """
        Whether anybody is in it, nobody is, or it is not there: the same is asked, and none takes longer.
        """
        empty = self.ask(self.olga, "create")["room"]
        asked: list[str] = []
        roster: Any = self.world.roster
        self.patch(roster, "room_record", lambda room: self.fail("a room was read"))
        is_member = roster.is_member

        def looked_up(room: str, user_id: str) -> Awaitable[bool]:
            asked.append(room)
            found: Awaitable[bool] = is_member(room, user_id)
            return found

        self.patch(roster, "is_member", looked_up)
        for room in (self.room, empty, "~nowhere"):
            for command in ("join", "resign"):
                self.refused("not_found", self.gus, command, room=room)
        self.assertEqual(asked, [room for room in (self.room, empty, "~nowhere") for _ in range(2)])

    def test_public_room_is_made_once(self) -> None:
        """
        And not where people talk already, nor with an id of the server's.
        """
        self.assertEqual(self.ok(self.mia, "create", kind="public", room="club")["room"], "club")
        self.assertEqual(self.enter(self.mia, "club")["role"], "owner")
        self.refused("conflict", self.mo, "create", kind="public", room="club")
        self.refused("conflict", self.mo, "create", kind="public", room="lobby")
        self.refused("invalid", self.mo, "create", kind="public", room="~x")
        self.refused("invalid", self.mo, "create", kind="announce")
        self.refused("invalid", self.mo, "create", kind="private", room="x")
        self.enter(self.gus, "pit")
        self.ok(self.gus, "say", room="pit", text="first")
        self.refused("conflict", self.mo, "create", kind="public", room="pit")

    def test_guest_makes_no_room(self) -> None:
        """
        Nor begins a conversation of two.
        """
        self.refused("forbidden", self.gus, "create")
        self.refused("forbidden", self.gus, "direct", user=self.mia.id)

    def test_two_have_one_room(self) -> None:
        """
        Whoever begins; the other one is told.
        """
        room = self.ok(self.mia, "direct", user=self.mo.id)["room"]
        (told,) = of(self.mo.heard(), "invited")
        self.assertEqual((told["room"], told["kind"], told["by"]["name"]), (room, "direct", "Mia"))
        self.assertEqual(self.ok(self.mo, "direct", user=self.mia.id)["room"], room)
        self.enter(self.mo, room)
        self.enter(self.mia, room)
        self.refused("not_found", self.ada, "join", room=room)
        self.refused("invalid", self.mia, "direct", user=self.mia.id)
        self.refused("not_found", self.mia, "direct", user="a.nobody")
        self.refused("forbidden", self.mia, "resign", room=room)

    def test_rooms_tell_what_one_belongs_to(self) -> None:
        """
        With the role, the kind and the other one of two; also before one has come.
        """
        direct = self.ok(self.mia, "direct", user=self.gus.id)["room"]
        lines = {line["room"]: line for line in self.ok(self.gus, "rooms")["rooms"]}
        self.assertEqual((lines[direct]["kind"], lines[direct]["other"]["name"]), ("direct", "Mia"))
        lines = {line["room"]: line for line in self.ok(self.mia, "rooms")["rooms"]}
        self.assertEqual((lines[self.room]["kind"], lines[self.room]["role"]), ("private", "member"))

    def test_activity_reaches_members_who_are_elsewhere(self) -> None:
        self.ok(self.mia, "leave", room=self.room)
        self.ok(self.olga, "say", room=self.room, text="hello")
        self.hush()
        self.world.assembly.sweep(self.world.time)
        self.assertEqual([frame["seq"] for frame in of(self.mia.heard(), "activity")], [1])
        self.assertEqual(of(self.gus.heard(), "activity"), [])

    def test_settings_are_told_and_kept(self) -> None:
        """
        To everybody in the room, and to who comes later.
        """
        terms = self.ok(self.olga, "set", room=self.room, title="Cave", slow=5000, retention="100")
        self.assertEqual((terms["title"], terms["slow"], terms["retention"]), ("Cave", 5000, "100"))
        (told,) = of(self.mia.heard(), "room")
        self.assertEqual((told["title"], told["slow"], told["retention"]), ("Cave", 5000, "100"))
        self.assertEqual(self.enter(self.mia)["title"], "Cave")
        self.refused("forbidden", self.mo, "set", room=self.room, title="Mine")
        self.refused("forbidden", self.mia, "set", room=self.room)
        self.ok(self.mo, "set", room=self.room, slow=0)
        self.refused("invalid", self.olga, "set", room=self.room, retention="soon")
        self.refused("invalid", self.olga, "set", room=self.room, title="a\nb")
        self.refused("invalid", self.olga, "set", room=self.room, kind="public")

    def test_archived_room_is_only_read(self) -> None:
        """
        Everybody is told what they may do now; the owner opens it again.
        """
        self.ok(self.olga, "close", room=self.room)
        frames = self.mia.heard()
        self.assertEqual([frame["kind"] for frame in of(frames, "room")], ["archived"])
        self.assertNotIn("say", of(frames, "standing")[-1]["can"])
        self.refused("forbidden", self.olga, "say", room=self.room, text="still")
        self.ok(self.olga, "set", room=self.room, kind="private")
        self.ok(self.mia, "say", room=self.room, text="again")

    def test_number_of_rooms_is_bounded(self) -> None:
        """
        Of what one user belongs to, and of members in one room.
        """
        for number in range(self.world.limits.memberships - 1):
            self.world.roster._places[f"~{number}"] = self.world.roster._places[self.room]
        self.refused("forbidden", self.olga, "create")
        self.refused("forbidden", self.olga, "direct", user=self.gus.id)


class MemberTests(OrderCase):
    """
    Coming, rising and going.
    """

    def test_invited_one_is_told_and_comes(self) -> None:
        """
        And is no longer invited then.
        """
        self.ok(self.mo, "invite", room=self.room, user=self.gus.id)
        (told,) = of(self.gus.heard(), "invited")
        self.assertEqual(
            (told["room"], told["kind"], told["title"], told["by"]["name"]), (self.room, "private", "Den", "Mo")
        )
        self.enter(self.gus)
        members = self.ok(self.gus, "members", room=self.room)["members"]
        self.assertEqual([m["role"] for m in members], ["owner", "moderator", "member", "member"])
        self.assertEqual([m.get("invited", False) for m in members], [False] * 4)
        self.ok(self.mo, "invite", room=self.room, user=self.gus.id)

    def test_member_invites_nobody(self) -> None:
        """
        Nor anybody somebody who is not there, or themselves.
        """
        self.refused("forbidden", self.mia, "invite", room=self.room, user=self.gus.id)
        self.refused("not_found", self.mo, "invite", room=self.room, user="g.nobody")
        self.refused("invalid", self.mo, "invite", room=self.room, user="Gus")
        self.refused("forbidden", self.mo, "invite", room=self.room, user=self.mo.id)

    def test_role_changes_what_one_may_at_once(self) -> None:
        """
        Everybody sees it, and who has it is told what they can.
        """
        self.ok(self.olga, "role", room=self.room, user=self.mia.id, role="moderator")
        frames = self.mia.heard()
        self.assertEqual([frame["role"] for frame in of(frames, "standing")], ["moderator"])
        self.assertEqual([frame["role"] for frame in of(self.mo.heard(), "member")], ["moderator"])
        self.ok(self.mia, "set", room=self.room, slow=1000)
        self.ok(self.olga, "role", room=self.room, user=self.mia.id, role="moderator")

    def test_roles_have_an_order(self) -> None:
        """
        Not above one's own, not on an equal, not on oneself, no guest as owner.
        """
        self.refused("forbidden", self.mo, "role", room=self.room, user=self.mia.id, role="member")
        self.refused("forbidden", self.olga, "role", room=self.room, user=self.olga.id, role="member")
        self.refused("invalid", self.olga, "role", room=self.room, user=self.mia.id, role="king")
        self.ok(self.olga, "invite", room=self.room, user=self.gus.id)
        self.refused("forbidden", self.olga, "role", room=self.room, user=self.gus.id, role="owner")
        self.refused("not_found", self.olga, "role", room=self.room, user="g.nobody", role="member")

    def test_who_is_no_member_any_more_is_out(self) -> None:
        """
        At once, and does not come back.
        """
        self.ok(self.olga, "role", room=self.room, user=self.mia.id, role=None)
        self.assertEqual([frame["action"] for frame in of(self.mia.heard(), "sanction")], ["kick"])
        self.refused("not_joined", self.mia, "say", room=self.room, text="still")
        self.refused("not_found", self.mia, "join", room=self.room)

    def test_everybody_may_go(self) -> None:
        """
        The last owner, too; nobody is made one in their place, and the audit log tells it.
        """
        self.ok(self.mia, "resign", room=self.room)
        self.refused("not_found", self.mia, "resign", room=self.room)
        self.ok(self.olga, "role", room=self.room, user=self.mia.id, role="owner")
        self.hush()
        self.ok(self.olga, "resign", room=self.room)
        (act,) = self.ok(self.mo, "audit", room=self.room, limit=1)["acts"]
        self.assertEqual((act["action"], act["detail"]), ("resign", "last owner"))
        self.assertEqual(of(self.mo.heard(), "role"), [])
        self.enter(self.mia)
        members = self.ok(self.mo, "members", room=self.room)["members"]
        self.assertEqual(
            [(one["user"]["name"], one["role"]) for one in members], [("Mia", "owner"), ("Mo", "moderator")]
        )
        self.ok(self.mia, "role", room=self.room, user=self.mo.id, role="owner")
        self.ok(self.mia, "resign", room=self.room)
        (act,) = self.ok(self.mo, "audit", room=self.room, limit=1)["acts"]
        self.assertEqual(act["detail"], "none")

    def test_role_of_somebody_who_is_no_member_is_an_invitation(self) -> None:
        """
        It counts when they come; until then they have no more rights than everybody who is invited.
        """
        self.ok(self.mia, "resign", room=self.room)
        for role in ("moderator", "owner"):
            self.ok(self.olga, "role", room=self.room, user=self.mia.id, role=role)
            (told,) = of(self.mia.heard(), "invited")
            self.assertEqual(
                (told["room"], told["title"], told["role"], told["by"]["name"]), (self.room, "Den", role, "Olga")
            )
        (line,) = self.ok(self.mia, "rooms")["rooms"]
        self.assertEqual((line["role"], line["invited"]), ("owner", True))
        self.ok(self.mo, "kick", room=self.room, user=self.mia.id)
        self.assertEqual(self.enter(self.mia)["role"], "owner")

    def test_role_that_is_offered_may_be_declined(self) -> None:
        self.ok(self.mia, "resign", room=self.room)
        self.ok(self.olga, "role", room=self.room, user=self.mia.id, role="owner")
        self.ok(self.mia, "resign", room=self.room)
        self.refused("not_found", self.mia, "join", room=self.room)

    def test_role_that_is_offered_gives_no_power_in_a_room_that_one_is_in(self) -> None:
        """
        Somebody who is in a public room already accepts by joining once more.
        """
        room = self.ok(self.olga, "create", kind="public", room="club")["room"]
        for person in (self.olga, self.gus, self.mia):
            self.enter(person, room)
        self.ok(self.olga, "role", room=room, user=self.mia.id, role="owner")
        self.refused("forbidden", self.mia, "set", room=room, title="Mine")
        self.refused("forbidden", self.mia, "kick", room=room, user=self.gus.id)
        self.assertEqual(self.enter(self.mia, room)["role"], "owner")
        self.ok(self.mia, "set", room=room, title="Mine")

    def test_member_who_gets_a_role_is_told_wherever_they_are(self) -> None:
        """
        And gives it up when they like.
        """
        self.ok(self.mia, "leave", room=self.room)
        self.ok(self.olga, "role", room=self.room, user=self.mia.id, role="owner")
        (told,) = of(self.mia.heard(), "role")
        self.assertEqual(
            (told["room"], told["title"], told["role"], told["by"]["name"]), (self.room, "Den", "owner", "Olga")
        )
        self.ok(self.mia, "resign", room=self.room)

    def test_role_from_the_site_counts_at_once(self) -> None:
        self.enter(self.ada)
        self.ok(self.ada, "role", room=self.room, user=self.gus.id, role="moderator")
        self.assertEqual([one["role"] for one in of(self.gus.heard(), "role")], ["moderator"])
        self.assertEqual(self.enter(self.gus)["role"], "moderator")

    def test_muted_owner_offers_no_roles(self) -> None:
        """
        To members, whom they may write nothing with it, they give roles as ever.
        """
        self.ok(self.ada, "mute", user=self.olga.id)
        self.refused("muted", self.olga, "role", room=self.room, user=self.gus.id, role="moderator")
        self.ok(self.olga, "role", room=self.room, user=self.mia.id, role="moderator")


class SanctionTests(OrderCase):
    """
    Muted, banned and put out.
    """

    def test_muted_one_reads_and_does_not_speak(self) -> None:
        """
        No signals and no edits either; it ends by itself, and they are told.
        """
        said = self.ok(self.mia, "say", room=self.room, text="hello")
        until = self.world.time + MINUTE
        self.ok(self.mo, "mute", room=self.room, user=self.mia.id, until=until, reason="calm down")
        frames = self.mia.heard()
        (told,) = of(frames, "sanction")
        self.assertEqual((told["action"], told["until"], told["reason"]), ("mute", until, "calm down"))
        self.assertNotIn("say", of(frames, "standing")[0]["can"])
        answer = self.refused("muted", self.mia, "say", room=self.room, text="no")
        self.assertEqual((answer["until"], "calm down" in answer["message"]), (until, True))
        self.refused("muted", self.mia, "signal", room=self.room, name="typing")
        self.refused("muted", self.mia, "edit", room=self.room, seq=said["seq"], text="no")
        self.ok(self.mia, "history", room=self.room)
        self.world.time = until
        self.world.assembly.sweep(self.world.time)
        self.assertEqual([frame["action"] for frame in of(self.mia.heard(), "sanction")], ["unmute"])
        self.ok(self.mia, "say", room=self.room, text="yes")

    def test_sanction_survives_a_clock_that_was_wrong_for_a_while(self) -> None:
        """
        It is not in force while the clock says it is over, and is again once the clock is right.
        """
        until = self.world.time + MINUTE
        self.ok(self.mo, "mute", room=self.room, user=self.mia.id, until=until)
        self.world.time += 365 * 1440 * MINUTE
        # What deletes does not believe the step yet, see `chatd.clock.CautiousNow`.
        self.world.assembly.sweep(until - MINUTE)
        self.ok(self.mia, "say", room=self.room, text="free")
        self.world.time = until - 1
        self.world.assembly.sweep(self.world.time)
        self.refused("muted", self.mia, "say", room=self.room, text="no")
        self.world.time -= 40 * 1440 * MINUTE
        self.refused("muted", self.mia, "say", room=self.room, text="no")

    def test_who_is_muted_on_the_site_begins_nothing_and_takes_no_other_name(self) -> None:
        """
        Whatever others would see or hear of; what is theirs to read, to take back and to report is left to them.
        """
        mine = self.ok(self.mia, "create", title="Mine")["room"]
        self.enter(self.mia, mine)
        said = self.ok(self.mia, "say", room=self.room, text="hello")
        spam = self.ok(self.mo, "say", room=self.room, text="spam")
        self.hush()
        self.ok(self.ada, "mute", user=self.mia.id, reason="calm down")
        (told,) = of(self.mia.heard(), "me")
        self.assertEqual(told["account"]["can"], ["find_rooms"])
        for command, fields in (
            ("create", {"title": "Buy this"}),
            ("direct", {"user": self.mo.id}),
            ("invite", {"room": mine, "user": self.mo.id}),
            ("set", {"room": mine, "title": "Buy this"}),
            ("rename", {"name": "Buy this"}),
            ("edit", {"room": self.room, "seq": said["seq"], "text": "Buy this"}),
        ):
            self.assertIn("calm down", self.refused("muted", self.mia, command, **fields)["message"])
        self.ok(self.mia, "report", room=self.room, seq=spam["seq"])
        self.ok(self.mia, "delete", room=self.room, seq=said["seq"])
        self.hush()
        self.ok(self.ada, "unmute", user=self.mia.id)
        (told,) = of(self.mia.heard(), "me")
        self.assertEqual(told["account"]["can"], ["find_rooms", "create_room", "create_direct"])
        self.ok(self.mia, "set", room=mine, title="Still mine")

    def test_guest_who_is_muted_on_the_site_keeps_their_name(self) -> None:
        """
        Everybody reads it; a mute in one room is not about it.
        """
        self.enter(self.ada, "lobby")
        self.ok(self.ada, "mute", room="lobby", user=self.gus.id)
        self.assertEqual(self.ok(self.gus, "rename", name="Guss")["user"]["name"], "~Guss")
        self.ok(self.ada, "mute", user=self.gus.id)
        self.refused("muted", self.gus, "rename", name="Buy this")

    def test_owner_who_is_muted_in_their_room_sets_no_words_there(self) -> None:
        """
        The site's administrator has said so; it is another one's room or none.
        """
        self.enter(self.ada)
        self.ok(self.ada, "mute", room=self.room, user=self.olga.id)
        self.refused("muted", self.olga, "set", room=self.room, topic="Buy this")
        self.refused("muted", self.olga, "invite", room=self.room, user=self.ada.id)
        self.ok(self.olga, "create", title="Another")

    def test_banned_one_is_out_and_stays_out(self) -> None:
        """
        On every tab; told why and how long; let in again.
        """
        tab = self.world.account("Mia", self.room)
        self.ok(self.mo, "ban", room=self.room, user=self.mia.id, reason="enough")
        for person in (self.mia, tab):
            self.assertEqual([(f["action"], f["reason"]) for f in of(person.heard(), "sanction")], [("ban", "enough")])
            self.refused("not_joined", person, "say", room=self.room, text="still")
        self.refused("banned", self.mia, "join", room=self.room)
        sanctions = self.ok(self.mo, "sanctions", room=self.room)["sanctions"]
        self.assertEqual([(s["kind"], s["user"], s["name"]) for s in sanctions], [("ban", self.mia.id, "Mia")])
        self.refused("forbidden", self.gus, "sanctions")
        self.ok(self.mo, "unban", room=self.room, user=self.mia.id)
        self.refused("not_found", self.mo, "unban", room=self.room, user=self.mia.id)
        self.enter(self.mia)

    def test_nothing_that_waits_is_stored_after_a_ban(self) -> None:
        """
        It was queued before, and its batch was not put together yet.
        """
        self.mia.send("say", room=self.room, text="waits", ref="w")
        self.mo.send("ban", room=self.room, user=self.mia.id, ref="b")
        self.world.turn()
        frames = self.mia.heard()
        self.assertEqual([frame["code"] for frame in of(frames, "error")], ["banned"])
        self.assertEqual(self.ok(self.mo, "history", room=self.room)["events"], [])

    def test_kicked_one_may_come_back(self) -> None:
        self.ok(self.mo, "kick", room=self.room, user=self.mia.id, reason="out")
        self.assertEqual([frame["action"] for frame in of(self.mia.heard(), "sanction")], ["kick"])
        self.enter(self.mia)

    def test_nobody_acts_on_their_better(self) -> None:
        """
        Nor on an equal, or themselves; and who is no moderator on nobody.
        """
        for action in ("kick", "mute", "ban"):
            self.refused("forbidden", self.mo, action, room=self.room, user=self.olga.id)
            self.refused("forbidden", self.mo, action, room=self.room, user=self.mo.id)
            self.refused("forbidden", self.mo, action, room=self.room, user=self.ada.id)
            self.refused("forbidden", self.mia, action, room=self.room, user=self.gus.id)
            self.refused("forbidden", self.mo, action, user=self.mia.id)

    def test_ban_from_the_site_closes_every_door(self) -> None:
        """
        4503, and a new connection of the same person is refused and closed as well.
        """
        self.ok(self.ada, "ban", user=self.gus.id, reason="spam")
        self.assertEqual(self.gus.peer.finished, (4503, "Ada writes: “spam”", None))
        again = self.world.connect()
        again.send("login", token=self.gus.token, ref=1)
        frames = again.heard()
        self.assertEqual([(frame["code"], frame["ref"]) for frame in of(frames, "error")], [("banned", 1)])
        self.assertEqual(again.peer.finished and again.peer.finished[0], 4503)

    def test_ban_with_an_address_binds_others_there(self) -> None:
        """
        But not those who keep order.
        """
        self.enter(self.mo, "lobby")
        other = self.world.guest("Other", "lobby")
        self.ok(self.ada, "ban", user=self.gus.id, address=True)
        self.assertEqual(other.peer.finished and other.peer.finished[0], 4503)
        self.assertEqual(self.ok(self.ada, "sanctions")["sanctions"][0]["address"], "192.0.2.1")

    def test_addresses_are_shown_to_administrators_alone(self) -> None:
        """
        Others see in the list and in the audit log that two sanctions bind the same address, and not which.
        """
        self.enter(self.mo, "lobby")
        self.enter(self.ada, "lobby")
        self.ok(self.ada, "role", room="lobby", user=self.mo.id, role="moderator")
        other = self.world.guest("Other", "lobby")
        for guest in (self.gus, other):
            self.ok(self.mo, "mute", room="lobby", user=guest.id, address=True)
        self.ok(self.mo, "unmute", room="lobby", user=other.id)
        mine = self.ok(self.mo, "sanctions", room="lobby")["sanctions"]
        acts = self.ok(self.mo, "audit", room="lobby")["acts"]
        handles = {one["address"] for one in mine} | {act["detail"] for act in acts if "mute" in act["action"]}
        self.assertEqual(len(handles), 1)
        self.assertRegex(handles.pop(), r"\Aaddress-[A-Z2-7]{8}\Z")
        self.assertNotIn("192.0.2.", str((mine, acts)))
        shown = self.ok(self.ada, "sanctions", room="lobby")["sanctions"]
        self.assertEqual([one["address"] for one in shown], ["192.0.2.1"])

    def test_plain_one_is_bound_by_address(self) -> None:
        """
        They are another guest each time; told, and closed.
        """
        plain = self.world.connect(Plain("lobby"), address="198.51.100.7")
        plain.peer.dialect.start_session(plain.commands)
        self.ok(self.ada, "join", room="lobby")
        self.ok(self.ada, "ban", room="lobby", user=plain.id)
        self.assertIsNotNone(plain.peer.finished)
        again = self.world.connect(Plain("lobby"), address="198.51.100.7")
        again.peer.dialect.start_session(again.commands)
        self.assertIn("banned", again.texts()[0])

    def test_sanction_that_cannot_be_kept_is_none(self) -> None:
        """
        The store failed: nobody is bound, and who asked is told.
        """
        self.world.roster.add_sanction = self.fail_store  # type: ignore[method-assign, assignment]
        self.refused("unavailable", self.mo, "ban", room=self.room, user=self.mia.id)
        self.ok(self.mia, "say", room=self.room, text="here")

    def test_ban_that_could_not_be_lifted_lets_nobody_in(self) -> None:
        """
        It binds again before whoever was about to come in is there.
        """
        epoch = self.ok(self.ada, "join", room="hall")["epoch"]
        for number in range(201):
            self.ok(self.ada, "say", room="hall", text=f"more than is held in memory: {number}")
        self.ok(self.ada, "ban", room="hall", user=self.mia.id)
        commit = self.held("remove_sanction")
        self.ada.send("unban", room="hall", user=self.mia.id)
        self.world.store.held = True
        self.mia.send("join", ref="join", room="hall", since={"epoch": epoch, "seq": 0})
        (reading,) = self.world.store.reads
        commit.errback(Refusal("unavailable"))
        reading.answer()
        (answer,) = (frame for frame in self.mia.heard() if frame.get("ref") == "join")
        self.assertEqual(answer["code"], "banned")
        self.assertNotIn("hall", self.mia.session.rooms)

    def test_mute_that_could_not_be_lifted_binds_again(self) -> None:
        """
        Also somebody who had spoken meanwhile; they are told.
        """
        self.ok(self.olga, "mute", room=self.room, user=self.mia.id)
        commit = self.held("remove_sanction")
        self.olga.send("unmute", room=self.room, user=self.mia.id)
        self.ok(self.mia, "say", room=self.room, text="meanwhile")
        self.hush()
        commit.errback(Refusal("unavailable"))
        self.world.turn()
        self.assertEqual([frame["action"] for frame in of(self.mia.heard(), "sanction")], ["mute"])
        self.refused("muted", self.mia, "say", room=self.room, text="again")

    def held(self, name: str) -> Deferred[None]:
        """
        Let that commit of the roster end when what is answered fires.
        """
        commit: Deferred[None] = Deferred()

        async def wait(*args: object) -> None:
            await commit

        setattr(self.world.roster, name, wait)
        return commit

    def test_ban_that_could_not_be_replaced_binds_as_before(self) -> None:
        """
        Whoever shares the address is kept out by it again, and is told.
        """
        self.enter(self.ada, "lobby")
        gina = self.world.guest("Gina", "lobby")
        self.ok(self.ada, "ban", room="lobby", user=self.gus.id, address=True)
        commit = self.held("add_sanction")
        self.ada.send("ban", room="lobby", user=self.gus.id)
        self.enter(gina, "lobby")
        commit.errback(Refusal("unavailable"))
        self.world.turn()
        self.assertNotIn("lobby", gina.session.rooms)
        self.refused("banned", gina, "join", room="lobby")

    async def fail_store(self, *args: object) -> None:
        """
        A store that cannot be written to.
        """
        raise Refusal("unavailable")

    def test_what_is_wrong_is_named(self) -> None:
        """
        And changes nothing.
        """
        self.refused("invalid", self.mo, "mute", room=self.room, user=self.mia.id, until=5)
        self.refused("invalid", self.mo, "mute", room=self.room, user="Mia")
        self.refused("invalid", self.mo, "mute", room=self.room, user=self.mia.id, reason="a\nb")
        self.refused("not_joined", self.mo, "mute", room="elsewhere", user=self.mia.id)
        self.ok(self.mia, "say", room=self.room, text="fine")

    def test_room_has_so_many_mutes_and_bans_and_no_more(self) -> None:
        """
        Whoever makes a room cannot fill the memory with people who are not there; one who is bound can be bound anew.
        """
        world: Any = self.world
        self.patch(world.moderation.sanctions, "_limits", Limits(sanctions=2))
        one, two = self.mia.id, self.gus.id
        self.ok(self.olga, "invite", room=self.room, user=two)
        for kind in ("mute", "ban"):
            self.ok(self.olga, kind, room=self.room, user=one)
        self.refused("forbidden", self.olga, "ban", room=self.room, user=two)
        self.ok(self.olga, "ban", room=self.room, user=one, reason="still")
        self.ok(self.olga, "kick", room=self.room, user=two)
        self.ok(self.ada, "ban", user=two)
        self.ok(self.olga, "unmute", room=self.room, user=one)
        self.ok(self.olga, "ban", room=self.room, user=two)

    def test_who_was_muted_by_address_is_told_when_that_ends(self) -> None:
        """
        Whoever has it: the one who was meant, and the others at the same address, but not who was never bound.
        """
        for person in (self.ada, gina := self.world.guest("Gina", "lobby")):
            self.enter(person, "lobby")
        self.world.guest("Gerd")
        self.hush()
        for lift in (lambda: self.ok(self.ada, "unmute", room="lobby", user=self.gus.id), lambda: self.pass_by(MINUTE)):
            self.ok(self.ada, "mute", room="lobby", user=self.gus.id, address=True, until=self.world.time + MINUTE)
            lift()
            for person in (self.gus, gina):
                told = [frame["action"] for frame in of(person.heard(), "sanction")]
                self.assertEqual(told, ["mute", "unmute"])
            self.assertEqual(of(self.ada.heard(), "sanction"), [])
        self.ok(gina, "say", room="lobby", text="again")

    def test_who_is_muted_on_the_site_by_address_is_told(self) -> None:
        """
        When it begins and when it ends, as the one who was meant is.
        """
        gina = self.world.guest("Gina", "lobby")
        self.hush()
        self.ok(self.ada, "mute", user=self.gus.id, address=True)
        self.ok(self.ada, "unmute", user=self.gus.id)
        for person in (self.gus, gina):
            frames = person.heard()
            self.assertEqual([frame["action"] for frame in of(frames, "sanction")], ["mute", "unmute"])
            self.assertEqual(["say" in frame["can"] for frame in of(frames, "standing")], [False, True])
        self.assertEqual(of(self.ada.heard(), "sanction"), [])

    def pass_by(self, milliseconds: int) -> None:
        """
        Time goes by.
        """
        self.world.time += milliseconds
        self.world.assembly.sweep(self.world.time)

    def test_who_comes_through_a_unix_socket_can_be_muted(self) -> None:
        """
        There is no address to bind.
        """
        self.enter(self.ada, "lobby")
        plain = self.world.connect(Plain("lobby"), address=None)
        plain.peer.dialect.start_session(plain.commands)
        self.world.turn()
        self.ok(self.ada, "mute", room="lobby", user=plain.id)
        plain.texts()
        plain.send_raw("hello")
        self.assertEqual(plain.texts(), ["! muted: you are muted"])


class SpeakingTests(OrderCase):
    """
    What is asked of every text.
    """

    def test_slow_mode_makes_people_wait(self) -> None:
        """
        Between two messages of theirs; moderators do not have to, and a refused text takes no turn.
        """
        self.ok(self.olga, "set", room=self.room, slow=10_000)
        self.refused("not_found", self.mia, "say", room=self.room, text="to nothing", reply_to=99)
        self.ok(self.mia, "say", room=self.room, text="one", key="k")
        self.ok(self.mia, "say", room=self.room, text="one", key="k")
        answer = self.refused("slow_mode", self.mia, "say", room=self.room, text="two")
        self.assertGreater(answer["retry_after"], 0)
        self.ok(self.mo, "say", room=self.room, text="one")
        self.ok(self.mo, "say", room=self.room, text="two")
        self.world.turn(10)
        self.ok(self.mia, "say", room=self.room, text="two")

    def test_moderator_deletes_anybodys_message(self) -> None:
        seq = self.ok(self.mia, "say", room=self.room, text="rude")["seq"]
        other = self.ok(self.mo, "say", room=self.room, text="kind")["seq"]
        self.refused("forbidden", self.mia, "delete", room=self.room, seq=other)
        self.ok(self.mo, "delete", room=self.room, seq=seq)
        self.assertIn(("Mo", "delete_any", "Mia"), self.audit())

    def test_report_goes_through_the_queue(self) -> None:
        """
        Moderators are told, see the text, and close it.
        """
        seq = self.ok(self.mia, "say", room=self.room, text="rude")["seq"]
        report = self.ok(self.olga, "report", room=self.room, seq=seq, reason="rude")["report"]
        self.assertEqual([frame["open"] for frame in of(self.mo.heard(), "reported")], [1])
        self.assertEqual(of(self.mia.heard(), "reported"), [])
        page = self.ok(self.mo, "reports", room=self.room)
        self.assertEqual(
            [(line["text"], line["report"]["author"]["name"]) for line in page["reports"]], [("rude", "Mia")]
        )
        self.assertEqual(len(self.ok(self.ada, "reports")["reports"]), 1)
        self.refused("forbidden", self.mia, "reports", room=self.room)
        self.refused("not_found", self.gus, "resolve", report=report, outcome="done")
        self.ok(self.mo, "resolve", report=report, outcome="done")
        self.assertEqual(self.ok(self.mo, "reports", room=self.room)["reports"], [])
        self.assertEqual(len(self.ok(self.mo, "reports", room=self.room, closed=True)["reports"]), 1)
        self.refused("not_found", self.mo, "resolve", report=99, outcome="done")

    def test_moderators_are_told_of_reports_once_a_second(self) -> None:
        """
        Of the first at once, of all that follow it in one second together.
        """
        told = []
        for number in range(4):
            seq = self.ok(self.mia, "say", room=self.room, text=f"{number}")["seq"]
            self.ok(self.olga, "report", room=self.room, seq=seq)
            told += [frame["open"] for frame in of(self.mo.heard(), "reported")]
        self.assertEqual(told, [1])
        for _ in range(3):
            self.world.moderation.reports.tell_reports()
        self.world.turn()
        self.assertEqual([frame["open"] for frame in of(self.mo.heard(), "reported")], [4])

    def test_report_is_kept_if_it_cannot_be_counted(self) -> None:
        seq = self.ok(self.mia, "say", room=self.room, text="rude")["seq"]
        self.patch(self.world.moderation.reports._roster, "open_reports", lambda rooms: fail(Refusal("unavailable")))
        self.ok(self.olga, "report", room=self.room, seq=seq)
        self.assertEqual(of(self.mo.heard(), "reported"), [])

    def test_stranger_is_not_told_which_reports_there_are(self) -> None:
        """
        The same answer after the same reads, whether there is a report, in a hidden room or not.
        """
        seq = self.ok(self.mia, "say", room=self.room, text="x")["seq"]
        report = self.ok(self.olga, "report", room=self.room, seq=seq)
        roster = self.world.moderation.reports._roster
        asked: list[str] = []
        names = [name for name in dir(type(roster)) if not name.startswith("_")]
        for name in names:
            method = getattr(roster, name)

            def noted(*given: Any, name: str = name, method: Any = method, **more: Any) -> Any:
                asked.append(name)
                return method(*given, **more)

            self.patch(roster, name, noted)
        answers = []
        for number in (report["report"], 99):
            asked.clear()
            answer = self.refused("not_found", self.gus, "resolve", report=number, outcome="done")
            answers.append((answer["message"].replace(str(number), "N"), list(asked)))
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(answers[0][1], ["report_and_standing"])
        self.ok(self.mo, "resolve", report=report["report"], outcome="done")

    def test_only_messages_of_others_are_reported(self) -> None:
        seq = self.ok(self.mia, "say", room=self.room, text="rude")["seq"]
        self.refused("not_found", self.olga, "report", room=self.room, seq=99)
        self.refused("invalid", self.mia, "report", room=self.room, seq=seq)

    def test_acts_of_power_are_written_down(self) -> None:
        """
        Who, what and whom; for those who may read it.
        """
        self.ok(self.mo, "mute", room=self.room, user=self.mia.id)
        self.ok(self.mo, "unmute", room=self.room, user=self.mia.id)
        self.assertEqual(self.audit()[:2], [("Mo", "unmute", "Mia"), ("Mo", "mute", "Mia")])
        self.refused("forbidden", self.mia, "audit", room=self.room)
        self.refused("forbidden", self.mo, "audit")
        page = self.ok(self.olga, "audit", room=self.room, limit=1)
        self.assertEqual((len(page["acts"]), page["more"]), (1, True))

    def test_people_are_ignored_for_oneself(self) -> None:
        """
        The list is kept, and bounded.
        """
        self.ok(self.mia, "ignore", user=self.gus.id)
        self.assertEqual(self.ok(self.mia, "ignores")["users"], [self.gus.id])
        self.ok(self.mia, "unignore", user=self.gus.id)
        self.assertEqual(self.ok(self.mia, "ignores")["users"], [])
        self.refused("invalid", self.mia, "ignore", user=self.mia.id)
        for number in range(3):
            self.ok(self.mia, "ignore", user=f"x.site.{number}")
        self.refused("forbidden", self.mia, "ignore", user="x.site.9")

    def test_store_is_asked_once_for_all_rooms_somebody_belongs_to(self) -> None:
        """
        However many they are; one that is left meanwhile is not listed.
        """
        rooms = [self.ask(self.mia, "create")["room"] for _ in range(5)]
        self.enter(self.mia, "lobby")
        store = self.world.store
        store.held = True
        self.mia.send("rooms", ref=1)
        self.assertEqual(len(store.reads), 1)
        self.world.assembly.context.subscriptions.unsubscribe(self.mia.session, "lobby", lost=False)
        store.held = False
        store.reads.pop().answer()
        (answer,) = (frame for frame in self.mia.heard() if frame.get("ref") == 1)
        self.assertEqual([line["room"] for line in answer["rooms"]], sorted([*rooms, self.room]))

    def test_account_is_found_by_its_name(self) -> None:
        """
        In whatever case; guests are not.
        """
        self.assertEqual(self.ok(self.gus, "find", name="mIA")["user"]["id"], self.mia.id)
        self.refused("not_found", self.gus, "find", name="Gus")
        self.refused("not_found", self.gus, "find", name="x" * 1000)
