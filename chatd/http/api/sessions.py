"""
Endpoints of sessions: sign in and out, list and end one's sessions.
"""

from collections.abc import Callable, Iterator
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from chatd.auth.accounts import AccountService
from chatd.auth.cookies import SignedIn
from chatd.auth.gate import Gate, bearer, cookie_credentials
from chatd.auth.passwords import BYTES_MIN
from chatd.auth.token_sessions import TokenSessions
from chatd.clock import Now
from chatd.domain.accounts import CookieSession, Kind
from chatd.domain.events import User
from chatd.errors import Refusal
from chatd.http.api.app import Route, Sender
from chatd.http.api.request import ApiRequest
from chatd.http.hosts import Hosts
from chatd.protocol.commands import After
from chatd.protocol.paging import list_page

PAGE_MAX = 100
PAGE_BYTES = 131072
"""An upper bound in bytes on a page of sessions."""
_TOKEN = b'"token"'
"""What a sign-in by a token has in its body, and hardly one by a password."""


class Facts(Struct, frozen=True):
    """
    Settings of the site that the page shows: the server, guests, registration, the maximum length of a name; the
    address of the site's own login, with ``{return}`` for that of the page, and its name (empty: there is none).
    """

    server: str
    guests: bool
    registration: str
    name: int
    login_url: str = ""
    login_name: str = ""


class Me(Struct, frozen=True):
    """
    The signed-in user, the kind of login, and when it ends.
    """

    user: User
    kind: Kind
    admin: bool
    expires: int | None


class SiteAnswer(Struct, frozen=True):
    """
    What a page needs before anybody has signed in.
    """

    server: str
    guests: bool
    registration: str
    name: int
    password_least: int
    login_url: str
    login_name: str
    signed_in: Me | None


class WhoAnswer(Struct, frozen=True):
    """
    The identified user and the kind of login; `login` is the sign-in name of an account.
    """

    user: User
    kind: Kind
    admin: bool
    expires: int | None
    login: str | UnsetType = UNSET


class SignInBody(Struct, frozen=True, forbid_unknown_fields=True):
    """
    A sign-in name and a password; or instead of both a `token` of the site's own login, a JSON Web Token.
    """

    name: str | UnsetType = UNSET
    password: str | UnsetType = UNSET
    token: str | UnsetType = UNSET


class SignedInAnswer(Struct, frozen=True):
    """
    The signed-in user; the session ends at `until`, or earlier if it is unused for too long.
    """

    user: User
    admin: bool
    until: int


class OneSession(Struct, frozen=True):
    """
    A session of the account; `here`: the session of this request.
    """

    id: str
    agent: str
    created: int
    used: int
    ends: int
    here: bool


class SessionsAnswer(Struct, frozen=True):
    """
    A page of sessions, last used first; `more`: pass `next` as the query's `after` for the next page.
    """

    sessions: list[OneSession]
    more: bool
    next: str | UnsetType = UNSET


class SessionsQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The page to list: sessions after a cursor.
    """

    after: After | None = None
    limit: Annotated[int, Meta(ge=0, le=PAGE_MAX)] = PAGE_MAX


class EndedAnswer(Struct, frozen=True):
    """
    The number of sessions that were ended.
    """

    ended: int


class EndQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Whether to keep the session of this request.
    """

    keep: Literal["here"] | None = None


