"""
What every `chatd.interfaces.storage.RoomDirectory` does.
"""

from typing import Any, TypeVar

from msgspec.structs import replace

from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry, Member, Report, RoomMembership, RoomRecord, Sanction
from chatd.interfaces.storage import KeptSince, RoomDirectory
from tests.support.synchronous import Asking

T = TypeVar("T")

ANN = User("a.1", "Ann")
BEN = User("a.2", "Ben")
CAT = User("g.3", "Cat")
OWNER = Member(ANN, "owner", 1000)


def act(action: str = "role", by: User = ANN, **more: Any) -> AuditEntry:
    """
    An act as it is given to be stored.
    """
    return AuditEntry(action=action, by=by, **({"time": 1000} | more))


def ban(user: str | None = "a.2", **more: Any) -> Sanction:
    """
    A sanction on the site for good.
    """
    given: dict[str, Any] = {"kind": "ban", "user": user, "by": "a.1", "at": 1000}
    return Sanction(**(given | more))


def complaint(room: str = "lobby", seq: int = 7, by: User = CAT, **more: Any) -> Report:
    """
    A report as it is given to be stored.
    """
    given: dict[str, Any] = {"room": room, "seq": seq, "author": BEN, "by": by, "time": 1000, "reason": "rude"}
    return Report(**(given | more))


class RosterCase(Asking):
    """
    A roster and those who ask it.
    """

    roster: RoomDirectory

    def acts(self, room: str | None = None) -> list[AuditEntry]:
        """
        The audit log, the newest act first.
        """
        return list(self.do(self.roster.list_acts(room, limit=100)))

    def place(self, room: str = "lobby") -> RoomRecord | None:
        """
        What is kept of a room.
        """
        return self.do(self.roster.room_record(room))

    def put(self, *members: Member, room: str = "lobby") -> None:
        """
        Members who are there.
        """
        for member in members:
            self.do(self.roster.put_member(room, member, None))


