"""
Checks which host names are served, by the field ``Host`` of each request.

This stops DNS rebinding: the name of another site that is made to resolve to this server's address, so that its page
counts as the server's own page in the browser of somebody who can reach the server.
"""

from collections.abc import Callable, Collection
from ipaddress import ip_address

from twisted.logger import Logger

from chatd.domain.addresses import shown_group
from chatd.http.head import Head, host_name
from chatd.http.origins import parse_host
from chatd.http.responses import RawResponse
from chatd.refusal_log import RefusalLog

ANY = "*"
HEALTH = ("/ready", "/live")
"""Health checks may use any name."""
API = "/api/"
HOOKS = "/hooks/"
REACHABILITY = "/ws"
"""Where a page asks why it cannot connect (`chatd.http.reachability`)."""
_READABLE = (("Access-Control-Allow-Origin", "*"),)
"""A page may be told that the host name of its server is not served."""


def parse_host_name(text: str) -> str:
    """
    Returns a configured host name in the form in which it is compared.  ``*.`` stands for one label, ``*`` for all
    names.

    Raises ValueError with text that says what to write instead.
    """
    host = text.strip().lower()
    if host == ANY:
        return ANY
    bare = host.partition("://")[2] or host
    bare = bare.partition("/")[0]
    name = bare if bare.startswith("[") else bare.partition(":")[0]
    if name != host:
        raise ValueError(f'{text!r}: expected a host name without scheme, port and path; write "{name}"')
    return host_name("//" + parse_host(host, text))


class Hosts:
    """
    The host names that are served: those `listed`, or, if none is, the one under which an administrator signed in
    first.  Until then all names are, and over TLS also after it: there a name that is made to resolve to this server
    has no certificate.

    IP addresses, loopback names (``localhost`` and below) and names without a dot are always served: no other site can
    have such a name.  `save` is called with a name that was learned.  Raises ValueError as `parse_host_name` does.
    """

    _log = Logger()

    def __init__(
        self, listed: Collection[str], refusals: RefusalLog, save: Callable[[str], None] = lambda name: None
    ) -> None:
        self._refusals = refusals
        self._save = save
        self.replace_hosts(listed)

    def replace_hosts(self, listed: Collection[str]) -> None:
        """
        Serves these names from now on; if there is none, `restore` is called next.
        """
        self._names = frozenset(map(parse_host_name, listed))
        self._listed = bool(listed)
        self._wild = any(name.startswith("*.") for name in self._names)

    def restore(self, name: str | None) -> None:
        """
        Serve the name that was learned before a restart, unless names are listed.
        """
        if name is not None and not self._listed:
            self._names = frozenset({name})

    def administrator_signed_in(self, host: str) -> None:
        """
        Learn the name in the field ``Host`` of an administrator's sign-in, if it is the first such name.
        """
        name = host_name("//" + host.lower())
        if self._names or is_local(name):
            return
        self._names = frozenset({name})
        self._log.info(
            "an administrator has signed in at {name}: from now on browsers are served under no other host name without"
            " TLS; if the site has more names, list all in `hosts` in [server]",
            name=name,
        )
        self._save(name)

    def allow(self, head: Head, *, secure: bool = False) -> bool:
        """
        Whether the host name of a request is served; `secure` says that it came over TLS.
        """
        if not self._names or ANY in self._names or (secure and not self._listed):
            return True
        name = host_name("//" + head.get("host").lower())
        if name in self._names or is_local(name):
            return True
        return self._wild and f"*.{name.partition('.')[2]}" in self._names

    def refusal_of(self, head: Head, address: str | None, *, secure: bool = False) -> RawResponse | None:
        """
        Returns the refusal of a request from `address`, over TLS or not; None if its host name is served, or does not
        matter.

        It does not matter to health checks and to programs (`is_of_program`).
        """
        if self.allow(head, secure=secure) or head.path in HEALTH or is_of_program(head):
            return None
        name = host_name("//" + head.get("host").lower())[:100]
        self._refusals.record(
            "server.hosts",
            "refused a request of {who} for the host name {name!r}, which is not served: if it is yours, add it to"
            " `hosts` in [server]",
            who=shown_group(address),
            name=name,
        )
        told = f"the host name {name} is not served here; its operator can add it to server.hosts"
        return RawResponse(421, told, _READABLE if head.path == REACHABILITY else ())


def is_of_program(head: Head) -> bool:
    """
    Whether a request is a handshake without ``Origin``, which no browser sends, or one to the API with a bearer token
    and nothing that browsers add, or one to an incoming webhook, whose path has its token.

    A page can send such a ``GET``, but it needs a token of somebody, and who has one need not rebind a name.
    """
    if "origin" in head.fields:
        return False
    if head.wants_websocket:
        return True
    bearer = head.get("authorization").partition(" ")[0].lower() == "bearer"
    return (
        (head.path.startswith(HOOKS) or (bearer and head.path.startswith(API)))
        and "cookie" not in head.fields
        and "sec-fetch-site" not in head.fields
    )


def is_local(name: str) -> bool:
    """
    Whether `name` is nobody's domain: an IP address, a loopback name, or a name without a dot; also none at all.
    """
    if "." not in name or name.endswith(".localhost"):
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
