"""
The HTTP API: a table of endpoints, each with method, path, required login and body.
"""

from collections.abc import Awaitable, Callable, Iterable
from functools import lru_cache
from typing import Any, Literal, NamedTuple
from urllib.parse import unquote_to_bytes

import msgspec
from msgspec import Struct
from twisted.internet.defer import Deferred
from twisted.logger import Logger
from twisted.python.failure import Failure
from werkzeug.routing import Map, Rule

from chatd.auth.gate import Gate, TokenCookie, bearer, cookie_credentials
from chatd.domain.accounts import Principal
from chatd.domain.addresses import shown_group
from chatd.errors import Refusal
from chatd.http.api.request import BODY_MAX, NO_QUERY, ApiRequest, NoQuery
from chatd.http.cookies import browser_token
from chatd.http.cors import Cors
from chatd.http.exchange import Exchange
from chatd.http.head import Head, host_name
from chatd.http.hosts import Hosts
from chatd.http.origins import Origins
from chatd.http.problems import (
    HOOKS,
    MEDIA_TYPE,
    REQUEST_ID,
    STATUSES,
    HttpRefusal,
    document,
    hook_answer,
    is_below,
    listed,
    shown_path,
    translated,
)
from chatd.http.proxies import Client
from chatd.http.responses import EarlyRefusal, complete_answer
from chatd.refusal_log import RefusalLog

Asks = Literal["nobody", "anybody", "cookie", "account", "admin"]
"""
The login that an endpoint requires: none; any, including a token; a cookie, of an account or of the site's own login;
an account signed in by cookie; an administrator signed in by cookie.
"""


Pay = Callable[[Principal, str | None], None]


class Sender(Struct, frozen=True):
    """
    What is known of the sender of a request by its head: the address, and the unverified token of a known browser.
    """

    address: str | None
    browser: str | None


class Document(NamedTuple):
    """
    An answer that is not JSON of a type of ours, with its media type.
    """

    kind: str
    raw: bytes


class Route(Struct, frozen=True):
    """
    One endpoint.  Its description (`chatd.http.api.openapi`) is made from this and from the docstring and the types of
    `run`.

    `run` gets the exchange, the parts of the path by name, `body` if the endpoint has one, of at most `body_max` bytes,
    and `query` if it has parameters.  It returns the JSON answer, or None for no content (204), or a `Document` of the
    type that it `produces`.  `also` are other statuses of the JSON answer than `status`, `summary` describes the
    endpoint if the docstring of `run` does not.

    `admit` is for endpoints that strangers may flood: it gets the sender before anything else is done, mostly before
    the body is read, and raises Refusal if the answer can only be one.  The path of such an endpoint has no parts.  A
    body that has `spares` in it is not refused so.

    `secret_path`: whoever has the path may use the endpoint, from anywhere.  `run` reads the body itself, since senders
    are what they are, and refusals are short plain text (`chatd.http.problems.hook_answer`).

    `by_token`: it asks for no login, but reads a bearer token itself, and sets no cookie: pages of other origins that
    are allowed may use it.

    `pays`: each request costs one message of the user's budget.  Otherwise `run` charges what it does.
    """

    method: str
    path: str
    run: Callable[..., Awaitable[Struct | Document | None]]
    asks: Asks = "account"
    body: type[Struct] | None = None
    query: type[Struct] = NoQuery
    status: int = 200
    admit: Callable[[Sender], None] | None = None
    spares: bytes | None = None
    body_max: int = BODY_MAX
    pays: bool = True
    also: tuple[int, ...] = ()
    produces: str = "application/json"
    secret_path: bool = False
    by_token: bool = False
    summary: str = ""


BY_HEADER = ", or send Authorization: Bearer with a token"
BY_COOKIE = ", with a name and a password"
SAFE = ("GET", "HEAD")
_SLASH = "\0"
"""Stands for a percent-encoded slash in a part of a path, which is no slash between two parts: no id has this
character."""
HEADERS = (("Cache-Control", "no-store"), ("Cross-Origin-Resource-Policy", "same-origin"))


_FOUND_MAX = 512
_FOUND_LENGTH_MAX = 256
"""How many paths are remembered with their routes, of at most so many characters."""


