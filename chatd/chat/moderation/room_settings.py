"""
What is set for rooms: what people see of one, and the terms on which one speaks there.
"""

from collections.abc import Collection, Mapping
from typing import Any

from chatd.chat.moderation.authorization import Authorizer
from chatd.chat.moderation.notifier import Notifier
from chatd.chat.moderation.targets import Targets
from chatd.clock import Now
from chatd.domain import validation
from chatd.domain.accounts import Actor
from chatd.domain.events import RoomChange
from chatd.domain.moderation import AuditEntry
from chatd.domain.rooms import Retention, RoomSettings
from chatd.domain.validation import SLOW_MAX, TITLE_MAX, TOPIC_MAX
from chatd.errors import Refusal
from chatd.interfaces.storage import RoomCatalogue, RoomDirectory
from chatd.protocol.replies import RoomTerms

CHOSEN = ("public", "announce", "archived")
"""Kinds of rooms whose id somebody chose."""

GIVEN = ("private", "archived")
"""Kinds of rooms whose id the server made, but for direct ones, which stay what they are."""


class RoomSettingsService:
    """
    The use cases.  `retention` is that of rooms without one of their own; `configured` rooms are nobody's to take.
    """

    def __init__(
        self,
        *,
        authorizer: Authorizer,
        targets: Targets,
        catalogue: RoomCatalogue,
        roster: RoomDirectory,
        notifier: Notifier,
        now: Now,
        retention: Retention,
        configured: Collection[str] = (),
    ) -> None:
        self._authorizer = authorizer
        self._targets = targets
        self._catalogue = catalogue
        self._roster = roster
        self._notifier = notifier
        self._now = now
        self._retention = retention
        self._configured = frozenset(configured)

    def is_configured(self, room: str) -> bool:
        """
        Whether the site's configuration speaks of that room.
        """
        return room in self._configured

    async def read_settings(self, room: str) -> RoomSettings:
        """
        What is set for a room.
        """
        return await self._catalogue.settings(room)

    async def update_settings(self, actor: Actor, room: str, changes: Mapping[str, Any]) -> RoomTerms:
        """
        Set some of `title`, `topic`, `slow` (milliseconds), `retention` (as people write it; None: the site's) and
        `kind`; what is set then.
        """
        wanted = _checked(changes)
        async with self._targets.room_opened(room, actor):
            for action, fields in (("slow", {"slow"}), ("set", wanted.keys() - {"slow"})):
                if fields & wanted.keys() or (action == "set" and not wanted):
                    self._authorizer.require(actor, action, room)
            kind = wanted.pop("kind", None)
            if kind is not None:
                self._check_kind(room, kind)
            said = [f"{name}={_shown(name, value)}" for name, value in wanted.items()]
            if said:
                detail = ", ".join(said)[:500]
                act = AuditEntry(action="set", by=actor.who, time=self._now(), room=room, detail=detail)
                await self.apply_settings(room, wanted, act)
            if kind is not None:
                await self._set_kind(actor, room, kind, "set")
            return await self._terms(room)

    async def archive_room(self, actor: Actor, room: str) -> None:
        """
        Nobody speaks there any more; what was said stays.
        """
        async with self._targets.room_opened(room, actor):
            self._authorizer.require(actor, "close", room)
            await self._set_kind(actor, room, "archived", "close")

    async def apply_settings(
        self, room: str, changes: Mapping[str, Any], act: AuditEntry | None = None
    ) -> RoomSettings:
        """
        Set and tell, without asking who wants it; the audit log knows the act with the same commit.
        """
        before = await self._catalogue.settings(room)
        after = await self._catalogue.change_settings(room, **changes, act=act)
        change = RoomChange(
            room,
            title=_other(before.title, after.title),
            topic=_other(before.topic, after.topic),
            slow=_other(before.slow, after.slow),
            retention=_other(str(before.retention or self._retention), str(after.retention or self._retention)),
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
        self._authorizer.members.set_kind(room, kind)
        self._authorizer.invalidate()
        self._notifier.room_changed(RoomChange(room, kind=kind))

    def _check_kind(self, room: str, kind: str) -> None:
        facts = self._authorizer.facts(room)
        now = "public" if facts is None else facts.kind
        possible = (now,) if now == "direct" else GIVEN if room.startswith("~") else CHOSEN
        if kind not in possible:
            raise Refusal("invalid", f"kind: expected one of {', '.join(possible)} for this room", field="kind")

    async def _terms(self, room: str) -> RoomTerms:
        settings = await self._catalogue.settings(room)
        facts = self._authorizer.facts(room)
        return RoomTerms(
            room=room,
            kind="public" if facts is None else facts.kind,
            title=settings.title,
            topic=settings.topic,
            slow=settings.slow,
            retention=str(settings.retention or self._retention),
        )


def _checked(changes: Mapping[str, Any]) -> dict[str, Any]:
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


def _other(before: Any, after: Any) -> Any:
    return None if before == after else after


def _shown(name: str, value: object) -> str:
    # For the audit log: with its unit, like a retention.
    if name == "slow" and isinstance(value, int):
        return f"{value / 1000:g}s"
    return "the site's" if value is None else str(value)