class PlaceContract(RosterCase):
    """
    Rooms, and who belongs to them.
    """

    def test_nothing_is_kept_of_a_room_that_nobody_made(self) -> None:
        """
        A public room exists without an entry; its log is kept elsewhere.
        """
        self.assertIsNone(self.place())

    def test_rooms_are_listed_by_id(self) -> None:
        """
        Page by page: those that were made, and those that became something.
        """
        for room in ("b", "~x", "a"):
            self.do(self.roster.add_room(room, "private", OWNER, act("create_room", room=room)))
        self.do(self.roster.set_kind("C", "announce", act("set", room="C")))
        self.assertEqual(list(self.do(self.roster.recorded_rooms(limit=3))), ["C", "a", "b"])
        self.assertEqual(list(self.do(self.roster.recorded_rooms(after="b", limit=3))), ["~x"])
        self.assertEqual(list(self.do(self.roster.recorded_rooms(after="~x", limit=3))), [])

    def test_room_is_made_with_its_owner(self) -> None:
        """
        The audit entry is written in the same commit.
        """
        self.do(self.roster.add_room("~x", "private", OWNER, act("create_room", room="~x")))
        self.assertEqual(self.place("~x"), RoomRecord("~x", "private", {"a.1": OWNER}))
        self.assertEqual(self.acts(), [act("create_room", room="~x", id=1)])

    def test_room_is_made_without_owner(self) -> None:
        """
        An operator can create such a room.
        """
        self.do(self.roster.add_room("lobby", "announce", None, act()))
        self.assertEqual(self.place(), RoomRecord("lobby", "announce", {}))

    def test_inbox_is_made_once_and_is_no_membership(self) -> None:
        """
        It counts to no bound of its user, and is there among their rooms.
        """
        self.do(self.roster.open_inbox(ANN, "~inbox.a.1", 1000))
        self.do(self.roster.open_inbox(replace(ANN, name="Other"), "~inbox.a.1", 2000))
        self.assertEqual(
            self.place("~inbox.a.1"), RoomRecord("~inbox.a.1", "inbox", {"a.1": Member(ANN, "member", 1000)})
        )
        (one,) = self.do(self.roster.memberships_of("a.1"))
        self.assertEqual((one.room, one.kind, one.other), ("~inbox.a.1", "inbox", None))
        self.assertEqual(self.do(self.roster.count_memberships("a.1")), 0)
        self.assertEqual(self.acts(), [])

    def test_room_is_made_once(self) -> None:
        """
        The second one changes nothing, and is not in the audit log.
        """
        self.do(self.roster.add_room("lobby", "announce", None, act()))
        again = self.roster.add_room("lobby", "private", OWNER, act())
        self.assertEqual(self.refused(again), ("conflict", "room"))
        self.assertEqual((self.place(), len(self.acts())), (RoomRecord("lobby", "announce", {}), 1))

    def test_room_becomes_another_kind(self) -> None:
        """
        Its members stay; a room that nobody made can become one as well.
        """
        self.put(OWNER)
        self.do(self.roster.set_kind("lobby", "archived", act("close", room="lobby")))
        self.do(self.roster.set_kind("attic", "announce", act("set", room="attic")))
        self.assertEqual(self.place(), RoomRecord("lobby", "archived", {"a.1": OWNER}))
        self.assertEqual(self.place("attic"), RoomRecord("attic", "announce", {}))
        self.assertEqual([one.action for one in self.acts()], ["set", "close"])

    def test_first_member_makes_a_public_room(self) -> None:
        """
        One that was there for everybody, and still is.
        """
        self.do(self.roster.put_member("lobby", OWNER, act(user=ANN, room="lobby")))
        self.assertEqual(self.place(), RoomRecord("lobby", "public", {"a.1": OWNER}))
        self.assertEqual(self.acts(), [act(user=ANN, room="lobby", id=1)])

    def test_member_has_one_role(self) -> None:
        """
        A second role replaces the first.
        """
        self.put(OWNER, Member(BEN, "member", 1000))
        self.put(Member(BEN, "moderator", 2000))
        wanted = {"a.1": OWNER, "a.2": Member(BEN, "moderator", 2000)}
        self.assertEqual(self.place(), RoomRecord("lobby", "public", wanted))

    def test_invited_one_comes(self) -> None:
        """
        Until then they are a member who is not there yet.
        """
        self.put(Member(BEN, "member", 1000, invited=True))
        self.assertEqual(self.do(self.roster.count_memberships("a.2")), 0)
        (before,) = self.do(self.roster.memberships_of("a.2"))
        self.put(Member(BEN, "member", 2000))
        (after,) = self.do(self.roster.memberships_of("a.2"))
        self.assertEqual((before.member.invited, after.member.invited), (True, False))

    def test_member_goes(self) -> None:
        """
        The others stay, and so does the room without them.
        """
        self.put(OWNER, Member(BEN, "member", 1000))
        self.assertTrue(self.do(self.roster.drop_member("lobby", "a.2", act("resign"))))
        self.assertTrue(self.do(self.roster.drop_member("lobby", "a.1", None)))
        self.assertEqual((self.place(), len(self.acts())), (RoomRecord("lobby", "public", {}), 1))

    def test_who_belongs_to_a_room_is_known(self) -> None:
        """
        Whoever is invited as well; nobody to a room that is not there.
        """
        self.do(self.roster.add_room("den", "private", OWNER, act()))
        self.do(self.roster.put_member("den", Member(BEN, "member", 1000, invited=True), act()))
        asked = [("den", ANN), ("den", BEN), ("den", CAT), ("nowhere", ANN)]
        found = [self.do(self.roster.is_member(room, user.id)) for room, user in asked]
        self.assertEqual(found, [True, True, False, False])

    def test_who_is_no_member_cannot_go(self) -> None:
        """
        Nothing was done, and nothing is in the audit log.
        """
        self.put(OWNER)
        for room in ("lobby", "attic"):
            self.assertFalse(self.do(self.roster.drop_member(room, "a.2", act())))
        self.assertEqual((self.place("attic"), self.acts()), (None, []))

    def test_belongings_are_by_room(self) -> None:
        self.put(OWNER, Member(BEN, "member", 3000), room="b")
        self.do(self.roster.add_room("a", "private", OWNER, act()))
        wanted = [RoomMembership("a", "private", "", OWNER), RoomMembership("b", "public", "", OWNER)]
        self.assertEqual(self.do(self.roster.memberships_of("a.1")), wanted)
        self.assertEqual(self.do(self.roster.memberships_of("g.3")), [])
        self.assertEqual([self.do(self.roster.count_memberships(user)) for user in ("a.1", "g.3")], [2, 0])

    def test_rooms_of_ones_own_and_shared_ones_are_known(self) -> None:
        """
        Conversations of two are no rooms that are shared, and count for who has begun them.
        """
        direct = self.do(self.roster.open_direct_room(ANN, BEN, "~ab", 1000))
        record = self.place(direct)
        assert record is not None
        assert record.opened_by == ANN.id
        assert [self.do(self.roster.count_memberships(user.id)) for user in (ANN, BEN)] == [1, 0]
        self.do(self.roster.put_member("den", Member(ANN, "owner", 1000), act()))
        self.do(self.roster.put_member("den", Member(BEN, "member", 1000, invited=True), act()))
        assert not self.do(self.roster.share_room(ANN.id, BEN.id))
        self.do(self.roster.put_member("den", Member(BEN, "member", 1000), None))
        assert self.do(self.roster.share_room(ANN.id, BEN.id))
        assert self.do(self.roster.share_room(BEN.id, ANN.id))
        assert not self.do(self.roster.share_room(ANN.id, CAT.id))
        assert [self.do(self.roster.count_memberships(user.id)) for user in (ANN, BEN)] == [2, 1]

    def test_new_name_is_in_all_memberships(self) -> None:
        """
        In the audit log and in reports stands what they were called then.
        """
        bea = replace(BEN, name="Bea")
        self.put(OWNER, Member(BEN, "member", 1000))
        self.put(Member(CAT, "member", 1000), room="cellar")
        self.do(self.roster.put_member("attic", Member(BEN, "owner", 1000), act(user=BEN)))
        self.do(self.roster.open_direct_room(ANN, BEN, "~d", 1000))
        report = self.do(self.roster.add_report(complaint(), limit=99))
        self.do(self.roster.rename_member(bea))
        found = self.do(self.roster.memberships_of("a.2"))
        self.assertEqual([one.member.user for one in found], [bea, bea, bea])
        self.assertEqual([one.other for one in self.do(self.roster.memberships_of("a.1"))], [None, bea])
        self.assertEqual((self.acts()[0].user, self.do(self.roster.get_report(report.id))), (BEN, report))


