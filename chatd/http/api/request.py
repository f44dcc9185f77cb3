"""
One request and its answer, as an endpoint sees them: who asks from where, what was sent, which cookie goes back.
"""

from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from twisted.web.server import Request

from chatd.auth.cookies import COOKIE
from chatd.domain.accounts import Principal
from chatd.domain.decode_errors import field_error
from chatd.errors import Refusal
from chatd.http.channel import BoundedRequest
from chatd.http.head import cookie_value, same_origin
from chatd.http.problems import HttpRefusal

BODY_MAX = 16384
"""Bytes of JSON: the longest password, with every character of it escaped, and a name."""

T = TypeVar("T", bound=Struct)


class ApiRequest:
    """
    `address` is who really speaks, None if that cannot be known; `agent` what the browser calls itself, `secure`
    whether it speaks TLS, with us or with a proxy of ours; `cookie` the token of its session, whoever put it there;
    `bearer` that of a back end.

    `principal` is who it turned out to be, where an endpoint asks for that.
    """

    def __init__(self, request: BoundedRequest) -> None:
        self._request = request
        client = request.channel.client
        self.address = client.address
        self.secure = client.secure
        self.agent = self.field("User-Agent")
        self.cookie = cookie_value(self.field("Cookie", "; "), COOKIE)
        scheme, _, token = self.field("Authorization").partition(" ")
        self.bearer = token.strip() if scheme.lower() == "bearer" else None
        self.principal: Principal | None = None

    @property
    def who(self) -> Principal:
        """
        Who asks, where somebody has to be signed in.
        """
        assert self.principal is not None
        return self.principal

    @property
    def session(self) -> str:
        """
        What the cookie session is known by, where somebody has to be signed in.
        """
        assert self.who.session is not None
        return self.who.session

    def field(self, name: str, between: str = ", ") -> str:
        """
        The value of a field of the head, repeated ones joined; empty if there is none.
        """
        values = self._request.requestHeaders.getRawHeaders(name.encode()) or ()
        return between.join(value.decode("latin-1") for value in values)

    def prove_origin(self) -> None:
        """
        Refuse as `forbidden` what another site's page may have sent.

        What a browser says of itself decides (Sec-Fetch-Site), or else whether the Origin is where the request went.
        Who shows a bearer's token and no cookie is no browser that was tricked: no page can make one send that; a name
        and a password for a proxy before us it sends by itself.
        """
        if self.bearer is not None and not self.field("Cookie"):
            return
        site, origin = self.field("Sec-Fetch-Site"), self.field("Origin")
        if site:
            if site != "same-origin":
                raise Refusal(
                    "forbidden", "Sec-Fetch-Site: only same-origin may change anything", field="sec-fetch-site"
                )
        elif not origin:
            missing = "Origin: neither it nor Sec-Fetch-Site says that the request comes from this site's own page"
            raise Refusal("forbidden", missing, field="origin")
        elif not same_origin(origin, self.field("Host"), secure=self.secure):
            raise Refusal("forbidden", "Origin: it is not the host that the request was sent to", field="origin")

    def read_body(self, kind: type[T]) -> T:
        """
        The body, which has to be JSON; refused with the path of the field that is wrong.
        """
        media = self.field("Content-Type").partition(";")[0].strip().lower()
        if media != "application/json":
            raise HttpRefusal(415, "invalid", "Content-Type: expected application/json", field="content-type")
        content: Any = self._request.content
        raw: bytes = content.read(BODY_MAX + 1)
        if len(raw) > BODY_MAX:
            raise Refusal("too_large", f"a body has at most {BODY_MAX} bytes here")
        try:
            return msgspec.json.decode(raw, type=kind)
        except msgspec.ValidationError as error:
            raise _unfit(error, kind, "body") from None
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            raise Refusal("invalid", "body: not one JSON object", field="body") from None

    def read_query(self, kind: type[T]) -> T:
        """
        What stands behind the ``?``; refused with the name that is wrong.
        """
        args: Any = self._request.args
        try:
            given = {name.decode(): value.decode() for name, values in args.items() for value in values}
            for name, values in args.items():
                if len(values) > 1:
                    raise Refusal("invalid", f"{name.decode()}: given more than once", field=name.decode()[:128])
            return msgspec.convert(given, kind, strict=False)
        except UnicodeDecodeError:
            raise Refusal("invalid", "query: not UTF-8", field="query") from None
        except msgspec.ValidationError as error:
            raise _unfit(error, kind, "query") from None

    def set_cookie(self, token: str, seconds: int) -> None:
        """
        Give the browser a session's cookie: no script reads it, no other site's form sends it.
        """
        secure = "; Secure" if self.secure else ""
        cookie = f"{COOKIE}={token}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=Lax{secure}"
        self._request.responseHeaders.setRawHeaders("Set-Cookie", [cookie])

    def clear_cookie(self) -> None:
        """
        Take the session's cookie from the browser.
        """
        self.set_cookie("", 0)

    def set_task_location(self, location: str, seconds: int) -> None:
        """
        What is answered is not done yet (202): `location` tells how it goes, and is worth asking after `seconds`.
        """
        self._request.setHeader("Location", location)
        self._request.setHeader("Retry-After", str(seconds))

    def write_answer(self, status: int, body: Struct | None) -> bytes:
        """
        The answer's bytes; its head is set.
        """
        self._request.setResponseCode(204 if body is None else status)
        return b"" if body is None else send(self._request, "application/json", body)


def send(request: Request, kind: str, body: Struct) -> bytes:
    """
    A body as JSON, whose head is set.
    """
    raw = msgspec.json.encode(body)
    request.setHeader("Content-Type", kind)
    request.setHeader("Content-Length", str(len(raw)))
    return raw


def _unfit(error: msgspec.ValidationError, kind: type[Struct], whole: str) -> Refusal:
    misfit = field_error(error, kind)
    return Refusal("invalid", misfit.told(whole)[:300], field=misfit.field[:128] or whole)
