"""
A site that serves one resource in memory, as the files of the page.
"""

from twisted.internet.address import IPv4Address
from twisted.internet.task import Clock
from twisted.web.resource import Resource

from chatd.domain.counters import Counters
from chatd.domain.limits import Limits
from chatd.http.channel import BoundedSite
from chatd.http.proxies import Client
from tests.support.memory_node import Wire


class PageSite:
    """
    Requests over TLS to `resource`; `site` is what answers them.
    """

    def __init__(self, resource: Resource) -> None:
        self.site = BoundedSite(
            resource,
            clock=Clock(),
            limits=Limits(),
            counters=Counters(),
            read_client=lambda transport, head: Client("192.0.2.1", secure=True),
            upgrade=lambda channel, client, head, rest: None,
            gone=lambda channel: None,
        )

    def ask(self, path: str, *fields: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
        """
        The status, the fields in lower case, and the body.
        """
        wire = Wire(IPv4Address("TCP", "192.0.2.1", 4000), self.site.clock)
        wire.protocol = self.site.channel(10)
        wire.protocol.makeConnection(wire)
        lines = (f"{method} {path} HTTP/1.1", "Host: a", *fields, "", "")
        wire.receive("\r\n".join(lines).encode("latin-1"))
        head, _, body = wire.take().partition(b"\r\n\r\n")
        first, *rest = head.decode("ascii").split("\r\n")
        return int(first.split()[1]), {k.lower(): v for k, v in (line.split(": ", 1) for line in rest)}, body