class DirectContract(RosterCase):
    """
    Rooms of two.
    """

    def test_two_have_one_room(self) -> None:
        """
        The order of the two users does not matter.
        """
        rooms = [
            self.do(self.roster.open_direct_room(ANN, BEN, "~1", 1000)),
            self.do(self.roster.open_direct_room(BEN, ANN, "~2", 2000)),
            self.do(self.roster.open_direct_room(CAT, BEN, "~3", 3000)),
        ]
        self.assertEqual(rooms, ["~1", "~1", "~3"])
        both = {user.id: Member(user, "member", 1000) for user in (ANN, BEN)}
        self.assertEqual((self.place("~1"), self.place("~2")), (RoomRecord("~1", "direct", both, ANN.id), None))
        self.assertEqual(self.acts(), [])

    def test_each_sees_the_other(self) -> None:
        self.do(self.roster.open_direct_room(ANN, BEN, "~1", 1000))
        for one, other in ((ANN, BEN), (BEN, ANN)):
            wanted = [RoomMembership("~1", "direct", "", Member(one, "member", 1000), other)]
            self.assertEqual(self.do(self.roster.memberships_of(one.id)), wanted)

    def test_id_of_another_room_is_not_taken(self) -> None:
        """
        Otherwise two users would become members of somebody else's room.
        """
        self.put(OWNER, room="~1")
        self.assertEqual(self.refused(self.roster.open_direct_room(BEN, CAT, "~1", 1000)), ("conflict", "room"))
        self.assertEqual(self.place("~1"), RoomRecord("~1", "public", {"a.1": OWNER}))
        self.assertEqual(self.do(self.roster.memberships_of("a.2")), [])

    def test_forgotten_partner_leaves_the_other_one(self) -> None:
        """
        Without their name; should they come back, it is the same room.
        """
        self.do(self.roster.open_direct_room(ANN, BEN, "~1", 1000))
        self.do(self.roster.forget_user("a.2"))
        (left,) = self.do(self.roster.memberships_of("a.1"))
        self.assertEqual((left.other, self.do(self.roster.memberships_of("a.2"))), (User("a.2", ""), []))
        self.assertEqual(self.do(self.roster.open_direct_room(BEN, ANN, "~2", 2000)), "~1")
        wanted = {"a.1": Member(ANN, "member", 1000), "a.2": Member(BEN, "member", 2000)}
        self.assertEqual(self.place("~1"), RoomRecord("~1", "direct", wanted, ANN.id))

    def test_closed_room_makes_way_for_a_new_one(self) -> None:
        """
        The old one can be read, and is no direct room any more.
        """
        self.do(self.roster.open_direct_room(ANN, BEN, "~1", 1000))
        self.do(self.roster.set_kind("~1", "archived", act("close", room="~1")))
        self.assertEqual(self.do(self.roster.open_direct_room(ANN, BEN, "~2", 2000)), "~2")
        found = [(one.room, one.kind, one.other) for one in self.do(self.roster.memberships_of("a.1"))]
        self.assertEqual(found, [("~1", "archived", None), ("~2", "direct", BEN)])


