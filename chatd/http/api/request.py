"""
One request and its answer, as an endpoint sees them: sender, input, and cookie.
"""

import json
from typing import Any, TypeVar, cast

import msgspec
from msgspec import Raw, Struct
from twisted.web.http import parse_qs

from chatd.auth.cookies import COOKIE
from chatd.auth.known_browsers import BROWSER_COOKIE
from chatd.domain.accounts import Principal
from chatd.domain.decode_errors import field_error
from chatd.errors import Refusal
from chatd.http.cookies import HOST_PREFIX, browser_token, cookie_line, former_session_token, session_token
from chatd.http.cors import is_foreign
from chatd.http.exchange import Exchange
from chatd.http.head import same_origin
from chatd.http.problems import HttpRefusal

BODY_MAX = 16384
"""Bytes of JSON: the longest password, with every character of it escaped, and a name."""

BROWSER_SECONDS = 400 * 86400
"""The longest life that browsers give a cookie (RFC 6265bis, section 5.5); the server knows how long it is valid."""

T = TypeVar("T", bound=Struct)


class NoQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """
    No query parameters.
    """


NO_QUERY = NoQuery()


class ApiRequest:
    """
    One API request.

    `address` is the client's address, None if unknown; `secure` means TLS, to us or to a trusted proxy; `cookie` is the
    session token of the cookie, and `browser` the token of a known browser, both unverified; `bearer` is the token of
    ``Authorization``.  `has_credentials`: a cookie, which may not count, or a token was sent.

    `principal` is the identified user, if the endpoint requires one.  `status` replaces that of the endpoint.
    """

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._head = exchange.head
        self.address = exchange.client.address
        self.secure = exchange.client.secure
        # Cookies count from the site's own pages only, even if a browser sends them from another port of the host.
        self._foreign = is_foreign(self._head, secure=self.secure)
        cookies = self.field("cookie", "; ")
        sent = session_token(cookies, secure=self.secure) if cookies else None
        self.cookie = None if self._foreign else sent
        self.browser = None if self._foreign or not cookies else browser_token(cookies)
        # Never renamed: another host of the domain may have set it.  It goes with the next sign-in.
        self._has_former_cookie = self.secure and former_session_token(cookies) is not None
        scheme, _, token = self.field("authorization").partition(" ")
        self.bearer = token.strip() if scheme.lower() == "bearer" else None
        self.has_credentials = sent is not None or self.bearer is not None
        self.principal: Principal | None = None
        self.status: int | None = None

    @property
    def agent(self) -> str:
        """
        The field ``User-Agent``.
        """
        return self.field("user-agent")

    @property
    def who(self) -> Principal:
        """
        The identified user; only for endpoints that require a login.
        """
        assert self.principal is not None
        return self.principal

    @property
    def session(self) -> str:
        """
        The id of the cookie session; only for endpoints that require a cookie login.
        """
        assert self.who.session is not None
        return self.who.session

    def recognise_as(self, principal: Principal) -> None:
        """
        Note whose request this is.  It does not count as one of nobody known, unless it is a guest's: anybody becomes
        one for nothing.
        """
        self.principal = principal
        if principal.kind != "guest":
            self._exchange.mark_recognised()
            self._exchange.by_back_end = principal.rate is not None

    def recognise_connection(self, *, heavy: bool) -> None:
        """
        Note that the request is part of a connection whose user is known, a guest's too: the connection has counted.
        `heavy`: its address sends much, and the time of the request is charged to it.
        """
        self._exchange.mark_recognised(charged=heavy)

    def field(self, name: str, between: str = ", ") -> str:
        """
        Returns the value of a header field, whose name is in lower case, repeated ones joined by `between`; empty if
        there is none.
        """
        values = self._head.fields.get(name)
        return "" if values is None else between.join(values)

    def prove_origin(self, *, by_token: bool = True) -> None:
        """
        Raises Refusal `forbidden` for a request that a page of another site may have sent.

        Sec-Fetch-Site decides, if the browser sends it, else whether the Origin matches the host.  A request with a
        bearer token and no cookie that counts is allowed: a page can send one only if it has one and is of an origin
        that is allowed to (`chatd.http.cors`), unlike Basic credentials for a proxy before us, which browsers send by
        themselves.  Without `by_token` a token proves nothing for a page of another origin: the endpoint sets a cookie.
        """
        if self.bearer is not None and (by_token if self._foreign else not self.field("cookie")):
            return
        site, origin = self.field("sec-fetch-site"), self.field("origin")
        if site:
            if site != "same-origin":
                raise Refusal(
                    "forbidden", "Sec-Fetch-Site: only same-origin may change anything", field="sec-fetch-site"
                )
        elif not origin:
            missing = "Origin: neither it nor Sec-Fetch-Site says that the request comes from this site's own page"
            raise Refusal("forbidden", missing, field="origin")
        elif not same_origin(origin, self.field("host"), secure=self.secure):
            raise Refusal("forbidden", "Origin: it is not the host that the request was sent to", field="origin")

    def read_raw(self, most: int) -> bytes:
        """
        Returns the body of at most `most` bytes as it was sent; refused as `too_large`.
        """
        raw = self._exchange.body
        if len(raw) > most:
            raise Refusal("too_large", f"body: at most {most} bytes are allowed here", field="body")
        return raw

    def read_body(self, kind: type[T], most: int = BODY_MAX) -> T:
        """
        Returns the decoded JSON body of at most `most` bytes; raises Refusal with the path of an invalid field.
        """
        media = self.field("content-type").partition(";")[0].strip().lower()
        if media != "application/json":
            raise HttpRefusal(415, "invalid", "Content-Type: expected application/json", field="content-type")
        coding = self.field("content-encoding").strip().lower()
        if coding not in {"", "identity"}:
            raise HttpRefusal(
                415, "invalid", "Content-Encoding: send the body as it is, not compressed", field="content-encoding"
            )
        raw = self.read_raw(most)
        decoded = decode(raw, kind, "body")
        check_names(raw)
        return decoded

    def read_query(self, kind: type[T]) -> T:
        """
        Returns the decoded query; raises Refusal with the name of an invalid parameter.
        """
        text = self._head.target.partition("?")[2]
        if not text and kind is NoQuery:
            return cast("T", NO_QUERY)
        given = {}
        try:
            for raw_name, values in parse_qs(text.encode("latin-1"), 1).items() if text else ():
                name = raw_name.decode()
                if len(values) > 1:
                    raise Refusal("invalid", f"{name}: given more than once", field=name[:128])
                given[name] = values[0].decode()
            query = msgspec.convert(given, kind, strict=False)
        except UnicodeDecodeError:
            raise Refusal("invalid", "query: not UTF-8", field="query") from None
        except msgspec.ValidationError as error:
            raise _unfit(error, kind, "query") from None
        # msgspec takes the word null for a value that is not there.
        for name in kind.__struct_encode_fields__:
            if name in given and getattr(query, name) is None:
                raise Refusal("invalid", f"{name}: expected a value, or no such parameter", field=name)
        return query

    def set_cookie(self, token: str, seconds: int) -> None:
        """
        Sets the session cookie; scripts cannot read it, and forms of other sites do not send it.
        """
        self._set_cookie(COOKIE, token, seconds, "Lax")
        if self._has_former_cookie:
            former = cookie_line(COOKIE, "", 0, secure=True, same_site="Lax").removeprefix(HOST_PREFIX)
            self._exchange.fields.append(("Set-Cookie", former))

    def clear_cookie(self) -> None:
        """
        Removes the session cookie.
        """
        self.set_cookie("", 0)

    def set_browser_cookie(self, token: str) -> None:
        """
        Sets the cookie of a known browser.
        """
        self._set_cookie(BROWSER_COOKIE, token, BROWSER_SECONDS, "Strict")

    def clear_browser_cookie(self) -> None:
        """
        Removes the cookie of a known browser.
        """
        self._set_cookie(BROWSER_COOKIE, "", 0, "Strict")

    def _set_cookie(self, name: str, value: str, seconds: int, same_site: str) -> None:
        framed = name == COOKIE and self._exchange.site.frame_cookies
        cookie = cookie_line(name, value, seconds, secure=self.secure, same_site=same_site, framed=framed)
        self._exchange.fields.append(("Set-Cookie", cookie))

    def count_login(self, result: str) -> None:
        """
        Counts a login with a password; `result` is ``ok`` or an error code.
        """
        self._exchange.site.counters.logins["http", result] += 1

    def set_task_location(self, location: str, seconds: int) -> None:
        """
        Sets the header of an answer whose task continues (202): `location` reports its progress, and should be polled
        after `seconds`.
        """
        self._exchange.fields += (("Location", location), ("Retry-After", str(seconds)))


