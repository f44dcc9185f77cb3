"""
Which settings have changed, and which of them a running daemon applies.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from chatd.domain.settings import Reloaded
from chatd.errors import StartError
from chatd.server.config_file import check
from chatd.server.settings import LIVE, Settings


def is_live(key: str) -> bool:
    """
    Whether a new value of `key` is used without a restart: ``section.key``, or the name of a section that is a list.
    """
    section, name, *_ = (*key.split("."), "")
    keys = LIVE.get(section, frozenset())
    return "*" in keys or name in keys


def private_copy(settings: Settings) -> Settings:
    """
    Returns a copy that shares no section with other settings, so that `apply_keys` changes this one alone.
    """
    sections: dict[str, Any] = {
        name: replace(value) if isinstance(value, Struct) else value for name, value in _sections(settings)
    }
    return replace(settings, **sections)


def changed_keys(old: Settings, new: Settings) -> list[str]:
    """
    Returns the keys whose values differ; for lists and for the rooms only the section's name.
    """
    found = []
    for name, value in _sections(new):
        before = getattr(old, name)
        if isinstance(value, Struct):
            fields = value.__struct_fields__
            found += [f"{name}.{field}" for field in fields if getattr(before, field) != getattr(value, field)]
        elif before != value:
            found.append(name)
    return found


def check_live(running: Settings, new: Settings) -> Reloaded:
    """
    Returns what a change of the `running` settings to `new` would apply; raises StartError if what can be applied does
    not go together with what cannot.
    """
    changed = changed_keys(running, new)
    plan = Reloaded(tuple(filter(is_live, changed)), tuple(key for key in changed if not is_live(key)))
    merged = private_copy(running)
    apply_keys(merged, new, plan.applied)
    try:
        check(merged)
    except StartError as error:
        if not plan.restart:
            raise
        raise StartError(f"{error}, until a restart applies {', '.join(plan.restart)}") from None
    return plan


def apply_keys(running: Settings, new: Settings, keys: Sequence[str]) -> None:
    """
    Sets `keys` of the `running` settings to their values in `new`, in place: all who hold a section see them.
    """
    for key in keys:
        section, _, name = key.partition(".")
        if name:
            # The sections are frozen for everybody else.
            force_setattr(getattr(running, section), name, getattr(getattr(new, section), name))
        else:
            force_setattr(running, section, getattr(new, section))


def _sections(settings: Settings) -> Iterable[tuple[str, Any]]:
    return ((name, getattr(settings, name)) for name in settings.__struct_fields__)
