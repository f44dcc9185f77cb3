"""
What ``chatd doctor`` looks at: each check returns findings, and is given what it looks at.
"""

import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from cryptography import x509
from msgspec import Struct

from chatd.errors import os_error_text

Level = Literal["ok", "warn", "fail"]

_SPARE_FILES = 100
_MEGABYTE = 1_000_000
_DISK_WARN, _DISK_FAIL = 500 * _MEGABYTE, 50 * _MEGABYTE
_CLOCK_SECONDS = 300
_WARN_DAYS = 14


class Finding(Struct, frozen=True):
    """
    The result of one check: what was looked at, how it is, and what to do about it (empty if it is well).
    """

    check: str
    level: Level
    found: str
    advice: str = ""


def check_open_files(limit: int, connections: int) -> Iterator[Finding]:
    """
    Whether as many files may be open as there may be connections.
    """
    wanted = connections + _SPARE_FILES
    found = f"{limit} may be open; limits.connections is {connections}"
    if limit >= wanted:
        yield Finding("open files", "ok", found)
    else:
        advice = f"set LimitNOFILE={wanted} in the unit (or ulimit -n), or lower limits.connections"
        yield Finding("open files", "warn", found, advice)


def check_directory(directory: Path) -> Iterator[Finding]:
    """
    Whether the data directory is there and belongs to its owner alone.
    """
    try:
        state = directory.lstat()
    except FileNotFoundError:
        yield Finding(
            "data directory", "warn", f"{directory}: is not there", "the first start makes it, or name it: --data DIR"
        )
        return
    except OSError as error:
        yield Finding(
            "data directory", "fail", f"{directory}: {os_error_text(error)}", "run this as chatd's user or as root"
        )
        return
    mode = stat.S_IMODE(state.st_mode)
    if not stat.S_ISDIR(state.st_mode):
        yield Finding("data directory", "fail", f"{directory}: is no directory", "name another with store.data")
    elif mode & 0o077:
        yield Finding("data directory", "fail", f"{directory}: mode {mode:04o}", f"chmod 700 {directory}")
    elif os.geteuid() not in {0, state.st_uid}:
        advice = "run this as chatd's user or as root; chatd itself has to be that user"
        yield Finding("data directory", "fail", f"{directory}: belongs to user {state.st_uid}", advice)
    else:
        yield Finding("data directory", "ok", f"{directory}: mode {mode:04o}")


def check_disk(
    directory: Path, free_bytes: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free
) -> Iterator[Finding]:
    """
    Whether there is space beside the database.
    """
    place = next((path for path in (directory, *directory.parents) if path.exists()), Path("/"))
    try:
        free = free_bytes(place)
    except OSError as error:
        yield Finding("disk space", "fail", f"{place}: {os_error_text(error)}", "look at the disk")
        return
    found = f"{free // _MEGABYTE} MB free at {place}"
    if free < _DISK_WARN:
        level: Level = "fail" if free < _DISK_FAIL else "warn"
        yield Finding("disk space", level, found, "make room: set a retention, delete rooms, or use a larger disk")
    else:
        yield Finding("disk space", "ok", found)


def check_clock(now: float, files: Iterable[Path]) -> Iterator[Finding]:
    """
    Whether the clock is behind what was written with it.
    """
    written = [path.stat().st_mtime for path in files if path.exists()]
    newest = max(written, default=0.0)
    found = f"{datetime.fromtimestamp(now, UTC):%Y-%m-%d %H:%M:%SZ}"
    if newest > now + _CLOCK_SECONDS:
        advice = "set the clock, and keep it right by NTP (timedatectl set-ntp true)"
        yield Finding(
            "clock",
            "fail",
            f"{found}, but files are from {datetime.fromtimestamp(newest, UTC):%Y-%m-%d %H:%M:%SZ}",
            advice,
        )
    else:
        yield Finding("clock", "ok", found)


def check_certificate(path: Path, now: datetime) -> Iterator[Finding]:
    """
    When the first certificate in the file ends.
    """
    try:
        ends = x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
    except OSError as error:
        yield Finding(
            "certificate", "fail", f"{path}: {os_error_text(error)}", "name a file that chatd's user can read"
        )
        return
    except ValueError:
        yield Finding(
            "certificate",
            "fail",
            f"{path}: no certificate in PEM form",
            "write the whole chain into it, the site's own first",
        )
        return
    days = (ends - now).days
    found = f"{path}: ends {ends:%Y-%m-%d}"
    if ends <= now:
        yield Finding("certificate", "fail", found, "renew it, then chatd reload")
    elif days < _WARN_DAYS:
        yield Finding("certificate", "warn", f"{found}, in {days} days", "renew it, then chatd reload")
    else:
        yield Finding("certificate", "ok", found)


def check_proxies(ports: Sequence[str], trusted: Sequence[str]) -> Iterator[Finding]:
    """
    Whether a proxy that seems to be there is named in ``server.trusted_proxies``.
    """
    local = [
        port for port in ports if "interface=127." in port or "interface=\\:\\:1" in port or port.startswith("unix:")
    ]
    if trusted:
        yield Finding("proxy", "ok", f"server.trusted_proxies: {', '.join(trusted)}")
    elif ports and len(local) == len(ports) and not any(port.startswith("haproxy:") for port in ports):
        advice = 'name the proxy, or all people share one address: server.trusted_proxies = ["127.0.0.1"] (or "unix")'
        yield Finding("proxy", "warn", "only this machine can connect, and no proxy is trusted", advice)
    else:
        yield Finding("proxy", "ok", "none is trusted, and clients connect by themselves")


def check_versions(required: Iterable[str], installed: Callable[[str], str | None]) -> Iterator[Finding]:
    """
    Whether what chatd needs is as new as its bounds say: what is older has known faults, some of them holes.
    """
    wrong = False
    for line in required:
        matched = re.match(r"([A-Za-z0-9_.\-]+)(?:\[[^\]]*\])?\s*([<>=!~,.\d\s]*)", line)
        if matched is None or "extra ==" in line:
            continue
        name, bounds = matched[1], matched[2].replace(" ", "")
        version = installed(name)
        for bound in filter(None, bounds.split(",")):
            if version is None or not _is_within(version, bound):
                wrong = True
                found = f"{name} {version or 'is missing'}, expected {bound}"
                yield Finding("versions", "fail", found, f"pip install '{name}{bounds}'")
    if not wrong:
        yield Finding("versions", "ok", "what chatd needs is new enough")


def _is_within(version: str, bound: str) -> bool:
    limit = _numbers(bound.lstrip("<>=!~"))
    if bound.startswith(">="):
        return _numbers(version) >= limit
    return not bound.startswith("<") or _numbers(version) < limit


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", re.split(r"[a-z+]", version, maxsplit=1)[0]))


def check_answer(port: str, running: bool, answer: str | None) -> Iterator[Finding]:
    """
    What the port answers: `answer` is the first line of an answer to ``GET /live``; None if nobody listens there.
    """
    if answer is not None and running:
        well = re.match(r"HTTP/1\.1 (200|301|308|421)", answer) is not None
        if well:
            yield Finding("port", "ok", f"{port}: answers")
        else:
            yield Finding(
                "port",
                "fail",
                f"{port}: answers {answer!r}",
                "something else listens there, or chatd hangs: look at the log",
            )
    elif answer is not None:
        yield Finding("port", "fail", f"{port}: something else listens there", "stop it, or choose another port")
    elif running:
        yield Finding("port", "fail", f"{port}: does not answer", "look at the log: journalctl -u chatd")
    else:
        yield Finding("port", "ok", f"{port}: free; no chatd runs")
