"""
Guests: users with only a name, recognised again by a token that only this server can make.
"""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Collection

import msgspec

from chatd.domain.account_errors import revoked_token
from chatd.domain.accounts import erased_mark
from chatd.domain.events import User
from chatd.domain.revocations import GUESTS, RevocationRegister, TokenFacts
from chatd.errors import Refusal

TOKEN_MAX = 1024
# A guest's token does not say when it was made.
_FACTS = TokenFacts(GUESTS, None, 0)


class Guests:
    """
    Creates guests and recognises their tokens: id and name with their HMAC-SHA256 under `secret`.
    """

    def __init__(self, secret: bytes, new_id: Callable[[], str] = lambda: secrets.token_urlsafe(12)) -> None:
        self._secret = secret
        self._new_id = new_id
        self._erased: set[str] = set()
        self._revoked = RevocationRegister()

    def refuse_revoked(self, register: RevocationRegister) -> None:
        """
        Refuse the tokens of the guests in `register` from now on.
        """
        self._revoked = register

    def rekey(self, secret: bytes) -> None:
        """
        Use another secret from now on.
        """
        self._secret = secret

    def refuse_erased(self, marks: Collection[str]) -> None:
        """
        Refuse the tokens of guests with these marks (`erased_mark`) from now on.
        """
        self._erased.update(marks)

    def new_guest(self, name: str) -> tuple[User, str]:
        """
        A new guest of that name, and its token.
        """
        user = User("g." + self._new_id(), name)
        return user, self.token_for(user)

    def token_for(self, user: User) -> str:
        """
        The token that identifies `user` with its present name.
        """
        body = msgspec.json.encode((user.id, user.name))
        return f"{_text(body)}.{_text(self._seal(body))}"

    def recognise(self, token: str) -> User:
        """
        The guest of `token`; refused as `bad_token` if this server did not make it, or the guest has been erased
        or signed out.
        """
        if len(token) <= TOKEN_MAX:
            try:
                body, seal = (_bytes(part) for part in token.split("."))
            except ValueError:
                pass
            else:
                if hmac.compare_digest(seal, self._seal(body)):
                    user_id, name = msgspec.json.decode(body)
                    if self._erased and erased_mark(user_id) in self._erased:
                        raise Refusal("bad_token", "this guest has been erased", field="token")
                    if self._revoked.is_revoked(user_id, _FACTS):
                        raise revoked_token()
                    return User(user_id, name)
        raise Refusal("bad_token", field="token")

    def _seal(self, body: bytes) -> bytes:
        return hmac.digest(self._secret, b"chatd guest\0" + body, "sha256")


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
