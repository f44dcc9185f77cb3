"""
The two dialects of the WebSocket: ``chatd.v1``, and plain text for clients without a subprotocol.

A dialect only translates; permissions are checked behind it.
"""

from typing import Protocol

from chatd.chat.commands.dispatch import CommandDispatcher
from chatd.errors import Close, Refusal
from chatd.protocol.codec import DecodeError, decode, encode
from chatd.protocol.commands import Join, Login, Say
from chatd.protocol.replies import Announcement, AnyAnswer, Bye, Error, Welcome
from chatd.websocket.plain_lines import CONNECTED, DISCONNECTED, one_line


class Dialect(Protocol):
    """
    Translates between a session and the payloads of text frames.
    """

    plain: bool

    def start_session(self, commands: CommandDispatcher, refusal: Refusal | None = None) -> None:
        """
        Starts after the welcome; `refusal` is the reason why the credentials of the handshake were refused, if they
        were.
        """

    def receive_text(self, commands: CommandDispatcher, payload: bytes) -> None:
        """
        Executes the command in a text frame; `payload` is UTF-8.
        """

    def encode_reply(self, answer: AnyAnswer) -> bytes | None:
        """
        Returns the payload of `answer`; None if this dialect cannot express it.
        """


class V1:
    """
    One JSON object per frame: docs/protocol.md.
    """

    plain = False

    def start_session(self, commands: CommandDispatcher, refusal: Refusal | None = None) -> None:
        """
        Sends nothing more: the client speaks next.
        """

    def receive_text(self, commands: CommandDispatcher, payload: bytes) -> None:
        try:
            command = decode(payload)
        except DecodeError as rejected:
            commands.session.refuse(rejected.refusal, rejected.ref)
        else:
            commands.receive(command)

    def encode_reply(self, answer: AnyAnswer) -> bytes | None:
        return encode(answer)


class Plain:
    """
    Plain text in one room.  Each connection is a new guest; refusals begin with an exclamation mark and a space.
    """

    plain = True

    def __init__(self, room: str) -> None:
        self._room = room

    def start_session(self, commands: CommandDispatcher, refusal: Refusal | None = None) -> None:
        """
        Joins the room, as a guest with a generated name unless the handshake had credentials.  If they were refused,
        closes the connection instead of making the client a guest.
        """
        session = commands.session
        if session.user is None and refusal is None:
            commands.receive(Login(guest=f"guest-{session.ident[:4]}"))
        if session.ended:
            return
        if session.user is None:
            session.peer.close_connection(Close.LOGIN_DEADLINE, "login_required" if refusal is None else refusal.code)
            return
        commands.receive(Join(room=self._room, limit=1))

    def receive_text(self, commands: CommandDispatcher, payload: bytes) -> None:
        commands.receive(Say(room=self._room, text=payload.decode()))

    def encode_reply(self, answer: AnyAnswer) -> bytes | None:
        if isinstance(answer, Welcome):
            return CONNECTED.encode()
        if isinstance(answer, Bye):
            return DISCONNECTED.encode()
        if isinstance(answer, Announcement):
            return f"! announcement: {one_line(answer.text)}".encode()
        if isinstance(answer, Error):
            return _refusal(Refusal(answer.code, answer.message))
        return None


def _refusal(refusal: Refusal) -> bytes:
    if refusal.code == "login_required":
        return b"! login_required"
    return f"! {refusal.code}: {one_line(refusal.message)}".encode()
