"""
The factory of all ports that speak HTTP.
"""

from twisted.internet.interfaces import IProtocolNegotiationFactory
from twisted.internet.protocol import Factory
from zope.interface import implementer


@implementer(IProtocolNegotiationFactory)
class HTTPFactory(Factory):
    """
    Makes HTTP/1.1 connections, plain or over TLS.
    """

    def acceptableProtocols(self) -> list[bytes]:  # noqa: N802
        """
        Returns the protocols of ALPN (RFC 7301).  Browsers offer several in the TLS handshake, and Twisted aborts it if
        none is acceptable.
        """
        return [b"http/1.1"]
