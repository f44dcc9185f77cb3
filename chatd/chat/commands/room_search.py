"""
Search in all rooms that a user may read.
"""

from collections.abc import Iterator

from msgspec import UNSET

from chatd.chat.commands.context import ITEMS_PER_TOKEN, ChatContext
from chatd.chat.keyed_lock import KeyedLock
from chatd.chat.moderation.services import ModerationServices
from chatd.chat.session import Session
from chatd.domain import validation
from chatd.domain.accounts import Actor
from chatd.domain.events import FIRST_PAGE, FoundAt, LogEvent, found_at
from chatd.domain.validation import INTEGER_MAX
from chatd.errors import Refusal, unavailable
from chatd.interfaces.storage import MessageSearch, RoomCatalogue
from chatd.protocol.commands import Search
from chatd.protocol.paging import first_fitting, history_limit, no_cursor, read_cursor, write_cursor
from chatd.protocol.replies import Found

SEARCHING = ("history_all", "search")
"""The actions that a search needs in a room, besides reading."""

ROOMS_MAX = 5000
"""So many open rooms are searched, the first by id; the rooms that a user belongs to are besides."""

BATCH = 500
"""The number of rooms that are read from the store at once: their permissions are checked in one turn."""

TRIES = 3
"""A search is repeated so often if the rights of somebody shrink meanwhile."""


class RoomSearch:
    """
    Searches in all rooms that a user may read: those that they belong to, and open ones.

    The permissions are those of each room.  Nothing is read of a room in which the user may not search.
    """

    def __init__(
        self,
        context: ChatContext,
        *,
        message_search: MessageSearch,
        catalogue: RoomCatalogue,
        moderation: ModerationServices,
    ) -> None:
        self._context = context
        self._authorizer = context.authorizer
        self._message_search = message_search
        self._catalogue = catalogue
        self._moderation = moderation
        self._user_locks = KeyedLock()

    async def search_rooms(self, session: Session, command: Search) -> Found:
        """
        A page of the messages that contain some words, the newest first.
        """
        limits = self._context.limits
        validation.check_text(command.text, limits.text)
        before = _place(command.before)
        limit = history_limit(command.limit, limits.history)
        # One at a time of each user: it takes longer than a search in a room.
        async with self._user_locks.hold(session.who.id):
            for _ in range(TRIES):
                version, actor = self._authorizer.version, session.author
                rooms = await self._searched_rooms(session, actor)
                self._context.address_budgets.charge(session, "asked", len(rooms) / ITEMS_PER_TOKEN)
                page = await self._message_search.search_rooms(rooms, command.text, before=before, limit=limit)
                if session.user is None:
                    raise Refusal("login_required", "the login has ended meanwhile")
                if version == self._authorizer.version and actor is session.author:
                    break
            else:
                raise unavailable("permissions are changing; try again")
        events: list[LogEvent] = first_fitting(page.events, limits.page_bytes)
        place = page.next if len(events) == len(page.events) else found_at(page.events[len(events) - 1])
        return Found(
            ref=command.ref, events=events, more=place is not None, next=write_cursor(place) if place else UNSET
        )

    async def _searched_rooms(self, session: Session, actor: Actor) -> list[str]:
        memberships = await self._moderation.membership.list_memberships(actor.who)
        own = {one.room: one for one in memberships if not one.member.invited}
        found = [
            room
            for room, one in own.items()
            if session.may_know_of(room)
            and self._authorizer.may_read(actor, room, one.kind, one.member.role, *SEARCHING)
        ]
        for room in _claimed_rooms(actor):
            if room not in own and (here := await self._authorizer.open_room(actor, room)) is not None:
                if self._authorizer.may_read(actor, room, here.facts.kind, None, *SEARCHING):
                    found.append(room)
                self._context.subscriptions.close_if_empty(room)
        after = ""
        for _ in range(ROOMS_MAX // BATCH):
            batch = await self._catalogue.open_rooms(after=after, limit=BATCH)
            found += [
                room
                for room, kind in batch
                if room not in own and self._authorizer.may_read(actor, room, kind, None, *SEARCHING)
            ]
            if len(batch) < BATCH:
                break
            after = batch[-1][0]
        return found


def _claimed_rooms(actor: Actor) -> Iterator[str]:
    # Hidden rooms that a token or a key names: no list has them.
    if actor.grants is not None:
        for pattern, _ in actor.grants.roles:
            if pattern.text.startswith("~") and "*" not in pattern.text:
                yield pattern.text


def _place(before: int | str | None) -> FoundAt:
    if before is None:
        return FIRST_PAGE
    if isinstance(before, str):
        match read_cursor(before, "before"):
            case (int(time), str(room), int(seq)) if 0 <= time <= INTEGER_MAX and 0 <= seq <= INTEGER_MAX:
                return FoundAt(time, room, seq)
    raise no_cursor("before")
