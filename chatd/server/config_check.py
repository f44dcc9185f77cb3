"""
Finds every fault of a configuration file, not only the first: for ``chatd check-config``.
"""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from chatd.auth.jwt_issuers import read_key
from chatd.clock import now_ms
from chatd.errors import StartError
from chatd.server.application import make_filters
from chatd.server.branding import make_branding
from chatd.server.certificates import load_contexts
from chatd.server.config_file import read_tables, read_text, settings_of
from chatd.server.listen import Endpoint
from chatd.server.settings import Settings

_INHERITED = re.compile(r"(haproxy:)?systemd:")


def find_faults(path: Path, reactor: Any) -> list[str]:
    """
    Returns the faults of the file at `path`, each as a line ``key: what would be right``; empty if there are none.

    Reads the files that the settings name.  Binds no port: the daemon that is checked for may be running.
    """
    try:
        raw: dict[str, Any] = read_tables(read_text(path))
    except StartError as error:
        return [str(error)]
    search = _Search(raw)
    faults = search.find_all()
    if search.settings is not None:
        faults += _faults_of_values(search.settings, reactor)
    return faults


class _Search:
    """
    Reports a fault, takes its key out of the tables, and looks for the next one.
    """

    def __init__(self, raw: dict[str, Any]) -> None:
        self._raw = raw
        self._seen: set[str] = set()
        # The places in the file of the entries that a list still has.
        self._places: dict[int, list[int]] = {}
        self.settings: Settings | None = None
        """The settings without the keys that are wrong; None if what is wrong could not be left out."""

    def find_all(self) -> list[str]:
        """
        Returns the faults in the order in which they are found.
        """
        faults: list[str] = []
        while self._raw or not faults:
            try:
                self.settings = settings_of(deepcopy(self._raw))
                break
            except StartError as error:
                message = str(error)
            shown = self._take_out(message)
            key, _, _ = (shown or message).partition(": ")
            if key not in self._seen:
                faults.append(shown or message)
            self._seen.add(key)
            if shown is None:
                break
        return faults

    def _take_out(self, message: str) -> str | None:
        # Removes the innermost value that the message names.  Returns the message with places as in the file; None if
        # it names nothing in the tables.
        value: Any = self._raw
        rest, shown = message, ""
        holder: Any = None
        key: Any = None
        while True:
            if isinstance(value, dict):
                found = max((name for name in value if _begins(rest, _named(name))), key=len, default=None)
                if found is None:
                    break
                holder, key = value, found
                shown += f"{_named(found)}"
                rest = rest[len(_named(found)) :]
            elif isinstance(value, list) and (place := re.match(r"\[(\d+)\]", rest)) and int(place[1]) < len(value):
                holder, key = value, int(place[1])
                shown += f"[{self._places_of(value)[key]}]"
                rest = rest[place.end() :]
            else:
                break
            value = holder[key]
            if rest.startswith("."):
                shown, rest = f"{shown}.", rest[1:]
        if holder is None:
            return None
        if isinstance(holder, list):
            del self._places_of(holder)[key]
        del holder[key]
        return shown + rest

    def _places_of(self, entries: list[Any]) -> list[int]:
        return self._places.setdefault(id(entries), list(range(len(entries))))


def _named(name: str) -> str:
    return name if name.isprintable() else repr(name)


def _begins(rest: str, name: str) -> bool:
    return rest.startswith(name) and rest[len(name) : len(name) + 1] in {"", ".", "[", ":"}


def _faults_of_values(settings: Settings, reactor: Any) -> Iterator[str]:
    listening = {
        "server.port": settings.server.ports,
        "tls.port": settings.tls.ports,
        "tls.redirect_port": settings.tls.redirect_ports,
        "metrics.port": settings.metrics.ports,
    }
    for key, ports in listening.items():
        for port in ports:
            # A socket of systemd is there only in the daemon.
            if not _INHERITED.match(port):
                yield from _fault(key, lambda port=port: Endpoint(reactor, port))  # type: ignore[misc]
    if settings.tls.ports:
        yield from _fault("", lambda: load_contexts(settings.tls, now_ms))
    for place, one in enumerate(settings.filters):
        single = replace(settings, filters=(one,))
        for fault in _fault("", lambda single=single: make_filters(single)):  # type: ignore[misc]
            yield fault.replace("filters[0]", f"filters[{place}]", 1)
    for place, issuer in enumerate(settings.auth.issuers):
        if issuer.jwks_url is None:
            for fault in _fault("", lambda place=place, issuer=issuer: read_key(issuer, place)):  # type: ignore[misc]
                yield f"auth.issuers{fault}"
    yield from _fault("", lambda: make_branding(settings.site))
    url = settings.store.url
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).absolute().parent.is_dir():
        yield f"store.url: {Path(url.removeprefix('sqlite:///')).parent}: there is no such directory"


def _fault(key: str, attempt: Callable[[], object]) -> Iterator[str]:
    try:
        attempt()
    except (StartError, ValueError) as error:
        yield f"{key}: {error}" if key else str(error)
