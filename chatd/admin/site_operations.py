"""
What an operator does about people, keys of back ends and rooms, the same through the control socket and beside a store.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from msgspec import UNSET, to_builtins

from chatd.admin import protocol
from chatd.auth.administration import AccountAdmin
from chatd.auth.apikeys import ApiKeys
from chatd.chat.moderation.services import ModerationServices
from chatd.clock import Now
from chatd.domain import validation
from chatd.domain.accounts import OPERATOR, Account, Scope
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry, Kind
from chatd.domain.rooms import DEFAULTS, Retention
from chatd.errors import Refusal
from chatd.interfaces.accounts import PeopleStore
from chatd.interfaces.storage import RoomCatalogue, RoomDirectory, RoomEntry

PAGE = 200
Value = dict[str, Any]
Tell = Callable[[Value], Awaitable[None]]
"""Takes one item; waits until there is room for the next."""


class SiteOperations:
    """
    The use cases; each tells its items and answers with what else there is to say.  An operator may do everything.
    """

    def __init__(
        self,
        *,
        moderation: ModerationServices,
        administration: AccountAdmin,
        keys: ApiKeys,
        people: PeopleStore,
        roster: RoomDirectory,
        catalogue: RoomCatalogue,
        retention: Retention,
        now: Now,
    ) -> None:
        self.moderation = moderation
        self._administration = administration
        self._keys = keys
        self._people = people
        self._roster = roster
        self._catalogue = catalogue
        self._retention = retention
        self._now = now

    async def carry_out(self, charge: protocol.AnyCharge, tell: Tell) -> Value:
        """
        Do it.
        """
        return await _CHARGES[type(charge)](self, charge, tell)

    async def strike(self, who: str) -> str:
        """
        Take somebody's account away, if they have one, before what they said is erased; their id.

        `who` is an id, or the name of an account.
        """
        user_id = await self._id(who)
        if await self._people.account(user_id) is None:
            # Erasing takes many commits, and the first may be the last: it is known before any of them.
            await self._roster.record(self.act("erase", User(user_id, "")))
        else:
            await self._administration.delete(user_id, by=OPERATOR.who)
        return user_id

    def act(self, action: str, user: User | None = None, detail: str = "", *, room: str | None = None) -> AuditEntry:
        """
        What the audit log is to know of what the operator does.
        """
        return AuditEntry(action=action, by=OPERATOR.who, time=self._now(), user=user, room=room, detail=detail)

    async def add_user(self, charge: protocol.AddUser, tell: Tell) -> Value:
        """
        See `chatd.admin.protocol.AddUser`.
        """
        account = await self._administration.add(charge.name, charge.password, by=OPERATOR.who, admin=charge.admin)
        answer = _shown(account)
        if charge.password is None:
            answer["link"] = await self._administration.first_link(account, OPERATOR.who)
        return answer

    async def list_users(self, charge: protocol.ListUsers, tell: Tell) -> Value:
        """
        See `chatd.admin.protocol.ListUsers`.
        """
        count, after = 0, ""
        while accounts := await self._people.list_accounts(after=after, limit=PAGE):
            for account in accounts:
                await tell(_shown(account))
            count, after = count + len(accounts), accounts[-1].likeness.letters
        return {"users": count}

    async def flag_user(self, charge: protocol.FlagUser, tell: Tell) -> Value:
        """
        See `chatd.admin.protocol.FlagUser`.
        """
        account = await self._account(charge.who)
        if charge.disabled is not UNSET:
            account = await self._administration.set_disabled(account.id, by=OPERATOR.who, disabled=charge.disabled)
        if charge.admin is not UNSET:
            account = await self._administration.set_admin(account.id, by=OPERATOR.who, admin=charge.admin)
        return _shown(account)

    async def set_password(self, charge: protocol.SetPassword, tell: Tell) -> Value:
        """
        See `chatd.admin.protocol.SetPassword`.
        """
        account = await self._account(charge.who)
        if charge.password is None:
            return _shown(account) | {"link": await self._administration.reset_link(account.id, OPERATOR.who)}
        return _shown(await self._administration.set_password(account.id, charge.password, by=OPERATOR.who))

    async def create_key(self, charge: protocol.CreateKey, tell: Tell) -> Value:
        """
        See `chatd.admin.protocol.CreateKey`.
        """
        scope = Scope({room: tuple(some) for room, some in charge.rooms.items()}, charge.roles, charge.speaks_as)
        token, key = await self._keys.create(charge.name, scope, OPERATOR.who)
        return {"name": key.name, "token": token}

    async def list_keys(self, charge: protocol.ListKeys, tell: Tell) -> Value:
        """
        See `chatd.admin.protocol.ListKeys`.
        """
        keys = await self._people.keys()
        for key in keys:
            shown = to_builtins(key)
            del shown["digest"]
            await tell(shown)
        return {"keys": len(keys)}

    async def revoke_key(self, charge: protocol.RevokeKey, tell: Tell) -> Value:
        """
        See `chatd.admin.protocol.RevokeKey`.
        """
        key = await self._keys.revoke(charge.name, OPERATOR.who)
        return {"name": key.name}

    async def list_rooms(self, charge: protocol.ListRooms, tell: Tell) -> Value:
        """
        See `chatd.admin.protocol.ListRooms`.
        """
        count, after = 0, ""
        while True:
            kept = {entry.room: entry for entry in await self._catalogue.list_rooms(after=after, limit=PAGE)}
            made = await self._roster.list_places(after=after, limit=PAGE)
            # Of what comes after a full page only the next one knows.
            ends = [max(page) for page in (kept, made) if len(page) == PAGE]
            rooms = sorted(room for room in {*kept, *made} if not ends or room <= min(ends))
            if not rooms:
                return {"rooms": count}
            for room in rooms:
                await tell(await self._room(room, kept.get(room)))
            count, after = count + len(rooms), rooms[-1]

    async def _room(self, room: str, entry: RoomEntry | None) -> Value:
        place = await self._roster.place(room)
        settings = DEFAULTS if entry is None else entry.settings
        return {
            "room": room,
            "kind": "public" if place is None else place.kind,
            "title": settings.title,
            "members": 0 if place is None else len(place.members),
            "events": 0 if entry is None else entry.head.seq - entry.head.first + 1,
            "retention": str(settings.retention or self._retention),
        }

    async def set_room(self, charge: protocol.SetRoom, tell: Tell) -> Value:
        """
        See `chatd.admin.protocol.SetRoom`.
        """
        terms = await self.moderation.room_settings.update_settings(OPERATOR, charge.room, charge.changes)
        return {name: getattr(terms, name) for name in ("room", "kind", "title", "topic", "slow", "retention")}

    async def list_members(self, charge: protocol.ListMembers, tell: Tell) -> Value:
        """
        See `chatd.admin.protocol.ListMembers`.
        """
        async with self.moderation.targets.room_opened(charge.room, OPERATOR):
            members = await self.moderation.membership.list_members(OPERATOR, charge.room)
        for member in members:
            await tell(to_builtins(member))
        return {"members": len(members)}

    async def give_role(self, charge: protocol.GiveRole, tell: Tell) -> Value:
        """
        See `chatd.admin.protocol.GiveRole`.
        """
        user_id = await self._id(charge.who)
        await self.moderation.membership.set_role(OPERATOR, charge.room, user_id, charge.role)
        return {"room": charge.room, "user": user_id, "role": charge.role}

    async def impose(self, charge: protocol.BanUser, tell: Tell) -> Value:
        """
        See `chatd.admin.protocol.BanUser` and `chatd.admin.protocol.MuteUser`.
        """
        until = None if charge.seconds is None else self._now() + charge.seconds * 1000
        user_id = await self._id(charge.who)
        sanction = await self.moderation.sanctions.impose(
            OPERATOR, _kind(charge), charge.room, user_id, until=until, reason=charge.reason, address=charge.address
        )
        kept = {"user": user_id, "name": sanction.name, "room": charge.room, "until": until}
        return kept | {"address": sanction.address}

    async def lift(self, charge: protocol.UnbanUser, tell: Tell) -> Value:
        """
        See `chatd.admin.protocol.UnbanUser` and `chatd.admin.protocol.UnmuteUser`.
        """
        user_id = await self._id(charge.who)
        await self.moderation.sanctions.lift(OPERATOR, _kind(charge), charge.room, user_id, reason=charge.reason)
        return {"user": user_id, "room": charge.room}

    async def list_sanctions(self, charge: protocol.ListSanctions, tell: Tell) -> Value:
        """
        See `chatd.admin.protocol.ListSanctions`.
        """
        if charge.room is None:
            sanctions = self.moderation.sanctions.list_everywhere()
        else:
            async with self.moderation.targets.room_opened(charge.room, OPERATOR):
                sanctions = self.moderation.sanctions.list_in_force(OPERATOR, charge.room)
        for sanction in sanctions:
            await tell(to_builtins(sanction))
        return {"sanctions": len(sanctions)}

    async def audit(self, charge: protocol.ShowAudit, tell: Tell) -> Value:
        """
        See `chatd.admin.protocol.ShowAudit`.
        """
        if charge.room is not None:
            validation.check_room_id(charge.room)
        acts = await self._roster.acts(charge.room, limit=charge.limit)
        for act in acts:
            await tell(to_builtins(act))
        return {"acts": len(acts)}

    async def _account(self, who: str) -> Account:
        if validation.is_user_id(who):
            account = await self._people.account(who)
            if account is not None:
                return account
        return await self._administration.find(who)

    async def _id(self, who: str) -> str:
        if validation.is_user_id(who):
            return who
        try:
            return (await self._administration.find(who)).id
        except Refusal as refusal:
            if refusal.code != "not_found":
                raise
            missing = f"there is no account {who!r}; whoever has none goes by their id, such as g.…"
            raise Refusal("not_found", missing, field="user") from None


_CHARGES: dict[type[protocol.AnyCharge], Callable[[SiteOperations, Any, Tell], Awaitable[Value]]] = {
    protocol.AddUser: SiteOperations.add_user,
    protocol.ListUsers: SiteOperations.list_users,
    protocol.FlagUser: SiteOperations.flag_user,
    protocol.SetPassword: SiteOperations.set_password,
    protocol.CreateKey: SiteOperations.create_key,
    protocol.ListKeys: SiteOperations.list_keys,
    protocol.RevokeKey: SiteOperations.revoke_key,
    protocol.ListRooms: SiteOperations.list_rooms,
    protocol.SetRoom: SiteOperations.set_room,
    protocol.ListMembers: SiteOperations.list_members,
    protocol.GiveRole: SiteOperations.give_role,
    protocol.BanUser: SiteOperations.impose,
    protocol.UnbanUser: SiteOperations.lift,
    protocol.MuteUser: SiteOperations.impose,
    protocol.UnmuteUser: SiteOperations.lift,
    protocol.ListSanctions: SiteOperations.list_sanctions,
    protocol.ShowAudit: SiteOperations.audit,
}


def _kind(charge: protocol.BanUser | protocol.UnbanUser) -> Kind:
    return "mute" if isinstance(charge, protocol.MuteUser | protocol.UnmuteUser) else "ban"


def _shown(account: Account) -> Value:
    return {
        "id": account.id,
        "name": account.name,
        "login": account.login,
        "admin": account.admin,
        "disabled": account.disabled,
        "created": account.created,
    }