class Api:
    """
    Answers the requests for everything below ``/api`` and ``/hooks``.

    `gate` identifies users; `pay` takes the cost of one request from the budget of a user at an address, or raises
    Refusal `rate_limited`.  `cors` says which pages of other origins may read answers, `hosts` which host names are
    served.

    A request that has begun is completed even if its client disconnects.
    """

    _log = Logger()

    def __init__(
        self,
        routes: Iterable[Route],
        *,
        gate: Gate,
        pay: Pay,
        refusals: RefusalLog,
        cors: Cors | None = None,
        hosts: Hosts | None = None,
    ) -> None:
        self._cors = cors or Cors(Origins(()))
        self._hosts = hosts or Hosts((), refusals)
        self.routes = tuple(routes)
        rules = (Rule(route.path, methods=[route.method], endpoint=route) for route in self.routes)
        self._urls = Map(rules).bind("")
        self._gate = gate
        self._pay = pay
        self._refusals = refusals
        self._admits = {
            (route.method, route.path): (route.admit, route.spares) for route in self.routes if route.admit is not None
        }
        self._find_again = lru_cache(_FOUND_MAX)(self._find_route)

    def serve_exchange(self, exchange: Exchange) -> None:
        """
        Answers a request.
        """
        # What has begun is completed even if the client leaves: its Deferred is not cancelled.
        serving = Deferred.fromCoroutine(self._serve(exchange))
        serving.addErrback(lambda failure: self._log.failure("an answer was not sent", failure))

    def refuse_early(self, head: Head, client: Client) -> EarlyRefusal | None:
        """
        The refusal of a request that is refused whatever its body is, unless that has certain bytes in it; None to read
        it.  Costs less than half of a whole request.
        """
        admit, spares = self._admits.get((head.method, head.path), (None, None))
        if admit is None:
            return None
        cookies = "; ".join(head.fields.get("cookie", ()))
        try:
            admit(Sender(client.address, browser_token(cookies) if cookies else None))
        except Refusal as refusal:
            field = listed(self._refusals, head, client.address, STATUSES[refusal.code], refusal.code)
            problem, fields = document(refusal, field[1])
            fields.append(field)
            readable = self._cors.fields(head, secure=client.secure)
            answer = complete_answer(
                problem.status,
                (*HEADERS, *readable, *fields, ("Content-Type", MEDIA_TYPE)),
                msgspec.json.encode(problem),
                closes=head.has_token("connection", "close"),
            )
            return EarlyRefusal(refusal.code, answer, spares)
        return None

    async def _serve(self, exchange: Exchange) -> None:
        head = exchange.head
        exchange.fields += HEADERS
        try:
            exchange.fields += self._cors.fields(head, secure=exchange.client.secure)
            if not _is_host_name(head.get("host")):
                raise Refusal("invalid", "the request is malformed")
            if head.method == "OPTIONS":
                status, content = self._answer_options(exchange)
            else:
                status, content = await self._answer(exchange)
        except Exception as error:
            if exchange.left:
                if not isinstance(error, Refusal):
                    self._log.failure("a request failed that nobody waits for any more", Failure(error))
                return
            status, content = self._refuse(exchange, error)
        exchange.respond(status, content)

    def _answer_options(self, exchange: Exchange) -> tuple[int, bytes]:
        # Allowed methods are public, and programs without a login ask for them.
        allowed = {*self._urls.allowed_methods(_decoded(exchange.head.path)), "OPTIONS"}
        if len(allowed) == 1:
            raise Refusal("not_found", "there is nothing at this path")
        exchange.fields.append(("Allow", ", ".join(sorted(allowed))))
        readable = self._cors.preflight_fields(exchange.head, allowed, secure=exchange.client.secure)
        exchange.fields += [field for field in readable if field not in exchange.fields]
        return 204, b""

    def _find_route(self, method: str, path: str) -> tuple[Route, dict[str, str]]:
        route, parts = self._urls.match(_decoded(path), method)
        return route, {name: part.replace(_SLASH, "/") for name, part in parts.items()}

    async def _answer(self, sent: Exchange) -> tuple[int, bytes]:
        exchange = ApiRequest(sent)
        method, path = sent.head.method, sent.head.path
        admit, spares = self._admits.get((method, path), (None, None))
        if admit is not None and (spares is None or spares not in sent.body):
            admit(Sender(exchange.address, exchange.browser))
        find = self._find_again if len(path) <= _FOUND_LENGTH_MAX else self._find_route
        route, parts = find(method, path)
        if route.asks != "nobody" and not exchange.has_credentials:
            raise Refusal("login_required", f"sign in first{BY_HEADER if route.asks == 'anybody' else BY_COOKIE}")
        if (
            route.asks == "nobody"
            and not route.secret_path
            and not self._hosts.allow(sent.head, secure=exchange.secure)
        ):
            # A page under a name that was made to resolve to this server may look like a program: it can make up a
            # token, and what needs none would be answered.
            raise HttpRefusal(421, "invalid", "Host: this host name is not served here", field="host")
        if route.method not in SAFE and not route.secret_path:
            self._prove_origin(exchange, by_token=route.by_token or route.asks != "nobody")
        given: dict[str, Any] = dict(parts)
        query = NO_QUERY if route.secret_path else exchange.read_query(route.query)
        if route.query is not NoQuery:
            given["query"] = query
        if route.body is not None and not route.secret_path:
            given["body"] = exchange.read_body(route.body, route.body_max)
        if route.asks != "nobody":
            principal = await self._authenticate(exchange, route.asks)
            if route.pays:
                self._pay(principal, exchange.address)
            exchange.recognise_as(principal)
            if route.asks == "admin" and not exchange.who.admin:
                raise Refusal("forbidden", "this is for administrators of the site")
        answer = await route.run(exchange, **given)
        if answer is None:
            return 204, b""
        if isinstance(answer, Document):
            sent.fields.append(("Content-Type", answer.kind))
            return exchange.status or route.status, answer.raw
        content = msgspec.json.encode(answer)
        sent.fields.append(("Content-Type", "application/json"))
        return exchange.status or route.status, content

    def _prove_origin(self, exchange: ApiRequest, *, by_token: bool) -> None:
        try:
            exchange.prove_origin(by_token=by_token)
        except Refusal as refusal:
            self._refusals.record(
                "proof of origin",
                "refused a change by {who} over HTTP: {why}; a page of another site, or a proxy that does not pass on"
                " Host (deploy/README.md, Behind a proxy)",
                who=shown_group(exchange.address),
                why=refusal.message,
            )
            raise

    async def _authenticate(self, exchange: ApiRequest, asks: Asks) -> Principal:
        if asks == "anybody" and exchange.bearer is not None:
            return await self._gate.authenticate(bearer(exchange.bearer))
        if exchange.cookie is None:
            raise Refusal("login_required", f"sign in first{BY_COOKIE}")
        credentials = cookie_credentials(exchange.cookie)
        if isinstance(credentials, TokenCookie) and asks in {"account", "admin"}:
            raise Refusal("forbidden", "this is for accounts, which sign in with a name and a password")
        return await self._gate.authenticate(credentials)

    def _refuse(self, exchange: Exchange, error: Exception) -> tuple[int, bytes]:
        head, request_id = exchange.head, self._refusals.next_request_id()
        refusal = translated(error)
        if refusal is None:
            self._log.failure("request {request} failed", Failure(error), request=request_id)
            refusal = Refusal("internal")
        exchange.site.counters.refused["http", refusal.code] += 1
        exchange.fields.append((REQUEST_ID, request_id))
        problem, fields = document(refusal, request_id)
        is_hook = is_below(head.path.encode("latin-1"), HOOKS)
        status, words = hook_answer(refusal) if is_hook else (problem.status, "")
        self._refusals.list_request(
            request_id,
            f"{head.method} {shown_path(head.path)}",
            f"{status} {refusal.code} {refusal.field or ''}".rstrip(),
            shown_group(exchange.client.address),
        )
        exchange.fields += [field for field in fields if not (is_hook and field[0] == "WWW-Authenticate")]
        exchange.fields.append(("Content-Type", "text/plain; charset=utf-8" if is_hook else MEDIA_TYPE))
        return status, words.encode() if is_hook else msgspec.json.encode(problem)


def _decoded(path: str) -> str:
    parts = [unquote_to_bytes(part).replace(b"/", _SLASH.encode()) for part in path.split("/")]
    try:
        return b"/".join(parts).decode()
    except UnicodeDecodeError:
        raise Refusal("invalid", "the request is malformed") from None


@lru_cache(256)
def _is_host_name(field: str) -> bool:
    # Whether a value of ``Host`` has a name that may be one.
    try:
        host_name("//" + field).encode("idna")
    except UnicodeError:
        return False
    return True
