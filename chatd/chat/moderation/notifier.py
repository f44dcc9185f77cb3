"""
Those who are connected, as far as powers reach them.
"""

from collections.abc import Callable
from typing import Protocol

from chatd.domain.accounts import Grants
from chatd.domain.events import RoomChange, User
from chatd.domain.moderation import Member, Sanction
from chatd.protocol.replies import Invited


class Notifier(Protocol):
    """
    Told what has been committed; acts on the sessions that it concerns, at once.
    """

    def online_user(self, user_id: str) -> User | None:
        """
        A user who is online, as they are called now.
        """

    def token_grants(self, user_id: str) -> Grants | None:
        """
        What the token of a user who is online says, if it says anything.
        """

    def sanction_origin(self, user_id: str, *, wanted: bool) -> str | None:
        """
        The group of addresses that somebody comes from, if a sanction on them has to bind it: because it is `wanted`,
        or because they are another guest each time.  None as well for who has no address that is known.
        """

    def sanction_imposed(self, sanction: Sanction) -> None:
        """
        A sanction is in force: whoever it concerns is told, and put out of where they may not be.
        """

    def sanction_lifted(self, sanction: Sanction, reason: str) -> None:
        """
        A sanction is not in force any more: whoever it bound is told what they may do again.
        """

    def member_changed(self, room: str, user: User, member: Member | None) -> None:
        """
        Somebody has another role in a room, or none.
        """

    def user_invited(self, user_id: str, invitation: Invited) -> None:
        """
        Somebody may come into a room that they did not know of.
        """

    def room_changed(self, change: RoomChange) -> None:
        """
        Something is set otherwise for a room.
        """

    def reports_changed(self, room: str, count: int) -> None:
        """
        So many reports wait in a room now.
        """

    def release_room(self, room: str) -> None:
        """
        Whoever had the room opened does not need it any more.
        """


class NullNotifier:
    """
    There is no daemon: a `Live` that has nobody to tell.
    """

    def __init__(self, close: Callable[[str], None]) -> None:
        self.release_room = close

    def online_user(self, user_id: str) -> User | None:
        """
        See `Live`.
        """
        return None

    def token_grants(self, user_id: str) -> Grants | None:
        """
        See `Live`.
        """
        return None

    def sanction_origin(self, user_id: str, *, wanted: bool) -> str | None:
        """
        See `Live`.
        """
        return None

    def sanction_imposed(self, sanction: Sanction) -> None:
        """
        See `Live`.
        """

    def sanction_lifted(self, sanction: Sanction, reason: str) -> None:
        """
        See `Live`.
        """

    def member_changed(self, room: str, user: User, member: Member | None) -> None:
        """
        See `Live`.
        """

    def user_invited(self, user_id: str, invitation: Invited) -> None:
        """
        See `Live`.
        """

    def room_changed(self, change: RoomChange) -> None:
        """
        See `Live`.
        """

    def reports_changed(self, room: str, count: int) -> None:
        """
        See `Live`.
        """
