"""
Endpoints that describe the API and the WebSocket protocol, for programs and for people.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal

import msgspec
from msgspec import Struct

from chatd.http.api.app import Document, Route
from chatd.http.api.asyncapi import describe_protocol
from chatd.http.api.docs_page import STYLE, WORDS, render_docs
from chatd.http.api.openapi import Json, describe_api
from chatd.http.api.request import ApiRequest
from chatd.http.static import preferred_language

JSON = "application/json"
HTML = "text/html; charset=utf-8"
CSS = "text/css; charset=utf-8"


class DocsQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The language of the page; else what the browser wants.
    """

    lang: Literal["en", "zh"] | None = None


class DescriptionEndpoints:
    """
    The endpoints of descriptions.  `others` are all other routes.

    A description is made at the first request: it takes tens of milliseconds.
    """

    def __init__(self, others: Iterable[Route]) -> None:
        self._others = tuple(others)

    def routes(self) -> Iterator[Route]:
        """
        Yields the routes.
        """
        yield Route("GET", "/api/openapi.json", self.openapi, asks="nobody")
        yield Route("GET", "/api/asyncapi.json", self.asyncapi, asks="nobody")
        yield Route("GET", "/api/docs", self.page, asks="nobody", query=DocsQuery, produces="text/html")
        yield Route("GET", "/api/docs.css", self.style, asks="nobody", produces="text/css")

    @cached_property
    def description(self) -> Json:
        """
        The description of the HTTP API.
        """
        return describe_api((*self._others, *self.routes()))

    @cached_property
    def _openapi(self) -> bytes:
        return msgspec.json.encode(self.description)

    @cached_property
    def _asyncapi(self) -> bytes:
        return msgspec.json.encode(describe_protocol())

    async def openapi(self, exchange: ApiRequest) -> Document:
        """
        The HTTP API as OpenAPI 3.1.
        """
        return Document(JSON, self._openapi)

    async def asyncapi(self, exchange: ApiRequest) -> Document:
        """
        The WebSocket protocol as AsyncAPI 3.0.
        """
        return Document(JSON, self._asyncapi)

    async def page(self, exchange: ApiRequest, query: DocsQuery) -> Document:
        """
        A page that shows this API.
        """
        language = query.lang or preferred_language(exchange.field("accept-language"), WORDS) or "en"
        scheme = "https" if exchange.secure else "http"
        here = f"{scheme}://{exchange.field('host') or 'localhost:8080'}"
        return Document(HTML, render_docs(self.description, language, here).encode())

    async def style(self, exchange: ApiRequest) -> Document:
        """
        The style sheet of that page.
        """
        return Document(CSS, STYLE.encode())
