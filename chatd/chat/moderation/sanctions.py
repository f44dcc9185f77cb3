"""
Putting people out, keeping them out, letting them read and not speak; and taking it back.
"""

from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.moderation.notifier import Notifier
from chatd.chat.moderation.targets import Targets
from chatd.clock import Now
from chatd.domain import validation
from chatd.domain.accounts import Actor
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry, Kind, Sanction
from chatd.domain.validation import REASON_MAX
from chatd.errors import Refusal
from chatd.interfaces.storage import RoomDirectory


class SanctionService:
    """
    The use cases.  `room` is the whole site if it is None; in a room at most `most` mutes and bans are in force, or
    whoever makes a room could fill the book.

    A sanction counts from the moment it is asked for, also for what waits to be stored; it is told once it is kept.
    """

    def __init__(
        self,
        *,
        authorizer: Authorizer,
        targets: Targets,
        roster: RoomDirectory,
        notifier: Notifier,
        now: Now,
        most: int,
    ) -> None:
        self._authorizer = authorizer
        self._targets = targets
        self._roster = roster
        self._notifier = notifier
        self._now = now
        self._max_per_room = most
        self._latest = now()

    async def restore(self) -> None:
        """
        Take up the sanctions that are kept: at the start.
        """
        self._authorizer.sanction_register.restore(await self._roster.sanctions(), self._now())

    def expire(self, now: int) -> None:
        """
        Drop the sanctions that ended before `now`, and tell their users; to be called every second or so.
        """
        today = self._now()
        if today < self._latest:
            # The clock was set back: what was over may be in force again.
            self._authorizer.invalidate()
        self._latest = today
        for ended in self._authorizer.sanction_register.expire(now):
            self._notifier.sanction_lifted(ended, "")

    async def impose(
        self,
        actor: Actor,
        kind: Kind,
        room: str | None,
        user_id: str,
        *,
        until: int | None = None,
        reason: str = "",
        address: bool = False,
    ) -> Sanction:
        """
        `kind` on somebody, before `until` or for good; with `address` on everybody where they are now, too.
        """
        validation.check_line(reason, REASON_MAX, "reason")
        if until is not None and until > validation.INTEGER_MAX:
            raise Refusal("invalid", f"until: expected at most {validation.INTEGER_MAX}", field="until")
        async with self._targets.room_opened(room, actor):
            target = await self._targets.target_subject(user_id, room)
            self._authorizer.require(actor, kind, room, target)
            self._check_room_limit(actor, kind, room, target.user)
            return await self._impose(actor, kind, room, target.user, until, reason, address=address)

    async def lift(self, actor: Actor, kind: Kind, room: str | None, subject: str, *, reason: str = "") -> None:
        """
        Take back what binds a user, or an address; `not_found` if nothing of that kind does.
        """
        validation.check_line(reason, REASON_MAX, "reason")
        async with self._targets.room_opened(room, actor):
            target = await self._targets.target_subject(subject, room) if validation.is_user_id(subject) else None
            self._authorizer.require(actor, kind, room, target)
            now, sanction_register = self._now(), self._authorizer.sanction_register
            lifted = sanction_register.lift(kind, subject, room, now)
            if lifted is None:
                raise Refusal("not_found", f"user: no {kind} binds {subject} there", field="user")
            user = None if lifted.user is None else User(lifted.user, lifted.name)
            detail = "" if lifted.address is None else lifted.address
            act = AuditEntry(
                action=f"un{kind}", by=actor.who, time=now, user=user, room=room, reason=reason, detail=detail
            )
            try:
                await self._roster.lift(kind, subject, room, act)
            except BaseException:
                self._restore_sanction(lifted)
                raise
            self._notifier.sanction_lifted(lifted, reason)

    def list_in_force(self, actor: Actor, room: str | None) -> list[Sanction]:
        """
        What is in force in a room that is open, or on the site, for those who keep order there.
        """
        if not self._authorizer.allows(actor, "mute", room):
            self._authorizer.require(actor, "ban", room)
        return self._authorizer.sanction_register.listed(room, self._now())

    def list_everywhere(self) -> list[Sanction]:
        """
        What is in force on the site and in all rooms, for an operator.
        """
        return self._authorizer.sanction_register.listed_everywhere(self._now())

    def _restore_sanction(self, sanction: Sanction) -> None:
        # What was to take its place could not be stored: it binds as before, also whoever came in meanwhile.
        now = self._now()
        if sanction.in_force(now):
            self._authorizer.sanction_register.restore([sanction], now)
            self._authorizer.invalidate()
            self._notifier.sanction_imposed(sanction)

    def _check_room_limit(self, actor: Actor, kind: Kind, room: str | None, user: User) -> None:
        sanction_register = self._authorizer.sanction_register
        if room is None or kind == "kick" or actor.operator or sanction_register.count(room) < self._max_per_room:
            return
        if not sanction_register.has(kind, user.id, room):
            raise Refusal(
                "forbidden", f"room: at most {self._max_per_room} mutes and bans are in force in one", field="room"
            )

    async def _impose(
        self, actor: Actor, kind: Kind, room: str | None, user: User, until: int | None, reason: str, *, address: bool
    ) -> Sanction:
        now, sanction_register = self._now(), self._authorizer.sanction_register
        sanction = Sanction(
            kind=kind,
            user=user.id,
            name=user.name,
            address=None if kind == "kick" else self._notifier.sanction_origin(user.id, wanted=address),
            room=room,
            until=until,
            reason=reason,
            by=actor.who.id,
            at=now,
        )
        imposed = sanction_register.impose(sanction, now)
        self._authorizer.invalidate()
        act = AuditEntry(
            action=kind,
            by=actor.who,
            time=now,
            user=user,
            room=room,
            until=until,
            reason=reason,
            detail=imposed.sanction.address or "",
        )
        try:
            await self._roster.impose(imposed.sanction, act)
        except BaseException:
            if kind != "kick":
                sanction_register.lift(kind, imposed.sanction.subject, room, self._now())
                if imposed.replaced is not None:
                    self._restore_sanction(imposed.replaced)
            raise
        self._notifier.sanction_imposed(imposed.sanction)
        return imposed.sanction
