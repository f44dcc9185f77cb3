"""
Endpoints of users: who somebody is and where, and signing them out.
"""

from collections.abc import Iterator

from chatd.auth.administration import AccountAdmin
from chatd.chat.requests import Requests, UserDescription
from chatd.domain.validation import check_user_id
from chatd.http.api.app import Route
from chatd.http.api.request import ApiRequest


class UserEndpoints:
    """
    The endpoints of users.
    """

    def __init__(self, requests: Requests, administration: AccountAdmin) -> None:
        self._requests = requests
        self._administration = administration

    def routes(self) -> Iterator[Route]:
        """
        Yields the routes.
        """
        yield Route("GET", "/api/users/<user>", self.describe_user, asks="anybody")
        yield Route("DELETE", "/api/users/<user>/sessions", self.sign_out_user, asks="anybody")

    async def describe_user(self, exchange: ApiRequest, user: str) -> UserDescription:
        """
        The name and kind of a user, whether they are online, and in which of the rooms that the asker may read.
        """
        check_user_id(user)
        return await self._requests.describe_user(exchange.who, exchange.address, user)

    async def sign_out_user(self, exchange: ApiRequest, user: str) -> None:
        """
        Ends the sessions of a user and refuses their tokens of now; their connections are closed.
        """
        check_user_id(user)
        await self._requests.check_may_sign_out(exchange.who, exchange.address, user)
        await self._administration.sign_out_everywhere(user, by=exchange.who.user)
