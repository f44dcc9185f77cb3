"""
What an operator can set about rooms, history, presence and signals: sections of the configuration that use cases read.
"""

from typing import Annotated, Literal

from msgspec import Meta, Raw, Struct

from chatd.domain.limits import Positive


class PresenceSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The section ``[presence]``: after a lost connection a user stays listed for `grace_seconds`; changes are sent every
    `interval_seconds`; rooms of more than `named` users are told the number alone.
    """

    grace_seconds: Annotated[float, Meta(ge=0)] = 10.0
    interval_seconds: Annotated[float, Meta(ge=0)] = 0.25
    named: Positive = 200


class HistorySettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The section ``[history]``: what is kept in memory, in events of a room and in rooms.
    """

    keep: Positive = 1000
    rooms: Positive = 10000
    tail: Positive = 200


class RoomsSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The section ``[rooms]``: what holds for all rooms.  `edit_seconds` 0: messages may be edited for ever.  An
    invitation that nobody has accepted ends after `invitation_days`, a room that nobody uses after `unused_days`.
    """

    retention: str = "forever"
    edit_seconds: Annotated[int, Meta(ge=0)] = 86400
    invitation_days: Annotated[float, Meta(gt=0, le=36_500)] = 30.0
    unused_days: Annotated[float, Meta(gt=0, le=36_500)] = 30.0


class SignalSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The section ``[signals]``: the names of signals that clients may send.
    """

    names: tuple[str, ...] = ("typing",)


class Reloaded(Struct, frozen=True):
    """
    What a reload has done: the keys whose new values are in use, and those that have changed and need a restart.
    """

    applied: tuple[str, ...] = ()
    restart: tuple[str, ...] = ()


Source = Literal["default", "file", "command line"]


class ConfigValue(Struct, frozen=True):
    """
    One setting as operators see it: its key, its value as JSON, and where the value comes from.
    """

    key: str
    value: Raw
    source: Source
