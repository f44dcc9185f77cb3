"""
Who somebody is here: coming, going, and being called something else.
"""

from typing import TYPE_CHECKING

from chatd import commands, names
from chatd.answers import AnyAnswer, LoggedIn, Ok
from chatd.errors import Refusal
from chatd.ground import Ground
from chatd.model import User

if TYPE_CHECKING:
    from chatd.session import Session


class People(Ground):
    """
    The use cases of a session's user.
    """

    def login(self, session: "Session", command: commands.Login) -> AnyAnswer:
        """
        By a token, or as a new guest.  A second login renews; for another user it is a `conflict`.
        """
        if (command.token is None) == (command.guest is None):
            raise Refusal("invalid", "token: give either token or guest", field="token")
        if command.token is not None:
            user = self._identity.recognise(command.token)
            token = command.token
        elif session.user is not None:
            raise Refusal("conflict", "this session is somebody already", field="guest")
        else:
            user, token = self.new_guest(command.guest or "")
        if session.user is not None and session.user.id != user.id:
            raise Refusal("conflict", "this session is somebody else already", field="token")
        others = self._hub.sessions_of(user.id)
        if others and command.token is not None:
            # The same person elsewhere may have been renamed since that token was made.
            user = next(iter(others)).user or user
        if session.user is None:
            session.user = user
            self._hub.sign_in(user.id, session)
            self._markers.arrive(user.id, new=command.guest is not None)
        return LoggedIn(ref=command.ref, user=user, token=token, expires=None)

    def new_guest(self, wish: str) -> tuple[User, str]:
        """
        A new guest and its token; refused where guests are not let in.
        """
        if not self._guests:
            raise Refusal("login_required", "guests are not allowed here")
        return self._identity.new_guest(names.clean_name(wish, self._limits.name, "guest"))

    def rename(self, session: "Session", command: commands.Rename) -> AnyAnswer:
        """
        Another name, at once in all sessions of the same user.
        """
        user = User(session.who.id, names.clean_name(command.name, self._limits.name))
        for other in self._hub.sessions_of(user.id):
            other.user = user
        rooms = {room for other in self._hub.sessions_of(user.id) for room in other.rooms}
        self._presence.rename(rooms, user)
        return LoggedIn(ref=command.ref, user=user, token=self._identity.token_for(user))

    def logout(self, session: "Session", command: commands.Logout) -> AnyAnswer:
        """
        Nobody again, in no room.
        """
        self.depart(session, lost=False)
        return Ok(ref=command.ref)

    def depart(self, session: "Session", *, lost: bool) -> None:
        """
        The session's user is gone from its rooms; a `lost` connection has a grace.
        """
        if session.user is None:
            return
        for room in tuple(session.rooms):
            self._exit(session, room, lost=lost)
        self._hub.sign_out(session.user.id, session)
        self._markers.depart(session.user.id)
        session.user = None
