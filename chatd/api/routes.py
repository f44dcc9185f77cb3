"""
What an endpoint is: a method, a path, who may ask, and what has to be sent.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Literal, get_type_hints

from msgspec import Struct

Asks = Literal["nobody", "anybody", "account", "admin"]
"""
Whom an endpoint wants to know: nobody; anybody who can show something, a token as well; somebody signed in by a cookie;
an administrator signed in by a cookie.
"""


class NoQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Nothing behind the ``?``.
    """


class Route(Struct, frozen=True):
    """
    One endpoint.  `run` gets the exchange, the body as a `body` if there is to be one, the query as a `query` if that
    is more than nothing, and the parts of the path by name; it answers what is sent as JSON, or None for nothing (204).
    """

    method: str
    path: str
    run: Callable[..., Awaitable[Struct | None]]
    asks: Asks = "account"
    body: type[Struct] | None = None
    query: type[Struct] = NoQuery
    status: int = 200

    @property
    def answer(self) -> Any:
        """
        The type of what is answered.
        """
        return get_type_hints(self.run)["return"]
