"""
Reads the configuration: from a TOML file to `chatd.server.settings.Settings`.

The daemon does not start with an invalid file: `load` reports the file, the key, what was expected, and the nearest
known name.
"""

import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chatd.auth.jwt_issuers import check_issuers
from chatd.domain.decode_errors import field_error
from chatd.domain.roles import Rules
from chatd.domain.rooms import Retention
from chatd.domain.validation import INTEGER_MAX, TITLE_MAX, TOPIC_MAX, check_line, is_room_id
from chatd.errors import Refusal, StartError, os_error_text
from chatd.http.frames import FrameAncestors
from chatd.http.hosts import parse_host_name
from chatd.http.origins import Origins
from chatd.http.proxies import Proxies
from chatd.server.config_values import hide_secrets
from chatd.server.settings import MEMORY, ConfiguredRoom, Settings
from chatd.webhooks.addresses import AddressRules

T = TypeVar("T")

FORMER = {
    "connections_per_address": "websockets_per_address",
    "connects_per_second": "websockets_per_second",
}
"""Former names of keys of the section ``limits``; still accepted."""


def load(path: Path, shown: str | None = None) -> Settings:
    """
    Returns the settings in the file at `path`; raises StartError, one line, if it cannot be read or is invalid.  The
    line calls the file `shown`, or else by its path.
    """
    return load_with_keys(path, shown)[0]


def load_with_keys(path: Path, shown: str | None = None) -> tuple[Settings, frozenset[str]]:
    """
    Returns the settings as `load` does, and the keys that the file sets: ``section.key``, ``room.ID.key``,
    ``permissions[0].rooms``.
    """
    shown = shown or str(path)
    try:
        raw = read_tables(read_text(path))
        settings = settings_of(raw)
    except StartError as error:
        raise StartError(f"{shown}: {error}") from None
    return settings, frozenset(_written_keys(raw, ""))


def read_text(path: Path) -> str:
    """
    Returns the text of the file; raises StartError, one line without its path, if it cannot be read.
    """
    try:
        # Some editors begin a file with a byte order mark.
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise StartError(f"cannot be read: {os_error_text(error)}") from None
    except UnicodeDecodeError as error:
        raise StartError(f"not UTF-8 at byte {error.start}") from None


def _written_keys(value: object, key: str) -> Iterator[str]:
    # Tables have keys, too: some of them are one value, such as the options of a filter.
    if key:
        yield key
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _written_keys(inner, f"{key}.{name}".removeprefix("."))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _written_keys(inner, f"{key}[{place}]")


def parse(text: str) -> Settings:
    """
    Returns the settings in the TOML `text`; raises StartError, one line, if it is invalid.
    """
    return settings_of(read_tables(text))


def read_tables(text: str) -> dict[str, object]:
    """
    Returns the tables of the TOML `text`; raises StartError if it is none.
    """
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise StartError(f"not TOML: {error}") from None


def settings_of(raw: dict[str, Any]) -> Settings:
    """
    Returns the settings in the tables `raw`, in which former names of keys are replaced; raises StartError if
    something in them is wrong.
    """
    renamed = _rename(raw)
    _check_names(raw, Settings, "")
    for room, wanted in _rooms(raw):
        _fit(wanted, ConfiguredRoom, f"room.{room}.")
    try:
        settings = _fit(raw, Settings)
    except StartError as error:
        # Reports the name used in the file.
        key, colon, what = str(error).partition(":")
        raise StartError(renamed.get(key, key) + colon + what) from None
    _check_values(raw)
    check(settings)
    return settings


def keeping_in(settings: Settings, directory: str) -> Settings:
    """
    Returns `settings` with the data directory of the command line; raises StartError if `directory` is no valid name.
    """
    if not directory or "\0" in directory:
        # An empty name is probably an unset shell variable; it must not mean the current directory.
        raise StartError(f"--data: {directory!r}: expected the name of a directory")
    return replace(settings, store=replace(settings.store, data=directory))


