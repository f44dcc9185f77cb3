"""
What the factory of connections knows of each of them.
"""

from typing import Any, Protocol

from chatd.chat.session import Session


class LiveConnection(Protocol):
    """
    A connection with a session, of either kind: a WebSocket, or a stream of events.
    """

    transport: Any
    address: str | None
    due: float

    @property
    def session(self) -> Session | None:
        """
        The session; None if it has not begun yet.
        """

    def close_connection(self, code: int, reason: str, retry_after: int | None = None) -> None:
        """
        As `chatd.interfaces.delivery.Connection.close_connection`.
        """

    def check_liveness(self, now: float) -> None:
        """
        Does what is due, and sets `due`.
        """
