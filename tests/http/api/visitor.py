"""
The HTTP API of a small town, in memory, and a browser that visits it.
"""

import json
import re
from typing import Any

from msgspec import Struct
from twisted.internet.address import IPv4Address, UNIXAddress
from twisted.internet.defer import Deferred
from twisted.web.resource import Resource

from chatd.auth.gate import Gate, cookie_checker, guest_checker, key_checker, token_checker
from chatd.auth.guests import Guests
from chatd.auth.jwt import JwtVerifier
from chatd.auth.jwt_issuers import FixedKey, TokenIssuer
from chatd.auth.known_browsers import BROWSER_COOKIE
from chatd.auth.token_sessions import TokenSessions
from chatd.chat.erasures import Erasures
from chatd.domain.accounts import Principal
from chatd.domain.counters import Counters
from chatd.domain.limits import Limits
from chatd.errors import Refusal
from chatd.http.api.sessions import Facts
from chatd.http.channel import BoundedSite
from chatd.http.hosts import Hosts
from chatd.http.origins import Origins
from chatd.http.proxies import ClientReader, Proxies
from chatd.http.static import Page
from chatd.http.stream_connection import StreamConnections
from chatd.refusal_log import RefusalLog
from chatd.server.api import make_api
from chatd.storage.memory.roster import MemoryRoster
from chatd.storage.memory.webhooks import MemoryWebhooks
from chatd.webhooks.addresses import AddressRules
from chatd.webhooks.administration import WebhookAdmin
from tests.auth.people import BOSS, GENEROUS, NAMES, Town, TownTestCase
from tests.auth.signing import AUDIENCE, ISSUER, SECRET
from tests.support.memory_node import Wire

NO_REQUESTS: Any = None
"""For towns without a chat."""
NO_SITE: Any = None
HOST = "chat.example.org:8080"
HOME = f"http://{HOST}"


class Reply(Struct):
    """
    What came back: the status, the fields of the head by their names in lower case, the body.
    """

    status: int
    fields: dict[str, list[str]]
    raw: bytes

    @property
    def body(self) -> Any:
        """
        The body's JSON.
        """
        return json.loads(self.raw)

    def field(self, name: str) -> str:
        """
        A field of the head, empty if there is none.
        """
        return ", ".join(self.fields.get(name, []))


def read(data: bytes) -> Reply:
    """
    One answer out of bytes.
    """
    head, _, raw = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    fields: dict[str, list[str]] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        fields.setdefault(name.lower(), []).append(value)
    return Reply(int(first.split()[1]), fields, raw)


