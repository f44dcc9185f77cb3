"""
Sanctions: kick, mute and ban, and lifting them.
"""

from msgspec.structs import replace

from chatd.chat.field_filters import FieldFilters
from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.moderation.notifier import Notifier
from chatd.chat.moderation.targets import Targets, nobody, nobody_here
from chatd.clock import Now
from chatd.domain import validation
from chatd.domain.accounts import Actor
from chatd.domain.addresses import address_handle
from chatd.domain.events import User
from chatd.domain.limits import Limits
from chatd.domain.moderation import AuditEntry, Kind, Sanction
from chatd.domain.sanctions import SanctionRegister
from chatd.domain.validation import REASON_MAX
from chatd.errors import Refusal
from chatd.interfaces.storage import RoomDirectory


class SanctionService:
    """
    The use cases of sanctions.  `room` None means the whole site.  At most `limits.sanctions` mutes and bans are in
    force in a room, and `limits.sanctions_per_user` of one user in all rooms, so that an owner cannot fill the memory.

    A sanction is in force at once, also for messages that wait to be stored; sessions are told when it is stored.
    """

    def __init__(
        self,
        *,
        authorizer: Authorizer,
        register: SanctionRegister,
        targets: Targets,
        roster: RoomDirectory,
        notifier: Notifier,
        now: Now,
        limits: Limits,
        field_filters: FieldFilters,
    ) -> None:
        self._authorizer = authorizer
        self._register = register
        self._targets = targets
        self._roster = roster
        self._notifier = notifier
        self._now = now
        self._field_filters = field_filters
        self._limits = limits
        self._latest = now()

    async def restore(self) -> None:
        """
        Load the stored sanctions, at the start.
        """
        self._register.restore(await self._roster.sanctions(), self._now())

    def expire(self, now: int) -> None:
        """
        Drop the sanctions that ended before `now`, and tell their users.  To be called every second or so.
        """
        current = self._now()
        if current < self._latest:
            # The clock was set back: ended sanctions may be in force again.
            self._authorizer.invalidate()
        self._latest = current
        for ended in self._register.expire(now):
            self._notifier.sanction_lifted(ended)

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
        Impose a sanction on a user until `until`, or for good; with `address`, also on their present address group.
        """
        validation.check_line(reason, REASON_MAX, "reason")
        if until is not None and until > validation.INTEGER_MAX:
            raise Refusal("invalid", f"until: expected at most {validation.INTEGER_MAX}", field="until")
        async with self._targets.room_opened(room, actor):
            # Who may impose nothing there learns nothing, and the store is not read for them.
            self._authorizer.require(actor, kind, room)
            self._check_reason(actor, room, reason)
            visited = room is not None and await self._targets.has_been_in(user_id, room)
            refusal = None if visited else await self._refuse_stranger(actor, room, user_id)
            target = await self._targets.target_subject(user_id, room)
            self._authorizer.require(actor, kind, room, target)
            if refusal is not None:
                raise refusal
            self._check_room_limit(actor, kind, room, target.user)
            told = await self._is_told(actor, reason, user_id, visited=visited or room is None)
            origin = None
            if kind != "kick":
                # Who comes from where is for those who keep order on the whole site.
                absent = actor.operator or actor.admin
                origin = self._notifier.sanction_origin(user_id, wanted=address, absent=absent)
            return await self._impose(actor, kind, room, target.user, until, reason, address=origin, told=told)

    async def impose_on_network(
        self, actor: Actor, kind: Kind, network: str, *, until: int | None = None, reason: str = ""
    ) -> Sanction:
        """
        Impose a sanction on everybody at an address or in a network, on the whole site; for operators only.
        """
        validation.check_line(reason, REASON_MAX, "reason")
        if not actor.operator:
            raise Refusal("forbidden", "only operators bind a network")
        return await self._impose(actor, kind, None, None, until, reason, address=network, told=True)

    async def lift(self, actor: Actor, kind: Kind, room: str | None, subject: str, *, reason: str = "") -> None:
        """
        Lift the sanction on a user or an address; refused as `not_found` if there is none of that kind.
        """
        validation.check_line(reason, REASON_MAX, "reason")
        async with self._targets.room_opened(room, actor):
            target = await self._targets.target_subject(subject, room) if validation.is_user_id(subject) else None
            self._authorizer.require(actor, kind, room, target)
            self._check_reason(actor, room, reason)
            visited = room is None or (target is not None and await self._targets.has_been_in(subject, room))
            told = target is not None and await self._is_told(actor, reason, subject, visited=visited)
            now, register = self._now(), self._register
            lifted = register.lift(kind, subject, room, now)
            if lifted is None:
                raise Refusal("not_found", f"user: no {kind} binds {subject} there", field="user")
            user = None if lifted.user is None else User(lifted.user, lifted.name)
            detail = "" if lifted.address is None else lifted.address
            act = AuditEntry(
                action=f"un{kind}", by=actor.who, time=now, user=user, room=room, reason=reason, detail=detail
            )
            try:
                await self._roster.remove_sanction(kind, subject, room, act)
            except BaseException:
                self._restore_sanction(lifted)
                raise
            if told:
                self._notifier.sanction_lifted(lifted, reason=reason, by=actor.who)
            else:
                self._notifier.sanction_lifted(lifted)

    def binds(self, kind: Kind, subject: str, room: str | None) -> bool:
        """
        Whether there is a sanction of that kind on a user, an address or a network.
        """
        return self._register.has(kind, subject, room)

    def list_in_force(self, actor: Actor, room: str | None) -> list[Sanction]:
        """
        The sanctions in force in an open room, or on the site, for its moderators.  Only administrators see addresses;
        others see their handles.
        """
        if not self._authorizer.allows(actor, "mute", room):
            self._authorizer.require(actor, "ban", room)
        found = self._register.listed(room, self._now())
        if actor.admin or actor.operator:
            return found
        return [one if one.address is None else replace(one, address=address_handle(one.address)) for one in found]

    def list_everywhere(self) -> list[Sanction]:
        """
        The sanctions in force on the site and in all rooms, for an operator.
        """
        return self._register.listed_everywhere(self._now())

    def _check_reason(self, actor: Actor, room: str | None, reason: str) -> None:
        # A mute leaves powers, but no words with them.
        refusal = self._authorizer.mute_or_ban(actor, room) if reason else None
        if refusal is not None:
            refusal.field = "reason"
            raise refusal
        self._field_filters.check_fields(actor, room, reason=reason)

    async def _refuse_stranger(self, actor: Actor, room: str | None, user_id: str) -> Refusal | None:
        # Of a user who has not been in the room.
        if room is None or self._authorizer.acts_for_site(actor, room):
            return None if await self._targets.is_known(user_id, room) else nobody()
        return None if self._targets.has_place_in(user_id, room) else nobody_here()

    async def _is_told(self, actor: Actor, reason: str, user_id: str, *, visited: bool) -> bool:
        # Nobody is written to by a stranger, nor by a user whom they ignore.
        return visited and bool(reason) and not await self._targets.ignores(user_id, actor.who.id)

    def _restore_sanction(self, sanction: Sanction) -> None:
        # The change could not be stored: the old sanction binds again, also sessions that came meanwhile.
        now = self._now()
        if sanction.in_force(now):
            self._register.restore([sanction], now)
            self._authorizer.invalidate()
            self._notifier.sanction_imposed(sanction)

    def _check_room_limit(self, actor: Actor, kind: Kind, room: str | None, user: User) -> None:
        register = self._register
        if room is None or kind == "kick" or actor.operator or register.has(kind, user.id, room):
            return
        if register.count(room) >= self._limits.sanctions:
            raise Refusal(
                "forbidden", f"room: at most {self._limits.sanctions} mutes and bans are in force in one", field="room"
            )
        if not actor.admin and register.count_by(actor.who.id) >= self._limits.sanctions_per_user:
            raise Refusal(
                "forbidden",
                f"user: at most {self._limits.sanctions_per_user} mutes and bans of yours are in force",
                field="user",
            )

    async def _impose(
        self,
        actor: Actor,
        kind: Kind,
        room: str | None,
        user: User | None,
        until: int | None,
        reason: str,
        *,
        address: str | None,
        told: bool,
    ) -> Sanction:
        now, register = self._now(), self._register
        sanction = Sanction(
            kind=kind,
            user=None if user is None else user.id,
            name="" if user is None else user.name,
            address=address,
            room=room,
            until=until,
            reason=reason,
            by=actor.who.id,
            by_name=actor.who.name,
            told=told,
            at=now,
        )
        imposed = register.impose(sanction, now)
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
            await self._roster.add_sanction(imposed.sanction, act)
        except BaseException:
            if kind != "kick":
                register.lift(kind, imposed.sanction.subject, room, self._now())
                if imposed.replaced is not None:
                    self._restore_sanction(imposed.replaced)
            raise
        self._notifier.sanction_imposed(imposed.sanction)
        return imposed.sanction
