"""
Rooms, members, sanctions, reports and the audit log, in memory.
"""

from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from msgspec.structs import replace

from chatd.domain.events import User
from chatd.domain.moderation import (
    ADDRESS_ACTIONS,
    WRITTEN_ACTIONS,
    AuditEntry,
    Kind,
    Member,
    Outcome,
    Report,
    RoomMembership,
    RoomRecord,
    Sanction,
    no_report,
    room_taken,
    too_many_reports,
)
from chatd.domain.rooms import inbox_of
from chatd.domain.webhooks import SANCTION_ACTIONS
from chatd.interfaces.storage import KeptSince, ReportStanding


class MemoryRoster:
    """
    A `RoomDirectory` that keeps the newest `keep` audit entries and reports.  Its coroutines never wait.
    """

    def __init__(self, keep: int = 10_000) -> None:
        self._keep = keep
        self._places: dict[str, RoomRecord] = {}
        self._pairs: dict[frozenset[str], str] = {}
        self._sanctions: dict[tuple[Kind, str, str | None], Sanction] = {}
        self._reports: dict[int, Report] = {}
        self._claims: dict[str, tuple[Mapping[str, str], int]] = {}
        self._reported = 0
        self._acts: deque[AuditEntry] = deque(maxlen=keep)
        self._acted = 0
        # By room and user who was invited: who has invited them.
        self._inviters: dict[tuple[str, str], str] = {}
        self._event_stored: Callable[[str], object] = len
        # Set by the store of webhooks: stores the event of an act or a report, and returns whether it did; removes the
        # events about a user.
        self.store_event: Callable[[AuditEntry | Report], bool] = lambda happened: False
        self.forget_in_events: Callable[[str], object] = len

    # Rooms and members

    async def room_record(self, room: str) -> RoomRecord | None:
        return self._places.get(room)

    def kind_of(self, room: str) -> str | None:
        """
        The kind of a room, or None if it is not stored.
        """
        place = self._places.get(room)
        return None if place is None else place.kind

    async def recorded_rooms(self, *, after: str = "", limit: int) -> Sequence[str]:
        return sorted(room for room in self._places if room > after)[:limit]

    async def is_member(self, room: str, user_id: str) -> bool:
        place = self._places.get(room)
        return place is not None and user_id in place.members

    async def add_room(self, room: str, kind: str, owner: Member | None, act: AuditEntry) -> None:
        if room in self._places:
            raise room_taken()
        self._places[room] = RoomRecord(room, kind, {} if owner is None else {owner.user.id: owner})
        self.add_act(act)

    async def open_direct_room(self, one: User, other: User, room: str, now: int) -> str:
        pair = frozenset({one.id, other.id})
        if pair not in self._pairs:
            if room in self._places:
                raise room_taken()
            self._pairs[pair] = room
            self._places[room] = RoomRecord(room, "direct", {}, one.id)
        found = self._places[self._pairs[pair]]
        both = {user.id: Member(user, "member", now) for user in (one, other)}
        self._places[found.room] = replace(found, members={**both, **found.members})
        return found.room

    async def open_inbox(self, user: User, room: str, now: int) -> None:
        if room not in self._places:
            self._places[room] = RoomRecord(room, "inbox", {user.id: Member(user, "member", now)})

    async def set_kind(self, room: str, kind: str, act: AuditEntry) -> None:
        self._places[room] = replace(self._known(room), kind=kind, opened_by=None)
        self._pairs = {pair: found for pair, found in self._pairs.items() if found != room}
        self.add_act(act)

    async def put_member(self, room: str, member: Member, act: AuditEntry | None) -> None:
        place = self._known(room)
        self._places[room] = replace(place, members={**place.members, member.user.id: member})
        self._inviters.pop((room, member.user.id), None)
        if member.invited and act is not None:
            self._inviters[room, member.user.id] = act.by.id
        self.add_act(act)

    async def drop_member(self, room: str, user_id: str, act: AuditEntry | None) -> bool:
        place = self._places.get(room)
        if place is None or user_id not in place.members:
            return False
        self._places[room] = _without(place, user_id)
        self.add_act(act)
        return True

    async def count_invitations(self, *, by: str | None = None, of: str | None = None) -> int:
        return sum(
            member.invited
            and (by is None or self._inviters.get((room, member.user.id)) == by)
            and (of is None or member.user.id == of)
            for room, place in self._places.items()
            for member in place.members.values()
        )

    async def memberships_of(self, user_id: str) -> Sequence[RoomMembership]:
        others = {room: next(iter(pair - {user_id})) for pair, room in self._pairs.items()}
        found = []
        for room, place in sorted(self._places.items()):
            if (member := place.members.get(user_id)) is not None:
                other = None if (id_ := others.get(room)) is None else _called(place, id_)
                found.append(RoomMembership(room, place.kind, "", member, other))
        return found

    async def count_memberships(self, user_id: str) -> int:
        return sum(
            _belongs(place, user_id)
            and place.kind != "inbox"
            and (place.kind != "direct" or place.opened_by == user_id)
            for place in self._places.values()
        )

    async def share_room(self, one: str, other: str) -> bool:
        shared = (place for place in self._places.values() if place.kind != "direct")
        return any(_belongs(place, one) and _belongs(place, other) for place in shared)

    async def rename_member(self, user: User) -> None:
        for room, place in self._places.items():
            if (member := place.members.get(user.id)) is not None:
                self._places[room] = replace(place, members={**place.members, user.id: replace(member, user=user)})

    # Sanctions

    async def sanctions(self) -> Sequence[Sanction]:
        return sorted(self._sanctions.values(), key=lambda sanction: sanction.at)

    async def add_sanction(self, sanction: Sanction, act: AuditEntry) -> None:
        if sanction.kind != "kick":
            self._sanctions[sanction.kind, sanction.subject, sanction.room] = sanction
        self.add_act(act)

    async def remove_sanction(self, kind: Kind, subject: str, room: str | None, act: AuditEntry) -> None:
        self._sanctions.pop((kind, subject, room), None)
        self.add_act(act)

    # Reports

    async def add_report(self, report: Report, *, limit: int) -> Report:
        wanted = (report.room, report.seq, report.by.id)
        own = [known for known in self._reports.values() if known.outcome is None and known.by.id == report.by.id]
        for known in own:
            if (known.room, known.seq, known.by.id) == wanted:
                return known
        if len(own) >= limit:
            raise too_many_reports(limit)
        self._reported += 1
        added = self._reports[self._reported] = replace(report, id=self._reported)
        self._reports.pop(self._reported - self._keep, None)
        self._tell_event(added)
        return added

    async def get_report(self, report_id: int) -> Report | None:
        return self._reports.get(report_id)

    async def report_and_standing(self, report_id: int, user_id: str) -> ReportStanding | None:
        report = self._reports.get(report_id)
        if report is None:
            return None
        place = self._places.get(report.room)
        return (
            ReportStanding(report, None, None)
            if place is None
            else ReportStanding(report, place.kind, place.members.get(user_id))
        )

    async def reports(
        self, rooms: Sequence[str] | None, *, closed: bool = False, before: int | None = None, limit: int
    ) -> Sequence[Report]:
        found = [
            report
            for number, report in reversed(self._reports.items())
            if (before is None or number < before)
            and (rooms is None or report.room in rooms)
            and closed == (report.outcome is not None)
        ]
        return found[:limit]

    async def open_reports(self, rooms: Sequence[str] | None) -> Mapping[str, int]:
        counts = Counter(report.room for report in self._reports.values() if report.outcome is None)
        return {room: count for room, count in counts.items() if rooms is None or room in rooms}

    async def close_report(self, report_id: int, outcome: Outcome, act: AuditEntry) -> Report:
        report = self._reports.get(report_id)
        if report is None:
            raise no_report(report_id)
        if report.outcome is None:
            report = replace(report, outcome=outcome, closed_by=act.by, closed=act.time)
            self._reports[report_id] = report
            self.add_act(act)
        return report

    # The audit log

    async def record_act(self, act: AuditEntry) -> None:
        self.add_act(act)

    async def list_acts(
        self, room: str | None = None, *, before: int | None = None, limit: int
    ) -> Sequence[AuditEntry]:
        older = (act for act in reversed(self._acts) if before is None or act.id < before)
        return list(islice((act for act in older if room is None or act.room == room), limit))

    async def note_claim(self, user_id: str, roles: Mapping[str, str], now: int) -> None:
        self._claims.pop(user_id, None)
        if roles:
            self._claims[user_id] = roles, now

    async def claimed_roles(self, user_id: str) -> Mapping[str, str]:
        return self._claims.get(user_id, ({}, 0))[0]

    async def forget_user(self, user_id: str) -> None:
        self.forget_in_events(user_id)
        self._claims.pop(user_id, None)
        self._places.pop(inbox_of(user_id), None)

        def nameless(user: User | None) -> User | None:
            return User(user_id, "") if user is not None and user.id == user_id else user

        self._places = {room: _without(place, user_id) for room, place in self._places.items()}
        for key, sanction in self._sanctions.items():
            self._sanctions[key] = sanction.without_user(user_id)
        acts = [replace(act, by=nameless(act.by), user=nameless(act.user)) for act in self._acts]
        self._acts = deque((_without_words(act, user_id) for act in acts), maxlen=self._keep)
        for number, report in self._reports.items():
            self._reports[number] = replace(
                report,
                by=nameless(report.by),
                author=nameless(report.author),
                closed_by=nameless(report.closed_by),
                reason="" if report.by.id == user_id else report.reason,
            )

    async def purge_sanctions(self, now: int) -> None:
        self._sanctions = {key: sanction for key, sanction in self._sanctions.items() if sanction.in_force(now)}

    async def purge_old_records(self, since: KeptSince) -> None:
        self._claims = {user: claim for user, claim in self._claims.items() if claim[1] >= since.claims}
        kept = [one for one in self._acts if one.time >= since.acts]
        if len(kept) < len(self._acts):
            self._acts.clear()
            self._acts.extend(kept)
        old = (replace(one, detail="") if _has_old_address(one, since.addresses) else one for one in list(self._acts))
        self._acts = deque(old, maxlen=self._keep)
        for key, sanction in self._sanctions.items():
            if sanction.user is not None and sanction.at < since.addresses:
                self._sanctions[key] = replace(sanction, address=None)
        self._reports = {number: one for number, one in self._reports.items() if one.time >= since.reports}
        for room, place in self._places.items():
            for member in place.members.values():
                if member.invited and member.since < since.invitations:
                    self._places[room] = _without(self._places[room], member.user.id)
                    self._inviters.pop((room, member.user.id), None)

    def _known(self, room: str) -> RoomRecord:
        return self._places.get(room) or RoomRecord(room, "public", {})

    def add_act(self, act: AuditEntry | None) -> None:
        """
        Add an entry to the audit log; None adds nothing.
        """
        if act is not None:
            self._acted += 1
            added = replace(act, id=self._acted)
            self._acts.append(added)
            if act.action in SANCTION_ACTIONS:
                self._tell_event(added)

    def watch_events(self, stored: Callable[[str], None]) -> None:
        self._event_stored = stored

    def present_state(self, happened: AuditEntry | Report) -> AuditEntry | Report | None:
        """
        An act or a report as it is now; None if it is not kept any more.
        """
        if isinstance(happened, Report):
            return self._reports.get(happened.id)
        return next((act for act in self._acts if act.id == happened.id), None)

    def _tell_event(self, happened: AuditEntry | Report) -> None:
        if self.store_event(happened):
            self._event_stored(happened.room or "")


def _called(place: RoomRecord, user_id: str) -> User:
    member = place.members.get(user_id)
    return User(user_id, "") if member is None else member.user


def _without_words(act: AuditEntry, user_id: str) -> AuditEntry:
    if act.by.id == user_id:
        act = replace(act, reason="", detail="" if act.action in WRITTEN_ACTIONS else act.detail)
    if act.user is not None and act.user.id == user_id and act.action in ADDRESS_ACTIONS:
        act = replace(act, detail="")
    return act


def _has_old_address(act: AuditEntry, before: int) -> bool:
    return act.time < before and act.action in ADDRESS_ACTIONS


def _belongs(place: RoomRecord, user_id: str) -> bool:
    member = place.members.get(user_id)
    return member is not None and not member.invited


def _without(place: RoomRecord, user_id: str) -> RoomRecord:
    return replace(place, members={id_: member for id_, member in place.members.items() if id_ != user_id})