class SanctionContract(RosterCase):
    """
    Mutes and bans.
    """

    def test_sanctions_are_kept_whole(self) -> None:
        """
        By user, by address, in a room or on the site; the oldest first.
        """
        some = [
            ban(at=3000),
            ban(kind="mute", room="lobby", name="Ben", address="192.0.2.1", until=9000, reason="rude", at=1000),
            ban(None, address="2001:db8::/64", at=2000),
        ]
        for one in some:
            self.do(self.roster.add_sanction(one, act(one.kind)))
        self.assertEqual(self.do(self.roster.sanctions()), [some[1], some[2], some[0]])
        self.assertEqual(len(self.acts()), 3)

    def test_newer_sanction_takes_the_place(self) -> None:
        """
        One for each kind, subject and room.
        """
        others = [ban(at=1), ban(kind="mute", room="lobby", at=2), ban(room="attic", at=3), ban("g.3", at=4)]
        for one in (*others, ban(room="lobby", until=5000), ban(room="lobby", until=9000, reason="again", at=5)):
            self.do(self.roster.add_sanction(one, act(one.kind)))
        wanted = [*others, ban(room="lobby", until=9000, reason="again", at=5)]
        self.assertEqual(self.do(self.roster.sanctions()), wanted)

    def test_kick_is_only_recorded(self) -> None:
        """
        A kick has no duration, so nothing has to be restored.
        """
        self.do(self.roster.add_sanction(ban(kind="kick", room="lobby"), act("kick", room="lobby", user=BEN)))
        self.assertEqual(self.do(self.roster.sanctions()), [])
        self.assertEqual(self.acts(), [act("kick", room="lobby", user=BEN, id=1)])

    def test_lifted_sanction_is_gone(self) -> None:
        some = [ban(at=1), ban(room="lobby", at=2), ban(kind="mute", at=3)]
        for one in some:
            self.do(self.roster.add_sanction(one, act(one.kind)))
        self.do(self.roster.remove_sanction("ban", "a.2", "lobby", act("unban", room="lobby")))
        self.do(self.roster.remove_sanction("ban", "a.2", None, act("unban")))
        self.assertEqual(self.do(self.roster.sanctions()), [some[2]])
        self.assertEqual([one.room for one in self.acts()[:2]], [None, "lobby"])

    def test_ended_sanctions_are_dropped(self) -> None:
        """
        At their end, not before; those for good never.
        """
        some = [ban("g.1", until=4999, at=1), ban("g.2", until=5000, at=2), ban("g.3", until=5001, at=3), ban(at=4)]
        for one in some:
            self.do(self.roster.add_sanction(one, act()))
        self.do(self.roster.purge_sanctions(5000))
        self.assertEqual(self.do(self.roster.sanctions()), some[2:])


