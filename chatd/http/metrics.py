"""
Serves metrics in the text format of Prometheus or as OpenMetrics, and the private site that has them.
"""

from collections.abc import Mapping
from typing import Any

from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import CollectorRegistry
from twisted.web import http
from twisted.web.resource import Resource
from twisted.web.server import Request, Site

from chatd.http.health import NothingResource, PlainResource, accepted_types

METRICS = b"/metrics"
TIMEOUT_SECONDS = 60.0
"""How long a private connection may be idle."""


class MetricsResource(PlainResource):
    """
    `/metrics`: everything in `registry`, in the format that the request's `Accept` asks for.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        super().__init__()
        self._registry = registry

    def answer(self, request: Request) -> tuple[str, bytes]:
        encode, kind = choose_encoder(accepted_types(request))
        return kind, encode(self._registry)


class _PrivateRoot(Resource):
    isLeaf = True

    def __init__(self, at: Mapping[bytes, Resource]) -> None:
        super().__init__()
        self._at = at
        self._nothing = NothingResource()

    def render(self, request: Request) -> Any:
        request.setHeader("Server", "chatd")
        return self._at.get(request.path, self._nothing).render(request)


class PrivateSite(Site):
    """
    An HTTP site for the operator's programs: the resources `at` their paths.  It writes no access log.
    """

    noisy = False

    def __init__(self, at: Mapping[bytes, Resource], reactor: Any) -> None:
        super().__init__(_PrivateRoot(at), reactor=reactor, timeout=TIMEOUT_SECONDS, parsePOSTFormSubmission=False)

    def log(self, request: http.Request) -> None:
        pass
