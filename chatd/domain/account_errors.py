"""
What people are told when they cannot be who they want to be: the same words wherever it is found out.

Each makes a new refusal; what must not be told apart has one name.
"""

from chatd.errors import Refusal


def wrong_password(field: str = "password") -> Refusal:
    """
    There is no such name, it has no password, or it has another one.
    """
    return Refusal("bad_token", "the name or the password is wrong", field=field)


def disabled() -> Refusal:
    """
    The password was right.
    """
    return Refusal("forbidden", "this account is disabled")


def no_account() -> Refusal:
    """
    The account is not there, or not any more.
    """
    return Refusal("not_found", "there is no such account")


def name_taken(field: str = "name") -> Refusal:
    """
    Somebody is called that or something that looks like it, or was until lately.
    """
    what = "somebody has this name or one that looks like it, or had it until lately"
    return Refusal("conflict", f"{field}: {what}", field=field)


def changed_meanwhile() -> Refusal:
    """
    Two changed the same at the same time; the other one was first.
    """
    return Refusal("conflict", "it was changed from elsewhere at the same time")


def no_session() -> Refusal:
    """
    The cookie is of no session, or of one that has ended.
    """
    return Refusal("bad_token", "this session has ended; sign in again", field="session")


def no_invitation() -> Refusal:
    """
    It has been used, has ended, or never was.
    """
    return Refusal("bad_token", "invitation: it has been used or has ended", field="invitation")


def no_reset() -> Refusal:
    """
    It has been used, has ended, or never was.
    """
    return Refusal("bad_token", "link: it has been used or has ended", field="link")


def bad_key() -> Refusal:
    """
    It is no key, or a revoked one.
    """
    return Refusal("bad_token", "the key is not one of ours, or has been revoked", field="token")


def no_key() -> Refusal:
    """
    No key of that name is in force.
    """
    return Refusal("not_found", "name: there is no key of this name in force", field="name")


def key_is_there() -> Refusal:
    """
    A key of that name is in force.
    """
    return Refusal("conflict", "name: a key of this name is in force; revoke it first", field="name")


def too_many_ignored(most: int) -> Refusal:
    """
    One more cannot be remembered.
    """
    return Refusal("forbidden", f"user: at most {most} people can be ignored", field="user")


def bad_token(why: str = "") -> Refusal:
    """
    It is not to be believed, for the reason given.
    """
    return Refusal("bad_token", why, field="token")


def revoked_token() -> Refusal:
    """
    Its issuer, an administrator or its user has ended it.
    """
    return Refusal("bad_token", "this token has been revoked; log in again", field="token")


def too_many_revocations(limit: int) -> Refusal:
    """
    They are kept in memory, too.
    """
    return Refusal("forbidden", f"there are {limit} revocations; revoke all tokens issued before a time instead")
