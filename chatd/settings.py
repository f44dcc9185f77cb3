"""
What an operator can set: the keys of the TOML file, with their defaults.

A wrong file never starts a daemon: `load` says which file, which key, what was expected, and the nearest known name.
"""

import re
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import msgspec
from msgspec import Meta, Struct

from chatd.addresses import Proxies
from chatd.errors import StartError
from chatd.limits import Limits, Positive, Seconds
from chatd.names import is_room_id
from chatd.terms import Retention


class Server(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Where chatd listens and whom it believes.
    """

    port: int | str | tuple[int | str, ...] = "8080"
    origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    deflate: bool = False
    drain_seconds: Annotated[float, Meta(ge=0)] = 5.0

    @property
    def ports(self) -> tuple[str, ...]:
        """
        Where to listen, each as digits or an endpoint.
        """
        many = self.port if isinstance(self.port, tuple) else (self.port,)
        return tuple(str(port) for port in many)


class Heartbeat(Struct, frozen=True, forbid_unknown_fields=True):
    """
    How long silence may last.
    """

    client_seconds: Positive = 25
    ping_seconds: Seconds = 12.0
    dead_seconds: Seconds = 30.0


class PlainSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Clients that ask for no subprotocol.
    """

    enabled: bool = True
    room: str = "lobby"
    escape: bool = False


class PresenceSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Who is told to be here.
    """

    grace_seconds: Annotated[float, Meta(ge=0)] = 10.0
    interval_seconds: Annotated[float, Meta(ge=0)] = 0.25
    named: Positive = 200


class HistorySettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    What is kept in memory.
    """

    keep: Positive = 1000
    rooms: Positive = 10000
    tail: Positive = 200


MEMORY = "memory:"
"""The URL of a store that keeps nothing."""


class StoreSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Where logs are kept.
    """

    data: str = "chatd-data"
    url: str = ""
    queue: Positive = 5000


class RoomSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    What is set for one room by its id.
    """

    title: Annotated[str, Meta(max_length=200)] = ""
    topic: Annotated[str, Meta(max_length=1000)] = ""
    retention: str = ""


class RoomsSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    What holds for all rooms.
    """

    retention: str = "forever"
    edit_seconds: Annotated[int, Meta(ge=0)] = 86400


class Auth(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Who may come in.
    """

    guests: bool = True


class Signals(Struct, frozen=True, forbid_unknown_fields=True):
    """
    What may be pushed without being stored.
    """

    names: tuple[str, ...] = ("typing",)


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The whole file, a section each.
    """

    server: Server = Server()
    limits: Limits = Limits()
    heartbeat: Heartbeat = Heartbeat()
    plain: PlainSettings = PlainSettings()
    presence: PresenceSettings = PresenceSettings()
    history: HistorySettings = HistorySettings()
    store: StoreSettings = StoreSettings()
    rooms: RoomsSettings = RoomsSettings()
    room: dict[str, RoomSettings] = {}
    auth: Auth = Auth()
    signals: Signals = Signals()


def load(path: Path) -> Settings:
    """
    The settings in the file at `path`; StartError, one line, if it cannot be read or anything in it is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise StartError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise StartError(f"{path}: not UTF-8 at byte {error.start}") from None
    try:
        return parse(text)
    except StartError as error:
        raise StartError(f"{path}: {error}") from None


def parse(text: str) -> Settings:
    """
    The settings in the TOML `text`; StartError, one line, if anything in it is wrong.
    """
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise StartError(f"not TOML: {error}") from None
    _check_names(raw, Settings, "")
    try:
        settings = msgspec.convert(raw, Settings)
    except msgspec.ValidationError as error:
        raise StartError(_explain(str(error))) from None
    check(settings)
    return settings


def check(settings: Settings) -> None:
    """
    What types cannot say; StartError names the key.
    """
    if not settings.server.ports:
        raise StartError("server.port: expected at least one port or endpoint")
    if not is_room_id(settings.plain.room) or settings.plain.room.startswith("~"):
        raise StartError(f"plain.room: {settings.plain.room!r} cannot be the id of a public room")
    if settings.heartbeat.ping_seconds >= settings.heartbeat.dead_seconds:
        raise StartError("heartbeat.ping_seconds: expected less than heartbeat.dead_seconds")
    if settings.limits.text * 6 > settings.limits.message:
        # A character takes up to six bytes in JSON ("\\u0000"), twelve if it is written as two surrogates.
        raise StartError("limits.text: at most a sixth of limits.message, or a legal text would close its connection")
    _check_rooms(settings)
    for name in settings.signals.names:
        if not re.fullmatch(r"[a-z0-9_.-]{1,32}", name):
            raise StartError(f"signals.names: {name!r}: expected 1 to 32 characters of a-z 0-9 _ . -")
    for origin in settings.server.origins:
        if origin not in {"*", "null"} and not re.fullmatch(r"[a-z][a-z0-9+.-]*://[^/?#\s]+/?", origin.lower()):
            raise StartError(f'server.origins: {origin!r}: expected something like "https://example.org"')
    try:
        Proxies(settings.server.trusted_proxies)
    except ValueError as error:
        raise StartError(f"server.trusted_proxies: {error}") from None


def _check_rooms(settings: Settings) -> None:
    url = settings.store.url
    if url not in {"", MEMORY} and not re.fullmatch(r"sqlite:///.+", url):
        raise StartError(f'store.url: {url!r}: expected nothing, "sqlite:///FILE" or "{MEMORY}"')
    retentions = {"rooms.retention": settings.rooms.retention}
    for room, wanted in settings.room.items():
        if not is_room_id(room) or room.startswith("~"):
            raise StartError(f"room.{room}: this cannot be the id of a public room")
        if wanted.retention:
            retentions[f"room.{room}.retention"] = wanted.retention
    for key, text in retentions.items():
        try:
            Retention.parse(text)
        except ValueError as error:
            raise StartError(f"{key}: {error}") from None


def _check_names(raw: dict[str, Any], kind: type[Struct], prefix: str) -> None:
    hints = get_type_hints(kind)
    for name, value in raw.items():
        if name not in hints:
            shown = name if name.isprintable() else repr(name)
            raise StartError(f"{prefix}{shown}: there is no such key{_nearest(name, prefix)}")
        if not isinstance(value, dict):
            continue
        if isinstance(hints[name], type) and issubclass(hints[name], Struct):
            _check_names(value, hints[name], f"{prefix}{name}.")
        elif name == "room":
            for room, wanted in value.items():
                if isinstance(wanted, dict):
                    _check_names(wanted, RoomSettings, f"room.{room}.")


def _nearest(name: str, prefix: str) -> str:
    known = list(keys())
    sections = list(dict.fromkeys(key.partition(".")[0] for key in known))
    best = get_close_matches(name, sections, 1, 0.6) if not prefix else []
    if not best:
        best = get_close_matches(prefix + name, known, 1, 0.6)
    if not best:
        best = [key for key in known if key.rpartition(".")[2] == name][:1]
    return f"; did you mean {best[0]}?" if best else ""


def keys() -> dict[str, Any]:
    """
    Every key with its default, as ``section.key``; what is set for a room by its id, as ``room.ID.key``.
    """
    found: dict[str, Any] = {}
    for section in Settings.__struct_fields__:
        prefix, defaults = section, getattr(Settings(), section)
        if section == "room":
            prefix, defaults = "room.ID", RoomSettings()
        for name in defaults.__struct_fields__:
            found[f"{prefix}.{name}"] = getattr(defaults, name)
    return found


def _explain(reason: str) -> str:
    match = re.fullmatch(r"(.*) - at `\$\.?([^`]*)`", reason)
    return f"{match[2]}: {match[1][0].lower()}{match[1][1:]}" if match else reason