def check(settings: Settings) -> None:
    """
    Checks what types cannot express; raises StartError with the key.
    """
    _check_ports(settings)
    if not is_room_id(settings.plain.room) or settings.plain.room.startswith("~"):
        raise StartError(f"plain.room: {settings.plain.room!r} cannot be the id of a public room")
    if settings.heartbeat.ping_seconds >= settings.heartbeat.dead_seconds:
        raise StartError("heartbeat.ping_seconds: expected less than heartbeat.dead_seconds")
    if settings.limits.text * 6 > settings.limits.message:
        # A character takes up to six bytes in JSON ("\\u0000"), twelve if it is written as two surrogates.
        raise StartError("limits.text: at most a sixth of limits.message, or a legal text would close its connection")
    _check_rooms(settings)
    _check_rules(settings)
    _check_login(settings)
    for name in settings.signals.names:
        if not re.fullmatch(r"[a-z0-9_.-]{1,32}", name):
            raise StartError(f"signals.names: {name!r}: expected 1 to 32 characters of a-z 0-9 _ . -")
    try:
        Origins(settings.server.origins)
    except ValueError as error:
        raise StartError(f"server.origins: {error}") from None
    try:
        FrameAncestors(settings.server.frame_ancestors)
    except ValueError as error:
        raise StartError(f"server.frame_ancestors: {error}") from None
    try:
        for host in settings.server.hosts:
            parse_host_name(host)
    except ValueError as error:
        raise StartError(f"server.hosts: {error}") from None
    try:
        Proxies(settings.server.trusted_proxies)
    except ValueError as error:
        raise StartError(f"server.trusted_proxies: {error}") from None
    try:
        AddressRules(settings.webhooks.allow)
    except ValueError as error:
        raise StartError(f"webhooks.allow: {error}") from None


def _check_ports(settings: Settings) -> None:
    tls = settings.tls
    if not (settings.server.ports or tls.ports):
        raise StartError("server.port: expected at least one port or endpoint")
    if tls.ports and not tls.certificate:
        raise StartError("tls.certificate: expected the name of a file, because there is a tls.port")
    if tls.redirect_ports and not tls.ports:
        raise StartError("tls.redirect_port: there is no tls.port to redirect to")


def _check_rooms(settings: Settings) -> None:
    url = settings.store.url
    if url not in {"", MEMORY} and not re.fullmatch(r"sqlite:///.+|postgres(ql)?://.*", url):
        told = hide_secrets("store.url", url)
        raise StartError(
            f'store.url: {told!r}: expected nothing, "sqlite:///FILE", "postgresql://USER@HOST/DATABASE" or "{MEMORY}"'
        )
    retentions = {"rooms.retention": settings.rooms.retention}
    for room, wanted in settings.room.items():
        if not is_room_id(room) or room.startswith("~"):
            raise StartError(f"room.{_printable(room)}: this cannot be the id of a public room")
        for name, text, most in (("title", wanted.title, TITLE_MAX), ("topic", wanted.topic, TOPIC_MAX)):
            try:
                check_line(text, most, name)
            except Refusal as refusal:
                raise StartError(f"room.{room}.{refusal.message}") from None
        if wanted.retention:
            retentions[f"room.{room}.retention"] = wanted.retention
    for key, text in retentions.items():
        try:
            Retention.parse(text)
        except ValueError as error:
            raise StartError(f"{key}: {error}") from None


def _check_rules(settings: Settings) -> None:
    try:
        Rules(settings.permissions)
    except ValueError as error:
        raise StartError(f"permissions{error}") from None
    try:
        check_issuers(settings.auth.issuers)
    except ValueError as error:
        raise StartError(f"auth.issuers{error}") from None


def _check_login(settings: Settings) -> None:
    url = settings.auth.login_url
    if url and not re.fullmatch(r"(https?://[^/\s]+|/(?!/))[!-~]*", url):
        raise StartError(
            f'auth.login_url: {url!r}: expected an address, as "https://example.org/login?to={{return}}" or "/login"'
        )
    if re.sub(r"\{return\}", "", url, count=1).count("{"):
        raise StartError(f"auth.login_url: {url!r}: only {{return}} is replaced, and once")
    if settings.auth.login_name and not settings.auth.login_name.isprintable():
        raise StartError(f"auth.login_name: {settings.auth.login_name!r}: expected one line of visible characters")


