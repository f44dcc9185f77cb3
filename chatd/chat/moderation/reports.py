"""
Reports of messages to the moderators, and the audit log.
"""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from twisted.internet.defer import Deferred
from twisted.logger import Logger
from twisted.python.failure import Failure

from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.moderation.notifier import Notifier
from chatd.clock import Now
from chatd.domain import validation
from chatd.domain.accounts import Actor
from chatd.domain.addresses import address_handle
from chatd.domain.events import Message
from chatd.domain.limits import Limits
from chatd.domain.moderation import AuditEntry, Outcome, Report, resolve_entry
from chatd.domain.validation import REASON_MAX
from chatd.errors import Refusal
from chatd.interfaces.storage import MessageLog, ReportStanding, RoomDirectory
from chatd.protocol.replies import ReportLine

_SANCTIONS = frozenset({"ban", "unban", "mute", "unmute"})


class ReportService:
    """
    The use cases of reports and of the audit log.  `room` None means all rooms, for users with that permission.
    A user has at most `limits.reports` open reports.
    """

    _log = Logger()

    def __init__(
        self,
        *,
        authorizer: Authorizer,
        roster: RoomDirectory,
        log: MessageLog,
        notifier: Notifier,
        now: Now,
        limits: Limits,
    ) -> None:
        self._limits = limits
        self._authorizer = authorizer
        self._roster = roster
        self._messages = log
        self._notifier = notifier
        self._now = now
        # Rooms of which moderators were told since the last sweep, and whether there is more to tell.
        self._told: dict[str, bool] = {}

    async def report_message(self, actor: Actor, room: str, seq: int, reason: str) -> int:
        """
        Report the message `seq` to the moderators of an open room; returns the id of the report.
        """
        validation.check_line(reason, REASON_MAX, "reason")
        self._authorizer.require(actor, "report", room)
        message = await self._message(room, seq)
        if message is None or message.deleted is not None:
            raise Refusal("not_found", f"seq: there is no message {seq}", field="seq")
        if message.user.id == actor.who.id:
            raise Refusal("invalid", "seq: that is your own message; delete it", field="seq")
        report = await self._roster.add_report(
            Report(room=room, seq=seq, author=message.user, by=actor.who, time=self._now(), reason=reason),
            limit=self._limits.reports,
        )
        self._notify_moderators(room)
        return report.id

    async def list_reports(
        self, actor: Actor, room: str | None, *, closed: bool, before: int | None, limit: int
    ) -> tuple[Sequence[ReportLine], bool]:
        """
        The newest `limit` open or `closed` reports with the texts of their messages, and whether there are older ones.
        """
        self._authorizer.require(actor, "review", room)
        rooms = None if room is None else [room]
        found = await self._roster.reports(rooms, closed=closed, before=before, limit=limit + 1)
        messages = await self._messages.read_messages({(report.room, report.seq) for report in found[:limit]})
        return [_line(report, messages) for report in found[:limit]], len(found) > limit

    async def resolve(self, actor: Actor, report_id: int, outcome: Outcome) -> None:
        """
        Close a report; does nothing if it is closed already.

        Whoever may not review it is refused as if there were none, after the same work.
        """
        found = await self._roster.report_and_standing(report_id, actor.who.id)
        if found is None or not self._may_review(actor, found):
            raise Refusal("not_found", f"report: there is no report {report_id}", field="report")
        report = found.report
        act = resolve_entry(report, outcome, by=actor.who, time=self._now())
        await self._roster.close_report(report_id, outcome, act)
        self._notify_moderators(report.room)

    async def list_audit(
        self, actor: Actor, room: str | None, *, before: int | None, limit: int
    ) -> tuple[Sequence[AuditEntry], bool]:
        """
        The newest `limit` entries of the audit log, and whether there are older ones.  Only administrators see
        addresses; others see their handles.
        """
        self._authorizer.require(actor, "audit", room)
        found = await self._roster.list_acts(room, before=before, limit=limit + 1)
        acts = found[:limit]
        if not (actor.admin or actor.operator):
            acts = [_without_address(act) for act in acts]
        return acts, len(found) > limit

    async def count_open(self, room: str) -> int:
        """
        The number of open reports of a room.
        """
        return (await self._roster.open_reports([room])).get(room, 0)

    def _may_review(self, actor: Actor, found: ReportStanding) -> bool:
        if self._authorizer.allows(actor, "review", None):
            return True
        return self._authorizer.may_review(actor, found.report.room, found.kind, found.member)

    def tell_reports(self) -> None:
        """
        Tell moderators of the reports that have come since they were told last.  To be called every second or so.
        """
        told, self._told = self._told, {}
        for room, more in told.items():
            if more:
                self._notify_moderators(room)

    def _notify_moderators(self, room: str) -> None:
        # At once, but each room once a second: all its sessions are looked at.
        if room in self._told:
            self._told[room] = True
        else:
            self._told[room] = False
            Deferred.fromCoroutine(self._tell_count(room)).addErrback(self._not_told)

    async def _tell_count(self, room: str) -> None:
        self._notifier.reports_changed(room, await self.count_open(room))

    def _not_told(self, failure: Failure) -> None:
        # What cannot be read now is told with the next report.
        if not failure.check(Refusal):
            self._log.failure("moderators were not told of a report", failure)

    async def _message(self, room: str, seq: int) -> Message | None:
        return (await self._messages.read_messages([(room, seq)])).get((room, seq))


def _without_address(act: AuditEntry) -> AuditEntry:
    # The detail of a sanction is the address that it binds.
    if act.action not in _SANCTIONS or not act.detail:
        return act
    return replace(act, detail=address_handle(act.detail))


def _line(report: Report, messages: Mapping[tuple[str, int], Message]) -> ReportLine:
    message = messages.get((report.room, report.seq))
    return ReportLine(report, None if message is None or message.deleted is not None else message.text)
