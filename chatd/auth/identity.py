"""
How chat sessions authenticate: guests at once, all others through the gate.
"""

from chatd.auth.accounts import AccountService
from chatd.auth.gate import Gate, bearer
from chatd.auth.guests import Guests
from chatd.auth.tokens import KEY
from chatd.domain.account_errors import no_account
from chatd.domain.accounts import Principal
from chatd.domain.display_names import GUEST_MARK, NameRules
from chatd.domain.events import User
from chatd.errors import Refusal
from chatd.interfaces.accounts import AccountStore, TokenUsers


class SessionIdentity:
    """
    A `chatd.interfaces.accounts.Identity`.
    """

    def __init__(
        self,
        *,
        guests: Guests,
        names: NameRules,
        gate: Gate,
        account_service: AccountService,
        accounts: AccountStore,
        token_users: TokenUsers,
    ) -> None:
        self._guests = guests
        self._names = names
        self._gate = gate
        self._account_service = account_service
        self._accounts = accounts
        self._token_users = token_users

    def guest_name(self, wish: str, field: str) -> str:
        return self._names.guest_name(wish, field)

    def new_guest(self, name: str) -> tuple[User, str]:
        return self._guests.new_guest(name)

    def token_for(self, user: User) -> str:
        return self._guests.token_for(user)

    def guest_of_token(self, token: str) -> User | None:
        if token.startswith(KEY) or token.count(".") == 2:
            return None
        user = self._guests.recognise(token)
        # Tokens from versions without accounts have names without the mark.
        return user if user.name.startswith(GUEST_MARK) else User(user.id, GUEST_MARK + user.name)

    async def identify(self, credentials: object) -> Principal:
        return await self._gate.authenticate(bearer(credentials) if isinstance(credentials, str) else credentials)

    async def expected_user(self, user_id: str, name: str | float | None = None) -> User | None:
        return await self._token_users.expected_user(user_id, name)

    async def back_end_user(self, user_id: str, name: str | float | None) -> User:
        if user_id.startswith("a."):
            account = await self._accounts.account(user_id)
            if account is None or account.disabled:
                raise no_account()
            return account.user
        user = await self._token_users.expected_user(user_id, name)
        if user is not None:
            return user
        raise Refusal(
            "invalid", "as.id: expected the id of an account, or one of a token issuer set here", field="as.id"
        )

    async def rename_account(self, account_id: str, name: str) -> User:
        return (await self._account_service.rename_account(account_id, name)).user

    def name_letters(self, name: str) -> str:
        return self._names.likeness(name).letters
