"""
The parameters that the address of a connection may have: of a WebSocket, or of a connection without one.
"""

from chatd.errors import Refusal
from chatd.http.head import Head

NO_COOKIE = "cookie=no"
"""The cookie does not count: for a page in a frame that logs in with a token."""
NOT_PRESENT = "present=0"
"""The user is in no list of people, and does not count in a room: for a page that only shows one."""


def has_parameter(head: Head, parameter: str) -> bool:
    """
    Whether the query of a request has `parameter`, one of those above.
    """
    query = head.target.partition("?")[2]
    return bool(query) and parameter in query.split("&")


def check_connection_query(head: Head) -> None:
    """
    Raises Refusal `invalid` for other parameters than those above.  A WebSocket may have others, for the proxies of the
    site.
    """
    _, mark, query = head.target.partition("?")
    if mark and not {NO_COOKIE, NOT_PRESENT}.issuperset(query.split("&")):
        raise Refusal(
            "invalid", f"query: a connection has no parameters but {NO_COOKIE} and {NOT_PRESENT}", field="query"
        )