def decode(raw: bytes | Raw, kind: type[T], whole: str) -> T:
    """
    Returns decoded JSON; raises Refusal with the path of an invalid field, or with `whole`, the name of it all.
    """
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError as error:
        raise _unfit(error, kind, whole) from None
    except RecursionError:
        raise Refusal("invalid", f"{whole}: too many levels of arrays and objects", field=whole) from None
    except UnicodeDecodeError:
        raise Refusal("invalid", f"{whole}: not UTF-8", field=whole) from None
    except msgspec.DecodeError as error:
        what = "not UTF-8" if _is_other_encoding(raw) else f"not one JSON object: {error}"
        raise Refusal("invalid", f"{whole}: {what}"[:300], field=whole) from None


def check_names(raw: bytes) -> None:
    """
    Raises Refusal if an object of decoded JSON has a name twice: it is not clear which value is meant (RFC 8259,
    section 4).
    """
    try:
        _PARSER.raw_decode(raw.decode().lstrip())
    except (RecursionError, ValueError):
        # Refused elsewhere: no field of ours has so many levels, and a message of a batch that is no JSON or not UTF-8
        # is refused alone.
        return


def _unique_names(pairs: list[tuple[str, Any]]) -> None:
    if len(dict(pairs)) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise Refusal("invalid", f"{name[:100]}: given more than once", field=name[:128])
            seen.add(name)


_PARSER = json.JSONDecoder(object_pairs_hook=_unique_names)


def _is_other_encoding(raw: bytes | Raw) -> bool:
    try:
        text = bytes(raw).decode()
    except UnicodeDecodeError:
        return True
    # A byte order mark, or UTF-16 and UTF-32 in ASCII characters.
    return text[:1] == "\ufeff" or "\0" in text[:4]


def _unfit(error: msgspec.ValidationError, kind: type[Struct], whole: str) -> Refusal:
    misfit = field_error(error, kind)
    return Refusal("invalid", misfit.told(whole)[:300], field=misfit.field[:128] or whole)
