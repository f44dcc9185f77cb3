"""
Is this name's password this one?  The only place where that is asked.
"""

from collections.abc import Sequence

from chatd.auth import refusals
from chatd.auth.attempts import Attempts
from chatd.auth.passwords import Passwords, typed
from chatd.auth.ports import Accounts
from chatd.auth.records import Account
from chatd.errors import Refusal
from chatd.lookalikes import NameRules


class SignIn:
    """
    Verifies passwords.  The order is the point: sizes, then budgets, then the store, then the expensive hash; and an
    unknown name goes all of that way like a known one.
    """

    def __init__(self, people: Accounts, passwords: Passwords, names: NameRules, attempts: Attempts) -> None:
        self._people = people
        self._passwords = passwords
        self._names = names
        self._attempts = attempts

    async def by_name(self, name: str, password: str, address: str | None) -> Account:
        """
        The account of that name, in whatever case, if that is its password.

        `bad_token` in the same words and after the same work if there is no such name; `forbidden` if the account is
        disabled, which is only told to who knows the password.
        """
        secrets = typed(password)
        if len(name) > self._names.limit * 4:
            raise Refusal("invalid", f"name: expected 1 to {self._names.limit} characters", field="name")
        self._attempts.knock(address)
        letters = self._names.likeness(name).letters
        self._attempts.sign_in(letters)
        self._passwords.need_room()
        account = await self._verified(await self._people.account_named(letters), secrets)
        self._attempts.signed_in(address)
        return account

    async def by_id(self, account_id: str, password: str, address: str | None, field: str = "password") -> Account:
        """
        The same for somebody who is signed in and says so once more, before something that cannot be undone.
        """
        secrets = typed(password, field)
        self._attempts.knock(address)
        account = await self._people.account(account_id)
        self._attempts.sign_in("" if account is None else account.likeness.letters)
        return await self._verified(account, secrets, field)

    async def _verified(self, account: Account | None, secrets: Sequence[bytes], field: str = "password") -> Account:
        right = await self._which(None if account is None else account.password, secrets)
        if account is None or account.password is None or right is None:
            raise refusals.wrong_password(field)
        if account.disabled:
            raise refusals.disabled()
        if right == secrets[0] and not self._passwords.outdated(account.password):
            return account
        return await self._rehashed(account, account.password, secrets[0])

    async def _which(self, hashed: str | None, secrets: Sequence[bytes]) -> bytes | None:
        # An unknown name takes as many attempts as a wrong password.
        for secret in secrets:
            if await self._passwords.verify(hashed, secret):
                return secret
        return None

    async def _rehashed(self, account: Account, old: str, secret: bytes) -> Account:
        try:
            new = await self._passwords.hash(secret)
            await self._people.rehash(account.id, old, new)
        except Refusal:
            # There is a next time.
            return account
        return await self._people.account(account.id) or account