class AgeContract(RosterCase):
    """
    What goes by its age.
    """

    def purge(self, **since: int) -> None:
        """
        Remove what is older.
        """
        self.do(
            self.roster.purge_old_records(
                KeptSince(**({"addresses": 0, "acts": 0, "reports": 0, "claims": 0, "invitations": 0} | since))
            )
        )

    def test_old_addresses_go(self) -> None:
        """
        From the audit log and from sanctions on users; a ban of an address alone is that address.
        """
        for time in (1000, 3000):
            self.do(self.roster.record_act(act("ban", user=BEN, detail="192.0.2.7", time=time)))
            self.do(self.roster.record_act(act("role", user=BEN, detail="owner", time=time)))
        old, new = ban("a.2", address="192.0.2.7", at=1000), ban("g.3", address="192.0.2.7", at=3000)
        alone = ban(None, address="192.0.2.9", at=1001)
        for one in (old, new, alone):
            self.do(self.roster.add_sanction(one, act("mute")))
        self.purge(addresses=2000)
        details = [(one.time, one.detail) for one in reversed(self.acts()) if one.action != "mute"]
        self.assertEqual(details, [(1000, ""), (1000, "owner"), (3000, "192.0.2.7"), (3000, "owner")])
        self.assertEqual(self.do(self.roster.sanctions()), [replace(old, address=None), alone, new])

    def test_old_acts_go(self) -> None:
        for number in range(1203):
            self.do(self.roster.record_act(act(time=number)))
        self.purge(acts=1201)
        self.assertEqual([one.time for one in self.acts()], [1202, 1201])

    def test_old_records_go_behind_younger_ones(self) -> None:
        """
        A clock was wrong once: what was written then looks young, and is older by its id.
        """
        self.do(self.roster.record_act(act(time=9999)))
        self.do(self.roster.add_report(complaint(seq=1, time=9999), limit=9))
        for number in range(501):
            self.do(self.roster.record_act(act(time=number)))
        self.do(self.roster.add_report(complaint(seq=2, time=1000), limit=9))
        self.purge(acts=2000, reports=2000)
        self.assertEqual([one.time for one in self.acts()], [9999])
        self.assertEqual([one.seq for one in self.do(self.roster.reports(None, limit=9))], [1])

    def test_old_reports_go(self) -> None:
        """
        Whether somebody has closed them or not.
        """
        for seq in (1, 2, 3):
            self.do(self.roster.add_report(complaint(seq=seq, time=1000 * seq), limit=9))
        self.do(self.roster.close_report(2, "done", act("resolve")))
        self.purge(reports=3000)
        self.assertEqual([one.seq for one in self.do(self.roster.reports(None, limit=9))], [3])
        self.assertEqual(self.do(self.roster.reports(None, closed=True, limit=9)), [])

    def test_invitations_are_counted_and_go(self) -> None:
        """
        By who made them and by who got them; an accepted one is none any more.
        """
        for room, user, since in (("one", BEN, 1000), ("two", BEN, 2000), ("two", CAT, 1000)):
            invited = Member(user, "member", since, invited=True)
            self.do(self.roster.put_member(room, invited, act("invite", by=ANN, user=user, room=room)))
        self.do(self.roster.put_member("two", Member(CAT, "member", 1000), None))
        count = self.roster.count_invitations
        self.assertEqual([self.do(count(by="a.1")), self.do(count(of="a.2")), self.do(count(of="g.3"))], [2, 2, 0])
        self.purge(invitations=2000)
        self.assertEqual([self.do(count(by="a.1")), self.do(count(of="a.2"))], [1, 1])
        self.assertEqual([one.room for one in self.do(self.roster.memberships_of("a.2"))], ["two"])
        self.assertEqual([one.room for one in self.do(self.roster.memberships_of("g.3"))], ["two"])


