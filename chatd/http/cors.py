"""
Cross-Origin Resource Sharing: which pages of other origins may use the API, with a token.

They are those of ``server.origins``, as for WebSockets.  Cookies never count from another origin: no answer allows
credentials.
"""

from collections.abc import Collection

from chatd.http.head import Head, same_origin
from chatd.http.origins import Origins

Fields = tuple[tuple[str, str], ...]

HEADERS = "Authorization, Cache-Control, Content-Type, Idempotency-Key, Last-Event-ID"
"""The header fields that a page may send."""
EXPOSED = "Allow, Location, Retry-After, WWW-Authenticate, X-Request-Id"
"""The header fields that a page may read, beyond those that all may."""
MAX_AGE = "7200"
"""Seconds that a browser remembers the answer to a preflight; none remembers it longer than this."""


class Cors:
    """
    Decides by the configured origins.
    """

    def __init__(self, origins: Origins) -> None:
        self._origins = origins

    def allows(self, head: Head, *, secure: bool = False) -> bool:
        """
        Whether a request comes from no page, the site's own page, or a page of an allowed origin.
        """
        return not is_foreign(head, secure=secure) or self._origins.allow(head)

    def fields(self, head: Head, *, secure: bool = False) -> Fields:
        """
        Returns the header fields that let the page which has sent a request read the answer.
        """
        if "origin" not in head.fields:
            return ()
        vary = ("Vary", "Origin")
        if not is_foreign(head, secure=secure) or not self._origins.allow(head):
            return (vary,)
        return (
            ("Access-Control-Allow-Origin", head.get("origin")),
            ("Access-Control-Expose-Headers", EXPOSED),
            vary,
        )

    def preflight_fields(self, head: Head, methods: Collection[str], *, secure: bool = False) -> Fields:
        """
        Returns the header fields of the answer to a preflight, for a path that has these `methods`.
        """
        fields = self.fields(head, secure=secure)
        if len(fields) < 2 or "access-control-request-method" not in head.fields:
            return fields
        return (
            *fields,
            ("Access-Control-Allow-Methods", ", ".join(sorted(methods))),
            ("Access-Control-Allow-Headers", HEADERS),
            ("Access-Control-Max-Age", MAX_AGE),
        )


def is_foreign(head: Head, *, secure: bool = False) -> bool:
    """
    Whether a request comes from a page of another origin.

    ``Sec-Fetch-Site`` decides, if the browser sends it: a proxy may have changed ``Host``.  A request without that and
    ``Origin`` comes from none.
    """
    site = head.get("sec-fetch-site")
    if site:
        return site not in {"same-origin", "none"}
    return "origin" in head.fields and not same_origin(head.get("origin"), head.get("host"), secure=secure)