class Visitor:
    """
    A browser at `origin`, which keeps the cookies that it is given and says where its requests come from.

    `cookie` is that of the session, `known` that of a known browser.
    """

    def __init__(self, site: BoundedSite, *, origin: str = HOME, host: str | None = "192.0.2.1") -> None:
        self.site = site
        self.origin = origin
        self.cookie = ""
        self.known = ""
        self.peer = UNIXAddress(b"") if host is None else IPv4Address("TCP", host, 4000)

    def begin(
        self, method: str, path: str, body: object = None, *, raw: bytes | None = None, **fields: str | None
    ) -> Wire:
        """
        A request on a new connection; `fields` come in the place of what a browser would say, None for nothing.
        """
        content = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        cookies = "; ".join(filter(None, (self.cookie, self.known)))
        head: dict[str, str | None] = {"host": HOST, "cookie": cookies or None, "user_agent": "Browser/1"}
        if method not in {"GET", "HEAD"}:
            head["origin"] = self.origin
        if content:
            head |= {"content_type": "application/json", "content_length": str(len(content))}
        lines = [f"{method} {path} HTTP/1.1"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in (head | fields).items() if value is not None]
        wire = Wire(self.peer, self.site.clock)
        wire.protocol = self.site.channel(10.0)
        wire.protocol.makeConnection(wire)
        wire.receive("\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + content)
        return wire

    def ask(self, method: str, path: str, body: object = None, **more: Any) -> Reply:
        """
        The answer to a request; its cookie is kept.
        """
        return self.heard(self.begin(method, path, body, **more))

    def heard(self, wire: Wire) -> Reply:
        """
        The answer that has come; its cookie is kept.
        """
        reply = read(wire.take())
        for line in reply.fields.get("set-cookie", []):
            value, _, _ = line.partition(";")
            kept = value if re.search(r"Max-Age=[1-9]", line) else ""
            if BROWSER_COOKIE in value.partition("=")[0]:
                self.known = kept
            elif kept or value.partition("=")[0] == self.cookie.partition("=")[0]:
                self.cookie = kept
        return reply


class ApiTestCase(TownTestCase):
    """
    Something that is done over HTTP.
    """

    trusted: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()

    def setUp(self) -> None:
        """
        Nobody lives there yet but an administrator.
        """
        super().setUp()
        self.settle(Town(GENEROUS))

    def settle(self, town: Town) -> None:
        """
        Serve another town.
        """
        self.town = town
        self.guests = Guests(b"secret")
        self.erased: list[str] = []
        self.paid: list[str] = []
        self.budget = 1000
        self.broken: Exception | None = None
        self.silenced: Refusal | None = None
        self.voices: list[tuple[str, str | None]] = []
        self.left: list[str] = []
        self.working: list[Deferred[None]] = []
        self.erasures = Erasures(self.erase, self.unfinished, town.clock)
        self.erasures.rekey(b"secret")
        self.refusals = RefusalLog(town.clock)
        self.webhooks = WebhookAdmin(
            MemoryWebhooks(MemoryRoster(), NO_REQUESTS), AddressRules(), town.now, new_id=lambda: "wh_1"
        )
        issuer = TokenIssuer("site", ISSUER, AUDIENCE, ("HS256",), secret_file="unused")
        self.gate = Gate(
            cookie_checker(town.cookies),
            key_checker(town.keys),
            guest_checker(self.guests),
            token_checker(JwtVerifier([(issuer, FixedKey(SECRET))], NAMES, town.now, town.revocations.register)),
        )
        self.facts = Facts("chatd/0", guests=True, registration=town.settings.registration, name=32)
        self.api = make_api(
            own=town.own,
            administration=town.admin,
            token_sessions=TokenSessions(self.gate, town.own, town.changes.append),
            keys=town.keys,
            key_store=town.people,
            revocations=town.revocations,
            gate=self.gate,
            facts=lambda: self.facts,
            hosts=Hosts(self.hosts, RefusalLog(town.clock)),
            erasures=self.erasures,
            requests=NO_REQUESTS,
            pay=self.pay,
            check_not_muted=self.check_not_muted,
            now=town.now,
            webhooks=self.webhooks,
            refusals=self.refusals,
            origins=Origins(self.origins),
            site=NO_SITE,
            connections=StreamConnections(),
        )
        page: Resource = Page({})
        self.site = BoundedSite(
            page,
            serve_api=self.api.serve_exchange,
            clock=town.clock,
            limits=Limits(),
            counters=Counters(),
            read_client=ClientReader(Proxies(self.trusted), RefusalLog(town.clock)).read_client,
            upgrade=lambda channel, client, head, rest: None,
            gone=lambda channel: None,
            refuse_early=self.api.refuse_early,
        )
        self.anna = Visitor(self.site)

    def pay(self, principal: Principal, address: str | None) -> None:
        """
        Everybody has time, unless told otherwise.
        """
        self.paid.append(principal.user.id)
        if len(self.paid) > self.budget:
            raise Refusal("rate_limited", retry_after=1001)

    def check_not_muted(self, avatar: Principal, address: str | None) -> None:
        """
        Everybody may speak, unless told otherwise.
        """
        self.voices.append((avatar.user.id, address))
        if self.silenced is not None:
            raise self.silenced

    async def erase(self, user_id: str) -> None:
        """
        Take note of whom to forget, unless the store is broken.
        """
        if user_id not in self.left:
            self.left.append(user_id)
        if self.broken is not None:
            raise self.broken
        for wait in self.working:
            await wait
        self.erased.append(user_id)
        self.left.remove(user_id)

    async def unfinished(self) -> list[str]:
        """
        Who is not erased yet.
        """
        return self.left

    def visitor(self, **more: Any) -> Visitor:
        """
        Another browser.
        """
        return Visitor(self.site, **more)

    def join(self, visitor: Visitor, name: str = "Anna", password: str = "correct horse") -> str:
        """
        An account for that browser: its id.
        """
        reply = visitor.ask("POST", "/api/account", {"name": name, "password": password})
        self.assertEqual(reply.status, 201, reply.raw)
        user: str = reply.body["user"]["id"]
        return user

    def administrator(self, name: str = "Root") -> Visitor:
        """
        A browser in which an administrator has signed in.
        """
        self.do(self.town.admin.add_account(name, "correct horse", admin=True, by=BOSS))
        self.town.acts.clear()
        browser = self.visitor()
        reply = browser.ask("POST", "/api/session", {"name": name, "password": "correct horse"})
        self.assertEqual(reply.status, 200)
        return browser

    def wrong(self, reply: Reply, status: int, code: str, field: str | None = None) -> None:
        """
        Check that it is a problem document.
        """
        self.assertEqual((reply.status, reply.field("content-type")), (status, "application/problem+json"), reply.raw)
        found = reply.body
        self.assertEqual((found["status"], found["code"], found.get("field")), (status, code, field), reply.raw)
        self.assertEqual((found["type"], bool(found["title"]), bool(found["detail"])), ("about:blank", True, True))
        self.assertEqual(reply.field("cache-control"), "no-store")


UNAVAILABLE = Refusal("unavailable", retry_after=1500)
