"""
Interfaces of authentication: identities, accounts, sessions, links, API keys and ignore lists.
"""

from collections.abc import Awaitable, Collection, Mapping, Sequence
from typing import Protocol

from msgspec import UNSET, UnsetType

from chatd.domain.accounts import Account, ApiKey, ContactRule, CookieSession, Link, NameKeys, Principal
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry
from chatd.domain.revocations import Revocation


class TokenUsers(Protocol):
    """
    Knows the users of the configured token issuers (``x.ISSUER.SUBJECT``), also those who have never come.
    """

    def expected_user(self, user_id: str, name: str | float | None = None) -> Awaitable[User | None]:
        """
        The user with that id, called `name` if given, else by their subject; None if no issuer that is configured can
        have given out the id.
        """


class Identity(TokenUsers, Protocol):
    """
    Tells who the user behind a login is, and makes guests.
    """

    def guest_name(self, wish: str, field: str) -> str:
        """
        The name of a guest who asks for `wish`; refused as `invalid` or `conflict` if it is not possible.
        """

    def new_guest(self, name: str) -> tuple[User, str]:
        """
        A new guest of that name, and its token.
        """

    def token_for(self, user: User) -> str:
        """
        A token of the guest `user` under its present name.
        """

    def guest_of_token(self, token: str) -> User | None:
        """
        The guest of a token; None if the token is of another kind, refused as `bad_token` if it is not valid.
        """

    def identify(self, credentials: object) -> Awaitable[Principal]:
        """
        The principal of a token as the client sent it, or of the credentials of a handshake.

        Refused as `bad_token`, `expired`, `forbidden`, `rate_limited` or `unavailable`.
        """

    def back_end_user(self, user_id: str, name: str | float | None) -> Awaitable[User]:
        """
        The user as whom a back end may speak: an account, or the subject of a token issuer, called `name`.

        Refused as `invalid` for what no back end can be, `not_found` for an account that is not there.
        """

    def rename_account(self, account_id: str, name: str) -> Awaitable[User]:
        """
        Give an account another name; refused as `invalid`, or as `conflict` if it is not free.
        """

    def name_letters(self, name: str) -> str:
        """
        The key by which an account is found: `chatd.domain.accounts.NameKeys.letters`.
        """


class AccountStore(Protocol):
    """
    Stores accounts.  Every method may fail with `unavailable`, and with `not_found` for an account that is not there.

    A method with an `act` stores it in the commit that makes the change, here and in the other stores of people.
    """

    def add_account(
        self, account: Account, *, invitation: str | None = None, now: int, act: AuditEntry | None = None
    ) -> Awaitable[None]:
        """
        Add an account.  `conflict`, field `name`, if its name is not free, as `name_is_free` says.

        With the digest of an `invitation` that is used up in the same commit; `bad_token`, field `invitation`, if that
        is none or has ended at `now`.
        """

    def account(self, account_id: str) -> Awaitable[Account | None]:
        """
        The account with that id.
        """

    def account_named(self, letters: str) -> Awaitable[Account | None]:
        """
        The account whose display name has these `chatd.domain.accounts.NameKeys.letters`.
        """

    def account_with_login(self, letters: str) -> Awaitable[Account | None]:
        """
        The account whose sign-in name has these letters.
        """

    def name_is_free(self, likeness: NameKeys, *, now: int, owner: str = "") -> Awaitable[bool]:
        """
        Whether the account `owner` may take a name: no other account's display or sign-in name has its shape or its
        letters, nor has a name that another account gave up and that rests until later than `now`.
        """

    def list_accounts(self, *, after: str = "", admins: bool = False, limit: int) -> Awaitable[Sequence[Account]]:
        """
        The first `limit` accounts, by letters, whose letters come after those; with `admins` only administrators that
        are not disabled.
        """

    def rename_account(
        self, account_id: str, name: str, likeness: NameKeys, *, now: int, rest_ms: int
    ) -> Awaitable[Account]:
        """
        Give an account another display name; `conflict` if `name_is_free` says no.  A name that it does not use any
        more rests until `now` + `rest_ms`, and only its former owner may take it before.
        """

    def change_login(
        self, account_id: str, login: str, likeness: NameKeys, *, now: int, rest_ms: int
    ) -> Awaitable[Account]:
        """
        Give an account another sign-in name, in the same way; the field of a `conflict` is `login`.
        """

    def set_password(
        self,
        account_id: str,
        password: str,
        *,
        old: str | None = None,
        keep: str | None = None,
        act: AuditEntry | None = None,
    ) -> Awaitable[Account]:
        """
        Another hash, and in the same commit the end of all its sessions but `keep` and of all links to reset it.  The
        browsers that know it are forgotten: `Account.browsers` grows.

        With `old`, only if that is still the present hash; else `conflict`.
        """

    def rehash(self, account_id: str, old: str, new: str) -> Awaitable[bool]:
        """
        The same password under another hash, if `old` is still the present one; whether it was.
        """

    def flag_account(
        self,
        account_id: str,
        *,
        admin: bool | UnsetType = UNSET,
        disabled: bool | UnsetType = UNSET,
        act: AuditEntry | None = None,
    ) -> Awaitable[Account]:
        """
        Set what is given.  Disabling ends all sessions and links of the account in the same commit, and forgets the
        browsers that know it.  If all of it was so already, the act was none and is not stored.
        """

    def delete_account(
        self, account_id: str, act: AuditEntry | None = None, *, now: int, rest_ms: int
    ) -> Awaitable[Account]:
        """
        Remove an account with its sessions, its links, whom it ignores and who ignores it; the account as it was.  Its
        names rest until `now` + `rest_ms`.
        """


