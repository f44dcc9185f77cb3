"""
The log: text or JSON, levels by namespace, priorities for the journal, and where it goes.
"""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from twisted.logger import ILogObserver, LogEvent, Logger, LogLevel, LogPublisher
from twisted.python.failure import Failure
from twisted.python.logfile import LogFile

from chatd.server import log_output
from chatd.server.log_output import LogSettings, is_journal, make_log_observer, with_priority
from chatd.server.tap import Options, makeService


class Output(io.StringIO):
    """
    A terminal.
    """


def written(settings: LogSettings, *events: tuple[str, str, str, dict[str, Any]]) -> str:
    """
    What is written of events: namespace, level, format and fields of each.
    """
    output = Output()
    observer: Any = make_log_observer(settings, {"nodaemon": True}, output)
    publisher: Any = LogPublisher(observer)
    for namespace, level, text, fields in events:
        Logger(namespace, observer=publisher).emit(LogLevel.levelWithName(level), text, **fields)
    return output.getvalue()


def failure() -> Failure:
    """
    A failure with a traceback.
    """
    try:
        raise ZeroDivisionError("by nought")
    except ZeroDivisionError:
        return Failure()


def test_text_is_what_twistd_writes() -> None:
    line = written(LogSettings(), ("chatd.a", "info", "{who} came\nin", {"who": "Ann"}))
    stamp, _, rest = line.partition(" ")
    assert len(stamp) == len("2026-11-30T19:00:00+0000")
    assert rest == "[chatd.a#info] Ann came\n\tin\n"


def test_json_has_a_line_for_each_event() -> None:
    """
    With the fields that the sentence names, and no others.
    """
    text = written(
        LogSettings(format="json"),
        ("chatd.a", "info", "{who} said {n} at {path!r}", {"who": "Ann\n", "n": 3, "path": Path("/x"), "hidden": "no"}),
        ("chatd.b", "critical", "it failed", {"log_failure": failure()}),
    )
    first, second = [json.loads(line) for line in text.splitlines()]
    assert first.pop("time").endswith("+00:00")
    assert first == {
        "level": "info",
        "namespace": "chatd.a",
        "message": f"Ann\n said 3 at {Path('/x')!r}",
        "fields": {"who": "Ann\n", "n": 3, "path": "/x"},
    }
    assert (second["level"], second["message"]) == ("critical", "it failed")
    assert second["traceback"].endswith("ZeroDivisionError: by nought\n")


def test_json_can_be_written_whatever_is_in_it() -> None:
    """
    Bytes that are no UTF-8 in a path, an object, a long text, an event of Twisted's older log.
    """
    strange = {"path": "a\udce9", "thing": object(), "long": "x" * 100_000}
    text = written(LogSettings(format="json"), ("a", "info", "{path} {thing} {long}", strange))
    line = json.loads(text)
    assert line["fields"]["path"] == "a\\udce9"
    assert len(text) < 3 * log_output.TEXT_MAX


def test_levels_go_by_namespace() -> None:
    """
    The longest that is configured counts; events without a text are left out.
    """
    settings = LogSettings(level="warn", levels={"chatd.a": "debug", "chatd.a.b": "error"})
    events: list[tuple[str, str, str, dict[str, Any]]] = [
        (namespace, level, f"{namespace} {level}", {})
        for namespace in ("chatd.a.b.c", "chatd.a.x", "other")
        for level in ("debug", "info", "warn", "error")
    ]
    text = written(settings, *events, ("other", "error", "", {}))
    found = [line.split("] ")[1] for line in text.splitlines()]
    assert found == [
        "chatd.a.b.c error",
        *(f"chatd.a.x {level}" for _, level, *_ in events[4:8]),
        "other warn",
        "other error",
    ]


def test_journal_gets_the_priority_of_each_line() -> None:
    """
    It has the time and the level itself.
    """
    form = with_priority(log_output.short_text)
    event: LogEvent = {"log_namespace": "a", "log_level": LogLevel.error, "log_format": "one\ntwo", "log_time": 0.0}
    assert form(event) == "<3>[a] one\n<3>\ttwo\n"
    assert with_priority(log_output.json_line)({**event, "log_level": LogLevel.debug}) == (
        '<7>{"time":"1970-01-01T00:00:00.000+00:00","level":"debug","namespace":"a","message":"one\\ntwo"}\n'
    )


def test_journal_is_known_by_its_stream(tmp_path: Path) -> None:
    with (tmp_path / "stream").open("w") as stream:
        status = os.fstat(stream.fileno())
        assert is_journal(stream, {"JOURNAL_STREAM": f"{status.st_dev}:{status.st_ino}"})
        assert not is_journal(stream, {"JOURNAL_STREAM": "1:1"})
        assert not is_journal(stream, {})
    assert not is_journal(io.StringIO(), {"JOURNAL_STREAM": "1:1"})


def test_log_file_is_one_that_signals_rotate(tmp_path: Path) -> None:
    """
    `chatd.private_api.log_files` finds it by the same attribute as twistd's own.
    """
    path = tmp_path / "x.log"
    observer: Any = make_log_observer(LogSettings(format="json"), {"logfile": str(path)})
    file = observer._outFile
    assert isinstance(file, LogFile)
    publisher: Any = LogPublisher(observer)
    Logger("a", observer=publisher).info("hello")
    file.close()
    assert json.loads(path.read_text())["message"] == "hello"


def test_syslog_gets_the_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[int, str]] = []
    monkeypatch.setattr("twisted.python.syslog.SyslogObserver.openlog", lambda *arguments: None)
    monkeypatch.setattr("twisted.python.syslog.SyslogObserver.syslog", lambda self, *line: sent.append(line))
    observer: Any = make_log_observer(LogSettings(level="warn"), {"syslog": True, "prefix": "x"})
    publisher: Any = LogPublisher(observer)
    for level in ("info", "warn", "critical"):
        Logger("a", observer=publisher).emit(LogLevel.levelWithName(level), "one\ntwo")
    assert sent == [(4, "[a] one"), (4, "\ttwo"), (2, "[a] one"), (2, "\ttwo")]


def test_application_gets_the_observer_unless_twistd_has_one(tmp_path: Path) -> None:
    """
    That of --logger; a log file that cannot be opened is one line.
    """
    from twisted.application.service import Application

    def application(**twistd: Any) -> Any:
        options = Options()
        options.parseOptions(["--port", "tcp:0:interface=127.0.0.1", "--data", str(tmp_path / "data")])
        parent: Any = twistd
        options.parent = parent
        made: Any = Application("chatd")
        makeService(options).setServiceParent(made)
        return made

    assert application(nodaemon=True).getComponent(ILogObserver, None) is not None
    assert application(nodaemon=True, logger="x").getComponent(ILogObserver, None) is None
    with pytest.raises(SystemExit, match="chatd: --logfile: /nowhere/x: no such file"):
        application(logfile="/nowhere/x")


def test_new_log_file_is_not_for_everybody(tmp_path: Path) -> None:
    """
    One that is there already keeps its mode.
    """
    new, old = tmp_path / "new.log", tmp_path / "old.log"
    old.touch()
    old.chmod(0o644)
    for path, mode in ((new, 0o640), (old, 0o644)):
        make_log_observer(LogSettings(), {"logfile": str(path)})
        assert path.stat().st_mode & 0o777 == mode
