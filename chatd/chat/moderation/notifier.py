"""
The interface through which moderation reaches live sessions.
"""

from collections.abc import Callable
from typing import Protocol

from chatd.domain.accounts import Grants
from chatd.domain.events import RoomChange, User
from chatd.domain.moderation import Member, Sanction
from chatd.protocol.replies import Invited, RoleChanged


class Notifier(Protocol):
    """
    Applies committed changes to the sessions that they concern, at once.
    """

    def online_user(self, user_id: str) -> User | None:
        """
        The user with that id, with the present name, if they are online.
        """

    def has_seen(self, user_id: str) -> bool:
        """
        Whether a user is online, or has left and is still remembered.
        """

    def has_been_in(self, user_id: str, room: str) -> bool:
        """
        Whether a user is in a room, or has left it lately.
        """

    def token_grants(self, user_id: str) -> Grants | None:
        """
        The grants of the token of an online user, if there are any.
        """

    def sanction_origin(self, user_id: str, *, wanted: bool, absent: bool) -> str | None:
        """
        The address group that a sanction on a user binds: if it is `wanted`, or if the user is a new guest with each
        connection.  If `absent`, also that of the last session of a user who has left.  None if it binds no address,
        or if none is known.
        """

    def sanction_imposed(self, sanction: Sanction) -> None:
        """
        A sanction is in force: tell those whom it binds, and remove them from where they may not be.
        """

    def sanction_lifted(self, sanction: Sanction, *, reason: str = "", by: User | None = None) -> None:
        """
        A sanction was lifted or has ended: tell those whom it bound their rights, and the sanctioned user the `reason`
        that `by` gave.
        """

    def member_changed(self, room: str, user: User, member: Member | None) -> None:
        """
        A user has another role in a room, or none if `member` is None.
        """

    def rights_changed(self, room: str) -> None:
        """
        What users may do in a room has changed.
        """

    def user_invited(self, user_id: str, invitation: Invited) -> None:
        """
        A user was invited to a room.
        """

    def role_given(self, user_id: str, change: RoleChanged) -> None:
        """
        A user was given another role in a room.
        """

    def room_changed(self, change: RoomChange) -> None:
        """
        The settings of a room have changed.
        """

    def reports_changed(self, room: str, count: int) -> None:
        """
        The number of open reports of a room has changed to `count`.
        """

    def release_room(self, room: str) -> None:
        """
        A room that was opened for a use case is not needed any more.
        """


class NullNotifier:
    """
    A `Notifier` without sessions, for commands that run without a daemon.
    """

    def __init__(self, close: Callable[[str], None]) -> None:
        self.release_room = close

    def online_user(self, user_id: str) -> User | None:
        return None

    def has_seen(self, user_id: str) -> bool:
        return False

    def has_been_in(self, user_id: str, room: str) -> bool:
        return False

    def token_grants(self, user_id: str) -> Grants | None:
        return None

    def sanction_origin(self, user_id: str, *, wanted: bool, absent: bool) -> str | None:
        return None

    def sanction_imposed(self, sanction: Sanction) -> None:
        pass

    def sanction_lifted(self, sanction: Sanction, *, reason: str = "", by: User | None = None) -> None:
        pass

    def member_changed(self, room: str, user: User, member: Member | None) -> None:
        pass

    def rights_changed(self, room: str) -> None:
        pass

    def user_invited(self, user_id: str, invitation: Invited) -> None:
        pass

    def role_given(self, user_id: str, change: RoleChanged) -> None:
        pass

    def room_changed(self, change: RoomChange) -> None:
        pass

    def reports_changed(self, room: str, count: int) -> None:
        pass
