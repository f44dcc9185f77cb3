"""
The values of all settings, and where each comes from: for ``chatd config`` and the operator's page.
"""

import re
from collections.abc import Collection, Iterator

import msgspec
from msgspec import Raw, Struct

from chatd.domain.settings import ConfigValue, Source
from chatd.server.settings import Settings

HIDDEN = "(hidden)"
_NAMES = r"(secret|password|token|api_?key)s?"
_SECRET = re.compile(rf"(^|[._\-]){_NAMES}$", re.IGNORECASE)
_CREDENTIALS = re.compile(r"(:/{1,2})[^/@\s]*:[^/@\s]*@")
# As libpq takes a password, for example.
_PARAMETER = re.compile(rf"([?&][^=&\s]*{_NAMES}=)[^&#\s]*", re.IGNORECASE)


def list_values(
    settings: Settings, in_file: Collection[str] = (), on_command_line: Collection[str] = ()
) -> Iterator[ConfigValue]:
    """
    Yields all settings in the order of the documentation.  `in_file` and `on_command_line` are the keys that are set
    there.  Secrets are replaced by `HIDDEN`.
    """
    for key, value in _leaves(settings, ""):
        source: Source = "command line" if key in on_command_line else "file" if key in in_file else "default"
        yield ConfigValue(key, Raw(msgspec.json.encode(hide_secrets(key, value))), source)


def _leaves(value: object, key: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _leaves(getattr(value, name), f"{key}.{name}".removeprefix("."))
    elif isinstance(value, dict) and value and all(isinstance(inner, Struct) for inner in value.values()):
        for name, inner in value.items():
            yield from _leaves(inner, f"{key}.{name}")
    elif isinstance(value, list | tuple) and value and all(isinstance(inner, Struct) for inner in value):
        for place, inner in enumerate(value):
            yield from _leaves(inner, f"{key}[{place}]")
    else:
        yield key, value


def hide_secrets(key: str, value: object) -> object:
    """
    Returns `value` without secrets: texts whose key names one, and names, passwords and secret parameters in URLs.
    """
    if isinstance(value, str):
        if value and _SECRET.search(key):
            return HIDDEN
        return _PARAMETER.sub(rf"\1{HIDDEN}", _CREDENTIALS.sub(rf"\1{HIDDEN}@", value))
    if isinstance(value, dict):
        return {name: hide_secrets(f"{key}.{name}", inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [hide_secrets(key, inner) for inner in value]
    return value