class CookieSessionStore(Protocol):
    """
    Stores the sessions of browsers that are signed in.  May fail with `unavailable`.
    """

    def add_session(self, session: CookieSession, *, verified: str, limit: int) -> Awaitable[Collection[str]]:
        """
        Keep a new session of an account whose password was found right.  If that makes more than `limit`, those that
        were used longest ago end; returns their digests.

        `bad_token` if the account is deleted or disabled, or its hash is not `verified` any more: both may have changed
        since the password was checked.
        """

    def session(self, digest: str) -> Awaitable[tuple[CookieSession, Account] | None]:
        """
        A session, ended or not, and its account.
        """

    def sessions(self, account_id: str) -> Awaitable[Sequence[CookieSession]]:
        """
        All sessions of an account, the one used last first.
        """

    def use_session(self, digest: str, *, used: int, ends: int) -> Awaitable[None]:
        """
        A session has been used and ends later; nothing if it is not there.
        """

    def end_session(self, account_id: str, digest: str) -> Awaitable[bool]:
        """
        Remove a session of that account; whether it was there.
        """

    def end_sessions(
        self, account_id: str, *, keep: str | None = None, act: AuditEntry | None = None
    ) -> Awaitable[int]:
        """
        Remove all sessions of an account but `keep`, and say how many that was.  The browsers that know the account are
        forgotten.
        """


class LinkStore(Protocol):
    """
    Stores one-time links.  May fail with `unavailable`.
    """

    def add_link(self, link: Link, act: AuditEntry | None = None) -> Awaitable[None]:
        """
        Keep a link; one to reset a password takes the place of those that its account had, which `not_found` misses.
        """

    def link(self, digest: str) -> Awaitable[Link | None]:
        """
        A link that has not been used, ended or not.
        """

    def reset_password(self, digest: str, password: str, *, now: int) -> Awaitable[Account]:
        """
        Use up a link to reset a password, with all that `AccountStore.set_password` does; `bad_token`, field `link`, if
        it is none or has ended at `now`, or its account is disabled.
        """


class ApiKeyStore(Protocol):
    """
    Stores the API keys of back ends.  May fail with `unavailable`.
    """

    def add_key(self, key: ApiKey, act: AuditEntry | None = None) -> Awaitable[None]:
        """
        Keep a key, in the place of a revoked one of that name; `conflict`, field `name`, if there is one in force.
        """

    def key(self, digest: str) -> Awaitable[ApiKey | None]:
        """
        A key, revoked or not.
        """

    def keys(self) -> Awaitable[Sequence[ApiKey]]:
        """
        All keys, by name.
        """

    def use_key(self, digest: str, used: int) -> Awaitable[None]:
        """
        A key has been used; nothing if it is not there.
        """

    def revoke_key(self, name: str, now: int, act: AuditEntry | None = None) -> Awaitable[ApiKey]:
        """
        Revoke the key of that name; `not_found` if none is in force.
        """


class RevocationStore(Protocol):
    """
    Stores revocations of tokens.  May fail with `unavailable`.
    """

    def add_revocation(
        self, revocation: Revocation, act: AuditEntry | None = None, *, limit: int
    ) -> Awaitable[Revocation]:
        """
        Keep a revocation, merged with one of the same issuer, kind and value; returns what is kept.  `forbidden` if
        that makes more than `limit`.
        """

    def revocations(self) -> Awaitable[Sequence[Revocation]]:
        """
        All revocations, also those that have ended lately.
        """


class IgnoreStore(Protocol):
    """
    Stores ignore lists.  May fail with `unavailable`.
    """

    def ignore(self, user_id: str, other: str, *, limit: int) -> Awaitable[None]:
        """
        Add `other`, if that makes more than `limit` ids, else `forbidden`.  Twice is as good as once.
        """

    def unignore(self, user_id: str, other: str) -> Awaitable[None]:
        """
        Take `other` away, if there.
        """

    def ignored(self, user_id: str) -> Awaitable[frozenset[str]]:
        """
        The ids of the users that a user ignores.
        """


class ContactStore(Protocol):
    """
    Stores who may invite and write to each user.  May fail with `unavailable`.
    """

    def contact_rules(self, user_ids: Collection[str]) -> Awaitable[Mapping[str, ContactRule]]:
        """
        By user the rules that are not ``everybody``.
        """

    def set_contact_rule(self, user_id: str, rule: ContactRule) -> Awaitable[None]:
        """
        Set the rule of a user.
        """


class PeopleStore(
    AccountStore,
    CookieSessionStore,
    LinkStore,
    ApiKeyStore,
    RevocationStore,
    IgnoreStore,
    ContactStore,
    Protocol,
):
    """
    All stores of people.  tests/storage/test_accounts.py tests the promises.
    """

    def purge_expired(self, now: int) -> Awaitable[None]:
        """
        Remove the sessions, the links, the revocations and the rests of names that have ended at `now`.
        """

    def purge_guests(self, here: Collection[str], *, now: int, before: int) -> Awaitable[None]:
        """
        Remove ignore lists, contact rules and read markers of guests who were last here before `before`, in steps; the
        guests `here` are here at `now`, and so is one of whom nothing was known.
        """
