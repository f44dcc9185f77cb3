"""
The targets of moderation: users by id, online or not, and rooms.
"""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from chatd.chat.moderation.authorization import Authorizer, no_room
from chatd.chat.moderation.claimed_roles import ClaimedRoles
from chatd.chat.moderation.notifier import Notifier
from chatd.chat.rooms.members import RoomMembers
from chatd.domain import validation
from chatd.domain.accounts import Actor
from chatd.domain.events import User
from chatd.domain.moderation import Member
from chatd.domain.permissions import Subject
from chatd.errors import Refusal
from chatd.interfaces.accounts import PeopleStore, TokenUsers
from chatd.interfaces.storage import MessageSearch


class Targets:
    """
    Resolves the target user and room of a moderation command.
    """

    def __init__(
        self,
        *,
        authorizer: Authorizer,
        members: RoomMembers,
        accounts: PeopleStore,
        message_search: MessageSearch,
        notifier: Notifier,
        claimed_roles: ClaimedRoles,
        token_users: TokenUsers,
    ) -> None:
        self._authorizer = authorizer
        self._members = members
        self._accounts = accounts
        self._message_search = message_search
        self._notifier = notifier
        self._claimed_roles = claimed_roles
        self._token_users = token_users

    @asynccontextmanager
    async def room_opened(self, room: str | None, actor: Actor) -> AsyncIterator[None]:
        """
        Keep a room open in the ``with`` block; refused as `not_found` if there is none that `actor` may know of.
        """
        if room is None:
            yield
            return
        validation.check_room_id(room)
        try:
            if await self._authorizer.open_room(actor, room) is None:
                raise no_room()
            yield
        finally:
            self._notifier.release_room(room)

    async def find_user(self, user_id: str, room: str | None = None) -> User | None:
        """
        The user with that id: an account, an online user, or a member of the open `room`; None if none is known.
        """
        validation.check_user_id(user_id)
        if user_id.startswith("a."):
            account = await self._accounts.account(user_id)
            return None if account is None else account.user
        here = None if room is None else self._members.get_open(room)
        member = None if here is None else here.members.get(user_id)
        return self._notifier.online_user(user_id) or (None if member is None else member.user)

    async def require_user(self, user_id: str, room: str | None = None) -> User:
        """
        The same as `find_user`; refused as `not_found` if no user is known.
        """
        user = await self.find_user(user_id, room)
        if user is None:
            raise nobody()
        return user

    async def require_expected_user(self, user_id: str, room: str | None = None) -> User:
        """
        The same as `require_user`, or a user of a configured token issuer who has not come yet, called by their
        subject.
        """
        user = await self.find_user(user_id, room) or await self._token_users.expected_user(user_id)
        if user is None:
            issuer = user_id.split(".")[1] if user_id.startswith("x.") else ""
            if issuer and await self._token_users.expected_user(f"x.{issuer}.any") is None:
                raise unknown_issuer(issuer)
            raise nobody()
        return user

    async def require_recipient(self, user_id: str) -> User:
        """
        The user whose inbox is to be opened: as `require_expected_user`, but also guests and back ends who are not
        online now; the name of those may be empty.
        """
        validation.check_user_id(user_id)
        if user_id.startswith(("g.", "k.")) and await self.find_user(user_id) is None:
            if not await self.is_known(user_id):
                raise nobody()
            return User(user_id, "")
        return await self.require_expected_user(user_id)

    async def is_known(self, user_id: str, room: str | None = None, *, said_in: Collection[str] | None = None) -> bool:
        """
        Whether there is such a user: seen lately, with an account or an API key, a member of the open `room`, bound by
        a sanction there or on the site, or with messages in the rooms `said_in` (None: in any).  All users of
        configured token issuers (``x.…``) are known: only the issuer could tell.

        Reads the store only for users who are not online and were not lately.
        """
        validation.check_user_id(user_id)
        if self._notifier.has_seen(user_id) or await self._token_users.expected_user(user_id) is not None:
            return True
        register = self._authorizer.sanction_register
        if any(register.has(kind, user_id, where) for kind in ("ban", "mute") for where in (room, None)):
            return True
        if await self.find_user(user_id, room) is not None:
            return True
        if user_id.startswith("k."):
            return any(f"k.{key.name}" == user_id for key in await self._accounts.keys())
        return await self._message_search.has_said(user_id, said_in)

    async def has_been_in(self, user_id: str, room: str) -> bool:
        """
        Whether a user is a member of the open `room`, is there, has left it lately, or has messages there.
        """
        validation.check_user_id(user_id)
        held = self._held(user_id, room)
        if (held is not None and not held.invited) or self._notifier.has_been_in(user_id, room):
            return True
        return await self._message_search.has_said(user_id, [room])

    def has_place_in(self, user_id: str, room: str) -> bool:
        """
        Whether a user is invited to the open `room`, or is muted there or banned from it.
        """
        validation.check_user_id(user_id)
        register = self._authorizer.sanction_register
        return self._held(user_id, room) is not None or any(
            register.has(kind, user_id, room) for kind in ("ban", "mute")
        )

    async def ignores(self, user_id: str, other: str) -> bool:
        """
        Whether a user ignores the user `other`.
        """
        return other in await self._accounts.ignored(user_id)

    async def target_subject(self, user_id: str, room: str | None) -> Subject:
        """
        The facts about the target in an open room, or on the site, whether the user is known or not.
        """
        user = await self.find_user(user_id, room) or User(user_id, "")
        admin = await self._authorizer.is_admin(user_id)
        grants = self._notifier.token_grants(user_id) or await self._claimed_roles.grants_of(user_id)
        return self._authorizer.target_subject(user, room, admin=admin, grants=grants)

    def _held(self, user_id: str, room: str) -> Member | None:
        here = self._members.get_open(room)
        return None if here is None else here.members.get(user_id)


def nobody_here() -> Refusal:
    """
    The refusal for a user who has never been in the room.
    """
    return Refusal("not_found", "user: nobody with this id has been in this room", field="user")


def unknown_issuer(issuer: str) -> Refusal:
    """
    The refusal for the id of a token user (``x.ISSUER.subject``) of an issuer that is not configured.
    """
    return Refusal("not_found", f"user: no token issuer named {issuer} is configured in auth.issuers", field="user")


def nobody() -> Refusal:
    """
    The refusal for an id that no known user has.
    """
    return Refusal("not_found", "user: there is nobody with this id", field="user")
