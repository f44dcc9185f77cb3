"""
``chatd doctor``: looks for what keeps a chatd from working well, whether one runs or not.
"""

import re
import resource
import socket
import ssl
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from chatd.admin.commands.daemon import ShowConfig
from chatd.admin.formatting import format_count
from chatd.admin.protocol import Item, Line
from chatd.cli.client import Online, connect
from chatd.cli.doctor_checks import (
    Finding,
    check_answer,
    check_certificate,
    check_clock,
    check_directory,
    check_disk,
    check_open_files,
    check_proxies,
    check_versions,
)
from chatd.cli.doctor_site import check_site, parse_site
from chatd.cli.local_command import LocalCommand, settings_of_arguments
from chatd.cli.output import Printer
from chatd.clock import now_ms
from chatd.errors import CommandError
from chatd.server.settings import MEMORY, Settings
from chatd.server.standard_streams import Output
from chatd.server.storage import database, is_postgresql

ANSWER_SECONDS = 3.0
_CERTIFICATE = re.compile(r":certKey=((?:\\.|[^:\\])*)")


class DoctorDone(Struct, frozen=True):
    """
    How many checks found something.
    """

    warnings: int
    failures: int


def _examine(given: Namespace, out: Output, printer: Printer) -> int:
    settings = settings_of_arguments(given)
    site = parse_site(given.url) if given.url else None
    found = list(examine(settings))
    if site is not None:
        found += check_site(site)
    for finding in found:
        printer.print_value(finding, _format_finding)
    done = DoctorDone(
        sum(finding.level == "warn" for finding in found), sum(finding.level == "fail" for finding in found)
    )
    printer.print_value(done, _format_done)
    return 1 if done.failures else 0


def examine(settings: Settings) -> Iterator[Finding]:
    """
    Yields the findings about a site with these settings, and about its daemon if one runs.
    """
    data = Path(settings.store.data).absolute()
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    ports, secure = settings.server.ports, settings.tls.ports
    running: Online | None = None
    try:
        running = connect(data) if settings.store.url != MEMORY and data.is_dir() else None
    except (CommandError, OSError) as error:
        yield Finding("daemon", "fail", str(error), "run this as chatd's user or as root")
    if running is not None:
        with running:
            limit = _limit_of(running.peer_process()) or limit
            in_use = _settings_in_use(running)
        ports = _ports_in(in_use.get("server.port"), ports)
        secure = _ports_in(in_use.get("tls.port"), secure)
        yield Finding("daemon", "ok", "runs and answers")
    else:
        yield Finding("daemon", "ok", "does not run")
    yield from check_open_files(limit, settings.limits.connections)
    yield from check_versions(requires("chatd") or (), _installed)
    if settings.store.url != MEMORY:
        yield from check_directory(data)
        if is_postgresql(settings):
            yield from check_disk(data)
        else:
            yield from check_disk(database(settings).parent)
            yield from check_clock(now_ms() / 1000, [database(settings), Path(f"{database(settings)}-wal")])
    for path in _certificates(settings, ports):
        yield from check_certificate(path, datetime.fromtimestamp(now_ms() / 1000, UTC))
    yield from check_proxies(ports, settings.server.trusted_proxies)
    for port in ports:
        yield from _check_port(port, running is not None, secure=port.startswith(("ssl:", "tls:")))
    for port in secure:
        yield from _check_port(port, running is not None, secure=True)


def _check_port(port: str, running: bool, *, secure: bool) -> Iterator[Finding]:
    plain = re.fullmatch(r"(?:tcp6?:|ssl:|tls:[^:]+:)?(\d+)(?::.*)?", port)
    if plain is not None and plain[1] != "0":
        yield from check_answer(port, running, _ask(int(plain[1]), secure=secure))
    else:
        yield Finding("port", "ok", f"{port}: is not asked")


def _ask(port: int, *, secure: bool) -> str | None:
    # The first line of the answer; empty if there is none.
    for host in ("127.0.0.1", "::1"):
        try:
            connection = socket.create_connection((host, port), ANSWER_SECONDS)
        except OSError:
            continue
        try:
            with connection:
                if secure:
                    context = ssl.create_default_context()
                    # The name that is connected to is not that of the site.
                    context.check_hostname = False
                    context.verify_mode = ssl.CERT_NONE
                    connection = context.wrap_socket(connection)
                connection.sendall(b"GET /live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                return connection.recv(1024).split(b"\r\n")[0].decode("latin-1")
        except OSError:
            return ""
    return None


def _settings_in_use(running: Online) -> dict[str, object]:
    found: dict[str, object] = {}

    def keep(record: Line | Item[Any]) -> None:
        assert isinstance(record, Item)
        found[record.value.key] = msgspec.json.decode(record.value.value)

    running.execute(ShowConfig(), (), keep)
    return found


def _ports_in(value: object, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    if value is None:
        return otherwise
    many = value if isinstance(value, list) else [value]
    return tuple(str(port) for port in many if port != "")


def _limit_of(process: int) -> int | None:
    try:
        text = Path(f"/proc/{process}/limits").read_text(encoding="ascii")
    except OSError:
        return None
    found = re.search(r"^Max open files +(\d+) +\d+", text, re.MULTILINE)
    return int(found[1]) if found else None


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _certificates(settings: Settings, ports: tuple[str, ...]) -> list[Path]:
    named = [settings.tls.certificate, *(one.certificate for one in settings.tls.names)]
    named += [re.sub(r"\\(.)", r"\1", found[1]) for port in ports if (found := _CERTIFICATE.search(port))]
    return [Path(path) for path in dict.fromkeys(named) if path]


def _format_finding(finding: Finding) -> str:
    line = f"{finding.level:4}  {finding.check}: {finding.found}"
    return f"{line}\n      {finding.advice}" if finding.advice else line


def _format_done(done: DoctorDone) -> str:
    if not done.warnings and not done.failures:
        return "all is well"
    return f"{format_count(done.failures, 'failure')}, {format_count(done.warnings, 'warning')}"


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--url", metavar="URL", help="also ask the site at its public address whether its proxy lets all through"
    )


COMMANDS = (
    LocalCommand(
        name="doctor",
        help="look for what keeps chatd from working well",
        description=(
            "With or without a running daemon: open files, versions, the data directory, disk space, the clock, "
            "certificates, proxies, ports. Exits with 1 if anything fails."
        ),
        execute=_examine,
        add_arguments=_add_arguments,
    ),
)
