"""
The commands about rooms, membership and moderation: calls of the moderation services.
"""

from collections.abc import Iterator

from msgspec import UNSET

from chatd.chat.commands.context import ChatContext, CommandRow
from chatd.chat.moderation.membership import member_order
from chatd.chat.moderation.services import ModerationServices
from chatd.chat.session import Session
from chatd.domain import validation
from chatd.domain.moderation import Kind
from chatd.domain.sanctions import newest_first
from chatd.protocol import commands
from chatd.protocol.paging import first_fitting, history_limit, list_page
from chatd.protocol.replies import (
    ActList,
    AnyAnswer,
    MemberList,
    Ok,
    ReportList,
    ReportMade,
    RoomMade,
    SanctionList,
    Until,
)


class ModerationCommands:
    """
    Handlers of commands about a room that the session has joined, or about the site.
    """

    def __init__(self, context: ChatContext, *, moderation: ModerationServices) -> None:
        self._context = context
        self._limits = context.limits
        self._moderation = moderation

    def command_rows(self) -> Iterator[CommandRow]:
        """
        The rows of the command table that are handled here.
        """
        yield CommandRow(commands.Create, self.create, cost=8.0, change=True)
        yield CommandRow(commands.Direct, self.open_direct, cost=3.0, change=True)
        yield CommandRow(commands.Members, self.list_members, cost=2.0, read_only=True, large_answer=True, query=True)
        yield CommandRow(commands.Invite, self.invite, cost=3.0, change=True)
        yield CommandRow(commands.Role, self.give_role, cost=2.0, change=True)
        yield CommandRow(commands.Resign, self.resign, change=True)
        yield CommandRow(commands.Set, self.set_room, cost=3.0, change=True)
        yield CommandRow(commands.CloseRoom, self.close_room, change=True)
        yield CommandRow(commands.Kick, self.kick, cost=2.0, change=True)
        yield CommandRow(commands.Mute, self.mute, cost=2.0, change=True)
        yield CommandRow(commands.Unmute, self.unmute, cost=2.0, change=True)
        yield CommandRow(commands.Ban, self.ban, cost=2.0, change=True)
        yield CommandRow(commands.Unban, self.unban, cost=2.0, change=True)
        yield CommandRow(commands.Sanctions, self.list_sanctions, read_only=True, query=True)
        yield CommandRow(commands.ReportMessage, self.report_message, cost=3.0, change=True)
        yield CommandRow(commands.Reports, self.list_reports, cost=2.0, read_only=True, large_answer=True, query=True)
        yield CommandRow(commands.Resolve, self.resolve, cost=4.0, change=True)
        yield CommandRow(commands.Audit, self.audit, cost=2.0, read_only=True, large_answer=True, query=True)

    async def create(self, session: Session, command: commands.Create) -> AnyAnswer:
        """
        Create a room owned by the user.
        """
        self._context.charge_made(session, command.title, command.topic)
        room = await self._moderation.membership.create_room(
            session.author, command.kind, command.room, command.title, command.topic
        )
        return RoomMade(ref=command.ref, room=room)

    async def open_direct(self, session: Session, command: commands.Direct) -> AnyAnswer:
        """
        Open the direct room with another user.
        """
        validation.check_user_id(command.user)
        self._context.charge_made(session, command.user)
        return RoomMade(
            ref=command.ref, room=await self._moderation.membership.open_direct(session.author, command.user)
        )

    async def list_members(self, session: Session, command: commands.Members) -> AnyAnswer:
        """
        A page of the members of a room, the highest role first.
        """
        self._context.require_joined(session, command.room)
        members, cursor = list_page(
            await self._moderation.membership.list_members(session.author, command.room),
            member_order,
            after=command.after,
            limit=command.limit,
            most=self._limits.page_bytes,
        )
        return MemberList(ref=command.ref, members=members, more=cursor is not None, next=cursor or UNSET)

    async def invite(self, session: Session, command: commands.Invite) -> AnyAnswer:
        """
        Invite a user to a room.
        """
        self._context.require_joined(session, command.room)
        self._context.charge_made(session, command.user)
        await self._moderation.membership.invite(session.author, command.room, command.user)
        return Ok(ref=command.ref)

    async def give_role(self, session: Session, command: commands.Role) -> AnyAnswer:
        """
        Give a user a role in a room, or take it away.
        """
        self._context.require_joined(session, command.room)
        self._context.charge_stored(session, command.user)
        await self._moderation.membership.set_role(session.author, command.room, command.user, command.role)
        return Ok(ref=command.ref)

    async def resign(self, session: Session, command: commands.Resign) -> AnyAnswer:
        """
        End the user's own membership in a room.
        """
        self._context.require_own_login(session)
        self._context.charge_stored(session)
        await self._moderation.membership.resign(session.author, command.room)
        return Ok(ref=command.ref)

    async def set_room(self, session: Session, command: commands.Set) -> AnyAnswer:
        """
        Change settings of a room.
        """
        self._context.require_joined(session, command.room)
        given = {name: getattr(command, name) for name in ("title", "topic", "slow", "retention", "kind")}
        changes = {name: value for name, value in given.items() if value is not UNSET}
        self._context.charge_stored(session, *(value for value in changes.values() if isinstance(value, str)))
        answer = await self._moderation.room_settings.update_settings(session.author, command.room, changes)
        return answer.answering(command.ref)

    async def close_room(self, session: Session, command: commands.CloseRoom) -> AnyAnswer:
        """
        Archive a room.
        """
        self._context.require_joined(session, command.room)
        self._context.charge_act(session)
        await self._moderation.room_settings.archive_room(session.author, command.room)
        return Ok(ref=command.ref)

    async def kick(self, session: Session, command: commands.Kick) -> AnyAnswer:
        """
        Remove a user from a room.
        """
        self._require_joined(session, command.room)
        self._context.charge_act(session, command.user, command.reason)
        await self._moderation.sanctions.impose(
            session.author, "kick", command.room, command.user, reason=command.reason
        )
        return Ok(ref=command.ref)

    async def mute(self, session: Session, command: commands.Mute) -> AnyAnswer:
        """
        Mute a user.
        """
        return await self._impose(session, "mute", command)

    async def ban(self, session: Session, command: commands.Ban) -> AnyAnswer:
        """
        Ban a user.
        """
        return await self._impose(session, "ban", command)

    async def unmute(self, session: Session, command: commands.Unmute) -> AnyAnswer:
        """
        Lift a mute.
        """
        return await self._lift(session, "mute", command)

    async def unban(self, session: Session, command: commands.Unban) -> AnyAnswer:
        """
        Lift a ban.
        """
        return await self._lift(session, "ban", command)

    def list_sanctions(self, session: Session, command: commands.Sanctions) -> AnyAnswer:
        """
        A page of the sanctions in force, the newest first.
        """
        self._require_joined(session, command.room)
        sanctions, cursor = list_page(
            self._moderation.sanctions.list_in_force(session.author, command.room),
            newest_first,
            after=command.after,
            limit=command.limit,
            most=self._limits.page_bytes,
        )
        return SanctionList(ref=command.ref, sanctions=sanctions, more=cursor is not None, next=cursor or UNSET)

    async def report_message(self, session: Session, command: commands.ReportMessage) -> AnyAnswer:
        """
        Report a message to the moderators.
        """
        self._context.require_joined(session, command.room)
        self._context.require_log(command.room, "report")
        self._context.charge_made(session, command.reason)
        report = await self._moderation.reports.report_message(
            session.author, command.room, command.seq, command.reason
        )
        return ReportMade(ref=command.ref, report=report)

    async def list_reports(self, session: Session, command: commands.Reports) -> AnyAnswer:
        """
        A page of open or closed reports, the newest first.
        """
        self._require_joined(session, command.room)
        limit = history_limit(command.limit, self._limits.history)
        lines, more = await self._moderation.reports.list_reports(
            session.author, command.room, closed=command.closed, before=command.before, limit=limit
        )
        self._context.charge_items(session, len(lines))
        page = first_fitting(lines, self._limits.page_bytes)
        return ReportList(ref=command.ref, reports=page, more=more or len(page) < len(lines))

    async def resolve(self, session: Session, command: commands.Resolve) -> AnyAnswer:
        """
        Close a report.
        """
        self._context.charge_act(session)
        await self._moderation.reports.resolve(session.author, command.report, command.outcome)
        return Ok(ref=command.ref)

    async def audit(self, session: Session, command: commands.Audit) -> AnyAnswer:
        """
        A page of the audit log, the newest first.
        """
        self._require_joined(session, command.room)
        limit = history_limit(command.limit, self._limits.history)
        acts, more = await self._moderation.reports.list_audit(
            session.author, command.room, before=command.before, limit=limit
        )
        page = first_fitting(acts, self._limits.page_bytes)
        return ActList(ref=command.ref, acts=page, more=more or len(page) < len(acts))

    async def _impose(self, session: Session, kind: Kind, command: commands.Mute | commands.Ban) -> AnyAnswer:
        self._require_joined(session, command.room)
        self._context.charge_act(session, command.user, command.reason)
        sanction = await self._moderation.sanctions.impose(
            session.author,
            kind,
            command.room,
            command.user,
            until=command.until,
            reason=command.reason,
            address=command.address,
        )
        return Until(ref=command.ref, until=sanction.until)

    async def _lift(self, session: Session, kind: Kind, command: commands.Unmute | commands.Unban) -> AnyAnswer:
        self._require_joined(session, command.room)
        self._context.charge_act(session, command.user, command.reason)
        await self._moderation.sanctions.lift(session.author, kind, command.room, command.user, reason=command.reason)
        return Ok(ref=command.ref)

    def _require_joined(self, session: Session, room: str | None) -> None:
        if room is not None:
            self._context.require_joined(session, room)