class ClaimContract(RosterCase):
    """
    What tokens gave.
    """

    def test_last_claim_is_kept(self) -> None:
        """
        Until a token gives nothing any more.
        """
        self.assertEqual(self.do(self.roster.claimed_roles("x.site.1")), {})
        for number, roles in enumerate(({"*": "member"}, {"team-*": "owner", "lobby": "moderator"})):
            self.do(self.roster.note_claim("x.site.1", roles, 1000 + number))
            self.assertEqual(self.do(self.roster.claimed_roles("x.site.1")), roles)
        self.assertEqual(self.do(self.roster.claimed_roles("x.site.2")), {})
        self.do(self.roster.note_claim("x.site.1", {}, 1002))
        self.assertEqual(self.do(self.roster.claimed_roles("x.site.1")), {})

    def test_claim_goes_with_its_user_and_with_age(self) -> None:
        for number in (1, 2, 3):
            self.do(self.roster.note_claim(f"x.site.{number}", {"*": "owner"}, 1000 * number))
        self.do(self.roster.forget_user("x.site.3"))
        self.do(self.roster.purge_old_records(KeptSince(addresses=0, acts=0, reports=0, claims=2000, invitations=0)))
        found = [bool(self.do(self.roster.claimed_roles(f"x.site.{number}"))) for number in (1, 2, 3)]
        self.assertEqual(found, [False, True, False])


class ReportContract(RosterCase):
    """
    What moderators are asked to look at.
    """

    def test_report_is_kept(self) -> None:
        one = self.do(self.roster.add_report(complaint(), limit=99))
        other = self.do(self.roster.add_report(complaint(seq=8, reason=""), limit=99))
        self.assertEqual((one, other), (complaint(id=1), complaint(seq=8, reason="", id=2)))
        self.assertEqual(self.do(self.roster.get_report(1)), one)
        self.assertIsNone(self.do(self.roster.get_report(3)))
        self.assertIsNone(self.do(self.roster.report_and_standing(3, "a.1")))
        self.assertEqual(self.do(self.roster.report_and_standing(1, "a.1")), (one, None, None))
        self.do(self.roster.add_room(one.room, "announce", OWNER, act()))
        self.assertEqual(self.do(self.roster.report_and_standing(1, "a.1")), (one, "announce", OWNER))
        self.assertEqual(self.do(self.roster.report_and_standing(1, "a.2")), (one, "announce", None))

    def test_open_report_is_not_made_twice(self) -> None:
        """
        By the same person about the same message; by others it is, and after it was closed.
        """
        first = self.do(self.roster.add_report(complaint(), limit=99))
        self.assertEqual(self.do(self.roster.add_report(complaint(reason="very rude", time=2000), limit=99)), first)
        self.assertEqual(self.do(self.roster.add_report(complaint(by=ANN), limit=99)).id, 2)
        self.assertEqual(self.do(self.roster.add_report(complaint(room="attic"), limit=99)).id, 3)
        self.do(self.roster.close_report(1, "done", act("resolve")))
        self.assertEqual(self.do(self.roster.add_report(complaint(time=3000), limit=99)), complaint(time=3000, id=4))

    def test_open_reports_of_one_reporter_are_bounded(self) -> None:
        """
        Whatever about; those of others, and closed ones, do not count.
        """
        for seq in (1, 2):
            self.do(self.roster.add_report(complaint(seq=seq), limit=2))
        self.do(self.roster.add_report(complaint(seq=2), limit=2))
        self.assertEqual(self.refused(self.roster.add_report(complaint(seq=3), limit=2)), ("forbidden", "seq"))
        self.do(self.roster.add_report(complaint(seq=3, by=ANN), limit=2))
        self.do(self.roster.close_report(1, "done", act("resolve")))
        self.do(self.roster.add_report(complaint(seq=3), limit=2))

    def test_report_is_closed_once(self) -> None:
        """
        The first outcome stays.
        """
        self.do(self.roster.add_report(complaint(), limit=99))
        wanted = complaint(id=1, outcome="dismissed", closed_by=ANN, closed=5000)
        first = self.do(self.roster.close_report(1, "dismissed", act("resolve", time=5000)))
        again = self.do(self.roster.close_report(1, "done", act("resolve", by=BEN, time=6000)))
        self.assertEqual((first, again, self.do(self.roster.get_report(1))), (wanted, wanted, wanted))
        self.assertEqual(self.acts(), [act("resolve", time=5000, id=1)])

    def test_report_that_is_not_there_is_not_closed(self) -> None:
        """
        No audit entry is written either.
        """
        self.assertEqual(self.refused(self.roster.close_report(1, "done", act())), ("not_found", "report"))
        self.assertEqual(self.acts(), [])

    def test_reports_are_listed(self) -> None:
        """
        The newest first, of some rooms or of all, open or closed, page by page.
        """
        for number in range(1, 9):
            self.do(self.roster.add_report(complaint(room="abc"[number % 3], seq=number), limit=99))
        for number in (2, 3, 4):
            self.do(self.roster.close_report(number, "done", act("resolve")))

        def ids(rooms: list[str] | None, limit: int = 9, **more: Any) -> list[int]:
            return [report.id for report in self.do(self.roster.reports(rooms, limit=limit, **more))]

        self.assertEqual((ids(None), ids(None, closed=True)), ([8, 7, 6, 5, 1], [4, 3, 2]))
        self.assertEqual((ids(["b"]), ids(["b", "a"]), ids([])), ([7, 1], [7, 6, 1], []))
        self.assertEqual(ids(["c", "b", "nowhere"], closed=True), [4, 2])
        self.assertEqual((ids(None, 2), ids(None, 2, before=7), ids(["b"], before=7)), ([8, 7], [6, 5], [1]))
        self.assertEqual(ids(["a", "b", "c"], 2, before=7), [6, 5])

    def test_open_reports_are_counted(self) -> None:
        for room, seq in (("a", 1), ("a", 2), ("b", 3), ("c", 4)):
            self.do(self.roster.add_report(complaint(room=room, seq=seq), limit=99))
        self.do(self.roster.close_report(3, "done", act()))
        self.assertEqual(self.do(self.roster.open_reports(None)), {"a": 2, "c": 1})
        self.assertEqual(self.do(self.roster.open_reports(["a", "b", "d"])), {"a": 2})
        self.assertEqual(self.do(self.roster.open_reports([])), {})


