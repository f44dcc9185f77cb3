"""
The settings of the section ``[auth]``, with safe defaults.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from chatd.domain.limits import Positive, Rate

Days = Annotated[float, Meta(gt=0, le=36_500)]
Hours = Annotated[float, Meta(gt=0, le=876_000)]
DAY_MS = 86_400_000


class AccountSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Who may register, how long a browser stays signed in, and how often passwords may be tried.

    A session ends `session_days` after its last use, and `session_most_days` after its start.  A link is valid for
    `link_hours`.  With `first_admin_link` a start without an administrator logs one with which the
    first is made.  A name that was given up cannot be taken for `name_rest_days`.  Passwords may be tried `tries_burst`
    times at once and `tries_per_minute` a minute, for each name and for each address; `registrations_per_hour` accounts
    may be registered an hour from each address.  An account has at most `sessions`.  What is kept for a guest goes
    after `guest_days` of absence, entries of the audit log and reports after `audit_days`, addresses in them after
    `address_days`.  A browser that has signed in is known for `known_browser_days`.  Hashes for strangers take at most
    `password_share` of the processor time of
    `password_threads` cores.
    """

    registration: Literal["open", "invitation", "closed"] = "open"
    session_days: Days = 14.0
    session_most_days: Days = 90.0
    link_hours: Hours = 24.0
    first_admin_link: bool = True
    name_rest_days: Annotated[float, Meta(ge=0, le=36_500)] = 30.0
    tries_per_minute: Rate = 6.0
    tries_burst: Positive = 10
    registrations_per_hour: Rate = 10.0
    ignores: Positive = 1000
    sessions: Positive = 50
    guest_days: Days = 30.0
    audit_days: Days = 365.0
    address_days: Days = 90.0
    password_threads: Annotated[int, Meta(ge=1, le=8)] = 1
    password_queue: Positive = 32
    password_share: Annotated[float, Meta(gt=0, le=1)] = 0.5
    known_browser_days: Days = 365.0
    reserved_names: tuple[str, ...] = ("admin", "administrator", "moderator", "operator", "system", "chatd")

    @property
    def session_ms(self) -> int:
        """
        `session_days` in milliseconds.
        """
        return int(self.session_days * DAY_MS)

    @property
    def session_most_ms(self) -> int:
        """
        `session_most_days` in milliseconds.
        """
        return int(self.session_most_days * DAY_MS)

    @property
    def name_rest_ms(self) -> int:
        """
        `name_rest_days` in milliseconds.
        """
        return int(self.name_rest_days * DAY_MS)