def _rename(raw: dict[str, Any]) -> dict[str, str]:
    # Replaces former key names by current ones; returns the former name by the current one.
    limits, renamed = raw.get("limits"), {}
    if not isinstance(limits, dict):
        return {}
    for former, name in FORMER.items():
        if former in limits:
            if name in limits:
                raise StartError(f"limits.{former}: this is the former name of limits.{name}, which is there as well")
            limits[name] = limits.pop(former)
            renamed[f"limits.{name}"] = f"limits.{former}"
    return renamed


def _check_names(raw: dict[str, Any], kind: type[Struct], prefix: str) -> None:
    hints = get_type_hints(kind)
    for name, value in raw.items():
        if name not in hints:
            raise StartError(f"{prefix}{_printable(name)}: there is no such key{_nearest(name, prefix)}")
        if isinstance(value, list):
            element = _element(hints[name])
            for place, item in enumerate(value):
                if element is not None and isinstance(item, dict):
                    _check_names(item, element, f"{prefix}{name}[{place}].")
        if not isinstance(value, dict):
            continue
        if isinstance(hints[name], type) and issubclass(hints[name], Struct):
            _check_names(value, hints[name], f"{prefix}{name}.")
    if kind is Settings:
        for room, wanted in _rooms(raw):
            if isinstance(wanted, dict):
                _check_names(wanted, ConfiguredRoom, f"room.{room}.")


def _check_values(value: object, key: str = "") -> None:
    # Values that are wrong for any setting and would fail only long after the start.
    if isinstance(value, dict):
        for name, inner in value.items():
            _check_values(inner, f"{key}.{_printable(name)}".removeprefix("."))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            _check_values(inner, f"{key}[{place}]")
    elif isinstance(value, str) and "\0" in value:
        raise StartError(f"{key}: expected no NUL character")
    elif isinstance(value, int | float) and not -INTEGER_MAX <= value <= INTEGER_MAX:
        raise StartError(f"{key}: {value}: expected a number of at most {INTEGER_MAX}")


def _rooms(raw: dict[str, Any]) -> list[tuple[str, Any]]:
    # The settings of single rooms, by ids that can be printed.
    found = raw.get("room")
    return [(_printable(room), wanted) for room, wanted in found.items()] if isinstance(found, dict) else []


def _printable(name: str) -> str:
    return name if name.isprintable() else repr(name)


def _fit(raw: object, kind: type[T], prefix: str = "") -> T:
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        misfit = field_error(error, kind)
    raise StartError(f"{(prefix + misfit.field).removesuffix('.')}: {misfit.what}")


def _nearest(name: str, prefix: str) -> str:
    known = list(keys())
    sections = list(dict.fromkeys(key.partition(".")[0] for key in known))
    best = get_close_matches(name, sections, 1, 0.6) if not prefix else []
    if not best:
        best = [key for key in known if key.rpartition(".")[2] == name][:1]
    if not best:
        best = get_close_matches(prefix + name, known, 1, 0.6)
    return f"; did you mean {best[0]}?" if best else ""


def keys() -> dict[str, Any]:
    """
    Returns all keys with their defaults: ``section.key``, ``room.ID.key`` for the settings of a room, and ``list.key``
    for entries of a list.  A required key has the default `NODEFAULT`.
    """
    found: dict[str, Any] = {}
    hints = get_type_hints(Settings)
    for section in Settings.__struct_fields__:
        if section == "room":
            found |= _keys_of(ConfiguredRoom, "room.ID")
        elif (entry := _element(hints[section])) is not None:
            found |= _keys_of(entry, section)
        else:
            found |= _keys_of(hints[section], section)
    return found


def _keys_of(kind: type[Struct], prefix: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    hints = get_type_hints(kind)
    for field in msgspec.structs.fields(kind):
        entry = _element(hints[field.name])
        if entry is not None:
            found |= _keys_of(entry, f"{prefix}.{field.name}")
        else:
            made = field.default_factory is not msgspec.NODEFAULT
            found[f"{prefix}.{field.name}"] = field.default_factory() if made else field.default
    return found


def _element(hint: Any) -> type[Struct] | None:
    # The struct type of the entries of a list of tables; None for other types.
    inner = get_args(hint)
    kind = inner[0] if inner and get_origin(hint) is tuple else None
    return kind if isinstance(kind, type) and issubclass(kind, Struct) else None
