"""
Where the log goes and how it looks: text or JSON lines, with a level for each namespace, to the file, the terminal, the
journal or the syslog that twistd was told to write to.
"""

import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Literal

import msgspec
from msgspec import Struct
from twisted.logger import (
    FileLogObserver,
    ILogObserver,
    LogEvent,
    LogLevel,
    LogLevelFilterPredicate,
    PredicateResult,
    eventAsText,
    formatEvent,
)
from twisted.python.logfile import LogFile
from twisted.python.syslog import SyslogObserver
from zope.interface import implementer

Level = Literal["debug", "info", "warn", "error", "critical"]
Format = Callable[[LogEvent], str | None]

PRIORITIES = {"debug": 7, "info": 6, "warn": 4, "error": 3, "critical": 2}
"""The syslog priority of each level (RFC 5424, section 6.2.1)."""

NEW_FILE_MODE = 0o640
"""The permissions of a log file that is made here, and of those that follow it: not for everybody on the machine."""

TEXT_MAX = 20_000
"""Characters of one field in a JSON line."""


class LogSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The section ``[log]``: the format, the least level that is written, and that of single namespaces (modules and
    packages of Python, ``chatd.sessions``).
    """

    format: Literal["text", "json"] = "text"
    level: Level = "info"
    levels: dict[str, Level] = {}


class LeveledFileObserver(FileLogObserver):
    """
    Writes the events to a file that `levels` let pass.
    """

    def __init__(self, file: IO[Any], form: Format, levels: LogLevelFilterPredicate) -> None:
        super().__init__(file, form)
        self._levels = levels

    def __call__(self, event: LogEvent) -> None:
        if self._levels(event) is not PredicateResult.no:
            super().__call__(event)


@implementer(ILogObserver)
class LeveledSyslogObserver:
    """
    Sends the events to syslog that `levels` let pass, with their priority.
    """

    def __init__(self, prefix: str, form: Format, levels: LogLevelFilterPredicate) -> None:
        self._send = SyslogObserver(prefix).syslog
        self._form = form
        self._levels = levels

    def __call__(self, event: LogEvent) -> None:
        if self._levels(event) is not PredicateResult.no:
            for line in (self._form(event) or "").splitlines():
                self._send(priority_of(event), line)


def make_log_observer(
    settings: LogSettings,
    twistd: Mapping[str, Any],
    stdout: IO[Any] | None = None,
    levels: LogLevelFilterPredicate | None = None,
) -> Any:
    """
    Returns the `ILogObserver` for what `twistd`'s options choose: ``--syslog``, ``--logfile``, or the terminal.  It
    writes what `levels` let pass, or else the configured levels.

    Opens the log file, or the connection to syslog.  Raises OSError.
    """
    levels = levels or make_levels(settings)
    text = settings.format == "text"
    if twistd.get("syslog"):
        return LeveledSyslogObserver(twistd.get("prefix") or "", short_text if text else json_line, levels)
    name = twistd.get("logfile")
    if name == "-" or (twistd.get("nodaemon") and not name):
        stream = stdout or sys.stdout
        if is_journal(stream):
            return LeveledFileObserver(stream, with_priority(short_text if text else json_line), levels)
        return LeveledFileObserver(stream, text_lines if text else json_line, levels)
    path = Path(name or "twistd.log")
    # The log may have the link for the first administrator.  A file that is there already keeps its mode.
    file: Any = LogFile.fromFullPath(str(path), defaultMode=None if path.exists() else NEW_FILE_MODE)
    return LeveledFileObserver(file, text_lines if text else json_line, levels)


def make_levels(settings: LogSettings) -> LogLevelFilterPredicate:
    """
    Returns the filter for the configured levels.
    """
    levels = LogLevelFilterPredicate()
    set_levels(levels, settings)
    return levels


def set_levels(levels: LogLevelFilterPredicate, settings: LogSettings) -> None:
    """
    Makes `levels` those that are configured now.
    """
    levels.defaultLogLevel = LogLevel.levelWithName(settings.level)
    levels.clearLogLevels()
    for namespace, level in settings.levels.items():
        levels.setLogLevelForNamespace(namespace, LogLevel.levelWithName(level))


def is_journal(stream: IO[Any], environment: Mapping[str, str] = os.environ) -> bool:
    """
    Whether `stream` is connected to systemd's journal: ``JOURNAL_STREAM`` names its device and inode.
    """
    try:
        status = os.fstat(stream.fileno())
    except (OSError, ValueError, AttributeError):
        return False
    return environment.get("JOURNAL_STREAM") == f"{status.st_dev}:{status.st_ino}"


def priority_of(event: LogEvent) -> int:
    """
    Returns the syslog priority of `event`.
    """
    level = event.get("log_level")
    return PRIORITIES.get(getattr(level, "name", ""), PRIORITIES["info"])


def text_lines(event: LogEvent) -> str | None:
    """
    Returns `event` as twistd writes it: time, namespace, level, text; further lines are indented.
    """
    return _indented(eventAsText(event))


def short_text(event: LogEvent) -> str | None:
    """
    Returns the same without the time and the level, which the journal and syslog have themselves.
    """
    text = eventAsText(event, includeTimestamp=False, includeSystem=False)
    return _indented(f"[{event.get('log_namespace', '-')}] {text}" if text else "")


def json_line(event: LogEvent) -> str | None:
    """
    Returns `event` as one line of JSON: `time` (UTC), `level`, `namespace`, `message`, `fields` by name, and
    `traceback` if something failed.
    """
    message, failure = formatEvent(event), event.get("log_failure")
    if not message and failure is None:
        return None
    line: dict[str, object] = {
        "time": datetime.fromtimestamp(event.get("log_time") or 0.0, UTC).isoformat(timespec="milliseconds"),
        "level": getattr(event.get("log_level"), "name", "info"),
        "namespace": event.get("log_namespace", "-"),
        "message": _encodable(message),
    }
    fields = {name: _plain(value) for name, value in event.items() if _is_field(event, name)}
    if fields:
        line["fields"] = fields
    if failure is not None:
        line["traceback"] = _encodable(failure.getTraceback())
    return msgspec.json.encode(line).decode() + "\n"


def with_priority(form: Format) -> Format:
    """
    Returns `form` with ``<N>`` before each line, from which the journal reads the priority (sd-daemon(3)).
    """

    def prioritized(event: LogEvent) -> str | None:
        prefix = f"<{priority_of(event)}>"
        return "".join(prefix + line for line in (form(event) or "").splitlines(keepends=True))

    return prioritized


def _is_field(event: LogEvent, name: str) -> bool:
    # Events of Twisted's older log have other keys, which are part of the message; those of ours are in the format.
    return not name.startswith("log_") and f"{{{name}" in (event.get("log_format") or "")


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    return _encodable(str(value))


def _encodable(text: str) -> str:
    # A path may have bytes that are no UTF-8.
    return text[:TEXT_MAX].encode("utf-8", "backslashreplace").decode()


def _indented(text: str) -> str | None:
    return text.replace("\n", "\n\t") + "\n" if text else None
