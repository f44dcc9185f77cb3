"""
The directory of public rooms.
"""

from collections.abc import Callable, Collection, Iterator

from msgspec import UNSET

from chatd.chat.commands.context import ChatContext, CommandRow
from chatd.chat.moderation.services import ModerationServices
from chatd.chat.rooms.presence import PresenceTracker
from chatd.chat.session import Session
from chatd.domain.accounts import Actor
from chatd.domain.rooms import LISTED, PublicRoom
from chatd.interfaces.storage import RoomCatalogue
from chatd.protocol import commands
from chatd.protocol.paging import first_fitting, history_limit, no_cursor, read_cursor, write_cursor
from chatd.protocol.replies import AnyAnswer, DirectoryLine, RoomDirectoryPage

DIRECTORY_MAX = 100
"""The greatest number of rooms in one answer."""

BATCH = 200
"""The number of rooms that are read from the store at once."""

BATCHES = 5
"""The greatest number of reads for one answer: if the user may read few rooms, a page is short and there are more."""


class DirectoryCommands:
    """
    Finds the rooms of the store, and the open rooms without any message, which the store may not know.

    `has_words(text, words)` says whether `text` contains all the `words`, as the store's search does.
    """

    def __init__(
        self,
        context: ChatContext,
        *,
        catalogue: RoomCatalogue,
        presence: PresenceTracker,
        moderation: ModerationServices,
        has_words: Callable[[str, str], bool],
    ) -> None:
        self._context = context
        self._authorizer = context.authorizer
        self._feeds = context.feeds
        self._limits = context.limits
        self._catalogue = catalogue
        self._presence = presence
        self._moderation = moderation
        self._has_words = has_words

    def command_rows(self) -> Iterator[CommandRow]:
        """
        The rows of the command table that are handled here.
        """
        yield CommandRow(commands.Directory, self.directory, cost=3.0, read_only=True, large_answer=True, query=True)

    async def directory(self, session: Session, command: commands.Directory) -> AnyAnswer:
        """
        The public rooms that the user may read, by id.
        """
        self._authorizer.require(session, "find_rooms", None)
        memberships = await self._moderation.membership.list_memberships(session.who)
        self._context.charge_items(session, min(len(memberships), self._limits.memberships))
        roles = {one.room: one.member.role for one in memberships if not one.member.invited}
        limit = history_limit(command.limit, DIRECTORY_MAX)
        rooms, cursor = await self._page(session.author, command.text, after=command.after, limit=limit, roles=roles)
        return RoomDirectoryPage(ref=command.ref, rooms=rooms, more=cursor is not None, next=cursor or UNSET)

    async def _page(
        self, actor: Actor, text: str, *, after: str | None, limit: int, roles: dict[str, str]
    ) -> tuple[list[DirectoryLine], str | None]:
        """
        At most `limit` rooms after the cursor `after`, and the cursor of the next page, or None if there is none.

        `roles` are the roles of `actor` by room.  Refused as `invalid` if `after` is no cursor.
        """
        begin = "" if after is None else _room(after)
        lines: list[DirectoryLine] = []
        more = True
        for _ in range(BATCHES):
            if not more or len(lines) > limit:
                break
            found = await self._catalogue.find_rooms(text, after=begin, limit=BATCH)
            more = len(found) == BATCH
            end = found[-1].room if more else None
            lines += [
                self._line(one, roles)
                for one in self._with_unwritten(found, text, begin, end)
                if self._authorizer.may_read(actor, one.room, one.kind, roles.get(one.room))
            ]
            begin = end or begin
        page = first_fitting(lines[:limit], self._limits.page_bytes)
        if len(page) < len(lines):
            return page, write_cursor((page[-1].room if page else "" if after is None else _room(after),))
        return page, write_cursor((begin,)) if more else None

    def _with_unwritten(
        self, found: Collection[PublicRoom], text: str, begin: str, end: str | None
    ) -> list[PublicRoom]:
        rooms = {one.room: one for one in found}
        for room in self._feeds.empty_rooms():
            facts = self._authorizer.facts(room)
            inside = begin < room < "~" and (end is None or room <= end)
            if not inside or room in rooms or facts is None or facts.kind not in LISTED:
                continue
            settings = self._feeds.feed(room).settings
            if self._has_words(f"{room} {settings.title} {settings.topic}", text):
                rooms[room] = PublicRoom(room, facts.kind, settings.title, settings.topic)
        return sorted(rooms.values(), key=lambda one: one.room)

    def _line(self, one: PublicRoom, roles: dict[str, str]) -> DirectoryLine:
        count = self._presence.count(one.room)
        return DirectoryLine(one.room, one.kind, one.title, one.topic, count, one.room in roles)


def _room(cursor: str) -> str:
    match read_cursor(cursor):
        case (str(room),):
            return room
    raise no_cursor()