class AuditContract(RosterCase):
    """
    Who did what with their powers.
    """

    def test_acts_are_kept_whole(self) -> None:
        whole = act(
            "mute", user=BEN, room="lobby", seq=7, until=9000, reason="rude words", detail="192.0.2.1", time=1234
        )
        self.do(self.roster.record_act(whole))
        self.do(self.roster.record_act(act("set", by=CAT)))
        self.assertEqual(self.acts(), [act("set", by=CAT, id=2), replace(whole, id=1)])

    def test_acts_are_listed(self) -> None:
        """
        The newest first, in one room or everywhere, page by page.
        """
        for number in range(6):
            self.do(self.roster.record_act(act("set", room=[None, "a", "b"][number % 3])))

        def ids(room: str | None = None, limit: int = 9, **more: Any) -> list[int]:
            return [one.id for one in self.do(self.roster.list_acts(room, limit=limit, **more))]

        self.assertEqual((ids(), ids("a"), ids("nowhere")), ([6, 5, 4, 3, 2, 1], [5, 2], []))
        self.assertEqual((ids(limit=2), ids(limit=2, before=5), ids("a", before=5)), ([6, 5], [4, 3], [2]))
        self.assertEqual(ids(before=1), [])


class ForgettingContract(RosterCase):
    """
    Users who are erased.
    """

    def test_memberships_go(self) -> None:
        self.put(OWNER, Member(BEN, "member", 1000))
        self.put(Member(BEN, "owner", 1000), room="attic")
        self.do(self.roster.forget_user("a.2"))
        self.assertEqual(self.place(), RoomRecord("lobby", "public", {"a.1": OWNER}))
        self.assertEqual(self.place("attic"), RoomRecord("attic", "public", {}))
        self.assertEqual(self.do(self.roster.memberships_of("a.2")), [])

    def test_audit_log_keeps_ids_only(self) -> None:
        """
        Of what they did and of what was done to them.
        """
        nobody = User("a.2", "")
        self.do(self.roster.record_act(act("ban", by=BEN, user=CAT, reason="spam")))
        self.do(self.roster.record_act(act("mute", by=ANN, user=BEN)))
        self.do(self.roster.record_act(act("set", by=ANN)))
        self.do(self.roster.forget_user("a.2"))
        wanted = [
            act("set", by=ANN, id=3),
            act("mute", by=ANN, user=nobody, id=2),
            act("ban", by=nobody, user=CAT, id=1),
        ]
        self.assertEqual(self.acts(), wanted)

    def test_acts_keep_no_words_and_no_address_of_an_erased_user(self) -> None:
        """
        What others wrote, and where others came from, stays.
        """
        acts = (
            act("set", by=BEN, detail="title=Ben's room"),
            act("role", by=BEN, user=CAT, detail="owner"),
            act("ban", by=ANN, user=BEN, reason="spam", detail="192.0.2.7"),
            act("ban", by=BEN, user=CAT, reason="Ben says so", detail="192.0.2.8"),
            act("set", by=ANN, detail="title=Ann's room"),
        )
        for one in acts:
            self.do(self.roster.record_act(one))
        self.do(self.roster.forget_user("a.2"))
        found = [(one.action, one.reason, one.detail) for one in reversed(self.acts())]
        self.assertEqual(
            found,
            [
                ("set", "", ""),
                ("role", "", "owner"),
                ("ban", "spam", ""),
                ("ban", "", "192.0.2.8"),
                ("set", "", "title=Ann's room"),
            ],
        )

    def test_sanctions_keep_no_words_and_no_address_of_an_erased_user(self) -> None:
        mine = ban(name="Ben", address="192.0.2.7", reason="spam", told=True, by_name="Ann", at=1)
        others = ban("g.3", name="Cat", address="192.0.2.8", reason="so", told=True, by="a.2", by_name="Ben", at=2)
        for one in (mine, others):
            self.do(self.roster.add_sanction(one, act("ban")))
        self.do(self.roster.forget_user("a.2"))
        wanted = [
            replace(mine, name="", address=None),
            replace(others, reason="", told=False, by_name=""),
        ]
        self.assertEqual(self.do(self.roster.sanctions()), wanted)

    def test_reports_keep_ids_only(self) -> None:
        """
        And what others wrote: a reason of theirs is words of theirs.
        """
        for report in (complaint(author=ANN, by=BEN), complaint(), complaint(author=ANN, seq=9)):
            self.do(self.roster.add_report(report, limit=99))
        self.do(self.roster.close_report(1, "done", act(by=CAT)))
        self.do(self.roster.close_report(3, "done", act(by=BEN)))
        self.do(self.roster.forget_user("a.2"))
        nobody = User("a.2", "")
        wanted = [
            complaint(author=ANN, seq=9, id=3, outcome="done", closed_by=nobody, closed=1000),
            complaint(author=nobody, id=2),
            complaint(author=ANN, by=nobody, reason="", id=1, outcome="done", closed_by=CAT, closed=1000),
        ]
        found = [
            *self.do(self.roster.reports(None, limit=9)),
            *self.do(self.roster.reports(None, closed=True, limit=9)),
        ]
        self.assertEqual(sorted(found, key=lambda report: -report.id), wanted)

    def test_ban_outlives_its_user(self) -> None:
        """
        The id cannot come in again; the name is gone.
        """
        for one in (ban(name="Ben", at=1), ban("g.3", name="Cat", at=2)):
            self.do(self.roster.add_sanction(one, act("ban")))
        self.do(self.roster.forget_user("a.2"))
        self.assertEqual(self.do(self.roster.sanctions()), [ban(at=1), ban("g.3", name="Cat", at=2)])


class RosterContract(
    PlaceContract,
    DirectContract,
    ClaimContract,
    SanctionContract,
    ReportContract,
    AuditContract,
    AgeContract,
    ForgettingContract,
):
    """
    All of it.
    """