def welcome(exchange: ApiRequest, signed_in: SignedIn, now: int) -> SignedInAnswer:
    """
    Sets the cookies of a new session and of a known browser; returns the answer.
    """
    exchange.set_cookie(signed_in.token, (signed_in.until - now) // 1000)
    exchange.set_browser_cookie(signed_in.browser)
    return SignedInAnswer(signed_in.account.user, signed_in.account.admin, signed_in.until)


class SessionEndpoints:
    """
    The endpoints of sessions.
    """

    def __init__(
        self,
        own: AccountService,
        tokens: TokenSessions,
        gate: Gate,
        facts: Callable[[], Facts],
        hosts: Hosts,
        now: Now,
    ) -> None:
        self._own = own
        self._tokens = tokens
        self._gate = gate
        self._hosts = hosts
        self._facts = facts
        self._now = now

    def routes(self) -> Iterator[Route]:
        """
        Yields the routes.
        """
        yield Route("GET", "/api/site", self.site, asks="nobody")
        yield Route("GET", "/api/session", self.who, asks="anybody")
        yield Route(
            "POST", "/api/session", self.sign_in, asks="nobody", body=SignInBody, admit=self._admit, spares=_TOKEN
        )
        yield Route("DELETE", "/api/session", self.sign_out, asks="cookie")
        yield Route("GET", "/api/sessions", self.list, query=SessionsQuery)
        yield Route("DELETE", "/api/sessions", self.end_all, query=EndQuery)
        yield Route("DELETE", "/api/sessions/<session>", self.end)

    def _admit(self, sender: Sender) -> None:
        # Of passwords.  A token costs no hash: it is bounded as any request of nobody known.
        self._own.check_tries(sender.address, sender.browser)

    async def site(self, exchange: ApiRequest) -> SiteAnswer:
        """
        Returns the site's settings, and the user of this cookie or token, if any.
        """
        facts = self._facts()
        me: Me | None = None
        try:
            if exchange.bearer is not None:
                # A proxy before us may know the site's login, and send a token with each request of the page.
                me = await self._recognise(exchange, bearer(exchange.bearer))
            elif exchange.cookie is not None:
                me = await self._recognise(exchange, cookie_credentials(exchange.cookie))
        except Refusal as refusal:
            if refusal.code not in {"bad_token", "expired"}:
                raise
        return SiteAnswer(
            facts.server,
            facts.guests,
            facts.registration,
            facts.name,
            BYTES_MIN,
            facts.login_url,
            facts.login_name,
            me,
        )

    async def _recognise(self, exchange: ApiRequest, credentials: object) -> Me:
        principal = await self._gate.authenticate(credentials)
        exchange.recognise_as(principal)
        return Me(principal.user, principal.kind, principal.admin, principal.expires)

    async def who(self, exchange: ApiRequest) -> WhoAnswer:
        """
        Returns the identified user.
        """
        principal = exchange.who
        account = await self._own.account(principal.user.id) if principal.kind == "account" else None
        login = UNSET if account is None else account.login
        return WhoAnswer(principal.user, principal.kind, principal.admin, principal.expires, login)

    async def sign_in(self, exchange: ApiRequest, body: SignInBody) -> SignedInAnswer:
        """
        Creates a session for this browser; it replaces the session of the cookie that was sent, if any.  One of a token
        ends with the token.
        """
        if body.token is not UNSET:
            if (body.name, body.password) != (UNSET, UNSET):
                raise Refusal("invalid", "token: it comes alone, without a name and a password", field="token")
            return await self._sign_in_by_token(exchange, body.token)
        if body.name is UNSET or body.password is UNSET:
            missing = "name" if body.name is UNSET else "password"
            raise Refusal("invalid", f"{missing}: expected a name and a password, or a token", field=missing)
        try:
            signed_in = await self._own.sign_in(
                body.name,
                body.password,
                address=exchange.address,
                agent=exchange.agent,
                replaces=exchange.cookie,
                browser=exchange.browser,
                tls=exchange.secure,
            )
        except Refusal as refusal:
            exchange.count_login(refusal.code)
            raise
        exchange.count_login("ok")
        if signed_in.account.admin:
            self._hosts.administrator_signed_in(exchange.field("host"))
        return welcome(exchange, signed_in, self._now())

    async def _sign_in_by_token(self, exchange: ApiRequest, token: str) -> SignedInAnswer:
        session = await self._tokens.start_session(token, replaces=exchange.cookie)
        exchange.set_cookie(token, max(0, session.until - self._now()) // 1000)
        return SignedInAnswer(session.principal.user, False, session.until)

    async def sign_out(self, exchange: ApiRequest) -> None:
        """
        Ends this session.
        """
        if exchange.who.kind == "token":
            self._tokens.end_session(exchange.who)
        else:
            await self._own.sign_out(exchange.who.user.id, exchange.session)
        exchange.clear_cookie()

    async def list(self, exchange: ApiRequest, query: SessionsQuery) -> SessionsAnswer:
        """
        Lists the user's sessions.
        """
        page, cursor = list_page(
            sorted(await self._own.sessions(exchange.who.user.id), key=_last_used_first),
            _last_used_first,
            after=query.after,
            limit=query.limit,
            most=PAGE_BYTES,
        )
        sessions = [
            OneSession(one.digest, one.agent, one.created, one.used, one.ends, one.digest == exchange.session)
            for one in page
        ]
        return SessionsAnswer(sessions, cursor is not None, cursor or UNSET)

    async def end(self, exchange: ApiRequest, session: str) -> None:
        """
        Ends one of the user's sessions; succeeds if it has already ended.
        """
        await self._own.sign_out(exchange.who.user.id, session)
        if session == exchange.session:
            exchange.clear_cookie()

    async def end_all(self, exchange: ApiRequest, query: EndQuery) -> EndedAnswer:
        """
        Ends all sessions of the user, or all except this one.  Browsers are not known any more, except this one.
        """
        kept = exchange.session if query.keep == "here" else None
        ended = await self._own.sign_out_everywhere(exchange.who.user.id, keep=kept)
        if kept is None:
            exchange.clear_cookie()
            exchange.clear_browser_cookie()
        else:
            exchange.set_browser_cookie(await self._own.browser_token(exchange.who.user.id, exchange.browser))
        return EndedAnswer(ended)


def _last_used_first(session: CookieSession) -> tuple[int, str]:
    return -session.used, session.digest
