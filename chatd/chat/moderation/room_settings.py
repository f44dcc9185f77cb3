"""
The settings of rooms: title, topic, kind, slow mode, retention.
"""

from collections.abc import Collection, Mapping
from typing import Any

from chatd.chat.field_filters import FieldFilters
from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.moderation.notifier import Notifier
from chatd.chat.moderation.targets import Targets
from chatd.chat.rooms.members import RoomMembers
from chatd.clock import Now
from chatd.domain import validation
from chatd.domain.accounts import OPERATOR, Actor
from chatd.domain.events import RoomChange
from chatd.domain.moderation import AuditEntry
from chatd.domain.rooms import DEFAULTS, Retention, RoomSettings
from chatd.domain.validation import SLOW_MAX, TITLE_MAX, TOPIC_MAX
from chatd.errors import Refusal
from chatd.interfaces.storage import RoomCatalogue, RoomDirectory
from chatd.protocol.replies import RoomTerms

CHOSEN_KINDS = ("public", "announce", "archived")
"""The kinds of a room whose id was chosen by a user."""

GIVEN_KINDS = ("private", "archived")
"""The kinds of a room whose id was made by the server, except direct rooms, whose kind does not change."""


class RoomSettingsService:
    """
    The use cases of room settings.  `retention` is the default of rooms; ids of `configured` rooms cannot be taken.
    """

    def __init__(
        self,
        *,
        authorizer: Authorizer,
        members: RoomMembers,
        targets: Targets,
        catalogue: RoomCatalogue,
        roster: RoomDirectory,
        notifier: Notifier,
        now: Now,
        retention: Retention,
        field_filters: FieldFilters,
        configured: Collection[str] = (),
    ) -> None:
        self._authorizer = authorizer
        self._members = members
        self._targets = targets
        self._catalogue = catalogue
        self._roster = roster
        self._notifier = notifier
        self._now = now
        self._field_filters = field_filters
        self._retention = retention
        self._configured = frozenset(configured)

    def is_configured(self, room: str) -> bool:
        """
        Whether the site's configuration contains that room.
        """
        return room in self._configured

    def check_new_id(self, actor: Actor, room: str, settings: RoomSettings) -> None:
        """
        Refuse as `filtered` the id of an empty room that nothing is known of: whoever joins it shows it to others.
        """
        here = self._members.get_open(room)
        plain = here is not None and here.facts.kind == "public" and not here.members and settings == DEFAULTS
        if plain and not self.is_configured(room):
            self._field_filters.check_fields(actor, room, room=room)

    async def read_settings(self, room: str) -> RoomSettings:
        """
        The stored settings of a room.
        """
        return await self._catalogue.room_settings(room)

    async def update_settings(self, actor: Actor, room: str, changes: Mapping[str, Any]) -> RoomTerms:
        """
        Change some of `title`, `topic`, `slow` (milliseconds), `retention` (as text; None for the site's) and `kind`;
        returns all settings after that.
        """
        wanted = _validated(changes)
        async with self._targets.room_opened(room, actor):
            for action, fields in (("slow", {"slow"}), ("set", wanted.keys() - {"slow"})):
                if fields & wanted.keys() or (action == "set" and not wanted):
                    self._authorizer.require(actor, action, room)
            texts = {field: wanted[field] for field in ("title", "topic") if field in wanted}
            self._field_filters.check_fields(actor, room, **texts)
            kind = wanted.pop("kind", None)
            if kind is not None:
                self._check_kind(room, kind)
            described = [f"{name}={_audit_text(name, value)}" for name, value in wanted.items()]
            if described:
                detail = ", ".join(described)[:500]
                act = AuditEntry(action="set", by=actor.who, time=self._now(), room=room, detail=detail)
                settings = await self.apply_settings(room, wanted, act, author="" if actor.operator else actor.who.id)
            else:
                settings = await self._catalogue.room_settings(room)
            if kind is not None:
                await self._set_kind(actor, room, kind, "set")
            return self._terms(room, settings)

    def configure(self, rooms: Collection[str]) -> None:
        """
        The ids of the rooms that the site's configuration contains now.
        """
        self._configured = frozenset(rooms)

    async def apply_configured(
        self, room: str, *, title: str, topic: str, retention: Retention | None, kind: str
    ) -> None:
        """
        Store the settings that the configuration has for a room, and tell the sessions; kind '' leaves that as it is.
        """
        async with self._targets.room_opened(room, OPERATOR):
            await self.apply_settings(room, {"title": title, "topic": topic, "retention": retention}, author="")
            if kind:
                await self._set_kind(OPERATOR, room, kind, "set")

    async def archive_room(self, actor: Actor, room: str) -> None:
        """
        Archive a room: nobody can write to it any more, and its messages stay.
        """
        async with self._targets.room_opened(room, actor):
            self._authorizer.require(actor, "close", room)
            await self._set_kind(actor, room, "archived", "close")

    async def apply_settings(
        self, room: str, changes: Mapping[str, Any], act: AuditEntry | None = None, *, author: str
    ) -> RoomSettings:
        """
        Store settings and tell the sessions, without a permission check; `act` is written in the same commit.  `author`
        is the id of the user who has written title and topic, '' for an operator.
        """
        before, after = await self._catalogue.change_settings(room, **changes, act=act, author=author)
        change = RoomChange(
            room,
            title=_if_changed(before.title, after.title),
            topic=_if_changed(before.topic, after.topic),
            slow=_if_changed(before.slow, after.slow),
            retention=_if_changed(str(before.retention or self._retention), str(after.retention or self._retention)),
        )
        if change != RoomChange(room):
            self._notifier.room_changed(change)
        return after

    async def _set_kind(self, actor: Actor, room: str, kind: str, action: str) -> None:
        facts = self._authorizer.facts(room)
        if facts is not None and facts.kind == kind:
            return
        await self._roster.set_kind(
            room, kind, AuditEntry(action=action, by=actor.who, time=self._now(), room=room, detail=kind)
        )
        self._members.set_kind(room, kind)
        self._authorizer.invalidate()
        self._notifier.room_changed(RoomChange(room, kind=kind))

    def _check_kind(self, room: str, kind: str) -> None:
        facts = self._authorizer.facts(room)
        now = "public" if facts is None else facts.kind
        possible = (now,) if now in {"direct", "inbox"} else GIVEN_KINDS if room.startswith("~") else CHOSEN_KINDS
        if kind not in possible:
            raise Refusal("invalid", f"kind: expected one of {', '.join(possible)} for this room", field="kind")

    def _terms(self, room: str, settings: RoomSettings) -> RoomTerms:
        facts = self._authorizer.facts(room)
        return RoomTerms(
            room=room,
            kind="public" if facts is None else facts.kind,
            title=settings.title,
            topic=settings.topic,
            slow=settings.slow,
            retention=str(settings.retention or self._retention),
        )


def _validated(changes: Mapping[str, Any]) -> dict[str, Any]:
    wanted = dict(changes)
    for field, most in (("title", TITLE_MAX), ("topic", TOPIC_MAX)):
        if field in wanted:
            validation.check_line(wanted[field], most, field)
    if not 0 <= wanted.get("slow", 0) <= SLOW_MAX:
        raise Refusal("invalid", f"slow: expected 0 to {SLOW_MAX} milliseconds", field="slow")
    if wanted.get("retention") is not None:
        try:
            wanted["retention"] = Retention.parse(wanted["retention"])
        except ValueError as error:
            raise Refusal("invalid", f"retention: {error}", field="retention") from None
    return wanted


def _if_changed(before: Any, after: Any) -> Any:
    return None if before == after else after


def _audit_text(name: str, value: object) -> str:
    # With the unit, as a retention has it.
    if name == "slow" and isinstance(value, int):
        return f"{value / 1000:g}s"
    return "the site's" if value is None else str(value)
